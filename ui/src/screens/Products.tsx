// Products: a spreadsheet with pictures. What is looked for stands above the grid, what can be done with the
// chosen rows below it; one product opens as a page beside it.
import { Button, FileButton, Group, SegmentedControl, Text } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { sentence, useAsk } from "../data";
import { CardDialog } from "../parts/CardDialog";
import { Empty } from "../parts/Empty";
import { ImportDialog } from "../parts/ImportDialog";
import { PRODUCT_FILES } from "../parts/file";
import type { BulkReport, ProductRow, ShopView } from "../platform";
import { AddProduct } from "./products/AddProduct";
import { AskedFor } from "./products/AskedFor";
import { BulkBar } from "./products/BulkBar";
import { BulkDialog, type BulkKind } from "./products/BulkDialog";
import { RefusedDialog } from "./products/ChangeList";
import { Columns, Filters, Search } from "./products/FilterBar";
import { Grid } from "./products/Grid";
import { LedgerDialog } from "./products/Ledger";
import { SavedViews } from "./products/SavedViews";
import { SellOne } from "./products/SellOne";
import { Collections } from "./products/collections/Collections";
import { columnsOf } from "./products/columns";
import { CountStock } from "./products/count/CountStock";
import { Library } from "./products/media/Library";
import { ProductPage } from "./products/page/ProductPage";
import { useChosen } from "./products/useChosen";
import { useEdits } from "./products/useEdits";
import { EVERYTHING, narrowed, useView } from "./products/useView";

const NO_ROWS: number[] = [];

/** A row in which people are being told stays in sight, although its new count puts it out of the view. */
function useStaying(order: readonly number[], bar: number | null): readonly number[] {
  const [place, setPlace] = useState({ bar, at: 0 });
  const at = bar === null ? -1 : order.indexOf(bar);
  if (at !== -1 && (place.bar !== bar || place.at !== at)) setPlace({ bar, at });
  return useMemo(() => (bar === null || order.includes(bar) ? order : order.toSpliced(place.bar === bar ? place.at : 0, 0, bar)), [order, bar, place]);
}

