//! Which days a rule is about: weekdays, weeks, dates, Easter, public and school holidays.
//!
//! The holidays are those of the `opening-hours` crate, by country. Holidays of only a part of a
//! country are not taken, since a store's country does not say which part, but for the United Kingdom,
//! where the pin does. Where days are known to be missing, that is said with the answer.

use crate::Point;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use jiff::tz::TimeZone;
use opening_hours::ContextHolidays;
use opening_hours::localization::{Coordinates, Country};
use opening_hours_syntax::rules::day::{Date, DaySelector, HolidayKind, Month, MonthdayRange, WeekDayRange, Year};
use opening_hours_syntax::rules::time::TimeEvent;

/// What a place adds to the calendar.
#[derive(Clone, Debug)]
pub(super) struct Almanac {
    holidays: Option<ContextHolidays>,
    /// Which bank holidays the list of the United Kingdom lacks; none elsewhere.
    bank: Option<Bank>,
    /// The list is known to miss days.
    incomplete: bool,
    /// Some lands of Germany have days of their own.
    german: bool,
    coordinates: Option<Coordinates>,
}

impl Almanac {
    pub(super) fn new(country: Option<&str>, point: Option<Point>) -> Self {
        let code = country.map(|code| code.trim().to_ascii_uppercase()).unwrap_or_default();
        let holidays = code.parse::<Country>().ok().map(Country::holidays);
        let bank = (code == "GB").then(|| match point.and_then(crate::zone::part_of_britain) {
            Some("GB-ENG" | "GB-WLS") => Bank::England,
            Some("GB-NIR") => Bank::Ulster,
            _ => Bank::Anywhere,
        });
        let incomplete = holidays.is_some() && INCOMPLETE.contains(&code.as_str()) && bank != Some(Bank::England);
        Self {
            holidays,
            bank,
            incomplete,
            german: code == "DE",
            coordinates: point.and_then(|point| Coordinates::new(point.lat, point.lon)),
        }
    }

    pub(super) fn knows_holidays(&self) -> bool {
        self.holidays.is_some()
    }

    /// Whether a list is known that misses movable feasts or those of a part of the country, and a date may be one.
    pub(super) fn lacks_holidays(&self, date: NaiveDate) -> bool {
        self.incomplete || (self.german && of_some_german_lands(date))
    }

    pub(super) fn is_public(&self, date: NaiveDate) -> bool {
        let listed = self.holidays.as_ref().is_some_and(|holidays| holidays.get_public().contains(date));
        listed || self.bank.is_some_and(|bank| bank.has(date))
    }

    /// Whether the country is known and the dates of its school holidays are not.
    pub(super) fn lacks_school_holidays(&self) -> bool {
        self.holidays.as_ref().is_some_and(|holidays| holidays.get_school().count() == 0)
    }

    pub(super) fn has_point(&self) -> bool {
        self.coordinates.is_some()
    }

    /// The local minute of a sun event; without a point, the hours OSM stands in for it.
    pub(super) fn sun(&self, date: NaiveDate, event: TimeEvent, zone: &TimeZone) -> Option<u16> {
        let Some(coordinates) = self.coordinates else {
            return Some(match event {
                TimeEvent::Dawn => 5 * 60 + 30,
                TimeEvent::Sunrise => 6 * 60,
                TimeEvent::Sunset => 18 * 60,
                TimeEvent::Dusk => 18 * 60 + 30,
            });
        };
        let instant = jiff::Timestamp::from_second(coordinates.event_time(date, event)?.timestamp()).ok()?;
        let local = zone.to_datetime(instant);
        Some(u16::try_from(local.hour()).ok()? * 60 + u16::try_from(local.minute()).ok()?)
    }
}

/// Countries whose list misses days: the two Eids, whose dates the moon decides; the new year of the moon;
/// feasts that only parts of the country keep.
const INCOMPLETE: &[&str] = &[
    "AL", "BA", "BD", "BJ", "EG", "GA", "GH", "GM", "GY", "ID", "KE", "KZ", "MA", "ME", "MK", "NE", "NG", "PH", "SR", "TN", "TR", "UG",
    "CN", "VN", "AU", "CA", "CH", "ES", "GB", "NZ",
];

/// The days that only some lands of Germany keep: of fixed dates, Corpus Christi, and the Wednesday before
/// the 23rd of November.
fn of_some_german_lands(date: NaiveDate) -> bool {
    let fixed = matches!((date.month(), date.day()), (1, 6) | (3, 8) | (8, 15) | (9, 20) | (10, 31) | (11, 1));
    let corpus_christi = easter(date.year()).and_then(|sunday| shifted(sunday, 60));
    let repentance = date.month() == 11 && (16..=22).contains(&date.day()) && date.weekday() == Weekday::Wed;
    fixed || Some(date) == corpus_christi || repentance
}

