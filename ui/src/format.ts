// Amounts, times and quantities as the owner writes them.
import i18next from "i18next";

import type { Quote } from "./platform";

/** The window's language, as this country writes it where the system says so. */
export function locale(): string {
  return navigator.language.startsWith(i18next.language) ? navigator.language : i18next.language;
}

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

/** "5 pairs". */
export function pieces(count: number, unit: string): string {
  return unit === "pair" ? i18next.t("pieces.pair", { count }) : i18next.t("pieces.piece", { count });
}

/** Name and options. */
export function fullName(of: { title: string; label: string }): string {
  return `${of.title} ${of.label}`.trim();
}
