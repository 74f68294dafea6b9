//! Records of a delimited text one after another, in bounded memory, mended where quotes went wrong.
//!
//! It does not know which record is the header; who does tells it the width, and with the width it
//! judges what a stray quote swallowed. Guessing without the width would split honest multi-line cells.

use super::split::{Cut, Dialect, Quotes, Record, cut};
use super::text::Text;
use crate::{Row, Trouble};
use memchr::memchr2;

/// The largest record, in bytes: Excel's longest row of descriptions is far below; memory stays within three of it.
const LARGEST_RECORD: usize = 4 << 20;
/// What is read at once, in bytes.
const PIECE: usize = 64 << 10;
/// Bytes that stray quotes may have read over again before quotes are taken for plain text throughout: without an end
/// to patience, a file of nothing but stray quotes would take hours.
const MOST_WASTED: usize = 64 << 20;
/// Lines looked at before a quote is called stray.
const LINES_JUDGED: usize = 4;

/// A stream of records.
pub(crate) struct Records {
    text: Text,
    dialect: Dialect,
    /// How many cells the header has, once that is known.
    pub width: Option<usize>,
    /// Records read so far, blank ones too.
    pub number: usize,
    /// Records cut without regard to a stray quote.
    pub mended: usize,
    wasted: usize,
    buffer: Vec<u8>,
    start: usize,
    at_end: bool,
    spare: Vec<String>,
}

impl Records {
    pub fn new(text: Text, dialect: Dialect) -> Self {
        Self {
            text,
            dialect,
            width: None,
            number: 0,
            mended: 0,
            wasted: 0,
            buffer: Vec::with_capacity(2 * PIECE),
            start: 0,
            at_end: false,
            spare: Vec::new(),
        }
    }

    /// Back to the first record.
    pub fn rewind(&mut self) -> Result<(), Trouble> {
        self.text.rewind()?;
        self.buffer.clear();
        (self.start, self.number, self.mended, self.wasted, self.at_end) = (0, 0, 0, 0, false);
        Ok(())
    }

    /// The next record, blank or not; `None` at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<Option<Record>, Trouble> {
        let record = loop {
            if self.start < self.buffer.len() {
                if let Some(record) = self.attempt(row)? {
                    break record;
                }
            } else if self.at_end {
                return Ok(None);
            }
            self.fill()?;
        };
        self.start += record.used;
        self.number += 1;
        row.number = self.number;
        row.truncated = false;
        if (record.quoted_first || self.dialect.inner.is_some()) && !record.open {
            self.unfold(row);
        }
        Ok(Some(record))
    }

    /// Cuts one record off the buffer, mended if need be; `None` when more text is needed.
    fn attempt(&mut self, row: &mut Row) -> Result<Option<Record>, Trouble> {
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        let full = rest.len() >= LARGEST_RECORD;
        let quotes = if self.wasted > MOST_WASTED { Quotes::Plain } else { Quotes::Watched };
        let mut outcome = cut(rest, self.dialect, quotes, self.at_end, &mut row.cells);
        let mut mend = false;
        if let Cut::Suspect { at } = outcome {
            let line = memchr2(b'\n', b'\r', rest.get(at..).unwrap_or_default()).map(|length| at + length);
            if line.is_none() && !self.at_end && !full {
                return Ok(None);
            }
            let suspect = Record { used: line.unwrap_or(rest.len()), stray: true, many_lines: true, ..Record::default() };
            mend = swallowed(rest, suspect, self.width, self.dialect, &mut self.spare);
            outcome = if mend { Cut::Record(suspect) } else { cut(rest, self.dialect, Quotes::Kept, self.at_end, &mut row.cells) };
        }
        let record = match outcome {
            Cut::Record(record) => record,
            Cut::More { quoted: true } if full => {
                mend = true;
                Record { used: rest.len(), ..Record::default() }
            }
            Cut::More { .. } if full => return Err(Trouble::new("too_large", format!("row {}", self.number + 1))),
            Cut::More { .. } | Cut::Suspect { .. } => return Ok(None),
        };
        if mend || swallowed(rest, record, self.width, self.dialect, &mut self.spare) {
            if let Cut::Record(first_line) = cut(rest, self.dialect, Quotes::Plain, true, &mut row.cells) {
                self.wasted += record.used.saturating_sub(first_line.used);
                self.mended += 1;
                return Ok(Some(first_line));
            }
        }
        Ok(Some(record))
    }

    /// Sets the width that records are judged by.
    pub fn expect_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    fn fill(&mut self) -> Result<(), Trouble> {
        self.buffer.drain(..self.start.min(self.buffer.len()));
        self.start = 0;
        // Twice what was too little, so that a long record is not read over and over.
        let most = self.buffer.len().clamp(PIECE, LARGEST_RECORD);
        if self.text.fill(&mut self.buffer, most)? == 0 {
            self.at_end = true;
        }
        Ok(())
    }

    /// A line that was quoted as a whole, as Excel saves text it took for one column.
    fn unfold(&mut self, row: &mut Row) {
        let Some(separator) = self.dialect.inner.or(self.dialect.separator) else { return };
        let Some((first, others)) = row.cells.split_first() else { return };
        if self.width == Some(1) || !first.as_bytes().contains(&separator) || others.iter().any(|cell| !cell.trim().is_empty()) {
            return;
        }
        let Cut::Record(inner) =
            cut(first.as_bytes(), Dialect { separator: Some(separator), ..self.dialect }, Quotes::Kept, true, &mut self.spare)
        else {
            return;
        };
        if inner.unended && !inner.open && self.width.is_none_or(|width| width == inner.cells) {
            std::mem::swap(&mut row.cells, &mut self.spare);
        }
    }
}

/// Whether a stray quote took whole rows into one cell.
fn swallowed(rest: &[u8], record: Record, width: Option<usize>, dialect: Dialect, spare: &mut Vec<String>) -> bool {
    let Some(width) = width else { return false };
    if !record.many_lines || width < 2 {
        return false;
    }
    let raw = rest.get(..record.used).unwrap_or_default();
    let mut lines: Vec<&[u8]> = raw
        .split(|&byte| byte == b'\n' || byte == b'\r')
        .skip(1)
        .filter(|line| !line.trim_ascii().is_empty())
        .take(LINES_JUDGED + 1)
        .collect();
    let honest = !record.stray && !record.open;
    if (honest || record.unended) && lines.len() <= LINES_JUDGED {
        // The end of an honest cell's record, or a line the file broke off in, proves nothing.
        lines.pop();
    }
    let enough = match (honest, width) {
        (true, 2..=4) => return false,
        (true, _) => 3,
        (false, 2) => 3,
        (false, _) => 1,
    };
    let mut has_width = |line: &[u8], quotes: Quotes| matches!(cut(line, dialect, quotes, true, spare), Cut::Record(found) if found.cells == width && !found.stray && !found.open);
    // In a wide table, lines with strays of their own are rows too when they have as many cells.
    let plainly = !honest && width > 3;
    lines.len() >= enough && lines.iter().all(|line| has_width(line, Quotes::Kept) || (plainly && has_width(line, Quotes::Plain)))
}
