//! Which of a table's first rows names the columns.
//!
//! It leaves the meaning of the names to the mapper. A file without a header is told by values that
//! nobody would name a column by; its columns are then called A, B, C as a spreadsheet would, so
//! that the owner can be asked about them and no product is taken for a heading.

use crate::{Row, number};

/// Rows looked at for the header.
pub(crate) const ROWS: usize = 60;

/// Where the table begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// The columns' names, trimmed; duplicates and empty names within stay.
    pub names: Vec<String>,
    /// The row's number; 0 when there is none.
    pub number: usize,
}

/// Chooses among the first rows, which may hold blank ones.
pub(crate) fn find(rows: &[Row]) -> Option<Header> {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.is_blank() && !is_ruled_line(row)).collect();
    let widths: Vec<usize> = rows.iter().map(|row| used_width(row)).collect();
    let usual = usual_width(&widths)?;
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let most = rows.iter().take(30).map(|row| filled(row)).max().unwrap_or(1).min(usual);
    // Six tenths: a header may leave some columns unnamed, a title above it fills one or two cells.
    let needed = (most * 6).div_ceil(10).max(if most > 1 { 2 } else { 1 });
    let place = rows.iter().position(|row| filled(row) >= needed && !is_comment(row, usual)).unwrap_or(0);
    let place = place + usize::from(rows.get(place..).is_some_and(|from| is_title(from, usual)));
    let place = if rows.get(place + 1).is_some_and(|next| names_fields(next, filled(rows.get(place).copied().unwrap_or(next)))) {
        place + 1
    } else {
        place
    };
    let row = rows.get(place)?;
    let below = rows.get(place + 1..).unwrap_or_default();
    let width = used_width(row).max(if place + 1 < rows.len() { usual } else { 1 });
    if lacks_names(row, below) {
        return Some(Header { names: (0..width).map(letters).collect(), number: 0 });
    }
    let mut names: Vec<String> = row.cells.iter().map(|name| clean(name)).collect();
    if let Some(first) = names.first_mut() {
        if first.starts_with('#') && first.len() > 1 && width > 1 {
            *first = first.trim_start_matches('#').trim_start().to_owned();
        }
    }
    let reach = below.iter().map(|row| used_width(row)).max().unwrap_or(0);
    while names.len() > reach && names.len() > 1 && names.last().is_some_and(|name| name.is_empty()) {
        names.pop();
    }
    Some(Header { names, number: row.number })
}

/// Whether the row only draws a line, as printed tables do: "----+-----".
pub(crate) fn is_ruled_line(row: &Row) -> bool {
    let mut cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.len() >= 3 && cell.bytes().all(|byte| b"-=+:|".contains(&byte)))
}

/// Whether the first of these rows is a title, "Export, all products, 2026", that commas or cells made look like names:
/// the next one is wider, begins the table proper and holds names itself.
fn is_title(rows: &[&Row], usual: usize) -> bool {
    let [row, next, ..] = rows else { return false };
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let apart = next.number > row.number + 1 || row.cells.len() < next.cells.len();
    let names = next.cells.iter().all(|cell| number::decimal(cell, None).is_none() && sort_of_value(cell.trim()).is_none());
    apart && filled(next) > filled(row) && next.cells.len() >= usual && names
}

/// Whether a row below the header names the columns again, as market places do for their own programs: "item_sku".
fn names_fields(row: &Row, above: usize) -> bool {
    let mut names = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_#.-[]=".contains(&byte));
    let (mut count, mut joined) = (0, 0);
    let all = names.all(|name| {
        count += 1;
        joined += usize::from(name.contains('_'));
        plain(name)
    });
    all && joined >= 3 && joined * 3 >= count && count * 10 >= above * 8
}

/// Cells up to the last one that holds something.
fn used_width(row: &Row) -> usize {
    row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

fn usual_width(widths: &[usize]) -> Option<usize> {
    crate::delimited::usual(widths)
}

fn is_comment(row: &Row, usual: usize) -> bool {
    row.cells.first().is_some_and(|cell| cell.trim_start().starts_with('#')) && used_width(row) < usual
}

/// One line, without the marks that text carries along from other files.
pub(crate) fn clean(name: &str) -> String {
    let shown: String = name.chars().filter(|letter| !matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\0')).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&line);
    bare.trim().to_owned()
}

/// A spreadsheet's name for a column: A for 0, AA for 26.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name.iter().rev().collect()
}

/// Whether the row holds values, alike to those below, rather than names.
fn lacks_names(row: &Row, below: &[&Row]) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let values = row
        .cells
        .iter()
        .enumerate()
        .filter(|(column, cell)| {
            let Some(sort) = sort_of_value(cell.trim()) else { return false };
            let others: Vec<&str> = below.iter().map(|row| row.cell(Some(*column))).filter(|cell| !cell.is_empty()).take(10).collect();
            2 * others.iter().filter(|cell| sort_of_value(cell) == Some(sort)).count() >= others.len().max(1)
        })
        .count();
    values > 0 && values * 3 >= filled
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Sort {
    Amount,
    Address,
    Date,
}

fn sort_of_value(text: &str) -> Option<Sort> {
    if text.is_empty() {
        return None;
    }
    if !text.contains(' ') && (text.starts_with("http://") || text.starts_with("https://") || is_email(text)) {
        return Some(Sort::Address);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if (8..=10).contains(&text.len())
        && digits >= 6
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte))
        && digits < text.len()
    {
        return Some(Sort::Date);
    }
    // Small whole numbers head columns of sizes and years; prices and bar codes head none.
    let telling = text.contains(['.', ',']) || digits >= 8;
    number::decimal(text, None).filter(|_| telling).map(|_| Sort::Amount)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
