// The grid's head: the names of the columns; a click sorts up, down, and back to the shop's own order.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { View } from "../../platform";
import { type Column, numeric, sortable } from "./columns";

const PLAIN = ["price", "stock", "held", "waiting", "sku"] as const;

/** What a column is called. */
export function headOf(t: TFunction, column: Column): string {
  if (column === "pick") return t("customers.picture");
  if (column === "card") return t("card.do");
  if (column === "title") return t("products.name");
  if (column === "label") return t("products.variant");
  const plain = PLAIN.find((name) => name === column);
  return plain ? t(`products.${plain}`) : t(`products.field.${column as "brand"}`);
}

interface Props {
  columns: readonly Column[];
  view: View;
  onSort: (column: Column) => void;
  /** none, some, all */
  chosen: "none" | "some" | "all";
  onAll: (all: boolean) => void;
}

export function Head({ columns, view, onSort, chosen, onAll }: Props) {
  const { t } = useTranslation();
  return (
    <div className="row headrow" role="row">
      {columns.map((column) => {
        const classes = numeric(column) ? "cell num" : column === "title" ? "cell stays" : "cell";
        if (column === "pick") {
          return (
            <div key={column} className="cell pick" role="columnheader" aria-label={t("customers.picture")}>
              <input type="checkbox" aria-label={t("products.chooseAll")} checked={chosen === "all"} ref={(box) => { if (box) box.indeterminate = chosen === "some"; }} onChange={(event) => onAll(event.currentTarget.checked)} />
            </div>
          );
        }
        if (!sortable(column)) return <div key={column} className={classes} role="columnheader"><span>{headOf(t, column)}</span></div>;
        const sorted = view.sort === column ? (view.descending ? "descending" : "ascending") : "none";
        return (
          <div key={column} className={classes} role="columnheader" aria-sort={sorted}>
            <button type="button" title={t("products.sort")} onClick={() => onSort(column)}>
              <span>{headOf(t, column)}</span>{sorted === "none" ? null : <span aria-hidden>{sorted === "ascending" ? "▲" : "▼"}</span>}
            </button>
          </div>
        );
      })}
    </div>
  );
}
