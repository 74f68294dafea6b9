// Changing cells: one as typed, or many at once; each with its way back, and who can be told now.
import { notifications } from "@mantine/notifications";
import type { Dispatch, SetStateAction } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, sentence } from "../../data";
import { fullName, quantity, units } from "../../format";
import { undoable } from "../../parts/undo";
import { type BulkReport, type Cell, type ProductRow, type ShopView, type StockAnswer, type VariantRow, call } from "../../platform";
import { type Column, rawText } from "./columns";

interface Edits {
  shop: ShopView;
  owner: boolean;
  /** Opens or closes the bar in which people are told. */
  setBar: Dispatch<SetStateAction<number | null>>;
  /** What some of many cells refused. */
  onRefused: (report: BulkReport) => void;
}

export function useEdits({ shop, owner, setBar, onRefused }: Edits) {
  const { t } = useTranslation();

  /** What is said after a count, and who is told. */
  const counted = (row: VariantRow, answer: StockAnswer, back: (() => Promise<unknown>) | null) => {
    if (back) {
      const after = answer.variant.uncounted === null ? quantity(answer.change.after, row) : t(`products.uncounted.${answer.variant.uncounted as "available"}`);
      undoable(row.uncounted === null && answer.variant.uncounted === null ? t("products.stockSet", { name: fullName(row), before: quantity(answer.change.before, row), after }) : t("products.saidSet", { name: fullName(row), after }), back);
    }
    if (answer.tell !== null && answer.proposed) undoable(t("products.proposed", { name: fullName(row), count: answer.tell }), back ?? (() => Promise.resolve()));
    if (answer.tell !== null && owner) setBar(row.id);
    else setBar((open) => (open === row.id ? null : open));
  };

  const count = async (row: VariantRow, typed: string) => {
    // What is typed is read by the shop, which knows the steps; here it is only seen whether it says something new.
    if (typed.trim() === "" || (row.uncounted === null && typed.trim() === units(row.on_hand, row))) return;
    const answer = await act("stock_set", { variant: row.id, on_hand: typed });
    if (!answer) return;
    const { ledger } = answer.change;
    const back = async () => {
      if (ledger !== null) await call("stock_undo", { ledger });
      if (row.uncounted !== null) await call("stock_say", { variant: row.id, state: row.uncounted });
    };
    counted(row, answer, ledger === null && row.uncounted === null ? null : back);
  };

  /** Says without counting whether it can be had; null counts again. */
  const say = async (row: VariantRow, state: string | null) => {
    if (state === row.uncounted) return;
    const answer = await act("stock_say", { variant: row.id, state });
    if (answer) counted(row, answer, () => call("stock_say", { variant: row.id, state: row.uncounted }));
    await refresh("catalog");
  };

  /** One field as typed; answers with why not, where it is said beside the field. */
  const field = async (variant: number, name: string, typed: string): Promise<string | null> => {
    try {
      const edit = await call("cell_edit", { variant, field: name, typed });
      undoable(t("products.edited"), () => call("cell_undo", { edit: edit.edit }));
      await refresh("catalog");
      return null;
    } catch (error) {
      return sentence(error);
    }
  };

  /** One cell of the grid. */
  const commit = async (row: ProductRow, column: Column, typed: string) => {
    if (column === "stock") {
      await count(row, typed);
      await refresh("catalog");
    } else if (typed.trim() !== rawText(row, column, shop.currency_digits)) {
      const refused = await field(row.id, column, typed);
      if (refused !== null) notifications.show({ message: refused, color: "brick", autoClose: 8_000, withBorder: true });
    }
  };

  /** What many changes came to: a toast with the way back, the refusals as a list. */
  const done = (report: BulkReport) => {
    const { bulk, changed, refused, to_tell } = report;
    const parts = [changed === 0 ? t("products.many.nothing") : t("products.many.changed", { count: changed })];
    if (refused.length > 0) parts.push(t("products.many.refused", { count: refused.length }));
    if (to_tell.length > 1 || (to_tell.length === 1 && !owner)) parts.push(t("products.many.toTell", { count: to_tell.length }));
    if (bulk === null) notifications.show({ message: parts.join(" "), autoClose: 6_000, withBorder: true });
    else undoable(parts.join(" "), () => call("bulk_undo", { bulk }));
    if (refused.length > 0) onRefused(report);
    const [one] = to_tell;
    if (one !== undefined && to_tell.length === 1 && owner) setBar(one);
  };

  const many = async (cells: Cell[]) => {
    if (cells.length === 0) return;
    const report = await act("cells_edit", { cells });
    if (report) done(report);
    await refresh("catalog");
  };

  return { commit, count, say, field, many, done };
}

export type EditsOf = ReturnType<typeof useEdits>;
