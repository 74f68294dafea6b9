// A field that is changed where it stands: what is typed is kept on leaving it or with Enter, and Escape takes it
// back. What the shop refuses stays there with the reason.
import { TextInput, Textarea } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";

interface Props {
  label: string;
  /** The label is read out, not shown. */
  bare?: boolean;
  value: string;
  /** Answers why not, or null. */
  onKeep: (typed: string) => Promise<string | null>;
  lines?: number;
  kind?: "text" | "decimal" | "date" | "url";
  placeholder?: string;
  hint?: string;
  disabled?: boolean;
}

export function Field({ label, bare = false, value, onKeep, lines, kind = "text", placeholder, hint, disabled = false }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const keep = async () => {
    if (draft === null) return;
    if (draft.trim() === value.trim()) return setDraft(null);
    const why = await onKeep(draft.trim());
    setRefused(why);
    // Something else may have been typed while the answer was on its way.
    if (why === null) setDraft((now) => (now === draft ? null : now));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && draft !== null) {
      setDraft(null);
      setRefused(null);
    } else if (event.key === "Enter" && (lines === undefined || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void keep();
    }
  };
  const common = {
    label: bare ? undefined : label, "aria-label": bare ? label : undefined, description: hint, placeholder, disabled, size: bare ? "xs" : "sm", value: draft ?? value, error: refused, dir: kind === "url" || kind === "decimal" ? "ltr" : "auto",
    onBlur: () => void keep(), onKeyDown: onKey,
    // Escape closes the page only when there is nothing to take back.
    "data-mantine-stop-propagation": draft === null ? undefined : "true",
  } as const;
  const typed = (text: string) => {
    setDraft(text);
    setRefused(null);
  };
  if (lines !== undefined) return <Textarea {...common} autosize minRows={lines} maxRows={12} onChange={(event) => typed(event.currentTarget.value)} />;
  return <TextInput {...common} type={kind === "date" || kind === "url" ? kind : "text"} inputMode={kind === "decimal" ? "decimal" : undefined} onChange={(event) => typed(event.currentTarget.value)} />;
}
