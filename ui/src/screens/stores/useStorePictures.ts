// What is done with the pictures of a store: put on, ordered, described, taken away; each with its way back. The list is
// kept whole, and each change is made on the list as it is then: files come faster than the page is drawn, and an undo may
// come after another change.
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { complain, refresh, sentence, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import { useMediaAdd } from "../../parts/useMediaAdd";
import { type MediaFile, type StoreNow, call } from "../../platform";

type Change = (now: string[]) => string[];

const without = (hash: string): Change => (now) => now.filter((other) => other !== hash);
const placed = (hash: string, to: number): Change => (now) => (now.includes(hash) ? without(hash)(now).toSpliced(Math.max(0, to), 0, hash) : now);

export function useStorePictures(store: StoreNow) {
  const { t } = useTranslation();
  const files = useAsk("store_pictures", { store: store.id }).data ?? [];
  const turn = useRef(Promise.resolve());
  const fresh = useRef<string[]>([]);
  const at = (hash: string) => files.findIndex((file) => file.hash === hash);

  const change = (make: Change) => {
    const done = turn.current.then(async () => {
      const now = (await call("store_pictures", { store: store.id })).map((file) => file.hash);
      const wanted = make(now);
      if (wanted.join() !== now.join()) await call("store_pictures_set", { store: store.id, hashes: wanted });
    });
    turn.current = done.catch(() => {});
    return done.then(() => refresh("shop"));
  };
  const undoably = (make: Change, takeBack: Change, said: string) => change(make).then(() => undoable(said, () => change(takeBack)), complain);

  const adding = useMediaAdd((file) => {
    if (file.kind !== "image" || at(file.hash) >= 0) return;
    fresh.current.push(file.hash);
    change((now) => [...without(file.hash)(now), file.hash]).catch(complain);
  });
  const add = async (some: readonly File[]) => {
    fresh.current = [];
    await adding.add(some);
    await turn.current;
    const added = fresh.current;
    if (added.length > 0) undoable(t("products.page.picturesAdded", { count: added.length }), () => change((now) => now.filter((hash) => !added.includes(hash))));
  };
  /** One that is in the library. */
  const put = (file: MediaFile) => {
    if (at(file.hash) < 0) void undoably((now) => [...without(file.hash)(now), file.hash], without(file.hash), t("products.page.picturesAdded", { count: 1 }));
  };
  const move = (hash: string, to: number) => void undoably(placed(hash, to), placed(hash, at(hash)), t("products.page.picturesOrdered"));
  const remove = (hash: string) => {
    const was = at(hash);
    void undoably(without(hash), (now) => now.toSpliced(was, 0, hash), t("products.page.pictureRemoved"));
  };
  /** Answers why not, or null. */
  const describe = async (hash: string, alt: string): Promise<string | null> => {
    try {
      await call("media_describe", { hash, field: "alt", value: alt });
      await Promise.all([refresh("catalog"), refresh("shop")]);
      return null;
    } catch (error) {
      return sentence(error);
    }
  };
  return { files, adding, add, put, move, remove, describe };
}
