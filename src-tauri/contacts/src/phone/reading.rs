//! From digits to E.164: every reading that holds in the shop's country or abroad, best first.
//!
//! The national reading and the international one of the same digits are both asked of libphonenumber, each with
//! only what it needs, so that no country's rules touch another country's number. A mobile reading beats a landline
//! where the digits alone can't tell, as these are people to write to.

use rlibphonenumber::{PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region, ValidationError};

use super::clean::Cleaned;
use super::{Kind, PhoneTrouble, service, spelling};

/// What the digits can mean.
#[derive(Debug)]
pub(super) struct Found {
    pub e164: Vec<String>,
    pub kind: Kind,
    pub country: Option<String>,
    pub notes: Vec<&'static str>,
}

/// One reading.
#[derive(Debug, Clone)]
struct Reading {
    number: PhoneNumber,
    note: Option<&'static str>,
}

/// Countries whose numbers keep a leading zero abroad.
const KEEP_ZERO: [Region; 7] = [Region::IT, Region::SM, Region::VA, Region::CI, Region::BJ, Region::GA, Region::CG];

/// France's plan, whose numbers are dialled without a country code among each other.
const OVERSEAS: [Region; 6] = [Region::FR, Region::GP, Region::MQ, Region::GF, Region::RE, Region::YT];

/// The region of an ISO code in any case; `UK` is taken for `GB`.
pub(super) fn region_of(country: &str) -> Option<Region> {
    let code = country.trim().to_ascii_uppercase();
    let code = if code == "UK" { "GB" } else { code.as_str() };
    let region: Region = code.parse().ok()?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| region)
}

pub(super) fn country_of(e164: &str) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(e164, None::<Region>).ok()?;
    country_of_number(&number)
}

fn country_of_number(number: &PhoneNumber) -> Option<String> {
    let by_number = number.get_region_code();
    let main = || PHONE_NUMBER_UTIL.get_region_for_country_code(number.country_code);
    by_number.or_else(main).map(|region| region.to_string()).filter(|code| code.len() == 2 && !code.starts_with('0'))
}

/// Reads digits in a country.
pub(super) fn read(cleaned: &Cleaned, region: Option<Region>) -> Result<Found, PhoneTrouble> {
    let digits = cleaned.digits.as_str();
    let significant = digits.trim_start_matches('0').len();
    if significant == 0 || (digits.len() > 6 && digits.bytes().all(|b| digits.starts_with(b as char))) {
        return Err(PhoneTrouble::new("not_a_number"));
    }
    // The longest a person types: "00", three digits of country, a "(0)" and the fifteen of E.164.
    if digits.len() > 21 || significant > 17 {
        return Err(PhoneTrouble::new("too_long"));
    }
    let readings = if cleaned.international {
        abroad_as_typed(cleaned, region)?
    } else {
        match region {
            Some(region) => at_home(cleaned, region)?,
            None => anywhere(digits)?,
        }
    };
    Ok(found(readings))
}

fn found(mut readings: Vec<Reading>) -> Found {
    readings.sort_by_key(|reading| kind_of(&reading.number).0 != Kind::Mobile);
    let mut notes: Vec<&'static str> = Vec::new();
    let mut kind = Kind::Unknown;
    let mut country = None;
    if let Some(best) = readings.first() {
        notes.extend(best.note);
        let (which, what) = kind_of(&best.number);
        (kind, country) = (which, country_of_number(&best.number));
        notes.extend(what);
    }
    let mut e164: Vec<String> = readings.iter().map(|reading| text(&reading.number)).collect();
    e164.dedup();
    if e164.len() > 1 {
        notes.push("other_reading");
    }
    Found { e164, kind, country, notes }
}

fn text(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::E164).into_owned()
}

fn kind_of(number: &PhoneNumber) -> (Kind, Option<&'static str>) {
    match number.get_type() {
        PhoneNumberType::Mobile => (Kind::Mobile, None),
        PhoneNumberType::FixedLine => (Kind::Fixed, None),
        PhoneNumberType::TollFree => (Kind::Unknown, Some("toll_free")),
        PhoneNumberType::PremiumRate => (Kind::Unknown, Some("premium_rate")),
        PhoneNumberType::SharedCost => (Kind::Unknown, Some("shared_cost")),
        PhoneNumberType::UAN | PhoneNumberType::VoiceMail => (Kind::Unknown, Some("company_number")),
        _ => (spelling::example(&text(number)).unwrap_or(Kind::Unknown), None),
    }
}

