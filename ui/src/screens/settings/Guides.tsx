// The owner's guides: how a thing is done, step by step, and what it takes. Listed, switched, read from a file, taken away.
import { Button, FileButton, Group, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import type { Guide, ShopView } from "../../platform";
import { GuideEditor } from "./GuideEditor";

const EMPTY: Guide = { guide_id: "", ways: [], texts: { "": { title: "", steps: ["", ""] } }, things: [], media: [], is_on: true, told: 0, worked: 0, failed: 0 };

/** What a guide is called where no language is asked for. */
export function guideTitle(guide: Guide) {
  return (guide.texts[""] ?? Object.values(guide.texts)[0])?.title ?? guide.guide_id;
}

export function Guides({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const guides = useAsk("guides_list").data;
  const [open, setOpen] = useState<Guide | null>(null);
  const load = async (file: File | null) => {
    const done = file && (await act("guides_import", { file: await file.text() }));
    if (!done) return;
    await refresh("shop");
    notifications.show({ message: t("guides.loaded", { added: done.added, changed: done.changed, rejected: done.rejected.length }), withBorder: true, color: "leaf" });
  };
  const keep = async (guide: Guide) => {
    const kept = await act("guide_set", guide);
    if (kept) await refresh("shop");
    return Boolean(kept);
  };
  const remove = async (guide: Guide) => {
    if (!(await act("guide_remove", { guide_id: guide.guide_id }))) return;
    setOpen(null);
    await refresh("shop");
    undoable(t("guides.removed", { name: guideTitle(guide) }), () => keep(guide));
  };
  return (
    <section className="card">
      <Group justify="space-between" mb={4}>
        <Text component="h2" fw={600}>{t("guides.title")}</Text>
        <Group gap={8}>
          <FileButton accept=".jsonl,.ndjson,.json,application/jsonl" onChange={load}>{(props) => <Button variant="default" {...props}>{t("guides.load")}</Button>}</FileButton>
          <Button onClick={() => setOpen(EMPTY)}>{t("guides.add")}</Button>
        </Group>
      </Group>
      <Text size="sm" className="quiet" mb={8}>{t("guides.lead")}</Text>
      {guides?.length === 0 ? <Text className="quiet">{t("guides.none")}</Text> : null}
      <div className="list">
        {guides?.map((guide) => (
          <Group key={guide.guide_id} className="line" wrap="nowrap" gap={12} style={{ display: "flex", alignItems: "center" }}>
            <button type="button" style={{ flex: 1, minWidth: 0, textAlign: "start", background: "none", border: 0, padding: 0, color: "inherit", font: "inherit", cursor: "pointer" }} onClick={() => setOpen(guide)}>
              <Text fw={600} truncate dir="auto">{guideTitle(guide)}</Text>
              <Text size="sm" className="quiet" truncate>{[t("guides.steps", { count: Object.values(guide.texts)[0]?.steps.length ?? 0 }), t("guides.things", { count: guide.things.length }), ...(guide.told > 0 ? [t("guides.told", { count: guide.told })] : []), ...(guide.worked + guide.failed > 0 ? [t("guides.worked", { worked: guide.worked, of: guide.worked + guide.failed })] : [])].join(" · ")}</Text>
            </button>
            <Switch aria-label={t("guides.on", { name: guideTitle(guide) })} checked={guide.is_on} onChange={(e) => void keep({ ...guide, is_on: e.currentTarget.checked })} />
          </Group>
        ))}
      </div>
      {open ? <GuideEditor guide={open} known={guides ?? []} shop={shop} onKeep={keep} onClose={() => setOpen(null)} onRemove={open.guide_id === "" ? null : () => void remove(open)} /> : null}
    </section>
  );
}
