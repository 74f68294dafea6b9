//! What an MP4 tells beside its pictures and sound: where and when it was taken, a title, a remark, who made it. And
//! how that is taken out without writing the file anew: a box that tells something becomes a free one of the same size,
//! so that everything else stays where it is, and nobody needs ffmpeg for it.

use std::ops::Range;

use super::boxes::inside;
use crate::reading::{be32, be64};

/// Boxes of one file that tell something; more is no film.
const MOST: usize = 1_024;
/// The number of a box with XMP in it, and of the one in which cameras keep titles.
const TELLING: [[u8; 16]; 2] = [
    [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac],
    [0x55, 0x53, 0x4d, 0x54, 0x21, 0xd2, 0x4f, 0xce, 0xbb, 0x88, 0x69, 0x5c, 0xfa, 0xc9, 0xc7, 0x40],
];

/// What was told.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Told {
    /// Where it was taken.
    pub(super) place: bool,
    /// Anything else in words.
    pub(super) words: bool,
}

impl Told {
    /// Adds what the boxes of a part tell.
    pub(super) fn add(&mut self, part: &[u8]) {
        let mut found = Found::default();
        found.walk(part, 0..part.len(), 0);
        for (kind, body) in found.telling {
            self.look(kind, part.get(body).unwrap_or_default());
        }
    }

    fn look(&mut self, kind: [u8; 4], body: &[u8]) {
        match &kind {
            b"udta" => inside(body).for_each(|(kind, body)| self.remark(kind, body)),
            b"meta" => self.list(body),
            _ => self.xmp(body),
        }
    }

    fn xmp(&mut self, body: &[u8]) {
        self.words = true;
        self.place |= body.windows(4).any(|w| w == b"GPSL");
    }

    /// One remark, as `QuickTime` and 3GPP (TS 26.244) write them. What only names the program that wrote it is nobody's.
    fn remark(&mut self, kind: [u8; 4], body: &[u8]) {
        match &kind {
            b"\xa9xyz" | b"loci" => self.place = true,
            b"\xa9too" | b"\xa9enc" | b"\xa9swr" => {}
            b"titl" | b"auth" | b"dscp" | b"perf" | b"kywd" | b"albm" | b"gnre" | b"cprt" => self.words = true,
            b"XMP_" => self.xmp(body),
            b"meta" => self.list(body),
            [0xa9, ..] => self.words = true,
            _ => {}
        }
    }

    /// The list of remarks as iTunes writes it, or with names of its own.
    fn list(&mut self, body: &[u8]) {
        // QuickTime writes this box without a version.
        let body = if be32(body, 0) == Some(0) { body.get(4..).unwrap_or_default() } else { body };
        let part = |wanted: &[u8; 4]| inside(body).find(|(kind, _)| kind == wanted).map(|(_, body)| body);
        if let Some(names) = part(b"keys") {
            for (_, name) in inside(names.get(8..).unwrap_or_default()) {
                let name = String::from_utf8_lossy(name).to_lowercase();
                let plain = ["encoder", "com.android.version", "com.android.capture", "brand", "minor_version"];
                self.place |= name.contains("location");
                self.words |= !plain.iter().any(|plain| name.contains(plain));
            }
            return;
        }
        for (kind, body) in part(b"ilst").into_iter().flat_map(inside) {
            // What players keep for themselves has no name of its own.
            if &kind != b"----" {
                self.remark(if kind[0] == 0xa9 { kind } else { *b"titl" }, body);
            }
        }
    }
}

/// Where in a file the boxes are that tell something, and the times at which it was made.
#[derive(Default)]
struct Found {
    telling: Vec<([u8; 4], Range<usize>)>,
    times: Vec<Range<usize>>,
}

impl Found {
    fn walk(&mut self, bytes: &[u8], part: Range<usize>, depth: usize) {
        let mut place = part.start;
        while let (Some(size), Some(kind)) = (be32(bytes, place), bytes.get(place + 4..place + 8)) {
            let (size, head) = match size {
                0 => (part.end - place, 8),
                1 => (be64(bytes, place + 8).and_then(|size| usize::try_from(size).ok()).unwrap_or(0), 16),
                size => (size as usize, 8),
            };
            let (start, end) = (place + head, place.saturating_add(size).min(part.end));
            if size < head || start > end || self.telling.len() >= MOST {
                return;
            }
            let is_telling = |body: &[u8]| TELLING.iter().any(|number| body.starts_with(number));
            match kind {
                b"udta" | b"meta" => self.telling.push((kind.try_into().unwrap_or_default(), start..end)),
                b"uuid" if is_telling(&bytes[start..end]) => self.telling.push((*b"uuid", start..end)),
                b"moov" | b"trak" | b"mdia" if depth < 4 => self.walk(bytes, start..end, depth + 1),
                b"mvhd" | b"tkhd" | b"mdhd" => {
                    let long = bytes.get(start) == Some(&1);
                    self.times.push(start + 4..(start + if long { 20 } else { 12 }).min(end).max(start + 4));
                }
                _ => {}
            }
            place = end;
        }
    }
}

/// Takes out of an MP4 or 3GP what it tells beside pictures and sound, in place: where and when it was taken, titles,
/// remarks. The file keeps its size. Answers whether anything was there to take out; any other file stays as it is.
///
/// What is written among the pictures themselves, as some cameras do with places, cannot be taken out so: the facts of
/// the file still say it then.
pub fn without_tags(bytes: &mut [u8]) -> bool {
    if bytes.get(4..8) != Some(b"ftyp") || super::still::is_still_brand(bytes) {
        return false;
    }
    let mut found = Found::default();
    found.walk(bytes, 0..bytes.len(), 0);
    let told = !found.telling.is_empty();
    for (_, body) in found.telling {
        // The kind stands right before the body, or before the long size of it.
        let kind = if bytes.get(body.start - 4..body.start).is_some_and(|kind| [b"udta", b"meta", b"uuid"].iter().any(|k| kind == *k)) {
            body.start - 4
        } else {
            body.start - 12
        };
        bytes[kind..kind + 4].copy_from_slice(b"free");
        bytes[body].fill(0);
    }
    for time in found.times {
        if let Some(time) = bytes.get_mut(time) {
            time.fill(0);
        }
    }
    told
}
