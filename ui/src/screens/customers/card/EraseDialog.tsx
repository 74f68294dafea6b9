// Erasing a person: first what goes and what stays, then once more, then the receipt of it.
import { Button, Group, List, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh } from "../../../data";
import type { CustomerCard, Erased } from "../../../platform";

export function EraseDialog({ card, onClose, onErased }: { card: CustomerCard; onClose: () => void; onErased: () => void }) {
  const { t } = useTranslation();
  const [name] = useState(card.customer.name || card.customer.phone || t("customers.noName"));
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [receipt, setReceipt] = useState<Erased | null>(null);
  const erase = async () => {
    setBusy(true);
    const erased = await act("customer_erase", { customer: card.customer.id });
    setBusy(false);
    setReceipt(erased);
    if (erased) await refresh("customers");
  };
  if (receipt) return <Gone receipt={receipt} name={name} onClose={onErased} />;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("people.erase.title", { name })} closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text fw={600} size="sm">{t("people.erase.goes")}</Text>
      <List size="sm" mb={12}>{(["words", "numbers", "notes", "line"] as const).map((one) => <List.Item key={one}>{t(`people.erase.go.${one}`)}</List.Item>)}</List>
      <Text fw={600} size="sm">{t("people.erase.stays")}</Text>
      <List size="sm">{(["orders", "receipts"] as const).map((one) => <List.Item key={one}>{t(`people.erase.stay.${one}`)}</List.Item>)}</List>
      {sure ? <Text mt={16} fw={600} role="alert">⚠ {t("people.erase.sure", { name })}</Text> : null}
      <Group mt={16} justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        {/* The second button is not where the first one was pressed twice by mistake: it comes with a sentence and another colour. */}
        {sure ? <Button key="second" color="brick" loading={busy} onClick={erase}>{t("people.erase.second")}</Button> : <Button key="first" variant="default" onClick={() => setSure(true)}>{t("people.erase.first")}</Button>}
      </Group>
    </Modal>
  );
}

function Gone({ receipt, name, onClose }: { receipt: Erased; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} size="lg" title={t("people.erase.done", { name })} closeButtonProps={{ "aria-label": t("app.close") }}>
      <div role="status"><List size="sm">
        <List.Item>{t("people.erase.messages", { count: receipt.messages })}</List.Item>
        <List.Item>{t("people.erase.files", { count: receipt.files })}</List.Item>
        <List.Item>{t("people.erase.orders", { count: receipt.orders_kept })}</List.Item>
        <List.Item>{t("people.erase.receipts", { count: receipt.receipts_kept })}</List.Item>
      </List></div>
      <Group mt={16} justify="flex-end"><Button onClick={onClose} data-autofocus>{t("app.close")}</Button></Group>
    </Modal>
  );
}
