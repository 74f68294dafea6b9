// Who has waited very long is asked whether she still wants it: offered, and on its way.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act } from "../../data";
import type { AskingRow, ShopView, TodayRow } from "../../platform";
import { AskingBar, useLongInLine } from "../AskingBar";
import { undoable } from "../undo";
import { Line } from "./Line";

export function LongInLine({ row, shop, owner }: { row: Extract<TodayRow, { is: "long_in_line" }>; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const waited = useLongInLine();
  const [open, setOpen] = useState(false);
  const putOff = async () => {
    if (await act("asking_put_off", { put_off: true })) undoable(t("asking.putOff"), () => act("asking_put_off", { put_off: false }));
  };
  const actions = (
    <>
      <Button disabled={!owner} aria-expanded={open} onClick={() => setOpen(!open)}>{t("asking.ask")}</Button>
      {owner ? <Button variant="default" onClick={putOff}>{t("today.later")}</Button> : null}
    </>
  );
  return (
    <>
      <Line sign="◷" actions={actions}>{waited(row)}</Line>
      {open ? <AskingBar shop={shop} owner={owner} onDone={() => setOpen(false)} /> : null}
    </>
  );
}

export function Asking({ asking, go, owner }: { asking: AskingRow; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const actions = (
    <>
      <Button variant="default" onClick={() => go("sell")}>{t("today.tellingDo")}</Button>
      {owner ? <Button variant="default" onClick={() => act("asking_stop", { asking: asking.id })}>{t("today.tellingStop")}</Button> : null}
    </>
  );
  return <Line sign="➤" actions={actions}><span aria-live="polite">{t("asking.going", { asked: asking.asked, togo: asking.to_go })}</span></Line>;
}
