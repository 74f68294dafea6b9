// Messages that are facts rather than words: a place, people, a basket, a filled-in form.
import { useTranslation } from "react-i18next";

import { useAsk } from "../../data";
import { asWritten, locale } from "../../format";
import { Named } from "./Named";
import { fields, records, texts, words } from "./read";

type Content = Record<string, unknown>;

export function Place({ content }: { content: Content }) {
  const { t } = useTranslation();
  if (content["nowhere"] === true) return <span className="note">◎ {t("bubble.nowhere")}</span>;
  const [name, address] = [words(content["text"]), words(content["address"])];
  const degrees = [content["latitude"], content["longitude"]].map((d) => (typeof d === "number" ? d.toFixed(5) : "?")).join(", ");
  return (
    <>
      <span className="note">◎ {t("bubble.place")}</span>
      {name === "" ? null : <b dir="auto">{name}</b>}
      {address === "" || address === name ? null : <span dir="auto">{address}</span>}
      <span className="note" dir="ltr">{degrees}</span>
      <Nearest lat={content["latitude"]} lon={content["longitude"]} />
    </>
  );
}

/** Kilometres, or metres below one, as one says them here. */
function far(metres: number): string {
  const [amount, unit] = metres < 1_000 ? [Math.round(metres / 10) * 10, "meter"] : [metres / 1_000, "kilometer"];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
}

/** The shop's place that is nearest to hers, where the shop has one with a pin. */
function Nearest({ lat, lon }: { lat: unknown; lon: unknown }) {
  const { t } = useTranslation();
  const known = typeof lat === "number" && typeof lon === "number";
  const found = useAsk("stores_nearest", { lat: known ? lat : 0, lon: known ? lon : 0, count: 1 }, { enabled: known }).data?.[0];
  if (!found || found.metres === null) return null;
  return <span className="note">⌂ {t("inbox.nearest", { store: found.name, far: far(found.metres) })}</span>;
}

export function People({ content }: { content: Content }) {
  const { t } = useTranslation();
  const people = records(content["contacts"]);
  return (
    <>
      <span className="note">☺ {t("bubble.contacts", { count: people.length })}</span>
      {people.map((one, index) => (
        // People in one message have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}><b dir="auto">{words(one["name"]) || t("customers.noName")}</b> <span dir="ltr">{texts(one["phones"]).join(", ")}</span></span>
      ))}
    </>
  );
}

export function Basket({ content }: { content: Content }) {
  const { t } = useTranslation();
  const items = records(content["items"]);
  return (
    <>
      <span className="note">▤ {t("bubble.basket")}</span>
      <ul className="fact-list">
        {items.map((item, index) => (
          // The same product may stand in a basket twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}><span dir="auto">{words(item["quantity"]) || "?"} × <Named code={words(item["retailer_id"])} /></span><span>{asWritten(item["price"], words(item["currency"]))}</span></li>
        ))}
      </ul>
      {content["incomplete"] === true ? <b>⚠ {t("bubble.incomplete")}</b> : null}
      <span className="note">{t("bubble.pricedAgain")}</span>
    </>
  );
}

export function FormAnswers({ content }: { content: Content }) {
  const { t } = useTranslation();
  const answers = fields(content["form"]).filter(([name]) => name !== "flow_token");
  return (
    <>
      <span className="note">☑ {t("bubble.form")}</span>
      {answers.length === 0 ? <span>{t("bubble.formEmpty")}</span> : (
        <dl className="fact-list">{answers.map(([name, value]) => <div key={name}><dt dir="auto">{name}</dt><dd dir="auto">{value}</dd></div>)}</dl>
      )}
    </>
  );
}
