//! The model of the owner's choice: which, whether it may be asked, a try, and what came of it.
//!
//! A try asks and says what was asked word for word: what leaves the laptop is shown, not described.

use super::*;
pub use crate::moments::model::ModelCount;
use crate::moments::model::{self, Chosen, KEY};
use crate::moments::{self, Words};
use crate::shop::model::{Heard, Line, TRY};
use vitrine_phrasing::{Endpoint, request};

/// Longer names are none.
const LONGEST_NAME: usize = 200;

/// The model, as it is chosen.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ModelView {
    /// It may be asked.
    pub on: bool,
    /// Where it is; empty: none is chosen.
    pub address: String,
    /// What it is called there.
    pub model: String,
    /// A key for it is in the keyring.
    pub has_key: bool,
    /// It may put other words to answers.
    pub words: bool,
    /// It may say what unclear messages are about.
    pub sorts: bool,
    /// It is on this laptop or its network: nothing goes further.
    pub near: bool,
    /// It failed three times in a row and is left alone until then.
    pub rests_until: Option<Millis>,
    /// What came of asking it in thirty days.
    pub counts: Vec<ModelCount>,
}

/// What is chosen; what is left out stays.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ModelSet {
    /// It may be asked.
    pub on: Option<bool>,
    /// Where it is: https, or http on this network.
    pub address: Option<String>,
    /// What it is called there.
    pub model: Option<String>,
    /// Its key, for the keyring; empty: it needs none. Another address forgets the key of the one before.
    #[ts(type = "string | null")]
    pub key: Option<Secret>,
    /// It may put other words to answers.
    pub words: Option<bool>,
    /// It may say what unclear messages are about.
    pub sorts: Option<bool>,
}

/// Something to try it with.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ModelTry {
    /// What a customer might write; empty: about a product there is.
    #[serde(default)]
    pub text: Personal<String>,
}

/// What a try came to; nothing was sent to anybody but the model.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ModelTried {
    /// What the shop says by its own rules; nothing where it would say nothing.
    pub rule: Option<String>,
    /// The model's words, where they may be said.
    pub worded: Option<String>,
    /// What the model said, as it came.
    pub raw: Option<String>,
    /// What it says the message is about: product, shop, order, person, or one of the owner's answers by its name.
    pub meant: Option<String>,
    /// Why its words are not used: late, unreachable, unreadable, `not_worded`, or what is wrong with them.
    pub why: Option<String>,
    /// What was sent to it, as it was; empty where it was not asked.
    pub sent: String,
    /// How long it took.
    pub ms: i64,
}

pub(super) fn model_get(call: &Call, _: Nothing) -> Result<ModelView> {
    call.owner_only()?;
    let chosen = call.shop.model.chosen();
    Ok(ModelView {
        on: chosen.on,
        near: Endpoint::read(&chosen.address).is_ok_and(|endpoint| endpoint.is_near),
        has_key: !chosen.address.is_empty() && call.shop.secrets.get(KEY)?.is_some_and(|key| !key.reveal().is_empty()),
        address: chosen.address.clone(),
        model: chosen.name.clone(),
        words: chosen.words,
        sorts: chosen.sorts,
        rests_until: call.shop.model.rests_until(call.now),
        counts: call.shop.read(|read| model::counts(read, call.now))?,
    })
}

pub(super) fn model_set(call: &Call, request: ModelSet) -> Result<ModelView> {
    call.owner_only()?;
    let before = call.shop.model.chosen();
    let given = |text: Option<String>, kept: &str| text.map_or_else(|| kept.to_owned(), |text| text.trim().to_owned());
    let chosen = Chosen {
        on: request.on.unwrap_or(before.on),
        address: given(request.address, &before.address),
        name: given(request.model, &before.name),
        words: request.words.unwrap_or(before.words),
        sorts: request.sorts.unwrap_or(before.sorts),
    };
    if chosen.name.chars().count() > LONGEST_NAME {
        return Err(Error::new(Code::TooLong).with("part", "model").with("limit", LONGEST_NAME as i64));
    }
    let refuse = |why: &str| Err(Error::new(Code::BadAddress).with("why", why));
    if !chosen.address.is_empty() {
        if let Err(why) = Endpoint::read(&chosen.address) {
            return refuse(why.name());
        }
    } else if chosen.on {
        return refuse("empty");
    }
    if chosen.on && chosen.name.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "model"));
    }
    // A key is for the place it was given for.
    let moved = chosen.address != before.address && !before.address.is_empty();
    let key = request.key.map(|key| Secret::new(key.reveal().trim())).or_else(|| moved.then(|| Secret::new("")));
    if let Some(key) = key {
        let kept = call.shop.secrets.get(KEY)?;
        if !key.reveal().is_empty() || kept.is_some() {
            call.shop.secrets.set(KEY, &key)?;
        }
    }
    call.shop.write(|tx| {
        model::keep(tx, &chosen)?;
        tx.touch(Topic::Shop);
        Ok(())
    })?;
    call.shop.model.take_over(chosen);
    model_get(call, Nothing {})
}

