//! Lines of a byte stream, whatever ends them and however the text is written: CR, LF or both, UTF-16 with or
//! without its mark. Endless lines are cut, as a photo without folds is one and nothing to read.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Longest line kept, in bytes; the rest is passed over.
const LONGEST: usize = 256 * 1024;
/// Longest file in UTF-16, which is turned over in memory.
const LONGEST_WIDE: u64 = 128 * 1024 * 1024;

/// A stream of lines.
pub(crate) struct Lines<'a> {
    source: Box<dyn BufRead + Send + 'a>,
    /// Whether the last line had an end.
    pub ended: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(mut source: Box<dyn BufRead + Send + 'a>) -> io::Result<Self> {
        let start = source.fill_buf()?;
        if let Some(encoding) = wide(start) {
            let mut bytes = Vec::new();
            source.take(LONGEST_WIDE).read_to_end(&mut bytes)?;
            let (text, _) = encoding.decode_with_bom_removal(&bytes);
            return Ok(Self { source: Box::new(Cursor::new(text.into_owned().into_bytes())), ended: true });
        }
        if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
            source.consume(3);
        }
        Ok(Self { source, ended: true })
    }

    /// The next line without its end; `false` when there is none.
    pub(crate) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let mut any = false;
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                self.ended = !any;
                return Ok(any);
            }
            any = true;
            let end = buffer.iter().position(|b| matches!(b, b'\n' | b'\r'));
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let room = LONGEST.saturating_sub(line.len()).min(part.len());
            line.extend_from_slice(part.get(..room).unwrap_or_default());
            let Some(end) = end else {
                let all = buffer.len();
                self.source.consume(all);
                continue;
            };
            let carriage = buffer.get(end) == Some(&b'\r');
            self.source.consume(end + 1);
            if carriage && self.source.fill_buf()?.first() == Some(&b'\n') {
                self.source.consume(1);
            }
            self.ended = true;
            return Ok(true);
        }
    }
}

/// UTF-16 by its mark, or by the zeros between Latin letters.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xFF, 0xFE, ..] | [b'B' | b'b', 0, _, 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'B' | b'b', 0, ..] => Some(UTF_16BE),
        _ => None,
    }
}
