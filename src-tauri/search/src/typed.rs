//! How well a word of the shop answers a word somebody typed: the same, begun, or with one slip of the finger.
//!
//! A slip is one letter too many, missing, wrong, or two swapped; in a word of nine letters and more, two. Words with
//! digits forgive nothing when short: 42 is not 43.

use crate::words;

/// A word of the shop that may be meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    /// Its place in the list of words.
    pub(crate) word: usize,
    /// 1.0 is the same word.
    pub(crate) quality: f32,
}

/// One word as typed, with another way to read it.
#[derive(Clone, Debug)]
pub(crate) struct TypedWord {
    text: String,
    /// "t shirt" is also looked for as "tshirt".
    joined: Option<String>,
    /// The last word may be only begun.
    last: bool,
}

/// A query.
#[derive(Debug)]
pub(crate) struct Typed {
    words: Vec<TypedWord>,
}

/// More words than this in one query are not looked for.
const MOST_WORDS: usize = 12;

impl Typed {
    pub(crate) fn read(text: &str) -> Self {
        // What is far longer than a name is no query; its beginning is.
        let end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
        let open = text.get(..end).unwrap_or(text);
        let mut list = words::query_words(open);
        list.truncate(MOST_WORDS);
        let count = list.len();
        let unfinished = open.chars().next_back().is_some_and(char::is_alphanumeric);
        let words =
            list.into_iter().enumerate().map(|(at, text)| TypedWord { text, joined: None, last: unfinished && at + 1 == count }).collect();
        Self { words }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = TypedWord> + '_ {
        self.words.iter().cloned()
    }

    /// Reads "t shirt" also as "tshirt", and an unknown "laufschuh" or "500ml" as its two parts, where the shop has those words.
    pub(crate) fn joined_and_split(&mut self, known: impl Fn(&str) -> bool) {
        for at in 1..self.words.len() {
            let joined = format!("{}{}", self.words[at - 1].text, self.words[at].text);
            if known(&joined) {
                self.words[at - 1].joined = Some(joined.clone());
                self.words[at].joined = Some(joined);
            }
        }
        let mut parted = Vec::with_capacity(self.words.len() + 1);
        for word in self.words.drain(..) {
            match halves(&word, &known) {
                Some((left, right)) => {
                    parted.push(TypedWord { text: left, joined: None, last: false });
                    parted.push(TypedWord { text: right, joined: None, last: word.last });
                }
                None => parted.push(word),
            }
        }
        self.words = parted;
    }
}

fn halves(word: &TypedWord, known: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let text = &word.text;
    if known(text) || word.joined.is_some() {
        return None;
    }
    let mut runs = words::split_at_digits(text);
    if let (Some(left), Some(right), None) = (runs.next(), runs.next(), runs.next()) {
        if known(left) || known(right) {
            return Some((left.to_owned(), right.to_owned()));
        }
    }
    (3..text.len().saturating_sub(2)).find_map(|at| {
        let (left, right) = text.split_at_checked(at)?;
        (known(left) && known(right)).then(|| (left.to_owned(), right.to_owned()))
    })
}

/// One bit for each letter and digit a word has. Two words one slip apart differ in two bits at most.
pub(crate) fn mask(word: &str) -> u64 {
    word.bytes().fold(0, |mask, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => byte - b'0' + 26,
            _ => 36,
        };
        mask | 1 << bit
    })
}

/// The words of the shop that may be meant.
pub(crate) fn matches<'w>(typed: &TypedWord, masks: &[u64], word_at: impl Fn(usize) -> &'w str) -> Vec<Match> {
    let wanted = mask(&typed.text);
    let slips = slips_allowed(&typed.text);
    let joined = typed.joined.as_deref();
    let joined_mask = joined.map_or(u64::MAX, mask);
    let mut found = Vec::new();
    for (word, &its) in masks.iter().enumerate() {
        // Letters typed that the word has not: a slip accounts for one each.
        if more_than(slips, wanted & !its) && its != joined_mask {
            continue;
        }
        let text = word_at(word);
        let quality = if joined == Some(text) { 0.97 } else { quality(typed, text, slips) };
        if quality > 0.0 {
            found.push(Match { word, quality });
        }
    }
    found
}

