// One message in its thread, with what one can do about it: quote it, react, say it again.
import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import { clock, whoDid } from "../../format";
import { Ours } from "../../parts/Bubble";
import { Said } from "../../parts/bubble/Said";
import { undoable } from "../../parts/undo";
import type { Pending, ShopView, ThreadMessage } from "../../platform";
import { shownText } from "../../parts/bubble/safe";
import { MOMENTS } from "../settings/Corrections";
import { BasketCard } from "./BasketCard";

const REACTIONS = ["👍", "❤️", "😂", "🙏", "🎉", "✅"];
/** Failures where the same words may get through another time. */
const NOT_AGAIN = new Set(["unreachable", "stopped_marketing", "window_closed", "country", "blocked_by_shop", "own_number", "needs_phone", "unsupported", "malformed", "template_filling", "template_disabled", "meta_limit", "experiment"]);

/** A customer's own words: what they were about can be put right. */
const isWords = (message: ThreadMessage) => !message.outbound && message.kind === "text" && typeof message.content["text"] === "string" && message.content["text"].trim() !== "";

interface Props {
  message: ThreadMessage;
  before: ThreadMessage | undefined;
  shop: ShopView;
  owner: boolean;
  canAnswer: boolean;
  onQuote: (message: ThreadMessage) => void;
  onJump: (message: number) => void;
}

export function Message({ message, before, shop, owner, canAnswer, onQuote, onJump }: Props) {
  const { t } = useTranslation();
  if (message.kind === "note") return <StaffNote message={message} shop={shop} />;
  const { quoted } = message;
  // What answers the line right above it needs no copy of it.
  const quotes = quoted && quoted.id !== before?.id;
  return (
    <div className="talk-message" data-mine={message.outbound} data-message={message.id} tabIndex={-1}>
      <div className="talk-column">
        {quotes ? (
          <button type="button" className="quote" disabled={quoted.id === null} onClick={() => quoted.id !== null && onJump(quoted.id)} aria-label={t("inbox.quoted", { text: shownText(quoted.text) || t("inbox.kind.other") })}>
            <span dir="auto">{quoted.id === null ? t("inbox.quotedGone") : shownText(quoted.text) || t("inbox.kind.other")}</span>
          </button>
        ) : null}
        <Said message={message} shop={shop} />
        {message.kind === "order" && !message.outbound && message.revoked_at === null ? <BasketCard message={message.id} shop={shop} /> : null}
        <Origin message={message} shop={shop} />
        <Fate message={message} owner={owner} canAnswer={canAnswer} />
      </div>
      {canAnswer && message.known && message.revoked_at === null && message.kind !== "system" ? <MessageMenu message={message} onQuote={onQuote} /> : null}
    </div>
  );
}

