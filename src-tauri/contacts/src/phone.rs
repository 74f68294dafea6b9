//! Phone numbers as people write them: the candidates in E.164 a text can mean, best first.
//!
//! Leaves to others: who has the number, whether it is on WhatsApp, and which candidate is taken.
//! What counts as a number is libphonenumber's judgement (by `rlibphonenumber`); ours is the dirt around it:
//! spreadsheets, links, scripts, extensions, two numbers in a cell, and plans that changed.
//!
//! It could have gone otherwise: a number typed with its country whose range is on no list is kept and noted
//! (lists lag behind operators), while a local one must be valid where the shop is. Nothing is completed by guess.

mod clean;
mod reading;
mod service;
mod spelling;
mod split;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(crate) use clean::{fold, plain};
pub use spelling::variants;
pub use split::split;

/// A phone number, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// What it can mean in E.164 with `+`, best first, never empty.
    pub e164: Vec<String>,
    /// Mobile or not, as far as the best candidate tells.
    pub kind: Kind,
    /// Digits to dial once connected.
    pub extension: Option<String>,
    /// ISO country of the best candidate.
    pub country: Option<String>,
    /// Codes of what was done or is doubtful: `plus_missing`, `leading_zero_missing`, `leading_zero_restored`,
    /// `range_unknown`, `renumbered`, `example_number`, `words_left_out`, `toll_free`, `premium_rate`, `shared_cost`,
    /// `company_number`, `plus_before_local`, `prefix_of_elsewhere`, `spreadsheet_number`, `fax`, `other_reading`.
    pub notes: Vec<&'static str>,
}

impl Phone {
    /// The best candidate.
    pub fn best(&self) -> &str {
        self.e164.first().map_or("", String::as_str)
    }
}

/// What answers at a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A mobile phone.
    Mobile,
    /// A landline.
    Fixed,
    /// Can't be told from the number, as in North America.
    Unknown,
}

/// Why a text is no phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct PhoneTrouble {
    /// `empty`, `too_short`, `too_long`, `letters`, `no_country`, `not_a_number`, `unknown_range`, `several`,
    /// `service_number` or `damaged`.
    pub code: &'static str,
    /// The numbers found, as typed, when there are `several`.
    pub numbers: Vec<String>,
}

impl PhoneTrouble {
    pub(crate) const fn new(code: &'static str) -> Self {
        Self { code, numbers: Vec::new() }
    }

    fn sentence(&self) -> String {
        match self.code {
            "empty" => "no number".to_owned(),
            "too_short" => "too few digits".to_owned(),
            "too_long" => "too many digits".to_owned(),
            "letters" => "letters among the digits".to_owned(),
            "no_country" => "a local number, and no country to read it in".to_owned(),
            "several" => format!("several numbers: {}", self.numbers.join(", ")),
            "service_number" => "a short or service number, not a person's".to_owned(),
            "damaged" => "a spreadsheet rounded the digits away".to_owned(),
            "unknown_range" => "no such range of numbers in this country".to_owned(),
            _ => "not a phone number".to_owned(),
        }
    }
}

/// Reads a phone number as typed, in the given ISO country unless it carries its own.
///
/// # Errors
/// See [`PhoneTrouble::code`]; a text with two numbers is `several`, and [`split()`] takes it apart.
pub fn candidates(text: &str, country: Option<&str>) -> Result<Phone, PhoneTrouble> {
    if text.len() > split::LONGEST {
        return Err(PhoneTrouble::new("not_a_number"));
    }
    let mut numbers = split(text);
    if numbers.len() > 1 {
        return Err(PhoneTrouble { code: "several", numbers });
    }
    let cleaned = clean::clean(numbers.pop().as_deref().unwrap_or(text))?;
    let region = country.and_then(reading::region_of);
    let found = match reading::read(&cleaned, region) {
        // Two numbers with nothing but space between them look like one that is too long.
        Err(trouble) if trouble.code == "too_long" => return Err(split::apart(text, region).map_or(trouble, several)),
        other => other?,
    };
    let mut notes = cleaned.notes;
    notes.extend(found.notes);
    notes.dedup();
    let mut e164: Vec<String> = Vec::with_capacity(2);
    for reading in found.e164 {
        for spelled in variants(&reading) {
            if !e164.contains(&spelled) {
                e164.push(spelled);
            }
        }
    }
    Ok(Phone { e164, kind: found.kind, extension: cleaned.extension, country: found.country, notes })
}

fn several(numbers: Vec<String>) -> PhoneTrouble {
    PhoneTrouble { code: "several", numbers }
}

/// ISO country of a number in E.164.
pub fn country_of(e164: &str) -> Option<String> {
    reading::country_of(e164)
}
