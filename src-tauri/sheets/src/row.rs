//! What a table hands over: a row, what is known of the file, and why it could not be read.
//!
//! It holds no reading. Cells stay text even where a spreadsheet knows better: the importers judge
//! every value the same way, wherever it came from.

use serde::{Deserialize, Serialize};

/// One record of the table, header excluded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet numbers its rows: 1 for the first record of the file, blank ones counted.
    pub number: usize,
    /// The cells as text, as many as the row has: maybe fewer or more than the header.
    pub cells: Vec<String>,
    /// The file ends inside this row: within quotes, or short of cells with no line end.
    pub truncated: bool,
}

impl Row {
    /// The trimmed cell of a column; empty when there is no such column or the row is shorter.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|place| self.cells.get(place)).map_or("", |text| text.trim())
    }

    /// Whether no cell holds anything but white space, or the marks that some programs end a file with.
    pub fn is_blank(&self) -> bool {
        let nothing = |letter: char| letter.is_whitespace() || matches!(letter, '\u{1a}' | '\0' | '\u{feff}');
        self.cells.iter().all(|text| text.chars().all(nothing))
    }
}

/// The kind of file a table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text with a separator: CSV, TSV and their cousins.
    Delimited,
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel up to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// The first table of a web page, as many shop systems save their ".xls".
    Html,
    /// Excel's XML of 2003.
    SpreadsheetXml,
}

/// What is known of the file once it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What the bytes turned out to be.
    pub kind: Kind,
    /// The WHATWG name of the text's encoding ("UTF-8", "windows-1252", "macintosh" …), "IBM437" or "IBM850"; "" for workbooks.
    pub encoding: String,
    /// The separator of delimited text; `None` for workbooks and one-column files.
    pub separator: Option<char>,
    /// The sheet that is read; `None` for text.
    pub sheet: Option<String>,
    /// Other visible sheets that hold something, left unread.
    pub other_sheets: Vec<String>,
    /// The number of the header's row; 0 when the file has none and the columns are called A, B, C …
    pub header_row: usize,
}

/// Why a table could not be read.
///
/// Codes: `empty`, `binary`, `too_large`, `damaged`, `password`, `encoding`, `html_page`, `numbers_file`, `not_a_table`, `several_files`,
/// `unreadable`.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[error("{}", self.sentence())]
pub struct Trouble {
    /// What is wrong, for the translation.
    pub code: &'static str,
    /// Which part or value, as the file or the system names it; may be empty.
    pub detail: String,
}

impl Trouble {
    /// A trouble of this code, about this part of the file.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    fn sentence(&self) -> String {
        let what = match self.code {
            "empty" => "there is nothing in this file",
            "binary" => "this is neither text nor a spreadsheet",
            "too_large" => "this is larger than a table may be",
            "damaged" => "this file is damaged",
            "password" => "this file is protected by a password: save it without one first",
            "encoding" => "the letters of this file cannot be told",
            "html_page" => "this is a web page without a table: the export may have asked to sign in",
            "numbers_file" => "this is a Numbers document: export it as CSV or Excel first",
            "several_files" => "there are several tables in this archive: choose one",
            "not_a_table" => "this is text, but not a table",
            _ => "this file cannot be read",
        };
        if self.detail.is_empty() { what.to_owned() } else { format!("{what} ({})", self.detail) }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new("unreadable", error.to_string())
    }
}
