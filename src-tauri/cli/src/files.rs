//! `vitrine media …`: what a file is, what is wrong with it, and making it fit. No shop is opened for it.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};
use vitrine_media::convert::{convert, ffmpeg, plan};
use vitrine_media::{Facts, For, Shape, Trouble, facts, fit_picture, judge};

use crate::arguments::{Media, MediaFor};

/// The answer, and whether all is well.
pub(crate) fn media(media: &Media) -> (Value, bool) {
    let done = match media {
        Media::Check { file, purpose } => check(file, *purpose),
        Media::Fit { file, purpose, out, longest } => fit(file, *purpose, out, *longest),
    };
    done.unwrap_or_else(|trouble| (json!({ "ok": false, "code": trouble.code, "message": trouble.to_string() }), false))
}

fn purpose_of(said: Option<MediaFor>, facts: &Facts) -> For {
    match (said, facts) {
        (Some(MediaFor::Image | MediaFor::Square), _) | (None, Facts::Picture(_)) => For::Image,
        (Some(MediaFor::Sticker), _) => For::Sticker,
        (Some(MediaFor::Video), _) | (None, Facts::Video(_)) => For::Video,
        (Some(MediaFor::Voice), _) => For::Voice,
        (Some(MediaFor::Audio), _) | (None, Facts::Sound(_)) => For::Audio,
        (None, Facts::Document(_)) => For::Document,
    }
}

fn check(file: &Path, said: Option<MediaFor>) -> Result<(Value, bool), Trouble> {
    let facts = facts(&mut File::open(file)?)?;
    let purpose = purpose_of(said, &facts);
    let problems = judge(&facts, purpose);
    let fits = !problems.iter().any(|p| p.refuses);
    let mut answer = json!({ "ok": true, "facts": facts, "for": purpose, "fits": fits, "problems": problems });
    if !fits && !matches!(facts, Facts::Picture(_)) {
        // What converting would come to, and whether it can be done here.
        answer["conversion"] = json!({ "possible": ffmpeg().is_ok(), "plan": plan(&facts, purpose) });
    }
    Ok((answer, true))
}

fn fit(file: &Path, purpose: MediaFor, out: &Path, longest: u32) -> Result<(Value, bool), Trouble> {
    let shape = match purpose {
        MediaFor::Image => Shape::Image { longest },
        MediaFor::Square => Shape::Square { side: longest },
        MediaFor::Sticker => Shape::Sticker,
        MediaFor::Video | MediaFor::Voice | MediaFor::Audio => return film(file, purpose, out),
    };
    let fitted = fit_picture(&std::fs::read(file)?, shape)?;
    File::create(out)?.write_all(&fitted.bytes)?;
    Ok((
        json!({ "ok": true, "written": out, "mime": fitted.mime, "width": fitted.width, "height": fitted.height, "bytes": fitted.bytes.len(),
            "quality": fitted.quality, "was": fitted.was }),
        true,
    ))
}

fn film(file: &Path, purpose: MediaFor, out: &Path) -> Result<(Value, bool), Trouble> {
    let was = facts(&mut File::open(file)?)?;
    let purpose = purpose_of(Some(purpose), &was);
    let problems = judge(&was, purpose);
    if !problems.iter().any(|p| p.refuses) {
        std::fs::copy(file, out)?;
        return Ok((json!({ "ok": true, "written": out, "converted": false, "facts": was }), true));
    }
    match convert(file, purpose, out, |_| {}, &AtomicBool::new(false)) {
        Ok(now) => Ok((json!({ "ok": true, "written": out, "converted": true, "facts": now, "was": was }), true)),
        // Without ffmpeg it is said exactly what is wrong.
        Err(trouble) => {
            Ok((json!({ "ok": false, "code": trouble.code, "message": trouble.to_string(), "problems": problems, "facts": was }), false))
        }
    }
}
