//! Reads tokens as days, dates, spans of time and the words between them.
//!
//! This knows what stands in a text, not yet what belongs together; that is `sentence`'s. Anything
//! it cannot place ends in a question about exactly that piece.

use super::clock::{self, Time, Written};
use super::dates;
use super::lex::{Kind, Token};
use super::plan::{DateSpan, Nth};
use super::vocabulary::{Language, Word};
use crate::Question;

/// A set of days of the week and holidays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DaySet {
    /// Monday is bit 0.
    pub(super) week: u8,
    pub(super) public: bool,
    pub(super) school: bool,
    /// The days nothing else is said of; days of the week once everything is read.
    pub(super) others: bool,
    /// Only these of the weekdays in a month; all of them when none is named.
    pub(super) nth: Nth,
}

impl DaySet {
    pub(super) const WEEK: Self = Self { week: 0x7f, public: false, school: false, others: false, nth: Nth::EVERY };

    pub(super) fn is_empty(self) -> bool {
        self.week == 0 && !self.public && !self.school && !self.others
    }

    /// Both sets; they are of the same weekdays of a month, or one of them is empty.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            week: self.week | other.week,
            public: self.public || other.public,
            school: self.school || other.school,
            others: self.others || other.others,
            nth: if self.is_empty() { other.nth } else { self.nth },
        }
    }

    /// Holidays and no weekday.
    pub(super) fn is_holiday(self) -> bool {
        self.week == 0 && (self.public || self.school)
    }
}

/// One thing that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) what: What,
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Days(DaySet),
    Dates(Vec<DateSpan>),
    Span(Written),
    AllDay,
    /// Day and night, every day.
    Always,
    Closed,
    Open,
    /// From sunrise to sunset, or from dawn to dusk.
    Daylight {
        dawn: bool,
    },
    /// Only an end: “till 9pm”.
    Until(Time),
    Appointment,
    Only,
    Also,
    Or,
    Except,
    ExceptAfter,
    Break,
    Comment(String),
    And,
    Comma,
    Slash,
    Dash,
    Semicolon,
    /// A bullet, a bar or a full stop.
    Bullet,
    Line,
    /// `||` of OSM.
    Fallback,
}

/// Where the reading is.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) language: Language,
    pub(super) items: Vec<Item>,
    /// “between” was said: the next “and” is a “to”.
    between: bool,
}

/// The items of a text.
pub(super) fn items(text: &str, tokens: &[Token], language: Language) -> Result<Vec<Item>, Question> {
    let mut reader = Reader { text, tokens, language, items: Vec::new(), between: false };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at)?;
    }
    Ok(reader.items)
}

