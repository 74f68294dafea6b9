//! Moments: what a customer wants when she writes, and what the shop can say at once from its own rows. [`reply`] decides
//! and writes nothing; what it decided is promised by the inbox, through the gate like everything else.
//!
//! No row, no answer: what the shop cannot tell from stock, prices, hours, orders or an answer its owner wrote is for a
//! person. [`know`] is about products, [`at_store`] where they lie, [`go`] about places, [`services`] about what they offer, [`service`] about orders and
//! people, [`two`] two questions in one message, [`answers`] and [`guides`] are the owner's own, [`talk`] is what is remembered between two messages, [`mind`] what
//! learns, [`model`] what a model of the owner's choice may put into other words, [`lost`] and [`unanswered`] what the owner
//! should know of. Which moment a text is, is read by
//! `vitrine_understanding`, which knows no shop.

mod afford;
pub mod answers;
mod asks;
mod at_store;
pub mod automations;
pub mod buy;
mod change;
pub mod corrections;
mod counted;
mod deliver;
mod details;
mod go;
pub mod guides;
mod hold;
mod know;
pub mod lost;
pub mod mind;
pub mod model;
pub(crate) mod service;
pub mod services;
pub mod suggested;
pub mod talk;
pub mod tell_me;
mod two;
pub mod unanswered;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::{Context, Moment, Reference, Understood};

use crate::catalog::search::Finder;
use crate::db::{Db, Read};
use crate::kinds::{CustomerId, Millis, OrderId, Result, StoreId, VariantId};
use crate::orders::changing::BasketLine;
use crate::stores::near::Near;
use crate::words::{self, Arg, Args};
use crate::{conversations, outbox};
use mind::Mind;
use model::{Meant, Model};
use talk::{Deed, Talk};

/// So many messages of one person within a minute are answered; then one polite line, and a person is asked to look.
const FLOOD: i64 = 8;
/// From here on the owner's answer is meant, even where a product is named too.
const SURE: f32 = 0.8;
/// A text of so many words whose language is none of ours is for a person.
const STRANGE: usize = 4;

/// What an answer is found with, besides the rows.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// For the search, which follows the rows by itself.
    pub db: &'a Db,
    /// Finds products.
    pub finder: &'a Finder,
    /// Finds stores.
    pub near: &'a Near,
    /// Understands texts.
    pub mind: &'a Mind,
    /// Words answers, if the owner has chosen one.
    pub model: &'a Model,
}

/// What was said.
#[derive(Clone, Copy, Debug)]
pub enum Words<'a> {
    /// A text.
    Text(&'a str),
    /// Where she is, in degrees north and east.
    Place(f64, f64),
    /// She chose a product from a list; so many, where she takes them.
    About(VariantId, Option<u32>),
    /// She picked what was missing of what she buys.
    Pick(buy::Pick),
    /// What she always has.
    Usual(OrderId),
    /// She cancels an order with its button.
    Cancel(OrderId),
    /// She wants it brought; elsewhere than before.
    Bring(OrderId, bool),
    /// … where it was brought before.
    BringThere(OrderId),
    /// She comes for it herself.
    Collect(OrderId),
    /// A basket she filled in the catalogue.
    Basket(&'a [BasketLine]),
    /// She chose what it is about, from the question what it is about.
    Choice(Choice),
    /// She sent a file nobody here can read by itself.
    File,
    /// She chose one of the owner's guides.
    Guide(i64),
    /// She wants what a guide takes.
    Tools(i64),
    /// She wants all of it.
    AllTools(i64),
    /// She says whether a guide worked: which telling, and whether it did.
    Worked(i64, bool),
    /// She pressed a button of one of the owner's automations; what stands behind it.
    Step(&'a str),
}

/// What an unclear message turned out to be about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Choice {
    /// A product.
    Product,
    /// The shop and its hours.
    Shop,
    /// A person.
    Person,
}

/// One thing an answer says, and the row it says it from.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Fact {
    /// price, stock, place, hours, service, order, answer.
    pub what: String,
    /// Of what: a product's, a store's or an answer's name.
    pub of: String,
    /// What the row says.
    pub value: String,
    /// Since when the row says so; `null` where it is no count.
    pub as_of: Option<Millis>,
}

impl Fact {
    fn new(what: &str, of: impl Into<String>, value: impl Into<String>, as_of: Option<Millis>) -> Self {
        Self { what: what.to_owned(), of: of.into(), value: value.into(), as_of }
    }
}

