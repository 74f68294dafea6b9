//! Puts together what belongs together: which hours are those of which days.
//!
//! People write the days first (“Mon-Fri 9-5”), the hours first (“9-5 Mon-Fri”), or “closed
//! Mondays”. The pieces are paired by what stands beside what; a piece that could be paired two
//! ways, or not at all, is asked about. Commas decide little, since people put them anywhere.

use super::clock::Habits;
use super::elements::{Element, Part, Selector, elements, part};
use super::items::{DaySet, Item, What};
use super::parting::Both;
use super::plan::{Content, Hours};
use crate::Question;

/// How two statements were kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// A comma, an “and”, or nothing.
    Soft,
    Semicolon,
    /// A new line or a bullet.
    Line,
}

/// One statement: these days have these hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) selector: Selector,
    pub(super) content: Content,
    pub(super) apart: Break,
    /// Said as an exception to what stands before.
    pub(super) exception: bool,
    /// No days were named.
    pub(super) no_days: bool,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a text says, statement by statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) statements: Vec<Statement>,
    /// What holds when nothing else is open.
    pub(super) otherwise: Option<String>,
    pub(super) notes: Vec<Question>,
    /// What has to be asked although a whole plan can be offered.
    pub(super) asked: Option<Question>,
}

/// The comment OSM uses for it.
pub(super) const BY_APPOINTMENT: &str = "by appointment";

/// The statements of a text.
pub(super) fn said(text: &str, items: &[Item], habits: &Habits) -> Result<Said, Question> {
    let mut speaker = Speaker { text, habits, said: Said::default(), waiting: None, apart: Break::Line, only_appointment: None };
    let joined = hours_then_days(items);
    let mut rest = joined.as_deref().unwrap_or(items);
    let mut first = true;
    while !rest.is_empty() {
        let length = rest.iter().position(|item| hard_break(&item.what).is_some()).unwrap_or(rest.len());
        let (segment, tail) = rest.split_at(length);
        if !segment.is_empty() {
            let elements = elements(text, segment, habits, &mut speaker.said.notes)?;
            speaker.segment(&elements, first)?;
            first = false;
        }
        let mut breaks = tail;
        let mut apart = None;
        while let Some(found) = breaks.first().and_then(|item| hard_break(&item.what)) {
            apart = Some(if apart == Some(Break::Semicolon) { Break::Semicolon } else { found });
            breaks = breaks.get(1..).unwrap_or_default();
        }
        speaker.apart = apart.unwrap_or(Break::Line);
        rest = breaks;
    }
    if let Some((_, from, to)) = speaker.waiting {
        return Err(part(text, "days_without_hours", from, to));
    }
    if let Some((from, to)) = speaker.only_appointment {
        if speaker.said.statements.iter().any(|statement| statement.content.hours != Hours::Closed) {
            return Err(part(text, "appointment_scope", from, to));
        }
    }
    name_other_days(text, &mut speaker.said.statements)?;
    Ok(speaker.said)
}

/// “10am-8pm | Mon-Sat”: two parts that are nothing without each other, parted by a bullet. Without it
/// they are read as one.
fn hours_then_days(items: &[Item]) -> Option<Vec<Item>> {
    let mut bullets = (0..items.len()).filter(|&at| items.get(at).is_some_and(|item| item.what == What::Bullet));
    let (Some(at), None) = (bullets.next(), bullets.next()) else { return None };
    let hours = |what: &What| matches!(what, What::Span(_) | What::Comma | What::And | What::AllDay | What::Open);
    let days = |what: &What| matches!(what, What::Days(_) | What::Comma | What::And);
    let (before, behind) = (items.get(..at)?, items.get(at + 1..)?);
    let fits = !before.is_empty() && !behind.is_empty();
    (fits && before.iter().all(|item| hours(&item.what)) && behind.iter().all(|item| days(&item.what)))
        .then(|| before.iter().chain(behind).cloned().collect())
}