/// How sure a number is.
fn checked(number: PhoneNumber) -> Result<Reading, &'static str> {
    if number.is_valid() {
        return Ok(Reading { number, note: None });
    }
    let e164 = text(&number);
    if spelling::example(&e164).is_some() {
        return Ok(Reading { number, note: Some("example_number") });
    }
    if let Some(new) = spelling::renumbered(&e164).and_then(|new| PHONE_NUMBER_UTIL.parse(&new, None::<Region>).ok()) {
        if new.is_valid() {
            return Ok(Reading { number: new, note: Some("renumbered") });
        }
    }
    Err(match number.is_possible_with_reason() {
        Ok(rlibphonenumber::NumberLengthType::IsPossible) => "unknown_range",
        Ok(_) | Err(ValidationError::TooShort) => "too_short",
        Err(ValidationError::TooLong) => "too_long",
        Err(_) => "not_a_number",
    })
}

fn parse(digits: &str, region: Option<Region>) -> Result<Reading, &'static str> {
    let number = PHONE_NUMBER_UTIL.parse(digits, region).map_err(|error| match error {
        ParseError::TooShortNsn | ParseError::TooShortAfterIdd => "too_short",
        ParseError::TooLongNsn => "too_long",
        ParseError::InvalidCountryCode | ParseError::NotANumber(_) => "not_a_number",
    })?;
    checked(number)
}

fn abroad(digits: &str) -> Result<Reading, &'static str> {
    parse(&format!("+{digits}"), None)
}

/// Typed with a `+` or in a link.
fn abroad_as_typed(cleaned: &Cleaned, region: Option<Region>) -> Result<Vec<Reading>, PhoneTrouble> {
    let digits = cleaned.digits.as_str();
    // "+0033…" says the same thing twice.
    let whole = digits.strip_prefix("00").unwrap_or(digits);
    let trouble = match abroad(whole) {
        Ok(reading) => return Ok(vec![reading]),
        Err(trouble) => trouble,
    };
    let without_zero =
        cleaned.bracketed_zero.map(|at| digits.get(..at).unwrap_or_default().to_owned() + digits.get(at + 1..).unwrap_or_default());
    if let Some(reading) = without_zero.and_then(|digits| abroad(&digits).ok()) {
        return Ok(vec![reading]);
    }
    // No country code begins with a zero: a local number somebody put a plus before.
    if digits.starts_with('0') && !digits.starts_with("00") {
        if let Some(local) = region.and_then(|region| parse(digits, Some(region)).ok()) {
            return Ok(vec![Reading { note: Some("plus_before_local"), ..local }]);
        }
    }
    if trouble == "unknown_range" {
        let number = PHONE_NUMBER_UTIL.parse(format!("+{whole}"), None::<Region>).ok().filter(plausible);
        return number.map(|number| vec![Reading { number, note: Some("range_unknown") }]).ok_or(PhoneTrouble::new("not_a_number"));
    }
    Err(PhoneTrouble::new(trouble))
}

/// A range on no list that may have been opened since.
fn plausible(number: &PhoneNumber) -> bool {
    let national = rlibphonenumber::get_national_significant_number_owned(number);
    let bytes = national.as_bytes();
    let counted = ["0123456789", "1234567890", "9876543210", "987654321"].iter().any(|run| run.starts_with(&national));
    let same = bytes.first().is_some_and(|first| bytes.iter().all(|b| b == first));
    let north_american = number.country_code == 1;
    // Meta hands out test numbers in an area 555 nobody lives in.
    let area = |at: usize| (at == 3 && national.starts_with("555")) || bytes.get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    national.len() >= 6 && !counted && !same && !national.starts_with('0') && (!north_american || (area(0) && area(3)))
}

