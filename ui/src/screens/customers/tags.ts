// The shop's own tags, as far as this window has seen them on people and in groups.
import { useSyncExternalStore } from "react";

let known: readonly string[] = [];
const heard = new Set<() => void>();

/** Remembers tags; each once, in any case. */
export function seenTags(tags: readonly string[]) {
  const fresh = tags.filter((tag, at) => tags.indexOf(tag) === at && !known.some((one) => one.toLowerCase() === tag.toLowerCase()));
  if (fresh.length === 0) return;
  known = [...known, ...fresh].toSorted((a, b) => a.localeCompare(b));
  for (const tell of heard) tell();
}

function hear(tell: () => void) {
  heard.add(tell);
  return () => heard.delete(tell);
}

export const useTags = () => useSyncExternalStore(hear, () => known);