/// “the other days” are those that nothing else is said of.
fn name_other_days(text: &str, statements: &mut [Statement]) -> Result<(), Question> {
    for at in 0..statements.len() {
        let Some(other) = statements.get(at).filter(|statement| statement.selector.days.others) else { continue };
        let of_these = statements.iter().filter(|named| named.selector.dates == other.selector.dates && !named.selector.days.others);
        let named = of_these.filter(|named| named.selector.days.nth.is_every()).fold(0, |days, named| days | named.selector.days.week);
        if named == 0 || named == 0x7f {
            return Err(part(text, "which_days", other.from, other.to));
        }
        if let Some(other) = statements.get_mut(at) {
            other.selector.days.week |= 0x7f & !named;
            other.selector.days.others = false;
        }
    }
    Ok(())
}

fn hard_break(what: &What) -> Option<Break> {
    match what {
        What::Semicolon => Some(Break::Semicolon),
        What::Line | What::Bullet => Some(Break::Line),
        _ => None,
    }
}

pub(super) struct Speaker<'a> {
    pub(super) text: &'a str,
    pub(super) habits: &'a Habits,
    pub(super) said: Said,
    /// Days at the end of a line whose hours may be on the next.
    waiting: Option<(Vec<Selector>, usize, usize)>,
    apart: Break,
    /// “Only by appointment” stood by itself.
    only_appointment: Option<(usize, usize)>,
}

