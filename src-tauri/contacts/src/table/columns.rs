//! Which column is what: the exports everybody has by their own headers, all else by the mapper.
//!
//! Google's "Phone 1 - Value" and Yahoo's bare "Home" mean a phone in these exports only, so they are told before the
//! mapper is asked. A column whose values are phone numbers is taken for them only when nothing else could be: an
//! order number has ten digits too.

use vitrine_sheets::{Column, Mapping, Row, propose};

use super::vocabulary::{FIELDS, looks_like_phone};
use crate::file::Format;
use crate::phone;

/// The columns of a contacts table and whose export it is.
pub(super) struct Columns {
    pub mapping: Mapping,
    pub format: Format,
}

/// Proposes what the columns are.
pub(super) fn columns(header: &[String], sample: &[Row], country: Option<&str>, nameless: bool) -> Columns {
    let plain: Vec<String> = header.iter().map(|name| phone::plain(name).trim().to_owned()).collect();
    let format = format(&plain);
    let mut mapping = propose(header, sample, &FIELDS, None);
    for (column, name) in mapping.columns.iter_mut().zip(&plain) {
        match own(name, format) {
            Own::Field(field) => settle(column, Some(field)),
            Own::Nothing => settle(column, None),
            Own::Unknown => {}
        }
    }
    further(&mut mapping, &plain, sample);
    // Three words in one language that mean the whole or a part, by what stands beside them.
    halves(&mut mapping, sample);
    by_values(&mut mapping, sample, country, nameless);
    for column in &mut mapping.columns {
        if matches!(column.field.as_deref(), Some("ignored" | "fax")) {
            column.field = None;
        }
    }
    Columns { mapping, format }
}

fn settle(column: &mut Column, field: Option<&str>) {
    column.field = field.map(str::to_owned);
    column.confidence = 100;
    column.why = "header".to_owned();
    column.alternatives.clear();
}

/// Whose export it is, by headers nobody else has.
fn format(plain: &[String]) -> Format {
    let has = |name: &str| plain.iter().any(|header| header == name);
    if has("phone 1 - value")
        || has("phone 1 - label")
        || has("phone 1 - type")
        || has("group membership")
        || (has("labels") && has("e-mail 1 - value"))
    {
        Format::Google
    } else if has("messenger id") && (has("yahoo phone") || has("distribution lists")) {
        Format::Yahoo
    } else if has("primary email") && has("display name") && has("screen name") {
        Format::Thunderbird
    } else if (has("accepts email marketing") || has("accepts marketing")) && has("tags") {
        Format::Shopify
    } else if has("billing_phone") || has("billing_first_name") || (has("aov") && has("date registered")) {
        Format::Woocommerce
    } else if has("square customer id") || (has("reference id") && has("instant profile")) {
        Format::Square
    } else if has("points balance") && has("customer code") {
        Format::Loyverse
    } else if has("member_rating") || has("leid") || has("optin_time") {
        Format::Mailchimp
    } else if outlook(&has) {
        Format::Outlook
    } else {
        Format::Table
    }
}

/// Outlook's columns in the languages it speaks: the mobile phone, and a second business phone only it has.
fn outlook(has: &impl Fn(&str) -> bool) -> bool {
    [
        ("mobile phone", "business phone"),
        ("mobiltelefon", "telefon (geschaftlich)"),
        ("mobiltelefon", "telefon geschaftlich"),
        ("tel. mobile", "telephone (bureau)"),
        ("tel mobile", "telephone (bureau)"),
        ("tel. mobile", "telephone 2 (bureau)"),
        ("telefono movil", "telefono del trabajo"),
        ("movil", "telefono del trabajo"),
        ("telefono movil", "telefono particular"),
        ("cellulare", "ufficio"),
        ("telefono cellulare", "telefono ufficio"),
        ("mobiele telefoon", "telefoon op werk"),
        ("mobiele telefoon", "telefoon werk"),
        ("telemovel", "telefone do emprego"),
        ("telefone celular", "telefone comercial"),
    ]
    .iter()
    .any(|(one, other)| has(one) && has(other))
}

