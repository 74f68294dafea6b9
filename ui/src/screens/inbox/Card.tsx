// Who she is, beside her thread: how one reaches her, what she waits for and has ordered, what is noted.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { useAsk } from "../../data";
import { clock } from "../../format";
import { plainLine } from "../../parts/bubble/safe";
import type { ShopView } from "../../platform";
import { attentionLine } from "../customers/card/PersonCard";
import { countryName, languageName, reachedBy } from "../customers/names";

export function Card({ customer, shop, go, onClose }: { customer: number; shop: ShopView; go: Go; onClose: () => void }) {
  const { t } = useTranslation();
  const card = useAsk("customer_get", { customer }).data;
  if (!card) return <aside className="card inbox-card" aria-label={t("inbox.card")} />;
  const { customer: who, written } = card;
  const about = [who.language ? languageName(who.language) : "", who.country ? countryName(who.country) : ""].filter((part) => part !== "");
  const open = card.orders.filter((order) => order.state === "kept");
  return (
    <aside className="card inbox-card" aria-label={t("inbox.card")}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <Text component="h2" fw={600} m={0} dir="auto" className="breaks">{plainLine(who.name) || t("customers.noName")}</Text>
        <Button className="card-toggle" size="compact-sm" variant="default" aria-label={t("app.close")} onClick={onClose}>✕</Button>
      </Group>
      <Text size="sm" className="quiet"><bdi>{reachedBy(who)}</bdi>{about.map((part) => ` · ${part}`)}</Text>
      <Text size="sm" className="quiet" mt={4}>{attentionLine(t, card.attention, shop)}</Text>
      {written.tags.length > 0 ? <Group gap={4} mt={6}>{written.tags.map((tag) => <span key={tag} className="tag" dir="auto">{tag}</span>)}</Group> : null}
      <dl className="facts stacked" style={{ marginTop: 12 }}>
        {open.length > 0 ? <div><dt>{t("inbox.toCollect")}</dt><dd>{open.map((order) => <div key={order.id}><bdi>{order.lines.map((line) => line.title).join(", ")}</bdi> · {order.accepted_at === null ? <b>{t("inbox.toAccept")}</b> : t("inbox.accepted")}<br /><span className="quiet">{t("orders.until", { at: clock(order.hold_until, shop.now, shop.time_zone) })}</span></div>)}</dd></div> : null}
        {card.waits.length > 0 ? <div><dt>{t("customers.waits")}</dt><dd>{card.waits.map((wait) => <div key={wait.variant}><bdi>{wait.name}</bdi></div>)}</dd></div> : null}
        {card.standing.map((one) => <div key={one.purpose}><dt>{t(`people.purpose.${one.purpose as "restock"}`)}</dt><dd>{t(`people.consent.${one.standing.is}`)}</dd></div>)}
        {card.orders.length > open.length ? <div><dt>{t("customers.orders")}</dt><dd>{t("inbox.pastOrders", { count: card.orders.length - open.length })}</dd></div> : null}
      </dl>
      {open.length > 0 ? <Button mt={8} me={8} variant="default" size="compact-md" onClick={() => go("orders")}>{t("inbox.theOrders")}</Button> : null}
      {card.notes.slice(0, 3).map((note) => <div key={note.id} className="staff-note small"><span dir="auto" className="pre">{note.note}</span></div>)}
      <Button mt={8} variant="default" size="compact-md" onClick={() => go("customers", customer)}>{t("inbox.wholeCard")}</Button>
    </aside>
  );
}
