//! Matroska, WebM and AVI: enough of them to say what is in them, how large and long it is, and that it must be converted.

use std::io::{Read, Seek};

use super::boxes::sound_or_film;
use super::{AudioStream, Facts, VideoFacts, VideoStream};
use crate::Trouble;
use crate::reading::{at, le16, le32};

/// The streams of an AVI stand near the head.
const HEAD: usize = 1 << 20;
/// Tracks and facts of a film are some kilobytes; one with whole fonts in its codec's head is still smaller.
const PART: usize = 4 << 20;
/// A film has some thousand clusters an hour; the tracks stand before them or right behind.
const MOST: usize = 4_096;

/// Names of the parts that are read (RFC 9559).
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;

/// A number whose first byte says by its leading zeros how many follow, and its length; a name keeps the mark of it.
fn number(bytes: &[u8], is_name: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    let mark = if is_name { 0 } else { 0x80_u8.checked_shr(length as u32 - 1)? };
    let value = bytes.get(1..length)?.iter().fold(u64::from(first & !mark), |sum, byte| sum << 8 | u64::from(*byte));
    (length <= 8).then_some((value, length))
}

/// An element's name, the length of its head and that of its body; no length where it is not known while recording.
fn element(bytes: &[u8]) -> Option<(u32, usize, Option<u64>)> {
    let (name, named) = number(bytes, true)?;
    let (length, sized) = number(bytes.get(named..)?, false)?;
    let unknown = length == (1_u64 << (7 * sized)) - 1;
    Some((u32::try_from(name).ok()?, named + sized, (!unknown).then_some(length)))
}

/// The elements inside one that has been read.
fn inside(body: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let (name, head, length) = element(rest)?;
        let after = rest.get(head..)?;
        let length = length.and_then(|length| usize::try_from(length).ok()).unwrap_or(after.len()).min(after.len());
        let (body, next) = after.split_at(length);
        rest = next;
        Some((name, body))
    })
}

