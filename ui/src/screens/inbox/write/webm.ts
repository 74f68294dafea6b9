// Packets of Opus as a WebM file, which windows play and the shop makes a voice note of.

/** Each packet is so long. */
export const PACKET_MS = 20;
/** A block says in 16 bits when it is played, counted from its cluster. */
const CLUSTER = 250;

const bytes = (...all: (number | Uint8Array)[]) => new Uint8Array(all.flatMap((one) => (typeof one === "number" ? [one] : [...one])));
const text = (said: string) => new TextEncoder().encode(said);

function number(value: number, length: number): Uint8Array {
  const made = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) made[at] = rest % 256;
  return made;
}

function real(value: number): Uint8Array {
  const made = new DataView(new ArrayBuffer(8));
  made.setFloat64(0, value);
  return new Uint8Array(made.buffer);
}

/** One element: its name, its length in eight bytes, what it holds. */
function element(name: number[], ...inside: Uint8Array[]): Uint8Array {
  const length = inside.reduce((sum, one) => sum + one.length, 0);
  const made = new Uint8Array(name.length + 8 + length);
  made.set(name);
  made.set(number(length, 8), name.length);
  made[name.length] = 1;
  let at = name.length + 8;
  for (const one of inside) {
    made.set(one, at);
    at += one.length;
  }
  return made;
}

function cluster(packets: Uint8Array[], first: number): Uint8Array {
  const blocks = packets.map((packet, at) => element([0xa3], bytes(0x81), number(at * PACKET_MS, 2), bytes(0x80), packet));
  return element([0x1f, 0x43, 0xb6, 0x75], element([0xe7], number(first * PACKET_MS, 4)), ...blocks);
}

/** `head`: what the encoder says of itself (OpusHead). */
export function webm(head: Uint8Array, packets: Uint8Array[]): Blob {
  const sound = element([0xe1], element([0xb5], real(48_000)), element([0x9f], bytes(1)));
  const track = element([0xae], element([0xd7], bytes(1)), element([0x73, 0xc5], bytes(1)), element([0x83], bytes(2)), element([0x86], text("A_OPUS")), element([0x63, 0xa2], head), element([0x56, 0xaa], number(6_500_000, 4)), element([0x56, 0xbb], number(80_000_000, 4)), sound);
  const about = element([0x15, 0x49, 0xa9, 0x66], element([0x2a, 0xd7, 0xb1], number(1_000_000, 4)), element([0x44, 0x89], real(packets.length * PACKET_MS)), element([0x4d, 0x80], text("Vitrine")), element([0x57, 0x41], text("Vitrine")));
  const clusters = Array.from({ length: Math.ceil(packets.length / CLUSTER) }, (_, at) => cluster(packets.slice(at * CLUSTER, (at + 1) * CLUSTER), at * CLUSTER));
  const start = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x86], bytes(1)), element([0x42, 0xf7], bytes(1)), element([0x42, 0xf2], bytes(4)), element([0x42, 0xf3], bytes(8)), element([0x42, 0x82], text("webm")), element([0x42, 0x87], bytes(4)), element([0x42, 0x85], bytes(2)));
  const whole = element([0x18, 0x53, 0x80, 0x67], about, element([0x16, 0x54, 0xae, 0x6b], track), ...clusters);
  return new Blob([start as Uint8Array<ArrayBuffer>, whole as Uint8Array<ArrayBuffer>], { type: "audio/webm;codecs=opus" });
}
