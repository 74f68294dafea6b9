//! When an automation speaks, and what it says. Deciding writes nothing: a reply carries which step it is ([`Ran`]) and
//! whoever sends it notes that ([`ran`]).
//!
//! The owner's own words come before the shop's: somebody who listens for "delivery" means every such message. But a
//! greeting or an away line is only said where the shop would have said one anyway: a question is answered, not greeted.

use std::collections::HashSet;

use super::{Automation, Step, To, When, as_it_was, speaking};
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, DAY, Millis, OrderId, PromiseId, Result};
use crate::moments::{Asker, Fact, Reply, Say, Talk, service, spoken, tell_me};
use crate::{conversations, customers, orders, stores, words};

/// After an order one word is enough for so long.
const AFTER_ORDER_EVERY: Millis = 7 * DAY;
/// Later than this after its time nothing is said any more: the laptop was closed too long.
const TOO_LATE: Millis = 3 * DAY;

/// The step a reply is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ran {
    /// Of which automation.
    pub automation: i64,
    /// Which step, from 0.
    pub step: usize,
    /// What came of it.
    pub outcome: &'static str,
}

/// Whether a text, already plain, holds one of these.
pub(super) fn holds(said: &str, any: &[String], whole: bool) -> bool {
    let padded = format!(" {said} ");
    any.iter()
        .map(|word| tell_me::plain(word))
        .filter(|word| !word.is_empty())
        .any(|word| if whole { said == word } else { padded.contains(&format!(" {word} ")) })
}

/// What a message that is, or holds, one of an automation's words is answered with.
pub(in crate::moments) fn on_words(asker: &Asker<'_>, text: &str) -> Result<Option<Reply>> {
    let said = tell_me::plain(text);
    for (automation, revision) in speaking(asker.read)? {
        if matches!(&automation.when, When::Words { any, whole } if holds(&said, any, *whole)) {
            return step(asker, &automation, revision, 0);
        }
    }
    Ok(None)
}

/// The owner's greeting for somebody who writes for the first time, or again after long.
pub(in crate::moments) fn on_hello(asker: &Asker<'_>) -> Result<Option<Reply>> {
    let last = match asker.customer {
        Some(customer) => conversations::state(asker.read, customer)?.and_then(|talk| talk.last_inbound_at),
        None => None,
    };
    for (automation, revision) in speaking(asker.read)? {
        if let When::FirstWords { after_days } = automation.when {
            let greeted_lately = last.is_some_and(|at| at > asker.now - i64::from(after_days) * DAY);
            if !greeted_lately {
                return step(asker, &automation, revision, 0);
            }
        }
    }
    Ok(None)
}

/// The owner's away line, while the shop is closed.
pub(in crate::moments) fn while_closed(asker: &Asker<'_>) -> Result<Option<Reply>> {
    for (automation, revision) in speaking(asker.read)? {
        if automation.when == (When::Closed {}) {
            return step(asker, &automation, revision, 0);
        }
    }
    Ok(None)
}

/// What a button of an automation leads to; nothing where it is no button of one as it is now.
pub(in crate::moments) fn on_tap(asker: &Asker<'_>, payload: &str) -> Result<Option<Reply>> {
    let parts: Vec<i64> = payload.split(':').skip(1).map_while(|part| part.parse().ok()).collect();
    let &[id, revision, at, branch] = parts.as_slice() else { return Ok(None) };
    let Some(automation) = as_it_was(asker.read, id, revision)? else { return Ok(None) };
    let (Ok(at), Ok(branch)) = (usize::try_from(at), usize::try_from(branch)) else { return Ok(None) };
    let Some(branch) = automation.steps.get(at).and_then(|step| step.branches.get(branch)) else { return Ok(None) };
    let ended = |outcome| Some(Ran { automation: id, step: at, outcome });
    Ok(match branch.to {
        To::Step { step: next } => step(asker, &automation, revision, next)?,
        To::Person {} => Some(Reply { automation: ended("person"), ..service::person(asker, "asked_for")? }),
        To::Solved {} => {
            let talk = asker.talk.now_about(asker.talk.about);
            Some(Reply { automation: ended("solved"), talk, ..Reply::words("automation-solved", words::Args::new()) })
        }
    })
}

