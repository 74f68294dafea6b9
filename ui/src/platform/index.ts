// The one folder that knows what the pages run in: the window (Tauri) or a browser beside `vitrine serve`.
// Everything else calls `call`, listens to `onChanges`, and opens or saves what leaves the pages.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { openUrl } from "@tauri-apps/plugin-opener";

import type { Commands, Error as ShopError, Topic } from "./commands";

export type * from "./commands";

type Request<C extends keyof Commands> = Commands[C][0];
type Answer<C extends keyof Commands> = Commands[C][1];

/** What has changed: topics, or nobody knows what, after a pause the window was not listening in. */
export type Changed = Topic[] | "anything";

/** What a command says when it does not work: a code and values for the sentence. */
export class Refused extends globalThis.Error {
  constructor(readonly refusal: ShopError) {
    super(refusal.code);
  }
}

const SIGN_IN_FIRST = "sign-in-first";

// Kept for this window only, so that a reload does not send anybody away.
let session: string | null = sessionStorage.getItem("session");

/** As whom this window works: a session as given by signing in; null for nobody in particular. */
export function workWith(next: string | null) {
  session = next;
  if (next === null) sessionStorage.removeItem("session");
  else sessionStorage.setItem("session", next);
}

/** The session, for the two commands that ask about it. */
export function currentSession(): string | null {
  return session;
}

/** Hears that somebody has to say who she is before anything else works. */
export function onSignInFirst(heard: () => void): () => void {
  window.addEventListener(SIGN_IN_FIRST, heard);
  return () => window.removeEventListener(SIGN_IN_FIRST, heard);
}

interface Host {
  call(command: string, payload: unknown): Promise<unknown>;
  open(url: string): void;
  title(text: string): void;
  painted(): void;
  onChanges(listen: (changed: Changed) => void): () => void;
}

const inWindow = "__TAURI_INTERNALS__" in window;

function asRefusal(error: unknown): Refused {
  const known = typeof error === "object" && error !== null && "code" in error;
  return new Refused(known ? (error as ShopError) : { code: "internal", about: { detail: String(error) } });
}

function windowHost(): Host {
  return {
    call: (command, payload) => invoke("rpc", { command, session, payload }).catch((error: unknown) => Promise.reject(asRefusal(error))),
    open: (url) => void openUrl(url),
    // Without the right to it the window keeps the title it has.
    title: (text) => void getCurrentWindow().setTitle(text).catch(() => {}),
    painted: () => void invoke("painted", { page: Math.round(performance.now()) }),
    onChanges(heard) {
      const stop = listen<Topic[]>("changes", (event) => heard(event.payload));
      return () => void stop.then((end) => end());
    },
  };
}

function browserHost(): Host {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? sessionStorage.getItem("token") ?? "";
  sessionStorage.setItem("token", token);
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  return {
    async call(command, payload) {
      const answer = await fetch(`/rpc/${command}`, { method: "POST", headers, body: JSON.stringify({ session, payload }) }).catch(() => null);
      if (answer === null) throw new Refused({ code: "internal", about: { detail: "no answer" } });
      const body: unknown = await answer.json().catch(() => null);
      if (!answer.ok) throw asRefusal(body);
      return body;
    },
    open: (url) => void window.open(url, "_blank", "noopener"),
    title: () => {},
    painted: () => {},
    onChanges(heard) {
      const ended = new AbortController();
      const follow = async () => {
        for (let broken = false; !ended.signal.aborted; broken = true) {
          const answer = await fetch("/changes", { headers, signal: ended.signal }).catch(() => null);
          if (answer?.ok && answer.body) {
            // Whatever may have changed while nobody listened.
            if (broken) heard("anything");
            await eachLine(answer.body, (line) => heard(JSON.parse(line) as Topic[])).catch(() => {});
          }
          if (!ended.signal.aborted) await new Promise((wake) => setTimeout(wake, 1000));
        }
      };
      void follow();
      return () => ended.abort();
    },
  };
}

/** Reads lines as they come; empty ones only say that somebody is there. */
async function eachLine(body: ReadableStream<Uint8Array>, read: (line: string) => void) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let rest = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") read(line);
  }
}

const host: Host = inWindow ? windowHost() : browserHost();

/** Runs a command of the shop. */
export async function call<C extends keyof Commands>(command: C, payload: Partial<Request<C>> = {}): Promise<Answer<C>> {
  const as = session;
  try {
    return (await host.call(command, payload)) as Answer<C>;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === "sign_in_first") {
      // An answer to an older session says nothing about the one there is now.
      if (as === session) workWith(null);
      window.dispatchEvent(new Event(SIGN_IN_FIRST));
    }
    throw error;
  }
}

/** Opens an address outside: WhatsApp, Meta's pages, the telephone. */
export function openOutside(url: string) {
  host.open(url);
}

/** The window's title, and the page's. */
export function entitle(text: string) {
  document.title = text;
  host.title(text);
}

let saidPainted = false;

/** The first rows are on the screen, two frames after they were drawn; said once, however often they are drawn again. */
export function painted() {
  if (saidPainted) return;
  saidPainted = true;
  requestAnimationFrame(() => requestAnimationFrame(() => host.painted()));
}

/** Saves a file where downloads go. */
export function saveFile(name: string, base64: string, mime: string) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Hears what changed, as topics. */
export function onChanges(heard: (changed: Changed) => void): () => void {
  return host.onChanges(heard);
}
