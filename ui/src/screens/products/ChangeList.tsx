// What a change of many cells does or did: before and after of the first, and what was refused, with the reason.
import { Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { day, money } from "../../format";
import type { BulkReport, CellRefused, ShopView } from "../../platform";
import { spoken } from "../../refusal";
import { type Column, type Status, isMoney } from "./columns";
import { headOf } from "./Head";

const SHOWN = 8;

/** A cell as it is kept, as one reads it. */
function useShown(shop: ShopView) {
  const { t } = useTranslation();
  return (field: string, text: string) => {
    if (text === "") return field === "price" ? t("products.onRequest") : "—";
    if (isMoney(field)) return money(Number(text), shop.currency, shop.currency_digits);
    if (field === "status") return t(`products.state.${text as Status}`);
    return field.startsWith("sale_") ? day(Number(text), shop.time_zone) : text;
  };
}

export function ChangeList({ report, shop }: { report: BulkReport; shop: ShopView }) {
  const { t } = useTranslation();
  const shown = useShown(shop);
  const facts = [t("products.bulk.changes", { count: report.changed })];
  if (report.unchanged > 0) facts.push(t("products.bulk.unchanged", { count: report.unchanged }));
  if (report.refused.length > 0) facts.push(t("products.bulk.refuses", { count: report.refused.length }));
  return (
    <>
      <Text size="sm" fw={600}>{facts.join(" · ")}</Text>
      {report.examples.length > 0 ? (
        <table className="changes">
          <thead><tr><th scope="col">{t("products.name")}</th><th scope="col">{t("products.bulk.was")}</th><th scope="col">{t("products.bulk.becomes")}</th></tr></thead>
          <tbody>
            {report.examples.slice(0, SHOWN).map((one) => (
              <tr key={`${one.variant}${one.field}`}><th scope="row" dir="auto">{one.name}</th><td className="quiet" dir="auto">{shown(one.field, one.before)}</td><td dir="auto">{shown(one.field, one.after)}</td></tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {report.changed > SHOWN ? <Text size="sm" className="quiet">{t("products.more", { count: report.changed - SHOWN })}</Text> : null}
      <Refusals refused={report.refused} />
    </>
  );
}

function Refusals({ refused }: { refused: CellRefused[] }) {
  const { t } = useTranslation();
  if (refused.length === 0) return null;
  return (
    // A long list scrolls by itself, by keyboard as well.
    <ul className="people-list refusals" aria-label={t("products.many.why")} tabIndex={0}>
      {refused.slice(0, 200).map((one) => (
        <li key={`${one.variant}${one.field}${one.typed}`}>
          <Text size="sm"><b dir="auto">{one.name}</b> · {headOf(t, one.field as Column)} {one.typed === "" ? "" : <span dir="auto">“{one.typed}”</span>}: {spoken({ code: one.code, about: { sku: one.typed } })}</Text>
        </li>
      ))}
      {refused.length > 200 ? <li><Text size="sm" className="quiet">{t("products.more", { count: refused.length - 200 })}</Text></li> : null}
    </ul>
  );
}

/** What some cells refused, once the others were changed. */
export function RefusedDialog({ report, onClose }: { report: BulkReport; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("products.many.why")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text mb={8}>{report.changed === 0 ? t("products.many.nothing") : t("products.many.changed", { count: report.changed })} {t("products.many.refused", { count: report.refused.length })}</Text>
      <Refusals refused={report.refused} />
    </Modal>
  );
}
