// How long chats are kept: for ever, or a span after which they are forgotten by themselves. How many that would be is
// said before it is switched on, and what stays all the same as well.
import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../../data";
import { day } from "../../format";
import type { Keeping as Kept, ShopView } from "../../platform";

const SPANS = [null, 1_095, 365, 182] as const;

const keyOf = (days: number | null) => String(days ?? "ever");

export function Keeping({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const kept = useAsk("chats_kept").data;
  const [chosen, setChosen] = useState<number | null | undefined>();
  const days = chosen === undefined ? (kept?.days ?? null) : chosen;
  const changed = kept !== undefined && days !== kept.days;
  const preview = useAsk("chats_keep_preview", { days }, { enabled: changed && days !== null }).data;
  if (!kept) return null;
  const keep = async () => {
    if ((await act("chats_keep", { days })) === null) return;
    await client.invalidateQueries({ queryKey: ["chats_kept"] });
    setChosen(undefined);
    notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={4} id="keeping">{t("keeping.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("keeping.lead")}</Text>
      <SegmentedControl aria-labelledby="keeping" value={keyOf(days)} data={SPANS.map((span) => ({ value: keyOf(span), label: t(`keeping.span.${keyOf(span) as "ever"}`) }))} onChange={(value) => setChosen(SPANS.find((span) => keyOf(span) === value) ?? null)} />
      <Text size="sm" mt={8}>{t("keeping.stays")}</Text>
      {changed ? (
        <Group mt={12} justify="space-between" gap={12} wrap="nowrap">
          <Text size="sm" role="status" fw={600}>{days === null ? t("keeping.none") : <WouldGo preview={preview} shop={shop} />}</Text>
          <Group gap={8} wrap="nowrap">
            <Button variant="default" onClick={() => setChosen(undefined)}>{t("app.cancel")}</Button>
            <Button onClick={keep} disabled={days !== null && !preview}>{t(days !== null && (preview?.old.messages ?? 0) > 0 ? "keeping.doForget" : "app.save")}</Button>
          </Group>
        </Group>
      ) : null}
    </section>
  );
}

function WouldGo({ preview, shop }: { preview: Kept | undefined; shop: ShopView }) {
  const { t } = useTranslation();
  if (!preview) return t("app.loading");
  const { messages, files, people, oldest } = preview.old;
  if (messages === 0) return t("keeping.nothing");
  const what = [t("keeping.messages", { count: messages }), ...(files === 0 ? [] : [t("keeping.files", { count: files })])].join(", ");
  return t("keeping.goes", { what, people: t("people.count", { count: people }), since: oldest === null ? "" : day(oldest, shop.time_zone) });
}
