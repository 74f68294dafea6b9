// The card that fills a variant's line.
import { useTranslation } from "react-i18next";

import { fullName } from "../format";
import { type ShopView, call } from "../platform";
import { SheetDialog } from "./SheetDialog";

interface Of {
  id: number;
  title: string;
  label: string;
}

export function CardDialog({ variant, shop, owner, onClose }: { variant: Of; shop: ShopView; owner: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const name = fullName(variant);
  return <SheetDialog title={t("card.title", { name })} lead={t("card.lead")} name={name} of={["waitlist_card", variant.id]} ask={(store, kind) => call("waitlist_card", { variant: variant.id, store, kind })} shop={shop} owner={owner} onClose={onClose} />;
}
