// Days of a sale: the shop keeps moments, people type days, first and last one included.
const DAY = 86_400_000;

/** How far the zone is ahead of Greenwich at a moment. */
function ahead(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - Math.floor(at / 1000) * 1000;
}

/** When a day (YYYY-MM-DD) begins there; twice, for nights in which the clock is changed. */
function beginsAt(date: string, zone: string): number {
  const greenwich = Date.parse(`${date}T00:00:00Z`);
  const close = greenwich - ahead(greenwich, zone);
  return greenwich - ahead(close, zone);
}

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

export const firstDay = { read: (at: number | null, zone: string) => (at === null ? "" : dayOf(at, zone)), write: (date: string, zone: string) => (date === "" ? "" : String(beginsAt(date, zone))) };

/** The end is the moment after the last day. */
export const lastDay = {
  read: (at: number | null, zone: string) => (at === null ? "" : dayOf(at - 1, zone)),
  write: (date: string, zone: string) => {
    if (date === "") return "";
    const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
    return String(beginsAt(next, zone));
  },
};
