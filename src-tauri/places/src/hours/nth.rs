//! “The first Saturday of the month”: weekdays counted within their month.
//!
//! The count stands before the day, after it in Arabic, and “of the month” before or after both. What
//! may as well mean every other Saturday, or a list whose second day is not counted, is asked.

use super::items::{DaySet, Reader};
use super::lex::Kind;
use super::plan::Nth;
use super::vocabulary::Word;
use crate::Question;

type Found<T> = Result<Option<(T, usize)>, Question>;

impl Reader<'_> {
    /// Counted days at a place, or a day after “every”.
    pub(super) fn nth_days(&self, at: usize) -> Found<DaySet> {
        let mut next = at;
        let each = self.word(next) == Some(Word::Each);
        next += usize::from(each);
        let mut of_month = self.word(next) == Some(Word::OfMonth);
        next += usize::from(of_month);
        let (nth, after) = self.counts(next);
        let Some((day, mut after)) = self.one_day(after) else { return self.after_every(at, next, each) };
        let mut nth = nth;
        if nth.is_every() {
            let (late, behind) = self.counts(after);
            if late.is_every() || self.word(behind) != Some(Word::OfMonth) {
                return if each { self.after_every(at, next, each) } else { Ok(None) };
            }
            (nth, after) = (late, behind);
        }
        if self.word(after) == Some(Word::OfMonth) {
            of_month = true;
            after += 1;
        } else if self.another_day(after) {
            return Err(self.ask("which_days", at, after + 2));
        }
        if each && !of_month {
            // “every second Saturday” is every other one for some.
            return Err(self.ask("which_days", at, after));
        }
        Ok(Some((DaySet { week: 1 << day, nth, ..DaySet::default() }, after)))
    }

    /// “every Monday”.
    fn after_every(&self, at: usize, next: usize, each: bool) -> Found<DaySet> {
        if !each {
            return Ok(None);
        }
        match self.one_day(next) {
            Some((day, after)) if self.connector(after).is_none() => Ok(Some((DaySet { week: 1 << day, ..DaySet::default() }, after))),
            _ => Err(self.ask("which_days", at, next + 1)),
        }
    }

    fn one_day(&self, at: usize) -> Option<(u8, usize)> {
        match self.day(at) {
            Ok(Some((Some(day), after))) => Some((day, after)),
            _ => None,
        }
    }

    /// Whether the list of days goes on: “first Saturday and Sunday”.
    fn another_day(&self, at: usize) -> bool {
        let joins = self.is_mark(at, ',') || self.is_mark(at, '/') || self.is_mark(at, '&') || self.word(at) == Some(Word::And);
        let next = if joins { Some(at + 1) } else { self.connector(at) };
        next.is_some_and(|next| matches!(self.day(next), Ok(Some(_))))
    }

    /// “first”, “2nd and 4th”, “1. und 3.”, and the place after them.
    fn counts(&self, at: usize) -> (Nth, usize) {
        let mut nth = Nth::EVERY;
        let mut end = at;
        let mut next = at;
        while let Some((count, after)) = self.count(next) {
            nth = nth.with(count);
            end = after;
            let joined =
                self.is_mark(after, ',') || self.is_mark(after, '/') || self.is_mark(after, '&') || self.word(after) == Some(Word::And);
            next = after + usize::from(joined);
            while joined && self.word(next) == Some(Word::Fill) {
                next += 1;
            }
            if !joined {
                break;
            }
        }
        (nth, end)
    }

    fn count(&self, at: usize) -> Option<(i8, usize)> {
        match self.kind(at)? {
            Kind::Word(Word::Nth(count)) => Some((*count, at + 1)),
            Kind::Number(count @ 1..=5, 1) => {
                let after = super::dates::ordinal(self, at + 1);
                (after > at + 1).then_some((i8::try_from(*count).ok()?, after))
            }
            _ => None,
        }
    }
}
