//! Contacts out of tables: a row to a person, by the columns.
//!
//! Leaves to the sheets: encodings, separators and spreadsheets. A row's own country, where the table has one, is
//! where her local number is read first; the shop's is second. A table of one nameless column is a `list`.

mod columns;
mod list;
#[cfg(test)]
mod tests;
mod vocabulary;

use vitrine_sheets::{Mapping, Row, Table};

use crate::contact::{Contact, Draft, DraftNumber, Rejected};
use crate::file::{Format, Trouble};
use crate::{birthday, phone, vcard};

/// An open table of contacts.
pub(crate) struct People {
    table: Table,
    pub mapping: Mapping,
    pub format: Format,
    /// The row taken for a header, where it already holds a person.
    first: Option<Row>,
    /// How the columns are called.
    header: Vec<String>,
}

/// Rows looked at before the columns are judged.
const SAMPLE: usize = 200;

impl People {
    /// Opens a table; a mapping settled before is used as it is.
    pub(crate) fn open(mut table: Table, mapping: Option<Mapping>, country: Option<&str>) -> Result<Self, Trouble> {
        let mut header = table.header().to_vec();
        let mut sample = table.sample(SAMPLE)?;
        let mut nameless = table.facts().header_row == 0;
        let mut first = None;
        if !nameless && header_is_a_person(&header, country) {
            let row = Row { number: table.facts().header_row, cells: header.clone(), truncated: false };
            sample.insert(0, row.clone());
            first = Some(row);
            nameless = true;
            header = (0..header.len()).map(letters).collect();
        }
        let people = |mapping, format| Self { table, mapping, format, first, header: header.clone() };
        if let Some(mapping) = mapping {
            return Ok(people(mapping, Format::Table));
        }
        let found = columns::columns(&header, &sample, country, nameless);
        let has_phone = found.mapping.columns.iter().any(|column| matches!(column.field.as_deref(), Some("phone" | "whatsapp")));
        // One column without a name, lines below a title, or nothing but numbers: a list, not a table of people.
        let named = ["name", "given", "email"].iter().any(|field| found.mapping.column(field).is_some());
        let listed = if nameless { header.len() == 1 || !has_phone || !named } else { header.len() == 1 && !has_phone };
        if listed && holds_numbers(&sample) {
            return Ok(people(found.mapping, Format::List));
        }
        if !has_phone {
            return Err(Trouble { code: "which_column", detail: header.join(", "), proposal: Some(Box::new(found.mapping)) });
        }
        Ok(people(found.mapping, found.format))
    }

    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    pub(crate) fn facts(&self) -> &vitrine_sheets::Facts {
        self.table.facts()
    }

    /// Reads every row, from the first.
    pub(crate) fn each(&mut self, country: Option<&str>, mut on: impl FnMut(Result<Contact, Rejected>)) -> Result<(), Trouble> {
        self.table.rewind()?;
        let reader = Reader::new(&self.mapping, &self.header, self.format, country);
        let mut take = |row: &Row| match reader.format {
            Format::List if !row.truncated => list::each(row, country, &mut on),
            _ => on(reader.person(row)),
        };
        if let Some(row) = &self.first {
            take(row);
        }
        let mut row = Row::default();
        while self.table.next_row(&mut row)? {
            take(&row);
        }
        Ok(())
    }
}

/// A header among whose cells is a number somebody has.
fn header_is_a_person(header: &[String], country: Option<&str>) -> bool {
    header.iter().any(|cell| {
        let (_, number) = list::apart(cell);
        enough_digits(&number)
            && phone::split(&number)
                .iter()
                .any(|part| phone::candidates(part, country).map_or_else(|trouble| trouble.code == "several", |_| true))
    })
}

/// Whether most rows hold a number somewhere.
fn holds_numbers(sample: &[Row]) -> bool {
    let with = sample.iter().filter(|row| enough_digits(&list::apart(&row.cells.join(" ")).1)).count();
    !sample.is_empty() && with * 10 >= sample.len() * 6
}

fn enough_digits(text: &str) -> bool {
    text.chars().filter(|c| c.is_numeric()).count() >= 7
}

fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

/// The columns of each field, looked up once.
struct Reader<'a> {
    mapping: &'a Mapping,
    header: &'a [String],
    format: Format,
    country: Option<&'a str>,
    /// Column, whether it says WhatsApp, the column of its label.
    phones: Vec<(usize, bool, Option<usize>)>,
    /// The column to name where a row has no number.
    phone_column: String,
    month_first: bool,
}

