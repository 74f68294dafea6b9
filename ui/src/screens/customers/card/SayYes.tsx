// Writing a yes of hers down: the exact words, where she said it, in which language. Without words it is no proof.
import { Button, Group, Modal, Select, SimpleGrid, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { refresh, sentence } from "../../../data";
import { type CustomerCard, type Purpose, type ShopView, type Store, call } from "../../../platform";
import { LANGUAGES, languageChoices } from "../names";
import { wordingsFor } from "./wordings";

const CHANNELS = ["counter", "phone", "paper", "website"] as const;

interface Props {
  purpose: Purpose;
  card: CustomerCard;
  shop: ShopView;
  stores: Store[];
  onClose: () => void;
}

export function SayYes({ purpose, card, shop, stores, onClose }: Props) {
  const { t } = useTranslation();
  const hers = card.customer.language ?? "";
  const [language, setLanguage] = useState(LANGUAGES.find((one) => one === hers.slice(0, 2)) ?? (hers === "" ? shop.language : hers));
  const [channel, setChannel] = useState<string>("counter");
  const [store, setStore] = useState<string | null>(stores[0] ? String(stores[0].id) : null);
  const [wording, setWording] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = card.customer.name || t("customers.noName");
  const what = t(`people.purpose.${purpose as "restock"}`);
  const proposals = wordingsFor(language, purpose);
  const save = async () => {
    if (wording.trim() === "") return setRefused(t("people.yes.needWords"));
    setBusy(true);
    try {
      const there = channel === "counter" || channel === "paper";
      await call("consent_give", { customer: String(card.customer.id), purpose, wording: wording.trim(), language, channel, store: there && store !== null ? Number(store) : null });
      await refresh("customers");
      notifications.show({ message: t("people.yes.done", { what, name }), color: "leaf", withBorder: true, autoClose: 5_000 });
      onClose();
    } catch (error) {
      setRefused(sentence(error));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("people.named", { what: t("people.consent.yes"), name: what })} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Text size="sm" mb={12} className="quiet">{t("people.yes.lead")}</Text>
        <SimpleGrid cols={{ base: 1, xs: stores.length > 1 ? 3 : 2 }} spacing={12}>
          <Select label={t("people.yes.channel")} allowDeselect={false} value={channel} onChange={(chosen) => chosen && setChannel(chosen)} data={CHANNELS.map((value) => ({ value, label: t(`people.yes.how.${value}`) }))} />
          <Select label={t("people.yes.language")} allowDeselect={false} value={language} onChange={(chosen) => chosen && setLanguage(chosen)} data={languageChoices(language)} />
          {stores.length > 1 ? <Select label={t("card.store")} allowDeselect={false} value={store} onChange={setStore} disabled={channel === "phone" || channel === "website"} data={stores.map((one) => ({ value: String(one.id), label: one.name }))} /> : null}
        </SimpleGrid>
        <Textarea mt={12} label={t("people.yes.words")} autosize minRows={2} maxRows={6} maxLength={2_000} value={wording} dir="auto" error={refused} data-autofocus onChange={(event) => { setWording(event.currentTarget.value); setRefused(null); }} />
        {proposals.length > 0 ? (
          <div role="group" aria-label={t("people.yes.proposals")}>
            <Text size="xs" mt={8} mb={4} className="quiet">{t("people.yes.proposals")}</Text>
            <Group gap={6}>{proposals.map((words) => <button key={words} type="button" className="proposal" lang={language} dir="auto" onClick={() => { setWording(words); setRefused(null); }}>{words}</button>)}</Group>
          </div>
        ) : null}
        <Group mt={16} justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" loading={busy}>{t("people.yes.do")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
