// One picture in a row of them that has an order: chosen with a click, moved with the mouse or Alt and an arrow, taken
// away with Delete. The first one says that it is the first.
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { along } from "../words";
import { usePicture } from "./Picture";

/** What is dragged within the row, as against a file from outside. */
const WITHIN = "application/x-picture";

export interface PictureTileActs {
  chosen: boolean;
  onChoose: () => void;
  onMove: (to: number) => void;
  /** Another one was dropped here. */
  onTake: (id: string) => void;
  onRemove: () => void;
}

interface Props extends PictureTileActs {
  /** What tells it from the others. */
  id: string;
  hash: string | null;
  name: string;
  /** Why it is not here. */
  why?: string | null;
  /** Stands where it is not here. */
  sign?: string;
  index: number;
  count: number;
}

export function PictureTile({ id, hash, name, why = null, sign = "▧", index, count, chosen, onChoose, onMove, onTake, onRemove }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const url = usePicture(hash, true);
  const onKey = (event: KeyboardEvent) => {
    const to = event.altKey ? { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }[along(event.key)] : undefined;
    if (to !== undefined) {
      event.preventDefault();
      if (to >= 0 && to < count) onMove(to);
    } else if (event.key === "Delete") onRemove();
  };
  return (
    <li>
      <button
        type="button" className="tile" data-over={over} aria-pressed={chosen} aria-label={index === 0 ? t("products.page.face", { name }) : name} title={url ? t("products.page.pictureKeys") : (why ?? name)} onClick={onChoose} onKeyDown={onKey} draggable
        onDragStart={(event) => event.dataTransfer.setData(WITHIN, id)}
        onDragOver={(event) => { if (event.dataTransfer.types.includes(WITHIN)) { event.preventDefault(); event.stopPropagation(); setOver(true); } }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false);
          const dragged = event.dataTransfer.getData(WITHIN);
          if (dragged === "") return;
          event.preventDefault();
          event.stopPropagation();
          onTake(dragged);
        }}
      >
        {url ? <img src={url} alt="" draggable={false} /> : <span aria-hidden>{sign}</span>}
        {index === 0 ? <span className="first" aria-hidden>1</span> : null}
      </button>
    </li>
  );
}
