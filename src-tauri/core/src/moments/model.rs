//! A model of the owner's choice, if she has chosen one: what it may be asked, and what came of it. Off, nothing of it is
//! looked at but one flag in memory.
//!
//! It never answers. The rules do, and their answer is promised as always, only two seconds later ([`PATIENCE`]): whatever
//! happens to the model, to the network or to this program, that promise leaves by itself. What comes in time may put
//! other words to it, if [`vitrine_phrasing`] finds that they say the same, or may say what an unclear message is about:
//! then the rules answer that. A model asked before the promise, or instead of it, would make an answer depend on it.
//!
//! Which answers may be worded is [`ANSWERS`]; who asks it, and when, is the shop's business; what is sent, `vitrine_phrasing`'s.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use vitrine_phrasing::{Kind, Refusal, Rule, request};
use vitrine_understanding::Moment;

use super::{Reply, Say, Words, answers};
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, DAY, Millis, PromiseId, Result, Topic};
use crate::words::{self, Arg, Args};

/// So long an answer waits for the model; then it goes as the rules have it.
pub const PATIENCE: Millis = 2_000;
/// After so many failures in a row it is left alone.
const FAILURES: u32 = 3;
/// For so long.
const REST: Millis = 60_000;
/// What came of it is remembered for so long.
const REMEMBERED: Millis = 90 * DAY;
/// The setting it is kept in.
const SETTING: &str = "model";
/// Of the owner's answers so many are named to it.
const MOST_ANSWERS: usize = 40;
/// The secret its key is kept under.
pub const KEY: &str = "model-key";

/// Answers that say what rows say, and nothing that somebody does: no order, no price of one, no consent, no word of the
/// owner's own. In each, what its values are.
const ANSWERS: [&str; 14] = [
    "know-here",
    "know-today",
    "know-options",
    "know-options-today",
    "know-to-order",
    "know-sold-out",
    "know-sold-out-nearest",
    "know-not-in",
    "go-open",
    "go-closed",
    "go-closed-long",
    "go-always",
    "go-day",
    "go-day-closed",
];

/// What the owner has chosen.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Chosen {
    /// It may be asked.
    pub on: bool,
    /// Where it is.
    pub address: String,
    /// What it is called there.
    pub name: String,
    /// It may put other words to answers.
    pub words: bool,
    /// It may say what unclear messages are about.
    pub sorts: bool,
}

/// What it is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Task {
    /// Other words for an answer.
    Word,
    /// What an unclear message is about.
    Sort,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Sort => "sort",
        }
    }
}

/// What came of asking.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It was said.
    Used,
    /// It said something else than the rules.
    Refused(Refusal),
    /// It named nothing, or nothing the shop has a row for.
    Undecided,
    /// It took too long.
    Late,
    /// Nobody answered there, or with a refusal.
    Unreachable,
    /// What came was no answer.
    Unreadable,
    /// Too many were asked at once.
    Busy,
    /// She wrote again, or a person took over: the answer went as it was.
    Overtaken,
}

impl Outcome {
    /// Its name, and why.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Used => ("used", ""),
            Self::Refused(why) => ("refused", why.name()),
            Self::Undecided => ("refused", "undecided"),
            Self::Late => ("fell_back", "late"),
            Self::Unreachable => ("fell_back", "unreachable"),
            Self::Unreadable => ("fell_back", "unreadable"),
            Self::Busy => ("fell_back", "busy"),
            Self::Overtaken => ("fell_back", "overtaken"),
        }
    }

    /// Whether the endpoint itself did well; nothing where this says nothing of it.
    fn went_well(self) -> Option<bool> {
        match self {
            Self::Used | Self::Refused(_) | Self::Undecided => Some(true),
            Self::Late | Self::Unreachable | Self::Unreadable => Some(false),
            Self::Busy | Self::Overtaken => None,
        }
    }
}

#[derive(Debug, Default)]
struct Luck {
    failures: u32,
    rests_until: Option<Millis>,
}

/// The model as it is chosen, in memory: whether it is asked is decided while a message is understood.
#[derive(Debug, Default)]
pub struct Model {
    is_on: AtomicBool,
    revision: AtomicU64,
    chosen: Mutex<Arc<Chosen>>,
    luck: Mutex<Luck>,
}

