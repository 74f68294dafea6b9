// One message to send by hand: who, what about, its text once opened, and what she answered.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { clock } from "../format";
import type { HandMessage, HandRow, HandTap, ShopView, Tick } from "../platform";
import { CopyButton } from "./Copy";

/** The id of the one button of a row the arrow keys go to. */
export const primaryOf = (promise: number) => `hand-${promise}`;

/** What an alert is answered with, and what the question whether she still wants it. */
const ALERT: HandTap[] = ["keep", "later", "stop"];
const QUESTION: HandTap[] = ["yes", "no", "stop"];

interface Props {
  row: HandRow;
  shop: ShopView;
  message: HandMessage | undefined;
  refused: string | undefined;
  said: HandTap | undefined;
  /** It is the one to send now. */
  next: boolean;
  onOpen: () => void;
  onTick: (tap: Tick) => void;
  onAnswer: (tap: HandTap) => void;
}

export function HandLine({ row, shop, message, refused, said, next, onOpen, onTick, onAnswer }: Props) {
  const { t } = useTranslation();
  const name = row.name || t("customers.noName");
  const what = t(row.asks ? "hand.about.asks" : `hand.about.${row.purpose as "restock"}`, { product: row.product ?? "" });
  const sent = row.state === "sent";
  const later = row.state === "held" && row.not_before > shop.now;
  return (
    <li className="todo hand" data-promise={row.promise}>
      <span className="sign" aria-hidden>{sent ? "✓" : later ? "◔" : "✉"}</span>
      <div className="what">
        <Text fw={600} dir="auto">{name}</Text>
        <Text size="sm" className="quiet" dir="auto">{what}{sent ? ` · ${t("hand.state.sent", { at: clock(row.changed_at, shop.now, shop.time_zone) })}` : ""}{later ? ` · ${laterWhy()}` : ""}</Text>
        {message && !sent ? <div className="hand-text" dir="auto">{message.text}</div> : null}
        {refused ? <Text size="sm" role="alert" c="brick">{refused}</Text> : null}
        {sent && row.purpose === "restock" ? <Answered said={said} name={name} taps={row.asks ? QUESTION : ALERT} onAnswer={onAnswer} /> : null}
      </div>
      <Group gap={8} className="hand-do">
        {sent && !said ? <Button id={primaryOf(row.promise)} variant="subtle" color="gray" aria-label={t("hand.named", { what: t("app.undo"), name })} onClick={() => onTick("undo")}>{t("app.undo")}</Button> : null}
        {sent || later ? null : <Button id={primaryOf(row.promise)} variant={next && !message ? "filled" : "default"} aria-label={t("hand.named", { what: t(message ? "hand.again" : "hand.open"), name: `${name}, ${what}` })} onClick={onOpen}>{t(message ? "hand.again" : "hand.open")}</Button>}
        {message && !sent ? (
          <>
            <CopyButton text={message.text} label={t("hand.copy")} />
            <Button color="leaf" aria-label={t("hand.named", { what: t("hand.sent"), name })} onClick={() => onTick("sent")}>✓ {t("hand.sent")}</Button>
            <Button variant="default" aria-label={t("hand.named", { what: t("hand.notSent"), name })} onClick={() => onTick("skip")}>{t("hand.notSent")}</Button>
          </>
        ) : null}
      </Group>
    </li>
  );

  function laterWhy(): string {
    const reason = row.verdict.reasons.at(-1);
    return t("hand.state.later", { at: clock(row.not_before, shop.now, shop.time_zone), why: reason ? t(`reason.${reason.is}`) : "" });
  }
}

/** What she wrote back, noted by whoever reads it on the phone. */
function Answered({ said, name, taps, onAnswer }: { said: HandTap | undefined; name: string; taps: HandTap[]; onAnswer: (tap: HandTap) => void }) {
  const { t } = useTranslation();
  if (said) return <Text size="sm" role="status">{t("hand.answered")} <b>{t(`hand.tap.${said}`)}</b></Text>;
  return (
    <Group gap={8} mt={4} role="group" aria-label={`${t("hand.answered")} ${name}`}>
      <Text size="sm">{t("hand.answered")}</Text>
      {taps.map((tap) => <Button key={tap} size="compact-sm" variant="default" aria-label={t("hand.named", { what: name, name: t(`hand.tap.${tap}`) })} onClick={() => onAnswer(tap)}>{t(`hand.tap.${tap}`)}</Button>)}
    </Group>
  );
}
