//! Stores in files: read from tables (any spreadsheet or CSV, PrestaShop's export among them) and
//! GeoJSON, written as CSV and GeoJSON.
//!
//! Reading offers stores; taking them is the owner's. A store with a name is offered even where
//! some of its fields were not understood: those are left out, and a note says where and why.

mod fields;
mod geojson;
mod hours;
#[cfg(test)]
mod odd_files;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use fields::fields;
pub use write::{to_csv, to_geojson};

use crate::{Point, Question};
use serde::{Deserialize, Serialize};

/// The most stores that are read from one file.
pub const MOST: usize = 100_000;
/// The largest GeoJSON that is read, in bytes.
pub const LARGEST: usize = 64 << 20;

/// A store as a file gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OfferedStore {
    /// The row or the feature it came from, counted as the file's program does.
    pub row: usize,
    /// The number the other program knows it by; empty when there is none.
    pub foreign_id: String,
    /// As people call it.
    pub name: String,
    /// Street, number and what belongs to them.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State, province or region.
    pub region: String,
    /// Country as the file has it: a name or a code.
    pub country: String,
    /// As typed.
    pub phone: String,
    /// As typed.
    pub email: String,
    /// As typed.
    pub website: String,
    /// Its pin.
    pub point: Option<Point>,
    /// IANA name of the zone of the pin.
    pub time_zone: Option<String>,
    /// OSM `opening_hours`; empty when none are given or understood.
    pub opening_hours: String,
    /// What it offers, as the file lists it.
    pub services: Vec<String>,
    /// Links to its pictures.
    pub pictures: Vec<String>,
    /// A remark.
    pub note: String,
    /// Whether the file says that it is in use.
    pub active: bool,
}

/// Something in a file that was not taken, or taken with a doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("row {row}, {column}: {code}: “{text}”")]
pub struct Note {
    /// The row or the feature.
    pub row: usize,
    /// The column or the property, as the file names it.
    pub column: String,
    /// The code of a [`Question`], or `name_missing`, `number`, `country_row`, `truncated`.
    pub code: String,
    /// What stands there.
    pub text: String,
    /// The likeliest reading.
    pub suggestion: Option<String>,
    /// The store or the field was left out; otherwise it was taken and this is worth a look.
    pub rejected: bool,
}

/// What a file offers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The stores, in the file's order.
    pub stores: Vec<OfferedStore>,
    /// What was not taken or is worth a look.
    pub notes: Vec<Note>,
    /// Columns or properties that were not used, as the file names them.
    pub unused: Vec<String>,
}

/// Why a file as a whole could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Trouble {
    /// A code of the table reader, or `not_stores`, `too_many`, `damaged`, `too_large`.
    pub code: String,
    /// The part it is about.
    pub detail: String,
}

/// The stores of a file. `language` is the owner's, for hours that need it.
pub fn read_stores(bytes: Vec<u8>, file_name: Option<&str>, language: Option<&str>) -> Result<Offer, Trouble> {
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
    if matches!(start, Some(b'{' | b'[')) {
        return geojson::read(&bytes, language);
    }
    let mut table = vitrine_sheets::Table::from_bytes(bytes, file_name)
        .map_err(|trouble| Trouble { code: trouble.code.to_owned(), detail: trouble.detail })?;
    table::read(&mut table, None, language)
}

/// The stores of an open table, by a mapping the owner settled.
pub fn read_table(table: &mut vitrine_sheets::Table, mapping: &vitrine_sheets::Mapping, language: Option<&str>) -> Result<Offer, Trouble> {
    table::read(table, Some(mapping), language)
}

impl Offer {
    fn note(&mut self, row: usize, column: &str, question: Question, rejected: bool) {
        let Question { code, part, suggestion } = question;
        self.notes.push(Note { row, column: column.to_owned(), code, text: part, suggestion, rejected });
    }
}

impl OfferedStore {
    /// Takes hours and notes what was not understood of them.
    fn take_hours(&mut self, offer: &mut Offer, column: &str, found: Result<crate::hours::Understood, Question>) {
        match found {
            Ok(understood) => {
                self.opening_hours = understood.osm;
                for note in understood.notes {
                    offer.note(self.row, column, note, false);
                }
            }
            Err(question) if question.code == "empty" => {}
            Err(question) => offer.note(self.row, column, question, true),
        }
    }

    /// Takes a pin and its zone.
    fn take_point(&mut self, point: Point) {
        self.point = Some(point);
        self.time_zone = crate::zone::zone_of(point).map(str::to_owned);
    }
}
