// The folder a till writes its files into: which one, whether its counts are taken without asking, and what came of late.
import { Button, Group, Modal, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { clock } from "../../format";
import type { ShopView } from "../../platform";

export function Watched({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const watched = useAsk("watched_get").data;
  const [choosing, setChoosing] = useState(false);
  if (!watched) return null;
  const set = async (folder: string, byItself: boolean) => {
    if (!(await act("watched_set", { folder, by_itself: byItself }))) return;
    setChoosing(false);
    await refresh("stock");
  };
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("watched.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("watched.lead")}</Text>
      {watched.folder === "" ? null : <Text mb={8} style={{ overflowWrap: "anywhere" }} dir="ltr">{watched.folder}</Text>}
      {watched.missing ? <Text role="alert" mb={8}>{t("watched.missing")}</Text> : null}
      <Group gap={8}>
        <Button variant="default" onClick={() => setChoosing(true)}>{t(watched.folder === "" ? "watched.choose" : "watched.other")}</Button>
        {watched.folder === "" ? null : <Button variant="default" onClick={() => void set("", false)}>{t("watched.none")}</Button>}
      </Group>
      {watched.folder === "" ? null : <Switch mt={12} label={t("watched.byItself")} description={t("watched.byItselfLead")} checked={watched.by_itself} onChange={(e) => void set(watched.folder, e.currentTarget.checked)} />}
      {watched.files.map((file) => (
        <Text key={file.hash} size="sm" mt={6}>{file.name} · {clock(file.seen_at, shop.now, shop.time_zone)} · {t(`watched.state.${file.state as "used"}`)}</Text>
      ))}
      {choosing ? <Choose from={watched.folder} onClose={() => setChoosing(false)} onChosen={(folder) => void set(folder, watched.by_itself)} /> : null}
    </section>
  );
}

/** Walks through the folders of this machine. */
function Choose({ from, onClose, onChosen }: { from: string; onClose: () => void; onChosen: (folder: string) => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(from);
  const seen = useAsk("folder_look", { folder: at }, { keep: true }).data;
  const inside = (name: string) => {
    const folder = seen?.folder ?? "";
    const between = folder.includes("\\") ? "\\" : "/";
    return folder.endsWith(between) ? folder + name : folder + between + name;
  };
  return (
    <Modal opened onClose={onClose} title={t("watched.choose")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text mb={8} style={{ overflowWrap: "anywhere" }} dir="ltr" aria-live="polite">{seen?.folder}</Text>
      <div className="list" style={{ maxHeight: 320, overflowY: "auto" }}>
        {seen?.above ? <button type="button" className="line" onClick={() => setAt(seen.above ?? "")}>↑ {t("watched.above")}</button> : null}
        {seen?.folders.map((name) => <button key={name} type="button" className="line" onClick={() => setAt(inside(name))}>{name}</button>)}
      </div>
      {seen?.folders.length === 0 ? <Text size="sm" className="quiet" mt={8}>{t("watched.empty")}</Text> : null}
      <Group mt={16} justify="flex-end"><Button disabled={!seen} onClick={() => onChosen(seen?.folder ?? "")}>{t("watched.take")}</Button></Group>
    </Modal>
  );
}
