//! Proposes which column is which field, and knows when to ask.
//!
//! The vocabulary is the caller's, in every language the owner may write. Headers speak first,
//! values second: values alone never reach the mark at which a column is taken without asking,
//! since a column of four-digit numbers may be a stock, a year or a price in yen. What the owner
//! settled before is remembered by the headers. The other way, a score learnt from many files, would
//! propose more and could not say why.

mod vocabulary;
mod words;

use crate::Row;
use serde::{Deserialize, Serialize};
use vocabulary::{NAMED, Vocabulary};

/// A field a column may hold.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The field's name in the caller's vocabulary.
    pub name: &'static str,
    /// Headers it goes by, in every language, preferred ones first; compared without case, accents and punctuation.
    pub words: &'static [&'static str],
    /// Whether a value (trimmed, not empty) looks like one of this field's.
    pub looks: fn(&str) -> bool,
    /// How much the look alone tells, 0 to 100: an e-mail address much, a name nothing.
    pub weight_of_looks: u8,
}

/// One column of the table and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header as it stands in the file.
    pub header: String,
    /// The field's name; `None` when the column is left alone.
    pub field: Option<String>,
    /// How sure the proposal is, 0 to 100; below [`SURE`] the owner is asked.
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

/// Below this confidence the owner is asked.
pub const SURE: u8 = 60;
/// What two equally good columns, or fields, are brought down to.
const UNSURE: u8 = 55;
/// Columns thought about; the widest exports have a few hundred.
const COLUMNS: usize = 2000;
/// Values looked at per column.
const VALUES: usize = 50;

impl Mapping {
    /// The column of a field; the surest when there are several.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns(field).first().copied()
    }

    /// All columns of a field, the surest first, then from left to right.
    pub fn columns(&self, field: &str) -> Vec<usize> {
        let holds = |column: &Column| column.field.as_deref() == Some(field);
        let mut found: Vec<(u8, usize)> =
            self.columns.iter().enumerate().filter(|(_, column)| holds(column)).map(|(place, column)| (column.confidence, place)).collect();
        found.sort_by_key(|&(confidence, place)| (std::cmp::Reverse(confidence), place));
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The columns the owner should be asked about.
    pub fn unsure(&self) -> Vec<usize> {
        let asks = |column: &Column| column.field.is_some() && column.confidence < SURE;
        self.columns.iter().enumerate().filter(|(_, column)| asks(column)).map(|(place, _)| place).collect()
    }

    /// Settles a column as the owner answered: a field, or `None` to leave it alone. Out of range does nothing.
    pub fn settle(&mut self, column: usize, field: Option<&str>) {
        if let Some(column) = self.columns.get_mut(column) {
            column.field = field.map(str::to_owned);
            column.confidence = 100;
            column.why = "remembered".to_owned();
        }
    }
}

/// One possible answer for one column.
struct Candidate {
    column: usize,
    field: usize,
    points: u8,
    by_header: bool,
    named: bool,
    words: usize,
    order: usize,
}

