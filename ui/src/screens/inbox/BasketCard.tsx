// A basket below its message, as the shop can give it now: pictures, what has changed since, and one button.
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { money } from "../../format";
import { Picture } from "../../parts/Picture";
import { undoable } from "../../parts/undo";
import type { Difference, ShopView } from "../../platform";

export function BasketCard({ message, shop }: { message: number; shop: ShopView }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const basket = useAsk("basket_get", { message }, { keep: true }).data;
  if (!basket) return null;
  const amount = (minor: number | null) => (minor === null ? t("products.onRequest") : money(minor, shop.currency, shop.currency_digits));
  const { order } = basket;
  const done = order !== null && (order.accepted_at !== null || order.state !== "kept");
  const accept = async () => {
    setBusy(true);
    const taken = await act("basket_accept", { message });
    setBusy(false);
    if (!taken) return;
    await refresh("orders");
    undoable(t("orders.acceptedToast", { id: taken.id }), () => act("order_step", { order: taken.id, step: order ? "undo" : "cancel" }));
  };
  const differs = (one: Difference) => {
    switch (one.is) {
      case "fewer": return t("inbox.basket.fewer", { product: one.product, left: one.left });
      case "gone": return t("inbox.basket.gone", { product: one.product });
      case "price": return t("inbox.basket.price", { product: one.product, before: amount(one.then), now: amount(one.now) });
      default: return t("inbox.basket.unknown", { code: one.code });
    }
  };
  return (
    <section className="basket-card" aria-label={t("inbox.basket.title")}>
      <ul>
        {basket.rows.map((row) => (
          <li key={row.variant}>
            <Picture hash={row.image} />
            <span className="breaks"><bdi>{row.title}</bdi><br /><span className="quiet">{row.quantity}</span></span>
            <span>{amount(row.amount)}</span>
          </li>
        ))}
      </ul>
      {basket.differences.map((one) => <Text key={differs(one)} size="sm" role="note" dir="auto">⚠ {differs(one)}</Text>)}
      <Group justify="space-between" mt={8}>
        <Text fw={600}>{basket.rows.length === 0 ? t("inbox.basket.nothing") : t("orders.total", { amount: amount(basket.total) })}</Text>
        {done ? <Text size="sm">✓ {t("inbox.basket.taken", { id: order.id })}</Text> : null}
        {done || basket.rows.length === 0 ? null : <Button size="compact-md" loading={busy} onClick={() => void accept()}>{t("orders.accept")}</Button>}
      </Group>
    </section>
  );
}
