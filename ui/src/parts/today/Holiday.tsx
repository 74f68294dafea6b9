// A public holiday comes, and the hours don't say whether the shop is open.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act } from "../../data";
import { plainDay } from "../../format";
import { type Holiday as Day, call } from "../../platform";
import { undoable } from "../undo";
import { Line } from "./Line";

export function Holiday({ holiday, go }: { holiday: Day; go: Go }) {
  const { t } = useTranslation();
  const day = plainDay(holiday.date);
  const say = async (open: boolean) => {
    const before = await act("holiday_say", { date: holiday.date, stores: holiday.stores, open });
    if (before) undoable(t(open ? "today.holidayIsOpen" : "today.holidayIsClosed", { day }), () => call("holiday_take_back", { before }));
  };
  const actions = (
    <>
      <Button onClick={() => say(false)}>{t("today.holidayClosed")}</Button>
      <Button variant="default" onClick={() => say(true)}>{t("today.holidayOpen")}</Button>
      <Button variant="default" onClick={() => go("stores")}>{t("today.holidayOther")}</Button>
    </>
  );
  return (
    <Line sign="☼" actions={actions}>
      <Text>{t("today.holiday", { day })}</Text>
      <Text size="sm" className="quiet">{t("today.holidayLead", { stores: holiday.names.join(", ") })}</Text>
    </Line>
  );
}
