// When she was asked whether she still wants what she waits for, and what she said; nothing where she was not asked.
import { useTranslation } from "react-i18next";

import { day } from "../format";
import type { ShopView } from "../platform";

export function StillWants({ asked, wants, shop }: { asked: number | null; wants: boolean | null; shop: ShopView }) {
  const { t } = useTranslation();
  if (asked === null) return null;
  const said = wants === null ? t("asking.wants.silent") : `${wants ? "✓" : "✕"} ${t(wants ? "asking.wants.yes" : "asking.wants.no")}`;
  return <> · {t("asking.askedOn", { when: day(asked, shop.time_zone) })} · {said}</>;
}
