//! Two questions in one message: "Do you have the Runner in 42? And are you open on Sunday?" Each part is answered by the
//! code that answers it alone, and one message says both; a customer who has to ask her second question again has been
//! half heard.
//!
//! Only what is answered from rows is put together: where one part needs a person, decides something or asks back, the
//! message is answered as a whole, as if it were one. An "and" parts two questions of different kinds, or two products by
//! their whole names, so that the salt and pepper mill stays one thing.

use std::collections::BTreeSet;

use vitrine_understanding::{Moment, Understood};

use super::buy::{self, phrases};
use super::{Asker, Reply, SURE, Say, know};
use crate::kinds::{Result, VariantId};

/// Longer is no answer any more, but a page.
const LONGEST: usize = 900;
/// A part of fewer words asks nothing by itself.
const SHORTEST: usize = 3;
/// More questions than that in one message are for reading, not for guessing.
const MOST: usize = 3;

/// An answer to each question of a message that has several; else the one there is.
pub(super) fn both(asker: &Asker<'_>, text: &str, understood: &Understood, whole: Reply) -> Result<Reply> {
    let asks = matches!(understood.moment, Moment::Know | Moment::Go | Moment::Buy | Moment::Make | Moment::Other);
    let decides = whole.buys.is_some() || whole.does.is_some() || whole.guide.is_some() || whole.automation.is_some();
    let orders = buy::decided(text, understood) || !whole.talk.things.is_empty();
    if !asks || decides || orders || whole.person == Some("flood") || asker.talk.awaiting.is_some() {
        return Ok(whole);
    }
    let of_sentences = sentences(text);
    let parts = if of_sentences.len() > 1 { answers(asker, &of_sentences)? } else { None };
    let parts = match parts {
        Some(parts) => Some(parts),
        None if of_sentences.len() == 1 => match named_apart(asker, &phrases::clauses(text, true))? {
            Some(parts) => Some(parts),
            None => answers(asker, &phrases::clauses(text, false))?.filter(|parts| unlike(parts)),
        },
        None => None,
    };
    match parts {
        Some(parts) => Ok(together(asker, parts)?.unwrap_or(whole)),
        None => Ok(whole),
    }
}

