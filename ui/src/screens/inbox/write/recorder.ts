// Recording what is spoken into this window: asking for the microphone, how long and how loud it is, ending it, giving it
// up. Whether a window may use a microphone differs from one to the next; what stands in the way has a name.
import { useCallback, useEffect, useRef, useState } from "react";

import { type Taping, way } from "./taping";

/** Nobody listens longer. */
const LONGEST = 15 * 60_000;
const LOOK = 80;

export type Why = "noRecorder" | "notSafe" | "noMicrophone" | "notAllowed" | "busy" | "failed";

export type Recording =
  | { is: "idle" }
  | { is: "asking" }
  | { is: "recording"; ms: number; level: number; heard: boolean }
  | { is: "done"; sound: Blob; ms: number | null }
  | { is: "refused"; why: Why };

const NAMES: Record<string, Why> = { NotAllowedError: "notAllowed", SecurityError: "notAllowed", NotFoundError: "noMicrophone", OverconstrainedError: "noMicrophone", NotReadableError: "busy", AbortError: "busy" };

interface Running {
  taping: Taping;
  begun: number;
  /** Gives the microphone back. */
  end: () => void;
}

/** How loud it is, 0 to 1. */
function loudness(analyser: AnalyserNode, samples: Uint8Array<ArrayBuffer>): number {
  analyser.getByteTimeDomainData(samples);
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  return Math.min(1, Math.sqrt(sum / samples.length) * 4);
}

/** Looks at the sound again and again; answers how to stop. */
function watch(stream: MediaStream, onLook: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const looking = setInterval(() => onLook(loudness(analyser, samples)), LOOK);
  return () => {
    clearInterval(looking);
    void context.close();
  };
}

const giveBack = (stream: MediaStream) => { for (const track of stream.getTracks()) track.stop(); };

export function useRecorder() {
  const [recording, setRecording] = useState<Recording>({ is: "idle" });
  const running = useRef<Running | null>(null);
  /** Which attempt counts: one that was given up must not begin after all. */
  const attempt = useRef(0);

  const stop = useCallback(async () => {
    const now = running.current;
    if (now === null) return;
    running.current = null;
    const mine = attempt.current;
    const ms = performance.now() - now.begun;
    const sound = await now.taping.stop().catch(() => new Blob([]));
    now.end();
    if (mine === attempt.current) setRecording(sound.size === 0 ? { is: "refused", why: "failed" } : { is: "done", sound, ms });
  }, []);

  const cancel = useCallback(() => {
    attempt.current += 1;
    const now = running.current;
    running.current = null;
    now?.taping.drop();
    now?.end();
    setRecording({ is: "idle" });
  }, []);

  const start = async () => {
    attempt.current += 1;
    const mine = attempt.current;
    setRecording({ is: "asking" });
    const begin = await way();
    // Types promise devices; windows do not.
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (begin === null || devices === undefined) return setRecording({ is: "refused", why: window.isSecureContext ? "noRecorder" : "notSafe" });
    let stream: MediaStream | null = null;
    try {
      stream = await devices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
      if (mine !== attempt.current) return giveBack(stream);
      const lent = stream;
      const taping = await begin(lent);
      const begun = performance.now();
      let heard = false;
      const unwatch = watch(lent, (level) => {
        heard ||= level > 0.02;
        const ms = performance.now() - begun;
        setRecording((before) => (before.is === "recording" ? { is: "recording", ms, level, heard } : before));
        if (ms > LONGEST) void stop();
      });
      const end = () => { unwatch(); giveBack(lent); };
      if (mine !== attempt.current) {
        taping.drop();
        return end();
      }
      running.current = { taping, begun, end };
      setRecording({ is: "recording", ms: 0, level: 0, heard: false });
    } catch (error) {
      if (stream !== null) giveBack(stream);
      if (mine === attempt.current) setRecording({ is: "refused", why: (error instanceof DOMException ? NAMES[error.name] : undefined) ?? "failed" });
    }
  };

  // Whoever leaves the page takes the microphone back.
  useEffect(() => cancel, [cancel]);
  const take = (sound: File) => { cancel(); setRecording({ is: "done", sound, ms: null }); };
  return { recording, start, stop, cancel, take };
}
