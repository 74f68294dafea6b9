//! JPEG at a half, a quarter or an eighth of its size, in the memory of what comes out: a block of eight by eight is
//! turned into four, two or one by the same arithmetic with fewer waves (a DCT cut short is a picture made smaller).
//!
//! Of our own because no safe decoder does it: those of the kind give all pixels first, three hundred megabytes of a
//! large photo, or keep every coefficient of a progressive one. What is rare (arithmetic coding, twelve bits, lossless)
//! is `Unsupported`, and left to the general decoder.

#![expect(
    clippy::inline_always,
    reason = "a bit, a code, a pixel: called a hundred million times for one photo; left to the compiler it takes a third longer"
)]

mod bits;
mod frame;
mod huffman;
mod paint;
mod scan;
mod store;
mod waves;

pub(crate) use frame::Frame;

use frame::{Marker, Tables};
use paint::Page;

/// A picture, smaller than it is in its file.
pub(crate) struct Small {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Three bytes a pixel; one where there are no colours; four of ink where `inks`.
    pub pixels: Vec<u8>,
    /// Bytes a pixel: 1, 3 or 4.
    pub channels: u8,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum No {
    /// A kind of JPEG the general decoder may know.
    Unsupported,
    /// The data ends before the picture.
    Truncated,
    /// It cannot be read on.
    Damaged,
    /// It would take more memory or time than any photo does.
    TooMuch,
}

/// More pixels than any camera makes; a bomb says so.
const MOST_PIXELS: u64 = 400_000_000;
/// A progressive photo has about ten; each goes through all blocks again.
const MOST_SCANS: usize = 100;
/// So many blocks are looked at, over all scans: some seconds.
const MOST_VISITS: u64 = 400_000_000;
/// For coefficients and pixels together.
const MEMORY: u64 = 240 << 20;

/// The largest of a JPEG's smaller sizes that is needed: waves of a block's eight, so that the longest side is not below
/// `wanted`. Eight where it is needed whole.
pub(crate) fn waves_for(longest: u32, wanted: u32) -> usize {
    [1_usize, 2, 4].into_iter().find(|n| (u64::from(longest) * *n as u64).div_ceil(8) >= u64::from(wanted)).unwrap_or(8)
}

/// Decodes with so many of a block's eight waves: 1, 2 or 4.
pub(crate) fn decode(bytes: &[u8], waves: usize) -> Result<Small, No> {
    let mut tables = Tables::default();
    let mut place = 2;
    let mut found: Option<(Frame, store::Store)> = None;
    let (mut scans, mut visits) = (0_usize, 0_u64);
    loop {
        match tables.next(bytes, &mut place)? {
            Marker::Frame(body, progressive) => {
                if found.is_some() {
                    return Err(No::Damaged);
                }
                let frame = Frame::read(body, progressive, waves)?;
                if frame.pixels() > MOST_PIXELS || frame.page_bytes() > MEMORY {
                    return Err(No::TooMuch);
                }
                found = Some((frame, store::Store::default()));
            }
            Marker::Scan(body) => {
                let (frame, store) = found.as_mut().ok_or(No::Damaged)?;
                let scan = frame.scan(body, &tables)?;
                scans += 1;
                visits += frame.blocks();
                if scans > MOST_SCANS || visits > MOST_VISITS {
                    return Err(No::TooMuch);
                }
                if !frame.progressive && scans == 1 && scan.parts.len() == frame.components.len() {
                    let mut page = Page::new(frame, &tables);
                    scan::straight(frame, &scan, &tables, &bytes[place..], &mut page)?;
                    return Ok(page.finish());
                }
                if store.is_empty() {
                    if frame.page_bytes() + frame.store_bytes() > MEMORY {
                        return Err(No::TooMuch);
                    }
                    store.make(frame);
                }
                place += scan::kept(frame, &scan, &tables, &bytes[place..], store)?;
            }
            Marker::End => {
                let (frame, store) = found.ok_or(No::Damaged)?;
                if store.is_empty() || frame.components.iter().any(|part| part.quantities.is_none()) {
                    return Err(No::Damaged);
                }
                let mut page = Page::new(&frame, &tables);
                store.paint(&frame, &mut page);
                return Ok(page.finish());
            }
        }
    }
}
