//! Bytes of any encoding as a stream of UTF-8.
//!
//! It does not choose the encoding. Bytes that break UTF-8 in a file that otherwise is UTF-8 are
//! read as windows-1252, which such files were pieced together from, rather than lost.

use crate::encoding::{Letters, dos_letter};
use crate::{Source, Trouble};
use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};
use std::io::Read;

/// Appends text that should be UTF-8.
pub(crate) fn push_text(cell: &mut String, text: &[u8]) {
    match std::str::from_utf8(text) {
        Ok(text) => cell.push_str(text),
        Err(_) => {
            for chunk in text.utf8_chunks() {
                cell.push_str(chunk.valid());
                cell.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            }
        }
    }
}

/// A source read as UTF-8, without byte order mark.
pub(crate) struct Text {
    source: Box<dyn Source>,
    letters: Letters,
    state: State,
    raw: Vec<u8>,
    begun: bool,
    /// Bytes before the table proper: a line that only names the separator.
    skip: usize,
}

enum State {
    Plain,
    Web(Decoder),
    Dos(Vec<char>),
    Done,
}

impl State {
    fn of(letters: Letters) -> Self {
        match (letters, letters.dos_page()) {
            (Letters::Web(encoding), _) => Self::Web(encoding.new_decoder_with_bom_removal()),
            (_, Some(page)) => Self::Dos(page),
            _ => Self::Plain,
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Text {
    pub fn new(source: Box<dyn Source>, letters: Letters) -> Self {
        Self { source, letters, state: State::of(letters), raw: Vec::new(), begun: false, skip: 0 }
    }

    /// Begins this many bytes of UTF-8 later, from the next rewind on.
    pub fn skip(&mut self, bytes: usize) {
        self.skip = bytes;
    }

    /// Back to the beginning.
    pub fn rewind(&mut self) -> Result<(), Trouble> {
        self.source.rewind()?;
        self.state = State::of(self.letters);
        self.begun = false;
        Ok(())
    }

    /// Appends some more text; 0 at the end. `most` bounds what is read, in bytes of the source.
    pub fn fill(&mut self, text: &mut Vec<u8>, most: usize) -> Result<usize, Trouble> {
        let before = text.len();
        while text.len() == before && !matches!(self.state, State::Done) {
            self.read_on(text, most)?;
            if !self.begun && text.len() > before {
                self.begun = true;
                // Some exports write the mark twice.
                while text.get(before..).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK)) {
                    text.drain(before..before + BYTE_ORDER_MARK.len());
                }
                let skipped = self.skip.min(text.len() - before);
                text.drain(before..before + skipped);
            }
        }
        Ok(text.len() - before)
    }

    fn read_on(&mut self, text: &mut Vec<u8>, most: usize) -> Result<(), Trouble> {
        let from = (&mut self.source).take(most as u64);
        match &mut self.state {
            State::Plain => {
                let mut from = from;
                if from.read_to_end(text)? == 0 {
                    self.state = State::Done;
                }
            }
            State::Web(decoder) => {
                let mut from = from;
                self.raw.clear();
                let last = from.read_to_end(&mut self.raw)? == 0;
                decode(decoder, &self.raw, last, text);
                if last {
                    self.state = State::Done;
                }
            }
            State::Dos(page) => {
                let mut from = from;
                self.raw.clear();
                if from.read_to_end(&mut self.raw)? == 0 {
                    self.state = State::Done;
                    return Ok(());
                }
                let mut room = [0; 4];
                for &byte in &self.raw {
                    text.extend_from_slice(dos_letter(page, byte).encode_utf8(&mut room).as_bytes());
                }
            }
            State::Done => {}
        }
        Ok(())
    }
}

fn decode(decoder: &mut Decoder, mut raw: &[u8], last: bool, text: &mut Vec<u8>) {
    loop {
        let begin = text.len();
        // Three bytes of UTF-8 for one of the source is the most that any page needs.
        let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len().saturating_mul(3)).max(16);
        text.resize(begin + room, 0);
        let space = text.get_mut(begin..).unwrap_or_default();
        let (result, read, written, _) = decoder.decode_to_utf8(raw, space, last);
        text.truncate(begin + written);
        raw = raw.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}
