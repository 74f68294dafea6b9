//! What a person might answer whom the shop could not: a few drafts out of the rows (her order, what the owner has written
//! for questions like hers, the hours). They fill the field a person writes in; nothing of them is ever sent by itself.
//!
//! For a draft somebody reads first, less likeness is enough than for an answer: a wrong one costs a glance.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::{Language, Moment, Understood};

use super::{Asker, Desk, Reply, answers, go, service, talk};
use crate::conversations::{care, thread};
use crate::db::Read;
use crate::kinds::{CustomerId, DAY, Millis, Personal, Result};
use crate::{orders, outbox, words};

/// More would be a page to read, not a word to take.
const MOST: usize = 3;
/// Among so many of the newest messages her words are looked for.
const LOOKED_AT: u32 = 12;
/// An order older than this is not what she writes about.
const ORDER_FOR: Millis = 60 * DAY;
/// As like the owner's examples as this, an answer is worth a glance; twice that is said without a person.
const LIKE_ENOUGH: f32 = 0.25;
/// How a customer would ask what holds when something is wrong: the owner's answer to it is what a complaint is answered with.
const RETURNS: [(&str, &str); 6] = [
    ("en", "Can I return or exchange it and get my money back?"),
    ("fr", "Est-ce que je peux le retourner, l'échanger ou être remboursé ?"),
    ("es", "¿Puedo devolverlo o cambiarlo y recuperar mi dinero?"),
    ("pt", "Posso devolver ou trocar e receber o dinheiro de volta?"),
    ("hi", "क्या मैं इसे वापस या बदल सकता हूँ और पैसे वापस मिलेंगे?"),
    ("ar", "هل يمكنني إرجاعه أو استبداله واسترداد نقودي؟"),
];

/// A draft for a person to send, or not.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Suggested {
    /// order, answer or hours: out of which rows it is.
    pub from: String,
    /// What it says, in her language.
    pub text: Personal<String>,
}

/// Up to three drafts for whom a person has to answer; none where nobody waits.
///
/// # Errors
/// What the disk says.
pub fn suggested(read: &Read<'_>, desk: Desk<'_>, customer: CustomerId, now: Millis) -> Result<Vec<Suggested>> {
    if care::before(read, customer)?.is_none_or(|state| state.answered) {
        return Ok(Vec::new());
    }
    let text = last_words(read, customer)?;
    let talk = talk::of(read, customer, now)?;
    let usual = outbox::language_of(read, customer)?;
    let understood = desk.mind.understand(&text, &talk.context(usual));
    let before = talk.language.as_deref().map_or(usual, |language| words::pick(Some(language), usual));
    let language = understood.language.map_or(before, |language| words::pick(Some(language.code()), before));
    let currency = read.setting("currency", "EUR".to_owned())?;
    let asker = Asker { read, desk, customer: Some(customer), language, currency, talk, now };
    let mut found = Vec::new();
    let about_goods = matches!(understood.moment, Moment::Know | Moment::Buy | Moment::Go | Moment::Make);
    if !about_goods && has_order(&asker, customer)? {
        put(&mut found, "order", &asker, service::order_status(&asker)?)?;
    }
    for words in written(&asker, &text, &understood)? {
        found.push(Suggested { from: "answer".to_owned(), text: Personal(words) });
    }
    put(&mut found, "hours", &asker, go::of_main(&asker)?)?;
    found.truncate(MOST);
    Ok(found)
}

fn put(found: &mut Vec<Suggested>, from: &str, asker: &Asker<'_>, reply: Reply) -> Result<()> {
    let said = Reply { language: asker.language, ..reply }.text()?;
    found.extend(said.map(|text| Suggested { from: from.to_owned(), text: Personal(text) }));
    Ok(())
}

/// What she wrote last, as far as it is text.
fn last_words(read: &Read<'_>, customer: CustomerId) -> Result<String> {
    let newest = thread::thread(read, customer, LOOKED_AT)?;
    let hers = newest.iter().filter(|message| !message.outbound).max_by_key(|message| (message.at, message.id));
    Ok(hers.and_then(|message| message.content.0["text"].as_str()).unwrap_or_default().to_owned())
}

fn has_order(asker: &Asker<'_>, customer: CustomerId) -> Result<bool> {
    Ok(orders::of_customer(asker.read, customer)?.iter().any(|order| order.state == "kept" || order.changed_at > asker.now - ORDER_FOR))
}

/// What the owner has written for words like hers, and of a complaint what holds for what is returned.
fn written(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Vec<String>> {
    let mut asked = vec![text];
    if matches!(understood.moment, Moment::Complaint | Moment::ChangeOrder) {
        let spoken = [Some(asker.language), understood.language.map(Language::code)];
        asked.extend(RETURNS.iter().filter(|(language, _)| spoken.contains(&Some(*language))).map(|(_, question)| *question));
    }
    let mut said: Vec<String> = Vec::new();
    for question in asked.into_iter().filter(|question| !question.trim().is_empty()) {
        let Some(name) = asker.desk.mind.likely(asker.read, question, LIKE_ENOUGH)? else { continue };
        if let answers::Said::Words(written) = answers::reply(asker.read, &name, asker.language, asker.now)? {
            if !said.contains(&written.text) {
                said.push(written.text);
            }
        }
    }
    Ok(said)
}
