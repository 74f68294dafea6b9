// One chat bubble, as a customer's phone shows it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { usePicture } from "./Picture";

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

/** A message of ours before it is sent; its picture is the shop's own. */
export function Preview({ content }: { content: { text?: string; image?: string; buttons?: string[] } }) {
  const picture = usePicture(content.image, false);
  return (
    <div className="chat">
      <Bubble text={content.text ?? ""} picture={picture} buttons={content.buttons ?? []} />
    </div>
  );
}
