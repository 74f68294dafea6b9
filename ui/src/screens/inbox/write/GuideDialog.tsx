// One of the owner's guides for one person: found by its title, told in her language, seen exactly as it goes.
import { Button, Group, Modal, NativeSelect, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../../data";
import { Ours } from "../../../parts/Bubble";
import type { Guide, ShopView } from "../../../platform";
import { LANGUAGES, languageName } from "../../customers/names";
import { guideTitle } from "../../settings/Guides";

interface Props {
  customer: number;
  language: string;
  shop: ShopView;
  quoted: number | null;
  onClose: () => void;
  onSent: () => void;
}

/** The title she reads: in her language, else in any. */
const titleIn = (guide: Guide, language: string) => guide.texts[language]?.title ?? guideTitle(guide);

const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

export function GuideDialog({ customer, language, shop, quoted, onClose, onSent }: Props) {
  const { t } = useTranslation();
  const all = useAsk("guides_list").data;
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Guide | null>(null);
  const on = all?.filter((guide) => guide.is_on);
  const found = on?.filter((guide) => [...Object.values(guide.texts).map((text) => text?.title ?? ""), ...guide.ways].some((text) => plain(text).includes(plain(typed.trim())))) ?? [];
  return (
    <Modal opened onClose={onClose} size={chosen ? "lg" : "md"} title={t("inbox.insert.guide")} closeButtonProps={{ "aria-label": t("app.close") }}>
      {chosen ? <Told guide={chosen} language={language} customer={customer} shop={shop} quoted={quoted} onBack={() => setChosen(null)} onSent={onSent} /> : (
        <>
          <TextInput data-autofocus label={t("inbox.guide.search")} value={typed} dir="auto" onChange={(e) => setTyped(e.currentTarget.value)} />
          <ul className="pick-list">
            {found.map((guide) => (
              <li key={guide.guide_id}><button type="button" onClick={() => setChosen(guide)}>
                <span dir="auto">{titleIn(guide, language)}</span>
                <span className="quiet">{t("guides.steps", { count: Object.values(guide.texts)[0]?.steps.length ?? 0 })}</span>
              </button></li>
            ))}
          </ul>
          {on !== undefined && found.length === 0 ? <Text size="sm" className="quiet">{t(on.length === 0 ? "inbox.guide.none" : "palette.nothing")}</Text> : null}
        </>
      )}
    </Modal>
  );
}

function Told({ guide, language: hers, customer, shop, quoted, onBack, onSent }: Omit<Props, "onClose"> & { guide: Guide; onBack: () => void }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState(LANGUAGES.includes(hers as "en") ? hers : shop.language);
  const [busy, setBusy] = useState(false);
  const spoken = [...new Set([hers, ...Object.keys(guide.texts), shop.language])].filter((code) => LANGUAGES.includes(code as "en"));
  const write = { customer, reply_to: quoted, guide: { guide_id: guide.guide_id, language } };
  const seen = useAsk("conversation_preview", write, { keep: true }).data;
  const send = async () => {
    setBusy(true);
    const sent = await act("conversation_send", write);
    setBusy(false);
    if (sent !== null) onSent();
  };
  return (
    <>
      <NativeSelect label={t("inbox.guide.language")} value={language} data={spoken.map((value) => ({ value, label: languageName(value) }))} onChange={(e) => setLanguage(e.currentTarget.value)} />
      {guide.texts[language] === undefined && guide.texts[""] === undefined ? <Text size="sm" className="quiet" mt={4}>{t("inbox.guide.other", { language: languageName(language) })}</Text> : null}
      <Text size="sm" className="quiet" mt={12} mb={4}>{t("inbox.asSeen")}</Text>
      <div className="chat guide-seen" aria-live="polite" aria-busy={seen === undefined}>{seen ? <Ours mine content={seen.content} kind={seen.kind} /> : null}</div>
      <Group justify="space-between" mt={16}>
        <Button variant="default" onClick={onBack}>{t("app.back")}</Button>
        <Button data-autofocus loading={busy} disabled={seen === undefined} onClick={send}>{t("customers.send")}</Button>
      </Group>
    </>
  );
}
