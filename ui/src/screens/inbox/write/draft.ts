// What is being written to one person, kept with her conversation so that it outlives the program.
import { useCallback, useEffect, useRef, useState } from "react";

import { call } from "../../../platform";

export interface Draft {
  text: string;
  choices: string[];
  image: string | null;
  file: { hash: string; name: string; kind: string } | null;
  quoted: number | null;
}

export const NOTHING: Draft = { text: "", choices: [], image: null, file: null, quoted: null };

export const isNothing = (draft: Draft) => draft.text === "" && draft.image === null && draft.file === null && draft.choices.every((one) => one === "") && draft.quoted === null;

function read(kept: string): Draft {
  try {
    const found = JSON.parse(kept) as Partial<Draft>;
    return { ...NOTHING, ...found };
  } catch {
    return NOTHING;
  }
}

/** A pause in typing after which the draft is kept. */
const PAUSE = 400;

export function useDraft(customer: number, kept: string) {
  const [draft, setDraft] = useState<Draft>(() => read(kept));
  const now = useRef({ draft, saved: kept });
  const save = useCallback(() => {
    const text = isNothing(now.current.draft) ? "" : JSON.stringify(now.current.draft);
    if (text === now.current.saved) return;
    now.current.saved = text;
    // A draft that cannot be kept is still on the screen.
    void call("conversation_draft", { customer, draft: text }).catch(() => {});
  }, [customer]);
  useEffect(() => {
    now.current.draft = draft;
    const later = setTimeout(save, PAUSE);
    return () => clearTimeout(later);
  }, [draft, save]);
  // Whoever goes to the next conversation has not to wait for the pause.
  useEffect(() => save, [save]);
  const sent = useCallback(() => {
    now.current = { draft: NOTHING, saved: "" };
    setDraft(NOTHING);
  }, []);
  return { draft, setDraft, sent };
}