/// Whether more than so many bits are set. Taking the lowest away is one step where counting them all is a dozen,
/// unless the processor has an instruction for it, which not all have.
fn more_than(few: u32, bits: u64) -> bool {
    let mut left = bits;
    for _ in 0..few {
        left &= left.wrapping_sub(1);
    }
    left != 0
}

/// Short words forgive nothing: every other one would match.
fn slips_allowed(typed: &str) -> u32 {
    let digits = typed.bytes().filter(u8::is_ascii_digit).count();
    match typed.len() {
        _ if digits * 2 > typed.len() && typed.len() < 8 => 0,
        _ if digits > 0 && typed.len() < 6 => 0,
        0..=2 => 0,
        3..=8 => 1,
        _ if digits > 0 => 1,
        _ => 2,
    }
}

fn quality(typed: &TypedWord, word: &str, slips: u32) -> f32 {
    let (wanted, has) = (typed.text.as_bytes(), word.as_bytes());
    if wanted == has {
        return 1.0;
    }
    let share = wanted.len() as f32 / has.len().max(1) as f32;
    if has.starts_with(wanted) {
        // A word begun: nearly as good where typing is still going on, and for endings ("shoe", "shoes").
        let begun = if typed.last || has.len() - wanted.len() <= 2 { 0.82 } else { 0.5 };
        return begun + 0.15 * share;
    }
    if slips == 0 {
        return 0.0;
    }
    let apart = distance(wanted, has, slips);
    if apart <= slips {
        // The first letter is seldom wrong.
        let first = if wanted.first() == has.first() { 0.0 } else { 0.08 };
        return 0.72 - 0.14 * (apart - 1) as f32 - first;
    }
    if typed.last && wanted.len() >= 4 && has.len() > wanted.len() {
        let begun = [wanted.len() - 1, wanted.len(), wanted.len() + 1].into_iter().filter_map(|end| has.get(..end));
        if begun.map(|part| distance(wanted, part, 1)).min().is_some_and(|d| d <= 1) {
            return 0.42 + 0.12 * share;
        }
    }
    0.0
}

/// Slips between two words, counted up to `most` (at most two); beyond that any larger number.
fn distance(one: &[u8], other: &[u8], most: u32) -> u32 {
    if one.len().abs_diff(other.len()) > most as usize {
        return most + 1;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    match (one, other) {
        ([], rest) | (rest, []) => rest.len() as u32,
        ([_], [_]) => 1,
        ([a, b], [c, d]) if a == d && b == c => 1,
        _ if most < 2 => 2,
        // Two slips: the first is one of four, the rest has one less.
        _ => {
            let mut least = 1 + distance(&one[1..], &other[1..], most - 1);
            least = least.min(1 + distance(&one[1..], other, most - 1)).min(1 + distance(one, &other[1..], most - 1));
            if let ([a, b, one_rest @ ..], [c, d, other_rest @ ..]) = (one, other) {
                if a == d && b == c {
                    least = least.min(1 + distance(one_rest, other_rest, most - 1));
                }
            }
            least
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_fingers_make_them() {
        for (one, other, apart) in [
            ("runner", "runner", 0),
            ("runer", "runner", 1),
            ("runnner", "runner", 1),
            ("runnet", "runner", 1),
            ("rnuner", "runner", 1),
            ("rner", "runner", 2),
            ("runnerx", "runners", 1),
            ("chocolat", "chocolate", 1),
            ("chcoolaet", "chocolate", 2),
            ("abc", "xyz", 3),
        ] {
            let counted = distance(one.as_bytes(), other.as_bytes(), 2);
            assert_eq!(counted.min(3), apart, "{one} for {other}");
            assert_eq!(distance(other.as_bytes(), one.as_bytes(), 2).min(3), apart, "and the other way round");
        }
    }

    #[test]
    fn a_slip_never_hides_behind_the_mask() {
        // Every single slip in a word leaves at most one letter that the word has not.
        let word = "sandal";
        for at in 0..word.len() {
            for letter in 'a'..='z' {
                let mut wrong = word.to_owned();
                wrong.replace_range(at..=at, &letter.to_string());
                assert!((mask(&wrong) & !mask(word)).count_ones() <= 1, "{wrong} would be looked at");
                let mut longer = word.to_owned();
                longer.insert(at, letter);
                assert!((mask(&longer) & !mask(word)).count_ones() <= 1, "{longer} would be looked at");
            }
        }
    }
}
