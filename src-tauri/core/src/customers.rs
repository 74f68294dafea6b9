//! People. A customer has our own id; phone, user id and username are aliases that come and go.
//! A message without a phone number is a message from somebody (usernames, 2026), so identity is
//! found from whatever Meta sends, and no string surgery is done on an id we do not understand.

pub mod alike;
pub mod card;
pub mod import;
pub mod merge;
pub mod tags;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, Error, Millis, Personal, Result, Topic};

/// What a webhook or a form says of a person.
#[derive(Clone, Default, Deserialize, Serialize)]
pub struct Seen {
    /// E.164 with `+`.
    pub phone: Option<String>,
    /// Business-scoped user id.
    pub user_id: Option<String>,
    /// Without `@`.
    pub username: Option<String>,
    /// What she calls herself.
    pub name: Option<String>,
}

/// A customer as lists show her.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Customer {
    /// Ours.
    pub id: CustomerId,
    /// May be empty.
    pub name: Personal<String>,
    /// E.164 with `+`, if known.
    pub phone: Option<Personal<String>>,
    /// Business-scoped user id, if known.
    pub user_id: Option<Personal<String>>,
    /// Without `@`, if known.
    pub username: Option<Personal<String>>,
    /// Language code, if known.
    pub language: Option<String>,
    /// ISO country, as far as number or user id tell.
    pub country: Option<String>,
}

impl Customer {
    /// Where a message to her goes: a number wins, a user id serves as well.
    pub fn address(&self) -> Option<cloud_api::Address> {
        let phone = self.phone.as_ref().map(|p| cloud_api::Address::Phone(p.0.clone()));
        phone.or_else(|| self.user_id.as_ref().map(|u| cloud_api::Address::UserId(u.0.clone())))
    }
}

const COLUMNS: &str = "c.id, c.name, c.language,
    (SELECT value FROM customer_alias a WHERE a.customer_id = c.id AND a.kind = 'phone' AND a.left_at IS NULL ORDER BY seen_at DESC LIMIT 1),
    (SELECT value FROM customer_alias a WHERE a.customer_id = c.id AND a.kind = 'user_id' ORDER BY seen_at DESC LIMIT 1),
    (SELECT value FROM customer_alias a WHERE a.customer_id = c.id AND a.kind = 'username' ORDER BY seen_at DESC LIMIT 1), c.country";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: row.get(0)?,
        name: row.get(1)?,
        language: row.get(2)?,
        phone: row.get(3)?,
        user_id: row.get(4)?,
        username: row.get(5)?,
        country: row.get(6)?,
    })
}

/// All customers that are not merged away, by name.
pub fn list(read: &Read<'_>) -> Result<Vec<Customer>> {
    read.all(
        &format!("SELECT {COLUMNS} FROM customer c WHERE merged_into IS NULL AND erased_at IS NULL ORDER BY name COLLATE NOCASE, id"),
        [],
        read_row,
    )
}

/// One customer.
pub fn get(read: &Read<'_>, id: CustomerId) -> Result<Customer> {
    read.one(&format!("SELECT {COLUMNS} FROM customer c WHERE id = ?1"), [id], read_row)?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "customer"))
}

/// A way of reaching her.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Alias {
    /// phone, `user_id` or username.
    pub kind: String,
    /// The number or name.
    pub value: Personal<String>,
    /// When it was last seen.
    pub seen_at: Millis,
    /// Since when it is no longer hers; `null`: it is.
    pub left_at: Option<Millis>,
}

/// Every way she was reached by, the latest first.
pub fn aliases_of(read: &Read<'_>, id: CustomerId) -> Result<Vec<Alias>> {
    read.all(
        "SELECT kind, value, seen_at, left_at FROM customer_alias WHERE customer_id = ?1 ORDER BY left_at IS NOT NULL, seen_at DESC",
        [id],
        |row| Ok(Alias { kind: row.get(0)?, value: row.get(1)?, seen_at: row.get(2)?, left_at: row.get(3)? }),
    )
}

/// Her row and those merged into it.
pub fn rows_of(read: &Read<'_>, id: CustomerId) -> Result<Vec<CustomerId>> {
    read.all("SELECT customer_id FROM person WHERE person_id = ?1", [id], |row| row.get(0))
}

/// Forgets who she was; the row stays, because orders and receipts hold on to it.
pub fn erase(tx: &Tx<'_>, id: CustomerId, now: Millis) -> Result<()> {
    tx.execute("DELETE FROM customer_alias WHERE customer_id = ?1", [id])?;
    tx.execute("DELETE FROM customer_note WHERE customer_id = ?1", [id])?;
    tx.execute("DELETE FROM tag_change_person WHERE customer_id = ?1", [id])?;
    tx.execute("DELETE FROM customer_import_change WHERE customer_id = ?1", [id])?;
    // What a merge moved are her numbers; it can no longer be taken back.
    tx.execute("UPDATE customer_merge SET moved = '{\"aliases\":[],\"pointing\":[],\"name\":null}', undone_at = COALESCE(undone_at, ?2) WHERE ?1 IN (kept_id, other_id)", (id, now))?;
    tx.execute(
        "UPDATE customer SET name = '', language = NULL, country = NULL, time_zone = NULL, company = '', email = '', birthday = '', tags = '[]', erased_at = ?2 WHERE id = ?1",
        (id, now),
    )?;
    tx.touch(Topic::Customers);
    Ok(())
}

