//! The rows of a file, whether it is a table or a document of items, behind the header that counts.
//!
//! Some exports put lines above or below their header that are none: descriptions of the columns, the template's
//! version, a second header for machines. Which row is the header is asked of the recipes here, since only they know
//! what a header of theirs looks like; `vitrine-sheets` can only tell it by its shape.

use std::io::Read;

use vitrine_sheets::{Row, Source, Table};

use crate::Trouble;
use crate::feed::{Feed, is_feed};
use crate::formats;
use crate::recipe::Format;
use crate::words::fold;

/// Rows below the first one that may still be the header.
const LATEST_HEADER: usize = 6;

enum Body {
    Table(Box<Table>),
    Feed(Box<Feed>),
}

/// An open file.
pub(crate) struct Input {
    body: Body,
    header: Vec<String>,
    /// Rows up to this number are above the header.
    above: usize,
    header_row: usize,
}

impl Input {
    /// Opens a file by its content.
    pub fn open(mut source: Box<dyn Source>, file_name: Option<&str>) -> Result<Self, Trouble> {
        source.rewind()?;
        let mut first = Vec::new();
        (&mut source).take(4096).read_to_end(&mut first)?;
        source.rewind()?;
        let body = if is_feed(&first) {
            Body::Feed(Box::new(Feed::open(source)?))
        } else {
            Body::Table(Box::new(Table::open(source, file_name)?))
        };
        let (header, header_row) = match &body {
            Body::Table(table) => (table.header().to_vec(), table.facts().header_row),
            Body::Feed(feed) => (feed.header().to_vec(), 0),
        };
        let mut input = Self { body, header, above: 0, header_row };
        input.find_header()?;
        Ok(input)
    }

    /// Looks for a known header further down, where the first one is not known.
    fn find_header(&mut self) -> Result<(), Trouble> {
        if matches!(self.body, Body::Feed(_)) || formats::recognise(&self.header).is_some() {
            return Ok(());
        }
        let below = self.sample(LATEST_HEADER)?;
        if let Some(row) = below.iter().find(|row| formats::recognise(&row.cells).is_some()) {
            self.header = row.cells.iter().map(|name| name.trim().to_owned()).collect();
            (self.above, self.header_row) = (row.number, row.number);
        }
        Ok(())
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    pub fn header_row(&self) -> usize {
        self.header_row
    }

    /// Kind, encoding, separator and other sheets, as the facts give them.
    pub fn shape(&self) -> (String, String, Option<char>, Vec<String>) {
        match &self.body {
            Body::Table(table) => {
                let facts = table.facts();
                let kind = serde_json::to_value(facts.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
                (kind, facts.encoding.clone(), facts.separator, facts.other_sheets.clone())
            }
            Body::Feed(feed) => ("xml".to_owned(), feed.encoding().to_owned(), None, Vec::new()),
        }
    }

    /// Back to the first row below the header.
    pub fn rewind(&mut self) -> Result<(), Trouble> {
        match &mut self.body {
            Body::Table(table) => table.rewind()?,
            Body::Feed(feed) => feed.rewind()?,
        }
        Ok(())
    }

    /// The next row; `false` at the end.
    pub fn next_row(&mut self, row: &mut Row) -> Result<bool, Trouble> {
        loop {
            let found = match &mut self.body {
                Body::Table(table) => table.next_row(row)?,
                Body::Feed(feed) => feed.next_row(row)?,
            };
            if !found {
                return Ok(false);
            }
            if row.number > self.above && !self.repeats_header(row) {
                return Ok(true);
            }
        }
    }

    /// Files that were put together from several repeat their header.
    fn repeats_header(&self, row: &Row) -> bool {
        let same = |(cell, name): (&String, &String)| cell.trim() == name.as_str();
        row.cells.len() == self.header.len()
            && self.header.len() > 1
            && row.cells.first().is_some_and(|cell| self.header.first().is_some_and(|name| cell.trim() == name && !name.is_empty()))
            && row.cells.iter().zip(&self.header).all(same)
    }

    /// The first rows; then back to the first one.
    pub fn sample(&mut self, rows: usize) -> Result<Vec<Row>, Trouble> {
        self.rewind()?;
        let (mut sample, mut row) = (Vec::new(), Row::default());
        while sample.len() < rows && self.next_row(&mut row)? {
            sample.push(row.clone());
        }
        self.rewind()?;
        Ok(sample)
    }

    /// Leaves out rows up to this number: they describe the columns.
    pub fn skip_to(&mut self, number: usize) {
        self.above = self.above.max(number);
    }
}

/// Whether the first row below a header only says what its columns are for.
pub(crate) fn describes(row: &Row, price: Option<usize>, format: Format) -> bool {
    let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
    let price = row.cell(price);
    let wordy = price.chars().filter(|letter| letter.is_alphabetic()).count() > 20 && !price.starts_with("http");
    let priced = price.bytes().any(|byte| byte.is_ascii_digit());
    let labels = ["required", "optional", "recommended", "conditional", "pflichtfeld", "obligatoire", "obligatorio"];
    let label = labels.iter().any(|label| fold(first).split(' ').next() == Some(label));
    let comment = first.starts_with('#') && first.len() > 1 && format != Format::Table;
    wordy || !priced && (comment || label)
}
