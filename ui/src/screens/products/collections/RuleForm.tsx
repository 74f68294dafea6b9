// A collection's rule: plain conditions, all of which must hold, or any. Each is kept as soon as it says something.
import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Holds, Rule, ShopView } from "../../../platform";
import { plainAmount } from "../columns";

const KINDS = ["tagged", "brand", "category", "price_below", "price_above", "added_within", "in_stock", "on_sale"] as const;
type Kind = (typeof KINDS)[number];

interface Row {
  key: number;
  is: Kind;
  value: string;
}

/** What stands in the condition's field. */
function valueOf(holds: Holds, digits: number): string {
  switch (holds.is) {
    case "tagged": return holds.tag;
    case "brand": return holds.brand;
    case "category": return holds.category;
    case "price_below": case "price_above": return plainAmount(holds.amount, digits);
    case "added_within": return String(holds.days);
    default: return "";
  }
}

/** The condition, or null while something is missing. */
function holdsOf({ is, value }: Row, digits: number): Holds | null {
  const text = value.trim();
  const number = Number(text.replace(",", "."));
  if (is === "in_stock" || is === "on_sale") return { is };
  if (text === "") return null;
  if (is === "tagged") return { is, tag: text };
  if (is === "brand") return { is, brand: text };
  if (is === "category") return { is, category: text };
  if (!Number.isFinite(number) || number < 0) return null;
  return is === "added_within" ? { is, days: Math.round(number) } : { is, amount: Math.round(number * 10 ** digits) };
}

export function RuleForm({ rule, shop, onKeep }: { rule: Rule; shop: ShopView; onKeep: (rule: Rule) => Promise<string | null> }) {
  const { t } = useTranslation();
  const digits = shop.currency_digits;
  const read = () => rule.conditions.map((holds, key) => ({ key, is: holds.is, value: valueOf(holds, digits) }));
  // What is half typed stays here; what the shop says anew (an undo, somebody else) takes its place.
  const said = JSON.stringify(rule);
  const [seen, setSeen] = useState(said);
  const [rows, setRows] = useState<Row[]>(read);
  const [next, setNext] = useState(rule.conditions.length);
  const [refused, setRefused] = useState<string | null>(null);
  if (seen !== said) {
    setSeen(said);
    const kept = rows.map((row) => holdsOf(row, digits)).filter((holds) => holds !== null);
    if (JSON.stringify(kept) !== JSON.stringify(rule.conditions)) setRows(read().map((row) => ({ ...row, key: row.key + next })));
  }
  const keep = async (changed: readonly Row[], any = rule.any) => {
    const conditions = changed.map((row) => holdsOf(row, digits)).filter((holds) => holds !== null);
    if (any === rule.any && JSON.stringify(conditions) === JSON.stringify(rule.conditions)) return;
    setRefused(await onKeep({ any, conditions }));
  };
  const put = (changed: Row[]) => {
    setRows(changed);
    void keep(changed);
  };
  const typed = (key: number, value: string) => setRows((all) => all.map((row) => (row.key === key ? { ...row, value } : row)));
  return (
    <div className="rule">
      {rows.length > 1 ? <Select w={220} size="xs" aria-label={t("products.collections.rule.which")} allowDeselect={false} value={rule.any ? "any" : "all"} onChange={(which) => void keep(rows, which === "any")} data={(["all", "any"] as const).map((value) => ({ value, label: t(`products.collections.rule.${value}`) }))} /> : null}
      {rows.map((row, at) => (
        <Group key={row.key} gap={8} wrap="nowrap">
          <Select w={220} size="xs" aria-label={t("products.collections.rule.condition", { count: at + 1 })} allowDeselect={false} value={row.is} onChange={(is) => put(rows.map((one) => (one.key === row.key ? { ...one, is: (is ?? row.is) as Kind, value: "" } : one)))} data={KINDS.map((value) => ({ value, label: t(`products.collections.rule.is.${value}`) }))} />
          {row.is === "in_stock" || row.is === "on_sale" ? <span className="push" /> : <TextInput flex={1} size="xs" aria-label={t("products.collections.rule.value", { count: at + 1 })} placeholder={t(`products.collections.rule.hint.${row.is}`)} value={row.value} onChange={(event) => typed(row.key, event.currentTarget.value)} onBlur={() => void keep(rows)} onKeyDown={(event) => { if (event.key === "Enter") void keep(rows); }} />}
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={t("products.collections.rule.drop", { count: at + 1 })} onClick={() => put(rows.filter((one) => one.key !== row.key))}>✕</Button>
        </Group>
      ))}
      <Button size="compact-sm" variant="default" style={{ alignSelf: "flex-start" }} onClick={() => { put([...rows, { key: next, is: "tagged", value: "" }]); setNext(next + 1); }}>{t("products.collections.rule.add")}</Button>
      {refused === null ? null : <Text role="alert" size="sm" c="brick">{refused}</Text>}
    </div>
  );
}
