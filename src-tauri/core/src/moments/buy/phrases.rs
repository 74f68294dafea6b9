//! The words people buy with, in six languages: "I'll take", "and", "half a", "without", "my usual". Lists beside the
//! code; a phrase counts only where it stands whole, so that what is not in a list is not guessed at.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::moments::tell_me::{is_article, plain};

/// The lists.
#[derive(Default, Deserialize)]
pub(in crate::moments) struct Phrases {
    /// She has decided.
    pub(in crate::moments) take: Vec<String>,
    /// Between two things.
    and: Vec<String>,
    half: Vec<String>,
    between: Vec<String>,
    /// One, where it counts: "quita uno".
    pub(in crate::moments) one: Vec<String>,
    /// Put it aside until then.
    pub(in crate::moments) hold: Vec<String>,
    /// The whole message: no order after all.
    cancel: Vec<String>,
    polite: Vec<String>,
    /// Less of it.
    pub(in crate::moments) less: Vec<String>,
    /// More of it.
    pub(in crate::moments) more: Vec<String>,
    /// "Dos más": more, said behind the number.
    pub(in crate::moments) again: Vec<String>,
    /// So many instead.
    pub(in crate::moments) make: Vec<String>,
    /// The shop should bring it, or does it?
    pub(in crate::moments) deliver: Vec<String>,
    /// She comes for it herself.
    pub(in crate::moments) collect: Vec<String>,
    /// As always.
    pub(in crate::moments) usual: Vec<String>,
}

/// Read once.
pub(in crate::moments) fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let read: Phrases = serde_json::from_str(include_str!("../../../../../assets/understanding/buying.json")).unwrap_or_default();
        let folded = |list: Vec<String>| list.iter().map(|phrase| plain(phrase)).filter(|phrase| !phrase.is_empty()).collect();
        Phrases {
            take: folded(read.take),
            one: folded(read.one),
            hold: folded(read.hold),
            cancel: folded(read.cancel),
            polite: folded(read.polite),
            less: folded(read.less),
            more: folded(read.more),
            again: folded(read.again),
            make: folded(read.make),
            usual: folded(read.usual),
            deliver: folded(read.deliver),
            collect: folded(read.collect),
            half: folded(read.half),
            between: folded(read.between),
            and: read.and,
        }
    })
}

/// Whether a text holds one of these, as whole words.
pub(in crate::moments) fn holds(text: &str, any: &[String]) -> bool {
    let padded = format!(" {} ", plain(text));
    any.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether a text is one of these and at most a polite word beside it.
pub(in crate::moments) fn cancels(text: &str) -> bool {
    let all = phrases();
    let mut said = plain(text);
    for polite in &all.polite {
        if let Some(rest) = said.strip_prefix(&format!("{polite} ")).or_else(|| said.strip_suffix(&format!(" {polite}"))) {
            said = rest.to_owned();
        }
    }
    all.cancel.contains(&said)
}

/// What of a piece is no courtesy, no article, no number and no "I'll take".
pub(in crate::moments) fn rest(piece: &str) -> String {
    let all = phrases();
    let mut said = format!(" {} ", plain(piece));
    for phrase in all.take.iter().chain(&all.polite).chain(&all.more).chain(&all.less).chain(&all.make) {
        said = said.replace(&format!(" {phrase} "), " ");
    }
    let kept = |word: &&str| {
        !is_article(word)
            && !all.one.iter().any(|one| one == word)
            && !all.between.iter().any(|one| one == word)
            && !word.chars().all(char::is_numeric)
    };
    said.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ")
}

/// A sentence in the pieces between its commas and its "and"s; half a kilo written as half a kilo.
pub(in crate::moments) fn pieces(text: &str) -> Vec<String> {
    /// More things are not said in one breath.
    const MOST: usize = 12;
    let all = phrases();
    let mut pieces = vec![Vec::<String>::new()];
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([',', ';', '.', '!', '،']);
        let lower = plain(bare);
        let and = all.and.iter().any(|and| and == bare || and == &lower);
        if !and && !bare.is_empty() {
            pieces.last_mut().map(|piece| piece.push(bare.to_owned())).unwrap_or_default();
        }
        if (and || bare.len() < word.len()) && pieces.len() < MOST && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(Vec::new());
        }
    }
    pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| halves(piece).join(" ")).collect()
}

