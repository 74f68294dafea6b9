// The bar that opens in place when something people wait for is back: who, how many, what it costs,
// what the first will see, and one button.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../data";
import { clock, pieces, quoted } from "../format";
import type { AlertPlan, ShopView, Skipped } from "../platform";
import { Preview } from "./Bubble";
import { undoable } from "./undo";

/** Starts an alert with its ten seconds of undo. */
export async function tellThem(plan: Pick<AlertPlan, "first"> & { variant: { id: number } }, say: (count: number) => string) {
  const alert = await act("alert_start", { variant: plan.variant.id });
  if (alert === null) return false;
  undoable(say(plan.first), async () => {
    if ((await act("alert_undo", { alert })) === null) throw new Error("too late");
  });
  return true;
}

function People({ people, label }: { people: Skipped[]; label: string }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <details>
      <summary>
        <Text component="span" size="sm">
          {label}
        </Text>
      </summary>
      <ul className="people-list">
        {people.map((p) => (
          <li key={p.customer}>
            <Text size="sm">
              {p.name} · <span className="quiet">{t(`reason.${p.reason.is}`)}</span>
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function RestockBar({ variant, shop, owner, onDone }: { variant: number; shop: ShopView; owner: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const plan = useAsk("alert_plan", { variant }).data;
  if (!plan) return <div className="bar">{t("app.loading")}</div>;
  const line = t("bar.line", { waiting: plan.waiting, pieces: pieces(plan.pieces, plan.variant.unit), first: plan.first });
  return (
    <div className="bar" role="region" aria-label={t("bar.tell")}>
      <div className="words">
        <Text fw={600}>{plan.first > 0 ? line : t("bar.nobody")}</Text>
        <Text size="sm">
          {quoted(plan.quote)} · {t("bar.next", { at: clock(plan.next_at, shop.now, shop.time_zone) })}
        </Text>
        <People people={plan.skipped} label={t("bar.skipped", { count: plan.skipped.length })} />
        <People people={plan.later} label={t("bar.later", { count: plan.later.length })} />
        {owner ? (
          <Group mt={12} gap={8}>
            <Button disabled={plan.first === 0 || plan.running} onClick={async () => { if (await tellThem(plan, (count) => t("bar.started", { count }))) onDone(); }}>
              {plan.running ? t("bar.running") : t("bar.tell")}
            </Button>
            <Button variant="default" onClick={onDone}>
              {t("bar.dismiss")}
            </Button>
          </Group>
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
