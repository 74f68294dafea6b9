// "Who?": plain conditions that all have to hold, how many people that is now, and keeping them as a group.
import { Button, Group, Menu, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";
import { money } from "../../../format";
import type { Condition, ShopView } from "../../../platform";
import { ConditionChip } from "./ConditionChip";
import { KINDS, type Kind, type Known, fresh, meant } from "./conditions";
import { useNames } from "./products";
import { SaveGroup } from "./SaveGroup";

const TYPING_PAUSE = 250;
/** More than these the shop does not take. */
const MOST = 20;

interface Props {
  conditions: Condition[];
  onChange: (conditions: Condition[]) => void;
  shop: ShopView;
}

export function Who({ conditions, onChange, shop }: Props) {
  const { t } = useTranslation();
  const stores = useAsk("stores_list").data ?? [];
  const known: Known = { ...useNames(conditions, t("people.who.someProduct")), stores, digits: shop.currency_digits, money: (minor) => money(minor, shop.currency, shop.currency_digits) };
  const [added, setAdded] = useState<Condition | null>(null);
  const [naming, setNaming] = useState(false);
  const [asked] = useDebouncedValue(conditions, TYPING_PAUSE);
  const count = useAsk("customers_count", { text: "", conditions: asked, sort: "", descending: false }, { keep: true }).data;
  const add = (kind: Kind) => {
    const condition = fresh(kind, { store: stores[0]?.id ?? 0, language: shop.language, country: shop.country });
    setAdded(condition);
    onChange([...conditions, condition]);
  };
  return (
    <section className="who-panel" aria-label={t("people.who.title")}>
      <Group gap={8}>
        {conditions.length === 0 ? <Text size="sm" className="quiet">{t("people.who.lead")}</Text> : null}
        {conditions.map((condition, at) => (
          // Two conditions may read the same; their place tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <ConditionChip key={`${at} ${conditions.length}`} condition={condition} known={known} opens={condition === added} onChange={(next) => onChange(conditions.with(at, next))} onRemove={() => onChange(conditions.toSpliced(at, 1))} />
        ))}
        {conditions.length < MOST ? (
          <Menu position="bottom-start" styles={{ dropdown: { maxHeight: 340, overflowY: "auto" } }}>
            <Menu.Target><Button size="xs" variant="default">+ {t("people.who.add")}</Button></Menu.Target>
            <Menu.Dropdown>{KINDS.filter((kind) => kind !== "at_store" || stores.length > 0).map((kind) => <Menu.Item key={kind} onClick={() => add(kind)}>{t(`people.kind.${kind}`)}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
        ) : null}
      </Group>
      <Group gap={12} wrap="nowrap">
        <Text size="sm" fw={600} role="status">{count === undefined ? "" : t("people.count", { count })}</Text>
        <Button size="xs" disabled={conditions.length === 0 || !conditions.every(meant)} onClick={() => setNaming(true)}>{t("people.groups.save")}</Button>
      </Group>
      {naming ? <SaveGroup conditions={conditions} onClose={() => setNaming(false)} /> : null}
    </section>
  );
}
