//! MP4, 3GP and MOV (ISO 14496-12): the boxes of the directory are walked, the data is passed over.

use std::io::{Read, Seek};

use super::tags::Told;
use super::{AudioStream, Facts, SoundFacts, VideoFacts, VideoStream};
use crate::Trouble;
use crate::reading::{at, be16, be32, be64};

/// A directory is smaller: that of a film of hours is a few megabytes.
const DIRECTORY: usize = 32 << 20;
/// More boxes than this on the top level, or streams, are no film.
const MOST: usize = 4_096;
/// What a box beside the directory tells is looked at so far.
const TOLD: usize = 1 << 20;

pub(super) fn film(source: &mut (impl Read + Seek), brand: &[u8], bytes: u64) -> Result<Facts, Trouble> {
    let mut film = VideoFacts { container: container(brand).to_owned(), bytes, ..VideoFacts::default() };
    let (mut place, mut data_before, mut directory) = (0_u64, false, false);
    let mut told = Told::default();
    for _ in 0..MOST {
        let head = at(source, place, 16)?;
        let (Some(size), Some(kind)) = (be32(&head, 0), head.get(4..8)) else { break };
        let (size, before) = match size {
            0 => (bytes.saturating_sub(place), 8),
            1 => (be64(&head, 8).unwrap_or(0), 16),
            size => (u64::from(size), 8),
        };
        if size < before {
            return Err(Trouble::new("damaged", "a part of no size"));
        }
        match kind {
            b"moov" => {
                if size > bytes - place {
                    return Err(Trouble::new("truncated", ""));
                }
                directory = true;
                film.fast_start = !data_before;
                let body = at(source, place + before, usize::try_from(size - before).unwrap_or(DIRECTORY).min(DIRECTORY))?;
                read_directory(&body, &mut film);
                told.add(&body);
            }
            b"moof" => film.fragmented = true,
            b"mdat" => {
                data_before = true;
                if size > bytes - place {
                    return Err(Trouble::new("truncated", ""));
                }
            }
            b"udta" | b"meta" | b"uuid" => told.add(&at(source, place, usize::try_from(size).unwrap_or(TOLD).min(TOLD))?),
            _ => {}
        }
        place = place.saturating_add(size);
        if place >= bytes {
            break;
        }
    }
    if !directory {
        return Err(Trouble::new(if data_before { "truncated" } else { "damaged" }, "no directory"));
    }
    film.has_location |= told.place;
    film.has_tags = told.words;
    Ok(sound_or_film(film, "mp4"))
}

/// What has no pictures is sound, in a container of that name.
pub(super) fn sound_or_film(mut film: VideoFacts, container: &str) -> Facts {
    if film.video.is_empty() && !film.audio.is_empty() {
        let first = film.audio.swap_remove(0);
        return Facts::Sound(SoundFacts {
            container: container.to_owned(),
            codec: first.codec,
            channels: first.channels,
            rate: first.rate,
            duration_ms: film.duration_ms,
            has_location: film.has_location,
            has_tags: film.has_tags,
            bytes: film.bytes,
        });
    }
    Facts::Video(film)
}

fn container(brand: &[u8]) -> &'static str {
    match brand {
        b"qt  " => "mov",
        brand if brand.starts_with(b"3gp") || brand.starts_with(b"3g2") => "3gp",
        _ => "mp4",
    }
}

/// The boxes inside one, each with its kind and body.
pub(super) fn inside(body: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut place = 0_usize;
    let mut left = MOST;
    std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        let size = be32(body, place)? as usize;
        let kind: [u8; 4] = body.get(place + 4..place + 8)?.try_into().ok()?;
        let (end, before) = match size {
            0 => (body.len(), 8),
            1 => (usize::try_from(be64(body, place + 8)?).ok().and_then(|size| place.checked_add(size))?.min(body.len()), 16),
            size => (place.checked_add(size)?.min(body.len()), 8),
        };
        let inner = body.get(place + before..end)?;
        place = end;
        Some((kind, inner))
    })
}

pub(super) fn first<'b>(body: &'b [u8], kind: &[u8; 4]) -> Option<&'b [u8]> {
    inside(body).find(|(found, _)| found == kind).map(|(_, body)| body)
}

fn read_directory(body: &[u8], film: &mut VideoFacts) {
    for (kind, inner) in inside(body) {
        match &kind {
            b"mvhd" => film.duration_ms = duration(inner),
            b"mvex" => film.fragmented = true,
            b"trak" if film.video.len() + film.audio.len() < 64 => drop(track(inner, film)),
            _ => {}
        }
    }
}

fn duration(header: &[u8]) -> Option<u64> {
    let (scale, length) =
        if header.first() == Some(&1) { (be32(header, 20)?, be64(header, 24)?) } else { (be32(header, 12)?, u64::from(be32(header, 16)?)) };
    let ms = u128::from(length) * 1_000 / u128::from(scale.max(1));
    u64::try_from(ms).ok().filter(|ms| scale > 0 && *ms > 0)
}

