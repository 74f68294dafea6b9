// What is said often, by its short word; and where it is written down.
import { Button, Group, Modal, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../../../data";
import type { QuickReply, ShopView } from "../../../platform";
import { languageName } from "../../customers/names";

interface Props {
  typed: string;
  shop: ShopView;
  language: string;
  onTake: (reply: QuickReply) => void;
  onLeave: () => void;
}

const said = (reply: QuickReply, language: string, shop: string) => reply.words[language] ?? reply.words[shop] ?? Object.values(reply.words)[0] ?? "";

export function Quick({ typed, shop, language, onTake, onLeave }: Props) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<QuickReply | "new" | null>(null);
  const all = useAsk("quick_replies_list").data ?? [];
  const found = all.filter((one) => one.shortcut.startsWith(typed.toLowerCase()));
  const close = () => {
    setEdited(null);
    void client.invalidateQueries({ queryKey: ["quick_replies_list"] });
  };
  const walk = (event: React.KeyboardEvent) => {
    const list = [...document.querySelectorAll<HTMLElement>(".quick .pick button")];
    const on = list.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") { event.stopPropagation(); onLeave(); }
    if (event.key === "ArrowDown") { event.preventDefault(); list[Math.min(list.length - 1, on + 1)]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); if (on <= 0) onLeave(); else list[on - 1]?.focus(); }
  };
  return (
    // The arrow keys walk through what stands in it, which are buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="quick" role="group" aria-label={t("inbox.quick.title")} onKeyDown={walk}>
      {all.length === 0 ? <Text size="sm" className="quiet">{t("inbox.quick.none")}</Text> : null}
      <ul className="pick-list pick">
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => onTake(one)}><b>/{one.shortcut}</b><span className="quiet" dir="auto">{said(one, language, shop.language)}</span></button>
            <Button size="compact-xs" variant="subtle" aria-label={`${t("inbox.quick.change")}: /${one.shortcut}`} onClick={() => setEdited(one)}>{t("inbox.quick.change")}</Button>
          </li>
        ))}
      </ul>
      <Button size="compact-sm" variant="default" onClick={() => setEdited("new")}>+ {t("inbox.quick.new")}</Button>
      {edited === null ? null : <Editor reply={edited === "new" ? null : edited} shop={shop} also={language} onClose={close} />}
    </div>
  );
}

function Editor({ reply, shop, also, onClose }: { reply: QuickReply | null; shop: ShopView; also: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [words, setWords] = useState<Record<string, string>>({ ...reply?.words });
  const languages = [...new Set([shop.language, also, ...Object.keys(words)])];
  const ready = shortcut.trim() !== "" && Object.values(words).some((text) => text.trim() !== "");
  const save = async () => {
    if (ready && (await act("quick_reply_save", { id: reply?.id ?? null, shortcut, words, image: reply?.image ?? null })) !== null) onClose();
  };
  const remove = async () => {
    if (reply?.id != null && (await act("quick_reply_remove", { id: reply.id })) !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("inbox.quick.title")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <TextInput data-autofocus label={t("inbox.quick.shortcut")} description={t("inbox.quick.shortcutHint")} value={shortcut} maxLength={32} onChange={(e) => setShortcut(e.currentTarget.value.replaceAll(/\s/g, ""))} />
      {languages.map((language) => <Textarea key={language} mt={8} label={languageName(language)} autosize minRows={2} dir="auto" maxLength={4096} value={words[language] ?? ""} onChange={(e) => { const text = e.currentTarget.value; setWords((before) => ({ ...before, [language]: text })); }} />)}
      <Group mt={16} justify="space-between">
        {reply ? <Button variant="subtle" color="brick" onClick={remove}>{t("inbox.quick.remove")}</Button> : <span />}
        <Button disabled={!ready} onClick={save}>{t("app.save")}</Button>
      </Group>
    </Modal>
  );
}
