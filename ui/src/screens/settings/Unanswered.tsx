// What the shop could not answer by itself: one line per question, to be answered once for all who ask it, or dismissed.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import type { Unanswered as Question } from "../../platform";
import { languageName } from "../customers/names";

/** Marks a question as done with, or brings it back. */
export async function settle(rows: number[], done: boolean) {
  const settled = await act("unanswered_dismiss", { rows, done });
  if (settled) await refresh("conversations");
  return Boolean(settled);
}

export function Unanswered({ onAnswer }: { onAnswer: (question: Question) => void }) {
  const { t } = useTranslation();
  const questions = useAsk("unanswered_list").data;
  const dismiss = async (question: Question) => {
    if (await settle(question.rows, true)) undoable(t("unanswered.dismissed"), () => settle(question.rows, false));
  };
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("unanswered.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t(questions?.length === 0 ? "unanswered.none" : "unanswered.lead")}</Text>
      <div className="list">
        {questions?.map((question) => (
          <div key={question.rows.join()} className="line" style={{ display: "flex", alignItems: "center", gap: 12, paddingBlock: 8 }}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text fw={600} lineClamp={2}><bdi>{question.texts[0]}</bdi></Text>
              <Text size="sm" className="quiet">{[t("unanswered.people", { count: question.people }), t("unanswered.last", { at: new Date(question.last_at) }), question.languages.map(languageName).join(", ")].join(" · ")}</Text>
            </div>
            <Group gap={8} wrap="nowrap">
              <Button size="compact-sm" variant="default" aria-label={t("unanswered.dismissOf", { text: question.texts[0] })} onClick={() => void dismiss(question)}>{t("unanswered.dismiss")}</Button>
              <Button size="compact-sm" aria-label={t("unanswered.answerOf", { text: question.texts[0] })} onClick={() => onAnswer(question)}>{t("unanswered.answer")}</Button>
            </Group>
          </div>
        ))}
      </div>
    </section>
  );
}
