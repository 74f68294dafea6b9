// Sold at the counter: type or scan, Enter, −1, undo; "1.5 × CODE" for so much.
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, complain, refresh } from "../../data";
import { fullName, quantity } from "../../format";
import { undoable } from "../../parts/undo";
import { Refused, call } from "../../platform";

/** "1.5 × BRIE": so much of it, where one is not meant. */
const MUCH = /^(\d+(?:[.,]\d+)?)\s*(?:[×*]|\sx\s)\s*(.+)$/i;

export function SellOne() {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [held, setHeld] = useState<string | null>(null);
  const sell = async (typed: string, even: boolean) => {
    const [, much = "", rest = typed] = MUCH.exec(typed) ?? [];
    try {
      const answer = await call("stock_sell", { code: rest, quantity: much, even_if_held: even });
      const { ledger } = answer.change;
      undoable(t(much === "" ? "products.soldOne" : "products.soldSome", { name: fullName(answer.variant), quantity: quantity(answer.change.before - answer.change.after, answer.variant), left: quantity(answer.variant.on_hand, answer.variant) }), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
      setCode("");
      await refresh("catalog");
    } catch (error) {
      complain(error);
      if (error instanceof Refused && error.refusal.code === "all_held") setHeld(typed);
    }
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (code.trim() !== "") void sell(code.trim(), false); }}>
      <Group gap={4} wrap="nowrap">
        <TextInput w={210} aria-label={t("products.sell")} title={t("products.sellMuch")} placeholder={`${t("products.sell")}: ${t("products.sellHint")}`} value={code} onChange={(e) => { setCode(e.currentTarget.value); setHeld(null); }} />
        {held !== null ? <Button variant="default" onClick={() => { void sell(held, true); setHeld(null); }}>{t("products.sellAnyway")}</Button> : null}
      </Group>
    </form>
  );
}
