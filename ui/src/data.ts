// The shop's state in the window: questions, and the one map from topics to the answers they make stale.
import { notifications } from "@mantine/notifications";
import { type Query, QueryClient, keepPreviousData, useQuery } from "@tanstack/react-query";

import { type Commands, type Topic, call, currentSession, onChanges, workWith } from "./platform";
import { refusalOf, spoken } from "./refusal";

export const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 2_000, refetchOnWindowFocus: true } } });

/** What shows products, their counts and who waits for them. */
const PRODUCTS = ["products_view", "products_rows", "products_search", "product_get", "views_list", "collections_list", "collection_get", "order_cost"] as const;

/** What shows who is meant, and how many. */
const PEOPLE = ["customers_view", "customers_rows", "customers_count", "customer_get", "customer_story"] as const;

/** What shows conversations. */
const TALKS = ["inbox_view", "inbox_rows", "inbox_counts", "conversation_get", "answers_suggested", "conversation_thread", "messages_search"] as const;

const stale: Record<Topic, (keyof Commands)[]> = {
  catalog: [...PRODUCTS, "demand_lost", "asking_plan", "asking_count", "media_page", "media_uses", "store_pictures", "basket_get", "product_find", "alert_plan", "today_list", "product_history", "imports_list", "waitlist_list", "activity_list", "waitlist_card", "hand_list", "count_get"],
  customers: [...PEOPLE, "inbox_rows", "messages_search", "customers_alike", "tags_list", "segments_list", "activity_list", "hand_list"],
  waitlist: ["alerts_list", "alert_people", "alert_plan", "asking_plan", "asking_count", "askings_list", "asking_people", ...PRODUCTS, "today_list", "waitlist_list", "waitlist_line", ...PEOPLE, "hand_list"],
  outbox: ["customer_story", "conversation_thread", "conversation_get", "inbox_rows", "alerts_list", "alert_people", "today_list", "outbox_list", "shop_get", "spending_get", "hand_list", "alert_plan", "asking_plan", "asking_count", "askings_list", "asking_people", "waitlist_line"],
  conversations: ["unanswered_list", "demand_lost", "corrections_list", "chats_kept", "model_get", ...PEOPLE, ...TALKS, "quick_replies_list", "today_list", "phone_chat", "phone_people", "hand_list"],
  orders: ["orders_list", "basket_get", "today_list", ...PRODUCTS, ...PEOPLE, "shop_get", "activity_list"],
  shop: ["shop_get", "answers_list", "model_get", "guides_list", "automations_list", "automation_history", "templates_usable", "conversation_get", "today_list", "templates_list", "stores_list", "stores_now", "store_told", "store_pictures", "alert_plan", "asking_plan", "asking_count", "house_state", "team_list", "spending_get", "activity_list", "hand_list", "waitlist_card"],
  stock: ["import_progress", "imports_list", "today_list", "watched_get", "count_get", "counts_list"],
};

/** Asks these again. A first answer still on its way may have been read before the change: once it is here, again. */
async function askAgain(keys: Iterable<keyof Commands>) {
  const wanted = new Set<unknown>(keys);
  const asks = (query: Query) => wanted.has(query.queryKey[0]);
  const first = client.getQueryCache().findAll({ predicate: (query) => asks(query) && query.state.data === undefined && query.state.fetchStatus === "fetching" });
  for (const query of first) {
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, again);
  }
  await client.invalidateQueries({ predicate: asks });
}

/** Keeps answers fresh; everything after a pause the window was not listening in. */
export function listen() {
  return onChanges((changed) => {
    const topics = changed === "anything" ? (Object.keys(stale) as Topic[]) : changed;
    const keys = new Set(topics.flatMap((topic) => stale[topic] ?? []));
    // The phone hears what the shop does, a moment later.
    if (topics.includes("outbox") || topics.includes("conversations")) {
      keys.add("phone_chat");
      keys.add("phone_people");
    }
    void askAgain(keys);
  });
}

/** Asks again what a topic makes stale, without waiting until the shop says that it changed. */
export async function refresh(topic: Topic) {
  await askAgain(stale[topic]);
}

/** Asks the shop and keeps the answer until something makes it stale. */
export function useAsk<C extends keyof Commands>(command: C, payload: Partial<Commands[C][0]> = {}, options: { enabled?: boolean; every?: number; keep?: boolean } = {}) {
  // What was there before stays until the next answer is here, where that is wanted.
  const before = options.keep ? { placeholderData: keepPreviousData } : {};
  return useQuery<Commands[C][1]>({ queryKey: [command, payload], queryFn: () => call(command, payload), enabled: options.enabled ?? true, refetchInterval: options.every ?? false, ...before });
}

/** What there is: a shop, and who is at this window. */
export function useHouse() {
  return useQuery({
    queryKey: ["house_state"],
    queryFn: () => call("house_state", { session: currentSession() }),
    // Asking about a closed shop tries to open it, and may bring up the keyring's own question: only when somebody says so.
    refetchInterval: (query) => (query.state.data?.open ? 60_000 : false),
    refetchOnWindowFocus: (query) => query.state.data?.open ?? false,
  });
}

/** What the window opens with, one after the other without a draw in between. */
export async function askFirst() {
  const house = await client.fetchQuery({ queryKey: ["house_state"], queryFn: () => call("house_state", { session: currentSession() }) }).catch(() => null);
  if (!house?.open || house.locked) return;
  for (const command of ["shop_get", "today_list", "orders_list"] as const) void client.prefetchQuery({ queryKey: [command, {}], queryFn: () => call(command) });
}

/** Steps away from the window: whoever comes next says who she is, and finds nothing of what was on it. */
export async function stepAway() {
  await act("house_sign_out", { session: currentSession() });
  workWith(null);
  await client.invalidateQueries({ queryKey: ["house_state"] });
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== "house_state" });
}

/** A failure as a sentence with the next step. */
export function sentence(error: unknown): string {
  return spoken(refusalOf(error));
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
