//! Stores from the rows of a table.
//!
//! Columns are found by their names in nine languages, or taken as the owner settled them. Hours come
//! in one column of text or in columns per weekday, which `hours` reads.

use super::fields::fields;
use super::hours;
use super::{MOST, Offer, OfferedStore, Trouble};
use crate::{Question, locate};
use vitrine_sheets::{Field, Mapping, Row, Table, propose};

/// How the mapper says that a column was found by what stands in it.
const BY_VALUES: &str = "values";
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
/// What a column says of a store that is not in use.
const NOT_IN_USE: [&str; 26] = [
    "0",
    "no",
    "n",
    "false",
    "off",
    "disabled",
    "inactive",
    "closed",
    "permanently closed",
    "non",
    "inactif",
    "faux",
    "fermé",
    "nein",
    "inaktiv",
    "não",
    "nao",
    "inativo",
    "inactivo",
    "falso",
    "cerrado",
    "nee",
    "नहीं",
    "निष्क्रिय",
    "لا",
    "غير نشط",
];
/// The fields that take all their columns; of the others the surest column counts.
const OF_MANY: [&str; 9] = ["mo", "tu", "we", "th", "fr", "sa", "su", "pictures", "services"];

pub(super) fn read(table: &mut Table, settled: Option<&Mapping>, language: Option<&str>) -> Result<Offer, Trouble> {
    let trouble = |trouble: vitrine_sheets::Trouble| Trouble { code: trouble.code.to_owned(), detail: trouble.detail };
    let header = table.header().to_vec();
    let mapping = match settled {
        Some(mapping) => mapping.clone(),
        None => sharing_days(propose(&header, &table.sample(50).map_err(trouble)?, fields(), None)),
    };
    if mapping.column("name").is_none() && mapping.column("street").is_none() {
        return Err(Trouble { code: "not_stores".to_owned(), detail: header.join(", ") });
    }
    let taken = |place: usize, field: &str| OF_MANY.contains(&field) || mapping.column(field) == Some(place);
    let unused =
        mapping.columns.iter().enumerate().filter(|(place, column)| !column.field.as_deref().is_some_and(|field| taken(*place, field)));
    let unused = unused.filter(|(_, column)| !column.header.is_empty()).map(|(_, column)| column.header.clone());
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

/// “Lundi matin” and “lundi après-midi” are columns of one day; the mapper knows the first.
fn sharing_days(mut mapping: Mapping) -> Mapping {
    for place in 0..mapping.columns.len() {
        let Some(column) = mapping.columns.get(place).filter(|column| column.field.is_none() || column.why == BY_VALUES) else { continue };
        let first = column.header.split(|c: char| c.is_whitespace() || c == '_').next().unwrap_or_default().to_lowercase();
        let named = |field: &&Field| DAYS.contains(&field.name) && field.words.contains(&first.as_str());
        let day = fields().iter().find(named).map(|field| field.name).filter(|day| mapping.column(day).is_some());
        if let (Some(day), Some(column)) = (day, mapping.columns.get_mut(place)) {
            column.field = Some(day.to_owned());
            column.why = "header".to_owned();
        }
    }
    mapping
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

    /// What stands in all columns of a field, from left to right.
    fn cells<'r>(&self, row: &'r Row, field: &str) -> Vec<&'r str> {
        let mut columns = self.mapping.columns(field);
        columns.sort_unstable();
        columns.into_iter().map(|column| row.cell(Some(column))).filter(|cell| !cell.trim().is_empty()).collect()
    }

    /// Whether a field's column was found by its values alone.
    fn is_guess(&self, field: &str) -> bool {
        self.mapping.column(field).and_then(|column| self.mapping.columns.get(column)).is_some_and(|column| column.why == BY_VALUES)
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
            services: self.cells(row, "services").into_iter().flat_map(listed).collect(),
            pictures: self.cells(row, "pictures").into_iter().flat_map(listed).collect(),
            note: text("note"),
            active: !NOT_IN_USE.contains(&self.cell(row, "active").trim().to_lowercase().as_str()),
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
        // A decimal comma in a cell of its own is no separator; both numbers in one cell are a pair.
        let number =
            |text: &str| if text.matches(',').count() == 1 && !text.contains('.') { text.replace(',', ".") } else { text.to_owned() };
        let turned = self.cell(row, "turned");
        let (field, text) = match (lat, lon) {
            ("", "") if link.is_empty() && turned.is_empty() => return,
            ("", "") if link.is_empty() => ("turned", format!("lon lat {turned}")),
            ("", "") => ("point", link.to_owned()),
            (pair, "") => ("latitude", pair.to_owned()),
            ("", pair) => ("longitude", pair.to_owned()),
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
        if !whole.is_empty() && self.is_guess("hours") && DAYS.iter().any(|day| self.mapping.column(day).is_some()) {
            // Hours of some day, beside those of days: which one, the heading does not say.
            offer.note(store.row, self.heading("hours"), Question::new("which_days", whole), true);
            return;
        }
        if !whole.is_empty() {
            let found = match hours::prestashop(whole) {
                Some(days) => hours::of_week(&days, self.language),
                None => crate::hours::understand(whole, self.language),
            };
            store.take_hours(offer, self.heading("hours"), found);
            return;
        }
        // “Monday morning” and “Monday afternoon” are two columns of one day.
        let days: Vec<String> = DAYS.iter().map(|day| self.cells(row, day).join(", ")).collect();
        if days.iter().any(|day| !day.is_empty()) {
            let first = DAYS.into_iter().find(|day| self.mapping.column(day).is_some()).unwrap_or("mo");
            store.take_hours(offer, self.heading(first), hours::of_week(&days, self.language));
        }
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
