// Whose task a conversation is, and until when it is put off.
import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { called, soon, whoDid } from "../../format";
import type { Colleague, ConversationRow, ShopView } from "../../platform";
import type { Acts } from "./useActs";

const HOUR = 3_600_000;

export function AssignMenu({ row, me, team, acts }: { row: ConversationRow; me: Colleague | null; team: Colleague[]; acts: Acts }) {
  const { t } = useTranslation();
  const whose = row.state.assigned_to;
  return (
    <Menu>
      <Menu.Target><Button variant="default" size="compact-md" title="a" aria-keyshortcuts="a" className="assign">{whose === null ? t("inbox.assign") : t("inbox.assigned", { name: whoDid(whose) })}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void acts.take(row)}>{t("inbox.toMe")}</Menu.Item>
        {team.filter((one) => one.id !== me?.id && one.left_at === null).map((one) => <Menu.Item key={one.id} onClick={() => void acts.give(row, one.id)}>{called(one)}</Menu.Item>)}
        {whose === null ? null : <Menu.Item onClick={() => void acts.give(row, null)}>{t("inbox.toNobody")}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The next morning at nine in the shop's zone. */
function morning(now: number, zone: string, days: number): number {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(now));
  const minutes = Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, minute: "2-digit" }).format(now));
  return now + (days * 24 + 9 - hour) * HOUR - minutes * 60_000;
}

export function SnoozeMenu({ row, shop, acts }: { row: ConversationRow; shop: ShopView; acts: Acts }) {
  const { t } = useTranslation();
  const choices = [shop.now + HOUR, shop.now + 3 * HOUR, morning(shop.now, shop.time_zone, 1), morning(shop.now, shop.time_zone, 7)];
  const until = row.state.snoozed_until;
  return (
    <Menu>
      <Menu.Target><Button variant="default" size="compact-md" title="s" aria-keyshortcuts="s" className="snooze">{until !== null && until > shop.now ? t("inbox.snoozed", { at: soon(until, shop.now, shop.time_zone) }) : t("inbox.snooze")}</Button></Menu.Target>
      <Menu.Dropdown>{choices.map((at) => <Menu.Item key={at} onClick={() => void acts.snooze(row, at)}>{soon(at, shop.now, shop.time_zone)}{row.window_until !== null && row.window_until > shop.now && at > row.window_until ? ` · ${t("inbox.afterWindow")}` : ""}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}
