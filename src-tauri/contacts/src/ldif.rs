//! LDIF as Thunderbird and directories export address books: entries of `name: value`, parted by blank lines,
//! values that are not plain in base64 after `::`, long ones folded.

use std::io::{self, BufRead};

use base64::Engine as _;
use encoding_rs::Encoding;

use crate::charset::{self, Survey};
use crate::contact::{Contact, Draft, DraftNumber, Rejected};
use crate::vcard::lines::Lines;
use crate::vcard::person::language;

/// Whether a file begins like LDIF.
pub(crate) fn begins_like_it(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start.get(..start.len().min(2048)).unwrap_or_default()).to_lowercase();
    let lines = text
        .trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("version:"));
    lines.take(1).any(|line| line.starts_with("dn:") && line.contains('='))
}

/// One entry: attribute in lower case and value.
struct Entry {
    ordinal: usize,
    values: Vec<(String, Vec<u8>)>,
}

/// More than this in an entry is no person's.
const MOST: usize = 2_000;

fn entries(source: Box<dyn BufRead + Send + '_>, mut on: impl FnMut(&Entry)) -> io::Result<()> {
    let mut lines = Lines::new(source)?;
    let mut line = Vec::new();
    let mut entry = Entry { ordinal: 1, values: Vec::new() };
    let mut folded: Vec<u8> = Vec::new();
    loop {
        let more = lines.next(&mut line)?;
        if more && line.first() == Some(&b' ') {
            folded.extend_from_slice(line.get(1..).unwrap_or_default());
            continue;
        }
        take(&mut entry, &folded);
        folded.clear();
        if !more || line.iter().all(u8::is_ascii_whitespace) {
            if entry.values.iter().any(|(name, _)| name == "dn") {
                on(&entry);
                entry.ordinal += 1;
            }
            entry.values.clear();
            if !more {
                return Ok(());
            }
        } else if line.first() != Some(&b'#') {
            folded.extend_from_slice(&line);
        }
    }
}

fn take(entry: &mut Entry, line: &[u8]) {
    let Some(colon) = line.iter().position(|b| *b == b':').filter(|_| entry.values.len() < MOST) else { return };
    let (name, value) = line.split_at(colon);
    let value = value.get(1..).unwrap_or_default();
    let value = match value.strip_prefix(b":") {
        Some(coded) => base64::engine::general_purpose::STANDARD.decode(coded.trim_ascii()).unwrap_or_default(),
        None => value.trim_ascii().to_vec(),
    };
    let name = String::from_utf8_lossy(name).to_lowercase();
    entry.values.push((name.split(';').next().unwrap_or_default().trim().to_owned(), value));
}

/// The encoding of what is not UTF-8.
pub(crate) fn survey(source: Box<dyn BufRead + Send + '_>, country: Option<&str>) -> io::Result<&'static Encoding> {
    let mut survey = Survey::new();
    entries(source, |entry| entry.values.iter().for_each(|(_, value)| survey.feed(value)))?;
    Ok(survey.guess(country))
}

/// Reads every entry.
pub(crate) fn each(
    source: Box<dyn BufRead + Send + '_>,
    guess: &'static Encoding,
    country: Option<&str>,
    mut on: impl FnMut(Result<Contact, Rejected>),
) -> io::Result<()> {
    entries(source, |entry| on(person(entry, guess, country)))
}

fn person(entry: &Entry, guess: &'static Encoding, country: Option<&str>) -> Result<Contact, Rejected> {
    let mut draft = Draft { row: entry.ordinal, ..Draft::default() };
    let mut is_group = false;
    for (name, value) in &entry.values {
        let text = charset::text(value, None, guess).0;
        let phone =
            |label: &str| DraftNumber { typed: text.clone(), label: label.to_owned(), column: name.clone(), ..DraftNumber::default() };
        match name.as_str() {
            "objectclass" => is_group |= text.eq_ignore_ascii_case("groupOfNames"),
            "cn" | "displayname" if draft.display.is_empty() => draft.display = text,
            "givenname" => draft.given = text,
            "sn" | "surname" => draft.family = text,
            "mozillanickname" => draft.nickname = text,
            "o" | "company" => draft.company = text,
            "mobile" | "cellphone" => draft.numbers.push(phone("mobile")),
            "homephone" => draft.numbers.push(phone("home")),
            "telephonenumber" | "workphone" => draft.numbers.push(phone("work")),
            "facsimiletelephonenumber" | "fax" | "pager" => draft.numbers.push(phone("fax")),
            "mail" | "mozillasecondemail" => draft.emails.push(text),
            "description" | "notes" => draft.notes.push(text),
            "preferredlanguage" => draft.language = language(&text),
            "mozillahomestreet" | "street" | "streetaddress" if draft.address.street.is_empty() => draft.address.street = text,
            "mozillahomelocalityname" | "l" if draft.address.city.is_empty() => draft.address.city = text,
            "mozillahomestate" | "st" if draft.address.region.is_empty() => draft.address.region = text,
            "mozillahomepostalcode" | "postalcode" if draft.address.postal_code.is_empty() => draft.address.postal_code = text,
            "mozillahomecountryname" | "c" if draft.address.country.is_empty() => draft.address.country = text,
            _ => {}
        }
    }
    if is_group {
        return Err(Rejected {
            row: entry.ordinal,
            column: "objectclass".to_owned(),
            code: "group",
            text: crate::contact::quote(&draft.display),
        });
    }
    draft.finish(country, "mobile")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn an_address_book_is_read() {
        let text = "version: 1\n\ndn: cn=Ana Sol,mail=ana@example.com\nobjectclass: top\nobjectclass: person\ngivenName: Ana\nsn: Sol\ncn:: QW5hIFPDs2w=\nmail: ana@example.com\n\
            mobile: 06 12 34\n  56 78\nfacsimiletelephonenumber: 0123456789\n\ndn: cn=Friends\nobjectclass: groupOfNames\ncn: Friends\nmember: cn=Ana Sol\n";
        assert!(begins_like_it(text.as_bytes()), "it begins with a name");
        let mut all = Vec::new();
        each(Box::new(Cursor::new(text)), encoding_rs::WINDOWS_1252, Some("FR"), |read| all.push(read)).expect("memory does not fail");
        let ana = all[0].as_ref().expect("a person");
        assert_eq!(
            (ana.name.as_str(), ana.phones.len(), ana.phones[0].e164[0].as_str()),
            ("Ana Sól", 1, "+33612345678"),
            "coded, folded, and no fax"
        );
        assert_eq!(all[1].as_ref().map_err(|refused| refused.code), Err("group"), "a list is nobody");
    }
}
