// Writing to one person: words, a quote, things to tap, a picture, a place, what is said often; a note for the
// shop's people; and where her day is over, a template. What is shown above the field is what leaves.
import { ActionIcon, Button, Group, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../../data";
import { micros } from "../../../format";
import { Bubble } from "../../../parts/Bubble";
import { Composer } from "../../../parts/Composer";
import { usePicture } from "../../../parts/Picture";
import { shownText } from "../../../parts/bubble/safe";
import type { ConversationView, QuickReply, ShopView, ThreadMessage } from "../../../platform";
import { windowOf } from "../window";
import { Insert } from "./Insert";
import { Quick } from "./Quick";
import { Suggested } from "./Suggested";
import { Templates } from "./Templates";
import { type Draft, NOTHING, useDraft } from "./draft";

const TEXT = 4096;
const CAPTION = 1024;
const BUTTONS = 3;
const MOST_CHOICES = 10;
/** She sees that somebody types for 25 seconds. */
const TYPING_AGAIN = 20_000;

/** As Meta counts: in code points. */
export const characters = (text: string) => [...text.trim()].length;

interface Props {
  talk: ConversationView;
  shop: ShopView;
  owner: boolean;
  quoted: ThreadMessage | null;
  onQuoted: (message: ThreadMessage | null) => void;
}

export function Writer(props: Props) {
  const { t } = useTranslation();
  const { talk, shop, owner } = props;
  const [mode, setMode] = useState<"answer" | "note">("answer");
  const closed = windowOf(talk.row.window_until, shop.now).state === "closed";
  if (talk.erased) return <Text size="sm" className="quiet">{t("inbox.erased")}</Text>;
  const answer = shop.connection === null ? <ByHandOnly talk={talk} shop={shop} owner={owner} /> : closed ? <Templates talk={talk} shop={shop} owner={owner} /> : <Answer {...props} />;
  return (
    <>
      <SegmentedControl size="xs" mb={6} value={mode} onChange={(next) => setMode(next === "note" ? "note" : "answer")} data={[{ value: "answer", label: t("inbox.answer") }, { value: "note", label: t("inbox.note") }]} aria-label={t("inbox.whatToWrite")} />
      {mode === "note" ? <Note customer={talk.row.customer} /> : answer}
    </>
  );
}

function ByHandOnly({ talk, shop, owner }: Pick<Props, "talk" | "shop" | "owner">) {
  const card = useAsk("customer_get", { customer: talk.row.customer }).data;
  return card ? <Composer card={card} shop={shop} owner={owner} /> : null;
}

function Note({ customer }: { customer: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const save = async () => {
    if (text.trim() !== "" && (await act("conversation_note", { customer, text })) !== null) setText("");
  };
  return (
    <div className="staff-note writing">
      <Textarea aria-label={t("inbox.noteLabel")} placeholder={t("inbox.noteLabel")} autosize minRows={2} maxRows={6} dir="auto" value={text} onChange={(e) => setText(e.currentTarget.value)} onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void save(); }} />
      <Group justify="end" mt={6}><Button onClick={save}>{t("inbox.noteDo")}</Button></Group>
    </div>
  );
}

