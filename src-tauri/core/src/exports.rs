//! What leaves the shop as files: the catalogue for other systems, and everything in a folder to take away. Reads only.
//!
//! Cells that a spreadsheet would take for a formula are written as text (CWE-1236): a customer's name must not
//! run on the owner's laptop.

pub mod catalogue;
pub mod folder;

use std::io::Write;

use crate::kinds::{Error, Result};

/// Rows as CSV, UTF-8 with a mark at its head, which spreadsheets need to see that it is UTF-8.
pub(crate) struct CsvFile<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvFile<W> {
    pub(crate) fn new(mut into: W, header: &[&str]) -> Result<Self> {
        into.write_all(b"\xef\xbb\xbf")?;
        let mut writer = csv::WriterBuilder::new().from_writer(into);
        writer.write_record(header).map_err(Error::internal)?;
        Ok(Self { writer })
    }

    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> Result<()> {
        let cells: Vec<String> = cells.into_iter().map(harmless).collect();
        self.writer.write_record(cells).map_err(Error::internal)
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.writer.flush()?;
        Ok(())
    }
}

/// A cell no spreadsheet runs.
fn harmless(cell: &str) -> String {
    let number = cell.strip_prefix(['-', '+']).unwrap_or(cell).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    // A number stays a number, and a telephone number with its plus is what it is.
    if cell.starts_with(['=', '@', '\t', '\r']) || cell.starts_with(['-', '+']) && !number { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1+1|x", "'-1+1|x"),
            ("-5.00", "-5.00"),
            ("+33639980001", "+33639980001"),
            ("Runner", "Runner"),
        ] {
            assert_eq!(harmless(cell), written, "{cell}");
        }
    }
}
