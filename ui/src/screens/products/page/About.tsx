// What all variants of a product share: its pictures, words, places in the shop, and how it is sold.
import { Select, Switch, TagsInput, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { Field } from "../../../parts/Field";
import { usePicture } from "../../../parts/Picture";
import type { PictureOf, ProductCard, VariantCard } from "../../../platform";
import { STATUSES } from "../columns";
import type { EditsOf } from "../useEdits";
import { complainOf } from "./complain";

const UNITS = ["piece", "pair", "box", "kg", "litre", "metre", "hour"] as const;
const CONDITIONS = ["new", "refurbished", "used"] as const;

export function About({ card, of, edits }: { card: ProductCard; of: VariantCard; edits: EditsOf }) {
  const { t } = useTranslation();
  const known = useAsk("views_list").data?.collections ?? [];
  const keep = (field: string) => (typed: string) => edits.field(of.id, field, typed);
  const choose = (field: string) => (value: string | null) => void complainOf(keep(field)(value ?? ""));
  return (
    <section className="product-about" aria-label={t("products.page.about")}>
      <Pictures pictures={card.pictures} />
      <Field label={t("products.name")} value={card.title} onKeep={keep("title")} />
      <Field label={t("products.page.description")} value={card.description} lines={3} onKeep={keep("description")} />
      <div className="product-fields">
        <Field label={t("products.field.brand")} value={of.brand} onKeep={keep("brand")} />
        <Field label={t("products.field.category")} value={of.category} onKeep={keep("category")} />
        <TagsInput label={t("products.field.collections")} data={known} value={of.collections} splitChars={[","]} onChange={(names) => choose("collections")(names.join(", "))} className="broad" />
        <Field label={t("products.field.tags")} value={of.tags} onKeep={keep("tags")} />
        <Select label={t("products.field.status")} allowDeselect={false} value={of.status} onChange={choose("status")} data={STATUSES.map((value) => ({ value, label: t(`products.state.${value}`) }))} />
        <Select label={t("products.page.unit")} allowDeselect={false} value={of.unit} onChange={choose("unit")} data={UNITS.map((value) => ({ value, label: t(`products.page.units.${value}`) }))} />
        <Select label={t("products.page.condition")} clearable clearButtonProps={{ "aria-label": t("products.page.unsaid") }} placeholder={t("products.page.unsaid")} value={card.condition} onChange={choose("condition")} data={CONDITIONS.map((value) => ({ value, label: t(`products.page.conditions.${value}`) }))} />
        <div className="broad"><Field label={t("products.page.link")} kind="url" placeholder="https://" value={card.link} onKeep={keep("link")} /></div>
        <Switch label={t("products.page.madeToOrder")} checked={card.made_to_order} onChange={(event) => choose("made_to_order")(event.currentTarget.checked ? "1" : "0")} />
        <Switch label={t("products.page.away")} checked={card.away} onChange={(event) => choose("away")(event.currentTarget.checked ? "1" : "0")} />
      </div>
    </section>
  );
}

function Pictures({ pictures }: { pictures: PictureOf[] }) {
  const { t } = useTranslation();
  if (pictures.length === 0) return <Text size="sm" className="quiet">{t("products.page.noPicture")}</Text>;
  return (
    <ul className="pictures" aria-label={t("products.page.pictures")}>
      {pictures.map((picture, index) => <li key={picture.hash ?? picture.url}><One picture={picture} name={picture.alt || t("products.page.picture", { count: index + 1 })} /></li>)}
    </ul>
  );
}

/** A picture that is here; of one that is not, that it is awaited. */
function One({ picture, name }: { picture: PictureOf; name: string }) {
  const { t } = useTranslation();
  const url = usePicture(picture.hash, true);
  if (url) return <img src={url} alt={name} title={name} />;
  return <span role="img" aria-label={name} title={picture.hash ? name : t("products.page.notHere", { url: picture.url })}>▧</span>;
}