impl Reader<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(&Kind::Mark(mark))
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        match self.kind(at)? {
            Kind::Word(word) => Some(*word),
            _ => None,
        }
    }

    /// The text of some tokens, as typed.
    pub(super) fn typed(&self, first: usize, after: usize) -> &str {
        let from = self.tokens.get(first).map_or(0, |token| token.from);
        let to = self.tokens.get(after.saturating_sub(1)).map_or(from, |token| token.to);
        self.text.get(from..to).unwrap_or_default()
    }

    pub(super) fn ask(&self, code: &str, first: usize, after: usize) -> Question {
        Question::new(code, self.typed(first, after))
    }

    fn push(&mut self, what: What, first: usize, after: usize) -> usize {
        let from = self.tokens.get(first).map_or(0, |token| token.from);
        let to = self.tokens.get(after.saturating_sub(1)).map_or(from, |token| token.to);
        self.items.push(Item { what, from, to });
        after
    }

    fn step(&mut self, at: usize) -> Result<usize, Question> {
        if let Some((spans, after)) = dates::dates(self, at)? {
            self.between = false;
            return Ok(self.push(What::Dates(spans), at, after));
        }
        if let Some(after) = self.day_off(at)? {
            return Ok(self.push(What::Closed, at, after));
        }
        if let Some((days, after)) = self.days(at)? {
            self.only_from(at, after)?;
            return Ok(self.push(What::Days(days), at, after));
        }
        if let Some((end, after)) = self.until(at)? {
            return Ok(self.push(What::Until(end), at, after));
        }
        if let Some((written, after)) = self.span(at)? {
            self.between = false;
            return Ok(self.push(What::Span(written), at, after));
        }
        match self.kind(at) {
            Some(Kind::Mark(mark)) => self.mark(*mark, at),
            Some(Kind::Quote(comment)) => {
                let comment = comment.clone();
                Ok(self.push(What::Comment(comment), at, at + 1))
            }
            Some(Kind::Word(word)) => self.plain_word(*word, at),
            _ => Err(self.ask("not_understood", at, self.unknown_until(at))),
        }
    }

    /// Unknown words that follow each other are one question.
    fn unknown_until(&self, at: usize) -> usize {
        let unknown = |at: &usize| matches!(self.kind(*at), Some(Kind::Unknown));
        at + (at..self.tokens.len()).take_while(unknown).count().max(1)
    }

    fn mark(&mut self, mark: char, at: usize) -> Result<usize, Question> {
        let what = match mark {
            // A dot that ends a sentence, not one of “lun.” or “Uhr.”, still parts nothing that
            // the items beside it do not part already.
            '.' | ':' | '(' | ')' | '!' => return Ok(at + 1),
            ',' => What::Comma,
            ';' => What::Semicolon,
            '/' => What::Slash,
            '+' | '&' => What::And,
            '-' => What::Dash,
            '|' if self.is_mark(at + 1, '|') && self.text_is(at, "|") => return Ok(self.push(What::Fallback, at, at + 2)),
            '|' => What::Bullet,
            '\n' => What::Line,
            _ => return Err(self.ask("not_understood", at, at + 1)),
        };
        Ok(self.push(what, at, at + 1))
    }

    /// “Sunday holiday”: the weekly day off of India and the Gulf, and no holiday besides the Sunday. With
    /// hours behind it, or said of holidays, it may be either.
    fn day_off(&self, at: usize) -> Result<Option<usize>, Question> {
        let word = self.word(at);
        if !matches!(word, Some(Word::Holiday | Word::Holidays)) {
            return Ok(None);
        }
        let weekday = |item: &Item| matches!(item.what, What::Days(days) if days.week != 0 && !days.public);
        let days = match self.items.as_slice() {
            [.., days, Item { what: What::Dash, .. }] | [.., days] if weekday(days) => days,
            // “Sunday closed holiday”: closed on Sundays, or on holidays too?
            [.., days, Item { what: What::Closed, to, .. }] if weekday(days) => {
                let between = self.tokens.get(at).map_or(*to, |token| token.from);
                let end = self.tokens.get(at).map_or(*to, |token| token.to);
                let apart = self.text.get(*to..between).is_some_and(|between| !between.trim().is_empty());
                let question = Question::new("which_days", self.text.get(days.from..end).unwrap_or_default());
                return if apart { Ok(None) } else { Err(question) };
            }
            _ => return Ok(None),
        };
        let mut next = at + 1;
        while self.is_mark(next, '.') || self.is_mark(next, ':') || self.is_mark(next, '-') {
            next += 1;
        }
        let ends = match self.kind(next) {
            None => true,
            Some(Kind::Mark(mark)) => matches!(mark, ',' | ';' | '\n' | '|' | '(' | ')' | '!'),
            Some(Kind::Word(word)) => {
                matches!(word, Word::Day(_) | Word::DayOrMonth(..) | Word::Letter(Some(_)) | Word::Days(_) | Word::From)
            }
            Some(_) => false,
        };
        if word == Some(Word::Holidays) || !ends {
            let to = self.tokens.get(at).map_or(days.to, |token| token.to);
            return Err(Question::new("which_days", self.text.get(days.from..to).unwrap_or_default()));
        }
        Ok(Some(at + 1))
    }

    /// “From Monday 9-5” says a first day and no last one.
    fn only_from(&self, at: usize, after: usize) -> Result<(), Question> {
        const FROM: &[&str] = &["from", "starting from", "ab", "von", "dès", "à partir de", "a partir de", "desde", "dal", "vanaf", "من"];
        let Some(before) = at.checked_sub(1).filter(|&before| self.word(before) == Some(Word::From)) else { return Ok(()) };
        let one = matches!(self.word(at), Some(Word::Day(_) | Word::DayOrMonth(..) | Word::Letter(_))) && self.days_name_one(at, after);
        if one && FROM.contains(&self.typed(before, at).to_lowercase().as_str()) {
            return Err(self.ask("which_days", before, after));
        }
        Ok(())
    }

    /// Whether one weekday and no range stands between two places.
    fn days_name_one(&self, at: usize, after: usize) -> bool {
        matches!(self.day(at), Ok(Some((Some(_), next))) if next == after)
    }

    fn text_is(&self, at: usize, typed: &str) -> bool {
        self.typed(at, at + 1) == typed
    }

    fn plain_word(&mut self, word: Word, at: usize) -> Result<usize, Question> {
        let what = match word {
            Word::Closed => What::Closed,
            Word::Open => What::Open,
            Word::AllDay => What::AllDay,
            Word::Always => What::Always,
            Word::Appointment => What::Appointment,
            Word::Only => What::Only,
            Word::Also => What::Also,
            // “closed on Sundays, otherwise 10-18”.
            Word::Or if self.typed(at, at + 1).chars().count() > 3 && self.time(at + 1).is_ok_and(|time| time.is_some()) => {
                What::Days(DaySet { others: true, ..DaySet::default() })
            }
            Word::Or => What::Or,
            Word::Except => What::Except,
            Word::ExceptAfter => What::ExceptAfter,
            Word::Break => {
                // “closed between 1pm and 2pm”, “closed between Christmas and New Year”.
                let typed = self.typed(at, at + 1).to_lowercase();
                self.between |= ["between", "entre", "zwischen"].iter().any(|between| typed.ends_with(between));
                if self.dates_or_days_follow(at)? { What::Closed } else { What::Break }
            }
            Word::Sun => What::Daylight { dawn: false },
            Word::Twilight => What::Daylight { dawn: true },
            Word::And => What::And,
            Word::OpenLate if self.hours_follow(at + 1) => What::Open,
            Word::OpenLate => return Err(self.ask("open_end", at, at + 1)),
            Word::OfMonth | Word::Nth(_) | Word::Each => return Err(self.ask("which_days", at, at + 1)),
            Word::Between => {
                self.between = true;
                return Ok(at + 1);
            }
            // “morning: 9-12” was read with its span; alone it adds nothing that could be kept.
            Word::Period(_) | Word::Am | Word::Pm | Word::PmEvening => return Err(self.ask("not_understood", at, at + 1)),
            Word::To | Word::From | Word::Fill | Word::AmOrFill | Word::HourMark | Word::HourOnly => {
                self.no_lost_start(at)?;
                return Ok(at + 1);
            }
            Word::Late => return Err(self.ask("open_end", at, at + 1)),
            Word::Ask(code) => return Err(self.ask(code, at, at + 1)),
            _ => return Err(self.ask("not_understood", at, at + 1)),
        };
        Ok(self.push(what, at, at + 1))
    }

    /// “la-su”: a short word before a dash is more likely a day of another language than nothing.
    fn no_lost_start(&self, at: usize) -> Result<(), Question> {
        let short = self.typed(at, at + 1).chars().count() <= 3 && self.is_mark(at + 1, '-');
        let Some(next) = short.then(|| self.connector(at + 1)).flatten() else { return Ok(()) };
        let tight = self.tokens.get(at + 1).is_some_and(|dash| dash.tight);
        match self.day(next) {
            Ok(Some((_, after))) if tight => Err(self.ask("which_days", at, after)),
            _ => Ok(()),
        }
    }

    /// “closed from 24 Dec to 2 Jan”: days that are closed, and no pause.
    fn dates_or_days_follow(&self, at: usize) -> Result<bool, Question> {
        const CLOSED: &[&str] = &["closed", "cerra", "ferm", "chius", "fechad", "geschlossen", "gesloten"];
        let typed = self.typed(at, at + 1).to_lowercase();
        Ok(CLOSED.iter().any(|closed| typed.starts_with(closed)) && (dates::dates(self, at + 1)?.is_some() || self.day(at + 1)?.is_some()))
    }

    /// Whether “to”, a dash or the “and” of “between” stands here; gives the place after it.
    pub(super) fn connector(&self, at: usize) -> Option<usize> {
        let mut next = at;
        while self.is_mark(next, '.') {
            next += 1;
        }
        match self.kind(next)? {
            Kind::Mark('-') => {
                next += 1;
                while self.is_mark(next, '-') {
                    next += 1;
                }
            }
            Kind::Word(Word::To) => next += 1,
            Kind::Word(Word::And) if self.between => next += 1,
            _ => return None,
        }
        // “to the”, “bis zum”, “a la”: the article may follow, and Hindi's marks of case.
        while matches!(self.word(next), Some(Word::Fill | Word::From | Word::To)) {
            next += 1;
        }
        Some(next)
    }

    fn days(&mut self, at: usize) -> Result<Option<(DaySet, usize)>, Question> {
        if self.word(at) == Some(Word::Letter(None)) {
            return Err(self.ask("which_days", at, at + 1));
        }
        if let Some(found) = self.nth_days(at)? {
            return Ok(Some(found));
        }
        let Some((first, next)) = self.day(at)? else { return Ok(None) };
        let Some(day) = first else { return Ok(Some((self.group(at), next))) };
        if let Some(after_dash) = self.connector(next) {
            if let Some((last, after)) = self.day(after_dash)? {
                let last = last.ok_or_else(|| self.ask("which_days", at, after))?;
                if day == last {
                    return Err(self.ask("which_days", at, after));
                }
                self.between = false;
                return Ok(Some((DaySet { week: range(day, last), ..DaySet::default() }, after)));
            }
            if self.word(after_dash) == Some(Word::Letter(None)) {
                return Err(self.ask("which_days", at, after_dash + 1));
            }
        }
        Ok(Some((DaySet { week: 1 << day, ..DaySet::default() }, next)))
    }

    /// One day (or none for a group of days) and the place after it.
    pub(super) fn day(&self, at: usize) -> Result<Option<(Option<u8>, usize)>, Question> {
        let found = match self.word(at) {
            Some(Word::Day(day) | Word::DayOrMonth(day, _) | Word::Letter(Some(day))) => Some(day),
            Some(
                Word::Days(_) | Word::Public | Word::Holiday | Word::Holidays | Word::School | Word::SundayAndPublic | Word::OtherDays,
            ) => None,
            _ => return Ok(None),
        };
        let mut next = at + 1;
        while self.is_mark(next, '.') {
            next += 1;
        }
        if self.is_mark(next, '[') {
            return Err(self.ask("not_understood", at, next + 1));
        }
        Ok(Some((found, next)))
    }

    fn group(&self, at: usize) -> DaySet {
        match self.word(at) {
            Some(Word::Days(week)) => DaySet { week, ..DaySet::default() },
            Some(Word::Public | Word::Holiday | Word::Holidays) => DaySet { public: true, ..DaySet::default() },
            Some(Word::School) => DaySet { school: true, ..DaySet::default() },
            Some(Word::OtherDays) => DaySet { others: true, ..DaySet::default() },
            Some(Word::SundayAndPublic) => DaySet { week: 1 << 6, public: true, ..DaySet::default() },
            _ => DaySet::default(),
        }
    }

    /// Whether a span or an end follows before the sentence is over.
    fn hours_follow(&self, at: usize) -> bool {
        let ends = |kind: &Kind| matches!(kind, Kind::Mark(',' | ';' | '\n' | '|'));
        (at..self.tokens.len())
            .take_while(|&at| !self.kind(at).is_some_and(ends))
            .any(|at| matches!(self.kind(at), Some(Kind::Number(..) | Kind::Word(Word::Noon | Word::Midnight))))
    }

    /// An end alone, beside the day whose usual hours it ends: “Thursdays till 9pm”.
    fn until(&self, at: usize) -> Result<Option<(Time, usize)>, Question> {
        let says_to = matches!(self.word(at), Some(Word::To));
        let after_hours = matches!(self.items.last().map(|item| &item.what), Some(What::Span(_) | What::Dash | What::Dates(_)));
        if !says_to || after_hours {
            return Ok(None);
        }
        let next = self.connector(at).unwrap_or(at + 1);
        let Some((end, after)) = self.time(next)? else { return Ok(None) };
        Ok(self.connector(after).is_none().then_some((end, after)))
    }

    /// A time at a place.
    pub(super) fn time(&self, at: usize) -> Result<Option<(Time, usize)>, Question> {
        clock::time(self.tokens, at).map_err(|trouble| self.ask(trouble.code, at, if self.is_mark(at + 1, ':') { at + 3 } else { at + 1 }))
    }

    fn span(&self, at: usize) -> Result<Option<(Written, usize)>, Question> {
        let year = |at: usize| matches!(self.kind(at), Some(Kind::Number(2000..=2059, 4)));
        if year(at) && self.is_mark(at + 1, '-') && year(at + 2) {
            return Err(self.ask("not_understood", at, at + 3));
        }
        let Some((from, next)) = self.time(at)? else { return Ok(None) };
        let plus =
            |next: usize| if self.is_mark(next, '+') && self.tokens.get(next).is_some_and(|token| token.tight) { next + 1 } else { next };
        if plus(next) > next && !matches!(self.time(next + 1), Ok(Some(_))) {
            let midnight = Time { hour: 24, minute: 0, half: Some(clock::Half::Exact), ..from };
            return Ok(Some((Written { from, to: midnight, open_end: true }, next + 1)));
        }
        let Some(after_dash) = self.connector(next) else { return Err(self.ask("single_time", at, next)) };
        if matches!(self.word(after_dash), Some(Word::Late | Word::Closed)) {
            return Err(self.ask("open_end", at, after_dash + 1));
        }
        let Some((to, after)) = self.time(after_dash)? else { return Err(self.ask("single_time", at, next)) };
        let end = plus(after);
        Ok(Some((Written { from, to, open_end: end > after }, end)))
    }
}

/// From one weekday to another, over Sunday if need be.
fn range(first: u8, last: u8) -> u8 {
    let length = (last + 7 - first) % 7;
    (0..=length).fold(0, |week, step| week | 1 << ((first + step) % 7))
}