/// Finds who this is by any of her aliases, or makes a new customer; learns what is new about her.
pub fn identify(tx: &Tx<'_>, seen: &Seen, now: Millis) -> Result<CustomerId> {
    let mut found = None;
    for (kind, value) in aliases(seen) {
        let candidates = if kind == "phone" { phone_variants(value) } else { vec![value.to_owned()] };
        for candidate in candidates {
            found = found.or(holder(tx, kind, &candidate)?);
        }
    }
    let id = match found {
        Some(id) => id,
        None => CustomerId(tx.insert("INSERT INTO customer (name, added_at) VALUES ('', ?1)", [now])?),
    };
    learn(tx, id, seen, now)?;
    Ok(id)
}

fn holder(read: &Read<'_>, kind: &str, value: &str) -> Result<Option<CustomerId>> {
    read.value(
        "SELECT COALESCE(c.merged_into, c.id) FROM customer_alias a JOIN customer c ON c.id = a.customer_id WHERE a.kind = ?1 AND a.value = ?2 AND a.left_at IS NULL",
        (kind, value),
    )
}

/// Whose an alias is; a number in any of its spellings.
pub fn known_by(read: &Read<'_>, kind: &str, value: &str) -> Result<Option<CustomerId>> {
    let spelled = if kind == "phone" { phone_variants(value) } else { vec![value.to_owned()] };
    for one in spelled {
        if let Some(id) = holder(read, kind, &one)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whose number it is, if Meta has called her by a user id since then.
pub fn owner_with_another_id(read: &Read<'_>, phone: &str, since: Millis) -> Result<Option<CustomerId>> {
    let Some(owner) = known_by(read, "phone", phone)? else { return Ok(None) };
    let ids = read.count(
        "SELECT count(*) FROM customer_alias WHERE customer_id = ?1 AND kind = 'user_id' AND seen_at >= ?2 AND value NOT LIKE '?%'",
        (owner, since),
    )?;
    Ok((ids > 0).then_some(owner))
}

/// A number is no longer hers. It stays in her file until somebody else comes with it. Answers whether it was.
pub fn leaves_number(tx: &Tx<'_>, id: CustomerId, phone: &str, now: Millis) -> Result<bool> {
    let mut left = 0;
    for spelled in phone_variants(phone) {
        left += tx.execute(
            "UPDATE customer_alias SET left_at = ?3 WHERE kind = 'phone' AND value = ?2 AND customer_id = ?1 AND left_at IS NULL",
            (id, spelled, now),
        )?;
    }
    tx.touch(Topic::Customers);
    Ok(left > 0)
}

/// Learns what is new about somebody known.
pub fn learn(tx: &Tx<'_>, id: CustomerId, seen: &Seen, now: Millis) -> Result<()> {
    for (kind, value) in aliases(seen) {
        // An alias another customer already has stays hers; a person who merely shares it is not merged silently.
        tx.execute(
            "INSERT INTO customer_alias (customer_id, kind, value, seen_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, value) DO UPDATE SET seen_at = excluded.seen_at, customer_id = excluded.customer_id, left_at = NULL
                 WHERE customer_id = excluded.customer_id OR left_at IS NOT NULL",
            (id, kind, value, now),
        )?;
    }
    // Kept with her: telling it from a number anew for every message would cost more than the message.
    let country = seen.phone.as_deref().and_then(country_of_phone).or_else(|| seen.user_id.as_deref().and_then(country_of_user_id));
    tx.execute(
        "UPDATE customer SET name = CASE WHEN name = '' THEN ?2 ELSE name END, country = COALESCE(?3, country) WHERE id = ?1",
        (id, seen.name.as_deref().map(str::trim).unwrap_or_default(), country),
    )?;
    tx.touch(Topic::Customers);
    Ok(())
}

fn aliases(seen: &Seen) -> impl Iterator<Item = (&'static str, &str)> {
    [("user_id", &seen.user_id), ("phone", &seen.phone), ("username", &seen.username)]
        .into_iter()
        .filter_map(|(kind, value)| value.as_deref().map(|v| (kind, v)))
}

/// Sets the language she is written to in.
pub fn set_language(tx: &Tx<'_>, id: CustomerId, language: &str) -> Result<()> {
    tx.execute("UPDATE customer SET language = ?2 WHERE id = ?1", (id, language))?;
    Ok(())
}

/// Finds a customer by what a person types: our id, a phone number, a username or a user id.
pub fn find(read: &Read<'_>, text: &str, country: &str) -> Result<CustomerId> {
    let text = text.trim();
    if let Ok(id) = text.parse::<i64>() {
        if read.count("SELECT count(*) FROM customer WHERE id = ?1", [id])? == 1 {
            return Ok(CustomerId(id));
        }
    }
    let mut candidates = vec![text.trim_start_matches('@').to_owned()];
    if let Ok(phone) = parse_phone(text, country) {
        candidates.extend(phone_variants(&phone));
    }
    for candidate in candidates {
        let found = read.value(
            "SELECT COALESCE(c.merged_into, c.id) FROM customer_alias a JOIN customer c ON c.id = a.customer_id WHERE a.value = ?1",
            [candidate],
        )?;
        if let Some(id) = found {
            return Ok(id);
        }
    }
    Err(Error::new(Code::NotFound).with("what", "customer"))
}

/// Reads a phone number as typed, in the given country unless it carries its own; E.164 with `+`.
pub fn parse_phone(text: &str, country: &str) -> Result<String> {
    let found =
        vitrine_contacts::phone::candidates(text, Some(country)).map_err(|trouble| Error::new(Code::BadPhone).with("why", trouble.code))?;
    Ok(found.best().to_owned())
}

/// The same person's number in its other national spellings: Brazil's ninth digit, Mexico's 1,
/// Argentina's 9. Candidates to look for, never a rewriting: the id `WhatsApp` returns is trusted.
pub fn phone_variants(phone: &str) -> Vec<String> {
    vitrine_contacts::phone::variants(phone)
}

/// ISO country of a number; `+1` is told apart by its area code.
pub fn country_of_phone(phone: &str) -> Option<String> {
    vitrine_contacts::phone::country_of(phone)
}

fn country_of_user_id(user_id: &str) -> Option<String> {
    user_id.split_once('.').map(|(country, _)| country.to_owned()).filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase()))
}

