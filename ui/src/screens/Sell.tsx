// Sell: what the shop says first, or by itself. Back in stock, and the owner's automations.
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import type { ShopView } from "../platform";
import { Automations } from "./sell/Automations";
import { BackInStock } from "./sell/BackInStock";

const PAGES = ["back", "automations"] as const;

export function Sell({ shop, what, more, go, owner }: { shop: ShopView; what: string | null; more: string | null; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const at = PAGES.find((page) => page === what) ?? "back";
  return (
    <Tabs value={at} onChange={(to) => go("sell", to ?? "back")} keepMounted={false}>
      <Tabs.List mb={16} aria-label={t("rail.sell")}>{PAGES.map((page) => <Tabs.Tab key={page} value={page}>{t(page === "back" ? "sell.title" : "automations.title")}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="back"><BackInStock shop={shop} go={go} owner={owner} /></Tabs.Panel>
      <Tabs.Panel value="automations"><Automations shop={shop} open={more} go={go} owner={owner} /></Tabs.Panel>
    </Tabs>
  );
}
