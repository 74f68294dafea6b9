// Stores: the places of the shop, one below the other; adding one, files of them brought along and taken away.
import { Button, FileButton, Group, Modal, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../data";
import { Empty } from "../parts/Empty";
import { ImportDialog } from "../parts/ImportDialog";
import { undoable } from "../parts/undo";
import { type ShopView, call } from "../platform";
import { Place } from "./stores/Place";

/** Up to so many stores are shown with all there is to say of them; of a longer list each is opened. */
const WHOLE = 3;

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
      {stores.map((store) => <Place key={store.id} store={store} stores={stores} shop={shop} owner={owner} whole={stores.length <= WHOLE} />)}
      {adding ? <Add onClose={() => setAdding(false)} /> : null}
      {file ? <ImportDialog kind="stores" file={file} onClose={() => setFile(null)} /> : null}
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
