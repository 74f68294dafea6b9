//! Voice notes: the sound a window records, in the one form that is played as a voice note. Browsers record Opus and put
//! it into WebM; WhatsApp plays it from Ogg, of one channel. The sound itself stays as it is and only its container
//! changes, so that nobody needs ffmpeg to speak to a customer.
//!
//! An Opus stream may be of two channels and still be played as one: how many the listener hears is said in the stream's
//! head and not in its packets (RFC 7845, 5.1), so two become one without decoding anything. Sound of any other codec
//! is left to [`crate::convert`].

mod ogg;
mod webm;

use crate::Trouble;

/// Most samples of one packet at 48 kHz: 120 ms (RFC 6716, 3.2.5).
const LONGEST_PACKET: u32 = 5_760;
/// What an encoder runs ahead where the file does not say: the usual 6.5 ms.
const USUAL_PRE_SKIP: u16 = 312;
/// Samples a second the clock of Ogg counts, whatever was recorded.
const PACE: u64 = 48_000;

/// Opus as it was recorded.
#[derive(Debug, Default, PartialEq)]
struct Recorded {
    /// The head of the stream, as its container has it; empty where it has none.
    head: Vec<u8>,
    /// Its packets, in order.
    packets: Vec<Vec<u8>>,
}

/// A recording of Opus in WebM or Ogg as a voice note: Opus in Ogg, of one channel.
///
/// # Errors
/// `conversion_failed` where it is not Opus or of a kind that must be converted; `damaged`; `too_large`.
pub fn voice_note(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let recorded = if bytes.starts_with(b"OggS") { ogg::read(bytes)? } else { webm::read(bytes)? };
    let head = head_of_one(&recorded.head)?;
    let mut writer = ogg::Writer::new(&head);
    for packet in recorded.packets.iter().filter(|packet| !packet.is_empty()) {
        let samples = samples(packet).ok_or_else(|| Trouble::new("damaged", "no Opus packet"))?;
        writer.packet(packet, samples)?;
    }
    writer.end().ok_or_else(|| Trouble::new("damaged", "nothing was recorded"))
}

/// The head of a stream that is heard with one channel.
fn head_of_one(head: &[u8]) -> Result<[u8; 19], Trouble> {
    let usual = head.is_empty();
    if !usual && (head.len() < 19 || !head.starts_with(b"OpusHead")) {
        return Err(Trouble::new("damaged", "no head of Opus"));
    }
    // More than two channels are several streams in one packet, and those have to be decoded.
    if !usual && (head[9] > 2 || head[18] != 0) {
        return Err(Trouble::new("conversion_failed", "more than two channels"));
    }
    let mut one = [0; 19];
    one[..8].copy_from_slice(b"OpusHead");
    one[8] = 1;
    one[9] = 1;
    if usual {
        one[10..12].copy_from_slice(&USUAL_PRE_SKIP.to_le_bytes());
        one[12..16].copy_from_slice(&(PACE as u32).to_le_bytes());
    } else {
        // What the encoder ran ahead, the rate it was given, and how loud it is.
        one[10..18].copy_from_slice(&head[10..18]);
    }
    Ok(one)
}

/// How many samples at 48 kHz a packet holds (RFC 6716, 3.1); nothing where it cannot be one.
fn samples(packet: &[u8]) -> Option<u32> {
    let first = *packet.first()?;
    let step = usize::from(first >> 3);
    let frame = match step {
        0..=11 => [480, 960, 1_920, 2_880][step & 3],
        12..=15 => [480, 960][step & 1],
        _ => [120, 240, 480, 960][step & 3],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(packet.get(1)? & 0x3f),
    };
    Some(frame * frames).filter(|all| (1..=LONGEST_PACKET).contains(all))
}

#[cfg(test)]
mod tests;
