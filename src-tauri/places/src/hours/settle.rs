//! Settles statements into one plan, and asks where two of them say different things of one day.
//!
//! OSM and people disagree here. In OSM a later rule replaces an earlier one after “;” and adds to
//! it after “, ”. People mean “Mon-Fri 9-12; Mon-Fri 14-18” as both and “daily 9-18, Sunday 10-14” as
//! instead. Where the two readings part and nothing decides, neither is taken.

use super::elements::tidy;
use super::items::DaySet;
use super::plan::{Content, DateSpan, Hours, On, Plan};
use super::sentence::{Break, Said, Statement};
use crate::Question;

/// A plan and what is worth saying about it.
pub(super) type Settled = (Plan, Vec<Question>);

/// What to do with the new statement on the days both name.
enum Verdict {
    /// The new one replaces the old.
    Instead,
    /// The old one stays; the new one fills the other days.
    Fill,
    /// Both hold.
    Both,
    /// Ask; the plan is offered as it would be with both, or with the new one instead.
    Ask(&'static str, bool),
}

/// The plan that the statements make. `strict` when the text is OSM through and through.
pub(super) fn settle(text: &str, said: Said, strict: bool) -> Result<Settled, Question> {
    let usual = usual_days(&said.statements);
    let plan = Plan { otherwise: said.otherwise, ..Plan::default() };
    let mut settling = Settling { text, strict, usual, plan, notes: said.notes, asked: said.asked };
    for (at, statement) in said.statements.iter().enumerate() {
        settling.add(statement, said.statements.get(..at).unwrap_or_default())?;
    }
    let counted = said.statements.iter().find(|statement| statement.selector.dates.is_empty() && !statement.selector.days.nth.is_every());
    if let Some(counted) = counted.filter(|_| said.statements.iter().any(|other| other.selector.dates.iter().any(DateSpan::is_wide))) {
        // Whether the season or the first Saturday goes first, nobody said.
        settling.question("order", counted, false);
    }
    let Settling { plan, mut notes, asked, .. } = settling;
    if let Some(question) = asked {
        return Err(if question.suggestion.is_some() { question.suggesting(plan.osm()) } else { question });
    }
    let everything = said.statements.iter().any(|statement| statement.selector.dates.is_empty() && week_of(statement).week == 0x7f);
    if !plan.opens() {
        notes.push(Question::new(if everything { "never_open" } else { "other_days_unknown" }, text));
    } else if plan.otherwise.is_none() && !all_year(&said.statements) {
        notes.push(Question::new("other_days_unknown", text));
    }
    notes.dedup();
    Ok((plan, notes))
}

/// Whether the usual week, or seasons for all twelve months, are given.
fn all_year(statements: &[Statement]) -> bool {
    let mut months = 0u16;
    for statement in statements {
        if statement.selector.dates.is_empty() {
            return true;
        }
        for span in &statement.selector.dates {
            if let (On::Month(first), On::Month(last)) = (span.from.on, span.to.on) {
                let length = (last + 12 - first) % 12;
                months |= (0..=length).fold(0, |months, step| months | 1 << ((first - 1 + step) % 12));
            }
        }
    }
    months == 0xfff
}

/// The weekdays that the usual week opens on.
fn usual_days(statements: &[Statement]) -> u8 {
    let usual = statements.iter().filter(|statement| statement.selector.dates.is_empty() && statement.content.hours != Hours::Closed);
    usual.filter(|statement| statement.selector.days.nth.is_every()).fold(0, |days, statement| days | statement.selector.days.week)
}

struct Settling<'a> {
    text: &'a str,
    strict: bool,
    /// The weekdays that the usual week opens on.
    usual: u8,
    plan: Plan,
    notes: Vec<Question>,
    /// The first question about two statements; settling goes on to offer a whole plan.
    asked: Option<Question>,
}

/// The days of a statement; dates without days are all days.
fn week_of(statement: &Statement) -> DaySet {
    if statement.selector.days.is_empty() && !statement.selector.dates.is_empty() { DaySet::WEEK } else { statement.selector.days }
}

/// Whether a statement about the usual week, in OSM, undoes an earlier one that is about some of its days.
fn undoes(statement: &Statement, days: DaySet, earlier: &Statement) -> bool {
    let selector = &earlier.selector;
    if selector.dates.is_empty() && !selector.days.nth.is_every() && days.nth.is_every() {
        // “We[2] off; Mo-Fr 09:00-17:00” opens the second Wednesday again.
        return selector.days.week & days.week != 0 && earlier.content != statement.content;
    }
    if statement.apart == Break::Semicolon && !selector.dates.is_empty() && week_of(earlier).week & days.week == 0 {
        return false;
    }
    // “Mo-Sa,PH 10:00-20:00; Su 12:00-18:00” undoes next to nothing.
    let holidays = selector.days.public && (selector.days.week == 0 || earlier.content.hours == Hours::Closed);
    let special = !selector.dates.is_empty() || (holidays && earlier.content != statement.content);
    special && !earlier.exception
}

