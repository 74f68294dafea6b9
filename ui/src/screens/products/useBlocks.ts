// Blocks of cells: copied to and pasted from a spreadsheet, one value filled down.
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

import { complain } from "../../data";
import { type Cell, type ProductRow, Refused, type ShopView } from "../../platform";
import { type Column, STATUSES, editable, rawText } from "./columns";
import { readTsv, writeTsv } from "./tsv";
import type { EditsOf } from "./useEdits";
import { fetchRows } from "./useRows";

/** More than this is what files are for. */
const MOST_COPIED = 20_000;

interface Blocks {
  order: readonly number[];
  chosen: readonly number[];
  columns: readonly Column[];
  shop: ShopView;
  edits: EditsOf;
}

export function useBlocks({ order, chosen, columns, shop, edits }: Blocks) {
  const { t } = useTranslation();
  const raw = (row: ProductRow, column: Column) => rawText(row, column, shop.currency_digits);
  const cell = (variant: number, column: Column, typed: string): Cell => ({ variant, field: column, typed: column === "status" ? statusOf(typed) : typed });

  /** A state as this language or the shop's own files write it. */
  const statusOf = (typed: string) => STATUSES.find((status) => [status, t(`products.state.${status}`).toLowerCase()].includes(typed.trim().toLowerCase())) ?? typed;

  /** The chosen rows with their visible columns, or the one cell. */
  const copied = async (here: ProductRow | undefined, column: Column): Promise<{ text: string; rows: number } | null> => {
    if (chosen.length === 0) return here ? { text: writeTsv([[raw(here, column)]]), rows: 1 } : null;
    const shown = columns.filter((name) => name !== "pick" && name !== "card");
    const rows = await fetchRows(chosen.slice(0, MOST_COPIED));
    return { text: writeTsv(rows.map((row) => shown.map((name) => raw(row, name)))), rows: rows.length };
  };
  const copy = async (here: ProductRow | undefined, column: Column) => {
    const block = copied(here, column);
    const text = block.then((found) => new Blob([found?.text ?? ""], { type: "text/plain" }));
    try {
      // Handed over at once with the text still to come: some windows allow it only within the stroke itself.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      const found = await block;
      if (found) notifications.show({ message: t("products.many.copied", { count: found.rows }), autoClose: 2_000, withBorder: true });
    } catch (error) {
      if (error instanceof Refused) complain(error);
      else notifications.show({ message: t("copy.cannotCopy"), autoClose: 6_000, withBorder: true });
    }
  };

  /** From the current cell down and to the right; a single value into every chosen row. */
  const paste = (text: string, at: number, column: Column) => {
    const block = readTsv(text);
    const [first] = block;
    if (!first || !editable(column)) return;
    if (block.length === 1 && first.length === 1 && chosen.length > 1) return edits.many(chosen.map((id) => cell(id, column, first[0] ?? "")));
    const targets = columns.slice(columns.indexOf(column)).filter(editable);
    const start = order.indexOf(at);
    const cells = block.flatMap((line, down) => {
      const id = order[start + down];
      return id === undefined || start === -1 ? [] : line.flatMap((typed, right) => { const target = targets[right]; return target ? [cell(id, target, typed)] : []; });
    });
    return edits.many(cells);
  };

  /** What stands in the first chosen row goes into the others. */
  const fillDown = async (column: Column) => {
    const [first, ...others] = chosen;
    if (first === undefined || others.length === 0 || !editable(column)) return notifications.show({ message: t("products.many.fillHint"), autoClose: 4_000, withBorder: true });
    try {
      const [row] = await fetchRows([first]);
      if (row) await edits.many(others.map((id) => cell(id, column, raw(row, column))));
    } catch (error) {
      complain(error);
    }
  };

  return { copy, paste, fillDown };
}
