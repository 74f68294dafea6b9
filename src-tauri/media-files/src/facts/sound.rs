//! Sound alone: Ogg, MP3, AAC, AMR, WAV and FLAC, told apart by their first bytes.

use std::io::{Read, Seek};

use super::SoundFacts;
use crate::Trouble;
use crate::reading::{at, be32, le16, le32};

pub(super) fn sound(source: &mut (impl Read + Seek), head: &[u8], bytes: u64) -> Result<Option<SoundFacts>, Trouble> {
    let of = |container: &str, codec: &str| SoundFacts {
        container: container.to_owned(),
        codec: codec.to_owned(),
        bytes,
        ..SoundFacts::default()
    };
    if head.starts_with(b"OggS") {
        return ogg(source, bytes).map(Some);
    }
    if head.starts_with(b"#!AMR") {
        let wide = head.starts_with(b"#!AMR-WB");
        return Ok(Some(SoundFacts { channels: Some(1), rate: Some(if wide { 16_000 } else { 8_000 }), ..of("amr", "amr") }));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE") {
        let (channels, rate, each) = (le16(head, 22), le32(head, 24), le32(head, 28));
        let duration = each.filter(|e| *e > 0).map(|each| bytes * 1_000 / u64::from(each));
        return Ok(Some(SoundFacts { channels, rate, duration_ms: duration, ..of("wav", "pcm") }));
    }
    if head.starts_with(b"fLaC") {
        return Ok(Some(of("flac", "flac")));
    }
    let (start, tagged) = if head.starts_with(b"ID3") { (tag_end(head), true) } else { (0, false) };
    let frame = at(source, start, 8)?;
    Ok(frame_of(&frame)
        .map(|(codec, channels, rate, kbit)| SoundFacts {
            channels: Some(channels),
            rate: Some(rate),
            duration_ms: kbit.map(|kbit| bytes.saturating_sub(start) * 8 / u64::from(kbit)),
            ..of(codec, codec)
        })
        .or_else(|| tagged.then(|| of("mp3", "mp3"))))
}

/// The size of a tag is written in seven bits of each byte.
fn tag_end(head: &[u8]) -> u64 {
    let size = head.get(6..10).unwrap_or_default().iter().fold(0_u64, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    10 + size
}

/// An MPEG frame: codec, channels, samples a second, kilobits a second where it says so.
fn frame_of(frame: &[u8]) -> Option<(&'static str, u16, u32, Option<u32>)> {
    let head = be32(frame, 0)?;
    if head >> 21 != 0x7ff {
        return None;
    }
    let (version, layer) = (head >> 19 & 3, head >> 17 & 3);
    if layer == 0 {
        // AAC in ADTS: the sampling rate stands in four bits, the channels in three.
        let rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
        let rate = *rates.get((head >> 10 & 15) as usize)?;
        let channels = (head >> 6 & 7) as u16;
        return Some(("aac", channels.max(1), rate, None));
    }
    if version == 1 || head >> 10 & 3 == 3 || head >> 12 & 15 == 15 {
        return None;
    }
    let rate = [44_100, 48_000, 32_000][(head >> 10 & 3) as usize] >> [2, 0, 1, 0][version as usize];
    let kbit = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0][(head >> 12 & 15) as usize];
    let kbit = (version == 3 && layer == 1 && kbit > 0).then_some(kbit);
    Some(("mp3", if head >> 6 & 3 == 3 { 1 } else { 2 }, rate, kbit))
}

fn ogg(source: &mut (impl Read + Seek), bytes: u64) -> Result<SoundFacts, Trouble> {
    let first = at(source, 0, 4_096)?;
    let segments = usize::from(first.get(26).copied().unwrap_or(0));
    let packet = first.get(27 + segments..).unwrap_or_default();
    let mut facts = SoundFacts { container: "ogg".to_owned(), bytes, ..SoundFacts::default() };
    let mut pace = 48_000_u64;
    if packet.starts_with(b"OpusHead") {
        facts.codec = "opus".to_owned();
        facts.channels = packet.get(9).map(|c| u16::from(*c));
        facts.rate = Some(48_000);
    } else if packet.get(1..7) == Some(b"vorbis") {
        facts.codec = "vorbis".to_owned();
        facts.channels = packet.get(11).map(|c| u16::from(*c));
        facts.rate = le32(packet, 12);
        pace = u64::from(facts.rate.unwrap_or(48_000)).max(1);
    } else if packet.starts_with(b"\x7fFLAC") {
        facts.codec = "flac".to_owned();
    } else if packet.starts_with(b"Speex") {
        facts.codec = "speex".to_owned();
    } else {
        return Err(Trouble::new("damaged", "no sound in it"));
    }
    facts.has_tags = has_remarks(&first);
    facts.has_location = facts.has_tags && first.windows(8).any(|w| w.eq_ignore_ascii_case(b"location"));
    // The last page says how many samples there were.
    let tail = at(source, bytes.saturating_sub(1 << 16), 1 << 16)?;
    let last = tail.windows(4).rposition(|w| w == b"OggS").and_then(|place| tail.get(place + 6..place + 14));
    let samples = last.and_then(|l| l.try_into().ok()).map(u64::from_le_bytes).filter(|s| *s < 1 << 40);
    facts.duration_ms = samples.map(|s| s * 1_000 / pace);
    Ok(facts)
}

/// Whether there are remarks of a person among those of Opus and Vorbis; which program wrote it is none.
fn has_remarks(start: &[u8]) -> bool {
    let opus = start.windows(8).position(|w| w == b"OpusTags").map(|place| place + 8);
    let list = opus.or_else(|| start.windows(7).position(|w| w == b"\x03vorbis").map(|place| place + 7));
    let Some(list) = list else { return false };
    let Some(mut place) = le32(start, list).and_then(|writer| (list + 4).checked_add(writer as usize)) else { return false };
    let count = le32(start, place).unwrap_or(0).min(64);
    place += 4;
    for _ in 0..count {
        let Some(length) = le32(start, place).map(|length| length as usize) else { return true };
        let remark = start.get(place + 4..).unwrap_or_default();
        let name = remark.get(..length.min(8)).unwrap_or_default();
        if !name.eq_ignore_ascii_case(b"encoder=") {
            return true;
        }
        place += 4 + length;
    }
    false
}
