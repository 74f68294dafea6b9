//! Joins lists: days that stand together, dates with their weekdays, spans of one day.
//!
//! What is beside what decides, commas little. The result is a row of elements, days and hours in
//! turn, that `sentence` pairs.

use super::clock::{Habits, Time, Written};
use super::items::{DaySet, Item, What};
use super::plan::{Content, DAY, DateSpan, Hours, Span};
use crate::Question;

/// Days, or days of a stretch of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selector {
    pub(super) dates: Vec<DateSpan>,
    pub(super) days: DaySet,
    /// The days as they were listed, to part the list again where only that makes sense.
    pub(super) listed: Vec<DaySet>,
    /// What stood before each of them but the first.
    pub(super) joints: Vec<Joint>,
    /// The days were said before the dates: “Saturdays in July”.
    pub(super) days_first: bool,
}

impl Selector {
    pub(super) fn every_day() -> Self {
        Self { days: DaySet::WEEK, ..Self::default() }
    }

    fn of(days: DaySet) -> Self {
        Self { days, listed: vec![days], ..Self::default() }
    }

    fn add_days(&mut self, new: Self, joint: Joint) {
        self.days = self.days.with(new.days);
        self.joints.extend(new.listed.iter().map(|_| joint));
        self.listed.extend(new.listed);
    }

    fn has_single_dates(&self) -> bool {
        !self.dates.is_empty() && !self.dates.iter().any(DateSpan::is_wide)
    }
}

/// What joins two days of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Joint {
    #[default]
    Nothing,
    Comma,
    /// “and”, “&” or a slash.
    And,
}

impl Joint {
    /// With one more mark or word; “Mon, and Tue” is an “and”.
    fn with(self, what: &What) -> Self {
        if self == Self::And || *what != What::Comma { Self::And } else { Self::Comma }
    }
}

/// One kind of element.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Select(Vec<Selector>),
    Content(Content),
    Appointment,
    /// Only an end.
    Until(Time),
    Mark(What),
}

/// Days, hours, or a word between them.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) part: Part,
    /// A comma or an “and” stood before it.
    pub(super) after_comma: bool,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A question about a part of the text.
pub(super) fn part(text: &str, code: &str, from: usize, to: usize) -> Question {
    Question::new(code, text.get(from..to).unwrap_or_default())
}

/// Joins lists of days, and lists of spans.
pub(super) fn elements(text: &str, items: &[Item], habits: &Habits, notes: &mut Vec<Question>) -> Result<Vec<Element>, Question> {
    let mut elements: Vec<Element> = Vec::new();
    let mut joint = Joint::Nothing;
    for (at, item) in items.iter().enumerate() {
        let (from, to) = (item.from, item.to);
        let comma = joint != Joint::Nothing;
        let new = |part| Element { part, after_comma: comma, from, to };
        match &item.what {
            What::Comma | What::And | What::Slash => {
                joint = joint.with(&item.what);
                continue;
            }
            What::Dash => {
                loose_dash(text, items, at)?;
                continue;
            }
            What::Days(days) => select(text, &mut elements, Selector::of(*days), item, joint, notes)?,
            What::Dates(dates) => {
                let selector = Selector { dates: dates.clone(), ..Selector::default() };
                select(text, &mut elements, selector, item, joint, notes)?;
            }
            What::Span(written) => {
                let span = match resolve(text, written, habits) {
                    Err(question) => pause_inside(written, &elements, items.get(at.wrapping_sub(1))).ok_or(question)?,
                    Ok(span) => span,
                };
                let (span, doubts) = doubted(span, written.is_taken_for_day(habits));
                notes.extend(doubts.into_iter().map(|code| part(text, code, from, to)));
                match elements.last_mut() {
                    Some(Element { part: Part::Content(Content { hours: Hours::Open(spans), .. }), to: end, .. }) => {
                        spans.push(span);
                        *end = to;
                    }
                    _ => elements.push(new(Part::Content(Content { hours: Hours::Open(vec![span]), comment: None }))),
                }
            }
            // “closed all day”.
            What::AllDay if matches!(elements.last(), Some(Element { part: Part::Content(said), .. }) if said.hours == Hours::Closed) => {}
            What::AllDay => elements.push(new(Part::Content(Content::all_day()))),
            What::Always => {
                let days_before = matches!(elements.last().map(|element| &element.part), Some(Part::Select(_)));
                if !days_before || comma {
                    elements.push(new(Part::Select(vec![Selector::every_day()])));
                }
                elements.push(Element { after_comma: false, ..new(Part::Content(Content::all_day())) });
            }
            What::Closed => elements.push(new(Part::Content(Content::closed()))),
            What::Appointment => elements.push(new(Part::Appointment)),
            What::Until(end) => elements.push(new(Part::Until(*end))),
            What::Daylight { dawn } => {
                notes.push(part(text, "needs_point", from, to));
                elements.push(new(Part::Content(Content { hours: Hours::Daylight { dawn: *dawn }, comment: None })));
            }
            other => elements.push(new(Part::Mark(other.clone()))),
        }
        joint = Joint::Nothing;
    }
    for element in &mut elements {
        if let Part::Content(Content { hours: Hours::Open(spans), .. }) = &mut element.part {
            tidy(spans).map_err(|code| part(text, code, element.from, element.to))?;
        }
    }
    Ok(elements)
}

