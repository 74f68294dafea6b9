// Automations: sentences that speak by themselves, each with its switch, whom it has spoken to, and its history.
import { Button, Group, Menu, Modal, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act, refresh, useAsk } from "../../data";
import { ago, clock } from "../../format";
import { Empty } from "../../parts/Empty";
import { undoable } from "../../parts/undo";
import type { Automation, AutomationRow, ShopView } from "../../platform";
import { onward } from "../../words";
import { AutomationEditor } from "./AutomationEditor";
import { STARTERS, type Starter, begin, inLanguage } from "./recipe";

export function Automations({ shop, open, go, owner }: { shop: ShopView; open: string | null; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const rows = useAsk("automations_list", {}, { every: 30_000 }).data;
  const [draft, setDraft] = useState<Automation | null>(null);
  const [history, setHistory] = useState<AutomationRow | null>(null);
  if (!rows) return <Text role="status">{t("app.loading")}</Text>;
  const close = () => { setDraft(null); go("sell", "automations"); };
  const chosen = draft ?? rows.find((row) => String(row.id) === open) ?? null;
  if (chosen && owner) return <AutomationEditor key={chosen.id ?? "new"} automation={chosen} shop={shop} go={go} onClose={close} />;
  const start = (starter: Starter) => setDraft(begin(starter, t));
  const flip = async (row: AutomationRow, on: boolean) => {
    if (await act("automation_switch", { automation: row.id ?? 0, on })) await refresh("shop");
  };
  const remove = async (row: AutomationRow) => {
    const automation = row.id ?? 0;
    if (!(await act("automation_remove", { automation }))) return;
    await refresh("shop");
    undoable(t("automations.removed", { name: row.name }), async () => { await act("automation_put_back", { automation }); await refresh("shop"); });
  };
  return (
    <div className="page">
      {shop.answering ? null : <Text size="sm" role="note" className="card">{t("automations.answeringOff")} <Button size="compact-sm" variant="default" ms={8} onClick={() => go("settings", "shop")}>{t("automations.toSettings")}</Button></Text>}
      <section className="card">
        <Group justify="space-between" mb={8}>
          <div style={{ flex: "1 1 320px" }}>
            <Text component="h2" fw={600}>{t("automations.title")}</Text>
            <Text size="sm" className="quiet">{t("automations.lead")}</Text>
          </div>
          {owner && rows.length > 0 ? <New onStart={start} /> : null}
        </Group>
        {rows.length === 0 ? <Empty title={t("automations.none")} lead={t("automations.noneLead")}>{owner ? <Group mt={8} gap={8} justify="center">{STARTERS.map((one) => <Button key={one} variant="default" onClick={() => start(one)}>{t(`automations.starters.${one}.name`)}</Button>)}</Group> : null}</Empty> : null}
        {rows.map((row) => (
          <div key={row.id} className="todo">
            <Switch aria-label={t("automations.onOff", { name: row.name })} checked={row.on} disabled={!owner} onChange={(e) => void flip(row, e.currentTarget.checked)} />
            <div className="what">
              <Text fw={600} dir="auto">{row.name}</Text>
              <Text size="sm" dir="auto"><Sentence automation={row} /></Text>
              <Text size="sm" className="quiet">{row.last_at === null ? t("automations.never") : t("automations.spoke", { count: row.people, when: ago(row.last_at, shop.now) })}</Text>
            </div>
            <Group gap={8} wrap="nowrap">
              <Button variant="default" onClick={() => setHistory(row)}>{t("automations.history")}</Button>
              {owner ? <Button variant="default" onClick={() => go("sell", `automations/${row.id}`)}>{t("automations.change")}</Button> : null}
              {owner ? <Button variant="subtle" color="gray" aria-label={t("automations.removeNamed", { name: row.name })} onClick={() => void remove(row)}>{t("automations.remove")}</Button> : null}
            </Group>
          </div>
        ))}
      </section>
      {history ? <History row={history} shop={shop} go={go} onClose={() => setHistory(null)} /> : null}
    </div>
  );
}

function New({ onStart }: { onStart: (starter: Starter) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button>{t("automations.add")}</Button></Menu.Target>
      <Menu.Dropdown>
        {STARTERS.map((one) => <Menu.Item key={one} onClick={() => onStart(one)}><Text size="sm" fw={600}>{t(`automations.starters.${one}.name`)}</Text><Text size="xs" className="quiet">{t(`automations.starters.${one}.lead`)}</Text></Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** An automation as one sentence. */
function Sentence({ automation }: { automation: Automation }) {
  const { t, i18n } = useTranslation();
  const { when } = automation;
  const first = automation.steps[0];
  const says = first ? inLanguage(first.say, i18n.language).replaceAll(/\s+/g, " ") : "";
  const begins = () => {
    if (when.is === "words") return t(when.whole ? "automations.whenExactly" : "automations.whenHolds", { words: when.any.slice(0, 4).map((word) => `“${word}”`).join(", ") + (when.any.length > 4 ? " …" : "") });
    if (when.is === "first_words") return t("automations.whenFirst", { count: when.after_days });
    if (when.is === "handed_over") return t("automations.whenHanded", { count: when.hours });
    return t("automations.whenClosed");
  };
  return <>{begins()} <span className="quiet">{onward()} “{says.length > 90 ? `${says.slice(0, 90)}…` : says}”{automation.steps.length > 1 ? ` ${t("automations.moreSteps", { count: automation.steps.length - 1 })}` : ""}</span></>;
}

function History({ row, shop, go, onClose }: { row: AutomationRow; shop: ShopView; go: Go; onClose: () => void }) {
  const { t } = useTranslation();
  const runs = useAsk("automation_history", { automation: row.id ?? 0 }).data;
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("app.close") }} title={t("automations.historyOf", { name: row.name })} size="lg">
      {runs?.length === 0 ? <Text className="quiet">{t("automations.never")}</Text> : null}
      {runs?.map((run) => (
        <Group key={`${run.customer}-${run.at}-${run.step}-${run.outcome}`} justify="space-between" wrap="nowrap" py={4} style={{ borderBottom: "1px solid var(--line)" }}>
          <Button variant="transparent" color="gray" size="compact-sm" px={0} dir="auto" onClick={() => go("inbox", run.customer)}>{run.name || t("customers.noName")}</Button>
          <Text size="sm" ta="end">
            {run.outcome === "said" ? t("automations.saidStep", { step: run.step + 1 }) : t(`automations.outcome.${run.outcome as "person"}`)}
            {run.state && run.outcome === "said" ? ` · ${t(`state.${run.state as "sent"}`)}` : ""} <span className="quiet">· {clock(run.at, shop.now, shop.time_zone)}</span>
          </Text>
        </Group>
      ))}
    </Modal>
  );
}
