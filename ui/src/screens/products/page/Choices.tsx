// What customers choose with a product: milk, sugar, engraving. Read as one sees it on a menu; each group opens to be
// changed and is kept as a whole.
import { Button, Group, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { money } from "../../../format";
import type { ChoiceGroup, ChoiceOption, ProductCard, ShopView } from "../../../platform";
import { ChoiceForm } from "./ChoiceForm";
import { complainOf } from "./complain";
import { useChoices } from "./useChoices";

/** It is there at this moment. */
export const there = (option: ChoiceOption, now: number) => option.sold_out_until === null || option.sold_out_until <= now;

export function Choices({ card, shop }: { card: ProductCard; shop: ShopView }) {
  const { t } = useTranslation();
  const choices = useChoices(card, shop.currency_digits);
  /** Which group is open; its number, or a new one. */
  const [open, setOpen] = useState<number | "new" | null>(null);
  const close = () => setOpen(null);
  return (
    <section aria-labelledby="product-choices">
      <div className="product-head">
        <Text component="h3" id="product-choices" fw={600} size="lg">{t("products.choices.title")}</Text>
        {open === "new" ? null : <Button size="compact-sm" variant="default" onClick={() => setOpen("new")}>{t("products.choices.add")}</Button>}
      </div>
      {card.choices.length === 0 && open === null ? <Text size="sm" className="quiet">{t("products.choices.none")}</Text> : null}
      {card.choices.map((group, at) => {
        const typed = choices.before[at];
        if (open === at && typed) return <ChoiceForm key={group.name} group={typed} onCancel={close} onSave={(next) => choices.save(next, at)} onDone={close} />;
        return (
          <Shown key={group.name} group={group} shop={shop} onToday={(option, soldOut) => void choices.today(group.name, option, soldOut)}>
            <Button size="compact-xs" variant="subtle" color="gray" disabled={at === 0} aria-label={t("products.choices.up", { name: group.name })} onClick={() => void complainOf(choices.move(at, at - 1))}>↑</Button>
            <Button size="compact-xs" variant="subtle" color="gray" disabled={at === card.choices.length - 1} aria-label={t("products.choices.down", { name: group.name })} onClick={() => void complainOf(choices.move(at, at + 1))}>↓</Button>
            <Button size="compact-sm" variant="default" aria-label={t("products.choices.changeOf", { name: group.name })} onClick={() => setOpen(at)}>{t("products.choices.change")}</Button>
            <Button size="compact-sm" variant="default" aria-label={t("products.choices.removeOf", { name: group.name })} onClick={() => void complainOf(choices.remove(at))}>{t("products.choices.remove")}</Button>
          </Shown>
        );
      })}
      {open === "new" ? <ChoiceForm group={null} onCancel={close} onSave={(next) => choices.save(next, null)} onDone={close} /> : null}
    </section>
  );
}

/** How many of a group, in words. */
export function useRule() {
  const { t } = useTranslation();
  return ({ least, most, options }: { least: number; most: number; options: unknown[] }) => {
    if (least === 1 && most === 1) return t("products.choices.rule.one");
    if (least === 0 && most === 1) return t("products.choices.rule.maybe");
    if (least === 0 && most >= options.length) return t("products.choices.rule.any");
    return least === most ? t("products.choices.rule.exactly", { count: most }) : t("products.choices.rule.between", { least, most });
  };
}

function Shown({ group, shop, onToday, children }: { group: ChoiceGroup; shop: ShopView; onToday: (option: string, soldOut: boolean) => void; children: React.ReactNode }) {
  const { t } = useTranslation();
  const rule = useRule();
  return (
    <div className="choice-group">
      <Group gap={8} wrap="nowrap">
        <div className="what"><Text fw={600} component="span" dir="auto">{group.name}</Text> <Text component="span" size="sm" className="quiet">· {rule(group)}</Text></div>
        <Group gap={4} wrap="nowrap">{children}</Group>
      </Group>
      <ul>
        {group.options.map((option) => (
          <li key={option.name}>
            <span dir="auto" className={there(option, shop.now) ? undefined : "gone"}>{option.name}</span>
            <span>{option.extra === 0 ? "" : `+ ${money(option.extra, shop.currency, shop.currency_digits)}`}</span>
            <Switch size="xs" label={there(option, shop.now) ? t("products.choices.there") : t("products.choices.gone")} aria-label={t("products.choices.thereOf", { name: option.name })} checked={there(option, shop.now)} onChange={(event) => onToday(option.name, !event.currentTarget.checked)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