/// Nothing but a number of pieces: "2 pairs please".
pub(in crate::moments) fn only_pieces(piece: &str) -> bool {
    let rest = rest(piece);
    !rest.is_empty() && rest.split(' ').all(is_piece)
}

/// A word that stands behind a number of pieces.
pub(in crate::moments) fn is_piece(word: &str) -> bool {
    const PIECES: [&str; 14] =
        ["pair", "pairs", "piece", "pieces", "of", "them", "paire", "paires", "pares", "par", "unidades", "unites", "जोड़ी", "قطع"];
    PIECES.contains(&word)
}

/// A sentence without the "and" it begins with: "and the second one?"
pub(in crate::moments) fn without_and(sentence: &str) -> &str {
    match sentence.split_once(char::is_whitespace) {
        Some((first, rest)) if phrases().and.iter().any(|and| *and == plain(first)) => rest.trim_start(),
        _ => sentence,
    }
}

/// A text on the two sides of its only "and", and of its only "or" where that counts as well; as it is where it has none of
/// them, or several.
pub(in crate::moments) fn clauses(text: &str, or: bool) -> Vec<String> {
    const OR: [&str; 9] = ["or", "vs", "versus", "ou", "o", "u", "या", "ya", "او"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_and = |word: &&str| {
        let word = plain(word);
        phrases().and.contains(&word) || or && OR.contains(&word.as_str())
    };
    let mut sides = words.split(is_and).map(|side| side.join(" ").trim_end_matches(',').to_owned());
    match (sides.next(), sides.next(), sides.next()) {
        (Some(left), Some(right), None) if !left.is_empty() && !right.is_empty() => vec![left, right],
        _ => vec![text.to_owned()],
    }
}

/// "Half a kilo", "un demi-kilo": 0.5 kg.
fn halves(words: &[String]) -> Vec<String> {
    let all = phrases();
    let flat: Vec<&str> = words.iter().flat_map(|word| word.split('-')).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = flat.get(at) {
        if all.half.contains(&plain(word)) {
            let gap = usize::from(flat.get(at + 1).is_some_and(|next| all.between.contains(&plain(next))));
            if let Some(unit) = flat.get(at + 1 + gap).and_then(|unit| unit_of(&plain(unit))) {
                // "Un demi-kilo": the article counts nothing.
                if out.last().is_some_and(|before: &String| all.between.contains(&plain(before))) {
                    out.pop();
                }
                out.push(format!("0.5 {unit}"));
                at += 2 + gap;
                continue;
            }
        }
        out.push((*word).to_owned());
        at += 1;
    }
    if out.len() == flat.len() { words.to_vec() } else { out }
}

fn unit_of(word: &str) -> Option<&'static str> {
    match word {
        "kilo" | "kilos" | "kg" | "quilo" | "किलो" | "كيلو" => Some("kg"),
        "litre" | "liter" | "litro" | "l" | "लीटर" | "لتر" => Some("l"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_falls_into_its_things() {
        for (text, wanted) in [
            ("I take two of the black in 42 and the laces", &["I take two of the black in 42", "the laces"][..]),
            ("je prends un demi-kilo de pommes, 2 poires et du miel", &["je prends 0.5 kg de pommes", "2 poires", "du miel"]),
            ("half a kilo of cheese", &["0.5 kg of cheese"]),
            ("dos cafés y un té", &["dos cafés", "un té"]),
            ("1,5 kg de pommes", &["1,5 kg de pommes"]),
            ("t-shirt", &["t-shirt"]),
        ] {
            assert_eq!(pieces(text), wanted, "{text}");
        }
    }

    #[test]
    fn two_questions_part_at_their_and() {
        for (text, wanted) in [
            ("how much is the Runner, and where are you?", &["how much is the Runner", "where are you?"][..]),
            ("combien coûte la Runner et vous êtes où ?", &["combien coûte la Runner", "vous êtes où ?"]),
            ("salt and pepper and sugar", &["salt and pepper and sugar"]),
            ("and you?", &["and you?"]),
        ] {
            assert_eq!(clauses(text, false), wanted, "{text}");
        }
    }

    #[test]
    fn only_the_whole_word_cancels() {
        for (text, is) in [
            ("Cancel my order, please", true),
            ("annulez ma commande svp", true),
            ("can I cancel later?", false),
            ("cancela mi pedido", true),
            ("what if I cancel", false),
        ] {
            assert_eq!(cancels(text), is, "{text}");
        }
    }
}
