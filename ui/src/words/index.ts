// The window's languages. Keys are typed from the English file, so a missing word does not compile; what types cannot see
// (blanks, plurals) words.check.mjs looks at. A language is offered once it says everything, and only the one that is
// spoken is read: all of them together would be half of what the window opens with.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import type { en } from "./en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: { words: typeof en };
  }
}

export const languages = { en: "English", es: "Español", fr: "Français", pt: "Português", hi: "हिन्दी", ar: "العربية" } as const;
type Language = keyof typeof languages;

const FILES: Record<Language, () => Promise<object>> = {
  ar: async () => (await import("./ar")).ar,
  en: async () => (await import("./en")).en,
  es: async () => millions((await import("./es")).es),
  fr: async () => millions((await import("./fr")).fr),
  hi: async () => (await import("./hi")).hi,
  pt: async () => millions((await import("./pt")).pt),
};

/** Whole millions have a plural of their own in French, Spanish and Portuguese; a shop's counts do without, so it says the usual one. */
function millions<T extends object>(words: T): T {
  const all = Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return [[key, millions(value)]];
    return key.endsWith("_other") ? [[key, value], [key.replace(/_other$/, "_many"), value]] : [[key, value]];
  });
  return Object.fromEntries(all) as T;
}

const known = (language: string): Language => (language in languages ? (language as Language) : "en");

async function read(language: Language) {
  if (!i18next.hasResourceBundle(language, "words")) i18next.addResourceBundle(language, "words", await FILES[language]());
}

/**
 * The window's language, as this country writes it where the system says so; for Intl. Digits are Latin in every language and
 * the calendar is the one invoices are dated by, whatever a country's usual ones are.
 */
export function locale(): string {
  const here = navigator.language.split("-")[0] === i18next.language ? navigator.language : i18next.language;
  return new Intl.Locale(here, { numberingSystem: "latn", calendar: "gregory" }).toString();
}

const backwards = () => i18next.dir() === "rtl";

/**
 * What is put into a sentence that runs from right to left keeps its own direction: a Latin name, a telephone number or
 * "12:30–14:00" would otherwise be reordered with the words around it.
 */
export function isolated(value: string): string {
  return backwards() && value !== "" ? `\u2068${value}\u2069` : value;
}

/** The arrow that leads on, or back, in the direction the window is read. */
export const onward = () => (backwards() ? "←" : "→");
export const back = () => (backwards() ? "→" : "←");

/** An arrow key by where it leads: "ArrowRight" is onward, whichever way the window runs. */
export function along(key: string): string {
  if (!backwards()) return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}

const say = () => {
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
};

/** Reads the words of whoever opens the window; nothing can be drawn before. */
export async function firstWords() {
  const language = known(localStorage.getItem("language") ?? navigator.language.slice(0, 2));
  await i18next.use(initReactI18next).init({ lng: language, fallbackLng: false, defaultNS: "words", resources: { [language]: { words: await FILES[language]() } }, interpolation: { escapeValue: true, escape: isolated } });
  for (const style of ["number", "datetime"] as const) {
    const format = style === "number" ? (value: number) => new Intl.NumberFormat(locale()).format(value) : (value: number) => new Intl.DateTimeFormat(locale()).format(value);
    i18next.services.formatter?.add(style, (value: unknown) => format(Number(value)));
  }
  say();
  i18next.on("languageChanged", say);
}

export async function speak(language: string) {
  localStorage.setItem("language", language);
  await read(known(language));
  await i18next.changeLanguage(language);
}
