//! Matroska, WebM and AVI: enough of them to say what is in them and that it must be converted.

use std::io::{Read, Seek};

use super::{AudioStream, Facts, SoundFacts, VideoFacts, VideoStream};
use crate::Trouble;
use crate::reading::{at, le32};

/// The tracks stand near the head.
const HEAD: usize = 1 << 20;

pub(super) fn matroska(source: &mut (impl Read + Seek), bytes: u64) -> Result<Facts, Trouble> {
    let head = at(source, 0, HEAD)?;
    let has = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    let container = if has(b"webm") { "webm" } else { "matroska" };
    let known = |list: &[(&[u8], &str)]| list.iter().filter(|(id, _)| has(id)).map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>();
    let video = known(&[
        (b"V_VP8", "vp8"),
        (b"V_VP9", "vp9"),
        (b"V_AV1", "av1"),
        (b"V_MPEG4/ISO/AVC", "h264"),
        (b"V_MPEGH/ISO/HEVC", "hevc"),
        (b"V_MPEG4/ISO/ASP", "mpeg4"),
    ]);
    let audio = known(&[
        (b"A_OPUS", "opus"),
        (b"A_VORBIS", "vorbis"),
        (b"A_AAC", "aac"),
        (b"A_MPEG/L3", "mp3"),
        (b"A_AC3", "ac3"),
        (b"A_FLAC", "flac"),
    ]);
    if video.is_empty() && audio.is_empty() {
        return Err(Trouble::new("damaged", "no tracks"));
    }
    if video.is_empty() {
        let codec = audio.into_iter().next().unwrap_or_default();
        return Ok(Facts::Sound(SoundFacts { container: container.to_owned(), codec, bytes, ..SoundFacts::default() }));
    }
    Ok(Facts::Video(VideoFacts {
        container: container.to_owned(),
        video: video.into_iter().map(|codec| VideoStream { codec, ..VideoStream::default() }).collect(),
        audio: audio.into_iter().map(|codec| AudioStream { codec, ..AudioStream::default() }).collect(),
        bytes,
        ..VideoFacts::default()
    }))
}

pub(super) fn avi(source: &mut (impl Read + Seek), bytes: u64) -> Result<Facts, Trouble> {
    let head = at(source, 0, HEAD)?;
    let mut film = VideoFacts { container: "avi".to_owned(), bytes, ..VideoFacts::default() };
    for (place, _) in head.windows(4).enumerate().filter(|(_, w)| *w == b"strh").take(16) {
        let kind = head.get(place + 8..place + 12).unwrap_or_default();
        let codec = head.get(place + 12..place + 16).unwrap_or_default();
        let letters: String = codec.iter().filter(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase())).collect();
        match kind {
            b"vids" => {
                let name = if ["h264", "x264", "avc1"].contains(&letters.as_str()) { "h264".to_owned() } else { letters };
                film.video.push(VideoStream { codec: name, ..VideoStream::default() });
            }
            b"auds" => film
                .audio
                .push(AudioStream { codec: if letters.is_empty() { "unknown".to_owned() } else { letters }, ..AudioStream::default() }),
            _ => {}
        }
    }
    if let (Some(frame), Some(frames)) = (le32(&head, 32), le32(&head, 48)) {
        film.duration_ms = Some(u64::from(frame) * u64::from(frames) / 1_000).filter(|ms| *ms > 0);
    }
    if film.video.is_empty() && film.audio.is_empty() { Err(Trouble::new("damaged", "no streams")) } else { Ok(Facts::Video(film)) }
}
