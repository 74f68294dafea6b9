// Adding somebody by hand: a name and a number are enough.
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { refresh, sentence } from "../../data";
import { call } from "../../platform";

export function AddCustomer({ onClose, onAdded }: { onClose: () => void; onAdded: (id: number) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const add = async () => {
    try {
      const id = await call("customer_add", { name: name.trim(), phone, user_id: null, username: null, language: null });
      await refresh("customers");
      onAdded(id);
    } catch (error) {
      setRefused(sentence(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("customers.add")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <TextInput label={t("customers.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus dir="auto" />
        <TextInput mt={8} label={t("customers.phone")} value={phone} onChange={(event) => { setPhone(event.currentTarget.value); setRefused(null); }} error={refused} required type="tel" />
        <Group mt={16} justify="flex-end"><Button type="submit">{t("app.save")}</Button></Group>
      </form>
    </Modal>
  );
}
