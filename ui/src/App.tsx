// The frame: rail, head, screen, foot, the palette, and a demo's phone beside it.
import { Button, SegmentedControl, Text, useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, listen, useAsk } from "./data";
import { FirstStart } from "./FirstStart";
import { ago, fullName } from "./format";
import { CustomerPhone } from "./parts/CustomerPhone";
import { undoable, undoLast } from "./parts/undo";
import { type HouseState, type Role, workAs } from "./platform";
import { Customers } from "./screens/Customers";
import { Orders } from "./screens/Orders";
import { Products } from "./screens/Products";
import { Sell } from "./screens/Sell";
import { Settings } from "./screens/Settings";
import { Today } from "./screens/Today";

const PLACES = ["today", "products", "customers", "sell", "orders", "settings"] as const;
type Place = (typeof PLACES)[number];
const SIGNS: Record<Place, string> = { today: "☀", products: "▦", customers: "☺", sell: "↺", orders: "▤", settings: "⚙" };

/** Goes to a place, perhaps to one person there. */
export type Go = (place: Place, customer?: number) => void;

function readPlace(): { place: Place; customer: number | null } {
  const [, place = "today", customer] = location.hash.split("/");
  return { place: PLACES.find((p) => p === place) ?? "today", customer: customer ? Number(customer) : null };
}

export function App() {
  const { t } = useTranslation();
  useEffect(() => listen(), []);
  const house = useAsk("house_state");
  if (house.isLoading) return <Text p={24} role="status">{t("app.loading")}</Text>;
  if (!house.data?.open) return <FirstStart house={house.data ?? { open: false, phone: false, problem: null, language: "en", time_zone: "Europe/Paris" }} />;
  return <Shop house={house.data} />;
}

function Shop({ house }: { house: HouseState }) {
  const { t } = useTranslation();
  const shop = useAsk("shop_get", {}, { every: 15_000 }).data;
  const today = useAsk("today_list").data;
  const orders = useAsk("orders_list").data;
  const [{ place, customer }, setPlace] = useState(readPlace);
  const [role, setRole] = useState<Role>("owner");
  const [phone, setPhone] = useState(() => house.phone && window.innerWidth >= 1100);
  const [importing, setImporting] = useState<File | null>(null);
  const go: Go = (where, who) => {
    location.hash = `/${where}${who === undefined ? "" : `/${who}`}`;
  };
  useEffect(() => {
    const follow = () => setPlace(readPlace());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing && !event.defaultPrevented) undoLast();
      const index = Number(event.key) - 1;
      const where = PLACES[index];
      if (event.altKey && where) {
        event.preventDefault();
        location.hash = `/${where}`;
      }
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    document.title = `${t(`rail.${place}`)} · ${shop?.name ?? "Vitrine"}`;
  }, [place, shop?.name, t]);
  const owner = role === "owner";
  const become = (next: Role) => {
    workAs(next);
    setRole(next);
  };
  if (!shop) return <Text p={24} role="status">{t("app.loading")}</Text>;
  const counts: Partial<Record<Place, number>> = { today: today?.rows.length ?? 0, orders: orders?.filter((o) => o.state === "kept").length ?? 0 };
  return (
    <div className="frame">
      <a className="skip" href={`#/${place}`} onClick={() => document.querySelector<HTMLElement>(".screen")?.focus()}>{t("app.skip")}</a>
      <nav className="rail" aria-label={t("app.menu")}>
        <div className="brand"><Awning /><span>{shop.name}</span></div>
        {PLACES.map((p) => (
          <span key={p} style={{ display: "contents" }}>
            {p === "settings" ? <span className="push" /> : null}
            <a href={`#/${p}`} aria-current={p === place ? "page" : undefined} aria-label={t(`rail.${p}`)}>
              <span aria-hidden>{SIGNS[p]}</span><span className="label">{t(`rail.${p}`)}</span>
              {(counts[p] ?? 0) > 0 ? <span className="badge">{counts[p]}</span> : null}
            </a>
          </span>
        ))}
        <div className="as">
          <SegmentedControl fullWidth size="xs" mt={8} aria-label={t("app.workingAs")} value={role} onChange={(v) => become(v as Role)} data={[{ value: "owner", label: t("app.owner") }, { value: "staff", label: t("app.staff") }]} />
        </div>
      </nav>
      <div className="middle">
        <header className="head">
          <h1>{place === "sell" ? t("sell.title") : t(`rail.${place}`)}</h1>
          <span className="push" />
          <Button variant="default" onClick={() => spotlight.open()}>{t("app.search")} <Text component="span" size="xs" ml={12} className="quiet">Ctrl K</Text></Button>
          {house.phone && !phone ? <Button variant="default" onClick={() => setPhone(true)}>{t("phone.show")}</Button> : null}
        </header>
        <main className="screen" tabIndex={-1}>
          {place === "today" ? <Today shop={shop} go={go} owner={owner} /> : null}
          {place === "products" ? <Products shop={shop} owner={owner} importing={importing} onImporting={setImporting} /> : null}
          {place === "customers" ? <Customers shop={shop} chosen={customer} go={go} /> : null}
          {place === "sell" ? <Sell shop={shop} go={go} owner={owner} /> : null}
          {place === "orders" ? <Orders shop={shop} go={go} /> : null}
          {place === "settings" ? <Settings key={shop.name} shop={shop} owner={owner} /> : null}
        </main>
        <footer className="foot" role="contentinfo">
          <span>
            <span className="dot" data-good={shop.connection !== null && shop.connection.stopped === null} />
            {shop.connection === null ? t("foot.offline") : shop.connection.stopped ? `⚠ ${t("foot.stopped")}` : shop.connection.last_event_at ? t("foot.heard", { when: ago(shop.connection.last_event_at, shop.now) }) : t("foot.never")}
          </span>
          {house.phone ? <span>{t("foot.demo")}</span> : null}
          <span className="push" />
          <span>{t("foot.free", { used: shop.free_used, limit: shop.free_limit.toLocaleString() })}</span>
        </footer>
      </div>
      {house.phone && phone ? <CustomerPhone shop={shop} onHide={() => setPhone(false)} /> : null}
      <Palette go={go} role={role} become={become} onImport={setImporting} />
    </div>
  );
}

