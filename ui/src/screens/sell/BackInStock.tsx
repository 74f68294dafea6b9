// Sell → Back in stock: who waits, alerts as they go, who may be asked whether she still wants it, and the templates at Meta.
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act, useAsk } from "../../data";
import { clock } from "../../format";
import { ByHand } from "../../parts/ByHand";
import { Empty } from "../../parts/Empty";
import { Picture } from "../../parts/Picture";
import { RestockBar } from "../../parts/RestockBar";
import type { AlertRow, ShopView } from "../../platform";
import { isolated } from "../../words";
import { StillWanted } from "./StillWanted";
import { OWN, Templates } from "./Templates";
import { WaitingNow } from "./WaitingNow";

export function BackInStock({ shop, go, owner }: { shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const waiting = useAsk("waitlist_list").data;
  const alerts = useAsk("alerts_list", {}, { every: 10_000 }).data;
  const templates = useAsk("templates_list").data;
  const byHand = useAsk("hand_list").data;
  const [open, setOpen] = useState<number | null>(null);
  const [bar, setBar] = useState<number | null>(null);
  const lacking = templates !== undefined && OWN.some((name) => !templates.some((template) => template.name === name && template.language === shop.language));
  if (!waiting || !alerts) return <Text>{t("app.loading")}</Text>;
  return (
    <>
      {byHand && byHand.length > 0 ? (
        <>
          <Text component="h2" fw={600} mb={4}>{t("hand.title")}</Text>
          <Text size="sm" mb={8} className="quiet">{t("hand.lead")}</Text>
          <div className="card" style={{ marginBottom: 24 }}><ByHand shop={shop} /></div>
        </>
      ) : null}
      <Text component="h2" fw={600} mb={8}>{t("sell.alerts")}</Text>
      <div className="card" style={{ padding: 0 }}>
        {alerts.length === 0 ? <Empty title={t("sell.empty")} lead={t("sell.emptyLead")} action={t("today.toProducts")} onAction={() => go("products")} /> : null}
        {alerts.map((alert) => (
          <div key={alert.id}>
            <Alert alert={alert} shop={shop} owner={owner} open={open === alert.id} onOpen={() => setOpen(open === alert.id ? null : alert.id)} onTell={() => setBar(bar === alert.variant ? null : alert.variant)} />
            {bar === alert.variant && alert.state === "proposed" ? <RestockBar variant={alert.variant} shop={shop} owner={owner} onDone={() => setBar(null)} /> : null}
            {open === alert.id ? <People alert={alert.id} shop={shop} go={go} /> : null}
          </div>
        ))}
      </div>
      <WaitingNow waiting={waiting} shop={shop} go={go} />
      <StillWanted shop={shop} go={go} owner={owner} />
      <Text component="h2" fw={600} mt={24} mb={8}>{t("sell.template")}</Text>
      <div className="card">
        <Templates templates={templates ?? []} shop={shop} />
        {templates?.length === 0 ? <Text size="sm" className="quiet">{t("sell.templateNone")}</Text> : null}
        {owner && shop.connection ? (
          <Group mt={12} gap={8}>
            {lacking ? <Button onClick={() => act("templates_submit", { languages: [...new Set([shop.language, "en"])] })}>{t("sell.submit")}</Button> : null}
            <Button variant="default" onClick={() => act("connection_sync")}>{t("sell.refresh")}</Button>
          </Group>
        ) : null}
      </div>
    </>
  );
}

function Alert({ alert, shop, owner, open, onOpen, onTell }: { alert: AlertRow; shop: ShopView; owner: boolean; open: boolean; onOpen: () => void; onTell: () => void }) {
  const { t } = useTranslation();
  const numbers = `${alert.told} ${t("sell.told")} · ${alert.bought} ${t("sell.kept")}${alert.lost > 0 ? ` · ${alert.lost} ${t("sell.lost")}` : ""}`;
  return (
    <div className="todo">
      <Picture hash={alert.image} />
      <div className="what" aria-live="polite">
        <Text fw={600}><bdi>{alert.name}</bdi></Text>
        <Text size="sm" className="quiet">
          {t(`sell.${alert.state as "running"}`)} · {alert.by_hand ? `${t("sell.byHand")} · ` : ""}{alert.state === "running" && alert.to_go > 0 ? t("bar.told", { told: alert.told, togo: alert.to_go }) : numbers}
          {alert.state === "running" && !alert.by_hand && alert.to_go === 0 && alert.next_wave_at ? ` · ${t("bar.next", { at: clock(alert.next_wave_at, shop.now, shop.time_zone) })}` : ""}
        </Text>
      </div>
      <Group gap={8} wrap="nowrap">
        {alert.state === "proposed" && owner ? <Button onClick={onTell}>{t("bar.tell")}</Button> : null}
        {alert.state === "running" && owner ? <Button variant="default" onClick={() => act("alert_stop", { alert: alert.id })}>{t("sell.stop")}</Button> : null}
        {alert.state === "proposed" ? null : <Button variant="default" aria-expanded={open} onClick={onOpen}>{t("sell.people")}</Button>}
      </Group>
    </div>
  );
}

function People({ alert, shop, go }: { alert: number; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const people = useAsk("alert_people", { alert }, { every: 3_000 }).data;
  return (
    <div style={{ padding: "0 16px 12px 56px" }}>
      {people?.map((p) => {
        const reason = p.verdict.reasons.at(-1);
        const why = p.advice ? t(`advice.${p.advice as "other"}`, { code: p.error_code }) : p.state === "suppressed" || p.state === "held" ? (reason ? t(`reason.${reason.is}`) : "") : "";
        return (
          <Group key={p.promise} justify="space-between" wrap="nowrap" py={4} style={{ borderBottom: "1px solid var(--line)" }}>
            <Button variant="transparent" color="gray" size="compact-sm" px={0} style={{ flexShrink: 0, overflow: "visible" }} onClick={() => go("customers", p.customer)}><bdi>{p.name || t("customers.noName")}</bdi></Button>
            <Text size="sm" ta="end">
              {p.outcome === "bought" ? "✓ " : p.outcome === "lost" ? "✕ " : ""}{p.outcome === "open" || p.state === "suppressed" ? "" : `${t(`outcome.${p.outcome as "told"}`)} · `}{t(`state.${p.state as "sent"}`)}
              {p.state === "queued" || p.state === "held" ? ` ${clock(p.not_before, shop.now, shop.time_zone)}` : ""}
              {why ? <span className="quiet"> · {why}{p.outcome === "lost" && p.state !== "suppressed" && p.phone ? ` · ${t("today.callDo")}: ${isolated(p.phone)}` : ""}</span> : null}
            </Text>
          </Group>
        );
      })}
    </div>
  );
}
