// Sell → Back in stock → Still want it?: who has waited very long, the rounds in which they were asked, what each said.
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { act, useAsk } from "../../data";
import { clock, day } from "../../format";
import { AskingBar, useLongInLine } from "../../parts/AskingBar";
import type { AskedPerson, AskingRow, ShopView } from "../../platform";

export function StillWanted({ shop, go, owner }: { shop: ShopView; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const waited = useLongInLine();
  const rounds = useAsk("askings_list", {}, { every: 10_000 }).data;
  const long = useAsk("asking_count").data;
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      <Text component="h2" fw={600} mt={24} mb={8}>{t("asking.title")}</Text>
      <div className="card" style={{ padding: 0 }}>
        <div className="todo">
          <div className="what">
            <Text fw={600}>{long && long.people > 0 ? waited(long) : t("asking.none")}</Text>
            <Text size="sm" className="quiet">{t("asking.lead")}</Text>
          </div>
          {owner && long && long.people > 0 ? <Button variant="default" aria-expanded={asking} onClick={() => setAsking(!asking)}>{t("asking.ask")}</Button> : null}
        </div>
        {asking ? <AskingBar shop={shop} owner={owner} onDone={() => setAsking(false)} /> : null}
        {rounds?.map((round) => (
          <div key={round.id}>
            <Round round={round} shop={shop} owner={owner} open={open === round.id} onOpen={() => setOpen(open === round.id ? null : round.id)} />
            {open === round.id ? <People round={round.id} shop={shop} go={go} /> : null}
          </div>
        ))}
      </div>
    </>
  );
}

function Round({ round, shop, owner, open, onOpen }: { round: AskingRow; shop: ShopView; owner: boolean; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const running = round.state === "running";
  const numbers = [
    t(`asking.state.${round.state as "running"}`),
    round.by_hand ? t("sell.byHand") : "",
    running ? t("asking.going", { asked: round.asked, togo: round.to_go }) : t("asking.asked", { count: round.asked }),
    t("asking.yes", { count: round.yes }),
    t("asking.no", { count: round.no }),
    round.lost > 0 ? `${round.lost} ${t("sell.lost")}` : "",
  ].filter((part) => part !== "");
  return (
    <div className="todo">
      <div className="what" aria-live="polite">
        <Text fw={600}>{clock(round.starts_at, shop.now, shop.time_zone)}</Text>
        <Text size="sm" className="quiet">{numbers.join(" · ")}</Text>
      </div>
      <Group gap={8} wrap="nowrap">
        {running && owner ? <Button variant="default" onClick={() => act("asking_stop", { asking: round.id })}>{t("sell.stop")}</Button> : null}
        <Button variant="default" aria-expanded={open} onClick={onOpen}>{t("sell.people")}</Button>
      </Group>
    </div>
  );
}

function People({ round, shop, go }: { round: number; shop: ShopView; go: Go }) {
  const people = useAsk("asking_people", { asking: round }, { every: 3_000 }).data;
  return <ul className="people-list" style={{ padding: "0 16px 12px 56px" }}>{people?.map((person) => <Asked key={person.promise} person={person} shop={shop} go={go} />)}</ul>;
}

function Asked({ person, shop, go }: { person: AskedPerson; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const reason = person.verdict.reasons.at(-1);
  const why = person.advice ? t(`advice.${person.advice as "other"}`, { code: person.error_code }) : person.state === "suppressed" || person.state === "held" ? (reason ? t(`reason.${reason.is}`) : "") : "";
  const said = person.wants === null ? t(`state.${person.state as "sent"}`) : `${person.wants ? "✓" : "✕"} ${t(person.wants ? "asking.wants.yes" : "asking.wants.no")}`;
  const when = person.wants === null && (person.state === "queued" || person.state === "held") ? ` ${clock(person.not_before, shop.now, shop.time_zone)}` : "";
  return (
    <li style={{ borderBottom: "1px solid var(--line)" }}>
      <Group justify="space-between" py={4}>
        <div>
          <Button variant="transparent" color="gray" size="compact-sm" px={0} onClick={() => go("customers", person.customer)}><bdi>{person.name || t("customers.noName")}</bdi></Button>
          <Text size="sm" className="quiet"><bdi>{person.product}</bdi> · {t("asking.since", { when: day(person.since, shop.time_zone) })}</Text>
        </div>
        <Text size="sm" ta="end">{said}{when}{why ? <span className="quiet"> · {why}</span> : null}</Text>
      </Group>
    </li>
  );
}