/// A place as a message of its own: no other kind of message carries one.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, TS)]
#[ts(rename = "PinTold")]
pub struct Pin {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
}

/// What is said.
#[derive(Clone, Debug, Default)]
pub enum Say {
    /// Nothing.
    #[default]
    Nothing,
    /// Words of the shop's program, by their key.
    Words(&'static str, Args),
    /// The owner's own, word for word.
    Own(String),
}

/// An answer that has been decided.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What is said.
    pub say: Say,
    /// The language it is said in.
    pub language: &'static str,
    /// Hash of the picture above it.
    pub image: Option<String>,
    /// What stands above it is a film.
    pub film: bool,
    /// Hashes of pictures to swipe through, where there are several.
    pub cards: Vec<String>,
    /// Payload and key of each button's words.
    pub buttons: Vec<(String, String)>,
    /// Payload and text of things to choose from.
    pub choices: Vec<(String, String)>,
    /// A button that opens a page: key of its words, and where it leads.
    pub link: Option<(String, String)>,
    /// A place that follows, which her phone finds the way to.
    pub pin: Option<Pin>,
    /// Asks for her place with a button of its own.
    pub asks_place: bool,
    /// What it says, row by row.
    pub facts: Vec<Fact>,
    /// Why a person should look; nothing where all is said.
    pub person: Option<&'static str>,
    /// The staff are asked whether it is still there.
    pub check: Option<VariantId>,
    /// What she has said yes to.
    pub does: Option<Deed>,
    /// What is to be done with an order.
    pub buys: Option<buy::Purchase>,
    /// The owner's answer it is.
    pub answer_id: Option<String>,
    /// The step of one of her automations it is.
    pub automation: Option<automations::running::Ran>,
    /// What she wanted and could not be given.
    pub lost: Option<lost::Lost>,
    /// What happened with a guide.
    pub guide: Option<guides::worked::Happened>,
    /// What a model is asked before it is said.
    pub model: Option<model::Task>,
    /// What is remembered of the conversation.
    pub talk: Talk,
}

impl Reply {
    fn words(key: &'static str, args: Args) -> Self {
        Self { say: Say::Words(key, args), ..Self::default() }
    }

    /// The text as she will read it.
    ///
    /// # Errors
    /// Words that lack a value.
    pub fn text(&self) -> Result<Option<String>> {
        Ok(match &self.say {
            Say::Nothing => None,
            Say::Own(text) => Some(text.clone()),
            Say::Words(key, args) => Some(words::say(self.language, key, args)?),
        })
    }

    /// The oldest count it leans on.
    pub fn as_of(&self) -> Option<Millis> {
        self.facts.iter().filter_map(|fact| fact.as_of).min()
    }
}

/// Which of several languages is said: this one, else what is said in any, else the first there is.
fn spoken<'a, T>(texts: &'a BTreeMap<String, T>, language: &str) -> Option<&'a T> {
    texts.get(language).or_else(|| texts.get("")).or_else(|| texts.values().next())
}

fn text_args<const N: usize>(values: [(&str, String); N]) -> Args {
    values.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect()
}

/// Who asks, and how the shop speaks to her.
pub(crate) struct Asker<'a> {
    read: &'a Read<'a>,
    desk: Desk<'a>,
    customer: Option<CustomerId>,
    language: &'static str,
    currency: String,
    talk: Talk,
    now: Millis,
}

impl Asker<'_> {
    fn amount(&self, minor: i64) -> String {
        words::amount(self.language, minor, &self.currency)
    }
}

