//! Times of day as people write them, and what two of them mean together.
//!
//! One time says little: “7” is the morning in “7-19” and the evening in “10am-7”. So a time is
//! first only what was written, and becomes minutes when both ends of its span and the habits of
//! the whole text are known. Where two readings are plausible for a shop, it is asked; the
//! likelier one is offered.

use super::lex::{Kind, Token};
use super::plan::{DAY, Span};
use super::vocabulary::{Language, Period, Word};

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) hour: u16,
    pub(super) minute: u16,
    pub(super) half: Option<Half>,
    /// Written in a way that only people who count to 24 do.
    pub(super) full_day: bool,
    pub(super) leading_zero: bool,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What goes with an hour up to twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    Period(Period),
    /// Noon, or any time that needs no more.
    Exact,
}

/// A span as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) from: Time,
    pub(super) to: Time,
    pub(super) open_end: bool,
}

/// The habits of the whole text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    pub(super) language: Language,
    /// Some time in it counts to 24, and none is a.m. or p.m.
    pub(super) full_day: bool,
    /// Some time in it is a.m. or p.m.
    pub(super) halves: bool,
    /// Some bare spans in it are those of a working day: “9-5”, or “9-1, 2-6”.
    pub(super) office: bool,
    /// Take the likelier reading instead of asking.
    pub(super) assume: bool,
}

/// What is the matter with a time or a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) code: &'static str,
    /// The likelier reading of the span.
    pub(super) likely: Option<(u16, u16)>,
}

fn trouble(code: &'static str) -> Trouble {
    Trouble { code, likely: None }
}

/// The latest plausible end, six the next morning, and the longest plausible span.
const LATEST_END: u16 = 30 * 60;
const LONGEST: u16 = 16 * 60;
/// Nothing that is written without a zero in front opens earlier.
const EARLIEST: u16 = 5 * 60;

impl Habits {
    /// The habits that show in the spans of a text.
    pub(super) fn of(spans: &[Written], language: Language, assume: bool) -> Self {
        let times = || spans.iter().flat_map(|span| [span.from, span.to]);
        let halves = times().any(|time| matches!(time.half, Some(Half::Am | Half::Pm | Half::Period(_))));
        let full = times().any(|time| time.full_day || time.leading_zero || time.hour > 12 || (time.hour == 0 && time.half.is_none()));
        let bare = |span: &Written| span.from.half.is_none() && span.to.half.is_none();
        let parted = |morning: &Written, later: &Written| {
            let ends_about_noon = matches!(morning.to.hour, 11..=13 | 1 | 2) && (7..=11).contains(&morning.from.hour);
            bare(morning) && bare(later) && ends_about_noon && later.is_afternoon() && later.from.hour % 12 >= morning.to.hour % 12
        };
        let office = spans.iter().any(|span| bare(span) && span.is_office_day(4))
            || spans.windows(2).any(|pair| matches!(pair, [first, second] if parted(first, second)));
        Self { language, full_day: full && !halves, halves, office, assume }
    }
}

impl Habits {
    /// When a bare span may end in the afternoon: “10-2” alone may be a night, beside “9-5” it is a
    /// short Saturday.
    fn earliest_end(&self) -> u16 {
        if self.office { 1 } else { 4 }
    }
}

