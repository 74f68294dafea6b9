//! A hundred and fifty answers with a hundred examples each, put together from `answers_many.tsv`: wishes in frames as
//! people put them, sentences with what people say around them, a word now and then otherwise, left out or mistyped. As
//! in sets that many people wrote, some ways to ask are common and some rare, and of what customers ask some part is
//! asked in a way that no example has: that one was kept out whole. Used by the tests and by the example that shows
//! misses.

use vitrine_understanding::Example;

/// Examples made for each answer.
const EACH: usize = 100;
/// Questions asked for each answer in the ways its examples have.
const ASKED_EACH: usize = 9;

const FRAMES: &[&str] = &[
    "{}",
    "please {}",
    "i want to {}",
    "i need to {}",
    "i'd like to {}",
    "how do i {}",
    "how can i {}",
    "can you help me {}",
    "can i {}",
    "could you tell me how to {}",
    "what do i have to do to {}",
    "is it possible to {}",
    "is there a way to {}",
    "help me {}",
    "i was wondering if i could {}",
    "whats the best way to {}",
    "hi, i'm trying to {}",
    "i am looking to {}",
    "where do i go to {}",
    "would you be able to help me {}",
    "tell me how i can {}",
    "i cant figure out how to {}",
    "hey, i have to {} today",
    "my wife wants to {}",
    "let me {}",
    "show me how to {}",
    "what steps are there to {}",
    "i think i should {}",
    "who can help me {}",
    "it's time for me to {}",
    "do you know how i would {}",
    "i'm calling because i want to {}",
];

const AROUND: &[&str] = &[
    "{}",
    "hi, {}",
    "{} please",
    "hello there, {}",
    "{}, can you help",
    "excuse me, {}",
    "{} thanks",
    "ok so {}",
    "quick question, {}",
    "{} and i don't know what to do",
    "good morning, {}",
    "just so you know, {}",
    "tell me, {}",
    "um {}",
];

/// Words for one another, in frames and wishes alike.
const OTHERWISE: &[&[&str]] = &[
    &["want", "need", "would like", "wanna"],
    &["get", "have", "obtain", "receive"],
    &["know", "hear", "be told", "understand"],
    &["find out", "see", "learn", "figure out"],
    &["check", "see", "look at", "look up"],
    &["my", "the", "our", "my own"],
    &["change", "modify", "switch", "alter"],
    &["cancel", "stop", "end", "call off"],
    &["money", "cash", "funds"],
    &["buy", "purchase", "get"],
    &["book", "reserve", "arrange"],
    &["report", "tell you about", "say", "notify you of"],
    &["ask", "inquire", "question"],
    &["how much", "what", "how many"],
    &["new", "another", "different"],
    &["card", "credit card", "debit card"],
    &["phone", "mobile", "cell phone"],
    &["parcel", "package", "box"],
    &["luggage", "bags", "baggage"],
    &["bill", "invoice", "statement"],
    &["fix", "repair", "sort out"],
    &["add", "include", "put"],
    &["cost", "price", "charge", "be"],
    &["please", "pls", "kindly"],
    &["pay", "settle", "pay for"],
    &["internet", "connection", "wifi"],
    &["room", "hotel room"],
    &["flight", "plane", "trip"],
    &["ticket", "booking", "reservation"],
    &["delivery", "shipment"],
    &["limit", "maximum", "cap"],
    &["password", "login"],
    &["insurance", "policy", "cover"],
];

/// What somebody asks.
pub struct Asked {
    /// The answer, or none where no answer fits.
    pub answer: Option<String>,
    /// The question.
    pub text: String,
    /// What kind of question it is.
    pub kind: Kind,
}

/// The kinds of questions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// In a way its examples have.
    Common,
    /// In a way that no example has.
    Rare,
    /// About something in the same trade that has no answer.
    Near,
    /// Talk.
    Talk,
}

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    include_str!("../answers_many.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn parts(column: &'static str) -> Vec<&'static str> {
    column.split('|').filter(|part| !part.is_empty()).collect()
}

/// The examples, and the questions of one of two writings.
pub fn made(writing: usize) -> (Vec<Example>, Vec<Asked>) {
    let mut dice = 0x0dd_ba11_u64 + writing as u64 * 77;
    let (mut examples, mut asked) = (Vec::new(), Vec::new());
    for (at, row) in rows().enumerate() {
        let &[answer, wishes, said, first, second] = row.as_slice() else { continue };
        if wishes.is_empty() {
            let kind = if answer == "~" { Kind::Near } else { Kind::Talk };
            let texts = parts(if writing == 0 { first } else { second });
            asked.extend(texts.into_iter().map(|text| Asked { answer: None, text: text.to_owned(), kind }));
            continue;
        }
        let mut ways: Vec<(&str, &[&str])> = parts(wishes).into_iter().map(|wish| (wish, FRAMES)).collect();
        ways.extend([said, first, second].into_iter().flat_map(parts).map(|text| (text, AROUND)));
        let rare = ways.remove((at * 3 + 1 + writing * 4) % ways.len());
        let start = at + writing;
        let mut known = std::collections::HashSet::new();
        for turn in 0..EACH + ASKED_EACH {
            // The first ways are as common as all others together.
            let way = if turn.is_multiple_of(2) { roll(&mut dice) % 4 } else { roll(&mut dice) % ways.len() };
            let text = put(ways[(way + start) % ways.len()], &mut dice);
            if turn < EACH {
                known.insert(text.clone());
                examples.push(Example { answer_id: answer.to_owned(), text, lang: None });
            } else if !known.contains(&text) {
                asked.push(Asked { answer: Some(answer.to_owned()), text, kind: Kind::Common });
            }
        }
        asked.push(Asked { answer: Some(answer.to_owned()), text: put(rare, &mut dice), kind: Kind::Rare });
    }
    (examples, asked)
}

/// One way to ask, as somebody would write it.
fn put((text, frames): (&str, &[&str]), dice: &mut u64) -> String {
    let text = frames[roll(dice) % frames.len()].replacen("{}", &either(text, dice), 1);
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    if words.len() > 4 && roll(dice).is_multiple_of(4) {
        let at = roll(dice) % words.len();
        words.remove(at);
    }
    if roll(dice).is_multiple_of(12) {
        let at = roll(dice) % words.len();
        if words[at].is_ascii() && words[at].len() > 3 {
            let letter = 1 + roll(dice) % (words[at].len() - 2);
            words[at].remove(letter);
        }
    }
    let mut text = words.join(" ");
    for _ in 0..4 {
        let others = OTHERWISE[roll(dice) % OTHERWISE.len()];
        let (from, to) = (others[roll(dice) % others.len()], others[roll(dice) % others.len()]);
        text = format!(" {text} ").replacen(&format!(" {from} "), &format!(" {to} "), 1).trim().to_owned();
    }
    text
}

/// With one of what stands in brackets.
fn either(text: &str, dice: &mut u64) -> String {
    let Some((before, rest)) = text.split_once('[') else { return text.to_owned() };
    let Some((choices, after)) = rest.split_once(']') else { return text.to_owned() };
    let choices: Vec<&str> = choices.split('/').collect();
    let chosen = choices[roll(dice) % choices.len()];
    format!("{before}{chosen}{}", either(after, dice))
}

fn roll(dice: &mut u64) -> usize {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    (*dice >> 8) as usize
}