impl Speaker<'_> {
    pub(super) fn ask(&self, code: &str, from: usize, to: usize) -> Question {
        part(self.text, code, from, to)
    }

    fn segment(&mut self, elements: &[Element], first: bool) -> Result<(), Question> {
        let mut at = 0;
        let says = elements.iter().find(|element| !matches!(element.part, Part::Mark(What::Open | What::Only | What::Also)));
        if self.waiting.is_some() && !matches!(says.map(|element| &element.part), Some(Part::Content(_) | Part::Appointment)) {
            if let Some((_, from, to)) = self.waiting {
                return Err(self.ask("days_without_hours", from, to));
            }
        }
        while let Some(element) = elements.get(at) {
            let apart = if at == 0 { self.apart } else { Break::Soft };
            at = match &element.part {
                Part::Select(list) => self.days_first(elements, at, list.clone(), apart)?,
                Part::Content(content) => self.hours_first(elements, at, content.clone(), apart, first && nothing_before(elements, at))?,
                Part::Appointment => self.appointment(elements, at, apart)?,
                Part::Until(end) => self.until_first(elements, at, *end)?,
                Part::Mark(What::Open | What::Only | What::Also) => at + 1,
                Part::Mark(What::Except) => self.leading_exception(elements, at, apart)?,
                Part::Mark(What::Or | What::Fallback) => self.or(elements, at)?,
                Part::Mark(What::Comment(comment)) => self.comment(comment.clone(), element, elements.len() == 1)?,
                Part::Mark(_) => return Err(self.ask("not_understood", element.from, element.to)),
            };
        }
        Ok(())
    }

    pub(super) fn say(&mut self, list: Vec<Selector>, content: &Content, apart: Break, exception: bool, from: usize, to: usize) {
        for selector in list {
            self.said.statements.push(Statement { selector, content: content.clone(), apart, exception, no_days: false, from, to });
        }
    }

    /// Exceptions after a list of days, and the place after them.
    fn exceptions(&self, elements: &[Element], mut at: usize) -> Result<(Vec<Selector>, usize), Question> {
        let mut found = Vec::new();
        while let Some(Element { part: Part::Mark(What::Except), from, to, .. }) = elements.get(at) {
            let Some(Element { part: Part::Select(list), .. }) = elements.get(at + 1) else {
                return Err(self.ask("which_days", *from, *to));
            };
            found.extend(list.clone());
            at += 2;
        }
        Ok((found, at))
    }

    fn days_first(&mut self, elements: &[Element], at: usize, list: Vec<Selector>, apart: Break) -> Result<usize, Question> {
        let start = elements[at].from;
        let (mut excluded, mut next) = self.exceptions(elements, at + 1)?;
        let mut list = list;
        if let Some(Element { part: Part::Mark(What::ExceptAfter), .. }) = elements.get(next) {
            excluded.extend(list);
            next += 1;
            list = match elements.get(next).map(|element| &element.part) {
                Some(Part::Select(list)) => {
                    next += 1;
                    list.clone()
                }
                _ => vec![Selector::every_day()],
            };
        }
        while matches!(elements.get(next).map(|element| &element.part), Some(Part::Mark(What::Open | What::Only))) {
            next += 1;
        }
        let end = elements.get(next - 1).map_or(start, |element| element.to);
        let Some(element) = elements.get(next) else {
            if excluded.is_empty() && next == at + 1 && self.waiting.is_none() {
                self.waiting = Some((list, start, end));
                return Ok(next);
            }
            return Err(self.ask("days_without_hours", start, end));
        };
        let content = match &element.part {
            Part::Content(content) => content.clone(),
            Part::Until(until) if excluded.is_empty() => {
                self.longer(&list, *until, start, element.to)?;
                return Ok(next + 1);
            }
            Part::Appointment => Content { hours: Hours::Unknown, comment: Some(BY_APPOINTMENT.to_owned()) },
            Part::Mark(What::Comment(comment)) => Content { hours: Hours::Unknown, comment: Some(comment.clone()) },
            _ => return Err(self.ask("days_without_hours", start, end)),
        };
        let (content, mut after) = self.qualified(elements, next, content)?;
        if let Some(days) = days_of_season(&list, elements.get(after), elements.len() == after + 1) {
            for selector in &mut list {
                selector.days = days;
            }
            after += 1;
        }
        let to = elements.get(after - 1).map_or(end, |element| element.to);
        self.no_open_exception(&content, &excluded, start, to)?;
        subtract(&mut list, &excluded);
        self.say(list, &content, apart, false, start, to);
        self.say(excluded, &Content::closed(), apart, true, start, to);
        self.trailing_exceptions(elements, after, &content)
    }

    /// “closed Mondays except bank holidays”: open then, but from when until when?
    fn no_open_exception(&self, content: &Content, excluded: &[Selector], from: usize, to: usize) -> Result<(), Question> {
        if content.hours == Hours::Closed && !excluded.is_empty() { Err(self.ask("what_is_closed", from, to)) } else { Ok(()) }
    }

    /// “daily 9-5 except Sunday 10-2”, after what was said of the days in general.
    pub(super) fn trailing_exceptions(&mut self, elements: &[Element], at: usize, general: &Content) -> Result<usize, Question> {
        let (excluded, next) = self.exceptions(elements, at)?;
        if excluded.is_empty() {
            return Ok(at);
        }
        let from = elements.get(at).map_or(0, |element| element.from);
        self.no_open_exception(general, &excluded, from, elements.get(next - 1).map_or(from, |element| element.to))?;
        if let Some(Element { part: Part::Content(content), to, .. }) = elements.get(next) {
            let own = !matches!(elements.get(next + 1).map(|element| &element.part), Some(Part::Select(_)));
            if content.hours != Hours::Closed && own {
                self.say(excluded, content, Break::Soft, true, from, *to);
                return Ok(next + 1);
            }
        }
        let to = elements.get(next - 1).map_or(from, |element| element.to);
        self.say(excluded, &Content::closed(), Break::Soft, true, from, to);
        Ok(next)
    }

    fn hours_first(
        &mut self,
        elements: &[Element],
        at: usize,
        content: Content,
        apart: Break,
        very_first: bool,
    ) -> Result<usize, Question> {
        let from = elements[at].from;
        if self.waiting.is_some() && nothing_before(elements, at) {
            let (content, after) = self.qualified(elements, at, content)?;
            if let Some((list, start, _)) = self.waiting.take() {
                if apart == Break::Semicolon {
                    return Err(self.ask("days_without_hours", start, elements[after - 1].to));
                }
                self.say(list, &content, Break::Line, false, start, elements[after - 1].to);
            }
            return self.trailing_exceptions(elements, after, &content);
        }
        let mut next = at + 1;
        while matches!(elements.get(next).map(|element| &element.part), Some(Part::Mark(What::Open | What::Only))) {
            next += 1;
        }
        if let Some(Element { part: Part::Select(list), to, .. }) = elements.get(next) {
            let (excluded, after) = self.exceptions(elements, next + 1)?;
            if let Some(Element { part: Part::Content(second), to, .. }) = elements.get(after) {
                if !pairs_up(elements, at) {
                    let both = Both { first: &content, second, list, excluded, elements, at: [at, next, after], from, to: *to, apart };
                    return self.part_list(&both);
                }
            }
            self.no_open_exception(&content, &excluded, from, elements.get(after - 1).map_or(from, |element| element.to))?;
            let mut list = list.clone();
            subtract(&mut list, &excluded);
            self.say(list, &content, apart, false, from, *to);
            self.say(excluded, &Content::closed(), apart, true, from, *to);
            return self.trailing_exceptions(elements, after, &content);
        }
        let (content, after) = self.qualified(elements, at, content)?;
        let to = elements.get(after - 1).map_or(from, |element| element.to);
        self.standalone(&content, apart, very_first, from, to)?;
        self.trailing_exceptions(elements, after, &content)
    }

    /// Hours with no days beside them.
    pub(super) fn standalone(&mut self, content: &Content, apart: Break, very_first: bool, from: usize, to: usize) -> Result<(), Question> {
        if very_first {
            if content.hours != Hours::Closed && *content != Content::all_day() {
                self.said.notes.push(self.ask("every_day_assumed", from, to));
            }
            self.said.statements.push(Statement {
                selector: Selector::every_day(),
                content: content.clone(),
                apart,
                exception: false,
                no_days: true,
                from,
                to,
            });
            return Ok(());
        }
        // The next line goes on with the hours of the days before: “Monday 9-12 / 14-18”.
        if let (Some(last), Hours::Open(more)) = (self.said.statements.last_mut(), &content.hours) {
            if let Hours::Open(spans) = &mut last.content.hours {
                let later = spans.iter().all(|span| more.iter().all(|new| new.from > span.to));
                if later && !last.exception {
                    spans.extend(more.iter().copied());
                    last.to = to;
                    if apart != Break::Line {
                        // OSM would take them for every day.
                        self.said.asked.get_or_insert(part(self.text, "hours_without_days", from, to).suggesting(""));
                    }
                    return Ok(());
                }
            }
        }
        Err(self.ask("hours_without_days", from, to))
    }

    fn leading_exception(&mut self, elements: &[Element], at: usize, apart: Break) -> Result<usize, Question> {
        let (excluded, next) = self.exceptions(elements, at)?;
        let (from, to) = (elements[at].from, elements.get(next - 1).map_or(0, |element| element.to));
        if let Some(last) = self.said.statements.last() {
            self.no_open_exception(&last.content, &excluded, last.from, to)?;
        }
        if let Some(Element { part: Part::Content(content), to, .. }) = elements.get(next) {
            if !self.said.statements.is_empty() {
                self.say(excluded, content, apart, true, from, *to);
                return Ok(next + 1);
            }
            return Err(self.ask("which_days", from, *to));
        }
        if self.said.statements.is_empty() {
            return Err(self.ask("which_days", from, to));
        }
        self.say(excluded, &Content::closed(), apart, true, from, to);
        Ok(next)
    }

    /// “… or by appointment”.
    fn or(&mut self, elements: &[Element], at: usize) -> Result<usize, Question> {
        let mut next = at + 1;
        while matches!(elements.get(next).map(|element| &element.part), Some(Part::Mark(What::Also | What::Only | What::Or))) {
            next += 1;
        }
        match elements.get(next).map(|element| &element.part) {
            Some(Part::Appointment) => {
                self.said.otherwise = Some(BY_APPOINTMENT.to_owned());
                Ok(next + 1)
            }
            Some(Part::Mark(What::Comment(comment))) if matches!(elements[at].part, Part::Mark(What::Fallback)) => {
                self.said.otherwise = Some(comment.clone());
                Ok(next + 1)
            }
            _ => Err(self.ask("not_understood", elements[at].from, elements.get(next).map_or(elements[at].to, |element| element.to))),
        }
    }

    fn appointment(&mut self, elements: &[Element], at: usize, apart: Break) -> Result<usize, Question> {
        let (from, to) = (elements[at].from, elements[at].to);
        let content = Content { hours: Hours::Unknown, comment: Some(BY_APPOINTMENT.to_owned()) };
        if let Some((list, start, _)) = self.waiting.take() {
            self.say(list, &content, Break::Line, false, start, to);
            return Ok(at + 1);
        }
        let mut next = at + 1;
        while matches!(elements.get(next).map(|element| &element.part), Some(Part::Mark(What::Only | What::Open))) {
            next += 1;
        }
        if let Some(Element { part: Part::Select(list), to, .. }) = elements.get(next) {
            if matches!(elements.get(next + 1).map(|element| &element.part), Some(Part::Content(_))) {
                return Err(self.ask("appointment_scope", from, *to));
            }
            self.say(list.clone(), &content, apart, false, from, *to);
            return Ok(next + 1);
        }
        let only =
            |at: Option<usize>| matches!(at.and_then(|at| elements.get(at)).map(|element| &element.part), Some(Part::Mark(What::Only)));
        if only(at.checked_sub(1)) || only(Some(at + 1)) {
            self.only_appointment = Some((from, to));
        }
        self.said.otherwise = Some(BY_APPOINTMENT.to_owned());
        Ok(next)
    }

    /// A comment that is all there is.
    fn comment(&mut self, comment: String, element: &Element, alone: bool) -> Result<usize, Question> {
        if alone && self.said.statements.is_empty() && self.said.otherwise.is_none() && self.waiting.is_none() {
            self.said.otherwise = Some(comment);
            return Ok(1);
        }
        Err(self.ask("not_understood", element.from, element.to))
    }
}