/// The span as it is kept, and what is worth a look about it.
fn doubted(mut span: Span, taken_for_day: bool) -> (Span, Vec<&'static str>) {
    let mut doubts = Vec::new();
    if span.to % DAY == DAY - 1 {
        // “23:59” is how forms that know no 24:00 say midnight.
        span.to += 1;
        doubts.push("until_midnight");
    }
    for (doubt, code) in [(taken_for_day, "morning_or_evening"), (span.is_long_night(), "long_night"), (span.open_end, "open_end")] {
        if doubt {
            doubts.push(code);
        }
    }
    (span, doubts)
}

/// A dash that made no range is only fine between days and what is said of them, or between two
/// statements: “Monday - closed - Tuesday - 9-5”.
fn loose_dash(text: &str, items: &[Item], at: usize) -> Result<(), Question> {
    let selects = |item: &Item| matches!(item.what, What::Days(_) | What::Dates(_));
    let before = at.checked_sub(1).and_then(|at| items.get(at));
    let after = items.get(at + 1);
    match (before, after) {
        (Some(before), Some(after)) if selects(before) && selects(after) => Err(part(text, "which_days", before.from, after.to)),
        (Some(before), after)
            if selects(before) && after.is_none_or(|after| matches!(after.what, What::Comma | What::And | What::Slash | What::Dash)) =>
        {
            Err(part(text, "which_days", before.from, items[at].to))
        }
        // “Y-V”: the “and” was half of a range of days.
        (Some(before), Some(after)) if matches!(before.what, What::And | What::Or) && selects(after) => {
            Err(part(text, "which_days", before.from, after.to))
        }
        (Some(before), None) => Err(part(text, "open_end", before.from, items[at].to)),
        (None, Some(after)) if !selects(after) && !matches!(after.what, What::Closed | What::AllDay | What::Open | What::Span(_)) => {
            Err(part(text, "not_understood", items[at].from, after.to))
        }
        _ => Ok(()),
    }
}

/// Spans in order and none inside another; two that overlap are asked about.
pub(super) fn tidy(spans: &mut Vec<Span>) -> Result<(), &'static str> {
    spans.sort();
    spans.dedup();
    for pair in spans.windows(2) {
        if let [first, second] = pair {
            if second.from < first.to {
                return Err("conflict");
            }
        }
    }
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match joined.last_mut() {
            Some(last) if last.to == span.from && !last.open_end => {
                last.to = span.to;
                last.open_end = span.open_end;
            }
            _ => joined.push(span),
        }
    }
    *spans = joined;
    Ok(())
}

/// “9am-5pm, lunch 1-2”: a pause that only one reading puts inside the hours before it.
fn pause_inside(written: &Written, elements: &[Element], before: Option<&Item>) -> Option<Span> {
    if !matches!(before?.what, What::Break | What::Closed) || written.from.half.is_some() || written.to.half.is_some() {
        return None;
    }
    let open = elements.iter().rev().find_map(|element| match &element.part {
        Part::Content(Content { hours: Hours::Open(spans), .. }) => Some(spans),
        _ => None,
    })?;
    let minutes = |time: &Time| time.hour % 12 * 60 + time.minute;
    let (from, to) = (minutes(&written.from), minutes(&written.to));
    let inside = |from: u16, to: u16| from < to && open.iter().any(|span| span.from < from && to < span.to);
    let readings = [(from, to), (from, to + 720), (from + 720, to + 720)];
    let mut fitting = readings.into_iter().filter(|&(from, to)| inside(from, to) && to - from <= 180);
    match (fitting.next(), fitting.next()) {
        (Some((from, to)), None) => Some(Span { from, to, open_end: false }),
        _ => None,
    }
}