impl<'a> Reader<'a> {
    fn new(mapping: &'a Mapping, header: &'a [String], format: Format, country: Option<&'a str>) -> Self {
        let mut phones: Vec<(usize, bool, Option<usize>)> = Vec::new();
        for (field, whatsapp) in [("phone", false), ("whatsapp", true)] {
            phones.extend(mapping.columns(field).into_iter().map(|place| (place, whatsapp, label_column(header, place))));
        }
        phones.sort_by_key(|(place, ..)| *place);
        let phone_column = phones.first().and_then(|(place, ..)| header.get(*place)).cloned().unwrap_or_default();
        // Mailchimp writes months first for everybody.
        let month_first = format == Format::Mailchimp || birthday::month_first(country);
        Self { mapping, header, format, country, phones, phone_column, month_first }
    }

    fn person(&self, row: &Row) -> Result<Contact, Rejected> {
        if row.truncated {
            return Err(Rejected { row: row.number, column: self.phone_column.clone(), code: "row_cut", text: String::new() });
        }
        let mut draft = Draft { row: row.number, ..Draft::default() };
        self.name(row, &mut draft);
        let own_country = self.address(row, &mut draft);
        for (place, whatsapp, label) in &self.phones {
            self.number(row, *place, *whatsapp, *label, &mut draft);
        }
        draft.emails = self.cells(row, "email");
        draft.notes = self.cells(row, "notes");
        for cell in self.cells(row, "tags") {
            let cell = cell.replace(":::", ",");
            draft.tags.extend(cell.split([',', ';', '|']).map(str::to_owned));
        }
        draft.language = self.cell(row, "language").and_then(vcard::person::language);
        self.birthday(row, &mut draft);
        self.consent(row, &mut draft);
        finish(draft, own_country.as_deref(), self.country, &self.phone_column)
    }

    fn cells(&self, row: &Row, field: &str) -> Vec<String> {
        self.mapping.columns(field).into_iter().map(|place| row.cell(Some(place)).to_owned()).filter(|cell| !cell.is_empty()).collect()
    }

