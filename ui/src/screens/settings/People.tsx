// Who works here: names, what each may do, PINs, and switching off somebody who leaves.
import { Alert, Button, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../data";
import type { Colleague, HouseState, Role, ShopView } from "../../platform";
import { Person } from "./Person";

export function useRoles(): { value: Role; label: string }[] {
  const { t } = useTranslation();
  return [{ value: "owner", label: t("team.everything") }, { value: "staff", label: t("team.counter") }];
}

export function People({ shop, house }: { shop: ShopView; house: HouseState }) {
  const { t } = useTranslation();
  const team = useAsk("team_list").data;
  if (!team) return <Text>{t("app.loading")}</Text>;
  const here = team.filter((c) => c.left_at === null);
  const open = here.some((c) => c.role === "staff") && !here.some((c) => c.role === "owner" && c.has_pin);
  return (
    <>
      <section className="card">
        <Text component="h2" fw={600} mb={4}>{t("settings.tabs.people")}</Text>
        <Text size="sm" className="quiet" mb={8}>{t("team.lead")}</Text>
        {open ? <Alert color="amber" mb={8} role="status">⚠ {t("team.hint")}</Alert> : null}
        <ul className="people-list">{team.map((c) => <Person key={c.id} colleague={c} me={c.id === house.me?.id} shop={shop} />)}</ul>
      </section>
      <Add team={team} />
      <Lock shop={shop} />
    </>
  );
}

function Add({ team }: { team: Colleague[] }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const [form, setForm] = useState<{ name: string; role: Role; pin: string }>({ name: "", role: "staff", pin: "" });
  const [nameless, setNameless] = useState(false);
  const add = async () => {
    const name = form.name.trim();
    setNameless(name === "");
    if (name === "" || (await act("team_add", { name, role: form.role, pin: form.pin === "" ? null : form.pin })) === null) return;
    notifications.show({ message: t("team.added", { name }), color: "leaf", withBorder: true });
    setForm({ name: "", role: "staff", pin: "" });
  };
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("team.addTitle")}</Text>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }} key={team.length}>
        <Group gap={8} align="flex-start">
          <TextInput style={{ flex: "1 1 200px" }} label={t("team.name")} error={nameless ? t("team.needName") : null} autoComplete="off" value={form.name} onChange={(e) => { const { value } = e.currentTarget; setForm((f) => ({ ...f, name: value })); }} />
          <Select style={{ flex: "1 1 260px" }} label={t("team.role")} allowDeselect={false} data={roles} value={form.role} onChange={(v) => v && setForm((f) => ({ ...f, role: v as Role }))} />
          <TextInput style={{ flex: "1 1 200px" }} label={t("team.pin")} description={t("team.pinHint")} inputWrapperOrder={["label", "input", "description", "error"]} type="password" inputMode="numeric" autoComplete="off" value={form.pin} onChange={(e) => { const { value } = e.currentTarget; setForm((f) => ({ ...f, pin: value })); }} />
        </Group>
        <Group mt={12} justify="flex-end"><Button type="submit">{t("team.add")}</Button></Group>
      </form>
    </section>
  );
}

function Lock({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useState<number | string>(shop.lock_after_minutes);
  const save = async () => {
    if (await act("shop_update", { lock_after_minutes: Number(minutes) })) notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  return (
    <section className="card">
      <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <Group gap={8} align="flex-end">
          <NumberInput style={{ flex: 1 }} maw={320} label={t("team.lock")} description={t("team.lockHint")} min={0} max={1440} value={minutes} onChange={setMinutes} />
          <Button type="submit" variant="default" disabled={minutes === "" || Number(minutes) === shop.lock_after_minutes}>{t("app.save")}</Button>
        </Group>
      </form>
    </section>
  );
}
