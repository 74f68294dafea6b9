//! Joins lists: days that stand together, dates with their weekdays, spans of one day.
//!
//! What is beside what decides, commas little. The result is a row of elements, days and hours in
//! turn, that `sentence` pairs.

use super::clock::{Habits, Written};
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
}

impl Selector {
    pub(super) fn every_day() -> Self {
        Self { days: DaySet::WEEK, ..Self::default() }
    }

    fn of(days: DaySet) -> Self {
        Self { days, listed: vec![days], ..Self::default() }
    }

    fn has_single_dates(&self) -> bool {
        !self.dates.is_empty() && !self.dates.iter().any(DateSpan::is_wide)
    }
}

/// One kind of element.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Select(Vec<Selector>),
    Content(Content),
    Appointment,
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
    let mut comma = false;
    for (at, item) in items.iter().enumerate() {
        let (from, to) = (item.from, item.to);
        let new = |part| Element { part, after_comma: comma, from, to };
        match &item.what {
            What::Comma | What::And | What::Slash => {
                comma = true;
                continue;
            }
            What::Dash => {
                loose_dash(text, items, at)?;
                continue;
            }
            What::Days(days) => select(text, &mut elements, Selector::of(*days), item, comma, notes)?,
            What::Dates(dates) => {
                let selector = Selector { dates: dates.clone(), ..Selector::default() };
                select(text, &mut elements, selector, item, comma, notes)?;
            }
            What::Span(written) => {
                let mut span = resolve(text, written, habits)?;
                if span.to % DAY == DAY - 1 {
                    // “23:59” is how forms that know no 24:00 say midnight.
                    span.to += 1;
                    notes.push(part(text, "until_midnight", from, to));
                }
                if span.is_long_night() {
                    notes.push(part(text, "long_night", from, to));
                }
                if span.open_end {
                    notes.push(part(text, "open_end", from, to));
                }
                match elements.last_mut() {
                    Some(Element { part: Part::Content(Content { hours: Hours::Open(spans), .. }), to: end, .. }) => {
                        spans.push(span);
                        *end = to;
                    }
                    _ => elements.push(new(Part::Content(Content { hours: Hours::Open(vec![span]), comment: None }))),
                }
            }
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
            other => elements.push(new(Part::Mark(other.clone()))),
        }
        comma = false;
    }
    for element in &mut elements {
        if let Part::Content(Content { hours: Hours::Open(spans), .. }) = &mut element.part {
            tidy(spans).map_err(|code| part(text, code, element.from, element.to))?;
        }
    }
    Ok(elements)
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
    comma: bool,
    notes: &mut Vec<Question>,
) -> Result<(), Question> {
    let Some(Element { part: Part::Select(list), to, .. }) = elements.last_mut() else {
        elements.push(Element { part: Part::Select(vec![new]), after_comma: comma, from: item.from, to: item.to });
        return Ok(());
    };
    let between_from = *to;
    *to = item.to;
    let Some(last) = list.last_mut() else { return Ok(()) };
    let dropped = |label: &str| Question::new("weekday_dropped", label);
    match (last.dates.is_empty(), last.days.is_empty(), new.dates.is_empty()) {
        // Days after days.
        (true, _, true) => {
            last.days = last.days.with(new.days);
            last.listed.extend(new.listed);
        }
        // Days after dates: a season's days, the label of a date, or a list of both.
        (false, _, true) => {
            if last.has_single_dates() {
                if comma {
                    list.push(new);
                } else if new.days.week.is_power_of_two() {
                    notes.push(dropped(text.get(item.from..item.to).unwrap_or_default()));
                } else {
                    return Err(part(text, "which_days", item.from, item.to));
                }
            } else {
                last.days = last.days.with(new.days);
                last.listed.extend(new.listed);
            }
        }
        // Dates after days: the same the other way round.
        (true, false, false) => {
            if new.has_single_dates() {
                let label = last.days.week.is_power_of_two() && last.listed.len() == 1 && !last.days.public;
                if label && (!comma || list_is_one(list)) && !comma_and(text, between_from, item.from) {
                    let label = list.pop();
                    if label.is_some() {
                        notes.push(dropped(text.get(item.from..item.to).unwrap_or_default()));
                    }
                    list.push(new);
                } else if comma {
                    list.push(new);
                } else {
                    return Err(part(text, "which_days", item.from, item.to));
                }
            } else {
                last.dates = new.dates;
            }
        }
        // Dates after dates.
        (_, _, false) => {
            if last.days.is_empty() && last.has_single_dates() == new.has_single_dates() {
                last.dates.extend(new.dates);
            } else {
                list.push(new);
            }
        }
    }
    Ok(())
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