impl Settling<'_> {
    fn typed(&self, statement: &Statement) -> &str {
        self.text.get(statement.from..statement.to).unwrap_or_default()
    }

    fn question(&mut self, code: &str, statement: &Statement, offer: bool) {
        if self.asked.is_none() {
            let question = Question::new(code, self.typed(statement));
            // The plan is put in when it is whole.
            self.asked = Some(if offer { question.suggesting("") } else { question });
        }
    }

    /// The days of a statement. A season that names none, beside a week that does: hardly the days
    /// that the shop is closed on; in OSM it is all of them all the same.
    fn days_of(&mut self, statement: &Statement) -> DaySet {
        let days = week_of(statement);
        let season = statement.selector.dates.iter().any(DateSpan::is_wide) && statement.selector.days.is_empty();
        if !season || statement.content.hours == Hours::Closed || matches!(self.usual, 0 | 0x7f) {
            return days;
        }
        if self.strict {
            let note = Question::new("every_day_assumed", self.typed(statement));
            self.notes.push(note);
            return days;
        }
        self.question("which_days", statement, true);
        DaySet { week: self.usual, ..days }
    }

    fn add(&mut self, statement: &Statement, before: &[Statement]) -> Result<(), Question> {
        let days = self.days_of(statement);
        if days.is_empty() {
            return Err(Question::new("which_days", self.typed(statement)));
        }
        let opens_week = statement.selector.dates.is_empty() && days.week != 0 && statement.content.hours != Hours::Closed;
        if self.strict && opens_week && before.iter().any(|earlier| undoes(statement, days, earlier)) {
            self.question("order", statement, true);
        }
        let mut take = days.week;
        for earlier in before.iter().filter(|earlier| earlier.selector.dates == statement.selector.dates) {
            let shared = week_of(earlier).week & days.week;
            if shared == 0 || earlier.content == statement.content {
                continue;
            }
            if earlier.selector.days.nth != days.nth {
                if apart(&earlier.content, &statement.content) == Some(true) {
                    self.question("both_or_instead", statement, false);
                }
                continue;
            }
            match self.verdict(earlier, statement) {
                Verdict::Instead => {}
                Verdict::Fill => take &= !shared,
                Verdict::Both => take &= !self.join(statement, shared)?,
                Verdict::Ask(code, both) => {
                    self.question(code, statement, true);
                    if both && self.join(statement, shared).is_ok() {
                        take &= !shared;
                    }
                }
            }
        }
        let block = self.plan.block(&statement.selector.dates, days.nth);
        for day in (0..7).filter(|day| take & (1 << day) != 0) {
            block.week[day] = Some(statement.content.clone());
        }
        let mut clash = false;
        for (named, slot) in [(days.public, &mut block.public), (days.school, &mut block.school)] {
            if named {
                clash |= slot.as_ref().is_some_and(|known| *known != statement.content);
                *slot = Some(statement.content.clone());
            }
        }
        if clash && !statement.exception {
            self.question("conflict", statement, false);
        }
        Ok(())
    }

    /// Adds the spans of a statement to days that have some; gives the days back.
    fn join(&mut self, statement: &Statement, days: u8) -> Result<u8, Question> {
        let typed = self.typed(statement).to_owned();
        let block = self.plan.block(&statement.selector.dates, week_of(statement).nth);
        for day in (0..7).filter(|day| days & (1 << day) != 0) {
            if let Some(Content { hours: Hours::Open(spans), .. }) = &mut block.week[day] {
                let mut all = spans.clone();
                all.extend(statement.content.spans());
                tidy(&mut all).map_err(|code| Question::new(code, &typed))?;
                *spans = all;
            }
        }
        Ok(days)
    }

    fn verdict(&mut self, earlier: &Statement, new: &Statement) -> Verdict {
        let (old_days, new_days) = (week_of(earlier).week, week_of(new).week);
        let replaces = self.strict && new.apart == Break::Semicolon;
        let adds = self.strict && new.apart == Break::Soft;
        if new.exception {
            return Verdict::Instead;
        }
        if earlier.exception {
            return Verdict::Ask("conflict", false);
        }
        let apart = apart(&earlier.content, &new.content);
        if old_days == new_days {
            return match apart {
                Some(true) if replaces => Verdict::Ask("both_or_instead", true),
                Some(true) => {
                    let note = Question::new("merged", self.typed(new));
                    self.notes.push(note);
                    Verdict::Both
                }
                _ => Verdict::Ask("conflict", false),
            };
        }
        if new_days & !old_days == 0 {
            return match (&earlier.content.hours, apart) {
                (Hours::Open(_), Some(true)) if adds => Verdict::Both,
                (Hours::Open(_), Some(true)) if replaces => {
                    let note = Question::new("later_wins", self.typed(new));
                    self.notes.push(note);
                    Verdict::Instead
                }
                (Hours::Open(_), Some(true)) => Verdict::Ask("both_or_instead", true),
                (Hours::Open(_), Some(false)) if adds => Verdict::Ask("both_or_instead", false),
                (Hours::Open(_), _) => Verdict::Instead,
                (Hours::Closed, _) if replaces => Verdict::Instead,
                _ => Verdict::Ask("conflict", false),
            };
        }
        let whole = new_days == 0x7f || new.no_days;
        match &earlier.content.hours {
            Hours::Closed if whole && !replaces => Verdict::Fill,
            Hours::Closed if whole || old_days & !new_days == 0 => {
                // The later rule would open the day that was closed.
                self.question("order", new, true);
                Verdict::Fill
            }
            _ if old_days & !new_days == 0 => {
                self.question("order", new, true);
                Verdict::Fill
            }
            _ if replaces => {
                let note = Question::new("later_wins", self.typed(new));
                self.notes.push(note);
                Verdict::Instead
            }
            _ => Verdict::Ask("conflict", false),
        }
    }
}

/// Whether two sets of hours have no minute in common; none when one of them has no hours.
fn apart(a: &Content, b: &Content) -> Option<bool> {
    match (&a.hours, &b.hours) {
        (Hours::Open(a), Hours::Open(b)) => Some(a.iter().all(|a| b.iter().all(|b| a.to <= b.from || b.to <= a.from))),
        _ => None,
    }
}
