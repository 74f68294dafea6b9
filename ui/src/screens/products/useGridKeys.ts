// The grid by keyboard: arrows move, typing edits, Enter goes down, Space chooses, Ctrl+D fills, Ctrl+Enter opens.
import type { KeyboardEvent } from "react";

import { undoLast } from "../../parts/undo";
import type { ProductRow } from "../../platform";
import { along } from "../../words";
import { type Column, editable, withoutLetters } from "./columns";
import type { Chosen } from "./useChosen";
import type { Cursor } from "./useCursor";

interface Keys {
  cursor: Cursor;
  chosen: Chosen;
  here: ProductRow | undefined;
  draft: string | null;
  rows: number;
  settle: () => void;
  begin: (typed: string) => void;
  commit: (row: ProductRow, column: Column, typed: string) => void;
  opened: (row: ProductRow, column: Column) => string;
  onPage: (row: ProductRow) => void;
  onCard: (row: ProductRow) => void;
  onHistory: (row: ProductRow) => void;
  onCopy: () => void;
  /** Makes ready for what the stroke itself pastes. */
  onPaste: () => void;
  onFill: () => void;
  onClear: () => void;
}

const STEPS: Record<string, [rows: number, across: number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [10, 0], PageUp: [-10, 0], Enter: [1, 0], Home: [-Infinity, 0], End: [Infinity, 0] };
const EXTENDING = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"];

export function useGridKeys(keys: Keys) {
  const { cursor, chosen, here, draft } = keys;

  const whileTyping = (event: KeyboardEvent, row: ProductRow, typed: string) => {
    if (event.key === "Escape") keys.settle();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys.commit(row, cursor.column, typed);
      keys.settle();
      if (event.key === "Enter") cursor.move(event.shiftKey ? -1 : 1, 0);
      else cursor.move(0, event.shiftKey ? -1 : 1);
    }
  };

  /** With Ctrl: what was done answers true. */
  const withControl = (event: KeyboardEvent): boolean => {
    switch (event.key.toLowerCase()) {
      case "z": undoLast(); return true;
      case "a": chosen.all(); return true;
      case "d": keys.onFill(); return true;
      case "v": keys.onPaste(); return false;
      case "c": keys.onCopy(); return true;
      case "enter": if (here) keys.onPage(here); return true;
      default: return false;
    }
  };

  const step = (event: KeyboardEvent, [rows, across]: [number, number]) => {
    const from = cursor.id;
    const to = Number.isFinite(rows) ? cursor.move(rows, across) : cursor.put(rows < 0 ? 0 : keys.rows - 1, cursor.column);
    if (event.shiftKey && EXTENDING.includes(event.key) && from !== null && to !== null) chosen.extend(from, to);
    else if (rows !== 0) chosen.rest();
  };

  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    // The head's buttons, the bar and the boxes have keys of their own.
    if (target instanceof HTMLButtonElement || target.closest(".bar") || target.closest(".headrow")) return;
    if (draft !== null) {
      if (here) whileTyping(event, here, draft);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      if (withControl(event)) event.preventDefault();
      return;
    }
    if (event.altKey) return;
    const found = STEPS[along(event.key)];
    if (found && !(cursor.column === "card" && event.key === "Enter")) {
      event.preventDefault();
      step(event, found);
    } else if (event.key === "Escape") keys.onClear();
    else if (here) letter(event, here);
  };

  function letter(event: KeyboardEvent, row: ProductRow) {
    const { column } = cursor;
    const makesCard = column === "card" && ["Enter", "F2", " "].includes(event.key);
    if (makesCard || (event.key.toLowerCase() === "c" && withoutLetters(column))) keys.onCard(row);
    else if (event.key === " ") chosen.toggle(row.id);
    else if (event.key === "F2" && editable(column)) keys.begin(keys.opened(row, column));
    else if (event.key === "F2") keys.onHistory(row);
    else if (event.key.length === 1 && editable(column)) keys.begin(column === "status" ? keys.opened(row, column) : event.key);
    else return;
    event.preventDefault();
  }
}
