// One thread in the window: its end as the shop tells of it, what came before as somebody scrolls up, or what
// stands around a message that was looked for. Never more than a few pages at once.
import { useCallback, useEffect, useRef, useState } from "react";

import { complain, useAsk } from "../../data";
import { type Pending, type ThreadMessage, call } from "../../platform";

/** So many messages are drawn at most; what is further away is asked for again. */
const MOST = 300;

interface Held {
  messages: ThreadMessage[];
  earlier: boolean;
  later: boolean;
}

const after = (a: ThreadMessage, b: ThreadMessage) => a.at > b.at || (a.at === b.at && a.id > b.id);

/** The end of the thread as it is now, behind what is held of what came before. */
function joined(held: Held | null, end: Held): Held {
  const first = end.messages[0];
  if (!held || held.later || !first) return end;
  const known = held.messages.some((one) => end.messages.some((other) => other.id === one.id));
  if (!known) return end;
  const before = held.messages.filter((one) => after(first, one));
  return { messages: [...before, ...end.messages], earlier: before.length > 0 ? held.earlier : end.earlier, later: false };
}

export function useThread(customer: number, wanted: number | null) {
  const [held, setHeld] = useState<Held | null>(null);
  const end = useAsk("conversation_thread", { customer }).data;
  const busy = useRef(false);
  const around = useRef<number | null>(null);
  const jump = useCallback(async (message: number) => {
    around.current = message;
    try {
      const page = await call("conversation_thread", { customer, around: message });
      setHeld({ messages: page.messages, earlier: page.earlier, later: page.later });
    } catch (error) {
      complain(error);
    }
  }, [customer]);
  useEffect(() => {
    if (wanted !== null && around.current !== wanted) void jump(wanted);
  }, [wanted, jump]);
  useEffect(() => {
    if (!end || (wanted !== null && around.current === null)) return;
    setHeld((before) => (before?.later ? before : joined(before, end)));
  }, [end, wanted]);
  const more = useCallback(async (towards: "earlier" | "later") => {
    const edge = towards === "earlier" ? held?.messages[0] : held?.messages.at(-1);
    if (!held || !held[towards] || !edge || busy.current) return;
    busy.current = true;
    try {
      const page = await call("conversation_thread", towards === "earlier" ? { customer, before: edge.id } : { customer, after: edge.id });
      setHeld((before) => {
        if (!before) return before;
        const fresh = page.messages.filter((one) => !before.messages.some((other) => other.id === one.id));
        if (towards === "earlier") {
          const all = [...fresh, ...before.messages];
          return { messages: all.slice(0, MOST), earlier: page.earlier, later: before.later || all.length > MOST };
        }
        const all = [...before.messages, ...fresh];
        return { messages: all.slice(-MOST), earlier: before.earlier || all.length > MOST, later: page.later };
      });
    } catch (error) {
      complain(error);
    } finally {
      busy.current = false;
    }
  }, [customer, held]);
  const toEnd = useCallback(() => {
    if (end) setHeld({ messages: end.messages, earlier: end.earlier, later: false });
  }, [end]);
  const pending: Pending[] = held?.later ? [] : (end?.pending ?? []);
  return { held, pending, more, jump, toEnd };
}
