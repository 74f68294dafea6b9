// Everything that happened with her in one order, newest first; behind each alert and offer, why it was she.
import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { sentence } from "../../../data";
import { clock, whoDid } from "../../../format";
import { type CustomerCard, type Moment, type Receipt, type ShopView, type Story as Page, call } from "../../../platform";
import { onward } from "../../../words";
import { lately } from "../names";
import { sourceOf } from "./Receipts";
import { Why } from "./Why";

const NO_PAGES: Page[] = [];

/** Asked again every so often: what she does comes in by itself. */
const EVERY = 10_000;

const SIGNS: Record<Moment["is"], string> = { met: "★", imported: "⇣", wrote: "“", answered: "→", chosen: "↺", consent: "✓", waited: "⏳", ordered: "🧾", noted: "✎", merged: "⇉" };

export function Story({ card, shop }: { card: CustomerCard; shop: ShopView }) {
  const { t } = useTranslation();
  const customer = card.customer.id;
  const pages = useInfiniteQuery({
    queryKey: ["customer_story", customer],
    queryFn: ({ pageParam }) => call("customer_story", { customer, skip: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.more ? all.reduce((sum, page) => sum + page.moments.length, 0) : undefined),
    refetchInterval: EVERY,
  });
  const moments = (pages.data?.pages ?? NO_PAGES).flatMap((page) => page.moments);
  if (!pages.data) return <Text role={pages.error ? "alert" : "status"}>{pages.error ? sentence(pages.error) : t("app.loading")}</Text>;
  return (
    <div className="person-part">
      <ol className="people-list story" aria-label={t("people.tabs.story")}>
        {moments.map((moment, at) => (
          // Older ones follow, newer ones come on top: its place from the end tells a moment.
          <li key={moments.length - at} data-is={moment.is}>
            <span className="sign-of" aria-hidden>{signOf(moment)}</span>
            <div>
              <What moment={moment} t={t} shop={shop} />
              <Text size="xs" className="quiet">{clock(moment.at, shop.now, shop.time_zone)}{byWhom(moment)}</Text>
            </div>
          </li>
        ))}
      </ol>
      {pages.hasNextPage ? <div><Button size="xs" variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>{t("history.earlier")}</Button></div> : null}
    </div>
  );
}

const refused = (receipt: Receipt) => receipt.act === "withdrawn" || receipt.act === "barred_at_meta";

function signOf(moment: Moment): string {
  return moment.is === "consent" && refused(moment.receipt) ? "✕" : moment.is === "answered" ? onward() : SIGNS[moment.is];
}

function byWhom(moment: Moment): string {
  const author = moment.is === "noted" || moment.is === "merged" ? moment.author : moment.is === "answered" ? (moment.author ?? "") : "";
  return author === "" ? "" : ` · ${whoDid(author)}`;
}

/** What a message without words was. */
function said(t: TFunction, text: string | null, kind: string): string {
  return text ?? t(`people.story.kind.${kind as "image"}`, { defaultValue: t("people.story.kind.other") });
}

function What({ moment, t, shop }: { moment: Moment; t: TFunction; shop: ShopView }) {
  switch (moment.is) {
    case "met":
      return <Text size="sm">{t("people.story.met")}</Text>;
    case "imported":
      return <Text size="sm" className="breaks">{t("people.story.imported", { file: moment.file })}</Text>;
    case "wrote":
      return <Text size="sm" className="breaks pre"><b>{t("people.story.wrote")}</b> <bdi>{said(t, moment.text, moment.kind)}</bdi></Text>;
    case "answered":
      return <Text size="sm" className="breaks pre"><b>{t("people.story.answered")}</b> <bdi>{said(t, moment.text, moment.kind)}</bdi>{moment.status === "failed" ? <b> · {t("state.failed")}</b> : null}</Text>;
    case "chosen":
      return <Why chosen={moment.chosen} shop={shop} />;
    case "consent":
      return (
        <>
          <Text size="sm"><b>{t(`people.purpose.${moment.receipt.purpose as "restock"}`, { defaultValue: moment.receipt.purpose })}</b>: {t(`customers.${moment.receipt.act as "given"}_act`)} · {sourceOf(t, moment.receipt.source)}</Text>
          {moment.receipt.wording ? <Text size="sm" dir="auto" className="breaks">“{moment.receipt.wording}”</Text> : null}
        </>
      );
    case "waited":
      return <Text size="sm">{t(moment.store === null ? "people.story.waited" : "people.story.waitedCard", { name: moment.name, store: moment.store ?? "" })} · {t(`people.story.wait.${moment.state as "waiting"}`)}</Text>;
    case "ordered":
      return <Text size="sm">{t("orders.number", { id: moment.order })} · <bdi>{moment.items}</bdi> · {t(`orders.${moment.state as "kept"}`)}</Text>;
    case "noted":
      return <Text size="sm" dir="auto" className="breaks pre">{moment.note}</Text>;
    case "merged":
      return <Text size="sm">{t(moment.undone_at === null ? "people.story.merged" : "people.story.mergedBack", { when: moment.undone_at === null ? "" : lately(moment.undone_at, shop.now, shop.time_zone) })}</Text>;
  }
}
