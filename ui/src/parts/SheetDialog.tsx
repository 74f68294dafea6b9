// A card to print: its format and store, the drawing as it prints, the words that are typed in for her. The drawing
// is only ever an image, so nothing in it can run.
import { Button, Group, Modal, Portal, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { client, sentence, useAsk } from "../data";
import { type Card, Refused, type SheetKind, type ShopView, call, saveFile } from "../platform";
import { CopyButton } from "./Copy";

const KINDS: SheetKind[] = ["shelf", "poster", "receipt"];

interface Props {
  title: string;
  lead: string;
  /** What the card is for. */
  name: string;
  /** The command that draws it and what about; with store and kind it is the question's name. */
  of: [command: "waitlist_card" | "consent_card", what: number | string];
  ask: (store: number | null, kind: SheetKind) => Promise<Card>;
  shop: ShopView;
  owner: boolean;
  onClose: () => void;
  /** What else there is to choose. */
  children?: ReactNode;
}

export function SheetDialog({ title, lead, name, of, ask, shop, owner, onClose, children }: Props) {
  const { t } = useTranslation();
  const stores = useAsk("stores_list").data ?? [];
  const [kind, setKind] = useState<SheetKind>("shelf");
  const [store, setStore] = useState<string | null>(null);
  const [command, what] = of;
  // The drawing before stays until the next is here; what it is a drawing of stays with it.
  const card = useQuery({ queryKey: [command, { what, store, kind }, shop.write_to], queryFn: async () => ({ ...(await ask(store === null ? null : Number(store), kind)), kind, name }), placeholderData: (before) => before });
  const nowhere = shop.write_to === null || (card.error instanceof Refused && card.error.refusal.code === "not_connected");
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ "aria-label": t("app.close") }}>
      {nowhere ? <OwnNumber owner={owner} /> : (
        <>
          <Text size="sm" mb={12} className="quiet">{lead}</Text>
          {children}
          <Group gap={12} align="end" mb={12}>
            <SegmentedControl aria-label={t("card.kind")} value={kind} onChange={(next) => setKind(next as SheetKind)} data={KINDS.map((value) => ({ value, label: t(`card.${value}`) }))} />
            {stores.length > 1 ? <Select label={t("card.store")} allowDeselect={false} value={store ?? String(stores[0]?.id ?? "")} onChange={setStore} data={stores.map((s) => ({ value: String(s.id), label: s.name }))} /> : null}
          </Group>
          {card.error ? <Text role="alert" c="brick">{sentence(card.error)}</Text> : null}
          {card.data ? <Made card={card.data} kind={card.data.kind} name={card.data.name} /> : <Text>{t("app.loading")}</Text>}
        </>
      )}
    </Modal>
  );
}

/** What she finds typed in is what the link carries. */
function typedIn({ url, text }: Card): string {
  return new URL(url).searchParams.get("text") ?? text;
}

function Made({ card, kind, name }: { card: Card; kind: SheetKind; name: string }) {
  const { t } = useTranslation();
  const drawing = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(card.svg)}`;
  return (
    <div className="sheet">
      <img className="sheet-drawing" src={drawing} alt={t("card.preview", { kind: t(`card.${kind}`), name })} />
      <div className="sheet-side">
        <Text size="sm" fw={600}>{t("card.typed")}</Text>
        <div className="chat"><div className="bubble mine" dir="auto">{typedIn(card)}</div></div>
        <Text size="sm" fw={600}>{t("card.link")}</Text>
        <Text size="sm" className="quiet breaks" dir="ltr">{card.url}</Text>
        <Group gap={8}>
          <Button onClick={() => saveFile(card.pdf.name, card.pdf.content, "application/pdf")}>{t("card.save")}</Button>
          <Button variant="default" onClick={() => window.print()}>{t("card.print")}</Button>
          <CopyButton text={card.url} label={t("card.copyLink")} />
        </Group>
      </div>
      <Portal><div className="print-sheet" data-kind={kind} aria-hidden><img src={drawing} alt="" /></div></Portal>
    </div>
  );
}

/** Before the shop is connected, cards lead to the phone it uses WhatsApp on. */
function OwnNumber({ owner }: { owner: boolean }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const save = async () => {
    try {
      await call("shop_update", { own_number: number.trim() });
      await client.invalidateQueries({ queryKey: ["shop_get"] });
    } catch (error) {
      setRefused(sentence(error));
    }
  };
  if (!owner) return <Text>{t("card.ownerNumber")}</Text>;
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Text fw={600}>{t("card.noNumber")}</Text>
      <Text size="sm" mb={12} className="quiet">{t("card.noNumberLead")}</Text>
      <Group gap={8} align="start">
        <TextInput style={{ flex: "1 1 200px" }} label={t("card.number")} placeholder="+33 6 39 98 19 00" type="tel" required value={number} error={refused} onChange={(event) => { setNumber(event.currentTarget.value); setRefused(null); }} data-autofocus />
        <Button type="submit" mt={24}>{t("app.save")}</Button>
      </Group>
    </form>
  );
}
