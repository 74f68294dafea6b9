//! Small words that decide between two answers: hours or the way, which shop has it, may it be sent back, has she decided, is
//! this a machine,
//! nothing but a laugh.
//! They lie in `assets/understanding/asks.json` and count only as whole words; a model could guess more of them, and would
//! sometimes say the hours to somebody who is lost.

use std::sync::OnceLock;

use serde::Deserialize;

use super::tell_me::plain;

/// The lists, folded.
#[derive(Default, Deserialize)]
pub(super) struct Asks {
    /// It is about hours.
    pub(super) hours: Vec<String>,
    /// It is about the way.
    pub(super) way: Vec<String>,
    /// Which of the shops has it.
    pub(super) which_store: Vec<String>,
    /// Of sending back, of discounts, of renting: what the shop allows, and no row says.
    pub(super) terms: Vec<String>,
    /// Beside "I'll take": she has not decided, or decided against it.
    pub(super) undecided: Vec<String>,
    /// Words that name nothing, of four letters and more.
    pub(super) function_words: Vec<String>,
    /// Whether a machine answers; the whole message.
    machine: Vec<String>,
    /// Said to be friendly; each word of the message.
    laughs: Vec<String>,
}

/// Read once.
pub(super) fn asks() -> &'static Asks {
    static ASKS: OnceLock<Asks> = OnceLock::new();
    ASKS.get_or_init(|| {
        let read: Asks = serde_json::from_str(include_str!("../../../../assets/understanding/asks.json")).unwrap_or_default();
        let folded = |list: Vec<String>| list.iter().map(|one| plain(one)).filter(|one| !one.is_empty()).collect();
        Asks {
            hours: folded(read.hours),
            way: folded(read.way),
            which_store: folded(read.which_store),
            terms: folded(read.terms),
            undecided: folded(read.undecided),
            function_words: folded(read.function_words),
            machine: folded(read.machine),
            laughs: folded(read.laughs),
        }
    })
}

/// Whether she asks if a machine answers her, and nothing else.
pub(super) fn is_machine_asked(text: &str) -> bool {
    // "Hi, are you a bot?"
    asks().machine.contains(&plain(text)) || text.split(['?', '!', ',', '.', ';', '؟']).any(|part| asks().machine.contains(&plain(part)))
}

/// Nothing but laughter, or no words at all: a face, a thumb.
pub(super) fn only_laughs(text: &str) -> bool {
    let said = plain(text);
    // "hahaha", "jajaja", "kkkk", "hehe": one syllable, or one letter, over and over.
    let laughs = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        let twice = ["haha", "jaja", "hehe", "hihi", "jiji", "jeje", "rsrs", "ههه", "ahah"];
        let one_syllable = letters.len() <= 2 && twice.iter().any(|laugh| word.contains(laugh));
        word.chars().count() >= 4 && (one_syllable || letters.as_slice() == ['k']) || asks().laughs.iter().any(|one| one == word)
    };
    if said.is_empty() {
        // A question mark asks, and a face may be angry.
        return !text.is_ascii() && !text.contains(['?', '؟', '!', '❓', '❔', '？', '⁉', '😡', '😠', '👎', '💔']);
    }
    said.split_whitespace().all(laughs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laugh_is_no_question_and_a_question_no_laugh() {
        for (text, laughs) in [
            ("haha", true),
            ("Hahahaha!!", true),
            ("jajaja", true),
            ("kkkkk", true),
            ("lol", true),
            ("haha ok", true),
            ("mdr", true),
            ("😂😂", true),
            ("haha do you have it?", false),
            ("?", false),
            ("؟", false),
            ("hi", false),
            ("42", false),
            ("hat", false),
        ] {
            assert_eq!(only_laughs(text), laughs, "{text}");
        }
    }

    #[test]
    fn whether_a_machine_answers_is_asked_in_six_languages() {
        for text in ["Are you a bot?", "c'est un robot ?", "¿Eres un robot?", "Você é um robô?", "क्या आप रोबोट हैं?", "هل أنت روبوت؟"]
        {
            assert!(is_machine_asked(text), "{text}");
        }
        assert!(!is_machine_asked("do you sell a robot?"));
    }
}