impl Model {
    /// As it was kept.
    ///
    /// # Errors
    /// What the disk says.
    pub fn kept(read: &Read<'_>) -> Result<Self> {
        let model = Self::default();
        model.take_over(read.setting(SETTING, Chosen::default())?);
        Ok(model)
    }

    /// It is this from now on.
    pub fn take_over(&self, chosen: Chosen) {
        *self.luck() = Luck::default();
        self.is_on.store(chosen.on, Ordering::Release);
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(chosen);
        self.revision.fetch_add(1, Ordering::AcqRel);
    }

    fn luck(&self) -> MutexGuard<'_, Luck> {
        self.luck.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it may be asked at all.
    pub fn is_on(&self) -> bool {
        self.is_on.load(Ordering::Acquire)
    }

    /// What the owner has chosen.
    pub fn chosen(&self) -> Arc<Chosen> {
        Arc::clone(&self.chosen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts the changes of it.
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// Until when it is left alone, if it is.
    pub fn rests_until(&self, now: Millis) -> Option<Millis> {
        self.luck().rests_until.filter(|until| *until > now)
    }

    /// How it went: after failures in a row it rests.
    pub fn went(&self, outcome: Outcome, now: Millis) {
        let Some(well) = outcome.went_well() else { return };
        let mut luck = self.luck();
        luck.failures = if well { 0 } else { luck.failures + 1 };
        luck.rests_until = (luck.failures >= FAILURES).then_some(now + REST);
    }

    /// What it should be asked about an answer, if anything.
    pub(super) fn wanted(&self, reply: &Reply, said: &Words<'_>, now: Millis) -> Option<Task> {
        if !self.is_on() || self.rests_until(now).is_some() {
            return None;
        }
        let chosen = self.chosen();
        let Say::Words(key, _) = &reply.say else { return None };
        // What a person is asked for, or an order hangs on, is nobody's to word.
        let plain = reply.person.is_none() && reply.does.is_none() && reply.buys.is_none() && reply.check.is_none();
        if chosen.words && plain && ANSWERS.contains(key) {
            return Some(Task::Word);
        }
        (chosen.sorts && *key == "unclear" && matches!(said, Words::Text(_))).then_some(Task::Sort)
    }
}

/// Keeps what was chosen.
///
/// # Errors
/// What the disk says.
pub fn keep(tx: &Tx<'_>, chosen: &Chosen) -> Result<()> {
    tx.set_setting(SETTING, chosen)
}

/// How a value moves, and whether it stays on this laptop.
fn value(name: &str, text: &str) -> vitrine_phrasing::Value {
    let kind = if matches!(name, "price" | "asof" | "until" | "opens" | "hours" | "day") { Kind::Figure } else { Kind::Thing };
    // A place says where she is, or where the shop is, and what she wanted are her own words: the model needs neither.
    vitrine_phrasing::Value { name: name.to_owned(), text: text.to_owned(), kind, hidden: matches!(name, "store" | "wanted") }
}

/// An answer in words with the values in it, in their order; nothing where a value does not stand in it as it is.
///
/// # Errors
/// Words that lack a value.
pub fn rule(language: &str, key: &str, args: &Args) -> Result<Option<Rule>> {
    if !ANSWERS.contains(&key) {
        return Ok(None);
    }
    let text = words::say(language, key, args)?;
    let mut found: Vec<(usize, vitrine_phrasing::Value)> = Vec::new();
    for (name, arg) in args {
        let Arg::Text(whole) = arg else { return Ok(None) };
        let Some(at) = text.find(whole.as_str()).filter(|_| !whole.trim().is_empty()) else {
            // A value this answer does not name.
            continue;
        };
        if name == "options" {
            // Each by itself: "41, 42" may be "41 and 42".
            let mut from = at;
            for option in whole.split(", ") {
                found.push((from, value("option", option)));
                from += option.len() + 2;
            }
        } else {
            found.push((at, value(name, whole)));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(Some(Rule { language: language.to_owned(), text, values: found.into_iter().map(|(_, value)| value).collect() }))
}

/// What an answer is about, for the model.
pub fn moment_of(key: &str) -> &'static str {
    if key.starts_with("go-") { "where the shop is and when it is open" } else { "whether the shop has a product, and its price" }
}

/// What an unclear message may turn out to be about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Meant {
    /// A moment.
    Moment(Moment),
    /// An answer of the owner's, by its name.
    Answer(String),
}

/// The closed list of what a message may be about: what the rows can answer, a person, and the owner's answers.
pub struct Meanings {
    choices: Vec<request::Choice>,
    meant: Vec<Meant>,
}

impl Meanings {
    /// As the shop has them now.
    ///
    /// Buying, changing an order, stopping are not in it: what she wants to be done she says herself.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of(read: &Read<'_>) -> Result<Self> {
        let moments = [
            ("product", "whether the shop has a product, its price, sizes or colours", Moment::Know),
            ("shop", "where the shop is, its opening hours, whether it is open", Moment::Go),
            ("order", "where an order is, or when it is ready", Moment::OrderStatus),
            ("person", "a complaint, or she wants a person to answer", Moment::Person),
        ];
        let mut all = Self { choices: Vec::new(), meant: Vec::new() };
        for (name, about, moment) in moments {
            all.add(name.to_owned(), about.to_owned(), Meant::Moment(moment));
        }
        for (index, (name, example)) in answers::one_example_each(read, MOST_ANSWERS)?.into_iter().enumerate() {
            // By a number: a name is the owner's, and may be a person's.
            let about = format!("asked like: {}", vitrine_phrasing::scrubbed(&example, &[]));
            all.add(format!("answer-{}", index + 1), about, Meant::Answer(name));
        }
        Ok(all)
    }

    fn add(&mut self, name: String, about: String, meant: Meant) {
        self.choices.push(request::Choice { name, about });
        self.meant.push(meant);
    }

    /// What is sent to the model of this name, about a message that is scrubbed already.
    pub fn request(&self, model: &str, scrubbed: &str) -> Value {
        request::sorting(model, &self.choices, scrubbed)
    }

    /// Which of them the model has named, and by which name; nothing where it named none.
    pub fn read(&self, answer: &str) -> Option<(&str, &Meant)> {
        let at = request::chosen(&self.choices, answer)?;
        Some((self.choices.get(at)?.name.as_str(), self.meant.get(at)?))
    }
}

/// A question to the model that is open.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its number.
    pub id: i64,
    /// The answer that waits for it.
    pub promise: PromiseId,
    /// What it is asked.
    pub task: Task,
    /// What she wrote.
    pub wamid: String,
    /// When the answer goes as it is.
    pub until: Millis,
}

