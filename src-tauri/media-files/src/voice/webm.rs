//! WebM as browsers record it: the packets of its first Opus track. It is walked once from front to back; of what holds
//! other things only the few kinds on the way to a packet are entered, everything else is passed over by its length.
//!
//! While it records, a browser knows neither the length of the whole nor of its parts and writes none: those are entered
//! as well. A file that breaks off gives what came before.

use super::Recorded;
use crate::Trouble;

/// What is entered: the segment, its clusters and their groups, and the tracks.
const ENTERED: [u32; 5] = [0x1853_8067, 0x1f43_b675, 0xa0, 0x1654_ae6b, TRACK];
const TRACK: u32 = 0xae;
const TRACK_NUMBER: u32 = 0xd7;
const CODEC: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63a2;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK: u32 = 0xa1;
/// No recorder writes so many; a file of nothing but tracks is not read for long.
const TRACKS: usize = 64;

#[derive(Default)]
struct Track {
    number: u64,
    codec: Vec<u8>,
    head: Vec<u8>,
}

/// A number whose first byte says by its leading zeros how many follow; `keep` leaves the mark of the length in it, as in
/// names. Answers the rest as well.
fn number(bytes: &[u8], keep: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    if length > 8 {
        return None;
    }
    let mark = if keep { 0 } else { 0x80_u8 >> (length - 1) };
    let mut value = u64::from(first & !mark);
    for byte in bytes.get(1..length)? {
        value = value << 8 | u64::from(*byte);
    }
    Some((value, length))
}

/// Whether a length of so many bytes says that it is not known: all its bits are set.
fn is_unknown(value: u64, length: usize) -> bool {
    value == (1 << (7 * length)) - 1
}

pub(super) fn read(bytes: &[u8]) -> Result<Recorded, Trouble> {
    let mut tracks: Vec<Track> = Vec::new();
    let mut blocks: Vec<&[u8]> = Vec::new();
    let mut rest = bytes;
    while let Some((name, named)) = number(rest, true) {
        let Some((length, sized)) = rest.get(named..).and_then(|after| number(after, false)) else { break };
        let Ok(name) = u32::try_from(name) else { break };
        let Some(body) = rest.get(named + sized..) else { break };
        if ENTERED.contains(&name) {
            if name == TRACK && tracks.len() < TRACKS {
                tracks.push(Track::default());
            }
            rest = body;
            continue;
        }
        // What is passed over has a length; one that goes beyond the end is where the recording broke off.
        let Some((body, after)) =
            usize::try_from(length).ok().filter(|_| !is_unknown(length, sized)).and_then(|all| body.split_at_checked(all))
        else {
            break;
        };
        match (name, tracks.last_mut()) {
            (TRACK_NUMBER, Some(track)) => track.number = body.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
            (CODEC, Some(track)) => track.codec = body.to_vec(),
            (CODEC_PRIVATE, Some(track)) => track.head = body.to_vec(),
            (SIMPLE_BLOCK | BLOCK, _) => blocks.push(body),
            _ => {}
        }
        rest = after;
    }
    let track = tracks.into_iter().find(|track| track.codec == b"A_OPUS").ok_or_else(|| Trouble::new("conversion_failed", "no Opus"))?;
    let mut packets = Vec::new();
    for block in blocks {
        let Some((of, length)) = number(block, false) else { continue };
        // Behind the track's number: its time, two bytes, and what it is.
        let Some((about, packet)) = block.get(length..).and_then(|rest| rest.split_at_checked(3)) else { continue };
        if of != track.number {
            continue;
        }
        if about[2] & 0x06 != 0 {
            return Err(Trouble::new("conversion_failed", "several packets in one"));
        }
        packets.push(packet.to_vec());
    }
    Ok(Recorded { head: track.head, packets })
}
