// What is done about a conversation, each with a way back.
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import { soon, whoDid } from "../../format";
import { undoable } from "../../parts/undo";
import { type ConversationRow, type ShopView, call } from "../../platform";
import { plainLine } from "../../parts/bubble/safe";

export type Acts = ReturnType<typeof useActs>;

export function useActs(shop: ShopView, onClosed: (customer: number) => void) {
  const { t } = useTranslation();
  const named = (row: ConversationRow) => plainLine(row.name) || row.phone || t("customers.noName");
  const back = (row: ConversationRow, was: ConversationRow["state"]) => () => call("conversation_put_back", { customer: row.customer, was });
  return {
    async close(row: ConversationRow) {
      const was = await act("conversation_close", { customer: row.customer });
      if (!was) return;
      onClosed(row.customer);
      undoable(t("inbox.closedToast", { name: named(row) }), back(row, was));
    },
    async take(row: ConversationRow) {
      const was = await act("conversation_assign", { customer: row.customer, mine: true });
      if (was) undoable(t("inbox.takenToast", { name: named(row) }), back(row, was));
    },
    async give(row: ConversationRow, to: number | null) {
      const was = await act("conversation_assign", { customer: row.customer, to });
      if (was) undoable(to === null ? t("inbox.nobodyToast", { name: named(row) }) : t("inbox.givenToast", { name: named(row) }), back(row, was));
    },
    async snooze(row: ConversationRow, until: number) {
      const was = await act("conversation_snooze", { customer: row.customer, until });
      if (!was) return;
      onClosed(row.customer);
      undoable(t("inbox.snoozedToast", { name: named(row), at: soon(until, shop.now, shop.time_zone) }), back(row, was));
    },
    unread: (row: ConversationRow) => act("conversation_unread", { customer: row.customer }),
    who: whoDid,
  };
}