fn step(asker: &Asker<'_>, automation: &Automation, revision: i64, at: usize) -> Result<Option<Reply>> {
    let (Some(step), Some(id)) = (automation.steps.get(at), automation.id) else { return Ok(None) };
    let blanks = Blanks::of(asker.read, asker.customer, asker.language, asker.now)?;
    let text = blanks.fill(spoken(&step.say, asker.language).map_or("", String::as_str));
    let talk = Talk { unclear: 0, greeted_at: Some(asker.now), ..asker.talk.now_about(asker.talk.about) };
    Ok(Some(Reply {
        say: Say::Own(text),
        image: step.image.clone(),
        choices: choices(step, id, revision, at, asker.language),
        link: step.link.clone().map(|link| ("button-open".to_owned(), link)),
        facts: vec![Fact::new("automation", &automation.name, String::new(), None)],
        automation: Some(Ran { automation: id, step: at, outcome: "said" }),
        talk,
        ..Reply::default()
    }))
}

fn choices(step: &Step, id: i64, revision: i64, at: usize, language: &str) -> Vec<(String, String)> {
    let choice = |(branch, of): (usize, &super::Branch)| {
        (format!("step:{id}:{revision}:{at}:{branch}"), spoken(&of.label, language).map_or("", |label| label.trim()).to_owned())
    };
    step.branches.iter().enumerate().map(choice).collect()
}

/// What is filled into an owner's words.
pub(super) struct Blanks {
    name: String,
    shop: String,
    opens: String,
}

impl Blanks {
    fn of(read: &Read<'_>, customer: Option<CustomerId>, language: &str, now: Millis) -> Result<Self> {
        let name = match customer {
            Some(customer) => customers::get(read, customer)?.name.0,
            None => String::new(),
        };
        let store = stores::main(read)?;
        let zone = stores::zone(&store.time_zone)?;
        let opens = stores::place::now(store, now, language, None)?.next_change;
        // A name is whatever somebody called herself: one word of it, and nothing that turns the line about.
        let first = name.split_whitespace().next().unwrap_or_default();
        let name =
            first.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.') || tell_me::is_mark(*c)).take(40).collect();
        let opens = opens.map(|at| words::moment(language, at, now, &zone)).unwrap_or_default();
        Ok(Self { name, shop: read.setting("name", String::new())?, opens })
    }

    /// Fills them in, once each place: what stands in a name is not read as a blank again.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            let blank = [("{name}", &self.name), ("{shop}", &self.shop), ("{opens}", &self.opens)];
            if let Some((mark, value)) = blank.into_iter().find(|(mark, _)| rest.starts_with(mark)) {
                filled.push_str(value);
                rest = &rest[mark.len()..];
            } else {
                filled.push('{');
                rest = &rest[1..];
            }
        }
        filled.push_str(rest);
        // Where there is no name, "Hello {name}," must not read "Hello ,".
        if self.name.is_empty() { filled.replace(" ,", ",").replace(" !", "!").trim().to_owned() } else { filled.trim().to_owned() }
    }
}

/// Notes what a reply of an automation came to, once per message or order.
///
/// # Errors
/// What the disk says.
pub fn ran(tx: &Tx<'_>, customer: CustomerId, ran: Ran, key: &str, promise: Option<PromiseId>, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO automation_run (automation_id, customer_id, key, step, outcome, promise_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (key) DO NOTHING",
        (ran.automation, customer, key, ran.step as i64, ran.outcome, promise, now),
    )?;
    Ok(())
}

/// A word after an order whose time has come.
pub struct AfterOrder {
    /// Whose order it was.
    pub customer: CustomerId,
    /// Names it in the history, and the message.
    pub key: String,
    /// Which step.
    pub ran: Ran,
    /// What is said, in her language; nothing where she is better left alone.
    pub says: Option<Said>,
}

