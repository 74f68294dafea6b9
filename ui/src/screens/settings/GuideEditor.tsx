// One guide: what it is called, how people ask for it, its steps in order and in languages, what it takes; beside it the
// phone of whoever asks.
import { ActionIcon, Button, Group, Menu, Modal, NumberInput, SegmentedControl, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Bubble, Ours } from "../../parts/Bubble";
import { FileDialog } from "../../parts/FileDialog";
import { FindProduct } from "../../parts/FindProduct";
import type { Guide, GuideText, GuideThing, ShopView } from "../../platform";
import { LANGUAGES, languageName } from "../customers/names";
import { GuideMediaForm } from "./GuideMediaForm";

/** What is said in every language nothing else is written in. */
const ANY = "";
/** The core's: title and steps together. */
const LONGEST = 900;
/** Rows of a list of Meta's. */
const MOST_THINGS = 10;

interface Props {
  guide: Guide;
  known: Guide[];
  shop: ShopView;
  onKeep: (guide: Guide) => Promise<boolean>;
  onClose: () => void;
  onRemove: (() => void) | null;
}

/** As the core writes it. */
function asSaid({ title, steps }: GuideText) {
  const written = steps.map((step) => step.trim()).filter(Boolean);
  return [title.trim(), written.map((step, at) => `${at + 1}. ${step}`).join("\n")].filter(Boolean).join("\n\n");
}

/** A name for a new guide nobody has taken: what the file format calls guide_id. */
function nameFor(title: string, known: Guide[]) {
  const taken = new Set(known.map((guide) => guide.guide_id));
  let name = title.trim();
  for (let more = 2; taken.has(name); more += 1) name = `${title.trim()} ${more}`;
  return name;
}

