// Importing a product file: what it would do first, then doing it, with a way back for the whole.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, sentence } from "../data";
import { type RowNote, call } from "../platform";
import { base64 } from "./file";
import { undoable } from "./undo";

function Notes({ notes, title }: { notes: RowNote[]; title: string }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <details open={notes.length <= 5}>
      <summary><Text component="span" fw={600} size="sm">{title}</Text></summary>
      <ul className="people-list" style={{ maxHeight: 200, overflow: "auto" }}>
        {notes.map((n) => <li key={`${n.row}${n.column}${n.code}`}><Text size="sm">{t("import.row", { row: n.row })}{n.column ? `, ${n.column}` : ""}: {t(`import.reason.${n.code as "no_title"}`)} <span className="quiet">{n.text}</span></Text></li>)}
      </ul>
    </details>
  );
}

export function ImportDialog({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const preview = useQuery({ queryKey: ["import_preview", file.name, file.size, file.lastModified], queryFn: async () => call("import_preview", { name: file.name, content: await base64(file), path: null }), staleTime: 0 });
  const report = preview.data;
  const run = async () => {
    setBusy(true);
    const done = await act("import_apply", { name: file.name, content: await base64(file), path: null });
    setBusy(false);
    if (!done) return;
    await client.invalidateQueries();
    onClose();
    const { import: id } = done;
    if (id !== null) undoable(t("import.done", { added: done.added, changed: done.changed }), () => act("import_undo", { import: id }));
  };
  const rejected = report?.rejected_csv ? URL.createObjectURL(new Blob([report.rejected_csv], { type: "text/csv" })) : null;
  return (
    <Modal opened onClose={onClose} title={`${t("import.title")} · ${file.name}`} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      {preview.isLoading ? <Text>{t("import.reading")}</Text> : null}
      {preview.error ? <Text role="alert" c="brick">{sentence(preview.error)}</Text> : null}
      {report ? (
        <>
          <Text fw={600}>{t("import.summary", { products: report.products, variants: report.variants, pictures: report.pictures })}</Text>
          <Text mb={8}>{report.added + report.changed === 0 ? t("import.nothing") : t("import.result", { added: report.added, changed: report.changed, unchanged: report.unchanged })}</Text>
          <Notes notes={report.rejected} title={t("import.rejected", { count: report.rejected_rows })} />
          {rejected ? <a href={rejected} download="rejected.csv"><Text size="sm">{t("import.download")}</Text></a> : null}
          <Notes notes={report.notes} title={t("import.notes", { count: report.noted_rows })} />
          <Group mt={16} justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button loading={busy} disabled={report.added + report.changed === 0} onClick={run}>{t("import.do")}</Button>
          </Group>
        </>
      ) : null}
    </Modal>
  );
}