/// What a message is understood as, and what is said to it. Nobody is asked, nothing is written.
///
/// # Errors
/// What the disk says.
pub fn reply(read: &Read<'_>, desk: Desk<'_>, customer: Option<CustomerId>, said: Words<'_>, now: Millis) -> Result<(Understood, Reply)> {
    let talk = match customer {
        Some(customer) => talk::of(read, customer, now)?,
        None => Talk::default(),
    };
    let usual = match customer {
        Some(customer) => outbox::language_of(read, customer)?,
        None => words::pick(None, &read.setting("language", "en".to_owned())?),
    };
    desk.mind.follow_corrections(read)?;
    let understood = match said {
        Words::Text(text) => desk.mind.understand(text, &talk.context(usual)),
        _ => desk.mind.understand("", &Context::default()),
    };
    // A tap has no language: it is answered in the one she wrote in before.
    let before = talk.language.as_deref().map_or(usual, |language| words::pick(Some(language), usual));
    let language = understood.language.map_or(before, |language| words::pick(Some(language.code()), before));
    let currency = read.setting("currency", "EUR".to_owned())?;
    let asker = Asker { read, desk, customer, language, currency, talk, now };
    let mut reply = match said {
        Words::Text(text) => two::both(&asker, text, &understood, asker.text(text, &understood)?)?,
        Words::Place(lat, lon) => match deliver::place(&asker, lat, lon)? {
            Some(reply) => reply,
            None => go::from(&asker, lat, lon)?,
        },
        Words::About(variant, pieces) => know::of_variant(&asker, variant, pieces)?,
        Words::Pick(pick) => or_person(&asker, buy::picked(&asker, pick)?, "not_understood")?,
        Words::Usual(order) => or_person(&asker, buy::again(&asker, order)?, "not_understood")?,
        Words::Cancel(order) => or_person(&asker, change::cancel(&asker, order)?, "not_understood")?,
        Words::Bring(order, elsewhere) => or_person(&asker, deliver::wanted(&asker, order, elsewhere)?, "not_understood")?,
        Words::BringThere(order) => or_person(&asker, deliver::there(&asker, order)?, "not_understood")?,
        Words::Collect(order) => or_person(&asker, deliver::collected(&asker, order)?, "not_understood")?,
        Words::Basket(items) => buy::basket(&asker, items)?,
        Words::Choice(Choice::Product) => Reply::words("which-product", Args::new()),
        Words::Choice(Choice::Shop) => go::reply(&asker, "", None, None)?,
        Words::Choice(Choice::Person) => service::person(&asker, "asked_for")?,
        Words::File => service::person(&asker, "file")?,
        Words::Guide(id) => or_person(&asker, guides::said(&asker, id)?, "how_to")?,
        Words::Tools(id) => or_person(&asker, guides::tools(&asker, id)?, "how_to")?,
        Words::AllTools(id) => or_person(&asker, guides::all_tools(&asker, id)?, "how_to")?,
        Words::Worked(told, worked) => or_person(&asker, guides::worked::answered(&asker, told, worked)?, "not_understood")?,
        Words::Step(payload) => or_person(&asker, automations::running::on_tap(&asker, payload)?, "not_understood")?,
    };
    // An address is in the language of its street, not in hers.
    let language = if matches!(reply.buys, Some(buy::Purchase::Bring { .. })) { before } else { language };
    reply.language = language;
    reply.talk.moment = matches!(said, Words::Text(_)).then_some(understood.moment);
    reply.talk.language = Some(language.to_owned());
    reply.model = desk.model.wanted(&reply, &said, now);
    Ok((understood, reply))
}

/// What somebody who asks for a store is told now, who has been told nothing yet.
///
/// # Errors
/// `not_found`.
pub fn of_store(read: &Read<'_>, desk: Desk<'_>, store: StoreId, language: &str, now: Millis) -> Result<Reply> {
    let language = words::pick(Some(language), "en");
    let currency = read.setting("currency", "EUR".to_owned())?;
    let asker = Asker { read, desk, customer: None, language, currency, talk: Talk::default(), now };
    Ok(Reply { language, ..go::of_one(&asker, store)? })
}

/// What is said to a text once it is known what an unclear one is about; nothing where no row answers that. It may be
/// said in place of something else, so nothing is done with it: no order, no place in line.
///
/// # Errors
/// What the disk says.
pub fn reply_as(read: &Read<'_>, desk: Desk<'_>, customer: CustomerId, text: &str, meant: &Meant, now: Millis) -> Result<Option<Reply>> {
    let talk = talk::of(read, customer, now)?;
    let usual = outbox::language_of(read, customer)?;
    let understood = desk.mind.understand(text, &talk.context(usual));
    let before = talk.language.as_deref().map_or(usual, |language| words::pick(Some(language), usual));
    let language = understood.language.map_or(before, |language| words::pick(Some(language.code()), before));
    let currency = read.setting("currency", "EUR".to_owned())?;
    let asker = Asker { read, desk, customer: Some(customer), language, currency, talk, now };
    let mut reply = match meant {
        Meant::Moment(Moment::Know) => know::reply(&asker, text, &understood, false)?,
        Meant::Moment(Moment::Go) => go::reply(&asker, text, understood.entities.when, understood.entities.place.as_deref())?,
        Meant::Moment(Moment::OrderStatus) => service::order_status(&asker)?,
        Meant::Moment(_) => service::person(&asker, "asked_for")?,
        Meant::Answer(name) => match answers::reply(read, name, language, now)? {
            answers::Said::Words(written) => asker.own(name, written),
            _ => return Ok(None),
        },
    };
    // "One of us will answer" is no answer where a product was asked for: then she is asked what it is about.
    let found = !reply.facts.is_empty() || *meant == Meant::Moment(Moment::Person);
    let plain = reply.does.is_none() && reply.buys.is_none() && reply.guide.is_none() && reply.automation.is_none();
    reply.language = language;
    reply.talk.language = Some(language.to_owned());
    Ok(Some(reply).filter(|reply| found && plain && !matches!(reply.say, Say::Nothing)))
}

