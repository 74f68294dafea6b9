// One change for the chosen rows: what, then what it would do row by row, then doing it.
import { Autocomplete, Button, Group, Modal, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, sentence } from "../../data";
import { locale, money } from "../../format";
import { type BulkAct, type BulkReport, type ShopView, call } from "../../platform";
import { ChangeList } from "./ChangeList";
import { STATUSES } from "./columns";

export const KINDS = ["price", "status", "into", "out", "count"] as const;
export type BulkKind = (typeof KINDS)[number];

/** Of more than this a part is looked at first: a look changes everything and takes it back. */
const LOOKED_AT = 2_000;
const SAMPLE = 500;
const STEPS = [1, 5, 10, 50, 100];

interface Wanted {
  how: "up" | "down" | "set" | "sale";
  amount: string;
  step: string;
  status: string;
  name: string;
  count: string;
}

/** A share as typed, in hundredths of a percent. */
function hundredths(text: string): number | null {
  const share = Number(text.replace("%", "").replace(",", ".").trim());
  return text.trim() === "" || !Number.isFinite(share) || share < 0 ? null : Math.round(share * 100);
}

/** What is asked of the shop; null while something is missing. */
function actOf(kind: BulkKind, wanted: Wanted): BulkAct | null {
  switch (kind) {
    case "price": {
      if (wanted.how === "set" || wanted.how === "sale") return wanted.amount.trim() === "" && wanted.how === "set" ? null : { act: "set", field: wanted.how === "set" ? "price" : "sale_price", typed: wanted.amount };
      const share = hundredths(wanted.amount);
      return share === null || share === 0 ? null : { act: "price_percent", by: wanted.how === "up" ? share : -share, round_to: Number(wanted.step) };
    }
    case "status":
      return { act: "set", field: "status", typed: wanted.status };
    case "count":
      return wanted.count.trim() === "" ? null : { act: "set", field: "stock", typed: wanted.count };
    case "into": case "out":
      return wanted.name.trim() === "" ? null : { act: kind === "into" ? "into_collection" : "out_of_collection", name: wanted.name };
  }
}

interface Props {
  kind: BulkKind;
  variants: readonly number[];
  collections: readonly string[];
  shop: ShopView;
  onClose: () => void;
  onDone: (report: BulkReport) => void;
}

export function BulkDialog({ kind, variants, collections, shop, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>({ how: "up", amount: "", step: "1", status: "active", name: "", count: "" });
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Wanted>) => setWanted((before) => ({ ...before, ...part }));
  const change = actOf(kind, wanted);
  const [asked] = useDebouncedValue(change, 250);
  const sample = variants.length > LOOKED_AT ? variants.slice(0, SAMPLE) : variants;
  const look = useQuery({ queryKey: ["bulk_preview", asked, sample], queryFn: () => call("bulk_preview", { variants: [...sample], change: asked as BulkAct }), enabled: asked !== null, placeholderData: keepPreviousData, staleTime: 0, gcTime: 0 });
  const report = change === null ? undefined : look.data;
  const apply = async () => {
    if (change === null) return;
    setBusy(true);
    const made = await act("bulk_apply", { variants: [...variants], change });
    setBusy(false);
    if (!made) return;
    onClose();
    onDone(made);
    await refresh("catalog");
  };
  const fresh = report !== undefined && !look.isPlaceholderData && JSON.stringify(change) === JSON.stringify(asked);
  const count = sample.length < variants.length ? variants.length : (report?.changed ?? 0);
  return (
    <Modal opened onClose={onClose} title={`${t(`products.bulk.${kind}Title`)} · ${t("products.bulk.chosen", { count: variants.length })}`} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); if (fresh) void apply(); }}>
        <Inputs kind={kind} wanted={wanted} set={set} collections={collections} shop={shop} />
        <div className="looked" aria-live="polite" aria-busy={!fresh}>
          {change === null ? <Text size="sm" className="quiet">{t("products.bulk.before")}</Text> : null}
          {change !== null && look.error ? <Text role="alert" size="sm" c="brick">{sentence(look.error)}</Text> : null}
          {change !== null && !look.error && !report ? <Text size="sm">{t("app.loading")}</Text> : null}
          {report && !look.error ? <ChangeList report={report} shop={shop} /> : null}
          {report && sample.length < variants.length ? <Text size="sm" className="quiet">{t("products.bulk.sample", { looked: sample.length.toLocaleString(locale()), all: variants.length.toLocaleString(locale()) })}</Text> : null}
        </div>
        <Group mt={16} justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" loading={busy} disabled={!fresh || look.error !== null || count === 0}>{t("products.bulk.do", { count })}</Button>
        </Group>
      </form>
    </Modal>
  );
}

function Inputs({ kind, wanted, set, collections, shop }: { kind: BulkKind; wanted: Wanted; set: (part: Partial<Wanted>) => void; collections: readonly string[]; shop: ShopView }) {
  const { t } = useTranslation();
  if (kind === "price") {
    const share = wanted.how === "up" || wanted.how === "down";
    const scale = 10 ** Math.max(0, shop.currency_digits - 2);
    return (
      <>
        <SegmentedControl fullWidth mb={12} aria-label={t("products.bulk.priceTitle")} value={wanted.how} onChange={(how) => set({ how: how as Wanted["how"] })} data={(["up", "down", "set", "sale"] as const).map((value) => ({ value, label: t(`products.bulk.how.${value}`) }))} />
        <Group gap={12} align="start" grow>
          <TextInput label={share ? t("products.bulk.percent") : t(`products.bulk.amount.${wanted.how as "set"}`)} inputMode="decimal" rightSection={share ? "%" : shop.currency} rightSectionWidth={52} value={wanted.amount} onChange={(event) => set({ amount: event.currentTarget.value })} data-autofocus />
          {share ? <Select label={t("products.bulk.round")} allowDeselect={false} value={wanted.step} onChange={(step) => set({ step: step ?? "1" })} data={STEPS.map((step) => ({ value: String(step === 1 ? 1 : step * scale), label: step === 1 ? t("products.bulk.unrounded") : t("products.bulk.roundTo", { amount: money(step * scale, shop.currency, shop.currency_digits) }) }))} /> : null}
        </Group>
      </>
    );
  }
  if (kind === "status") return <SegmentedControl fullWidth aria-label={t("products.field.status")} value={wanted.status} onChange={(status) => set({ status })} data={STATUSES.map((value) => ({ value, label: t(`products.state.${value}`) }))} data-autofocus />;
  if (kind === "count") return <TextInput label={t("products.bulk.countLabel")} inputMode="numeric" value={wanted.count} onChange={(event) => set({ count: event.currentTarget.value })} data-autofocus />;
  if (kind === "into") return <Autocomplete label={t("products.collection")} description={t("products.bulk.intoHint")} data={[...collections]} value={wanted.name} onChange={(name) => set({ name })} maxLength={80} data-autofocus />;
  return <Select label={t("products.collection")} data={[...collections]} value={wanted.name || null} onChange={(name) => set({ name: name ?? "" })} searchable data-autofocus />;
}
