// The map with streets: Leaflet draws it, the shop's program fetches each tile. The pages themselves ask no other machine
// for anything: the maps' rules want to know which program asks, and a page cannot say.
import "leaflet/dist/leaflet.css";

import * as L from "leaflet";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { call, openOutside } from "../../../platform";
import type { MapProps } from "./MapDialog";
import { FARTHEST, NEAREST, arrow, moved, written } from "./projection";

/** So many tiles in a row that cannot be had, and none that could, are no streets. */
const ENOUGH = 3;
const COPYRIGHT = "https://www.openstreetmap.org/copyright";

class Streets extends L.GridLayer {
  private had = false;
  private missed = 0;

  constructor(private readonly onNone: () => void) {
    super({ maxZoom: NEAREST, attribution: `<a href="${COPYRIGHT}">© OpenStreetMap</a>` });
  }

  override createTile(at: L.Coords, done: L.DoneCallback): HTMLElement {
    const tile = document.createElement("img");
    tile.alt = "";
    call("map_tile", { zoom: at.z, x: at.x, y: at.y })
      .then((url) => {
        this.had = true;
        tile.src = url;
        done(undefined, tile);
      })
      .catch((error: unknown) => {
        this.missed += 1;
        if (!this.had && this.missed === ENOUGH) this.onNone();
        done(error instanceof Error ? error : new Error("no tile"), tile);
      });
    return tile;
  }
}

export function StreetMap({ name, at, others, view, onView, onMove, onNone }: MapProps & { onNone: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const pin = useRef<L.Marker | null>(null);
  // Leaflet's listeners live as long as the map does; what they call changes with every draw.
  const now = useRef({ at, onView, onMove, onNone });
  useEffect(() => { now.current = { at, onView, onMove, onNone }; });
  const first = useRef({ view, others, words: { zoomInTitle: t("stores.map.in"), zoomOutTitle: t("stores.map.out") } });
  useEffect(() => {
    if (!box.current) return;
    const { view: from, others: beside, words } = first.current;
    const made = L.map(box.current, { center: [from.middle.lat, from.middle.lon], zoom: from.zoom, minZoom: FARTHEST, maxZoom: NEAREST, keyboard: false, zoomControl: false, worldCopyJump: true, fadeAnimation: false, zoomAnimation: false });
    map.current = made;
    made.attributionControl.setPrefix(false);
    L.control.zoom({ position: "topright", ...words }).addTo(made);
    L.control.scale({ imperial: false }).addTo(made);
    new Streets(() => now.current.onNone()).addTo(made);
    for (const other of beside) {
      const label = document.createElement("span");
      label.append(document.createElement("i"), Object.assign(document.createElement("span"), { textContent: other.name, dir: "auto" }));
      L.marker([other.lat, other.lon], { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-other", html: label, iconSize: [0, 0] }) }).addTo(made);
    }
    made.on("click", (event) => now.current.onMove({ lat: event.latlng.lat, lon: event.latlng.wrap().lng }));
    made.on("moveend", () => now.current.onView({ middle: { lat: made.getCenter().lat, lon: made.getCenter().wrap().lng }, zoom: made.getZoom() }));
    const link = (event: MouseEvent) => {
      if (!(event.target instanceof HTMLAnchorElement) || event.target.href !== COPYRIGHT) return;
      event.preventDefault();
      openOutside(COPYRIGHT);
    };
    made.getContainer().addEventListener("click", link);
    return () => {
      made.remove();
      map.current = null;
      pin.current = null;
    };
  }, []);
  const label = at ? t("stores.map.pinOf", { name, at: written(at) }) : "";
  useEffect(() => {
    const on = map.current;
    if (!on) return;
    if (!at) {
      pin.current?.remove();
      pin.current = null;
      return;
    }
    const spot: L.LatLngTuple = [at.lat, at.lon];
    if (pin.current === null) {
      const made = L.marker(spot, { draggable: true, autoPan: true, icon: L.divIcon({ className: "map-pin", iconSize: [28, 36], iconAnchor: [14, 36] }) }).addTo(on);
      made.on("dragend", () => now.current.onMove({ lat: made.getLatLng().lat, lon: made.getLatLng().wrap().lng }));
      const element = made.getElement();
      element?.setAttribute("data-autofocus", "");
      element?.addEventListener("keydown", (event) => {
        const by = arrow(event.key, event.shiftKey);
        if (!by || !now.current.at) return;
        event.preventDefault();
        now.current.onMove(moved(now.current.at, by, on.getZoom()));
      });
      element?.focus();
      pin.current = made;
    }
    pin.current.setLatLng(spot);
    pin.current.getElement()?.setAttribute("aria-label", label);
    if (!on.getBounds().contains(spot)) on.panTo(spot, { animate: false });
  }, [at, label]);
  return <div className="street-map" dir="ltr" ref={box} />;
}