fn resolve(text: &str, written: &Written, habits: &Habits) -> Result<Span, Question> {
    written.span(habits).map_err(|trouble| {
        let question = part(text, trouble.code, written.from.from, written.to.to);
        match trouble.likely {
            Some((from, to)) => question.suggesting(super::plan::span_text(&Span { from, to, open_end: false })),
            None => question,
        }
    })
}

/// Adds days or dates to the list before them, or starts a new one.
fn select(
    text: &str,
    elements: &mut Vec<Element>,
    new: Selector,
    item: &Item,
    joint: Joint,
    notes: &mut Vec<Question>,
) -> Result<(), Question> {
    let comma = joint != Joint::Nothing;
    let Some(Element { part: Part::Select(list), from: list_from, to, .. }) = elements.last_mut() else {
        elements.push(Element { part: Part::Select(vec![new]), after_comma: comma, from: item.from, to: item.to });
        return Ok(());
    };
    let between_from = *to;
    *to = item.to;
    let Some(last) = list.last_mut() else { return Ok(()) };
    let dropped = |label: &str| Question::new("weekday_dropped", label);
    match (last.dates.is_empty(), last.days.is_empty(), new.dates.is_empty()) {
        // “PH Mo-Fr” of OSM: the holidays that are weekdays, which is not both.
        (true, _, true) if !comma && last.days.is_holiday() && new.days.week != 0 => {
            return Err(part(text, "which_days", *list_from, item.to));
        }
        // “daily Mon-Fri”, “كل يوم سبت”: one of the two is not meant.
        (_, false, true) if one_says_all(last.days, new.days) => return Err(part(text, "which_days", *list_from, item.to)),
        (_, false, true) if last.days.nth != new.days.nth || last.days.others != new.days.others => {
            let dates = last.dates.clone();
            list.push(Selector { dates, ..new });
        }
        // Days after days.
        (true, _, true) => {
            last.add_days(new, joint);
        }
        // “Saturdays in July and Sundays”: of July too, or of the year?
        (false, _, true) if last.days_first => return Err(part(text, "which_days", *list_from, item.to)),
        // Days after dates: a season's days, the label of a date, or a list of both.
        (false, _, true) => {
            if !last.has_single_dates() {
                last.add_days(new, joint);
            } else if comma {
                list.push(new);
            } else if new.days.week.is_power_of_two() {
                notes.push(dropped(text.get(item.from..item.to).unwrap_or_default()));
            } else {
                return Err(part(text, "which_days", item.from, item.to));
            }
        }
        // Dates after days: the same the other way round.
        (true, false, false) => {
            if !new.has_single_dates() {
                last.dates = new.dates;
                last.days_first = true;
                return Ok(());
            }
            let label = last.days.week.is_power_of_two() && last.listed.len() == 1 && !last.days.public;
            if label && (!comma || list_is_one(list)) && !comma_and(text, between_from, item.from) {
                list.pop();
                notes.push(dropped(text.get(item.from..item.to).unwrap_or_default()));
            } else if !comma {
                return Err(part(text, "which_days", item.from, item.to));
            }
            list.push(new);
        }
        // Dates after dates.
        (_, _, false) => {
            let season_goes_on = last.days_first && comma && !new.has_single_dates();
            if season_goes_on || last.days.is_empty() && last.has_single_dates() == new.has_single_dates() {
                last.dates.extend(new.dates);
            } else {
                list.push(new);
            }
        }
    }
    Ok(())
}

/// Whether only one of the two is the whole week, and the other some days of it.
fn one_says_all(first: DaySet, second: DaySet) -> bool {
    first.week != 0 && second.week != 0 && (first.week == 0x7f) != (second.week == 0x7f)
}

fn list_is_one(list: &[Selector]) -> bool {
    list.len() == 1
}

/// Whether an “and” or a comma with more than a space stood between a weekday and a date: then it
/// was a list, while “Thursday, 25 December” is one day.
fn comma_and(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    between.chars().any(|c| c.is_alphabetic() || matches!(c, '/' | '&' | '+'))
}
