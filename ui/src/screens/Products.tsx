// Products: a spreadsheet with pictures. One focus (the grid), arrows move, typing edits, Enter commits
// and goes down; a restock where people wait opens the bar in place. C makes a card of the row.
import { ActionIcon, Button, FileButton, Group, Modal, Text, TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, complain, useAsk } from "../data";
import { clock, fullName, money } from "../format";
import { CardDialog } from "../parts/CardDialog";
import { Empty } from "../parts/Empty";
import { ImportDialog } from "../parts/ImportDialog";
import { Picture } from "../parts/Picture";
import { RestockBar } from "../parts/RestockBar";
import { undoable, undoLast } from "../parts/undo";
import { type ProductRow, Refused, type ShopView, call } from "../platform";

const COLUMNS = ["title", "label", "price", "stock", "held", "waiting", "sku", "card"] as const;
type Column = (typeof COLUMNS)[number];
const EDITABLE: readonly Column[] = ["title", "price", "stock", "sku"];
/** Where a letter is no part of what is typed: there C makes a card. */
const WITHOUT_LETTERS: readonly Column[] = ["label", "price", "stock", "held", "waiting", "card"];

export function Products({ shop, owner, importing, onImporting }: { shop: ShopView; owner: boolean; importing: File | null; onImporting: (file: File | null) => void }) {
  const { t } = useTranslation();
  const rows = useAsk("products_list").data;
  const [filter, setFilter] = useState("");
  const [bar, setBar] = useState<number | null>(null);
  const [history, setHistory] = useState<ProductRow | null>(null);
  const [card, setCard] = useState<ProductRow | null>(null);
  const [adding, setAdding] = useState(false);
  const [over, setOver] = useState(false);
  const shown = useMemo(() => {
    const wanted = plain(filter);
    return wanted === "" ? (rows ?? []) : (rows ?? []).filter((r) => plain(`${r.title} ${r.label} ${r.sku ?? ""} ${r.barcode ?? ""} ${r.retailer_id}`).includes(wanted));
  }, [rows, filter]);
  if (!rows) return <Text>{t("app.loading")}</Text>;
  const drop = { onDragOver: (e: React.DragEvent) => { e.preventDefault(); setOver(true); }, onDragLeave: () => setOver(false), onDrop: (e: React.DragEvent) => { e.preventDefault(); setOver(false); onImporting(e.dataTransfer.files[0] ?? null); } };
  return (
    <div style={{ display: "flex", flexDirection: "column", height: "100%", gap: 12 }} {...drop}>
      <Group gap={8}>
        <SellOne />
        <TextInput aria-label={t("products.filter")} placeholder={t("products.filter")} value={filter} onChange={(e) => setFilter(e.currentTarget.value)} style={{ flex: "1 1 160px" }} />
        <FileButton accept=".csv,text/csv" onChange={onImporting}>{(props) => <Button variant="default" {...props}>{t("products.import")}</Button>}</FileButton>
        <Button variant="default" onClick={() => setAdding(true)}>{t("products.add")}</Button>
      </Group>
      {rows.length === 0 ? (
        <div className="drop" data-over={over}>
          <Empty title={t("products.empty")} lead={t("products.emptyLead")}>
            <FileButton accept=".csv,text/csv" onChange={onImporting}>{(props) => <Button mt={8} {...props}>{t("products.import")}</Button>}</FileButton>
          </Empty>
        </div>
      ) : (
        <Grid rows={shown} shop={shop} owner={owner} bar={bar} setBar={setBar} onHistory={setHistory} onCard={setCard} />
      )}
      <Text size="xs" className="quiet">{t("products.keys")} · {t("products.count", { count: shown.length })}</Text>
      {importing ? <ImportDialog file={importing} onClose={() => onImporting(null)} /> : null}
      {history ? <History row={history} shop={shop} onClose={() => setHistory(null)} /> : null}
      {card ? <CardDialog variant={card} shop={shop} owner={owner} onClose={() => setCard(null)} /> : null}
      {adding ? <AddProduct onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

function Grid({ rows, shop, owner, bar, setBar, onHistory, onCard }: { rows: ProductRow[]; shop: ShopView; owner: boolean; bar: number | null; setBar: (variant: number | null) => void; onHistory: (row: ProductRow) => void; onCard: (row: ProductRow) => void }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ row: 0, column: 3 });
  const [draft, setDraft] = useState<string | null>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => 40, overscan: 12, getItemKey: (index) => rows[index]?.id ?? index });
  const here = rows[at.row];
  const column = COLUMNS[at.column] ?? "stock";

  useEffect(() => {
    if (at.row >= rows.length && rows.length > 0) setAt((a) => ({ ...a, row: rows.length - 1 }));
  }, [rows.length, at.row]);
  useEffect(() => virtual.scrollToIndex(at.row), [at.row, virtual]);
  // Typing happens in a real field inside the cell; when it closes, the grid has the keyboard again.
  const settled = useRef(true);
  const settle = useCallback(() => {
    settled.current = true;
    setDraft(null);
    frame.current?.focus();
  }, []);
  const begin = (typed: string) => {
    settled.current = false;
    setDraft(typed);
  };

  const commit = async (row: ProductRow, field: Column, typed: string) => {
    if (field === "stock") {
      if (typed.trim() === "" || Number(typed) === row.on_hand) return;
      const count = Number(typed.replace(",", "."));
      if (!Number.isInteger(count)) return complain(new Refused({ code: "bad_number", about: {} }));
      const answer = await act("stock_set", { variant: row.id, on_hand: count });
      if (!answer) return;
      const { ledger } = answer.change;
      if (ledger !== null) undoable(t("products.stockSet", { name: fullName(row), before: answer.change.before, after: answer.change.after }), () => act("stock_undo", { ledger }));
      if (answer.tell !== null && answer.proposed) undoable(t("products.proposed", { name: fullName(row), count: answer.tell }), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
      if (answer.tell !== null && owner) setBar(row.id);
      else if (bar === row.id) setBar(null);
    } else if (typed !== shownText(row, field)) {
      const edit = await act("cell_edit", { variant: row.id, field, typed });
      if (edit) undoable(t("products.edited"), () => act("cell_undo", { edit: edit.edit }));
    }
    await client.invalidateQueries({ queryKey: ["products_list"] });
  };
  const shownText = (row: ProductRow, field: Column): string => {
    if (field === "price") return row.price === null ? "" : (row.price / 10 ** shop.currency_digits).toFixed(shop.currency_digits);
    if (field === "stock") return String(row.on_hand);
    if (field === "held") return String(row.held);
    if (field === "waiting") return String(row.waiting);
    if (field === "card") return "";
    return row[field] ?? "";
  };
  const move = (rowBy: number, columnBy: number) => setAt((a) => ({ row: Math.min(Math.max(a.row + rowBy, 0), rows.length - 1), column: Math.min(Math.max(a.column + columnBy, 0), COLUMNS.length - 1) }));
  const onKey = (event: KeyboardEvent) => {
    if (!here || event.target instanceof HTMLButtonElement || (event.target as HTMLElement).closest?.(".bar")) return;
    const editing = draft !== null;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !editing) {
      event.preventDefault();
      return undoLast();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (editing) {
      if (event.key === "Escape") settle();
      else if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        void commit(here, column, draft);
        settle();
        if (event.key === "Enter") move(event.shiftKey ? -1 : 1, 0);
        else move(0, event.shiftKey ? -1 : 1);
      }
      return;
    }
    const steps: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [10, 0], PageUp: [-10, 0], Enter: [1, 0], Home: [-rows.length, 0], End: [rows.length, 0] };
    const step = steps[event.key];
    const makesCard = column === "card" ? ["Enter", "F2", " "].includes(event.key) : false;
    if (makesCard || (event.key.toLowerCase() === "c" && WITHOUT_LETTERS.includes(column))) {
      event.preventDefault();
      onCard(here);
    } else if (step) {
      event.preventDefault();
      move(...step);
    } else if (event.key === "F2" && EDITABLE.includes(column)) {
      event.preventDefault();
      begin(shownText(here, column));
    } else if (event.key === "F2") {
      onHistory(here);
    } else if (event.key === "Escape") {
      setBar(null);
    } else if (event.key.length === 1 && EDITABLE.includes(column)) {
      event.preventDefault();
      begin(event.key);
    }
  };
  const cell = (row: ProductRow, index: number, field: Column, spot: number, content: React.ReactNode, classes = "cell") => {
    const current = at.row === index && at.column === spot;
    return (
      <div key={field} className={classes} role="gridcell" id={`cell-${row.id}-${field}`} data-at={current} aria-selected={current} data-out={field === "stock" && row.on_hand - row.held <= 0}
        onMouseDown={(e) => { if ((e.target as HTMLElement).tagName !== "INPUT") { e.preventDefault(); setAt({ row: index, column: spot }); if (draft !== null && here && !settled.current) void commit(here, column, draft); settle(); } }}
        onDoubleClick={() => field !== "card" && (EDITABLE.includes(field) ? begin(shownText(row, field)) : onHistory(row))}>
        {current && draft !== null ? <input aria-label={`${fullName(row)} ${field}`} autoFocus value={draft} onChange={(e) => setDraft(e.currentTarget.value)} onBlur={() => { if (!settled.current) { void commit(row, field, draft); settled.current = true; setDraft(null); } }} dir="auto" /> : <span dir="auto">{content}</span>}
      </div>
    );
  };
  return (
    <div className="grid" role="grid" ref={frame} tabIndex={0} aria-label={t("products.title")} aria-rowcount={rows.length} aria-activedescendant={here ? `cell-${here.id}-${column}` : undefined} onKeyDown={onKey}>
      <div className="row headrow" role="row">
        <div className="cell" role="columnheader" aria-label={t("customers.picture")} />
        {(["name", "variant", "price", "stock", "held", "waiting", "sku"] as const).map((name, i) => <div key={name} role="columnheader" className={i > 1 && i < 6 ? "cell num" : "cell"}>{t(`products.${name}`)}</div>)}
        <div className="cell" role="columnheader">{t("card.do")}</div>
      </div>
      <div style={{ height: virtual.getTotalSize(), position: "relative", minWidth: 760 }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="row" role="row" aria-rowindex={item.index + 1} style={{ position: "absolute", top: 0, left: 0, right: 0, transform: `translateY(${item.start}px)` }}>
              <div className="cell" role="gridcell"><Picture hash={row.image} /></div>
              {cell(row, item.index, "title", 0, row.title)}
              {cell(row, item.index, "label", 1, row.label)}
              {cell(row, item.index, "price", 2, row.price === null ? t("products.onRequest") : money(row.price, shop.currency, shop.currency_digits), "cell num")}
              {cell(row, item.index, "stock", 3, row.on_hand, "cell num")}
              {cell(row, item.index, "held", 4, row.held === 0 ? "" : row.held, "cell num")}
              {cell(row, item.index, "waiting", 5, row.waiting === 0 ? "" : row.waiting, row.waiting > 0 ? "cell num waiting" : "cell num")}
              {cell(row, item.index, "sku", 6, row.sku ?? "")}
              {cell(row, item.index, "card", 7, <ActionIcon variant="subtle" color="gray" tabIndex={-1} title={t("card.do")} aria-label={t("card.doFor", { name: fullName(row) })} onClick={() => onCard(row)}><QrSign /></ActionIcon>, "cell act")}
              {bar === row.id ? <div role="gridcell" style={{ gridColumn: "1 / -1" }}><RestockBar variant={row.id} shop={shop} owner={owner} onDone={() => { setBar(null); frame.current?.focus(); }} /></div> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Three corners of a QR code. */
function QrSign() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden fill="currentColor">
      <path fillRule="evenodd" d="M1 1h7v7H1zm2 2v3h3V3zM10 1h7v7h-7zm2 2v3h3V3zM1 10h7v7H1zm2 2v3h3v-3z" /><path d="M10 10h3v3h-3zM14 14h3v3h-3zM14 10h3v2h-3zM10 14h2v3h-2z" />
    </svg>
  );
}

/** Sold one at the counter: type or scan, Enter, −1, undo. */
function SellOne() {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const sell = async (what: string, even: boolean) => {
    try {
      const answer = await call("stock_sell", { code: what, even_if_held: even });
      const { ledger } = answer.change;
      undoable(t("products.soldOne", { name: fullName(answer.variant), left: answer.variant.on_hand }), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
      setCode("");
      await client.invalidateQueries({ queryKey: ["products_list"] });
    } catch (error) {
      complain(error);
      if (error instanceof Refused && error.refusal.code === "all_held") setHeld(what);
    }
  };
  const [held, setHeld] = useState<string | null>(null);
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (code.trim() !== "") void sell(code.trim(), false); }}>
      <Group gap={4} wrap="nowrap">
        <TextInput w={210} aria-label={t("products.sell")} placeholder={`${t("products.sell")}: ${t("products.sellHint")}`} value={code} onChange={(e) => { setCode(e.currentTarget.value); setHeld(null); }} />
        {held !== null ? <Button variant="default" onClick={() => { void sell(held, true); setHeld(null); }}>{t("products.sellAnyway")}</Button> : null}
      </Group>
    </form>
  );
}

