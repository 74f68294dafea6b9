// The list of conversations: as many rows as the screen shows, walked through with the arrow keys.
import { VisuallyHidden } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import { WalkedRows } from "../../parts/WalkedRows";
import { plainLine } from "../../parts/bubble/safe";
import type { ShopView } from "../../platform";
import { lately } from "../customers/names";
import { lastWords } from "./lastWords";
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
  return (
    <div className="card list talks" ref={frame} role="region" aria-label={t("inbox.list")} aria-busy={busy}>
      <WalkedRows order={order} chosen={chosen} onChoose={onChoose} frame={frame} look={look} height={ROW} name="talk" className="line talk" letters>
        {(id) => <Row row={rowOf(id)} shop={shop} />}
      </WalkedRows>
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
