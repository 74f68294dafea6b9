//! Ogg with one stream of Opus (RFC 3533, RFC 7845): pages written with their sums, and read without trusting any length.

use super::{PACE, Recorded};
use crate::Trouble;
use crate::reading::le32;

/// Pieces of one page, of 255 bytes at most each.
const SEGMENTS: usize = 255;
/// The stream's number among others in its file; here it is alone, and the same recording gives the same file.
const SERIAL: u32 = 0x0076_6974;
/// The head of a page up to its table of pieces.
const HEAD: usize = 27;

/// Writes a stream page by page.
pub(super) struct Writer {
    file: Vec<u8>,
    pages: u32,
    /// The samples up to the last packet of the page that is being filled.
    clock: u64,
    /// Those of that page.
    on_page: u64,
    table: Vec<u8>,
    body: Vec<u8>,
}

impl Writer {
    pub(super) fn new(head: &[u8; 19]) -> Self {
        let mut writer = Self { file: Vec::new(), pages: 0, clock: 0, on_page: 0, table: Vec::new(), body: Vec::new() };
        writer.put(head);
        writer.page(2);
        // Who wrote it, and no remarks.
        let mut tags = b"OpusTags\x07\0\0\0Vitrine".to_vec();
        tags.extend([0; 4]);
        writer.put(&tags);
        writer.page(0);
        writer
    }

    fn put(&mut self, packet: &[u8]) {
        self.table.extend(std::iter::repeat_n(255, packet.len() / SEGMENTS));
        self.table.push((packet.len() % SEGMENTS) as u8);
        self.body.extend_from_slice(packet);
    }

    /// One packet of so many samples.
    pub(super) fn packet(&mut self, packet: &[u8], samples: u32) -> Result<(), Trouble> {
        let pieces = packet.len() / SEGMENTS + 1;
        if pieces > SEGMENTS {
            return Err(Trouble::new("damaged", "a packet larger than any of Opus"));
        }
        // A second to a page: who jumps into it, or breaks off, loses no more.
        if !self.table.is_empty() && (self.table.len() + pieces > SEGMENTS || self.on_page >= PACE) {
            self.page(0);
        }
        self.put(packet);
        self.clock += u64::from(samples);
        self.on_page += u64::from(samples);
        if self.file.len() + self.body.len() > crate::VIDEO_BYTES as usize {
            return Err(Trouble::new("too_large", ""));
        }
        Ok(())
    }

    fn page(&mut self, flags: u8) {
        let start = self.file.len();
        self.file.extend_from_slice(b"OggS\0");
        self.file.push(flags);
        self.file.extend(self.clock.to_le_bytes());
        self.file.extend(SERIAL.to_le_bytes());
        self.file.extend(self.pages.to_le_bytes());
        self.file.extend([0; 4]);
        self.file.push(self.table.len() as u8);
        self.file.append(&mut self.table);
        self.file.append(&mut self.body);
        let sum = sum(&self.file[start..]);
        self.file[start + 22..start + 26].copy_from_slice(&sum.to_le_bytes());
        self.pages += 1;
        self.on_page = 0;
    }

    /// The file; nothing where no packet came.
    pub(super) fn end(mut self) -> Option<Vec<u8>> {
        if self.table.is_empty() {
            return None;
        }
        self.page(4);
        Some(self.file)
    }
}

/// The sum of a page whose own place holds zeros.
fn sum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| if sum >> 31 == 1 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 })
    })
}

/// The packets of the first stream in a file. What breaks off in the middle of a packet ends before it.
pub(super) fn read(bytes: &[u8]) -> Result<Recorded, Trouble> {
    let serial = le32(bytes, 14);
    let mut packets: Vec<Vec<u8>> = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(b"OggS") && rest.len() > HEAD {
        let Some((table, body)) = rest[HEAD..].split_at_checked(usize::from(rest[HEAD - 1])) else { break };
        let length = table.iter().map(|piece| usize::from(*piece)).sum();
        let Some((mut body, after)) = body.split_at_checked(length) else { break };
        if le32(rest, 14) == serial {
            for piece in table {
                let (part, left) = body.split_at(usize::from(*piece));
                open.extend_from_slice(part);
                body = left;
                if *piece < 255 {
                    packets.push(std::mem::take(&mut open));
                }
            }
        }
        rest = after;
    }
    if packets.len() < 2 {
        return Err(Trouble::new("damaged", "no stream"));
    }
    let mut packets = packets.into_iter();
    let head = packets.next().unwrap_or_default();
    if !head.starts_with(b"OpusHead") {
        return Err(Trouble::new("conversion_failed", "no Opus"));
    }
    // The second holds remarks: who recorded it, with what.
    Ok(Recorded { head, packets: packets.skip(1).collect() })
}
