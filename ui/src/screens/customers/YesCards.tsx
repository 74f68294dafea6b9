// Cards for the door: a purpose is chosen, and whoever scans the card says yes to it in words of her own.
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { SheetDialog } from "../../parts/SheetDialog";
import { type Purpose, type ShopView, call } from "../../platform";

const PURPOSES = ["promotions", "reminders", "follow_up"] as const satisfies Purpose[];

export function YesCards({ shop, owner, onClose }: { shop: ShopView; owner: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>("promotions");
  const what = t(`people.purpose.${purpose}`);
  return (
    <SheetDialog title={t("people.cards.title")} lead={t("people.cards.lead")} name={what} of={["consent_card", purpose]} ask={(store, kind) => call("consent_card", { purpose, store, kind })} shop={shop} owner={owner} onClose={onClose}>
      <SegmentedControl fullWidth mb={12} aria-label={t("people.cards.purpose")} value={purpose} onChange={(next) => setPurpose(PURPOSES.find((one) => one === next) ?? "promotions")} data={PURPOSES.map((value) => ({ value, label: t(`people.purpose.${value}`) }))} />
    </SheetDialog>
  );
}
