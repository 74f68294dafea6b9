// One condition as a chip: it reads as a sentence and opens to what can be changed about it.
import { Button, Checkbox, Group, Popover, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Condition } from "../../../platform";
import { type Known, parted, sentenceOf, whole } from "./conditions";
import { Editor } from "./Editor";

interface Props {
  condition: Condition;
  known: Known;
  /** It has just been added: what it needs is asked at once. */
  opens: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

export function ConditionChip({ condition, known, opens, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(opens);
  const { bare, not } = parted(condition);
  const words = sentenceOf(t, condition, known);
  return (
    <span className="condition" data-not={not}>
      <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" shadow="md" width={280} withRoles={false}>
        <Popover.Target>
          <button type="button" className="says" aria-expanded={opened} aria-haspopup="dialog" onClick={() => setOpened((now) => !now)} dir="auto">{words}</button>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={words}>
          <form onSubmit={(event) => { event.preventDefault(); setOpened(false); }}>
            <Stack gap={12}>
              <Editor bare={bare} known={known} onChange={(next) => onChange(whole(next, not))} />
              <Checkbox label={t("people.who.not")} checked={not} onChange={(event) => onChange(whole(bare, event.currentTarget.checked))} />
              <Group justify="space-between">
                <Button size="xs" variant="subtle" color="gray" onClick={onRemove}>{t("people.who.remove")}</Button>
                <Button size="xs" type="submit">{t("people.who.done")}</Button>
              </Group>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
      <button type="button" className="drops" aria-label={t("people.who.drop", { what: words })} title={t("people.who.drop", { what: words })} onClick={onRemove}>✕</button>
    </span>
  );
}
