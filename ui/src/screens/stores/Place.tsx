// One store as it stands now: its lines changed where they stand, its hours and its pin in anybody's words, what it
// offers, its pictures, and what a customer who asks for it gets.
import { Badge, Button, Group, Text, TextInput, Textarea } from "@mantine/core";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { clock } from "../../format";
import { Picture } from "../../parts/Picture";
import { Tags } from "../../parts/Tags";
import { undoable } from "../../parts/undo";
import type { HoursDay, HoursWeek, ShopView, StoreNow } from "../../platform";
import { AsTold } from "./AsTold";
import { StorePictures } from "./StorePictures";
import { WeekEditor } from "./WeekEditor";
import { labelOf, useServices } from "./services";

// Maps are the heaviest part of the pages, and a pin is set once.
const MapDialog = lazy(() => import("./map/MapDialog").then((m) => ({ default: m.MapDialog })));

/** Hours nobody has said yet. */
const UNSAID: HoursDay = { kind: "unsaid", spans: [] };
const NO_WEEK: HoursWeek = { days: [UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID], holidays: UNSAID, dates: [] };
const TEXTS = ["name", "address", "phone"] as const;

interface Props {
  store: StoreNow;
  stores: StoreNow[];
  shop: ShopView;
  owner: boolean;
  /** All there is to say of it stands open. */
  whole: boolean;
}

export function Place({ store, stores, shop, owner, whole }: Props) {
  const { t } = useTranslation();
  const [byDay, setByDay] = useState(false);
  const [mapped, setMapped] = useState(false);
  const [opened, setOpened] = useState(false);
  const week = useAsk("hours_read", { typed: store.opening_hours }, { enabled: store.opening_hours !== "" }).data?.week;
  const change = async (field: string, typed: string, was: string | null): Promise<boolean> => {
    if (typed.trim() === was) return true;
    const done = await act("store_change", { store: store.id, field, typed });
    await refresh("shop");
    if (done) undoable(t("stores.changed", { name: store.name }), () => act("store_change", { store: store.id, field, typed: done.before }));
    return Boolean(done);
  };
  const state = store.open === null ? "unknown" : store.open ? "open" : "closed";
  const until = store.next_change === null ? "" : clock(store.next_change, shop.now, store.time_zone);
  const pin = store.lat === null || store.lon === null ? "" : `${store.lat}, ${store.lon}`;
  const all = whole || opened;
  return (
    <section className="card" aria-label={store.name}>
      <Group justify="space-between" mb={8}>
        <Group gap={8} wrap="nowrap">
          {store.pictures[0] === undefined ? null : <Picture hash={store.pictures[0]} />}
          <Text fw={600} size="lg" dir="auto">{store.name}</Text>
        </Group>
        <Badge variant="light" color={state === "open" ? "leaf" : state === "closed" ? "brick" : "gray"}>{t(`stores.${state}`)}{until === "" || state === "unknown" ? "" : ` · ${t("stores.until", { at: until })}`}</Badge>
      </Group>
      <Group gap={12} grow align="flex-start">
        {TEXTS.map((field) => <Line key={`${field}${store[field]}`} label={t(`stores.${field}`)} value={store[field]} disabled={!owner} onSay={(typed) => void change(field, typed, store[field])} />)}
      </Group>
      <Group gap={12} mt={8} grow align="flex-start">
        <div>
          <Hours key={store.opening_hours} store={store} disabled={!owner} onSay={(typed) => void change("opening_hours", typed, store.opening_hours)} />
          {owner ? <Group gap={8} mt={4}>
            <Button size="compact-sm" variant="default" disabled={week === null} onClick={() => setByDay(true)}>{t("stores.week.open")}</Button>
            {week === null ? <Text size="xs" className="quiet" style={{ flex: 1 }}>{t("stores.week.tooRich")}</Text> : null}
          </Group> : null}
        </div>
        <div>
          <Line key={pin} label={t("stores.pin")} description={t("stores.pinHint")} value={pin} disabled={!owner} onSay={(typed) => void change("pin", typed, pin)} />
          <Group gap={8} mt={4}>
            {owner ? <Button size="compact-sm" variant="default" onClick={() => setMapped(true)}>{t("stores.map.open")}</Button> : null}
            {pin === "" ? null : <Text size="xs" className="quiet">{t("stores.zone", { zone: store.time_zone })}</Text>}
          </Group>
        </div>
      </Group>
      {whole ? null : <Button mt={8} size="compact-sm" variant="default" aria-expanded={opened} onClick={() => setOpened(!opened)}>{t("stores.more")}</Button>}
      {all ? (
        <div className="store-both">
          <div className="store-more">
            <Services store={store} disabled={!owner} onSay={(typed) => change("services", typed, null)} />
            <StorePictures store={store} owner={owner} />
          </div>
          <AsTold store={store} shop={shop} />
        </div>
      ) : null}
      {owner && stores.length > 1 ? <Group mt={12} justify="flex-end"><Button size="xs" variant="subtle" color="gray" onClick={async () => { if (await act("store_remove", { store: store.id })) await refresh("shop"); }}>{t("stores.remove")}</Button></Group> : null}
      {byDay ? <WeekEditor store={store} shop={shop} week={week ?? NO_WEEK} onKeep={(osm) => change("opening_hours", osm, store.opening_hours)} onClose={() => setByDay(false)} /> : null}
      {mapped ? <Suspense><MapDialog store={store} stores={stores} tiles={shop.map_tiles} onKeep={(typed) => change("pin", typed, pin)} onClose={() => setMapped(false)} /></Suspense> : null}
    </section>
  );
}

function Line({ label, description, value, disabled, onSay }: { label: string; description?: string; value: string; disabled: boolean; onSay: (typed: string) => void }) {
  const [typed, setTyped] = useState(value);
  return <TextInput label={label} description={description} value={typed} disabled={disabled} dir="auto" onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => onSay(typed)} onKeyDown={(event) => { if (event.key === "Enter") event.currentTarget.blur(); else if (event.key === "Escape") setTyped(value); }} />;
}

/** Typed as people write them; what is understood stands below before it is kept. */
function Hours({ store, disabled, onSay }: { store: StoreNow; disabled: boolean; onSay: (typed: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(store.hours.length === 0 ? store.opening_hours : store.hours.join("\n"));
  const [touched, setTouched] = useState(false);
  const read = useAsk("hours_read", { typed }, { enabled: touched && typed.trim() !== "" });
  const unclear = read.error ? t("stores.unclear") : null;
  return (
    <div>
      <Textarea autosize minRows={2} label={t("stores.hours")} description={t("stores.hoursHint")} value={typed} disabled={disabled} dir="auto" error={unclear} onChange={(event) => { setTouched(true); setTyped(event.currentTarget.value); }} onBlur={() => { if (touched) onSay(typed); }} />
      {touched && read.data ? <Text size="xs" className="quiet" mt={4}>{t("stores.understood", { hours: read.data.lines.join(" · ") })}</Text> : null}
    </div>
  );
}

/** What it offers besides its goods: known services by their code, so that customers read them in their language. */
function Services({ store, disabled, onSay }: { store: StoreNow; disabled: boolean; onSay: (typed: string) => Promise<boolean> }) {
  const { t } = useTranslation();
  const { known, codeOf } = useServices();
  return (
    <Tags
      label={t("stores.services")} description={t("stores.servicesHint")} data={known} value={store.services.map(labelOf(t))} disabled={disabled} splitChars={[",", ";"]} maxTags={20} dir="auto"
      onKeep={(labels) => onSay(labels.map(codeOf).join(", "))}
    />
  );
}
