// The rail: places with what waits in them, and who is at the window.
import { useTranslation } from "react-i18next";

import { called } from "../format";
import { PLACES, type Place } from "../places";
import type { Colleague } from "../platform";
import { BellShape } from "./Bell";
import { Face } from "./Face";

const SIGNS: Record<Place, string> = { today: "☀", inbox: "✉", products: "▦", stores: "⌂", customers: "☺", sell: "↺", orders: "▤", settings: "⚙" };

interface Props {
  name: string;
  place: Place;
  counts: Partial<Record<Place, number>>;
  ringing: number;
  me: Colleague | null;
  /** Steps away; nothing where there is nobody to change places with. */
  onChange: (() => void) | null;
  alone: boolean;
}

export function Rail({ name, place, counts, ringing, me, onChange, alone }: Props) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t("app.menu")}>
      <div className="brand"><Awning /><span>{name}</span></div>
      {PLACES.map((p) => {
        const rings = p === "orders" && ringing > 0;
        return (
          <span key={p} style={{ display: "contents" }}>
            {p === "settings" ? <span className="push" /> : null}
            <a href={`#/${p}`} aria-current={p === place ? "page" : undefined} aria-label={rings ? `${t("rail.orders")}: ${t("bell.ringing", { count: ringing })}` : t(`rail.${p}`)}>
              <span aria-hidden>{SIGNS[p]}</span><span className="label">{t(`rail.${p}`)}</span>
              {rings ? <span className="badge ringing"><BellShape />{ringing}<span className="label">{t("bell.word")}</span></span> : null}
              {!rings && (counts[p] ?? 0) > 0 ? <span className="badge">{counts[p]}</span> : null}
            </a>
          </span>
        );
      })}
      {me && onChange ? (
        <button type="button" className="who" onClick={onChange} title="Ctrl+L" aria-keyshortcuts="Control+L" aria-label={`${called(me)}: ${alone ? t("tiles.lock") : t("tiles.change")}`}>
          <Face of={me} />
          <span className="label"><b>{called(me)}</b><br />{alone ? t("tiles.lock") : t("tiles.change")}</span>
        </button>
      ) : null}
    </nav>
  );
}

function Awning() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden>
      <path d="M4 5h16l2 5H2z" fill="var(--accent)" /><path d="M8 5h4v5H7zM16 5h0l2 5h-4l-1-5z" fill="var(--panel)" opacity=".75" /><path d="M4 12h16v8H4z" fill="currentColor" /><path d="M6 14h7v4H6zM15 14h3v6h-3z" fill="var(--panel)" />
    </svg>
  );
}