export function GuideEditor({ guide, known, shop, onKeep, onClose, onRemove }: Props) {
  const { t } = useTranslation();
  const [texts, setTexts] = useState<Record<string, GuideText>>(() => Object.fromEntries(Object.entries(guide.texts).flatMap(([key, text]) => (text ? [[key, text]] : []))));
  const [ways, setWays] = useState(guide.ways.join("\n"));
  const [things, setThings] = useState(guide.things);
  const [media, setMedia] = useState(guide.media);
  const [choosing, setChoosing] = useState(false);
  const [chosen, setLanguage] = useState(Object.keys(guide.texts)[0] ?? ANY);
  const languages = Object.keys(texts);
  const language = chosen in texts ? chosen : (languages[0] ?? ANY);
  const text = texts[language] ?? { title: "", steps: [""] };
  const put = (next: GuideText) => setTexts({ ...texts, [language]: next });
  const said = asSaid(text);
  const whole = Object.values(texts).every((one) => one.title.trim() !== "" && one.steps.some((step) => step.trim() !== "") && asSaid(one).length <= LONGEST);
  const others = LANGUAGES.filter((code) => !languages.includes(code) && code !== shop.language);
  const nameOf = (code: string) => (code === ANY ? t("guides.anyLanguage") : languageName(code));
  const move = (at: number, by: -1 | 1) => {
    const steps = text.steps.slice();
    const [step] = steps.splice(at, 1);
    steps.splice(at + by, 0, step ?? "");
    put({ ...text, steps });
  };
  const save = async () => {
    const title = (texts[ANY] ?? text).title;
    const kept = await onKeep({ ...guide, guide_id: guide.guide_id || nameFor(title, known), texts, things, media, ways: ways.split("\n").map((way) => way.trim()).filter(Boolean) });
    if (kept) onClose();
  };
  const hashes = media.map((one) => one.hash);
  const film = media[0]?.kind === "video";
  const content = {
    text: [said, ...(things.length > 0 ? [t("guides.needs", { items: things.map(called).join(", ") })] : [])].join("\n\n"),
    image: film || hashes.length !== 1 ? null : (hashes[0] ?? null), own_file: film ? (hashes[0] ?? null) : null, cards: hashes.length > 1 ? hashes : [],
    // Cards always have a button: without things it leads to a person.
    buttons: things.length > 0 ? [t("guides.buy")] : hashes.length > 1 ? [t("guides.help")] : [],
  };
  const firstWay = ways.split("\n").find((way) => way.trim() !== "") ?? text.title;
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("app.close") }} title={t(guide.guide_id === "" ? "guides.add" : "guides.edit")} size="xl">
      <form className="with-phone" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <div>
          <Group gap={8} mb={8}>
            {languages.length > 1 ? <SegmentedControl size="xs" aria-label={t("guides.language")} value={language} onChange={setLanguage} data={languages.map((value) => ({ value, label: nameOf(value) }))} /> : null}
            {others.length > 0 ? (
              <Menu>
                <Menu.Target><Button size="compact-sm" variant="default">{t("guides.addLanguage")}</Button></Menu.Target>
                <Menu.Dropdown>{others.map((code) => <Menu.Item key={code} onClick={() => { setTexts({ ...texts, [code]: { title: "", steps: text.steps.map(() => "") } }); setLanguage(code); }}>{languageName(code)}</Menu.Item>)}</Menu.Dropdown>
              </Menu>
            ) : null}
            {languages.length > 1 && language !== ANY ? <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { setTexts(Object.fromEntries(Object.entries(texts).filter(([key]) => key !== language))); setLanguage(ANY); }}>{t("guides.dropLanguage", { language: nameOf(language) })}</Button> : null}
          </Group>
          <TextInput label={t("guides.name")} placeholder={t("guides.nameHint")} required dir="auto" maxLength={120} value={text.title} onChange={(e) => put({ ...text, title: e.currentTarget.value })} data-autofocus />
          <Text size="sm" fw={500} mt={12}>{t("guides.stepsLabel")}</Text>
          {text.steps.map((step, at) => (
            // Steps have no names of their own.
            // oxlint-disable-next-line react/no-array-index-key
            <Group key={at} gap={4} mt={6} wrap="nowrap" align="flex-start">
              <Textarea style={{ flex: 1 }} autosize minRows={1} maxRows={6} dir="auto" aria-label={t("guides.step", { step: at + 1 })} value={step} onChange={(e) => put({ ...text, steps: text.steps.with(at, e.currentTarget.value) })} />
              <ActionIcon size="lg" variant="default" aria-label={t("guides.up", { step: at + 1 })} disabled={at === 0} onClick={() => move(at, -1)}>↑</ActionIcon>
              <ActionIcon size="lg" variant="default" aria-label={t("guides.down", { step: at + 1 })} disabled={at === text.steps.length - 1} onClick={() => move(at, 1)}>↓</ActionIcon>
              <ActionIcon size="lg" variant="default" aria-label={t("guides.dropStep", { step: at + 1 })} disabled={text.steps.length === 1} onClick={() => put({ ...text, steps: text.steps.toSpliced(at, 1) })}>✕</ActionIcon>
            </Group>
          ))}
          <Group justify="space-between" mt={6}>
            <Button size="compact-sm" variant="default" onClick={() => put({ ...text, steps: [...text.steps, ""] })}>{t("guides.addStep")}</Button>
            <Text size="sm" {...(said.length > LONGEST ? { c: "red", role: "alert" } : { className: "quiet" })}>{t("guides.length", { length: said.length, limit: LONGEST })}</Text>
          </Group>
          <Textarea mt={12} label={t("guides.how")} description={t("guides.howLead")} autosize minRows={3} maxRows={8} value={ways} dir="auto" onChange={(e) => setWays(e.currentTarget.value)} />
          <GuideMediaForm media={media} onChange={setMedia} onAdd={() => setChoosing(true)} />
          <Things things={things} onChange={setThings} />
        </div>
        <aside className="phone-beside" aria-label={t("guides.phone")}>
          <Text size="sm" className="quiet" mb={8}>{t("guides.phone")}</Text>
          <div className="chat">
            {firstWay ? <Bubble mine text={firstWay} /> : null}
            <Ours content={content} kind={film ? "video" : "text"} />
          </div>
        </aside>
        {choosing ? <FileDialog kinds={media.length === 0 ? ["image", "video"] : ["image"]} onClose={() => setChoosing(false)} onChoose={({ hash, kind }) => { setMedia([...media.filter((one) => one.hash !== hash), { hash, kind }]); setChoosing(false); }} /> : null}
        <Group justify="space-between" style={{ gridColumn: "1 / -1" }}>
          {onRemove ? <Button variant="default" onClick={onRemove}>{t("guides.remove")}</Button> : <span />}
          <Button type="submit" disabled={!whole}>{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}

function called({ name, pieces }: GuideThing) {
  return pieces > 1 ? `${pieces} × ${name}` : name;
}

/** What it takes: rows of the shop, with how many. */
function Things({ things, onChange }: { things: GuideThing[]; onChange: (things: GuideThing[]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" fw={500} mt={12}>{t("guides.thingsLabel")}</Text>
      {things.map((thing) => (
        <Group key={thing.variant} gap={8} mt={6} wrap="nowrap">
          <NumberInput w={80} min={1} max={999} allowDecimal={false} aria-label={t("guides.pieces", { name: thing.name })} value={thing.pieces} onChange={(pieces) => onChange(things.map((one) => (one.variant === thing.variant ? { ...one, pieces: Number(pieces) || 1 } : one)))} />
          <Text style={{ flex: 1 }} truncate dir="auto">{thing.name || t("guides.goneThing")}</Text>
          <ActionIcon size="lg" variant="default" aria-label={t("guides.dropThing", { name: thing.name })} onClick={() => onChange(things.filter((one) => one.variant !== thing.variant))}>✕</ActionIcon>
        </Group>
      ))}
      {things.length < MOST_THINGS ? <FindProduct label={t("guides.addThing")} hint={t("orders.whatHint")} without={things.map((thing) => thing.variant)} onChoose={(variant, name) => onChange([...things, { variant, pieces: 1, name }])} /> : null}
    </>
  );
}
