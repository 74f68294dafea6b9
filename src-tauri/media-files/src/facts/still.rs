//! Facts of pictures. Sizes and colours come from the decoders' own reading of the head; nothing is decoded.

use std::io::{BufReader, Read, Seek, SeekFrom};

use image::metadata::Orientation;
use image::{ColorType, ImageDecoder, ImageFormat, ImageReader};

use super::PictureFacts;
use crate::Trouble;
use crate::jpeg::No;
use crate::reading::{at, be32, le16, le32};

/// Pictures kept as a film of one frame (HEIF, AVIF).
const STILL_BRANDS: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"];

/// The largest photo is smaller; of a larger file the end is not looked for.
const JPEG: usize = 256 << 20;
/// Photos of phones are some megabytes.
const EXIF_WITHIN: usize = 32 << 20;

pub(super) fn is_still_brand(head: &[u8]) -> bool {
    head.get(8..12).is_some_and(|brand| STILL_BRANDS.iter().any(|known| *known == brand))
}

/// HEIC and AVIF: the largest `ispe` of its directory is its size.
pub(super) fn coded_still(source: &mut (impl Read + Seek), head: &[u8], bytes: u64) -> Result<PictureFacts, Trouble> {
    let start = at(source, 0, 1 << 20)?;
    let avif = head.windows(4).any(|w| w == b"avif" || w == b"avis");
    let mut size = (0, 0);
    for place in start.windows(4).enumerate().filter(|(_, w)| *w == b"ispe").map(|(place, _)| place) {
        if let (Some(width), Some(height)) = (be32(&start, place + 8), be32(&start, place + 12)) {
            if u64::from(width) * u64::from(height) > u64::from(size.0) * u64::from(size.1) {
                size = (width, height);
            }
        }
    }
    let said = super::coded::coded(&start);
    Ok(PictureFacts {
        format: if avif { "avif" } else { "heic" }.to_owned(),
        width: size.0,
        height: size.1,
        bits: 8,
        colours: "rgb".to_owned(),
        alpha: said.alpha.is_some(),
        orientation: said.orientation,
        profile: said.profile.is_some(),
        has_location: coded_location(source)?,
        bytes,
        ..PictureFacts::default()
    })
}

/// What a camera wrote stands anywhere in the data, with or without its name before it: its own head is looked for.
fn coded_location(source: &mut (impl Read + Seek)) -> Result<bool, Trouble> {
    let all = at(source, 0, EXIF_WITHIN)?;
    let heads = all.windows(4).enumerate().filter(|(_, w)| *w == b"II*\0" || *w == b"MM\0*");
    Ok(heads.take(64).any(|(place, _)| gps_in_tiff(&all[place..])))
}

