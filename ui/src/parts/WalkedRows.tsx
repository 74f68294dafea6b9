// The rows of a long list: as many drawn as the screen shows, one of them reached with Tab, walked through by the keys.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";

interface Props {
  order: readonly number[];
  chosen: number | null;
  onChoose: (id: number) => void;
  /** What scrolls. */
  frame: RefObject<HTMLDivElement | null>;
  /** Told which rows are in sight, so that they are there when they are drawn. */
  look: (first: number, last: number) => void;
  /** Of one row, in pixels. */
  height: number;
  /** Of a head the rows go under. */
  head?: number;
  /** What a row is called in the page: `name-17`. */
  name: string;
  className: string;
  /** J and K walk too. */
  letters?: boolean;
  children: (id: number) => ReactNode;
}

export function WalkedRows({ order, chosen, onChoose, frame, look, height, head = 0, name, className, letters = false, children }: Props) {
  const virtual = useVirtualizer({ count: order.length, getScrollElement: () => frame.current, estimateSize: () => height, overscan: 10, scrollPaddingEnd: head });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => look(first, last), [first, last, look]);
  // Whom one looks at, or the first in sight.
  const stop = items.find((item) => order[item.index] === chosen)?.index ?? first;
  // The row the arrow keys go to may not be drawn yet.
  const wanted = useRef<number | null>(null);
  const reach = (id: number) => {
    const row = document.querySelector<HTMLElement>(`#${name}-${id}`);
    row?.focus({ preventScroll: true });
    wanted.current = row ? null : id;
  };
  useEffect(() => {
    if (wanted.current !== null) reach(wanted.current);
  });
  const walk = (event: KeyboardEvent) => {
    const on = Number((event.currentTarget as HTMLElement).dataset.index);
    const screenful = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / height) - 1);
    const steps: Record<string, number> = { ArrowDown: on + 1, ArrowUp: on - 1, PageDown: on + screenful, PageUp: on - screenful, Home: 0, End: order.length - 1, ...(letters ? { j: on + 1, k: on - 1 } : {}) };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(order.length - 1, to));
    const id = order[next];
    if (id === undefined) return;
    virtual.scrollToIndex(next);
    reach(id);
  };
  return (
    <div role="list" style={{ height: virtual.getTotalSize(), position: "relative" }}>
      {items.map((item) => {
        const id = order[item.index] ?? -1;
        return (
          <div key={id} role="listitem" aria-setsize={order.length} aria-posinset={item.index + 1} style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}>
            <button type="button" id={`${name}-${id}`} data-index={item.index} tabIndex={item.index === stop ? 0 : -1} className={className} aria-current={id === chosen} onKeyDown={walk} onClick={() => onChoose(id)}>
              {children(id)}
            </button>
          </div>
        );
      })}
    </div>
  );
}