/// What is said after an order.
pub struct Said {
    /// Her language.
    pub language: &'static str,
    /// The words.
    pub text: String,
    /// Hash of the picture above them.
    pub image: Option<String>,
    /// Payload and text of each button.
    pub choices: Vec<(String, String)>,
    /// A page a button opens.
    pub link: Option<String>,
}

/// What is to be said now about orders that were handed over a while ago. Somebody who has complained, or waits for an
/// answer, or had such a word within a week, is left alone, and that is noted.
///
/// # Errors
/// What the disk says.
pub fn after_orders(read: &Read<'_>, now: Millis) -> Result<Vec<AfterOrder>> {
    let mut due = Vec::new();
    for (automation, revision) in speaking(read)? {
        let (When::HandedOver { hours }, Some(id), Some(step)) = (&automation.when, automation.id, automation.steps.first()) else {
            continue;
        };
        let at = now - i64::from(*hours) * 3_600_000;
        // Looked at every second: one question for all orders and not one for each.
        let done: HashSet<String> = read
            .all("SELECT key FROM automation_run WHERE automation_id = ?1 AND at > ?2", (id, now - 2 * TOO_LATE), |row| row.get(0))?
            .into_iter()
            .collect();
        for (order, customer) in orders::handed_over(read, at - TOO_LATE, at)? {
            let key = order_key(id, order);
            if done.contains(&key) {
                continue;
            }
            let alone =
                left_alone(read, customer, now)? || due.iter().any(|other: &AfterOrder| other.customer == customer && other.says.is_some());
            let says = match alone {
                true => None,
                false => Some(said(read, step, (id, revision), customer, now)?),
            };
            let outcome = if alone { "skipped" } else { "said" };
            due.push(AfterOrder { customer, key, ran: Ran { automation: id, step: 0, outcome }, says });
        }
    }
    Ok(due)
}

pub(super) fn order_key(automation: i64, order: OrderId) -> String {
    format!("order:{automation}:{order}")
}

fn said(read: &Read<'_>, step: &Step, (id, revision): (i64, i64), customer: CustomerId, now: Millis) -> Result<Said> {
    let language = crate::outbox::language_of(read, customer)?;
    Ok(Said {
        language,
        text: Blanks::of(read, Some(customer), language, now)?.fill(spoken(&step.say, language).map_or("", String::as_str)),
        image: step.image.clone(),
        choices: choices(step, id, revision, 0, language),
        link: step.link.clone(),
    })
}

fn left_alone(read: &Read<'_>, customer: CustomerId, now: Millis) -> Result<bool> {
    let lately = read.count(
        "SELECT count(*) FROM automation_run WHERE customer_id = ?1 AND at > ?2 AND outcome = 'said' AND key LIKE 'order:%'",
        (customer, now - AFTER_ORDER_EVERY),
    )?;
    let waits = conversations::state(read, customer)?.is_some_and(|talk| !talk.answered);
    Ok(lately > 0 || waits || conversations::held_by_person(read, customer, now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_heard_whole_and_without_their_accents() {
        let any = ["livraison".to_owned(), "Vous livrez".to_owned()];
        let hears = |text: &str, whole| holds(&tell_me::plain(text), &any, whole);
        assert!(hears("Et la LIVRAISON, c'est combien ?", false), "inside a sentence");
        assert!(hears("vous  livrez?", true), "marks and spaces are nothing");
        assert!(!hears("livraisons", false), "another word is another word");
        assert!(!hears("la livraison", true), "whole means nothing else");
    }

    #[test]
    fn a_name_cannot_bring_blanks_of_its_own() {
        let blanks = Blanks { name: "{shop}".into(), shop: "Runner".into(), opens: String::new() };
        assert_eq!(blanks.fill("Hello {name} at {shop} {x}"), "Hello {shop} at Runner {x}", "each blank is filled once");
        let nobody = Blanks { name: String::new(), ..blanks };
        assert_eq!(nobody.fill("Hello {name}, welcome"), "Hello, welcome", "nobody in particular is greeted properly");
    }
}
