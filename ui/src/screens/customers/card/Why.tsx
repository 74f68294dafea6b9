// Why an alert or an offer was for her: how long she had waited, her own yes, and what spoke for and against.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { whoDid } from "../../../format";
import type { ShopView, WhyHer } from "../../../platform";
import { lately } from "../names";
import { sourceOf } from "./Receipts";

/** Her yes stands there with its words; that it was one needs no second line. */
const SAID = new Set(["consent_given", "asked_for"]);

export function Why({ chosen, shop }: { chosen: WhyHer; shop: ShopView }) {
  const { t } = useTranslation();
  const when = (at: number) => lately(at, shop.now, shop.time_zone);
  const { consent, waiting_since: since } = chosen;
  const what = chosen.purpose === "restock" && chosen.about !== null ? t(chosen.asks ? "people.story.asked" : "people.story.told", { product: chosen.about }) : t(`people.story.offer.${chosen.purpose as "promotions"}`, { defaultValue: t("people.story.offer.promotions") });
  const lines = [
    since === null ? "" : t(chosen.store === null ? "people.why.waited" : "people.why.waitedCard", { when: when(since), store: chosen.store ?? "" }),
    chosen.before_her === null ? "" : t("people.why.before", { count: chosen.before_her }),
    chosen.wave === null ? "" : t("people.why.wave", { wave: chosen.wave }),
    consent === null ? "" : t(consent.wording ? "people.why.yesWords" : "people.why.yes", { when: when(consent.at), source: sourceOf(t, consent.source), words: consent.wording }),
    ...chosen.reasons.filter((reason) => !(SAID.has(reason.is) && (consent !== null || since !== null))).map((reason) => t(`reason.${reason.is}`)),
    t("people.why.by", { name: whoDid(chosen.author) }),
  ].filter((line) => line !== "");
  return (
    <>
      <Text size="sm"><b>{what}</b> · {t(`state.${chosen.state as "held"}`)}{chosen.by_hand ? ` · ${t("sell.byHand")}` : ""}</Text>
      <details className="why">
        <summary>{t("people.why.title")}</summary>
        <ul>{lines.map((line) => <li key={line} className="breaks">{line}</li>)}</ul>
        {chosen.text ? <Text size="sm" className="quiet breaks pre" dir="auto">“{chosen.text}”</Text> : null}
      </details>
    </>
  );
}
