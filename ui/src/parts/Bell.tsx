// Orders ring until somebody has looked: a soft sound, the window's title, the rail. The owner can silence it.
import { ActionIcon } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../data";
import type { ShopView } from "../platform";

const AGAIN_AFTER = 20_000;
const TONES: [hertz: number, from: number][] = [[660, 0], [528, 0.22]];

let audio: AudioContext | null = null;

const LOW: typeof TONES = [[294, 0]];

/** Two soft tones, the lower one last. */
export function chime() {
  sound(TONES);
}

/** One low soft tone: that was not understood. */
export function lowTone() {
  sound(LOW);
}

function sound(tones: typeof TONES) {
  // A machine without sound is no reason to fail.
  if (!("AudioContext" in window)) return;
  audio ??= new AudioContext();
  // A page that nobody has touched yet may not sound; it will once she has.
  void audio.resume().catch(() => {});
  for (const [hertz, from] of tones) {
    const at = audio.currentTime + from;
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    tone.frequency.value = hertz;
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(0.12, at + 0.03);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.7);
  }
}

/** Rings while orders are unseen, and at once when one more comes in. */
export function useRinging(orders: number, quiet: boolean) {
  const before = useRef(0);
  useEffect(() => {
    const more = orders > before.current;
    before.current = orders;
    if (orders === 0 || quiet) return;
    if (more) chime();
    const again = setInterval(chime, AGAIN_AFTER);
    return () => clearInterval(again);
  }, [orders, quiet]);
}

export function BellShape({ silent = false }: { silent?: boolean }) {
  return (
    <svg className="bell" width="14" height="14" viewBox="0 0 16 16" aria-hidden fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <path d="M3 12h10l-1.4-2.2V7a3.6 3.6 0 0 0-7.2 0v2.8z" /><path d="M6.8 14.2a1.3 1.3 0 0 0 2.4 0" />{silent ? <path d="M2 2l12 12" /> : null}
    </svg>
  );
}

export function BellButton({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={t("bell.quiet")} title={t("bell.quiet")} aria-pressed={shop.quiet} onClick={() => act("shop_update", { quiet: !shop.quiet })}>
      <BellShape silent={shop.quiet} />
    </ActionIcon>
  );
}
