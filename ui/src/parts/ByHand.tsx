// Messages a person sends from her own WhatsApp, one after the other: open, send there, tick off here.
// By keyboard: arrows move, Enter opens, S is sent, N is not.
import { Box, Progress, Text } from "@mantine/core";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, sentence, useAsk } from "../data";
import { type HandMessage, type HandRow, type HandTap, type ShopView, type Tick, call, openOutside } from "../platform";
import { refusalOf } from "../refusal";
import { HandLine, primaryOf } from "./HandLine";
import { undoable } from "./undo";

/** Answers stand behind the alert they answer: somebody is looking at her phone. */
function inOrder(rows: HandRow[]): HandRow[] {
  const first = new Map<number, number>();
  for (const row of rows) if (row.purpose === "restock") first.set(row.customer, Math.min(first.get(row.customer) ?? Infinity, row.promise));
  const place = (row: HandRow) => (row.purpose === "service" ? (first.get(row.customer) ?? row.promise) : row.promise);
  return rows.toSorted((a, b) => place(a) - place(b) || a.promise - b.promise);
}

/** What was noted of answers while the window is open; who comes back to the list finds it there. */
const noted = new Map<number, HandTap>();

function without<T>(all: Record<number, T>, promise: number): Record<number, T> {
  return Object.fromEntries(Object.entries(all).filter(([one]) => Number(one) !== promise));
}

/** What has been opened, refused or answered since the list is on the screen, and how to act on it. */
function useHand(rows: HandRow[]) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Record<number, HandMessage>>({});
  const [refused, setRefused] = useState<Record<number, string>>({});
  const [said, setSaid] = useState<Record<number, HandTap>>(() => Object.fromEntries(noted));
  const next = useRef<number | null>(null);
  useEffect(() => {
    // The row may still be on its way; then the next answer brings it.
    if (!rows.some((row) => row.promise === next.current)) return;
    document.querySelector<HTMLElement>(`#${primaryOf(next.current ?? 0)}`)?.focus();
    next.current = null;
  }, [rows]);
  const fresh = () => Promise.all([client.invalidateQueries({ queryKey: ["hand_list"] }), client.invalidateQueries({ queryKey: ["alerts_list"] })]);
  const refuse = (promise: number, error: unknown) => {
    const why = refusalOf(error).code === "sold_out" ? t("hand.soldOut") : sentence(error);
    setRefused((all) => ({ ...all, [promise]: why }));
  };
  const clear = (promise: number) => setRefused((all) => without(all, promise));
  return {
    opened, refused, said,
    async open(promise: number) {
      try {
        const message = await call("hand_open", { promise });
        clear(promise);
        setOpened((all) => ({ ...all, [promise]: message }));
        openOutside(message.url);
      } catch (error) {
        refuse(promise, error);
      }
    },
    async tick(promise: number, tap: Tick) {
      const after = rows.slice(rows.findIndex((r) => r.promise === promise) + 1);
      try {
        await call("hand_tick", { promise, tap });
        clear(promise);
        setOpened((all) => without(all, promise));
        if (tap === "skip") undoable(t("hand.skipped", { name: rows.find((r) => r.promise === promise)?.name || t("customers.noName") }), async () => { await call("hand_tick", { promise, tap: "undo" }); await fresh(); });
        next.current = tap === "undo" ? promise : (after.find((r) => r.state === "queued")?.promise ?? (tap === "sent" ? promise : null));
      } catch (error) {
        refuse(promise, error);
      }
      await fresh();
    },
    async answer(promise: number, tap: HandTap) {
      const done = await act("hand_answer", { promise, tap });
      if (!done) return;
      noted.set(promise, tap);
      setSaid(Object.fromEntries(noted));
      next.current = done.answer;
      await fresh();
    },
  };
}

interface Props {
  shop: ShopView;
  only?: (row: HandRow) => boolean;
  label?: string;
  /** Stands among other things: says nothing when there is nothing. */
  hideEmpty?: boolean;
}

export function ByHand({ shop, only, label, hideEmpty = false }: Props) {
  const { t } = useTranslation();
  const all = useAsk("hand_list", {}, { every: 5_000 }).data;
  const rows = useMemo(() => inOrder(only ? (all ?? []).filter(only) : (all ?? [])), [all, only]);
  const hand = useHand(rows);
  const sent = rows.filter((r) => r.state === "sent").length;
  const now = rows.find((r) => r.state === "queued")?.promise;
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const at = rows.findIndex((r) => (event.target as HTMLElement).closest(`[data-promise="${r.promise}"]`) !== null);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const letter = event.key.toLowerCase();
    if (step !== 0) {
      const ahead = step > 0 ? rows.slice(at + 1) : rows.slice(0, at).toReversed();
      const buttons = ahead.map((r) => document.querySelector<HTMLElement>(`#${primaryOf(r.promise)}`));
      buttons.find((button) => button !== null)?.focus();
    } else if ((letter === "s" || letter === "n") && hand.opened[row.promise]) void hand.tick(row.promise, letter === "s" ? "sent" : "skip");
    else return;
    event.preventDefault();
  };
  if (hideEmpty && rows.length === 0) return null;
  if (!all) return <Text>{t("app.loading")}</Text>;
  if (rows.length === 0) return <Text size="sm" className="quiet">{t("hand.nothing")}</Text>;
  return (
    <section aria-label={label ?? t("hand.title")}>
      <div className="hand-progress">
        <Text size="sm" fw={600} aria-live="polite">{sent === rows.length ? `✓ ${t("hand.all")}` : t("hand.progress", { sent, total: rows.length })}</Text>
        <Progress value={(sent / rows.length) * 100} color="leaf" aria-label={t("hand.progress", { sent, total: rows.length })} style={{ flex: 1, maxWidth: 200 }} />
        <Text size="xs" className="quiet">{t("hand.keys")}</Text>
      </div>
      <Box component="ul" className="people-list" onKeyDown={onKey}>
        {rows.map((row) => (
          <HandLine key={row.promise} row={row} shop={shop} message={hand.opened[row.promise]} refused={hand.refused[row.promise]} said={hand.said[row.promise]} next={row.promise === now}
            onOpen={() => hand.open(row.promise)} onTick={(tap) => hand.tick(row.promise, tap)} onAnswer={(tap) => hand.answer(row.promise, tap)} />
        ))}
      </Box>
    </section>
  );
}
