// What can be put into a message: a product, a collection, an order, a picture, things to choose from; and what goes by
// itself: a place of the shop, a guide, a voice note.
import { Button, Menu, Modal, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../../data";
import { clock, fullName, lineOf, money } from "../../../format";
import { Picture } from "../../../parts/Picture";
import type { Found, OrderRow, ShopView } from "../../../platform";
import { FileDialog } from "../../../parts/FileDialog";
import { GuideDialog } from "./GuideDialog";
import { VoiceDialog } from "./VoiceDialog";
import type { Draft } from "./draft";

interface Props {
  customer: number;
  language: string;
  shop: ShopView;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
  /** Something went by itself, beside what is being written; `answered`: it took the quoted message with it. */
  onSent: (answered: boolean) => void;
}

export function Insert({ customer, language, shop, draft, onDraft, onSent }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"product" | "collection" | "order" | "store" | "file" | "guide" | "voice" | null>(null);
  const close = () => setOpen(null);
  const write = (lines: string) => {
    onDraft({ text: draft.text.trim() === "" ? lines : `${draft.text.trimEnd()}\n${lines}` });
    close();
  };
  const put = (product: Found) => {
    const price = product.price === null ? "" : ` · ${money(product.price, shop.currency, shop.currency_digits)}`;
    const line = `${fullName(product)}${price}`;
    onDraft({ text: draft.text.trim() === "" ? line : `${draft.text.trimEnd()}\n${line}`, image: product.image ?? draft.image });
    close();
  };
  return (
    <>
      <Menu>
        <Menu.Target><Button variant="default" size="compact-md">+ {t("inbox.insert.do")}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen("product")}>{t("inbox.insert.product")}</Menu.Item>
          <Menu.Item disabled={draft.choices.length > 0} onClick={() => setOpen("file")}>{t("media.choose")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("collection")}>{t("inbox.insert.collection")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("guide")}>{t("inbox.insert.guide")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("voice")}>{t("inbox.insert.voice")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("order")}>{t("inbox.insert.order")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("store")}>{t("inbox.insert.store")}</Menu.Item>
          <Menu.Item disabled={draft.choices.length > 0 || draft.file !== null} onClick={() => onDraft({ choices: ["", ""] })}>{t("inbox.insert.choices")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "product" ? <ProductDialog shop={shop} onClose={close} onChoose={put} /> : null}
      {open === "file" ? <FileDialog onClose={close} onChoose={(file) => { onDraft(file.kind === "image" ? { image: file.hash, file: null } : { file: { hash: file.hash, name: file.name, kind: file.kind }, image: null }); close(); }} /> : null}
      {open === "collection" ? <CollectionDialog shop={shop} onClose={close} onChoose={write} /> : null}
      {open === "order" ? <OrderDialog customer={customer} shop={shop} onClose={close} onChoose={write} /> : null}
      {open === "store" ? <StoreDialog customer={customer} onClose={close} onSent={() => { close(); onSent(false); }} /> : null}
      {open === "guide" ? <GuideDialog customer={customer} language={language} shop={shop} quoted={draft.quoted} onClose={close} onSent={() => { close(); onSent(true); }} /> : null}
      {open === "voice" ? <VoiceDialog customer={customer} quoted={draft.quoted} onClose={close} onSent={() => { close(); onSent(true); }} /> : null}
    </>
  );
}

function ProductDialog({ shop, onClose, onChoose }: { shop: ShopView; onClose: () => void; onChoose: (product: Found) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 120);
  const found = useAsk("products_search", { text, limit: 8 }, { enabled: text.length > 1, keep: true }).data ?? [];
  return (
    <Modal opened onClose={onClose} title={t("inbox.insert.product")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <TextInput data-autofocus label={t("orders.what")} placeholder={t("orders.whatHint")} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />
      <ul className="pick-list">
        {found.map((product) => (
          <li key={product.id}><button type="button" onClick={() => onChoose(product)}>
            <Picture hash={product.image} /><span dir="auto">{fullName(product)}</span>
            <span className="quiet">{product.price === null ? "" : money(product.price, shop.currency, shop.currency_digits)}</span>
          </button></li>
        ))}
      </ul>
      {text.length > 1 && found.length === 0 ? <Text size="sm" className="quiet">{t("palette.nothing")}</Text> : null}
    </Modal>
  );
}

/** So many products of a collection are a message; more are a catalogue. */
const NAMED = 8;

function CollectionDialog({ shop, onClose, onChoose }: { shop: ShopView; onClose: () => void; onChoose: (lines: string) => void }) {
  const { t } = useTranslation();
  const collections = useAsk("collections_list").data;
  const choose = async (id: number) => {
    const card = await act("collection_get", { collection: id });
    if (!card) return;
    const there = card.products.filter((one) => !one.away && one.status === "active").slice(0, NAMED);
    const lines = there.map((variant) => `• ${variant.title}${variant.price === null ? "" : ` · ${money(variant.price, shop.currency, shop.currency_digits)}`}`);
    onChoose([card.collection.name, ...lines].join("\n"));
  };
  return (
    <Modal opened onClose={onClose} title={t("inbox.insert.collection")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <ul className="pick-list">
        {(collections ?? []).map((one) => <li key={one.id}><button type="button" onClick={() => void choose(one.id)}><span dir="auto">{one.name}</span></button></li>)}
      </ul>
      {collections?.length === 0 ? <Text size="sm" className="quiet">{t("inbox.insert.noCollection")}</Text> : null}
    </Modal>
  );
}

function OrderDialog({ customer, shop, onClose, onChoose }: { customer: number; shop: ShopView; onClose: () => void; onChoose: (lines: string) => void }) {
  const { t } = useTranslation();
  const orders = useAsk("customer_get", { customer }).data?.orders;
  const said = (order: OrderRow) => [t("orders.number", { id: order.id }), order.lines.map(lineOf).join(", "), order.total === null ? "" : money(order.total, order.currency, shop.currency_digits), order.state === "kept" ? t("orders.until", { at: clock(order.hold_until, shop.now, shop.time_zone) }) : t(`orders.${order.state as "expired"}`)].filter((part) => part !== "").join(" · ");
  return (
    <Modal opened onClose={onClose} title={t("inbox.insert.order")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <ul className="pick-list">
        {(orders ?? []).slice(0, NAMED).map((order) => <li key={order.id}><button type="button" onClick={() => onChoose(said(order))}><Picture hash={order.lines[0]?.image ?? null} /><span dir="auto">{said(order)}</span></button></li>)}
      </ul>
      {orders?.length === 0 ? <Text size="sm" className="quiet">{t("inbox.insert.noOrder")}</Text> : null}
    </Modal>
  );
}

function StoreDialog({ customer, onClose, onSent }: { customer: number; onClose: () => void; onSent: () => void }) {
  const { t } = useTranslation();
  const stores = useAsk("stores_list").data ?? [];
  const send = async (place: number) => {
    if ((await act("conversation_send", { customer, place })) !== null) onSent();
  };
  return (
    <Modal opened onClose={onClose} title={t("inbox.insert.store")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text size="sm">{t("inbox.insert.storeLead")}</Text>
      <ul className="pick-list">
        {stores.map((store) => (
          <li key={store.id}><button type="button" aria-label={store.name} onClick={() => void send(store.id)}><span><b>{store.name}</b><br /><span className="quiet">{store.address}{store.lat === null ? ` · ${t("inbox.insert.noPin")}` : ""}</span></span></button></li>
        ))}
      </ul>
    </Modal>
  );
}
