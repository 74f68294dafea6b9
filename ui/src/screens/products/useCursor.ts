// Where the keyboard is in the grid: a row by its identity, so that another order or a new count never moves the
// hand to a neighbour, and a column.
import { useMemo, useState } from "react";

import type { Column } from "./columns";

export function useCursor(order: readonly number[], columns: readonly Column[]) {
  const [at, setAt] = useState<{ id: number | null; column: Column; row: number }>({ id: null, column: "stock", row: 0 });
  // A row that is gone leaves the hand where it was.
  const row = useMemo(() => {
    const found = at.id === null ? -1 : order[at.row] === at.id ? at.row : order.indexOf(at.id);
    return found === -1 ? Math.min(Math.max(at.row, 0), Math.max(order.length - 1, 0)) : found;
  }, [order, at]);
  const column = columns.includes(at.column) ? at.column : "stock";
  const id = order[row] ?? null;
  const put = (next: number, name: Column) => {
    const to = Math.min(Math.max(next, 0), Math.max(order.length - 1, 0));
    setAt({ id: order[to] ?? null, column: name, row: to });
    return order[to] ?? null;
  };
  const move = (rows: number, across: number) => put(row + rows, columns[Math.min(Math.max(columns.indexOf(column) + across, 0), columns.length - 1)] ?? column);
  const first = () => setAt((before) => ({ id: null, column: before.column, row: 0 }));
  return { id, row, column, put, move, first };
}

export type Cursor = ReturnType<typeof useCursor>;