    fn cell<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        self.mapping.columns(field).into_iter().map(|place| row.cell(Some(place))).find(|cell| !cell.is_empty())
    }

    fn name(&self, row: &Row, draft: &mut Draft) {
        let text = |field| self.cell(row, field).unwrap_or_default().to_owned();
        (draft.display, draft.given, draft.middle, draft.family) = (text("name"), text("given"), text("middle"), text("family"));
        (draft.suffix, draft.nickname, draft.company) = (text("suffix"), text("nickname"), text("company"));
    }

    fn number(&self, row: &Row, place: usize, whatsapp: bool, label: Option<usize>, draft: &mut Draft) {
        let cell = row.cell(Some(place));
        if cell.is_empty() {
            return;
        }
        let column = self.header.get(place).cloned().unwrap_or_default();
        let said = if label.is_some() { row.cell(label) } else { self.cell(row, "phone_type").unwrap_or_default() };
        let label = match said.trim_start_matches(['*', ' ']) {
            "" if label.is_some() || column.len() <= 2 => String::new(),
            "" => column.clone(),
            said => said.to_owned(),
        };
        let preferred = row.cell(label_column(self.header, place)).starts_with('*');
        // "Country code" means FR in one table and +33 in the next.
        let calling = self.cell(row, "calling_code").or_else(|| self.cell(row, "country")).unwrap_or_default();
        let plain_code = calling.len() <= 6 && !calling.chars().any(char::is_alphabetic);
        let code: String = calling.chars().filter(|c| plain_code && c.is_ascii_digit()).collect();
        let code = code.trim_start_matches('0');
        let foreign = cell.trim_start().starts_with(['+', '\'']) || cell.trim_start().starts_with("00");
        let whole = if foreign { cell.to_owned() } else { self.with_area(row, place, cell, (1..=4).contains(&code.len())) };
        let cell = whole.as_str();
        let typed = if !(1..=4).contains(&code.len()) || foreign || cell.starts_with(code) && cell.len() > 10 {
            cell.to_owned()
        } else {
            format!("+{code} {cell}")
        };
        draft.numbers.push(DraftNumber { typed, label, column, whatsapp, preferred, whatsapp_id: None });
    }

    /// A number whose area stands in a column of its own, the nearest before it: "11" and "91234-5678". A country's
    /// code takes the place of the area's zero.
    fn with_area(&self, row: &Row, place: usize, cell: &str, abroad: bool) -> String {
        /// A number of more digits has its area already.
        const LONGEST_WITHOUT_AREA: usize = 9;
        let columns = self.mapping.columns("area_code");
        let nearest = columns.iter().filter(|column| **column < place).max().or_else(|| columns.first());
        let area: String = nearest.map(|column| row.cell(Some(*column))).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        if !(1..=5).contains(&area.len()) || digits > LONGEST_WITHOUT_AREA || digits == 0 {
            return cell.to_owned();
        }
        format!("{} {cell}", if abroad { area.trim_start_matches('0') } else { area.as_str() })
    }

    /// Fills in the address, all of one kind; her country where it is a code.
    fn address(&self, row: &Row, draft: &mut Draft) -> Option<String> {
        let kinds = ["home", "billing", "business", "work", "shipping", "other", "default"];
        let kind = |place: usize| {
            let header = phone::plain(self.header.get(place).map(String::as_str).unwrap_or_default());
            kinds.into_iter().find(|kind| header.starts_with(kind)).unwrap_or_default()
        };
        let fields = ["street", "city", "postal_code"];
        let first = fields.iter().flat_map(|field| self.mapping.columns(field)).filter(|place| !row.cell(Some(*place)).is_empty());
        let chosen = first.map(kind).min_by_key(|kind| kinds.iter().position(|known| known == kind));
        let text = |field| {
            let mut of_kind = self.mapping.columns(field).into_iter().filter(|place| chosen.is_none_or(|chosen| kind(*place) == chosen));
            of_kind.find_map(|place| Some(row.cell(Some(place))).filter(|cell| !cell.is_empty())).unwrap_or_default().to_owned()
        };
        let address = &mut draft.address;
        (address.street, address.city, address.region) = (text("street").replace('\n', ", "), text("city"), text("region"));
        (address.postal_code, address.country) = (text("postal_code").trim_start_matches('\'').to_owned(), text("country"));
        Some(address.country.trim().to_owned()).filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    fn birthday(&self, row: &Row, draft: &mut Draft) {
        if let Some(text) = self.cell(row, "birthday") {
            draft.birthday = birthday::read(text, self.month_first);
            let blank = text.trim_matches(['0', '/', '-', '.', ' ']).is_empty();
            if draft.birthday.is_none() && !blank {
                let column = self.mapping.column("birthday").and_then(|place| self.header.get(place)).cloned().unwrap_or_default();
                draft.remark("birthday_unread", &column, text);
            }
        } else if let (Some(month), Some(day)) = (self.cell(row, "birth_month"), self.cell(row, "birth_day")) {
            let year = self.cell(row, "birth_year").filter(|year| year.len() == 4).unwrap_or("1604");
            draft.birthday = birthday::read(&format!("{year}-{month}-{day}"), false);
        }
    }

    /// A table that says somebody agreed proves nothing, yet the owner may want to ask her.
    fn consent(&self, row: &Row, draft: &mut Draft) {
        for place in self.mapping.columns("consent") {
            let cell = row.cell(Some(place));
            let plain = phone::plain(cell);
            let no = [
                "",
                "no",
                "non",
                "nein",
                "nee",
                "nao",
                "false",
                "0",
                "n",
                "unsubscribed",
                "not subscribed",
                "never subscribed",
                "declined",
                "no consent",
                "لا",
                "नहीं",
            ];
            if !no.contains(&plain.trim()) {
                draft.remark("consent_without_proof", self.header.get(place).map(String::as_str).unwrap_or_default(), cell);
            }
        }
    }
}

/// "Phone 1 - Type" or "Phone 1 - Label" of "Phone 1 - Value"; "Phone type" of "Phone".
fn label_column(header: &[String], place: usize) -> Option<usize> {
    let name = header.get(place)?;
    let stem = name.strip_suffix(" - Value").or_else(|| name.strip_suffix(" - value"))?;
    header
        .iter()
        .position(|other| other.strip_prefix(stem).is_some_and(|part| matches!(part, " - Type" | " - Label" | " - type" | " - label")))
}

/// Reads her numbers in her own country first, in the shop's second.
fn finish(draft: Draft, own: Option<&str>, shop: Option<&str>, column: &str) -> Result<Contact, Rejected> {
    match own.filter(|own| !shop.is_some_and(|shop| own.eq_ignore_ascii_case(shop))) {
        Some(own) => draft.clone().finish(Some(own), column).or_else(|_| draft.finish(shop, column)),
        None => draft.finish(shop, column),
    }
}