pub(super) fn still(source: &mut (impl Read + Seek), head: &[u8], bytes: u64) -> Result<PictureFacts, Trouble> {
    let format = image::guess_format(head).map_err(|_| Trouble::new("unknown", ""))?;
    let name = match format {
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Png => "png",
        ImageFormat::WebP => "webp",
        ImageFormat::Gif => "gif",
        ImageFormat::Bmp => "bmp",
        ImageFormat::Tiff => "tiff",
        _ => return Err(Trouble::new("unknown", "")),
    };
    if format == ImageFormat::Jpeg {
        return jpeg(source, bytes);
    }
    source.seek(SeekFrom::Start(0))?;
    let mut reader = ImageReader::with_format(BufReader::new(&mut *source), format);
    reader.limits(crate::picture::limits());
    let mut decoder = reader.into_decoder().map_err(|error| crate::picture::trouble(&error))?;
    let (width, height) = decoder.dimensions();
    let taken = decoder.total_bytes();
    let colour = decoder.color_type();
    let exif = decoder.exif_metadata().ok().flatten().unwrap_or_default();
    let mut facts = PictureFacts {
        format: name.to_owned(),
        width,
        height,
        bits: bits_of(colour),
        colours: if colour.has_color() { "rgb" } else { "grey" }.to_owned(),
        alpha: colour.has_alpha(),
        animated: false,
        orientation: decoder.orientation().unwrap_or(Orientation::NoTransforms).to_exif(),
        profile: decoder.icc_profile().ok().flatten().is_some_and(|profile| !profile.is_empty()),
        has_location: gps_in_tiff(&exif),
        bytes,
    };
    drop(decoder);
    refine(source, format, &mut facts)?;
    // A PNG is opened row by row where its rows come in order; else what cannot be held is said before it is tried.
    let pixels = u64::from(width) * u64::from(height);
    let by_rows = format == ImageFormat::Png && at(source, 28, 1)?.first() == Some(&0);
    if if by_rows { pixels > crate::opened::MOST_PIXELS } else { taken > crate::opened::MEMORY } {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    if format == ImageFormat::Png && !is_whole_png(source, bytes)? {
        return Err(Trouble::new("truncated", ""));
    }
    Ok(facts)
}

fn jpeg(source: &mut (impl Read + Seek), bytes: u64) -> Result<PictureFacts, Trouble> {
    let head = super::head::head(source)?;
    if u64::from(head.width) * u64::from(head.height) > crate::opened::MOST_PIXELS {
        return Err(Trouble::new("too_many_pixels", ""));
    }
    let all = at(source, 0, usize::try_from(bytes).unwrap_or(JPEG).min(JPEG))?;
    if all.len() as u64 == bytes && !is_whole_jpeg(&all) {
        // Its end was never written, or the file breaks off: only going through it tells.
        match crate::jpeg::decode(&all, 1) {
            Ok(_) => {}
            Err(No::Truncated | No::Unsupported) => return Err(Trouble::new("truncated", "")),
            Err(No::Damaged) => return Err(Trouble::new("damaged", "")),
            Err(No::TooMuch) => return Err(Trouble::new("too_many_pixels", "")),
        }
    }
    Ok(PictureFacts {
        format: "jpeg".to_owned(),
        width: head.width,
        height: head.height,
        bits: head.bits,
        colours: match head.inks {
            1 => "grey",
            4 => "cmyk",
            _ => "rgb",
        }
        .to_owned(),
        orientation: Orientation::from_exif_chunk(&head.exif).unwrap_or(Orientation::NoTransforms).to_exif(),
        profile: !head.profile.is_empty(),
        has_location: gps_in_tiff(&head.exif),
        bytes,
        ..PictureFacts::default()
    })
}

fn bits_of(colour: ColorType) -> u8 {
    u8::try_from(colour.bits_per_pixel() / u16::from(colour.channel_count()).max(1)).unwrap_or(8)
}

/// What the decoders leave out: palettes, inks, and whether it moves.
fn refine(source: &mut (impl Read + Seek), format: ImageFormat, facts: &mut PictureFacts) -> Result<(), Trouble> {
    let head = at(source, 0, 1 << 16)?;
    match format {
        ImageFormat::Png => {
            if head.get(25) == Some(&3) {
                facts.colours = "palette".to_owned();
            }
            facts.animated = head.windows(4).any(|w| w == b"acTL");
        }
        ImageFormat::WebP => facts.animated = head.get(12..16) == Some(b"VP8X") && head.get(20).is_some_and(|flags| flags & 2 != 0),
        ImageFormat::Gif => {
            facts.colours = "palette".to_owned();
            facts.animated = at(source, 0, 1 << 22)?.windows(4).filter(|w| w[0] == 0x21 && w[1] == 0xf9 && w[2] == 4).take(2).count() > 1;
        }
        ImageFormat::Tiff => facts.has_location = facts.has_location || gps_in_tiff(&head),
        _ => {}
    }
    Ok(())
}

/// Whether an EXIF block has a directory of places with something in it.
fn gps_in_tiff(exif: &[u8]) -> bool {
    let little = match exif.get(..2) {
        Some(b"II") => true,
        Some(b"MM") => false,
        _ => return false,
    };
    let two = |place: usize| if little { le16(exif, place) } else { crate::reading::be16(exif, place) };
    let four = |place: usize| if little { le32(exif, place) } else { be32(exif, place) };
    let Some(directory) = four(4).map(|d| d as usize) else { return false };
    let count = usize::from(two(directory).unwrap_or(0)).min(512);
    (0..count).any(|n| {
        let entry = directory + 2 + n * 12;
        let place = (two(entry) == Some(0x8825)).then(|| four(entry + 8)).flatten();
        place.is_some_and(|place| two(place as usize).is_some_and(|entries| entries > 0))
    })
}

/// Whether a JPEG's data goes on to its end: a picture cut off would be shown half grey.
pub(crate) fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut place = 2;
    let mut in_data = false;
    while let Some(found) = bytes.get(place..).and_then(|rest| rest.iter().position(|b| *b == 0xff)) {
        place += found;
        let Some(&marker) = bytes.get(place + 1) else { return false };
        match marker {
            0xd9 => return in_data,
            0x00 | 0x01 | 0xd0..=0xd8 => place += 2,
            0xff => place += 1,
            _ => {
                in_data |= marker == 0xda;
                let Some(length) = bytes.get(place + 2..place + 4) else { return false };
                place += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
        }
    }
    false
}

/// Whether a PNG's data goes on to the part that ends it. Parts are passed over by their length.
fn is_whole_png(source: &mut (impl Read + Seek), bytes: u64) -> Result<bool, Trouble> {
    let (mut place, mut in_data) = (8_u64, false);
    // A part is some kilobytes with most writers; of more than these the decoder has the word.
    for _ in 0..100_000 {
        let head = at(source, place, 8)?;
        let (Some(length), Some(kind)) = (be32(&head, 0), head.get(4..8)) else { return Ok(false) };
        match kind {
            b"IEND" => return Ok(true),
            b"IDAT" => in_data = true,
            // Behind the data only remarks follow, and a picture without them is whole.
            _ if in_data => return Ok(true),
            _ => {}
        }
        place += 12 + u64::from(length);
        if place > bytes {
            return Ok(false);
        }
    }
    Ok(true)
}
