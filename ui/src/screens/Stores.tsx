// Stores: each place as it stands now, its pin and its hours typed in anybody's words, and how customers get it.
import { Anchor, Badge, Button, FileButton, Group, Modal, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../data";
import { clock } from "../format";
import { Empty } from "../parts/Empty";
import { ImportDialog } from "../parts/ImportDialog";
import { undoable } from "../parts/undo";
import { type HoursDay, type HoursWeek, type ShopView, type StoreNow, call } from "../platform";
import { WeekEditor } from "./stores/WeekEditor";

/** Hours nobody has said yet. */
const UNSAID: HoursDay = { kind: "unsaid", spans: [] };
const NO_WEEK: HoursWeek = { days: [UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID], holidays: UNSAID, dates: [] };
const TEXTS = ["name", "address", "phone"] as const;

export function Stores({ shop, owner }: { shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const stores = useAsk("stores_now").data;
  const [adding, setAdding] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  if (!stores) return <Text>{t("app.loading")}</Text>;
  const take = async (kind: string) => {
    const made = await act("stores_export", { kind });
    if (!made) return;
    const bytes = Uint8Array.from(atob(made.content), (letter) => letter.codePointAt(0) ?? 0);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = made.file_name;
    link.click();
  };
  return (
    <div className="page">
      <Group gap={8}>
        {owner ? <Button variant="default" onClick={() => setAdding(true)}>{t("stores.add")}</Button> : null}
        {owner ? <FileButton accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.json,.geojson" onChange={setFile}>{(props) => <Button variant="default" {...props}>{t("stores.import")}</Button>}</FileButton> : null}
        <Button variant="subtle" color="gray" onClick={() => void take("csv")}>{t("stores.export")}</Button>
      </Group>
      {stores.length === 0 ? <Empty title={t("stores.empty")} lead={t("stores.emptyLead")} /> : null}
      {stores.map((store) => <Place key={store.id} store={store} shop={shop} owner={owner} only={stores.length === 1} />)}
      {adding ? <Add onClose={() => setAdding(false)} /> : null}
      {file ? <ImportDialog kind="stores" file={file} onClose={() => setFile(null)} /> : null}
    </div>
  );
}

function Place({ store, shop, owner, only }: { store: StoreNow; shop: ShopView; owner: boolean; only: boolean }) {
  const { t } = useTranslation();
  const [byDay, setByDay] = useState(false);
  const week = useAsk("hours_read", { typed: store.opening_hours }, { enabled: store.opening_hours !== "" }).data?.week;
  const change = async (field: string, typed: string, was: string): Promise<boolean> => {
    if (typed.trim() === was) return true;
    const done = await act("store_change", { store: store.id, field, typed });
    await client.invalidateQueries({ queryKey: ["stores_now"] });
    if (done) undoable(t("stores.changed", { name: store.name }), () => act("store_change", { store: store.id, field, typed: done.before }));
    return Boolean(done);
  };
  const state = store.open === null ? "unknown" : store.open ? "open" : "closed";
  const until = store.next_change === null ? "" : clock(store.next_change, shop.now, store.time_zone);
  const pin = store.lat === null || store.lon === null ? "" : `${store.lat}, ${store.lon}`;
  return (
    <section className="card" aria-label={store.name}>
      <Group justify="space-between" mb={8}>
        <Text fw={600} size="lg" dir="auto">{store.name}</Text>
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
          {pin === "" ? null : <Text size="xs" className="quiet" mt={4}>{t("stores.zone", { zone: store.time_zone })}</Text>}
        </div>
      </Group>
      <Group mt={12} justify="space-between" align="flex-end">
        <div className="chat" style={{ maxWidth: 320 }} aria-label={t("stores.asSeen")}>
          <div className="bubble">
            <span dir="auto">{store.name}{store.address === "" ? "" : ` · ${store.address}`}</span>
            {store.hours.slice(0, 3).map((line) => <span key={line} className="note" dir="auto">{line}</span>)}
            {pin === "" ? null : <Anchor className="tap" href={`https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(pin.replace(" ", ""))}`} target="_blank" rel="noreferrer">{t("stores.directions")}</Anchor>}
          </div>
        </div>
        {owner && !only ? <Button size="xs" variant="subtle" color="gray" onClick={async () => { if (await act("store_remove", { store: store.id })) await client.invalidateQueries({ queryKey: ["stores_now"] }); }}>{t("stores.remove")}</Button> : null}
      </Group>
      {byDay ? <WeekEditor store={store} shop={shop} week={week ?? NO_WEEK} onKeep={(osm) => change("opening_hours", osm, store.opening_hours)} onClose={() => setByDay(false)} /> : null}
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

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [hours, setHours] = useState("");
  const [pin, setPin] = useState("");
  const add = async () => {
    const id = await act("store_add", { name, address, opening_hours: hours });
    if (id === undefined || id === null) return;
    if (pin.trim() !== "") await act("store_change", { store: id, field: "pin", typed: pin });
    await client.invalidateQueries({ queryKey: ["stores_now"] });
    onClose();
    undoable(t("stores.added", { name }), () => call("store_remove", { store: id }));
  };
  return (
    <Modal opened onClose={onClose} title={t("stores.add")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <TextInput label={t("stores.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
        <TextInput mt={8} label={t("stores.address")} value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
        <Textarea mt={8} autosize minRows={2} label={t("stores.hours")} description={t("stores.hoursHint")} value={hours} onChange={(event) => setHours(event.currentTarget.value)} />
        <TextInput mt={8} label={t("stores.pin")} description={t("stores.pinHint")} value={pin} onChange={(event) => setPin(event.currentTarget.value)} />
        <Group mt={16} justify="flex-end"><Button type="submit">{t("app.save")}</Button></Group>
      </form>
    </Modal>
  );
}
