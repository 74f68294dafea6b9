//! Files: what they are, how large they may be, how long they live (fact sheet §2.2, §5), their
//! short-lived addresses, and resumable uploads. A file is what its first bytes say, not what the
//! caller calls it; a codec WhatsApp cannot play is found out only after the message was taken.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::DAY;
use crate::refusal::Refusal;

/// An uploaded file lives so long.
pub const UPLOADED: i64 = 30 * DAY;
/// A file in a webhook lives so long.
pub const RECEIVED: i64 = 7 * DAY;
/// An address of a file lives so long.
pub const ADDRESS: i64 = 5 * 60_000;

/// A file.
#[derive(Clone, Debug)]
pub struct Media {
    /// Its type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it is forgotten.
    pub until: i64,
    /// Base64, as webhooks give it.
    pub sha256: String,
}

/// A resumable upload on its way.
#[derive(Clone, Debug, Serialize)]
pub struct Upload {
    /// What it will be.
    pub mime: String,
    /// How long it will be.
    pub length: usize,
    /// What has arrived.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Every file.
#[derive(Default)]
pub struct Library {
    media: BTreeMap<String, Media>,
    addresses: BTreeMap<String, (String, i64)>,
    /// Resumable uploads by id.
    pub uploads: BTreeMap<String, Upload>,
    /// Handles made of finished ones, with their type.
    pub handles: BTreeMap<String, String>,
}

impl Library {
    /// Puts a file there.
    pub fn recall(&mut self, id: String, mime: String, bytes: Vec<u8>, until: i64) {
        let sha256 = data_encoding::BASE64.encode(&Sha256::digest(&bytes));
        self.media.insert(id, Media { mime, bytes, until, sha256 });
    }

    /// What must be remembered of them.
    pub fn remembered(&self) -> Vec<(String, String, i64)> {
        self.media.iter().map(|(id, m)| (id.clone(), m.mime.clone(), m.until)).collect()
    }

    /// A file that is still kept.
    pub fn get(&self, id: &str, now: i64) -> Option<&Media> {
        self.media.get(id).filter(|m| m.until > now)
    }

    /// Deletes one; false when it is not there.
    pub fn remove(&mut self, id: &str, now: i64) -> bool {
        self.media.remove(id).is_some_and(|m| m.until > now)
    }

    /// A new address for a file, under `base`.
    pub fn address(&mut self, base: &str, id: &str, number: u64, now: i64) -> String {
        self.addresses.retain(|_, (_, until)| *until > now);
        let key = format!("{number:x}");
        self.addresses.insert(key.clone(), (id.to_owned(), now + ADDRESS));
        format!("{base}/whatsapp_business/attachments/?mid={id}&ext={}&hash={key}", (now + ADDRESS) / 1000)
    }

    /// The file behind an address that still lives.
    pub fn at_address(&self, key: &str, now: i64) -> Option<&Media> {
        let (id, until) = self.addresses.get(key)?;
        if *until > now { self.get(id, now) } else { None }
    }
}

const MEGA: usize = 1024 * 1024;

/// What a file may be and how large.
///
/// # Errors
/// 131053 with what is wrong.
pub fn check(mime: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let refuse = |details: String| Err(Refusal::new(131_053, details));
    // A parameter such as `; codecs=opus` is not part of the type.
    let essence = mime.split(';').next().unwrap_or_default().trim();
    if !sniff(essence, bytes) {
        return refuse(format!("{mime} is not supported, or not what the file is"));
    }
    let most = match essence {
        "image/jpeg" | "image/png" => 5 * MEGA,
        "image/webp" if is_animated(bytes) => 500 * 1024,
        "image/webp" => 100 * 1024,
        m if m.starts_with("video/") || m.starts_with("audio/") => 16 * MEGA,
        _ => 100 * MEGA,
    };
    if bytes.len() > most {
        return refuse(format!("{} bytes; {essence} may have {most}", bytes.len()));
    }
    if essence == "image/png" && bytes.len() > 25 && (bytes[24] != 8 || !matches!(bytes[25], 2 | 6)) {
        return refuse("PNG must be 8-bit RGB or RGBA".into());
    }
    if essence == "image/webp" && webp_size(bytes) != Some((512, 512)) {
        return refuse("a sticker is 512×512".into());
    }
    Ok(())
}

fn sniff(mime: &str, bytes: &[u8]) -> bool {
    let at = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
    let ole = at(0, &[0xD0, 0xCF, 0x11, 0xE0]);
    match mime {
        "image/jpeg" => at(0, &[0xFF, 0xD8, 0xFF]),
        "image/png" => at(0, b"\x89PNG\r\n\x1a\n"),
        "image/webp" => at(0, b"RIFF") && at(8, b"WEBP"),
        "video/mp4" | "audio/mp4" => at(4, b"ftyp") && !at(8, b"3gp"),
        "video/3gpp" => at(4, b"ftyp3g"),
        "audio/aac" => at(0, &[0xFF, 0xF1]) || at(0, &[0xFF, 0xF9]),
        "audio/amr" => at(0, b"#!AMR"),
        "audio/mpeg" => at(0, b"ID3") || bytes.first() == Some(&0xFF) && bytes.get(1).is_some_and(|b| b & 0xE0 == 0xE0),
        "audio/ogg" => at(0, b"OggS") && at(28, b"OpusHead"),
        "application/pdf" => at(0, b"%PDF"),
        "text/plain" => std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0),
        "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" => ole,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.openxmlformats-officedocument.presentationml.presentation" => at(0, b"PK\x03\x04"),
        _ => false,
    }
}

