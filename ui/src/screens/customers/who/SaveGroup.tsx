// Giving a group its name.
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../../../data";
import type { Condition } from "../../../platform";

export function SaveGroup({ conditions, onClose }: { conditions: Condition[]; onClose: () => void }) {
  const { t } = useTranslation();
  const groups = useAsk("segments_list").data ?? [];
  const [name, setName] = useState("");
  const again = groups.some((one) => one.name === name.trim());
  const save = async () => {
    const all = await act("segment_save", { name: name.trim(), audience: { text: "", conditions, sort: "", descending: false } });
    if (!all) return;
    client.setQueryData(["segments_list", {}], all);
    notifications.show({ message: t("people.groups.saved", { name: name.trim() }), color: "leaf", withBorder: true, autoClose: 4_000 });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("people.groups.saveTitle")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput label={t("people.groups.name")} placeholder={t("people.groups.example")} maxLength={60} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus dir="auto" description={t(again ? "people.groups.again" : "people.groups.nameHint")} />
        <Group mt={16} justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" disabled={name.trim() === ""}>{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
