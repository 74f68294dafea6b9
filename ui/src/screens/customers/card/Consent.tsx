// What she agreed to, purpose by purpose, and every word of hers behind it. It is a ledger: a stop is written
// down at once, and only words of hers make it a yes again.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../../data";
import { clock } from "../../../format";
import { savePage } from "../../../parts/print";
import type { CustomerCard, Purpose, ShopView } from "../../../platform";
import { lately } from "../names";
import { PURPOSES } from "../who/conditions";
import { Receipts } from "./Receipts";
import { SayYes } from "./SayYes";

const SIGNS = { given: "✓", withdrawn: "✕", never: "–" } as const;

export function Consent({ card, shop }: { card: CustomerCard; shop: ShopView }) {
  const { t } = useTranslation();
  const stores = useAsk("stores_list").data ?? [];
  const [yes, setYes] = useState<Purpose | null>(null);
  const [printing, setPrinting] = useState(false);
  const customer = String(card.customer.id);
  const name = card.customer.name || t("customers.noName");
  const barred = card.receipts.find((receipt) => receipt.act.endsWith("at_meta"))?.act === "barred_at_meta";
  const stop = async (purpose: Purpose | null) => {
    if ((await act("consent_take", { customer, purpose })) === null) return;
    await Promise.all([refresh("customers"), refresh("waitlist")]);
    const what = t(`people.purpose.${purpose ?? "everything"}` as "people.purpose.restock");
    notifications.show({ message: t("people.consent.stopped", { what, name }), withBorder: true, autoClose: 8_000 });
  };
  const print = async () => {
    setPrinting(true);
    const page = await act("consent_print", { customer });
    setPrinting(false);
    if (page) savePage(page, t("people.consent.printed"));
  };
  const rows = card.standing.toSorted((a, b) => PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose));
  const given = rows.some((row) => row.standing.is === "given");
  return (
    <div className="person-part">
      <section>
        <Text component="h3" fw={600} size="sm" m={0} mb={4}>{t("customers.consent")}</Text>
        <ul className="people-list standing">
          {rows.map(({ purpose, standing }) => {
            const what = t(`people.purpose.${purpose as "restock"}`);
            return (
              <li key={purpose}>
                <span className="sign-of" data-state={standing.is} aria-hidden>{SIGNS[standing.is]}</span>
                <div>
                  <Text size="sm" fw={600}>{what}</Text>
                  <Text size="sm" className="quiet">{t(`people.consent.${standing.is}`)}{standing.is === "never" ? "" : ` · ${lately(standing.at, shop.now, shop.time_zone)}`}</Text>
                </div>
                {standing.is === "given"
                  ? <Button size="xs" variant="default" aria-label={t("people.named", { what: t("people.consent.stop"), name: what })} onClick={() => void stop(purpose)}>{t("people.consent.stop")}</Button>
                  : <Button size="xs" variant="default" aria-label={t("people.named", { what: t("people.consent.yes"), name: what })} onClick={() => setYes(purpose)}>{t("people.consent.yes")}</Button>}
              </li>
            );
          })}
        </ul>
        {barred ? <Text size="sm" mt={8}>⚠ {t("people.consent.barred")}</Text> : null}
        <Group gap={8} mt={12}>
          {given ? <Button size="xs" variant="default" onClick={() => void stop(null)}>{t("people.consent.stopAll")}</Button> : null}
          <Button size="xs" variant="default" loading={printing} onClick={print}>{t("people.consent.print")}</Button>
        </Group>
      </section>
      <Receipts receipts={card.receipts} stores={stores} when={(at) => clock(at, shop.now, shop.time_zone)} />
      {yes ? <SayYes key={yes} purpose={yes} card={card} shop={shop} stores={stores} onClose={() => setYes(null)} /> : null}
    </div>
  );
}
