//! Conversions by ffmpeg, where it is there: what it would come to first, then doing it with progress and a way to stop.
//!
//! ffmpeg reads the file it is given and nothing else: no network, no other file a playlist may name.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use crate::{Facts, For, Trouble, VIDEO_BYTES, facts, judge, voice_note, without_tags};

/// What converting would come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// About so many bytes.
    pub estimated_bytes: u64,
    /// Kilobits a second of picture; 0 for sound alone.
    pub video_kbit: u32,
    /// Kilobits a second of sound.
    pub audio_kbit: u32,
    /// Pixels of the longer side at most.
    pub longest: u32,
    /// It would be worth looking at within the limit; else it must be cut shorter first.
    pub fits: bool,
}

/// Kilobits a second below which moving pictures are no longer told apart.
const WORTH_SEEING: f64 = 80.0;

/// The ffmpeg of this machine.
///
/// # Errors
/// `no_ffmpeg`.
pub fn ffmpeg() -> Result<PathBuf, Trouble> {
    let name = if cfg!(windows) { "ffmpeg.exe" } else { "ffmpeg" };
    let places = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&places).map(|folder| folder.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| Trouble::new("no_ffmpeg", ""))
}

/// What converting a file would come to: as good as sixteen megabytes allow, no better than it was.
pub fn plan(facts: &Facts, purpose: For) -> Plan {
    let (bytes, duration, streams) = match facts {
        Facts::Video(video) => (video.bytes, video.duration_ms, video.video.first()),
        Facts::Sound(sound) => (sound.bytes, sound.duration_ms, None),
        Facts::Picture(picture) => (picture.bytes, None, None),
        Facts::Document(document) => (document.bytes, None, None),
    };
    // A length that is not known is taken for ten minutes: too small is better than refused.
    let seconds = duration.unwrap_or(600_000).max(1_000) as f64 / 1_000.0;
    let long = seconds > 300.0;
    let audio_kbit = if purpose == For::Voice {
        voice_kbit(seconds)
    } else if long {
        48
    } else {
        96
    };
    if purpose != For::Video {
        let estimated = (f64::from(audio_kbit) * 125.0 * seconds) as u64;
        return Plan { estimated_bytes: estimated, video_kbit: 0, audio_kbit, longest: 0, fits: estimated <= VIDEO_BYTES };
    }
    // A tenth is kept for the container and for what the encoder overshoots.
    let room = VIDEO_BYTES as f64 * 0.9 * 8.0 / 1_000.0 / seconds - f64::from(audio_kbit);
    let was = bytes as f64 * 8.0 / 1_000.0 / seconds;
    let fits = room >= WORTH_SEEING;
    // H.264 needs about twice what newer codecs do for the same picture.
    let video_kbit = room.min((was * 2.0).max(1_200.0)).clamp(WORTH_SEEING, 4_000.0) as u32;
    // Fewer pixels look better than many bad ones.
    let longest = match video_kbit {
        0..=300 => 480,
        301..=800 => 640,
        801..=1_800 => 960,
        _ => 1_280,
    };
    // A size that is not known makes nothing smaller: ffmpeg sees it, and scales only down.
    let side = streams.map(|s| s.width.max(s.height)).filter(|side| *side > 0);
    let longest = side.map_or(longest, |side| longest.min(side.max(16)));
    let estimated = ((f64::from(video_kbit) + f64::from(audio_kbit)) * 125.0 * seconds) as u64;
    Plan { estimated_bytes: estimated, video_kbit, audio_kbit, longest, fits }
}

/// Speech is as good as it gets at 32, and understood at 16; between them, what sixteen megabytes have room for.
fn voice_kbit(seconds: f64) -> u32 {
    // A tenth is kept for the pages of the container and for what the encoder overshoots.
    let room = VIDEO_BYTES as f64 * 0.9 / 125.0 / seconds;
    room.clamp(16.0, 32.0) as u32
}

/// Half the effort and packets of 60 ms take a third less time, which is not heard in speech.
const VOICE: [&str; 14] =
    ["-vn", "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-c:a", "libopus", "-compression_level", "5", "-frame_duration", "60", "-b:a"];
