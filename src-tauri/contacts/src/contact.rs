//! A person as a contacts file knows her, whatever the file's kind, and how a draft of one is finished.
//!
//! Leaves to others: who she is among those known, and consent: an address book proves none, so what a file says of
//! marketing is kept as the remark `consent_without_proof`.
//! A person with no number that can be read is refused rather than half kept: nobody could write to her.

use serde::Serialize;

use crate::phone::{self, Kind};
use crate::{birthday::Birthday, name};

/// A person, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The row in a table as a spreadsheet counts, the card's ordinal in a vCard file, the line in a list; from 1.
    pub source_row: usize,
    /// What to call her; empty when the file knows no more than a number. A company without a person is called by its name.
    pub name: String,
    /// Given name, as far as told apart.
    pub given: String,
    /// Family name, as far as told apart.
    pub family: String,
    /// Company or organisation.
    pub company: String,
    /// Her numbers, the likeliest on WhatsApp first; never empty.
    pub phones: Vec<ContactPhone>,
    /// E-mail addresses in lower case.
    pub emails: Vec<String>,
    /// Birthday, maybe without its year.
    pub birthday: Option<Birthday>,
    /// Free text.
    pub notes: String,
    /// Groups, labels and categories, without those every address book makes by itself.
    pub tags: Vec<String>,
    /// Language code as in `fr`.
    pub language: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// An earlier row with the same number: the same person again, or somebody who shares it.
    pub same_number_as_row: Option<usize>,
    /// What of her could not be taken, or is doubtful.
    pub remarks: Vec<Remark>,
}

/// One of her numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactPhone {
    /// As it stands in the file.
    pub typed: String,
    /// What the file calls it: `cell`, `home`, a word of her own.
    pub label: String,
    /// Candidates in E.164, best first, never empty.
    pub e164: Vec<String>,
    /// Mobile or not.
    pub kind: Kind,
    /// Digits to dial once connected.
    pub extension: Option<String>,
    /// The file itself says this number is on WhatsApp.
    pub whatsapp: bool,
    /// See [`crate::phone::Phone::notes`].
    pub notes: Vec<&'static str>,
}

/// Where she lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Street and number, lines joined by a comma.
    pub street: String,
    /// Town.
    pub city: String,
    /// State or province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country as written.
    pub country: String,
}

impl Address {
    fn is_empty(&self) -> bool {
        [&self.street, &self.city, &self.region, &self.postal_code, &self.country].iter().all(|part| part.is_empty())
    }
}

/// Something about a contact that is worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// A code of [`crate::phone::PhoneTrouble`], or `fax_left_out`, `assistant_left_out`, `birthday_unread`, `consent_without_proof`,
    /// `no_end`, `damaged_text`, `row_cut`, `too_many`.
    pub code: &'static str,
    /// Column or property it is about.
    pub column: String,
    /// What stands there.
    pub text: String,
}

/// A row that is no contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("row {row}, {column}: {code} {text}")]
pub struct Rejected {
    /// As [`Contact::source_row`].
    pub row: usize,
    /// Column or property at fault.
    pub column: String,
    /// A code of [`crate::phone::PhoneTrouble`], or `no_phone`, `group`, `unreadable`, `row_cut`.
    pub code: &'static str,
    /// What stands there.
    pub text: String,
}

/// More numbers or addresses than this belong to no person.
const MOST: usize = 50;
/// Longest text kept of a note, in bytes.
const LONGEST_NOTE: usize = 20_000;
/// Longest piece of a cell quoted in a remark, in characters.
const LONGEST_QUOTE: usize = 80;

/// A number as the file has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftNumber {
    pub typed: String,
    pub label: String,
    pub column: String,
    /// The id `WhatsApp` itself wrote beside it, digits only.
    pub whatsapp_id: Option<String>,
    pub whatsapp: bool,
    pub preferred: bool,
}

/// A contact being put together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub row: usize,
    pub display: String,
    pub given: String,
    pub middle: String,
    pub family: String,
    pub suffix: String,
    pub nickname: String,
    pub company: String,
    pub numbers: Vec<DraftNumber>,
    pub emails: Vec<String>,
    pub birthday: Option<Birthday>,
    pub notes: Vec<String>,
    pub tags: Vec<String>,
    pub language: Option<String>,
    pub address: Address,
    pub remarks: Vec<Remark>,
}

