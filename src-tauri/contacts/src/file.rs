//! A contacts file, recognised by its content and read as often as it takes: once to report, once to import.
//!
//! The name of the file decides nothing but a tie. Rows come one by one, so that a book of a hundred thousand people
//! is never held at once; only a fingerprint of each number is, to say which row had it before.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{BufReader, Cursor, Read};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};
use vitrine_sheets::{Facts, Mapping, Source, Table};

use crate::contact::{Contact, Rejected};
use crate::table::People;
use crate::{chat, ldif, vcard};

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// vCard of any version.
    Vcard,
    /// LDIF of an address book.
    Ldif,
    /// Google Contacts as CSV, of before or since 2024.
    Google,
    /// Outlook as CSV, in any language.
    Outlook,
    /// Yahoo as CSV.
    Yahoo,
    /// Thunderbird as CSV.
    Thunderbird,
    /// Shopify's customers.
    Shopify,
    /// `WooCommerce`'s customers.
    Woocommerce,
    /// Square's customers.
    Square,
    /// Loyverse's customers.
    Loyverse,
    /// Mailchimp's audience.
    Mailchimp,
    /// Any other table.
    Table,
    /// Numbers one below the other, without a header.
    List,
    /// A WhatsApp chat: those who wrote under a bare number.
    WhatsappChat,
}

impl Format {
    /// Every format by the name the command line takes.
    pub const NAMES: [(&'static str, Self); 14] = [
        ("vcard", Self::Vcard),
        ("ldif", Self::Ldif),
        ("google", Self::Google),
        ("outlook", Self::Outlook),
        ("yahoo", Self::Yahoo),
        ("thunderbird", Self::Thunderbird),
        ("shopify", Self::Shopify),
        ("woocommerce", Self::Woocommerce),
        ("square", Self::Square),
        ("loyverse", Self::Loyverse),
        ("mailchimp", Self::Mailchimp),
        ("table", Self::Table),
        ("list", Self::List),
        ("whatsapp_chat", Self::WhatsappChat),
    ];

    /// The format's name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, format)| *format == self).map_or("table", |(name, _)| name)
    }
}

impl std::str::FromStr for Format {
    type Err = Trouble;

    fn from_str(name: &str) -> Result<Self, Trouble> {
        let lower = name.trim().to_lowercase();
        let known = match lower.as_str() {
            "vcf" => "vcard",
            "csv" | "xlsx" | "ods" | "tsv" => "table",
            "txt" | "text" => "list",
            other => other,
        };
        let found = Self::NAMES.iter().find(|(name, _)| *name == known);
        found.map(|(_, format)| *format).ok_or_else(|| Trouble::new("unknown_format", name))
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Trouble {
    /// `which_column`, `unknown_format`, `not_contacts`, `unreadable`, or a code of the sheets: `empty`, `binary`, `damaged`, …
    pub code: &'static str,
    /// The columns, the name, or what the system said.
    pub detail: String,
    /// With `which_column`: what the columns were taken for. Settle the phone's and open the file with it.
    #[serde(skip)]
    pub proposal: Option<Box<Mapping>>,
}

impl Trouble {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), proposal: None }
    }

    fn sentence(&self) -> String {
        match self.code {
            "which_column" => format!("no column is known to hold phone numbers: {}", self.detail),
            "unknown_format" => format!("no such format of contacts: {}", self.detail),
            "not_contacts" => "there are no contacts in this file".to_owned(),
            code => vitrine_sheets::Trouble::new(code, self.detail.clone()).to_string(),
        }
    }
}

impl From<vitrine_sheets::Trouble> for Trouble {
    fn from(trouble: vitrine_sheets::Trouble) -> Self {
        Self::new(trouble.code, trouble.detail)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new("unreadable", error.to_string())
    }
}

/// How a reading went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// People handed over.
    pub contacts: usize,
    /// Rows refused.
    pub rejected: usize,
    /// People whose number an earlier row has.
    pub repeated: usize,
}

/// An open contacts file.
pub struct ContactFile {
    body: Body,
    country: Option<String>,
}

