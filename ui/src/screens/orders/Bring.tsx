// How an order comes to her: collected, or brought to an address somebody writes down. She is not told by this.
import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import { undoable } from "../../parts/undo";
import type { OrderRow } from "../../platform";

export function Bring({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  const set = async (to: string | null) => {
    if ((await act("order_bring", { order: order.id, address: to })) === null) return;
    setAddress(null);
    undoable(t(to === null ? "orders.collected" : "orders.broughtSaid", { id: order.id }), () => act("order_bring", { order: order.id, address: order.address }));
  };
  return (
    <>
      <Button variant="default" onClick={() => setAddress(order.address ?? "")} aria-label={t("orders.bringOf", { id: order.id })}>{order.address === null ? t("orders.bring") : `${t("orders.address")}…`}</Button>
      <Modal opened={address !== null} onClose={() => setAddress(null)} title={t("orders.bringOf", { id: order.id })} closeButtonProps={{ "aria-label": t("app.close") }}>
        <form onSubmit={(event) => { event.preventDefault(); void set(address); }}>
          <Textarea label={t("orders.address")} autosize minRows={2} maxRows={5} maxLength={300} dir="auto" value={address ?? ""} onChange={(event) => setAddress(event.currentTarget.value)} data-autofocus />
          <Text size="sm" className="quiet" mt={8}>{t("orders.bringLead")}</Text>
          <Group mt={16} justify="space-between">
            {order.address === null ? <span /> : <Button variant="default" onClick={() => void set(null)}>{t("orders.collects")}</Button>}
            <Button type="submit" disabled={!address?.trim()}>{t("app.save")}</Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
