//! What goes wrong: with the whole file ([`Trouble`]) or with one row ([`RowNote`]).
//!
//! Codes and values, no sentences in the owner's language. A row's fault never stops the file: it is handed to
//! [`Notes`] with the row as it stood, so that rejected rows can be given back as a file to mend.

use serde::{Deserialize, Serialize};
use vitrine_sheets::Mapping;

/// Why a file could not be read.
///
/// Codes: those of the tables (`empty`, `binary`, `damaged`, `password`, …), and `which_column` (no column is the title; the proposal
/// is in `mapping`), `not_products` (a list of people or places), `no_rows` (a header alone).
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Trouble {
    /// What is wrong, for the translation.
    pub code: &'static str,
    /// Which part or value, as the file has it; may be empty.
    pub detail: String,
    /// What each column was taken for, with `which_column`.
    pub mapping: Option<Box<Mapping>>,
}

impl Trouble {
    /// A trouble of this code, about this part of the file.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), mapping: None }
    }

    fn sentence(&self) -> String {
        let what = match self.code {
            "which_column" => "none of the columns is known to be the products' names",
            "not_products" => "this is not a list of products",
            "no_rows" => "there is a header, but no product",
            code => return vitrine_sheets::Trouble::new(code, self.detail.as_str()).to_string(),
        };
        if self.detail.is_empty() { what.to_owned() } else { format!("{what} ({})", self.detail) }
    }
}

impl From<vitrine_sheets::Trouble> for Trouble {
    fn from(trouble: vitrine_sheets::Trouble) -> Self {
        Self::new(trouble.code, trouble.detail)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new("unreadable", error.to_string())
    }
}

/// A row that could not be used, or was used with a remark.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RowNote {
    /// The row, as a spreadsheet numbers rows.
    pub row: usize,
    /// The column to blame, as the file calls it; empty if none is.
    pub column: String,
    /// What it is, for the translation.
    pub code: String,
    /// What stood there, at most 80 letters.
    pub text: String,
    /// Whether the row was used all the same.
    pub used: bool,
}

/// The most letters of a cell that a note repeats.
const SHOWN: usize = 80;

impl RowNote {
    pub(crate) fn new(row: usize, column: &str, code: &str, text: &str, used: bool) -> Self {
        Self { row, column: column.to_owned(), code: code.to_owned(), text: text.chars().take(SHOWN).collect(), used }
    }
}

/// Takes the notes of one pass.
pub trait Notes {
    /// A note, and the cells of its row; of a rejected continuation row with the product's title filled in, so that it can stand alone.
    fn note(&mut self, note: RowNote, record: &[String]);
}

impl Notes for Vec<RowNote> {
    fn note(&mut self, note: RowNote, _: &[String]) {
        self.push(note);
    }
}

/// What one pass came to.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Summary {
    /// Rows that are not blank.
    pub rows: usize,
    /// Products handed over.
    pub products: usize,
    /// Their variants.
    pub variants: usize,
    /// Their pictures.
    pub pictures: usize,
    /// Rows not used.
    pub rejected_rows: usize,
    /// Remarks on rows that were used.
    pub remarks: usize,
}
