//! Which days a rule is about: weekdays, weeks, dates, Easter, public and school holidays.
//!
//! The holidays are those of the `opening-hours` crate, by country. Holidays of only a part of a
//! country are not taken, since a store's country does not say which part.

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
    coordinates: Option<Coordinates>,
}

impl Almanac {
    pub(super) fn new(country: Option<&str>, point: Option<Point>) -> Self {
        let holidays = country.and_then(|code| code.trim().to_ascii_uppercase().parse::<Country>().ok()).map(Country::holidays);
        Self { holidays, coordinates: point.and_then(|point| Coordinates::new(point.lat, point.lon)) }
    }

    pub(super) fn knows_holidays(&self) -> bool {
        self.holidays.is_some()
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

/// The public holidays of a country in so many days from a date on; none where the country's are not known.
pub fn holidays(country: &str, from: jiff::civil::Date, days: u16) -> Vec<jiff::civil::Date> {
    let almanac = Almanac::new(Some(country), None);
    let Some(known) = &almanac.holidays else { return Vec::new() };
    let all = (0..i64::from(days)).filter_map(|day| from.checked_add(jiff::Span::new().days(day)).ok());
    all.filter(|date| super::evaluate::naive(*date).is_some_and(|date| known.get_public().contains(date))).collect()
}

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
            let calendar = if *kind == HolidayKind::Public { holidays.get_public() } else { holidays.get_school() };
            shifted(date, -i64::from(*offset)).is_some_and(|date| calendar.contains(date))
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
    fn easter_is_when_it_is() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day), "Easter {year}");
        }
    }
}