enum Body {
    Vcard { source: Box<dyn Source>, guess: &'static Encoding },
    Ldif { source: Box<dyn Source>, guess: &'static Encoding },
    Chat(Box<dyn Source>),
    Table(Box<People>),
}

/// First bytes looked at.
const FIRST: u64 = 64 * 1024;

impl ContactFile {
    /// Opens a file held in memory. See [`ContactFile::open`].
    ///
    /// # Errors
    /// As [`ContactFile::open`].
    pub fn from_bytes(
        bytes: Vec<u8>,
        file_name: Option<&str>,
        format: Option<Format>,
        country: Option<&str>,
        mapping: Option<Mapping>,
    ) -> Result<Self, Trouble> {
        Self::open(Box::new(Cursor::new(bytes)), file_name, format, country, mapping)
    }

    /// Opens a contacts file of any kind; local numbers are read in the ISO `country`. A `format` overrules what the
    /// content says, a `mapping` what the columns are taken for.
    ///
    /// # Errors
    /// `which_column`, with a proposal, where no column is known to hold phone numbers; others of [`Trouble::code`].
    pub fn open(
        mut source: Box<dyn Source>,
        file_name: Option<&str>,
        format: Option<Format>,
        country: Option<&str>,
        mapping: Option<Mapping>,
    ) -> Result<Self, Trouble> {
        source.rewind()?;
        let mut start = Vec::new();
        source.by_ref().take(FIRST).read_to_end(&mut start)?;
        source.rewind()?;
        if start.iter().all(u8::is_ascii_whitespace) {
            return Err(Trouble::new("empty", ""));
        }
        let own = country.map(str::to_owned);
        let kind = format.unwrap_or_else(|| recognise(&start, file_name));
        let body = match kind {
            Format::Vcard => {
                if format.is_none() && !vcard::begins_like_it(&start) {
                    return Err(Trouble::new("not_contacts", ""));
                }
                let guess = vcard::survey(Box::new(BufReader::new(&mut source)), country)?;
                Body::Vcard { source, guess }
            }
            Format::Ldif => {
                let guess = ldif::survey(Box::new(BufReader::new(&mut source)), country)?;
                Body::Ldif { source, guess }
            }
            Format::WhatsappChat => Body::Chat(source),
            _ => Body::Table(Box::new(People::open(Table::open(source, file_name)?, mapping, country)?)),
        };
        let mut file = Self { body, country: own };
        if let (Some(Format::List), Body::Table(people)) = (format, &mut file.body) {
            people.format = Format::List;
        }
        Ok(file)
    }

    /// Whose file it is.
    pub fn format(&self) -> Format {
        match &self.body {
            Body::Vcard { .. } => Format::Vcard,
            Body::Ldif { .. } => Format::Ldif,
            Body::Chat(_) => Format::WhatsappChat,
            Body::Table(people) => people.format,
        }
    }

    /// What the columns of a table are taken for; `None` for address books.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.body {
            Body::Table(people) => Some(&people.mapping),
            _ => None,
        }
    }

    /// What is known of a table: encoding, separator, sheet; `None` for address books.
    pub fn facts(&self) -> Option<&Facts> {
        match &self.body {
            Body::Table(people) => Some(people.facts()),
            _ => None,
        }
    }

    /// The columns' names of a table.
    pub fn header(&self) -> &[String] {
        match &self.body {
            Body::Table(people) => people.header(),
            _ => &[],
        }
    }

    /// Reads the file from its beginning, each person and each refused row as they come; repeatable.
    ///
    /// # Errors
    /// `unreadable` when the source fails midway.
    pub fn each(&mut self, mut on: impl FnMut(Contact), mut rejected: impl FnMut(Rejected)) -> Result<Outcome, Trouble> {
        let mut outcome = Outcome::default();
        let mut seen = Seen::default();
        let mut take = |read: Result<Contact, Rejected>| match read {
            Ok(mut contact) => {
                contact.same_number_as_row = seen.earlier(&contact);
                outcome.contacts += 1;
                outcome.repeated += usize::from(contact.same_number_as_row.is_some());
                on(contact);
            }
            Err(refused) => {
                outcome.rejected += 1;
                rejected(refused);
            }
        };
        let country = self.country.as_deref();
        match &mut self.body {
            Body::Vcard { source, guess } => {
                source.rewind()?;
                vcard::each(Box::new(BufReader::new(source)), guess, country, &mut take)?;
            }
            Body::Ldif { source, guess } => {
                source.rewind()?;
                ldif::each(Box::new(BufReader::new(source)), guess, country, &mut take)?;
            }
            Body::Chat(source) => {
                source.rewind()?;
                chat::each(Box::new(BufReader::new(source)), country, &mut take)?;
            }
            Body::Table(people) => people.each(country, &mut take)?,
        }
        Ok(outcome)
    }
}

/// What a file is, by its first bytes.
fn recognise(start: &[u8], file_name: Option<&str>) -> Format {
    let extension = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension.to_lowercase());
    let packed = start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if packed {
        return Format::Table;
    }
    if vcard::begins_like_it(start) {
        return Format::Vcard;
    }
    if ldif::begins_like_it(start) {
        return Format::Ldif;
    }
    if chat::begins_like_it(start) {
        return Format::WhatsappChat;
    }
    match extension.as_deref() {
        Some("vcf" | "vcard") => Format::Vcard,
        _ => Format::Table,
    }
}

/// Which row had a number first, by fingerprint.
#[derive(Default)]
struct Seen {
    rows: HashMap<u64, u32>,
}

impl Seen {
    fn earlier(&mut self, contact: &Contact) -> Option<usize> {
        let row = u32::try_from(contact.source_row).unwrap_or(u32::MAX);
        let mut earlier = None;
        for number in contact.phones.iter().flat_map(|phone| &phone.e164) {
            let mut hasher = DefaultHasher::new();
            number.hash(&mut hasher);
            let first = *self.rows.entry(hasher.finish()).or_insert(row);
            if first != row && earlier.is_none() {
                earlier = Some(first as usize);
            }
        }
        earlier
    }
}
