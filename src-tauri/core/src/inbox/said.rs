//! One inbound message: into the thread, then what it means, once. Only whole orders to the shop are
//! understood here (a word, a tap, a card's reference, "tell me when … is back"); everything else is for
//! a person.

use std::sync::OnceLock;

use cloud_api::webhook::{Inbound, Said};
use serde::Deserialize;
use serde_json::{Value, json};

use super::effects::{self, Heard};
use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, PromiseId, Result, StoreId, VariantId};
use crate::moments::tell_me::{self, Wish};
use crate::waitlist::{self, Tap};
use crate::{cloud, conversations, customers, outbox};

/// Reads one message. `signed`: Meta's signature was checked, so it can prove that words arrive.
pub(super) fn said(tx: &Tx<'_>, customer: CustomerId, message: &Inbound, signed: bool, now: Millis) -> Result<()> {
    let at = message.at_ms().unwrap_or(now).min(now);
    let said = message.said();
    let content = match &said {
        Said::Text(text) => json!({ "text": text }),
        Said::Tap { title, .. } => json!({ "text": title }),
        Said::Other => Value::Object(message.rest.clone()),
    };
    let kind = if matches!(said, Said::Tap { .. }) { "tap" } else { message.kind.as_str() };
    let words = content["text"].as_str().unwrap_or_default();
    let act = understand(tx, customer, message, &said)?;
    let hello = signed && is_hello(tx, customer, words)?;
    let needs_person = matches!(act, Act::Person) && !hello;
    if !conversations::inbound(tx, customer, &message.id, kind, &content, at, needs_person)? {
        return Ok(());
    }
    let shop = Author::shop();
    let heard = Heard { customer, wamid: &message.id, by_hand: false, author: &shop, now };
    if hello {
        effects::hello(tx, &heard)?;
    }
    match act {
        Act::Person => Ok(()),
        Act::StopThese => effects::stop_these(tx, &heard, customer, words),
        Act::Word(Keyword::Stop) => effects::stop_everything(tx, &heard, words),
        Act::Word(Keyword::Start) => effects::answer(tx, &heard, "started", outbox::no_args()).map(drop),
        Act::Join { variant, store } => effects::join(tx, &heard, variant, store, words),
        Act::Which(choices) => effects::ask_which(tx, &heard, &choices),
        Act::Tapped { tap, promise, for_customer, variant } => match (tap, variant) {
            (Tap::Bought, Some(variant)) => effects::keep(tx, &heard, promise, variant).map(drop),
            (Tap::Later, _) => effects::later(tx, &heard, promise).map(drop),
            (Tap::Stop, _) => effects::stop_these(tx, &heard, for_customer, words),
            _ => Ok(()),
        },
    }
}

enum Act {
    Person,
    StopThese,
    Word(Keyword),
    Join { variant: VariantId, store: Option<StoreId> },
    Which(Vec<VariantId>),
    Tapped { tap: Tap, promise: PromiseId, for_customer: CustomerId, variant: Option<VariantId> },
}

fn understand(read: &Read<'_>, customer: CustomerId, message: &Inbound, said: &Said<'_>) -> Result<Act> {
    match said {
        Said::Text(text) => {
            if let Some(word) = keyword(text) {
                return Ok(Act::Word(word));
            }
            if let Some((variant, store)) = waitlist::card::read_reference(text).filter(|(variant, _)| crate::catalog::get(read, *variant).is_ok()) {
                return Ok(Act::Join { variant, store: crate::stores::known(read, store)? });
            }
            wished(read, customer, message, text)
        }
        Said::Tap { payload, .. } => match tapped(read, payload)? {
            Some(act) => Ok(act),
            // Whatever it belonged to, she pressed stop.
            None if payload.starts_with("stop:") => Ok(Act::StopThese),
            None => Ok(Act::Person),
        },
        Said::Other => Ok(Act::Person),
    }
}

