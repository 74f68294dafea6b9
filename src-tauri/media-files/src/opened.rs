//! Pictures opened no larger than they are needed: a large JPEG at one of its own smaller sizes, a large PNG row by
//! row. The other kinds give all their pixels or none, so what they may take is bounded.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage, RgbaImage};

use crate::facts::{coded, jpeg_head, showing, still_whole_jpeg};
use crate::jpeg::{self, No};
use crate::picture::{limits, trouble};
use crate::{Facts, PictureFacts, Trouble, colours};

/// For the pixels of a kind that cannot be opened in parts; as much again is taken on the way.
pub(crate) const MEMORY: u64 = 240 << 20;
/// A phone's largest photo is of fifty megapixels; whole, with alpha, that is as much again as the others may take.
const HEIC_PIXELS: u64 = 64_000_000;
/// A PNG is read row by row up to here; a gigapixel of nothing is a few kilobytes of file and half a minute.
pub(crate) const MOST_PIXELS: u64 = 400_000_000;

/// A picture as it is stored, not yet turned, at least `wanted` on its longest side if it has so much.
pub(crate) struct Opened {
    pub(crate) picture: DynamicImage,
    /// What its colours mean, where that is not yet what screens mean.
    pub(crate) profile: Option<Vec<u8>>,
    /// 1 to 8, as in EXIF.
    pub(crate) orientation: u8,
}

/// Opens a picture.
pub(crate) fn open(bytes: &[u8], facts: &PictureFacts, wanted: u32) -> Result<Opened, Trouble> {
    let longest = facts.width.max(facts.height);
    match facts.format.as_str() {
        "jpeg" => {
            let waves = jpeg::waves_for(longest, wanted);
            // Whole, the general decoder smooths the colours better; inks it does not know.
            // So is one whose end was never written: whether the data goes so far is known by going through it.
            let whole = still_whole_jpeg(bytes);
            if waves < 8 || facts.colours == "cmyk" || !whole {
                match jpeg::decode(bytes, waves) {
                    Ok(small) => return of_jpeg(bytes, small, facts.orientation),
                    Err(No::Unsupported) => {}
                    Err(No::Truncated) => return Err(Trouble::new("truncated", "")),
                    Err(No::Damaged) => return Err(Trouble::new("damaged", "")),
                    Err(No::TooMuch) => return Err(Trouble::new("too_many_pixels", "")),
                }
            }
            if !whole {
                return Err(Trouble::new("truncated", ""));
            }
            general(bytes, facts.orientation)
        }
        "heic" => heic(bytes).or_else(|why| if why.code == "heic_unsupported" { by_ffmpeg(bytes) } else { Err(why) }),
        "avif" => by_ffmpeg(bytes),
        "png" if u64::from(longest) >= 4 * u64::from(wanted.max(1)) => {
            match png_by_rows(bytes, longest / (2 * wanted.max(1)), facts.orientation)? {
                Some(opened) => Ok(opened),
                None => general(bytes, facts.orientation),
            }
        }
        "tiff" => match tiff_of_inks(bytes, facts.orientation) {
            Some(opened) => Ok(opened),
            None => general(bytes, facts.orientation),
        },
        _ => general(bytes, facts.orientation),
    }
}

/// A TIFF of inks with their profile: the general decoder makes light of them by rule of thumb, and then the profile
/// says nothing any more. `None` where it is of another kind or cannot be read so.
fn tiff_of_inks(bytes: &[u8], orientation: u8) -> Option<Opened> {
    use tiff::decoder::{Decoder, DecodingResult, Limits};
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MEMORY as usize;
    // Profiles of printers are larger than what else stands in a TIFF.
    limits.ifd_value_size = 8 << 20;
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?.with_limits(limits);
    if decoder.colortype().ok()? != tiff::ColorType::CMYK(8) {
        return None;
    }
    let (width, height) = decoder.dimensions().ok()?;
    let profile = decoder.get_tag_u8_vec(tiff::tags::Tag::IccProfile).ok()?;
    let DecodingResult::U8(inks) = decoder.read_image().ok()? else { return None };
    let whole = inks.len() as u64 == u64::from(width) * u64::from(height) * 4;
    let light = whole.then(|| colours::of_inks(&inks, Some(&profile)))?;
    let picture = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, light)?);
    Some(Opened { picture, profile: None, orientation })
}

fn of_jpeg(bytes: &[u8], small: jpeg::Small, orientation: u8) -> Result<Opened, Trouble> {
    let profile = Some(jpeg_head(&mut Cursor::new(bytes))?.profile).filter(|profile| !profile.is_empty());
    let (width, height) = (small.width, small.height);
    let (picture, profile) = match small.channels {
        1 => (image::GrayImage::from_raw(width, height, small.pixels).map(DynamicImage::ImageLuma8), profile),
        4 => (RgbImage::from_raw(width, height, colours::of_inks(&small.pixels, profile.as_deref())).map(DynamicImage::ImageRgb8), None),
        _ => (RgbImage::from_raw(width, height, small.pixels).map(DynamicImage::ImageRgb8), profile),
    };
    Ok(Opened { picture: picture.ok_or_else(|| Trouble::new("damaged", ""))?, profile, orientation })
}

