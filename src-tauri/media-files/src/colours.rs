//! Colours as screens mean them (sRGB, eight bits): from a camera's or a printer's own, and over white where clear.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Inks (cyan, magenta, yellow, black: how much of each) as red, green and blue: by their profile, else by rule of thumb.
pub(crate) fn of_inks(inks: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    let mut out = vec![0; inks.len() / 4 * 3];
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()).filter(|p| p.color_space == DataColorSpace::Cmyk);
    if let Some(profile) = profile {
        let transform = profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, TransformOptions::default());
        if transform.is_ok_and(|transform| transform.transform(inks, &mut out).is_ok()) {
            return out;
        }
    }
    for (ink, light) in inks.as_chunks::<4>().0.iter().zip(out.as_chunks_mut::<3>().0) {
        let left = 255 - u32::from(ink[3]);
        for (light, ink) in light.iter_mut().zip(ink) {
            *light = ((255 - u32::from(*ink)) * left / 255) as u8;
        }
    }
    out
}

/// Eight bits of red, green and blue as screens mean them, with alpha where there is any.
pub(crate) fn on_screen(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let alpha = picture.color().has_alpha();
    let picture = match (picture, &profile) {
        (picture, Some(profile)) if profile.color_space == DataColorSpace::Gray && !picture.color().has_color() => {
            return of_grey(picture, profile);
        }
        (picture, _) if alpha => DynamicImage::ImageRgba8(picture.into_rgba8()),
        (picture, _) => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb) else { return picture };
    let layout = if alpha { Layout::Rgba } else { Layout::Rgb };
    let Ok(transform) = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()) else {
        return picture;
    };
    let (width, height) = (picture.width(), picture.height());
    let mut out = vec![0; picture.as_bytes().len()];
    if transform.transform(picture.as_bytes(), &mut out).is_err() {
        return picture;
    }
    let turned = if alpha {
        RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8)
    };
    turned.unwrap_or(picture)
}

fn of_grey(picture: DynamicImage, profile: &ColorProfile) -> DynamicImage {
    let alpha = picture.color().has_alpha();
    let (width, height) = (picture.width(), picture.height());
    let pixels = width as usize * height as usize;
    let (source, from, to) = if alpha {
        (picture.to_luma_alpha8().into_raw(), Layout::GrayAlpha, Layout::Rgba)
    } else {
        (picture.to_luma8().into_raw(), Layout::Gray, Layout::Rgb)
    };
    let mut out = vec![0; pixels * to.channels()];
    let plain = |picture: DynamicImage| if alpha { picture.into_rgba8().into() } else { DynamicImage::ImageRgb8(picture.into_rgb8()) };
    let Ok(transform) = profile.create_transform_8bit(from, &ColorProfile::new_srgb(), to, TransformOptions::default()) else {
        return plain(picture);
    };
    if transform.transform(&source, &mut out).is_err() {
        return plain(picture);
    }
    let turned = if alpha {
        RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8)
    };
    turned.unwrap_or_else(|| plain(picture))
}

/// A ground on which white is seen, where white would be lost.
const GREY: u8 = 160;

/// JPEG has no clear parts: what was clear becomes white, not black. A white drawing would be gone then: it gets grey.
pub(crate) fn over_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let clear = picture.into_rgba8();
    let ground = u16::from(if is_white_on_clear(&clear) { GREY } else { 255 });
    let over = |pixel: &image::Rgba<u8>| {
        let [red, green, blue, alpha] = pixel.0;
        let mix = |c: u8| ((u16::from(c) * u16::from(alpha) + ground * (255 - u16::from(alpha)) + 127) / 255) as u8;
        [mix(red), mix(green), mix(blue)]
    };
    let pixels: Vec<u8> = clear.pixels().flat_map(over).collect();
    RgbImage::from_raw(clear.width(), clear.height(), pixels).unwrap_or_default()
}

/// Whether nearly all that is seen is nearly white, and a good part is clear: round corners of a page are not meant.
fn is_white_on_clear(picture: &RgbaImage) -> bool {
    let (mut seen, mut white) = (0_u64, 0_u64);
    for pixel in picture.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        seen += u64::from(alpha);
        white += if red.min(green).min(blue) >= 235 { u64::from(alpha) } else { 0 };
    }
    let all = u64::from(picture.width()) * u64::from(picture.height()) * 255;
    seen > 0 && white * 100 >= seen * 95 && seen * 100 <= all * 90
}
