//! The shop's own files, whatever their kind: kept once under their hash, named, found again, sent from there. What does
//! not fit the Cloud API is told why; with ffmpeg it is converted, with a share of how far it is and a way to stop.
//!
//! A picture becomes JPEG, a sticker WebP; film, sound and papers are kept byte for byte or converted, never repacked by
//! our own hand: a container that was rewritten wrongly is refused by some phones and by no test. The one exception is
//! Opus as windows record it: it would need ffmpeg for nothing but another wrapping.

use std::io::Cursor;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_media::convert::{convert, ffmpeg, plan, poster};
use vitrine_media::{Facts, For, Problem, Shape, Trouble, facts, fit_picture, judge};

use super::{Ready, THUMBNAIL, path_of};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, DAY, Error, Millis, Result};

/// What was taken out can be put back for so long.
const KEPT_FOR: Millis = 30 * DAY;
/// Rows of one page.
const PAGE: usize = 60;
/// A name, an alt text.
const LONGEST: usize = 500;

/// A file of the library.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct MediaFile {
    /// SHA-256 of its bytes, hex: its name everywhere.
    pub hash: String,
    /// image, sticker, video, audio, voice or document.
    pub kind: String,
    /// As the platform calls it.
    pub mime: String,
    /// What the owner calls it.
    pub name: String,
    /// What it shows, in words.
    pub alt: String,
    /// Pixels; 0 where there is nothing to see.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Bytes.
    pub bytes: i64,
    /// Of what plays, where its file says it.
    pub duration_ms: Option<i64>,
    /// There is a small picture of it.
    pub has_picture: bool,
    /// When it came.
    pub added_at: Millis,
    /// The product it shows, where it has no name of its own.
    pub of: Option<String>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct MediaWanted {
    /// Words of its name, of what it shows.
    pub text: String,
    /// Of one kind; empty: of any.
    pub kind: String,
    /// Behind this one.
    pub after: Option<String>,
}

/// A page of the library, newest first.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct MediaPage {
    /// The files.
    pub files: Vec<MediaFile>,
    /// There are more behind the last.
    pub more: bool,
    /// All there are, of this kind and with these words.
    pub total: i64,
}

/// How a conversion goes; one at a time.
#[derive(Debug, Default)]
pub struct Converting {
    busy: AtomicBool,
    cancel: AtomicBool,
    /// Thousandths.
    share: AtomicU32,
}

impl Converting {
    /// How far it is, 0 to 1; nothing when none runs.
    pub fn share(&self) -> Option<f64> {
        self.busy.load(Ordering::Relaxed).then(|| f64::from(self.share.load(Ordering::Relaxed)) / 1_000.0)
    }

