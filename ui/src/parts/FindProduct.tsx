// One product found by typing and chosen: what is taken, what a guide needs.
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../data";
import { fullName } from "../format";

const TYPING_PAUSE = 150;
const FOUND = 12;

export function FindProduct({ label, hint, without = [], onChoose }: { label: string; hint: string; without?: number[]; onChoose: (variant: number, name: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const found = useAsk("products_search", { text, limit: FOUND }, { enabled: text.length > 0, keep: true }).data ?? [];
  const offered = text === "" ? [] : found.filter((row) => !without.includes(row.id));
  const choose = (value: string | null) => {
    const row = offered.find((one) => String(one.id) === value);
    setTyped("");
    if (row) onChoose(row.id, fullName(row));
  };
  return <Select mt={12} label={label} placeholder={hint} searchable filter={({ options }) => options} nothingFoundMessage={text === "" ? undefined : t("palette.nothing")} data={offered.map((row) => ({ value: String(row.id), label: fullName(row) }))} value={null} searchValue={typed} onSearchChange={setTyped} onChange={choose} />;
}
