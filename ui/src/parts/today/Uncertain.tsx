// Messages nobody knows the fate of: leave each, ask by telephone, or send it again.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../data";
import { type PromiseRow, openOutside } from "../../platform";
import { Line } from "./Line";

export function Uncertain({ messages, owner }: { messages: PromiseRow[]; owner: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(messages.length === 1);
  return (
    <>
      <Line sign="?" actions={<Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>{t("today.tellingDo")}</Button>}>{t("today.uncertain", { count: messages.length })}</Line>
      {open ? messages.map((message) => <One key={message.id} message={message} owner={owner} />) : null}
    </>
  );
}

function One({ message, owner }: { message: PromiseRow; owner: boolean }) {
  const { t } = useTranslation();
  const phone = useAsk("customer_get", { customer: message.customer }).data?.customer.phone;
  const name = message.name || t("customers.noName");
  const resolve = (again: boolean) => act("outbox_resolve", { promise: message.id, send_again: again });
  return (
    <Line
      sign=""
      actions={
        <>
          {owner ? <Button variant="default" aria-label={`${t("today.leave")}: ${name}`} onClick={() => resolve(false)}>{t("today.leave")}</Button> : null}
          {phone ? <Button variant="default" aria-label={`${t("today.callShort")}: ${name}`} onClick={() => openOutside(`tel:${phone}`)}>{t("today.callShort")}</Button> : null}
          {owner ? <Button variant="default" aria-label={`${t("today.again")}: ${name}`} onClick={() => resolve(true)}>{t("today.again")}</Button> : null}
        </>
      }
    >
      {name}
    </Line>
  );
}
