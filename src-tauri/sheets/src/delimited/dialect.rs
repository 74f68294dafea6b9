//! Which separator and which quoting a text uses, decided by its first records.
//!
//! The header alone would mislead: "Name;Preis (EUR, netto)" has one of each. What counts is that
//! record after record has as many cells as the header.

use super::records::Records;
use super::split::{Cut, Dialect, Quotes, cut};
use super::text::Text;
use crate::encoding::Letters;
use crate::{Row, Trouble};
use memchr::memchr2;
use std::io::Cursor;

/// Tried in this order; the first wins a tie.
const SEPARATORS: [u8; 5] = [b',', b';', b'\t', b'|', b'^'];
/// Records looked at.
const RECORDS: usize = 60;

/// The separator that a first line like `sep=;` names, and the bytes that line takes.
pub(crate) fn named_separator(first: &[u8]) -> (Option<u8>, usize) {
    let end = memchr2(b'\n', b'\r', first).unwrap_or(first.len());
    let line = first.get(..end).unwrap_or_default();
    let bare = line.trim_ascii();
    let bare = bare.strip_prefix(b"\"").unwrap_or(bare);
    let Some(name) = bare.get(..4).filter(|name| name.eq_ignore_ascii_case(b"sep=")) else { return (None, 0) };
    // "sep=\t" is written with a real tab, which trimming took, or with the two signs.
    let separator = match bare.get(name.len()..).unwrap_or_default() {
        [] | b"\\t" | b"\\t\"" | b"\t\"" if line.contains(&b'\t') || bare.len() > 4 => b'\t',
        [separator] | [separator, b'"', ..] if SEPARATORS.contains(separator) => *separator,
        // As spreadsheets that quote it all, or fill the line up with empty cells, write it.
        [separator, rest @ ..] if SEPARATORS.contains(separator) && rest.iter().all(|byte| byte == separator || *byte == b'"') => {
            *separator
        }
        _ => return (None, 0),
    };
    let rest = first.get(end..).unwrap_or_default();
    let line_end = if rest.starts_with(b"\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (Some(separator), end + line_end)
}

/// Judges the first part of a text; `whole` when there is no more.
pub(crate) fn detect(first: &[u8], whole: bool, named: Option<u8>) -> Result<Dialect, Trouble> {
    let backslash = escapes_with_backslash(first);
    let quote = if quotes_singly(first) { b'\'' } else { b'"' };
    if let Some(separator) = named {
        let dialect = Dialect { backslash, quote, separator: Some(separator), inner: None };
        if fit(first, whole, dialect)? > 0.0 {
            return Ok(dialect);
        }
    }
    let mut best = (0.0, Dialect { backslash, quote, separator: None, inner: None });
    for separator in SEPARATORS {
        if !first.contains(&separator) {
            continue;
        }
        let dialect = Dialect { backslash, quote, separator: Some(separator), inner: None };
        let points = fit(first, whole, dialect)?;
        if points > best.0 {
            best = (points, dialect);
        }
    }
    Ok(Dialect { inner: inner_separator(first, whole, best.1)?, ..best.1 })
}

/// The separator within the first cells, when every record has nothing but a first cell: `"sku,name";;`.
fn inner_separator(first: &[u8], whole: bool, outer: Dialect) -> Result<Option<u8>, Trouble> {
    if outer.separator.is_none() {
        return Ok(None);
    }
    let mut records = Records::new(Text::new(Box::new(Cursor::new(first.to_vec())), Letters::Utf8), outer);
    let mut row = Row::default();
    let mut lines: Vec<String> = Vec::new();
    while let Some(record) = records.next(&mut row)? {
        if lines.len() >= RECORDS || (record.unended && !whole && !lines.is_empty()) {
            break;
        }
        if row.cells.iter().skip(1).any(|cell| !cell.trim().is_empty()) {
            return Ok(None);
        }
        lines.extend(row.cells.first().filter(|cell| !cell.trim().is_empty()).cloned());
    }
    let mut cells = Vec::new();
    Ok(SEPARATORS.into_iter().find(|&separator| {
        let dialect = Dialect { separator: Some(separator), ..outer };
        let mut width = |line: &String| match cut(line.as_bytes(), dialect, Quotes::Kept, true, &mut cells) {
            Cut::Record(record) if !record.open => record.cells,
            _ => 0,
        };
        let header = lines.first().map_or(0, &mut width);
        header > 1 && lines.iter().all(|line| width(line) == header)
    }))
}

/// How well the first records agree under this dialect: 0 for one column, about 1 for a perfect table.
fn fit(first: &[u8], whole: bool, dialect: Dialect) -> Result<f64, Trouble> {
    let mut records = Records::new(Text::new(Box::new(Cursor::new(first.to_vec())), Letters::Utf8), dialect);
    let mut row = Row::default();
    let mut widths = Vec::new();
    let mut strays = 0;
    let mut foreign = false;
    while widths.len() < RECORDS {
        let Some(record) = records.next(&mut row)? else { break };
        if record.unended && !whole && !widths.is_empty() {
            break;
        }
        if row.cells.len() > 1 && records.width.is_none() {
            records.expect_width(row.cells.len());
            foreign = row
                .cells
                .iter()
                .any(|name| SEPARATORS.iter().any(|&other| Some(other) != dialect.separator && name.as_bytes().contains(&other)));
        }
        if !(row.is_blank() && row.cells.len() == 1) {
            widths.push(row.cells.len());
            strays += usize::from(record.stray);
        }
    }
    let total = widths.len() as f64;
    let Some(usual) = usual(&widths) else { return Ok(0.0) };
    if usual < 2 {
        let header = widths.first().copied().unwrap_or(0);
        return Ok(if header > 2 { 0.1 } else { 0.0 });
    }
    let equal = widths.iter().filter(|&&width| width == usual).count() as f64;
    let shorter = widths.iter().filter(|&&width| width > 1 && width < usual).count() as f64;
    let header = widths.first() == Some(&usual);
    let agreement = (equal + shorter / 2.0) / total * (1.0 - strays as f64 / total);
    Ok(agreement * (1.0 + 0.05 * (usual as f64).ln()) * if header { 1.0 } else { 0.7 } * if foreign { 0.8 } else { 1.0 })
}

/// The commonest width, the larger of equals.
pub(crate) fn usual(widths: &[usize]) -> Option<usize> {
    widths.iter().copied().max_by_key(|&width| (widths.iter().filter(|&&other| other == width).count(), width))
}

/// Whether quotes within cells are written `\"`: some such quote neither closes a cell nor is doubled.
fn escapes_with_backslash(first: &[u8]) -> bool {
    let within =
        |three: &&[u8]| matches!(three, [b'\\', b'"', next] if !SEPARATORS.contains(next) && !matches!(next, b'\n' | b'\r' | b'"'));
    let doubled = |four: &&[u8]| {
        matches!(four, [before, b'"', b'"', after]
            if before.is_ascii_alphanumeric() && (after.is_ascii_alphanumeric() || *after == b' '))
    };
    first.windows(3).any(|three| within(&three)) && !first.windows(4).any(|four| doubled(&four))
}

/// Whether cells stand in single quotes: every one of the first lines begins and ends with one.
fn quotes_singly(first: &[u8]) -> bool {
    let mut lines = first.split(|&byte| byte == b'\n' || byte == b'\r').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let mut seen = 0;
    // The last line of the part may be cut short.
    let single = lines.by_ref().take(3).all(|line| {
        seen += 1;
        line.len() > 2 && line.starts_with(b"'") && line.ends_with(b"'")
    });
    single && seen > 1
}
