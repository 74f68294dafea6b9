// The bar that opens in place when something people wait for is back: who, how many, what it costs,
// what the first will see, and one button. The shop sends, or a person does, one message at a time.
import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../data";
import { clock, pieces, quoted } from "../format";
import type { AlertPlan, AlertRow, HandRow, ShopView } from "../platform";
import { Preview } from "./Bubble";
import { ByHand } from "./ByHand";
import { Later, People, useLast } from "./HeldBack";
import { undoable } from "./undo";

/** Starts an alert with its ten seconds of undo. */
export async function tellThem(plan: Pick<AlertPlan, "first"> & { variant: { id: number } }, say: (count: number) => string) {
  const alert = await act("alert_start", { variant: plan.variant.id, by_hand: false });
  if (alert === null) return false;
  undoable(say(plan.first), async () => {
    if ((await act("alert_undo", { alert })) === null) throw new Error("too late");
  });
  return true;
}

export function RestockBar({ variant, shop, owner, onDone }: { variant: number; shop: ShopView; owner: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const [hand, setHand] = useState(shop.connection === null);
  const plan = useLast(useAsk("alert_plan", { variant, by_hand: hand }).data);
  // Once it goes by hand the list stays, also when the last one has been sent: a tick can be undone.
  const [byHand, setByHand] = useState<number | null>(null);
  const alert = useAsk("alerts_list").data?.find((a) => a.id === byHand || (a.variant === variant && a.state === "running" && a.by_hand));
  if (alert && alert.id !== byHand) setByHand(alert.id);
  if (alert) return <Running alert={alert} shop={shop} owner={owner} onDone={onDone} />;
  if (!plan) return <div className="bar">{t("app.loading")}</div>;
  const line = t("bar.line", { waiting: plan.waiting, pieces: pieces(plan.pieces, plan.variant.unit), first: plan.first });
  const start = async () => {
    if (hand) setByHand(await act("alert_start", { variant, by_hand: true }));
    else if (await tellThem(plan, (count) => t("bar.started", { count }))) onDone();
  };
  return (
    <div className="bar" role="region" aria-label={t("bar.tell")}>
      <div className="words">
        <Text fw={600}>{plan.first > 0 ? line : t("bar.nobody")}</Text>
        <Text size="sm">{hand ? t("bar.handLead") : `${quoted(plan.quote)} · ${t("bar.next", { at: clock(plan.next_at, shop.now, shop.time_zone) })}`}</Text>
        <Later plan={plan} shop={shop} />
        <People people={plan.skipped} label={t("bar.skipped", { count: plan.skipped.length })} />
        {owner ? (
          <>
            <SegmentedControl mt={12} size="xs" aria-label={t("bar.how")} value={hand ? "hand" : "shop"} onChange={(how) => setHand(how === "hand")} data={[{ value: "shop", label: t("bar.byShop"), disabled: shop.connection === null }, { value: "hand", label: t("bar.byHand") }]} />
            {shop.connection === null ? <Text size="sm" mt={4} className="quiet">{t("bar.noShop")}</Text> : null}
            <Group mt={12} gap={8}>
              <Button disabled={plan.first === 0 || plan.running} onClick={start}>
                {plan.running ? t("bar.running") : hand ? t("bar.startHand") : t("bar.tell")}
              </Button>
              <Button variant="default" onClick={onDone}>
                {t("bar.dismiss")}
              </Button>
            </Group>
          </>
        ) : (
          <Text mt={12} size="sm" className="quiet">
            {t("bar.notYou")}
          </Text>
        )}
      </div>
      {plan.preview ? (
        <div className="preview">
          <Text size="xs" className="quiet" mb={4}>
            {t("bar.asSeen", { name: plan.preview_name || "…" })}
          </Text>
          <Preview content={plan.preview} />
        </div>
      ) : null}
    </div>
  );
}

/** An alert that goes by hand, in place. */
function Running({ alert, shop, owner, onDone }: { alert: AlertRow; shop: ShopView; owner: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const people = useAsk("alert_people", { alert: alert.id }).data;
  // Her answer to an alert is a message of its own, to the same person.
  const only = useCallback((row: HandRow) => people?.some((p) => p.promise === row.promise || (row.purpose === "service" && p.customer === row.customer)) ?? false, [people]);
  return (
    <div className="bar" role="region" aria-label={t("bar.tell")}>
      <div className="words">
        <Text fw={600}>{t("bar.runningHand", { name: alert.name })}</Text>
        <Text size="sm" mb={8}>{t("hand.lead")}</Text>
        {people ? <ByHand shop={shop} only={only} label={t("hand.title")} /> : <Text>{t("app.loading")}</Text>}
        <Group mt={12} gap={8}>
          <Button variant="default" onClick={onDone}>{t("app.close")}</Button>
          {owner && alert.state === "running" ? <Button variant="subtle" color="gray" onClick={() => act("alert_stop", { alert: alert.id })}>{t("bar.stopHand")}</Button> : null}
        </Group>
      </div>
    </div>
  );
}
