// The list of people: as many rows as the screen shows, walked through with the arrow keys.
import { VisuallyHidden } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import { WalkedRows } from "../../parts/WalkedRows";
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
  return (
    <div className="card list people" ref={frame} role="region" aria-label={t("customers.title")} aria-busy={busy}>
      <div className="line head-line" aria-hidden>
        <span>{t("customers.name")}</span><span>{t("customers.contact")}</span><span className="num waits">{t("people.col.waits")}</span><span className="num">{t("people.col.orders")}</span><span className="mark">{t("people.col.restock")}</span><span className="mark">{t("people.col.promotions")}</span><span className="num wrote">{t("people.col.wrote")}</span>
      </div>
      <WalkedRows order={order} chosen={chosen} onChoose={onChoose} frame={frame} look={look} height={ROW} head={HEAD} name="person" className="line">
        {(id) => <Row row={rowOf(id)} shop={shop} />}
      </WalkedRows>
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
      <span className="quiet"><bdi>{reachedBy(row)}</bdi></span>
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
