// Pictures and films of the shop: dropped, pasted or picked, found again by their words, looked at beside the list, with
// where each is used. What nothing uses can be taken out, and put back.
import { Button, FileButton, Group, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, sentence, useAsk } from "../../../data";
import { clock, fileSize } from "../../../format";
import { Empty } from "../../../parts/Empty";
import { Field } from "../../../parts/Field";
import { MediaAdding } from "../../../parts/MediaAdding";
import { MediaTiles, More, useMedia } from "../../../parts/MediaTiles";
import { usePicture } from "../../../parts/Picture";
import { undoable } from "../../../parts/undo";
import { useMediaAdd } from "../../../parts/useMediaAdd";
import { type MediaFile, type ShopView, call } from "../../../platform";

const KINDS = ["image", "video", "sticker", "audio", "voice", "document"] as const;

export function Library({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [kind, setKind] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const media = useMedia(text, kind);
  const [chosen, setChosen] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const adding = useMediaAdd((file) => setChosen(file.hash));
  const { add } = adding;
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void add(files);
    };
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  });
  const files = media.data?.pages.flatMap((page) => page.files) ?? [];
  const one = files.find((file) => file.hash === chosen) ?? null;
  const drop = {
    onDragOver: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(true); },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(false); void add([...event.dataTransfer.files]); },
  };
  const pick = (label: string) => <FileButton multiple onChange={(some) => void add(some)} disabled={adding.going !== null}>{(props) => <Button {...props}>{label}</Button>}</FileButton>;
  const nothing = files.length === 0 && !media.isLoading;
  return (
    <section className="library pictures-of" data-over={over} aria-label={t("media.title")} {...drop}>
      <Group gap={8} align="flex-end">
        <TextInput style={{ flex: "1 1 220px" }} label={t("media.search")} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} dir="auto" />
        <Select label={t("media.kinds")} allowDeselect={false} value={kind} onChange={(value) => setKind(value ?? "")} data={[{ value: "", label: t("media.all") }, ...KINDS.map((value) => ({ value, label: t(`media.kind.${value}`) }))]} />
        {pick(t("media.add"))}
      </Group>
      <MediaAdding adding={adding} />
      {media.error ? <Text role="alert" c="brick">{sentence(media.error)}</Text> : null}
      {nothing ? <Empty title={t(text || kind ? "media.none" : "media.empty")} lead={t("media.emptyLead")} /> : null}
      <div className="library-both">
        <div>
          <Text size="sm" className="quiet" role="status">{t("media.count", { count: media.data?.pages[0]?.total ?? 0 })}</Text>
          <MediaTiles files={files} chosen={chosen} onChoose={(file) => setChosen(file.hash === chosen ? null : file.hash)} />
          <More media={media} />
        </div>
        {one ? <File key={one.hash} file={one} shop={shop} onGone={() => setChosen(null)} onMade={(made) => setChosen(made.hash)} /> : null}
      </div>
    </section>
  );
}

function File({ file, shop, onGone, onMade }: { file: MediaFile; shop: ShopView; onGone: () => void; onMade: (file: MediaFile) => void }) {
  const { t } = useTranslation();
  const uses = useAsk("media_uses", { hash: file.hash }).data;
  const describe = async (field: string, value: string) => {
    try {
      await call("media_describe", { hash: file.hash, field, value });
      await refresh("catalog");
      return null;
    } catch (error) {
      return sentence(error);
    }
  };
  const remove = async () => {
    if (!(await act("media_drop", { hash: file.hash }))) return;
    onGone();
    await refresh("catalog");
    undoable(t("media.removed", { name: file.name || t("media.unnamed") }), async () => { await call("media_put_back", { hash: file.hash }); await refresh("catalog"); });
  };
  const seconds = file.duration_ms === null ? null : Math.round(file.duration_ms / 1000);
  const facts = [t(`media.kind.${file.kind as "image"}`), file.width > 0 ? `${file.width} × ${file.height}` : null, seconds === null ? null : t("media.seconds", { count: seconds }), fileSize(file.bytes), clock(file.added_at, shop.now, shop.time_zone)];
  const sticker = async () => {
    const url = await call("picture", { hash: file.hash, small: false });
    const made = await act("media_add", { name: file.name || file.of || "", data: url.slice(url.indexOf(",") + 1), purpose: "sticker" });
    await refresh("catalog");
    if (made) onMade(made);
  };
  return (
    <aside className="card library-one" aria-label={file.name || file.of || t("media.unnamed")}>
      <Look file={file} />
      <Text size="sm" className="quiet">{facts.filter((fact) => fact !== null).join(" · ")}</Text>
      <Field label={t("media.name")} value={file.name} onKeep={(value) => describe("name", value)} />
      {file.kind === "document" || file.kind === "audio" || file.kind === "voice" ? null : <Field label={t("media.alt")} hint={t("media.altHint")} value={file.alt} onKeep={(value) => describe("alt", value)} />}
      <Text size="sm" fw={600}>{t("media.used")}</Text>
      {uses?.length === 0 ? <Text size="sm" className="quiet">{t("media.unused")}</Text> : null}
      <ul className="people-list">{uses?.map((use) => <li key={`${use.what}-${use.id ?? use.name}`}><Text size="sm" dir="auto">{t(`media.use.${use.what as "product"}`, { name: use.name })}</Text></li>)}</ul>
      {file.kind === "image" ? <Button variant="default" onClick={() => void sticker()}>{t("media.sticker")}</Button> : null}
      <Button variant="default" disabled={uses === undefined || uses.length > 0} onClick={() => void remove()}>{t("media.remove")}</Button>
    </aside>
  );
}

/** The file itself: seen, or played. */
function Look({ file }: { file: MediaFile }) {
  const { t } = useTranslation();
  const seen = file.kind === "image" || file.kind === "sticker";
  const url = usePicture(seen || file.kind === "video" || file.kind === "audio" || file.kind === "voice" ? file.hash : null, false);
  const name = file.alt || file.name || file.of || t("media.unnamed");
  if (!url) return null;
  if (seen) return <img src={url} alt={name} />;
  // The shop's own films come without captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return file.kind === "video" ? <video controls preload="metadata" aria-label={name} src={url} /> : <audio controls preload="metadata" aria-label={name} src={url} />;
}
