// The newest message of a conversation on one line.
import i18next from "i18next";

import type { ConversationRow } from "../../platform";
import { plainLine } from "../../parts/bubble/safe";

const NAMED = ["image", "video", "audio", "document", "sticker", "location", "contacts", "order", "form", "system"] as const;
const TICKS: Record<string, string> = { accepted: "✓", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "✕" };

export function lastWords({ last }: Pick<ConversationRow, "last">): string {
  if (!last) return i18next.t("inbox.nothing");
  const text = plainLine(last.text);
  const kind = NAMED.find((one) => one === last.kind);
  const what = last.voice ? i18next.t("inbox.kind.voice") : kind ? i18next.t(`inbox.kind.${kind}`) : "";
  const said = [what, text].filter((part) => part !== "").join(": ") || i18next.t("inbox.kind.other");
  const tick = last.outbound && last.status ? `${TICKS[last.status] ?? ""} ` : "";
  return `${tick}${said}`;
}
