// The frame: who is here, then rail, head, screen, foot, the palette, and a demo's phone beside it.
import { Button, Text } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { Suspense, lazy, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { client, listen, stepAway, useAsk, useHouse } from "./data";
import { ago, locale } from "./format";
import { BellButton, useRinging } from "./parts/Bell";
import { ImportLine } from "./parts/ImportUnderWay";
import { Rail } from "./parts/Rail";
import { Tiles } from "./parts/Tiles";
import { forgetUndo, undoLast } from "./parts/undo";
import { PLACES, type Place, go, usePlace } from "./places";
import { type HouseState, type ShopView, entitle, onSignInFirst } from "./platform";
import { Today } from "./screens/Today";

export type { Go } from "./places";

// Today is what the window opens with; the rest is read when somebody goes there.
const FirstStart = lazy(() => import("./FirstStart").then((m) => ({ default: m.FirstStart })));
const CustomerPhone = lazy(() => import("./parts/CustomerPhone").then((m) => ({ default: m.CustomerPhone })));
const Palette = lazy(() => import("./parts/Palette").then((m) => ({ default: m.Palette })));
const Stores = lazy(() => import("./screens/Stores").then((m) => ({ default: m.Stores })));
const Customers = lazy(() => import("./screens/Customers").then((m) => ({ default: m.Customers })));
const Inbox = lazy(() => import("./screens/Inbox").then((m) => ({ default: m.Inbox })));
const Orders = lazy(() => import("./screens/Orders").then((m) => ({ default: m.Orders })));
const Products = lazy(() => import("./screens/Products").then((m) => ({ default: m.Products })));
const Sell = lazy(() => import("./screens/Sell").then((m) => ({ default: m.Sell })));
const Settings = lazy(() => import("./screens/Settings").then((m) => ({ default: m.Settings })));

const NOTHING: HouseState = { open: false, phone: false, problem: null, locked: false, me: null, team: [], shops: [], lock_after_minutes: 0, webhook_url: "", language: "en", time_zone: "Europe/Paris" };

/** Whether stepping away locks: an owner has a PIN, so whoever comes next has to say who she is. */
function locks(house: HouseState): boolean {
  return house.team.some((c) => c.role === "owner" && c.has_pin);
}

export function App() {
  const { t } = useTranslation();
  const house = useHouse();
  const [away, setAway] = useState<"here" | "choosing" | "gone">("here");
  useEffect(() => listen(), []);
  useEffect(() => onSignInFirst(() => void client.invalidateQueries({ queryKey: ["house_state"] })), []);
  if (house.isLoading) return <Text p={24} role="status">{t("app.loading")}</Text>;
  const state = house.data ?? NOTHING;
  if (!state.open) return <Suspense><FirstStart house={state} /></Suspense>;
  const gone = state.locked || away === "gone" || (away === "choosing" && locks(state));
  if (gone || away === "choosing") return <Tiles house={state} onStay={gone ? null : () => setAway("here")} onIn={() => setAway("here")} />;
  const leave = (how: "choosing" | "gone") => {
    setAway(how);
    forgetUndo();
    if (how === "gone" || locks(state)) void stepAway();
  };
  return <Shop house={state} onLeave={leave} />;
}

/** Locks after minutes without a touch, also when the laptop slept through them. */
function useIdle(minutes: number, idle: () => void) {
  const act = useRef(idle);
  useEffect(() => {
    act.current = idle;
  });
  useEffect(() => {
    if (minutes === 0) return;
    let last = Date.now();
    const touched = () => {
      last = Date.now();
    };
    const kinds = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
    for (const kind of kinds) window.addEventListener(kind, touched, { passive: true });
    const look = setInterval(() => {
      if (Date.now() - last >= minutes * 60_000) act.current();
    }, 5_000);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touched);
      clearInterval(look);
    };
  }, [minutes]);
}

/** Alt+1…8 goes to a place, Ctrl+Z takes the last change back, Ctrl+L changes places. */
function useKeys(onChange: (() => void) | null) {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      const control = event.ctrlKey || event.metaKey;
      if (control && event.key.toLowerCase() === "z" && !typing && !event.defaultPrevented) undoLast();
      if (control && event.key.toLowerCase() === "l" && onChange) {
        event.preventDefault();
        onChange();
      }
      const where = PLACES[Number(event.key) - 1];
      if (event.altKey && where) {
        event.preventDefault();
        go(where);
      }
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [onChange]);
}