    /// Stops it; nothing of it is kept.
    pub fn stop(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn bad(trouble: &Trouble) -> Error {
    Error::new(Code::BadMedia).with("why", trouble.code)
}

/// What a file is kept for, if nobody says: a picture in a message, a voice note where it is one, else what it is.
fn purpose(facts: &Facts, wanted: Option<For>) -> For {
    match (wanted, facts) {
        (Some(wanted), _) => wanted,
        (None, Facts::Picture(_)) => For::Image,
        (None, Facts::Video(_)) => For::Video,
        (None, Facts::Sound(sound)) if sound.container == "ogg" && sound.codec == "opus" && sound.channels == Some(1) => For::Voice,
        (None, Facts::Sound(_)) => For::Audio,
        (None, Facts::Document(_)) => For::Document,
    }
}

fn refusal(problem: &Problem, facts: &Facts, purpose: For) -> Error {
    let error =
        Error::new(Code::BadMedia).with("why", problem.code).with("found", problem.found.clone()).with("wanted", problem.wanted.clone());
    // What cannot be converted is not offered to be.
    let plays = matches!((facts, purpose), (Facts::Video(_), For::Video) | (Facts::Video(_) | Facts::Sound(_), For::Audio | For::Voice));
    if !plays {
        return error;
    }
    let plan = plan(facts, purpose);
    let error = error.with("ffmpeg", i64::from(ffmpeg().is_ok()));
    if plan.fits { error.with("becomes", plan.estimated_bytes as i64) } else { error }
}

/// Makes a file ready: a picture is fitted, everything else is looked at, and converted where that was asked for.
///
/// # Errors
/// `bad_media` with `why` (see [`vitrine_media::Problem`] and [`Trouble`]), `found`, `wanted`, `ffmpeg` (0 or 1) and, where
/// converting would help, about how many bytes it `becomes`; `cancelled`.
pub fn ready(mut bytes: Vec<u8>, wanted: Option<For>, may_convert: bool, converting: &Converting) -> Result<Ready> {
    // Where a film was taken is nobody's business; taking that out changes nothing to be seen, so nobody is asked.
    vitrine_media::without_tags(&mut bytes);
    let facts = facts(&mut Cursor::new(&bytes)).map_err(|trouble| bad(&trouble))?;
    let purpose = purpose(&facts, wanted);
    match (&facts, purpose) {
        (Facts::Picture(_), For::Image) => return super::convert(&bytes),
        (Facts::Picture(was), For::Sticker) => return sticker(&bytes, was.animated, &converting.cancel),
        _ => {}
    }
    let Some(problem) = judge(&facts, purpose).into_iter().find(|problem| problem.refuses) else { return as_it_is(bytes, &facts, purpose) };
    if let (Facts::Sound(sound), For::Voice) = (&facts, purpose) {
        if sound.codec == "opus" {
            if let Ok(note) = vitrine_media::voice_note(&bytes) {
                let facts = vitrine_media::facts(&mut Cursor::new(&note)).map_err(|trouble| bad(&trouble))?;
                return as_it_is(note, &facts, purpose);
            }
        }
    }
    let error = refusal(&problem, &facts, purpose);
    if !may_convert || !error.about.contains_key("becomes") {
        return Err(error);
    }
    let bytes = converted(&bytes, purpose, converting)?;
    let facts = vitrine_media::facts(&mut Cursor::new(&bytes)).map_err(|trouble| bad(&trouble))?;
    as_it_is(bytes, &facts, purpose)
}

fn sticker(bytes: &[u8], animated: bool, cancel: &AtomicBool) -> Result<Ready> {
    let fitted = vitrine_media::fit_moving(bytes, None, cancel).map_err(|trouble| bad(&trouble))?;
    let thumbnail = small(&fitted.bytes);
    Ok(Ready {
        kind: "sticker",
        mime: fitted.mime.into(),
        bytes: fitted.bytes,
        thumbnail,
        width: fitted.width,
        height: fitted.height,
        duration_ms: None,
        animated,
    })
}

/// A small picture of one; empty where it cannot be made, which keeps nothing from being sent.
fn small(picture: &[u8]) -> Vec<u8> {
    fit_picture(picture, Shape::Image { longest: THUMBNAIL }).map(|fitted| fitted.bytes).unwrap_or_default()
}

fn as_it_is(bytes: Vec<u8>, facts: &Facts, purpose: For) -> Result<Ready> {
    let mut ready = Ready {
        kind: purpose.name(),
        mime: String::new(),
        thumbnail: Vec::new(),
        width: 0,
        height: 0,
        duration_ms: None,
        animated: false,
        bytes,
    };
    match facts {
        Facts::Video(video) => {
            ready.mime = if video.container == "3gp" { "video/3gpp" } else { "video/mp4" }.into();
            ready.duration_ms = video.duration_ms;
            if let Some(stream) = video.video.first() {
                (ready.width, ready.height) = (stream.width, stream.height);
            }
            ready.thumbnail = poster_of(&ready.bytes);
        }
        Facts::Sound(sound) => {
            ready.mime = match sound.container.as_str() {
                "ogg" => "audio/ogg",
                "mp3" => "audio/mpeg",
                "amr" => "audio/amr",
                "aac" => "audio/aac",
                _ => "audio/mp4",
            }
            .into();
            ready.duration_ms = sound.duration_ms;
        }
        Facts::Document(document) => ready.mime.clone_from(&document.mime),
        Facts::Picture(_) => return Err(Error::new(Code::BadMedia).with("why", "wrong_kind")),
    }
    Ok(ready)
}

fn poster_of(video: &[u8]) -> Vec<u8> {
    let made = || -> std::io::Result<Vec<u8>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("film");
        std::fs::write(&file, video)?;
        Ok(poster(&file).map(|picture| small(&picture)).unwrap_or_default())
    };
    made().unwrap_or_default()
}

fn converted(bytes: &[u8], purpose: For, converting: &Converting) -> Result<Vec<u8>> {
    if converting.busy.swap(true, Ordering::SeqCst) {
        return Err(Error::new(Code::ImportRunning));
    }
    converting.cancel.store(false, Ordering::Relaxed);
    converting.share.store(0, Ordering::Relaxed);
    let work = || -> Result<Vec<u8>> {
        let folder = tempfile::tempdir()?;
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        std::fs::write(&from, bytes)?;
        let heard = |share: f32| converting.share.store((share.clamp(0.0, 1.0) * 1_000.0) as u32, Ordering::Relaxed);
        match convert(&from, purpose, &to, heard, &converting.cancel) {
            Ok(_) => Ok(std::fs::read(&to)?),
            Err(trouble) if trouble.code == "cancelled" => Err(Error::new(Code::Cancelled)),
            Err(trouble) => Err(bad(&trouble)),
        }
    };
    let done = work();
    converting.busy.store(false, Ordering::SeqCst);
    done
}

/// Keeps a file under its hash, and calls it so if it has no name yet.
pub fn keep(tx: &Tx<'_>, dir: &Path, ready: &Ready, name: &str, author: &Author, now: Millis) -> Result<MediaFile> {
    let hash = super::store(tx, dir, ready, now)?;
    let name: String = name.trim().chars().take(LONGEST).collect();
    tx.execute("UPDATE media SET name = ?2, added_by = ?3 WHERE hash = ?1 AND name = ''", (&hash, name, author.stamp()))?;
    tx.touch(crate::kinds::Topic::Catalog);
    get(tx, &hash)
}

const ROW: &str = "SELECT hash, kind, mime, name, alt, width, height, bytes, duration_ms, length(thumbnail) > 0, added_at FROM media";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<MediaFile> {
    Ok(MediaFile {
        hash: row.get(0)?,
        kind: row.get(1)?,
        mime: row.get(2)?,
        name: row.get(3)?,
        alt: row.get(4)?,
        width: row.get(5)?,
        height: row.get(6)?,
        bytes: row.get(7)?,
        duration_ms: row.get(8)?,
        has_picture: row.get(9)?,
        added_at: row.get(10)?,
        of: None,
    })
}

/// One file that has not been taken out.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read<'_>, hash: &str) -> Result<MediaFile> {
    read.one(&format!("{ROW} WHERE hash = ?1 AND dropped_at IS NULL AND spoken_to IS NULL"), [hash], read_row)?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "file"))
}

