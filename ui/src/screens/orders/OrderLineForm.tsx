// One line of an order being taken: which variant, how much, and what is picked with it.
import { Button, Checkbox, Group, Radio, Select, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../data";
import { fullName, money, quantity } from "../../format";
import type { ChoiceGroup, Picked, ShopView } from "../../platform";
import type { Line } from "./TakeOrder";

interface Props {
  line: Line;
  amount: string;
  shop: ShopView;
  onChange: (part: Partial<Line>) => void;
  onRemove: () => void;
}

export function OrderLineForm({ line, amount, shop, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const card = useAsk("product_get", { variant: line.variant }, { keep: true }).data;
  const row = card?.variants.find((one) => one.id === line.variant);
  const variants = card?.variants ?? [];
  return (
    <div className="order-line" role="group" aria-label={line.name}>
      <Group gap={8} wrap="nowrap" align="flex-end">
        <div className="what">
          <Text fw={600} dir="auto">{card?.title ?? line.name}</Text>
          {row ? <Text size="sm" className="quiet">{t("orders.there", { quantity: row.uncounted === null ? quantity(Math.max(0, row.on_hand - row.held), row) : t(`products.uncounted.${row.uncounted as "available"}`) })}</Text> : null}
        </div>
        {variants.length > 1 ? <Select w={150} size="xs" aria-label={t("products.variant")} allowDeselect={false} value={String(line.variant)} data={variants.map((one) => ({ value: String(one.id), label: one.label || one.title }))} onChange={(next) => { const other = variants.find((one) => String(one.id) === next); if (other) onChange({ variant: other.id, name: fullName(other) }); }} /> : null}
        <TextInput w={112} size="xs" label={row && row.unit !== "piece" ? t("orders.quantityIn", { unit: quantity(0, row).replace(/^0\s?/, "") || t("products.page.units.pair") }) : t("orders.quantity")} inputMode="decimal" placeholder="1" value={String(line.quantity)} onChange={(event) => onChange({ quantity: event.currentTarget.value })} />
        <Text w={84} ta="end" fw={600}>{amount}</Text>
        <Button variant="subtle" color="gray" px={8} size="compact-sm" aria-label={t("orders.dropLine", { name: line.name })} onClick={onRemove}>✕</Button>
      </Group>
      {card?.choices.map((group) => <Choosing key={group.name} group={group} picked={line.choices} shop={shop} onPick={(choices) => onChange({ choices })} />)}
    </div>
  );
}

function Choosing({ group, picked, shop, onPick }: { group: ChoiceGroup; picked: Picked[]; shop: ShopView; onPick: (picked: Picked[]) => void }) {
  const { t } = useTranslation();
  const others = picked.filter((one) => one.group !== group.name);
  const mine = picked.filter((one) => one.group === group.name).map((one) => one.option);
  const put = (options: string[]) => onPick([...others, ...options.map((option) => ({ group: group.name, option }))]);
  const gone = (until: number | null) => until !== null && until > shop.now;
  const label = (name: string, extra: number) => (extra === 0 ? name : `${name} + ${money(extra, shop.currency, shop.currency_digits)}`);
  if (group.most === 1) {
    return (
      <Radio.Group size="xs" mt={8} label={group.name} withAsterisk={group.least > 0} value={mine[0] ?? ""} onChange={(option) => put(option === "" ? [] : [option])}>
        <Group gap={12} mt={2}>
          {group.least === 0 ? <Radio size="xs" value="" label={t("orders.without")} /> : null}
          {group.options.map((option) => <Radio key={option.name} size="xs" value={option.name} label={label(option.name, option.extra)} disabled={gone(option.sold_out_until)} />)}
        </Group>
      </Radio.Group>
    );
  }
  return (
    <Checkbox.Group size="xs" mt={8} label={group.name} withAsterisk={group.least > 0} value={mine} onChange={put}>
      <Group gap={12} mt={2}>
        {group.options.map((option) => <Checkbox key={option.name} size="xs" value={option.name} label={label(option.name, option.extra)} disabled={gone(option.sold_out_until) || (mine.length >= group.most && !mine.includes(option.name))} />)}
      </Group>
    </Checkbox.Group>
  );
}
