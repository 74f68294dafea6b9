// One collection: its name, its rule or what was picked for it, and its season.
import { Button, Group, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { sentence, useAsk } from "../../../data";
import { money } from "../../../format";
import { Field } from "../../../parts/Field";
import { Picture } from "../../../parts/Picture";
import type { CollectionCard, CollectionProduct, ShopView } from "../../../platform";
import { RuleForm } from "./RuleForm";
import { useCalled, type useCollections } from "./useCollections";

const WITHIN = "application/x-product";

interface Props {
  id: number;
  shop: ShopView;
  does: ReturnType<typeof useCollections>;
  onShow: (name: string) => void;
  onGone: () => void;
}

export function CollectionPage({ id, shop, does, onShow, onGone }: Props) {
  const { t } = useTranslation();
  const called = useCalled();
  const answer = useAsk("collection_get", { collection: id }, { keep: true });
  const card = answer.data;
  if (answer.error) return <Text role="alert" c="brick">{sentence(answer.error)}</Text>;
  if (!card) return <Text role="status">{t("app.loading")}</Text>;
  const { collection } = card;
  const products = card.products.map((one) => one.product_id);
  const move = (product: number, to: number) => {
    const others = products.filter((other) => other !== product);
    return does.pick(card, others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, product), t("products.collections.ordered"));
  };
  const { rule } = collection;
  return (
    <section className="collection" aria-label={called(collection)}>
      <Group gap={8} align="flex-end">
        <div className="what">{collection.kind === "new" ? <Text fw={600} size="lg">{called(collection)}</Text> : <Field label={t("products.name")} value={collection.name} onKeep={(name) => does.change(collection, name, rule)} />}</div>
        <Button variant="default" disabled={collection.products === 0} onClick={() => onShow(collection.name)}>{t("products.collections.show")}</Button>
        {collection.away < collection.products ? <Button variant="default" onClick={() => void does.season(collection, true)}>{t("products.collections.putAway")}</Button> : null}
        {collection.away > 0 ? <Button variant={collection.away === collection.products ? "filled" : "default"} onClick={() => void does.season(collection, false)}>{t("products.collections.bringBack")}</Button> : null}
        {collection.kind === "new" ? null : <Button variant="subtle" color="gray" onClick={() => void does.remove(collection).then((gone) => { if (gone) onGone(); })}>{t("products.collections.remove")}</Button>}
      </Group>
      {collection.kind === "new" ? <Text size="sm" className="quiet" mt={4}>{t("products.collections.newLead")}</Text> : null}
      {rule ? <RuleForm rule={rule} shop={shop} onKeep={(next) => does.change(collection, collection.name, next)} /> : null}
      {collection.kind === "picked" ? <AddTo card={card} does={does} /> : null}
      {card.products.length === 0 ? <Text size="sm" className="quiet" mt={12}>{t(`products.collections.empty.${collection.kind as "picked"}`)}</Text> : null}
      <ol className="collection-products">
        {card.products.map((one, at) => (
          <Row key={one.product_id} one={one} at={at} count={card.products.length} shop={shop} picked={collection.kind === "picked"} onMove={(to) => void move(one.product_id, to)} onTake={(product) => void move(product, at)} onRemove={() => void does.pick(card, products.filter((other) => other !== one.product_id), t("products.collections.takenOut", { name: one.title }))} />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  one: CollectionProduct;
  at: number;
  count: number;
  shop: ShopView;
  picked: boolean;
  onMove: (to: number) => void;
  onTake: (product: number) => void;
  onRemove: () => void;
}

function Row({ one, at, count, shop, picked, onMove, onTake, onRemove }: RowProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const drag = picked ? {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(WITHIN, String(one.product_id)),
    onDragOver: (event: DragEvent) => { if (event.dataTransfer.types.includes(WITHIN)) { event.preventDefault(); event.stopPropagation(); setOver(true); } },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => { setOver(false); const product = Number(event.dataTransfer.getData(WITHIN)); if (product > 0) { event.preventDefault(); event.stopPropagation(); onTake(product); } },
  } : {};
  return (
    <li data-over={over} data-away={one.away} {...drag}>
      <Picture hash={one.image} />
      <span className="what" dir="auto">{one.title}{one.away ? <span className="quiet"> · {t("products.collections.isAway")}</span> : null}</span>
      <span className="quiet">{one.price === null ? t("products.onRequest") : money(one.price, shop.currency, shop.currency_digits)}</span>
      {picked ? (
        <Group gap={2} wrap="nowrap">
          <Button size="compact-xs" variant="subtle" color="gray" disabled={at === 0} aria-label={t("products.choices.up", { name: one.title })} onClick={() => onMove(at - 1)}>↑</Button>
          <Button size="compact-xs" variant="subtle" color="gray" disabled={at === count - 1} aria-label={t("products.choices.down", { name: one.title })} onClick={() => onMove(at + 1)}>↓</Button>
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={t("products.collections.takeOut", { name: one.title })} onClick={onRemove}>✕</Button>
        </Group>
      ) : null}
    </li>
  );
}

/** One more product, found as it is typed. */
function AddTo({ card, does }: { card: CollectionCard; does: Props["does"] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const there = new Set(card.products.map((one) => one.product_id));
  const found = useAsk("products_search", { text, limit: 20 }, { enabled: text.length > 0, keep: true }).data ?? [];
  const add = (value: string | null) => {
    const row = found.find((one) => String(one.product_id) === value);
    setTyped("");
    if (row) void does.pick(card, [...card.products.map((one) => one.product_id), row.product_id], t("products.collections.putIn", { name: row.title }));
  };
  return <Select mt={12} label={t("products.collections.addProduct")} placeholder={t("orders.whatHint")} searchable filter={({ options }) => options} data={text === "" ? [] : found.filter((row) => !there.has(row.product_id)).map((row) => ({ value: String(row.product_id), label: row.title }))} value={null} searchValue={typed} onSearchChange={setTyped} onChange={add} />;
}
