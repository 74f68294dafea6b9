// One automation written as a sentence with steps below one another; a phone beside it plays it, and the last thirty days try it.
import { Button, Group, NumberInput, Select, TagsInput, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act, refresh } from "../../data";
import { clock } from "../../format";
import type { Automation, AutomationStep, AutomationWhen, ShopView, Tried } from "../../platform";
import { AutomationPhone } from "./AutomationPhone";
import { StepForm } from "./StepForm";
import { empty, movedStep, withoutStep } from "./recipe";

/** More is a program and not a sentence. */
const MOST_STEPS = 20;
const WHENS = ["words", "first_words", "closed", "handed_over"] as const;

export function AutomationEditor({ automation, shop, go, onClose }: { automation: Automation; shop: ShopView; go: Go; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(automation.name);
  const [when, setWhen] = useState(automation.when);
  const [steps, setSteps] = useState(automation.steps);
  const [tried, setTried] = useState<Tried | null>(null);
  const [busy, setBusy] = useState(false);
  const made: Automation = { id: automation.id, name, on: automation.on, when, steps };
  const change = (next: AutomationStep[]) => { setTried(null); setSteps(next); };
  const save = async (on: boolean) => {
    setBusy(true);
    const kept = await act("automation_set", { ...made, on });
    setBusy(false);
    if (!kept) return;
    await refresh("shop");
    onClose();
  };
  const look = async () => {
    setBusy(true);
    setTried(await act("automation_try", made));
    setBusy(false);
  };
  return (
    <div className="with-phone">
      <form aria-label={t("automations.change")} onSubmit={(event) => { event.preventDefault(); void save(automation.on); }}>
        <section className="card">
          <TextInput label={t("automations.name")} required maxLength={80} value={name} dir="auto" onChange={(e) => setName(e.currentTarget.value)} />
          <WhenForm when={when} onWhen={(next) => { setTried(null); setWhen(next); }} />
        </section>
        <ol className="automation-steps">
          {steps.map((step, at) => (
            // Steps have no name of their own but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>
              <StepForm
                step={step} at={at} count={steps.length} shop={shop}
                onChange={(next) => change(steps.with(at, next))}
                onMove={(by) => change(movedStep(steps, at, by))}
                onRemove={() => change(withoutStep(steps, at))}
              />
            </li>
          ))}
        </ol>
        <Group gap={8}>
          <Button variant="default" disabled={steps.length >= MOST_STEPS} onClick={() => change([...steps, empty])}>{t("automations.addStep")}</Button>
          <Button variant="default" loading={busy} onClick={() => void look()}>{t("automations.try")}</Button>
        </Group>
        {tried ? <Outcome tried={tried} made={made} shop={shop} go={go} /> : null}
        <Group gap={8} mt={16}>
          {automation.on ? null : <Button disabled={busy} onClick={() => void save(true)}>{t("automations.saveOn")}</Button>}
          <Button type="submit" variant={automation.on ? "filled" : "default"} disabled={busy}>{t(automation.on ? "app.save" : "automations.saveOff")}</Button>
          <Button variant="subtle" color="gray" onClick={onClose}>{t("app.cancel")}</Button>
        </Group>
      </form>
      <AutomationPhone automation={made} shop={shop} />
    </div>
  );
}

function WhenForm({ when, onWhen }: { when: AutomationWhen; onWhen: (when: AutomationWhen) => void }) {
  const { t } = useTranslation();
  const choose = (kind: string | null) => {
    if (kind === "words") onWhen({ is: "words", any: [], whole: false });
    if (kind === "first_words") onWhen({ is: "first_words", after_days: 14 });
    if (kind === "closed") onWhen({ is: "closed" });
    if (kind === "handed_over") onWhen({ is: "handed_over", hours: 24 });
  };
  return (
    <>
      <Select mt={12} label={t("automations.when")} allowDeselect={false} data={WHENS.map((value) => ({ value, label: t(`automations.whens.${value}`) }))} value={when.is} onChange={choose} />
      {when.is === "words" ? (
        <>
          <TagsInput mt={8} label={t("automations.words")} description={t("automations.wordsHint")} required value={when.any} splitChars={[","]} maxTags={50} dir="auto" onChange={(any) => onWhen({ ...when, any })} />
          <Select mt={8} label={t("automations.match")} allowDeselect={false} data={[{ value: "holds", label: t("automations.holds") }, { value: "whole", label: t("automations.whole") }]} value={when.whole ? "whole" : "holds"} onChange={(value) => onWhen({ ...when, whole: value === "whole" })} />
        </>
      ) : null}
      {when.is === "first_words" ? <NumberInput mt={8} maw={260} label={t("automations.afterDays")} min={1} max={365} value={when.after_days} onChange={(days) => onWhen({ is: "first_words", after_days: Number(days) })} /> : null}
      {when.is === "handed_over" ? <NumberInput mt={8} maw={260} label={t("automations.afterHours")} description={t("automations.afterHint")} min={1} max={720} value={when.hours} onChange={(hours) => onWhen({ is: "handed_over", hours: Number(hours) })} /> : null}
      {when.is === "first_words" || when.is === "closed" ? <Text size="sm" className="quiet" mt={8}>{t(`automations.${when.is === "closed" ? "closedHint" : "firstHint"}`)}</Text> : null}
    </>
  );
}

/** What it would have done to the last thirty days. */
function Outcome({ tried, made, shop, go }: { tried: Tried; made: Automation; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const orders = made.when.is === "handed_over";
  return (
    <section className="card" aria-live="polite" style={{ marginTop: 12 }}>
      <Text fw={600}>{t(orders ? "automations.triedOrders" : "automations.tried", { count: tried.times, people: tried.people, looked: tried.looked_at })}</Text>
      {tried.unwilling > 0 ? <Text size="sm" className="quiet">{t("automations.unwilling", { count: tried.unwilling })}</Text> : null}
      <ul className="list">
        {tried.examples.map((one) => (
          <li key={`${one.customer}-${one.at}`} className="line">
            <Button variant="transparent" color="gray" size="compact-sm" px={0} dir="auto" onClick={() => go("inbox", one.customer)}>{one.name || t("customers.noName")}</Button>
            <Text size="sm" className="quiet" component="span" ms={8}>{clock(one.at, shop.now, shop.time_zone)}</Text>
            {one.text ? <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>{one.text}</Text> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
