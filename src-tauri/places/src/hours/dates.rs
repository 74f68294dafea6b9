//! Dates in a text about opening hours: “25 Dec”, “Dec 24-26”, “24/12”, “May-Sep”, feasts.
//!
//! A number beside a month may be a day or an hour, and 5/12 is December or May. What the text or
//! its language does not decide is asked.

use super::items::Reader;
use super::lex::Kind;
use super::plan::{DatePoint, DateSpan, On, last_day};
use super::vocabulary::{Language, Word};
use crate::Question;

type Found<T> = Result<Option<(T, usize)>, Question>;

/// Dates at a place: one, a range, or two or three days of one month.
pub(super) fn dates(reader: &Reader<'_>, at: usize) -> Found<Vec<DateSpan>> {
    if let Some(found) = days_of_month(reader, at)? {
        return Ok(Some(found));
    }
    let Some((from, next)) = point(reader, at, true)? else { return Ok(None) };
    let single = |point| vec![DateSpan { from: point, to: point }];
    let Some(after_dash) = reader.connector(next) else { return Ok(Some(more_days(reader, from, next))) };
    let whole_month = matches!(from.on, On::Month(_));
    if let Some((mut to, after)) = point(reader, after_dash, !whole_month)? {
        to.year = to.year.or(from.year);
        let from = DatePoint { year: from.year.or(to.year.filter(|_| ordered(from.on, to.on))), ..from };
        return Ok(Some((vec![DateSpan { from, to }], after)));
    }
    if let (On::Day(month, first), Some(Kind::Number(last, digits))) = (from.on, reader.kind(after_dash)) {
        let last = *last;
        if *digits <= 2 && last > u32::from(first) && last <= u32::from(last_day(month)) && !like_time(reader, after_dash) {
            let after = ordinal(reader, after_dash + 1);
            if !says_more(reader, after) {
                return Err(reader.ask("which_dates", at, after));
            }
            let to = DatePoint { on: On::Day(month, last as u8), ..from };
            return Ok(Some((vec![DateSpan { from, to }], after)));
        }
    }
    Ok(Some((single(from), next)))
}

/// “Dec 24,31”: further days of the same month.
fn more_days(reader: &Reader<'_>, from: DatePoint, mut next: usize) -> (Vec<DateSpan>, usize) {
    let mut spans = vec![DateSpan { from, to: from }];
    let On::Day(month, mut last) = from.on else { return (spans, next) };
    while reader.is_mark(next, ',') || reader.word(next) == Some(Word::And) || reader.is_mark(next, '&') {
        let Some(Kind::Number(day, 1..=2)) = reader.kind(next + 1) else { break };
        let after = ordinal(reader, next + 2);
        let is_day = *day > u32::from(last) && *day <= u32::from(last_day(month)) && !like_time(reader, next + 1);
        let other_month = month_after(reader, after).is_some();
        if !is_day || other_month || reader.connector(after).is_some() || reader.is_mark(after, '.') || reader.is_mark(after, ':') {
            break;
        }
        last = *day as u8;
        let point = DatePoint { on: On::Day(month, last), ..from };
        spans.push(DateSpan { from: point, to: point });
        next = after;
    }
    (spans, next)
}

/// Whether one is before the other in a year.
fn ordered(from: On, to: On) -> bool {
    let place = |on| match on {
        On::Month(month) => (month, 0),
        On::Day(month, day) => (month, day),
        On::Easter(days) => (if days < 0 { 3 } else { 4 }, 0),
    };
    place(from) <= place(to)
}

/// Whether hours or “closed” follow, so that “Dec 9-17” was about days.
fn says_more(reader: &Reader<'_>, mut at: usize) -> bool {
    while reader.is_mark(at, ':')
        || reader.is_mark(at, '.')
        || reader.is_mark(at, ',')
        || reader.is_mark(at, '-')
        || matches!(reader.word(at), Some(Word::Fill | Word::From | Word::Open))
    {
        at += 1;
    }
    match reader.kind(at) {
        Some(Kind::Number(..) | Kind::Quote(_)) => true,
        Some(Kind::Word(word)) => {
            !matches!(word, Word::HourMark | Word::HourOnly | Word::Am | Word::Pm | Word::PmEvening | Word::Period(_))
        }
        _ => false,
    }
}

