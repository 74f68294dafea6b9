// One row of Today: what there is to do, and the button that does it.
import { Button, Text } from "@mantine/core";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { act, complain } from "../data";
import { clock, left, pieces } from "../format";
import { type AlertRow, type ShopView, type TodayRow as Row, type Unreached, type WatchedFile, openOutside } from "../platform";
import { RestockBar } from "./RestockBar";
import { printSpareKey } from "./print";
import { Asking, LongInLine } from "./today/Asking";
import { NotConnected, Quality, SayHello, Stopped, TokenEnds } from "./today/Connection";
import { Holiday } from "./today/Holiday";
import { Line } from "./today/Line";
import { Uncertain } from "./today/Uncertain";
import { start } from "./useImport";

// Today is the first page there is, and most days nothing is asked about a file.
const ImportDialog = lazy(() => import("./ImportDialog").then((file) => ({ default: file.ImportDialog })));

interface Props {
  row: Row;
  shop: ShopView;
  go: Go;
  owner: boolean;
}

export function TodayRow({ row, shop, go, owner }: Props) {
  const { t } = useTranslation();
  switch (row.is) {
    case "stopped":
      return <Stopped why={row.why} go={go} owner={owner} />;
    case "not_connected":
      return <NotConnected go={go} owner={owner} />;
    case "say_hello":
      return <SayHello row={row} />;
    case "token_ends":
      return <TokenEnds at={row.at} shop={shop} go={go} owner={owner} />;
    case "quality":
      return <Quality rating={row.rating} owner={owner} />;
    case "template":
      return <Line sign="⚠" actions={<Button variant="default" onClick={() => go("sell")}>{t("today.templateDo")}</Button>}>{t("today.template", { status: t(`sell.${row.status.toLowerCase() as "paused"}`, { defaultValue: row.status.toLowerCase() }) })}</Line>;
    case "answer":
      return <Line sign="✎" actions={<Button onClick={() => go("inbox", row.customer)}>{t("today.answerDo")}</Button>}>{t("today.answer", { count: row.people, name: row.name || t("customers.noName"), others: row.people - 1, left: left(row.closes_at, shop.now) })}</Line>;
    case "while_away": {
      const [from, until] = [clock(row.from, shop.now, shop.time_zone), clock(row.until, shop.now, shop.time_zone)];
      return (
        <Line sign="☾" actions={<Button onClick={() => go("inbox", "away")}>{t("today.whileAwayDo")}</Button>}>
          <Text>{t("today.whileAway", { count: row.people })}</Text>
          <Text size="sm" className="quiet">{row.closes_at > shop.now ? t("today.whileAwayLead", { from, until, left: left(row.closes_at, shop.now) }) : t("today.whileAwayClosed", { from, until })}</Text>
        </Line>
      );
    }
    case "look_on_shelf":
      return (
        <Line sign="?" actions={<><Button onClick={() => act("shelf_seen", { variant: row.variant, here: true })}>{t("today.shelfHere")}</Button><Button variant="default" onClick={() => act("shelf_seen", { variant: row.variant, here: false })}>{t("today.shelfGone")}</Button></>}>
          <Text>{t("today.shelf", { count: row.people, product: row.product })}</Text>
          <Text size="sm" className="quiet">{t("today.shelfLead", { at: clock(row.asked_at, shop.now, shop.time_zone) })}</Text>
        </Line>
      );
    case "holiday":
      return <Holiday holiday={row.holiday} go={go} />;
    case "unanswered":
      return <Line sign="?" actions={<Button variant="default" onClick={() => go("settings", "answers")}>{t("today.unansweredDo")}</Button>}>{t("today.unanswered", { count: row.people, question: row.question })}</Line>;
    case "orders":
      return <Line sign="▤" actions={<Button onClick={() => go("orders")}>{t("today.ordersDo")}</Button>}>{t("today.orders", { count: row.orders, until: clock(row.first_until, shop.now, shop.time_zone) })}</Line>;
    case "restocked":
      return <Restocked alert={row.alert} shop={shop} owner={owner} />;
    case "telling":
      return <Telling alert={row.alert} shop={shop} go={go} owner={owner} />;
    case "asking":
      return <Asking asking={row.asking} go={go} owner={owner} />;
    case "long_in_line":
      return <LongInLine row={row} shop={shop} owner={owner} />;
    case "limit":
      return <Line sign="¤" actions={owner ? <Button onClick={() => go("settings", "money")}>{t(row.unknown ? "today.limitUnknownDo" : "today.limitDo")}</Button> : null}>{t(row.unknown ? "today.limitUnknown" : "today.limit", { count: row.waiting })}</Line>;
    case "by_hand":
      return <Line sign="☎" actions={<Button onClick={() => go("sell")}>{t("today.byHandDo")}</Button>}>{t("today.byHand", { count: row.messages })}</Line>;
    case "uncertain":
      return <Uncertain messages={row.messages} owner={owner} />;
    case "call":
      return <>{row.people.map((p) => <Call key={`${p.customer}${p.product}`} person={p} go={go} />)}</>;
    case "watched":
      return <Watched file={row.file} />;
    case "folder_gone":
      return <Line sign="⚠">{t("today.folderGone", { folder: row.folder })}</Line>;
    case "spare_key":
      return <SpareKey />;
  }
}

