//! Pictures, videos and sound: what a file really is, and how it is made to fit what `WhatsApp` takes.
//!
//! A file is read without trust: by its content and never its name, in bounded memory and time. Storing files, and
//! showing them, is left to others. Conversions of video and sound are done by ffmpeg where it is there; a codec of our
//! own would be larger than the rest of the shop.

mod colours;
pub mod convert;
mod facts;
mod jpeg;
mod moving;
mod opened;
mod picture;
mod reading;
mod voice;

pub use facts::{AudioStream, DocumentFacts, Facts, PictureFacts, SoundFacts, VideoFacts, VideoStream, facts, without_tags};
pub use moving::fit_moving;
pub use picture::{Cut, Fitted, Shape, fit_part, fit_picture};
pub use voice::voice_note;

use serde::{Deserialize, Serialize};

/// What a file is to be.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum For {
    /// A picture in a message.
    Image,
    /// A sticker, still or moving.
    Sticker,
    /// A video in a message.
    Video,
    /// A voice note.
    Voice,
    /// Music or any other sound.
    Audio,
    /// Something to read.
    Document,
}

impl For {
    /// Its name, as everywhere else.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Sticker => "sticker",
            Self::Video => "video",
            Self::Voice => "voice",
            Self::Audio => "audio",
            Self::Document => "document",
        }
    }
}

/// Fact sheet §4: pictures, JPEG or PNG of eight bits.
pub const IMAGE_BYTES: u64 = 5 * 1024 * 1024;
/// Fact sheet §4: video and sound.
pub const VIDEO_BYTES: u64 = 16 * 1024 * 1024;
/// Fact sheet §4: a still sticker, WebP.
pub const STICKER_BYTES: u64 = 100 * 1024;
/// Fact sheet §4: a moving sticker.
pub const MOVING_STICKER_BYTES: u64 = 500 * 1024;
/// Fact sheet §4: a document.
pub const DOCUMENT_BYTES: u64 = 100 * 1024 * 1024;
/// Fact sheet §4: width and height of a sticker.
pub const STICKER_SIDE: u32 = 512;
/// Fact sheet §4: a voice note larger than this is offered for download instead of being played.
pub const VOICE_PLAYED_BYTES: u64 = 512 * 1024;

/// Why a file is not taken as it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Problem {
    /// `wrong_kind`, `wrong_format`, `too_large`, `wrong_size`, `not_eight_bit`, `wrong_colours`, `animated`, `has_location`, `has_tags`,
    /// `turned`, `wrong_video_codec`, `wrong_audio_codec`, `two_audio_streams`, `no_video`, `not_mono`, `download_only`.
    pub code: &'static str,
    /// What it is.
    pub found: String,
    /// What it should be.
    pub wanted: String,
    /// It is refused; otherwise it is taken, with this remark.
    pub refuses: bool,
}

/// Why a file cannot be used at all.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Trouble {
    /// `empty`, `unknown`, `too_large`, `not_a_picture`, `truncated`, `damaged`, `too_many_pixels`, `too_many_frames`, `does_not_fit`, `heic_unsupported`, `no_ffmpeg`,
    /// `conversion_failed`, `cancelled`, `unreadable`.
    pub code: &'static str,
    /// More of it: what was found, or what the system said.
    pub detail: String,
}

impl Trouble {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    fn sentence(&self) -> String {
        let said = match self.code {
            "empty" => "the file is empty",
            "unknown" => "this is no picture, video or sound that is known here",
            "not_a_picture" => "this is not a picture",
            "too_large" => "it is too large",
            "truncated" => "the file breaks off; copy it again from where it came",
            "damaged" => "the file is damaged; copy it again from where it came",
            "too_many_pixels" => "the picture is too large to be opened; make it smaller first",
            "too_many_frames" => "it moves for too long to be a sticker; cut it shorter first",
            "does_not_fit" => "it cannot be made small enough",
            "heic_unsupported" => {
                "pictures of this kind (AVIF, or HEIC of a rare make) need ffmpeg; install it, or save the picture as JPEG"
            }
            "no_ffmpeg" => "converting needs ffmpeg, which is not installed",
            "conversion_failed" => "ffmpeg could not convert it",
            "cancelled" => "stopped",
            _ => "the file cannot be read",
        };
        if self.detail.is_empty() { said.to_owned() } else { format!("{said} ({})", self.detail) }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        let code = if error.kind() == std::io::ErrorKind::UnexpectedEof { "truncated" } else { "unreadable" };
        Self::new(code, error.kind().to_string())
    }
}

fn problem(code: &'static str, found: impl Into<String>, wanted: impl Into<String>) -> Problem {
    Problem { code, found: found.into(), wanted: wanted.into(), refuses: true }
}

fn remark(code: &'static str, found: impl Into<String>, wanted: impl Into<String>) -> Problem {
    Problem { refuses: false, ..problem(code, found, wanted) }
}

/// Everything that keeps a file from being sent as it is, and what is worth knowing before.
pub fn judge(facts: &Facts, purpose: For) -> Vec<Problem> {
    match (facts, purpose) {
        (Facts::Picture(picture), For::Image) => judge_image(picture),
        (Facts::Picture(picture), For::Sticker) => judge_sticker(picture),
        (Facts::Video(video), For::Video) => judge_video(video),
        (Facts::Sound(sound), For::Voice | For::Audio) => judge_sound(sound, purpose),
        (Facts::Document(document), For::Document) => too_large(document.bytes, DOCUMENT_BYTES).into_iter().collect(),
        (other, _) => vec![problem("wrong_kind", other.kind(), purpose.name())],
    }
}

