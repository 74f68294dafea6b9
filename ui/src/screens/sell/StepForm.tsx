// One step: what is said, in which languages, with which picture, and where its buttons lead.
import { ActionIcon, Button, Group, Menu, Select, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { FileDialog } from "../../parts/FileDialog";
import { Picture } from "../../parts/Picture";
import type { AutomationBranch, AutomationStep, AutomationTo, ShopView } from "../../platform";
import { onward } from "../../words";
import { LANGUAGES, languageName } from "../customers/names";
import { ANY } from "./recipe";

/** Meta's: words above buttons, words alone, a button's, a row's of a list. */
const WITH_BUTTONS = 1024;
const ALONE = 4096;
const BELOW_PICTURE = 1024;
const BUTTON = 20;
const ROW = 24;
const BUTTONS = 3;
const MOST = 10;

interface Props {
  step: AutomationStep;
  at: number;
  count: number;
  shop: ShopView;
  onChange: (step: AutomationStep) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

export function StepForm({ step, at, count, shop, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const spoken = [...new Set([ANY, ...Object.keys(step.say)])];
  const others = LANGUAGES.filter((language) => !spoken.includes(language) && language !== shop.language);
  const [choosing, setChoosing] = useState(false);
  const limit = step.branches.length > 0 || step.link !== null ? WITH_BUTTONS : step.image === null ? ALONE : BELOW_PICTURE;
  // Neither a list nor a page to open has a picture above it, so one excludes the other.
  const noPicture = step.link !== null || step.branches.length > BUTTONS;
  const most = step.image === null ? MOST : BUTTONS;
  const put = (branches: AutomationBranch[]) => onChange({ ...step, branches, link: branches.length > 0 ? null : step.link });
  const title = t("automations.step", { step: at + 1 });
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{title}</Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="default" aria-label={t("automations.up", { step: at + 1 })} disabled={at === 0} onClick={() => onMove(-1)}>↑</ActionIcon>
          <ActionIcon variant="default" aria-label={t("automations.down", { step: at + 1 })} disabled={at === count - 1} onClick={() => onMove(1)}>↓</ActionIcon>
          <ActionIcon variant="default" aria-label={t("automations.dropStep", { step: at + 1 })} disabled={count === 1} onClick={onRemove}>✕</ActionIcon>
        </Group>
      </Group>
      {step.image === null ? null : (
        <Group gap={8} mt={8} wrap="nowrap">
          <Picture hash={step.image} />
          <Text size="sm" className="quiet">{t("automations.pictureHint")}</Text>
        </Group>
      )}
      {spoken.map((language) => (
        <Textarea
          key={language || "any"} mt={8} autosize minRows={2} maxRows={10} dir="auto" maxLength={limit} required={language === ANY}
          label={language === ANY ? t("automations.say") : languageName(language)} description={language === ANY ? t("automations.sayHint") : undefined}
          value={step.say[language] ?? ""} onChange={(e) => onChange({ ...step, say: { ...step.say, [language]: e.currentTarget.value } })}
        />
      ))}
      {step.branches.length > 0 ? <Text size="sm" fw={600} mt={12}>{t(step.branches.length > BUTTONS ? "automations.list" : "automations.buttons")}</Text> : null}
      {step.branches.map((branch, of) => (
        // oxlint-disable-next-line react/no-array-index-key
        <BranchForm key={of} branch={branch} of={of} step={step} count={count} onChange={(next) => put(step.branches.with(of, next))} onRemove={() => put(step.branches.toSpliced(of, 1))} />
      ))}
      {step.link === null ? null : <TextInput mt={8} type="url" label={t("automations.link")} description={t("automations.linkHint")} value={step.link} dir="ltr" onChange={(e) => onChange({ ...step, link: e.currentTarget.value })} />}
      <Group gap={8} mt={12}>
        <Button size="compact-sm" variant="default" disabled={step.branches.length >= most} onClick={() => put([...step.branches, { label: { [ANY]: "" }, to: { is: "person" } }])}>{t("automations.addButton")}</Button>
        {step.branches.length === 0 && step.image === null ? <Button size="compact-sm" variant="default" onClick={() => onChange({ ...step, link: step.link === null ? "https://" : null })}>{t(step.link === null ? "automations.addLink" : "automations.dropLink")}</Button> : null}
        {noPicture ? null : <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>{t(step.image === null ? "automations.addPicture" : "automations.otherPicture")}</Button>}
        {step.image === null ? null : <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange({ ...step, image: null })}>{t("automations.dropPicture")}</Button>}
        {others.length > 0 ? (
          <Menu>
            <Menu.Target><Button size="compact-sm" variant="default">{t("automations.addLanguage")}</Button></Menu.Target>
            <Menu.Dropdown>{others.map((language) => <Menu.Item key={language} onClick={() => onChange({ ...step, say: { ...step.say, [language]: "" }, branches: step.branches.map((branch) => ({ ...branch, label: { ...branch.label, [language]: "" } })) })}>{languageName(language)}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
        ) : null}
        {spoken.filter((language) => language !== ANY).map((language) => <Button key={language} size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(without(step, language))}>{t("automations.dropLanguage", { language: languageName(language) })}</Button>)}
      </Group>
      {choosing ? <FileDialog kinds={["image"]} onClose={() => setChoosing(false)} onChoose={({ hash }) => { onChange({ ...step, image: hash }); setChoosing(false); }} /> : null}
    </section>
  );
}

function without(step: AutomationStep, language: string): AutomationStep {
  const drop = (texts: Record<string, string | undefined>) => Object.fromEntries(Object.entries(texts).filter(([key]) => key !== language)) as Record<string, string>;
  return { ...step, say: drop(step.say), branches: step.branches.map((branch) => ({ ...branch, label: drop(branch.label) })) };
}

function BranchForm({ branch, of, step, count, onChange, onRemove }: { branch: AutomationBranch; of: number; step: AutomationStep; count: number; onChange: (branch: AutomationBranch) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const limit = step.branches.length > BUTTONS ? ROW : BUTTON;
  const ways = [...Array.from({ length: count }, (_, at) => ({ value: String(at), label: t("automations.toStep", { step: at + 1 }) })), { value: "person", label: t("automations.toPerson") }, { value: "solved", label: t("automations.toSolved") }];
  const lead = (value: string | null): AutomationTo => (value === "person" ? { is: "person" } : value === "solved" ? { is: "solved" } : { is: "step", step: Number(value) });
  const languages = [...new Set([ANY, ...Object.keys(step.say)])];
  return (
    <div className="automation-branch">
      {languages.map((language) => (
        <TextInput key={language || "any"} required={language === ANY} maxLength={limit} dir="auto" aria-label={`${t("automations.button", { number: of + 1 })}${language === ANY ? "" : ` (${languageName(language)})`}`} placeholder={language === ANY ? t("automations.buttonHint") : languageName(language)} value={branch.label[language] ?? ""} onChange={(e) => onChange({ ...branch, label: { ...branch.label, [language]: e.currentTarget.value } })} />
      ))}
      <Group gap={8} wrap="nowrap">
        <span className="quiet" aria-hidden>{onward()}</span>
        <Select style={{ flex: 1 }} allowDeselect={false} aria-label={t("automations.leads", { number: of + 1 })} data={ways} value={branch.to.is === "step" ? String(branch.to.step) : branch.to.is} onChange={(value) => onChange({ ...branch, to: lead(value) })} />
        <ActionIcon variant="subtle" color="gray" aria-label={t("automations.dropButton", { number: of + 1 })} onClick={onRemove}>✕</ActionIcon>
      </Group>
    </div>
  );
}
