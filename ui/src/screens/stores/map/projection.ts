// Where a point of the earth stands on a flat map and back, in the projection all street maps use, so that the plain map
// and the one with streets show the same piece of the world at the same size.

export interface Point {
  lat: number;
  lon: number;
}

/** What is shown: a middle, and how near it is (each whole step is twice as near). */
export interface View {
  middle: Point;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const NEAREST = 19;
export const FARTHEST = 2;
/** A street and the next ones: where a pin can be set to the door. */
const STREET = 17;
/** Beyond it the projection runs to infinity. */
const POLE = 85;

const worldAt = (zoom: number) => 256 * 2 ** zoom;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function flat({ lat, lon }: Point, zoom: number) {
  const world = worldAt(zoom);
  return { x: ((lon + 180) / 360) * world, y: ((1 - Math.asinh(Math.tan(radians(lat))) / Math.PI) / 2) * world };
}

function round(x: number, y: number, zoom: number): Point {
  const world = worldAt(zoom);
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / world))) * 180) / Math.PI;
  return within({ lat, lon: (x / world) * 360 - 180 });
}

/** A point of the map; one that has left it at the date line comes in at the other side. */
export function within({ lat, lon }: Point): Point {
  return { lat: Math.max(-POLE, Math.min(POLE, lat)), lon: ((((lon + 180) % 360) + 360) % 360) - 180 };
}

/** Where a point stands, in pixels from the upper left corner. */
export function seen(point: Point, { middle, zoom }: View, { width, height }: Size) {
  const [at, centre] = [flat(point, zoom), flat(middle, zoom)];
  return { x: at.x - centre.x + width / 2, y: at.y - centre.y + height / 2 };
}

/** What stands at a pixel. */
export function meant(x: number, y: number, { middle, zoom }: View, { width, height }: Size): Point {
  const centre = flat(middle, zoom);
  return round(centre.x + x - width / 2, centre.y + y - height / 2, zoom);
}

/** A view in which all points are seen; of one point, the streets around it; of none, the world. */
export function around(points: readonly Point[], { width, height }: Size): View {
  const [first] = points;
  if (first === undefined) return { middle: { lat: 20, lon: 0 }, zoom: FARTHEST };
  const [lats, lons] = [points.map((point) => point.lat), points.map((point) => point.lon)];
  const [low, high] = [flat({ lat: Math.max(...lats), lon: Math.min(...lons) }, 0), flat({ lat: Math.min(...lats), lon: Math.max(...lons) }, 0)];
  const span = Math.max((high.x - low.x) / (width * 0.8), (high.y - low.y) / (height * 0.7));
  const zoom = span === 0 ? STREET : Math.max(FARTHEST, Math.min(STREET, Math.floor(-Math.log2(span))));
  return { middle: round((low.x + high.x) / 2, (low.y + high.y) / 2, 0), zoom };
}

/** The round number just below: 1, 2 or 5 and noughts. */
function roundBelow(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([5, 2, 1].find((step) => step * unit <= value) ?? 1);
}

/** A scale bar of at most so many pixels: how many metres it is, and how long. */
export function scale({ middle, zoom }: View, most: number) {
  const perPixel = (40_075_016.686 * Math.cos(radians(middle.lat))) / worldAt(zoom);
  const metres = roundBelow(perPixel * most);
  return { metres, pixels: metres / perPixel };
}

/** The circles of latitude and longitude that are seen, at round degrees, none too near to the next. */
export function lines(view: View, size: Size) {
  const [upper, lower] = [meant(0, 0, view, size), meant(size.width, size.height, view, size)];
  const wide = (size.width / worldAt(view.zoom)) * 360;
  const step = roundBelow(Math.max(wide / 4, 0.0001));
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const multiples = (from: number, to: number) => Array.from({ length: Math.max(0, Math.floor(to / step) - Math.ceil(from / step) + 1) }, (_, at) => (Math.ceil(from / step) + at) * step);
  const left = upper.lon;
  return {
    digits,
    lat: multiples(lower.lat, upper.lat).map((lat) => ({ value: lat, y: seen({ lat, lon: view.middle.lon }, view, size).y })),
    // A wide view reaches over the date line: counted from its left edge, and named within it.
    lon: multiples(left, left + Math.min(wide, 360)).map((lon) => ({ value: within({ lat: 0, lon }).lon, x: ((lon - left) / 360) * worldAt(view.zoom) })),
  };
}

/** An arrow key as a move in pixels; further with Shift. */
export function arrow(key: string, shift: boolean): { x: number; y: number } | null {
  const far = shift ? 40 : 4;
  const moves: Record<string, { x: number; y: number }> = { ArrowUp: { x: 0, y: -far }, ArrowDown: { x: 0, y: far }, ArrowLeft: { x: -far, y: 0 }, ArrowRight: { x: far, y: 0 } };
  return moves[key] ?? null;
}

/** A point so many pixels further. */
export function moved(point: Point, by: { x: number; y: number }, zoom: number): Point {
  const at = flat(point, zoom);
  return round(at.x + by.x, at.y + by.y, zoom);
}

/** As it is written and read out. */
export const written = ({ lat, lon }: Point) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
