//! Open or closed at a time, and when that changes.
//!
//! The grammar is the crate's; the evaluation is ours, and differs on purpose: what opened on Friday
//! stays open until two on Saturday whatever Saturday's own rule says, a comment without hours is
//! “unknown” and not “open”, and a month of one year ends with that month. Local times become
//! instants by the zone's rules: an hour the clocks skip is not opened, one they repeat is open
//! twice.

use super::calendar::{Almanac, matches};
use super::plan::{DAY, Span};
use crate::{Point, Question};
use chrono::NaiveDate;
use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{RuleKind, RuleOperator, RuleSequence};

/// How it stands at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Certainly open.
    pub open: bool,
    /// Neither certainly open nor closed: the comment says more, or an open end has begun.
    pub unknown: bool,
    /// What the hours say about this time.
    pub comment: Option<String>,
    /// When this ends; none when it does not within 13 months.
    pub next_change: Option<Timestamp>,
    /// What could not be taken into account, such as holidays of an unknown country.
    pub notes: Vec<Question>,
}

/// Hours read once, to be asked many times.
#[derive(Clone, Debug)]
pub struct Timetable {
    rules: Vec<RuleSequence>,
    zone: TimeZone,
    almanac: Almanac,
    /// Minutes of the week from Monday, for hours that are the same every week.
    week: Option<Vec<(u16, u16)>>,
}

/// How far ahead a change is looked for, in days.
const HORIZON: i64 = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Open,
    Unknown,
}

/// A stretch of one day's hours.
#[derive(Clone, Debug, PartialEq)]
struct Stretch {
    span: Span,
    standing: Standing,
    comment: Option<String>,
}

/// A stretch on the clock of the world.
#[derive(Clone, Debug, PartialEq)]
struct Interval {
    from: Timestamp,
    to: Timestamp,
    standing: Standing,
    comment: Option<String>,
}

/// How it stands at a time: [`Timetable::state`] for hours that are asked once.
pub fn state(osm: &str, zone: &TimeZone, country: Option<&str>, point: Option<Point>, at: Timestamp) -> Result<State, Question> {
    Ok(Timetable::read(osm, zone.clone(), country, point)?.state(at))
}

/// The opening times of one day: [`Timetable::today`] for hours that are asked once.
pub fn today(
    osm: &str,
    zone: &TimeZone,
    country: Option<&str>,
    point: Option<Point>,
    date: civil::Date,
) -> Result<Vec<(Timestamp, Timestamp)>, Question> {
    Ok(Timetable::read(osm, zone.clone(), country, point)?.today(date))
}

impl Timetable {
    /// Reads OSM `opening_hours`. The country is an ISO code such as `FR` and is needed for public
    /// holidays, the point for sunrise and sunset.
    pub fn read(osm: &str, zone: TimeZone, country: Option<&str>, point: Option<Point>) -> Result<Self, Question> {
        if osm.len() > super::LONGEST {
            return Err(Question::new("too_long", osm));
        }
        let expression = opening_hours_syntax::parse(osm.trim());
        // “by appointment” alone has no days; the grammar wants some.
        let rules = match expression {
            Ok(expression) => expression.rules,
            Err(_) => return Err(Question::new("not_understood", osm)),
        };
        let mut timetable = Self { rules, zone, almanac: Almanac::new(country, point), week: None };
        timetable.week = timetable.same_every_week();
        Ok(timetable)
    }

    /// How it stands at a time.
    pub fn state(&self, at: Timestamp) -> State {
        let today = self.local_date(at);
        let mut intervals: Vec<Interval> = Vec::new();
        let mut day = today.saturating_sub(3.days());
        let end = today.saturating_add(HORIZON.days());
        let mut current: Option<Interval> = None;
        while day <= end {
            for interval in self.on(day) {
                push(&mut intervals, interval);
            }
            // Intervals of later days start after this one's midnight; what ended before is settled.
            let settled = self.instant(day, DAY);
            let holds = intervals.iter().filter(|interval| interval.from <= at && at < interval.to);
            let holds = holds.max_by_key(|interval| interval.standing == Standing::Open);
            match holds {
                Some(found) if found.to < settled => {
                    current = Some(found.clone());
                    break;
                }
                Some(found) => current = Some(found.clone()),
                None if day > today && intervals.iter().any(|interval| interval.from > at) => break,
                None => {}
            }
            day = match day.tomorrow() {
                Ok(next) => next,
                Err(_) => break,
            };
        }
        let notes = self.notes(today);
        match current {
            Some(mut found) => {
                if found.standing == Standing::Unknown {
                    let opening = intervals.iter().filter(|later| later.standing == Standing::Open && later.from > at);
                    found.to = opening.map(|later| later.from).fold(found.to, Timestamp::min);
                }
                let endless = found.to >= self.instant(end, 0);
                State {
                    open: found.standing == Standing::Open,
                    unknown: found.standing == Standing::Unknown,
                    comment: found.comment,
                    next_change: (!endless).then_some(found.to),
                    notes,
                }
            }
            None => {
                let next = intervals.iter().map(|interval| interval.from).filter(|&from| from > at).min();
                State { open: false, unknown: false, comment: self.closed_comment(today), next_change: next, notes }
            }
        }
    }

