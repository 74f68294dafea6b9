// The shop's own clip, played where it stands in a message.
import { useTranslation } from "react-i18next";

import { usePicture } from "../Picture";

export function Clip({ hash }: { hash: string }) {
  const { t } = useTranslation();
  const url = usePicture(hash, false);
  // The shop's own films come without captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return url ? <video controls preload="metadata" aria-label={t("bubble.video")} src={url} /> : <span className="note">◌ {t("bubble.video")}</span>;
}
