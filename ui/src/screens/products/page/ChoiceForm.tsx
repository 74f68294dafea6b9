// One group of choices being written: what is asked, how many may be picked, and what there is to pick.
import { Button, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { GroupTyped, OptionTyped } from "../../../platform";

const RULES = ["one", "maybe", "any", "so"] as const;
type Rule = (typeof RULES)[number];

interface Props {
  group: GroupTyped | null;
  /** Answers why not, or null. */
  onSave: (group: GroupTyped) => Promise<string | null>;
  onDone: () => void;
  onCancel: () => void;
}

type Row = OptionTyped & { key: number };

function ruleOf(group: GroupTyped | null): Rule {
  if (group === null || (group.least === 1 && group.most === 1)) return "one";
  if (group.least === 0 && group.most === 1) return "maybe";
  return group.least === 0 && group.most >= group.options.length ? "any" : "so";
}

export function ChoiceForm({ group, onSave, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(group?.name ?? "");
  const [rule, setRule] = useState<Rule>(ruleOf(group));
  const [least, setLeast] = useState(group?.least ?? 0);
  const [most, setMost] = useState(group?.most ?? 2);
  const [next, setNext] = useState(group?.options.length ?? 2);
  const [options, setOptions] = useState<Row[]>(() => (group?.options ?? [EMPTY, EMPTY]).map((option, key) => ({ ...option, key })));
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (key: number, part: Partial<OptionTyped>) => setOptions((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const more = () => {
    setOptions((all) => [...all, { ...EMPTY, key: next }]);
    setNext(next + 1);
  };
  const save = async () => {
    const kept = options.filter((one) => one.name.trim() !== "").map(({ name: called, extra, sold_out_until }) => ({ name: called, extra, sold_out_until }));
    const [from, to] = rule === "one" ? [1, 1] : rule === "maybe" ? [0, 1] : rule === "any" ? [0, kept.length] : [least, most];
    setBusy(true);
    const why = await onSave({ name, least: from, most: to, options: kept });
    setBusy(false);
    setRefused(why);
    if (why === null) onDone();
  };
  return (
    <form className="choice-group" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div className="product-fields">
        <TextInput label={t("products.choices.name")} placeholder={t("products.choices.example")} value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus autoFocus />
        <Select label={t("products.choices.howMany")} allowDeselect={false} value={rule} onChange={(value) => setRule((value ?? "one") as Rule)} data={RULES.map((value) => ({ value, label: t(`products.choices.rules.${value}`) }))} />
        {rule === "so" ? <NumberInput label={t("products.choices.least")} min={0} max={options.length} value={least} onChange={(value) => setLeast(Number(value) || 0)} /> : null}
        {rule === "so" ? <NumberInput label={t("products.choices.most")} min={1} max={options.length} value={most} onChange={(value) => setMost(Number(value) || 1)} /> : null}
      </div>
      {options.map((one, at) => (
        <Group key={one.key} gap={8} wrap="nowrap" align="flex-end" mt={8}>
          <TextInput flex={2} label={at === 0 ? t("products.choices.option") : undefined} aria-label={t("products.choices.optionOf", { count: at + 1 })} value={one.name} onChange={(event) => set(one.key, { name: event.currentTarget.value })} />
          <TextInput flex={1} label={at === 0 ? t("products.choices.extra") : undefined} aria-label={t("products.choices.extraOf", { count: at + 1 })} placeholder={t("products.choices.free")} inputMode="decimal" value={one.extra} onChange={(event) => set(one.key, { extra: event.currentTarget.value })} />
          <Button variant="subtle" color="gray" px={8} aria-label={t("products.choices.drop", { count: at + 1 })} onClick={() => setOptions((all) => all.filter((other) => other.key !== one.key))}>✕</Button>
        </Group>
      ))}
      {refused === null ? null : <Text role="alert" size="sm" c="brick" mt={8}>{refused}</Text>}
      <Group mt={12} gap={8}>
        <Button size="compact-sm" variant="default" onClick={more}>{t("products.choices.more")}</Button>
        <span className="push" />
        <Button size="compact-sm" variant="default" onClick={onCancel}>{t("app.cancel")}</Button>
        <Button size="compact-sm" type="submit" loading={busy}>{t("app.save")}</Button>
      </Group>
    </form>
  );
}

const EMPTY: OptionTyped = { name: "", extra: "", sold_out_until: null };
