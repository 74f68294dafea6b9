// What one condition needs to know: days, a product, a tag, a place; small, and at once in force.
import { Autocomplete, NativeSelect, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Purpose } from "../../../platform";
import { countryChoices, languageChoices } from "../names";
import { useTags } from "../tags";
import { type Bare, type Known, PURPOSES, SPANS } from "./conditions";
import { ProductChoice } from "./ProductChoice";

const LONGEST = 3_650;
const WITHIN = { withinPortal: false };

interface Props {
  bare: Bare;
  known: Known;
  onChange: (bare: Bare) => void;
}

export function Editor({ bare, known, onChange }: Props) {
  const { t } = useTranslation();
  switch (bare.is) {
    case "bought":
      return (
        <>
          <Days label={t("people.who.daysBack")} days={bare.days} onDays={(days) => onChange({ ...bare, days })} />
          <ProductChoice of="product" value={bare.product} name={bare.product === null ? "" : known.product(bare.product)} onChoose={(product) => onChange({ ...bare, product })} />
        </>
      );
    case "bought_nothing":
    case "added_within":
    case "wrote_within":
    case "silent_for":
      return <Days label={t("people.who.daysBack")} days={bare.days} onDays={(days) => onChange({ ...bare, days })} />;
    case "birthday":
      return <Days label={t("people.who.daysAhead")} days={bare.days} onDays={(days) => onChange({ ...bare, days: Math.min(days, 365) })} />;
    case "waits_for":
      return <ProductChoice of="variant" value={bare.variant} name={bare.variant === null ? "" : known.variant(bare.variant)} onChoose={(variant) => onChange({ ...bare, variant })} />;
    case "at_store":
      return <Select label={t("card.store")} allowDeselect={false} comboboxProps={WITHIN} value={String(bare.store)} data={known.stores.map((store) => ({ value: String(store.id), label: store.name }))} onChange={(store) => onChange({ ...bare, store: Number(store) })} />;
    case "tagged":
      return <Tag tag={bare.tag} onTag={(tag) => onChange({ ...bare, tag })} />;
    case "speaks":
      return <Select label={t("customers.language")} allowDeselect={false} comboboxProps={WITHIN} value={bare.language} data={languageChoices(bare.language)} onChange={(language) => language && onChange({ ...bare, language })} />;
    case "from":
      return <Country country={bare.country} onCountry={(country) => onChange({ ...bare, country })} />;
    case "agreed":
      return <Select label={t("people.who.purpose")} allowDeselect={false} comboboxProps={WITHIN} value={bare.purpose} data={PURPOSES.map((value) => ({ value, label: t(`people.purpose.${value as "restock"}`) }))} onChange={(purpose) => purpose && onChange({ ...bare, purpose: purpose as Purpose })} />;
    case "ordered_more_than":
      return (
        <>
          <NumberInput label={t("people.who.times")} min={0} max={10_000} clampBehavior="strict" allowDecimal={false} allowNegative={false} value={bare.times} onChange={(typed) => { if (typeof typed === "number") onChange({ ...bare, times: typed }); }} />
          <Within days={bare.days} onDays={(days) => onChange({ ...bare, days })} />
        </>
      );
    case "spent_more_than":
      return (
        <>
          <NumberInput label={t("people.who.amount")} min={0} allowNegative={false} decimalScale={known.digits} value={bare.amount / 10 ** known.digits} onChange={(typed) => { if (typeof typed === "number") onChange({ ...bare, amount: Math.round(typed * 10 ** known.digits) }); }} />
          <Within days={bare.days} onDays={(days) => onChange({ ...bare, days })} />
        </>
      );
    case "birthday_in":
      return <SegmentedControl fullWidth aria-label={t("people.about.birthday")} value={bare.span} data={SPANS.map((value) => ({ value, label: t(`people.span.${value}`) }))} onChange={(span) => onChange({ ...bare, span })} />;
    case "window_open":
    case "unanswered":
    case "open_order":
      return null;
  }
}

function Days({ label, days, onDays }: { label: string; days: number; onDays: (days: number) => void }) {
  return <NumberInput label={label} min={1} max={LONGEST} clampBehavior="strict" allowDecimal={false} allowNegative={false} value={days} onChange={(typed) => { if (typeof typed === "number" && typed >= 1) onDays(typed); }} />;
}

/** A span back, or ever. */
function Within({ days, onDays }: { days: number | null; onDays: (days: number | null) => void }) {
  const { t } = useTranslation();
  return <NumberInput label={t("people.who.daysBack")} description={t("people.who.daysEver")} min={1} max={LONGEST} clampBehavior="strict" allowDecimal={false} allowNegative={false} value={days ?? ""} onChange={(typed) => onDays(typeof typed === "number" && typed >= 1 ? typed : null)} />;
}

function Tag({ tag, onTag }: { tag: string; onTag: (tag: string) => void }) {
  const { t } = useTranslation();
  const known = useTags();
  return <Autocomplete label={t("people.who.tag")} comboboxProps={WITHIN} value={tag} data={known} onChange={onTag} dir="auto" maxLength={60} />;
}

function Country({ country, onCountry }: { country: string; onCountry: (country: string) => void }) {
  const { t } = useTranslation();
  const choices = useMemo(() => countryChoices(), []);
  return <NativeSelect label={t("people.who.country")} value={country} data={choices} onChange={(event) => onCountry(event.currentTarget.value)} />;
}
