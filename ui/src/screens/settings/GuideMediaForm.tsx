// What a guide shows: one clip, or pictures in their order, which go as one message to swipe through.
import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Picture } from "../../parts/Picture";
import type { GuideMedia } from "../../platform";
import { back, onward } from "../../words";

/** Cards of one message. */
const MOST = 10;

export function GuideMediaForm({ media, onChange, onAdd }: { media: GuideMedia[]; onChange: (media: GuideMedia[]) => void; onAdd: () => void }) {
  const { t } = useTranslation();
  const film = media[0]?.kind === "video";
  const move = (at: number, by: -1 | 1) => {
    const one = media[at];
    if (one) onChange(media.toSpliced(at, 1).toSpliced(at + by, 0, one));
  };
  return (
    <>
      <Text size="sm" fw={500} mt={12}>{t("guides.mediaLabel")}</Text>
      <Text size="xs" className="quiet">{t("guides.mediaLead")}</Text>
      <Group gap={12} mt={6}>
        {media.map(({ hash }, at) => (
          <Group key={hash} gap={4} wrap="nowrap" role="group" aria-label={film ? t("bubble.video") : t("guides.picture", { number: at + 1 })}>
            <Picture hash={hash} />
            {media.length > 1 ? <ActionIcon variant="default" aria-label={t("guides.earlier", { number: at + 1 })} disabled={at === 0} onClick={() => move(at, -1)}>{back()}</ActionIcon> : null}
            {media.length > 1 ? <ActionIcon variant="default" aria-label={t("guides.later", { number: at + 1 })} disabled={at === media.length - 1} onClick={() => move(at, 1)}>{onward()}</ActionIcon> : null}
            <ActionIcon variant="default" aria-label={film ? t("guides.dropMedia") : t("guides.dropPicture", { number: at + 1 })} onClick={() => onChange(media.toSpliced(at, 1))}>✕</ActionIcon>
          </Group>
        ))}
        {film || media.length >= MOST ? null : <Button size="compact-sm" variant="default" onClick={onAdd}>{t(media.length > 0 ? "guides.otherMedia" : "guides.addMedia")}</Button>}
      </Group>
    </>
  );
}
