// The import under way: followed by number while a file is looked through, asked about while one is written. It lives
// in the shop and not in a dialog, so that whoever opens the window again finds it.
import { useQuery } from "@tanstack/react-query";

import { client } from "../data";
import { type ImportGoing, type ImportWanted, Refused, call } from "../platform";

const EVERY = 250;
const KEY = ["import_progress", {}];

/** Whether it is still being read, written or taken back. */
export const underWay = (going: ImportGoing | null | undefined): boolean => going !== null && going !== undefined && (going.state === "reading" || going.state === "writing" || going.state === "returning");

/** Imports begun in this window: a short one may have ended before anybody asks how it goes. */
const begun = new Set<number>();

/** Whether the import was begun here and its end has not been told yet; it counts as told after. */
export const tellsEnd = (job: number) => begun.delete(job);

/** Somebody watches this one: its end is told. */
export const watch = (job: number) => begun.add(job);

const pause = (signal: AbortSignal) =>
  new Promise<void>((done) => {
    const id = setTimeout(done, EVERY);
    signal.addEventListener("abort", () => { clearTimeout(id); done(); }, { once: true });
  });

/** Looks through a file to its end; whoever turns away stops it. */
export async function look(wanted: ImportWanted, signal: AbortSignal, onGoing: (going: ImportGoing) => void): Promise<ImportGoing> {
  let going = await call("import_look", wanted);
  const { job } = going;
  while (underWay(going)) {
    onGoing(going);
    await pause(signal);
    if (signal.aborted) {
      // It may have ended in this moment, and then there is nothing to stop.
      await call("import_cancel", { job }).catch(() => null);
      throw new Refused({ code: "cancelled", about: {} });
    }
    const next = await call("import_progress", { job });
    if (!next) throw new Refused({ code: "cancelled", about: {} });
    going = next;
  }
  if (going.error) throw new Refused(going.error);
  return going;
}

/** Begins to write; how it goes is asked with `useImport`. */
export async function start(wanted: ImportWanted): Promise<ImportGoing> {
  const going = await call("import_start", wanted);
  begun.add(going.job);
  client.setQueryData(KEY, going);
  return going;
}

/** The import that is written, or was last. */
export function useImport() {
  return useQuery({ queryKey: KEY, queryFn: () => call("import_progress", { job: null }), refetchInterval: (query) => (underWay(query.state.data) ? EVERY : false) }).data;
}