/// "Tell me when … is back", about what she names or about the message she answers.
fn wished(read: &Read<'_>, customer: CustomerId, message: &Inbound, text: &str) -> Result<Act> {
    let wanted = match tell_me::wish(text) {
        None => return Ok(Act::Person),
        Some(Wish::OfThis) => {
            let answered = message.context.as_ref().and_then(|c| c.id.as_deref());
            let about = match answered {
                Some(wamid) => outbox::about(read, customer, wamid)?,
                None => None,
            };
            return Ok(about.map_or(Act::Person, |variant| Act::Join { variant, store: None }));
        }
        Some(Wish::Of(wanted)) => wanted,
    };
    let rows = crate::catalog::list(read)?;
    let sold: Vec<_> = tell_me::meant(&wanted, rows.iter().filter(|r| r.status == "active"));
    Ok(match sold.as_slice() {
        [] => Act::Person,
        [only] => Act::Join { variant: only.id, store: None },
        several if several.len() <= cloud_api::limits::LIST_ROWS => Act::Which(several.iter().map(|r| r.id).collect()),
        _ => Act::Person,
    })
}

fn tapped(read: &Read<'_>, payload: &str) -> Result<Option<Act>> {
    let Some((what, rest)) = payload.split_once(':') else {
        return Ok(None);
    };
    if what == "tell" {
        let variant = rest.parse().ok().map(VariantId).filter(|v| crate::catalog::get(read, *v).is_ok());
        return Ok(variant.map(|variant| Act::Join { variant, store: None }));
    }
    let tap = match what {
        "keep" => Tap::Bought,
        "later" => Tap::Later,
        "stop" => Tap::Stop,
        _ => return Ok(None),
    };
    let Some(key) = outbox::key_from_text(rest) else {
        return Ok(None);
    };
    Ok(outbox::by_key(read, &key)?.map(|(promise, for_customer, variant)| Act::Tapped { tap, promise, for_customer, variant }))
}

/// Her first words to a new connection.
fn is_hello(read: &Read<'_>, customer: CustomerId, text: &str) -> Result<bool> {
    let Some(connection) = cloud::connection(read)?.filter(|c| c.hello_at.is_none()) else {
        return Ok(false);
    };
    let phone = customers::get(read, customer)?.phone.map(|p| p.0).unwrap_or_default();
    Ok(cloud::is_hello(&connection, &customers::phone_variants(&phone), text))
}

/// A word that is an order to the shop, in any of its languages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keyword {
    Stop,
    Start,
}

#[derive(Deserialize)]
struct Keywords {
    stop: Vec<String>,
    start: Vec<String>,
}

/// Whether the whole message is STOP or START. "Stop, I'll come tomorrow" is neither.
pub fn keyword(text: &str) -> Option<Keyword> {
    static WORDS: OnceLock<Keywords> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        serde_json::from_str(include_str!("../../../../assets/understanding/stop.json"))
            .unwrap_or(Keywords { stop: vec!["stop".into()], start: Vec::new() })
    });
    let plain = text
        .trim()
        .trim_matches(|c: char| {
            c.is_ascii_punctuation() || c.is_whitespace() || matches!(c, '¡' | '¿' | '।' | '…' | '\u{200f}' | '\u{200e}')
        })
        .to_lowercase();
    let is = |list: &[String]| list.contains(&plain);
    if is(&words.stop) {
        Some(Keyword::Stop)
    } else if is(&words.start) {
        Some(Keyword::Start)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_is_a_whole_message_in_any_language() {
        for text in ["STOP", "stop.", " Stop! ", "Arrêt", "PARAR", "وقف", "रोकें", "«stop»".trim_matches(['«', '»'])] {
            assert_eq!(keyword(text), Some(Keyword::Stop), "{text} ends everything");
        }
        for text in ["stop, I'll come tomorrow", "don't stop", "is there a bus stop?", ""] {
            assert_eq!(keyword(text), None, "{text} is a sentence for a person");
        }
        assert_eq!(keyword("start"), Some(Keyword::Start), "START is heard");
    }
}
