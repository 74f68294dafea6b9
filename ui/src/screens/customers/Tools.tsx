// What stands above the list: looking for somebody, the order, quick choices, groups, and what can be added.
import { Button, FileButton, Group, Select, TextInput } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";

import { PEOPLE_FILES } from "../../parts/file";
import { useFindKeys } from "../../parts/useFindKeys";
import type { Condition, ShopView } from "../../platform";
import { TagsDialog } from "./TagsDialog";
import { useTags } from "./tags";
import { type Audiences, SORTS } from "./useAudience";
import { Groups } from "./who/Groups";
import { Who } from "./who/Who";

/** Choices of one click; each is a condition like any other. */
const QUICK = { unanswered: { is: "unanswered" }, orders: { is: "open_order" }, restock: { is: "agreed", purpose: "restock" }, promotions: { is: "agreed", purpose: "promotions" } } as const satisfies Record<string, Condition>;
const QUICKS = Object.keys(QUICK) as (keyof typeof QUICK)[];

interface Props {
  audience: Audiences;
  box: RefObject<HTMLInputElement | null>;
  shop: ShopView;
  onDown: () => void;
  onAdd: () => void;
  onImport: (file: File | null) => void;
  onCards: () => void;
  /** Pairs that may be one person; null: not known yet. */
  alike: number | null;
  onAlike: () => void;
}

const same = (one: Condition, other: Condition) => one.is === other.is && (one.is !== "agreed" || other.is !== "agreed" || one.purpose === other.purpose);

export function Tools({ audience: { wanted, change, clear, narrowed }, box, shop, onDown, onAdd, onImport, onCards, alike, onAlike }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<"tags" | null>(null);
  const tags = useTags();
  useFindKeys(box);
  const { conditions } = wanted;
  // What has no choice of its own above is shown as what it is.
  const further = conditions.some((condition) => !QUICKS.some((quick) => same(condition, QUICK[quick])) && condition.is !== "tagged");
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
          {QUICKS.map((quick) => {
            const on = conditions.some((condition) => same(condition, QUICK[quick]));
            return <Button key={quick} size="xs" radius="xl" variant="default" className="toggle" aria-pressed={on} onClick={() => change({ conditions: on ? conditions.filter((condition) => !same(condition, QUICK[quick])) : [...conditions, QUICK[quick]] })}>{t(`people.quick.${quick}`)}</Button>;
          })}
          {choices.length > 0 ? <Select size="xs" w={130} searchable clearable clearButtonProps={{ "aria-label": t("people.quick.anyTag") }} aria-label={t("people.quick.tag")} placeholder={t("people.quick.tag")} value={tagged[0] ?? null} onChange={setTag} data={choices} comboboxProps={{ width: "max-content", position: "bottom-start" }} /> : null}
          {narrowed ? <Button size="xs" variant="subtle" color="gray" onClick={() => { clear(); setAsking(false); box.current?.focus(); }}>{t("products.clear")}</Button> : null}
        </Group>
        <span className="push" />
        {alike ? <Button size="xs" variant="default" onClick={onAlike}>{t("people.alike.do", { count: alike })}</Button> : null}
        <Group gap={8} wrap="nowrap">
          <Button size="xs" variant="default" className="toggle" aria-expanded={asking || further} onClick={() => setAsking((now) => !now)}>{t("people.who.title")}</Button>
          <Button size="xs" variant="default" onClick={() => setOpen("tags")}>{t("people.tags.do")}</Button>
          <Groups onChoose={(chosen) => { change({ conditions: chosen, text: "" }); setAsking(true); }} />
        </Group>
      </Group>
      {open === "tags" ? <TagsDialog onClose={() => setOpen(null)} onChoose={(tag) => { setOpen(null); setTag(tag); }} /> : null}
      {asking || further ? <Who conditions={conditions} onChange={(next) => change({ conditions: next })} shop={shop} /> : null}
    </div>
  );
}
