// What the grid shows and in which order: as wanted now, as asked of the shop, and the columns kept on this laptop.
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { useAsk } from "../../data";
import type { View } from "../../platform";
import { type Column, OPTIONAL, sortable } from "./columns";

export const EVERYTHING: View = { text: "", only: "", status: "", collection: "", sort: "", descending: false, columns: [] };
const KEPT_AS = "products.columns";
const TYPING_PAUSE = 120;

function keptColumns(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
    return Array.isArray(kept) ? OPTIONAL.filter((name) => kept.includes(name)) : [];
  } catch {
    return [];
  }
}

/** Whether anything narrows it. */
export function narrowed(view: View): boolean {
  return view.text.trim() !== "" || view.only !== "" || view.status !== "" || view.collection !== "";
}

export function useView() {
  const [view, setView] = useState<View>(() => ({ ...EVERYTHING, columns: keptColumns() }));
  const [text] = useDebouncedValue(view.text, TYPING_PAUSE);
  // The columns are the window's own business: another choice of them asks for nothing.
  const request = { ...view, text: view.text.trim() === "" ? "" : text.trim(), columns: [] };
  const answer = useAsk("products_view", request, { keep: true });
  const change = (part: Partial<View>) => {
    if (part.columns) localStorage.setItem(KEPT_AS, JSON.stringify(part.columns));
    setView((before) => ({ ...before, ...part }));
  };
  /** Up, down, and back to the shop's own order. */
  const sortBy = (column: Column) => {
    if (!sortable(column)) return;
    if (view.sort !== column) change({ sort: column, descending: false });
    else if (!view.descending) change({ descending: true });
    else change({ sort: "", descending: false });
  };
  const clear = () => change({ text: "", only: "", status: "", collection: "" });
  return { view, change, sortBy, clear, order: answer.data, error: answer.error, waiting: answer.isPlaceholderData, key: JSON.stringify(request) };
}
