// Somebody else's text, shown as it is without letting it act on what stands around it: marks that turn the
// direction of other text, and letters one cannot see, are made visible or taken away.

/** Overrides and isolates of direction: they could turn the words after them around. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;
/** Letters without width that are no part of an emoji or of a script's spelling. */
const INVISIBLE = /[\u200B\u2060\uFEFF\u00AD]/g;

/** For one line: nothing in it can turn what follows. */
export function plainLine(text: string): string {
  return text.replaceAll(DIRECTION, "").replaceAll(INVISIBLE, "").replaceAll(/\s+/g, " ").trim();
}

/** For a message: the marks are shown, so that a person sees that something was hidden. */
export function shownText(text: string): string {
  return text.replaceAll(DIRECTION, "␣").replaceAll(INVISIBLE, "");
}
