// The grid's columns: which there are, how wide, which can be typed into, sorted and chosen; and what stands
// in a cell while it is edited.
import { locale, units } from "../../format";
import type { ProductRow } from "../../platform";

const ALWAYS = ["pick", "title", "label", "price", "stock", "held", "waiting", "sku"] as const;
/** Shown when chosen. */
export const OPTIONAL = ["brand", "category", "tags", "collections", "status", "sale_price", "cost", "barcode", "low_stock"] as const;

export type Optional = (typeof OPTIONAL)[number];
export type Column = (typeof ALWAYS)[number] | Optional | "card";

const UNTOUCHABLE: readonly Column[] = ["pick", "label", "held", "waiting", "card"];
const NUMBERS: readonly Column[] = ["price", "stock", "held", "waiting", "sale_price", "cost", "low_stock"];
const SORTED: readonly Column[] = ["title", "price", "stock", "held", "waiting", "sku", "brand", "category", "status", "sale_price", "cost", "barcode", "low_stock"];
/** Where a letter is no part of what is typed: there C makes a card. */
const WITHOUT_LETTERS: readonly Column[] = ["pick", "label", "price", "stock", "held", "waiting", "card", "sale_price", "cost", "low_stock"];

export const editable = (column: Column) => !UNTOUCHABLE.includes(column);
export const numeric = (column: Column) => NUMBERS.includes(column);
export const sortable = (column: Column) => SORTED.includes(column);
export const withoutLetters = (column: Column) => WITHOUT_LETTERS.includes(column);
export const isMoney = (field: string) => ["price", "sale_price", "cost"].includes(field);

export const STATUSES = ["active", "draft", "archived"] as const;
export type Status = (typeof STATUSES)[number];

/** Least width in pixels, and the share of what is left over. */
const WIDTH: Record<Column, [least: number, share: number]> = {
  pick: [64, 0], title: [134, 2], label: [90, 1.2], price: [88, 0], stock: [104, 0], held: [68, 0], waiting: [90, 0], sku: [84, 1], card: [72, 0],
  brand: [120, 1], category: [120, 1], tags: [130, 1], collections: [150, 1], status: [110, 0], sale_price: [104, 0], cost: [96, 0], barcode: [132, 0], low_stock: [84, 0],
};

/** All columns in order; the last one holds what can be done with the row. */
export function columnsOf(chosen: readonly string[]): Column[] {
  return [...ALWAYS, ...OPTIONAL.filter((name) => chosen.includes(name)), "card"];
}

/** The widths as the grid's style takes them. */
export function layoutOf(columns: readonly Column[]): Record<string, string> {
  const track = (column: Column) => {
    const [least, share] = WIDTH[column];
    return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`;
  };
  return { "--columns": columns.map(track).join(" "), "--width": `${columns.reduce((sum, column) => sum + WIDTH[column][0], 0)}px` };
}

/** An amount as one types it here: with comma or point, without anything around it. */
export function plainAmount(minor: number | null, digits: number): string {
  if (minor === null) return "";
  const mark = new Intl.NumberFormat(locale()).formatToParts(0.5).find((part) => part.type === "decimal")?.value ?? ".";
  return (minor / 10 ** digits).toFixed(digits).replace(".", mark === "," ? "," : ".");
}

/** What stands in the cell when it is opened, and what is copied. */
export function rawText(row: ProductRow, column: Column, digits: number): string {
  switch (column) {
    case "price": case "sale_price": case "cost":
      return plainAmount(row[column], digits);
    case "stock":
      return row.uncounted === null ? units(row.on_hand, row) : "";
    case "held":
      return units(row.held, row);
    case "waiting":
      return String(row.waiting);
    case "low_stock":
      return row.low_stock === null ? "" : units(row.low_stock, row);
    case "collections":
      return row.collections.join(", ");
    case "pick": case "card":
      return "";
    default:
      return row[column] ?? "";
  }
}
