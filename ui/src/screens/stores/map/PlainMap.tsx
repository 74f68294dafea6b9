// A map that needs nothing but the shop: its stores where they truly are to one another, circles of latitude and longitude,
// a scale and north. It is there when streets cannot be loaded, and asks nobody for anything.
import { type KeyboardEvent, type PointerEvent, type WheelEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { locale } from "../../../format";
import type { MapProps } from "./MapDialog";
import { FARTHEST, NEAREST, type Point, arrow, lines, meant, moved, scale, seen, within, written } from "./projection";

/** A hand that moves less than this has clicked. */
const STILL = 4;

interface Hold {
  /** Where it was taken. */
  x: number;
  y: number;
  what: "map" | "pin";
  middle: Point;
  far: boolean;
}

export function PlainMap({ name, at, others, view, size, onView, onMove }: MapProps) {
  const { t } = useTranslation();
  const [hold, setHold] = useState<Hold | null>(null);
  const [dragged, setDragged] = useState<Point | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const shown = dragged ?? at;
  const grid = lines(view, size);
  const bar = scale(view, 140);
  /** In the map's own pixels, however large it is drawn. */
  const spot = (event: PointerEvent | WheelEvent) => {
    const of = box.current?.getBoundingClientRect();
    return of ? { x: ((event.clientX - of.left) / of.width) * size.width, y: ((event.clientY - of.top) / of.height) * size.height } : { x: 0, y: 0 };
  };
  const take = (what: Hold["what"]) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    box.current?.setPointerCapture(event.pointerId);
    setHold({ ...spot(event), what, middle: view.middle, far: false });
  };
  const pull = (event: PointerEvent) => {
    if (!hold) return;
    const to = spot(event);
    const far = hold.far || Math.hypot(to.x - hold.x, to.y - hold.y) > STILL;
    if (far !== hold.far) setHold({ ...hold, far });
    if (!far) return;
    if (hold.what === "pin" && at) setDragged(moved(at, { x: to.x - hold.x, y: to.y - hold.y }, view.zoom));
    else onView({ ...view, middle: moved(hold.middle, { x: hold.x - to.x, y: hold.y - to.y }, view.zoom) });
  };
  const leave = (event: PointerEvent) => {
    if (!hold) return;
    const to = spot(event);
    if (dragged) onMove(dragged);
    else if (hold.what === "map" && !hold.far) onMove(meant(to.x, to.y, view, size));
    setDragged(null);
    setHold(null);
  };
  const nearer = (by: number, to?: { x: number; y: number }) => {
    const zoom = Math.max(FARTHEST, Math.min(NEAREST, view.zoom + by));
    if (zoom === view.zoom) return;
    if (to === undefined) return onView({ ...view, zoom });
    // What is under the mouse stays there.
    const fixed = meant(to.x, to.y, view, size);
    const there = seen(fixed, { middle: view.middle, zoom }, size);
    onView({ middle: moved(view.middle, { x: there.x - to.x, y: there.y - to.y }, zoom), zoom });
  };
  const onKey = (event: KeyboardEvent) => {
    const by = arrow(event.key, event.shiftKey);
    if (by && at) {
      event.preventDefault();
      const next = moved(at, by, view.zoom);
      const there = seen(next, view, size);
      onMove(next);
      // It is not walked out of the picture.
      if (there.x < 24 || there.y < 48 || there.x > size.width - 24 || there.y > size.height - 24) onView({ ...view, middle: next });
    } else if (event.key === "+" || event.key === "=") nearer(1);
    else if (event.key === "-") nearer(-1);
  };
  const place = (point: Point) => {
    const { x, y } = seen(within(point), view, size);
    return { left: `${(100 * x) / size.width}%`, top: `${(100 * y) / size.height}%` };
  };
  const degrees = (value: number, signs: string) => `${Math.abs(value).toFixed(grid.digits)}° ${value < 0 ? signs[1] : signs[0]}`;
  const [amount, unit] = bar.metres < 1_000 ? [bar.metres, "meter"] : [bar.metres / 1_000, "kilometer"];
  const far = new Intl.NumberFormat(locale(), { style: "unit", unit }).format(amount);
  return (
    <div className="plain-map" dir="ltr" ref={box} onPointerDown={take("map")} onPointerMove={pull} onPointerUp={leave} onPointerCancel={() => { setHold(null); setDragged(null); }} onWheel={(event) => nearer(event.deltaY < 0 ? 1 : -1, spot(event))}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={t("stores.map.scale", { far })}>
        {grid.lat.map(({ value, y }) => <g key={value}><line x1={0} x2={size.width} y1={y} y2={y} /><text x={6} y={y - 4}>{degrees(value, "NS")}</text></g>)}
        {grid.lon.map(({ value, x }) => <g key={value}><line x1={x} x2={x} y1={0} y2={size.height} /><text x={x + 4} y={size.height - 40}>{degrees(value, "EW")}</text></g>)}
        <g className="scale" transform={`translate(12 ${size.height - 16})`}>
          <path d={`M0 -6 V0 H${bar.pixels} V-6`} />
          <text x={bar.pixels / 2} y={-8} textAnchor="middle">{far}</text>
        </g>
        <g className="north" transform={`translate(${size.width - 28} 34)`}>
          <path d="M0 -20 L7 8 L0 3 L-7 8 Z" />
          <text y={22} textAnchor="middle">{t("stores.map.n")}</text>
        </g>
      </svg>
      {others.map((other) => <span key={other.id} className="map-other" style={place(other)}><i aria-hidden /><span dir="auto">{other.name}</span></span>)}
      {shown ? <button type="button" className="map-pin" data-autofocus style={place(shown)} aria-label={t("stores.map.pinOf", { name, at: written(shown) })} onPointerDown={take("pin")} onKeyDown={onKey} /> : null}
      <div className="map-zoom">
        <button type="button" aria-label={t("stores.map.in")} disabled={view.zoom >= NEAREST} onPointerDown={(event) => event.stopPropagation()} onClick={() => nearer(1)}>+</button>
        <button type="button" aria-label={t("stores.map.out")} disabled={view.zoom <= FARTHEST} onPointerDown={(event) => event.stopPropagation()} onClick={() => nearer(-1)}>−</button>
      </div>
    </div>
  );
}