/// What the file tells, its streams, and its chapters: nothing of it is taken over. Ogg keeps remarks with the stream.
const NOTHING_TOLD: [&str; 8] = ["-map_metadata", "-1", "-map_metadata:s:v", "-1", "-map_metadata:s:a", "-1", "-map_chapters", "-1"];

fn arguments(plan: &Plan, purpose: For) -> Vec<String> {
    let words: Vec<String> = match purpose {
        For::Voice => VOICE.map(str::to_owned).into(),
        For::Audio => ["-vn", "-map", "0:a:0", "-ac", "2", "-c:a", "aac", "-b:a"].map(str::to_owned).into(),
        _ => {
            let scale = format!(
                "scale='if(gt(iw,ih),min({0},iw),-2)':'if(gt(iw,ih),-2,min({0},ih))',scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p",
                plan.longest
            );
            let (rate, most) = (format!("{}k", plan.video_kbit), format!("{}k", plan.video_kbit * 2));
            [
                "-map",
                "0:v:0",
                "-map",
                "0:a:0?",
                "-vf",
                &scale,
                "-c:v",
                "libx264",
                "-profile:v",
                "main",
                "-preset",
                "fast",
                "-b:v",
                &rate,
                "-maxrate",
                &rate,
                "-bufsize",
                &most,
                "-movflags",
                "+faststart",
                "-c:a",
                "aac",
                "-ac",
                "2",
                "-b:a",
            ]
            .map(str::to_owned)
            .into()
        }
    };
    let form = match purpose {
        For::Voice => "ogg",
        _ => "mp4",
    };
    let told = NOTHING_TOLD.map(str::to_owned);
    words.into_iter().chain([format!("{}k", plan.audio_kbit)]).chain(told).chain(["-f".into(), form.into()]).collect()
}

/// Where a file fits but for what it tells, that alone is taken out, and pictures and sound stay as they are.
fn untold(
    from: &Path,
    was: &Facts,
    purpose: For,
    to: &Path,
    progress: &mut impl FnMut(f32),
    cancel: &AtomicBool,
) -> Result<Option<Facts>, Trouble> {
    let only_tells = |facts: &Facts| judge(facts, purpose).iter().all(|p| !p.refuses || ["has_location", "has_tags"].contains(&p.code));
    if !matches!(was, Facts::Video(_) | Facts::Sound(_)) || !only_tells(was) || fits(was, purpose) {
        return Ok(None);
    }
    let mut bytes = std::fs::read(from)?;
    if without_tags(&mut bytes) {
        std::fs::write(to, &bytes)?;
        let now = facts(&mut std::io::Cursor::new(&bytes))?;
        if fits(&now, purpose) {
            return Ok(Some(now));
        }
    }
    // Written among the pictures, or in a form of its own: only what is seen and heard is taken over.
    let form = match was {
        Facts::Sound(sound) => sound.container.as_str(),
        Facts::Video(video) if video.container == "3gp" => "3gp",
        _ => "mp4",
    };
    let form = if form == "aac" { "adts" } else { form };
    let words = ["-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-movflags", "+faststart", "-f", form];
    let words: Vec<String> = words.into_iter().chain(NOTHING_TOLD).map(str::to_owned).collect();
    run(from, &words, to, None, progress, cancel)?;
    let now = facts(&mut std::fs::File::open(to)?)?;
    Ok(fits(&now, purpose).then_some(now))
}

fn fits(facts: &Facts, purpose: For) -> bool {
    !judge(facts, purpose).iter().any(|p| p.refuses)
}

