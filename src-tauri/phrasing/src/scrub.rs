//! What of a customer's words may leave the laptop: not her name, no number that could be hers, no address.
//!
//! Only for saying what a message is about; a wording is asked for without her words. A name nobody knows cannot be told
//! from other words, so what follows "my name is" goes too.

use crate::folding::{fold, is_of_word};

/// No message that needs sorting is longer.
const MOST: usize = 400;
/// From so many figures on it may be a telephone, an order or a card.
const FIGURES: usize = 4;
/// After these, so many words are a name.
const NAME_WORDS: usize = 3;
const INTRODUCTIONS: [&[&str]; 8] = [
    &["my", "name", "is"],
    &["je", "m", "appelle"],
    &["me", "llamo"],
    &["mi", "nombre", "es"],
    &["meu", "nome", "e"],
    &["me", "chamo"],
    &["मेरा", "नाम"],
    &["اسمي"],
];

/// A message without what could tell whose it is.
pub fn scrubbed(text: &str, names: &[&str]) -> String {
    let hers: Vec<String> =
        names.iter().flat_map(|name| name.split(|c: char| !is_of_word(c))).filter(|word| word.chars().count() > 1).map(fold).collect();
    let mut words: Vec<String> = Vec::new();
    let mut folded: Vec<String> = Vec::new();
    let mut name_for = 0;
    for word in text.chars().take(MOST).collect::<String>().split_whitespace() {
        let parts: Vec<String> = word.split(|c: char| !is_of_word(c)).filter(|part| !part.is_empty()).map(fold).collect();
        let known = parts.iter().any(|part| hers.contains(part));
        let masked = if is_address(word) {
            Some("[…]")
        } else if known || name_for > 0 {
            Some("[name]")
        } else {
            None
        };
        // Behind a comma the sentence goes on.
        name_for = if word.ends_with([',', '.', ';', '!', '?', '،']) { 0 } else { usize::saturating_sub(name_for, 1) };
        words.push(masked.map_or_else(|| word.to_owned(), str::to_owned));
        folded.extend(parts);
        if INTRODUCTIONS.iter().any(|start| folded.ends_with(&start.iter().map(|word| fold(word)).collect::<Vec<_>>())) {
            name_for = NAME_WORDS;
        }
    }
    without_numbers(&words.join(" "))
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let dotted = lower.trim_matches(|c: char| !c.is_alphanumeric()).split('.').collect::<Vec<_>>();
    word.contains('@')
        || lower.contains("://")
        || lower.starts_with("www.")
        || lower.contains('/') && lower.contains('.')
        || dotted.len() > 1
            && dotted.iter().all(|part| !part.is_empty() && !part.chars().any(char::is_numeric))
            && dotted.last().is_some_and(|last| last.len() > 1 && last.is_ascii())
}

/// Runs of figures, however they are grouped: a telephone, an order, a card.
fn without_numbers(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < characters.len() {
        let starts = characters[at].is_numeric()
            || "+(".contains(characters[at]) && characters.get(at + 1).is_some_and(|c| c.is_numeric() || *c == '(');
        if !starts {
            out.push(characters[at]);
            at += 1;
            continue;
        }
        let of_number = |c: char| c.is_numeric() || " +-–.()/\u{a0}".contains(c);
        let run = characters[at..].iter().take_while(|c| of_number(**c)).count();
        // Letters right behind figures ("A4B7") belong to a code as well.
        let figures = characters[at..at + run].iter().filter(|c| c.is_numeric()).count();
        if figures >= FIGURES {
            out.push_str("[number]");
            if characters[at + run - 1].is_whitespace() {
                out.push(' ');
            }
        } else {
            out.extend(&characters[at..at + run]);
        }
        at += run;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_tells_whose_it_is_leaves() {
        for (text, names, gone) in [
            ("call me on +33 6 39 98 19 00 please", vec![], vec!["33", "39 98"]),
            ("my number is 06.39.98.19.00", vec![], vec!["98"]),
            ("रुको मेरा फोन ९८७६५ ४३२१०", vec![], vec!["९८७६५"]),
            ("رقمي ٠٦١٢٣٤٥٦٧٨", vec![], vec!["٠٦١٢"]),
            ("write to asha@example.com", vec![], vec!["asha", "example"]),
            ("see https://chez.example/pay?x=1 now", vec![], vec!["chez", "pay"]),
            ("see chez-nadia.example", vec![], vec!["nadia"]),
            ("Asha here, is it ready?", vec!["Asha Patel"], vec!["Asha"]),
            ("c'est ÉLODIE", vec!["Elodie"], vec!["ÉLODIE"]),
            ("my name is Wilhelmina Brandt, when do you open", vec![], vec!["Wilhelmina", "Brandt"]),
            ("je m'appelle Zoé Martin et je cherche", vec![], vec!["Zoé", "Martin"]),
            ("order A12345678", vec![], vec!["12345678"]),
        ] {
            let left = scrubbed(text, &names);
            for word in gone {
                assert!(!left.contains(word), "{word:?} of {text:?} stays here, but this would leave: {left:?}");
            }
        }
    }

    #[test]
    fn what_it_is_about_stays_readable() {
        for text in ["do you have the boot in 42?", "is it open at 7.30?", "2 of them please", "c'est combien ?", "e.g. tomorrow"] {
            let kept = scrubbed(text, &["Asha"]);
            assert!(kept.split_whitespace().count() + 1 >= text.split_whitespace().count(), "{text:?} can still be understood: {kept:?}");
        }
        assert!(scrubbed(&"word ".repeat(500), &[]).chars().count() <= 400, "and a novel is cut");
    }
}
