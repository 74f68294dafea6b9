// What customers asked for within ninety days and could not have: sold out, in another size or colour, not known here, too
// far away. One line each, the most wanted first; looked at or left out.
import { Badge, Button, Group, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { day } from "../../format";
import { Empty } from "../../parts/Empty";
import { undoable } from "../../parts/undo";
import type { LostDemand, LostWhat, ShopView } from "../../platform";
import { settle } from "../settings/Unanswered";

interface Row {
  key: string;
  name: string;
  about: (string | null)[];
  isBack?: boolean;
  open: { label: string; go: () => void } | null;
  leave: () => Promise<void>;
}

function Kind({ title, lead, rows }: { title: string; lead: string; rows: Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className="card">
      <Text component="h2" fw={600}>{title}</Text>
      <Text size="sm" className="quiet" mb={8}>{lead}</Text>
      <div className="list">
        {rows.map((row) => (
          <div key={row.key} className="line" style={{ display: "flex", alignItems: "center", flexWrap: "wrap", gap: 12, paddingBlock: 8 }}>
            <div style={{ flex: "1 1 14em", minWidth: 0 }}>
              <Text fw={600} lineClamp={2}><bdi>{row.name}</bdi>{row.isBack ? <Badge ml={8} color="leaf" variant="light" tt="none">{t("askedFor.back")}</Badge> : null}</Text>
              <Text size="sm" className="quiet">{row.about.filter(Boolean).join(" · ")}</Text>
            </div>
            <Group gap={8} wrap="nowrap">
              <Button size="compact-sm" variant="default" aria-label={t("askedFor.leaveOf", { name: row.name })} onClick={() => void row.leave()}>{t("askedFor.leave")}</Button>
              {row.open ? <Button size="compact-sm" aria-label={`${row.open.label}: ${row.name}`} onClick={row.open.go}>{row.open.label}</Button> : null}
            </Group>
          </div>
        ))}
      </div>
    </section>
  );
}

function rowsOf(demand: LostDemand, shop: ShopView, t: TFunction, onProduct: (variant: number) => void, onAdd: () => void) {
  const people = (count: number) => t("askedFor.people", { count });
  const last = (at: number) => t("askedFor.last", { at: day(at, shop.time_zone) });
  const km = (metres: number) => Math.round(metres / 1000);
  const leave = (what: LostWhat) => async () => {
    const done = async (out: boolean) => {
      const ok = await act("demand_dismiss", { what, done: out });
      if (ok) await refresh("conversations");
      return Boolean(ok);
    };
    if (await done(true)) undoable(t("askedFor.left"), () => done(false));
  };
  const look = (variant: number) => ({ label: t("askedFor.look"), go: () => onProduct(variant) });
  const soldOut: Row[] = demand.sold_out.map((one) => ({ key: String(one.variant), name: one.name, isBack: one.is_back, about: [people(one.people), one.waiting > 0 ? t("askedFor.waiting", { count: one.waiting }) : null, last(one.last_at)], open: look(one.variant), leave: leave({ is: "sold_out", variant: one.variant }) }));
  const notIn: Row[] = demand.not_in.map((one) => ({ key: `${one.variant} ${one.wanted}`, name: `${one.name} · ${one.wanted}`, about: [people(one.people), last(one.last_at)], open: look(one.variant), leave: leave({ is: "not_in", variant: one.variant, wanted: one.wanted }) }));
  const unknown: Row[] = demand.unknown.map((one) => ({
    key: one.rows.join(),
    name: one.texts[0] ?? "",
    about: [people(one.people), last(one.last_at)],
    open: { label: t("askedFor.add"), go: onAdd },
    leave: async () => {
      if (await settle(one.rows, true)) undoable(t("askedFor.left"), () => settle(one.rows, false));
    },
  }));
  const tooFar: Row[] = demand.too_far.map((one) => ({ key: String(one.store), name: one.name, about: [people(one.people), km(one.from_metres) === km(one.to_metres) ? t("askedFor.km", { km: km(one.from_metres) }) : t("askedFor.kms", { from: km(one.from_metres), to: km(one.to_metres) }), last(one.last_at)], open: null, leave: leave({ is: "too_far", store: one.store }) }));
  return { soldOut, notIn, unknown, tooFar };
}

export function AskedFor({ shop, onProduct, onAdd }: { shop: ShopView; onProduct: (variant: number) => void; onAdd: () => void }) {
  const { t } = useTranslation();
  const demand = useAsk("demand_lost").data;
  if (!demand) return <Text role="status">{t("app.loading")}</Text>;
  const { soldOut, notIn, unknown, tooFar } = rowsOf(demand, shop, t, onProduct, onAdd);
  if (soldOut.length + notIn.length + unknown.length + tooFar.length === 0) return <Empty title={t("askedFor.none")} lead={t("askedFor.noneLead")} />;
  return (
    <div className="page">
      <Kind title={t("askedFor.soldOut")} lead={t("askedFor.soldOutLead")} rows={soldOut} />
      <Kind title={t("askedFor.notIn")} lead={t("askedFor.notInLead")} rows={notIn} />
      <Kind title={t("askedFor.unknown")} lead={t("askedFor.unknownLead")} rows={unknown} />
      <Kind title={t("askedFor.tooFar")} lead={t("askedFor.tooFarLead", { km: Math.round(demand.far_metres / 1000) })} rows={tooFar} />
    </div>
  );
}
