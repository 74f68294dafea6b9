// Customers: a list, and everything about one person beside it: thread, orders, what she agreed to.
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { act, useAsk } from "../data";
import { clock, left } from "../format";
import { Said } from "../parts/bubble/Said";
import { Composer } from "../parts/Composer";
import { Empty } from "../parts/Empty";
import type { ShopView, ThreadMessage } from "../platform";

const COLUMNS = "minmax(110px, 1.6fr) minmax(110px, 1.4fr) 76px 84px";

export function Customers({ shop, chosen, go, owner }: { shop: ShopView; chosen: number | null; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const rows = useAsk("customers_list").data;
  const [filter, setFilter] = useState("");
  const [adding, setAdding] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => {
    const wanted = filter.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
    const found = (rows ?? []).filter((c) => `${c.name} ${c.phone ?? ""} ${c.username ?? ""}`.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().includes(wanted));
    return found.toSorted((a, b) => Number(b.unanswered) - Number(a.unanswered));
  }, [rows, filter]);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => frame.current, estimateSize: () => 41, overscan: 10 });
  if (!rows) return <Text>{t("app.loading")}</Text>;
  if (rows.length === 0) return <><div className="card"><Empty title={t("customers.empty")} lead={t("customers.emptyLead")} action={t("customers.add")} onAction={() => setAdding(true)} /></div>{adding ? <AddCustomer onClose={() => setAdding(false)} /> : null}</>;
  return (
    <div className="split" data-open={chosen !== null}>
      <div style={{ display: "flex", flexDirection: "column", gap: 8, overflow: "hidden" }}>
        <Group gap={8}>
          <TextInput style={{ flex: 1 }} aria-label={t("customers.filter")} placeholder={t("customers.filter")} value={filter} onChange={(e) => setFilter(e.currentTarget.value)} />
          <Button variant="default" onClick={() => setAdding(true)}>{t("customers.add")}</Button>
        </Group>
        <div className="card list" style={{ padding: 0, flex: 1, overflow: "auto" }} ref={frame} tabIndex={0} role="region" aria-label={t("customers.title")}>
          <div className="line quiet" style={{ gridTemplateColumns: COLUMNS, fontSize: 12, fontWeight: 600, cursor: "default", minHeight: 32 }}>
            <span>{t("customers.name")}</span><span>{t("customers.contact")}</span><span>{t("customers.waits")}</span><span>{t("customers.alerts")}</span>
          </div>
          <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {virtual.getVirtualItems().map((item) => {
              const c = shown[item.index];
              if (!c) return null;
              return (
                <button key={c.id} type="button" className="line" aria-current={c.id === chosen} style={{ gridTemplateColumns: COLUMNS, position: "absolute", top: 0, transform: `translateY(${item.start}px)` }} onClick={() => go("customers", c.id)}>
                  <span dir="auto">{c.unanswered ? <b aria-label={t("today.answerDo")}>✎ </b> : null}{c.name || t("customers.noName")}</span>
                  <span className="quiet">{c.phone ?? (c.username ? `@${c.username}` : t("customers.hidden"))}</span>
                  <span>{c.waits === 0 ? "" : c.waits}</span>
                  <span className="quiet">{t(`customers.${c.restock as "given"}`)}</span>
                </button>
              );
            })}
          </div>
        </div>
      </div>
      {chosen === null ? <div className="card quiet"><Text ta="center" py={56}>{t("customers.choose")}</Text></div> : <Card key={chosen} id={chosen} shop={shop} go={go} owner={owner} />}
      {adding ? <AddCustomer onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function Card({ id, shop, go, owner }: { id: number; shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const card = useAsk("customer_get", { customer: id }, { every: 5_000 }).data;
  if (!card) return <Text>{t("app.loading")}</Text>;
  const connected = shop.connection !== null;
  const open = connected && card.window_until !== null && card.window_until > shop.now;
  return (
    <div className="card" style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600} size="lg" dir="auto">{card.customer.name || t("customers.noName")}</Text>
          <Text size="sm" className="quiet">{card.customer.phone ?? (card.customer.username ? `@${card.customer.username}` : t("customers.hidden"))} · {card.customer.language ?? ""} {card.customer.country ?? ""}</Text>
        </div>
        <Button className="narrow-only" variant="default" onClick={() => go("customers")}>← {t("app.back")}</Button>
      </Group>
      <Text size="sm" fw={600}>{open ? `● ${t("customers.windowOpen", { left: left(card.window_until ?? 0, shop.now) })}` : `○ ${t(connected ? "customers.windowClosed" : "foot.offline")}`}</Text>
      <Thread thread={card.thread} shop={shop} />
      <Composer card={card} shop={shop} owner={owner} />
      {card.waits.length > 0 ? <div><Text fw={600} size="sm">{t("customers.waits")}</Text>{card.waits.map((w) => <Text key={w.variant} size="sm">{w.name} <span className="quiet">· {clock(w.since, shop.now, shop.time_zone)}</span></Text>)}</div> : null}
      {card.orders.length > 0 ? <div><Text fw={600} size="sm">{t("customers.orders")}</Text>{card.orders.map((o) => <Text key={o.id} size="sm">{t("orders.number", { id: o.id })} · {o.lines.map((l) => l.title).join(", ")} · {t(`orders.${o.state as "kept"}`)}</Text>)}</div> : null}
      <div>
        <Text fw={600} size="sm">{t("customers.consent")}</Text>
        {card.receipts.length === 0 ? <Text size="sm" className="quiet">{t("customers.nothingConsent")}</Text> : null}
        {card.receipts.map((r) => <Text key={`${r.at}${r.act}${r.purpose}`} size="sm">{clock(r.at, shop.now, shop.time_zone)} · {t(`customers.purpose.${r.purpose as "restock"}`)}: <b>{t(`customers.${r.act as "given"}_act`)}</b> <span className="quiet" dir="auto">“{r.wording}”{r.source.startsWith("card:") ? ` · ${t("card.from")}` : ""}</span></Text>)}
      </div>
    </div>
  );
}

/** Everything said both ways; its end is what one sees first. */
function Thread({ thread, shop }: { thread: ThreadMessage[]; shop: ShopView }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const last = thread.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined) frame.current?.scrollTo({ top: frame.current.scrollHeight });
  }, [last]);
  return (
    <div className="chat thread" ref={frame} role="log" aria-label={t("customers.thread")} tabIndex={0}>
      {thread.length === 0 ? <Text size="sm" ta="center">{t("customers.nothingThread")}</Text> : null}
      {thread.map((m) => <Said key={m.id} message={m} shop={shop} />)}
    </div>
  );
}

function AddCustomer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const add = async () => {
    if ((await act("customer_add", { name, phone, user_id: null, username: null, language: null })) !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("customers.add")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <TextInput label={t("customers.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
        <TextInput mt={8} label={t("customers.phone")} value={phone} onChange={(e) => setPhone(e.currentTarget.value)} required type="tel" />
        <Group mt={16} justify="flex-end"><Button type="submit">{t("app.save")}</Button></Group>
      </form>
    </Modal>
  );
}
