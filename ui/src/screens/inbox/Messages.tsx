// Everything said both ways, page by page from its end: one stop for Tab, walked through with the arrow keys; new
// words are said politely and never move what somebody is reading.
import { Button, Text } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { day } from "../../format";
import type { ShopView, ThreadMessage } from "../../platform";
import { Message, Waits } from "./Message";
import { useStay } from "./useStay";
import { useThread } from "./useThread";

/** So near the edge the next page is fetched. */
const NEAR = 240;

interface Props {
  customer: number;
  wanted: number | null;
  shop: ShopView;
  owner: boolean;
  canAnswer: boolean;
  onQuote: (message: ThreadMessage) => void;
}

export function Messages({ customer, wanted, shop, owner, canAnswer, onQuote }: Props) {
  const { t } = useTranslation();
  const { held, pending, more, jump, toEnd } = useThread(customer, wanted);
  const shown = held?.messages ?? [];
  const { frame, note, show, follow } = useStay(`${shown[0]?.id}/${shown.at(-1)?.id}/${pending.length}`);
  // What is gone to once it is drawn: a message that was looked for, or one that is answered.
  const [aim, setAim] = useState({ message: wanted, asked: wanted });
  if (wanted !== aim.asked) setAim({ message: wanted, asked: wanted });
  const arrived = useRef<typeof aim | null>(null);
  const drawn = shown.some((one) => one.id === aim.message);
  useEffect(() => {
    if (aim.message !== null && drawn && arrived.current !== aim && show(aim.message)) arrived.current = aim;
  }, [aim, drawn, show]);
  const goTo = (message: number) => {
    setAim({ message, asked: wanted });
    if (!shown.some((one) => one.id === message)) void jump(message);
  };
  const scrolled = () => {
    const box = frame.current;
    if (!box) return;
    note();
    if (box.scrollTop < NEAR) void more("earlier");
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) void more("later");
  };
  const walk = (event: KeyboardEvent) => {
    const all = [...(frame.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
    const on = all.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: on + 1, ArrowUp: on === -1 ? all.length - 1 : on - 1, Home: 0, End: all.length - 1 };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || (event.target as HTMLElement).matches("button, audio, video")) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  };
  const dates = shown.map((message) => day(message.at, shop.time_zone));
  return (
    // One stop for Tab, walked through with the arrow keys: a log by itself takes no keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="chat talk-thread" ref={frame} role="log" aria-label={t("customers.thread")} tabIndex={0} onScroll={scrolled} onKeyDown={walk}>
      <div className="talk-all">
        {held?.earlier ? <Button size="compact-sm" variant="subtle" className="more-earlier" onClick={() => void more("earlier")}>{t("inbox.earlier")}</Button> : null}
        {held && shown.length === 0 && pending.length === 0 ? <Text size="sm" ta="center">{t("customers.nothingThread")}</Text> : null}
        {shown.map((message, index) => (
          <div key={message.id} className="talk-part">
            {dates[index] === dates[index - 1] ? null : <div className="said-note day">{dates[index]}</div>}
            <Message message={message} before={shown[index - 1]} shop={shop} owner={owner} canAnswer={canAnswer} onQuote={onQuote} onJump={goTo} />
          </div>
        ))}
        {pending.map((one) => <Waits key={one.promise} pending={one} shop={shop} />)}
      </div>
      {held?.later ? <Button size="compact-sm" className="to-end" onClick={() => { follow(); toEnd(); }}>↓ {t("inbox.toEnd")}</Button> : null}
    </div>
  );
}
