// Who is shown and in which order: as wanted now, and as asked of the shop.
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { useAsk } from "../../data";
import type { Audience, Condition } from "../../platform";

export const SORTS = ["wrote", "name", "added"] as const;
export type Sort = (typeof SORTS)[number];

export interface Wanted {
  text: string;
  conditions: Condition[];
  sort: Sort;
}

const KEPT_AS = "customers.sort";
const TYPING_PAUSE = 150;

/** What the shop is asked: names from the top, times from the newest. */
export function audienceOf({ text, conditions, sort }: Wanted): Audience {
  return { text: text.trim(), conditions, sort, descending: sort !== "name" };
}

function keptSort(): Sort {
  const kept = localStorage.getItem(KEPT_AS);
  return SORTS.find((sort) => sort === kept) ?? "wrote";
}

export function useAudience() {
  const [wanted, setWanted] = useState<Wanted>(() => ({ text: "", conditions: [], sort: keptSort() }));
  const [asked] = useDebouncedValue(wanted, TYPING_PAUSE);
  const answer = useAsk("customers_view", audienceOf(asked), { keep: true });
  const change = (part: Partial<Wanted>) => {
    if (part.sort) localStorage.setItem(KEPT_AS, part.sort);
    setWanted((before) => ({ ...before, ...part }));
  };
  const narrowed = wanted.text.trim() !== "" || wanted.conditions.length > 0;
  const clear = () => change({ text: "", conditions: [] });
  return { wanted, change, clear, narrowed, order: answer.data, error: answer.error, busy: asked !== wanted || answer.isPlaceholderData };
}

export type Audiences = ReturnType<typeof useAudience>;
