//! Pictures made to fit: turned as they were taken, in the colours of screens, without what they tell about where and
//! when, as large as they are shown and as good as the limit allows.
//!
//! Large JPEGs are decoded at a half, a quarter or an eighth of their size, which their own arithmetic allows: a
//! hundred megapixels pass through the memory of a few.

use std::io::Cursor;

use fast_image_resize as fir;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};

use crate::facts::still_whole_jpeg;
use crate::{Facts, IMAGE_BYTES, PictureFacts, STICKER_BYTES, STICKER_SIDE, Trouble, facts};

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

/// Whatever a file says of its size, no more is taken up for decoding it.
const MEMORY: u64 = 400 << 20;
/// From so many pixels a JPEG is decoded smaller than it is.
const LARGE: u64 = 20_000_000;
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

/// Makes a picture fit.
///
/// # Errors
/// `not_a_picture`, `truncated`, `damaged`, `too_many_pixels`, `heic_unsupported`, `does_not_fit`.
pub fn fit_picture(bytes: &[u8], shape: Shape) -> Result<Fitted, Trouble> {
    let was = match facts(&mut Cursor::new(bytes)) {
        Ok(Facts::Picture(was)) => was,
        Ok(other) => return Err(Trouble::new("not_a_picture", other.kind())),
        Err(error) if error.code == "unknown" => return Err(Trouble::new("not_a_picture", "")),
        Err(error) => return Err(error),
    };
    let converted;
    let (bytes, read) = if ["heic", "avif"].contains(&was.format.as_str()) {
        converted = crate::convert::still(bytes)?;
        let Facts::Picture(read) = facts(&mut Cursor::new(&converted))? else { return Err(Trouble::new("not_a_picture", "")) };
        (converted.as_slice(), read)
    } else {
        (bytes, was.clone())
    };
    let wanted = match shape {
        Shape::Image { longest } => longest.max(1),
        Shape::Sticker => STICKER_SIDE,
        // A square is cut from the shorter side, so more of the longer is needed.
        Shape::Square { side } => side.max(1).saturating_mul(read.width.max(read.height)) / read.width.min(read.height).max(1),
    };
    let picture = decode(bytes, &read, wanted)?;
    let picture = resize(picture, shape)?;
    let picture = turned(picture, read.orientation);
    encode(&picture, shape, was)
}

fn decode(bytes: &[u8], facts: &PictureFacts, wanted: u32) -> Result<DynamicImage, Trouble> {
    if facts.format == "jpeg" {
        if !still_whole_jpeg(bytes) {
            return Err(Trouble::new("truncated", ""));
        }
        if u64::from(facts.width) * u64::from(facts.height) > LARGE && facts.colours != "cmyk" {
            return decode_smaller(bytes, facts, wanted);
        }
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits());
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| trouble(&error))?;
    if decoder.total_bytes() > MEMORY {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| trouble(&error))?;
    // Inks have been turned into light already; their profile no longer speaks of what is there.
    let profile = profile.filter(|_| !(format == Some(ImageFormat::Jpeg) && facts.colours == "cmyk"));
    Ok(on_screen(picture, profile.as_deref()))
}

/// A large JPEG at the smallest of its own sizes that is still larger than what is wanted.
fn decode_smaller(bytes: &[u8], facts: &PictureFacts, wanted: u32) -> Result<DynamicImage, Trouble> {
    let bad = |_| Trouble::new("damaged", "");
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.set_max_decoding_buffer_size(MEMORY as usize);
    decoder.read_info().map_err(bad)?;
    let longest = facts.width.max(facts.height).max(1);
    let side =
        |length: u32| u16::try_from((u64::from(length) * u64::from(wanted) / u64::from(longest)).clamp(1, 65_535)).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(side(facts.width), side(facts.height)).map_err(bad)?;
    let pixels = decoder.decode().map_err(bad)?;
    let profile = decoder.icc_profile();
    let (width, height) = (u32::from(width), u32::from(height));
    let picture = match decoder.info().map(|info| info.pixel_format) {
        Some(jpeg_decoder::PixelFormat::RGB24) => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        Some(jpeg_decoder::PixelFormat::L8) => image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        _ => None,
    };
    Ok(on_screen(picture.ok_or_else(|| Trouble::new("damaged", ""))?, profile.as_deref()))
}

/// Eight bits of red, green and blue as screens mean them (sRGB), with alpha where there is any.
fn on_screen(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let alpha = picture.color().has_alpha();
    let plain = if alpha { DynamicImage::ImageRgba8(picture.into_rgba8()) } else { DynamicImage::ImageRgb8(picture.into_rgb8()) };
    let Some(profile) = profile.and_then(|bytes| moxcms::ColorProfile::new_from_slice(bytes).ok()) else { return plain };
    if profile.color_space != moxcms::DataColorSpace::Rgb {
        return plain;
    }
    let layout = if alpha { moxcms::Layout::Rgba } else { moxcms::Layout::Rgb };
    let screen = moxcms::ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &screen, layout, moxcms::TransformOptions::default()) else { return plain };
    let (width, height) = (plain.width(), plain.height());
    let pixels = plain.as_bytes();
    let mut out = vec![0; pixels.len()];
    if transform.transform(pixels, &mut out).is_err() {
        return plain;
    }
    let turned = if alpha {
        RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8)
    };
    turned.unwrap_or(plain)
}

fn resize(picture: DynamicImage, shape: Shape) -> Result<DynamicImage, Trouble> {
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

fn encode(picture: &DynamicImage, shape: Shape, was: PictureFacts) -> Result<Fitted, Trouble> {
    if shape == Shape::Sticker {
        return sticker(picture, was);
    }
    let flat = flat(picture);
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

/// JPEG has no clear parts: what was clear becomes white, not black.
fn flat(picture: &DynamicImage) -> RgbImage {
    match picture {
        DynamicImage::ImageRgb8(plain) => plain.clone(),
        other => {
            let clear = other.to_rgba8();
            let over_white = |pixel: &image::Rgba<u8>| {
                let [red, green, blue, alpha] = pixel.0;
                let mix = |c: u8| ((u16::from(c) * u16::from(alpha) + 255 * (255 - u16::from(alpha)) + 127) / 255) as u8;
                [mix(red), mix(green), mix(blue)]
            };
            let pixels: Vec<u8> = clear.pixels().flat_map(over_white).collect();
            RgbImage::from_raw(clear.width(), clear.height(), pixels).unwrap_or_default()
        }
    }
}

fn sticker(picture: &DynamicImage, was: PictureFacts) -> Result<Fitted, Trouble> {
    let mut page = RgbaImage::new(STICKER_SIDE, STICKER_SIDE);
    let (left, top) = ((STICKER_SIDE - picture.width().min(STICKER_SIDE)) / 2, (STICKER_SIDE - picture.height().min(STICKER_SIDE)) / 2);
    image::imageops::overlay(&mut page, &picture.to_rgba8(), i64::from(left), i64::from(top));
    for quality in [90_u8, 80, 70, 60, 50, 40, 30, 20, 10, 5] {
        let encoded = webp::Encoder::from_rgba(page.as_raw(), STICKER_SIDE, STICKER_SIDE).encode(f32::from(quality));
        if encoded.len() as u64 <= STICKER_BYTES {
            return Ok(Fitted { bytes: encoded.to_vec(), mime: "image/webp", width: STICKER_SIDE, height: STICKER_SIDE, quality, was });
        }
    }
    Err(Trouble::new("does_not_fit", ""))
}
