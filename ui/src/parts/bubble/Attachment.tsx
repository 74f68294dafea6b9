// What came with a message: a picture, video, sound or file, shown only if its type is one of a few.
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, sentence } from "../../data";
import { type ThreadMessage, call, saveFile } from "../../platform";
import { usePicture } from "../Picture";
import { fileName, shownAs, words } from "./read";

/** The kinds of message that bring a file. */
export const FILES = ["image", "sticker", "video", "audio", "document"] as const;
type FileKind = (typeof FILES)[number];

/** Fetched at once: small, and looked at rather than chosen. */
const AT_ONCE: readonly string[] = ["image", "sticker", "audio"];

export function Attachment({ message }: { message: ThreadMessage }) {
  const { t } = useTranslation();
  const kind = message.kind as FileKind;
  const name = t(`bubble.${kind === "audio" && message.content["voice"] === true ? "voice" : kind}`);
  if (message.file === "here") return kind === "document" ? <Saved message={message} name={name} /> : <Shown message={message} name={name} />;
  const why = message.file === "waiting" || message.file === "gone" || message.file === "refused" ? message.file : "missing";
  return <span className="note">{why === "waiting" ? "◌" : "✕"} {t("bubble.named", { what: name, name: t(`bubble.file.${why}`) })}</span>;
}

function Shown({ message, name }: { message: ThreadMessage; name: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(AT_ONCE.includes(message.kind));
  const file = useQuery({ queryKey: ["message_file", message.id], queryFn: () => call("message_file", { message: message.id }), enabled: wanted, staleTime: Infinity });
  if (!wanted) return <Button size="compact-sm" variant="default" onClick={() => setWanted(true)}>▶ {t("bubble.show", { name })}</Button>;
  if (file.error) return <Text size="sm" role="alert">{sentence(file.error)}</Text>;
  if (!file.data) return <span className="note">◌ {name}</span>;
  const as = shownAs(file.data.mime);
  if (as === null) return <Saved message={message} name={name} />;
  const url = `data:${as.mime};base64,${file.data.content}`;
  const caption = words(message.content.text);
  switch (as.element) {
    case "img":
      return <img className={message.kind === "sticker" ? "sticker" : undefined} src={url} alt={caption === "" ? name : caption} />;
    case "video":
      // What a customer sends comes without captions.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      return <video controls preload="metadata" aria-label={name} src={url} />;
    case "audio":
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      return <audio controls preload="metadata" aria-label={name} src={url} />;
  }
}

/** A file of the shop's own: what only the shop wrote names it. */
export function OwnFile({ message }: { message: ThreadMessage }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(AT_ONCE.includes(message.kind));
  const url = usePicture(wanted ? words(message.content["own_file"]) : null, false);
  const name = t(`bubble.${message.content["voice"] === true ? "voice" : (message.kind as FileKind)}`);
  if (message.kind === "document") return <span className="note" dir="auto">▤ {t("bubble.named", { what: name, name: words(message.content["file_name"]) || "…" })}</span>;
  if (!wanted) return <Button size="compact-sm" variant="default" onClick={() => setWanted(true)}>▶ {t("bubble.show", { name })}</Button>;
  if (!url) return <span className="note">◌ {name}</span>;
  if (message.kind === "sticker") return <img className="sticker" src={url} alt={name} />;
  // The shop's own films come without captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return message.kind === "video" ? <video controls preload="metadata" aria-label={name} src={url} /> : <audio controls preload="metadata" aria-label={name} src={url} />;
}

function Saved({ message, name }: { message: ThreadMessage; name: string }) {
  const { t } = useTranslation();
  const file = fileName(message.content["file_name"], `${message.kind}-${message.id}`);
  const save = async () => {
    const got = await act("message_file", { message: message.id });
    if (got) saveFile(file, got.content, got.mime);
  };
  return (
    <>
      <span className="note" dir="auto">{t("bubble.named", { what: name, name: file })}</span>
      <Button size="compact-sm" variant="default" aria-label={t("bubble.named", { what: t("bubble.save"), name: file })} onClick={save}>{t("bubble.save")}</Button>
    </>
  );
}