/// Whether a WebP moves.
pub fn is_animated(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0x02 != 0)
}

fn webp_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let byte = |i: usize| bytes.get(i).copied().map(u32::from);
    match bytes.get(12..16)? {
        b"VP8X" => Some((1 + (byte(24)? | byte(25)? << 8 | byte(26)? << 16), 1 + (byte(27)? | byte(28)? << 8 | byte(29)? << 16))),
        b"VP8L" => {
            let bits = byte(21)? | byte(22)? << 8 | byte(23)? << 16 | byte(24)? << 24;
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        b"VP8 " => Some(((byte(26)? | byte(27)? << 8) & 0x3FFF, (byte(28)? | byte(29)? << 8) & 0x3FFF)),
        _ => None,
    }
}

/// Whether WhatsApp can show the file as this kind of message; found out after the message was taken.
pub fn shows(kind: &str, voice: bool, media: &Media) -> bool {
    let mime = media.mime.split(';').next().unwrap_or_default().trim();
    let holds = |mark: &[u8]| media.bytes.windows(4).any(|w| w == mark);
    match kind {
        "image" => matches!(mime, "image/jpeg" | "image/png"),
        "sticker" => mime == "image/webp",
        // H.264 and nothing else.
        "video" => mime == "video/3gpp" || mime == "video/mp4" && !holds(b"hvc1") && !holds(b"hev1") && !holds(b"vp09") && !holds(b"av01"),
        "gif" => mime == "video/mp4" && media.bytes.len() <= 7 * MEGA / 2,
        "audio" => mime.starts_with("audio/") && (!voice || mime == "audio/ogg"),
        // Any file can be sent as a document.
        _ => true,
    }
}

/// A small real file of a kind, for people who send one without saying which.
pub fn small(kind: &str) -> (&'static str, &'static [u8], &'static str) {
    match kind {
        "image" => ("image/jpeg", include_bytes!("../../assets/picture.jpg"), "picture.jpg"),
        "image/png" => ("image/png", include_bytes!("../../assets/picture.png"), "picture.png"),
        "video" => ("video/mp4", include_bytes!("../../assets/video.mp4"), "video.mp4"),
        "voice" => ("audio/ogg; codecs=opus", include_bytes!("../../assets/voice.ogg"), "voice.ogg"),
        "audio" => ("audio/mpeg", include_bytes!("../../assets/audio.mp3"), "audio.mp3"),
        "sticker" => ("image/webp", include_bytes!("../../assets/sticker.webp"), "sticker.webp"),
        "animated" => ("image/webp", include_bytes!("../../assets/sticker-moving.webp"), "sticker-moving.webp"),
        _ => ("application/pdf", PDF, "list.pdf"),
    }
}

/// One empty page.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_small_files_are_what_they_say() {
        for kind in ["image", "image/png", "video", "voice", "audio", "sticker", "animated", "document"] {
            let (mime, bytes, _) = small(kind);
            assert!(check(mime, bytes).is_ok(), "{kind} is a real {mime}");
        }
        assert!(is_animated(small("animated").1) && !is_animated(small("sticker").1), "one sticker moves");
    }

    #[test]
    fn files_that_are_refused() {
        let jpeg = |n: usize| [vec![0xFF, 0xD8, 0xFF, 0xE0], vec![0; n]].concat();
        let mut sixteen_bit = small("image/png").1.to_vec();
        sixteen_bit[24] = 16;
        let mut small_sticker = small("sticker").1.to_vec();
        small_sticker[21] = 1;
        let cases = [
            ("image/jpeg", b"<html>".to_vec(), "a page is not a picture"),
            ("image/gif", b"GIF89a".to_vec(), "a GIF is not taken"),
            ("image/jpeg", jpeg(5 * MEGA), "5 MB a picture"),
            ("image/png", sixteen_bit, "eight bits a colour"),
            ("image/webp", small_sticker, "512 by 512"),
            ("image/webp", [small("sticker").1, &vec![0; 101 * 1024]].concat(), "100 KB when it is still"),
            ("image/webp", [small("animated").1, &vec![0; 501 * 1024]].concat(), "500 KB when it moves"),
            ("video/mp4", [small("video").1, &vec![0; 16 * MEGA]].concat(), "16 MB a video"),
            ("audio/ogg", b"OggS vorbis and not opus, padded to be long".to_vec(), "opus only"),
            ("text/plain", vec![0xC3, 0x28], "text is UTF-8"),
            ("application/zip", b"PK\x03\x04".to_vec(), "no archives"),
        ];
        for (mime, bytes, why) in cases {
            assert_eq!(check(mime, &bytes).err().map(|r| r.code), Some(131_053), "{why}");
        }
    }
}