enum Own {
    Field(&'static str),
    Nothing,
    Unknown,
}

fn own(name: &str, format: Format) -> Own {
    if format == Format::Yahoo && matches!(name, "home" | "work" | "mobile" | "other" | "primary" | "yahoo phone") {
        return Own::Field("phone");
    }
    if format == Format::Outlook && matches!(name, "particular" | "abitazione" | "ufficio") {
        return Own::Field("phone");
    }
    if format == Format::Google {
        if let Some(own) = google(name) {
            return own;
        }
    }
    // The name of a mailbox is not the person's: "E-mail Display Name".
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["mail", "messagerie", "correo", "posta elettr"])
        && says(&["name", "nom ", "nombre", "pantalla", "visuali", "type", "typ", "weergave", "exibi"])
    {
        return Own::Nothing;
    }
    match name {
        // Android's and Nokia's own tables, and shops' plugins.
        "billing_phone" | "shipping_phone" | "general mobile" | "general phone" | "tel. number" => Own::Field("phone"),
        _ => Own::Unknown,
    }
}

/// "Phone 1 - Value" and its kin; types and labels go with their values.
fn google(name: &str) -> Option<Own> {
    let (what, part) = name.rsplit_once(" - ")?;
    let counted = what.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let first = what.ends_with(" 1") || !what.ends_with(|c: char| c.is_ascii_digit());
    Some(match (counted, part) {
        ("phone", "value") => Own::Field("phone"),
        ("e-mail" | "email", "value") => Own::Field("email"),
        ("organization", "name") if first => Own::Field("company"),
        ("address", "street") if first => Own::Field("street"),
        ("address", "city") if first => Own::Field("city"),
        ("address", "region") if first => Own::Field("region"),
        ("address", "postal code") if first => Own::Field("postal_code"),
        ("address", "country") if first => Own::Field("country"),
        _ => Own::Nothing,
    })
}

/// Beginnings of words that say phone, and of those that say it is nobody's to write to.
const PHONE_WORDS: [&str; 20] = [
    "tel",
    "phone",
    "mob",
    "movil",
    "handy",
    "cell",
    "cel",
    "portable",
    "fixe",
    "gsm",
    "fon",
    "festnetz",
    "whatsapp",
    "msisdn",
    "rufnummer",
    "sms",
    "mobiel",
    "هاتف",
    "جوال",
    "मोबाइल",
];
const NOT_PHONES: [&str; 22] = [
    "fax",
    "telefax",
    "telecop",
    "pager",
    "telex",
    "assist",
    "type",
    "label",
    "code",
    "typ",
    "ext",
    "consent",
    "marketing",
    "verified",
    "tty",
    "radio",
    "ayudant",
    "centralit",
    "societe",
    "firma",
    "horbehind",
    "localizador",
];

/// Columns the mapper left that say phone in some of their words, as "Tel. privat" beside "Tel. mobil".
fn further(mapping: &mut Mapping, plain: &[String], sample: &[Row]) {
    for (place, (column, name)) in mapping.columns.iter_mut().zip(plain).enumerate() {
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let says = |list: &[&str]| words.iter().any(|word| list.iter().any(|start| word.starts_with(start)));
        let free = column.field.is_none() && column.why != "header" || column.why == "values";
        if !free || !says(&PHONE_WORDS) || says(&NOT_PHONES) {
            continue;
        }
        let values: Vec<&str> = sample.iter().map(|row| row.cell(Some(place))).filter(|value| !value.is_empty()).take(50).collect();
        if values.iter().filter(|value| looks_like_phone(value)).count() * 2 >= values.len() {
            column.field = Some("phone".to_owned());
            column.confidence = 65;
            column.why = "header".to_owned();
        }
    }
}

