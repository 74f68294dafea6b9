//! Stores from the rows of a table.
//!
//! Columns are found by their names in nine languages, or taken as the owner settled them. Hours come
//! in one column of text, in one column per weekday, or in the lists of PrestaShop, Monday first.

use super::fields::fields;
use super::{MOST, Offer, OfferedStore, Trouble};
use crate::{Question, locate};
use vitrine_sheets::{Mapping, Row, Table, propose};

const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

pub(super) fn read(table: &mut Table, settled: Option<&Mapping>, language: Option<&str>) -> Result<Offer, Trouble> {
    let trouble = |trouble: vitrine_sheets::Trouble| Trouble { code: trouble.code.to_owned(), detail: trouble.detail };
    let header = table.header().to_vec();
    let mapping = match settled {
        Some(mapping) => mapping.clone(),
        None => propose(&header, &table.sample(50).map_err(trouble)?, fields(), None),
    };
    if mapping.column("name").is_none() && mapping.column("street").is_none() {
        return Err(Trouble { code: "not_stores".to_owned(), detail: header.join(", ") });
    }
    let unused =
        mapping.columns.iter().filter(|column| column.field.is_none() && !column.header.is_empty()).map(|column| column.header.clone());
    let mut offer = Offer { unused: unused.collect(), ..Offer::default() };
    let reader = Reader { mapping: &mapping, header: &header, language };
    table.rewind().map_err(trouble)?;
    let mut row = Row::default();
    while table.next_row(&mut row).map_err(trouble)? {
        if offer.stores.len() >= MOST {
            return Err(Trouble { code: "too_many".to_owned(), detail: MOST.to_string() });
        }
        if row.truncated {
            offer.note(row.number, "", Question::new("truncated", &row.cells.join(" ")), false);
        }
        reader.store(&row, &mut offer);
    }
    Ok(offer)
}

struct Reader<'a> {
    mapping: &'a Mapping,
    header: &'a [String],
    language: Option<&'a str>,
}

impl Reader<'_> {
    fn cell<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        self.mapping.column(field).map_or("", |column| row.cell(Some(column)))
    }

    fn heading(&self, field: &'static str) -> &str {
        self.mapping.column(field).and_then(|column| self.header.get(column)).map_or(field, String::as_str)
    }

    fn store(&self, row: &Row, offer: &mut Offer) {
        let text = |field: &str| self.cell(row, field).to_owned();
        let joined = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
        let street = match (self.cell(row, "street"), self.cell(row, "house")) {
            (street, "") => street.to_owned(),
            (street, house) => format!("{street} {house}"),
        };
        let mut store = OfferedStore {
            row: row.number,
            foreign_id: text("id"),
            name: text("name"),
            street: joined(&[&street, self.cell(row, "street2")]),
            postcode: text("postcode"),
            city: text("city"),
            region: text("region"),
            country: text("country"),
            phone: text("phone"),
            email: text("email"),
            website: text("website"),
            services: listed(self.cell(row, "services")),
            pictures: listed(self.cell(row, "pictures")),
            note: text("note"),
            active: !matches!(
                self.cell(row, "active").to_lowercase().as_str(),
                "0" | "no" | "false" | "non" | "nein" | "não" | "disabled" | "inactive"
            ),
            ..OfferedStore::default()
        };
        if store.name.is_empty() {
            if store.street.is_empty() {
                let shown = row.cells.join(" ");
                offer.note(row.number, self.heading("name"), Question::new("name_missing", &shown), true);
                return;
            }
            store.name = joined(&[&store.street, &store.city]);
            offer.note(row.number, self.heading("name"), Question::new("name_missing", &store.name), false);
        }
        self.point(row, &mut store, offer);
        self.hours(row, &mut store, offer);
        offer.stores.push(store);
    }

    fn point(&self, row: &Row, store: &mut OfferedStore, offer: &mut Offer) {
        let (lat, lon, link) = (self.cell(row, "latitude"), self.cell(row, "longitude"), self.cell(row, "point"));
        // A decimal comma in a cell of its own is no separator.
        let number =
            |text: &str| if text.matches(',').count() == 1 && !text.contains('.') { text.replace(',', ".") } else { text.to_owned() };
        let (field, text) = match (lat, lon) {
            ("", "") if link.is_empty() => return,
            ("", "") => ("point", link.to_owned()),
            _ => ("latitude", format!("{}, {}", number(lat), number(lon))),
        };
        match locate::locate(&text, None) {
            Ok(found) => store.take_point(found.point()),
            // A link that needs the network, and a file that has zeros for “not known”.
            Err(question) => offer.note(store.row, self.heading(field), question, true),
        }
    }

    fn hours(&self, row: &Row, store: &mut OfferedStore, offer: &mut Offer) {
        let whole = self.cell(row, "hours");
        if !whole.is_empty() {
            let text = prestashop(whole).unwrap_or_else(|| whole.to_owned());
            store.take_hours(offer, self.heading("hours"), &text, self.language);
            return;
        }
        let cells: Vec<&str> = DAYS.iter().map(|day| self.cell(row, day)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            store.take_hours(offer, self.heading("mo"), &by_day(&cells), self.language);
        }
    }
}

/// One line per day, from one text per day.
fn by_day(texts: &[&str]) -> String {
    const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let none = |text: &str| matches!(text.trim().to_lowercase().as_str(), "-" | "--" | "x" | "n/a" | "00:00 - 00:00" | "00:00-00:00");
    let lines = NAMES.iter().zip(texts).filter(|(_, text)| !text.trim().is_empty());
    lines.map(|(day, text)| if none(text) { format!("{day} off") } else { format!("{day} {}", text.trim()) }).collect::<Vec<_>>().join("\n")
}

/// PrestaShop's hours: seven texts between semicolons, or a list of lists, Monday first.
fn prestashop(text: &str) -> Option<String> {
    if text.trim_start().starts_with('[') {
        let days: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
        let texts: Vec<String> = days.iter().map(day_text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        return (texts.len() == 7).then(|| by_day(&texts));
    }
    let days: Vec<&str> = text.split(';').map(str::trim).collect();
    let bare = |day: &&str| {
        day.is_empty()
            || !day.chars().any(char::is_alphabetic)
            || day.to_lowercase().trim_end_matches(['.', ' ']).ends_with('m') && day.starts_with(|c: char| c.is_ascii_digit())
    };
    (days.len() == 7 && days.iter().all(|day| bare(day) || crate::hours::understand(day, None).is_ok_and(|day| day.osm == "off")))
        .then(|| by_day(&days))
}

fn day_text(day: &serde_json::Value) -> String {
    match day {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(spans) => {
            spans.iter().filter_map(|span| span.as_str()).filter(|span| !span.trim().is_empty()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// A list in one cell.
fn listed(text: &str) -> Vec<String> {
    let separator = if text.contains('|') {
        '|'
    } else if text.contains(';') {
        ';'
    } else {
        ','
    };
    text.split(separator).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
