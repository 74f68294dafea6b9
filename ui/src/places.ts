// The places of the window and how the address names them: #/customers/12, #/settings/money, #/inbox/12/345.
import { useEffect, useState } from "react";

export const PLACES = ["today", "inbox", "products", "stores", "customers", "sell", "orders", "settings"] as const;
export type Place = (typeof PLACES)[number];

/** Goes to a place, perhaps to one person or one page there. */
export type Go = (place: Place, what?: number | string) => void;

export const go: Go = (place, what) => {
  location.hash = `/${place}${what === undefined ? "" : `/${what}`}`;
};

function read(): { place: Place; what: string | null; more: string | null } {
  const [, place = "today", what, more] = location.hash.split("/");
  return { place: PLACES.find((p) => p === place) ?? "today", what: what ?? null, more: more ?? null };
}

/** Where the window is. */
export function usePlace() {
  const [at, setAt] = useState(read);
  useEffect(() => {
    const follow = () => setAt(read());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return at;
}
