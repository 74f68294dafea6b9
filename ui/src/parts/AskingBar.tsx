// The bar that opens in place before people who have waited long are asked whether they still want it: how many, what it
// costs, what the first will see, and one button. The shop asks, or a person does, one message at a time.
import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, useAsk } from "../data";
import { quoted } from "../format";
import type { AskingPlan, HandRow, ShopView } from "../platform";
import { Preview } from "./Bubble";
import { ByHand } from "./ByHand";
import { Later, People, useLast } from "./HeldBack";
import { undoable } from "./undo";

/** "12 people have waited over 60 days for 5 products", in whatever numbers. */
export function useLongInLine() {
  const { t } = useTranslation();
  return ({ people, products }: { people: number; products: number }) => t("asking.waited", { count: people, products: t("asking.products", { count: products }) });
}

export function AskingBar({ shop, owner, onDone }: { shop: ShopView; owner: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const waited = useLongInLine();
  const [hand, setHand] = useState(shop.connection === null);
  const [started, setStarted] = useState(false);
  const plan = useLast(useAsk("asking_plan", { by_hand: hand }, { keep: true }).data);
  if (started) return <GoingByHand shop={shop} onDone={onDone} />;
  if (!plan) return <div className="bar">{t("app.loading")}</div>;
  const start = async () => {
    const begun = await act("asking_start", { by_hand: hand });
    if (begun === null) return;
    if (hand) {
      setStarted(true);
      return;
    }
    undoable(t("asking.started", { count: plan.first }), async () => {
      if ((await act("asking_undo", begun)) === null) throw new Error("too late");
    });
    onDone();
  };
  return (
    <div className="bar" role="region" aria-label={t("asking.title")}>
      <div className="words">
        <Text fw={600}>{plan.first > 0 ? waited(plan) : t("asking.nobody")}</Text>
        <Text size="sm">{[plan.first > 0 ? t("asking.now", { count: plan.first }) : "", hand ? t("bar.handLead") : quoted(plan.quote)].filter((part) => part !== "").join(" · ")}</Text>
        <Text size="sm" className="quiet">{t("asking.lead")}</Text>
        <Later plan={plan} shop={shop} />
        <People people={plan.skipped} label={t("bar.skipped", { count: plan.skipped.length })} />
        {owner ? <Deciding plan={plan} shop={shop} hand={hand} onHand={setHand} onStart={start} onDone={onDone} /> : <Text mt={12} size="sm" className="quiet">{t("bar.notYou")}</Text>}
      </div>
      {plan.preview ? (
        <div className="preview">
          <Text size="xs" className="quiet" mb={4}>{t("bar.asSeen", { name: plan.preview_name || "…" })}</Text>
          <Preview content={plan.preview} />
        </div>
      ) : null}
    </div>
  );
}

interface DecidingProps {
  plan: AskingPlan;
  shop: ShopView;
  hand: boolean;
  onHand: (hand: boolean) => void;
  onStart: () => void;
  onDone: () => void;
}

/** How it goes out, and the one button. */
function Deciding({ plan, shop, hand, onHand, onStart, onDone }: DecidingProps) {
  const { t } = useTranslation();
  return (
    <>
      {plan.template_missing && shop.connection !== null ? (
        <Group mt={8} gap={8}>
          <Text size="sm">{t("asking.templateMissing")}</Text>
          <Button size="compact-sm" variant="default" onClick={() => act("templates_submit", { languages: [...new Set([shop.language, "en"])] })}>{t("sell.submit")}</Button>
        </Group>
      ) : null}
      <SegmentedControl mt={12} size="xs" aria-label={t("bar.how")} value={hand ? "hand" : "shop"} onChange={(how) => onHand(how === "hand")} data={[{ value: "shop", label: t("bar.byShop"), disabled: shop.connection === null }, { value: "hand", label: t("bar.byHand") }]} />
      {shop.connection === null ? <Text size="sm" mt={4} className="quiet">{t("bar.noShop")}</Text> : null}
      <Group mt={12} gap={8}>
        <Button disabled={plan.first === 0} onClick={onStart}>{hand ? t("bar.startHand") : t("asking.ask")}</Button>
        <Button variant="default" onClick={onDone}>{t("app.close")}</Button>
      </Group>
    </>
  );
}

/** The questions of a round that goes by hand, in place; her answer to one is a message of its own. */
function GoingByHand({ shop, onDone }: { shop: ShopView; onDone: () => void }) {
  const { t } = useTranslation();
  const asked = useAsk("hand_list").data?.filter((row) => row.asks).map((row) => row.customer).join(" ") ?? "";
  const only = useCallback((row: HandRow) => row.asks || (row.purpose === "service" && asked.split(" ").includes(String(row.customer))), [asked]);
  return (
    <div className="bar" role="region" aria-label={t("asking.title")}>
      <div className="words">
        <Text fw={600}>{t("asking.title")}</Text>
        <Text size="sm" mb={8}>{t("hand.lead")}</Text>
        <ByHand shop={shop} only={only} label={t("hand.title")} />
        <Group mt={12}><Button variant="default" onClick={onDone}>{t("app.close")}</Button></Group>
      </div>
    </div>
  );
}