/// The bank holidays that the list of the United Kingdom leaves to its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bank {
    England,
    Ulster,
    /// In Scotland, or nobody said where: only what all parts keep.
    Anywhere,
}

impl Bank {
    fn has(self, date: NaiveDate) -> bool {
        let year = date.year();
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        // On a weekend, the Monday after it.
        let on_day =
            first.and_then(|first| shifted(first, [0, 0, 0, 0, 0, 2, 1].get(first.weekday().num_days_from_monday() as usize).copied()?));
        let easter_monday = easter(year).and_then(|sunday| sunday.succ_opt());
        let august = nth_weekday(year, Month::August, Weekday::Mon, -1);
        Some(date) == on_day || (self != Self::Anywhere && (Some(date) == easter_monday || Some(date) == august))
    }
}

/// The public holidays of a country in so many days from a date on; none where the country's are not known.
pub fn holidays(country: &str, from: jiff::civil::Date, days: u16) -> Vec<jiff::civil::Date> {
    let almanac = Almanac::new(Some(country), None);
    if !almanac.knows_holidays() {
        return Vec::new();
    }
    let all = (0..i64::from(days)).filter_map(|day| from.checked_add(jiff::Span::new().days(day)).ok());
    all.filter(|date| super::evaluate::naive(*date).is_some_and(|date| almanac.is_public(date))).collect()
}

/// Whether a selector says something of a date that is a public holiday: of all public holidays, or of a few dates that
/// this one is among. A season that it falls into says nothing of it.
pub(super) fn speaks_of(selector: &DaySelector, date: NaiveDate) -> bool {
    let near = |days| shifted(date, days).is_some_and(|date| any(&selector.monthday, |range| in_dates(range, date)));
    let dated = !selector.monthday.is_empty() && near(0) && !near(-SEASON) && !near(SEASON);
    dated || selector.weekday.iter().any(is_public_holiday)
}

/// Dates that go on for so many days are a season.
const SEASON: i64 = 31;

/// Whether a selector is about a date.
pub(super) fn matches(selector: &DaySelector, date: NaiveDate, almanac: &Almanac) -> bool {
    let year = |range: &opening_hours_syntax::rules::day::YearRange| {
        let (years, step) = range.into_parts();
        years.contains(&Year(date.year())) && (date.year() - **years.start()) % i32::from(step.max(1)) == 0
    };
    let week = |range: &opening_hours_syntax::rules::day::WeekRange| {
        let (weeks, step) = range.into_parts();
        let number = date.iso_week().week() as u8;
        let (first, last) = (**weeks.start(), **weeks.end());
        if first > last {
            // Over the new year; where a step would count on from, nobody knows.
            return step <= 1 && (number >= first || number <= last);
        }
        (first..=last).contains(&number) && (number - first).is_multiple_of(step.max(1))
    };
    any(&selector.year, year)
        && any(&selector.monthday, |range| in_dates(range, date))
        && any(&selector.week, week)
        && any(&selector.weekday, |range| on_weekday(range, date, almanac))
}

fn any<T>(list: &[T], holds: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(holds)
}

/// A weekday of every week.
pub(super) fn is_plain(range: &WeekDayRange) -> bool {
    matches!(range, WeekDayRange::Fixed { offset: 0, nth_from_start: [true, true, true, true, true], .. })
}

/// A holiday.
pub(super) fn is_holiday(range: &WeekDayRange) -> bool {
    matches!(range, WeekDayRange::Holiday { .. })
}

/// A public holiday.
pub(super) fn is_public_holiday(range: &WeekDayRange) -> bool {
    matches!(range, WeekDayRange::Holiday { kind: HolidayKind::Public, .. })
}

/// A school holiday.
pub(super) fn is_school_holiday(range: &WeekDayRange) -> bool {
    matches!(range, WeekDayRange::Holiday { kind: HolidayKind::School, .. })
}

fn on_weekday(range: &WeekDayRange, date: NaiveDate, almanac: &Almanac) -> bool {
    match range {
        WeekDayRange::Fixed { range, offset, nth_from_start, nth_from_end } => {
            let Some(date) = shifted(date, -i64::from(*offset)) else { return false };
            let (first, last) = (range.start().num_days_from_monday(), range.end().num_days_from_monday());
            let day = date.weekday().num_days_from_monday();
            let named = if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last };
            let from_start = (date.day0() / 7) as usize;
            let from_end = (days_of(date.year(), date.month()).saturating_sub(date.day()) / 7) as usize;
            named && (nth_from_start.get(from_start) == Some(&true) || nth_from_end.get(from_end) == Some(&true))
        }
        WeekDayRange::Holiday { kind, offset } => {
            let Some(holidays) = &almanac.holidays else { return false };
            let held = |date| if *kind == HolidayKind::Public { almanac.is_public(date) } else { holidays.get_school().contains(date) };
            shifted(date, -i64::from(*offset)).is_some_and(held)
        }
    }
}

