// Today: a list of things to do, each row one action.
import { Text } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { useAsk } from "../data";
import { Empty } from "../parts/Empty";
import { TodayRow } from "../parts/TodayRow";
import { type ShopView, type TodayRow as Row, painted } from "../platform";

export function Today({ shop, go, owner }: { shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const today = useAsk("today_list", {}, { every: 20_000 }).data;
  const here = today !== undefined;
  useEffect(() => {
    if (here) painted();
  }, [here]);
  if (!today) return <Text>{t("app.loading")}</Text>;
  return (
    <>
      {today.rows.length === 0 ? (
        <div className="card">
          <Empty title={t("today.empty")} lead={t("today.emptyLead")} action={t("today.toProducts")} onAction={() => go("products")} />
        </div>
      ) : (
        <ul className="card people-list" style={{ padding: 0 }}>
          {today.rows.map((row) => <li key={keyOf(row)}><TodayRow row={row} shop={shop} go={go} owner={owner} /></li>)}
        </ul>
      )}
      <Text size="sm" mt={16} className="quiet">
        {t("today.yesterday", { told: today.told, kept: today.kept, handed: today.handed_over })}
      </Text>
    </>
  );
}

function keyOf(row: Row): string {
  if (row.is === "asking") return `asking${row.asking.id}`;
  return row.is === "restocked" || row.is === "telling" ? `${row.is}${row.alert.id}` : row.is;
}
