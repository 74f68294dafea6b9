//! The words of opening hours in each language, from the lists in `words/`.
//!
//! A line of a list is a meaning and the phrases that have it. The lists are text and not code, so
//! that somebody who speaks the language can mend them. The first meaning of a phrase stays; a
//! language that borrows another's words (Hindi and Arabic from English, all from OSM) only gets
//! those it has no own meaning for.

use super::lex::{Piece, PieceKind, pieces};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language whose hours are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Language {
    Osm,
    En,
    Fr,
    Es,
    Pt,
    De,
    It,
    Nl,
    Hi,
    Ar,
    Pl,
    Ru,
    Tr,
    Id,
    Sv,
}

impl Language {
    pub(super) const ALL: [Self; 15] = [
        Self::Osm,
        Self::En,
        Self::Fr,
        Self::Es,
        Self::Pt,
        Self::De,
        Self::It,
        Self::Nl,
        Self::Hi,
        Self::Ar,
        Self::Pl,
        Self::Ru,
        Self::Tr,
        Self::Id,
        Self::Sv,
    ];

    /// From a tag such as `fr`, `fr-CA` or `fr_FR`.
    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Some(match primary.as_str() {
            "en" => Self::En,
            "fr" => Self::Fr,
            "es" => Self::Es,
            "pt" => Self::Pt,
            "de" => Self::De,
            "it" => Self::It,
            "nl" => Self::Nl,
            "hi" => Self::Hi,
            "ar" => Self::Ar,
            "pl" => Self::Pl,
            "ru" => Self::Ru,
            "tr" => Self::Tr,
            "id" => Self::Id,
            "sv" => Self::Sv,
            _ => return None,
        })
    }

    fn list(self) -> &'static str {
        match self {
            Self::Osm => include_str!("words/osm.txt"),
            Self::En => include_str!("words/en.txt"),
            Self::Fr => include_str!("words/fr.txt"),
            Self::Es => include_str!("words/es.txt"),
            Self::Pt => include_str!("words/pt.txt"),
            Self::De => include_str!("words/de.txt"),
            Self::It => include_str!("words/it.txt"),
            Self::Nl => include_str!("words/nl.txt"),
            Self::Hi => include_str!("words/hi.txt"),
            Self::Ar => include_str!("words/ar.txt"),
            Self::Sv => include_str!("words/sv.txt"),
            Self::Id => include_str!("words/id.txt"),
            Self::Tr => include_str!("words/tr.txt"),
            Self::Ru => include_str!("words/ru.txt"),
            Self::Pl => include_str!("words/pl.txt"),
        }
    }

    fn borrows(self) -> &'static [Self] {
        match self {
            Self::Osm => &[],
            Self::Hi | Self::Ar => &[Self::En, Self::Osm],
            _ => &[Self::Osm],
        }
    }

    /// Whether bare numbers up to twelve may mean the afternoon.
    pub(super) fn counts_to_twelve(self) -> bool {
        matches!(self, Self::En | Self::Hi | Self::Ar)
    }
}

/// What a word of the lists means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A weekday, Monday being 0.
    Day(u8),
    /// “mar” in Spanish: a weekday or a month.
    DayOrMonth(u8, u8),
    /// “Die” in German: Tuesday for short, or an article.
    DayOrFill(u8),
    /// A capital letter for a weekday; none when it could be two of them.
    Letter(Option<u8>),
    /// Weekdays as bits, Monday being 1.
    Days(u8),
    /// January is 1.
    Month(u8),
    Public,
    /// “holiday”: public holidays, or the weekly day off where a weekday stands before it.
    Holiday,
    /// “holidays”: the same, but rarely of one weekday.
    Holidays,
    School,
    SundayAndPublic,
    /// The days nothing else was said of.
    OtherDays,
    /// Which of the weekdays of a month; the last one is −1.
    Nth(i8),
    /// “of the month”.
    OfMonth,
    /// “every”, before one day.
    Each,
    Closed,
    Open,
    /// Day and night, every day.
    Always,
    /// Day and night.
    AllDay,
    Noon,
    Midnight,
    Am,
    /// “am” in German: “on the”, or what it is after an hour.
    AmOrFill,
    Pm,
    /// “مساء”: p.m., but twelve of it is midnight, since noon has a word of its own.
    PmEvening,
    Period(Period),
    /// An hour mark of languages that count to 24: “h”, “Uhr”.
    HourMark,
    /// An hour mark that says nothing of that: “o'clock”.
    HourOnly,
    To,
    From,
    Between,
    And,
    Or,
    Except,
    /// Hindi says the exception first.
    ExceptAfter,
    Appointment,
    Only,
    Also,
    /// Adds nothing.
    Fill,
    Break,
    /// A feast of a fixed date.
    Date(u8, u8),
    /// A feast some days after Easter Sunday.
    Easter(i16),
    /// An end that is no time.
    Late,
    /// Open longer than usual, on a day and until a time that are said beside it.
    OpenLate,
    /// From sunrise to sunset.
    Sun,
    /// From dawn to dusk.
    Twilight,
    /// Has to be asked about, by this code.
    Ask(&'static str),
}