/// The zone quiet hours are counted in: the country's, by its largest city where it has several.
pub fn time_zone_of(country: &str) -> Option<&'static str> {
    Some(match country {
        "FR" => "Europe/Paris",
        "ES" => "Europe/Madrid",
        "PT" => "Europe/Lisbon",
        "DE" => "Europe/Berlin",
        "IT" => "Europe/Rome",
        "BE" => "Europe/Brussels",
        "NL" => "Europe/Amsterdam",
        "CH" => "Europe/Zurich",
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "MA" => "Africa/Casablanca",
        "DZ" => "Africa/Algiers",
        "TN" => "Africa/Tunis",
        "EG" => "Africa/Cairo",
        "SN" => "Africa/Dakar",
        "CI" => "Africa/Abidjan",
        "NG" => "Africa/Lagos",
        "KE" => "Africa/Nairobi",
        "ZA" => "Africa/Johannesburg",
        "TR" => "Europe/Istanbul",
        "SA" => "Asia/Riyadh",
        "AE" => "Asia/Dubai",
        "IN" => "Asia/Kolkata",
        "PK" => "Asia/Karachi",
        "BD" => "Asia/Dhaka",
        "ID" => "Asia/Jakarta",
        "SG" => "Asia/Singapore",
        "US" | "CA" => "America/New_York",
        "MX" => "America/Mexico_City",
        "BR" => "America/Sao_Paulo",
        "AR" => "America/Argentina/Buenos_Aires",
        "CL" => "America/Santiago",
        "CO" => "America/Bogota",
        "PE" => "America/Lima",
        "AU" => "Australia/Sydney",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, country, expected) in
            [("06 12 34 56 78", "FR", "+33612345678"), ("+44 7911 123456", "FR", "+447911123456"), ("0033612345678", "FR", "+33612345678")]
        {
            assert_eq!(parse_phone(typed, country).expect("a number"), expected, "{typed} typed in {country}");
        }
        assert_eq!(parse_phone("12", "FR").err().map(|e| e.code), Some(Code::BadPhone), "two digits are no number");
        assert_eq!(parse_phone("FR.1349", "FR").err().map(|e| e.code), Some(Code::BadPhone), "a user id is not turned into one");
    }

    #[test]
    fn one_person_with_two_spellings_is_one_person() {
        assert_eq!(phone_variants("+5511987654321")[1], "+551187654321", "Brazil's ninth digit");
        assert_eq!(phone_variants("+551187654321")[1], "+5511987654321", "and back");
        assert_eq!(phone_variants("+5215512345678")[1], "+525512345678", "Mexico's 1");
        assert_eq!(phone_variants("+5491123456789")[1], "+541123456789", "Argentina's 9");
        assert_eq!(phone_variants("+33612345678").len(), 1, "nothing is invented elsewhere");
    }

    #[test]
    fn the_united_states_are_told_from_canada() {
        assert_eq!(country_of_phone("+12125550123").as_deref(), Some("US"), "New York");
        assert_eq!(country_of_phone("+14165550123").as_deref(), Some("CA"), "Toronto");
        assert_eq!(country_of_user_id("MA.77").as_deref(), Some("MA"), "a hidden number still has a country");
    }
}
