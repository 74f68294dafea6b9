// One chat bubble, as a customer's phone shows it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { usePicture } from "./Picture";
import { OwnCards } from "./bubble/Cards";
import { Clip } from "./bubble/Clip";

/** Up to three things to tap are buttons; more are rows of a list. */
const BUTTONS = 3;

interface Props {
  text?: string;
  children?: ReactNode;
  mine?: boolean;
  picture?: string | null | undefined;
  buttons?: string[];
  reaction?: string | null;
  foot?: ReactNode;
  onTap?: (button: number) => void;
}

export function Bubble({ text, children, mine = false, picture, buttons = [], reaction, foot, onTap }: Props) {
  const { t } = useTranslation();
  const rows = buttons.length > BUTTONS;
  return (
    <div className={mine ? "bubble mine" : "bubble"}>
      {picture ? <img src={picture} alt="" /> : null}
      {text === undefined ? null : <span dir="auto">{text}</span>}
      {children}
      {foot === undefined ? null : <span className="time">{foot}</span>}
      {reaction ? <span className="reaction" role="img" aria-label={t("bubble.reaction", { emoji: reaction })}>{reaction}</span> : null}
      {buttons.map((title, index) => (
        // Two buttons may carry the same words.
        // oxlint-disable-next-line react/no-array-index-key
        <button key={index} type="button" dir="auto" className={rows ? "tap choice" : "tap"} disabled={onTap === undefined} onClick={() => onTap?.(index)}>
          {title}
        </button>
      ))}
    </div>
  );
}

interface Content {
  text?: string | null;
  image?: string | null;
  own_file?: string | null;
  cards?: string[];
  buttons?: string[];
  voice?: unknown;
}

/** What stands in a message of ours: its pictures are the shop's own. */
export function Ours({ content, kind = "text", ...bubble }: { content: Content; kind?: string } & Pick<Props, "mine" | "foot">) {
  const { t } = useTranslation();
  const picture = usePicture(content.image, false);
  const file = content.own_file ?? null;
  const cards = content.cards ?? [];
  return (
    <Bubble {...bubble} {...(cards.length > 0 || file !== null ? {} : { text: content.text ?? "" })} picture={picture} buttons={content.buttons ?? []}>
      {file === null ? null : kind === "video" ? <Clip hash={file} /> : <span className="note">♪ {t(`bubble.${content.voice === true ? "voice" : (kind as "audio")}`, { defaultValue: t("bubble.document") })}</span>}
      {cards.length > 0 || file !== null ? <span dir="auto">{content.text ?? ""}</span> : null}
      <OwnCards hashes={cards} />
    </Bubble>
  );
}

/** A message of ours before it is sent. */
export function Preview({ content }: { content: Content }) {
  return <div className="chat"><Ours content={content} /></div>;
}
