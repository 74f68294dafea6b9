//! What is said beside hours and changes them: a pause, an appointment, a comment, a longer evening.
//!
//! A pause must lie inside the hours, and a longer evening needs hours said before it; else it is
//! asked what is meant.

use super::clock::{Half, Time, Written};
use super::elements::{Element, Part, Selector};
use super::items::What;
use super::plan::{Content, Hours, Span};
use super::sentence::{BY_APPOINTMENT, Break, Speaker, Statement};
use crate::Question;

/// The longest lunch of those who sell, in minutes.
const LONGEST_PAUSE: u16 = 150;

impl Speaker<'_> {
    /// What is said right after some hours: a break, an appointment, a comment.
    pub(super) fn qualified(&mut self, elements: &[Element], at: usize, content: Content) -> Result<(Content, usize), Question> {
        let mut content = content;
        let mut next = at + 1;
        while let Some(element) = elements.get(next) {
            match &element.part {
                Part::Content(closed) if closed.hours == Hours::Closed && content.hours != Hours::Closed => {
                    let Some(Element { part: Part::Content(pause), .. }) = elements.get(next + 1) else {
                        if elements.get(next + 1).is_none() {
                            return Err(self.ask("what_is_closed", element.from, element.to));
                        }
                        break;
                    };
                    content = self.paused(&content, pause, element.from, elements[next + 1].to)?;
                    next += 2;
                }
                Part::Mark(What::Break) => {
                    let Some(Element { part: Part::Content(pause), to, .. }) = elements.get(next + 1) else {
                        return Err(self.ask("what_is_closed", element.from, element.to));
                    };
                    if pause.spans().iter().any(|pause| pause.to - pause.from > LONGEST_PAUSE) {
                        // “lunch 12-15” is when a restaurant serves it.
                        return Err(self.ask("what_is_closed", element.from, *to));
                    }
                    content = self.paused(&content, pause, element.from, *to)?;
                    next += 2;
                }
                Part::Appointment if !element.after_comma && content.comment.is_none() => {
                    if matches!(elements.get(next + 1).map(|element| &element.part), Some(Part::Select(_))) {
                        break;
                    }
                    content.comment = Some(BY_APPOINTMENT.to_owned());
                    next += 1;
                }
                Part::Mark(What::Only) if matches!(elements.get(next + 1).map(|element| &element.part), Some(Part::Appointment)) => {
                    content.comment = Some(BY_APPOINTMENT.to_owned());
                    next += 2;
                }
                Part::Mark(What::Comment(comment)) if content.comment.is_none() => {
                    content.comment = Some(comment.clone());
                    next += 1;
                }
                Part::Mark(What::Open | What::Only) => next += 1,
                _ => break,
            }
        }
        Ok((content, next))
    }

    /// The hours without a pause inside them.
    fn paused(&self, content: &Content, pause: &Content, from: usize, to: usize) -> Result<Content, Question> {
        let ask = || self.ask("what_is_closed", from, to);
        let [gap] = pause.spans() else { return Err(ask()) };
        let mut spans = Vec::new();
        let mut found = false;
        for span in content.spans() {
            if span.from < gap.from && gap.to < span.to {
                spans.push(Span { to: gap.from, open_end: false, ..*span });
                spans.push(Span { from: gap.to, ..*span });
                found = true;
            } else if gap.from < span.to && span.from < gap.to {
                return Err(ask());
            } else {
                found |= span.to == gap.from;
                spans.push(*span);
            }
        }
        if found { Ok(Content { hours: Hours::Open(spans), comment: content.comment.clone() }) } else { Err(ask()) }
    }

    /// “till 9pm on Thursdays”.
    pub(super) fn until_first(&mut self, elements: &[Element], at: usize, until: Time) -> Result<usize, Question> {
        let from = elements[at].from;
        match elements.get(at + 1) {
            Some(Element { part: Part::Select(list), to, .. }) => {
                self.longer(list, until, from, *to)?;
                Ok(at + 2)
            }
            _ => Err(self.ask("single_time", from, elements[at].to)),
        }
    }

    /// The usual hours of these days with another end.
    pub(super) fn longer(&mut self, list: &[Selector], until: Time, from: usize, to: usize) -> Result<(), Question> {
        for selector in list {
            let covers = |known: &&Statement| {
                known.selector.dates == selector.dates
                    && known.selector.days.nth.is_every()
                    && selector.days.week & !known.selector.days.week == 0
            };
            let usual = self.said.statements.iter().rev().find(covers).map(|known| known.content.clone());
            let Some(Content { hours: Hours::Open(mut spans), comment }) = usual.filter(|_| !selector.days.is_holiday()) else {
                return Err(self.ask("single_time", from, to));
            };
            if let Some(last) = spans.last_mut() {
                let start = Time { hour: last.from / 60, minute: last.from % 60, half: Some(Half::Exact), ..until };
                let written = Written { from: start, to: until, open_end: false };
                let whole = written.span(self.habits).map_err(|trouble| self.ask(trouble.code, from, to))?;
                last.to = whole.to;
            }
            let content = Content { hours: Hours::Open(spans), comment };
            self.say(vec![selector.clone()], &content, Break::Soft, true, from, to);
        }
        Ok(())
    }
}
