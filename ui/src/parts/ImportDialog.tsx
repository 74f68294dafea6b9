// Importing a file of products, people or places: what it would do first, asking about columns where it is not sure, then
// doing it, with a way back for the whole.
import { Button, Group, Modal, Select, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, sentence } from "../data";
import { type ColumnTaken, Refused, type RowNote, call } from "../platform";
import { base64 } from "./file";
import { undoable } from "./undo";

export type ImportKind = "products" | "people" | "stores";

const FIELDS = {
  products: ["title", "variant", "price", "sale_price", "cost", "quantity", "sku", "barcode", "category", "brand", "colour", "size", "description", "tags", "collections", "picture", "link", "status", "unit", "handle"],
  people: ["name", "given", "family", "phone", "mobile", "email", "company", "birthday", "language", "tags", "notes"],
  stores: [],
} as const;

/** What all three reports have in common. */
interface Report {
  import: number | null;
  added: number;
  changed: number;
  unchanged: number;
  rejected: RowNote[];
  rejected_rows: number;
  notes: RowNote[];
  noted_rows: number;
  rejected_csv?: string;
  columns?: ColumnTaken[];
  format?: string;
  products?: number;
  variants?: number;
  pictures?: number;
  people?: number;
  stores?: number;
}

type Columns = (string | null)[] | null;

async function ask(kind: ImportKind, file: File, columns: Columns, apply: boolean): Promise<Report> {
  const request = { name: file.name, content: await base64(file), path: null, format: null, columns };
  if (kind === "people") return call(apply ? "customers_import_apply" : "customers_import_preview", request);
  if (kind === "stores") return call(apply ? "stores_import_apply" : "stores_import_preview", { name: request.name, content: request.content, path: null });
  return call(apply ? "import_apply" : "import_preview", request);
}

const takeBack = (kind: ImportKind, id: number) => {
  if (kind === "people") return act("customers_import_undo", { import: id });
  return kind === "stores" ? act("stores_import_undo", { import: id }) : act("import_undo", { import: id });
};

function Notes({ notes, title }: { notes: RowNote[]; title: string }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  const why = (code: string) => (i18next.exists(`import.reason.${code}`) ? t(`import.reason.${code as "no_title"}`) : t("import.reason.other", { code }));
  return (
    <details open={notes.length <= 5}>
      <summary><Text component="span" fw={600} size="sm">{title}</Text></summary>
      <ul className="people-list" style={{ maxHeight: 200, overflow: "auto" }}>
        {notes.map((n) => <li key={`${n.row}${n.column}${n.code}${n.text}`}><Text size="sm">{t("import.row", { row: n.row })}{n.column ? `, ${n.column}` : ""}: {why(n.code)} <span className="quiet" dir="auto">{n.text}</span></Text></li>)}
      </ul>
    </details>
  );
}

/** Which column is what: shown as proposed, changed by whoever knows better, and remembered. */
function ColumnsTable({ kind, columns, onSay }: { kind: ImportKind; columns: ColumnTaken[]; onSay: (columns: Columns) => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<(string | null)[]>(columns.map((c) => c.field));
  const known = FIELDS[kind].map((value) => ({ value: value as string, label: t(`import.field.${value}`) }));
  const others = [...new Set(columns.flatMap((c) => (c.field !== null && !known.some((k) => k.value === c.field) ? [c.field] : [])))].map((value) => ({ value, label: value }));
  return (
    <>
      <div style={{ maxHeight: 280, overflow: "auto" }}>
        <Table verticalSpacing={4}>
          <Table.Thead><Table.Tr><Table.Th>{t("import.column")}</Table.Th><Table.Th>{t("import.means")}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {columns.map((column, index) => (
              // Two columns may have one name: their place is who they are.
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Tr key={index}>
                <Table.Td><span dir="auto">{column.header || t("import.unnamed", { number: index + 1 })}</span>{column.field !== null && column.confidence < 60 ? <Text span size="xs" c="amber"> · {t("import.unsure")}</Text> : null}</Table.Td>
                <Table.Td><Select size="xs" searchable clearable aria-label={t("import.meansOf", { column: column.header || String(index + 1) })} placeholder={t("import.leftOut")} data={[...known, ...others]} value={said[index] ?? null} onChange={(field) => setSaid((all) => all.map((one, at) => (at === index ? field : one)))} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Button mt={8} size="xs" variant="default" onClick={() => onSay(said)}>{t("import.readAgain")}</Button>
    </>
  );
}

function columnsOf(error: unknown): ColumnTaken[] {
  if (!(error instanceof Refused) || error.refusal.code !== "which_column") return [];
  return Array.isArray(error.refusal.about.columns) ? (error.refusal.about.columns as unknown as ColumnTaken[]) : [];
}

export function ImportDialog({ kind = "products", file, onClose }: { kind?: ImportKind; file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [columns, setColumns] = useState<Columns>(null);
  const preview = useQuery({ queryKey: ["import_preview", kind, file.name, file.size, file.lastModified, columns], queryFn: () => ask(kind, file, columns, false), staleTime: 0 });
  const report = preview.data;
  const run = async () => {
    setBusy(true);
    const done = await ask(kind, file, columns, true).catch((error: unknown) => { void preview.refetch(); throw error; }).finally(() => setBusy(false));
    await client.invalidateQueries();
    onClose();
    const { import: id } = done;
    if (id !== null) undoable(t("import.done", { added: done.added, changed: done.changed }), () => takeBack(kind, id));
  };
  const rejected = report?.rejected_csv ? URL.createObjectURL(new Blob([report.rejected_csv], { type: "text/csv" })) : null;
  const asked = columnsOf(preview.error);
  const summary = report && (kind === "products" ? t("import.summary", { products: report.products, variants: report.variants, pictures: report.pictures }) : t(kind === "people" ? "import.people" : "import.stores", { count: report.people ?? report.stores ?? 0 }));
  return (
    <Modal opened onClose={onClose} title={`${t(`import.titleOf.${kind}`)} · ${file.name}`} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      {preview.isLoading ? <Text>{t("import.reading")}</Text> : null}
      {preview.error ? <Text role="alert" c="brick" mb={8}>{sentence(preview.error)}</Text> : null}
      {asked.length > 0 ? <ColumnsTable kind={kind} columns={asked} onSay={setColumns} /> : null}
      {report ? (
        <>
          <Text fw={600}>{summary}{report.format && report.format !== "table" ? <Text span size="sm" className="quiet"> · {report.format.replaceAll("_", " ")}</Text> : null}</Text>
          <Text mb={8}>{report.added + report.changed === 0 ? t("import.nothing") : t("import.result", { added: report.added, changed: report.changed, unchanged: report.unchanged })}</Text>
          {kind === "people" ? <Text size="sm" className="quiet" mb={8}>{t("import.noProof")}</Text> : null}
          <Notes notes={report.rejected} title={t("import.rejected", { count: report.rejected_rows })} />
          {rejected ? <a href={rejected} download="rejected.csv"><Text size="sm">{t("import.download")}</Text></a> : null}
          <Notes notes={report.notes} title={t("import.notes", { count: report.noted_rows })} />
          {kind !== "stores" && report.columns && report.columns.length > 0 ? (
            <details><summary><Text component="span" fw={600} size="sm">{t("import.columns")}</Text></summary><ColumnsTable kind={kind} columns={report.columns} onSay={setColumns} /></details>
          ) : null}
          <Group mt={16} justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button loading={busy} disabled={report.added + report.changed === 0} onClick={run}>{t("import.do")}</Button>
          </Group>
        </>
      ) : null}
    </Modal>
  );
}
