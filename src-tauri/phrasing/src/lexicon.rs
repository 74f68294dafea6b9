//! The words of each language that a wording may use beside the rule's own: those that claim nothing (`free`), and those
//! that carry a meaning (sold out, open, counted …) and may stand only where the rule's answer has that meaning too.
//!
//! The lists are files beside the code, read once. A word that is missing costs a wording, never a wrong promise.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::folding::fold;

const FILES: [(&str, &str); 6] = [
    ("en", include_str!("../../../assets/phrasing/en.txt")),
    ("fr", include_str!("../../../assets/phrasing/fr.txt")),
    ("es", include_str!("../../../assets/phrasing/es.txt")),
    ("pt", include_str!("../../../assets/phrasing/pt.txt")),
    ("hi", include_str!("../../../assets/phrasing/hi.txt")),
    ("ar", include_str!("../../../assets/phrasing/ar.txt")),
];

/// What a word means, as far as it matters here.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Meaning {
    /// Nothing that could be true or false of the shop.
    Free,
    /// It can be had.
    Available,
    /// It cannot.
    Gone,
    /// Somebody has counted.
    Counted,
    /// It is made when it is ordered.
    ToOrder,
    /// Open at this time.
    Open,
    /// Closed at this time.
    Closed,
    /// Will open.
    Opens,
    /// Up to a time.
    Until,
    /// The nearest to what is wanted.
    Nearest,
    /// Something will be said later.
    Tell,
    /// Something comes again.
    Back,
    /// Now; may be left out.
    Now,
    /// Today; may be left out.
    Today,
    /// Turns what stands beside it round.
    Not,
}

const NAMES: [(&str, Meaning); 15] = [
    ("free", Meaning::Free),
    ("available", Meaning::Available),
    ("gone", Meaning::Gone),
    ("counted", Meaning::Counted),
    ("to_order", Meaning::ToOrder),
    ("open", Meaning::Open),
    ("closed", Meaning::Closed),
    ("opens", Meaning::Opens),
    ("until", Meaning::Until),
    ("nearest", Meaning::Nearest),
    ("tell", Meaning::Tell),
    ("back", Meaning::Back),
    ("now", Meaning::Now),
    ("today", Meaning::Today),
    ("not", Meaning::Not),
];

impl Meaning {
    /// Says that something is, or is not, to be had or open: which of several things it is said of matters.
    pub(crate) fn is_a_side(self) -> bool {
        matches!(self, Self::Available | Self::Gone | Self::Open | Self::Closed | Self::Opens)
    }

    /// A wording may leave it out: what is said without it is still true.
    pub(crate) fn may_be_left_out(self) -> bool {
        matches!(self, Self::Free | Self::Now | Self::Today)
    }
}

/// The words of one language: each as it is compared, those of several words as several.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// By first word; the longest first.
    entries: BTreeMap<String, Vec<(Vec<String>, Meaning)>>,
    /// Syllables written together with the next word.
    prefixes: &'static [&'static str],
}

impl Lexicon {
    /// The words of a language; none where it is not one of the six.
    pub(crate) fn of(language: &str) -> Option<&'static Self> {
        static ALL: OnceLock<BTreeMap<&'static str, Lexicon>> = OnceLock::new();
        ALL.get_or_init(|| FILES.iter().map(|(language, text)| (*language, Self::read(language, text))).collect()).get(language)
    }

    fn read(language: &str, text: &str) -> Self {
        let mut lexicon = Self::default();
        if language == "ar" {
            lexicon.prefixes = &["وال", "بال", "فال", "ال", "لل", "و", "ف", "ب", "ل"];
        }
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let Some((_, meaning)) = NAMES.iter().find(|(known, _)| *known == name.trim()) else { continue };
            for entry in words.split_whitespace() {
                let parts: Vec<String> = entry.split('_').map(fold).collect();
                let Some(first) = parts.first().cloned() else { continue };
                lexicon.entries.entry(first).or_default().push((parts, *meaning));
            }
        }
        for same_start in lexicon.entries.values_mut() {
            same_start.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
        }
        lexicon
    }

    /// What the words at the start of these mean, and how many they are; nothing where the first is not known.
    pub(crate) fn meaning(&self, words: &[&str]) -> Option<(Meaning, usize)> {
        let (first, rest) = words.split_first()?;
        self.starting(first, rest).or_else(|| {
            let mut bare = self.prefixes.iter().filter_map(|prefix| first.strip_prefix(prefix)).filter(|bare| bare.chars().count() > 1);
            bare.find_map(|bare| self.starting(bare, rest))
        })
    }

    fn starting(&self, first: &str, rest: &[&str]) -> Option<(Meaning, usize)> {
        let fits = |parts: &[String]| parts.len() <= rest.len() + 1 && parts.iter().skip(1).zip(rest).all(|(part, word)| part == word);
        self.entries.get(first)?.iter().find(|(parts, _)| fits(parts)).map(|(parts, meaning)| (*meaning, parts.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_every_meaning() {
        for (language, text) in FILES {
            for (name, _) in NAMES {
                assert!(text.lines().any(|line| line.starts_with(&format!("{name}:"))), "{language} has no line for {name}");
            }
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                let name = line.split(':').next().unwrap_or_default();
                assert!(NAMES.iter().any(|(known, _)| *known == name), "{language} has a line for {name:?}, which is no meaning");
            }
        }
    }

    #[test]
    fn no_word_means_two_things() {
        for (language, text) in FILES {
            let mut seen: BTreeMap<Vec<String>, &str> = BTreeMap::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let Some((name, words)) = line.split_once(':') else { continue };
                for entry in words.split_whitespace() {
                    let parts: Vec<String> = entry.split('_').map(fold).collect();
                    if let Some(before) = seen.insert(parts, name) {
                        assert_eq!(before, name, "{language}: {entry} stands under two meanings");
                    }
                }
            }
        }
    }

    #[test]
    fn the_longest_words_are_taken_together() {
        let english = Lexicon::of("en").expect("one of the six");
        assert_eq!(english.meaning(&["in", "stock", "now"]), Some((Meaning::Available, 2)), "in stock");
        assert_eq!(english.meaning(&["out", "of", "stock"]), Some((Meaning::Gone, 3)), "out of stock is the other side");
        assert_eq!(english.meaning(&["stock"]), None, "stock alone says nothing that is known");
        let arabic = Lexicon::of("ar").expect("one of the six");
        assert_eq!(arabic.meaning(&["والمتوفر"]).map(|(meaning, _)| meaning), Some(Meaning::Available), "and-the-available");
    }
}