function History({ row, shop, onClose }: { row: ProductRow; shop: ShopView; onClose: () => void }) {
  const { t } = useTranslation();
  const history = useAsk("product_history", { variant: row.id }).data;
  return (
    <Modal opened onClose={onClose} title={t("products.history", { name: fullName(row) })} closeButtonProps={{ "aria-label": t("app.close") }}>
      {history?.length === 0 ? <Text className="quiet">{t("products.noHistory")}</Text> : null}
      {history?.map((h) => (
        <Group key={h.id} justify="space-between" py={4} wrap="nowrap">
          <Text size="sm">{h.before} → {h.after} · {t(`products.why.${h.why as "sold"}`)} · {h.author.startsWith("staff") ? t("app.staff") : h.author.endsWith("shop") ? t("products.anonymous") : t("app.owner")} · {clock(h.at, shop.now, shop.time_zone)}</Text>
          {h.undone || h.why === "undone" ? null : <Button size="compact-xs" variant="default" onClick={() => act("stock_undo", { ledger: h.id })}>{t("app.undo")}</Button>}
        </Group>
      ))}
    </Modal>
  );
}

function AddProduct({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  const [variants, setVariants] = useState([{ label: "", price: "", stock: "0", sku: "" }]);
  const set = (index: number, part: Partial<(typeof variants)[number]>) => setVariants((all) => all.map((v, i) => (i === index ? { ...v, ...part } : v)));
  const add = async () => {
    const done = await act("product_add", { title, description: "", category: "", unit: "piece", picture: null, variants: variants.map((v) => ({ label: v.label, price: v.price, stock: Number(v.stock) || 0, sku: v.sku === "" ? null : v.sku, barcode: null })) });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("products.new")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <TextInput label={t("products.name")} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required data-autofocus />
        {variants.map((v, i) => (
          // Rows have no identity but their place while the form is open.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={i} mt={8} gap={8} grow>
            <TextInput label={t("products.variant")} placeholder={t("products.labelHint")} value={v.label} onChange={(e) => set(i, { label: e.currentTarget.value })} />
            <TextInput label={t("products.price")} value={v.price} onChange={(e) => set(i, { price: e.currentTarget.value })} />
            <TextInput label={t("products.stock")} inputMode="numeric" value={v.stock} onChange={(e) => set(i, { stock: e.currentTarget.value })} />
            <TextInput label={t("products.sku")} value={v.sku} onChange={(e) => set(i, { sku: e.currentTarget.value })} />
          </Group>
        ))}
        <Group mt={16} justify="space-between">
          <Button variant="default" onClick={() => setVariants((all) => [...all, { label: "", price: all.at(-1)?.price ?? "", stock: "0", sku: "" }])}>{t("products.addVariant")}</Button>
          <Button type="submit">{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
