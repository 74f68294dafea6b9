//! Cuts delimited text into records, whatever was done to its quotes.
//!
//! It knows neither encodings (it is given UTF-8, or nearly) nor headers. The `csv` crate was the
//! other choice: it follows an open quote to the end of the file without a bound on memory, cannot
//! say that the file ended inside one, and shifts the columns where a quote within quotes was not
//! doubled. All three come up in real exports and each costs the owner rows. The rules here:
//!
//! - a quote opens a cell only at its beginning, so `12" pizza` is plain text;
//! - inside, a quote closes only before a separator or a line end, so `"12" pizza"` is one cell;
//! - a quoted cell that swallowed what look like whole rows had a stray quote: its first line is then
//!   cut without regard to quotes, and reading goes on with the next line.

use super::text::push_text;
use memchr::{memchr, memchr2, memchr3};

/// How the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between cells; `None` when every line is one cell.
    pub separator: Option<u8>,
    /// A backslash takes the next quote's or backslash's meaning away.
    pub backslash: bool,
    /// Around cells.
    pub quote: u8,
    /// The separator within the first cell of every record, where a spreadsheet took a whole table for one column.
    pub inner: Option<u8>,
}

/// What quotes mean while a record is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// They are plain text.
    Plain,
    /// They open and close cells.
    Kept,
    /// So they do, but the first one out of place after a line end within quotes stops the cutting.
    Watched,
}

/// What one attempt at a record came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// More text is needed; whether the text so far ends within quotes.
    More { quoted: bool },
    /// A quote out of place, at this byte, in a cell of several lines.
    Suspect { at: usize },
    /// A record.
    Record(Record),
}

/// A record's outline; its cells are in the caller's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Record {
    /// Bytes used, line end included.
    pub used: usize,
    /// How many cells were written.
    pub cells: usize,
    /// The text ended within quotes.
    pub open: bool,
    /// The record ended with the text, not with a line end.
    pub unended: bool,
    /// A quote stood where none belongs.
    pub stray: bool,
    /// A line end stood within quotes.
    pub many_lines: bool,
    /// The first cell was quoted.
    pub quoted_first: bool,
}

/// Room that a cell may keep for the next record's, in bytes.
const LARGE_CELL: usize = 64 << 10;

/// Cuts the first record off `text` into `cells`, reusing their memory; cells past the record's are dropped.
pub(crate) fn cut(text: &[u8], dialect: Dialect, quotes: Quotes, at_end: bool, cells: &mut Vec<String>) -> Cut {
    let separator = dialect.separator.unwrap_or(b'\n');
    let mut record = Record::default();
    let mut at = 0;
    loop {
        if record.cells == cells.len() {
            cells.push(String::new());
        }
        let Some(cell) = cells.get_mut(record.cells) else { return Cut::More { quoted: false } };
        cell.clear();
        // One huge cell must not leave its room behind in every column.
        if cell.capacity() > LARGE_CELL {
            *cell = String::new();
        }
        record.cells += 1;
        let begin = at + blanks(text, at, separator);
        if begin == text.len() && !at_end {
            return Cut::More { quoted: false };
        }
        let end = if quotes != Quotes::Plain && text.get(begin) == Some(&dialect.quote) {
            record.quoted_first |= record.cells == 1;
            match quoted(text, begin + 1, dialect, quotes, at_end, cell, &mut record) {
                Ok(end) => end,
                Err(cut) => return cut,
            }
        } else {
            match memchr3(separator, b'\n', b'\r', text.get(at..).unwrap_or_default()) {
                Some(length) => {
                    push_text(cell, text.get(at..at + length).unwrap_or_default());
                    at + length
                }
                None if at_end => {
                    push_text(cell, text.get(at..).unwrap_or_default());
                    text.len()
                }
                None => return Cut::More { quoted: false },
            }
        };
        tidy(cell, quotes == Quotes::Plain);
        match text.get(end) {
            None => {
                record.used = text.len();
                record.unended = true;
                break;
            }
            Some(&byte) if byte == separator && dialect.separator.is_some() => at = end + 1,
            Some(_) => match line_end(text, end, at_end) {
                Some(length) => {
                    record.used = end + length;
                    break;
                }
                None => return Cut::More { quoted: false },
            },
        }
    }
    cells.truncate(record.cells);
    Cut::Record(record)
}