impl Draft {
    pub(crate) fn remark(&mut self, code: &'static str, column: &str, text: &str) {
        if self.remarks.len() < MOST {
            self.remarks.push(Remark { code, column: column.to_owned(), text: quote(text) });
        }
    }

    /// Reads the numbers and puts the name together; refused when no number can be read.
    pub(crate) fn finish(mut self, country: Option<&str>, phone_column: &str) -> Result<Contact, Rejected> {
        let mut phones: Vec<(u8, ContactPhone)> = Vec::new();
        let mut first_trouble: Option<Remark> = None;
        let mut numbers = std::mem::take(&mut self.numbers);
        if numbers.len() > MOST {
            self.remark("too_many", phone_column, &numbers.len().to_string());
            numbers.truncate(MOST);
        }
        for number in numbers {
            for (rank, read) in read_number(&number, country) {
                match read {
                    Ok(phone) => take(&mut phones, rank, phone),
                    Err(remark) => {
                        first_trouble = first_trouble.or_else(|| Some(remark.clone()));
                        self.remarks.push(remark);
                    }
                }
            }
        }
        if phones.is_empty() {
            let (column, code, text) = match first_trouble {
                Some(remark) => (remark.column, remark.code, remark.text),
                None => (phone_column.to_owned(), "no_phone", quote(self.called())),
            };
            return Err(Rejected { row: self.row, column, code, text });
        }
        phones.sort_by_key(|(rank, _)| *rank);
        let named = name::compose(&self);
        let emails = tidy_emails(&self.emails);
        Ok(Contact {
            source_row: self.row,
            name: named.name,
            given: named.given,
            family: named.family,
            company: name::tidy(&self.company),
            phones: phones.into_iter().map(|(_, phone)| phone).collect(),
            emails,
            birthday: self.birthday,
            notes: notes(&self.notes),
            tags: tags(&self.tags),
            language: self.language,
            address: Some(self.address).filter(|address| !address.is_empty()),
            same_number_as_row: None,
            remarks: self.remarks,
        })
    }

    fn called(&self) -> &str {
        [&self.display, &self.given, &self.family, &self.company]
            .into_iter()
            .map(|part| part.trim())
            .find(|part| !part.is_empty())
            .unwrap_or_default()
    }
}

pub(crate) fn quote(text: &str) -> String {
    let text = text.trim();
    text.char_indices().nth(LONGEST_QUOTE).map_or_else(|| text.to_owned(), |(at, _)| format!("{}…", text.get(..at).unwrap_or_default()))
}

fn take(phones: &mut Vec<(u8, ContactPhone)>, rank: u8, phone: ContactPhone) {
    let same = phones.iter_mut().find(|(_, known)| known.e164.iter().any(|number| phone.e164.contains(number)));
    match same {
        Some((known_rank, known)) => {
            *known_rank = rank.min(*known_rank);
            // What WhatsApp says of a number stands before what was typed.
            if phone.whatsapp && !known.whatsapp {
                let label = std::mem::take(&mut known.label);
                *known = phone;
                known.label = if label.is_empty() { std::mem::take(&mut known.label) } else { label };
            }
        }
        None => phones.push((rank, phone)),
    }
}

/// Words by which a label says that nobody reads messages there.
const MACHINES: [&str; 12] =
    ["fax", "telefax", "faks", "facsimile", "pager", "beeper", "telex", "modem", "bbs", "isdn", "telecopie", "telecopieur"];
const MOBILES: [&str; 19] = [
    "cell",
    "mobile",
    "mobil",
    "mobiltelefon",
    "movil",
    "celular",
    "cellulare",
    "handy",
    "portable",
    "iphone",
    "gsm",
    "mobiel",
    "telemovel",
    "mob",
    "cel",
    "cellular",
    "cellphone",
    "whatsapp",
    "جوال",
];

