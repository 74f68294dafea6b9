// What languages, countries and moments are called in this window.
import i18next from "i18next";

import { ago, locale } from "../../format";

/** The languages the shop has words in. */
export const LANGUAGES = ["en", "fr", "es", "pt", "hi", "ar"] as const;

function named(type: "language" | "region", code: string): string {
  try {
    return new Intl.DisplayNames([i18next.language], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const languageName = (code: string) => named("language", code);
export const countryName = (code: string) => named("region", code);

/** What can be chosen as a language: those the shop speaks, and the one that stands there. */
export function languageChoices(also: string | null): { value: string; label: string }[] {
  const known: string[] = [...LANGUAGES];
  if (also && !known.includes(also)) known.push(also);
  return known.map((value) => ({ value, label: languageName(value) }));
}

const NO_COUNTRIES = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Every country there is a name for, by name. */
export function countryChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([i18next.language], { type: "region", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(65 + at));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // A code that was withdrawn has another one's name.
  const current = codes.filter((code) => !NO_COUNTRIES.has(code) && names.of(code) !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
  return current.map((value) => ({ value, label: names.of(value) ?? value })).toSorted((a, b) => a.label.localeCompare(b.label, i18next.language));
}

const DAY = 86_400_000;

/** How long ago while it is fresh, then the day. */
export function lately(at: number, now: number, zone: string): string {
  if (now - at < DAY) return ago(at, now);
  const year = (moment: number) => new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric" }).format(moment);
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, day: "numeric", month: "short", ...(year(at) === year(now) ? {} : { year: "numeric" }) }).format(at);
}

/** As whom one reaches her: her number, her username, or that she hides both. */
export function reachedBy(of: { phone: string | null; username: string | null }): string {
  return of.phone ?? (of.username ? `@${of.username}` : i18next.t("customers.hidden"));
}
