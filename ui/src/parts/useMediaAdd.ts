// Files into the library: one after the other; what does not fit is said with its reason, and where converting would
// help that is offered, with how far it is and a way to stop.
import { useEffect, useState } from "react";

import { act, refresh, sentence } from "../data";
import { type Error as ShopError, type MediaFile, call } from "../platform";
import { refusalOf } from "../refusal";
import { base64 } from "./file";

/** A file that was not taken, and why. */
export interface NotTaken {
  file: File;
  why: string;
  /** About how large it would be, if converting helps; null where it does not, or nothing here can convert. */
  becomes: number | null;
}

export function useMediaAdd(onAdded: (file: MediaFile) => void) {
  const [going, setGoing] = useState<{ name: string; done: number; all: number; converting: boolean } | null>(null);
  const [share, setShare] = useState(0);
  const [notTaken, setNotTaken] = useState<NotTaken[]>([]);
  const converting = going?.converting ?? false;
  useEffect(() => {
    if (!converting) return;
    const look = setInterval(() => void call("media_converting").then((now) => { if (now.share !== null) setShare(now.share); }).catch(() => {}), 400);
    return () => clearInterval(look);
  }, [converting]);
  const one = async (file: File, convert: boolean) => {
    try {
      onAdded(await call("media_add", { name: file.name.replace(/\.[^.]{1,5}$/, ""), data: await base64(file), convert }));
      return null;
    } catch (error) {
      const refused: ShopError = refusalOf(error);
      if (refused.code === "cancelled") return null;
      const helps = refused.about.ffmpeg === 1 && typeof refused.about.becomes === "number";
      return { file, why: sentence(error), becomes: helps ? Number(refused.about.becomes) : null };
    }
  };
  const add = async (files: readonly File[]) => {
    if (files.length === 0 || going !== null) return;
    const failed: NotTaken[] = [];
    setNotTaken([]);
    for (const [done, file] of files.entries()) {
      setGoing({ name: file.name, done, all: files.length, converting: false });
      const refused = await one(file, false);
      if (refused) failed.push(refused);
    }
    setGoing(null);
    setNotTaken(failed);
    await refresh("catalog");
  };
  const convert = async (wanted: NotTaken) => {
    setShare(0);
    setGoing({ name: wanted.file.name, done: 0, all: 1, converting: true });
    const refused = await one(wanted.file, true);
    setGoing(null);
    setNotTaken((before) => before.filter((other) => other !== wanted).concat(refused ? [refused] : []));
    await refresh("catalog");
  };
  return { add, convert, going, share, notTaken, forget: () => setNotTaken([]), stop: () => void act("media_convert_stop") };
}
