// Who is shown and in which order: as wanted now, as asked of the shop, and what only this moment knows.
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { useAsk } from "../../data";
import { type Audience, type Condition, call } from "../../platform";

export const SORTS = ["wrote", "name", "added"] as const;
export type Sort = (typeof SORTS)[number];

/** What changes by the minute and is in no group: who waits for an answer, who has something to collect. */
export const NOWS = ["unanswered", "orders"] as const;
export type Now = (typeof NOWS)[number];

export interface Wanted {
  text: string;
  conditions: Condition[];
  sort: Sort;
  now: Now[];
}

const KEPT_AS = "customers.sort";
const TYPING_PAUSE = 150;
/** Who wrote within a day is looked through; more than these nobody answers in a day. */
const MOST_OPEN = 2_000;
const ROWS_AT_ONCE = 500;

/** What the shop is asked: names from the top, times from the newest. */
export function audienceOf({ text, conditions, sort }: Pick<Wanted, "text" | "conditions" | "sort">): Audience {
  return { text: text.trim(), conditions, sort, descending: sort !== "name" };
}

async function unanswered(): Promise<number[]> {
  const open = await call("customers_view", { conditions: [{ is: "window_open" }], sort: "wrote", descending: true });
  const parts = [];
  for (let at = 0; at < Math.min(open.length, MOST_OPEN); at += ROWS_AT_ONCE) parts.push(call("customers_rows", { customers: open.slice(at, at + ROWS_AT_ONCE) }));
  return (await Promise.all(parts)).flat().filter((row) => row.unanswered).map((row) => row.id);
}

/** Who passes what was chosen of this moment; null: everybody. */
function useNow(now: Now[]): { ids: Set<number> | null; here: boolean } {
  const writing = useQuery({ queryKey: ["customers_rows", "unanswered"], queryFn: unanswered, enabled: now.includes("unanswered") }).data;
  const orders = useAsk("orders_list", {}, { enabled: now.includes("orders") }).data;
  return useMemo(() => {
    const sets: (number[] | undefined)[] = [];
    if (now.includes("unanswered")) sets.push(writing);
    if (now.includes("orders")) sets.push(orders?.filter((order) => order.state === "kept").map((order) => order.customer));
    const [first, ...others] = sets;
    if (sets.length === 0 || !first || sets.includes(undefined)) return { ids: null, here: sets.length === 0 };
    return { ids: new Set(first.filter((id) => others.every((set) => set?.includes(id)))), here: true };
  }, [now, writing, orders]);
}

function keptSort(): Sort {
  const kept = localStorage.getItem(KEPT_AS);
  return SORTS.find((sort) => sort === kept) ?? "wrote";
}

export function useAudience() {
  const [wanted, setWanted] = useState<Wanted>(() => ({ text: "", conditions: [], sort: keptSort(), now: [] }));
  const [asked] = useDebouncedValue(wanted, TYPING_PAUSE);
  const answer = useAsk("customers_view", audienceOf(asked), { keep: true });
  const now = useNow(wanted.now);
  const order = useMemo(() => {
    const { ids } = now;
    return ids ? answer.data?.filter((id) => ids.has(id)) : answer.data;
  }, [answer.data, now]);
  const change = (part: Partial<Wanted>) => {
    if (part.sort) localStorage.setItem(KEPT_AS, part.sort);
    setWanted((before) => ({ ...before, ...part }));
  };
  const narrowed = wanted.text.trim() !== "" || wanted.conditions.length > 0 || wanted.now.length > 0;
  const clear = () => change({ text: "", conditions: [], now: [] });
  return { wanted, change, clear, narrowed, order, error: answer.error, busy: asked !== wanted || answer.isPlaceholderData || !now.here };
}

export type Audiences = ReturnType<typeof useAudience>;
