// The window's languages. Keys are typed from the English file, so a missing word does not compile.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { en } from "./en";
import { fr } from "./fr";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: { words: typeof en };
  }
}

export const languages = { en: "English", fr: "Français" } as const;

const wanted = localStorage.getItem("language") ?? navigator.language.slice(0, 2);

void i18next.use(initReactI18next).init({
  lng: wanted in languages ? wanted : "en",
  fallbackLng: "en",
  defaultNS: "words",
  resources: { en: { words: en }, fr: { words: fr } },
  interpolation: { escapeValue: false },
});

const say = () => {
  document.documentElement.lang = i18next.language;
};
say();
i18next.on("languageChanged", say);

export function speak(language: string) {
  localStorage.setItem("language", language);
  void i18next.changeLanguage(language);
}
