// The list of conversations: as many rows as the screen shows, walked through with the arrow keys.
import { VisuallyHidden } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { ShopView } from "../../platform";
import { lately } from "../customers/names";
import { lastWords } from "./lastWords";
import { plainLine } from "../../parts/bubble/safe";
import { type TalkRow, useRows } from "./useRows";
import { windowOf } from "./window";

const ROW = 64;

interface Props {
  order: readonly number[];
  busy: boolean;
  chosen: number | null;
  onChoose: (id: number) => void;
  shop: ShopView;
  frame: RefObject<HTMLDivElement | null>;
}

export function List({ order, busy, chosen, onChoose, shop, frame }: Props) {
  const { t } = useTranslation();
  const { rowOf, look } = useRows(order);
  const virtual = useVirtualizer({ count: order.length, getScrollElement: () => frame.current, estimateSize: () => ROW, overscan: 8 });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => look(first, last), [first, last, look]);
  const stop = items.find((item) => order[item.index] === chosen)?.index ?? first;
  // The row the arrow keys go to may not be drawn yet.
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const row = wanted.current === null ? null : document.querySelector<HTMLElement>(`#talk-${wanted.current}`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  });
  const walk = (event: KeyboardEvent) => {
    const on = Number((event.currentTarget as HTMLElement).dataset.index);
    const screenful = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW) - 1);
    const steps: Record<string, number> = { ArrowDown: on + 1, ArrowUp: on - 1, j: on + 1, k: on - 1, PageDown: on + screenful, PageUp: on - screenful, Home: 0, End: order.length - 1 };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(order.length - 1, to));
    const id = order[next];
    if (id === undefined) return;
    virtual.scrollToIndex(next);
    const row = document.querySelector<HTMLElement>(`#talk-${id}`);
    if (row) row.focus({ preventScroll: true });
    else wanted.current = id;
  };
  return (
    <div className="card list talks" ref={frame} role="region" aria-label={t("inbox.list")} aria-busy={busy}>
      <div role="list" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const id = order[item.index] ?? -1;
          return (
            <div key={id} role="listitem" aria-setsize={order.length} aria-posinset={item.index + 1} style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}>
              <button type="button" id={`talk-${id}`} data-index={item.index} tabIndex={item.index === stop ? 0 : -1} className="line talk" aria-current={id === chosen} onKeyDown={walk} onClick={() => onChoose(id)}>
                <Row row={rowOf(id)} shop={shop} />
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ row, shop }: { row: TalkRow | undefined; shop: ShopView }) {
  const { t } = useTranslation();
  if (!row) return <span><span className="skeleton" aria-hidden /><VisuallyHidden>{t("app.loading")}</VisuallyHidden></span>;
  const { state } = row;
  const chip = windowOf(row.window_until, shop.now);
  const words = lastWords(row);
  const fresh = state.unread > 0;
  return (
    <>
      <span className="talk-top">
        <span className="name" data-fresh={fresh} dir="auto">{plainLine(row.name) || row.phone || t("customers.noName")}</span>
        <span className="quiet when">{row.last_at === 0 ? "" : lately(row.last_at, shop.now, shop.time_zone)}</span>
      </span>
      <span className="talk-below">
        <span className="said" data-fresh={fresh} dir="auto">{row.drafted ? <b className="draft">{t("inbox.draft")} </b> : null}{words}</span>
        {fresh ? <span className="unread"><VisuallyHidden>{t("inbox.unread", { count: state.unread })}</VisuallyHidden><span aria-hidden>{state.unread}</span></span> : null}
        {state.closed_at === null ? null : <span className="quiet more">✓ {t("inbox.closedMark")}</span>}
        {!state.answered && !fresh ? <b className="pen" role="img" aria-label={t("people.quick.unanswered")} title={t("people.quick.unanswered")}>✎</b> : null}
        <span className="window-chip small" data-state={chip.state} title={chip.words}><span aria-hidden>{chip.short}</span><VisuallyHidden>{chip.words}</VisuallyHidden></span>
      </span>
    </>
  );
}
