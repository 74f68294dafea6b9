// What the grid shows: searched for, narrowed, with which columns, under which name.
import { Button, Menu, Select, TextInput } from "@mantine/core";
import type { KeyboardEvent, RefObject } from "react";
import { useTranslation } from "react-i18next";

import { useFindKeys } from "../../parts/useFindKeys";
import type { View } from "../../platform";
import { OPTIONAL, STATUSES } from "./columns";

const ONLY = ["sold_out", "low", "waiting", "on_request", "no_picture", "sale"] as const;
const ALL = "all";
/** The collection that is always there, as the shop keeps its name. */
const NEW_ARRIVALS = "New arrivals";

interface Props {
  view: View;
  change: (part: Partial<View>) => void;
  collections: readonly string[];
}

export function Search({ view, change, box, onDown }: Pick<Props, "view" | "change"> & { box: RefObject<HTMLInputElement | null>; onDown: () => void }) {
  const { t } = useTranslation();
  useFindKeys(box);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && view.text !== "") change({ text: "" });
    else if (event.key === "ArrowDown" || event.key === "Enter" || event.key === "Escape") onDown();
    else return;
    event.preventDefault();
  };
  return <TextInput ref={box} type="search" aria-label={t("products.filter")} placeholder={t("products.filter")} title={t("products.filterKeys")} value={view.text} onChange={(event) => change({ text: event.currentTarget.value })} onKeyDown={onKey} dir="auto" style={{ flex: "1 1 180px" }} />;
}

export function Filters({ view, change, collections }: Props) {
  const { t } = useTranslation();
  const common = { size: "xs", className: "filter", allowDeselect: false, comboboxProps: { width: "max-content", position: "bottom-start" } } as const;
  return (
    <>
      <Select {...common} aria-label={t("products.only.label")} data-on={view.only !== ""} value={view.only || ALL} onChange={(only) => change({ only: only === ALL ? "" : (only ?? "") })}
        data={[{ value: ALL, label: t("products.only.all") }, ...ONLY.map((value) => ({ value, label: t(`products.only.${value}`) }))]} />
      <Select {...common} aria-label={t("products.field.status")} data-on={view.status !== ""} value={view.status || ALL} onChange={(status) => change({ status: status === ALL ? "" : (status ?? "") })}
        data={[{ value: ALL, label: t("products.state.any") }, ...STATUSES.map((value) => ({ value, label: t(`products.state.${value}`) }))]} />
      {collections.length > 0 || view.collection !== "" ? (
        // A collection may bear any name; the first character tells it from “all”.
        <Select {...common} searchable aria-label={t("products.collection")} data-on={view.collection !== ""} value={`=${view.collection}`} onChange={(chosen) => change({ collection: chosen?.slice(1) ?? "" })}
          data={[{ value: "=", label: t("products.anyCollection") }, ...collections.map((name) => ({ value: `=${name}`, label: name === NEW_ARRIVALS ? t("products.collections.new") : name }))]} />
      ) : null}
    </>
  );
}

/** Which of the further columns are shown. */
export function Columns({ view, change }: Pick<Props, "view" | "change">) {
  const { t } = useTranslation();
  const flip = (name: string, shown: boolean) => change({ columns: shown ? [...view.columns, name] : view.columns.filter((other) => other !== name) });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default">{t("products.columns")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {OPTIONAL.map((name) => <Menu.CheckboxItem key={name} checked={view.columns.includes(name)} onChange={(shown) => flip(name, shown)}>{t(`products.field.${name}`)}</Menu.CheckboxItem>)}
      </Menu.Dropdown>
    </Menu>
  );
}