/// A text between its full stops and question marks; "9.30" has none.
fn sentences(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut ended, mut letters) = (false, 0);
    for c in text.chars() {
        if ended && c.is_whitespace() || c == '\n' {
            parts.push(String::new());
        }
        // "Dr. Martens" is one name.
        ended = matches!(c, '?' | '!' | '؟' | '।' | ';') || c == '.' && letters > 3;
        letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// What is said to each part; nothing where one has no answer of its own, or only one has.
fn answers(asker: &Asker<'_>, parts: &[String]) -> Result<Option<Vec<Reply>>> {
    if parts.len() < 2 || parts.len() > MOST + 1 {
        return Ok(None);
    }
    let mut said = Vec::new();
    for part in parts.iter().map(|part| phrases::without_and(part)) {
        let understood = asker.desk.mind.understand(part, &asker.talk.context(asker.language));
        if matches!(understood.moment, Moment::Greeting | Moment::Thanks) && understood.confidence >= SURE {
            continue;
        }
        let asks = matches!(understood.moment, Moment::Know | Moment::Go | Moment::Buy | Moment::Make | Moment::Other);
        let short = part.split_whitespace().count() < SHORTEST && buy::titled(asker, part)?.is_none();
        if !asks || short {
            return Ok(None);
        }
        let reply = Reply { language: asker.language, ..asker.text(part, &understood)? };
        // "And how much is it?" is about what the part before named, which is not remembered yet.
        let of_goods = reply.facts.first().is_some_and(|fact| matches!(fact.what.as_str(), "stock" | "price"));
        if !from_rows(&reply) || of_goods && !know::names_some(asker, part, &understood)? {
            return Ok(None);
        }
        said.push(reply);
    }
    Ok(Some(said).filter(|said| (2..=MOST).contains(&said.len())))
}

/// Nothing but what rows say.
fn from_rows(reply: &Reply) -> bool {
    let decides = reply.does.is_some() || reply.buys.is_some() || reply.guide.is_some() || reply.automation.is_some();
    !reply.facts.is_empty() && reply.person.is_none() && !decides && !reply.asks_place && reply.cards.is_empty() && !reply.film
}

/// What is said of each product where each part has the whole name of another one: "how much are the Runner Nord and the
/// Boot Lande?", "Runner Nord or Runner Brise?"
fn named_apart(asker: &Asker<'_>, parts: &[String]) -> Result<Option<Vec<Reply>>> {
    if parts.len() < 2 {
        return Ok(None);
    }
    let mut named = BTreeSet::new();
    let mut said = Vec::new();
    for part in parts {
        let Some(product) = buy::titled(asker, part)? else { return Ok(None) };
        named.extend(product.variants.first().map(|row| row.product_id));
        let understood = asker.desk.mind.understand(part, &asker.talk.context(asker.language));
        let reply = Reply { language: asker.language, ..know::of_product(asker, &product, part, &understood, false)? };
        if !from_rows(&reply) {
            return Ok(None);
        }
        said.push(reply);
    }
    Ok(Some(said).filter(|said| (2..=MOST).contains(&said.len()) && named.len() == said.len()))
}

/// What each speaks of is of another kind: goods, places, what the owner wrote.
fn unlike(parts: &[Reply]) -> bool {
    let kind = |reply: &Reply| match reply.facts.first().map(|fact| fact.what.as_str()) {
        Some("stock" | "price" | "description") => 0,
        Some("place" | "hours" | "service") => 1,
        _ => 2,
    };
    parts.iter().map(kind).collect::<BTreeSet<_>>().len() == parts.len()
}

/// One message of all; nothing where it would be too long, or says the same twice.
fn together(asker: &Asker<'_>, parts: Vec<Reply>) -> Result<Option<Reply>> {
    let texts = parts.iter().map(|reply| reply.text().map(Option::unwrap_or_default)).collect::<Result<Vec<_>>>()?;
    if texts.iter().collect::<BTreeSet<_>>().len() < texts.len() {
        return Ok(None);
    }
    let text = texts.join("\n\n");
    if text.chars().count() > LONGEST {
        return Ok(None);
    }
    let tappable = |reply: &&Reply| !reply.buttons.is_empty() || !reply.choices.is_empty();
    let tapped = parts.iter().filter(tappable).count();
    let mut reply = Reply { talk: asker.talk.now_about(None), ..Reply::default() };
    let mut named = Vec::new();
    for part in parts {
        let own = !part.buttons.is_empty() || !part.choices.is_empty();
        if own {
            named.extend(by_name(&part));
        }
        if own && tapped == 1 {
            reply.buttons = part.buttons;
            reply.choices = part.choices;
            reply.image = part.image;
            reply.link = None;
        } else if tapped == 0 && reply.link.is_none() {
            reply.link = part.link;
        }
        let shown = part.talk.shown.or(reply.talk.shown);
        let place = part.talk.place.or(reply.talk.place);
        // What is spoken of is the last thing named.
        if own || part.talk.about.is_some_and(|about| Some(about) != asker.talk.about) {
            reply.talk = part.talk;
        }
        reply.talk.shown = shown;
        reply.talk.place = place;
        reply.facts.extend(part.facts);
        reply.pin = reply.pin.or(part.pin);
        reply.check = reply.check.or(part.check);
        reply.lost = reply.lost.or(part.lost);
        reply.answer_id = reply.answer_id.or(part.answer_id);
    }
    let alike = |key: fn(&(VariantId, String)) -> String| named.iter().map(key).collect::<BTreeSet<_>>().len() < named.len();
    if alike(|(variant, _)| variant.to_string()) || alike(|(_, name)| name.clone()) {
        // Twice the same: it is one thing, and she is told of it as one.
        return Ok(None);
    }
    if tapped > 1 {
        // Buttons of two answers would be a riddle: each is chosen by its name, and a yes would be to none in particular.
        let talk = asker.talk.now_offering(named.iter().map(|(variant, _)| *variant).collect());
        reply.talk = super::Talk { shown: reply.talk.shown, place: reply.talk.place, about: None, ..talk };
        reply.choices = named.into_iter().map(|(variant, name)| (format!("about:{variant}"), name)).collect();
    }
    reply.say = Say::Own(text);
    Ok(Some(reply))
}

/// What an answer is about, to choose it by.
fn by_name(part: &Reply) -> Option<(VariantId, String)> {
    // Of several sizes the price is the product's.
    let fact = part.facts.iter().find(|fact| fact.what == "price").or(part.facts.first())?;
    Some((part.talk.about?, fact.of.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_falls_into_its_sentences() {
        for (text, wanted) in [
            ("Do you have 42? Are you open?", &["Do you have 42?", "Are you open?"][..]),
            ("open at 9.30?", &["open at 9.30?"]),
            ("Bonjour ! Vous avez du 42 ?", &["Bonjour !", "Vous avez du 42 ?"]),
            ("price?\nhours?", &["price?", "hours?"]),
            ("?!", &[]),
            ("Do you have Dr. Martens in 42?", &["Do you have Dr. Martens in 42?"]),
        ] {
            assert_eq!(sentences(text), wanted, "{text}");
        }
    }
}
