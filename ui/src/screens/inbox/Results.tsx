// What was looked for: people of that name, and everything that was said with these words.
import { Text } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../App";
import { useAsk } from "../../data";
import { plainLine } from "../../parts/bubble/safe";
import type { ShopView } from "../../platform";
import { onward } from "../../words";
import { lately } from "../customers/names";

const PEOPLE = 5;

export function Results({ words, shop, go }: { words: string; shop: ShopView; go: Go }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const found = useAsk("messages_search", { words }, { keep: true });
  const people = useAsk("customers_view", { text: words, conditions: [], sort: "name", descending: false }, { keep: true }).data?.slice(0, PEOPLE) ?? [];
  const rows = useAsk("customers_rows", { customers: people }, { enabled: people.length > 0, keep: true }).data ?? [];
  const messages = found.data ?? [];
  const walk = (event: KeyboardEvent) => {
    const all = [...(frame.current?.querySelectorAll<HTMLElement>(".result") ?? [])];
    const on = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: on + 1, ArrowUp: on - 1, j: on + 1, k: on - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  };
  const none = found.data !== undefined && messages.length === 0 && people.length === 0;
  return (
    // The arrow keys walk through what stands in it, which are buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="card results" ref={frame} role="region" aria-label={t("inbox.results")} aria-busy={found.isFetching} onKeyDown={walk}>
      {people.length > 0 ? <Text component="h3" size="xs" fw={600} className="quiet" m={0}>{t("inbox.people")}</Text> : null}
      <ul className="pick-list">{rows.filter((row) => people.includes(row.id)).map((row) => <li key={row.id}><button type="button" className="result" onClick={() => go("inbox", row.id)}><span dir="auto">{plainLine(row.name) || row.phone || t("customers.noName")}</span></button></li>)}</ul>
      {messages.length > 0 ? <Text component="h3" size="xs" fw={600} className="quiet" m={0} role="status">{t("inbox.found", { count: messages.length })}</Text> : null}
      <ul className="pick-list">
        {messages.map((one) => (
          <li key={one.message}>
            <button type="button" className="result found-message" onClick={() => go("inbox", `${one.customer}/${one.message}`)}>
              <span className="talk-top"><b className="name" dir="auto">{plainLine(one.name) || t("customers.noName")}</b><span className="quiet when">{lately(one.at, shop.now, shop.time_zone)}</span></span>
              <span className="around" dir="auto">{one.outbound ? `${onward()} ` : ""}{one.around.map(([text, hit], at) => (
                // Pieces of one text have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                hit ? <mark key={at}>{plainLine(text)}</mark> : <span key={at}>{piece(text)}</span>
              ))}</span>
            </button>
          </li>
        ))}
      </ul>
      {none ? <Text size="sm" py={24} ta="center" role="status">{t("inbox.foundNothing")}</Text> : null}
    </div>
  );
}

/** Spaces at the edges stay: another piece stands beside it. */
function piece(text: string): string {
  return `${/^\s/.test(text) ? " " : ""}${plainLine(text)}${/\s$/.test(text) ? " " : ""}`;
}