/// Typed without a country code, in a shop whose country is known.
fn at_home(cleaned: &Cleaned, region: Region) -> Result<Vec<Reading>, PhoneTrouble> {
    let digits = cleaned.digits.as_str();
    let plain = spelling::without_old_prefix(digits, region);
    let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region).unwrap_or_default();
    let local = parse(plain, Some(region));
    let mut readings: Vec<Reading> = Vec::new();
    let mut trouble = "not_a_number";
    match local {
        Ok(reading) if reading.note == Some("renumbered") || reading.number.country_code != code => readings.push(reading),
        Ok(reading) => readings.push(Reading { note: reading.note.or(missing(plain, &reading.number, code, region)), ..reading }),
        Err(why) => trouble = why,
    }
    if plain.starts_with("00") || plain.starts_with('0') {
        let elsewhere = ["0011", "00", "011"].iter().find_map(|prefix| abroad(plain.strip_prefix(prefix)?).ok());
        if let Some(reading) = elsewhere.filter(|_| readings.is_empty()) {
            return Ok(vec![Reading { note: Some("prefix_of_elsewhere"), ..reading }]);
        }
    } else if plain.len() >= 9 {
        let other = abroad(plain).ok().filter(|other| readings.iter().all(|known| text(&known.number) != text(&other.number)));
        readings.extend(other.map(|reading| Reading { note: reading.note.or(Some("plus_missing")), ..reading }));
    }
    if readings.is_empty() && KEEP_ZERO.contains(&region) && !plain.starts_with('0') {
        let restored = parse(&format!("0{plain}"), Some(region)).ok().filter(|reading| reading.note.is_none());
        readings.extend(restored.map(|reading| Reading { note: Some("leading_zero_restored"), ..reading }));
    }
    if readings.is_empty() && OVERSEAS.contains(&region) {
        // France and its overseas departments dial each other as one country.
        readings.extend(OVERSEAS.iter().find_map(|sister| parse(plain, Some(*sister)).ok().filter(|_| plain.len() == 10)));
    }
    if readings.is_empty() {
        let trouble = if trouble == "unknown_range" { by_length(plain, code, region) } else { trouble };
        let short = service::is_short(digits, region);
        return Err(PhoneTrouble::new(if short { "service_number" } else { trouble }));
    }
    Ok(readings)
}

/// A length some service has is still too short for a person's number, or too long.
fn by_length(digits: &str, code: i32, region: Region) -> &'static str {
    let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, PhoneNumberType::Mobile).ok();
    let usual = example.map(|example| rlibphonenumber::get_national_significant_number_owned(&example).len()).unwrap_or_default();
    let typed = PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok().filter(|number| number.country_code == code);
    let kept = |national: String| if KEEP_ZERO.contains(&region) { national.len() } else { national.trim_start_matches('0').len() };
    let length = typed.map(|number| kept(rlibphonenumber::get_national_significant_number_owned(&number))).unwrap_or(usual);
    match length.cmp(&usual) {
        std::cmp::Ordering::Less => "too_short",
        std::cmp::Ordering::Greater => "too_long",
        std::cmp::Ordering::Equal => "unknown_range",
    }
}

/// What a valid local reading did without.
fn missing(digits: &str, number: &PhoneNumber, code: i32, region: Region) -> Option<&'static str> {
    let national = rlibphonenumber::get_national_significant_number_owned(number);
    if digits == format!("{code}{national}") && code != 1 {
        return Some("plus_missing");
    }
    // Written without its zero as often as with it.
    if matches!(region, Region::BR | Region::IN | Region::AR | Region::TR | Region::CN) {
        return None;
    }
    let with_zero = || number.format_as(PhoneNumberFormat::National).starts_with('0');
    (digits == national && !national.starts_with('0') && with_zero()).then_some("leading_zero_missing")
}

/// Typed without a country code, and no country to read it in.
fn anywhere(digits: &str) -> Result<Vec<Reading>, PhoneTrouble> {
    let prefixed = ["00", "0011", "011"].iter().find_map(|prefix| abroad(digits.strip_prefix(prefix)?).ok());
    if let Some(reading) = prefixed {
        return Ok(vec![reading]);
    }
    // Shorter ones are as likely local: "4155550123" must not become Switzerland's.
    if digits.len() >= 11 && !digits.starts_with('0') {
        if let Some(reading) = abroad(digits).ok().filter(|reading| reading.note != Some("range_unknown")) {
            return Ok(vec![Reading { note: reading.note.or(Some("plus_missing")), ..reading }]);
        }
    }
    let short = (2..=3).contains(&digits.len()) && service::is_emergency(digits);
    Err(PhoneTrouble::new(match digits.len() {
        _ if short => "service_number",
        ..=4 => "too_short",
        16.. => "too_long",
        _ => "no_country",
    }))
}
