// The palette: go anywhere, sell one, find somebody, without the mouse.
import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../data";
import { fullName } from "../format";
import { type Go, PLACES } from "../places";
import { undoable } from "./undo";

async function sell(code: string, say: (left: number) => string) {
  const answer = await act("stock_sell", { code, even_if_held: false });
  if (!answer) return;
  const { ledger } = answer.change;
  undoable(say(answer.variant.on_hand), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
}

export function Palette({ go, onChange, onImport }: { go: Go; onChange: (() => void) | null; onImport: (file: File | null) => void }) {
  const { t } = useTranslation();
  const { toggleColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState("");
  // Not before somebody looks for one: a large shop's list is a hundred megabytes in the window.
  const looking = { enabled: query.length > 1 };
  const products = useAsk("products_list", {}, looking).data;
  const customers = useAsk("customers_list", {}, looking).data;
  const choose = () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".csv";
    input.addEventListener("change", () => {
      onImport(input.files?.[0] ?? null);
      go("products");
    });
    input.click();
  };
  const actions: SpotlightActionData[] = PLACES.map((p, i) => ({ id: p, label: t("palette.go", { where: t(`rail.${p}`) }), description: `Alt+${i + 1}`, onClick: () => go(p) }));
  actions.push({ id: "import", label: t("palette.import"), onClick: choose }, { id: "dark", label: t("palette.dark"), onClick: () => toggleColorScheme() });
  if (onChange) actions.push({ id: "places", label: t("palette.places"), description: "Ctrl+L", onClick: onChange });
  if (query.length > 1) {
    for (const p of products ?? []) {
      const name = fullName(p);
      actions.push({ id: `p${p.id}`, label: t("palette.sell", { name }), description: p.sku ?? p.retailer_id, keywords: p.barcode ?? "", onClick: () => void sell(p.retailer_id, (left) => t("products.soldOne", { name, left })) });
    }
    for (const c of customers ?? []) actions.push({ id: `c${c.id}`, label: c.name || t("customers.noName"), description: c.phone ?? c.username ?? "", onClick: () => go("customers", c.id) });
  }
  return <Spotlight actions={actions} query={query} onQueryChange={setQuery} limit={9} shortcut={["mod + K"]} tagsToIgnore={[]} triggerOnContentEditable nothingFound={t("palette.nothing")} searchProps={{ placeholder: t("app.search"), "aria-label": t("app.search") }} />;
}
