// The owner's own answers: how a thing is asked, what is said back, and a line to try what a customer would read.
import { Badge, Button, Checkbox, FileButton, Group, Modal, Text, TextInput, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import type { Answer, Asked, Unanswered as Question } from "../../platform";
import { Corrections } from "./Corrections";
import { Unanswered, settle } from "./Unanswered";

const EMPTY: Answer = { answer_id: "", examples: [], replies: {}, valid_from: null, valid_until: null };

/** What is said in any language: most answers have one text. */
function text(answer: Answer) {
  return answer.replies[""] ?? Object.values(answer.replies)[0] ?? "";
}

/** Those who asked read it too, ten seconds later: until then it can be taken back. */
async function tell({ rows }: Question, answer: string) {
  const told = await act("unanswered_tell", { rows, answer_id: answer });
  if (!told || told.people === 0) return;
  undoable(i18next.t("unanswered.told", { count: told.people }), async () => Boolean(await act("unanswered_take_back", { rows })));
}

export function Answers() {
  const { t } = useTranslation();
  const answers = useAsk("answers_list").data;
  const [open, setOpen] = useState<Answer | null>(null);
  /** The question that is being answered. */
  const [asked, setAsked] = useState<Question | null>(null);
  const close = () => { setOpen(null); setAsked(null); };
  const load = async (file: File | null) => {
    const done = file && (await act("answers_import", { file: await file.text() }));
    if (!done) return;
    await refresh("shop");
    notifications.show({ message: t("answers.loaded", { added: done.added, changed: done.changed, rejected: done.rejected.length }), withBorder: true, color: "leaf" });
  };
  const remove = async (answer: Answer) => {
    if (!(await act("answer_remove", { answer_id: answer.answer_id }))) return;
    close();
    await refresh("shop");
    undoable(t("answers.removed", { name: answer.answer_id }), async () => { await act("answer_set", answer); await refresh("shop"); });
  };
  return (
    <>
      <Try />
      <Unanswered onAnswer={(question) => { setAsked(question); setOpen({ ...EMPTY, examples: question.texts.map((way) => ({ text: way.replaceAll(/\s+/g, " "), lang: null })) }); }} />
      <Corrections />
      <section className="card">
        <Group justify="space-between" mb={8}>
          <Text component="h2" fw={600}>{t("answers.title")}</Text>
          <Group gap={8}>
            <FileButton accept=".jsonl,.ndjson,.json,application/jsonl" onChange={load}>{(props) => <Button variant="default" {...props}>{t("answers.load")}</Button>}</FileButton>
            <Button onClick={() => setOpen(EMPTY)}>{t("answers.add")}</Button>
          </Group>
        </Group>
        {answers?.length === 0 ? <Text className="quiet">{t("answers.none")}</Text> : null}
        <div className="list">
          {answers?.map((answer) => (
            <button key={answer.answer_id} type="button" className="line" style={{ display: "flex", justifyContent: "space-between", alignItems: "center", gap: 12 }} onClick={() => setOpen(answer)}>
              <div style={{ minWidth: 0 }}>
                <Text fw={600} truncate>{answer.answer_id}</Text>
                <Text size="sm" className="quiet" truncate dir="auto">{text(answer) || t("answers.unwritten")}</Text>
              </div>
              <Text size="sm" className="quiet" style={{ flex: "none" }}>{t("answers.ways", { count: answer.examples.length })}</Text>
            </button>
          ))}
        </div>
      </section>
      {open ? <Edit answer={open} asked={asked} onSaved={async (name, tells) => { if (asked) { if (tells) await tell(asked, name); await settle(asked.rows, true); } close(); }} onClose={close} onRemove={open.answer_id === "" ? null : () => void remove(open)} /> : null}
    </>
  );
}

function Edit({ answer, asked, onSaved, onClose, onRemove }: { answer: Answer; asked: Question | null; onSaved: (name: string, tells: boolean) => Promise<void>; onClose: () => void; onRemove: (() => void) | null }) {
  const { t } = useTranslation();
  const [name, setName] = useState(answer.answer_id);
  const [ways, setWays] = useState(answer.examples.map((example) => example.text).join("\n"));
  const [reply, setReply] = useState(text(answer));
  const [tells, setTells] = useState(false);
  const spoken = (way: string) => answer.examples.find((example) => example.text === way)?.lang ?? null;
  const save = async () => {
    const examples = ways.split("\n").map((way) => way.trim()).filter(Boolean).map((way) => ({ text: way, lang: spoken(way) }));
    // What was written for one language stays beside what is said in any other.
    const at = "" in answer.replies ? "" : (Object.keys(answer.replies)[0] ?? "");
    if (!(await act("answer_set", { ...answer, answer_id: name.trim(), examples, replies: { ...answer.replies, [at]: reply } }))) return;
    await refresh("shop");
    await onSaved(name.trim(), tells);
  };
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("app.close") }} title={t(answer.answer_id === "" ? "answers.add" : "answers.edit")} size="lg">
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput label={t("answers.name")} description={t("answers.nameLead")} required value={name} disabled={answer.answer_id !== ""} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
        <Textarea mt={12} label={t("answers.how")} description={t("answers.howLead")} required autosize minRows={3} maxRows={10} value={ways} dir="auto" onChange={(e) => setWays(e.currentTarget.value)} />
        <Textarea mt={12} label={t("answers.reply")} required autosize minRows={3} maxRows={10} maxLength={4096} value={reply} dir="auto" onChange={(e) => setReply(e.currentTarget.value)} />
        {asked && asked.can_be_told > 0 ? <Checkbox mt={12} label={t("unanswered.tellThem", { count: asked.can_be_told })} checked={tells} onChange={(e) => setTells(e.currentTarget.checked)} /> : null}
        <Group mt={16} justify="space-between">
          {onRemove ? <Button variant="default" onClick={onRemove}>{t("answers.remove")}</Button> : <span />}
          <Button type="submit" disabled={!name.trim() || !ways.trim() || !reply.trim()}>{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What the shop would say; nothing is sent. */
function Try() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = async () => setAsked(await act("ask", { text: words }));
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("answers.try")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("answers.tryLead")}</Text>
      <form onSubmit={(event) => { event.preventDefault(); void ask(); }}>
        <Group gap={8} wrap="nowrap">
          <TextInput style={{ flex: 1 }} aria-label={t("answers.try")} placeholder={t("answers.tryHint")} value={words} dir="auto" onChange={(e) => setWords(e.currentTarget.value)} />
          <Button type="submit" variant="default" disabled={!words.trim()}>{t("answers.ask")}</Button>
        </Group>
      </form>
      <div aria-live="polite">
        {asked ? (
          <div style={{ marginTop: 12 }}>
            <Text dir="auto" style={{ whiteSpace: "pre-line" }}>{asked.reply ?? t(asked.person ? "answers.toPerson" : "answers.nothing")}</Text>
            <Group gap={6} mt={6}>{asked.buttons.map((button) => <Badge key={button} variant="outline" tt="none">{button}</Badge>)}</Group>
            {asked.answer_id ? <Text size="sm" className="quiet" mt={6}>{t("answers.from", { name: asked.answer_id })}</Text> : null}
            {asked.person && asked.reply ? <Text size="sm" className="quiet" mt={6}>{t("answers.andPerson")}</Text> : null}
          </div>
        ) : null}
      </div>
    </section>
  );
}
