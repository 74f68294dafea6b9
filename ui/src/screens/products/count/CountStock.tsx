// Counting stock: what is counted and where, or going on with what was begun; counts outlive the window.
import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../../data";
import { clock } from "../../../format";
import type { CountRow, CountWhat, ShopView } from "../../../platform";
import { Counting } from "./Counting";

const WHATS: CountWhat[] = ["everything", "collection", "search", "scanned"];

export function CountStock({ shop }: { shop: ShopView }) {
  const [count, setCount] = useState<number | null>(null);
  return count === null ? <Begin shop={shop} onCount={setCount} /> : <Counting key={count} count={count} shop={shop} onLeave={() => setCount(null)} />;
}

function Begin({ shop, onCount }: { shop: ShopView; onCount: (count: number) => void }) {
  const { t } = useTranslation();
  const counts = useAsk("counts_list").data;
  const stores = useAsk("stores_list").data ?? [];
  const collections = useAsk("views_list").data?.collections ?? [];
  const [store, setStore] = useState<string | null>(null);
  const [what, setWhat] = useState<CountWhat>("everything");
  const [words, setWords] = useState("");
  if (!counts) return <Text role="status">{t("app.loading")}</Text>;
  const at = Number(store ?? stores[0]?.id ?? 0);
  const open = counts.filter((one) => one.state === "open");
  const there = open.some((one) => one.store === at);
  const begin = async () => {
    const begun = await act("count_start", { store: at === 0 ? null : at, what, words });
    if (begun) onCount(begun.count.id);
  };
  return (
    <div className="count-start">
      {open.length > 0 ? (
        <section className="card" aria-label={t("count.underWay")}>
          <Text component="h2" fw={600} mb={4}>{t("count.underWay")}</Text>
          {open.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap" py={4}>
              <Line count={one} shop={shop} />
              <Button size="xs" onClick={() => onCount(one.id)} aria-label={t("count.goOnNamed", { name: one.store_name })}>{t("count.goOn")}</Button>
            </Group>
          ))}
        </section>
      ) : null}
      <section className="card" aria-label={t("count.new")}>
        <Text component="h2" fw={600}>{t("count.new")}</Text>
        <Text size="sm" className="quiet" mb={8}>{t("count.lead")}</Text>
        <form onSubmit={(event) => { event.preventDefault(); void begin(); }}>
          <Group gap={12} align="end">
            {stores.length > 1 ? <Select label={t("count.store")} allowDeselect={false} value={String(at)} onChange={setStore} data={stores.map((one) => ({ value: String(one.id), label: one.name }))} /> : null}
            <Select label={t("count.what")} allowDeselect={false} value={what} onChange={(next) => { setWhat((next ?? "everything") as CountWhat); setWords(""); }} data={WHATS.map((value) => ({ value, label: t(`count.whats.${value}`) }))} />
            {what === "collection" ? <Select label={t("products.collection")} required value={words === "" ? null : words} onChange={(next) => setWords(next ?? "")} data={collections} /> : null}
            {what === "search" ? <TextInput label={t("count.search")} placeholder={t("count.searchHint")} required value={words} onChange={(event) => setWords(event.currentTarget.value)} /> : null}
            <Button type="submit" disabled={there || ((what === "collection" || what === "search") && words.trim() === "")}>{t("count.begin")}</Button>
          </Group>
          {there ? <Text size="sm" mt={8} className="quiet">{t("count.oneAtATime")}</Text> : null}
        </form>
      </section>
      <Past counts={counts.filter((one) => one.state !== "open")} shop={shop} onCount={onCount} />
    </div>
  );
}

function Line({ count, shop }: { count: CountRow; shop: ShopView }) {
  const { t } = useTranslation();
  return <Text size="sm">{[count.store_name, t(`count.whats.${count.what as CountWhat}`) + (count.words === "" ? "" : `: ${count.words}`), clock(count.ended_at ?? count.begun_at, shop.now, shop.time_zone), t("count.counted", { count: count.variants })].join(" · ")}</Text>;
}

/** Counts that have ended, each with its way back. */
function Past({ counts, shop, onCount }: { counts: CountRow[]; shop: ShopView; onCount: (count: number) => void }) {
  const { t } = useTranslation();
  if (counts.length === 0) return null;
  const back = async (one: CountRow) => {
    if (await act(one.state === "dropped" ? "count_take_up" : "count_undo", { count: one.id })) onCount(one.id);
  };
  return (
    <section className="card" aria-label={t("count.past")}>
      <Text component="h2" fw={600} mb={4}>{t("count.past")}</Text>
      {counts.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap" py={4}>
          <Line count={one} shop={shop} />
          <Button size="compact-sm" variant="default" onClick={() => void back(one)}>{t(one.state === "dropped" ? "count.takeUp" : "count.takeBack")}</Button>
        </Group>
      ))}
    </section>
  );
}
