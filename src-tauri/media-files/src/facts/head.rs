//! The head of a JPEG: its parts up to the first scan, read one by one and never the picture itself.

use std::io::{Read, Seek};

use crate::Trouble;
use crate::reading::{at, be16};

/// What stands before a JPEG's first scan.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bits: u8,
    pub(crate) inks: u8,
    pub(crate) exif: Vec<u8>,
    /// Its colour profile, put together.
    pub(crate) profile: Vec<u8>,
}

/// No camera writes so many parts; a file of nothing but parts is not read for long.
const PARTS: usize = 1_000;
/// Profiles of cameras and screens are some kilobytes, those of printers two megabytes.
const PROFILE: usize = 4 << 20;

/// Reads the parts.
pub(crate) fn head(source: &mut (impl Read + Seek)) -> Result<Head, Trouble> {
    let mut found = Head::default();
    let mut place = 2;
    let mut framed = false;
    let mut profile: Vec<(u8, Vec<u8>)> = Vec::new();
    for _ in 0..PARTS {
        let start = at(source, place, 4)?;
        match start.as_slice() {
            [] | [_] | [_, _] | [_, _, _] => return Err(Trouble::new("truncated", "")),
            [0xff, 0xff | 0x01 | 0xd0..=0xd8, ..] => {
                place += if start[1] == 0xff { 1 } else { 2 };
            }
            [0xff, 0xda | 0xd9, ..] if framed => break,
            [0xff, marker, ..] if *marker != 0 && *marker != 0xd9 => {
                let length = be16(&start, 2).map_or(0, usize::from);
                if length < 2 {
                    return Err(Trouble::new("damaged", ""));
                }
                let body = at(source, place + 4, length - 2)?;
                if body.len() + 2 < length {
                    return Err(Trouble::new("truncated", ""));
                }
                match marker {
                    0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(marker) && body.len() > 5 => {
                        framed = true;
                        (found.bits, found.inks) = (body[0], body[5]);
                        found.height = be16(&body, 1).map_or(0, u32::from);
                        found.width = be16(&body, 3).map_or(0, u32::from);
                    }
                    0xe1 if body.starts_with(b"Exif\0\0") && found.exif.is_empty() => found.exif = body[6..].to_vec(),
                    0xe2 if body.starts_with(b"ICC_PROFILE\0")
                        && body.len() > 14
                        && profile.iter().map(|(_, part)| part.len()).sum::<usize>() < PROFILE =>
                    {
                        profile.push((body[12], body[14..].to_vec()));
                    }
                    _ => {}
                }
                place += 2 + length as u64;
            }
            // Some writers leave bytes between the parts.
            _ => place += 1,
        }
    }
    if !framed || found.width == 0 {
        return Err(Trouble::new("damaged", ""));
    }
    profile.sort_by_key(|(number, _)| *number);
    found.profile = profile.into_iter().flat_map(|(_, part)| part).collect();
    Ok(found)
}
