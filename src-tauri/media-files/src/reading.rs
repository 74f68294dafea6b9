//! Reading numbers and parts of a file without trusting any length that stands in it.

use std::io::{Read, Seek, SeekFrom};

use crate::Trouble;

/// So many bytes from a place, or fewer where the file ends.
pub(crate) fn at(source: &mut (impl Read + Seek), place: u64, most: usize) -> Result<Vec<u8>, Trouble> {
    source.seek(SeekFrom::Start(place))?;
    let mut bytes = Vec::new();
    source.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A big-endian number of two bytes.
pub(crate) fn be16(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(place..place + 2)?.try_into().ok()?))
}

/// A big-endian number of four bytes.
pub(crate) fn be32(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(place..place + 4)?.try_into().ok()?))
}

/// A big-endian number of eight bytes.
pub(crate) fn be64(bytes: &[u8], place: usize) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(place..place + 8)?.try_into().ok()?))
}

/// A little-endian number of two bytes.
pub(crate) fn le16(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place + 2)?.try_into().ok()?))
}

/// A little-endian number of four bytes.
pub(crate) fn le32(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place + 4)?.try_into().ok()?))
}
