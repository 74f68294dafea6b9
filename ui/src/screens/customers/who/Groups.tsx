// Groups with a name: choose one, forget one.
import { Button, Group, Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../../../data";
import { undoable } from "../../../parts/undo";
import { type Condition, type Segment, call } from "../../../platform";

const know = (groups: Segment[] | null) => {
  if (groups) client.setQueryData(["segments_list", {}], groups);
};

export function Groups({ onChoose }: { onChoose: (conditions: Condition[]) => void }) {
  const { t } = useTranslation();
  const groups = useAsk("segments_list").data;
  const [opened, setOpened] = useState(false);
  const forget = async ({ id, name, audience }: Segment) => {
    setOpened(false);
    const rest = await act("segment_forget", { segment: id });
    know(rest);
    if (rest) undoable(t("people.groups.forgotten", { name }), async () => know(await call("segment_save", { name, audience })));
  };
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target><Button size="xs" variant="default">{t("people.groups.title")} <span aria-hidden>&nbsp;▾</span></Button></Menu.Target>
      <Menu.Dropdown miw={220} maw={320}>
        {groups?.length ? null : <Menu.Label>{t("people.groups.none")}</Menu.Label>}
        {groups?.map((one) => (
          <Group key={one.id} gap={4} wrap="nowrap" role="none">
            <Menu.Item style={{ flex: 1 }} dir="auto" onClick={() => onChoose(one.audience.conditions)}>{one.name}</Menu.Item>
            <Menu.Item component="button" w={36} px={0} ta="center" aria-label={t("people.groups.forget", { name: one.name })} title={t("people.groups.forget", { name: one.name })} onClick={() => void forget(one)}>✕</Menu.Item>
          </Group>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