/// Reads a time at a place; gives it and the place after it.
pub(super) fn time(tokens: &[Token], at: usize) -> Result<Option<(Time, usize)>, Trouble> {
    let Some(token) = tokens.get(at) else { return Ok(None) };
    let exact =
        |hour| Time { hour, minute: 0, half: Some(Half::Exact), full_day: false, leading_zero: false, from: token.from, to: token.to };
    match token.kind {
        Kind::Word(Word::Noon) => return Ok(Some((exact(12), at + 1))),
        Kind::Word(Word::Midnight) => return Ok(Some((exact(0), at + 1))),
        Kind::Word(Word::Period(period)) => {
            // “सुबह 10 बजे”: the part of the day comes first.
            let next = skip(tokens, at + 1);
            if !matches!(tokens.get(next).map(|token| &token.kind), Some(Kind::Number(..))) {
                return Ok(None);
            }
            let Some((mut found, after)) = time(tokens, next)? else { return Ok(None) };
            if found.half.is_none() && (1..=12).contains(&found.hour) {
                found.half = Some(Half::Period(period));
            }
            return Ok(Some((found, after)));
        }
        _ => {}
    }
    let Kind::Number(value, digits) = token.kind else { return Ok(None) };
    let mut found = Time {
        hour: 0,
        minute: 0,
        half: None,
        full_day: false,
        leading_zero: digits == 2 && value < 10 || digits == 4 && value < 1000,
        from: token.from,
        to: token.to,
    };
    let value = u16::try_from(value).map_err(|_| trouble("not_a_time"))?;
    let mut next = at + 1;
    if digits >= 3 {
        (found.hour, found.minute) = (value / 100, value % 100);
        found.full_day = digits == 4 && value >= 1300;
        if digits > 4 {
            return Err(trouble("not_a_time"));
        }
    } else {
        found.hour = value;
        let too_many = |at: usize| number(tokens, at).is_some_and(|(minute, digits)| digits == 2 && minute > 59);
        if is_mark(tokens, at + 1, ':') && too_many(at + 2) {
            return Err(trouble("not_a_time"));
        }
        if let Some((minute, after)) = minutes(tokens, at) {
            (found.minute, next) = (minute, after);
        }
        if next == at + 1 && value > 24 {
            // Only OSM counts on past 24, and it writes the minutes.
            return Err(trouble("not_a_time"));
        }
        next = seconds(tokens, next);
    }
    next = mark(tokens, next, &mut found);
    next = half(tokens, next, &mut found);
    if found.minute > 59 || found.hour > 48 || (found.hour == 48 && found.minute > 0) {
        return Err(trouble("not_a_time"));
    }
    found.to = tokens.get(next - 1).map_or(found.to, |last| last.to);
    Ok(Some((found, next)))
}

fn is_mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
}

fn number(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number(value, digits) => Some((u16::try_from(value).ok()?, digits)),
        _ => None,
    }
}

/// Past dots and words that add nothing.
fn skip(tokens: &[Token], mut at: usize) -> usize {
    while is_mark(tokens, at, '.') || tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(Word::Fill | Word::From))) {
        at += 1;
    }
    at
}

/// Minutes after “:”, “.” or “,”.
fn minutes(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    let (minute, digits) = number(tokens, at + 2)?;
    let both_tight = tokens.get(at + 1)?.tight && tokens.get(at + 2)?.tight;
    if digits != 2 || minute > 59 {
        return None;
    }
    let found = match tokens.get(at + 1)?.kind {
        Kind::Mark(':') => true,
        Kind::Mark('.') => both_tight,
        Kind::Mark(',') => both_tight && !starts_list(tokens, at),
        _ => false,
    };
    found.then_some((minute, at + 3))
}

/// Whether “12,14” in “10-12,14-18” is two hours rather than 12:14.
fn starts_list(tokens: &[Token], at: usize) -> bool {
    let connects =
        |place: usize| tokens.get(place).is_some_and(|token| matches!(token.kind, Kind::Mark('-') | Kind::Word(Word::To | Word::HourMark)));
    let ends_span = at.checked_sub(1).is_some_and(connects);
    let may_be_hour = number(tokens, at + 2).is_some_and(|(value, _)| value <= 24);
    let goes_on = connects(at + 3) || is_mark(tokens, at + 3, ':');
    let month_after = tokens.get(at + 3).is_some_and(|token| matches!(token.kind, Kind::Word(Word::Month(_))));
    month_after || (ends_span && may_be_hour && goes_on)
}

/// Seconds say nothing when they are none.
fn seconds(tokens: &[Token], next: usize) -> usize {
    let zero = tokens.get(next + 1).is_some_and(|token| token.kind == Kind::Number(0, 2) && token.tight);
    if next > 2 && is_mark(tokens, next, ':') && zero && is_mark(tokens, next - 2, ':') { next + 2 } else { next }
}