/// Proposes a field for every column; a field that several headers name ("Image 1", "Image 2") gets them all.
///
/// `remembered` is reused where it has the same headers; of another table's mapping only the fields
/// of headers that most of it shares.
pub fn propose(header: &[String], sample: &[Row], fields: &[Field], remembered: Option<&Mapping>) -> Mapping {
    let mut columns: Vec<Column> = header
        .iter()
        .map(|name| Column { header: name.clone(), field: None, confidence: 0, why: String::new(), alternatives: Vec::new() })
        .collect();
    let settled = remembered.map(|mapping| recall(&mut columns, mapping, sample, fields)).unwrap_or_default();
    let mut taken: Vec<bool> =
        fields.iter().map(|field| columns.iter().any(|column| column.field.as_deref() == Some(field.name))).collect();
    let mut candidates = candidates(header, sample, fields);
    candidates.sort_by_key(|one| (std::cmp::Reverse((one.points, one.words)), one.order, one.column, one.field));
    let mut claims: Vec<u8> = vec![0; fields.len()];
    for one in &candidates {
        let (Some(column), Some(field)) = (columns.get_mut(one.column), fields.get(one.field)) else { continue };
        if settled.get(one.column).copied().unwrap_or(false) {
            continue;
        }
        let free = !taken.get(one.field).copied().unwrap_or(false);
        // A header of two fields goes to the one that has no column yet.
        let homeless = |other: &Candidate| {
            other.column == one.column && other.by_header && other.points == one.points && !taken.get(other.field).copied().unwrap_or(false)
        };
        if !free && one.named && candidates.iter().any(homeless) {
            column.alternatives.push(field.name.to_owned());
            continue;
        }
        if column.field.is_none() && (free || (one.named && one.points >= SURE)) {
            let claim = claims.get_mut(one.field);
            column.field = Some(field.name.to_owned());
            // Each further column of a field is a little less sure, so that the first stays the first.
            column.confidence = one.points.saturating_sub(claim.as_deref().copied().unwrap_or(0));
            if one.points >= SURE {
                column.confidence = column.confidence.max(SURE);
            }
            column.why = if one.by_header { "header" } else { "values" }.to_owned();
            if let Some(taken) = taken.get_mut(one.field) {
                *taken = true;
            }
            if let Some(claim) = claim {
                *claim = claim.saturating_add(1);
            }
        } else if column.field.as_deref() != Some(field.name) && column.alternatives.len() < 4 {
            column.alternatives.push(field.name.to_owned());
        }
    }
    doubt(&mut columns, &candidates, fields, &taken_by_name(fields, &candidates), &settled);
    Mapping { columns }
}

fn candidates(header: &[String], sample: &[Row], fields: &[Field]) -> Vec<Candidate> {
    let book = Vocabulary::new(fields);
    let mut found = Vec::new();
    for (column, name) in header.iter().enumerate().take(COLUMNS) {
        let values = values(sample, column);
        let fits = book.fits(name);
        for (place, field) in fields.iter().enumerate() {
            let looks = looks(&values, field);
            let fit = fits.iter().find(|fit| fit.field == place);
            let candidate = match fit {
                Some(fit) => Candidate {
                    column,
                    field: place,
                    points: weigh(fit.points, looks, field, values.len()),
                    by_header: true,
                    named: fit.points >= NAMED,
                    words: fit.words,
                    order: fit.order,
                },
                None => Candidate {
                    column,
                    field: place,
                    points: by_values(looks, field, is_nameless(name)),
                    by_header: false,
                    named: false,
                    words: 0,
                    order: 0,
                },
            };
            if candidate.points > 0 {
                found.push(candidate);
            }
        }
    }
    found
}

/// A column's values, without the empty ones.
fn values(sample: &[Row], column: usize) -> Vec<&str> {
    sample.iter().map(|row| row.cell(Some(column))).filter(|value| !value.is_empty()).take(VALUES).collect()
}

/// The share of values that look like the field's, in percent; `None` without values or where looks tell nothing.
fn looks(values: &[&str], field: &Field) -> Option<usize> {
    if values.is_empty() || field.weight_of_looks == 0 {
        return None;
    }
    Some(values.iter().filter(|value| (field.looks)(value)).count() * 100 / values.len())
}

/// What the values make of a header's points.
fn weigh(points: u8, looks: Option<usize>, field: &Field, values: usize) -> u8 {
    let telling = field.weight_of_looks.min(100);
    match looks {
        Some(share) if share >= 80 && points < NAMED => points + telling / 12,
        // Prices among which no number is found are not prices, whatever the header says.
        Some(share) if share < 30 && values >= 2 => points.saturating_sub(telling.min(20) * 9 / 4),
        _ => points,
    }
}

/// What values alone are worth: never enough to go without asking, and only a telling look is worth a question.
fn by_values(looks: Option<usize>, field: &Field, nameless: bool) -> u8 {
    let needed = if nameless { 20 } else { 50 };
    match looks {
        Some(share) if share >= 80 && field.weight_of_looks >= needed => {
            (usize::from(field.weight_of_looks.min(100)) * share * 55 / 10_000) as u8
        }
        _ => 0,
    }
}

