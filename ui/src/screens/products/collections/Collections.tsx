// Collections: a list in the shop's own order beside the one that is looked at.
import { Button, Group, Modal, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { Picture } from "../../../parts/Picture";
import type { Collection, Rule, ShopView } from "../../../platform";
import { CollectionPage } from "./CollectionPage";
import { useCalled, useCollections } from "./useCollections";

interface Props {
  shop: ShopView;
  /** Shows it in the grid. */
  onShow: (name: string) => void;
}

const START: Rule = { any: false, conditions: [{ is: "in_stock" }] };

export function Collections({ shop, onShow }: Props) {
  const { t } = useTranslation();
  const all = useAsk("collections_list", {}, { keep: true }).data;
  const [chosen, setChosen] = useState<number | null>(null);
  const [making, setMaking] = useState(false);
  const collections = useCollections(all ?? []);
  if (!all) return <Text role="status">{t("app.loading")}</Text>;
  const one = all.find((collection) => collection.id === chosen) ?? all[0];
  return (
    <div className="collections">
      <nav aria-label={t("products.collections.title")}>
        <ol>
          {all.map((collection, at) => (
            <Line key={collection.id} collection={collection} at={at} count={all.length} chosen={collection.id === one?.id} onChoose={() => setChosen(collection.id)} onMove={(to) => void collections.move(collection.id, to)} onTake={(id) => void collections.move(id, at)} />
          ))}
        </ol>
        <Button size="xs" variant="default" mt={8} onClick={() => setMaking(true)}>{t("products.collections.add")}</Button>
      </nav>
      {one ? <CollectionPage key={one.id} id={one.id} shop={shop} does={collections} onShow={onShow} onGone={() => setChosen(null)} /> : null}
      {making ? <Make make={collections.make} onMade={setChosen} onClose={() => setMaking(false)} /> : null}
    </div>
  );
}

interface LineProps {
  collection: Collection;
  at: number;
  count: number;
  chosen: boolean;
  onChoose: () => void;
  onMove: (to: number) => void;
  onTake: (id: number) => void;
}

const WITHIN = "application/x-collection";

function Line({ collection, at, count, chosen, onChoose, onMove, onTake }: LineProps) {
  const { t } = useTranslation();
  const called = useCalled();
  const name = called(collection);
  const [over, setOver] = useState(false);
  return (
    // Dragging is the mouse's way; the buttons within do the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className="collection-line" data-over={over} draggable
      onDragStart={(event) => event.dataTransfer.setData(WITHIN, String(collection.id))}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(WITHIN)) { event.preventDefault(); event.stopPropagation(); setOver(true); } }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { setOver(false); const id = Number(event.dataTransfer.getData(WITHIN)); if (id > 0) { event.preventDefault(); event.stopPropagation(); onTake(id); } }}
    >
      <button type="button" className="open" aria-current={chosen ? "true" : undefined} onClick={onChoose}>
        <Picture hash={collection.pictures[0] ?? null} />
        <span className="what"><b dir="auto">{name}</b><span className="quiet">{t("products.collections.count", { count: collection.products })}{collection.away > 0 ? ` · ${t("products.collections.away", { count: collection.away })}` : ""}</span></span>
      </button>
      <Button size="compact-xs" variant="subtle" color="gray" disabled={at === 0} aria-label={t("products.choices.up", { name })} onClick={() => onMove(at - 1)}>↑</Button>
      <Button size="compact-xs" variant="subtle" color="gray" disabled={at === count - 1} aria-label={t("products.choices.down", { name })} onClick={() => onMove(at + 1)}>↓</Button>
    </li>
  );
}

function Make({ make, onMade, onClose }: { make: ReturnType<typeof useCollections>["make"]; onMade: (id: number) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [kind, setKind] = useState("picked");
  const [refused, setRefused] = useState<string | null>(null);
  const save = async () => {
    const made = await make(name, kind === "rule" ? START : null);
    if ("why" in made) return setRefused(made.why);
    onMade(made.id);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("products.collections.add")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput label={t("products.name")} placeholder={t("products.collections.example")} value={name} error={refused} onChange={(event) => { setName(event.currentTarget.value); setRefused(null); }} required data-autofocus />
        <SegmentedControl fullWidth mt={12} aria-label={t("products.collections.how")} value={kind} onChange={setKind} data={(["picked", "rule"] as const).map((value) => ({ value, label: t(`products.collections.kind.${value}`) }))} />
        <Text size="sm" className="quiet" mt={6}>{t(`products.collections.kindLead.${kind as "picked"}`)}</Text>
        <Group justify="flex-end" mt={16}><Button type="submit">{t("app.save")}</Button></Group>
      </form>
    </Modal>
  );
}
