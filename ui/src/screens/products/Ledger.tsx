// The changes of one variant's stock, newest first, each with its way back.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../../data";
import { clock, fullName, quantity } from "../../format";
import type { ProductRow, ShopView } from "../../platform";
import { onward } from "../../words";

export function Ledger({ variant, unit, shop }: { variant: number; unit: string; shop: ShopView }) {
  const { t } = useTranslation();
  const history = useAsk("product_history", { variant }).data;
  if (history?.length === 0) return <Text size="sm" className="quiet">{t("products.noHistory")}</Text>;
  return history?.map((h) => (
    <Group key={h.id} justify="space-between" py={4} wrap="nowrap">
      <Text size="sm">{quantity(h.before, { step: h.step, unit })} {onward()} {quantity(h.after, { step: h.step, unit })} · {t(`products.why.${h.why as "sold"}`)} · {h.author.startsWith("staff") ? t("app.staff") : h.author.endsWith("shop") ? t("products.anonymous") : t("app.owner")} · {clock(h.at, shop.now, shop.time_zone)}</Text>
      {h.undone || h.why === "undone" ? null : <Button size="compact-xs" variant="default" onClick={() => act("stock_undo", { ledger: h.id })}>{t("app.undo")}</Button>}
    </Group>
  ));
}

export function LedgerDialog({ row, shop, onClose }: { row: ProductRow; shop: ShopView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("products.history", { name: fullName(row) })} closeButtonProps={{ "aria-label": t("app.close") }}>
      <Ledger variant={row.id} unit={row.unit} shop={shop} />
    </Modal>
  );
}
