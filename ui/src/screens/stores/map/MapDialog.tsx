// Where a store is: its pin moved on a map by hand, mouse or keyboard, with every move taken back one by one, and kept
// only when it is said so. Streets are asked for when this opens and nowhere else; without them the plain map does.
import { Button, Group, Modal, SegmentedControl, Text } from "@mantine/core";
import { type KeyboardEvent, Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import type { StoreNow } from "../../../platform";
import { PlainMap } from "./PlainMap";
import { type Point, type Size, type View, around, written } from "./projection";

const StreetMap = lazy(() => import("./StreetMap").then((m) => ({ default: m.StreetMap })));

const SIZE: Size = { width: 720, height: 420 };

export interface MapProps {
  name: string;
  at: Point | null;
  others: { id: number; name: string; lat: number; lon: number }[];
  view: View;
  size: Size;
  onView: (view: View) => void;
  onMove: (to: Point) => void;
}

interface Props {
  store: StoreNow;
  stores: StoreNow[];
  /** Where streets are asked for. */
  tiles: string;
  /** Answers whether it was kept. */
  onKeep: (typed: string) => Promise<boolean>;
  onClose: () => void;
}

const hostOf = (address: string) => address.split("/")[2] ?? address;
const pinned = (store: StoreNow) => (store.lat === null || store.lon === null ? [] : [{ id: store.id, name: store.name, lat: store.lat, lon: store.lon }]);

export function MapDialog({ store, stores, tiles, onKeep, onClose }: Props) {
  const { t } = useTranslation();
  const [own] = pinned(store);
  const others = stores.filter((other) => other.id !== store.id).flatMap(pinned);
  const [past, setPast] = useState<(Point | null)[]>([]);
  const [at, setAt] = useState<Point | null>(own ? { lat: own.lat, lon: own.lon } : null);
  const [view, setView] = useState<View>(() => around(own ? [own] : others, SIZE));
  const [kind, setKind] = useState<"streets" | "plain">(navigator.onLine ? "streets" : "plain");
  const [none, setNone] = useState(!navigator.onLine);
  const move = (to: Point | null) => {
    setPast((before) => [...before, at]);
    setAt(to);
  };
  const undo = () => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setAt(before);
    if (before) setView((now) => ({ ...now, middle: before }));
  };
  // Ctrl+Z takes back the last move here, and not what was done on the page behind.
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    event.stopPropagation();
    undo();
  };
  const keep = async () => {
    if (await onKeep(at ? `${at.lat.toFixed(6)}, ${at.lon.toFixed(6)}` : "")) onClose();
  };
  const choose = (wanted: string) => {
    setNone(false);
    setKind(wanted === "streets" ? "streets" : "plain");
  };
  const map: MapProps = { name: store.name, at, others, view, size: SIZE, onView: setView, onMove: move };
  return (
    <Modal opened onClose={onClose} size={780} title={t("stores.map.title", { name: store.name })} closeButtonProps={{ "aria-label": t("app.close") }} onKeyDown={onKey}>
      <Group justify="space-between" gap={8} mb={8}>
        <Text size="sm" className="quiet" style={{ flex: "1 1 260px" }}>{at ? t("stores.map.lead") : t("stores.map.none")}</Text>
        <SegmentedControl size="xs" aria-label={t("stores.map.kind")} value={kind} onChange={choose} data={[{ value: "streets", label: t("stores.map.streets") }, { value: "plain", label: t("stores.map.plain") }]} />
      </Group>
      {none ? (
        <Group gap={8} mb={8} role="status" className="map-offline">
          <Text size="sm" style={{ flex: 1 }}>{t("stores.map.offline")}</Text>
          <Button size="compact-sm" variant="default" onClick={() => choose("streets")}>{t("stores.map.again")}</Button>
        </Group>
      ) : null}
      {kind === "streets" ? (
        <Suspense fallback={<PlainMap {...map} />}>
          <StreetMap {...map} onNone={() => { setKind("plain"); setNone(true); }} />
        </Suspense>
      ) : <PlainMap {...map} />}
      <Group mt={8} gap={8} justify="space-between">
        <Text size="sm" role="status" dir="ltr" className="numbers">{at ? written(at) : "—"}</Text>
        <Group gap={8}>
          {at ? <Button size="compact-sm" variant="default" onClick={() => move(null)}>{t("stores.map.take")}</Button> : <Button size="compact-sm" variant="default" onClick={() => move(view.middle)}>{t("stores.map.put")}</Button>}
          <Button size="compact-sm" variant="default" disabled={past.length === 0} onClick={undo}>{t("stores.map.undo")}</Button>
        </Group>
      </Group>
      {kind === "streets" ? <Text size="xs" className="quiet" mt={4}>{t("stores.map.asks", { host: hostOf(tiles) })}</Text> : null}
      <Group mt={12} justify="flex-end"><Button disabled={past.length === 0} onClick={() => void keep()}>{t("app.save")}</Button></Group>
    </Modal>
  );
}
