// The shop's own rules: quiet hours, how long a piece is kept, how many are told at a time, how customers pay. Where and when it is open is said under Stores.
import { Button, Group, NumberInput, SimpleGrid, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import type { ShopView } from "../../platform";

export function Rules({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const [form, setForm] = useState({ from: shop.rules.quiet_from, until: shop.rules.quiet_until, hold: shop.hold_minutes, interval: shop.wave_interval_minutes, per: shop.people_per_piece, pay: shop.pay_link });
  const set = (part: Partial<typeof form>) => setForm((f) => ({ ...f, ...part }));
  const save = async () => {
    const rules = { ...shop.rules, quiet_from: form.from, quiet_until: form.until };
    const done = await act("shop_update", { rules, hold_minutes: form.hold, wave_interval_minutes: form.interval, people_per_piece: form.per, pay_link: form.pay });
    if (done) notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("settings.rules")}</Text>
      <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8}>
          <NumberInput label={t("settings.quietFrom")} min={0} max={23} value={form.from} onChange={(v) => set({ from: Number(v) })} />
          <NumberInput label={t("settings.quietUntil")} min={0} max={23} value={form.until} onChange={(v) => set({ until: Number(v) })} />
          <NumberInput label={t("settings.hold")} min={1} value={form.hold} onChange={(v) => set({ hold: Number(v) })} />
          <NumberInput label={t("settings.interval")} min={1} value={form.interval} onChange={(v) => set({ interval: Number(v) })} />
          <NumberInput label={t("settings.perPiece")} min={1} value={form.per} onChange={(v) => set({ per: Number(v) })} />
        </SimpleGrid>
        <TextInput mt={8} label={t("settings.payLink")} description={t("settings.payLinkLead")} value={form.pay} maxLength={300} dir="auto" onChange={(e) => set({ pay: e.currentTarget.value })} />
        <Text size="sm" className="quiet" mt={8}>{t("settings.quiet", { from: form.from, until: form.until })}</Text>
        <Group mt={12} justify="flex-end"><Button type="submit">{t("app.save")}</Button></Group>
      </form>
    </section>
  );
}
