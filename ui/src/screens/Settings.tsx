// Settings: the shop's rules, the connection, how the window looks, past imports.
import { Button, Group, NumberInput, SegmentedControl, Select, SimpleGrid, Text, TextInput, useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../data";
import { clock, micros } from "../format";
import type { ShopView } from "../platform";
import { languages, speak } from "../words";

export function Settings({ shop, owner }: { shop: ShopView; owner: boolean }) {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const imports = useAsk("imports_list").data;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing={16}>
      <section className="card">
        <Text component="h2" fw={600} mb={8}>{t("settings.appearance")}</Text>
        <SegmentedControl aria-label={t("settings.appearance")} value={colorScheme} onChange={(v) => setColorScheme(v as "light")} data={[{ value: "light", label: t("settings.light") }, { value: "dark", label: t("settings.dark") }, { value: "auto", label: t("settings.auto") }]} />
        <Select mt={12} maw={260} label={t("settings.language")} value={i18n.language} onChange={(v) => v && speak(v)} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} allowDeselect={false} />
      </section>
      <Connection shop={shop} owner={owner} />
      {owner ? <RulesForm shop={shop} /> : null}
      <section className="card">
        <Text component="h2" fw={600} mb={8}>{t("import.past")}</Text>
        {imports?.length === 0 ? <Text size="sm" className="quiet">–</Text> : null}
        {imports?.map((i) => (
          <Group key={i.id} justify="space-between" wrap="nowrap" py={4}>
            <Text size="sm">{i.file_name} · {clock(i.at, shop.now, shop.time_zone)} · {t("import.pastLine", { added: i.added, changed: i.changed, rejected: i.rejected })}</Text>
            {i.undone_at === null ? <Button size="compact-xs" variant="default" onClick={() => act("import_undo", { import: i.id })}>{t("app.undo")}</Button> : <Text size="sm" className="quiet">{t("import.undone")}</Text>}
          </Group>
        ))}
      </section>
      {owner ? (
        <section className="card">
          <Text component="h2" fw={600} mb={4}>{t("settings.leave")}</Text>
          <Text size="sm" className="quiet" mb={8}>{t("settings.leaveLead")}</Text>
          <Button variant="default" onClick={() => act("house_leave").then(() => client.invalidateQueries())}>{t("settings.leave")}</Button>
        </section>
      ) : null}
    </SimpleGrid>
  );
}

function RulesForm({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const main = useAsk("stores_list").data?.[0];
  const [form, setForm] = useState({ from: shop.rules.quiet_from, until: shop.rules.quiet_until, hold: shop.hold_minutes, interval: shop.wave_interval_minutes, per: shop.people_per_piece, spend: shop.rules.monthly_spend_micros === null ? "" : shop.rules.monthly_spend_micros / 1e6 });
  const [hours, setHours] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const set = (part: Partial<typeof form>) => setForm((f) => ({ ...f, ...part }));
  const save = async () => {
    const rules = { ...shop.rules, quiet_from: form.from, quiet_until: form.until, monthly_spend_micros: form.spend === "" ? null : Math.round(Number(form.spend) * 1e6) };
    const done = await act("shop_update", { rules, hold_minutes: form.hold, wave_interval_minutes: form.interval, people_per_piece: form.per, opening_hours: hours, address });
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
          <NumberInput label={t("settings.spend")} placeholder={t("settings.spendNone")} min={0} value={form.spend} onChange={(v) => set({ spend: v === "" ? "" : Number(v) })} suffix={shop.billing_currency ? ` ${shop.billing_currency}` : ""} />
          <TextInput label={t("settings.hours")} value={hours ?? main?.opening_hours ?? ""} onChange={(e) => setHours(e.currentTarget.value)} placeholder="Mo-Sa 09:30-19:00" />
          <TextInput label={t("settings.address")} value={address ?? main?.address ?? ""} onChange={(e) => setAddress(e.currentTarget.value)} />
        </SimpleGrid>
        <Text size="sm" className="quiet" mt={8}>{t("settings.quiet", { from: form.from, until: form.until })}</Text>
        <Group mt={12} justify="space-between">
          <Text size="sm">{shop.billing_currency ? t("settings.spent", { amount: micros(shop.spent_micros, shop.billing_currency) }) : ""}</Text>
          <Button type="submit">{t("app.save")}</Button>
        </Group>
      </form>
    </section>
  );
}

function Connection({ shop, owner }: { shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const c = shop.connection;
  const [form, setForm] = useState({ graph_url: c?.graph_url ?? "https://graph.facebook.com", graph_version: c?.graph_version ?? "v26.0", app_id: c?.app_id ?? "", waba_id: c?.waba_id ?? "", phone_number_id: c?.phone_number_id ?? "", token: "", app_secret: "" });
  const field = (name: keyof typeof form, label: string, secret = false) => <TextInput label={label} type={secret ? "password" : "text"} autoComplete="off" required value={form[name]} onChange={(e) => { const { value } = e.currentTarget; setForm((f) => ({ ...f, [name]: value })); }} />;
  const connect = async () => {
    const done = await act("connection_set", form);
    if (!done) return;
    setForm((f) => ({ ...f, token: "", app_secret: "" }));
    setEditing(false);
    notifications.show({ message: t("settings.connected", { number: done.display_number }), color: "leaf", withBorder: true });
  };
  const limit = c?.tier === "TIER_UNLIMITED" ? t("settings.unlimited") : (c?.tier.replace("TIER_", "").replace("K", "\u202f000") ?? "");
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("settings.connection")}</Text>
      {c ? <Text size="sm">{t("settings.number")}: {c.display_number} · {t("settings.limit")}: {limit}</Text> : <Text size="sm">{t("settings.notConnected")}</Text>}
      {c?.stopped ? <Text size="sm" c="brick" role="status">⚠ {t("today.stopped")}: {t(`stop.${c.stopped as "token"}`)}</Text> : null}
      {owner ? (
        <Group mt={8} gap={8}>
          {c?.stopped ? <Button onClick={() => act("connection_resume")}>{t("stop.resume")}</Button> : null}
          <Button variant="default" aria-expanded={editing} onClick={() => setEditing(!editing)}>{c ? t("settings.reconnect") : t("settings.connect")}</Button>
        </Group>
      ) : null}
      {editing ? (
        <form onSubmit={(e) => { e.preventDefault(); void connect(); }}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8} mt={8}>
            {field("token", t("settings.token"), true)}{field("app_secret", t("settings.secret"), true)}
            {field("phone_number_id", t("settings.phone"))}{field("waba_id", t("settings.account"))}
            {field("app_id", t("settings.app"))}{field("graph_version", t("settings.version"))}{field("graph_url", t("settings.graph"))}
          </SimpleGrid>
          <Text size="xs" className="quiet" mt={8}>{t("settings.secretsLead")}</Text>
          <Button mt={8} type="submit">{t("settings.connect")}</Button>
        </form>
      ) : null}
    </section>
  );
}
