// The variants of a product: prices, a sale with its days, counts store by store, what sells and what to order.
import { Button, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { counted, fullName, money, portions, quantity, units } from "../../../format";
import { Field } from "../../../parts/Field";
import type { ProductCard, ShopView, VariantCard, VariantRow } from "../../../platform";
import { plainAmount } from "../columns";
import type { EditsOf } from "../useEdits";
import { firstDay, lastDay } from "./days";

/** The sale is on at this moment. */
export function onSale(row: VariantRow, now: number): boolean {
  return row.sale_price !== null && (row.sale_from ?? 0) <= now && (row.sale_until === null || now < row.sale_until);
}

interface Props {
  card: ProductCard;
  shop: ShopView;
  owner: boolean;
  edits: EditsOf;
  onTell: (variant: number) => void;
}

export function Variants({ card, shop, owner, edits, onTell }: Props) {
  const { t } = useTranslation();
  // Who waits stands in the grid's rows.
  const rows = useAsk("products_rows", { variants: card.variants.slice(0, 500).map((v) => v.id) }, { keep: true }).data;
  return (
    <section aria-labelledby="product-variants">
      <Text component="h3" id="product-variants" fw={600} size="lg" mb={4}>{t("products.page.variants", { count: card.variants.length })}</Text>
      {/* Wider than a narrow window: it scrolls by itself, by keyboard as well. */}
      <div className="matrix" role="region" aria-labelledby="product-variants" tabIndex={0}>
        <table>
          <thead>
            <tr>{[t("products.variant"), t("products.price"), t("products.field.sale_price"), t("products.field.cost"), t("products.stock"), t("products.field.low_stock"), t("products.page.counting")].map((head) => <th key={head} scope="col">{head}</th>)}</tr>
          </thead>
          {card.variants.map((one) => <One key={one.id} one={one} waiting={rows?.find((row) => row.id === one.id)?.waiting ?? 0} shop={shop} owner={owner} edits={edits} onTell={onTell} />)}
        </table>
      </div>
    </section>
  );
}

function One({ one, waiting, shop, owner, edits, onTell }: Omit<Props, "card"> & { one: VariantCard; waiting: number }) {
  const { t } = useTranslation();
  const name = fullName(one);
  const keep = (field: string) => (typed: string) => edits.field(one.id, field, typed);
  const amount = (field: "price" | "sale_price" | "cost", label: string, none: string) => <Field bare label={`${name}: ${label}`} kind="decimal" placeholder={none} value={plainAmount(one[field], shop.currency_digits)} onKeep={keep(field)} />;
  const zone = shop.time_zone;
  const count = async (typed: string) => {
    await edits.commit({ ...one, waiting }, "stock", typed);
    return null;
  };
  const day = (field: "sale_from" | "sale_until", days: typeof firstDay) => <Field bare kind="date" label={`${name}: ${t(`products.page.${field}`)}`} value={days.read(one[field], zone)} onKeep={(typed) => keep(field)(days.write(typed, zone))} />;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={one.sale_price === null ? 2 : 3} dir="auto">{one.label || "—"}</th>
        <td>{amount("price", t("products.price"), t("products.onRequest"))}</td>
        <td>{amount("sale_price", t("products.field.sale_price"), "—")}</td>
        <td>{amount("cost", t("products.field.cost"), "—")}</td>
        <td><Field bare label={`${name}: ${t("products.stock")}`} kind="decimal" placeholder="—" value={one.uncounted === null ? units(one.on_hand, one) : ""} onKeep={count} /></td>
        <td><Field bare label={`${name}: ${t("products.field.low_stock")}`} kind="decimal" placeholder="—" value={one.low_stock === null ? "" : units(one.low_stock, one)} onKeep={keep("low_stock")} /></td>
        <td>
          <Select size="xs" aria-label={`${name}: ${t("products.page.counting")}`} allowDeselect={false} comboboxProps={{ width: "max-content", position: "bottom-end" }} value={one.uncounted ?? "counted"} onChange={(state) => void edits.say(one, state === "counted" ? null : state)}
            data={[{ value: "counted", label: t("products.page.counted") }, ...(["available", "sold_out"] as const).map((value) => ({ value, label: t(`products.page.say.${value}`) }))]} />
        </td>
      </tr>
      {one.sale_price === null ? null : (
        <tr className="under">
          <td colSpan={6}>
            <div className="sale-days"><span>{t("products.page.sale_from")}</span>{day("sale_from", firstDay)}<span>{t("products.page.sale_until")}</span>{day("sale_until", lastDay)}{onSale(one, shop.now) ? <span className="on">✓ {t("products.page.onSale")}</span> : null}</div>
          </td>
        </tr>
      )}
      <tr className="under last">
        <td colSpan={6}><Facts one={one} waiting={waiting} shop={shop} owner={owner} onTell={onTell} /></td>
      </tr>
    </tbody>
  );
}

/** What the shop knows of it and nobody typed. */
function Facts({ one, waiting, shop, owner, onTell }: { one: VariantCard; waiting: number; shop: ShopView; owner: boolean; onTell: (variant: number) => void }) {
  const { t } = useTranslation();
  const facts: string[] = [];
  if (one.stores.length > 1 && one.uncounted === null) facts.push(one.stores.map((store) => `${store.name} ${quantity(store.on_hand, one)}`).join(", "));
  if (one.held > 0) facts.push(counted(one) ? t("products.page.held", { count: one.held }) : t("products.page.heldSome", { quantity: quantity(one.held, one) }));
  if (one.lowest_of_thirty_days !== null) facts.push(t("products.page.lowest", { amount: money(one.lowest_of_thirty_days, shop.currency, shop.currency_digits) }));
  if (one.sold_lately > 0) facts.push(counted(one) ? t("products.page.sold", { count: one.sold_lately }) : t("products.page.soldSome", { quantity: quantity(one.sold_lately, one) }));
  if (waiting > 0) facts.push(t("products.page.waiting", { count: waiting }));
  const tell = waiting > 0 && portions(one) > 0 && owner;
  return (
    <div className="facts-line">
      <span>{facts.join(" · ")}</span>
      {one.order_more === null ? null : <b className="order-more">↻ {t("products.page.orderMore", { count: one.order_more, quantity: quantity(one.order_more, one) })}</b>}
      {tell ? <Button size="compact-xs" onClick={() => onTell(one.id)}>{t("bar.tell")}</Button> : null}
    </div>
  );
}
