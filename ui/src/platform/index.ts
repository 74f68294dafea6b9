// The one folder that knows what the pages run in: the window (Tauri) or a browser beside `vitrine serve`.
// Everything else calls `call` and listens to `onChanges`.
import type { Author, Commands, Error as ShopError, Topic } from "./commands";

export type * from "./commands";

type Request<C extends keyof Commands> = Commands[C][0];
type Answer<C extends keyof Commands> = Commands[C][1];

/** What a command says when it does not work: a code and values for the sentence. */
export class Refused extends globalThis.Error {
  constructor(readonly refusal: ShopError) {
    super(refusal.code);
  }
}

let author: Author = { name: "", role: "owner" };

/** Who is at the laptop; every change carries it. */
export function workAs(role: Author["role"]) {
  author = { name: "", role };
}

interface Host {
  call(command: string, payload: unknown): Promise<unknown>;
  onChanges(listen: (topics: Topic[]) => void): () => void;
}

const inWindow = "__TAURI_INTERNALS__" in window;

function asRefusal(error: unknown): Refused {
  const known = typeof error === "object" && error !== null && "code" in error;
  return new Refused(known ? (error as ShopError) : { code: "internal", about: { detail: String(error) } });
}

async function windowHost(): Promise<Host> {
  const [{ invoke }, { listen }] = await Promise.all([import("@tauri-apps/api/core"), import("@tauri-apps/api/event")]);
  return {
    call: (command, payload) => invoke("rpc", { command, author, payload }).catch((error: unknown) => Promise.reject(asRefusal(error))),
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
      const answer = await fetch(`/rpc/${command}`, { method: "POST", headers, body: JSON.stringify({ author, payload }) }).catch(() => null);
      if (answer === null) throw new Refused({ code: "internal", about: { detail: "no answer" } });
      const body: unknown = await answer.json().catch(() => null);
      if (!answer.ok) throw asRefusal(body);
      return body;
    },
    onChanges(heard) {
      const ended = new AbortController();
      const poll = async () => {
        while (!ended.signal.aborted) {
          const answer = await fetch("/changes", { headers, signal: ended.signal }).catch(() => null);
          if (answer?.ok) {
            const topics = (await answer.json().catch(() => [])) as Topic[];
            if (topics.length > 0) heard(topics);
          } else if (!ended.signal.aborted) {
            await new Promise((wake) => setTimeout(wake, 1000));
          }
        }
      };
      void poll();
      return () => ended.abort();
    },
  };
}

const host: Promise<Host> = inWindow ? windowHost() : Promise.resolve(browserHost());

/** Runs a command of the shop. */
export async function call<C extends keyof Commands>(command: C, payload: Partial<Request<C>> = {}): Promise<Answer<C>> {
  return (await (await host).call(command, payload)) as Answer<C>;
}

/** Hears what changed, as topics. */
export function onChanges(heard: (topics: Topic[]) => void): () => void {
  let stop = () => {};
  let ended = false;
  void host.then((h) => {
    if (!ended) stop = h.onChanges(heard);
  });
  return () => {
    ended = true;
    stop();
  };
}