/// Converts a file; `progress` hears shares from 0 to 1. The result has been looked at: it fits.
///
/// # Errors
/// `no_ffmpeg`, `conversion_failed`, `cancelled`, `does_not_fit`, and those of reading.
pub fn convert(from: &Path, purpose: For, to: &Path, mut progress: impl FnMut(f32), cancel: &AtomicBool) -> Result<Facts, Trouble> {
    let was = facts(&mut std::fs::File::open(from)?)?;
    if let (Facts::Sound(sound), For::Voice) = (&was, purpose) {
        // Opus in another container needs no encoder.
        if sound.codec == "opus" && sound.bytes <= 2 * VIDEO_BYTES {
            if let Ok(note) = voice_note(&std::fs::read(from)?) {
                std::fs::write(to, &note)?;
                return facts(&mut std::fs::File::open(to)?);
            }
        }
    }
    if let Some(now) = untold(from, &was, purpose, to, &mut progress, cancel)? {
        return Ok(now);
    }
    let mut plan = plan(&was, purpose);
    let length = match &was {
        Facts::Video(video) => video.duration_ms,
        Facts::Sound(sound) => sound.duration_ms,
        other => return Err(Trouble::new("conversion_failed", other.kind())),
    };
    if !plan.fits {
        return Err(Trouble::new("does_not_fit", "too long: cut it shorter first"));
    }
    // The encoder keeps to its rate only about: once more, with less, if it came out too large.
    for _ in 0..2 {
        run(from, &arguments(&plan, purpose), to, length, &mut progress, cancel)?;
        let now = facts(&mut std::fs::File::open(to)?)?;
        let refusals = judge(&now, purpose).into_iter().filter(|p| p.refuses).collect::<Vec<_>>();
        match refusals.as_slice() {
            [] => return Ok(now),
            [only] if only.code == "too_large" && purpose == For::Video => plan.video_kbit = plan.video_kbit * 7 / 10,
            [only] if only.code == "too_large" => plan.audio_kbit = plan.audio_kbit * 7 / 10,
            [first, ..] => return Err(Trouble::new("conversion_failed", first.code)),
        }
    }
    Err(Trouble::new("does_not_fit", ""))
}

fn run(
    from: &Path,
    words: &[String],
    to: &Path,
    length: Option<u64>,
    progress: &mut impl FnMut(f32),
    cancel: &AtomicBool,
) -> Result<(), Trouble> {
    let mut child = Command::new(ffmpeg()?)
        .args(["-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-y", "-i"])
        .arg(from)
        .args(words)
        .args(["-progress", "pipe:1"])
        .arg(to)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let said = child.stdout.take().map(BufReader::new);
    for line in said.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
        if cancel.load(Ordering::Relaxed) {
            let _ = child.kill();
            let _ = child.wait();
            let _ = std::fs::remove_file(to);
            return Err(Trouble::new("cancelled", ""));
        }
        let at = line.strip_prefix("out_time_us=").and_then(|us| us.parse::<f64>().ok());
        if let (Some(at), Some(length)) = (at, length.filter(|l| *l > 0)) {
            progress((at / 1_000.0 / length as f64).clamp(0.0, 1.0) as f32);
        }
    }
    if child.wait()?.success() { Ok(()) } else { Err(Trouble::new("conversion_failed", "")) }
}

/// A picture only ffmpeg reads (HEIC, AVIF), as PNG.
pub(crate) fn still(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let program = ffmpeg().map_err(|_| Trouble::new("heic_unsupported", ""))?;
    // These formats need seeking, so they cannot be handed over in a pipe.
    let folder = std::env::temp_dir().join(format!("vitrine-still-{}-{:?}", std::process::id(), std::thread::current().id()));
    std::fs::create_dir_all(&folder)?;
    let from = folder.join("picture");
    std::fs::File::create(&from)?.write_all(bytes)?;
    // How it stands is known here: some of its versions turn it and some do not.
    let done = Command::new(program)
        .args(["-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-noautorotate", "-i"])
        .arg(&from)
        .args(["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let _ = std::fs::remove_dir_all(&folder);
    let out = done?;
    if out.status.success() && !out.stdout.is_empty() { Ok(out.stdout) } else { Err(Trouble::new("heic_unsupported", "")) }
}

/// The picture a video is shown by before it plays, as JPEG.
///
/// # Errors
/// `no_ffmpeg`, `conversion_failed`.
pub fn poster(from: &Path) -> Result<Vec<u8>, Trouble> {
    let mut child = Command::new(ffmpeg()?)
        .args(["-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-i"])
        .arg(from)
        .args(["-vf", "thumbnail,scale='min(1280,iw)':-2", "-frames:v", "1", "-f", "image2pipe", "-c:v", "mjpeg", "pipe:1"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut bytes = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(20 << 20).read_to_end(&mut bytes)?;
    }
    if child.wait()?.success() && !bytes.is_empty() { Ok(bytes) } else { Err(Trouble::new("conversion_failed", "")) }
}
