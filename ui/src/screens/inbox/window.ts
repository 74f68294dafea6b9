// How long somebody can still be answered, in words and in one of four states.
import i18next from "i18next";

const HOUR = 3_600_000;
/** Below so much it is said as a warning. */
const SOON = 4 * HOUR;
const VERY_SOON = HOUR;

export type WindowState = "open" | "soon" | "closing" | "closed";

export function windowOf(until: number | null, now: number): { state: WindowState; words: string; short: string } {
  const left = (until ?? 0) - now;
  if (left <= 0) return { state: "closed", words: i18next.t("inbox.window.closed"), short: i18next.t("inbox.window.closedShort") };
  const hours = Math.floor(left / HOUR);
  const span = hours >= 1 ? i18next.t("inbox.window.hours", { count: hours }) : i18next.t("inbox.window.minutes", { count: Math.max(1, Math.ceil(left / 60_000)) });
  if (left > SOON) return { state: "open", words: i18next.t("inbox.window.open", { span }), short: span };
  return { state: left > VERY_SOON ? "soon" : "closing", words: i18next.t("inbox.window.closes", { span }), short: span };
}