fn track(body: &[u8], film: &mut VideoFacts) -> Option<()> {
    let media = first(body, b"mdia")?;
    let handler = first(media, b"hdlr")?.get(8..12)?;
    let samples = first(first(first(media, b"minf")?, b"stbl")?, b"stsd")?;
    let (entry_kind, entry) = inside(samples.get(8..)?).next()?;
    match handler {
        b"vide" => {
            let turned = first(body, b"tkhd").map_or(0, rotation);
            film.video.push(VideoStream {
                codec: video_codec(entry_kind).into_owned(),
                profile: h264_profile(entry),
                width: u32::from(be16(entry, 24).unwrap_or(0)),
                height: u32::from(be16(entry, 26).unwrap_or(0)),
                rotation: turned,
            });
        }
        b"soun" => film.audio.push(AudioStream {
            codec: audio_codec(entry_kind, entry),
            // What the sound itself says goes before what stands around it, which is two for anything.
            channels: aac_channels(entry).or_else(|| be16(entry, 16)).filter(|c| *c > 0),
            rate: be32(entry, 24).map(|r| r >> 16).filter(|r| *r > 0),
        }),
        // Cameras write among the pictures where each was taken.
        _ if [b"gpmd", b"camm", b"mebx", b"rtmd"].iter().any(|kind| **kind == entry_kind) => film.has_location = true,
        _ => {}
    }
    Some(())
}

fn letters(kind: [u8; 4]) -> String {
    kind.iter().map(|b| if b.is_ascii_graphic() { char::from(*b) } else { '?' }).collect()
}

fn video_codec(kind: [u8; 4]) -> std::borrow::Cow<'static, str> {
    match &kind {
        b"avc1" | b"avc3" => "h264".into(),
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => "hevc".into(),
        b"vp09" => "vp9".into(),
        b"vp08" => "vp8".into(),
        b"av01" => "av1".into(),
        b"mp4v" => "mpeg4".into(),
        b"s263" | b"h263" => "h263".into(),
        b"jpeg" | b"mjpa" => "mjpeg".into(),
        _ => letters(kind).into(),
    }
}

/// In the decoder's configuration the second byte names the profile.
fn h264_profile(entry: &[u8]) -> String {
    let config = entry.get(78..).and_then(|rest| first(rest, b"avcC"));
    match config.and_then(|c| c.get(1)) {
        Some(44) => "cavlc444",
        Some(66) => "baseline",
        Some(77) => "main",
        Some(88) => "extended",
        Some(100) => "high",
        Some(110) => "high10",
        Some(122) => "high422",
        Some(244) => "high444",
        _ => "",
    }
    .to_owned()
}

/// The decoder's configuration inside a sample's descriptors (ISO 14496-1, 7.2.6): a list of parts, each with its number
/// and a length of seven bits a byte.
fn descriptor(mut bytes: &[u8], wanted: u8) -> Option<&[u8]> {
    for _ in 0..16 {
        let (number, rest) = bytes.split_first()?;
        let sized = rest.iter().take(4).take_while(|byte| **byte & 0x80 != 0).count() + 1;
        let length = rest.get(..sized)?.iter().fold(0_usize, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let body = rest.get(sized..)?;
        if *number == wanted {
            return Some(body.get(..length).unwrap_or(body));
        }
        // The first two hold the others, behind a head of their own.
        bytes = match number {
            3 => {
                let flags = *body.get(2)?;
                let address = if flags & 0x40 != 0 { 1 + usize::from(*body.get(3)?) } else { 0 };
                body.get(3 + usize::from(flags >> 7) * 2 + address + usize::from(flags >> 5 & 1) * 2..)?
            }
            4 => body.get(13..)?,
            _ => body.get(length..)?,
        };
    }
    None
}

/// How many channels AAC says it has (ISO 14496-3, 1.6.2.1); nothing where it lists them one by one.
fn aac_channels(entry: &[u8]) -> Option<u16> {
    let place = entry.windows(4).position(|w| w == b"esds")?;
    let config = descriptor(entry.get(place + 8..)?, 5)?;
    let bits = config.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) << (8 * (8 - config.len().min(8)));
    let take = |from: u32, count: u32| bits << from >> (64 - count);
    let after = if take(0, 5) == 31 { 11 } else { 5 };
    let after = after + if take(after, 4) == 15 { 28 } else { 4 };
    [0, 1, 2, 3, 4, 5, 6, 8].get(take(after, 4) as usize).copied().filter(|channels| *channels > 0)
}

fn audio_codec(kind: [u8; 4], entry: &[u8]) -> String {
    let said = match &kind {
        b"mp4a" => {
            // The descriptor's object type: 0x40 and 0x66 to 0x68 are AAC, 0x69 and 0x6b MP3.
            let descriptor = entry.windows(4).position(|w| w == b"esds").and_then(|place| entry.get(place + 4..));
            let object = descriptor.and_then(|d| d.iter().position(|b| *b == 4).map(|at| (d, at))).and_then(|(d, at)| {
                let skip = d.get(at + 1..)?.iter().take_while(|b| **b & 0x80 != 0).count();
                d.get(at + 2 + skip).copied()
            });
            match object {
                Some(0x69 | 0x6b) => "mp3",
                Some(0xa5) => "ac3",
                _ => "aac",
            }
        }
        b"samr" | b"sawb" => "amr",
        b".mp3" => "mp3",
        b"Opus" => "opus",
        b"alac" => "alac",
        b"ac-3" => "ac3",
        b"ec-3" => "eac3",
        b"fLaC" => "flac",
        b"sowt" | b"twos" | b"lpcm" | b"raw " => "pcm",
        _ => return letters(kind),
    };
    said.to_owned()
}

/// From the matrix of the track's header.
fn rotation(header: &[u8]) -> u16 {
    let matrix = if header.first() == Some(&1) { 52 } else { 40 };
    let part = |n: usize| be32(header, matrix + n * 4).map_or(0, |v| v.cast_signed().signum());
    match (part(0), part(1), part(3), part(4)) {
        (0, 1, -1, 0) => 90,
        (-1, 0, 0, -1) => 180,
        (0, -1, 1, 0) => 270,
        _ => 0,
    }
}