fn read_number(number: &DraftNumber, country: Option<&str>) -> Vec<(u8, Result<ContactPhone, Remark>)> {
    let label = phone::plain(&number.label);
    let says = |words: &[&str]| label.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let refused = |code, text: &str| (0, Err(Remark { code, column: number.column.clone(), text: quote(text) }));
    if label.starts_with("assistant") {
        return vec![refused("assistant_left_out", &number.typed)];
    }
    if says(&MACHINES) {
        return vec![refused("fax_left_out", &number.typed)];
    }
    let typed = if number.typed.trim().is_empty() { number.whatsapp_id.as_deref().unwrap_or_default() } else { number.typed.as_str() };
    let mut parts = phone::split(typed);
    if parts.is_empty() {
        return Vec::new();
    }
    if number.whatsapp_id.is_some() || parts.len() == 1 {
        parts = vec![typed.to_owned()];
    }
    let mut read = Vec::new();
    for part in parts {
        let outcome = match (phone::candidates(&part, country), &number.whatsapp_id) {
            (Ok(phone), None) => Ok(phone),
            (Err(trouble), None) => Err(trouble),
            (outcome, Some(id)) => with_whatsapp_id(outcome, id),
        };
        match outcome {
            Ok(phone) if phone.notes.contains(&"fax") => read.push(refused("fax_left_out", &part)),
            Ok(phone) => {
                let whatsapp = number.whatsapp || number.whatsapp_id.is_some();
                let rank = rank(whatsapp, says(&MOBILES), phone.kind, &label);
                let rank = rank * 2 + u8::from(!number.preferred);
                let part = part.trim().to_owned();
                let label = number.label.trim().to_owned();
                let (e164, kind, extension) = (phone.e164, phone.kind, phone.extension);
                read.push((rank, Ok(ContactPhone { typed: part, label, e164, kind, extension, whatsapp, notes: phone.notes })));
            }
            // Numbers that only space keeps apart.
            Err(trouble) if trouble.code == "several" => {
                for piece in trouble.numbers {
                    read.extend(read_number(&DraftNumber { typed: piece, ..number.clone() }, country));
                }
            }
            Err(trouble) if trouble.code == "empty" => {}
            Err(trouble) => read.push(refused(trouble.code, &part)),
        }
    }
    read
}

/// The id `WhatsApp` wrote beside a number is trusted as it is.
fn with_whatsapp_id(typed: Result<phone::Phone, phone::PhoneTrouble>, id: &str) -> Result<phone::Phone, phone::PhoneTrouble> {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    let plausible = (7..=15).contains(&digits.len()) && !digits.starts_with('0');
    if !plausible {
        return typed;
    }
    let number = format!("+{digits}");
    let read = phone::candidates(&number, None).ok().or_else(|| typed.ok());
    let mut phone = read.unwrap_or(phone::Phone {
        e164: Vec::new(),
        kind: Kind::Unknown,
        extension: None,
        country: phone::country_of(&number),
        notes: vec!["range_unknown"],
    });
    phone.e164.retain(|known| *known != number);
    phone.e164.insert(0, number);
    Ok(phone)
}

fn rank(whatsapp: bool, says_mobile: bool, kind: Kind, label: &str) -> u8 {
    match kind {
        _ if whatsapp => 0,
        Kind::Mobile => 1,
        Kind::Unknown if says_mobile => 1,
        Kind::Unknown if label.is_empty() => 2,
        Kind::Unknown => 3,
        Kind::Fixed if says_mobile => 3,
        Kind::Fixed => 4,
    }
}

fn tidy_emails(emails: &[String]) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::new();
    // Google writes several as "a@… ::: b@…", others with ";" or ",".
    for email in emails.iter().flat_map(|cell| cell.split([';', ',', ' ', '\n', '<', '>'])) {
        let email = email.trim().trim_start_matches("mailto:").trim_matches(['"', '\'', '(', ')']).to_lowercase();
        let fine = email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'));
        if fine && !tidy.contains(&email) && tidy.len() < MOST {
            tidy.push(email);
        }
    }
    tidy
}

fn notes(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
    }
    let mut end = text.len().min(LONGEST_NOTE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// Groups every address book makes by itself.
const OWN_GROUPS: [&str; 12] = [
    "mycontacts",
    "my contacts",
    "starred",
    "starred in android",
    "contacts",
    "mes contacts",
    "friends and family",
    "uncategorized",
    "coworkers group",
    "none",
    "default",
    "phone",
];

fn tags(raw: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in raw {
        let tag = name::tidy(tag.trim().trim_start_matches(['*', ' ']));
        let own = OWN_GROUPS.contains(&tag.to_lowercase().as_str()) || tag.to_lowercase().starts_with("imported on ");
        if !tag.is_empty() && !own && !tags.contains(&tag) && tags.len() < MOST {
            tags.push(tag);
        }
    }
    tags
}
