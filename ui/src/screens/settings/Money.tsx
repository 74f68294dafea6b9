// Money: what Meta billed this month, free answers left, the limit that stops, and the prices in force.
import { Button, Group, NumberInput, Progress, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../data";
import { day, locale, micros } from "../../format";
import type { BilledLine, ShopView, Spending } from "../../platform";
import { Prices } from "./Prices";

// An amount is not broken over two lines.
const WHOLE = { whiteSpace: "nowrap" } as const;

export function Money({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const spending = useAsk("spending_get").data;
  if (!spending) return <Text>{t("app.loading")}</Text>;
  return (
    <>
      <Billed spending={spending} shop={shop} />
      <Free shop={shop} />
      <Limit key={shop.rules.monthly_spend_micros} shop={shop} />
      <Prices spending={spending} />
    </>
  );
}

function Billed({ spending, shop }: { spending: Spending; shop: ShopView }) {
  const { t } = useTranslation();
  const amount = (of: { micros: number; unknown: number }) => [of.micros > 0 || of.unknown === 0 ? (spending.currency ? micros(of.micros, spending.currency) : "") : "", of.unknown > 0 ? t("spending.unknown", { count: of.unknown }) : ""].filter(Boolean).join(" + ");
  const named = (line: BilledLine) => {
    const category = t(`spending.category.${line.category.split("-")[0] as "service"}`, { defaultValue: line.category });
    const kind = t(`spending.kind.${line.kind as "regular"}`, { defaultValue: line.kind });
    return kind ? `${category} · ${kind}` : category;
  };
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("spending.month", { since: day(spending.since, shop.time_zone) })}</Text>
      {spending.lines.length === 0 ? <Text className="quiet">{t("spending.nothing")}</Text> : (
        <Table>
          <Table.Tbody>
            {spending.lines.map((line) => <Table.Tr key={line.category + line.kind}><Table.Td>{named(line)}</Table.Td><Table.Td ta="end" style={WHOLE}>{t("spending.delivered", { count: line.messages })}</Table.Td><Table.Td ta="end" style={WHOLE}>{amount(line)}</Table.Td></Table.Tr>)}
          </Table.Tbody>
          <Table.Tfoot><Table.Tr><Table.Th>{t("spending.total")}</Table.Th><Table.Th ta="end" style={WHOLE}>{t("spending.delivered", { count: spending.messages })}</Table.Th><Table.Th ta="end" style={WHOLE}>{amount(spending)}</Table.Th></Table.Tr></Table.Tfoot>
        </Table>
      )}
    </section>
  );
}

function Free({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const used = shop.free_used;
  const words = t("spending.freeLine", { used: used.toLocaleString(locale()), limit: shop.free_limit.toLocaleString(locale()), left: Math.max(0, shop.free_limit - used).toLocaleString(locale()) });
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("spending.free")}</Text>
      <Progress.Root size="lg"><Progress.Section value={Math.min(100, (used / shop.free_limit) * 100)} color={used < shop.free_limit ? "leaf" : "amber"} aria-label={t("spending.free")} aria-valuetext={words} /></Progress.Root>
      <Text size="sm" mt={8}>{words}</Text>
    </section>
  );
}

function Limit({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const kept = shop.rules.monthly_spend_micros;
  const [limit, setLimit] = useState<number | string>(kept === null ? "" : kept / 1e6);
  const next = limit === "" ? null : Math.round(Number(limit) * 1e6);
  const save = async () => {
    if (await act("shop_update", { rules: { ...shop.rules, monthly_spend_micros: next } })) notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  return (
    <section className="card">
      <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <Group gap={8} align="flex-end">
          <NumberInput style={{ flex: 1 }} maw={320} label={t("spending.limit")} description={t("spending.limitHint")} placeholder={t("spending.noLimit")} min={0} decimalScale={2} value={limit} onChange={setLimit} suffix={shop.billing_currency ? ` ${shop.billing_currency}` : ""} />
          <Button type="submit" variant="default" disabled={next === kept}>{t("app.save")}</Button>
        </Group>
      </form>
    </section>
  );
}