function Shop({ house, onLeave }: { house: HouseState; onLeave: (how: "choosing" | "gone") => void }) {
  const { t } = useTranslation();
  const shop = useAsk("shop_get", {}, { every: 15_000 }).data;
  const today = useAsk("today_list").data;
  const orders = useAsk("orders_list").data;
  const talks = useAsk("inbox_counts", {}, { every: 30_000 }).data;
  const { place, what, more } = usePlace();
  const [phone, setPhone] = useState(() => house.phone && window.innerWidth >= 1100);
  const [importing, setImporting] = useState<File | null>(null);
  const { me } = house;
  const alone = house.team.length < 2;
  const change = alone && !locks(house) ? null : () => onLeave("choosing");
  useKeys(change);
  useIdle(locks(house) || me?.has_pin ? house.lock_after_minutes : 0, () => onLeave("gone"));
  const ringing = shop?.ringing ?? 0;
  useRinging(ringing, shop?.quiet ?? false);
  useEffect(() => {
    entitle(`${ringing > 0 ? `(${ringing}) ` : ""}${t(`rail.${place}`)} · ${shop?.name ?? "Vitrine"}`);
  }, [place, ringing, shop?.name, t]);
  if (!shop) return <Text p={24} role="status">{t("app.loading")}</Text>;
  const owner = me?.role === "owner";
  const counts: Partial<Record<Place, number>> = { today: today?.rows.length ?? 0, inbox: talks?.waiting ?? 0, orders: orders?.filter((o) => o.state === "kept").length ?? 0 };
  return (
    <div className="frame">
      <a className="skip" href={`#/${place}`} onClick={() => document.querySelector<HTMLElement>(".screen")?.focus()}>{t("app.skip")}</a>
      <Rail name={shop.name} place={place} counts={counts} ringing={ringing} me={me} onChange={change} alone={alone} />
      <div className="middle">
        <header className="head">
          <h1>{t(`rail.${place}`)}</h1>
          <span className="push" />
          <Button variant="default" onClick={() => spotlight.open()}>{t("app.search")} <Text component="span" size="xs" ms={12} className="quiet">Ctrl K</Text></Button>
          {house.phone && !phone ? <Button variant="default" onClick={() => setPhone(true)}>{t("phone.show")}</Button> : null}
        </header>
        <ImportLine />
        <main className="screen" tabIndex={-1}>
          <Suspense>
            {place === "today" ? <Today shop={shop} go={go} owner={owner} /> : null}
            {place === "inbox" ? <Inbox shop={shop} what={what} message={more} go={go} owner={owner} me={me} team={house.team} /> : null}
            {place === "products" ? <Products shop={shop} owner={owner} importing={importing} onImporting={setImporting} /> : null}
            {place === "stores" ? <Stores shop={shop} owner={owner} /> : null}
            {place === "customers" ? <Customers shop={shop} chosen={what === null ? null : Number(what)} go={go} owner={owner} /> : null}
            {place === "sell" ? <Sell shop={shop} what={what} more={more} go={go} owner={owner} /> : null}
            {place === "orders" ? <Orders shop={shop} go={go} /> : null}
            {place === "settings" ? <Settings key={shop.name} shop={shop} house={house} owner={owner} page={what} go={go} /> : null}
          </Suspense>
        </main>
        <Foot shop={shop} demo={house.phone} owner={owner} />
      </div>
      <Suspense>
        {house.phone && phone ? <CustomerPhone shop={shop} onHide={() => setPhone(false)} /> : null}
        <Palette go={go} onChange={change} onImport={setImporting} />
      </Suspense>
    </div>
  );
}

function Foot({ shop, demo, owner }: { shop: ShopView; demo: boolean; owner: boolean }) {
  const { t } = useTranslation();
  const c = shop.connection;
  return (
    <footer className="foot" role="contentinfo">
      <span>
        <span className="dot" data-good={c !== null && c.stopped === null && c.last_event_at !== null} />
        {c === null ? t("foot.offline") : c.stopped ? `⚠ ${t("foot.stopped")}` : c.last_event_at ? t("foot.heard", { when: ago(c.last_event_at, shop.now) }) : t("foot.never")}
      </span>
      {demo ? <span>{t("foot.demo")}</span> : null}
      <span className="push" />
      <span>{t("foot.free", { used: shop.free_used, limit: shop.free_limit.toLocaleString(locale()) })}</span>
      {owner ? <BellButton shop={shop} /> : null}
    </footer>
  );
}
