use super::*;

const EVERYTHING: Option<Keyword> = Some(Keyword::Stop(None));
const OFFERS: Option<Keyword> = Some(Keyword::Stop(Some(Purpose::Promotions)));
const ALERTS: Option<Keyword> = Some(Keyword::Stop(Some(Purpose::Restock)));
const REMINDERS: Option<Keyword> = Some(Keyword::Stop(Some(Purpose::Reminders)));
const START: Option<Keyword> = Some(Keyword::Start);

/// As people write it, language by language; a bar between two.
const CASES: &[(Option<Keyword>, &str)] = &[
    // English
    (
        EVERYTHING,
        "STOP|stop|Stop.|stop!|STOP!!!|stop please|Please stop|pls stop|STOP STOP STOP|stoooop|STOPPP|s t o p|S.T.O.P.|st0p|stpo|sotp|Stop, thanks|stop 🛑|🛑 STOP 🛑|*STOP*|\u{200e}stop\u{200e}|\"stop\"|stop now|stop all|stopall|STOP ALL",
    ),
    (
        EVERYTHING,
        "unsubscribe|Unsubscribe me|UNSUBSCRIBE PLEASE|unsuscribe|unsubcribe|opt out|opt-out|Opt me out|stop texting me|Stop messaging me please|don't text me anymore|don’t text me|dont text me anymore|no more messages|No more texts please|remove me from your list|take me off the list|leave me alone|quit",
    ),
    (OFFERS, "stop offers|No more offers please|STOP PROMOS|no more ads|stop marketing"),
    (ALERTS, "Stop these|stop alerts|no more alerts, thanks"),
    (REMINDERS, "stop reminders|no more reminders please"),
    // French
    (
        EVERYTHING,
        "Arrêt|ARRET|arrêter|Arrêtez|arretez svp|ARRÊTEZ !|stop svp|Stop s'il vous plaît|stop merci|STOP SMS|Arrête stp|désabonner|Désabonnez-moi|désinscription|desinscription|me désinscrire|ne m'écrivez plus|Ne m’écrivez plus !|plus de messages|Plus de message merci|je ne veux plus recevoir de messages|retirez-moi de la liste|Bonjour, arrêtez les messages svp|laissez-moi tranquille",
    ),
    (OFFERS, "STOP PUB|stop pub svp|plus de pub|plus d'offres|plus d’offres merci|stop les promos|arrêtez la pub"),
    (ALERTS, "plus d'alertes|Stop alertes"),
    (REMINDERS, "stop rappels|plus de rappels svp"),
    // Spanish
    (
        EVERYTHING,
        "parar|PARA|pare|paren ya|alto|¡Basta!|basta ya|baja|BAJA por favor|darme de baja|Quiero darme de baja|no más mensajes|no mas mensajes|No quiero más mensajes, gracias|no me escriban más|dejen de escribirme|cancelar suscripción|cancelar suscripcion|bórrenme de la lista|¡¡STOP!! por favor",
    ),
    (OFFERS, "no más ofertas|no mas ofertas por favor|no quiero publicidad|stop promociones|basta de ofertas"),
    (ALERTS, "no más avisos|no más alertas"),
    (REMINDERS, "no más recordatorios"),
    // Portuguese
    (
        EVERYTHING,
        "sair|SAIR|Quero sair|parem|descadastrar|me descadastre|cancelar inscrição|cancelar inscricao|não quero mais receber|nao quero mais receber mensagens|Não me mande mais mensagens, por favor|pare de me mandar mensagem|me tira da lista|chega|chega de mensagens|Parar, obrigada",
    ),
    (OFFERS, "não quero promoções|nao quero mais promocoes|chega de promoções|sem ofertas por favor"),
    (ALERTS, "chega de avisos|parar alertas"),
    (REMINDERS, "parar lembretes"),
    // Hindi, and Hindi in Latin letters
    (EVERYTHING, "रोको|रोकें|बंद करो|बंद करें|कृपया बंद करें|बंद कर दो भाई|मैसेज मत भेजो|मुझे मैसेज मत करो|संदेश बंद करें|अनसब्सक्राइब|स्टॉप|सदस्यता समाप्त करें"),
    (
        EVERYTHING,
        "band karo|Band karo please|bandh karo|band kro|band kar do|msg mat karo|message mat bhejo|Mujhe message mat bhejo|msg band karo|stop karo|rok do|plz band karo|BAND KARO BHAI",
    ),
    (OFFERS, "ऑफर बंद करो|ऑफर मत भेजें|offer band karo|offers mat bhejo please"),
    (ALERTS, "अलर्ट बंद करें|alert band karo"),
    (REMINDERS, "रिमाइंडर बंद करो|reminder band karo"),
    // Arabic
    (
        EVERYTHING,
        "وقف|قف|توقف|أوقف|اوقف|إيقاف|ايقاف|أوقفوا الرسائل|وقف الرسائل من فضلك|إلغاء الاشتراك|الغاء الاشتراك|إِلْغَاء الاشْتِرَاك|لا ترسلوا لي رسائل|لا تراسلوني|لا أريد رسائل|لا اريد رسائل شكرا|ما ابغى رسائل|كفى!|ستوب|تـوقـف|\u{200f}توقف\u{200f}|لو سمحت توقف",
    ),
    (OFFERS, "أوقفوا العروض|لا اريد عروض|وقف الاعلانات|بدون عروض من فضلك"),
    (ALERTS, "أوقف التنبيهات"),
    (REMINDERS, "أوقفوا التذكيرات"),
    // And again
    (
        START,
        "START|start|Start again please|unstop|subscribe|reprendre|Reprendre svp|recommencer|empezar|alta|darme de alta|começar|comecar|voltar a receber|शुरू|शुरू करें|फिर से शुरू करो|shuru karo|ابدأ|ابدا|اشتراك",
    ),
    // What is for a person
    (
        None,
        "stop, I'll come tomorrow|don't stop|is there a bus stop?|Stop by tomorrow?|I'll stop by at six|Can you stop the delivery?|cancel|cancel my order|wait|please|thanks|ok|end|non-stop party?|stop me if I'm wrong|which stop is nearest?|unsubscribe? no, I like them|don't stop the offers",
    ),
    (
        None,
        "stp|svp|arrêt de bus ?|je m'arrête demain à la boutique|vous arrêtez ce modèle ?|Stop ou encore ?|annuler|annuler ma commande|plus de pointures ?|plus de messages que hier|je n'ai plus de pain",
    ),
    (
        None,
        "para mañana|¿para cuándo?|para mi hija|está de baja|baja el precio|para a próxima semana|alto ahí, ¿cuánto cuesta?|talla alta|cancelar el pedido|cancelar|sair amanhã às dez|pare de vender isso?",
    ),
    (
        None,
        "रुको|ruko|ruk jao|रद्द करो|band kab hoga?|dukan band hai?|दुकान बंद है?|cancel karo|nahi chahiye|إلغاء|الغاء الطلب|خلاص|متى توقف البيع؟|وقف عندك؟",
    ),
    (None, ""),
];