export function Products({ shop, owner, importing, onImporting }: { shop: ShopView; owner: boolean; importing: File | null; onImporting: (file: File | null) => void }) {
  const { t } = useTranslation();
  const shown = useView();
  const known = useAsk("views_list").data;
  const [bar, setBar] = useState<number | null>(null);
  const [history, setHistory] = useState<ProductRow | null>(null);
  const [card, setCard] = useState<ProductRow | null>(null);
  const [page, setPage] = useState<number | null>(null);
  const [adding, setAdding] = useState(false);
  const [over, setOver] = useState(false);
  const [bulk, setBulk] = useState<BulkKind | null>(null);
  const [refused, setRefused] = useState<BulkReport | null>(null);
  const order = useStaying(shown.order ?? NO_ROWS, bar);
  const chosen = useChosen(order);
  const edits = useEdits({ shop, owner, setBar, onRefused: setRefused });
  const columns = useMemo(() => columnsOf(shown.view.columns), [shown.view.columns]);
  const frame = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const collections = known?.collections ?? [];
  const picked = known?.picked ?? [];
  const [place, setPlace] = useState<string>("all");
  if (!shown.order) return <Text role={shown.error ? "alert" : "status"}>{shown.error ? sentence(shown.error) : t("app.loading")}</Text>;
  const drop = { onDragOver: (e: React.DragEvent) => { e.preventDefault(); setOver(true); }, onDragLeave: () => setOver(false), onDrop: (e: React.DragEvent) => { e.preventDefault(); setOver(false); onImporting(e.dataTransfer.files[0] ?? null); } };
  const empty = order.length === 0;
  const clear = () => {
    shown.clear();
    search.current?.focus();
  };
  const places = <SegmentedControl size="xs" style={{ alignSelf: "flex-start", flex: "none" }} aria-label={t("products.title")} value={place} onChange={setPlace} data={[{ value: "all", label: t("products.collections.all") }, { value: "collections", label: t("products.collections.tab") }, { value: "count", label: t("count.tab") }, { value: "media", label: t("media.tab") }, { value: "asked", label: t("askedFor.tab") }]} />;
  if (place === "collections") {
    const show = (collection: string) => {
      shown.change({ text: "", only: "", status: "", sort: "", collection });
      setPlace("all");
    };
    return <div className="products">{places}<Collections shop={shop} onShow={show} /></div>;
  }
  if (place === "media") return <div className="products">{places}<Library shop={shop} /></div>;
  if (place === "asked") {
    return (
      <div className="products">
        {places}
        <AskedFor shop={shop} onProduct={setPage} onAdd={() => setAdding(true)} />
        {adding ? <AddProduct onClose={() => setAdding(false)} /> : null}
        {page === null ? null : <ProductPage variant={page} shop={shop} owner={owner} edits={edits} onClose={() => setPage(null)} onTell={(variant) => { setPage(null); setPlace("all"); setBar(variant); }} />}
      </div>
    );
  }
  if (place === "count") return <div className="products">{places}<CountStock shop={shop} /></div>;
  return (
    <div className="products" {...drop}>
      {places}
      <Group gap={8}>
        <SellOne />
        <Search view={shown.view} change={shown.change} box={search} onDown={() => frame.current?.focus()} />
        <FileButton accept={PRODUCT_FILES} onChange={onImporting}>{(props) => <Button variant="default" {...props}>{t("products.import")}</Button>}</FileButton>
        <Button variant="default" onClick={() => setAdding(true)}>{t("products.add")}</Button>
      </Group>
      <Group gap={8}>
        <Filters view={shown.view} change={shown.change} collections={collections} />
        {narrowed(shown.view) ? <Button size="xs" variant="subtle" color="gray" onClick={clear}>{t("products.clear")}</Button> : null}
        <span className="push" />
        <Group gap={8} wrap="nowrap">
          <SavedViews view={shown.view} saved={known?.views ?? []} onChoose={(view) => shown.change({ ...EVERYTHING, ...view })} />
          <Columns view={shown.view} change={shown.change} />
        </Group>
      </Group>
      {empty && !narrowed(shown.view) ? (
        <div className="drop" data-over={over}>
          <Empty title={t("products.empty")} lead={t("products.emptyLead")}>
            <FileButton accept={PRODUCT_FILES} onChange={onImporting}>{(props) => <Button mt={8} {...props}>{t("products.import")}</Button>}</FileButton>
          </Empty>
        </div>
      ) : null}
      {empty && narrowed(shown.view) ? <div className="grid"><Empty title={t("products.none")} lead={t("products.noneLead")} action={t("products.clear")} onAction={clear} /></div> : null}
      {empty ? null : (
        <Grid order={order} asked={shown.key} busy={shown.waiting} columns={columns} view={shown.view} onSort={shown.sortBy} chosen={chosen} edits={edits} shop={shop} owner={owner} bar={bar} setBar={setBar} onHistory={setHistory} onCard={setCard} onPage={(row) => setPage(row.id)} frame={frame} />
      )}
      {chosen.chosen.length > 0 ? <BulkBar count={chosen.chosen.length} collections={picked.length > 0} onDo={setBulk} onClear={() => { chosen.clear(); frame.current?.focus(); }} /> : null}
      <Text size="xs" className="quiet hints"><span role="status">{t("products.count", { count: order.length })}</span> · {t("products.keys")}</Text>
      {importing ? <ImportDialog file={importing} onClose={() => onImporting(null)} /> : null}
      {history ? <LedgerDialog row={history} shop={shop} onClose={() => setHistory(null)} /> : null}
      {card ? <CardDialog variant={card} shop={shop} owner={owner} onClose={() => setCard(null)} /> : null}
      {adding ? <AddProduct onClose={() => setAdding(false)} /> : null}
      {bulk ? <BulkDialog kind={bulk} variants={chosen.chosen} collections={picked} shop={shop} onClose={() => setBulk(null)} onDone={edits.done} /> : null}
      {refused ? <RefusedDialog report={refused} onClose={() => setRefused(null)} /> : null}
      {page === null ? null : <ProductPage variant={page} shop={shop} owner={owner} edits={edits} onClose={() => setPage(null)} onTell={(variant) => { setPage(null); setBar(variant); }} />}
    </div>
  );
}
