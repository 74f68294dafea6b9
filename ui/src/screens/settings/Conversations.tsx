// What customers are told without anybody's hand, and what they see of people at work: that they were read, that somebody types.
import { Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import type { ShopView } from "../../platform";

export function Conversations({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("inbox.settings")}</Text>
      <Switch label={t("inbox.answering")} description={t("inbox.answeringLead")} checked={shop.answering} onChange={(e) => act("shop_update", { answering: e.currentTarget.checked })} />
      <Switch mt={8} label={t("inbox.readReceipts")} checked={shop.read_receipts} onChange={(e) => act("shop_update", { read_receipts: e.currentTarget.checked })} />
      <Switch mt={8} label={t("inbox.typingShown")} checked={shop.typing_shown} disabled={!shop.read_receipts} onChange={(e) => act("shop_update", { typing_shown: e.currentTarget.checked })} />
    </section>
  );
}
