// Sold one at the counter: type or scan, Enter, −1, undo.
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, complain, refresh } from "../../data";
import { fullName } from "../../format";
import { undoable } from "../../parts/undo";
import { Refused, call } from "../../platform";

export function SellOne() {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [held, setHeld] = useState<string | null>(null);
  const sell = async (what: string, even: boolean) => {
    try {
      const answer = await call("stock_sell", { code: what, even_if_held: even });
      const { ledger } = answer.change;
      undoable(t("products.soldOne", { name: fullName(answer.variant), left: answer.variant.on_hand }), () => (ledger === null ? Promise.resolve() : act("stock_undo", { ledger })));
      setCode("");
      await refresh("catalog");
    } catch (error) {
      complain(error);
      if (error instanceof Refused && error.refusal.code === "all_held") setHeld(what);
    }
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (code.trim() !== "") void sell(code.trim(), false); }}>
      <Group gap={4} wrap="nowrap">
        <TextInput w={210} aria-label={t("products.sell")} placeholder={`${t("products.sell")}: ${t("products.sellHint")}`} value={code} onChange={(e) => { setCode(e.currentTarget.value); setHeld(null); }} />
        {held !== null ? <Button variant="default" onClick={() => { void sell(held, true); setHeld(null); }}>{t("products.sellAnyway")}</Button> : null}
      </Group>
    </form>
  );
}
