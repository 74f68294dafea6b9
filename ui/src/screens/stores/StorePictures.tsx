// The pictures of a store: files of the library, dropped, pasted, picked or found there; the first is its face. What a
// picture shows is said once, with the file, wherever it is used.
import { Button, FileButton, Group, Text } from "@mantine/core";
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../../parts/Field";
import { FileDialog } from "../../parts/FileDialog";
import { MediaAdding } from "../../parts/MediaAdding";
import { PictureTile } from "../../parts/PictureTile";
import type { StoreNow } from "../../platform";
import { back, onward } from "../../words";
import { useStorePictures } from "./useStorePictures";

const KINDS = "image/jpeg,image/png,image/webp,image/gif,image/bmp,image/tiff,image/avif,image/heic,image/heif";

export function StorePictures({ store, owner }: { store: StoreNow; owner: boolean }) {
  const { t } = useTranslation();
  const { files, adding, add, put, move, remove, describe } = useStorePictures(store);
  const [chosen, setChosen] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const [finding, setFinding] = useState(false);
  const at = files.findIndex((file) => file.hash === chosen);
  const one = files[at];
  const drop = {
    onDragOver: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(event.dataTransfer.types.includes("Files")); },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(false); void add([...event.dataTransfer.files]); },
  };
  // Several stores stand on one page: what is pasted goes where the pictures are that one works at.
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (pasted.length === 0) return;
    event.preventDefault();
    void add(pasted);
  };
  return (
    <section className="pictures-of" aria-label={t("stores.pictures", { name: store.name })} data-over={over} {...(owner ? { ...drop, onPaste } : {})}>
      <Text component="h3" size="sm" fw={600}>{t("products.page.pictures")}</Text>
      <ul className="pictures">
        {files.map((file, index) => (
          <PictureTile
            key={file.hash} id={file.hash} hash={file.hash} name={file.alt || file.name || t("products.page.picture", { count: index + 1 })} index={index} count={files.length} chosen={file.hash === chosen} onChoose={() => setChosen(file.hash === chosen ? null : file.hash)}
            onMove={(to) => owner && move(file.hash, to)} onTake={(hash) => owner && files.some((other) => other.hash === hash) && move(hash, index)} onRemove={() => owner && remove(file.hash)}
          />
        ))}
        {owner ? (
          <li>
            <FileButton multiple accept={KINDS} onChange={(some) => void add(some)} disabled={adding.going !== null}>
              {(props) => <button type="button" className="tile add" {...props}><span aria-hidden>+</span>{t("products.page.addPictures")}</button>}
            </FileButton>
          </li>
        ) : null}
        {owner ? <li><button type="button" className="tile add" onClick={() => setFinding(true)}><span aria-hidden>▦</span>{t("stores.fromLibrary")}</button></li> : null}
      </ul>
      {owner && files.length === 0 ? <Text size="xs" className="quiet">{t("stores.picturesHint")}</Text> : null}
      <MediaAdding adding={adding} />
      {one && owner ? (
        <div className="picture-edit">
          <Field key={one.hash} label={t("products.page.alt", { count: at + 1 })} hint={t("media.altHint")} value={one.alt} onKeep={(alt) => describe(one.hash, alt)} />
          <Group gap={8}>
            <Button size="compact-sm" variant="default" disabled={at === 0} onClick={() => move(one.hash, at - 1)}>{back()} {t("products.page.earlier")}</Button>
            <Button size="compact-sm" variant="default" disabled={at === files.length - 1} onClick={() => move(one.hash, at + 1)}>{t("products.page.later")} {onward()}</Button>
            {at === 0 ? null : <Button size="compact-sm" variant="default" onClick={() => move(one.hash, 0)}>{t("products.page.makeFirst")}</Button>}
            <span className="push" />
            <Button size="compact-sm" variant="default" color="brick" onClick={() => remove(one.hash)}>{t("products.page.removePicture")}</Button>
          </Group>
        </div>
      ) : null}
      {finding ? <FileDialog kinds={["image"]} onClose={() => setFinding(false)} onChoose={(file) => { setFinding(false); put(file); }} /> : null}
    </section>
  );
}
