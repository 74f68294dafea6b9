//! The table of a web page: many shop systems export one and call it ".xls".
//!
//! It reads tags as they come and builds no tree: a page with missing end tags is the rule, and a
//! browser's repair of it is not needed to find cells. The table with the most cells is taken, as
//! menus and sign-in forms are tables too on old pages.

use super::grid::Grid;
use crate::Trouble;
use quick_xml::escape::resolve_html5_entity;

/// Reads the largest table; `html_page` when none has two rows and two columns.
pub(super) fn read(text: &str) -> Result<Grid, Trouble> {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(begin) = memchr::memchr(b'<', rest.as_bytes()) {
        page.text(rest.get(..begin).unwrap_or_default());
        rest = rest.get(begin..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        let tag = rest.get(1..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        let name = tag_name(tag);
        if matches!(name.as_str(), "script" | "style" | "title") {
            rest = past_end(rest, &name);
            continue;
        }
        page.tag(&name, tag)?;
    }
    page.end_table()?;
    page.best.filter(|_| page.most > 3).ok_or_else(|| Trouble::new("html_page", ""))
}

/// Where the tag ends; a ">" within quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(place),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        // A quote left open: the next ">" will do.
        if place > 4096 {
            return text.find('>');
        }
    }
    text.find('>')
}

fn tag_name(tag: &str) -> String {
    tag.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '/').take(12).flat_map(char::to_lowercase).collect()
}

/// What follows the element's end tag.
fn past_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("</")) {
        let begin = from + found + 2;
        if text.get(begin..begin + name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name)) {
            let rest = text.get(begin..).unwrap_or_default();
            return rest.find('>').and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        }
        from = begin;
    }
    ""
}

#[derive(Default)]
struct Page {
    grid: Grid,
    row: u32,
    column: u32,
    wide: u32,
    in_table: usize,
    cell: Option<String>,
    best: Option<Grid>,
    /// Cells of the best table.
    most: usize,
}

impl Page {
    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            for part in text.split_inclusive(char::is_whitespace) {
                let word = part.trim_end();
                cell.push_str(word);
                if part.len() > word.len() && !cell.ends_with([' ', '\n']) && !cell.is_empty() {
                    cell.push(' ');
                }
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), Trouble> {
        match name {
            "table" => {
                if self.in_table == 0 || self.cell.is_none() {
                    self.end_table()?;
                }
                self.in_table += 1;
            }
            "/table" => {
                self.in_table = self.in_table.saturating_sub(1);
                if self.in_table == 0 {
                    self.end_table()?;
                }
            }
            "tr" | "/tr" if self.in_table == 1 => self.end_row()?,
            "td" | "th" if self.in_table == 1 => {
                self.end_cell()?;
                self.wide = span(tag);
                self.cell = Some(String::new());
            }
            "/td" | "/th" if self.in_table == 1 => self.end_cell()?,
            "br" | "br/" | "/p" | "/div" | "/li" => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.is_empty()) {
                    let kept = cell.trim_end().len();
                    cell.truncate(kept);
                    cell.push('\n');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Trouble> {
        if let Some(cell) = self.cell.take() {
            self.grid.push(self.row, self.column, entities(cell.trim()).trim())?;
            self.column = self.column.saturating_add(self.wide.max(1));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Trouble> {
        self.end_cell()?;
        if self.column > 0 {
            self.row += 1;
            self.column = 0;
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Trouble> {
        self.end_row()?;
        let grid = std::mem::take(&mut self.grid);
        let size = if self.row > 1 { grid.filled() } else { 0 };
        if size > self.most {
            self.most = size;
            self.best = Some(grid);
        }
        self.row = 0;
        Ok(())
    }
}

/// The columns a cell spans, as its tag says.
fn span(tag: &str) -> u32 {
    let lower = tag.to_ascii_lowercase();
    let Some((_, rest)) = lower.split_once("colspan") else { return 1 };
    let digits: String = rest.trim_start_matches(['=', ' ', '"', '\'']).chars().take_while(char::is_ascii_digit).take(4).collect();
    digits.parse().unwrap_or(1)
}

/// Text with its entities resolved; what is none stays as it is.
pub(super) fn entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find('&') {
        plain.push_str(rest.get(..begin).unwrap_or_default());
        rest = rest.get(begin..).unwrap_or_default();
        let end = rest.char_indices().take(32).find(|(_, letter)| *letter == ';').map(|(end, _)| end);
        let resolved = end.and_then(|end| Some((end, entity(rest.get(1..end)?)?)));
        match resolved {
            Some((end, letters)) => {
                plain.push_str(&letters);
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain.replace('\u{a0}', " ")
}

fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(str::to_owned) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).map(String::from)
}