/// “24, 31 Dec”, “24-26 December”, “du 1er au 15 août”.
fn days_of_month(reader: &Reader<'_>, at: usize) -> Found<Vec<DateSpan>> {
    let Some((first, next)) = day_number(reader, at) else { return Ok(None) };
    let range = reader.connector(next);
    let list = |at: usize| (reader.is_mark(at, ',') || reader.word(at) == Some(Word::And) || reader.is_mark(at, '&')).then_some(at + 1);
    let mut days = vec![first];
    let mut next = next;
    if let Some(after_dash) = range {
        let Some((last, after)) = day_number(reader, after_dash) else { return Ok(None) };
        days.push(last);
        next = after;
    } else {
        while let Some((day, after)) = list(next).and_then(|next| day_number(reader, next)) {
            days.push(day);
            next = after;
            if days.len() > 3 {
                return Ok(None);
            }
        }
    }
    if days.len() < 2 {
        return Ok(None);
    }
    let Some((month, after)) = month_after(reader, next) else { return Ok(None) };
    let (year, after) = year(reader, after);
    let on = |day: u8| DatePoint { year, on: On::Day(month, day) };
    if days.iter().any(|&day| day > last_day(month)) {
        return Err(reader.ask("not_a_date", at, after));
    }
    let spans = match (range, days.as_slice()) {
        (Some(_), [first, last]) if first < last => vec![DateSpan { from: on(*first), to: on(*last) }],
        (Some(_), _) => return Err(reader.ask("not_a_date", at, after)),
        (None, days) => days.iter().map(|&day| DateSpan { from: on(day), to: on(day) }).collect(),
    };
    Ok(Some((spans, after)))
}

/// A number that may be a day of a month, and the place after it and its ordinal mark.
fn day_number(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let at = if matches!(reader.word(at), Some(Word::Fill | Word::From)) { at + 1 } else { at };
    match reader.kind(at)? {
        Kind::Number(value @ 1..=31, 1..=2) => Some((*value as u8, ordinal(reader, at + 1))),
        _ => None,
    }
}

/// Past “.”, “er”, “st”, “º” after the number of a day.
pub(super) fn ordinal(reader: &Reader<'_>, at: usize) -> usize {
    const MARKS: &[&str] = &[
        "er", "ère", "st", "nd", "rd", "th", "º", "°", "e", "ter", "ten", "re", "do", "ème", "eme", "ª", "a", "è", "ra", "er.", "ème.",
        "de", "ste",
    ];
    let tight = reader.tokens.get(at).is_some_and(|token| token.tight);
    if tight && MARKS.contains(&reader.typed(at, at + 1).to_lowercase().as_str()) {
        return at + 1;
    }
    let dot_ends_number = reader.is_mark(at, '.')
        && tight
        && !matches!(reader.kind(at + 1), Some(Kind::Number(..)) if reader.tokens.get(at + 1).is_some_and(|token| token.tight));
    if dot_ends_number { at + 1 } else { at }
}

/// A month after “de” or “of”.
fn month_after(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let mut next = at;
    while matches!(reader.word(next), Some(Word::From | Word::Fill)) && next < at + 3 {
        next += 1;
    }
    match reader.word(next)? {
        Word::Month(month) | Word::DayOrMonth(_, month) => Some((month, if reader.is_mark(next + 1, '.') { next + 2 } else { next + 1 })),
        _ => None,
    }
}

/// A year, where one follows.
fn year(reader: &Reader<'_>, at: usize) -> (Option<u16>, usize) {
    let mut next = at;
    if reader.is_mark(next, ',') || matches!(reader.word(next), Some(Word::From | Word::Fill)) {
        next += 1;
    }
    match reader.kind(next) {
        Some(Kind::Number(value @ 2000..=2099, 4)) if !like_time(reader, next) && !reader.is_mark(next + 1, '-') => {
            (Some(*value as u16), next + 1)
        }
        _ => (None, at),
    }
}

