// Importing a file of products, people or places: what it would do first, asking about columns and places where it is
// not sure, then doing it. It goes on in the shop when the dialog is closed; ImportLine says what it came to.
import { Button, Group, Modal, Select, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { complain, sentence, useAsk } from "../data";
import { type ColumnTaken, type ImportGoing, type ImportKind, type ImportWanted, type PlaceSaid, type PlaceTaken, Refused, type RowNote, type WatchedFile } from "../platform";
import { UnderWay, stop } from "./ImportUnderWay";
import { base64 } from "./file";
import { look, start, underWay, useImport } from "./useImport";

const FIELDS = {
  products: ["title", "variant", "price", "sale_price", "sale_from", "sale_until", "compare_price", "currency", "cost", "quantity", "location", "store_stock", "availability", "sku", "barcode", "category", "brand", "colour", "size", "material", "pattern", "flavour", "option", "description", "short_description", "tags", "collections", "picture", "picture_alt", "variant_picture", "link", "status", "published", "condition", "tax_class", "weight", "weight_unit", "unit", "step", "handle", "group", "id"],
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
  places?: PlaceTaken[];
}

type Columns = (string | null)[] | null;

/** A file somebody chose, or one of the watched folder, which the shop reads where it lies. */
type Chosen = File | WatchedFile;

const keyOf = (file: Chosen) => ("hash" in file ? file.hash : `${file.name} ${file.size} ${file.lastModified}`);

async function wanted(kind: ImportKind, file: Chosen, columns: Columns, places: PlaceSaid[]): Promise<ImportWanted> {
  const whole = { kind, name: file.name, path: null, format: null, columns, places };
  return "hash" in file ? { ...whole, content: "", known_only: true, watched: file.hash } : { ...whole, content: await base64(file), known_only: false, watched: null };
}

const reportOf = (going: ImportGoing): Report | null => going.products ?? going.people ?? going.stores;

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

/** Places of the file the shop does not know: each is one of its stores, a new one, or left out. */
function PlacesTable({ places, onSay }: { places: PlaceTaken[]; onSay: (places: PlaceSaid[]) => void }) {
  const { t } = useTranslation();
  const stores = useAsk("stores_list").data ?? [];
  const [said, setSaid] = useState<Record<string, string | null>>({});
  const data = [...stores.map((store) => ({ value: String(store.id), label: store.name })), { value: "new", label: t("import.places.new") }, { value: "left_out", label: t("import.places.out") }];
  const means = (value: string): PlaceSaid["means"] => (value === "new" || value === "left_out" ? { is: value } : { is: "store", store: Number(value) });
  const all = places.flatMap(({ name }) => (said[name] ? [{ name, means: means(said[name]) }] : []));
  return (
    <section aria-labelledby="import-places">
      <Text id="import-places" fw={600} size="sm">{t("import.places.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("import.places.lead")}</Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {places.map((place) => (
            <Table.Tr key={place.name}>
              <Table.Td><span dir="auto">{place.name}</span> <span className="quiet">· {t("import.places.pieces", { count: place.pieces })}</span></Table.Td>
              <Table.Td><Select size="xs" aria-label={t("import.places.say", { place: place.name })} placeholder={t("import.places.choose")} data={data} value={said[place.name] ?? null} onChange={(value) => setSaid((before) => ({ ...before, [place.name]: value }))} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button mt={8} mb={8} size="xs" variant="default" disabled={all.length < places.length} onClick={() => onSay(all)}>{t("import.places.again")}</Button>
    </section>
  );
}

function columnsOf(error: unknown): ColumnTaken[] {
  if (!(error instanceof Refused) || error.refusal.code !== "which_column") return [];
  return Array.isArray(error.refusal.about.columns) ? (error.refusal.about.columns as unknown as ColumnTaken[]) : [];
}

export function ImportDialog({ kind = "products", file, onClose }: { kind?: ImportKind; file: Chosen; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [columns, setColumns] = useState<Columns>(null);
  const [places, setPlaces] = useState<PlaceSaid[]>([]);
  const [reading, setReading] = useState<ImportGoing | null>(null);
  const running = useImport();
  const [mine, setMine] = useState<number | null>(null);
  const writing = running && underWay(running) ? running : null;
  const preview = useQuery({
    queryKey: ["import_look", kind, keyOf(file), columns, places],
    queryFn: async ({ signal }) => reportOf(await look(await wanted(kind, file, columns, places), signal, setReading)),
    enabled: writing === null && mine === null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const report = preview.data;
  const open = (report?.places ?? []).filter((place) => place.means === null);
  const run = async () => {
    setBusy(true);
    try {
      setMine((await start(await wanted(kind, file, columns, places))).job);
    } catch (error) {
      complain(error);
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  const ended = mine !== null && running?.job === mine && writing === null;
  useEffect(() => {
    if (ended) onClose();
  }, [ended, onClose]);
  const rejected = report?.rejected_csv ? URL.createObjectURL(new Blob([report.rejected_csv], { type: "text/csv" })) : null;
  const asked = columnsOf(preview.error);
  const summary = report && (kind === "products" ? t("import.summary", { products: report.products, variants: report.variants, pictures: report.pictures }) : t(kind === "people" ? "import.people" : "import.stores", { count: report.people ?? report.stores ?? 0 }));
  return (
    <Modal opened onClose={onClose} title={`${t(`import.titleOf.${kind}`)} · ${file.name}`} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      {writing ? <><UnderWay going={writing} onStop={() => void stop(writing)} /><Text size="sm" className="quiet" mt={12}>{t("import.under.goesOn")}</Text></> : null}
      {preview.isLoading ? reading ? <UnderWay going={reading} /> : <Text>{t("import.reading")}</Text> : null}
      {preview.error && !writing ? <Text role="alert" c="brick" mb={8}>{sentence(preview.error)}</Text> : null}
      {asked.length > 0 && !writing ? <ColumnsTable kind={kind} columns={asked} onSay={setColumns} /> : null}
      {report && !writing ? (
        <>
          <Text fw={600}>{summary}{report.format && report.format !== "table" ? <Text span size="sm" className="quiet"> · {report.format.replaceAll("_", " ")}</Text> : null}</Text>
          <Text mb={8}>{report.added + report.changed === 0 ? t("import.nothing") : t("import.result", { added: report.added, changed: report.changed, unchanged: report.unchanged })}</Text>
          {open.length > 0 ? <PlacesTable places={open} onSay={(said) => setPlaces([...places, ...said])} /> : null}
          {kind === "people" ? <Text size="sm" className="quiet" mb={8}>{t("import.noProof")}</Text> : null}
          <Notes notes={report.rejected} title={t("import.rejected", { count: report.rejected_rows })} />
          {rejected ? <a href={rejected} download="rejected.csv"><Text size="sm">{t("import.download")}</Text></a> : null}
          <Notes notes={report.notes} title={t("import.notes", { count: report.noted_rows })} />
          {kind !== "stores" && report.columns && report.columns.length > 0 ? (
            <details><summary><Text component="span" fw={600} size="sm">{t("import.columns")}</Text></summary><ColumnsTable kind={kind} columns={report.columns} onSay={setColumns} /></details>
          ) : null}
          <Group mt={16} justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button loading={busy} disabled={open.length > 0 || (report.added + report.changed === 0 && places.length === 0)} onClick={run}>{t("import.do")}</Button>
          </Group>
        </>
      ) : null}
    </Modal>
  );
}
