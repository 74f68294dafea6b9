// Which rows are chosen: one by one, from here to there, all of the view. Rows out of view stay chosen and are
// left alone until they are shown again.
import { useMemo, useState } from "react";

const NONE: ReadonlySet<number> = new Set();

export function useChosen(order: readonly number[]) {
  const [set, setSet] = useState(NONE);
  const [from, setFrom] = useState<number | null>(null);
  // In the view's order: the first of them is the topmost one.
  const chosen = useMemo(() => (set.size === 0 ? [] : order.filter((id) => set.has(id))), [order, set]);
  const toggle = (id: number) => {
    setFrom(id);
    setSet((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  /** From where it began to here, and nothing else. */
  const extend = (start: number, to: number) => {
    const begin = from !== null && order.includes(from) ? from : start;
    const [a, b] = [order.indexOf(begin), order.indexOf(to)];
    if (a === -1 || b === -1) return;
    setFrom(begin);
    setSet(new Set(order.slice(Math.min(a, b), Math.max(a, b) + 1)));
  };
  const all = () => setSet(new Set(order));
  const clear = () => {
    setFrom(null);
    setSet(NONE);
  };
  /** Moving on without extending begins anew. */
  const rest = () => setFrom(null);
  return { chosen, has: (id: number) => set.has(id), toggle, extend, all, clear, rest };
}

export type Chosen = ReturnType<typeof useChosen>;