/// What phones keep photos in since 2017. It comes upright and in the colours of screens.
fn heic(bytes: &[u8]) -> Result<Opened, Trouble> {
    let options = heifer::Options { max_threads: 1, max_pixels: HEIC_PIXELS };
    let found = match heifer::decode_srgb_rgba8(bytes, &options) {
        // Colours of a kind it does not convert: as they are is better than not at all.
        Err(heifer::Error::Unsupported(_)) => heifer::decode_rgba8(bytes, &options),
        other => other,
    };
    let found = found.map_err(|error| match error {
        heifer::Error::Unsupported(_) => Trouble::new("heic_unsupported", ""),
        _ => Trouble::new("damaged", ""),
    })?;
    let alpha = found.has_alpha;
    let picture = RgbaImage::from_raw(found.width, found.height, found.data).ok_or_else(|| Trouble::new("damaged", ""))?;
    let picture = DynamicImage::ImageRgba8(picture);
    Ok(Opened { picture: if alpha { picture } else { DynamicImage::ImageRgb8(picture.into_rgb8()) }, profile: None, orientation: 1 })
}

/// A picture only ffmpeg reads; what it hands over is read like any other. It leaves out how the picture stands, what its
/// colours mean and how clear it is, so those are read here.
fn by_ffmpeg(bytes: &[u8]) -> Result<Opened, Trouble> {
    let said = coded(bytes);
    let picture = handed_over(bytes)?;
    let alpha = said.alpha.filter(|_| !picture.color().has_alpha()).and_then(|item| showing(bytes, item));
    let picture = match alpha {
        // A clearness that cannot be read leaves the picture as it is: that is what everybody without it shows.
        Some(other) => handed_over(&other).map_or(picture.clone(), |alpha| with_alpha(picture, &alpha)),
        None => picture,
    };
    Ok(Opened { picture, profile: said.profile, orientation: said.orientation })
}

fn handed_over(bytes: &[u8]) -> Result<DynamicImage, Trouble> {
    let read = crate::convert::still(bytes)?;
    let Facts::Picture(_) = crate::facts(&mut Cursor::new(&read))? else { return Err(Trouble::new("not_a_picture", "")) };
    Ok(general(&read, 1)?.picture)
}

fn with_alpha(picture: DynamicImage, alpha: &DynamicImage) -> DynamicImage {
    if (picture.width(), picture.height()) != (alpha.width(), alpha.height()) {
        return picture;
    }
    let mut clear = picture.into_rgba8();
    for (pixel, alpha) in clear.pixels_mut().zip(alpha.to_luma8().pixels()) {
        pixel.0[3] = alpha.0[0];
    }
    DynamicImage::ImageRgba8(clear)
}

fn general(bytes: &[u8], orientation: u8) -> Result<Opened, Trouble> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| trouble(&error))?;
    if decoder.total_bytes() > MEMORY {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    let profile = decoder.icc_profile().ok().flatten();
    Ok(Opened { picture: DynamicImage::from_decoder(decoder).map_err(|error| trouble(&error))?, profile, orientation })
}

/// A PNG made smaller by whole steps as its rows come. `None` where rows do not come in order.
fn png_by_rows(bytes: &[u8], step: u32, orientation: u8) -> Result<Option<Opened>, Trouble> {
    let bad = |error: png::DecodingError| match error {
        png::DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Trouble::new("truncated", ""),
        png::DecodingError::LimitsExceeded => Trouble::new("too_many_pixels", ""),
        _ => Trouble::new("damaged", ""),
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 64 << 20 });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(bad)?;
    let info = reader.info();
    let (width, height) = (info.width as usize, info.height as usize);
    if info.interlaced || step < 2 {
        return Ok(None);
    }
    if width as u64 * height as u64 > MOST_PIXELS {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    let profile = info.icc_profile.as_ref().map(|profile| profile.to_vec());
    let channels = reader.output_color_type().0.samples();
    let step = step as usize;
    let (small_width, small_height) = (width.div_ceil(step), height.div_ceil(step));
    let mut pixels = Vec::with_capacity(small_width * small_height * 4);
    let mut sums = vec![[0_u64; 5]; small_width];
    let mut rows = 0;
    while let Some(row) = reader.next_row().map_err(bad)? {
        add_row(row.data(), channels, step, &mut sums);
        rows += 1;
        if rows % step == 0 || rows == height {
            pixels.extend(sums.iter().flat_map(mean));
            sums.fill([0; 5]);
        }
    }
    if rows < height {
        return Err(Trouble::new("truncated", ""));
    }
    let (small_width, small_height) = (small_width as u32, small_height as u32);
    let picture = RgbaImage::from_raw(small_width, small_height, pixels).ok_or_else(|| Trouble::new("damaged", ""))?;
    let clear = channels == 2 || channels == 4;
    let picture = DynamicImage::ImageRgba8(picture);
    Ok(Some(Opened { picture: if clear { picture } else { DynamicImage::ImageRgb8(picture.into_rgb8()) }, profile, orientation }))
}

/// Adds a row's pixels to those above: colours by how little clear they are, their clearness, and how many.
fn add_row(row: &[u8], channels: usize, step: usize, sums: &mut [[u64; 5]]) {
    for (part, sum) in row.chunks(channels * step).zip(sums) {
        for pixel in part.chunks_exact(channels) {
            let (r, g, b, a) = match *pixel {
                [v] => (v, v, v, 255),
                [v, a] => (v, v, v, a),
                [r, g, b] => (r, g, b, 255),
                [r, g, b, a, ..] => (r, g, b, a),
                [] => continue,
            };
            let weight = u64::from(a);
            sum[0] += u64::from(r) * weight;
            sum[1] += u64::from(g) * weight;
            sum[2] += u64::from(b) * weight;
            sum[3] += weight;
            sum[4] += 1;
        }
    }
}

fn mean(&[r, g, b, weight, count]: &[u64; 5]) -> [u8; 4] {
    let of = |sum: u64| ((sum + weight / 2).checked_div(weight).unwrap_or(0)).min(255) as u8;
    [of(r), of(g), of(b), ((weight + count / 2).checked_div(count).unwrap_or(0)).min(255) as u8]
}
