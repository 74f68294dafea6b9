// What was said both ways, the answer being written, what she waits for and has ordered.
import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { clock } from "../../../format";
import { Composer } from "../../../parts/Composer";
import { StillWants } from "../../../parts/StillWants";
import { Said } from "../../../parts/bubble/Said";
import type { CustomerCard, ShopView, ThreadMessage } from "../../../platform";

export function Messages({ card, shop, owner }: { card: CustomerCard; shop: ShopView; owner: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="person-part">
      <Thread thread={card.thread} shop={shop} />
      <Composer card={card} shop={shop} owner={owner} />
      {card.waits.length > 0 ? (
        <section>
          <Text component="h3" fw={600} size="sm" m={0}>{t("customers.waits")}</Text>
          {card.waits.map((wait) => <Text key={wait.variant} size="sm"><bdi>{wait.name}</bdi> <span className="quiet">· {clock(wait.since, shop.now, shop.time_zone)}<StillWants asked={wait.asked_at} wants={wait.wants} shop={shop} /></span></Text>)}
        </section>
      ) : null}
      {card.orders.length > 0 ? (
        <section>
          <Text component="h3" fw={600} size="sm" m={0}>{t("customers.orders")}</Text>
          {card.orders.map((order) => <Text key={order.id} size="sm">{t("orders.number", { id: order.id })} · <bdi>{order.lines.map((line) => line.title).join(", ")}</bdi> · {t(`orders.${order.state as "kept"}`)}</Text>)}
        </section>
      ) : null}
    </div>
  );
}

/** Everything said both ways; its end is what one sees first. */
function Thread({ thread, shop }: { thread: ThreadMessage[]; shop: ShopView }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const last = thread.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined) frame.current?.scrollTo({ top: frame.current.scrollHeight });
  }, [last]);
  return (
    <div className="chat thread" ref={frame} role="log" aria-label={t("customers.thread")} tabIndex={0}>
      {thread.length === 0 ? <Text size="sm" ta="center">{t("customers.nothingThread")}</Text> : null}
      {thread.map((message) => <Said key={message.id} message={message} shop={shop} />)}
    </div>
  );
}
