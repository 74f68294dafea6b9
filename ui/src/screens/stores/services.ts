// What stores offer besides their goods: the codes the shop knows, and what they are called in this window.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

const KNOWN = ["collection", "delivery", "repairs", "made_to_measure", "gift_wrapping", "fitting_room", "parking", "wheelchair", "toilet", "wifi", "card_payment", "dogs"] as const;
type Known = (typeof KNOWN)[number];

/** A service by its code, or in the owner's own words. */
export const labelOf = (t: TFunction<"words">) => (service: string) => (KNOWN.includes(service as Known) ? t(`stores.service.${service as Known}`) : service);

export function useServices() {
  const { t } = useTranslation();
  const codes = new Map(KNOWN.map((code) => [t(`stores.service.${code}`), code]));
  return { known: [...codes.keys()], codeOf: (label: string) => codes.get(label) ?? label };
}
