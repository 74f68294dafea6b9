//! OSM that everyday words have no form for, read by the strict parser and checked for traps.
//!
//! The parser accepts what the grammar allows, which includes days without hours as “all day”, a
//! comma that starts a new rule, and rules that undo earlier ones. A shop that writes so nearly
//! always means something else, so these come back as questions.

use super::calendar::{is_holiday, is_plain};
use super::plan::{DAY, DAYS, Span, span_text};
use super::understand::Understood;
use crate::Question;
use opening_hours_syntax::rules::day::WeekDayRange;
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};

/// The strict reading of a text that was not understood otherwise; none when it is no strict OSM
/// either, or when the question was about something the strict parser is known to misread.
pub(super) fn read(text: &str, asked: &Question) -> Option<Result<Understood, Question>> {
    if !matches!(asked.code.as_str(), "not_understood" | "which_days" | "single_time" | "open_end" | "which_dates") {
        return None;
    }
    let wanted = ["week", "[", "sunrise", "sunset", "dawn", "dusk", "easter", "unknown", "SH", "PH ", "||", " day", "/", "20", "\""];
    if !wanted.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    if limits_holidays(text) {
        return None;
    }
    let expression = opening_hours_syntax::parse(text).ok()?;
    Some(checked(text, &expression))
}

/// “SH Mo-Fr”: school holidays that are weekdays. The parser reads it as holidays and weekdays.
fn limits_holidays(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let holiday = |word: &str| word.ends_with("PH") || word.ends_with("SH");
    words.windows(2).any(|pair| matches!(pair, [first, second] if holiday(first) && DAYS.iter().any(|day| second.starts_with(day))))
}

fn checked(text: &str, expression: &OpeningHoursExpression) -> Result<Understood, Question> {
    let mut notes = Vec::new();
    let says_all_day = text.contains("24:00") || text.contains("24/7");
    for (at, rule) in expression.rules.iter().enumerate() {
        let shown = rule.to_string();
        if all_day(rule) && rule.kind == RuleKind::Open && rule.comment.is_empty() && !says_all_day {
            return Err(Question::new("all_day", &shown));
        }
        if rule.kind == RuleKind::Unknown && rule.comment.is_empty() && rule.is_constant() {
            return Err(Question::new("not_opening_hours", text));
        }
        if rule.time_selector.spans.iter().any(|span| span.repeats.is_some()) {
            return Err(Question::new("not_opening_hours", &shown));
        }
        if rule
            .time_selector
            .spans
            .iter()
            .any(|span| matches!((span.range.start, span.range.end), (Time::Fixed(a), Time::Fixed(b)) if a == b))
        {
            return Err(Question::new("same_time", &shown));
        }
        let everywhere = rule.day_selector.year.is_empty() && rule.day_selector.monthday.is_empty() && rule.day_selector.week.is_empty();
        let special = |earlier: &RuleSequence| !earlier.day_selector.monthday.is_empty() || !earlier.day_selector.week.is_empty();
        let earlier = expression.rules.get(..at).unwrap_or_default();
        if everywhere && rule.operator == RuleOperator::Normal && rule.kind == RuleKind::Open && earlier.iter().any(special) {
            return Err(Question::new("order", &shown));
        }
        if everywhere && rule.operator == RuleOperator::Normal && earlier.iter().any(|earlier| undoes_counted(rule, earlier)) {
            return Err(counted_last(expression, &shown));
        }
        if rule.time_selector.spans.iter().any(|span| span.range.start.as_time_event().or(span.range.end.as_time_event()).is_some()) {
            notes.push(Question::new("needs_point", &shown));
        }
        if rule.time_selector.spans.iter().any(|span| span.open_end) {
            notes.push(Question::new("open_end", &shown));
        }
    }
    Ok(Understood { osm: written(text, expression), notes })
}