/// "Nom" beside "Prénom" is the family name, "Nombre" beside "Apellidos" the given one.
fn halves(mapping: &mut Mapping, sample: &[Row]) {
    let (given, family) = (mapping.column("given"), mapping.column("family"));
    let Some(name) = mapping.column("name") else { return };
    let whole = |part: Option<usize>| {
        let filled = sample.iter().filter(|row| !row.cell(part).is_empty() && !row.cell(Some(name)).is_empty());
        let (all, within) =
            filled.fold((0, 0), |(all, within), row| (all + 1, within + usize::from(row.cell(Some(name)).contains(row.cell(part)))));
        all > 0 && within * 2 >= all
    };
    let half = match (given, family) {
        (Some(_), None) if !whole(given) => "family",
        (None, Some(_)) if !whole(family) => "given",
        _ => return,
    };
    if let Some(column) = mapping.columns.get_mut(name) {
        column.field = Some(half.to_owned());
    }
}

/// Share of a column's values that are phone numbers where they are read, in percent.
fn numbers(sample: &[Row], place: usize, country: Option<&str>) -> (usize, bool) {
    let values: Vec<&str> = sample.iter().map(|row| row.cell(Some(place))).filter(|value| !value.is_empty()).take(60).collect();
    if values.is_empty() {
        return (0, false);
    }
    let read = values.iter().filter(|value| {
        looks_like_phone(value)
            && match phone::candidates(value, country) {
                Ok(read) => read.kind != phone::Kind::Unknown || value.contains('+') || country.is_some(),
                Err(trouble) => trouble.code == "several",
            }
    });
    // A sign no order number has: a plus, a leading zero, brackets or spaces.
    let written =
        values.iter().filter(|value| value.starts_with(['+', '0', '(']) || value.trim().contains([' ', '-'])).count() * 2 >= values.len();
    (read.count() * 100 / values.len(), written)
}

/// Where no header names a phone: a column whose values are phone numbers, if there is only one such kind of column.
fn by_values(mapping: &mut Mapping, sample: &[Row], country: Option<&str>, nameless: bool) {
    let sure = |column: &Column| {
        matches!(column.field.as_deref(), Some("phone" | "whatsapp")) && column.why == "header" && column.confidence >= 42
    };
    if !nameless && mapping.columns.iter().any(sure) {
        // What values alone proposed besides is left alone.
        for column in &mut mapping.columns {
            if matches!(column.field.as_deref(), Some("phone" | "whatsapp")) && column.why == "values" {
                column.field = None;
            }
        }
        return;
    }
    let mut found = Vec::new();
    for (place, column) in mapping.columns.iter().enumerate() {
        let taken = column.why == "header" && column.field.as_deref().is_some_and(|field| !matches!(field, "phone" | "whatsapp"));
        let (share, written) = numbers(sample, place, country);
        if share >= 70 && (written || nameless) && !taken {
            found.push(place);
        }
    }
    for (place, column) in mapping.columns.iter_mut().enumerate() {
        if found.contains(&place) {
            column.field = Some("phone".to_owned());
            column.confidence = column.confidence.max(70);
            column.why = "values".to_owned();
        } else if matches!(column.field.as_deref(), Some("phone" | "whatsapp")) {
            column.confidence = column.confidence.min(40);
            // Proposed, not taken: the owner is asked.
            column.alternatives.insert(0, "phone".to_owned());
            column.field = None;
        }
    }
    name_by_values(mapping, sample);
}

/// In a table whose headers say nothing the first column of words is the name.
fn name_by_values(mapping: &mut Mapping, sample: &[Row]) {
    if mapping.column("name").is_some() || mapping.column("given").is_some() {
        return;
    }
    let words = |place: usize| {
        let values: Vec<&str> = sample.iter().map(|row| row.cell(Some(place))).filter(|value| !value.is_empty()).take(60).collect();
        let letters =
            values.iter().filter(|value| value.chars().any(char::is_alphabetic) && !value.contains('@') && !value.contains("://")).count();
        !values.is_empty() && letters * 10 >= values.len() * 7
    };
    let place = mapping.columns.iter().enumerate().find(|(place, column)| column.field.is_none() && words(*place)).map(|(place, _)| place);
    if let Some(column) = place.and_then(|place| mapping.columns.get_mut(place)) {
        column.field = Some("name".to_owned());
        column.confidence = 60;
        column.why = "values".to_owned();
    }
}