/// The days of a season that are said after its hours: “Nov-Mar 10-16 daily”.
fn days_of_season(list: &[Selector], next: Option<&Element>, last: bool) -> Option<DaySet> {
    let season = !list.is_empty() && list.iter().all(|selector| !selector.dates.is_empty() && selector.days.is_empty());
    match next.map(|element| &element.part) {
        Some(Part::Select(days)) if season && last => match days.as_slice() {
            [only] if only.dates.is_empty() => Some(only.days),
            _ => None,
        },
        _ => None,
    }
}

/// Whether only words such as “open” stand before.
fn nothing_before(elements: &[Element], at: usize) -> bool {
    elements.iter().take(at).all(|element| matches!(element.part, Part::Mark(What::Open | What::Only | What::Also)))
}

/// Whether what follows is hours and days in turn to the end: “9-5 Mon-Fri, 10-2 Sat”.
fn pairs_up(elements: &[Element], at: usize) -> bool {
    let rest: Vec<&Element> = elements
        .get(at..)
        .unwrap_or_default()
        .iter()
        .filter(|element| !matches!(element.part, Part::Mark(What::Open | What::Only)))
        .collect();
    rest.len().is_multiple_of(2)
        && rest.chunks(2).all(
            |pair| matches!(pair, [a, b] if matches!(a.part, Part::Content(_) | Part::Appointment) && matches!(b.part, Part::Select(_))),
        )
}

/// Takes the excluded weekdays out of a list.
pub(super) fn subtract(list: &mut [Selector], excluded: &[Selector]) {
    for selector in list {
        for out in excluded.iter().filter(|out| out.dates.is_empty() && out.days.nth.is_every()) {
            selector.days.week &= !out.days.week;
            selector.days.public &= !out.days.public;
            selector.days.school &= !out.days.school;
        }
    }
}
