//! What a file is, from its bytes: the kind first, then what the kind's own file says of codecs, sizes and streams.

mod boxes;
mod coded;
mod document;
mod head;
mod sound;
mod still;
mod tags;
mod tracks;

pub(crate) use coded::{coded, showing};
pub(crate) use head::head as jpeg_head;
pub(crate) use still::is_whole_jpeg as still_whole_jpeg;
pub use tags::without_tags;

use std::io::{Read, Seek, SeekFrom};

use serde::Serialize;

use crate::Trouble;
use crate::reading::at;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Facts {
    /// A picture.
    Picture(PictureFacts),
    /// Moving pictures, with or without sound.
    Video(VideoFacts),
    /// Sound alone.
    Sound(SoundFacts),
    /// Something to read.
    Document(DocumentFacts),
}

impl Facts {
    /// picture, video, sound or document.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Picture(_) => "picture",
            Self::Video(_) => "video",
            Self::Sound(_) => "sound",
            Self::Document(_) => "document",
        }
    }
}

/// What a document is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentFacts {
    /// pdf, docx, xlsx, pptx, doc, xls, ppt, text.
    pub format: String,
    /// As the platform calls it: `application/pdf` and others.
    pub mime: String,
    /// Size of the file.
    pub bytes: u64,
}

/// What a picture is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PictureFacts {
    /// jpeg, png, webp, gif, bmp, tiff, heic, avif.
    pub format: String,
    /// As stored, before it is turned.
    pub width: u32,
    /// As stored.
    pub height: u32,
    /// Bits of one colour.
    pub bits: u8,
    /// rgb, grey, cmyk, palette.
    pub colours: String,
    /// Parts of it can be clear.
    pub alpha: bool,
    /// It moves.
    pub animated: bool,
    /// 1 to 8, as in EXIF: how it must be turned to be seen as taken.
    pub orientation: u8,
    /// It carries a colour profile.
    pub profile: bool,
    /// It says where it was taken.
    pub has_location: bool,
    /// Size of the file.
    pub bytes: u64,
}

/// What a video is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct VideoFacts {
    /// mp4, 3gp, mov, webm, matroska, avi.
    pub container: String,
    /// Milliseconds, where the file says it.
    pub duration_ms: Option<u64>,
    /// Its pictures.
    pub video: Vec<VideoStream>,
    /// Its sound.
    pub audio: Vec<AudioStream>,
    /// Its directory stands before its data: it plays while it loads.
    pub fast_start: bool,
    /// In pieces, as for streaming.
    pub fragmented: bool,
    /// It says where it was taken.
    pub has_location: bool,
    /// It says more in words: a title, a remark, who made it, with what.
    pub has_tags: bool,
    /// Size of the file.
    pub bytes: u64,
}

/// Pictures of a video.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct VideoStream {
    /// h264, hevc, vp9, av1, mpeg4, or its four letters.
    pub codec: String,
    /// baseline, main, high, high10, high422, high444 …, for h264.
    pub profile: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Degrees clockwise.
    pub rotation: u16,
}

/// Sound of a video.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AudioStream {
    /// aac, mp3, opus, amr, ac3, or its four letters.
    pub codec: String,
    /// Where the file says it.
    pub channels: Option<u16>,
    /// Samples a second.
    pub rate: Option<u32>,
}

/// What a sound is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SoundFacts {
    /// ogg, mp3, aac, amr, wav, mp4, webm, flac.
    pub container: String,
    /// opus, vorbis, mp3, aac, amr, pcm, flac.
    pub codec: String,
    /// Where the file says it.
    pub channels: Option<u16>,
    /// Samples a second.
    pub rate: Option<u32>,
    /// Milliseconds, where the file says it.
    pub duration_ms: Option<u64>,
    /// It says where it was recorded.
    pub has_location: bool,
    /// It says more in words: a title, a remark. Known of Ogg and MP4.
    pub has_tags: bool,
    /// Size of the file.
    pub bytes: u64,
}

/// Enough to tell every kind apart.
const HEAD: usize = 64;

/// Reads what a file is.
///
/// # Errors
/// `empty`, `unknown`, `truncated`, `damaged`, `unreadable`.
pub fn facts(source: &mut (impl Read + Seek)) -> Result<Facts, Trouble> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes == 0 {
        return Err(Trouble::new("empty", ""));
    }
    let head = at(source, 0, HEAD)?;
    let brand = head.get(8..12).unwrap_or_default();
    if head.get(4..8) == Some(b"ftyp") && still::is_still_brand(&head) {
        return still::coded_still(source, &head, bytes).map(Facts::Picture);
    }
    if head.get(4..8).is_some_and(|kind| [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"].iter().any(|k| *k == kind)) {
        return boxes::film(source, brand, bytes);
    }
    if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        return tracks::matroska(source, bytes);
    }
    if head.starts_with(b"RIFF") && brand == b"AVI " {
        return tracks::avi(source, bytes);
    }
    if let Some(document) = document::document(source, &head, bytes)? {
        return Ok(Facts::Document(document));
    }
    if let Some(sound) = sound::sound(source, &head, bytes)? {
        return Ok(Facts::Sound(sound));
    }
    still::still(source, &head, bytes).map(Facts::Picture)
}
