//! From a card to a contact: which property is what, and the many places a WhatsApp number hides in.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::cards::Card;
use super::property::{Property, parts, split_unescaped, unescape};
use crate::birthday;
use crate::contact::{Contact, Draft, DraftNumber, Rejected};

/// Reads a card; a list of people, or one without a number, is refused.
pub(super) fn read(card: &Card, guess: &'static Encoding, country: Option<&str>) -> Result<Contact, Rejected> {
    let labels = labels(card, guess);
    let mut draft = Draft { row: card.ordinal, ..Draft::default() };
    let mut is_group = false;
    for property in &card.properties {
        let (text, fits) = property.text(guess);
        if !fits && matches!(property.name.as_str(), "FN" | "N" | "ORG" | "NOTE") {
            draft.remark("damaged_text", &property.name, &text);
        }
        is_group |= says_group(property, &text);
        take(&mut draft, property, &text, &labels);
    }
    if card.cut {
        draft.remark("no_end", "END", "");
    }
    if is_group {
        return Err(Rejected { row: card.ordinal, column: "KIND".to_owned(), code: "group", text: crate::contact::quote(&draft.display) });
    }
    draft.finish(country, "TEL")
}

fn says_group(property: &Property, text: &str) -> bool {
    match property.name.as_str() {
        "KIND" | "X-ADDRESSBOOKSERVER-KIND" => text.trim().eq_ignore_ascii_case("group"),
        "X-EVOLUTION-LIST" => text.trim().eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Apple's labels, by the group they name.
fn labels(card: &Card, guess: &'static Encoding) -> HashMap<String, String> {
    let named = card.properties.iter().filter(|property| property.name == "X-ABLABEL" && !property.group.is_empty());
    named
        .map(|property| {
            let text = unescape(&property.text(guess).0);
            (property.group.clone(), text.trim().trim_start_matches("_$!<").trim_end_matches(">!$_").to_owned())
        })
        .collect()
}

fn take(draft: &mut Draft, property: &Property, text: &str, labels: &HashMap<String, String>) {
    let plain = || unescape(text).trim().to_owned();
    match property.name.as_str() {
        "FN" if draft.display.trim().is_empty() => draft.display = plain(),
        "N" if draft.family.is_empty() && draft.given.is_empty() => {
            let mut values = parts(text).into_iter();
            let mut next = || values.next().unwrap_or_default();
            (draft.family, draft.given, draft.middle) = (next(), next(), next());
            draft.suffix = values.nth(1).unwrap_or_default();
            draft.language = draft.language.take().or_else(|| property.parameter("LANGUAGE").and_then(language));
        }
        "NICKNAME" if draft.nickname.is_empty() => draft.nickname = plain(),
        "ORG" | "X-WA-BIZ-NAME" if draft.company.is_empty() => {
            draft.company = parts(text).into_iter().find(|part| !part.is_empty()).unwrap_or_default();
        }
        "TEL" | "X-PHONE" | "X-MOBILE" | "X-TEL" => draft.numbers.push(number(property, plain(), labels)),
        "EMAIL" => draft.emails.push(plain()),
        "BDAY" if draft.birthday.is_none() => take_birthday(draft, property, &plain()),
        "NOTE" => draft.notes.push(plain()),
        "CATEGORIES" => draft.tags.extend(split_unescaped(&text.replace(" ::: ", ","), ',').iter().map(|tag| unescape(tag))),
        "LANG" if draft.language.is_none() => draft.language = language(text),
        "ADR" if draft.address.city.is_empty() && draft.address.street.is_empty() => take_address(draft, text),
        _ => {
            if let Some(typed) = whatsapp(property, text) {
                draft.numbers.push(DraftNumber {
                    typed,
                    label: "whatsapp".to_owned(),
                    column: property.name.clone(),
                    whatsapp: true,
                    ..DraftNumber::default()
                });
            }
        }
    }
}

fn number(property: &Property, typed: String, labels: &HashMap<String, String>) -> DraftNumber {
    let types = property.types();
    let kinds = ["FAX", "PAGER", "BBS", "MODEM", "ISDN", "CELL", "IPHONE", "MOBILE", "CAR", "MAIN", "WORK", "HOME", "OTHER"];
    let own = labels.get(&property.group).filter(|label| !label.is_empty() && !property.group.is_empty()).cloned();
    let named = kinds.iter().find(|kind| types.iter().any(|is| is == *kind)).map(|kind| kind.to_lowercase());
    // "X-Maman" and whatever else is none of the standard's words.
    let custom = || {
        let words = [
            "VOICE",
            "PREF",
            "MSG",
            "VIDEO",
            "TEXT",
            "TEXTPHONE",
            "UTF-8",
            "QUOTED-PRINTABLE",
            "BASE64",
            "8BIT",
            "INTERNET",
            "PCS",
            "DOM",
            "INTL",
        ];
        types.iter().find(|is| !words.contains(&is.as_str()) && !is.contains('=')).map(|is| is.trim_start_matches("X-").to_lowercase())
    };
    let whatsapp_id = property.parameter("WAID").or_else(|| property.parameter("X-WAID")).map(str::to_owned).filter(|id| !id.is_empty());
    DraftNumber {
        typed,
        label: own.or(named).or_else(custom).unwrap_or_default(),
        column: "TEL".to_owned(),
        whatsapp: types.iter().any(|is| is.contains("WHATSAPP")),
        whatsapp_id,
        preferred: types.iter().any(|is| is == "PREF") || property.parameter("PREF").is_some(),
    }
}

/// Numbers outside of `TEL` that say they are on `WhatsApp`.
fn whatsapp(property: &Property, text: &str) -> Option<String> {
    let value = unescape(text).trim().to_owned();
    let lower = value.to_lowercase();
    let says = |part: &str| part.to_lowercase().contains("whatsapp");
    let named = says(&property.name) || property.parameters.iter().any(|(_, value)| says(value));
    if !value.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // Android's own rows: "vnd.android.cursor.item/vnd.com.whatsapp.profile;33…@s.whatsapp.net;…".
    if let Some(id) = value.split(';').find(|part| part.contains("@s.whatsapp.net")) {
        return Some(id.trim().to_owned());
    }
    let link = lower.contains("wa.me/") || lower.contains("whatsapp.com/send") || lower.starts_with("whatsapp:");
    match property.name.as_str() {
        "IMPP" | "X-SOCIALPROFILE" | "URL" | "SOCIALPROFILE" if link => Some(value),
        "IMPP" | "X-SOCIALPROFILE" | "SOCIALPROFILE" if named => Some(value.trim_start_matches("x-apple:").to_owned()),
        name if name.starts_with("X-") && says(name) && name != "X-WHATSAPP-BUSINESS-HOURS" => Some(value),
        _ => None,
    }
}

fn take_birthday(draft: &mut Draft, property: &Property, text: &str) {
    if text.is_empty() {
        return;
    }
    let omitted = property.parameter("X-APPLE-OMIT-YEAR").and_then(|year| year.parse::<u16>().ok());
    draft.birthday = birthday::read(text, false);
    match &mut draft.birthday {
        Some(read) if omitted.is_some() && read.year == omitted => read.year = None,
        Some(_) => {}
        None => draft.remark("birthday_unread", "BDAY", text),
    }
}

fn take_address(draft: &mut Draft, text: &str) {
    let mut values =
        parts(text).into_iter().map(|part| part.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "));
    let mut next = || values.next().unwrap_or_default();
    let (post_box, extended, street) = (next(), next(), next());
    let street = [street, extended, post_box].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let address = &mut draft.address;
    (address.street, address.city, address.region, address.postal_code, address.country) = (street, next(), next(), next(), next());
}

/// "fr-FR" to "fr".
pub(crate) fn language(text: &str) -> Option<String> {
    let code = text.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