function Awning() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden>
      <path d="M4 5h16l2 5H2z" fill="var(--accent)" /><path d="M8 5h4v5H7zM16 5h0l2 5h-4l-1-5z" fill="var(--panel)" opacity=".75" /><path d="M4 12h16v8H4z" fill="currentColor" /><path d="M6 14h7v4H6zM15 14h3v6h-3z" fill="var(--panel)" />
    </svg>
  );
}

function Palette({ go, role, become, onImport }: { go: Go; role: Role; become: (role: Role) => void; onImport: (file: File | null) => void }) {
  const { t } = useTranslation();
  const { toggleColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState("");
  const products = useAsk("products_list").data;
  const customers = useAsk("customers_list").data;
  const sell = async (code: string, name: string) => {
    const answer = await act("stock_sell", { code, even_if_held: false });
    if (!answer) return;
    const { ledger } = answer.change;
    undoable(t("products.soldOne", { name, left: answer.variant.on_hand }), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
  };
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
  actions.push({ id: "import", label: t("palette.import"), onClick: choose }, { id: "dark", label: t("palette.dark"), onClick: () => toggleColorScheme() }, { id: "role", label: role === "owner" ? t("palette.staff") : t("palette.owner"), onClick: () => become(role === "owner" ? "staff" : "owner") });
  if (query.length > 1) {
    for (const p of products ?? []) actions.push({ id: `p${p.id}`, label: t("palette.sell", { name: fullName(p) }), description: p.sku ?? p.retailer_id, keywords: p.barcode ?? "", onClick: () => void sell(p.retailer_id, fullName(p)) });
    for (const c of customers ?? []) actions.push({ id: `c${c.id}`, label: c.name || t("customers.noName"), description: c.phone ?? c.username ?? "", onClick: () => go("customers", c.id) });
  }
  return <Spotlight actions={actions} query={query} onQueryChange={setQuery} limit={9} shortcut={["mod + K"]} tagsToIgnore={[]} triggerOnContentEditable nothingFound={t("palette.nothing")} searchProps={{ placeholder: t("app.search"), "aria-label": t("app.search") }} />;
}
