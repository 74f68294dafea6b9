//! Reads whatever table people have: any encoding, separator or spreadsheet, row by row.
//!
//! [`Table`] looks at the bytes, never only at the name, finds the header and hands out rows as
//! text. [`mapper`] proposes which column is which field of the caller's vocabulary; [`number`]
//! reads amounts as people write them. What the cells mean is left to the importers.
//!
//! Delimited text is streamed in bounded memory; workbooks are read into one compact block, since
//! their formats keep the text of cells apart from the rows.

mod delimited;
mod encoding;
mod header;
pub mod mapper;
pub mod number;
mod row;
mod sheet;

pub use mapper::{Column, Field, Mapping, propose};
pub use row::{Facts, Kind, Row, Trouble};

use delimited::Delimited;
use sheet::{Form, Sheet};
use std::io::{Cursor, Read, Seek};

/// Anything a table can be read from.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// An open table, at its first row or further on.
pub struct Table {
    facts: Facts,
    body: Body,
}

enum Body {
    Delimited(Box<Delimited>),
    Sheet(Box<Sheet>),
}

impl Table {
    /// Opens a table by its content; the name only says that tabs are tried first (".tsv").
    ///
    /// # Errors
    /// Any code of [`Trouble`].
    pub fn open(source: Box<dyn Source>, file_name: Option<&str>) -> Result<Self, Trouble> {
        match sheet::recognise(source)? {
            Form::Inner(bytes, inner_name) => match sheet::recognise(Box::new(Cursor::new(bytes)))? {
                Form::Inner(_, name) => Err(Trouble::new("not_a_table", name)),
                form => Self::of(form, Some(&inner_name)),
            },
            form => Self::of(form, file_name),
        }
    }

    fn of(form: Form, file_name: Option<&str>) -> Result<Self, Trouble> {
        match form {
            Form::Text(source) => {
                let (table, facts) = Delimited::open(source, file_name)?;
                Ok(Self { facts, body: Body::Delimited(Box::new(table)) })
            }
            Form::Sheet(sheet, facts) => Ok(Self { facts, body: Body::Sheet(sheet) }),
            Form::Inner(_, name) => Err(Trouble::new("not_a_table", name)),
        }
    }

    /// Opens a table held in memory.
    ///
    /// # Errors
    /// Any code of [`Trouble`].
    pub fn from_bytes(bytes: Vec<u8>, file_name: Option<&str>) -> Result<Self, Trouble> {
        Self::open(Box::new(Cursor::new(bytes)), file_name)
    }

    /// The columns' names: trimmed, unquoted; duplicates stay, trailing empty ones are dropped.
    pub fn header(&self) -> &[String] {
        match &self.body {
            Body::Delimited(table) => table.header(),
            Body::Sheet(sheet) => &sheet.header().names,
        }
    }

    /// What is known of the file.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Goes back to the first row after the header.
    ///
    /// # Errors
    /// `unreadable` when the source fails.
    pub fn rewind(&mut self) -> Result<(), Trouble> {
        match &mut self.body {
            Body::Delimited(table) => table.rewind(),
            Body::Sheet(sheet) => {
                sheet.rewind();
                Ok(())
            }
        }
    }

    /// Reads the next row that is not blank, reusing the row's memory; `false` at the end.
    ///
    /// # Errors
    /// `unreadable` when the source fails, `too_large` for a row beyond 4 MiB.
    pub fn next_row(&mut self, row: &mut Row) -> Result<bool, Trouble> {
        match &mut self.body {
            Body::Delimited(table) => table.next_row(row),
            Body::Sheet(sheet) => Ok(sheet.next_row(row)),
        }
    }

    /// The first rows; the table is then at its first row again.
    ///
    /// # Errors
    /// As [`Table::next_row`].
    pub fn sample(&mut self, rows: usize) -> Result<Vec<Row>, Trouble> {
        self.rewind()?;
        let mut sample = Vec::new();
        let mut row = Row::default();
        while sample.len() < rows && self.next_row(&mut row)? {
            sample.push(row.clone());
        }
        self.rewind()?;
        Ok(sample)
    }

    /// Blank rows passed so far, after the header.
    pub fn blank_rows(&self) -> usize {
        match &self.body {
            Body::Delimited(table) => table.blank,
            Body::Sheet(sheet) => sheet.blank,
        }
    }

    /// Rows so far in which a stray quote had to be taken for plain text.
    pub fn mended_rows(&self) -> usize {
        match &self.body {
            Body::Delimited(table) => table.mended(),
            Body::Sheet(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests;
