// The shop's state in the window: questions, and the one map from topics to the answers they make stale.
import { notifications } from "@mantine/notifications";
import { QueryClient, useQuery } from "@tanstack/react-query";
import i18next from "i18next";

import { type Commands, Refused, type Topic, call, onChanges } from "./platform";

export const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 2_000, refetchOnWindowFocus: true } } });

const stale: Record<Topic, (keyof Commands)[]> = {
  catalog: ["products_list", "alert_plan", "today_list", "product_history", "imports_list", "waitlist_list"],
  customers: ["customers_list", "customer_get"],
  waitlist: ["alerts_list", "alert_people", "alert_plan", "products_list", "today_list", "waitlist_list", "waitlist_line", "customer_get"],
  outbox: ["alerts_list", "alert_people", "today_list", "outbox_list", "shop_get"],
  conversations: ["customers_list", "customer_get", "today_list", "phone_chat", "phone_people"],
  orders: ["orders_list", "today_list", "products_list", "customer_get"],
  shop: ["shop_get", "today_list", "templates_list", "stores_list", "alert_plan"],
};

/** Keeps answers fresh; everything after a pause the window was not listening in. */
export function listen() {
  return onChanges((topics) => {
    const keys = new Set(topics.flatMap((topic) => stale[topic] ?? []));
    // The phone hears what the shop does, a moment later.
    if (topics.includes("outbox") || topics.includes("conversations")) {
      keys.add("phone_chat");
      keys.add("phone_people");
    }
    for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
  });
}

/** Asks the shop and keeps the answer until something makes it stale. */
export function useAsk<C extends keyof Commands>(command: C, payload: Partial<Commands[C][0]> = {}, options: { enabled?: boolean; every?: number } = {}) {
  return useQuery<Commands[C][1]>({ queryKey: [command, payload], queryFn: () => call(command, payload), enabled: options.enabled ?? true, refetchInterval: options.every ?? false });
}

/** A failure as a sentence with the next step. */
export function sentence(error: unknown): string {
  const refusal = error instanceof Refused ? error.refusal : { code: "internal" as const, about: {} };
  return i18next.t(`error.${refusal.code}`, refusal.about);
}

/** Says a failure in a corner; it stays until read. */
export function complain(error: unknown) {
  notifications.show({ message: sentence(error), color: "brick", autoClose: 8_000, withBorder: true });
}

/** Runs a command; a failure is said, and answered with null. */
export async function act<C extends keyof Commands>(command: C, payload: Partial<Commands[C][0]> = {}): Promise<Commands[C][1] | null> {
  try {
    return await call(command, payload);
  } catch (error) {
    complain(error);
    return null;
  }
}
