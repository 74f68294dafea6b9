// Reading what came with a message: whatever stands there is somebody else's, so everything becomes
// plain text, a plain list, or nothing.

type Fields = Record<string, unknown>;

/** Text, or a number as text; anything else is nothing. */
export function words(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** A list of objects; what is none is left out. */
export function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((one): one is Fields => typeof one === "object" && one !== null && !Array.isArray(one)) : [];
}

/** A list of texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(words).filter((one) => one !== "") : [];
}

function flat(field: unknown): string {
  if (Array.isArray(field) && field.every((one) => typeof one !== "object")) return field.map(words).join(", ");
  return typeof field === "object" && field !== null ? JSON.stringify(field) : words(field);
}

/** An object's fields by name, as text; what is nested stays as it was written. */
export function fields(value: unknown): [string, string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, field]) => [name, flat(field)]);
}

/** The kind of a file that may be shown in the page; of every other it is only offered to be saved. */
export function shownAs(mime: string): { element: "img" | "video" | "audio"; mime: string } | null {
  const bare = (mime.split(";")[0] ?? "").trim().toLowerCase();
  if (["image/jpeg", "image/png", "image/webp", "image/gif"].includes(bare)) return { element: "img", mime: bare };
  if (["video/mp4", "video/3gpp"].includes(bare)) return { element: "video", mime: bare };
  return /^audio\/[a-z0-9.+-]+$/.test(bare) ? { element: "audio", mime: bare } : null;
}

/** A file's name without its folders, and without letters no name needs. */
export function fileName(value: unknown, otherwise: string): string {
  const last = words(value).split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}:*?"<>|]/gu, "_").trim().replace(/^\.+/, "");
  return plain === "" ? otherwise : plain.slice(-120);
}
