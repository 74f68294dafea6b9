// Today's rows about the connection: the one thing that mends each.
import { Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act } from "../../data";
import { day } from "../../format";
import { type ShopView, type TodayRow, openOutside } from "../../platform";
import { Line } from "./Line";

/** Where a reason is mended: here, or on one of Meta's own pages. */
const MENDED: Record<string, string> = {
  token: "",
  permission: "",
  restricted: "https://business.facebook.com/business-support-home",
  disabled: "https://business.facebook.com/business-support-home",
  payment: "https://business.facebook.com/billing_hub/payment_settings",
  spam: "https://business.facebook.com/wa/manage/phone-numbers",
  number: "https://business.facebook.com/wa/manage/phone-numbers",
  quality: "https://business.facebook.com/wa/manage/phone-numbers",
};

type Why = "token" | "permission" | "restricted" | "disabled" | "payment" | "spam" | "number" | "quality";

export function Stopped({ why, go, owner }: { why: string; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const url = MENDED[why] ?? "";
  const resume = async () => {
    if (await act("connection_resume")) notifications.show({ message: t("stop.resumed"), color: "leaf", withBorder: true });
  };
  const actions = owner ? (
    <>
      <Button onClick={() => (url === "" ? go("settings", "connect") : openOutside(url))}>{t(`stop.${why as Why}Do`)}</Button>
      {url === "" ? null : <Button variant="default" onClick={resume}>{t("stop.resume")}</Button>}
    </>
  ) : null;
  return <Line sign="⚠" actions={actions}><Text fw={600}>{t("today.stopped")}</Text><Text size="sm">{t(`stop.${why as Why}`)}</Text></Line>;
}

export function NotConnected({ go, owner }: { go: Go; owner: boolean }) {
  const { t } = useTranslation();
  return <Line sign="☎" actions={owner ? <Button onClick={() => go("settings", "connect")}>{t("today.notConnectedDo")}</Button> : null}>{t("today.notConnected")}</Line>;
}

export function SayHello({ row }: { row: Extract<TodayRow, { is: "say_hello" }> }) {
  const { t } = useTranslation();
  return (
    <Line sign="☎" actions={<Button onClick={() => openOutside(row.url)}>{t("today.sayHelloDo")}</Button>}>
      <Text fw={600}>{t("today.sayHello")}</Text>
      <Text size="sm">{t("today.sayHelloLead", { code: row.code, number: row.number })}</Text>
    </Line>
  );
}

export function TokenEnds({ at, shop, go, owner }: { at: number; shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  return (
    <Line sign="◷" actions={owner ? <Button onClick={() => go("settings", "connect")}>{t("today.tokenEndsDo")}</Button> : null}>
      <Text fw={600}>{t("today.tokenEnds", { at: day(at, shop.time_zone) })}</Text>
      <Text size="sm">{t("today.tokenEndsLead")}</Text>
    </Line>
  );
}

export function Quality({ rating, owner }: { rating: string; owner: boolean }) {
  const { t } = useTranslation();
  return (
    <Line sign="⚠" actions={owner ? <Button variant="default" onClick={() => openOutside(MENDED.quality ?? "")}>{t("today.qualityDo")}</Button> : null}>
      <Text fw={600}>{t(rating === "RED" ? "today.qualityRed" : "today.qualityYellow")}</Text>
      <Text size="sm">{t("today.qualityLead")}</Text>
    </Line>
  );
}