    /// Whether it is certainly open at a time; quicker than [`Timetable::state`].
    pub fn is_open(&self, at: Timestamp) -> bool {
        let Some(week) = &self.week else { return self.intervals_around(at).any(|interval| interval.standing == Standing::Open) };
        let local = self.zone.to_datetime(at);
        let minute = u16::try_from(local.weekday().to_monday_zero_offset()).unwrap_or(0) * DAY
            + u16::try_from(local.hour()).unwrap_or(0) * 60
            + u16::try_from(local.minute()).unwrap_or(0);
        week.iter().any(|&(from, to)| (from <= minute && minute < to) || minute + 7 * DAY < to)
    }

    /// The first moment at or after a time when it is certainly open; none within 13 months.
    pub fn opens(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return Some(at);
        }
        let mut day = self.local_date(at).saturating_sub(1.day());
        for _ in 0..HORIZON {
            let open = self.on(day).into_iter().filter(|interval| interval.standing == Standing::Open && interval.to > at);
            if let Some(first) = open.map(|interval| interval.from.max(at)).min() {
                return Some(first);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// The opening times that start on a day, in order; one may end on the next.
    pub fn today(&self, date: civil::Date) -> Vec<(Timestamp, Timestamp)> {
        let open = self.on(date).into_iter().filter(|interval| interval.standing == Standing::Open);
        open.map(|interval| (interval.from, interval.to)).collect()
    }

    /// Whether a date is a public holiday on which it would be open because the hours say nothing of such days.
    pub fn forgets_holiday(&self, date: civil::Date) -> bool {
        let Some(day) = naive(date).filter(|day| self.almanac.is_public(*day)) else { return false };
        let always = self.week.iter().any(|week| week.iter().map(|(from, to)| to - from).sum::<u16>() >= 7 * DAY);
        !always && !self.today(date).is_empty() && !self.rules.iter().any(|rule| super::calendar::speaks_of(&rule.day_selector, day))
    }

    /// These hours with a word for one date: closed, or open as its weekday is.
    pub fn with_date(&self, osm: &str, date: civil::Date, open: bool) -> String {
        let name = date.strftime("%Y %b %d");
        if !open {
            return format!("{osm}; {name} off");
        }
        let clock = |at: Timestamp, ends: bool| {
            let time = self.zone.to_datetime(at);
            let late = if ends && time.date() > date { 24 } else { 0 };
            format!("{:02}:{:02}", i32::from(time.hour()) + late, time.minute())
        };
        let spans: Vec<String> =
            self.today(date).into_iter().map(|(from, to)| format!("{}-{}", clock(from, false), clock(to, true))).collect();
        format!("{osm}; {name} {}", spans.join(","))
    }

    fn intervals_around(&self, at: Timestamp) -> impl Iterator<Item = Interval> {
        let today = self.local_date(at);
        let days = [today.saturating_sub(2.days()), today.saturating_sub(1.day()), today];
        days.into_iter().flat_map(|day| self.on(day)).filter(move |interval| interval.from <= at && at < interval.to)
    }

    fn notes(&self, today: civil::Date) -> Vec<Question> {
        let mut notes = Vec::new();
        let holiday = |rule: &RuleSequence| rule.day_selector.weekday.iter().any(super::calendar::is_holiday);
        if !self.almanac.knows_holidays() {
            if let Some(rule) = self.rules.iter().find(|rule| holiday(rule)) {
                notes.push(Question::new("needs_country", &rule.to_string()));
            }
        }
        if naive(today).is_some_and(|today| self.almanac.lacks_holidays(today)) {
            let public = |rule: &&RuleSequence| rule.day_selector.weekday.iter().any(super::calendar::is_public_holiday);
            notes.extend(self.rules.iter().find(public).map(|rule| Question::new("holidays_incomplete", &rule.to_string())));
        }
        if self.almanac.lacks_school_holidays() {
            let school = |rule: &&RuleSequence| rule.day_selector.weekday.iter().any(super::calendar::is_school_holiday);
            notes.extend(self.rules.iter().find(school).map(|rule| Question::new("school_holidays_unknown", &rule.to_string())));
        }
        let sun = |span: &TimeSpan| span.range.start.as_time_event().or(span.range.end.as_time_event()).is_some();
        if !self.almanac.has_point() {
            if let Some(rule) = self.rules.iter().find(|rule| rule.time_selector.spans.iter().any(sun)) {
                notes.push(Question::new("needs_point", &rule.to_string()));
            }
        }
        notes
    }

    /// The comment of a rule that closes the day.
    fn closed_comment(&self, date: civil::Date) -> Option<String> {
        let date = naive(date)?;
        let last = self.rules.iter().rfind(|rule| matches(&rule.day_selector, date, &self.almanac))?;
        (last.kind == RuleKind::Closed && !last.comment.is_empty()).then(|| last.comment.to_string())
    }

    fn local_date(&self, at: Timestamp) -> civil::Date {
        self.zone.to_datetime(at).date()
    }

    /// The instant of a minute of a day. A minute that the clocks skip is the moment they jump; of
    /// two, it is the first.
    fn instant(&self, date: civil::Date, minute: u16) -> Timestamp {
        let days = i64::from(minute / DAY);
        let rest = minute % DAY;
        let time = civil::time(i8::try_from(rest / 60).unwrap_or(0), i8::try_from(rest % 60).unwrap_or(0), 0, 0);
        let local = date.saturating_add(days.days()).to_datetime(time);
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let after = ambiguous.compatible().unwrap_or(Timestamp::MAX);
        match ambiguous.offset() {
            jiff::tz::AmbiguousOffset::Gap { .. } => {
                self.zone.preceding(after.saturating_add(1.second()).unwrap_or(after)).next().map_or(after, |jump| jump.timestamp())
            }
            _ => after,
        }
    }

    /// The intervals that start on a day.
    fn on(&self, date: civil::Date) -> Vec<Interval> {
        let Some(naive) = naive(date) else { return Vec::new() };
        let stretches = self.stretches(naive);
        let instants = stretches.into_iter().map(|stretch| Interval {
            from: self.instant(date, stretch.span.from),
            to: self.instant(date, stretch.span.to),
            standing: stretch.standing,
            comment: stretch.comment,
        });
        instants.filter(|interval| interval.from < interval.to).collect()
    }

    /// What a day's rules say, in minutes.
    fn stretches(&self, date: NaiveDate) -> Vec<Stretch> {
        let mut said: Vec<Stretch> = Vec::new();
        for rule in &self.rules {
            if !matches(&rule.day_selector, date, &self.almanac) {
                continue;
            }
            let new = self.of_rule(rule, date);
            match (rule.operator, rule.kind) {
                (RuleOperator::Normal, RuleKind::Closed) if is_all_day(rule) => said.clear(),
                (_, RuleKind::Closed) => said = without(said, &new),
                (RuleOperator::Normal, _) => said = new,
                (RuleOperator::Additional, _) => {
                    said = without(said, &new);
                    said.extend(new);
                }
                (RuleOperator::Fallback, _) => {
                    let gaps = without(new, &said);
                    said.extend(gaps);
                }
            }
        }
        said.sort_by_key(|stretch| stretch.span);
        said
    }

    fn of_rule(&self, rule: &RuleSequence, date: NaiveDate) -> Vec<Stretch> {
        let comment = (!rule.comment.is_empty()).then(|| rule.comment.to_string());
        let only_comment = comment.is_some() && rule.kind == RuleKind::Open && is_all_day(rule);
        let asks_first = comment.as_deref().is_some_and(|comment| comment.contains("appointment") || comment.contains("reservation"));
        let standing = if rule.kind == RuleKind::Unknown || only_comment || asks_first { Standing::Unknown } else { Standing::Open };
        let mut stretches = Vec::new();
        for span in &rule.time_selector.spans {
            let Some((from, to)) = self.minutes(span, date) else { continue };
            let new = |from, to, standing| Stretch { span: Span { from, to, open_end: false }, standing, comment: comment.clone() };
            if span.open_end && span.range.end == Time::Fixed(opening_hours_syntax::ExtendedTime::MIDNIGHT_24) {
                // “17:00+”: it opens then; for how long, nobody said.
                stretches.push(new(from, from + 1, standing));
                stretches.push(new(from + 1, to, Standing::Unknown));
            } else {
                stretches.push(new(from, to, standing));
                if span.open_end && to < 2 * DAY {
                    stretches.push(new(to, if to < DAY { DAY } else { (to + 120).min(2 * DAY) }, Standing::Unknown));
                }
            }
        }
        joined(stretches)
    }

    fn minutes(&self, span: &TimeSpan, date: NaiveDate) -> Option<(u16, u16)> {
        let minute = |time: Time| match time {
            Time::Fixed(time) => Some(time.mins_from_midnight()),
            Time::Variable(variable) => {
                let event = self.almanac.sun(date, variable.event, &self.zone)?;
                u16::try_from((i32::from(event) + i32::from(variable.offset)).rem_euclid(i32::from(DAY))).ok()
            }
        };
        let (from, to) = (minute(span.range.start)?, minute(span.range.end)?);
        let to = if to <= from { to + DAY } else { to };
        (from < to && to <= 2 * DAY).then_some((from, to))
    }

    /// The open minutes of the week, when every week is like any other.
    fn same_every_week(&self) -> Option<Vec<(u16, u16)>> {
        let plain = self.rules.iter().all(|rule| {
            let selector = &rule.day_selector;
            selector.year.is_empty()
                && selector.monthday.is_empty()
                && selector.week.is_empty()
                && selector.weekday.iter().all(super::calendar::is_plain)
                && rule.time_selector.spans.iter().all(|span| span.range.start.as_time_event().or(span.range.end.as_time_event()).is_none())
        });
        if !plain {
            return None;
        }
        let monday = NaiveDate::from_ymd_opt(2024, 1, 1)?;
        let mut week = Vec::new();
        for (day, date) in (0..7).zip(monday.iter_days()) {
            let open = self.stretches(date).into_iter().filter(|stretch| stretch.standing == Standing::Open);
            week.extend(open.map(|stretch| (day * DAY + stretch.span.from, day * DAY + stretch.span.to)));
        }
        Some(week)
    }
}

fn is_all_day(rule: &RuleSequence) -> bool {
    rule.time_selector == opening_hours_syntax::rules::time::TimeSelector::default()
}

pub(super) fn naive(date: civil::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(date.year()), u32::try_from(date.month()).ok()?, u32::try_from(date.day()).ok()?)
}

/// Stretches without the minutes of others.
fn without(stretches: Vec<Stretch>, cut: &[Stretch]) -> Vec<Stretch> {
    let mut left = stretches;
    for gap in cut {
        let mut rest = Vec::with_capacity(left.len() + 1);
        for stretch in left {
            let (from, to) = (stretch.span.from, stretch.span.to);
            for (from, to) in [(from, to.min(gap.span.from)), (from.max(gap.span.to), to)] {
                if from < to {
                    rest.push(Stretch { span: Span { from, to, open_end: false }, ..stretch.clone() });
                }
            }
        }
        left = rest;
    }
    left
}

/// Overlapping stretches of one rule as one.
fn joined(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by_key(|stretch| stretch.span);
    let mut all: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match all.last_mut() {
            Some(last) if last.standing == stretch.standing && stretch.span.from <= last.span.to => {
                last.span.to = last.span.to.max(stretch.span.to);
            }
            _ => all.push(stretch),
        }
    }
    all
}

/// Adds an interval, joining it to one it goes on from.
fn push(intervals: &mut Vec<Interval>, new: Interval) {
    let same = |known: &&mut Interval| {
        known.standing == new.standing && known.comment == new.comment && known.from <= new.to && new.from <= known.to
    };
    if let Some(known) = intervals.iter_mut().rev().find(same) {
        known.from = known.from.min(new.from);
        known.to = known.to.max(new.to);
        return;
    }
    // Certainly open beats unknown: what is left of an unknown night ends where the day opens.
    intervals.push(new);
}