/// Whether the number at a place is written as an hour.
fn like_time(reader: &Reader<'_>, at: usize) -> bool {
    let tight = |at: usize| reader.tokens.get(at).is_some_and(|token| token.tight);
    let minutes = matches!(reader.kind(at + 2), Some(Kind::Number(_, 2))) && tight(at + 1) && tight(at + 2);
    matches!(reader.word(at + 1), Some(Word::HourMark | Word::HourOnly | Word::Am | Word::Pm | Word::PmEvening))
        || (minutes && (reader.is_mark(at + 1, ':') || reader.is_mark(at + 1, '.')))
        || matches!(reader.kind(at), Some(Kind::Number(_, 3..)))
}

/// One date, a month, or a feast. A month takes the number after it only where that is allowed.
fn point(reader: &Reader<'_>, at: usize, with_day: bool) -> Found<DatePoint> {
    let fixed = |year, month, day| DatePoint { year, on: On::Day(month, day) };
    match reader.kind(at) {
        Some(Kind::Word(Word::Date(month, day))) => {
            let (year, after) = year(reader, at + 1);
            return Ok(Some((fixed(year, *month, *day), after)));
        }
        Some(Kind::Word(Word::Easter(days))) => {
            let offset_follows = reader.language == Language::Osm && (reader.is_mark(at + 1, '-') || reader.is_mark(at + 1, '+'));
            if offset_follows {
                return Err(reader.ask("not_understood", at, at + 2));
            }
            return Ok(Some((DatePoint { year: None, on: On::Easter(*days) }, at + 1)));
        }
        Some(Kind::Number(year @ 1990..=2099, 4)) => {
            if let Some(found) = iso(reader, at, *year as u16)? {
                return Ok(Some(found));
            }
            if let Some((mut found, after)) = point_of_month(reader, at + 1, with_day)? {
                found.year = Some(*year as u16);
                return Ok(Some((found, after)));
            }
            return Ok(None);
        }
        Some(Kind::Number(..)) => {}
        _ => return point_of_month(reader, at, with_day),
    }
    if let Some(found) = slashed(reader, at)? {
        return Ok(Some(found));
    }
    let Some((day, next)) = day_number(reader, at) else { return Ok(None) };
    let Some((month, after)) = month_after(reader, next) else { return Ok(None) };
    // “mar 5 May …”: a loose number with a month behind it is a date only when no time was meant.
    if day > last_day(month) {
        return Err(reader.ask("not_a_date", at, after));
    }
    let (year, after) = year(reader, after);
    Ok(Some((fixed(year, month, day), after)))
}

fn point_of_month(reader: &Reader<'_>, at: usize, with_day: bool) -> Found<DatePoint> {
    let month = match reader.word(at) {
        Some(Word::Month(month)) => month,
        Some(Word::DayOrMonth(_, month)) => {
            let partner = reader.connector(at + 1).and_then(|next| reader.word(next));
            let before =
                at.checked_sub(2).is_some_and(|before| matches!(reader.word(before), Some(Word::Month(_))) && reader.is_mark(at - 1, '-'));
            if !matches!(partner, Some(Word::Month(_))) && !before {
                return Ok(None);
            }
            month
        }
        _ => return Ok(None),
    };
    let mut next = at + 1;
    if reader.is_mark(next, '.') {
        next += 1;
    }
    let day_next = if matches!(reader.word(next), Some(Word::Fill)) { next + 1 } else { next };
    if with_day {
        if let Some(Kind::Number(day @ 1..=31, 1..=2)) = reader.kind(day_next) {
            let day = *day;
            let starts_span = reader.is_mark(day_next + 1, '-') && !day_range(reader, day_next, month);
            if !like_time(reader, day_next) && !starts_span {
                let after = ordinal(reader, day_next + 1);
                if day > u32::from(last_day(month)) {
                    return Err(reader.ask("not_a_date", at, after));
                }
                let (year, after) = year(reader, after);
                return Ok(Some((DatePoint { year, on: On::Day(month, day as u8) }, after)));
            }
            if starts_span && !like_time(reader, day_next) {
                // “Dec 17-9”: neither days of December nor clearly hours in it.
                return Err(reader.ask("which_dates", at, day_next + 3));
            }
        }
    }
    let (year, next) = year(reader, next);
    Ok(Some((DatePoint { year, on: On::Month(month) }, next)))
}

