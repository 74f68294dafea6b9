// Everything about one person: who she is on top, then her messages, what is written down, what she agreed to.
import { Button, Group, Tabs, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { Go } from "../../../App";
import { sentence, useAsk } from "../../../data";
import { left, soon } from "../../../format";
import type { Attention, CustomerCard, ShopView } from "../../../platform";
import { back } from "../../../words";
import { countryName, languageName, reachedBy } from "../names";
import { About } from "./About";
import { Consent } from "./Consent";
import { Messages } from "./Messages";
import { Story } from "./Story";

export const TABS = ["messages", "story", "about", "consent"] as const;
export type Tab = (typeof TABS)[number];

interface Props {
  id: number;
  shop: ShopView;
  go: Go;
  owner: boolean;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

export function PersonCard({ id, shop, go, owner, tab, onTab }: Props) {
  const { t } = useTranslation();
  const answer = useAsk("customer_get", { customer: id }, { every: 5_000 });
  const card = answer.data;
  if (!card) return <div className="card"><Text role={answer.error ? "alert" : "status"}>{answer.error ? sentence(answer.error) : t("app.loading")}</Text></div>;
  return (
    <section className="card person-card" aria-label={card.customer.name || t("customers.noName")}>
      <Head card={card} shop={shop} go={go} />
      <Tabs value={tab} onChange={(next) => onTab(TABS.find((one) => one === next) ?? "messages")} keepMounted={false}>
        <Tabs.List>{TABS.map((one) => <Tabs.Tab key={one} value={one}>{t(`people.tabs.${one}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="messages"><Messages card={card} shop={shop} owner={owner} /></Tabs.Panel>
        <Tabs.Panel value="story"><Story card={card} shop={shop} /></Tabs.Panel>
        <Tabs.Panel value="about"><About card={card} shop={shop} go={go} owner={owner} /></Tabs.Panel>
        <Tabs.Panel value="consent"><Consent card={card} shop={shop} /></Tabs.Panel>
      </Tabs>
    </section>
  );
}

function Head({ card: { customer, written, attention, window_until: until }, shop, go }: { card: CustomerCard; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const connected = shop.connection !== null;
  const open = connected && until !== null && until > shop.now;
  const about = [customer.language ? languageName(customer.language) : "", customer.country ? countryName(customer.country) : ""].filter((part) => part !== "");
  return (
    <Group justify="space-between" align="start" wrap="nowrap" gap={8}>
      <div style={{ minWidth: 0 }}>
        <Text component="h2" fw={600} size="lg" m={0} dir="auto" className="breaks">{customer.name || t("customers.noName")}{written.company ? <span className="quiet company"> · {written.company}</span> : null}</Text>
        <Text size="sm" className="quiet"><bdi>{reachedBy(customer)}</bdi>{about.map((part) => ` · ${part}`)}</Text>
        <Text size="sm" mt={2}>{open ? `● ${t("customers.windowOpen", { left: left(until, shop.now) })}` : `○ ${t(connected ? "customers.windowClosed" : "foot.offline")}`}</Text>
        <Text size="sm" className="quiet">{attentionLine(t, attention, shop)}</Text>
      </div>
      <Button className="narrow-only" variant="default" onClick={() => go("customers")}>{back()} {t("app.back")}</Button>
    </Group>
  );
}

/** How many offers she may still get, or why none, as one says it. */
export function attentionLine(t: TFunction, attention: Attention, shop: ShopView): string {
  const { offers, allowed, left: still, days, next_at: next } = attention;
  if (offers !== "yes") return t(`people.attention.${offers as "not_asked"}`);
  const span = days === 7 ? "Week" : "Days";
  if (allowed === 0) return t("people.attention.none");
  if (still > 0 || next === null) return t(`people.attention.left${span}`, { count: still, days });
  return t("people.attention.enough", { count: attention.got, at: soon(next, shop.now, shop.time_zone) });
}
