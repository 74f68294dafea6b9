// A file of the library for a message or a guide, or a new one.
import { FileButton, Button, Group, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { MediaAdding } from "./MediaAdding";
import { MediaTiles, More, useMedia } from "./MediaTiles";
import { useMediaAdd } from "./useMediaAdd";
import type { MediaFile } from "../platform";

/** `kinds`: only these are of use here. */
export function FileDialog({ kinds, onClose, onChoose }: { kinds?: readonly string[]; onClose: () => void; onChoose: (file: MediaFile) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const media = useMedia(text, "");
  const fits = (file: MediaFile) => kinds === undefined || kinds.includes(file.kind);
  // One of another kind is in the library now, and this dialog stays open.
  const adding = useMediaAdd((file) => { if (fits(file)) onChoose(file); });
  const files = media.data?.pages.flatMap((page) => page.files).filter(fits) ?? [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t("media.choose")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <Group gap={8} align="flex-end" mb={12}>
        <TextInput data-autofocus style={{ flex: 1 }} label={t("media.search")} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} dir="auto" />
        <FileButton onChange={(file) => void adding.add(file ? [file] : [])}>{(props) => <Button variant="default" {...props}>{t("media.add")}</Button>}</FileButton>
      </Group>
      <MediaAdding adding={adding} />
      <MediaTiles files={files} chosen={null} onChoose={onChoose} />
      <More media={media} />
    </Modal>
  );
}