/// Whether “24-26”, “24 - Jan 2” or “24 - 2 Jan” follows.
fn day_range(reader: &Reader<'_>, at: usize, month: u8) -> bool {
    let Some(Kind::Number(first, _)) = reader.kind(at) else { return false };
    let Some(next) = reader.connector(at + 1) else { return true };
    match reader.kind(next) {
        Some(Kind::Number(last, 1..=2)) => {
            like_time(reader, next) || (last > first && *last <= u32::from(last_day(month))) || month_after(reader, next + 1).is_some()
        }
        _ => true,
    }
}

/// “2026-12-25”.
fn iso(reader: &Reader<'_>, at: usize, year: u16) -> Found<DatePoint> {
    let number = |at: usize| match reader.kind(at) {
        Some(Kind::Number(value, 2)) => Some(*value),
        _ => None,
    };
    if !reader.is_mark(at + 1, '-') || !reader.is_mark(at + 3, '-') {
        return Ok(None);
    }
    let (Some(month), Some(day)) = (number(at + 2), number(at + 4)) else { return Ok(None) };
    match (month, day) {
        (1..=12, 1..=31) if day <= u32::from(last_day(month as u8)) => {
            Ok(Some((DatePoint { year: Some(year), on: On::Day(month as u8, day as u8) }, at + 5)))
        }
        _ => Err(reader.ask("not_a_date", at, at + 5)),
    }
}

/// “24/12”, “12/25/2026”, “24.12.”, “24.12.2026”.
fn slashed(reader: &Reader<'_>, at: usize) -> Found<DatePoint> {
    let number = |at: usize| match reader.kind(at) {
        Some(Kind::Number(value, digits)) => Some((*value, *digits)),
        _ => None,
    };
    let tight = |at: usize| reader.tokens.get(at).is_some_and(|token| token.tight);
    let (Some((first, 1..=2)), Some((second, 1..=2))) = (number(at), number(at + 2)) else { return Ok(None) };
    let dotted = reader.is_mark(at + 1, '.');
    if !(dotted || reader.is_mark(at + 1, '/')) || !tight(at + 1) || !tight(at + 2) {
        return Ok(None);
    }
    let again = reader.is_mark(at + 3, if dotted { '.' } else { '/' }) && tight(at + 3);
    let (year, after) = match number(at + 4) {
        Some((year @ 2000..=2099, 4)) if again && tight(at + 4) => (Some(year as u16), at + 5),
        Some((year @ 20..=60, 2)) if again && tight(at + 4) && !like_time(reader, at + 4) => (Some(year as u16 + 2000), at + 5),
        _ if again && dotted => (None, at + 4),
        _ => (None, at + 3),
    };
    if dotted && !again {
        return Ok(None);
    }
    let typed = |code| reader.ask(code, at, after);
    let month_first = !dotted && matches!(reader.language, Language::En | Language::Osm);
    let (day, month) = match (first, second) {
        (0, _) | (_, 0) => return Err(typed("not_a_date")),
        (13.., 13..) => return Err(typed("not_a_date")),
        (13..=31, 1..=12) => (first, second),
        (1..=12, 13..=31) if month_first => (second, first),
        (1..=12, 13..=31) => return Err(typed("day_or_month")),
        (1..=12, 1..=12) if month_first && first != second => return Err(typed("day_or_month")),
        _ => (first, second),
    };
    if day > u32::from(last_day(month as u8)) {
        return Err(typed("not_a_date"));
    }
    Ok(Some((DatePoint { year, on: On::Day(month as u8, day as u8) }, after)))
}
