//! Which encoding a text is in.
//!
//! The whole text is looked at, not its beginning: the first accent of a price list may come after
//! megabytes of plain ASCII. Valid UTF-8 is believed, then a byte order mark, then the pattern of
//! zero bytes that UTF-16 leaves; what remains is judged by `chardetng` and, for the pages it does
//! not know (Mac Roman and those of MS-DOS), by how well the letters sit among their neighbours.

mod dos;
mod plausible;
mod survey;

use crate::{Source, Trouble};
use encoding_rs::Encoding;

pub(crate) use survey::survey;

/// An encoding that text can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// UTF-8, possibly with some bytes of another encoding in it.
    Utf8,
    /// One of the web's.
    Web(&'static Encoding),
    /// IBM437 of MS-DOS.
    Ibm437,
    /// IBM850 of MS-DOS.
    Ibm850,
}

impl Letters {
    /// Its name, as the facts give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Web(encoding) => encoding.name(),
            Self::Ibm437 => "IBM437",
            Self::Ibm850 => "IBM850",
        }
    }

    /// The letters of the upper half, for the pages of MS-DOS.
    pub fn dos_page(self) -> Option<Vec<char>> {
        match self {
            Self::Ibm437 => Some(dos::IBM437.chars().collect()),
            Self::Ibm850 => Some(dos::IBM850.chars().collect()),
            _ => None,
        }
    }

    /// The text of these bytes, whatever cannot be read replaced.
    pub fn decode(self, bytes: &[u8]) -> String {
        match (self, self.dos_page()) {
            (Self::Web(encoding), _) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            (_, Some(page)) => bytes.iter().map(|&byte| dos::letter(&page, byte)).collect(),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

pub(crate) use dos::letter as dos_letter;

/// Looks the whole source over and leaves it at its beginning.
pub(crate) fn detect(source: &mut dyn Source) -> Result<Letters, Trouble> {
    let seen = survey(source)?;
    source.rewind()?;
    if let Some(marked) = seen.marked {
        return Ok(marked);
    }
    if seen.controls > 8 && seen.controls * 50 > seen.first_length {
        return Err(Trouble::new("binary", ""));
    }
    if seen.shifts {
        return Ok(Letters::Web(encoding_rs::ISO_2022_JP));
    }
    if seen.broken == 0 || seen.whole_letters >= 3 * seen.broken {
        return Ok(Letters::Utf8);
    }
    Ok(plausible::best(&seen.sample))
}

#[cfg(test)]
mod tests;
