// Where somebody reads stays where it is, whatever is added above, below or grows when a picture has come. The
// engine's own way (scroll anchoring) is not in every one of them, so it is done here, and only here.
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";

/** So near the end somebody reads what comes in. */
const AT_END = 80;

/** `changes` is what the thread is made of; a new value means that something was drawn. */
export function useStay(changes: unknown) {
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<{ message: string; top: number } | null>(null);
  /** Follows what comes in. */
  const following = useRef(true);
  const settle = useCallback(() => {
    const box = frame.current;
    if (!box) return;
    if (following.current) {
      box.scrollTop = box.scrollHeight;
      return;
    }
    const held = place.current && box.querySelector<HTMLElement>(`[data-message="${place.current.message}"]`);
    if (held && place.current) box.scrollTop += held.getBoundingClientRect().top - box.getBoundingClientRect().top - place.current.top;
  }, []);
  /** Remembers the first message in sight. */
  const note = useCallback(() => {
    const box = frame.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END;
    const edge = box.getBoundingClientRect().top;
    const all = box.querySelectorAll<HTMLElement>("[data-message]");
    // They stand in order: half of the rest is looked at no more with every step.
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.getBoundingClientRect().bottom ?? 0) < edge) low = middle + 1;
      else high = middle;
    }
    const first = all[low];
    place.current = first ? { message: first.dataset["message"] ?? "", top: first.getBoundingClientRect().top - edge } : null;
  }, []);
  /** Goes to a message and stays there; answers whether it is drawn. */
  const show = useCallback((message: number) => {
    const aim = frame.current?.querySelector<HTMLElement>(`[data-message="${message}"]`);
    if (!aim) return false;
    aim.scrollIntoView({ block: "center" });
    aim.focus({ preventScroll: true });
    note();
    following.current = false;
    return true;
  }, [note]);
  const follow = useCallback(() => {
    following.current = true;
  }, []);
  useLayoutEffect(settle, [settle, changes]);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const grown = new ResizeObserver(settle);
    grown.observe(box);
    for (const part of box.children) grown.observe(part);
    return () => grown.disconnect();
  }, [settle]);
  return { frame, note, show, follow };
}