/// Notes that the model is to be asked about an answer; kept with the promise, in the same commit.
///
/// # Errors
/// What the disk says.
pub fn ask(tx: &Tx<'_>, promise: PromiseId, customer: CustomerId, wamid: &str, task: Task, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO model_use (promise_id, customer_id, wamid, task, at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (promise_id) DO NOTHING",
        (promise, customer, wamid, task.name(), now, now + PATIENCE),
    )?;
    Ok(())
}

fn open_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Open> {
    let task: String = row.get(2)?;
    let task = if task == "sort" { Task::Sort } else { Task::Word };
    Ok(Open { id: row.get(0)?, promise: row.get(1)?, task, wamid: row.get(3)?, until: row.get(4)? })
}

/// What it is to be asked, oldest first.
///
/// # Errors
/// What the disk says.
pub fn open(read: &Read<'_>) -> Result<Vec<Open>> {
    read.all("SELECT id, promise_id, task, wamid, until FROM model_use WHERE outcome IS NULL ORDER BY id", [], open_row)
}

/// What of a person's waits for it.
///
/// # Errors
/// What the disk says.
pub fn open_of(read: &Read<'_>, customer: CustomerId) -> Result<Vec<Open>> {
    read.all(
        "SELECT id, promise_id, task, wamid, until FROM model_use WHERE outcome IS NULL AND customer_id = ?1 ORDER BY id",
        [customer],
        open_row,
    )
}

