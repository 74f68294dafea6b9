// Every yes and no with its words: where it came from, which store, who wrote it down.
import { Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { whoDid } from "../../../format";
import type { Receipt, Store } from "../../../platform";
import { languageName } from "../names";

/** What is known of a source has words; anything else is shown as it was written down. */
export function sourceOf(t: TFunction, source: string): string {
  const kind = source.split(":")[0] ?? "";
  return t(`people.source.${kind as "counter"}`, { defaultValue: source });
}

const yes = (act: string) => act === "given" || act === "unbarred_at_meta";

export function Receipts({ receipts, stores, when }: { receipts: Receipt[]; stores: Store[]; when: (at: number) => string }) {
  const { t } = useTranslation();
  const detail = (receipt: Receipt) => [
    when(receipt.at),
    sourceOf(t, receipt.source),
    stores.find((store) => store.id === receipt.store)?.name ?? "",
    receipt.wording && receipt.language ? languageName(receipt.language) : "",
    receipt.author === "customer" ? t("people.consent.herself") : t("people.consent.by", { name: whoDid(receipt.author) }),
  ].filter((part) => part !== "");
  return (
    <section>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>{t("people.consent.receipts")}</Text>
      {receipts.length === 0 ? <Text size="sm" className="quiet">{t("customers.nothingConsent")}</Text> : null}
      <ul className="people-list receipts">
        {receipts.map((receipt, at) => (
          // Two may be of the same moment; the list only ever grows at its top.
          <li key={receipts.length - at}>
            <span className="sign-of" data-state={yes(receipt.act) ? "given" : "withdrawn"} aria-hidden>{yes(receipt.act) ? "✓" : "✕"}</span>
            <div>
              <Text size="sm"><b>{t(`people.purpose.${receipt.purpose as "restock"}`, { defaultValue: receipt.purpose })}</b>: {t(`customers.${receipt.act as "given"}_act`)}</Text>
              {receipt.wording ? <Text size="sm" dir="auto" className="breaks">“{receipt.wording}”</Text> : null}
              <Text size="xs" className="quiet">{detail(receipt).map((part, index) => <span key={part}>{index > 0 ? " · " : ""}<bdi>{part}</bdi></span>)}</Text>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
