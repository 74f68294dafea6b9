// An order taken by hand: for whom, what, how much, with which choices. What it costs is the shop's own answer.
import { Button, Group, Modal, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, sentence, useAsk } from "../../data";
import { money } from "../../format";
import { FindProduct } from "../../parts/FindProduct";
import { undoable } from "../../parts/undo";
import { type LineWanted, type ShopView, call } from "../../platform";
import { spoken } from "../../refusal";
import { isolated } from "../../words";
import { OrderLineForm } from "./OrderLineForm";

const TYPING_PAUSE = 150;
const FOUND = 12;

export interface Line extends LineWanted {
  key: number;
  name: string;
}

export function TakeOrder({ shop, onClose }: { shop: ShopView; onClose: () => void }) {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<string | null>(null);
  const [lines, setLines] = useState<Line[]>([]);
  const [busy, setBusy] = useState(false);
  const [wanted] = useDebouncedValue(lines, TYPING_PAUSE);
  const asked = wanted.map(({ variant, quantity, choices }) => ({ variant, quantity, choices }));
  const cost = useQuery({ queryKey: ["order_cost", asked], queryFn: () => call("order_cost", { lines: asked }), enabled: asked.length > 0, placeholderData: keepPreviousData, staleTime: 0, gcTime: 0 });
  // One line that lacks a choice says so; the others keep their amounts.
  const refused = asked.length === lines.length ? (cost.data?.refused ?? []) : [];
  const set = (key: number, part: Partial<Line>) => setLines((all) => all.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const amount = (minor: number | null | undefined) => (minor === undefined ? "" : minor === null ? t("products.onRequest") : money(minor, shop.currency, shop.currency_digits));
  const take = async () => {
    setBusy(true);
    const order = await act("order_take", { customer: Number(customer), lines: lines.map(({ variant, quantity, choices }) => ({ variant, quantity, choices })) });
    setBusy(false);
    if (!order) return;
    undoable(t("orders.taken", { id: order.id }), () => call("order_step", { order: order.id, step: "cancel" }));
    await refresh("orders");
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("orders.takeTitle")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); if (customer !== null && lines.length > 0) void take(); }}>
        <Customer value={customer} onChange={setCustomer} />
        {lines.map((line, at) => <OrderLineForm key={line.key} line={line} amount={asked.length === lines.length && !refused.some((one) => one.line === at) ? amount(cost.data?.lines[at]) : ""} shop={shop} onChange={(part) => set(line.key, part)} onRemove={() => setLines((all) => all.filter((other) => other.key !== line.key))} />)}
        <FindProduct label={t("orders.what")} hint={t("orders.whatHint")} onChoose={(variant, name) => setLines((all) => [...all, { key: (all.at(-1)?.key ?? 0) + 1, variant, name, quantity: "", choices: [] }])} />
        <div aria-live="polite">{lines.length > 0 && cost.error ? <Text role="alert" size="sm" c="brick" mt={8}>{sentence(cost.error)}</Text> : null}{refused.map((one) => <Text key={one.line} role="alert" size="sm" c="brick" mt={8}>{lines[one.line]?.name}: {spoken(one.error)}</Text>)}</div>
        <Group mt={16} justify="space-between">
          <Text fw={600}>{lines.length > 0 && !cost.error && cost.data && refused.length === 0 ? t("orders.total", { amount: amount(cost.data.total) }) : ""}</Text>
          <Button type="submit" loading={busy} disabled={customer === null || lines.length === 0 || cost.isError || refused.length > 0}>{t("orders.take")}</Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Somebody the shop knows, by part of a name or number. */
function Customer({ value, onChange }: { value: string | null; onChange: (customer: string | null) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const people = useAsk("customers_view", { text, conditions: [], sort: "", descending: false }, { keep: true }).data ?? [];
  const ids = people.slice(0, FOUND);
  const rows = useAsk("customers_rows", { customers: ids }, { enabled: ids.length > 0, keep: true }).data ?? [];
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const found = rows.map((row) => ({ value: String(row.id), label: [row.name || t("customers.noName"), row.phone && isolated(row.phone)].filter(Boolean).join(" · ") }));
  const data = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found;
  return <Select label={t("orders.forWhom")} placeholder={t("orders.forWhomHint")} searchable nothingFoundMessage={t("people.none")} filter={({ options }) => options} data={data} value={value} onSearchChange={setTyped} onChange={(next) => { setChosen(data.find((one) => one.value === next) ?? null); onChange(next); }} data-autofocus />;
}
