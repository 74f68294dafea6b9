// The import under way, as a bar with a way to stop it; and the line that shows it wherever one is in the window and
// says at its end what it came to.
import { Button, Group, Progress, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { act, client } from "../data";
import type { ImportGoing } from "../platform";
import { spoken } from "../refusal";
import { undoable } from "./undo";
import { tellsEnd, underWay, useImport, watch } from "./useImport";

const takeBack = (kind: string, id: number) => {
  if (kind === "people") return act("customers_import_undo", { import: id });
  return kind === "stores" ? act("stores_import_undo", { import: id }) : act("import_undo", { import: id });
};

export function UnderWay({ going, onStop }: { going: ImportGoing; onStop?: () => void }) {
  const { t } = useTranslation();
  const what = t(`import.under.${going.state as "writing"}`, { file: going.file_name });
  const part = going.of > 0 ? Math.min(100, (going.read / going.of) * 100) : 0;
  return (
    <div role="status" aria-live="off">
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text size="sm" truncate><span dir="auto">{what}</span>{going.done > 0 ? <span className="quiet"> · {t("import.under.count", { count: going.done })}</span> : null}</Text>
        {onStop && going.state !== "returning" ? <Button size="compact-sm" variant="default" onClick={onStop}>{t("import.under.stop")}</Button> : null}
      </Group>
      <Progress value={going.state === "returning" ? 100 : part} striped={going.state === "returning"} animated={going.state === "returning"} size="sm" aria-label={what} />
    </div>
  );
}

export const stop = (going: ImportGoing) => act("import_cancel", { job: going.job });

/** Nothing while nothing is imported. */
export function ImportLine() {
  const { t } = useTranslation();
  const going = useImport();
  useEffect(() => {
    if (!going) return;
    if (underWay(going)) {
      // What is taken back says so itself.
      if (going.kind !== "") watch(going.job);
      return;
    }
    if (!tellsEnd(going.job)) return;
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "import_progress" });
    const report = going.products ?? going.people ?? going.stores;
    const id = report?.import ?? null;
    if (report) {
      const said = t("import.done", { added: report.added, changed: report.changed });
      if (id === null) notifications.show({ message: said, autoClose: 5_000, withBorder: true });
      else undoable(said, () => takeBack(going.kind, id));
    } else if (going.state === "cancelled") {
      notifications.show({ message: t("import.under.stopped", { file: going.file_name }), autoClose: 5_000, withBorder: true });
    } else if (going.error) {
      notifications.show({ message: t("import.under.failed", { file: going.file_name, why: spoken(going.error) }), color: "brick", autoClose: false, withBorder: true });
    }
  }, [going, t]);
  if (!going || !underWay(going)) return null;
  return <div style={{ padding: "8px 24px" }}><UnderWay going={going} onStop={() => void stop(going)} /></div>;
}
