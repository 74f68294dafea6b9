// The prices in force, the currency Meta bills in, and loading Meta's price list: first what is in it, then doing it.
import { Button, FileButton, Group, Modal, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, sentence } from "../../data";
import { base64 } from "../../parts/file";
import { plainDay } from "../../format";
import { type BadRow, type Spending, call } from "../../platform";

// The currencies Meta bills in.
const CURRENCIES = ["USD", "AED", "ARS", "AUD", "BRL", "CLP", "COP", "EUR", "GBP", "IDR", "INR", "MXN", "MYR", "PEN", "SAR", "SGD"];

export function Prices({ spending }: { spending: Spending }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const { currency, card, markets } = spending;
  const since = card ? plainDay(card) : "";
  const inForce = markets.includes("*") ? t("spending.cardAll", { since }) : t("spending.card", { since, count: markets.length });
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("spending.prices")}</Text>
      <Text role="status">{card ? inForce : currency ? `⚠ ${t("spending.noCard", { currency })}` : t("spending.noCurrency")}</Text>
      {spending.invented ? <Text size="sm" className="quiet">{t("spending.invented")}</Text> : null}
      <Group mt={12} gap={12} align="flex-end">
        <Select w={200} label={t("spending.currency")} allowDeselect={false} data={[...new Set([...CURRENCIES, ...(currency ? [currency] : [])])]} value={currency} onChange={(v) => v && v !== currency && void act("shop_update", { billing_currency: v })} />
        <FileButton accept=".csv,text/csv" onChange={setFile}>{(props) => <Button variant="default" {...props}>{t("spending.load")}</Button>}</FileButton>
      </Group>
      {file ? <PriceList file={file} onClose={() => setFile(null)} /> : null}
    </section>
  );
}

function PriceList({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const effective = from === "" ? null : from;
  const preview = useQuery({ queryKey: ["rates_import", file.name, file.size, file.lastModified, effective], queryFn: async () => call("rates_import", { content: await base64(file), effective, dry_run: true }), staleTime: Infinity, gcTime: 0, placeholderData: (before) => before });
  const report = preview.data;
  const load = async () => {
    const done = await act("rates_import", { content: await base64(file), effective, dry_run: false });
    if (!done) return;
    notifications.show({ message: t("spending.loaded", { effective: plainDay(done.effective) }), color: "leaf", withBorder: true });
    await client.invalidateQueries();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`${t("spending.title")} · ${file.name}`} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      {preview.isLoading ? <Text role="status">{t("import.reading")}</Text> : null}
      {preview.error ? <Text role="alert" c="brick">{sentence(preview.error)}</Text> : null}
      {report && !preview.error ? (
        <>
          <Text fw={600}>{t("spending.found", { prices: report.prices, markets: report.markets, currency: report.currency, effective: plainDay(report.effective) })}</Text>
          <Rejected rows={report.rejected} />
        </>
      ) : null}
      {report ? <TextInput mt={12} type="date" maw={240} label={t("spending.from")} description={t("spending.fromHint")} value={from || report.effective} onChange={(e) => setFrom(e.currentTarget.value)} /> : null}
      <Group mt={16} justify="flex-end">
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
        <Button disabled={!report || preview.error !== null || preview.isFetching} onClick={load}>{t("spending.doLoad")}</Button>
      </Group>
    </Modal>
  );
}

function Rejected({ rows }: { rows: BadRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <details open={rows.length <= 5} style={{ marginTop: 8 }}>
      <summary><Text component="span" fw={600} size="sm">{t("spending.rejected", { count: rows.length })}</Text></summary>
      <ul className="people-list" style={{ maxHeight: 200, overflow: "auto" }}>
        {rows.map((row) => <li key={`${row.row}${row.reason}${row.text}`}><Text size="sm">{t("import.row", { row: row.row })}: {t(`spending.reason.${row.reason as "bad_price"}`)} <span className="quiet">{row.text}</span></Text></li>)}
      </ul>
    </details>
  );
}