/// A part of the day that goes with an hour up to twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// The words of one language.
pub(super) struct Vocabulary {
    /// By first piece, the longest phrase first.
    phrases: HashMap<String, Vec<Phrase>>,
}

/// Some pieces and what they mean.
struct Phrase {
    pieces: Vec<Piece>,
    word: Word,
    /// Not borrowed from another language.
    own: bool,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) word: Word,
    /// How many pieces it takes.
    pub(super) length: usize,
    pub(super) own: bool,
}

impl Vocabulary {
    /// That of a language, read once.
    pub(super) fn of(language: Language) -> &'static Self {
        static ALL: LazyLock<HashMap<Language, Vocabulary>> =
            LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, Vocabulary::read(language))).collect());
        static NONE: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary { phrases: HashMap::new() });
        ALL.get(&language).unwrap_or(&NONE)
    }

    fn read(language: Language) -> Self {
        let mut vocabulary = Self { phrases: HashMap::new() };
        for source in [&[language], language.borrows()].concat() {
            for line in source.list().lines() {
                let Some((meaning, phrases)) = line.split_once(' ') else { continue };
                let Some(word) = word(meaning) else { continue };
                for phrase in phrases.split('|') {
                    vocabulary.add(Phrase { pieces: pieces(phrase.trim()), word, own: source == language });
                }
            }
        }
        for list in vocabulary.phrases.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.pieces.len()));
        }
        vocabulary
    }

    fn add(&mut self, new: Phrase) {
        let Some(first) = new.pieces.first() else { return };
        let list = self.phrases.entry(first.text.clone()).or_default();
        let same = |known: &Phrase| {
            let one_is_a_letter = matches!(known.word, Word::Letter(_)) != matches!(new.word, Word::Letter(_));
            let alike = known.pieces.iter().zip(&new.pieces).all(|(a, b)| a.text == b.text && a.tight == b.tight);
            !one_is_a_letter && known.pieces.len() == new.pieces.len() && alike
        };
        if !list.iter().any(same) {
            list.push(new);
        }
    }

    /// Whether any phrase starts with this word.
    pub(super) fn starts(&self, text: &str) -> bool {
        self.phrases.contains_key(text)
    }

    /// The longest phrase at a place.
    pub(super) fn longest(&self, pieces: &[Piece], at: usize, allowed: impl Fn(Word) -> bool) -> Option<Found> {
        let list = self.phrases.get(&pieces.get(at)?.text)?;
        let fits = |phrase: &&Phrase| {
            if matches!(phrase.word, Word::Letter(_)) && !pieces.get(at).is_some_and(|piece| piece.capital && lonely(pieces, at)) {
                return false;
            }
            let Some(typed) = pieces.get(at..at + phrase.pieces.len()) else { return false };
            if matches!(phrase.word, Word::Am | Word::Pm)
                && ends_in_monday(typed, pieces.get(at + phrase.pieces.len()..).unwrap_or_default())
            {
                return false;
            }
            let tight = |a: &Piece, b: &Piece, i: usize| {
                // “2a” is Portuguese for Monday, “2 a 6” is from two to six.
                let after_number = i > 0 && phrase.pieces.get(i - 1).is_some_and(|before| before.kind == PieceKind::Number);
                !(after_number && b.kind == PieceKind::Word) || a.tight == b.tight
            };
            let alike = |(i, (a, b)): (usize, (&Piece, &Piece))| a.text == b.text && a.kind == b.kind && tight(a, b, i);
            typed.iter().zip(&phrase.pieces).enumerate().all(alike) && allowed(phrase.word)
        };
        list.iter().find(fits).map(|phrase| Found { word: phrase.word, length: phrase.pieces.len(), own: phrase.own })
    }
}

/// A capital letter that is no part of an abbreviation or after a number.
fn lonely(pieces: &[Piece], at: usize) -> bool {
    let after_number = pieces.get(at).is_some_and(|piece| piece.tight)
        && at.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(|before| before.kind == PieceKind::Number);
    // “D'avril”: only an apostrophe stands between two words without a blank.
    let elided = pieces.get(at + 1).is_some_and(|next| next.tight && next.kind == PieceKind::Word);
    !after_number && !elided
}

/// Whether the “M” of “5p M” or “5p M-F” is a Monday and no second half of “p m”: it stands apart
/// from a “p” that is glued to its hour or small, or days go on after it.
fn ends_in_monday(typed: &[Piece], rest: &[Piece]) -> bool {
    let [first, .., last] = typed else { return false };
    let letters = first.kind == PieceKind::Word && last.kind == PieceKind::Word;
    if !letters || last.tight || !last.capital {
        return false;
    }
    let goes_on = matches!(rest, [mark, day, ..] if matches!(mark.text.as_str(), "-" | "," | "/" | "&") && day.capital);
    !first.capital || first.tight || goes_on
}

