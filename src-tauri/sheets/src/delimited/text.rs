//! Bytes of any encoding as a stream of UTF-8.
//!
//! It does not choose the encoding. Bytes that break UTF-8 in a file that otherwise is UTF-8 are
//! read as windows-1252, which such files were pieced together from, rather than lost.

use crate::{Source, Trouble};
use std::io::{Read, SeekFrom};

/// Appends text that should be UTF-8.
pub(crate) fn push_text(cell: &mut String, text: &[u8]) {
    match std::str::from_utf8(text) {
        Ok(text) => cell.push_str(text),
        Err(_) => {
            for chunk in text.utf8_chunks() {
                cell.push_str(chunk.valid());
                for &byte in chunk.invalid() {
                    cell.push(byte as char);
                }
            }
        }
    }
}

/// A source read as UTF-8.
pub(crate) struct Text {
    source: Box<dyn Source>,
}

impl Text {
    pub fn new(source: Box<dyn Source>) -> Self {
        Self { source }
    }

    pub fn rewind(&mut self) -> Result<(), Trouble> {
        self.source.seek(SeekFrom::Start(0))?;
        Ok(())
    }

    /// Appends some more text; 0 at the end.
    pub fn fill(&mut self, text: &mut Vec<u8>, most: usize) -> Result<usize, Trouble> {
        Ok((&mut self.source).take(most as u64).read_to_end(text)?)
    }
}
