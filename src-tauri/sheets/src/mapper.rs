//! Proposes which column is which field.

use crate::Row;
use serde::{Deserialize, Serialize};

/// A field a column may hold.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The field's name in the caller's vocabulary.
    pub name: &'static str,
    /// Headers it goes by, in every language; compared without case, accents and punctuation.
    pub words: &'static [&'static str],
    /// Whether a value (trimmed, not empty) looks like one of this field's.
    pub looks: fn(&str) -> bool,
    /// How much the look alone tells, 0 to 100: a bar code much, a name nothing.
    pub weight_of_looks: u8,
}

/// One column of the table and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header as it stands in the file.
    pub header: String,
    /// The field's name; `None` when the column is left alone.
    pub field: Option<String>,
    /// How sure the proposal is, 0 to 100; below 60 the owner is asked.
    pub confidence: u8,
    /// "header", "values", "remembered" or "".
    pub why: String,
    /// Other fields it could be, best first.
    pub alternatives: Vec<String>,
}

/// The columns of a table, in its order.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// One per header cell.
    pub columns: Vec<Column>,
}

/// Below this the owner is asked.
pub const SURE: u8 = 60;

impl Mapping {
    /// The column of a field; the surest when there are several.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns(field).first().copied()
    }

    /// All columns of a field, the surest first.
    pub fn columns(&self, field: &str) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.columns.iter().enumerate().filter(|(_, column)| column.field.as_deref() == Some(field)).map(|(place, _)| place).collect();
        found.sort_by_key(|&place| std::cmp::Reverse(self.columns.get(place).map_or(0, |column| column.confidence)));
        found
    }

    /// The columns the owner should be asked about.
    pub fn unsure(&self) -> Vec<usize> {
        self.columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.field.is_some() && column.confidence < SURE)
            .map(|(place, _)| place)
            .collect()
    }
}

/// Proposes a field for every column.
pub fn propose(header: &[String], sample: &[Row], fields: &[Field], remembered: Option<&Mapping>) -> Mapping {
    let _ = (sample, remembered);
    let columns = header
        .iter()
        .map(|name| {
            let field = fields.iter().find(|field| field.words.contains(&name.trim().to_lowercase().as_str()));
            Column {
                header: name.clone(),
                field: field.map(|field| field.name.to_owned()),
                confidence: if field.is_some() { 100 } else { 0 },
                why: if field.is_some() { "header".to_owned() } else { String::new() },
                alternatives: Vec::new(),
            }
        })
        .collect();
    Mapping { columns }
}
