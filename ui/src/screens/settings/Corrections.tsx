// What the staff have said messages were about, where the shop took them for something else; each can be taken back.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { whoDid } from "../../format";
import { undoable } from "../../parts/undo";
import type { Correction } from "../../platform";

/** What a message can be said to be about, as the core names it. */
export const MOMENTS = ["know", "go", "make", "buy", "order_status", "change_order", "invoice", "complaint", "person", "other"] as const;

export function Corrections() {
  const { t } = useTranslation();
  const all = useAsk("corrections_list").data;
  if (!all || all.length === 0) return null;
  const say = async (one: Correction, moment: string | null) => {
    const said = await act("message_about", { message: one.message, moment });
    if (said) await refresh("conversations");
    return said;
  };
  const drop = async (one: Correction) => {
    if (await say(one, null)) undoable(t("about.dropped"), () => say(one, one.moment));
  };
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("about.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("about.lead")}</Text>
      <div className="list">
        {all.map((one) => (
          <div key={one.message} className="line" style={{ display: "flex", alignItems: "center", gap: 12 }}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text fw={600} dir="auto" lineClamp={2}>{one.text}</Text>
              <Text size="sm" className="quiet">{t(`about.moment.${one.moment as "know"}`)} · {whoDid(one.by)}</Text>
            </div>
            <Button size="compact-sm" variant="default" aria-label={t("about.dropOf", { text: one.text })} onClick={() => void drop(one)}>{t("about.drop")}</Button>
          </div>
        ))}
      </div>
    </section>
  );
}
