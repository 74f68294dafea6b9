// One message of a thread, whatever its kind. What it says is somebody else's: it is only ever text,
// never a link, never markup; where it came from and what became of it is said in words.
import { useTranslation } from "react-i18next";

import { clock } from "../../format";
import type { ShopView, ThreadMessage } from "../../platform";
import { Bubble } from "../Bubble";
import { usePicture } from "../Picture";
import { Attachment, FILES, OwnFile } from "./Attachment";
import { OwnCards } from "./Cards";
import { Basket, FormAnswers, People, Place } from "./Facts";
import { useNamed } from "./Named";
import { records, texts, words } from "./read";
import { shownText } from "./safe";

const TICKS: Record<string, string> = { accepted: "✓", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "✕" };

export function Said({ message, shop }: { message: ThreadMessage; shop: ShopView }) {
  const { t } = useTranslation();
  // Only what the shop itself sent names one of its own pictures.
  const picture = usePicture(message.outbound ? words(message.content.image) : null, false);
  const at = (ms: number) => clock(ms, shop.now, shop.time_zone);
  if (message.kind === "system") return <div className="said-note">{at(message.at)} · {t(`bubble.system.${change(message.content["change"])}`)}</div>;
  if (message.kind === "request_welcome") return <div className="said-note">{at(message.at)} · {t("bubble.welcome")}</div>;
  const gone = message.revoked_at !== null;
  return (
    <Bubble mine={message.outbound} picture={gone ? null : picture} buttons={gone ? [] : texts(message.content.buttons)} reaction={message.reaction} foot={<Foot message={message} at={at} />}>
      {gone ? <i>{t("bubble.revoked", { at: at(message.revoked_at ?? 0) })}</i> : <><Marks content={message.content} /><Body message={message} /></>}
      {message.status === "failed" ? <Failed message={message} /> : null}
    </Bubble>
  );
}

function change(value: unknown): "number" | "user_id" | "identity" | "passed_on" | "other" {
  return value === "number" || value === "user_id" || value === "identity" || value === "passed_on" ? value : "other";
}

/** Time, how far it is, and who or what wrote it. */
function Foot({ message, at }: { message: ThreadMessage; at: (ms: number) => string }) {
  const { t } = useTranslation();
  const parts = [at(message.at)];
  const { status, origin } = message;
  if (origin !== "hand" && status !== null && status in TICKS) parts.push(`${TICKS[status] ?? ""} ${t(`state.${status as "sent"}`)}`);
  if (origin === "phone" || origin === "history" || origin === "hand") parts.push(t(`bubble.origin.${origin}`));
  if (message.edited_at !== null && message.revoked_at === null) parts.push(t("bubble.edited", { at: at(message.edited_at) }));
  return <>{parts.join(" · ")}</>;
}

/** What stands above a message: forwarded, out of an advertisement, about a product. */
function Marks({ content }: { content: ThreadMessage["content"] }) {
  const { t } = useTranslation();
  const ad = records([content["from_ad"]])[0];
  const about = words(content["about_product"]);
  return (
    <>
      {content["forwarded"] === true ? <span className="note"><span className="turned" aria-hidden>↪</span> {t("bubble.forwarded")}</span> : null}
      {ad ? <span className="note" dir="auto">{t("bubble.fromAd", { headline: words(ad["headline"]) || words(ad["body"]) || "…" })}</span> : null}
      {about === "" ? null : <About code={about} />}
    </>
  );
}

function About({ code }: { code: string }) {
  const { t } = useTranslation();
  const product = useNamed(code);
  return <span className="note" dir="auto">{t("bubble.about", { product })}</span>;
}

function Body({ message }: { message: ThreadMessage }) {
  const { t } = useTranslation();
  const { kind, content } = message;
  const text = shownText(words(content.text));
  const said = text === "" ? null : <span dir="auto">{text}</span>;
  if (message.outbound && words(content["own_file"]) !== "") return <><OwnFile message={message} />{said}</>;
  if (message.outbound && kind === "cards") return <>{said}<OwnCards hashes={texts(content["cards"])} /></>;
  if (FILES.includes(kind as "image")) return <><Attachment message={message} />{said}</>;
  switch (kind) {
    case "text": case "buttons": case "template": case "list": case "link": case "location_request":
      return said ?? <span className="note">{t("bubble.empty")}</span>;
    case "tap":
      return <>{said ?? <span className="note">{t("bubble.empty")}</span>}{words(content["description"]) === "" ? null : <span className="note" dir="auto">{words(content["description"])}</span>}</>;
    case "location":
      return <Place content={content} />;
    case "contacts":
      return <People content={content} />;
    case "order":
      return <>{said}<Basket content={content} /></>;
    case "form":
      return <>{said}<FormAnswers content={content} /></>;
    default:
      return <>{said !== null && kind !== "call_permission" ? said : null}<Note kind={kind} content={content} /></>;
  }
}

/** Kinds the shop can only name. */
function Note({ kind, content }: { kind: string; content: ThreadMessage["content"] }) {
  const { t } = useTranslation();
  const codes = texts(content["codes"]).join(", ");
  const sentence = () => {
    switch (kind) {
      case "call_permission": return t(words(content.text) === "accept" ? "bubble.callYes" : "bubble.callNo");
      case "payment_method": return t("bubble.payment");
      case "unsupported": return words(content["reason"]) === "" ? t("bubble.unsupported") : t("bubble.unsupportedWhy", { reason: words(content["reason"]) });
      case "errors": return t("bubble.errors", { codes: codes === "" ? "?" : codes });
      default: return t("bubble.unknown", { kind });
    }
  };
  return <span className="note" dir="auto">{sentence()}</span>;
}

/** Why it did not arrive, and what is left to do. */
function Failed({ message }: { message: ThreadMessage }) {
  const { t } = useTranslation();
  const { advice } = message;
  const why = advice ? t(`advice.${advice as "other"}`, { code: message.error_code ?? "?" }) : t("bubble.unknownWhy");
  return <span className="failed">✕ {t("bubble.failed", { why })} {advice ? t(`step.${advice as "other"}`) : null}</span>;
}
