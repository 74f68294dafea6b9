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

export const languages = { en: "English", es: "Español", fr: "Français", pt: "Português" } as const;
type Language = keyof typeof languages;

const FILES: Record<Language, () => Promise<object>> = {
  en: async () => (await import("./en")).en,
  es: async () => millions((await import("./es")).es),
  fr: async () => millions((await import("./fr")).fr),
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

const say = () => {
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
};

/** Reads the words of whoever opens the window; nothing can be drawn before. */
export async function firstWords() {
  const language = known(localStorage.getItem("language") ?? navigator.language.slice(0, 2));
  await i18next.use(initReactI18next).init({ lng: language, fallbackLng: false, defaultNS: "words", resources: { [language]: { words: await FILES[language]() } }, interpolation: { escapeValue: false } });
  say();
  i18next.on("languageChanged", say);
}

export async function speak(language: string) {
  localStorage.setItem("language", language);
  await read(known(language));
  await i18next.changeLanguage(language);
}
