// The pictures of a product: dropped, pasted or picked; the first is its face in lists and messages. One that is chosen
// is described, moved and removed below the row, with buttons anybody can reach.
import { Button, FileButton, Group, Progress, Text } from "@mantine/core";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../../../parts/Field";
import { PictureTile, type PictureTileActs } from "../../../parts/PictureTile";
import type { PictureOf, ProductCard } from "../../../platform";
import { back, onward } from "../../../words";
import { usePictures } from "./usePictures";

const KINDS = "image/jpeg,image/png,image/webp,image/gif,image/bmp,image/tiff,image/avif,image/heic,image/heif";

export function Pictures({ card }: { card: ProductCard }) {
  const { t } = useTranslation();
  const pictures = usePictures(card);
  const [chosen, setChosen] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const { add } = pictures;
  usePasted(add);
  const at = card.pictures.findIndex((picture) => picture.url === chosen);
  const one = card.pictures[at];
  // A file dropped here is a picture, and not a list of products for the screen behind.
  const drop = {
    onDragOver: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(event.dataTransfer.types.includes("Files")); },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(false); void add([...event.dataTransfer.files]); },
  };
  return (
    <section className="pictures-of" aria-label={t("products.page.pictures")} data-over={over} {...drop}>
      <ul className="pictures">
        {card.pictures.map((picture, index) => (
          <Tile key={picture.url} picture={picture} index={index} count={card.pictures.length} chosen={picture.url === chosen} onChoose={() => setChosen(picture.url === chosen ? null : picture.url)} onMove={(to) => void pictures.move(picture.url, to)} onTake={(url) => void pictures.move(url, index)} onRemove={() => void pictures.remove(picture.url)} />
        ))}
        <li>
          <FileButton multiple accept={KINDS} onChange={(files) => void add(files)} disabled={pictures.going !== null}>
            {(props) => <button type="button" className="tile add" {...props}><span aria-hidden>+</span>{t("products.page.addPictures")}</button>}
          </FileButton>
        </li>
      </ul>
      {card.pictures.length === 0 ? <Text size="sm" className="quiet">{t("products.page.dropHint")}</Text> : null}
      {pictures.going ? (
        <Group gap={8} wrap="nowrap" mt={4}>
          <Progress aria-label={t("products.page.puttingOn", { number: pictures.going.done + 1, all: pictures.going.all })} value={(100 * pictures.going.done) / pictures.going.all} flex={1} />
          <Text size="sm" role="status">{t("products.page.puttingOn", { number: pictures.going.done + 1, all: pictures.going.all })}</Text>
          {pictures.going.all > 1 ? <Button size="compact-sm" variant="default" onClick={pictures.stop}>{t("products.page.stop")}</Button> : null}
        </Group>
      ) : null}
      {pictures.notTaken.length > 0 ? (
        <div role="alert" className="not-taken">
          {pictures.notTaken.map((file) => <Text key={file.name} size="sm" c="brick"><b dir="auto">{file.name}</b>: {file.why}</Text>)}
          <Button size="compact-sm" variant="default" onClick={pictures.forget}>{t("app.close")}</Button>
        </div>
      ) : null}
      {one ? (
        <div className="picture-edit">
          <Field key={one.url} label={t("products.page.alt", { count: at + 1 })} hint={t("products.page.altHint")} value={one.alt} onKeep={(alt) => pictures.describe(one.url, alt)} />
          <Group gap={8}>
            <Button size="compact-sm" variant="default" disabled={at === 0} onClick={() => void pictures.move(one.url, at - 1)}>{back()} {t("products.page.earlier")}</Button>
            <Button size="compact-sm" variant="default" disabled={at === card.pictures.length - 1} onClick={() => void pictures.move(one.url, at + 1)}>{t("products.page.later")} {onward()}</Button>
            {at === 0 ? null : <Button size="compact-sm" variant="default" onClick={() => void pictures.move(one.url, 0)}>{t("products.page.makeFirst")}</Button>}
            <span className="push" />
            <Button size="compact-sm" variant="default" color="brick" onClick={() => void pictures.remove(one.url)}>{t("products.page.removePicture")}</Button>
          </Group>
        </div>
      ) : null}
    </section>
  );
}

/** Pictures pasted anywhere on the page, but for text pasted into a field. */
function usePasted(add: (files: readonly File[]) => Promise<void>) {
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      if (files.length === 0) return;
      event.preventDefault();
      void add(files);
    };
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  });
}

/** One picture; of one that is not here, that it is awaited, or why it did not come. */
function Tile({ picture, index, count, ...does }: { picture: PictureOf; index: number; count: number } & PictureTileActs) {
  const { t } = useTranslation();
  const name = picture.alt || t("products.page.picture", { count: index + 1 });
  const why = picture.hash !== null ? null : picture.state === "failed" ? t("products.page.notComing", { url: picture.url }) : t("products.page.notHere", { url: picture.url });
  return <PictureTile id={picture.url} hash={picture.hash} name={name} why={why} sign={picture.state === "failed" ? "✕" : "▧"} index={index} count={count} {...does} />;
}