#[test]
fn stopping_is_understood_as_people_write_it_and_nothing_else_is() {
    let mut said = 0;
    for (expected, variants) in CASES {
        for text in variants.split('|') {
            assert_eq!(keyword(text), *expected, "{text:?}");
            said += usize::from(matches!(expected, Some(Keyword::Stop(_))));
        }
    }
    assert!(said >= 150, "so many ways to say stop are tried: {said}");
}

#[test]
fn a_long_message_is_read_by_a_person() {
    assert_eq!(keyword(&"stop ".repeat(40)), None, "two hundred letters are no order");
    assert_eq!(keyword(&"s".repeat(1_000_000)), None, "however long");
}

#[test]
fn no_order_is_in_two_lists() {
    let lists: Lists = serde_json::from_str(include_str!("../../../../../assets/understanding/stop.json")).expect("lists");
    let mut seen: HashMap<String, &str> = HashMap::new();
    let all = [
        ("everything", &lists.everything),
        ("promotions", &lists.promotions),
        ("restock", &lists.restock),
        ("reminders", &lists.reminders),
        ("start", &lists.start),
    ];
    for (name, list) in all {
        for text in list {
            let folded = plain(text).join(" ");
            assert!(!folded.is_empty(), "{text:?} says something");
            let before = seen.insert(folded, name);
            assert!(before.is_none_or(|before| before == name), "{text:?} is in {name} and in {before:?}");
        }
    }
}

#[test]
fn a_plain_yes_or_no_is_an_answer_and_a_sentence_is_none() {
    let yes = "Yes|yes!|YES please|Yes, keep my place|oui|Oui merci|Oui, gardez ma place|sí|Sí, gracias|si|sim, obrigada|हाँ|haan ji|نعم|نعم شكرا|ok";
    let no = "No|no thanks|No, thank you|nope|non|Non merci|plus besoin|no gracias|ya no|não|não, obrigada|नहीं|nahi chahiye|لا|لا شكرا|not anymore";
    for said in yes.split('|') {
        assert_eq!(yes_or_no(said), Some(true), "{said} is a yes");
    }
    for said in no.split('|') {
        assert_eq!(yes_or_no(said), Some(false), "{said} is a no");
    }
    for said in ["not now", "no, the red one", "yes but in 43", "maybe", "no idea", "STOP", "pas maintenant", "", "?"] {
        assert_eq!(yes_or_no(said), None, "{said:?} is for a person: a place in line must not end on a guess");
    }
}

#[test]
fn no_order_to_stop_is_a_plain_yes_or_no_as_well() {
    for words in words().answers.keys() {
        assert!(!words.is_empty() && !words.contains("stop"), "stopping is heard first: {words}");
        assert_eq!(keyword(words), None, "{words} would stop everything where one product was meant");
    }
}
