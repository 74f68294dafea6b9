// Every tag with how many people carry it: renamed on everybody, two made one, one taken away; each with a way back.
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import { type Tag, call } from "../../platform";

export function TagsDialog({ onClose, onChoose }: { onClose: () => void; onChoose: (tag: string) => void }) {
  const { t } = useTranslation();
  const tags = useAsk("tags_list", {}, { keep: true }).data;
  const [changing, setChanging] = useState<string | null>(null);
  const rename = async (from: string, to: string) => {
    const done = await act("tag_rename", { from, to });
    if (!done) return;
    setChanging(null);
    await refresh("customers");
    undoable(t(to === "" ? "people.tags.gone" : "people.tags.renamed", { from, to, count: done.people }), async () => {
      await call("tag_rename_undo", { change: done.change });
      await refresh("customers");
    });
  };
  return (
    <Modal opened onClose={onClose} title={t("people.tags.title")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text size="sm" className="quiet" mb={8}>{t("people.tags.lead")}</Text>
      {tags?.length === 0 ? <Text size="sm" py={12}>{t("people.tags.none")}</Text> : null}
      <ul className="people-list tags">
        {tags?.map((one) => (
          <li key={one.tag}>
            {changing === one.tag ? (
              <Rename tag={one} others={tags} onSay={(to) => void rename(one.tag, to)} onLeave={() => setChanging(null)} />
            ) : (
              <>
                <button type="button" className="link-like" onClick={() => onChoose(one.tag)} title={t("people.tags.show")}><bdi>{one.tag}</bdi></button>
                <Text size="sm" className="quiet">{t("people.count", { count: one.people })}</Text>
                <span className="push" />
                <Button size="xs" variant="default" aria-label={t("people.named", { what: t("people.tags.rename"), name: one.tag })} onClick={() => setChanging(one.tag)}>{t("people.tags.rename")}</Button>
                <Button size="xs" variant="subtle" color="gray" aria-label={t("people.named", { what: t("people.tags.drop"), name: one.tag })} onClick={() => void rename(one.tag, "")}>{t("people.tags.drop")}</Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Rename({ tag, others, onSay, onLeave }: { tag: Tag; others: Tag[]; onSay: (to: string) => void; onLeave: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(tag.tag);
  const to = typed.trim();
  const joins = others.find((one) => one.tag !== tag.tag && one.tag.toLowerCase() === to.toLowerCase());
  return (
    <form style={{ flex: 1 }} onSubmit={(event) => { event.preventDefault(); if (to !== "" && to !== tag.tag) onSay(joins?.tag ?? to); else onLeave(); }}>
      <Group gap={8} align="start" wrap="nowrap">
        <TextInput style={{ flex: 1 }} aria-label={t("people.tags.newName", { tag: tag.tag })} value={typed} maxLength={60} dir="auto" data-autofocus autoFocus onFocus={(event) => event.currentTarget.select()} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); onLeave(); } }} description={joins ? t("people.tags.joins", { tag: joins.tag }) : undefined} inputWrapperOrder={["input", "description"]} />
        <Button size="sm" type="submit" variant="default">{t(joins ? "people.tags.join" : "app.save")}</Button>
      </Group>
    </form>
  );
}
