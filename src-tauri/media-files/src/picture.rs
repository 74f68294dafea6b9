//! Pictures made to fit: turned as they were taken, in the colours of screens, without what they tell about where and
//! when, as large as they are shown and as good as the limit allows.
//!
//! Made smaller before anything else is done with it, so that a hundred megapixels pass through the memory of a few.

use std::io::Cursor;

use fast_image_resize as fir;
use image::{DynamicImage, ImageError, Limits, RgbaImage};

use crate::opened::{MEMORY, open};
use crate::{Facts, IMAGE_BYTES, PictureFacts, STICKER_BYTES, STICKER_SIDE, Trouble, colours, facts};

/// What a picture is to become.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// For a message: its longest side no more than this, JPEG.
    Image {
        /// Pixels.
        longest: u32,
    },
    /// A sticker: 512 by 512, clear where there is nothing, WebP.
    Sticker,
    /// The middle of it, square, JPEG.
    Square {
        /// Pixels.
        side: u32,
    },
}

/// A picture made to fit.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/webp`.
    pub mime: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// 1 to 100, as the format means it.
    pub quality: u8,
    /// What it was.
    pub was: PictureFacts,
}

/// Tried from the best down, until it fits.
const QUALITIES: [u8; 8] = [88, 82, 75, 68, 60, 50, 40, 30];

pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    limits.max_image_width = Some(65_535);
    limits.max_image_height = Some(65_535);
    limits
}

pub(crate) fn trouble(error: &ImageError) -> Trouble {
    match error {
        ImageError::Limits(_) => Trouble::new("too_many_pixels", ""),
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Trouble::new("truncated", ""),
        ImageError::Unsupported(_) => Trouble::new("not_a_picture", ""),
        _ => Trouble::new("damaged", ""),
    }
}

/// A part of a picture, standing upright: shares of its width and height from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// Of the width.
    pub width: f64,
    /// Of the height.
    pub height: f64,
}

impl Cut {
    /// The part in pixels of a picture of this size, at least one each way.
    pub(crate) fn pixels(self, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let of = |share: f64, whole: u32| (share.clamp(0.0, 1.0) * f64::from(whole)).round() as u32;
        let (left, top) = (of(self.left, width).min(width.saturating_sub(1)), of(self.top, height).min(height.saturating_sub(1)));
        let (across, down) = (of(self.width, width).clamp(1, width - left), of(self.height, height).clamp(1, height - top));
        (left, top, across, down)
    }
}

/// Makes a picture fit. A sticker of what moves moves.
///
/// # Errors
/// `not_a_picture`, `truncated`, `damaged`, `too_many_pixels`, `too_many_frames`, `heic_unsupported`, `does_not_fit`.
pub fn fit_picture(bytes: &[u8], shape: Shape) -> Result<Fitted, Trouble> {
    fit_part(bytes, shape, None)
}

/// Makes a part of a picture fit.
///
/// # Errors
/// As [`fit_picture`].
pub fn fit_part(bytes: &[u8], shape: Shape, cut: Option<Cut>) -> Result<Fitted, Trouble> {
    let was = match facts(&mut Cursor::new(bytes)) {
        Ok(Facts::Picture(was)) => was,
        Ok(other) => return Err(Trouble::new("not_a_picture", other.kind())),
        Err(error) if error.code == "unknown" => return Err(Trouble::new("not_a_picture", "")),
        Err(error) => return Err(error),
    };
    if shape == Shape::Sticker && was.animated {
        return crate::fit_moving(bytes, cut, &std::sync::atomic::AtomicBool::new(false));
    }
    let (longest, shortest) = (was.width.max(was.height).max(1), was.width.min(was.height).max(1));
    let wanted = match shape {
        Shape::Image { longest } => longest.max(1),
        Shape::Sticker => STICKER_SIDE,
        // A square is cut from the shorter side, so more of the longer is needed.
        Shape::Square { side } => (u64::from(side.max(1)) * u64::from(longest) / u64::from(shortest)).min(u64::from(u32::MAX)) as u32,
    };
    let share = cut.map_or(1.0, |cut| cut.width.min(cut.height).clamp(0.01, 1.0));
    let opened = open(bytes, &was, (f64::from(wanted) / share).min(f64::from(u32::MAX)) as u32)?;
    let picture = match cut {
        Some(cut) => {
            let picture = turned(opened.picture, opened.orientation);
            let (left, top, across, down) = cut.pixels(picture.width(), picture.height());
            resize(picture.crop_imm(left, top, across, down), shape)?
        }
        None => turned(resize(opened.picture, shape)?, opened.orientation),
    };
    encode(colours::on_screen(picture, opened.profile.as_deref()), shape, was)
}