fn shifted(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}

fn days_of(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some()).unwrap_or(31)
}

fn in_dates(range: &MonthdayRange, date: NaiveDate) -> bool {
    match range {
        MonthdayRange::Month { range, year } => {
            let (first, last) = (*range.start() as u32, *range.end() as u32);
            let month = date.month();
            match year {
                None if first <= last => (first..=last).contains(&month),
                None => month >= first || month <= last,
                Some(year) if first <= last => date.year() == **year && (first..=last).contains(&month),
                Some(year) => (date.year() == **year && month >= first) || (date.year() == **year + 1 && month <= last),
            }
        }
        MonthdayRange::Date { start, end } => {
            // A range without years may have begun last year.
            let years = [date.year() - 1, date.year()];
            years.into_iter().any(|year| {
                // The 29th of February alone is no day at all in most years.
                if start == end && on_year(start.0, year, true) != on_year(end.0, year, false) {
                    return false;
                }
                let Some(from) = on_year(start.0, year, true).map(|from| start.1.apply(from)) else { return false };
                let to = [year, year + 1].into_iter().filter_map(|year| on_year(end.0, year, false)).map(|to| end.1.apply(to));
                let Some(to) = to.into_iter().find(|to| *to >= from) else { return false };
                from <= date && date <= to
            })
        }
    }
}

/// A date in a year; the 29th of February of another year is the 1st of March as a start and the
/// 28th as an end.
fn on_year(date: Date, year: i32, starts: bool) -> Option<NaiveDate> {
    if date.year().is_some_and(|named| *named != year) {
        return None;
    }
    match date {
        Date::Easter { .. } => easter(year),
        Date::Fixed { month, day, .. } => {
            let month = month as u32;
            NaiveDate::from_ymd_opt(year, month, u32::from(day)).or_else(|| {
                let last = NaiveDate::from_ymd_opt(year, month, days_of(year, month))?;
                if starts { last.succ_opt() } else { Some(last) }
            })
        }
        Date::Weekday { month, wday, nth, .. } => nth_weekday(year, month, wday, nth),
    }
}

fn nth_weekday(year: i32, month: Month, day: Weekday, nth: i8) -> Option<NaiveDate> {
    let month = month as u32;
    if nth > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, day, nth.unsigned_abs());
    }
    (1..=5)
        .rev()
        .filter_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, day, n))
        .nth(usize::from(nth.unsigned_abs()).saturating_sub(1))
}

/// Easter Sunday of the western churches, by the anonymous Gregorian reckoning.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let day = moon + sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_bank_holidays_move_with_easter_and_mondays() {
        let england = Almanac::new(Some("GB"), Point::new(51.5, -0.12));
        let scotland = Almanac::new(Some("GB"), Point::new(55.95, -3.19));
        let anywhere = Almanac::new(Some("GB"), None);
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        for (date, why) in
            [(day(2026, 4, 6), "Easter Monday"), (day(2026, 8, 31), "the summer bank holiday"), (day(2027, 3, 29), "the next Easter")]
        {
            assert!(england.is_public(date), "{why} in England");
            assert!(!scotland.is_public(date) && !anywhere.is_public(date), "{why} is not kept in Scotland");
        }
        for almanac in [&england, &scotland, &anywhere] {
            assert!(almanac.is_public(day(2026, 1, 1)), "New Year's Day everywhere");
            assert!(almanac.is_public(day(2028, 1, 3)) && !almanac.is_public(day(2028, 1, 4)), "on a Saturday the Monday after it");
        }
        let any_day = day(2026, 11, 27);
        let lacks = |almanac: &Almanac| almanac.lacks_holidays(any_day);
        assert!(!lacks(&england) && lacks(&scotland) && lacks(&anywhere), "and where days are missing it is said");
        for country in ["EG", "MA", "TR", "ID", "TN", "NG", "BD"] {
            assert!(lacks(&Almanac::new(Some(country), None)), "{country} has feasts that no list knows");
        }
        assert!(!lacks(&Almanac::new(Some("FR"), None)), "France's are all known");
        let germany = Almanac::new(Some("DE"), None);
        assert!(!lacks(&germany) && germany.lacks_holidays(day(2026, 6, 4)), "Corpus Christi is a holiday in some lands");
    }

    #[test]
    fn easter_is_when_it_is() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day), "Easter {year}");
        }
    }
}
