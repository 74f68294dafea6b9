// Files of the library as tiles: a small picture, or a sign for what cannot be seen.
import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { type MediaFile, call } from "../platform";
import { usePicture } from "./Picture";

const SIGNS: Record<string, string> = { video: "▶", audio: "♪", voice: "♪", document: "▤", sticker: "☺", image: "▢" };

export function useMedia(text: string, kind: string) {
  return useInfiniteQuery({
    queryKey: ["media_page", { text, kind }],
    queryFn: ({ pageParam }) => call("media_page", { text, kind, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.files.at(-1)?.hash ?? null) : null),
  });
}

export function MediaTiles({ files, chosen, onChoose }: { files: MediaFile[]; chosen: string | null; onChoose: (file: MediaFile) => void }) {
  return <ul className="pictures media-tiles">{files.map((file) => <Tile key={file.hash} file={file} chosen={file.hash === chosen} onChoose={() => onChoose(file)} />)}</ul>;
}

function Tile({ file, chosen, onChoose }: { file: MediaFile; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const url = usePicture(file.has_picture ? file.hash : null, true);
  const name = file.name || file.alt || file.of || t("media.unnamed");
  return (
    <li>
      <button type="button" className="tile" aria-pressed={chosen} aria-label={`${t(`media.kind.${file.kind as "image"}`)}: ${name}`} onClick={onChoose}>
        {url ? <img src={url} alt="" /> : <span aria-hidden>{SIGNS[file.kind]}</span>}
        {file.kind === "image" || !url ? null : <span className="first" aria-hidden>{SIGNS[file.kind]}</span>}
      </button>
      <Text size="xs" truncate dir="auto" maw={88}>{name}</Text>
    </li>
  );
}

export function More({ media }: { media: ReturnType<typeof useMedia> }) {
  const { t } = useTranslation();
  return media.hasNextPage ? <Button variant="default" loading={media.isFetchingNextPage} onClick={() => void media.fetchNextPage()}>{t("media.more")}</Button> : null;
}
