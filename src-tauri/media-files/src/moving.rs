//! Moving stickers: GIF, APNG and WebP that move, cut square, twelve to twenty pictures a second, half a megabyte.
//!
//! The frames are gone through anew for every attempt instead of being kept: a thousand frames of a screen would be more
//! than any memory, and the first attempt fits mostly.

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};

use image::codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{AnimationDecoder, DynamicImage, Frames, ImageDecoder};

use crate::picture::{limits, on_sticker, resize, trouble};
use crate::{Cut, Facts, Fitted, MOVING_STICKER_BYTES, STICKER_SIDE, Shape, Trouble, facts, fit_part};

/// The app shows ten seconds at most.
const LONGEST_MS: u64 = 10_000;
/// Pixels gone through in one attempt: some seconds of work.
const MOST_PIXELS: u64 = 3_000_000_000;
/// Pixels of one frame; a frame is held several times while it is made.
const FRAME_PIXELS: u64 = 25_000_000;
/// Frames a second and quality, from the best down.
const ATTEMPTS: [(u64, f32); 7] = [(20, 75.0), (15, 55.0), (12, 40.0), (10, 25.0), (8, 12.0), (6, 5.0), (4, 0.0)];

/// Makes a sticker of what moves, or a still one of what does not.
///
/// # Errors
/// Those of [`fit_part`], `too_many_frames`, `does_not_fit`, `cancelled`.
pub fn fit_moving(bytes: &[u8], cut: Option<Cut>, cancel: &AtomicBool) -> Result<Fitted, Trouble> {
    let was = match facts(&mut Cursor::new(bytes))? {
        Facts::Picture(was) if was.animated => was,
        _ => return fit_part(bytes, Shape::Sticker, cut),
    };
    if u64::from(was.width) * u64::from(was.height) > FRAME_PIXELS {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    let mut attempts = ATTEMPTS.into_iter();
    while let Some((per_second, quality)) = attempts.next() {
        let made = attempt(bytes, &was.format, cut, per_second, quality, cancel)?;
        if made.len() as u64 <= MOVING_STICKER_BYTES {
            let side = STICKER_SIDE;
            return Ok(Fitted { bytes: made, mime: "image/webp", width: side, height: side, quality: quality as u8, was });
        }
        // Far too much: one step down would not do.
        if made.len() as u64 > 4 * MOVING_STICKER_BYTES {
            attempts.next();
        }
    }
    Err(Trouble::new("does_not_fit", ""))
}

fn frames<'a>(bytes: &'a [u8], format: &str) -> Result<Frames<'a>, Trouble> {
    let bad = |error: image::ImageError| trouble(&error);
    let source = Cursor::new(bytes);
    Ok(match format {
        "gif" => {
            let mut decoder = GifDecoder::new(source).map_err(bad)?;
            decoder.set_limits(limits()).map_err(bad)?;
            decoder.into_frames()
        }
        "png" => PngDecoder::with_limits(source, limits()).map_err(bad)?.apng().map_err(bad)?.into_frames(),
        _ => WebPDecoder::new(source).map_err(bad)?.into_frames(),
    })
}

/// A frame's place in time: those that come too soon after the last are left out, and their time is the last one's.
fn attempt(bytes: &[u8], format: &str, cut: Option<Cut>, per_second: u64, quality: f32, cancel: &AtomicBool) -> Result<Vec<u8>, Trouble> {
    let mut config = webp::WebPConfig::new().map_err(|()| Trouble::new("damaged", ""))?;
    (config.quality, config.method, config.alpha_quality) = (quality, 3, 60);
    let mut kept: Vec<(Vec<u8>, i32)> = Vec::new();
    let (mut at, mut pixels, mut next) = (0_u64, 0_u64, 0_u64);
    for frame in frames(bytes, format)? {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Err(trouble(&error)),
        };
        if cancel.load(Ordering::Relaxed) {
            return Err(Trouble::new("cancelled", ""));
        }
        let (over, under) = frame.delay().numer_denom_ms();
        // What says nothing, or less than a screen shows, is played at ten a second by every program.
        let delay = Some(u64::from(over) / u64::from(under.max(1))).filter(|ms| *ms > 10).unwrap_or(100);
        if at >= next && at < LONGEST_MS {
            kept.push((drawn(DynamicImage::ImageRgba8(frame.into_buffer()), cut, &mut pixels)?, at as i32));
            next = (at / (1_000 / per_second) + 1) * (1_000 / per_second);
        } else {
            pixels += u64::from(frame.buffer().width()) * u64::from(frame.buffer().height());
        }
        at += delay;
        if at >= LONGEST_MS {
            break;
        }
        if pixels > MOST_PIXELS {
            return Err(Trouble::new("too_many_frames", ""));
        }
    }
    let Some(last) = kept.last().map(|(page, _)| page.clone()) else { return Err(Trouble::new("damaged", "")) };
    // The encoder takes each frame's length from the next one's start: the last is told by one more like it.
    kept.push((last, at.clamp(1, LONGEST_MS) as i32));
    let mut encoder = webp::AnimEncoder::new(STICKER_SIDE, STICKER_SIDE, &config);
    encoder.set_loop_count(0);
    for (page, at) in &kept {
        encoder.add_frame(webp::AnimFrame::from_rgba(page, STICKER_SIDE, STICKER_SIDE, *at));
    }
    encoder.try_encode().map(|made| made.to_vec()).map_err(|_| Trouble::new("damaged", ""))
}

fn drawn(frame: DynamicImage, cut: Option<Cut>, pixels: &mut u64) -> Result<Vec<u8>, Trouble> {
    *pixels += u64::from(frame.width()) * u64::from(frame.height());
    let frame = match cut {
        Some(cut) => {
            let (left, top, across, down) = cut.pixels(frame.width(), frame.height());
            frame.crop_imm(left, top, across, down)
        }
        None => frame,
    };
    Ok(on_sticker(&resize(frame, Shape::Sticker)?).into_raw())
}
