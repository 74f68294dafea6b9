// A refusal as a sentence with the next step: the code chooses it, what it is about picks the variant.
import i18next from "i18next";

import { locale } from "./format";
import { type Error as ShopError, Refused } from "./platform";

/** The code of a failure, if the shop refused; a fault of the program otherwise. */
export function refusalOf(error: unknown): ShopError {
  return error instanceof Refused ? error.refusal : { code: "internal", about: {} };
}

/** Which of a code's sentences, and what stands in it beside what the refusal is about. */
function variant({ code, about }: ShopError): Record<string, string | number> {
  const seconds = Number(about.seconds ?? 0);
  switch (code) {
    case "not_a_token":
    case "not_a_secret":
      return { context: String(about.found ?? "") };
    case "token_ends": {
      const at = Number(about.at ?? 0);
      return at === 0 ? {} : { context: at < Date.now() ? "ended" : "soon", day: new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(at) };
    }
    case "number_not_seen":
      return { context: about.accounts === 0 ? "none" : Number(about.typed ?? 0) > 0 ? "typed" : "" };
    case "wrong_pin":
      return seconds > 0 ? { context: "wait", count: seconds } : {};
    case "too_many_tries":
      return { count: seconds };
    case "bad_spare_key":
      return "word" in about ? { context: "word" } : {};
    case "bad_media":
      return { context: whyNot(about) };
    case "bad_address":
      return { context: String(about.why ?? "") };
    case "bad_rates":
      return about.row === 0 ? { context: "date" } : {};
    case "may_not_write":
      return { why: i18next.t(`reason.${String(about.reason) as "no_consent"}`) };
    default:
      return {};
  }
}

/** What keeps a file from being sent, in as many kinds as there are next steps. */
function whyNot(about: ShopError["about"]): string {
  const why = String(about.why ?? "");
  if (why === "used" || why === "too_large" && about.ffmpeg !== 0) return why;
  if (about.ffmpeg === 0 || why === "no_ffmpeg" || why === "heic_unsupported") return "no_ffmpeg";
  if (why === "truncated" || why === "damaged" || why === "empty") return "damaged";
  return why.includes("codec") || why === "two_audio_streams" || why === "wrong_format" || why === "not_mono" ? "codec" : why.startsWith("too_") || why === "does_not_fit" ? "too_large" : "";
}

/** The sentence. */
export function spoken(refusal: ShopError): string {
  return i18next.t(`error.${refusal.code as "internal"}`, { ...refusal.about, ...variant(refusal) });
}
