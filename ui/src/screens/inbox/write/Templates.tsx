// Her day is over: only a message Meta has approved can be sent. One is chosen, its blanks are filled, what she will
// read stands beside it.
import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../../data";
import { Bubble } from "../../../parts/Bubble";
import { Composer } from "../../../parts/Composer";
import type { ConversationView, ShopView, TemplateView } from "../../../platform";
import { languageName } from "../../customers/names";
import { Cost } from "./Writer";

const keyOf = (one: TemplateView) => `${one.name}/${one.language}`;
const filled = (text: string, blanks: Record<string, string>) => text.replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, name: string) => (blanks[name]?.trim() ? (blanks[name] ?? "") : whole));

export function Templates({ talk, shop, owner }: { talk: ConversationView; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const { customer } = talk.row;
  const all = useAsk("templates_usable").data;
  const [chosen, setChosen] = useState<string | null>(null);
  const [blanks, setBlanks] = useState<Record<string, string>>({});
  const usable = (all ?? []).filter((one) => !one.not_here && (owner || one.category !== "MARKETING"));
  const template = usable.find((one) => keyOf(one) === chosen) ?? null;
  const complete = template !== null && template.blanks.every((blank) => (blanks[blank] ?? "").trim() !== "");
  const write = { customer, template: template ? { name: template.name, language: template.language, blanks } : null };
  const preview = useAsk("conversation_preview", write, { enabled: complete, keep: true }).data;
  const refused = complete && preview?.verdict.is === "suppress" ? (preview.verdict.reasons.at(-1)?.is ?? null) : null;
  const send = async () => {
    if (!complete || (await act("conversation_send", write)) === null) return;
    setChosen(null);
    setBlanks({});
  };
  return (
    <div>
      <Text size="sm">{t("inbox.templates.lead")}</Text>
      {all && usable.length === 0 ? <Text size="sm" className="quiet">{t("inbox.templates.none")}</Text> : null}
      {usable.length > 0 ? (
        <Select mt={6} label={t("inbox.templates.choose")} placeholder={t("inbox.templates.hint")} value={chosen} onChange={(next) => { setChosen(next); setBlanks({}); }} data={usable.map((one) => ({ value: keyOf(one), label: `${one.name} · ${languageName(one.language.slice(0, 2))}` }))} />
      ) : null}
      {template ? (
        <>
          {template.blanks.map((blank, index) => <TextInput key={blank} mt={6} label={t("inbox.templates.blank", { name: blank, count: index + 1 })} dir="auto" value={blanks[blank] ?? ""} onChange={(e) => { const text = e.currentTarget.value; setBlanks((before) => ({ ...before, [blank]: text })); }} />)}
          <div className="chat seen-chat"><Bubble mine text={filled(template.text, blanks)} buttons={template.buttons} /></div>
          {refused ? <Text size="sm" role="alert">{t(`reason.${refused as "no_consent"}`, { defaultValue: "" })}</Text> : null}
          <Group justify="end" gap={8} mt={6}><Cost talk={talk} shop={shop} price={preview ? preview.micros : 0} /><Button disabled={!complete || refused !== null} onClick={send}>{t("customers.send")}</Button></Group>
        </>
      ) : null}
      <details className="seen"><summary>{t("inbox.templates.byHand")}</summary><ByHand customer={customer} shop={shop} owner={owner} /></details>
    </div>
  );
}

function ByHand({ customer, shop, owner }: { customer: number; shop: ShopView; owner: boolean }) {
  const card = useAsk("customer_get", { customer }).data;
  return card ? <Composer card={card} shop={shop} owner={owner} /> : null;
}
