// What all variants of a product share: its pictures, words, places in the shop, and how it is sold.
import { Button, Collapse, Select, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { units } from "../../../format";
import { Field } from "../../../parts/Field";
import { Tags } from "../../../parts/Tags";
import type { ProductCard, VariantCard } from "../../../platform";
import { STATUSES } from "../columns";
import type { EditsOf } from "../useEdits";
import { Pictures } from "./Pictures";
import { complainOf } from "./complain";

export const UNITS = ["piece", "pair", "box", "kg", "g", "litre", "metre", "hour"] as const;
/** These are not cut: nobody is asked how finely. */
export const PIECES: ReadonlySet<string> = new Set(["piece", "pair", "box"]);
/** No unit: the choice of writing one's own. */
const OWN = "…";
const CONDITIONS = ["new", "refurbished", "used"] as const;

export function About({ card, of, edits }: { card: ProductCard; of: VariantCard; edits: EditsOf }) {
  const { t } = useTranslation();
  const known = useAsk("views_list").data?.picked ?? [];
  const keep = (field: string) => (typed: string) => edits.field(of.id, field, typed);
  const choose = (field: string) => (value: string | null) => void complainOf(keep(field)(value ?? ""));
  return (
    <section className="product-about" aria-label={t("products.page.about")}>
      <Pictures card={card} />
      <Field label={t("products.name")} value={card.title} onKeep={keep("title")} />
      <Field label={t("products.page.description")} value={card.description} lines={3} onKeep={keep("description")} />
      <div className="product-fields">
        <Field label={t("products.field.brand")} value={of.brand} onKeep={keep("brand")} />
        <Field label={t("products.field.category")} value={of.category} onKeep={keep("category")} />
        <Tags key={`collections ${of.id}`} label={t("products.field.collections")} data={known} value={of.collections} splitChars={[","]} onKeep={(names) => complainOf(keep("collections")(names.join(", ")))} className="broad" />
        <Select label={t("products.field.status")} allowDeselect={false} value={of.status} onChange={choose("status")} data={STATUSES.map((value) => ({ value, label: t(`products.state.${value}`) }))} />
        <Unit of={of} keep={keep} />
        {PIECES.has(of.unit) && of.step === 1_000 ? null : <Field label={t("products.page.step")} hint={t("products.page.stepHint")} kind="decimal" value={units(1, of)} onKeep={keep("step")} />}
        <Switch label={t("products.page.madeToOrder")} checked={card.made_to_order} onChange={(event) => choose("made_to_order")(event.currentTarget.checked ? "1" : "0")} />
        <Switch label={t("products.page.away")} checked={card.away} onChange={(event) => choose("away")(event.currentTarget.checked ? "1" : "0")} />
      </div>
      <More card={card} of={of} edits={edits} />
    </section>
  );
}

/** What its prices are for: one of those every shop knows, or a word of its own. */
function Unit({ of, keep }: { of: VariantCard; keep: (field: string) => (typed: string) => Promise<string | null> }) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(false);
  const known = UNITS.map((value) => ({ value: value as string, label: t(`products.page.units.${value}`) }));
  const data = [...known, ...(known.some((unit) => unit.value === of.unit) ? [] : [{ value: of.unit, label: of.unit }]), { value: OWN, label: t("products.page.ownUnit") }];
  const choose = (value: string | null) => {
    setOwn(value === OWN);
    if (value !== OWN && value !== null) void complainOf(keep("unit")(value));
  };
  const write = async (typed: string) => {
    const refused = await keep("unit")(typed);
    if (refused === null) setOwn(false);
    return refused;
  };
  return (
    <div>
      <Select label={t("products.page.unit")} allowDeselect={false} value={own ? OWN : of.unit} onChange={choose} data={data} />
      {own ? <Field bare label={t("products.page.ownUnitName")} placeholder={t("products.page.ownUnitExample")} value="" onKeep={write} /> : null}
    </div>
  );
}

/** What few shops need every day; it says by itself what stands in it. */
function More({ card, of, edits }: { card: ProductCard; of: VariantCard; edits: EditsOf }) {
  const { t } = useTranslation();
  const [open, { toggle }] = useDisclosure(false);
  const keep = (field: string) => (typed: string) => edits.field(of.id, field, typed);
  const choose = (field: string) => (value: string | null) => void complainOf(keep(field)(value ?? ""));
  const google = card.google_category === null ? "" : String(card.google_category);
  const filled = [of.tags, card.condition, card.tax_class, google, card.link].filter(Boolean).length;
  return (
    <div className="product-more">
      <Button variant="subtle" color="gray" size="compact-sm" aria-expanded={open} aria-controls="product-more" onClick={toggle}>
        <span className={open ? undefined : "turned"} style={{ marginInlineEnd: 6 }} aria-hidden>{open ? "▾" : "▸"}</span> {t("products.page.more")}{!open && filled > 0 ? ` · ${t("products.page.filled", { count: filled })}` : ""}
      </Button>
      <Collapse expanded={open} id="product-more">
        <div className="product-fields">
          <div className="broad"><Field label={t("products.field.tags")} hint={t("products.page.tagsHint")} value={of.tags} onKeep={keep("tags")} /></div>
          <Select label={t("products.page.condition")} clearable clearButtonProps={{ "aria-label": t("products.page.unsaid") }} placeholder={t("products.page.unsaid")} value={card.condition} onChange={choose("condition")} data={CONDITIONS.map((value) => ({ value, label: t(`products.page.conditions.${value}`) }))} />
          <Field label={t("products.page.taxClass")} placeholder={t("products.page.taxExample")} value={card.tax_class} onKeep={keep("tax_class")} />
          <div className="broad"><Field label={t("products.page.google")} kind="decimal" placeholder={t("products.page.googleExample")} hint={t("products.page.googleHint")} value={google} onKeep={keep("google_category")} /></div>
          <div className="broad"><Field label={t("products.page.link")} kind="url" placeholder="https://" value={card.link} onKeep={keep("link")} /></div>
        </div>
      </Collapse>
    </div>
  );
}
