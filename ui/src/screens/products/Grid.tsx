// The grid: as many rows as are on the screen out of as many as there are, one focus, cells that are typed into.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { RestockBar } from "../../parts/RestockBar";
import type { ProductRow, ShopView, View } from "../../platform";
import { Head } from "./Head";
import { type RowEvents, RowCells, RowWaiting } from "./Row";
import { type Column, editable, layoutOf, rawText } from "./columns";
import { useBlocks } from "./useBlocks";
import type { Chosen } from "./useChosen";
import { useCursor } from "./useCursor";
import type { EditsOf } from "./useEdits";
import { useGridKeys } from "./useGridKeys";
import { useRows } from "./useRows";

const HEAD = 33;

interface Props {
  order: readonly number[];
  /** Names the question the order answers. */
  asked: string;
  busy: boolean;
  columns: readonly Column[];
  view: View;
  onSort: (column: Column) => void;
  chosen: Chosen;
  edits: EditsOf;
  shop: ShopView;
  owner: boolean;
  bar: number | null;
  setBar: (variant: number | null) => void;
  onHistory: (row: ProductRow) => void;
  onCard: (row: ProductRow) => void;
  onPage: (row: ProductRow) => void;
  frame: RefObject<HTMLDivElement | null>;
}

export function Grid({ order, asked, busy, columns, view, onSort, chosen, edits, shop, owner, bar, setBar, onHistory, onCard, onPage, frame }: Props) {
  const { t } = useTranslation();
  const { rowOf, look } = useRows(order);
  const cursor = useCursor(order, columns);
  // What is typed belongs to its row, wherever that goes meanwhile.
  const [typing, setTyping] = useState<{ row: ProductRow; column: Column; text: string } | null>(null);
  const draft = typing !== null && typing.row.id === cursor.id ? typing.text : null;
  const blocks = useBlocks({ order, chosen: chosen.chosen, columns, shop, edits });
  const virtual = useVirtualizer({ count: order.length, getScrollElement: () => frame.current, estimateSize: () => 40, overscan: 12, getItemKey: (index) => order[index] ?? index, scrollMargin: HEAD, scrollPaddingStart: HEAD });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => look(first, last), [look, first, last]);
  const here = cursor.id === null ? undefined : rowOf(cursor.id);

  // The keyboard takes its row along; the mouse is where it clicks.
  const { row: hereAt, column, id: hereId } = cursor;
  const index = useRef(hereAt);
  useEffect(() => {
    index.current = hereAt;
  });
  useEffect(() => {
    virtual.scrollToIndex(index.current);
    if (hereId !== null) document.querySelector(`#cell-${hereId}-${column}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [hereId, column, virtual]);
  // Another question: from the top, unless somebody is already at work in the rows.
  const { first: toFirst } = cursor;
  const begun = useRef(asked);
  useEffect(() => {
    if (busy || begun.current === asked) return;
    begun.current = asked;
    const at = document.activeElement;
    if (frame.current?.contains(at) && !at?.closest(".headrow")) return;
    toFirst();
    frame.current?.scrollTo({ top: 0 });
  }, [asked, busy, frame, toFirst]);

  // Typing happens in a real field inside the cell; when it closes, the grid has the keyboard again.
  const settled = useRef(true);
  const settle = useCallback(() => {
    settled.current = true;
    setTyping(null);
    frame.current?.focus({ preventScroll: true });
  }, [frame]);
  const beginIn = (row: ProductRow, name: Column, text: string) => {
    settled.current = false;
    setTyping({ row, column: name, text });
  };
  const begin = (text: string) => here && beginIn(here, column, text);
  const commit = (row: ProductRow, name: Column, typed: string) => void edits.commit(row, name, typed);
  // A row that leaves the view while it is typed into keeps what was typed.
  useEffect(() => {
    if (typing === null || typing.row.id === hereId) return;
    if (!settled.current) void edits.commit(typing.row, typing.column, typing.text);
    settled.current = true;
    setTyping(null);
  }, [typing, hereId, edits]);
  const opened = (row: ProductRow, name: Column) => rawText(row, name, shop.currency_digits);

  const now: RowEvents = {
    down(row, name, event) {
      if (event.button !== 0 || (event.target as HTMLElement).matches("input.typed, select, option")) return;
      event.preventDefault();
      if (typing !== null && !settled.current) commit(typing.row, typing.column, typing.text);
      if (event.shiftKey && cursor.id !== null) chosen.extend(cursor.id, row.id);
      else if ((event.ctrlKey || event.metaKey) && name !== "pick") chosen.toggle(row.id);
      else if (name !== "pick") chosen.rest();
      cursor.put(order.indexOf(row.id), name);
      settle();
    },
    toggle(row, event) {
      if (!event.shiftKey) chosen.toggle(row.id);
    },
    open(row, name) {
      if (name === "pick") onPage(row);
      else if (editable(name)) beginIn(row, name, opened(row, name));
      else if (name !== "card") onHistory(row);
    },
    page: onPage,
    card: onCard,
    type: (text) => setTyping((before) => (before ? { ...before, text } : before)),
    leave(row, name, typed) {
      if (settled.current) return;
      commit(row, name, typed);
      settled.current = true;
      setTyping(null);
    },
  };
  const on = useSteady(now);

  const onKey = useGridKeys({
    cursor, chosen, here, draft, rows: order.length, settle, begin, commit, opened, onPage, onCard, onHistory,
    onPaste: () => pasted.current?.focus({ preventScroll: true }),
    onCopy: () => void blocks.copy(here, column),
    onFill: () => void blocks.fillDown(column),
    onClear: () => (bar === null ? chosen.clear() : setBar(null)),
  });
  const pasted = useRef<HTMLTextAreaElement>(null);
  const onPaste = (event: ClipboardEvent) => {
    if (draft !== null || cursor.id === null || (event.target as HTMLElement).closest(".bar")) return;
    event.preventDefault();
    frame.current?.focus({ preventScroll: true });
    void blocks.paste(event.clipboardData.getData("text/plain"), cursor.id, column);
  };
  const style = useMemo(() => layoutOf(columns), [columns]);
  const all = chosen.chosen.length === 0 ? "none" : chosen.chosen.length === order.length ? "all" : "some";
  return (
    <>
      <div className="grid" role="grid" ref={frame} tabIndex={0} style={style} aria-label={t("products.title")} aria-multiselectable aria-busy={busy} aria-rowcount={order.length + 1} aria-colcount={columns.length} aria-activedescendant={here ? `cell-${here.id}-${column}` : undefined} onKeyDown={onKey} onPaste={onPaste}>
        <Head columns={columns} view={view} onSort={onSort} chosen={all} onAll={(every) => (every ? chosen.all() : chosen.clear())} />
        <div className="rows" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const id = order[item.index];
            const row = id === undefined ? undefined : rowOf(id);
            const at = id === cursor.id ? column : null;
            const picked = id !== undefined && chosen.has(id);
            return (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="row" role="row" aria-rowindex={item.index + 2} aria-selected={picked} style={{ transform: `translateY(${item.start - HEAD}px)` }}>
                {row ? <RowCells row={row} columns={columns} shop={shop} at={at} draft={at === null ? null : draft} chosen={picked} on={on} /> : <RowWaiting columns={columns} />}
                {row && bar === row.id ? <div role="gridcell" className="wide"><RestockBar variant={row.id} shop={shop} owner={owner} onDone={() => { setBar(null); frame.current?.focus(); }} /></div> : null}
              </div>
            );
          })}
        </div>
      </div>
      {/* Not every window pastes where nothing can be typed: the stroke lands here. */}
      <textarea ref={pasted} className="paste" tabIndex={-1} aria-hidden onPaste={onPaste} onKeyUp={() => frame.current?.focus({ preventScroll: true })} />
    </>
  );
}

/** The same object from one drawing to the next, doing what the newest says: rows are drawn only when they change. */
function useSteady(now: RowEvents): RowEvents {
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(() => ({
    down: (row, column, event: MouseEvent) => latest.current.down(row, column, event),
    toggle: (row, event) => latest.current.toggle(row, event),
    open: (row, column) => latest.current.open(row, column),
    page: (row) => latest.current.page(row),
    card: (row) => latest.current.card(row),
    type: (typed) => latest.current.type(typed),
    leave: (row, column, typed) => latest.current.leave(row, column, typed),
  }), []);
}
