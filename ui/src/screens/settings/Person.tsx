// One colleague in Settings: her name, role and PIN, and the switch for when she leaves.
import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client } from "../../data";
import { called, day } from "../../format";
import { Face } from "../../parts/Face";
import { undoable } from "../../parts/undo";
import { type Colleague, type Role, type ShopView, call, workWith } from "../../platform";
import { refusalOf, spoken } from "../../refusal";
import { useRoles } from "./People";

const done = (message: string) => notifications.show({ message, color: "leaf", withBorder: true });

export function Person({ colleague, me, shop }: { colleague: Colleague; me: boolean; shop: ShopView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = called(colleague);
  const away = colleague.left_at;
  const switchTo = async (off: boolean) => {
    if ((await act("team_switch", { colleague: colleague.id, off })) === null) return;
    undoable(t(off ? "team.offDone" : "team.onDone", { name }), () => act("team_switch", { colleague: colleague.id, off: !off }));
  };
  return (
    <li className="person">
      <Group gap={12} wrap="nowrap" style={{ opacity: away === null ? 1 : 0.75 }}>
        <Face of={colleague} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600}>{name}{me ? <span className="quiet"> · {t("team.you")}</span> : null}</Text>
          <Text size="sm" className="quiet">
            {t(colleague.role === "owner" ? "app.owner" : "app.staff")} · {away === null ? t(colleague.has_pin ? "team.withPin" : "team.withoutPin") : t("team.left", { at: day(away, shop.time_zone) })}
          </Text>
        </div>
        {away === null ? <Button size="compact-md" variant="default" aria-expanded={open} aria-label={`${t("team.change")}: ${name}`} onClick={() => setOpen(!open)}>{t("team.change")}</Button> : null}
        {me ? null : <Button size="compact-md" variant="default" aria-label={`${t(away === null ? "team.off" : "team.on")}: ${name}`} onClick={() => switchTo(away === null)}>{t(away === null ? "team.off" : "team.on")}</Button>}
      </Group>
      {open && away === null ? <Change colleague={colleague} me={me} /> : null}
    </li>
  );
}

/** Keeps the one at the window in when she gives herself a PIN: from then on nobody is in without one. */
async function stayIn(colleague: Colleague) {
  if (colleague.has_pin) return;
  const { session } = await call("house_sign_in", { colleague: colleague.id, pin: null });
  workWith(session);
}

function Change({ colleague, me }: { colleague: Colleague; me: boolean }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const [name, setName] = useState(colleague.name);
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const rename = async () => {
    if (name.trim() !== colleague.name && (await act("team_change", { colleague: colleague.id, name: name.trim() }))) done(t("team.changed"));
  };
  const give = async (next: string) => {
    setProblem(null);
    try {
      if (me) await stayIn(colleague);
      await call("team_change", { colleague: colleague.id, pin: next });
    } catch (error) {
      setProblem(spoken(refusalOf(error)));
      return;
    }
    setPin("");
    done(t(next === "" ? "team.pinGone" : "team.pinSet", { name: called(colleague) }));
    await client.invalidateQueries({ queryKey: ["house_state"] });
  };
  return (
    <Group mt={8} ms={40} gap={8} align="flex-start">
      <form style={{ flex: "1 1 180px" }} onSubmit={(e) => { e.preventDefault(); void rename(); }}>
        <TextInput label={t("team.name")} autoComplete="off" value={name} onChange={(e) => setName(e.currentTarget.value)} onBlur={() => void rename()} />
      </form>
      <Select style={{ flex: "1 1 200px" }} label={t("team.role")} allowDeselect={false} data={roles} value={colleague.role} onChange={(v) => v && v !== colleague.role && void act("team_change", { colleague: colleague.id, role: v as Role })} />
      <form style={{ flex: "1 1 180px" }} onSubmit={(e) => { e.preventDefault(); void give(pin); }}>
        <TextInput label={t(colleague.has_pin ? "team.newPin" : "team.setPin")} description={t("tiles.digits")} error={problem} type="password" inputMode="numeric" autoComplete="off" value={pin} onChange={(e) => setPin(e.currentTarget.value)} />
        <Group mt={8} gap={8}>
          <Button size="compact-md" type="submit" disabled={pin === ""}>{t("app.save")}</Button>
          {colleague.has_pin ? <Button size="compact-md" variant="default" onClick={() => give("")}>{t("team.removePin")}</Button> : null}
        </Group>
      </form>
    </Group>
  );
}