/// “h”, “Uhr”, “बजे” and the minutes that may follow.
fn mark(tokens: &[Token], next: usize, found: &mut Time) -> usize {
    let full_day = match tokens.get(next).map(|token| &token.kind) {
        Some(Kind::Word(Word::HourMark)) => true,
        Some(Kind::Word(Word::HourOnly)) => false,
        _ => return next,
    };
    found.full_day |= full_day;
    if found.minute == 0 {
        if let Some((minute, 2)) = number(tokens, next + 1) {
            let hour_again = tokens.get(next + 2).is_some_and(|token| {
                matches!(
                    token.kind,
                    Kind::Mark(':' | '/' | '.')
                        | Kind::Word(
                            Word::HourMark
                                | Word::HourOnly
                                | Word::Am
                                | Word::Pm
                                | Word::PmEvening
                                | Word::Month(_)
                                | Word::DayOrMonth(..)
                                | Word::From
                        )
                ) || dash_to_hour(tokens, next)
            });
            let tight = tokens.get(next + 1).is_some_and(|token| token.tight);
            if minute < 60 && (tight || !hour_again) {
                found.minute = minute;
                return next + 2;
            }
        }
    }
    next + 1
}

/// “9 h 12 - …”: the number after a loose “h” is an hour of its own when a span starts with it.
fn dash_to_hour(tokens: &[Token], next: usize) -> bool {
    let connects = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Mark('-') | Kind::Word(Word::To)));
    connects(next + 2) && connects(next.saturating_sub(2))
}

/// a.m., p.m. or a part of the day.
fn half(tokens: &[Token], next: usize, found: &mut Time) -> usize {
    let Some(token) = tokens.get(next) else { return next };
    let half = match token.kind {
        Kind::Word(Word::Am) => Half::Am,
        Kind::Word(Word::AmOrFill) if token.tight || ends_time(tokens, next + 1) => Half::Am,
        Kind::Word(Word::Pm) => Half::Pm,
        Kind::Word(Word::PmEvening) if found.hour == 12 => Half::Period(Period::Evening),
        Kind::Word(Word::PmEvening) => Half::Pm,
        Kind::Word(Word::Noon) if found.hour == 12 && found.minute == 0 => Half::Exact,
        Kind::Word(Word::Midnight) if found.hour == 12 || found.hour == 24 || found.hour == 0 => {
            found.hour = 0;
            Half::Exact
        }
        // “सुबह 10 शाम 7”: a part of the day before a number belongs to that number.
        Kind::Word(Word::Period(period)) if !matches!(tokens.get(next + 1).map(|token| &token.kind), Some(Kind::Number(..))) => {
            Half::Period(period)
        }
        _ => return next,
    };
    found.half = Some(half);
    next + 1
}

/// Whether a time ends before this place: “9 am - 5 pm”, unlike “9 am Montag”.
fn ends_time(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|token| matches!(token.kind, Kind::Mark('-' | ',' | ';' | '\n') | Kind::Word(Word::To)))
}

/// Minutes since midnight of an hour in a part of the day; none when no one says so.
fn in_period(hour: u16, minute: u16, period: Period) -> Option<u16> {
    let (am, pm) = (hour * 60 + minute, (hour + 12) * 60 + minute);
    Some(match (period, hour) {
        (_, 13..=24) => am,
        (Period::Morning, 1..=11) => am,
        (Period::Morning | Period::Afternoon, 12) => am,
        (Period::Afternoon, 1..=8) => pm,
        (Period::Evening, 4..=11) => pm,
        (Period::Night, 7..=11) => pm,
        (Period::Evening | Period::Night, 12) => minute,
        (Period::Night, 1..=5) => am,
        _ => return None,
    })
}

impl Time {
    /// Minutes since midnight, where the time says so by itself.
    fn exact(&self, habits: &Habits) -> Result<Option<u16>, Trouble> {
        let plain = self.hour * 60 + self.minute;
        Ok(match self.half {
            Some(Half::Exact) => Some(plain),
            Some(Half::Am) => match self.hour {
                1..=11 => Some(plain),
                12 => Some(self.minute),
                0 => Some(plain),
                _ => return Err(trouble("not_a_time")),
            },
            Some(Half::Pm) => match self.hour {
                1..=11 => Some(plain + 720),
                12..=23 => Some(plain),
                _ => return Err(trouble("not_a_time")),
            },
            Some(Half::Period(period)) => Some(in_period(self.hour, self.minute, period).ok_or_else(|| trouble("morning_or_evening"))?),
            None => {
                let says = self.hour == 0 || self.hour > 12 || self.leading_zero || self.full_day || habits.full_day;
                says.then_some(plain)
            }
        })
    }
}