/// Notes what came of a question, once.
///
/// # Errors
/// What the disk says.
pub fn ended(tx: &Tx<'_>, id: i64, outcome: Outcome, now: Millis) -> Result<()> {
    let (name, why) = outcome.names();
    tx.execute("UPDATE model_use SET outcome = ?2, why = ?3, ms = ?4 - at WHERE id = ?1 AND outcome IS NULL", (id, name, why, now))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Questions an earlier run had open: their answers go as they are. Forgets what is old, too.
///
/// # Errors
/// What the disk says.
pub fn left_over(tx: &Tx<'_>, now: Millis) -> Result<()> {
    tx.execute("UPDATE model_use SET outcome = 'fell_back', why = 'late', ms = ?1 - at WHERE outcome IS NULL", [now])?;
    tx.execute("DELETE FROM model_use WHERE at < ?1", [now - REMEMBERED])?;
    Ok(())
}

/// Forgets that it was asked about a person's messages.
///
/// # Errors
/// What the disk says.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM model_use WHERE customer_id = ?1", [customer])?;
    Ok(())
}

/// How often something came of asking.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ModelCount {
    /// word or sort.
    pub task: String,
    /// used, refused or `fell_back`.
    pub outcome: String,
    /// Why, for the last two.
    pub why: String,
    /// So often.
    pub times: i64,
    /// How long it took on average, in milliseconds.
    pub ms: i64,
}

/// What came of it in thirty days, what was most first.
///
/// # Errors
/// What the disk says.
pub fn counts(read: &Read<'_>, now: Millis) -> Result<Vec<ModelCount>> {
    read.all(
        "SELECT task, outcome, why, count(*), CAST(avg(ms) AS INTEGER) FROM model_use WHERE outcome IS NOT NULL AND at > ?1
         GROUP BY task, outcome, why ORDER BY count(*) DESC, task, outcome, why",
        [now - 30 * DAY],
        |row| Ok(ModelCount { task: row.get(0)?, outcome: row.get(1)?, why: row.get(2)?, times: row.get(3)?, ms: row.get(4)? }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(values: &[(&str, &str)]) -> Args {
        values.iter().map(|(name, value)| ((*name).to_owned(), Arg::Text((*value).to_owned()))).collect()
    }

    #[test]
    fn every_answer_that_may_be_worded_says_itself() {
        let filled = args(&[
            ("product", "Boot Arve"),
            ("price", "€59.00"),
            ("asof", "10:40"),
            ("options", "41, 42"),
            ("alternative", "Boot Bise (€61.00)"),
            ("wanted", "pink"),
            ("store", "Chez Nadia, 12 rue des Martyrs"),
            ("until", "19:00"),
            ("opens", "9:30"),
            ("day", "Tuesday"),
            // No other value stands within it: of a real answer only those are given that it says.
            ("hours", "8:15–12:45, 13:20–18:10"),
        ]);
        for language in words::languages() {
            for key in ANSWERS {
                let rule = rule(language, key, &filled).expect("words").expect("may be worded");
                assert!(!rule.values.is_empty(), "{language} {key} has values to be kept");
                assert_eq!(
                    rule.judge(&rule.sent_text()),
                    Ok(rule.text.clone()),
                    "{language} {key}: the rule's own words pass its own judge"
                );
                let sent = rule.sent_text();
                assert!(!sent.contains("Martyrs") && !sent.contains("pink"), "{language} {key} sends no place and no word of hers: {sent}");
            }
        }
        assert!(rule("en", "kept", &filled).expect("no words needed").is_none(), "an order is never worded");
    }

    #[test]
    fn three_failures_in_a_row_are_a_minute_of_rest() {
        let model = Model::default();
        for at in [0, 1] {
            model.went(Outcome::Late, at);
        }
        model.went(Outcome::Refused(Refusal::Figure), 2);
        model.went(Outcome::Unreachable, 3);
        model.went(Outcome::Busy, 4);
        model.went(Outcome::Unreadable, 5);
        assert_eq!(model.rests_until(6), None, "what answers, however badly, is no failure of the endpoint");
        model.went(Outcome::Late, 6);
        assert_eq!(model.rests_until(7), Some(60_006), "the third in a row is");
        assert_eq!(model.rests_until(60_006), None, "after a minute it is tried again");
        model.went(Outcome::Late, 60_007);
        assert!(model.rests_until(60_008).is_some(), "and left alone at once if it fails again");
        model.take_over(Chosen::default());
        assert_eq!(model.rests_until(60_009), None, "another choice starts anew");
    }
}
