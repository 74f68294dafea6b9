// What turns a microphone into a file, in whichever way this window can. Opus is wanted, because a voice note is made of it
// without any other program: by the window's recorder, else packet by packet by its encoder (WebKit on Linux has one where
// its recorder would need more of GStreamer than desktops bring). Last comes whatever it records in; that is sent as sound.
import { PACKET_MS, webm } from "./webm";

const OPUS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"];
const OTHER = ["audio/webm", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];
/** As good as speech needs; nearly three minutes of it are played instead of downloaded. */
const BITS = 24_000;
const RATE = 48_000;
/** Handed to the encoder at once: a tenth of a second. */
const AT_ONCE = RATE / 10;
const ENCODER: AudioEncoderConfig = { codec: "opus", sampleRate: RATE, numberOfChannels: 1, bitrate: BITS, opus: { frameDuration: PACKET_MS * 1_000 } };
/** OpusHead of one channel at 48 kHz, where the encoder says nothing of itself. */
const HEAD = new Uint8Array([0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]);

/** A recording that runs. */
export interface Taping {
  /** Ends it; an empty file where nothing was heard. */
  stop: () => Promise<Blob>;
  /** Gives it up. */
  drop: () => void;
}

const recordsIn = (forms: string[]) => (typeof MediaRecorder === "undefined" ? undefined : forms.find((form) => MediaRecorder.isTypeSupported(form)));

async function encodes(): Promise<boolean> {
  if (typeof AudioEncoder === "undefined" || typeof AudioWorkletNode === "undefined") return false;
  const found = await AudioEncoder.isConfigSupported(ENCODER).catch(() => null);
  return found?.supported === true;
}

/** The way this window records in; null: none. */
export async function way(): Promise<((stream: MediaStream) => Taping | Promise<Taping>) | null> {
  const opus = recordsIn(OPUS);
  if (opus !== undefined) return (stream) => byRecorder(stream, opus);
  if (await encodes()) return byEncoder;
  const other = recordsIn(OTHER);
  return other === undefined ? null : (stream) => byRecorder(stream, other);
}

function byRecorder(stream: MediaStream, mimeType: string): Taping {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  const chunks: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => { if (data.size > 0) chunks.push(data); });
  recorder.start(1_000);
  const stop = () =>
    new Promise<Blob>((done) => {
      recorder.addEventListener("stop", () => done(new Blob(chunks, { type: recorder.mimeType })));
      recorder.stop();
    });
  return { stop, drop: () => recorder.stop() };
}

async function byEncoder(stream: MediaStream): Promise<Taping> {
  const context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule(`${import.meta.env.BASE_URL}hearing.js`);
  const hearing = new AudioWorkletNode(context, "hearing", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  const source = context.createMediaStreamSource(stream);
  const packets: Uint8Array[] = [];
  let head = HEAD;
  const encoder = new AudioEncoder({
    output: (chunk, about) => {
      const said = about?.decoderConfig?.description;
      if (said !== undefined) head = ArrayBuffer.isView(said) ? new Uint8Array(said.buffer, said.byteOffset, said.byteLength).slice() : new Uint8Array(said).slice();
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      packets.push(packet);
    },
    // What was heard before it gave up is still there.
    error: () => source.disconnect(),
  });
  encoder.configure(ENCODER);
  let held: Float32Array[] = [];
  let length = 0;
  let at = 0;
  const encode = () => {
    if (length === 0 || encoder.state !== "configured") return;
    const samples = new Float32Array(length);
    let filled = 0;
    for (const one of held) {
      samples.set(one, filled);
      filled += one.length;
    }
    const data = new AudioData({ format: "f32-planar", sampleRate: RATE, numberOfFrames: length, numberOfChannels: 1, timestamp: Math.round((at * 1e6) / RATE), data: samples });
    at += length;
    [held, length] = [[], 0];
    encoder.encode(data);
    data.close();
  };
  hearing.port.addEventListener("message", ({ data }: MessageEvent<Float32Array>) => {
    held.push(data);
    length += data.length;
    if (length >= AT_ONCE) encode();
  });
  hearing.port.start();
  source.connect(hearing);
  const end = () => {
    source.disconnect();
    hearing.port.close();
    void context.close();
  };
  const stop = async () => {
    encode();
    end();
    if (encoder.state === "configured") {
      await encoder.flush().catch(() => {});
      encoder.close();
    }
    return packets.length === 0 ? new Blob([]) : webm(head, packets);
  };
  return { stop, drop: () => { end(); if (encoder.state === "configured") encoder.close(); } };
}
