// One conversation: its head with the window and whose it is, everything said both ways, and what is written now.
import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act, sentence, useAsk } from "../../data";
import { whoDid } from "../../format";
import type { Colleague, ConversationView, ShopView, ThreadMessage } from "../../platform";
import { Messages } from "./Messages";
import type { Acts } from "./useActs";
import { AssignMenu, SnoozeMenu } from "./menus";
import { plainLine } from "../../parts/bubble/safe";
import { back } from "../../words";
import { windowOf } from "./window";
import { Writer } from "./write/Writer";

interface Props {
  customer: number;
  message: number | null;
  shop: ShopView;
  me: Colleague | null;
  team: Colleague[];
  owner: boolean;
  acts: Acts;
  go: Go;
  onCard: () => void;
}

export function Thread({ customer, message, shop, me, team, owner, acts, go, onCard }: Props) {
  const answer = useAsk("conversation_get", { customer }, { every: 30_000 });
  const { t } = useTranslation();
  const [quoted, setQuoted] = useState<ThreadMessage | null>(null);
  const unread = answer.data?.row.state.unread ?? 0;
  useEffect(() => {
    if (unread > 0 && document.visibilityState === "visible") void act("conversation_read", { customer });
  }, [customer, unread]);
  const writer = useRef<HTMLDivElement>(null);
  const talk = answer.data;
  if (!talk) return <div className="card"><Text role={answer.error ? "alert" : "status"}>{answer.error ? sentence(answer.error) : t("app.loading")}</Text></div>;
  const quote = (one: ThreadMessage) => {
    setQuoted(one);
    writer.current?.querySelector("textarea")?.focus();
  };
  return (
    <section className="card talk-pane" aria-label={plainLine(talk.row.name) || t("customers.noName")}>
      <Head talk={talk} shop={shop} me={me} team={team} acts={acts} go={go} onCard={onCard} />
      <Messages customer={customer} wanted={message} shop={shop} owner={owner} canAnswer={windowOf(talk.row.window_until, shop.now).state !== "closed"} onQuote={quote} />
      <div ref={writer} className="talk-write"><Writer key={customer} talk={talk} shop={shop} owner={owner} quoted={quoted} onQuoted={setQuoted} /></div>
    </section>
  );
}

function Head({ talk, shop, me, team, acts, go, onCard }: Pick<Props, "shop" | "me" | "team" | "acts" | "go" | "onCard"> & { talk: ConversationView }) {
  const { t } = useTranslation();
  const { row } = talk;
  const chip = windowOf(row.window_until, shop.now);
  const mine = me !== null && talk.held_by !== null && whoDid(talk.held_by) === (me.name || t("app.owner"));
  const closed = row.state.closed_at !== null;
  return (
    <header className="talk-head">
      <Group gap={8} wrap="nowrap" justify="space-between">
        <Group gap={8} wrap="nowrap" style={{ minWidth: 0 }}>
          <Button className="narrow-only" variant="default" size="compact-md" aria-label={t("app.back")} onClick={() => go("inbox")}>{back()}</Button>
          <Text component="h2" fw={600} size="lg" m={0} dir="auto" truncate>{plainLine(row.name) || row.phone || t("customers.noName")}</Text>
          <span className="window-chip" data-state={chip.state}>{chip.words}</span>
        </Group>
        <Group gap={6} wrap="nowrap" className="talk-acts">
          <Button className="card-toggle" variant="default" size="compact-md" onClick={onCard}>{t("inbox.card")}</Button>
          <AssignMenu row={row} me={me} team={team} acts={acts} />
          <SnoozeMenu row={row} shop={shop} acts={acts} />
          {closed ? <Text size="sm" className="quiet">✓ {t("inbox.closedMark")}</Text> : <Button size="compact-md" title="e" aria-keyshortcuts="e" onClick={() => void acts.close(row)}>{t("inbox.close")}</Button>}
        </Group>
      </Group>
      {talk.held_by === null ? null : (
        <Group gap={8} className="held" role="status">
          <Text size="sm">{mine ? t("inbox.held") : t("inbox.heldBy", { name: whoDid(talk.held_by) })}</Text>
          <Button size="compact-xs" variant="subtle" onClick={() => act("conversation_let_go", { customer: row.customer })}>{t("inbox.letGo")}</Button>
        </Group>
      )}
    </header>
  );
}
