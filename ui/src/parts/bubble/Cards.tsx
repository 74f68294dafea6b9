// Several pictures in one message, side by side to swipe through.
import { useTranslation } from "react-i18next";

import { usePicture } from "../Picture";

export function Cards({ urls }: { urls: string[] }) {
  const { t } = useTranslation();
  // What scrolls can be reached with the keys.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <div className="cards" role="group" aria-label={t("bubble.cards", { number: urls.length })} tabIndex={0}>{urls.map((url) => <img key={url} src={url} alt="" />)}</div>;
}

/** The shop's own, by their hashes. */
export function OwnCards({ hashes }: { hashes: string[] }) {
  const { t } = useTranslation();
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return hashes.length === 0 ? null : <div className="cards" role="group" aria-label={t("bubble.cards", { number: hashes.length })} tabIndex={0}>{hashes.map((hash) => <Own key={hash} hash={hash} />)}</div>;
}

function Own({ hash }: { hash: string }) {
  const url = usePicture(hash, false);
  return url ? <img src={url} alt="" /> : <span className="waiting" aria-hidden>◌</span>;
}
