// What she may have said yes with, in her language: the words of the cards, and the question as one asks it.
import type { Purpose } from "../../../platform";

type Asked = Exclude<Purpose, "service">;

const WORDINGS: Record<string, Record<Asked, [says: string, asked: string]>> = {
  en: {
    restock: ["Tell me when it is back", "“Shall we tell you on WhatsApp when it is back?” Yes."],
    promotions: ["Yes, send me offers and news", "“May we send you offers and news on WhatsApp?” Yes."],
    reminders: ["Yes, remind me", "“Shall we remind you on WhatsApp?” Yes."],
    follow_up: ["Yes, you may ask how it went", "“May we ask you on WhatsApp how it went?” Yes."],
  },
  fr: {
    restock: ["Prévenez-moi quand c'est de retour", "« Voulez-vous être prévenue sur WhatsApp quand c'est de retour ? » Oui."],
    promotions: ["Oui, envoyez-moi vos offres et nouveautés", "« Pouvons-nous vous envoyer offres et nouveautés sur WhatsApp ? » Oui."],
    reminders: ["Oui, rappelez-le-moi", "« Voulez-vous un rappel sur WhatsApp ? » Oui."],
    follow_up: ["Oui, vous pouvez me demander si tout va bien", "« Pouvons-nous prendre de vos nouvelles sur WhatsApp ? » Oui."],
  },
  es: {
    restock: ["Avísenme cuando vuelva", "«¿Le avisamos por WhatsApp cuando vuelva?» Sí."],
    promotions: ["Sí, envíenme ofertas y novedades", "«¿Podemos enviarle ofertas y novedades por WhatsApp?» Sí."],
    reminders: ["Sí, recuérdenmelo", "«¿Se lo recordamos por WhatsApp?» Sí."],
    follow_up: ["Sí, pueden preguntarme qué tal fue", "«¿Podemos preguntarle por WhatsApp qué tal fue?» Sí."],
  },
  pt: {
    restock: ["Avisem-me quando voltar", "«Avisamos por WhatsApp quando voltar?» Sim."],
    promotions: ["Sim, enviem-me ofertas e novidades", "«Podemos enviar-lhe ofertas e novidades por WhatsApp?» Sim."],
    reminders: ["Sim, lembrem-me", "«Lembramos por WhatsApp?» Sim."],
    follow_up: ["Sim, podem perguntar como correu", "«Podemos perguntar por WhatsApp como correu?» Sim."],
  },
  hi: {
    restock: ["आए तो मुझे बताएँ", "“आने पर हम आपको WhatsApp पर बताएँ?” हाँ।"],
    promotions: ["हाँ, मुझे ऑफ़र और नई चीज़ें भेजें", "“क्या हम आपको WhatsApp पर ऑफ़र और नई चीज़ें भेजें?” हाँ।"],
    reminders: ["हाँ, मुझे याद दिलाएँ", "“क्या हम आपको WhatsApp पर याद दिलाएँ?” हाँ।"],
    follow_up: ["हाँ, आप पूछ सकते हैं कि कैसा रहा", "“क्या हम WhatsApp पर पूछें कि कैसा रहा?” हाँ।"],
  },
  ar: {
    restock: ["أخبروني عندما يعود", "«هل نخبركم على واتساب عندما يعود؟» نعم."],
    promotions: ["نعم، أرسلوا لي العروض والجديد", "«هل نرسل لكم العروض والجديد على واتساب؟» نعم."],
    reminders: ["نعم، ذكّروني", "«هل نذكّركم على واتساب؟» نعم."],
    follow_up: ["نعم، يمكنكم سؤالي كيف كان", "«هل نسألكم على واتساب كيف كان؟» نعم."],
  },
};

/** Proposals; none for a language the shop has no words in. */
export function wordingsFor(language: string, purpose: Purpose): string[] {
  return purpose === "service" ? [] : [...(WORDINGS[language]?.[purpose] ?? [])];
}