function Watched({ file }: { file: WatchedFile }) {
  const { t } = useTranslation();
  const [looking, setLooking] = useState(false);
  const asks = file.state === "asks";
  const update = () => start({ kind: "products", name: file.name, content: "", path: null, format: null, columns: null, places: [], known_only: true, watched: file.hash }).catch(complain);
  const actions = (
    <>
      {asks ? null : <Button onClick={update}>{t("today.watchedDo")}</Button>}
      <Button variant={asks ? "filled" : "default"} onClick={() => setLooking(true)}>{t("today.watchedLook")}</Button>
      <Button variant="default" onClick={() => act("watched_leave", { hash: file.hash })}>{t("today.watchedLeave")}</Button>
    </>
  );
  return (
    <>
      <Line sign="▦" actions={actions}>{asks ? t("today.watchedAsks", { file: file.name }) : t("today.watched", { file: file.name, count: file.differing })}</Line>
      {looking ? <Suspense><ImportDialog file={file} onClose={() => setLooking(false)} /></Suspense> : null}
    </>
  );
}

function Restocked({ alert, shop, owner }: { alert: AlertRow; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Line sign="↺" actions={<><Button disabled={!owner} onClick={() => setOpen(!open)} aria-expanded={open}>{t("today.restockedDo")}</Button>{owner ? <Button variant="default" onClick={() => act("alert_dismiss", { variant: alert.variant })}>{t("today.later")}</Button> : null}</>}>
        {t("today.restocked", { name: alert.name, waiting: alert.waiting, pieces: pieces(alert.pieces, "piece") })}
      </Line>
      {open ? <RestockBar variant={alert.variant} shop={shop} owner={owner} onDone={() => setOpen(false)} /> : null}
    </>
  );
}

function Telling({ alert, shop, go, owner }: { alert: AlertRow; shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const words = alert.to_go > 0 ? t("today.telling", { name: alert.name, told: alert.told, togo: alert.to_go }) : t("today.tellingWait", { name: alert.name, told: alert.told, at: clock(alert.next_wave_at ?? 0, shop.now, shop.time_zone) });
  return <Line sign="➤" actions={<><Button variant="default" onClick={() => go("sell")}>{t("today.tellingDo")}</Button>{owner ? <Button variant="default" onClick={() => act("alert_stop", { alert: alert.id })}>{t("today.tellingStop")}</Button> : null}</>}><span aria-live="polite">{words}</span></Line>;
}

function Call({ person, go }: { person: Unreached; go: Go }) {
  const { t } = useTranslation();
  const name = person.name || t("customers.noName");
  const { phone } = person;
  return (
    <Line sign="☏" actions={phone ? <Button variant="default" aria-label={`${t("today.callShort")}: ${name}, ${phone}`} onClick={() => openOutside(`tel:${phone}`)}><bdi>{phone}</bdi></Button> : <Button variant="default" onClick={() => go("customers", person.customer)}>{t("today.tellingDo")}</Button>}>
      <Text>{t("today.call", { name, why: t(`advice.${person.advice as "other"}`, { code: person.code }) })}</Text>
      <Text size="sm" className="quiet">{t("today.callProduct", { product: person.product })}</Text>
    </Line>
  );
}

function KeyShape() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="6" cy="6" r="3.6" /><path d="M8.6 8.6l8 8M13 13l2.2-2.2M15.4 15.4l1.8-1.8" />
    </svg>
  );
}

function SpareKey() {
  const { t } = useTranslation();
  return (
    <Line sign={<KeyShape />} actions={<><Button onClick={() => printSpareKey()}>{t("today.spareKeyDo")}</Button><Button variant="default" onClick={() => act("spare_key_later")}>{t("today.spareKeyLater")}</Button></>}>
      <Text fw={600}>{t("today.spareKey")}</Text>
      <Text size="sm">{t("today.spareKeyLead")}</Text>
    </Line>
  );
}
