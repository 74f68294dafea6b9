// Whether the shop brings what is ordered, where, and for how much.
import { Button, Group, NumberInput, SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import type { ShopView } from "../../platform";

export function Delivery({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const unit = 10 ** shop.currency_digits;
  const [offer, setOffer] = useState(shop.delivery);
  const set = (part: Partial<typeof offer>) => setOffer((before) => ({ ...before, ...part }));
  const minor = (value: string | number) => Math.round(Number(value) * unit);
  const save = async (now: typeof offer) => {
    if (await act("shop_update", { delivery: now })) notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  const amount = { min: 0, decimalScale: shop.currency_digits, fixedDecimalScale: true, suffix: ` ${shop.currency}`, allowNegative: false };
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("delivery.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("delivery.lead")}</Text>
      <Switch label={t("delivery.on")} checked={offer.on} onChange={(event) => { const now = { ...offer, on: event.currentTarget.checked }; setOffer(now); void save(now); }} />
      {offer.on ? (
        <form onSubmit={(event) => { event.preventDefault(); void save(offer); }}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8} mt={8}>
            <NumberInput label={t("delivery.fee")} {...amount} value={offer.fee / unit} onChange={(value) => set({ fee: minor(value) })} />
            <NumberInput label={t("delivery.freeFrom")} placeholder={t("delivery.never")} {...amount} value={offer.free_from === null ? "" : offer.free_from / unit} onChange={(value) => set({ free_from: value === "" ? null : minor(value) })} />
          </SimpleGrid>
          <TextInput mt={8} label={t("delivery.area")} description={t("delivery.areaLead")} placeholder={t("delivery.areaHint")} maxLength={300} dir="auto" value={offer.area} onChange={(event) => set({ area: event.currentTarget.value })} />
          <Group mt={12} justify="flex-end"><Button type="submit">{t("app.save")}</Button></Group>
        </form>
      ) : null}
    </section>
  );
}
