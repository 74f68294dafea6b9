// The rows of conversations behind an order of people.
import { usePages } from "../../parts/usePages";
import { type ConversationRow, call } from "../../platform";

/** A row under the number its list knows it by. */
export type TalkRow = ConversationRow & { id: number };

const page = (customers: number[]) => ({
  queryKey: ["inbox_rows", { customers }],
  queryFn: async () => (await call("inbox_rows", { customers })).map((row) => ({ ...row, id: row.customer })),
});

export const useRows = (order: readonly number[]) => usePages<TalkRow>(order, page);
