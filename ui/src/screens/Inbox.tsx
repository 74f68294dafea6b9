// Conversations: the list, one thread, and who she is beside it. On a narrow window one pane at a time.
import { Button, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { sentence, useAsk } from "../data";
import { Empty } from "../parts/Empty";
import type { Colleague, ShopView, Which } from "../platform";
import { Card } from "./inbox/Card";
import { Help } from "./inbox/Help";
import { List } from "./inbox/List";
import { Results } from "./inbox/Results";
import { Thread } from "./inbox/Thread";
import { useActs } from "./inbox/useActs";
import { useInboxKeys } from "./inbox/useInboxKeys";

const FILTERS = ["all", "waiting", "mine", "closed"] as const;

interface Props {
  shop: ShopView;
  /** Whose conversation is open, or which filter was asked for. */
  what: string | null;
  /** A message that was looked for. */
  message: string | null;
  go: Go;
  owner: boolean;
  me: Colleague | null;
  team: Colleague[];
}

const number = (text: string | null) => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

// What was looked at last, for coming back within this window.
let lastFilter: Which = "all";

export function Inbox({ shop, what, message, go, owner, me, team }: Props) {
  const { t } = useTranslation();
  const chosen = number(what);
  const [filter, setFilter] = useState<Which>(what === "away" || what === "waiting" ? what : lastFilter);
  const [typed, setTyped] = useState("");
  const [help, setHelp] = useState(false);
  const [card, setCard] = useState(false);
  const [words] = useDebouncedValue(typed.trim(), 150);
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const view = useAsk("inbox_view", { which: filter }, { keep: true, every: 30_000 });
  const counts = useAsk("inbox_counts", {}, { every: 30_000 }).data;
  const order = view.data;
  const choose = (id: number) => go("inbox", id);
  const show = (next: Which) => {
    lastFilter = next;
    setFilter(next);
    setTyped("");
  };
  // What is done with goes out of sight, the next one comes.
  const next = (gone: number) => {
    const at = order?.indexOf(gone) ?? -1;
    const follower = order?.[at + 1] ?? order?.[at - 1];
    if (gone === chosen && (filter === "waiting" || filter === "away") && follower !== undefined) choose(follower);
  };
  const acts = useActs(shop, next);
  useInboxKeys({ order: order ?? [], chosen, choose, box, frame, acts, onHelp: () => setHelp(true), leave: () => go("inbox") });
  if (!order) return <Text role={view.error ? "alert" : "status"}>{view.error ? sentence(view.error) : t("app.loading")}</Text>;
  const looking = words !== "" && typed.trim() !== "";
  const away = counts?.away ?? 0;
  const filters = [...FILTERS.map((one) => ({ value: one, label: label(t(`inbox.filter.${one}`), one === "waiting" ? counts?.waiting : one === "mine" ? counts?.mine : 0) })), ...(away > 0 || filter === "away" ? [{ value: "away", label: label(t("inbox.filter.away"), away) }] : [])];
  return (
    <div className="inbox-frame"><div className="inbox" data-open={chosen !== null} data-card={card}>
      <div className="inbox-side">
        <TextInput ref={box} type="search" aria-label={t("inbox.search")} placeholder={t("inbox.search")} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} onKeyDown={(e) => {
          if (e.key === "Escape") { setTyped(""); frame.current?.querySelector<HTMLElement>('.talk[tabindex="0"]')?.focus(); }
          if (e.key === "ArrowDown") { e.preventDefault(); document.querySelector<HTMLElement>('.inbox-side .talk[tabindex="0"], .inbox-side .result')?.focus(); }
        }} />
        <SegmentedControl size="xs" fullWidth value={filter} onChange={(value) => show(value as Which)} data={filters} aria-label={t("inbox.filter.title")} />
        {looking ? <Results words={words} shop={shop} go={go} /> : order.length === 0 ? (
          <div className="card" ref={frame}><Empty title={t(`inbox.empty.${filter}`)} lead={t(`inbox.emptyLead.${filter}`)} {...(filter === "all" ? {} : { action: t("inbox.showAll"), onAction: () => show("all") })} /></div>
        ) : <List order={order} busy={view.isPlaceholderData} chosen={chosen} onChoose={choose} shop={shop} frame={frame} />}
        <Text size="xs" className="quiet hints"><Button size="compact-xs" variant="subtle" color="gray" onClick={() => setHelp(true)}>? {t("inbox.help.do")}</Button></Text>
      </div>
      {chosen === null ? <div className="card quiet inbox-none"><Text ta="center" py={56}>{t("inbox.choose")}</Text></div> : <Thread key={chosen} customer={chosen} message={number(message)} shop={shop} me={me} team={team} owner={owner} acts={acts} go={go} onCard={() => setCard(!card)} />}
      {chosen === null ? null : <Card key={`card${chosen}`} customer={chosen} shop={shop} go={go} onClose={() => setCard(false)} />}
      {help ? <Help onClose={() => setHelp(false)} /> : null}
    </div></div>
  );
}

const label = (words: string, count: number | undefined) => (count ? `${words} ${count}` : words);
