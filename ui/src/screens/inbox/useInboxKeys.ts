// The keys of the inbox: single letters only while nobody types and nothing lies above the screen.
import { type RefObject, useEffect } from "react";

import { act, complain } from "../../data";
import { call } from "../../platform";
import { useFindKeys } from "../../parts/useFindKeys";
import type { Acts } from "./useActs";

interface Keys {
  order: readonly number[];
  chosen: number | null;
  choose: (id: number) => void;
  box: RefObject<HTMLInputElement | null>;
  frame: RefObject<HTMLDivElement | null>;
  acts: Acts;
  onHelp: () => void;
  leave: () => void;
}

export function useInboxKeys({ order, chosen, choose, box, frame, acts, onHelp, leave }: Keys) {
  useFindKeys(box);
  useEffect(() => {
    const step = (by: number) => {
      const at = chosen === null ? -1 : order.indexOf(chosen);
      const id = order[Math.max(0, Math.min(order.length - 1, at + by))];
      if (id !== undefined) choose(id);
    };
    const listed = () => (frame.current?.querySelector<HTMLElement>(chosen === null ? '.talk[tabindex="0"]' : `#talk-${chosen}`) ?? frame.current?.querySelector<HTMLElement>('.talk[tabindex="0"]'))?.focus();
    const withRow = async (work: (row: Parameters<Acts["close"]>[0]) => Promise<unknown>) => {
      if (chosen === null) return;
      try {
        const [row] = await call("inbox_rows", { customers: [chosen] });
        if (row) await work(row);
      } catch (error) {
        complain(error);
      }
    };
    const keys = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      // What lay above may be gone already by its own Escape.
      if (document.querySelector('[role="dialog"], [role="menu"]') || target.closest?.('[role="dialog"], [role="menu"]') || event.defaultPrevented) return;
      const typing = target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
      if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
        return;
      }
      if (event.key === "Escape" && chosen !== null) {
        // One level back: from the field to the thread, from the thread to the list.
        event.preventDefault();
        if (typing && target.closest(".talk-write")) document.querySelector<HTMLElement>(".talk-thread")?.focus();
        else if (target.closest(".talk-pane, .inbox-card") && frame.current !== null && frame.current.offsetParent !== null) listed();
        else leave();
        return;
      }
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const letters: Record<string, () => void> = {
        j: () => step(1),
        k: () => step(-1),
        r: () => document.querySelector<HTMLElement>(".talk-write textarea, .talk-write input:not([type=radio])")?.focus(),
        e: () => void withRow(acts.close),
        a: () => void withRow(acts.take),
        s: () => document.querySelector<HTMLElement>(".snooze")?.click(),
        u: () => chosen !== null && void act("conversation_unread", { customer: chosen }),
        "?": onHelp,
      };
      const todo = letters[event.key];
      if (!todo) return;
      event.preventDefault();
      todo();
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [order, chosen, choose, frame, acts, onHelp, leave]);
}
