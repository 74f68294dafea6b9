// Orders: those to collect first, then what has been. Looking at them is what stops the ringing.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { act, useAsk } from "../data";
import { clock, lineOf, money, whoDid } from "../format";
import { chime } from "../parts/Bell";
import { Empty } from "../parts/Empty";
import { Picture } from "../parts/Picture";
import { undoable } from "../parts/undo";
import type { OrderRow, ShopView } from "../platform";
import { isolated } from "../words";
import { Bring } from "./orders/Bring";
import { TakeOrder } from "./orders/TakeOrder";

/** Says that somebody has looked, as soon as the window is really in front of her; a new one sounds once. */
function useSeen(orders: OrderRow[] | undefined, quiet: boolean) {
  const fresh = orders?.filter((o) => o.state === "kept" && o.seen_at === null && o.accepted_at === null).length ?? 0;
  const loaded = orders !== undefined;
  const opened = useRef(true);
  useEffect(() => {
    if (!loaded) return;
    if (fresh > 0 && !opened.current && !quiet) chime();
    opened.current = false;
    if (fresh === 0) return;
    const look = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) void act("orders_seen");
    };
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [fresh, quiet, loaded]);
}

export function Orders({ shop, go }: { shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const [taking, setTaking] = useState(false);
  const [sought, setSought] = useState("");
  const orders = useAsk("orders_list", {}, { every: 20_000 }).data;
  useSeen(orders, shop.quiet);
  if (!orders) return <Text>{t("app.loading")}</Text>;
  const dialog = taking ? <TakeOrder shop={shop} onClose={() => setTaking(false)} /> : null;
  if (orders.length === 0) return <div className="card"><Empty title={t("orders.empty")} lead={t("orders.emptyLead")} action={t("orders.takeTitle")} onAction={() => setTaking(true)} />{dialog}</div>;
  const found = orders.filter((o) => isSought(o, sought));
  const kept = found.filter((o) => o.state === "kept");
  const rest = found.filter((o) => o.state !== "kept");
  return (
    <>
      <Group justify="space-between" mb={8}>
        <Text component="h2" fw={600}>{t("orders.kept")} · {kept.length}</Text>
        <Group gap={8}>
          <TextInput size="xs" w={230} type="search" aria-label={t("orders.search")} placeholder={t("orders.search")} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
          <Button variant="default" size="compact-md" onClick={() => setTaking(true)}>{t("orders.takeTitle")}</Button>
        </Group>
      </Group>
      {dialog}
      <div className="card" style={{ padding: 0 }}>{kept.map((o) => <Order key={o.id} order={o} shop={shop} go={go} />)}{kept.length === 0 ? <Text p={16} className="quiet">{t(sought.trim() === "" ? "today.empty" : "orders.notFound")}</Text> : null}</div>
      {rest.length > 0 ? <Text component="h2" fw={600} mt={24} mb={8}>{t("orders.finished")}</Text> : null}
      {rest.length > 0 ? <div className="card" style={{ padding: 0 }}>{rest.map((o) => <Order key={o.id} order={o} shop={shop} go={go} />)}</div> : null}
    </>
  );
}

/** By her code, the order's number, her name, or what is in it. */
function isSought(order: OrderRow, sought: string): boolean {
  const words = sought.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = [order.code, String(order.id), order.name, order.store, ...order.lines.map(lineOf)].join(" ").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function Order({ order, shop, go }: { order: OrderRow; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const first = order.lines[0];
  const at = (ms: number) => clock(ms, shop.now, shop.time_zone);
  return (
    <div className="todo">
      <Picture hash={first?.image ?? null} />
      <div className="what">
        <Text fw={600}><bdi>{order.lines.map(lineOf).join(", ")}</bdi></Text>
        <Text size="sm" className="quiet">
          <button type="button" style={{ all: "unset", cursor: "pointer", textDecoration: "underline" }} onClick={() => go("customers", order.customer)}><bdi>{order.name || t("customers.noName")}</bdi></button>
          {" · "}{t("orders.number", { id: order.id })}{" · "}<span title={t("orders.codeHint")}>{t("orders.code", { code: order.code })}</span>{" · "}{order.total === null ? t("products.onRequest") : money(order.total, order.currency, shop.currency_digits)}{" · "}
          {order.state === "kept" ? order.address === null ? `${t("orders.payOnCollection")} · ${t("orders.until", { at: at(order.hold_until) })} · ${isolated(order.store)}` : t("orders.withFee", { fee: order.fee === 0 ? t("orders.noFee") : money(order.fee, order.currency, shop.currency_digits) }) : `${t(`orders.${order.state as "expired"}`)} · ${at(order.changed_at)}`}
        </Text>
        {order.address === null ? null : <Text size="sm"><span aria-hidden>➜ </span>{t("orders.bringTo")} <bdi>{order.address}</bdi></Text>}
        {order.accepted_at !== null && order.accepted_by !== null ? <Text size="sm">✓ {t("orders.accepted", { name: whoDid(order.accepted_by), at: at(order.accepted_at) })}</Text> : null}
      </div>
      <Steps order={order} />
    </div>
  );
}

function Steps({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const step = async (what: "accept" | "hand_over" | "cancel", said: string) => {
    if ((await act("order_step", { order: order.id, step: what })) === null) return;
    undoable(said, () => act("order_step", { order: order.id, step: "undo" }));
  };
  const kept = order.state === "kept";
  const waits = kept && order.accepted_at === null;
  return (
    <Group gap={8} justify="flex-end" className="steps">
      {waits ? <Button onClick={() => step("accept", t("orders.acceptedToast", { id: order.id }))}>{t("orders.accept")}</Button> : null}
      {kept || order.state === "expired" ? <Button variant={kept && !waits ? "filled" : "default"} onClick={() => step("hand_over", t("orders.handedOver", { id: order.id }))}>{t(order.address === null ? "orders.handOver" : "orders.delivered")}</Button> : null}
      {kept ? <Bring order={order} /> : null}
      {kept ? <Button variant="default" onClick={() => step("cancel", t("orders.cancelledToast", { id: order.id }))}>{t("orders.cancel")}</Button> : null}
      {order.state === "handed_over" || order.state === "cancelled" ? <Button variant="subtle" color="gray" onClick={() => act("order_step", { order: order.id, step: "undo" })}>{t("app.undo")}</Button> : null}
    </Group>
  );
}
