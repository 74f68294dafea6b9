//! What a store offers besides its goods: parking, repairs, a way in for a wheelchair. A dozen are known by codes, so that
//! each customer reads them in her language; others are the owner's own words.
//!
//! "Do you have parking?" is answered where a store lists it. Where none does a person answers: a list that leaves something
//! out has not said no. The ways to ask lie in `assets/understanding/services.json` and count only as whole words of a short
//! question, and never against a product's name; a model could guess more of them, and would promise parking to somebody who
//! wants a parking disc.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use vitrine_understanding::{Moment, Understood};

use super::{Asker, Fact, Reply, buy, go, know, service, text_args};
use crate::kinds::Result;
use crate::moments::buy::phrases::holds;
use crate::moments::tell_me::plain;
use crate::stores::{self, Store};
use crate::words::{self, Args};

/// Known everywhere; their words are `service-…`.
const KNOWN: [&str; 12] = [
    "collection",
    "delivery",
    "repairs",
    "made_to_measure",
    "gift_wrapping",
    "fitting_room",
    "parking",
    "wheelchair",
    "toilet",
    "wifi",
    "card_payment",
    "dogs",
];
/// Those that are about the place itself; who asks for others may want to be told where it is.
const OF_THE_PLACE: [&str; 5] = ["parking", "wheelchair", "toilet", "wifi", "dogs"];
/// A question about a service is short; what is longer says something else as well, and a person reads it.
const WORDS: usize = 12;
/// So many stores are named in one answer.
const MOST_STORES: usize = 4;

fn words_of(language: &str, code: &str) -> Result<String> {
    words::say(language, &format!("service-{code}"), &Args::new())
}

/// A service in a language.
///
/// # Errors
/// Words that are missing.
pub fn said(language: &str, service: &str) -> Result<String> {
    if KNOWN.contains(&service) { words_of(language, service) } else { Ok(service.to_owned()) }
}

/// The code of what somebody calls a service in any of the six languages.
fn code_of(service: &str) -> Result<Option<&'static str>> {
    let wanted = plain(service);
    for code in KNOWN {
        if wanted == plain(code) {
            return Ok(Some(code));
        }
        for language in words::languages() {
            if wanted == plain(&words_of(language, code)?) {
                return Ok(Some(code));
            }
        }
    }
    Ok(None)
}

/// Services as they are kept: by code where they are known.
///
/// # Errors
/// Words that are missing.
pub fn kept(services: &[String]) -> Result<Vec<String>> {
    let one = |service: &String| Ok(code_of(service)?.map_or_else(|| service.trim().to_owned(), str::to_owned));
    services.iter().map(one).collect()
}

/// The same of a line with commas between.
///
/// # Errors
/// Words that are missing.
pub fn typed(line: &str) -> Result<String> {
    let services: Vec<String> = line.split([',', ';']).map(str::to_owned).collect();
    Ok(kept(&services)?.join(", "))
}

/// How people ask for what is known.
fn ways() -> &'static BTreeMap<String, Vec<String>> {
    static WAYS: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    WAYS.get_or_init(|| {
        let read: BTreeMap<String, Vec<String>> =
            serde_json::from_str(include_str!("../../../../assets/understanding/services.json")).unwrap_or_default();
        read.into_iter().map(|(code, ways)| (code, ways.iter().map(|way| plain(way)).collect())).collect()
    })
}

/// Whether a text asks for a service.
fn asks_for(text: &str, service: &str) -> bool {
    ways().get(service).map_or_else(|| holds(text, &[plain(service)]), |ways| holds(text, ways))
}

/// Which stores have what she asks for; nothing where she asks for none, or none lists it. What the owner has said of
/// bringing goods (where to, for how much) says more, and has been looked at before.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let asks = matches!(understood.moment, Moment::Know | Moment::Go | Moment::Buy | Moment::Make | Moment::Other);
    if !asks || text.split_whitespace().count() > WORDS {
        return Ok(None);
    }
    let all = stores::list(asker.read)?;
    let offers = |store: &Store| store.services.iter().find(|service| asks_for(text, service)).cloned();
    let Some(service) = all.iter().find_map(offers) else {
        // Where nobody lists it, neither the hours nor the way there are an answer.
        let of_the_place = OF_THE_PLACE.iter().any(|service| asks_for(text, service));
        return if of_the_place && understood.moment == Moment::Go { service::person(asker, "no_answer").map(Some) } else { Ok(None) };
    };
    if know::is_named(asker, understood)? || buy::titled(asker, text)?.is_some() {
        return Ok(None);
    }
    let having: Vec<&Store> = all.iter().filter(|store| store.services.contains(&service)).collect();
    // Of the store she names, where it has it; else of all that have, and that hers does not say so.
    let (named, lacking) = match go::named(asker, &all, text) {
        Some(store) if having.iter().any(|one| one.id == store.id) => (Some(store), None),
        other => (None, other),
    };
    let meant: Vec<&Store> = named.map_or_else(|| having.into_iter().take(MOST_STORES).collect(), |store| vec![store]);
    let place = |store: &&Store| {
        let parts = [store.name.as_str(), store.address.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let places = meant.iter().map(place).collect::<Vec<_>>().join(" · ");
    let mut args = text_args([("service", said(asker.language, &service)?), ("store", places)]);
    let key = lacking.map_or("go-service", |store| {
        args.extend(text_args([("named", store.name.clone())]));
        "go-service-elsewhere"
    });
    let facts = meant.iter().map(|store| Fact::new("service", &store.name, &service, None)).collect();
    let link = meant.first().filter(|_| meant.len() == 1).and_then(|store| go::way(store)).map(|url| ("button-way".to_owned(), url));
    Ok(Some(Reply { facts, link, talk: asker.talk.now_about(asker.talk.about), ..Reply::words(key, args) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_known_in_every_language_and_each_has_ways_to_ask() {
        for code in KNOWN {
            for language in words::languages() {
                let name = words_of(language, code).expect("words");
                assert_eq!(code_of(&name).expect("reads"), Some(code), "{name} ({language}) comes back from a file as what it was");
                assert!(!name.contains([',', ';', '|']), "{name} would fall apart where services stand in one line");
            }
            assert!(ways().get(code).is_some_and(|ways| ways.len() >= 6), "{code} can be asked for in six languages");
        }
    }

    #[test]
    fn only_a_whole_word_asks() {
        for (text, service, asks) in [
            ("Do you have parking?", "parking", true),
            ("is it wheelchair accessible", "wheelchair", true),
            ("vous livrez à domicile ?", "delivery", true),
            ("¿hay aparcamiento?", "parking", true),
            ("क्या पार्किंग है?", "parking", true),
            ("هل يوجد موقف سيارات؟", "parking", true),
            ("Can you sharpen knives? Knife sharpening I mean", "Knife sharpening", true),
            ("where is my delivery", "delivery", false),
            ("carpark", "parking", false),
        ] {
            assert_eq!(asks_for(text, service), asks, "{text}");
        }
    }
}
