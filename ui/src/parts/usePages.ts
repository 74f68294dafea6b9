// The rows behind an order of ids: pages of a hundred around what is on the screen. A row once seen stays until
// the next is here, so that nothing flickers while a page is asked for again.
import { useDebouncedValue } from "@mantine/hooks";
import { type QueryKey, type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

const PAGE = 100;
/** How far beyond the screen rows are there before they are needed. */
const AHEAD = 50;
/** A page nobody has looked at for so long is forgotten. */
const FORGOTTEN_AFTER = 30_000;
const MOST_KEPT = 3_000;

/** How the rows of some ids are asked for. */
export type PageOf<Row> = (ids: number[]) => { queryKey: QueryKey; queryFn: () => Promise<Row[]> };

export function usePages<Row extends { id: number }>(order: readonly number[], of: PageOf<Row>) {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  // Scrolling fast passes pages nobody reads.
  const [asked] = useDebouncedValue(seen, 60, { leading: true });
  const [kept] = useState(() => new Map<number, Row>());
  const pages = [];
  for (let page = asked.first; page <= asked.last && page * PAGE < order.length; page += 1) pages.push(page);
  const found = useQueries({
    queries: pages.map((page) => ({ ...of(order.slice(page * PAGE, (page + 1) * PAGE)), gcTime: FORGOTTEN_AFTER })),
    combine: useCallback((results: UseQueryResult<Row[]>[]) => results.map((result) => result.data), []),
  });
  const fresh = useMemo(() => {
    const rows = new Map<number, Row>();
    for (const row of found.flatMap((page) => page ?? [])) rows.set(row.id, row);
    if (kept.size > MOST_KEPT) kept.clear();
    for (const [id, row] of rows) kept.set(id, row);
    return rows;
  }, [found, kept]);
  const look = useCallback((first: number, last: number) => {
    const next = { first: Math.max(0, Math.floor((first - AHEAD) / PAGE)), last: Math.floor((last + AHEAD) / PAGE) };
    setSeen((before) => (before.first === next.first && before.last === next.last ? before : next));
  }, []);
  const rowOf = useCallback((id: number) => fresh.get(id) ?? kept.get(id), [fresh, kept]);
  return { rowOf, look };
}