pub(crate) fn resize(picture: DynamicImage, shape: Shape) -> Result<DynamicImage, Trouble> {
    let (width, height) = (picture.width().max(1), picture.height().max(1));
    let (to_width, to_height, crop) = match shape {
        Shape::Square { side } => {
            let side = side.min(width.min(height)).max(1);
            (side, side, true)
        }
        Shape::Image { longest } => scaled(width, height, longest.min(width.max(height))),
        Shape::Sticker => scaled(width, height, STICKER_SIDE),
    };
    if (to_width, to_height) == (width, height) {
        return Ok(picture);
    }
    let filter = fir::ResizeAlg::Convolution(fir::FilterType::Lanczos3);
    let mut options = fir::ResizeOptions::new().resize_alg(filter);
    if crop {
        options = options.fit_into_destination(Some((0.5, 0.5)));
    }
    let mut out = DynamicImage::new(to_width, to_height, picture.color());
    fir::Resizer::new().resize(&picture, &mut out, &options).map_err(|error| Trouble::new("damaged", error.to_string()))?;
    Ok(out)
}

fn scaled(width: u32, height: u32, longest: u32) -> (u32, u32, bool) {
    let of = |side: u32| {
        u32::try_from((u64::from(side) * u64::from(longest) + u64::from(width.max(height)) / 2) / u64::from(width.max(height)))
            .unwrap_or(longest)
            .max(1)
    };
    (of(width), of(height), false)
}

/// As it was taken (EXIF 2.32, tag 0x0112).
fn turned(mut picture: DynamicImage, orientation: u8) -> DynamicImage {
    if let Some(orientation) = image::metadata::Orientation::from_exif(orientation) {
        picture.apply_orientation(orientation);
    }
    picture
}

fn encode(picture: DynamicImage, shape: Shape, was: PictureFacts) -> Result<Fitted, Trouble> {
    if shape == Shape::Sticker {
        return sticker(&picture, was);
    }
    let flat = colours::over_white(picture);
    let size = |side: u32| u16::try_from(side).map_err(|_| Trouble::new("too_many_pixels", ""));
    for quality in QUALITIES {
        let mut bytes = Vec::with_capacity(flat.as_raw().len() / 8);
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
        encoder
            .encode(flat.as_raw(), size(flat.width())?, size(flat.height())?, jpeg_encoder::ColorType::Rgb)
            .map_err(|_| Trouble::new("damaged", ""))?;
        if bytes.len() as u64 <= IMAGE_BYTES {
            return Ok(Fitted { bytes, mime: "image/jpeg", width: flat.width(), height: flat.height(), quality, was });
        }
    }
    Err(Trouble::new("does_not_fit", ""))
}

/// In the middle of a clear square.
pub(crate) fn on_sticker(picture: &DynamicImage) -> RgbaImage {
    let mut page = RgbaImage::new(STICKER_SIDE, STICKER_SIDE);
    let (left, top) = ((STICKER_SIDE - picture.width().min(STICKER_SIDE)) / 2, (STICKER_SIDE - picture.height().min(STICKER_SIDE)) / 2);
    image::imageops::overlay(&mut page, &picture.to_rgba8(), i64::from(left), i64::from(top));
    page
}

fn sticker(picture: &DynamicImage, was: PictureFacts) -> Result<Fitted, Trouble> {
    let page = on_sticker(picture);
    for quality in [90_u8, 80, 70, 60, 50, 40, 30, 20, 10, 5] {
        let encoded = webp::Encoder::from_rgba(page.as_raw(), STICKER_SIDE, STICKER_SIDE).encode(f32::from(quality));
        if encoded.len() as u64 <= STICKER_BYTES {
            return Ok(Fitted { bytes: encoded.to_vec(), mime: "image/webp", width: STICKER_SIDE, height: STICKER_SIDE, quality, was });
        }
    }
    Err(Trouble::new("does_not_fit", ""))
}
