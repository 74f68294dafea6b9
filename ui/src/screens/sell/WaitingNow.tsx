// Sell → Back in stock: what is waited for, and by whom, since when; who was asked whether she still wants it, and said what.
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { useAsk } from "../../data";
import { counted, day, fullName, pieces, quantity } from "../../format";
import { Picture } from "../../parts/Picture";
import { StillWants } from "../../parts/StillWants";
import type { ShopView, WaitingCount } from "../../platform";

export function WaitingNow({ waiting, shop, go }: { waiting: WaitingCount[]; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      <Text component="h2" fw={600} mt={24} mb={8}>{t("sell.waitingNow")}</Text>
      <div className="card" style={{ padding: 0 }}>
        {waiting.length === 0 ? <Text p={16} className="quiet">{t("sell.nobody")}</Text> : null}
        {waiting.map(({ variant, waiting: people }) => (
          <div key={variant.id}>
            <div className="todo">
              <Picture hash={variant.image} />
              <div className="what">
                <Text fw={600}><bdi>{fullName(variant)}</bdi></Text>
                <Text size="sm" className="quiet">{t("sell.inStock", { pieces: counted(variant) ? pieces(variant.on_hand - variant.held, variant.unit) : quantity(variant.on_hand - variant.held, variant) })}</Text>
              </div>
              <Text fw={600}>{people}</Text>
              <Button variant="default" aria-expanded={open === variant.id} aria-label={`${t("sell.people")}: ${fullName(variant)}`} onClick={() => setOpen(open === variant.id ? null : variant.id)}>{t("sell.people")}</Button>
            </div>
            {open === variant.id ? <InLine variant={variant.id} shop={shop} go={go} /> : null}
          </div>
        ))}
      </div>
    </>
  );
}

function InLine({ variant, shop, go }: { variant: number; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const line = useAsk("waitlist_line", { variant }).data;
  return (
    <ul className="people-list" style={{ padding: "0 16px 12px 56px" }}>
      {line?.filter((one) => one.state === "waiting").map((one) => (
        <li key={one.waiting} style={{ borderBottom: "1px solid var(--line)" }}>
          <Group justify="space-between" py={4}>
            <Button variant="transparent" color="gray" size="compact-sm" px={0} onClick={() => go("customers", one.customer)}><bdi>{one.name || t("customers.noName")}</bdi></Button>
            <Text size="sm" className="quiet" ta="end">{t("asking.since", { when: day(one.since, shop.time_zone) })}<StillWants asked={one.asked_at} wants={one.wants} shop={shop} /></Text>
          </Group>
        </li>
      ))}
    </ul>
  );
}