/// How many blanks that are not separators stand at `from`.
fn blanks(text: &[u8], from: usize, separator: u8) -> usize {
    text.get(from..).unwrap_or_default().iter().take_while(|&&byte| byte != separator && (byte == b' ' || byte == b'\t')).count()
}

/// Reads on inside quotes to where the cell ends.
fn quoted(
    text: &[u8],
    from: usize,
    dialect: Dialect,
    quotes: Quotes,
    at_end: bool,
    cell: &mut String,
    record: &mut Record,
) -> Result<usize, Cut> {
    let more = Err(Cut::More { quoted: true });
    let separator = dialect.separator.unwrap_or(b'\n');
    let mut begin = from;
    loop {
        let rest = text.get(begin..).unwrap_or_default();
        let found = if dialect.backslash { memchr2(dialect.quote, b'\\', rest) } else { memchr(dialect.quote, rest) };
        let Some(length) = found else {
            if !at_end {
                return more;
            }
            push_text(cell, rest);
            record.many_lines |= has_line_end(rest);
            record.open = true;
            return Ok(text.len());
        };
        let piece = rest.get(..length).unwrap_or_default();
        push_text(cell, piece);
        record.many_lines |= has_line_end(piece);
        let mark = begin + length;
        let next = text.get(mark + 1).copied();
        if next.is_none() && !at_end {
            return more;
        }
        if text.get(mark) == Some(&b'\\') && dialect.quote != b'\\' {
            match next {
                Some(byte) if byte == dialect.quote || byte == b'\\' => {
                    cell.push(byte as char);
                    begin = mark + 2;
                }
                _ => {
                    cell.push('\\');
                    begin = mark + 1;
                }
            }
            continue;
        }
        if next == Some(dialect.quote) {
            cell.push(dialect.quote as char);
            begin = mark + 2;
            continue;
        }
        let after = mark + 1 + blanks(text, mark + 1, separator);
        match text.get(after) {
            None if !at_end => return more,
            None => return Ok(after),
            Some(&byte) if byte == separator || byte == b'\n' || byte == b'\r' => return Ok(after),
            Some(_) => {
                if quotes == Quotes::Watched && record.many_lines {
                    return Err(Cut::Suspect { at: mark });
                }
                record.stray = true;
                cell.push(dialect.quote as char);
                begin = mark + 1;
            }
        }
    }
}

fn has_line_end(text: &[u8]) -> bool {
    memchr2(b'\n', b'\r', text).is_some()
}

/// The length of the line end at `at`; `None` when it may go on past the text.
fn line_end(text: &[u8], at: usize, at_end: bool) -> Option<usize> {
    if text.get(at) == Some(&b'\n') {
        return Some(1);
    }
    // CR, CR LF, and the CR CR LF of text that went through Windows twice.
    match (text.get(at + 1), text.get(at + 2)) {
        (Some(b'\n'), _) => Some(2),
        (Some(b'\r'), Some(b'\n')) => Some(3),
        (Some(b'\r'), None) | (None, _) if !at_end => None,
        _ => Some(1),
    }
}

/// One kind of line end within a cell, no null marks, no quotes left around a cell cut without regard to them.
fn tidy(cell: &mut String, plain: bool) {
    if memchr2(b'\r', 0x0b, cell.as_bytes()).is_some() {
        // FileMaker writes a vertical tab for a line end within a cell.
        *cell = cell.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    }
    // How an export keeps a spreadsheet from taking "0012" for a number.
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('"')) {
        *cell = inner.to_owned();
    }
    // How database dumps write "nothing".
    if cell == "\\N" {
        cell.clear();
    }
    if plain {
        let bare = cell.trim();
        if let Some(inner) = bare.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            *cell = inner.to_owned();
        }
    }
}
