// The connection to WhatsApp: how it stands, the owner's hello, and changing it.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import { ago, clock, day, locale } from "../../format";
import type { Connection as Connected, HouseState, ShopView } from "../../platform";
import { ConnectForm } from "./ConnectForm";
import { Hello } from "./Hello";

/** Meta's names for its limits end in the number: TIER_250, TIER_1K, TIER_UNLIMITED. */
function dayLimit(tier: string): number | null {
  const [, digits, thousands] = /(\d+)(K?)$/.exec(tier) ?? [];
  return digits ? Number(digits) * (thousands ? 1000 : 1) : null;
}

export function Connection({ shop, house }: { shop: ShopView; house: HouseState }) {
  const { t } = useTranslation();
  const c = shop.connection;
  // Open from the start where there is nothing yet, and until connecting has wholly worked.
  const [changing, setChanging] = useState(c === null);
  const resume = async () => {
    if (await act("connection_resume")) notifications.show({ message: t("stop.resumed"), color: "leaf", withBorder: true });
  };
  return (
    <>
      {c ? (
        <section className="card">
          <Text component="h2" fw={600} mb={8}>{t("settings.tabs.connect")}</Text>
          <State c={c} shop={shop} />
          {c.stopped ? <Text mt={12} role="status">⚠ <b>{t("today.stopped")}.</b> {t(`stop.${c.stopped as "token"}`)}</Text> : null}
          <Group mt={12} gap={8}>
            {c.stopped ? <Button onClick={resume}>{t("stop.resume")}</Button> : null}
            <Button variant="default" aria-expanded={changing} onClick={() => setChanging(!changing)}>{t("connect.change")}</Button>
          </Group>
        </section>
      ) : null}
      {c ? <Hello c={c} shop={shop} /> : null}
      {changing || !c ? <ConnectForm shop={shop} house={house} onDone={() => setChanging(false)} /> : null}
    </>
  );
}

function State({ c, shop }: { c: Connected; shop: ShopView }) {
  const { t } = useTranslation();
  const limit = dayLimit(c.tier);
  const quality = ({ GREEN: "green", YELLOW: "yellow", RED: "red" } as const)[c.quality] ?? "unknown";
  const lines: [label: string, value: string][] = [
    [t("connect.state.number"), c.display_number],
    [t("connect.state.name"), c.verified_name],
    [t("connect.state.quality"), t(`connect.quality.${quality}`)],
    [t("connect.state.limit"), limit === null ? t("connect.unlimited") : t("connect.limit", { people: limit.toLocaleString(locale()) })],
    [t("connect.state.key"), c.token_until === null ? t("connect.keyNever") : t("connect.keyEnds", { at: day(c.token_until, shop.time_zone) })],
    [t("connect.state.heard"), c.last_event_at === null ? t("connect.state.yet") : `${ago(c.last_event_at, shop.now)} (${clock(c.last_event_at, shop.now, shop.time_zone)})`],
  ];
  if (c.catalogue_items !== null) lines.push([t("connect.state.catalogue"), t("connect.state.catalogueItems", { count: c.catalogue_items })]);
  return <dl className="facts">{lines.map(([label, value]) => <div key={label}><dt>{label}</dt><dd><bdi>{value || "–"}</bdi></dd></div>)}</dl>;
}
