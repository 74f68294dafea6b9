//! Delimited text as a table.
//!
//! It ties the parts together: bytes to text, text to records, records to a header and rows.

mod dialect;
mod records;
mod split;
mod text;

pub(crate) use dialect::usual;

use crate::encoding::{self};
use crate::header::{self, Header};
use crate::{Facts, Kind, Row, Source, Trouble};
use records::Records;
use text::Text;

/// What the dialect is judged by, in bytes.
const FIRST_PART: usize = 256 << 10;

/// An open delimited text.
pub(crate) struct Delimited {
    records: Records,
    header: Header,
    /// Blank records passed since the header.
    pub blank: usize,
    short: usize,
    rows: usize,
}

impl Delimited {
    pub fn open(mut source: Box<dyn Source>, file_name: Option<&str>) -> Result<(Self, Facts), Trouble> {
        let letters = encoding::detect(&mut *source)?;
        let mut text = Text::new(source, letters);
        let mut first = Vec::new();
        text.rewind()?;
        while first.len() < FIRST_PART && text.fill(&mut first, FIRST_PART)? > 0 {}
        let whole = first.len() < FIRST_PART;
        if first.trim_ascii().is_empty() {
            return Err(Trouble::new("empty", ""));
        }
        let (named, skip) = dialect::named_separator(&first);
        text.skip(skip);
        first.drain(..skip);
        let by_name = file_name.filter(|name| [".tsv", ".tab"].iter().any(|ending| name.to_lowercase().ends_with(ending)));
        let named = named.or(by_name.map(|_| b'\t'));
        let dialect = dialect::detect(&first, whole, named)?;
        let mut records = Records::new(text, dialect);
        records.rewind()?;
        let mut rows = Vec::new();
        let mut row = Row::default();
        while rows.len() < header::ROWS && records.next(&mut row)?.is_some() {
            if records.width.is_none() && row.cells.len() > 1 {
                records.expect_width(row.cells.len());
            }
            rows.push(row.clone());
        }
        let header = header::find(&rows).ok_or_else(|| Trouble::new("empty", ""))?;
        records.expect_width(header.names.len());
        let facts = Facts {
            kind: Kind::Delimited,
            encoding: letters.name().to_owned(),
            separator: dialect.inner.or(dialect.separator).map(char::from),
            sheet: None,
            other_sheets: Vec::new(),
            header_row: header.number,
        };
        let mut table = Self { records, header, blank: 0, short: 0, rows: 0 };
        table.rewind()?;
        Ok((table, facts))
    }

    pub fn header(&self) -> &[String] {
        &self.header.names
    }

    pub fn mended(&self) -> usize {
        self.records.mended
    }

    pub fn rewind(&mut self) -> Result<(), Trouble> {
        self.records.rewind()?;
        (self.blank, self.short, self.rows) = (0, 0, 0);
        let mut row = Row::default();
        while self.records.number < self.header.number {
            if self.records.next(&mut row)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    pub fn next_row(&mut self, row: &mut Row) -> Result<bool, Trouble> {
        let width = self.header.names.len();
        while let Some(record) = self.records.next(row)? {
            if (row.is_blank() || header::is_ruled_line(row)) && !record.open {
                self.blank += 1;
                continue;
            }
            if width > 1 && row.cells.len() == 1 && row.cell(Some(0)).starts_with('#') {
                continue;
            }
            let short = row.cells.len() < width;
            // Where rows are short throughout, a short last one was meant so.
            let habit = self.short * 2 >= self.rows.max(1);
            row.truncated = record.open || (short && record.unended && !habit);
            self.rows += 1;
            self.short += usize::from(short);
            return Ok(true);
        }
        row.cells.clear();
        Ok(false)
    }
}
