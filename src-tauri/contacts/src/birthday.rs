//! Birthdays as address books and tables write them, maybe without a year.
//! A date whose day and month could be exchanged is read as the country does: month first in North America and the
//! Philippines, day first elsewhere. No age and no check of the future: time is not this crate's.

use serde::Serialize;

/// A day of the year, with the year where the file knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Birthday {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and in that month.
    pub day: u8,
    /// Four digits.
    pub year: Option<u16>,
}

/// Years an address book sets for "no year": Apple 1604, Outlook 4501, spreadsheets and Windows 1601, 1900, 1899.
const NO_YEAR: [u16; 5] = [1604, 4501, 1601, 1899, 1];

fn birthday(year: Option<u32>, month: u32, day: u32) -> Option<Birthday> {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let year = year.and_then(|year| u16::try_from(year).ok()).filter(|year| !NO_YEAR.contains(year));
    let fits = year.is_none_or(|year| (1850..=2200).contains(&year)) && (1..=longest).contains(&day);
    fits.then(|| Birthday { month: u8::try_from(month).unwrap_or_default(), day: u8::try_from(day).unwrap_or_default(), year })
}

/// Reads a birthday; `None` for anything else.
pub(crate) fn read(text: &str, month_first: bool) -> Option<Birthday> {
    let folded = crate::phone::fold(text);
    let text = folded.trim().trim_end_matches('Z');
    let text = text.split(['T', ' ']).next().filter(|head| head.len() >= 5).unwrap_or(text);
    if let Some(rest) = text.strip_prefix("--") {
        let digits = rest.replace('-', "");
        let (month, day) = digits.split_at_checked(2)?;
        return birthday(None, number(month)?, number(day)?);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return birthday(Some(number(year)?), number(month)?, number(day)?);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => birthday(Some(number(year)?), number(month)?, number(day)?),
        [first, second, year] if matches!(year.len(), 2 | 4) => {
            let (day, month) = day_and_month(number(first)?, number(second)?, month_first);
            birthday(Some(full_year(number(year)?, year.len())), month, day)
        }
        [first, second] if first.len() <= 2 && second.len() <= 2 => {
            let (day, month) = day_and_month(number(first)?, number(second)?, month_first);
            birthday(None, month, day)
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
}

fn day_and_month(first: u32, second: u32, month_first: bool) -> (u32, u32) {
    match (first > 12, second > 12) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ if month_first => (second, first),
        _ => (first, second),
    }
}

/// Two digits are of the last century unless they are small: nobody is born in the future.
fn full_year(year: u32, digits: usize) -> u32 {
    match digits {
        2 if year <= 20 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    }
}

/// Whether a country writes the month before the day.
pub(crate) fn month_first(country: Option<&str>) -> bool {
    country.is_some_and(|country| ["US", "PH", "PR", "GU", "FM", "PW"].contains(&country.to_ascii_uppercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays_are_read_in_every_form() {
        for (typed, month_first, expected) in [
            ("1985-04-12", false, Some((Some(1985), 4, 12))),
            ("19850412", false, Some((Some(1985), 4, 12))),
            ("--0412", false, Some((None, 4, 12))),
            ("--04-12", false, Some((None, 4, 12))),
            ("1604-04-12", false, Some((None, 4, 12))),
            ("1985-04-12T00:00:00Z", false, Some((Some(1985), 4, 12))),
            ("1985/4/12", false, Some((Some(1985), 4, 12))),
            ("12/04/1985", false, Some((Some(1985), 4, 12))),
            ("04/12/1985", true, Some((Some(1985), 4, 12))),
            ("4/25/1985", false, Some((Some(1985), 4, 25))),
            ("25.4.85", true, Some((Some(1985), 4, 25))),
            ("12.04.", false, Some((None, 4, 12))),
            ("1985-04-12 00:00:00", false, Some((Some(1985), 4, 12))),
            ("29.02.2000", false, Some((Some(2000), 2, 29))),
            ("31.02.2000", false, None),
            ("0/0/00", true, None),
            ("0000-00-00", false, None),
            ("next week", false, None),
            ("", false, None),
            ("١٢/٠٤/١٩٨٥", false, Some((Some(1985), 4, 12))),
        ] {
            let read = read(typed, month_first).map(|b| (b.year, b.month, b.day));
            assert_eq!(read, expected, "{typed:?}, month first: {month_first}");
        }
    }
}
