// One row of the grid: the cells as they are read, the one that is typed into, and what can be done with the row.
import { ActionIcon } from "@mantine/core";
import { type MouseEvent, type ReactNode, memo } from "react";
import { useTranslation } from "react-i18next";

import { fullName, money, quantity } from "../../format";
import { Picture } from "../../parts/Picture";
import type { ProductRow, ShopView } from "../../platform";
import { CellField } from "./CellField";
import { type Column, type Status, numeric } from "./columns";

/** What a row tells the grid; the same from one drawing to the next. */
export interface RowEvents {
  down: (row: ProductRow, column: Column, event: MouseEvent) => void;
  toggle: (row: ProductRow, event: MouseEvent) => void;
  open: (row: ProductRow, column: Column) => void;
  page: (row: ProductRow) => void;
  card: (row: ProductRow) => void;
  type: (typed: string) => void;
  leave: (row: ProductRow, column: Column, typed: string) => void;
}

interface Props {
  row: ProductRow;
  columns: readonly Column[];
  shop: Pick<ShopView, "currency" | "currency_digits">;
  /** The column the keyboard is in, if it is in this row. */
  at: Column | null;
  draft: string | null;
  chosen: boolean;
  on: RowEvents;
}

export const RowCells = memo(function RowCells({ row, columns, shop, at, draft, chosen, on }: Props) {
  const { t } = useTranslation();
  const name = fullName(row);
  const amount = (minor: number | null, none: string) => (minor === null ? none : money(minor, shop.currency, shop.currency_digits));
  const shown = (column: Column): ReactNode => {
    switch (column) {
      case "price": return amount(row.price, t("products.onRequest"));
      case "sale_price": case "cost": return amount(row[column], "");
      case "stock": return <Stock row={row} />;
      case "held": return row.held === 0 ? "" : quantity(row.held, row);
      case "waiting": return row.waiting === 0 ? "" : row.waiting;
      case "low_stock": return row.low_stock === null ? "" : quantity(row.low_stock, row);
      case "collections": return row.collections.join(", ");
      case "status": return t(`products.state.${row.status as Status}`);
      case "pick": case "card": return null;
      default: return row[column] ?? "";
    }
  };
  return columns.map((column) => {
    const current = at === column;
    const classes = `cell${numeric(column) ? " num" : ""}${column === "waiting" && row.waiting > 0 ? " waiting" : ""}${column === "pick" ? " pick" : ""}${column === "title" ? " stays" : ""}${column === "card" ? " act" : ""}`;
    const common = { className: classes, role: "gridcell", id: `cell-${row.id}-${column}`, "data-at": current, "data-out": column === "stock" && (row.uncounted === "sold_out" || (row.uncounted === null && row.on_hand - row.held <= 0)), onMouseDown: (event: MouseEvent) => on.down(row, column, event), onDoubleClick: () => on.open(row, column) } as const;
    if (column === "pick") {
      return (
        // The keyboard's way is Space, in the grid.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div key={column} {...common} role="gridcell" onClick={(event) => on.toggle(row, event)}>
          <input type="checkbox" tabIndex={-1} checked={chosen} onChange={nothing} aria-label={t("products.choose", { name })} />
          <Picture hash={row.image} />
        </div>
      );
    }
    if (column === "card") {
      return (
        <div key={column} {...common}>
          <ActionIcon variant="subtle" color="gray" tabIndex={-1} title={t("products.page.do")} aria-label={t("products.page.open", { name })} onClick={() => on.page(row)}><PageSign /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" tabIndex={-1} title={t("card.do")} aria-label={t("card.doFor", { name })} onClick={() => on.card(row)}><QrSign /></ActionIcon>
        </div>
      );
    }
    return (
      <div key={column} {...common}>
        {current && draft !== null ? <CellField column={column} name={name} draft={draft} onType={on.type} onLeave={(typed) => on.leave(row, column, typed)} /> : <span dir="auto">{shown(column)}</span>}
      </div>
    );
  });
});

/** Clicks are heard by the cell around it. */
function nothing() {}

/** A count, or what was said instead of counting. */
function Stock({ row }: { row: ProductRow }) {
  const { t } = useTranslation();
  if (row.uncounted !== null) return t(`products.uncounted.${row.uncounted as "available"}`);
  const low = row.low_stock !== null && row.on_hand <= row.low_stock;
  return low ? <><span className="low" role="img" aria-label={t("products.low")} title={t("products.low")}>▾</span> {quantity(row.on_hand, row)}</> : quantity(row.on_hand, row);
}

/** The place of a row that is not here yet. */
export function RowWaiting({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation();
  return columns.map((column, index) => (
    <div key={column} className="cell" role="gridcell" aria-label={index === 0 ? t("app.loading") : undefined}>
      {column === "card" || column === "held" || column === "waiting" ? null : <span className={column === "pick" ? "skeleton square" : "skeleton"} aria-hidden />}
    </div>
  ));
}

/** Three corners of a QR code. */
function QrSign() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden fill="currentColor">
      <path fillRule="evenodd" d="M1 1h7v7H1zm2 2v3h3V3zM10 1h7v7h-7zm2 2v3h3V3zM1 10h7v7H1zm2 2v3h3v-3z" /><path d="M10 10h3v3h-3zM14 14h3v3h-3zM14 10h3v2h-3zM10 14h2v3h-2z" />
    </svg>
  );
}

/** A sheet with lines. */
function PageSign() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <rect x="2.5" y="1.5" width="13" height="15" rx="2" /><path d="M5.5 6h7M5.5 9h7M5.5 12h4" />
    </svg>
  );
}
