//! One look over all bytes of a text.
//!
//! It counts; what the counts mean is decided elsewhere. Lines with letters beyond ASCII are kept
//! as a sample, cut only where no encoding has the middle of a letter.

use super::Letters;
use crate::{Source, Trouble};
use std::io::Read;

/// What is read at once, in bytes.
const PIECE: usize = 128 << 10;
/// Bytes kept for judging the letters: enough for any language, and soon judged.
const SAMPLE: usize = 192 << 10;

/// What was seen.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The encoding that a byte order mark, or the zero bytes of UTF-16, told.
    pub marked: Option<Letters>,
    /// Letters beyond ASCII that are sound UTF-8.
    pub whole_letters: usize,
    /// Bytes that are not.
    pub broken: usize,
    /// Control bytes in the first piece.
    pub controls: usize,
    /// The first piece's length.
    pub first_length: usize,
    /// An escape sequence that turns to Japanese.
    pub shifts: bool,
    /// Lines with bytes beyond ASCII.
    pub sample: Vec<u8>,
}

/// Reads the source from its beginning to its end.
pub(crate) fn survey(source: &mut dyn Source) -> Result<Survey, Trouble> {
    source.rewind()?;
    let mut seen = Survey::default();
    let mut buffer = Vec::with_capacity(2 * PIECE);
    let mut first = true;
    loop {
        let read = (&mut *source).take(PIECE as u64).read_to_end(&mut buffer)?;
        if first {
            seen.marked = mark(&buffer)?;
            if seen.marked.is_some() {
                return Ok(seen);
            }
            seen.first_length = buffer.len();
            seen.controls = buffer.iter().filter(|&&byte| is_control(byte)).count();
            first = false;
        }
        let safe = if read == 0 { buffer.len() } else { safe_end(&buffer) };
        seen.look(buffer.get(..safe).unwrap_or_default(), read == 0);
        buffer.drain(..safe);
        if read == 0 {
            return Ok(seen);
        }
    }
}

impl Survey {
    fn look(&mut self, piece: &[u8], at_end: bool) {
        if !self.shifts {
            self.shifts = memchr::memmem::find(piece, b"\x1b$B").is_some() || memchr::memmem::find(piece, b"\x1b$@").is_some();
        }
        if piece.is_ascii() {
            return;
        }
        for chunk in piece.utf8_chunks() {
            self.whole_letters += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            self.broken += chunk.invalid().len();
        }
        // A letter that the end of the file cut in two says nothing against UTF-8.
        if at_end && std::str::from_utf8(piece).is_err_and(|error| error.error_len().is_none()) {
            self.broken = self.broken.saturating_sub(3);
        }
        for line in piece.split(|&byte| byte == b'\n' || byte == b'\r') {
            if self.sample.len() >= SAMPLE {
                break;
            }
            if !line.is_ascii() {
                let room = SAMPLE - self.sample.len();
                self.sample.extend_from_slice(line.get(..room.min(line.len())).unwrap_or_default());
                self.sample.push(b'\n');
            }
        }
    }
}

/// The last place that surely is not within a letter.
fn safe_end(buffer: &[u8]) -> usize {
    memchr::memrchr2(b'\n', b'\r', buffer)
        .or_else(|| memchr::memrchr3(b',', b';', b'\t', buffer))
        .or_else(|| memchr::memrchr(b' ', buffer))
        .map_or(buffer.len(), |place| place + 1)
}

/// Control bytes that no text has; those that separate records in old formats are let pass.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a..=0x1f)
}

/// What the first bytes tell about the encoding outright.
fn mark(first: &[u8]) -> Result<Option<Letters>, Trouble> {
    match first {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(Trouble::new("encoding", "UTF-32")),
        [0xff, 0xfe, ..] => return Ok(Some(Letters::Web(encoding_rs::UTF_16LE))),
        [0xfe, 0xff, ..] => return Ok(Some(Letters::Web(encoding_rs::UTF_16BE))),
        _ => {}
    }
    let pairs = first.len() / 2;
    let zeros = |odd: usize| first.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    // A twentieth: in text of another script only separators, digits and line ends have a zero byte.
    let enough = |count: usize, other: usize| count >= 2 && count * 20 >= pairs && other * 20 <= count;
    if enough(low_first, high_first) {
        return Ok(Some(Letters::Web(encoding_rs::UTF_16LE)));
    }
    if enough(high_first, low_first) {
        return Ok(Some(Letters::Web(encoding_rs::UTF_16BE)));
    }
    Ok(None)
}
