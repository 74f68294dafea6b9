// One chat bubble, as a customer's phone shows it.
import type { ReactNode } from "react";

import { usePicture } from "./Picture";

interface Props {
  text: string;
  mine?: boolean;
  picture?: string | null | undefined;
  buttons?: string[];
  foot?: ReactNode;
  onTap?: (button: number) => void;
}

export function Bubble({ text, mine = false, picture, buttons = [], foot, onTap }: Props) {
  return (
    <div className={mine ? "bubble mine" : "bubble"}>
      {picture ? <img src={picture} alt="" /> : null}
      <span dir="auto">{text}</span>
      {foot === undefined ? null : <span className="time">{foot}</span>}
      {buttons.map((title, index) => (
        <button key={title} type="button" className="tap" disabled={onTap === undefined} onClick={() => onTap?.(index)}>
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