/// A page of the library.
pub fn page(read: &Read<'_>, wanted: &MediaWanted) -> Result<MediaPage> {
    let text = format!("%{}%", wanted.text.trim().to_lowercase().replace(['%', '_'], " "));
    let matching =
        "dropped_at IS NULL AND spoken_to IS NULL AND (?1 = '' OR kind = ?1) AND lower(name || ' ' || alt || ' ' || tags) LIKE ?2";
    let total = read.count(&format!("SELECT count(*) FROM media WHERE {matching}"), (&wanted.kind, &text))?;
    let mut files = read.all(
        &format!(
            "{ROW} WHERE {matching} AND (?3 IS NULL OR (-added_at, hash) > (SELECT -added_at, hash FROM media WHERE hash = ?3)) ORDER BY added_at DESC, hash LIMIT ?4"
        ),
        (&wanted.kind, &text, &wanted.after, PAGE as i64 + 1),
        read_row,
    )?;
    let more = files.len() > PAGE;
    files.truncate(PAGE);
    Ok(MediaPage { files, more, total })
}

/// Says what a file is called or shows.
///
/// # Errors
/// `not_found`; `bad_request` for another field; `too_long`.
pub fn describe(tx: &Tx<'_>, hash: &str, field: &str, value: &str) -> Result<MediaFile> {
    let value = value.trim();
    if value.chars().count() > LONGEST {
        return Err(Error::new(Code::TooLong).with("part", "name").with("limit", LONGEST as i64));
    }
    let column = match field {
        "name" => "name",
        "alt" => "alt",
        "tags" => "tags",
        _ => return Err(Error::new(Code::BadRequest).with("field", "field")),
    };
    tx.execute(&format!("UPDATE media SET {column} = ?2 WHERE hash = ?1"), (hash, value))?;
    tx.touch(crate::kinds::Topic::Catalog);
    get(tx, hash)
}

/// Takes a file out of the library; whoever asks has looked that nothing uses it. It can be put back for thirty days.
pub fn drop_file(tx: &Tx<'_>, hash: &str, now: Millis) -> Result<()> {
    get(tx, hash)?;
    tx.execute("UPDATE media SET dropped_at = ?2 WHERE hash = ?1", (hash, now))?;
    tx.touch(crate::kinds::Topic::Catalog);
    Ok(())
}

/// Puts it back.
///
/// # Errors
/// `too_late_to_undo`.
pub fn put_back(tx: &Tx<'_>, hash: &str) -> Result<MediaFile> {
    if tx.execute("UPDATE media SET dropped_at = NULL WHERE hash = ?1", [hash])? == 0 {
        return Err(Error::new(Code::TooLateToUndo));
    }
    tx.touch(crate::kinds::Topic::Catalog);
    get(tx, hash)
}

/// Those that were taken out so long ago that they go for good; what has been sent stays with the conversation it is in.
pub fn long_gone(read: &Read<'_>, now: Millis) -> Result<Vec<(String, String)>> {
    read.all("SELECT hash, mime FROM media WHERE dropped_at < ?1 AND upload_id IS NULL LIMIT 100", [now - KEPT_FOR], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Forgets one for good: its row, then its file.
pub fn forget(tx: &Tx<'_>, dir: &Path, hash: &str, mime: &str) -> Result<()> {
    tx.execute("DELETE FROM media WHERE hash = ?1", [hash])?;
    match std::fs::remove_file(path_of(dir, hash, mime)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// As what a file goes to Meta.
pub fn mime(read: &Read<'_>, hash: &str) -> Result<String> {
    read.value("SELECT mime FROM media WHERE hash = ?1", [hash])?.ok_or_else(|| Error::new(Code::NotFound).with("what", "file"))
}
