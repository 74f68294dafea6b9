// Amounts, times and quantities as the owner writes them.
import i18next from "i18next";

import type { Quote } from "./platform";
import { locale } from "./words";

export { locale } from "./words";

/** An amount in minor units. */
export function money(minor: number, currency: string, digits: number): string {
  return new Intl.NumberFormat(locale(), { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(minor / 10 ** digits);
}

/** Millionths of a currency's unit. */
export function micros(amount: number, currency: string): string {
  return new Intl.NumberFormat(locale(), { style: "currency", currency }).format(amount / 1e6);
}

/** What a quote says, with what it does not know said apart. */
export function quoted(quote: Quote): string {
  if (quote.currency === null) return i18next.t("bar.unknownPrice");
  const parts: string[] = [];
  if (quote.micros > 0 || quote.unknown === 0) parts.push(micros(quote.micros, quote.currency));
  if (quote.unknown > 0) parts.push(i18next.t("bar.unknownFor", { count: quote.unknown }));
  if (quote.invented) parts.push(`(${i18next.t("bar.invented")})`);
  return parts.join(" ");
}

/** A date to compare. */
function calendar(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
}

/** A clock time in the shop's zone; with the day when it is not today. */
export function clock(at: number, now: number, zone: string): string {
  const same = calendar(at, zone) === calendar(now, zone);
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit", ...(same ? {} : { weekday: "short", day: "numeric", month: "short" }) }).format(at);
}

/** A moment to come, as one says it: "tomorrow at 10:00". */
export function soon(at: number, now: number, zone: string): string {
  const time = new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
  if (calendar(at, zone) === calendar(now, zone)) return i18next.t("bar.today", { time });
  return calendar(at, zone) === calendar(now + 86_400_000, zone) ? i18next.t("bar.tomorrow", { time }) : clock(at, now, zone);
}

/** An amount as somebody else wrote it, in whatever currency she names. */
export function asWritten(value: unknown, currency: string): string {
  const number = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return "";
  try {
    return new Intl.NumberFormat(locale(), { style: "currency", currency }).format(number);
  } catch {
    return `${number} ${currency}`.trim();
  }
}

/** A day in the shop's zone: "24 November 2026". */
export function day(at: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, dateStyle: "long" }).format(at);
}

/** A day of the week by its place, Monday being 0. */
export function weekday(at: number): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + at));
}

/** A day as a file writes it, said in words. */
export function plainDay(date: string): string {
  return day(Date.parse(`${date}T12:00:00Z`), "UTC");
}

/** Who did it, from the stamp history keeps: "owner", "staff:Léa". */
export function whoDid(stamp: string): string {
  const [role, name = ""] = stamp.split(/:(.*)/s);
  if (name === "shop") return i18next.t("products.anonymous");
  return name || i18next.t(role === "staff" ? "app.staff" : "app.owner");
}

/** What a colleague is called; the owner of a laptop of her own has no name. */
export function called(colleague: { name: string; role: string }): string {
  return colleague.name || i18next.t(colleague.role === "staff" ? "app.staff" : "app.owner");
}

/** How long ago. */
export function ago(at: number, now: number): string {
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 1) return i18next.t("time.now");
  if (minutes < 60) return i18next.t("time.minutes", { count: minutes });
  return i18next.t("time.hours", { count: Math.round(minutes / 60) });
}

/** How long still. */
export function left(until: number, now: number): string {
  const minutes = Math.max(0, Math.floor((until - now) / 60_000));
  return minutes < 60 ? i18next.t("time.leftMinutes", { count: minutes }) : i18next.t("time.leftHours", { count: Math.floor(minutes / 60) });
}

/** What a count of a product is in. */
interface Measured {
  /** Thousandths of the unit. */
  step: number;
  unit: string;
}

/** What is spoken of by the number alone. */
const BY_NUMBER = ["", "piece", "pair", "box"];
const MEASURES = ["kg", "g", "litre", "metre", "hour"] as const;
const SHORT: Record<string, string> = { metre: "m", litre: "l", hour: "h" };

/** How many units a count of steps is, as one writes it here: "1,5". */
export function units(count: number, { step }: Pick<Measured, "step">): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3, useGrouping: false }).format((count * step) / 1000);
}

/** The same with its unit, where it has one of its own: "1.5 kg"; of pieces the number alone. */
export function quantity(count: number, of: Measured): string {
  return BY_NUMBER.includes(of.unit) ? units(count, of) : `${units(count, of)} ${shortUnit(of.unit)}`;
}

/** A unit beside its number: "m"; where people do not write in Latin letters, its word. */
function shortUnit(unit: string): string {
  const own = ["ar", "hi"].includes(i18next.language) && MEASURES.find((one) => one === unit);
  return own ? i18next.t(`products.page.units.${own}`) : (SHORT[unit] ?? unit);
}

/** It is counted one by one: words with a plural fit it. */
export function counted(of: Measured): boolean {
  return of.step === 1000 && BY_NUMBER.includes(of.unit);
}

/** How many people can still have one of it: whole units, or whole steps where these are longer. */
export function portions(of: Measured & { on_hand: number; held: number }): number {
  const one = 1000 % of.step === 0 ? 1000 / of.step : 1;
  return Math.max(0, Math.floor((of.on_hand - of.held) / one));
}

/** A line of an order: "2 × Runner 42", "1.5 kg Brie", "Latte (oat milk)". */
export function lineOf(line: Measured & { quantity: number; title: string; choices: { option: string }[] }): string {
  const picked = line.choices.length === 0 ? "" : ` (${line.choices.map((one) => one.option).join(", ")})`;
  if (!BY_NUMBER.includes(line.unit)) return `${quantity(line.quantity, line)} ${line.title}${picked}`;
  return (line.quantity * line.step === 1000 ? line.title : `${units(line.quantity, line)} × ${line.title}`) + picked;
}

/** "5 pairs". */
export function pieces(count: number, unit: string): string {
  return unit === "pair" ? i18next.t("pieces.pair", { count }) : i18next.t("pieces.piece", { count });
}

/** Name and options. */
export function fullName(of: { title: string; label: string }): string {
  return `${of.title} ${of.label}`.trim();
}

/** A file's size as people say it: 340 kB, 4.2 MB. */
export function fileSize(bytes: number): string {
  const [unit, value] = bytes < 1_000_000 ? (["kilobyte", Math.max(1, bytes / 1_000)] as const) : (["megabyte", bytes / 1_000_000] as const);
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
