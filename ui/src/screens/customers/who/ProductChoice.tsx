// Choosing a product for a condition: found while typing, also where a letter is wrong; nothing chosen is any.
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { fullName } from "../../../format";
import { rememberProduct } from "./products";

/** As many as fit without scrolling. */
const FOUND = 5;
const TYPING_PAUSE = 150;
const ANY = "any";

interface Props {
  /** A whole product, or one variant of it. */
  of: "product" | "variant";
  value: number | null;
  /** What the value is called. */
  name: string;
  onChoose: (id: number | null) => void;
}

export function ProductChoice({ of, value, name, onChoose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const answer = useAsk("products_search", { text, limit: FOUND }, { enabled: text.length > 1 && text !== name, keep: true }).data;
  const choices = new Map<string, string>([[ANY, t("people.who.anyProduct")]]);
  if (value !== null) choices.set(String(value), name);
  for (const one of text.length > 1 ? (answer ?? []) : []) choices.set(String(of === "product" ? one.product_id : one.id), of === "product" ? one.title : fullName(one));
  const choose = (chosen: string | null) => {
    const id = chosen === null || chosen === ANY ? null : Number(chosen);
    if (id !== null && of === "product") rememberProduct(id, choices.get(String(id)) ?? "");
    onChoose(id);
  };
  return (
    <Select label={t("people.who.product")} description={t("people.who.productHint")} searchable allowDeselect={false} value={value === null ? ANY : String(value)} onChange={choose} onSearchChange={setTyped} nothingFoundMessage={t("palette.nothing")}
      data={[...choices].map(([id, label]) => ({ value: id, label }))} filter={({ options }) => options} comboboxProps={{ withinPortal: false }} onFocus={(event) => event.currentTarget.select()} />
  );
}