function MessageMenu({ message, onQuote }: { message: ThreadMessage; onQuote: (message: ThreadMessage) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const trigger = <ActionIcon variant="subtle" color="gray" className="talk-menu" aria-label={t("inbox.messageMenu")} aria-haspopup="menu" onClick={() => setOpen(true)}>⋯</ActionIcon>;
  // A menu costs more than a message: it is there once it is asked for.
  if (!open) return trigger;
  const about = async (moment: (typeof MOMENTS)[number]) => {
    const said = await act("message_about", { message: message.id, moment });
    if (said) undoable(t("about.said", { moment: t(`about.moment.${moment}`) }), () => act("message_about", { message: message.id, moment: null }));
  };
  const react = (emoji: string | null) => void act("message_react", { message: message.id, emoji });
  return (
    <Menu opened onChange={setOpen}>
      <Menu.Target>{trigger}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onQuote(message)}>{t("inbox.quote")}</Menu.Item>
        {message.outbound ? null : <Menu.Label>{t("inbox.react")}</Menu.Label>}
        {message.outbound ? null : <Group gap={2} px={6} wrap="nowrap">{REACTIONS.map((emoji) => <Menu.Item key={emoji} px={8} w="auto" aria-label={t("inbox.reactWith", { emoji })} onClick={() => react(emoji)}>{emoji}</Menu.Item>)}</Group>}
        {isWords(message) ? (
          <Menu.Sub>
            <Menu.Sub.Target><Menu.Sub.Item>{t("about.say")}</Menu.Sub.Item></Menu.Sub.Target>
            <Menu.Sub.Dropdown>{MOMENTS.map((moment) => <Menu.Item key={moment} onClick={() => void about(moment)}>{t(`about.moment.${moment}`)}</Menu.Item>)}</Menu.Sub.Dropdown>
          </Menu.Sub>
        ) : null}
        {!message.outbound && message.reaction ? <Menu.Item onClick={() => react(null)}>{t("inbox.unreact")}</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whether the shop said it by itself and from what, or who of its people did. */
function Origin({ message, shop }: { message: ThreadMessage; shop: ShopView }) {
  const { t } = useTranslation();
  if (!message.outbound || message.by === null) return null;
  const itself = message.content["by_itself"] as { from?: string[]; as_of?: number | null; model?: { name: string; rule: string | null } } | undefined;
  if (itself || message.by.endsWith(":shop")) {
    const from = (itself?.from ?? []).map((one) => t(`inbox.from.${one as "stock"}`, { defaultValue: one }));
    const since = itself?.as_of ? `, ${clock(itself.as_of, shop.now, shop.time_zone)}` : "";
    const said = <span className="origin" title={t("inbox.itself")}>◇ {from.length > 0 ? t("inbox.fromWhat", { what: from.join(", ") + since }) : t("inbox.itself")}</span>;
    return itself?.model ? <>{said}<ByModel model={itself.model} /></> : said;
  }
  return <span className="origin">{whoDid(message.by)}</span>;
}

/** A model's words, with what the rules would have said on demand; or what a model took her message to be about. */
function ByModel({ model }: { model: { name: string; rule: string | null } }) {
  const { t } = useTranslation();
  if (model.rule === null) return <span className="origin">{t("model.sortedBy", { name: model.name })}</span>;
  return (
    <details className="origin">
      <summary>{t("model.wordedBy", { name: model.name })}</summary>
      <span dir="auto" className="pre">{t("model.ruleSaid", { text: model.rule })}</span>
    </details>
  );
}

/** What became of it, where that is not what one hoped. */
function Fate({ message, owner, canAnswer }: { message: ThreadMessage; owner: boolean; canAnswer: boolean }) {
  const { t } = useTranslation();
  const { promise, state } = message;
  if (promise === null) return null;
  if (state === "uncertain" || state === "unknown") {
    return (
      <Group gap={6} className="fate">
        <Text size="xs">◌ {t(state === "unknown" ? "inbox.unknown" : "inbox.uncertain")}</Text>
        {owner && state === "uncertain" ? <Button size="compact-xs" variant="default" onClick={() => act("outbox_resolve", { promise, send_again: true })}>{t("today.again")}</Button> : null}
        {owner && state === "uncertain" ? <Button size="compact-xs" variant="subtle" onClick={() => act("outbox_resolve", { promise, send_again: false })}>{t("today.leave")}</Button> : null}
      </Group>
    );
  }
  if (message.status !== "failed" || !canAnswer || NOT_AGAIN.has(message.advice ?? "")) return null;
  return <Group className="fate"><Button size="compact-xs" variant="default" onClick={() => act("message_again", { promise })}>{t("app.retry")}</Button></Group>;
}

function StaffNote({ message, shop }: { message: ThreadMessage; shop: ShopView }) {
  const { t } = useTranslation();
  return (
    <div className="staff-note" data-message={message.id} tabIndex={-1}>
      <span className="origin">✎ {t("inbox.noteBy", { name: whoDid(message.by ?? ""), at: clock(message.at, shop.now, shop.time_zone) })}</span>
      <span dir="auto" className="pre">{message.content.text}</span>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => act("conversation_note_drop", { message: message.id })}>{t("inbox.noteDrop")}</Button>
    </div>
  );
}

/** A message that has not left, and why. */
export function Waits({ pending, shop }: { pending: Pending; shop: ShopView }) {
  const { t } = useTranslation();
  const why = pending.reason ? t(`reason.${pending.reason.is as "no_consent"}`, { defaultValue: "" }) : "";
  const state = pending.state === "suppressed" ? t("inbox.notSent", { why }) : pending.reason ? t("inbox.waits", { why, at: clock(pending.until, shop.now, shop.time_zone) }) : t("inbox.leaving");
  return (
    <div className="talk-message waiting" data-mine>
      <div className="talk-column">
        <Ours mine content={pending.content} kind={pending.kind} foot={pending.state === "suppressed" ? "✕" : "◌"} />
        <span className="origin" role="status">{state}</span>
      </div>
    </div>
  );
}
