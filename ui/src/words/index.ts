// The window's languages. Keys are typed from the English file, so a missing word does not compile; what types cannot see
// (blanks, plurals) words.check.mjs looks at. A language is offered once it says everything.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { pt } from "./pt";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: { words: typeof en };
  }
}

export const languages = { en: "English", es: "Español", fr: "Français", pt: "Português" } as const;

/** Whole millions have a plural of their own in French, Spanish and Portuguese; a shop's counts do without, so it says the usual one. */
function millions<T extends object>(words: T): T {
  const all = Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return [[key, millions(value)]];
    return key.endsWith("_other") ? [[key, value], [key.replace(/_other$/, "_many"), value]] : [[key, value]];
  });
  return Object.fromEntries(all) as T;
}

const wanted = localStorage.getItem("language") ?? navigator.language.slice(0, 2);

void i18next.use(initReactI18next).init({
  lng: wanted in languages ? wanted : "en",
  fallbackLng: "en",
  defaultNS: "words",
  resources: { en: { words: en }, es: { words: millions(es) }, fr: { words: millions(fr) }, pt: { words: millions(pt) } },
  interpolation: { escapeValue: false },
});

const say = () => {
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
};
say();
i18next.on("languageChanged", say);

export function speak(language: string) {
  localStorage.setItem("language", language);
  void i18next.changeLanguage(language);
}
