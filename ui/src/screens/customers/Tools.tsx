// What stands above the list: looking for somebody, the order, quick choices, groups, and what can be added.
import { Button, FileButton, Group, Select, TextInput } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";

import { PEOPLE_FILES } from "../../parts/file";
import { useFindKeys } from "../../parts/useFindKeys";
import type { Condition, ShopView } from "../../platform";
import { useTags } from "./tags";
import { type Audiences, NOWS, SORTS } from "./useAudience";
import { Groups } from "./who/Groups";
import { Who } from "./who/Who";

const QUICK = ["restock", "promotions"] as const;

interface Props {
  audience: Audiences;
  box: RefObject<HTMLInputElement | null>;
  shop: ShopView;
  onDown: () => void;
  onAdd: () => void;
  onImport: (file: File | null) => void;
  onCards: () => void;
}

const agrees = (condition: Condition, purpose: string) => condition.is === "agreed" && condition.purpose === purpose;

export function Tools({ audience: { wanted, change, clear, narrowed }, box, shop, onDown, onAdd, onImport, onCards }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const tags = useTags();
  useFindKeys(box);
  const { conditions } = wanted;
  // What has no choice of its own above is shown as what it is.
  const further = conditions.some((condition) => !QUICK.some((purpose) => agrees(condition, purpose)) && condition.is !== "tagged");
  const flip = <T,>(all: T[], one: T, on: boolean) => (on ? [...all, one] : all.filter((other) => other !== one));
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && wanted.text !== "") change({ text: "" });
    else if (event.key === "ArrowDown" || event.key === "Enter" || event.key === "Escape") onDown();
    else return;
    event.preventDefault();
  };
  const tagged = conditions.flatMap((condition) => (condition.is === "tagged" ? [condition.tag] : []));
  const choices = [...new Set([...tags, ...tagged])].filter((tag) => tag !== "");
  const setTag = (tag: string | null) => {
    const others = conditions.filter((condition) => condition.is !== "tagged");
    change({ conditions: tag === null ? others : [...others, { is: "tagged", tag }] });
  };
  return (
    <div className="people-tools">
      <Group gap={8}>
        <TextInput ref={box} type="search" style={{ flex: "1 1 200px" }} aria-label={t("customers.filter")} placeholder={t("customers.filter")} title={t("products.filterKeys")} value={wanted.text} onChange={(event) => change({ text: event.currentTarget.value })} onKeyDown={onKey} dir="auto" />
        <Select w={172} aria-label={t("people.sort.label")} allowDeselect={false} value={wanted.sort} onChange={(sort) => change({ sort: SORTS.find((one) => one === sort) ?? "wrote" })} data={SORTS.map((value) => ({ value, label: t(`people.sort.${value}`) }))} comboboxProps={{ width: "max-content", position: "bottom-end" }} />
        <Button variant="default" onClick={onCards}>{t("people.cards.do")}</Button>
        <FileButton accept={PEOPLE_FILES} onChange={onImport}>{(props) => <Button variant="default" {...props}>{t("people.import")}</Button>}</FileButton>
        <Button variant="default" onClick={onAdd}>{t("customers.add")}</Button>
      </Group>
      <Group gap={8}>
        <Group gap={8} role="group" aria-label={t("people.quick.label")}>
          {NOWS.map((now) => {
            const on = wanted.now.includes(now);
            return <Button key={now} size="xs" radius="xl" variant="default" className="toggle" aria-pressed={on} onClick={() => change({ now: flip(wanted.now, now, !on) })}>{t(`people.quick.${now}`)}</Button>;
          })}
          {QUICK.map((purpose) => {
            const on = conditions.some((condition) => agrees(condition, purpose));
            return <Button key={purpose} size="xs" radius="xl" variant="default" className="toggle" aria-pressed={on} onClick={() => change({ conditions: on ? conditions.filter((condition) => !agrees(condition, purpose)) : [...conditions, { is: "agreed", purpose }] })}>{t(`people.quick.${purpose}`)}</Button>;
          })}
          {choices.length > 0 ? <Select size="xs" w={130} searchable clearable clearButtonProps={{ "aria-label": t("people.quick.anyTag") }} aria-label={t("people.quick.tag")} placeholder={t("people.quick.tag")} value={tagged[0] ?? null} onChange={setTag} data={choices} comboboxProps={{ width: "max-content", position: "bottom-start" }} /> : null}
          {narrowed ? <Button size="xs" variant="subtle" color="gray" onClick={() => { clear(); setAsking(false); box.current?.focus(); }}>{t("products.clear")}</Button> : null}
        </Group>
        <span className="push" />
        <Group gap={8} wrap="nowrap">
          <Button size="xs" variant="default" className="toggle" aria-expanded={asking || further} onClick={() => setAsking((now) => !now)}>{t("people.who.title")}</Button>
          <Groups onChoose={(chosen) => { change({ conditions: chosen, text: "", now: [] }); setAsking(true); }} />
        </Group>
      </Group>
      {asking || further ? <Who conditions={conditions} onChange={(next) => change({ conditions: next })} shop={shop} /> : null}
    </div>
  );
}
