// Drafts out of the shop's rows for whoever has to answer: one press puts the words into the field, where they can be
// changed; nothing leaves by itself.
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../data";

export function Suggested({ customer, onTake }: { customer: number; onTake: (text: string) => void }) {
  const { t } = useTranslation();
  const suggested = useAsk("answers_suggested", { customer }).data ?? [];
  if (suggested.length === 0) return null;
  return (
    <Group gap={6} mb={6} role="group" aria-label={t("inbox.suggested.title")}>
      {suggested.map(({ from, text }) => {
        const named = t(`inbox.from.${from as "order"}`);
        return (
          <Button key={text} size="compact-sm" variant="default" maw="100%" title={text} aria-label={t("inbox.suggested.take", { from: named, text })} onClick={() => onTake(text)}>
            <span className="suggested" dir="auto"><b>{named}:</b> {text}</span>
          </Button>
        );
      })}
    </Group>
  );
}
