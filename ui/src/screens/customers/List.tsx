// The list of people: as many rows as the screen shows, walked through with the arrow keys.
import { VisuallyHidden } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { usePages } from "../../parts/usePages";
import { type CustomerRow, type ShopView, call } from "../../platform";
import { lately, reachedBy } from "./names";

const ROW = 41;
/** The head of the list, which the rows go under. */
const HEAD = 33;
/** More tags than these are counted. */
const TAGS = 2;
const page = (customers: number[]) => ({ queryKey: ["customers_rows", { customers }], queryFn: () => call("customers_rows", { customers }) });

interface Props {
  order: readonly number[];
  /** The order asked for is on its way. */
  busy: boolean;
  chosen: number | null;
  onChoose: (id: number) => void;
  shop: ShopView;
  frame: RefObject<HTMLDivElement | null>;
}

export function List({ order, busy, chosen, onChoose, shop, frame }: Props) {
  const { t } = useTranslation();
  const { rowOf, look } = usePages<CustomerRow>(order, page);
  const virtual = useVirtualizer({ count: order.length, getScrollElement: () => frame.current, estimateSize: () => ROW, overscan: 10, scrollPaddingEnd: HEAD });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => look(first, last), [first, last, look]);
  const shown = items.map((item) => rowOf(order[item.index] ?? -1));
  // One row is reached with Tab: whom one looks at, or the first in sight.
  const stop = items.find((item) => order[item.index] === chosen)?.index ?? first;
  // The row the arrow keys go to may not be drawn yet.
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const row = wanted.current === null ? null : document.querySelector<HTMLElement>(`#person-${wanted.current}`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  });
  const walk = (event: KeyboardEvent) => {
    const on = Number((event.currentTarget as HTMLElement).dataset.index);
    const screenful = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW) - 1);
    const steps: Record<string, number> = { ArrowDown: on + 1, ArrowUp: on - 1, PageDown: on + screenful, PageUp: on - screenful, Home: 0, End: order.length - 1 };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(order.length - 1, to));
    const id = order[next];
    if (id === undefined) return;
    virtual.scrollToIndex(next);
    const row = document.querySelector<HTMLElement>(`#person-${id}`);
    if (row) row.focus({ preventScroll: true });
    else wanted.current = id;
  };
  return (
    <div className="card list people" ref={frame} role="region" aria-label={t("customers.title")} aria-busy={busy}>
      <div className="line head-line" aria-hidden>
        <span>{t("customers.name")}</span><span>{t("customers.contact")}</span><span className="num waits">{t("people.col.waits")}</span><span className="num">{t("people.col.orders")}</span><span className="mark">{t("people.col.restock")}</span><span className="mark">{t("people.col.promotions")}</span><span className="num wrote">{t("people.col.wrote")}</span>
      </div>
      <div role="list" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item, at) => {
          const id = order[item.index] ?? -1;
          return (
            <div key={id} role="listitem" aria-setsize={order.length} aria-posinset={item.index + 1} style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}>
              <button type="button" id={`person-${id}`} data-index={item.index} tabIndex={item.index === stop ? 0 : -1} className="line" aria-current={id === chosen} onKeyDown={walk} onClick={() => onChoose(id)}>
                <Row row={shown[at]} shop={shop} />
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ row, shop }: { row: CustomerRow | undefined; shop: ShopView }) {
  const { t } = useTranslation();
  if (!row) return <span><span className="skeleton" aria-hidden /><VisuallyHidden>{t("app.loading")}</VisuallyHidden></span>;
  return (
    <>
      <span className="named">
        {row.unanswered ? <b className="pen" role="img" aria-label={t("people.quick.unanswered")} title={t("people.quick.unanswered")}>✎</b> : null}
        <span className="name" dir="auto">{row.name || t("customers.noName")}</span>
        {row.tags.slice(0, TAGS).map((tag) => <span key={tag} className="tag" dir="auto">{tag}</span>)}
        {row.tags.length > TAGS ? <span className="quiet more" title={row.tags.slice(TAGS).join(", ")}>+{row.tags.length - TAGS}</span> : null}
      </span>
      <span className="quiet" dir="ltr">{reachedBy(row)}</span>
      <span className="num waits"><Count count={row.waits} label={t("people.col.waits")} /></span>
      <span className="num"><Count count={row.orders} label={t("people.col.orders")} /></span>
      <span className="mark"><Mark state={row.restock} label={t("people.col.restock")} /></span>
      <span className="mark"><Mark state={row.promotions} label={t("people.col.promotions")} /></span>
      <span className="num quiet wrote">{row.last_inbound_at === null ? "" : lately(row.last_inbound_at, shop.now, shop.time_zone)}</span>
    </>
  );
}

function Count({ count, label }: { count: number; label: string }) {
  return count === 0 ? null : <><VisuallyHidden>{label} </VisuallyHidden>{count}</>;
}

const SIGNS: Record<string, string> = { given: "✓", withdrawn: "✕", never: "–" };

/** A word as a shape. */
function Mark({ state, label }: { state: string; label: string }) {
  const { t } = useTranslation();
  const words = `${label}: ${t(`customers.${state as "given"}`)}`;
  return <span role="img" className="sign-of" data-state={state} aria-label={words} title={words}>{SIGNS[state] ?? "–"}</span>;
}