fn whole(body: &[u8]) -> u64 {
    body.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn real(body: &[u8]) -> Option<f64> {
    match body.len() {
        4 => Some(f64::from(f32::from_be_bytes(body.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(body.try_into().ok()?)),
        _ => None,
    }
}

pub(super) fn matroska(source: &mut (impl Read + Seek), bytes: u64) -> Result<Facts, Trouble> {
    let mut film = VideoFacts { container: "matroska".to_owned(), bytes, ..VideoFacts::default() };
    let mut place = 0_u64;
    let mut found = false;
    for _ in 0..MOST {
        let Some((name, head, length)) = element(&at(source, place, 12)?) else { break };
        let body = place + head as u64;
        let read = |source| at(source, body, length.and_then(|length| usize::try_from(length).ok()).unwrap_or(PART).min(PART));
        match name {
            // The head says which of the two it is.
            0x1a45_dfa3 => {
                let read = read(source)?;
                if inside(&read).any(|(name, body)| name == 0x4282 && body.starts_with(b"webm")) {
                    film.container = "webm".to_owned();
                }
            }
            INFO => film.duration_ms = duration(&read(source)?),
            TRACKS => {
                found = true;
                inside(&read(source)?).filter(|(name, _)| *name == TRACK).take(64).for_each(|(_, body)| track(body, &mut film));
            }
            _ => {}
        }
        // The whole is entered; what has no length cannot be passed over; and behind the tracks nothing more is needed.
        place = match (name, length) {
            (SEGMENT, _) => body,
            (_, Some(length)) if !(found && name == 0x1f43_b675) => body.saturating_add(length),
            _ => break,
        };
    }
    if film.video.is_empty() && film.audio.is_empty() {
        return Err(Trouble::new("damaged", "no tracks"));
    }
    let container = film.container.clone();
    Ok(sound_or_film(film, &container))
}

/// In units of so many nanoseconds, a million where it does not say.
fn duration(info: &[u8]) -> Option<u64> {
    let scale = inside(info).find(|(name, _)| *name == 0x002a_d7b1).map_or(1_000_000, |(_, body)| whole(body));
    let length = inside(info).find(|(name, _)| *name == 0x4489).and_then(|(_, body)| real(body))?;
    let ms = length * scale as f64 / 1_000_000.0;
    // A hundred days: longer is no film but a wrong byte.
    (1.0..8_640_000_000.0).contains(&ms).then_some(ms as u64)
}

fn track(body: &[u8], film: &mut VideoFacts) {
    let of = |body: &[u8], wanted: u32| inside(body).find(|(name, _)| *name == wanted).map(|(_, body)| body.to_vec());
    let codec = of(body, 0x86).unwrap_or_default();
    let side = |part: &[u8], name: u32| of(part, name).map_or(0, |body| u32::try_from(whole(&body)).unwrap_or(0));
    // What it is stands in the codec's name as well, where a recorder leaves the kind out.
    let kind = of(body, 0x83).as_deref().map(whole).or(match codec.get(..2) {
        Some(b"V_") => Some(1),
        Some(b"A_") => Some(2),
        _ => None,
    });
    match kind {
        Some(1) => {
            let picture = of(body, 0xe0).unwrap_or_default();
            film.video.push(VideoStream {
                codec: codec_name(&codec),
                width: side(&picture, 0xb0),
                height: side(&picture, 0xba),
                ..VideoStream::default()
            });
        }
        Some(2) => {
            let sound = of(body, 0xe1).unwrap_or_default();
            film.audio.push(AudioStream {
                codec: codec_name(&codec),
                channels: Some(of(&sound, 0x9f).map_or(1, |body| u16::try_from(whole(&body)).unwrap_or(0))).filter(|c| *c > 0),
                rate: of(&sound, 0xb5).and_then(|body| real(&body)).filter(|r| (1.0..1e6).contains(r)).map(|r| r as u32),
            });
        }
        _ => {}
    }
}

/// As elsewhere; a name nobody here knows is given without the letters of its kind.
fn codec_name(codec: &[u8]) -> String {
    let known: [(&[u8], &str); 8] = [
        (b"V_MPEG4/ISO/AVC", "h264"),
        (b"V_MPEGH/ISO/HEVC", "hevc"),
        (b"V_MPEG4/ISO/ASP", "mpeg4"),
        (b"V_MS/VFW/FOURCC", "vfw"),
        (b"A_AAC", "aac"),
        (b"A_MPEG/L3", "mp3"),
        (b"A_PCM", "pcm"),
        (b"A_AC3", "ac3"),
    ];
    if let Some((_, name)) = known.iter().find(|(id, _)| codec.starts_with(id)) {
        return (*name).to_owned();
    }
    let letters = codec.get(2..).unwrap_or_default().iter().filter(|b| b.is_ascii_alphanumeric());
    let name: String = letters.take(16).map(|b| char::from(b.to_ascii_lowercase())).collect();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

pub(super) fn avi(source: &mut (impl Read + Seek), bytes: u64) -> Result<Facts, Trouble> {
    let head = at(source, 0, HEAD)?;
    let mut film = VideoFacts { container: "avi".to_owned(), bytes, ..VideoFacts::default() };
    for (place, _) in head.windows(4).enumerate().filter(|(_, w)| *w == b"strh").take(16) {
        let kind = head.get(place + 8..place + 12).unwrap_or_default();
        let codec = head.get(place + 12..place + 16).unwrap_or_default();
        let letters: String = codec.iter().filter(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase())).collect();
        // Behind the head of a stream stands its form: that of a bitmap, or that of a wave.
        let next = place + 8 + le32(&head, place + 4).map_or(0, |size| (size as usize).min(HEAD));
        let form = head.get(next..next + 4).filter(|name| *name == b"strf").and_then(|_| head.get(next + 8..)).unwrap_or_default();
        match kind {
            b"vids" => {
                let name = if ["h264", "x264", "avc1"].contains(&letters.as_str()) { "h264".to_owned() } else { letters };
                // A height below zero says that the rows go down.
                let side = |at: usize| le32(form, at).map_or(0, |side| side.cast_signed().unsigned_abs());
                film.video.push(VideoStream { codec: name, width: side(4), height: side(8), ..VideoStream::default() });
            }
            b"auds" => film.audio.push(AudioStream {
                codec: wave_codec(le16(form, 0), letters),
                channels: le16(form, 2).filter(|c| *c > 0),
                rate: le32(form, 4).filter(|r| *r > 0),
            }),
            _ => {}
        }
    }
    if let (Some(frame), Some(frames)) = (le32(&head, 32), le32(&head, 48)) {
        film.duration_ms = Some(u64::from(frame) * u64::from(frames) / 1_000).filter(|ms| *ms > 0);
    }
    // What the whole says of its size, where a stream says nothing.
    if let (Some(first), Some(width), Some(height)) = (film.video.first_mut(), le32(&head, 64), le32(&head, 68)) {
        if first.width == 0 || first.height == 0 {
            (first.width, first.height) = (width, height);
        }
    }
    if film.video.is_empty() && film.audio.is_empty() { Err(Trouble::new("damaged", "no streams")) } else { Ok(Facts::Video(film)) }
}

/// By its number; the letters are mostly left empty.
fn wave_codec(number: Option<u16>, letters: String) -> String {
    match number {
        Some(0x55) => "mp3".to_owned(),
        Some(1) => "pcm".to_owned(),
        Some(0xff | 0x1600..=0x1610) => "aac".to_owned(),
        Some(0x2000) => "ac3".to_owned(),
        _ if letters.is_empty() => "unknown".to_owned(),
        _ => letters,
    }
}
