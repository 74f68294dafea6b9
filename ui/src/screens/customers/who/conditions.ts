// Plain conditions: what each says in words, what it starts with, and the other way round.
import type { TFunction } from "i18next";

import type { Condition, Purpose, Store } from "../../../platform";
import { countryName, languageName } from "../names";

export type Bare = Exclude<Condition, { is: "not" }>;
export type Kind = Bare["is"];

/** In the order one thinks of them: what she bought, wrote and agreed to, then who she is. */
export const KINDS: Kind[] = ["bought", "bought_nothing", "ordered_more_than", "spent_more_than", "open_order", "waits_for", "unanswered", "window_open", "wrote_within", "silent_for", "added_within", "agreed", "tagged", "birthday_in", "birthday", "speaks", "from", "at_store"];
export const SPANS = ["today", "week", "month"] as const;
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
    case "added_within":
    case "wrote_within":
      return { is: kind, days: 30 };
    case "ordered_more_than":
      return { is: kind, times: 3, days: 365 };
    case "spent_more_than":
      return { is: kind, amount: 10_000, days: 365 };
    case "birthday_in":
      return { is: kind, span: "month" };
    case "unanswered":
    case "open_order":
      return { is: kind };
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
  /** An amount in minor units, as the shop writes it. */
  money: (minor: number) => string;
  /** Digits behind the point. */
  digits: number;
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
    case "unanswered":
      return say("unanswered");
    case "open_order":
      return say("openOrder");
    case "added_within":
      return say("added", { count: bare.days });
    case "wrote_within":
      return say("wrote", { count: bare.days });
    case "ordered_more_than":
      return bare.days === null ? say("orderedEver", { count: bare.times }) : say("ordered", { count: bare.times, days: bare.days });
    case "spent_more_than":
      return say(bare.days === null ? "spentEver" : "spent", { amount: known.money(bare.amount), days: bare.days ?? 0 });
    case "birthday_in":
      return say(`birthday_${bare.span}`);
    case "birthday":
      return say("birthday", { count: bare.days });
  }
}
