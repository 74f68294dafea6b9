// Views with a name: keep what is shown now, come back to it, forget it.
import { Button, Group, Menu, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client } from "../../data";
import { undoable } from "../../parts/undo";
import { type SavedView, type View, type Views, call } from "../../platform";

interface Props {
  view: View;
  saved: readonly SavedView[];
  onChoose: (view: View) => void;
}

const know = (views: Views | null) => {
  if (views) client.setQueryData(["views_list", {}], views);
};

export function SavedViews({ view, saved, onChoose }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState(false);
  const forget = async ({ id, name, view: kept }: SavedView) => {
    setOpened(false);
    const rest = await act("view_forget", { view: id });
    know(rest);
    if (rest) undoable(t("products.views.forgotten", { name }), async () => know(await call("view_save", { name, view: kept })));
  };
  return (
    <>
      <Menu position="bottom-end" opened={opened} onChange={setOpened}>
        <Menu.Target>
          <Button size="xs" variant="default">{t("products.views.title")}</Button>
        </Menu.Target>
        <Menu.Dropdown miw={220}>
          {saved.length === 0 ? <Menu.Label maw={260}>{t("products.views.none")}</Menu.Label> : null}
          {saved.map((one) => (
            <Group key={one.id} gap={4} wrap="nowrap" role="none">
              <Menu.Item style={{ flex: 1 }} onClick={() => onChoose(one.view)}>{one.name}</Menu.Item>
              <Menu.Item component="button" w={36} px={0} ta="center" aria-label={t("products.views.forget", { name: one.name })} title={t("products.views.forget", { name: one.name })} onClick={() => void forget(one)}>✕</Menu.Item>
            </Group>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t("products.views.save")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming ? <Naming view={view} saved={saved} onClose={() => setNaming(false)} /> : null}
    </>
  );
}

function Naming({ view, saved, onClose }: { view: View; saved: readonly SavedView[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const again = saved.some((one) => one.name === name.trim());
  const save = async () => {
    const views = await act("view_save", { name: name.trim(), view });
    know(views);
    if (views) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("products.views.save")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput label={t("products.views.name")} placeholder={t("products.views.example")} maxLength={60} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus description={again ? t("products.views.again") : undefined} />
        <Group mt={16} justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" disabled={name.trim() === ""}>{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
