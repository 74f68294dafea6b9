// Plain conditions: what each says in words, what it starts with, and the other way round.
import type { TFunction } from "i18next";

import type { Condition, Purpose, Store } from "../../../platform";
import { countryName, languageName } from "../names";

export type Bare = Exclude<Condition, { is: "not" }>;
export type Kind = Bare["is"];

export const KINDS: Kind[] = ["bought", "bought_nothing", "waits_for", "silent_for", "window_open", "agreed", "tagged", "birthday", "speaks", "from", "at_store"];
export const PURPOSES: Purpose[] = ["restock", "promotions", "reminders", "follow_up"];

/** The condition itself, and whether its contrary is meant. */
export function parted(condition: Condition): { bare: Bare; not: boolean } {
  let [inner, not] = [condition, false];
  while (inner.is === "not") [inner, not] = [inner.condition, !not];
  return { bare: inner, not };
}

export function whole(bare: Bare, not: boolean): Condition {
  return not ? { is: "not", condition: bare } : bare;
}

/** What a new condition starts with. */
export function fresh(kind: Kind, start: { store: number; language: string; country: string }): Bare {
  switch (kind) {
    case "bought":
      return { is: kind, days: 90, product: null };
    case "bought_nothing":
    case "silent_for":
      return { is: kind, days: 90 };
    case "birthday":
      return { is: kind, days: 7 };
    case "waits_for":
      return { is: kind, variant: null };
    case "at_store":
      return { is: kind, store: start.store };
    case "tagged":
      return { is: kind, tag: "" };
    case "speaks":
      return { is: kind, language: start.language };
    case "from":
      return { is: kind, country: start.country };
    case "agreed":
      return { is: kind, purpose: "promotions" };
    case "window_open":
      return { is: kind };
  }
}

/** Whether it says something yet. */
export function meant(condition: Condition): boolean {
  const { bare } = parted(condition);
  return bare.is !== "tagged" || bare.tag.trim() !== "";
}

export interface Known {
  product: (id: number) => string;
  variant: (id: number) => string;
  stores: readonly Store[];
}

/** The condition as one reads it. */
export function sentenceOf(t: TFunction, condition: Condition, known: Known): string {
  const { bare, not } = parted(condition);
  const say = (key: string, values: Record<string, string | number> = {}) => t(`people.${not ? "isNot" : "is"}.${key as "bought"}`, values);
  switch (bare.is) {
    case "bought":
      return bare.product === null ? say("bought", { count: bare.days }) : say("boughtIt", { count: bare.days, product: known.product(bare.product) });
    case "bought_nothing":
      return say("boughtNothing", { count: bare.days });
    case "waits_for":
      return bare.variant === null ? say("waits") : say("waitsIt", { product: known.variant(bare.variant) });
    case "at_store":
      return say("store", { store: known.stores.find((store) => store.id === bare.store)?.name ?? "…" });
    case "silent_for":
      return say("silent", { count: bare.days });
    case "tagged":
      return say("tagged", { tag: bare.tag || "…" });
    case "speaks":
      return say("speaks", { language: languageName(bare.language) });
    case "from":
      return say("from", { country: countryName(bare.country) });
    case "agreed":
      return say("agreed", { purpose: t(`people.purpose.${bare.purpose as "restock"}`) });
    case "window_open":
      return say("open");
    case "birthday":
      return say("birthday", { count: bare.days });
  }
}