/// Whether a rule of every week undoes one of the second Wednesday: `We[2] off; Mo-Fr 09:00-17:00`.
fn undoes_counted(rule: &RuleSequence, earlier: &RuleSequence) -> bool {
    let plain = &rule.day_selector.weekday;
    let everyday = plain.is_empty() || plain.iter().any(is_plain);
    everyday
        && is_counted(earlier)
        && earlier.day_selector.weekday.iter().any(|counted| plain.is_empty() || plain.iter().any(|plain| share_a_day(plain, counted)))
}

/// Only some of the weekdays of a month, on every day of the year.
fn is_counted(rule: &RuleSequence) -> bool {
    let selector = &rule.day_selector;
    let always = selector.year.is_empty() && selector.monthday.is_empty() && selector.week.is_empty();
    always && !selector.weekday.is_empty() && selector.weekday.iter().all(|range| !is_plain(range) && !is_holiday(range))
}

fn share_a_day(plain: &WeekDayRange, counted: &WeekDayRange) -> bool {
    let days = |range: &WeekDayRange| match range {
        WeekDayRange::Fixed { range, .. } => {
            let (first, last) = (range.start().num_days_from_monday(), range.end().num_days_from_monday());
            (0..7).filter(|day| if first <= last { (first..=last).contains(day) } else { *day >= first || *day <= last }).collect()
        }
        WeekDayRange::Holiday { .. } => Vec::new(),
    };
    let counted = days(counted);
    is_plain(plain) && days(plain).iter().any(|day| counted.contains(day))
}

/// The question about the order, with the counted days last where that is all there is to mend.
fn counted_last(expression: &OpeningHoursExpression, shown: &str) -> Question {
    let question = Question::new("order", shown);
    if expression.rules.iter().any(|rule| rule.operator != RuleOperator::Normal) {
        return question;
    }
    let (counted, usual): (Vec<&RuleSequence>, Vec<&RuleSequence>) = expression.rules.iter().partition(|rule| is_counted(rule));
    let ordered = usual.into_iter().chain(counted).map(rule_text).collect::<Vec<_>>().join("; ");
    if opening_hours_syntax::parse(&ordered).is_ok() { question.suggesting(ordered) } else { question }
}

fn all_day(rule: &RuleSequence) -> bool {
    rule.time_selector == opening_hours_syntax::rules::time::TimeSelector::default()
}

/// The expression in our way of writing; as it was typed where that would not come back the same.
fn written(text: &str, expression: &OpeningHoursExpression) -> String {
    let mut ours = String::new();
    for rule in &expression.rules {
        if !ours.is_empty() {
            ours.push_str(match rule.operator {
                RuleOperator::Normal => "; ",
                RuleOperator::Additional => ", ",
                RuleOperator::Fallback => " || ",
            });
        }
        ours.push_str(&rule_text(rule));
    }
    match opening_hours_syntax::parse(&ours) {
        Ok(again) if again == *expression => ours,
        _ => text.to_owned(),
    }
}

fn rule_text(rule: &RuleSequence) -> String {
    let mut parts = Vec::new();
    if rule.is_constant() && rule.comment.is_empty() {
        parts.push("24/7".to_owned());
    } else {
        parts.push(rule.day_selector.to_string());
        if !all_day(rule) {
            parts.push(rule.time_selector.spans.iter().map(time_span).collect::<Vec<_>>().join(","));
        }
    }
    match rule.kind {
        RuleKind::Open => {}
        RuleKind::Closed => parts.push("off".to_owned()),
        RuleKind::Unknown => parts.push("unknown".to_owned()),
    }
    if !rule.comment.is_empty() {
        parts.push(format!("\"{}\"", rule.comment));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn time_span(span: &TimeSpan) -> String {
    match (span.range.start, span.range.end) {
        (Time::Fixed(from), Time::Fixed(to)) if span.repeats.is_none() => {
            let (from, to) = (from.mins_from_midnight(), to.mins_from_midnight());
            span_text(&Span { from, to: if to < from { to + DAY } else { to }, open_end: span.open_end })
        }
        _ => span.to_string(),
    }
}