/// “0,2,4”: Monday, Wednesday and Friday as bits.
fn listed_days(list: &str) -> Option<u8> {
    list.split(',').try_fold(0, |days, day| Some(days | 1u8.checked_shl(day.parse().ok()?)?))
}

fn word(meaning: &str) -> Option<Word> {
    Some(match meaning {
        "PH" => Word::Public,
        "HOLIDAY" => Word::Holiday,
        "HOLIDAYS" => Word::Holidays,
        "SH" => Word::School,
        "SUPH" => Word::SundayAndPublic,
        "OTHER" => Word::OtherDays,
        "OFMONTH" => Word::OfMonth,
        "EACH" => Word::Each,
        "CLOSED" => Word::Closed,
        "OPEN" => Word::Open,
        "ALWAYS" => Word::Always,
        "ALLDAY" => Word::AllDay,
        "NOON" => Word::Noon,
        "MIDNIGHT" => Word::Midnight,
        "AM" => Word::Am,
        "AM?" => Word::AmOrFill,
        "PM" => Word::Pm,
        "PM12" => Word::PmEvening,
        "MORNING" => Word::Period(Period::Morning),
        "AFTERNOON" => Word::Period(Period::Afternoon),
        "EVENING" => Word::Period(Period::Evening),
        "NIGHT" => Word::Period(Period::Night),
        "H" => Word::HourMark,
        "HM" => Word::HourOnly,
        "TO" => Word::To,
        "FROM" => Word::From,
        "BETWEEN" => Word::Between,
        "AND" => Word::And,
        "OR" => Word::Or,
        "EXCEPT" => Word::Except,
        "EXCEPTPOST" => Word::ExceptAfter,
        "APPT" => Word::Appointment,
        "ONLY" => Word::Only,
        "ALSO" => Word::Also,
        "FILL" => Word::Fill,
        "BREAK" => Word::Break,
        "LATE" => Word::Late,
        "OPENLATE" => Word::OpenLate,
        "SUN" => Word::Sun,
        "TWILIGHT" => Word::Twilight,
        "LETTER?" => Word::Letter(None),
        "ASK:which_dates" => Word::Ask("which_dates"),
        "ASK:not_understood" => Word::Ask("not_understood"),
        "ASK:which_days" => Word::Ask("which_days"),
        "ASK:not_opening_hours" => Word::Ask("not_opening_hours"),
        _ => return numbered(meaning),
    })
}

/// A meaning with numbers: `D0`, `DM1-3`, `DATE:12-25`.
fn numbered(meaning: &str) -> Option<Word> {
    let number = |text: &str| text.parse::<u8>().ok();
    let start = meaning.find(|c: char| c.is_ascii_digit() || c == '-' || c == ':')?;
    let (name, rest) = meaning.split_at(start);
    let rest = rest.trim_start_matches(':');
    let pair = || rest.split_once('-').and_then(|(a, b)| Some((number(a)?, number(b)?)));
    Some(match name {
        "D" => Word::Day(number(rest)?),
        "D?" => Word::DayOrFill(number(rest)?),
        "LETTER" => Word::Letter(Some(number(rest)?)),
        "M" => Word::Month(number(rest)?),
        "DM" => pair().map(|(day, month)| Word::DayOrMonth(day, month))?,
        "N" => Word::Nth(rest.parse().ok()?),
        "G" if rest.contains(',') => Word::Days(listed_days(rest)?),
        "G" => pair().map(|(first, last)| Word::Days((first..=last).fold(0, |days, day| days | 1 << day)))?,
        "DATE" => pair().map(|(month, day)| Word::Date(month, day))?,
        "EASTER" => Word::Easter(rest.parse().ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_list_has_a_meaning() {
        for language in Language::ALL {
            for line in language.list().lines() {
                let (meaning, phrases) = line.split_once(' ').unwrap_or((line, ""));
                assert!(word(meaning).is_some(), "{language:?}: {meaning} is no meaning");
                assert!(phrases.split('|').all(|phrase| !pieces(phrase.trim()).is_empty()), "{language:?}: an empty phrase in {line}");
            }
        }
    }

    #[test]
    fn no_language_gives_an_osm_day_a_meaning_that_is_no_day() {
        for language in Language::ALL {
            for name in ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "off"] {
                let pieces = pieces(name);
                let found = Vocabulary::of(language).longest(&pieces, 0, |_| true).map(|found| found.word);
                let fine = matches!(found, Some(Word::Day(_) | Word::Public | Word::Closed | Word::Ask(_)));
                assert!(fine, "{language:?} reads {name} as {found:?}");
            }
        }
    }

    #[test]
    fn each_language_names_seven_days_and_twelve_months() {
        for language in Language::ALL {
            for day in 0..7 {
                assert!(language.list().lines().any(|line| line.starts_with(&format!("D{day} "))), "{language:?} lacks day {day}");
            }
            for month in 1..13 {
                assert!(language.list().lines().any(|line| line.starts_with(&format!("M{month} "))), "{language:?} lacks month {month}");
            }
        }
    }
}
