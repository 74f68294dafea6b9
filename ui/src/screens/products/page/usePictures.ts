// What is done with a product's pictures: put on one after the other, ordered, described, taken away; each with its
// way back.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, sentence } from "../../../data";
import { base64 } from "../../../parts/file";
import { undoable } from "../../../parts/undo";
import { type PictureAct, type ProductCard, call } from "../../../platform";

/** How far the putting on has come. */
export interface Going {
  done: number;
  all: number;
}

/** A picture that could not be put on, and why. */
export interface NotTaken {
  name: string;
  why: string;
}

export function usePictures(card: ProductCard) {
  const { t } = useTranslation();
  const [going, setGoing] = useState<Going | null>(null);
  const [notTaken, setNotTaken] = useState<NotTaken[]>([]);
  const stopped = useRef(false);
  const variant = card.variants[0]?.id ?? 0;
  const change = (what: PictureAct) => call("product_picture_change", { variant, change: what });
  const urls = card.pictures.map((picture) => picture.url);

  /** One request a picture: what is there stays, whatever becomes of the next. */
  const add = async (files: readonly File[]) => {
    if (files.length === 0 || going !== null) return;
    stopped.current = false;
    const failed: NotTaken[] = [];
    const fresh = new Set<string>();
    setNotTaken([]);
    for (const [done, file] of files.entries()) {
      if (stopped.current) break;
      setGoing({ done, all: files.length });
      try {
        const after = await call("product_pictures", { variant, pictures: [await base64(file)] });
        for (const picture of after.pictures) if (!urls.includes(picture.url)) fresh.add(picture.url);
      } catch (error) {
        failed.push({ name: file.name, why: sentence(error) });
      }
      await refresh("catalog");
    }
    setGoing(null);
    setNotTaken(failed);
    if (fresh.size > 0) {
      undoable(t("products.page.picturesAdded", { count: fresh.size }), async () => {
        for (const url of fresh) await change({ act: "remove", url });
      });
    }
  };

  const order = async (wanted: string[]) => {
    const before = urls;
    if (wanted.join("\n") === before.join("\n")) return;
    if ((await act("product_picture_change", { variant, change: { act: "order", urls: wanted } })) === null) return;
    undoable(t("products.page.picturesOrdered"), () => change({ act: "order", urls: before }));
    await refresh("catalog");
  };

  /** Puts one of them somewhere else among the others. */
  const move = (url: string, to: number) => {
    const others = urls.filter((other) => other !== url);
    return order(others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, url));
  };

  const remove = async (url: string) => {
    const at = urls.indexOf(url);
    const picture = card.pictures[at];
    if (!picture || (await act("product_picture_change", { variant, change: { act: "remove", url } })) === null) return;
    undoable(t("products.page.pictureRemoved"), () => change({ act: "put_back", picture, at }));
    await refresh("catalog");
  };

  /** Answers why not, or null. */
  const describe = async (url: string, alt: string): Promise<string | null> => {
    const before = card.pictures.find((picture) => picture.url === url)?.alt ?? "";
    try {
      await change({ act: "describe", url, alt });
      undoable(t("products.edited"), () => change({ act: "describe", url, alt: before }));
      await refresh("catalog");
      return null;
    } catch (error) {
      return sentence(error);
    }
  };

  /** Not one more than the one on its way. */
  const stop = () => { stopped.current = true; };
  return { going, notTaken, add, move, remove, describe, stop, forget: () => setNotTaken([]) };
}
