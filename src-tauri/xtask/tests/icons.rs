//! The icons are what their drawing says. With `VITRINE_ICONS=write` (that is `cargo xtask icons`) they are
//! made from `assets/icon` instead: png files of every size the systems ask for, an `.ico` and an `.icns`.
//!
//! Up to 32 pixels another drawing is used, made for the grid of those pixels. Pictures are compared by
//! what is seen, not by bytes: a newer renderer may round a pixel differently and a newer packer always packs differently.

use std::fs;
use std::path::{Path, PathBuf};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Those of the freedesktop theme; Tauri takes some of them too.
const SIDES: [u32; 9] = [16, 22, 24, 32, 48, 64, 128, 256, 512];
/// Windows' own; the first is what Tauri shows in development.
const ICO_SIDES: [u32; 6] = [32, 16, 24, 48, 64, 256];
/// Apple's types of PNG entries.
const ICNS_SIDES: [(&[u8; 4], u32); 8] =
    [(b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic13", 256), (b"ic08", 256), (b"ic14", 512), (b"ic09", 512), (b"ic10", 1024)];
/// On a Mac a tile leaves a margin: 824 of 1024 pixels.
const MAC_SHARE: f32 = 824.0 / 1024.0;

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn drawn(side: u32, share: f32) -> Pixmap {
    let name = if side <= 32 { "vitrine-small.svg" } else { "vitrine.svg" };
    let drawing = fs::read_to_string(at_root("assets/icon").join(name)).expect("the drawing is in assets/icon");
    let tree = Tree::from_str(&drawing, &Options::default()).expect("the drawing is an SVG");
    let mut pixels = Pixmap::new(side, side).expect("a picture has pixels");
    let scale = side as f32 * share / tree.size().width();
    let margin = side as f32 * (1.0 - share) / 2.0;
    resvg::render(&tree, Transform::from_scale(scale, scale).post_translate(margin, margin), &mut pixels.as_mut());
    pixels
}

fn png(pixels: &Pixmap) -> Vec<u8> {
    pixels.encode_png().expect("pixels make a PNG")
}

/// A folder of pictures: Windows reads small ones as bitmaps everywhere, and only the large one as a PNG.
fn ico() -> Vec<u8> {
    let entries: Vec<(u32, Vec<u8>)> = ICO_SIDES
        .iter()
        .map(|side| {
            let pixels = drawn(*side, 1.0);
            (*side, if *side < 256 { bitmap(&pixels) } else { png(&pixels) })
        })
        .collect();
    let mut bytes: Vec<u8> = vec![0, 0, 1, 0];
    bytes.extend((entries.len() as u16).to_le_bytes());
    let mut place = 6 + 16 * entries.len();
    for (side, data) in &entries {
        // 256 is written as 0; no palette; one plane of 32 bits.
        bytes.extend([*side as u8, *side as u8, 0, 0, 1, 0, 32, 0]);
        bytes.extend((data.len() as u32).to_le_bytes());
        bytes.extend((place as u32).to_le_bytes());
        place += data.len();
    }
    bytes.extend(entries.into_iter().flat_map(|(_, data)| data));
    bytes
}

/// A bitmap as an icon has it: twice as high for the mask below, from the last row up, blue first.
fn bitmap(pixels: &Pixmap) -> Vec<u8> {
    let (width, height) = (pixels.width(), pixels.height());
    let mut bytes = Vec::new();
    bytes.extend(40_u32.to_le_bytes());
    bytes.extend(width.to_le_bytes());
    bytes.extend((height * 2).to_le_bytes());
    bytes.extend([1, 0, 32, 0]);
    bytes.extend([0; 24]);
    for row in pixels.pixels().chunks(width as usize).rev() {
        for pixel in row.iter().map(|p| p.demultiply()) {
            bytes.extend([pixel.blue(), pixel.green(), pixel.red(), pixel.alpha()]);
        }
    }
    // The mask is empty, the fourth byte says what is seen; its rows are whole words.
    bytes.extend(std::iter::repeat_n(0, (width.div_ceil(32) * 4 * height) as usize));
    bytes
}

fn icns() -> Vec<u8> {
    let mut entries = Vec::new();
    for (kind, side) in ICNS_SIDES {
        let data = png(&drawn(side, MAC_SHARE));
        entries.extend(kind);
        entries.extend((data.len() as u32 + 8).to_be_bytes());
        entries.extend(data);
    }
    let mut bytes = b"icns".to_vec();
    bytes.extend((entries.len() as u32 + 8).to_be_bytes());
    bytes.extend(entries);
    bytes
}

/// The pictures inside a file: itself if it is a PNG, else every entry that is one.
fn pngs_in(bytes: &[u8]) -> Vec<Pixmap> {
    const START: &[u8] = b"\x89PNG\r\n\x1a\n";
    const END: &[u8] = b"IEND\xae\x42\x60\x82";
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(start) = rest.windows(START.len()).position(|w| w == START) {
        let end = rest[start..].windows(END.len()).position(|w| w == END).expect("a PNG ends") + start + END.len();
        found.push(Pixmap::decode_png(&rest[start..end]).expect("a PNG can be read"));
        rest = &rest[end..];
    }
    found
}

fn looks_like(found: &Pixmap, wanted: &Pixmap) -> bool {
    let close = |(a, b): (&u8, &u8)| a.abs_diff(*b) <= 3;
    found.width() == wanted.width() && found.height() == wanted.height() && found.data().iter().zip(wanted.data()).all(close)
}

#[test]
fn the_icons_are_what_their_drawing_says() {
    let mut wanted: Vec<(String, Vec<u8>)> = SIDES.iter().map(|side| (format!("{side}x{side}.png"), png(&drawn(*side, 1.0)))).collect();
    wanted.push(("icon.ico".to_owned(), ico()));
    wanted.push(("icon.icns".to_owned(), icns()));
    for (name, bytes) in wanted {
        let path = at_root("src-tauri/icons").join(&name);
        if std::env::var("VITRINE_ICONS").is_ok_and(|v| v == "write") {
            fs::write(&path, &bytes).expect("the icons' folder can be written");
        }
        let found = fs::read(&path).unwrap_or_default();
        let (found_inside, wanted_inside) = (pngs_in(&found), pngs_in(&bytes));
        let same = found_inside.len() == wanted_inside.len() && found_inside.iter().zip(&wanted_inside).all(|(f, w)| looks_like(f, w));
        assert!(same, "{name} is not what assets/icon says: run cargo xtask icons and commit it");
    }
}