/// A column without a name, or with one that a spreadsheet gave it: "B".
fn is_nameless(header: &str) -> bool {
    header.len() <= 2 && header.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Which fields some header names outright.
fn taken_by_name(fields: &[Field], candidates: &[Candidate]) -> Vec<bool> {
    let mut named = vec![false; fields.len()];
    for one in candidates.iter().filter(|one| one.named && one.points >= SURE) {
        if let Some(named) = named.get_mut(one.field) {
            *named = true;
        }
    }
    named
}

/// Lowers the confidence where another field or another column would have been as good.
fn doubt(columns: &mut [Column], candidates: &[Candidate], fields: &[Field], named: &[bool], settled: &[bool]) {
    let chosen: Vec<(usize, usize)> = columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| Some((place, fields.iter().position(|field| column.field.as_deref() == Some(field.name))?)))
        .filter(|(place, _)| !settled.get(*place).copied().unwrap_or(false))
        .collect();
    for (place, field) in chosen {
        let Some(won) = candidates.iter().find(|one| one.column == place && one.field == field) else { continue };
        let rival = candidates.iter().any(|other| {
            let as_good = other.points == won.points && other.words == won.words && other.by_header == won.by_header;
            let other_field = other.column == place && other.field != field;
            let elsewhere = named.get(other.field).copied().unwrap_or(false) && !is_only_home(candidates, other);
            let other_column = other.column != place && other.field == field && !won.named;
            as_good && ((other_field && !elsewhere) || other_column)
        });
        if let (true, Some(column)) = (rival, columns.get_mut(place)) {
            column.confidence = column.confidence.min(UNSURE);
        }
    }
}

/// Whether no other column names the candidate's field.
fn is_only_home(candidates: &[Candidate], one: &Candidate) -> bool {
    !candidates.iter().any(|other| other.field == one.field && other.column != one.column && other.named && other.points >= one.points)
}

/// Fills in what was settled before; which columns need no more thought.
fn recall(columns: &mut [Column], remembered: &Mapping, sample: &[Row], fields: &[Field]) -> Vec<bool> {
    let keyed = |names: Vec<&str>| -> Vec<(String, usize)> {
        let mut seen = std::collections::HashMap::<String, usize>::new();
        names
            .into_iter()
            .map(|name| {
                let name = words::words(name).join(" ");
                let count = seen.entry(name.clone()).or_default();
                *count += 1;
                (name, *count)
            })
            .collect()
    };
    let now = keyed(columns.iter().map(|column| column.header.as_str()).collect());
    let then = keyed(remembered.columns.iter().map(|column| column.header.as_str()).collect());
    let old: std::collections::HashMap<&(String, usize), &Column> = then.iter().zip(&remembered.columns).collect();
    let shared = now.iter().filter(|key| old.contains_key(key)).count();
    let same = shared == now.len() && shared == then.len();
    let mut settled = vec![false; columns.len()];
    // Two thirds: an export that gained some columns is still the same export.
    if !same && shared * 3 < then.len() * 2 {
        return settled;
    }
    for (place, (column, key)) in columns.iter_mut().zip(&now).enumerate() {
        let Some(known) = old.get(key) else { continue };
        let field = known.field.as_deref().and_then(|name| fields.iter().find(|field| field.name == name));
        if field.is_none() && (known.field.is_some() || !same) {
            continue;
        }
        // A column that a spreadsheet named, "B", says nothing, so its values must agree.
        if let (Some(field), true) = (field, is_nameless(&column.header)) {
            if looks(&values(sample, place), field).is_some_and(|share| share < 50) {
                continue;
            }
        }
        column.field = field.map(|field| field.name.to_owned());
        column.confidence = 100;
        column.why = "remembered".to_owned();
        if let Some(settled) = settled.get_mut(place) {
            *settled = true;
        }
    }
    settled
}

#[cfg(test)]
mod tests;
