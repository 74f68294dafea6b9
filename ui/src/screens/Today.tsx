// Today: a list of things to do, each row one action.
import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { act, useAsk } from "../data";
import { clock, left, pieces } from "../format";
import { Empty } from "../parts/Empty";
import { RestockBar } from "../parts/RestockBar";
import type { ShopView, TodayRow } from "../platform";

export function Today({ shop, go, owner }: { shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const today = useAsk("today_list", {}, { every: 20_000 }).data;
  if (!today) return <Text>{t("app.loading")}</Text>;
  return (
    <>
      {today.rows.length === 0 ? (
        <div className="card">
          <Empty title={t("today.empty")} lead={t("today.emptyLead")} action={t("today.toProducts")} onAction={() => go("products")} />
        </div>
      ) : (
        <ul className="card people-list" style={{ padding: 0 }}>
          {today.rows.map((row) => (
            <Row key={keyOf(row)} row={row} shop={shop} go={go} owner={owner} />
          ))}
        </ul>
      )}
      <Text size="sm" mt={16} className="quiet">
        {t("today.yesterday", { told: today.told, kept: today.kept, handed: today.handed_over })}
      </Text>
    </>
  );
}

function keyOf(row: TodayRow): string {
  return row.is === "restocked" || row.is === "telling" ? `${row.is}${row.alert.id}` : row.is;
}

function Line({ sign, children, actions }: { sign: string; children: ReactNode; actions: ReactNode }) {
  return (
    <div className="todo">
      <span className="sign" aria-hidden>
        {sign}
      </span>
      <div className="what">{children}</div>
      <Group gap={8} wrap="nowrap">
        {actions}
      </Group>
    </div>
  );
}

function Row({ row, shop, go, owner }: { row: TodayRow; shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const at = (ms: number) => clock(ms, shop.now, shop.time_zone);
  switch (row.is) {
    case "stopped":
      return <li><Line sign="⚠" actions={<Button onClick={() => go("settings")}>{t("today.stoppedDo")}</Button>}><Text fw={600}>{t("today.stopped")}</Text><Text size="sm">{t(`stop.${row.why as "token"}`)}</Text></Line></li>;
    case "not_connected":
      return <li><Line sign="☎" actions={<Button onClick={() => go("settings")}>{t("today.notConnectedDo")}</Button>}>{t("today.notConnected")}</Line></li>;
    case "template":
      return <li><Line sign="⚠" actions={<Button variant="default" onClick={() => go("sell")}>{t("today.templateDo")}</Button>}>{t("today.template", { name: row.name, status: row.status.toLowerCase() })}</Line></li>;
    case "answer":
      return <li><Line sign="✎" actions={<Button onClick={() => go("customers", row.customer)}>{t("today.answerDo")}</Button>}>{t("today.answer", { count: row.people, name: row.name || t("customers.noName"), others: row.people - 1, left: left(row.closes_at, shop.now) })}</Line></li>;
    case "orders":
      return <li><Line sign="▤" actions={<Button onClick={() => go("orders")}>{t("today.ordersDo")}</Button>}>{t("today.orders", { count: row.orders, until: at(row.first_until) })}</Line></li>;
    case "restocked":
      return (
        <li>
          <Line sign="↺" actions={<><Button disabled={!owner} onClick={() => setOpen(!open)} aria-expanded={open}>{t("today.restockedDo")}</Button>{owner ? <Button variant="default" onClick={() => act("alert_dismiss", { variant: row.alert.variant })}>{t("today.later")}</Button> : null}</>}>
            {t("today.restocked", { name: row.alert.name, waiting: row.alert.waiting, pieces: pieces(row.alert.pieces, "piece") })}
          </Line>
          {open ? <RestockBar variant={row.alert.variant} shop={shop} owner={owner} onDone={() => setOpen(false)} /> : null}
        </li>
      );
    case "telling": {
      const words = row.alert.to_go > 0 ? t("today.telling", { name: row.alert.name, told: row.alert.told, togo: row.alert.to_go }) : t("today.tellingWait", { name: row.alert.name, told: row.alert.told, at: at(row.alert.next_wave_at ?? 0) });
      return <li><Line sign="➤" actions={<><Button variant="default" onClick={() => go("sell")}>{t("today.tellingDo")}</Button>{owner ? <Button variant="default" onClick={() => act("alert_stop", { alert: row.alert.id })}>{t("today.tellingStop")}</Button> : null}</>}><span aria-live="polite">{words}</span></Line></li>;
    }
    case "uncertain":
      return (
        <li>
          <Line sign="?" actions={<Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>{t("today.tellingDo")}</Button>}>{t("today.uncertain", { count: row.messages.length })}</Line>
          {open ? row.messages.map((m) => <Line key={m.id} sign="" actions={<><Button variant="default" onClick={() => act("outbox_resolve", { promise: m.id, send_again: false })}>{t("today.leave")}</Button><Button variant="default" onClick={() => act("outbox_resolve", { promise: m.id, send_again: true })}>{t("today.again")}</Button></>}>{m.name || t("customers.noName")}</Line>) : null}
        </li>
      );
    case "call":
      return (
        <li>
          {row.people.map((p) => (
            <Line key={`${p.customer}${p.product}`} sign="☏" actions={p.phone ? <Button component="a" variant="default" href={`tel:${p.phone}`}>{p.phone}</Button> : <Button variant="default" onClick={() => go("customers", p.customer)}>{t("today.tellingDo")}</Button>}>
              <Text>{t("today.call", { name: p.name || t("customers.noName"), why: t(`advice.${p.advice as "other"}`, { code: p.code }) })}</Text>
              <Text size="sm" className="quiet">{t("today.callProduct", { product: p.product })}</Text>
            </Line>
          ))}
        </li>
      );
  }
}
