// An automation while it is written: seven beginnings, and steps moved or taken out without a button losing its way.
import type { TFunction } from "i18next";

import type { Automation, AutomationBranch, AutomationStep, AutomationTo, AutomationWhen } from "../../platform";

export const STARTERS = ["greeting", "away", "keyword", "menu", "care", "review", "repair"] as const;
export type Starter = (typeof STARTERS)[number];

/** What stands under no language is said in any. */
export const ANY = "";

export const empty: AutomationStep = { say: { [ANY]: "" }, image: null, link: null, branches: [] };

const step = (say: string, branches: AutomationBranch[] = [], link: string | null = null): AutomationStep => ({ say: { [ANY]: say }, image: null, link, branches });
const branch = (label: string, to: AutomationTo): AutomationBranch => ({ label: { [ANY]: label }, to });
const PERSON: AutomationTo = { is: "person" };
const SOLVED: AutomationTo = { is: "solved" };
const to = (at: number): AutomationTo => ({ is: "step", step: at });

/** A beginning to change: nobody should have to start from an empty page. */
export function begin(starter: Starter, t: TFunction): Automation {
  const say = (key: "one" | "two" | "three" | "yes" | "no" | "words" | "first" | "second") => t(`automations.starters.${starter}.${key}` as "automations.starters.repair.one");
  const made = (when: AutomationWhen, steps: AutomationStep[]): Automation => ({ id: null, name: t(`automations.starters.${starter}.name`), on: false, when, steps });
  const words = (): AutomationWhen => ({ is: "words", any: say("words").split(",").map((word) => word.trim()), whole: starter === "menu" });
  switch (starter) {
    case "greeting": return made({ is: "first_words", after_days: 14 }, [step(say("one"))]);
    case "away": return made({ is: "closed" }, [step(say("one"))]);
    case "keyword": return made(words(), [step(say("one"))]);
    case "menu": return made(words(), [step(say("one"), [branch(say("first"), to(1)), branch(say("second"), to(2)), branch(t("automations.aPerson"), PERSON)]), step(say("two")), step(say("three"))]);
    case "care": return made({ is: "handed_over", hours: 24 }, [step(say("one"), [branch(say("yes"), SOLVED), branch(say("no"), PERSON)])]);
    case "review": return made({ is: "handed_over", hours: 72 }, [step(say("one"), [], "https://")]);
    case "repair": return made(words(), [step(say("one"), [branch(say("yes"), to(1)), branch(say("no"), PERSON)]), step(say("two"), [branch(say("yes"), SOLVED), branch(say("no"), PERSON)])]);
  }
}

/** Every button finds its step again after the steps have another order; what led to a step that is gone leads to a person. */
function led(steps: AutomationStep[], where: (at: number) => number): AutomationStep[] {
  const follow = (way: AutomationTo): AutomationTo => {
    if (way.is !== "step") return way;
    const now = where(way.step);
    return now < 0 ? PERSON : to(now);
  };
  return steps.map((one) => ({ ...one, branches: one.branches.map((of) => ({ ...of, to: follow(of.to) })) }));
}

export function withoutStep(steps: AutomationStep[], at: number): AutomationStep[] {
  const left = steps.toSpliced(at, 1);
  return led(left, (was) => (was === at ? -1 : was > at ? was - 1 : was));
}

export function movedStep(steps: AutomationStep[], from: number, by: -1 | 1): AutomationStep[] {
  const target = from + by;
  const one = steps[from];
  if (one === undefined || target < 0 || target >= steps.length) return steps;
  const moved = steps.toSpliced(from, 1).toSpliced(target, 0, one);
  return led(moved, (was) => (was === from ? target : was === target ? from : was));
}

/** What is said in a language: in that one, else in any, else in the first there is. */
export function inLanguage(texts: Record<string, string | undefined>, language: string): string {
  return texts[language] ?? texts[ANY] ?? Object.values(texts)[0] ?? "";
}
