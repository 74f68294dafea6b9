// What products in conditions are called. A variant is asked for by its id; a whole product has no such answer,
// so its name is kept from when it was chosen.
import { useMemo } from "react";

import { useAsk } from "../../../data";
import { fullName } from "../../../format";
import type { Condition } from "../../../platform";
import { parted } from "./conditions";

const KEPT_AS = "customers.products";

function kept(): Record<string, string> {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    return typeof names === "object" && names !== null ? (names as Record<string, string>) : {};
  } catch {
    return {};
  }
}

export function rememberProduct(id: number, name: string) {
  localStorage.setItem(KEPT_AS, JSON.stringify({ ...kept(), [id]: name }));
}

/** The names of what the conditions are about. */
export function useNames(conditions: readonly Condition[], unknown: string) {
  const variants = useMemo(() => {
    const ids = conditions.flatMap((condition) => {
      const { bare } = parted(condition);
      return bare.is === "waits_for" && bare.variant !== null ? [bare.variant] : [];
    });
    return [...new Set(ids)].toSorted((a, b) => a - b);
  }, [conditions]);
  const rows = useAsk("products_rows", { variants }, { enabled: variants.length > 0, keep: true }).data;
  return {
    product: (id: number) => kept()[id] ?? unknown,
    variant: (id: number) => {
      const row = rows?.find((one) => one.id === id);
      return row ? fullName(row) : unknown;
    },
  };
}