fn plausible(from: u16, to: u16) -> bool {
    to > from && to - from <= LONGEST && to <= LATEST_END
}

/// The end after the start, the next day if need be.
fn after(from: u16, to: u16) -> u16 {
    if to <= from { to + DAY } else { to }
}

impl Written {
    /// The span in minutes, or what is unclear about it.
    pub(super) fn span(&self, habits: &Habits) -> Result<Span, Trouble> {
        match self.minutes(habits) {
            Ok((from, to)) => Ok(Span { from, to, open_end: self.open_end }),
            Err(Trouble { likely: Some((from, to)), .. }) if habits.assume => Ok(Span { from, to, open_end: self.open_end }),
            Err(trouble) => Err(trouble),
        }
    }

    fn minutes(&self, habits: &Habits) -> Result<(u16, u16), Trouble> {
        let (from, to) = (self.from.exact(habits)?, self.to.exact(habits)?);
        if self.from.hour == 12 && self.from.half == Some(Half::Period(Period::Evening)) {
            // “from twelve in the evening”: noon is not evening, and nobody opens at midnight.
            return Err(Trouble { code: "morning_or_evening", likely: to.filter(|to| *to > 720 && *to < DAY).map(|to| (720, to)) });
        }
        if from.is_some_and(|from| from > DAY || (from == DAY && self.from.half.is_none())) {
            return Err(trouble("not_a_time"));
        }
        match (from, to) {
            (Some(from), Some(to)) => self.both(from % DAY, to),
            (Some(from), None) => self.end_open_to_doubt(from % DAY),
            (None, Some(to)) => self.start_open_to_doubt(to),
            (None, None) => self.neither(habits),
        }
    }

    /// Both ends are certain by themselves, but may not make a span.
    fn both(&self, from: u16, to: u16) -> Result<(u16, u16), Trouble> {
        if from == to {
            let likely = (from == 0).then_some((0, DAY));
            return Err(Trouble { code: "same_time", likely });
        }
        if to > DAY {
            // “18:00-26:00” counts on past midnight by itself.
            return if to > from && to <= 2 * DAY { Ok((from, to)) } else { Err(trouble("not_a_time")) };
        }
        if from == 0 && self.from.half == Some(Half::Am) && to > 720 && to < DAY - 1 {
            // “12am-8pm” and “6pm-12pm” are noon and midnight taken for each other.
            return Err(Trouble { code: "morning_or_evening", likely: Some((720, to)) });
        }
        if to == 720 && self.to.half == Some(Half::Pm) && from >= 720 {
            return Err(Trouble { code: "morning_or_evening", likely: Some((from, DAY)) });
        }
        let end = after(from, to);
        let evening = to + 720;
        let said = |time: &Time| time.half.is_some();
        if !said(&self.to) && end > DAY && (end - from > LONGEST && to > 3 * 60 || end > LATEST_END) && evening > from && evening < DAY {
            return Err(Trouble { code: "morning_or_evening", likely: Some((from, evening)) });
        }
        let bare_end = !said(&self.to) && !self.to.full_day && !self.to.leading_zero && self.to.to - self.to.from <= 2;
        if bare_end && end > DAY && from < 720 && evening > from && to > 0 {
            // “Sat 8-1” beside “Mon-Fri 7:30-17:30” is rarely until one in the night.
            return Err(Trouble { code: "morning_or_evening", likely: Some((from, evening)) });
        }
        let loose_start = !said(&self.from) && !self.from.leading_zero && self.from.hour != 0;
        if loose_start && from < EARLIEST && to <= 720 && end < DAY {
            return Err(Trouble { code: "morning_or_evening", likely: Some((from + 720, to + 720)) });
        }
        Ok((from, end))
    }