/// What a try asks.
struct Asking {
    tried: ModelTried,
    body: Option<Value>,
    rule: Option<vitrine_phrasing::Rule>,
    meanings: Option<model::Meanings>,
}

fn prepared(shop: &Shop, text: &str, now: Millis) -> Result<Asking> {
    let name = shop.model.chosen().name.clone();
    shop.read(|read| {
        let said = match text.trim() {
            "" => catalog::first_available(read)?.map_or(Words::Choice(moments::Choice::Shop), |row| Words::About(row.id, None)),
            text => Words::Text(text),
        };
        let (_, reply) = moments::reply(read, shop.desk(), None, said, now)?;
        let rule = match &reply.say {
            moments::Say::Words(key, args) => model::rule(reply.language, key, args)?.map(|rule| (model::moment_of(key), rule)),
            _ => None,
        };
        let unclear = matches!(reply.say, moments::Say::Words("unclear", _));
        let meanings = if unclear { Some(model::Meanings::of(read)?) } else { None };
        let body = match (&rule, &meanings) {
            (Some((about, rule)), _) => Some(request::wording(&name, about, rule)),
            (None, Some(meanings)) => Some(meanings.request(&name, &vitrine_phrasing::scrubbed(text, &[]))),
            (None, None) => None,
        };
        let tried = ModelTried {
            rule: reply.text()?,
            worded: None,
            raw: None,
            meant: None,
            why: body.is_none().then(|| "not_worded".to_owned()),
            sent: body.as_ref().map(serde_json::to_string_pretty).transpose()?.unwrap_or_default(),
            ms: 0,
        };
        Ok(Asking { tried, body, rule: rule.map(|(_, rule)| rule), meanings })
    })
}

pub(super) async fn model_try(call: Call, request: ModelTry) -> Result<ModelTried> {
    call.owner_only()?;
    let address = call.shop.model.chosen().address.clone();
    if address.is_empty() {
        return Err(Error::new(Code::BadAddress).with("why", "empty"));
    }
    let (shop, now) = (Arc::clone(&call.shop), call.now);
    let ready = move || Ok::<_, Error>((Line::to(&shop, &address)?, prepared(&shop, &request.text.0, now)?));
    let (line, Asking { mut tried, body, rule, meanings }) = tokio::task::spawn_blocking(ready).await.map_err(Error::internal)??;
    let Some(body) = body else { return Ok(tried) };
    let start = std::time::Instant::now();
    let heard = line.ask(&body, TRY).await;
    tried.ms = start.elapsed().as_millis() as i64;
    match heard {
        Heard::Nothing(outcome) => tried.why = Some(outcome.names().1.to_owned()),
        Heard::Text(text) => {
            match &rule {
                Some(rule) => match rule.judge(&text) {
                    Ok(words) => tried.worded = Some(words),
                    Err(why) => tried.why = Some(why.name().to_owned()),
                },
                None => {
                    tried.meant = meanings.and_then(|meanings| meanings.read(&text).map(|(named, meant)| meaning(named, meant)));
                    tried.why = tried.meant.is_none().then(|| "undecided".to_owned());
                }
            }
            tried.raw = Some(text);
        }
    }
    Ok(tried)
}

fn meaning(named: &str, meant: &model::Meant) -> String {
    match meant {
        model::Meant::Answer(name) => name.clone(),
        model::Meant::Moment(_) => named.to_owned(),
    }
}