fn too_large(bytes: u64, most: u64) -> Option<Problem> {
    (bytes > most).then(|| problem("too_large", bytes.to_string(), most.to_string()))
}

fn judge_image(picture: &PictureFacts) -> Vec<Problem> {
    let mut all = Vec::new();
    if !["jpeg", "png"].contains(&picture.format.as_str()) {
        all.push(problem("wrong_format", &picture.format, "jpeg or png"));
    }
    if picture.bits > 8 {
        all.push(problem("not_eight_bit", picture.bits.to_string(), "8"));
    }
    if picture.colours == "cmyk" {
        all.push(problem("wrong_colours", &picture.colours, "rgb"));
    }
    all.extend(too_large(picture.bytes, IMAGE_BYTES));
    if picture.has_location {
        all.push(remark("has_location", "where it was taken", "nothing"));
    }
    if picture.animated {
        all.push(remark("animated", "it moves", "one picture: the first is taken"));
    }
    if picture.orientation > 1 {
        all.push(remark("turned", picture.orientation.to_string(), "1"));
    }
    all
}

fn judge_sticker(picture: &PictureFacts) -> Vec<Problem> {
    let mut all = Vec::new();
    if picture.format != "webp" {
        all.push(problem("wrong_format", &picture.format, "webp"));
    }
    if (picture.width, picture.height) != (STICKER_SIDE, STICKER_SIDE) {
        all.push(problem("wrong_size", format!("{}x{}", picture.width, picture.height), "512x512"));
    }
    let most = if picture.animated { MOVING_STICKER_BYTES } else { STICKER_BYTES };
    all.extend(too_large(picture.bytes, most));
    all
}

fn judge_video(video: &VideoFacts) -> Vec<Problem> {
    let mut all = Vec::new();
    if !["mp4", "3gp"].contains(&video.container.as_str()) {
        all.push(problem("wrong_format", &video.container, "mp4 or 3gp"));
    }
    match video.video.as_slice() {
        [] => all.push(problem("no_video", "no picture", "h264")),
        streams => {
            for stream in streams {
                if stream.codec != "h264" {
                    all.push(problem("wrong_video_codec", &stream.codec, "h264"));
                } else if !PLAYED_PROFILES.contains(&stream.profile.as_str()) {
                    all.push(problem("wrong_video_codec", format!("h264 {}", stream.profile), "h264 high or below"));
                }
            }
        }
    }
    if video.audio.len() > 1 {
        all.push(problem("two_audio_streams", video.audio.len().to_string(), "one or none"));
    }
    for stream in video.audio.iter().filter(|s| s.codec != "aac") {
        all.push(problem("wrong_audio_codec", &stream.codec, "aac"));
    }
    let channels = video.audio.iter().filter(|s| s.codec == "aac").filter_map(|s| s.channels);
    all.extend(channels.filter(|c| *c > 2).map(too_many_channels));
    if video.has_location {
        all.push(problem("has_location", "where it was taken", "nothing"));
    }
    if video.has_tags {
        all.push(problem("has_tags", "titles or remarks", "nothing"));
    }
    all.extend(too_large(video.bytes, VIDEO_BYTES));
    all
}

/// Of H.264: those of more bits or more colours are not played by phones. Where it is not said, it is taken for one of these.
const PLAYED_PROFILES: [&str; 5] = ["", "baseline", "main", "extended", "high"];

fn too_many_channels(channels: u16) -> Problem {
    problem("wrong_audio_codec", format!("aac of {channels} channels"), "aac of one or two channels")
}

fn judge_sound(sound: &SoundFacts, purpose: For) -> Vec<Problem> {
    let mut all = Vec::new();
    let opus = sound.container == "ogg" && sound.codec == "opus";
    let fine = match purpose {
        For::Voice => opus,
        _ => opus || ["mp3", "aac", "amr"].contains(&sound.codec.as_str()) || sound.container == "mp4" && sound.codec == "aac",
    };
    if !fine {
        let wanted = if purpose == For::Voice { "opus in ogg" } else { "aac, amr, mp3, or opus in ogg" };
        all.push(problem("wrong_audio_codec", format!("{} in {}", sound.codec, sound.container), wanted));
    }
    if sound.container == "ogg" && sound.channels.is_some_and(|c| c > 1) {
        all.push(problem("not_mono", sound.channels.unwrap_or_default().to_string(), "1"));
    }
    if sound.container == "mp4" && sound.codec == "aac" && fine {
        all.extend(sound.channels.filter(|c| *c > 2).map(too_many_channels));
    }
    if sound.has_location {
        all.push(problem("has_location", "where it was recorded", "nothing"));
    }
    // Of music a title is part of it; of what somebody says it is not.
    if purpose == For::Voice && sound.has_tags {
        all.push(problem("has_tags", "titles or remarks", "nothing"));
    }
    all.extend(too_large(sound.bytes, VIDEO_BYTES));
    if purpose == For::Voice && sound.bytes > VOICE_PLAYED_BYTES && sound.bytes <= VIDEO_BYTES {
        all.push(remark("download_only", sound.bytes.to_string(), VOICE_PLAYED_BYTES.to_string()));
    }
    all
}

#[cfg(test)]
mod tests;