    fn end_open_to_doubt(&self, from: u16) -> Result<(u16, u16), Trouble> {
        let (am, pm) = (self.to.hour % 12 * 60 + self.to.minute, self.to.hour % 12 * 60 + self.to.minute + 720);
        if let Some(Half::Period(period)) = self.from.half {
            // “शाम 5 से 9 बजे”: both are in the evening.
            let same = in_period(self.to.hour, self.to.minute, period).map(|to| if to == 0 { DAY } else { to });
            if let Some(to) = same.filter(|&to| to > from) {
                return Ok((from, to));
            }
        }
        let (am, pm) = (after(from, am), after(from, pm));
        match (plausible(from, am), plausible(from, pm)) {
            (true, false) => Ok((from, am)),
            (false, true) => Ok((from, pm)),
            (true, true) => Err(Trouble { code: "morning_or_evening", likely: Some((from, am.min(pm))) }),
            (false, false) => Err(Trouble { code: "morning_or_evening", likely: Some((from, am.min(pm))) }),
        }
    }

    fn start_open_to_doubt(&self, to: u16) -> Result<(u16, u16), Trouble> {
        let (am, pm) = (self.from.hour % 12 * 60 + self.from.minute, self.from.hour % 12 * 60 + self.from.minute + 720);
        let (from_am, from_pm) = ((am, after(am, to)), (pm, after(pm, to)));
        let fits = |(from, to): (u16, u16)| from >= EARLIEST && plausible(from, to);
        if self.is_office_day(4) && self.to.half == Some(Half::Am) {
            // “9-5am” is rather a slip for “9-5pm” than a night.
            return Err(Trouble { code: "morning_or_evening", likely: Some((am, to + 720)) });
        }
        match (fits(from_am), fits(from_pm)) {
            (true, false) => Ok(from_am),
            (false, true) => Ok(from_pm),
            // Few shops open before seven.
            _ => Err(Trouble { code: "morning_or_evening", likely: Some(if am < 7 * 60 { from_pm } else { from_am }) }),
        }
    }

    /// Whether the span was read as that of a day, though it could be one of a night: “9-5”.
    pub(super) fn is_taken_for_day(&self, habits: &Habits) -> bool {
        let bare = |time: &Time| matches!(time.exact(habits), Ok(None));
        bare(&self.from)
            && bare(&self.to)
            && (self.is_office_day(habits.earliest_end()) || self.is_from_noon() || habits.office && self.is_afternoon())
    }

    /// From the morning until the late afternoon, as offices and shops are open.
    fn is_office_day(&self, earliest_end: u16) -> bool {
        let (from, to) = (self.from.hour * 60 + self.from.minute, self.to.hour * 60 + self.to.minute);
        (7..=11).contains(&self.from.hour) && (earliest_end..=11).contains(&self.to.hour) && to <= from
    }

    /// “12-5” is from noon: nobody opens at midnight for five hours, nor at noon for seventeen.
    fn is_from_noon(&self) -> bool {
        self.from.hour == 12 && (4..=9).contains(&self.to.hour)
    }

    /// What is an afternoon beside a morning, and else may be before dawn.
    fn is_afternoon(&self) -> bool {
        (1..=5).contains(&self.from.hour) && self.to.hour <= 9 && self.from.hour < self.to.hour
    }

    /// Neither end says whether it is morning or evening.
    fn neither(&self, habits: &Habits) -> Result<(u16, u16), Trouble> {
        let (from, to) = (self.from.hour * 60 + self.from.minute, self.to.hour * 60 + self.to.minute);
        if self.is_office_day(habits.earliest_end()) || self.is_from_noon() {
            return Ok((from, to + 720));
        }
        if from == to {
            return Err(Trouble { code: "morning_or_evening", likely: Some((from, to + 720)) });
        }
        let to_twelve = habits.halves || habits.language.counts_to_twelve();
        let ordinary = from >= if to_twelve { 8 * 60 } else { 6 * 60 } && from < to;
        if ordinary && (!to_twelve || self.to.hour == 12) {
            return Ok((from, to));
        }
        if habits.office && self.is_afternoon() {
            return Ok((from + 720, to + 720));
        }
        let likely = match (from < EARLIEST || from == 720 && to < 720, from < to) {
            (true, true) => (from + 720, to + 720),
            (true, false) if from == 720 => (from, to + 720),
            (true, false) => (from + 720, to + 720 + DAY / 2),
            (false, _) => (from, to + 720),
        };
        Err(Trouble { code: "morning_or_evening", likely: Some(likely) })
    }
}
