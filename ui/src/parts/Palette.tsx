// The palette: go anywhere, sell one, find somebody, without the mouse.
import "@mantine/spotlight/styles.css";

import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData, type SpotlightFilterFunction } from "@mantine/spotlight";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../data";
import { fullName, quantity } from "../format";
import { type Go, PLACES } from "../places";
import { PRODUCT_FILES } from "./file";
import { undoable } from "./undo";

const FOUND = 6;
const PEOPLE_FOUND = 9;
const TYPING_PAUSE = 120;

const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
const holds = (text: string, words: string[]) => words.every((word) => text.includes(word));

/** Places by their words; products and people as the shop has found them, also where a letter is wrong. */
const filter: SpotlightFilterFunction = (query, actions) => {
  const words = plain(query).split(/\s+/);
  return (actions as SpotlightActionData[]).filter((action) => action.id.startsWith("found:") || holds(plain(`${action.label} ${action.description ?? ""}`), words));
};

async function sell(code: string, say: (left: string) => string) {
  const answer = await act("stock_sell", { code, even_if_held: false });
  if (!answer) return;
  const { ledger } = answer.change;
  undoable(say(quantity(answer.variant.on_hand, answer.variant)), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
}

export function Palette({ go, onChange, onImport }: { go: Go; onChange: (() => void) | null; onImport: (file: File | null) => void }) {
  const { t } = useTranslation();
  const { toggleColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState("");
  const looking = query.trim().length > 1;
  const [text] = useDebouncedValue(query.trim(), TYPING_PAUSE);
  const search = useAsk("products_search", { text, limit: FOUND }, { enabled: looking && text.length > 1, keep: true });
  const people = useAsk("customers_view", { text, conditions: [], sort: "name", descending: false }, { enabled: looking && text.length > 1, keep: true });
  const met = (people.data ?? []).slice(0, PEOPLE_FOUND);
  const customers = useAsk("customers_rows", { customers: met }, { enabled: looking && met.length > 0, keep: true }).data;
  // What was found for fewer letters stays only where it holds those typed since: Enter sells what one reads.
  const behind = search.isPlaceholderData || text !== query.trim();
  const words = plain(query).split(/\s+/);
  const products = (search.data ?? []).filter((p) => !behind || holds(plain(`${fullName(p)} ${p.sku ?? ""} ${p.barcode ?? ""}`), words));
  const choose = () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = PRODUCT_FILES;
    input.addEventListener("change", () => {
      onImport(input.files?.[0] ?? null);
      go("products");
    });
    input.click();
  };
  const actions: SpotlightActionData[] = PLACES.map((p, i) => ({ id: p, label: t("palette.go", { where: t(`rail.${p}`) }), description: `Alt+${i + 1}`, onClick: () => go(p) }));
  actions.push({ id: "import", label: t("palette.import"), onClick: choose }, { id: "dark", label: t("palette.dark"), onClick: () => toggleColorScheme() });
  if (onChange) actions.push({ id: "places", label: t("palette.places"), description: "Ctrl+L", onClick: onChange });
  if (looking) {
    for (const p of products) {
      const name = fullName(p);
      actions.push({ id: `found:${p.id}`, label: t("palette.sell", { name }), description: p.sku ?? p.retailer_id, onClick: () => void sell(p.retailer_id, (left) => t("products.soldOne", { name, left })) });
    }
    for (const c of customers ?? []) {
      if (!met.includes(c.id) || ((people.isPlaceholderData || text !== query.trim()) && !holds(plain(`${c.name} ${c.phone ?? ""} ${c.username ?? ""}`), words))) continue;
      actions.push({ id: `found:customer${c.id}`, label: c.name || t("customers.noName"), description: c.phone ?? c.username ?? "", onClick: () => go("customers", c.id) });
    }
  }
  return <Spotlight actions={actions} filter={filter} query={query} onQueryChange={setQuery} limit={9} shortcut={["mod + K"]} tagsToIgnore={[]} triggerOnContentEditable nothingFound={t("palette.nothing")} searchProps={{ placeholder: t("app.search"), "aria-label": t("app.search") }} />;
}
