// Answering one customer: freely while her 24 hours last, else in plain words why not, and by hand.
import { Button, Group, Text, Textarea } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, sentence } from "../data";
import { type CustomerCard, type HandRow, type Purpose, type ShopView, call } from "../platform";
import { ByHand } from "./ByHand";

export function Composer({ card, shop, owner }: { card: CustomerCard; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const { id } = card.customer;
  const hers = useCallback((row: HandRow) => row.customer === id, [id]);
  const open = shop.connection !== null && card.window_until !== null && card.window_until > shop.now;
  return (
    <>
      {open ? <Answer customer={id} /> : <Closed card={card} shop={shop} owner={owner} />}
      <ByHand shop={shop} only={hers} label={t("hand.title")} hideEmpty />
    </>
  );
}

function Answer({ customer }: { customer: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const send = async () => {
    if (text.trim() === "") return;
    if ((await act("conversation_reply", { customer, text })) !== null) setText("");
    await client.invalidateQueries({ queryKey: ["customer_get"] });
  };
  return (
    <div>
      <Words label={t("customers.reply")} text={text} onText={setText} onSend={send} />
      <Group mt={8} justify="space-between">
        <Button variant="subtle" color="gray" onClick={() => act("conversation_done", { customer })}>{t("customers.done")}</Button>
        <Group gap={8}><Text size="xs" className="quiet">{t("customers.sendHint")}</Text><Button onClick={send}>{t("customers.send")}</Button></Group>
      </Group>
    </div>
  );
}

function Words({ label, text, onText, onSend }: { label: string; text: string; onText: (text: string) => void; onSend: () => Promise<void> }) {
  return (
    <Textarea aria-label={label} placeholder={label} autosize minRows={2} maxRows={6} value={text} onChange={(e) => onText(e.currentTarget.value)} dir="auto" maxLength={4096}
      onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void onSend(); } }} />
  );
}

function Closed({ card, shop, owner }: { card: CustomerCard; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const { id, phone } = card.customer;
  return (
    <div>
      <Text size="sm">{t(shop.connection === null ? "hand.notConnected" : "hand.closed")}</Text>
      <Text size="sm" mb={8} className="quiet">{t(phone === null ? "hand.noPhone" : "hand.closedHand")}</Text>
      {phone === null ? null : (
        <Group gap={8}>
          <Button variant="default" aria-pressed={purpose === "service"} onClick={() => setPurpose(purpose === "service" ? null : "service")}>{t("hand.write")}</Button>
          {owner ? <Button variant="default" aria-pressed={purpose === "promotions"} onClick={() => setPurpose(purpose === "promotions" ? null : "promotions")}>{t("hand.offer")}</Button> : null}
        </Group>
      )}
      {purpose ? <WriteByHand key={purpose} customer={id} purpose={purpose} onDone={() => setPurpose(null)} /> : null}
    </div>
  );
}

function WriteByHand({ customer, purpose, onDone }: { customer: number; purpose: Purpose; onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const write = async () => {
    if (text.trim() === "") return;
    try {
      await call("hand_write", { customer, purpose, text });
      await client.invalidateQueries({ queryKey: ["hand_list"] });
      onDone();
    } catch (error) {
      setRefused(sentence(error));
    }
  };
  return (
    <div>
      {purpose === "promotions" ? <Text size="sm" mt={8}>{t("hand.offerLead")}</Text> : null}
      <Group mt={8} gap={8} align="end" wrap="nowrap">
        <div style={{ flex: 1 }}><Words label={t(purpose === "promotions" ? "hand.yourOffer" : "hand.yourWords")} text={text} onText={setText} onSend={write} /></div>
        <Button onClick={write}>{t("hand.next")}</Button>
      </Group>
      {refused ? <Text size="sm" mt={4} role="alert" c="brick">{refused}</Text> : null}
    </div>
  );
}
