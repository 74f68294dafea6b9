// The owner's own answers: how a thing is asked; what is said back, in which languages, with which picture, on which
// days; and a line to try what a customer would read.
import { Badge, Button, Checkbox, FileButton, Group, Menu, Modal, Text, TextInput, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next, { type TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { day } from "../../format";
import { FileDialog } from "../../parts/FileDialog";
import { Picture } from "../../parts/Picture";
import { undoable } from "../../parts/undo";
import type { Answer, Asked, ShopView, Unanswered as Question } from "../../platform";
import { LANGUAGES, languageName } from "../customers/names";
import { firstDay, lastDay } from "../products/page/days";
import { Corrections } from "./Corrections";
import { Unanswered, settle } from "./Unanswered";

/** What is said in every language nothing else is written in. */
const ANY = "";
/** Meta's: words alone, words below a picture. */
const TEXT = 4096;
const BELOW_PICTURE = 1024;

const EMPTY: Answer = { answer_id: "", examples: [], replies: {}, valid_from: null, valid_until: null, image: null };

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

const moment = (written: string) => (written === "" ? null : Number(written));

/** When it is said, where that is not always. */
function days({ valid_from: from, valid_until: until }: Answer, shop: ShopView, t: TFunction): string[] {
  const said = (at: number) => day(at, shop.time_zone);
  if (until !== null && until <= shop.now) return [t("answers.over", { day: said(until - 1) })];
  if (from !== null && from > shop.now) return [t("answers.begins", { day: said(from) })];
  return until === null ? [] : [t("answers.ends", { day: said(until - 1) })];
}

export function Answers({ shop }: { shop: ShopView }) {
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
              <Text size="sm" className="quiet" style={{ flex: "none" }}>{[t("answers.ways", { count: answer.examples.length }), ...days(answer, shop, t)].join(" · ")}</Text>
            </button>
          ))}
        </div>
      </section>
      {open ? <Edit answer={open} shop={shop} asked={asked} onSaved={async (name, tells) => { if (asked) { if (tells) await tell(asked, name); await settle(asked.rows, true); } close(); }} onClose={close} onRemove={open.answer_id === "" ? null : () => void remove(open)} /> : null}
    </>
  );
}

function Edit({ answer, shop, asked, onSaved, onClose, onRemove }: { answer: Answer; shop: ShopView; asked: Question | null; onSaved: (name: string, tells: boolean) => Promise<void>; onClose: () => void; onRemove: (() => void) | null }) {
  const { t } = useTranslation();
  const [name, setName] = useState(answer.answer_id);
  const [ways, setWays] = useState(answer.examples.map((example) => example.text).join("\n"));
  const [replies, setReplies] = useState<Record<string, string>>(() => ({ [ANY]: "", ...Object.fromEntries(Object.entries(answer.replies).map(([language, said]) => [language, said ?? ""])) }));
  const [image, setImage] = useState(answer.image);
  const [choosing, setChoosing] = useState(false);
  const [tells, setTells] = useState(false);
  const zone = shop.time_zone;
  const [from, setFrom] = useState(firstDay.read(answer.valid_from, zone));
  const [until, setUntil] = useState(lastDay.read(answer.valid_until, zone));
  // What is said in any language first, then the others as they were added.
  const spokenIn = [ANY, ...Object.keys(replies).filter((language) => language !== ANY)];
  const others = LANGUAGES.filter((language) => !spokenIn.includes(language) && language !== shop.language);
  const spoken = (way: string) => answer.examples.find((example) => example.text === way)?.lang ?? null;
  const save = async () => {
    const examples = ways.split("\n").map((way) => way.trim()).filter(Boolean).map((way) => ({ text: way, lang: spoken(way) }));
    if (!(await act("answer_set", { ...answer, answer_id: name.trim(), examples, replies, image, valid_from: moment(firstDay.write(from, zone)), valid_until: moment(lastDay.write(until, zone)) }))) return;
    await refresh("shop");
    await onSaved(name.trim(), tells);
  };
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("app.close") }} title={t(answer.answer_id === "" ? "answers.add" : "answers.edit")} size="lg">
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput label={t("answers.name")} description={t("answers.nameLead")} required value={name} disabled={answer.answer_id !== ""} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
        <Textarea mt={12} label={t("answers.how")} description={t("answers.howLead")} required autosize minRows={3} maxRows={10} value={ways} dir="auto" onChange={(e) => setWays(e.currentTarget.value)} />
        {spokenIn.map((language) => (
          <Textarea key={language || "any"} mt={12} label={language === ANY ? t("answers.reply") : languageName(language)} required={spokenIn.length === 1} autosize minRows={3} maxRows={10} maxLength={image === null ? TEXT : BELOW_PICTURE} value={replies[language] ?? ""} dir="auto" onChange={(e) => { const said = e.currentTarget.value; setReplies((before) => ({ ...before, [language]: said })); }} />
        ))}
        <Group gap={8} mt={8}>
          {others.length > 0 ? (
            <Menu>
              <Menu.Target><Button size="compact-sm" variant="default">{t("automations.addLanguage")}</Button></Menu.Target>
              <Menu.Dropdown>{others.map((language) => <Menu.Item key={language} onClick={() => setReplies((before) => ({ ...before, [language]: "" }))}>{languageName(language)}</Menu.Item>)}</Menu.Dropdown>
            </Menu>
          ) : null}
          {spokenIn.filter((language) => language !== ANY).map((language) => <Button key={language} size="compact-sm" variant="subtle" color="gray" onClick={() => setReplies((before) => Object.fromEntries(Object.entries(before).filter(([key]) => key !== language)))}>{t("automations.dropLanguage", { language: languageName(language) })}</Button>)}
        </Group>
        <Group gap={8} mt={12}>
          {image === null ? null : <Picture hash={image} />}
          <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>{t(image === null ? "automations.addPicture" : "automations.otherPicture")}</Button>
          {image === null ? null : <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setImage(null)}>{t("automations.dropPicture")}</Button>}
        </Group>
        {choosing ? <FileDialog kinds={["image"]} onClose={() => setChoosing(false)} onChoose={({ hash }) => { setImage(hash); setChoosing(false); }} /> : null}
        <Group mt={12} gap={12} align="flex-start">
          <TextInput type="date" label={t("answers.saidFrom")} value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
          <TextInput type="date" label={t("answers.until")} min={from} value={until} onChange={(e) => setUntil(e.currentTarget.value)} />
        </Group>
        <Text size="sm" className="quiet" mt={4}>{t("answers.daysLead")}</Text>
        {asked && asked.can_be_told > 0 ? <Checkbox mt={12} label={t("unanswered.tellThem", { count: asked.can_be_told })} checked={tells} onChange={(e) => setTells(e.currentTarget.checked)} /> : null}
        <Group mt={16} justify="space-between">
          {onRemove ? <Button variant="default" onClick={onRemove}>{t("answers.remove")}</Button> : <span />}
          <Button type="submit" disabled={!name.trim() || !ways.trim() || spokenIn.every((language) => (replies[language] ?? "").trim() === "") || spokenIn.some((language) => (replies[language] ?? "").length > (image === null ? TEXT : BELOW_PICTURE)) || (until !== "" && until < from)}>{t("app.save")}</Button>
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