/// Little is said but a day.
fn only_a_day(text: &str, understood: &Understood) -> bool {
    /// "and what about the 1st of May?"
    const WORDS: usize = 7;
    understood.entities.when.is_some_and(|when| when.day.is_some())
        && understood.product_words.is_empty()
        && text.split_whitespace().count() <= WORDS
}

/// What stands on an old message may mean nothing any more (a guide taken away, an automation written anew): then a person looks.
fn or_person(asker: &Asker<'_>, reply: Option<Reply>, why: &'static str) -> Result<Reply> {
    reply.map_or_else(|| service::person(asker, why), Ok)
}

impl Asker<'_> {
    /// What is about buying: of an order she has, of what she always has, of what is to be put aside.
    fn order(&self, text: &str, understood: &Understood) -> Result<Option<Reply>> {
        if let Some(reply) = deliver::reply(self, text)? {
            return Ok(Some(reply));
        }
        if let Some(reply) = change::reply(self, text, understood)? {
            return Ok(Some(reply));
        }
        if let Some(reply) = hold::reply(self, text, understood)? {
            return Ok(Some(reply));
        }
        if buy::phrases::holds(text, &buy::phrases::phrases().usual) {
            return buy::usual(self);
        }
        if buy::decided(text, understood) { buy::reply(self, text, understood) } else { Ok(None) }
    }

    fn text(&self, text: &str, understood: &Understood) -> Result<Reply> {
        if let Some(customer) = self.customer {
            if conversations::inbound_since(self.read, customer, self.now - 60_000)? > FLOOD {
                return service::person(self, "flood");
            }
        }
        if let (Some(Reference::Yes), Some(Deed::Bring(order))) = (understood.entities.reference, self.talk.offer) {
            return or_person(self, deliver::there(self, order)?, "not_understood");
        }
        if let (Some(Reference::Yes), Some(deed)) = (understood.entities.reference, self.talk.offer) {
            return Ok(Reply { does: Some(deed), talk: self.talk.now_about(self.talk.about), ..Reply::default() });
        }
        if let Some(reply) = deliver::address(self, text, understood)? {
            return Ok(reply);
        }
        if let Some(reply) = buy::answered(self, text, understood)? {
            return Ok(reply);
        }
        if let Some(automation) = automations::running::on_words(self, text)? {
            return Ok(automation);
        }
        let guide = self.guide(text, understood)?;
        // Nothing but the name of something asks for no guide, however like it sounds; elsewhere names are found below.
        let how = guide.is_some() || understood.moment == Moment::Make;
        let name = if how { know::only_name(self, text, understood)? } else { None };
        if let (Some(guide), None) = (guide, &name) {
            return Ok(guide);
        }
        if let Some(said) = self.own_answer(text, understood)?.or(name) {
            return Ok(said);
        }
        if asks::is_machine_asked(text) {
            return service::machine(self);
        }
        let place = at_store::reply(self, text, understood)?;
        if let Some(at_store::At::Elsewhere(reply)) = place {
            return Ok(reply);
        }
        if let Some(reply) = self.order(text, understood)? {
            return Ok(reply);
        }
        if let Some(at_store::At::There(reply)) = place {
            return Ok(reply);
        }
        if let Some(services) = services::reply(self, text, understood)? {
            return Ok(services);
        }
        // A shop called "Merci" is not meant by every thank-you.
        let courtesy = matches!(understood.moment, Moment::Thanks | Moment::Greeting);
        if let Some(store) = if courtesy { None } else { go::only_named(self, text)? } {
            return Ok(store);
        }
        // Courtesy that no word speaks for is none: what is not understood must not pass for thanks.
        let moment = match understood.moment {
            Moment::Thanks | Moment::Greeting if understood.because.is_empty() => Moment::Other,
            // "Show me all loafers" sounds like courtesy, "Mug Terra size L" like how-to: where that is not sure and a thing
            // is named, it is told of.
            Moment::Thanks | Moment::Make if understood.confidence < SURE && know::names_some(self, text, understood)? => Moment::Know,
            // "And on the 24th of December?" after a question about hours is one more of them.
            _ if self.talk.moment == Some(Moment::Go) && only_a_day(text, understood) => Moment::Go,
            moment => moment,
        };
        match moment {
            Moment::Know => know::reply(self, text, understood, buy::decided(text, understood)),
            Moment::Buy => know::reply(self, text, understood, true),
            Moment::Go => go::reply(self, text, understood.entities.when, understood.entities.place.as_deref()),
            Moment::OrderStatus => service::order_status(self),
            Moment::Make => guides::none(self),
            Moment::ChangeOrder => service::person(self, "change_order"),
            Moment::Invoice => service::person(self, "invoice"),
            Moment::Complaint => service::person(self, "complaint"),
            Moment::Person => service::person(self, "asked_for"),
            // The word itself is heard before anybody is understood; what only sounds like it is not guessed at.
            Moment::Stop | Moment::Start => service::person(self, "stop_or_start"),
            Moment::Greeting => service::greeting(self),
            Moment::Thanks => Ok(Reply { talk: self.talk.clone(), ..Reply::default() }),
            // "No thanks", "haha": nothing is asked, so nothing is said.
            Moment::Other if understood.entities.reference == Some(Reference::No) || asks::only_laughs(text) => {
                Ok(Reply { talk: self.talk.now_about(self.talk.about), ..Reply::default() })
            }
            // In a language nobody here answers in, a person sees what can be done.
            Moment::Other if understood.language.is_none() && text.split_whitespace().count() >= STRANGE => {
                service::person(self, "language")
            }
            Moment::Other => match know::named(self, text, understood)? {
                Some(reply) => Ok(reply),
                None => service::unclear(self),
            },
        }
    }

    /// The guide to what she wants to do. Where she does not ask how, it must be very like what a guide is asked by: who
    /// wants a shelf does not want to be told how one is hung.
    fn guide(&self, text: &str, understood: &Understood) -> Result<Option<Reply>> {
        match understood.moment {
            // Where it only sounds like how-to and a thing is named, the thing is meant.
            Moment::Make if understood.confidence >= SURE || !know::names_some(self, text, understood)? => {
                guides::found(self, text, understood, 0.5)
            }
            Moment::Other if !know::names_some(self, text, understood)? => guides::found(self, text, understood, SURE),
            Moment::Know if !know::names_some(self, text, understood)? => guides::found(self, text, understood, SURE),
            _ => Ok(None),
        }
    }

    /// The owner's own words.
    fn own(&self, name: &str, written: answers::Written) -> Reply {
        Reply {
            facts: vec![Fact::new("answer", name, &written.text, Some(written.at))],
            say: Say::Own(written.text),
            image: written.image,
            answer_id: Some(name.to_owned()),
            talk: Talk { unclear: 0, ..self.talk.clone() },
            ..Reply::default()
        }
    }

    /// What the owner has written for a question like this one; what names a product is answered from the product's row.
    fn own_answer(&self, text: &str, understood: &Understood) -> Result<Option<Reply>> {
        if matches!(understood.moment, Moment::Stop | Moment::Start) {
            return Ok(None);
        }
        let Some((name, sure)) = self.desk.mind.answer(self.read, text)? else { return Ok(None) };
        if matches!(understood.moment, Moment::Know | Moment::Buy) && sure < SURE && know::is_named(self, understood)? {
            return Ok(None);
        }
        // Who complains is heard by a person too, whatever was written for it.
        let heard = matches!(understood.moment, Moment::Person | Moment::Complaint).then_some("complaint");
        Ok(match answers::reply(self.read, &name, self.language, self.now)? {
            answers::Said::Words(written) => Some(Reply { person: heard, ..self.own(&name, written) }),
            answers::Said::Unwritten => Some(Reply { answer_id: Some(name), ..service::person(self, "answer_unwritten")? }),
            answers::Said::NotNow => None,
        })
    }
}