function Answer({ talk, shop, quoted, onQuoted }: Props) {
  const { t } = useTranslation();
  const { customer } = talk.row;
  const { draft, setDraft, sent } = useDraft(customer, talk.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const typedAt = useRef(0);
  const [busy, setBusy] = useState(false);
  const [quick, setQuick] = useState<string | null>(null);
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  useEffect(() => {
    if (quoted) setDraft((before) => ({ ...before, quoted: quoted.id }));
  }, [quoted, setDraft]);
  // From her first key the conversation is hers.
  const typing = () => {
    if (Date.now() - typedAt.current < TYPING_AGAIN) return;
    typedAt.current = Date.now();
    void act("conversation_typing", { customer });
  };
  const choices = draft.choices.filter((one) => one.trim() !== "");
  const wordless = draft.file !== null && draft.file.kind !== "video" && draft.file.kind !== "document";
  const limit = wordless ? 0 : draft.image !== null || draft.file !== null || (choices.length > 0 && choices.length <= BUTTONS) ? CAPTION : TEXT;
  const length = characters(draft.text);
  const ready = !busy && length <= limit && (length > 0 || draft.image !== null || draft.file !== null);
  const write = { customer, text: draft.text, reply_to: draft.quoted, choices, image: draft.image, file: draft.file?.hash ?? null };
  const send = async () => {
    if (!ready) return;
    setBusy(true);
    const done = await act("conversation_send", write);
    setBusy(false);
    if (done === null) return;
    sent();
    onQuoted(null);
    field.current?.focus();
  };
  const change = (text: string) => {
    set({ text });
    const slash = /(?:^|\s)\/(\S*)$/.exec(text);
    setQuick(slash ? (slash[1] ?? "") : null);
    typing();
  };
  const take = (reply: QuickReply) => {
    const words = reply.words[talk.language] ?? reply.words[shop.language] ?? Object.values(reply.words)[0] ?? "";
    setDraft((before) => ({ ...before, text: before.text.replace(/(^|\s)\/\S*$/, `$1${words}`), image: reply.image ?? before.image }));
    setQuick(null);
    field.current?.focus();
  };
  const drop = () => {
    set({ quoted: null });
    onQuoted(null);
  };
  return (
    <div className="writer">
      {draft.quoted === null ? null : (
        <Group gap={8} wrap="nowrap" className="quote">
          <Text size="sm" truncate style={{ flex: 1 }} dir="auto"><span className="turned" aria-hidden>↩</span> {quoted?.id === draft.quoted ? shownText(quoted.content.text ?? "") || t("inbox.kind.other") : t("inbox.quoting")}</Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t("inbox.unquote")} onClick={drop}>✕</ActionIcon>
        </Group>
      )}
      <Seen draft={draft} choices={choices} onPicture={() => set({ image: null })} />
      {draft.file === null ? null : (
        <Group gap={8} wrap="nowrap">
          <Text size="sm" truncate dir="auto">{t("media.chosen", { name: draft.file.name || t(`media.kind.${draft.file.kind as "video"}`) })}{wordless && length > 0 ? ` · ${t("media.noWords")}` : ""}</Text>
          <Button size="compact-xs" variant="default" onClick={() => set({ file: null })}>{t("media.noFile")}</Button>
        </Group>
      )}
      {draft.text.trim() === "" && !talk.row.state.answered ? <Suggested customer={customer} onTake={(text) => { set({ text }); typing(); field.current?.focus(); }} /> : null}
      {draft.choices.length > 0 ? <Choices draft={draft} onChoices={(next) => set({ choices: next })} /> : null}
      <Textarea ref={field} aria-label={t("customers.reply")} placeholder={t("inbox.writeHere")} autosize minRows={2} maxRows={8} value={draft.text} dir="auto" onChange={(e) => change(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); }
          if (e.key === "Escape" && quick !== null) { e.stopPropagation(); setQuick(null); }
          if (e.key === "ArrowDown" && quick !== null) { e.preventDefault(); document.querySelector<HTMLElement>(".quick button")?.focus(); }
        }} />
      {quick === null ? null : <Quick typed={quick} shop={shop} language={talk.language} onTake={take} onLeave={() => { setQuick(null); field.current?.focus(); }} />}
      <Group mt={6} gap={8} justify="space-between">
        <Group gap={6}>
          <Insert customer={customer} language={talk.language} shop={shop} onDraft={set} draft={draft} onSent={(answered) => { if (answered) drop(); field.current?.focus(); }} />
          <Button variant="default" size="compact-md" onClick={() => setQuick(quick === null ? "" : null)} aria-expanded={quick !== null}>/ {t("inbox.quick.do")}</Button>
        </Group>
        <Group gap={8}>
          <Cost talk={talk} shop={shop} />
          {length > limit * 0.8 && !wordless ? <Text size="xs" role="status" c={length > limit ? "brick" : undefined}>{t("inbox.length", { length, limit })}</Text> : null}
          <Text size="xs" className="quiet wide-only">{t("customers.sendHint")}</Text>
          <Button onClick={send} disabled={!ready} loading={busy}>{t("customers.send")}</Button>
        </Group>
      </Group>
    </div>
  );
}

/** What she will see, where it is more than the words in the field. */
function Seen({ draft, choices, onPicture }: { draft: Draft; choices: string[]; onPicture: () => void }) {
  const { t } = useTranslation();
  const picture = usePicture(draft.image, false);
  const [text] = useDebouncedValue(draft.text, 80);
  if (text.trim() === "" && draft.image === null) return null;
  return (
    <details className="seen" open={draft.image !== null || choices.length > 0}>
      <summary>{t("inbox.asSeen")}</summary>
      <div className="chat seen-chat">
        <Bubble mine text={text.trim()} picture={picture} buttons={choices} />
        {draft.image === null ? null : <Button size="compact-xs" variant="default" onClick={onPicture}>{t("inbox.noPicture")}</Button>}
      </div>
    </details>
  );
}

/** Things to tap: three short ones are buttons, more are a list; which of them they are is seen above. */
function Choices({ draft, onChoices }: { draft: Draft; onChoices: (choices: string[]) => void }) {
  const { t } = useTranslation();
  const many = draft.choices.filter((one) => one.trim() !== "").length > BUTTONS;
  const put = (at: number, text: string) => onChoices(draft.choices.map((one, index) => (index === at ? text : one)));
  return (
    <fieldset className="choices">
      <legend>{t(many ? "inbox.asList" : "inbox.asButtons")}</legend>
      {draft.choices.map((one, index) => (
        // A choice has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <input key={index} aria-label={t("inbox.choice", { count: index + 1 })} placeholder={t("inbox.choice", { count: index + 1 })} value={one} dir="auto" maxLength={many ? 72 : 20} onChange={(e) => put(index, e.currentTarget.value)} />
      ))}
      <Group gap={6}>
        {draft.choices.length < MOST_CHOICES ? <Button size="compact-xs" variant="default" onClick={() => onChoices([...draft.choices, ""])}>+ {t("inbox.moreChoice")}</Button> : null}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChoices(NOTHING.choices)}>{t("inbox.noChoices")}</Button>
      </Group>
    </fieldset>
  );
}

/** What one message costs, where it is not free. */
export function Cost({ talk, shop, price }: { talk: ConversationView; shop: ShopView; price?: number | null }) {
  const { t } = useTranslation();
  const amount = price === undefined ? talk.micros : price;
  if (amount === 0) return null;
  return <span className="cost-chip">{amount === null || shop.billing_currency === null ? t("bar.unknownPrice") : micros(amount, shop.billing_currency)}</span>;
}
