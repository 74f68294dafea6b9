// Before many are written to: who has to wait, who is passed over and why; and a plan that stays while the next one comes.
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { soon } from "../format";
import type { ShopView, Skipped } from "../platform";

export function People({ people, label }: { people: Skipped[]; label: string }) {
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
              <bdi>{p.name}</bdi> · <span className="quiet">{t(`reason.${p.reason.is}`)}</span>
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Keeps what was last known on the screen while the next answer is on its way. */
export function useLast<T>(now: T | undefined): T | undefined {
  const [last, setLast] = useState(now);
  if (now !== undefined && now !== last) setLast(now);
  return now ?? last;
}

/** Who has to wait: Meta's limit of the day as days and hours, everybody else with her reason. */
export function Later({ plan, shop }: { plan: { first: number; later: Skipped[] }; shop: ShopView }) {
  const { t } = useTranslation();
  const limited = plan.later.flatMap((p) => (p.reason.is === "day_limit" ? [p.reason.until] : []));
  const others = plan.later.filter((p) => p.reason.is !== "day_limit");
  const now = plan.first - plan.later.length;
  const when = limited.length > 0 ? soon(Math.min(...limited), shop.now, shop.time_zone) : null;
  return (
    <>
      {when ? <Text size="sm" fw={600}>{now > 0 ? t("bar.todayRest", { now, when }) : t("bar.notToday", { when })}</Text> : null}
      <People people={others} label={t("bar.later", { count: others.length })} />
    </>
  );
}
