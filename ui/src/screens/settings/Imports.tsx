// Past imports, each with its way back.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../data";
import { clock } from "../../format";
import type { ShopView } from "../../platform";

export function Imports({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const imports = useAsk("imports_list").data;
  if (!imports || imports.length === 0) return null;
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("import.past")}</Text>
      {imports.map((i) => (
        <Group key={i.id} justify="space-between" wrap="nowrap" py={4}>
          <Text size="sm">{i.file_name} · {clock(i.at, shop.now, shop.time_zone)} · {t("import.pastLine", { added: i.added, changed: i.changed, rejected: i.rejected })}</Text>
          {i.undone_at === null ? <Button size="compact-sm" variant="default" onClick={() => act("import_undo", { import: i.id })}>{t("app.undo")}</Button> : <Text size="sm" className="quiet">{t("import.undone")}</Text>}
        </Group>
      ))}
    </section>
  );
}
