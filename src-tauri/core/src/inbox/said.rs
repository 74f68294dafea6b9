//! One inbound message: into the thread, then what it means, once. Whole orders to the shop are understood here (a word,
//! a tap, a card's reference, "tell me when … is back", a plain answer to what was asked); anything else is asked of the moments, and what they cannot
//! answer is for a person.

use cloud_api::webhook::kind::{FormResponse, Kind, Media, MediaKind, System, SystemChange};
use cloud_api::webhook::{Inbound, Said};
use serde_json::{Value, json};

use super::buying;
use super::effects::{self, Heard};
use super::joined;
use super::keyword::{Keyword, keyword, yes_or_no};
use crate::consent::Purpose;
use crate::customers::Seen;
use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, OrderId, PromiseId, Result, StoreId, VariantId};
use crate::moments::buy::Pick;
use crate::moments::talk::Deed;
use crate::moments::tell_me::{self, Wish};
use crate::moments::{self, Choice, Desk, Reply, Words};
use crate::waitlist::asking::answers;
use crate::waitlist::{self, Tap};
use crate::{cloud, conversations, customers, outbox};

/// How a message reached us.
#[derive(Clone, Copy)]
pub(super) struct Circumstances {
    /// Meta's signature was checked, so it can prove that words arrive.
    pub(super) signed: bool,
    /// Meta's own agent does not hold the thread.
    pub(super) ours_to_answer: bool,
}

/// What the thread shows of a message.
pub(super) struct Shown {
    pub(super) kind: String,
    pub(super) content: Value,
    pub(super) media: Option<File>,
}

/// A file that came with a message.
pub(super) struct File {
    id: String,
    mime: String,
    name: Option<String>,
    sha256: Option<String>,
}

impl File {
    pub(super) fn as_sent(&self) -> conversations::Sent<'_> {
        conversations::Sent { media_id: &self.id, mime: &self.mime, file_name: self.name.as_deref(), sha256: self.sha256.as_deref() }
    }
}

/// Reads one message.
pub(super) fn said(tx: &Tx<'_>, desk: Desk<'_>, customer: CustomerId, message: &Inbound, how: Circumstances, now: Millis) -> Result<()> {
    let at = message.at_ms().unwrap_or(now).min(now);
    // What is about another message, or about the person, is no message of its own.
    let kind = message.content();
    if let Some((target, about)) = about(&kind) {
        let new = conversations::about(tx, customer, &message.id, target, &about.as_ref(), false, at)?;
        if let (true, Told::Edit(content)) = (new, &about) {
            // Written over what she had said before, it is an order all the same.
            if let Some(Keyword::Stop(purpose)) = keyword(content["text"].as_str().unwrap_or_default()) {
                let shop = Author::shop();
                let heard = Heard { customer, wamid: &message.id, by_hand: false, author: &shop, now };
                effects::stop(tx, &heard, purpose, content["text"].as_str().unwrap_or_default())?;
            }
        }
        // It was she who did it: she can be answered for a day.
        return conversations::touched(tx, customer, at);
    }
    if let Kind::System(system) = kind {
        return changed(tx, customer, message, &system, at, now);
    }
    let Shown { kind, content, media } = shown(message);
    let words = content["text"].as_str().unwrap_or_default();
    let hello = how.signed && is_hello(tx, customer, words)?;
    let mut act = understand(tx, desk, customer, message, words, now)?;
    if matches!(act, Act::Person) && !hello && how.ours_to_answer {
        act = answered(tx, desk, customer, message, now)?;
    }
    let needs_person = act.is_for_a_person() && !hello && how.ours_to_answer && kind != "request_welcome";
    if !conversations::inbound(tx, customer, &message.id, &kind, &content, at, needs_person)? {
        return Ok(());
    }
    conversations::answers(tx, &message.id, message.context.as_ref().and_then(|c| c.id.as_deref()))?;
    if let Some(media) = media {
        conversations::media_sent(tx, &message.id, &media.as_sent(), at, now)?;
    }
    let shop = Author::shop();
    let heard = Heard { customer, wamid: &message.id, by_hand: false, author: &shop, now };
    if desk.model.is_on() {
        effects::let_go(tx, customer, now)?;
    }
    if hello {
        effects::hello(tx, &heard)?;
    }
    // Stopping counts whoever holds the thread; answers are for who does.
    let stops = matches!(act, Act::StopThese | Act::Word(Keyword::Stop(_)) | Act::Tapped { tap: Tap::Stop, .. });
    if !how.ours_to_answer && !stops {
        return Ok(());
    }
    perform(tx, &heard, act, words)
}

fn perform(tx: &Tx<'_>, heard: &Heard<'_>, act: Act, words: &str) -> Result<()> {
    match act {
        Act::Person => Ok(()),
        Act::Reply(reply) => effects::reply(tx, heard, &reply),
        Act::Want { variant, pieces } => effects::want(tx, heard, variant, pieces).map(drop),
        Act::StopThese => effects::stop_these(tx, heard, heard.customer, words),
        Act::Word(Keyword::Stop(purpose)) => effects::stop(tx, heard, purpose, words),
        Act::Word(Keyword::Start) => effects::answer(tx, heard, "started", crate::words::Args::new()).map(drop),
        Act::Join { variant, store } => effects::join(tx, heard, variant, store, words),
        Act::Agree { purpose, store } => effects::agree(tx, heard, purpose, store, words),
        Act::Which(choices) => effects::ask_which(tx, heard, &choices),
        Act::Still { question, wants } => effects::still(tx, heard, question, wants, words).map(drop),
        Act::Tapped { tap, promise, for_customer, variant } => match (tap, variant) {
            (Tap::Bought, Some(variant)) => effects::keep(tx, heard, promise, variant).map(drop),
            (Tap::Later, _) => effects::later(tx, heard, promise).map(drop),
            (Tap::Stop, _) => effects::stop_these(tx, heard, for_customer, words),
            _ => Ok(()),
        },
    }
}

/// Something about her has changed: she keeps her place in everything under the new number or id.
fn changed(tx: &Tx<'_>, customer: CustomerId, message: &Inbound, system: &System, at: Millis, now: Millis) -> Result<()> {
    let what = match &system.change {
        SystemChange::Number => "number",
        SystemChange::UserId => "user_id",
        SystemChange::Identity => "identity",
        SystemChange::Other(_) => "other",
    };
    if !conversations::note(tx, customer, &message.id, "system", &json!({ "change": what }), at)? {
        return Ok(());
    }
    // A new phone under the same number is not a new number; whether it is still her a person must see.
    if !matches!(system.change, SystemChange::Number | SystemChange::UserId) {
        return Ok(());
    }
    let plus = |digits: &str| format!("+{}", digits.trim_start_matches('+'));
    let old = message.from.as_deref().map(plus).filter(|_| matches!(system.change, SystemChange::Number));
    let new = Seen { phone: system.wa_id.as_deref().map(plus), user_id: system.user_id.clone(), ..Seen::default() };
    joined::moved(tx, customer, old.as_deref(), &new, &message.id, now)
}

/// What a message is about, if it is about another: that one's id, and what it says of it.
pub(super) enum Told {
    Reaction(Option<String>),
    Edit(Value),
    Revoke,
}

impl Told {
    pub(super) fn as_ref(&self) -> conversations::About<'_> {
        match self {
            Self::Reaction(emoji) => conversations::About::Reaction(emoji.as_deref()),
            Self::Edit(content) => conversations::About::Edit(content),
            Self::Revoke => conversations::About::Revoke,
        }
    }
}

pub(super) fn about(kind: &Kind) -> Option<(&str, Told)> {
    match kind {
        Kind::Reaction { message_id, emoji } => Some((message_id, Told::Reaction(emoji.clone()))),
        Kind::Edit { original_message_id, content } => {
            Some((original_message_id, Told::Edit(show(content, "edit", &serde_json::Map::new()).content)))
        }
        Kind::Revoke { original_message_id } => Some((original_message_id, Told::Revoke)),
        _ => None,
    }
}

/// What the thread shows of a message as Meta sent it.
pub(super) fn shown(message: &Inbound) -> Shown {
    let mut shown = show(&message.content(), &message.kind, &message.rest);
    if let (Some(referral), Some(content)) = (message.referral(), shown.content.as_object_mut()) {
        content.insert("from_ad".into(), json!({ "headline": referral.headline, "body": referral.body, "url": referral.source_url }));
    }
    let context = message.context.as_ref();
    if let (Some(product), Some(content)) = (context.and_then(|c| c.referred_product.as_ref()), shown.content.as_object_mut()) {
        content.insert("about_product".into(), json!(product.product_retailer_id));
    }
    if let (Some(true), Some(content)) =
        (context.map(|c| c.forwarded == Some(true) || c.frequently_forwarded == Some(true)), shown.content.as_object_mut())
    {
        content.insert("forwarded".into(), json!(true));
    }
    shown
}

fn show(kind: &Kind, name: &str, rest: &serde_json::Map<String, Value>) -> Shown {
    let plain = |kind: &str, content: Value| Shown { kind: kind.to_owned(), content, media: None };
    match kind {
        Kind::Text { body } => plain("text", json!({ "text": body })),
        Kind::Button { text, payload } => plain("tap", json!({ "text": text.as_ref().or(payload.as_ref()) })),
        Kind::ButtonReply { title, .. } => plain("tap", json!({ "text": title })),
        Kind::ListReply { title, description, .. } => plain("tap", json!({ "text": title, "description": description })),
        Kind::Media(media) => file(media),
        Kind::Location(place) => plain(
            "location",
            json!({ "text": place.name.as_ref().or(place.address.as_ref()), "address": place.address, "latitude": place.latitude, "longitude": place.longitude, "nowhere": place.is_nowhere() }),
        ),
        Kind::Contacts(cards) => {
            let cards: Vec<Value> = cards.iter().map(|c| json!({ "name": c.name, "phones": c.phones.iter().filter_map(|p| p.0.clone().or_else(|| p.1.clone())).collect::<Vec<_>>() })).collect();
            plain("contacts", json!({ "contacts": cards }))
        }
        Kind::Form { body, response, .. } => {
            let filled = match response {
                FormResponse::Read(value) => value.clone(),
                FormResponse::Invalid(_) | FormResponse::Absent => Value::Null,
            };
            plain("form", json!({ "text": body, "form": filled }))
        }
        Kind::CallPermission(permission) => plain("call_permission", json!({ "text": permission.response })),
        Kind::PaymentMethod(raw) => plain("payment_method", json!({ "raw": raw })),
        Kind::Order(order) => {
            let items: Vec<Value> = order.items.iter().map(|i| json!({ "retailer_id": i.product_retailer_id, "quantity": i.quantity, "price": i.item_price, "currency": i.currency })).collect();
            plain("order", json!({ "text": order.text, "items": items, "incomplete": order.unreadable > 0 }))
        }
        Kind::Unsupported { reason, errors } => {
            plain("unsupported", json!({ "reason": reason, "codes": errors.iter().map(|e| e.code).collect::<Vec<_>>() }))
        }
        Kind::Errors(errors) => plain("errors", json!({ "codes": errors.iter().map(|e| e.code).collect::<Vec<_>>() })),
        Kind::RequestWelcome => plain("request_welcome", json!({})),
        Kind::Reaction { emoji, .. } => plain("reaction", json!({ "text": emoji })),
        Kind::System(_) | Kind::Edit { .. } | Kind::Revoke { .. } => plain(name, Value::Object(rest.clone())),
        Kind::Unknown { kind, raw } => plain(kind, json!({ "raw": raw })),
    }
}

fn file(media: &Media) -> Shown {
    let kind = match media.kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Document => "document",
        MediaKind::Sticker => "sticker",
    };
    let content = json!({ "text": media.caption, "file_name": media.filename, "voice": media.voice, "mime": media.mime_type });
    let file = media.id.as_ref().map(|id| File {
        id: id.clone(),
        mime: media.mime_type.clone().unwrap_or_default(),
        name: media.filename.clone(),
        sha256: media.sha256.clone(),
    });
    Shown { kind: kind.to_owned(), content, media: file }
}

enum Act {
    Person,
    /// The shop can say it, or knows why not.
    Reply(Box<Reply>),
    Want {
        variant: VariantId,
        pieces: u32,
    },
    StopThese,
    Word(Keyword),
    Join {
        variant: VariantId,
        store: Option<StoreId>,
    },
    Agree {
        purpose: Purpose,
        store: Option<StoreId>,
    },
    Which(Vec<VariantId>),
    /// Whether she still wants what she waits for.
    Still {
        question: PromiseId,
        wants: bool,
    },
    Tapped {
        tap: Tap,
        promise: PromiseId,
        for_customer: CustomerId,
        variant: Option<VariantId>,
    },
}

impl Act {
    fn is_for_a_person(&self) -> bool {
        match self {
            Self::Person => true,
            Self::Reply(reply) => reply.person.is_some(),
            _ => false,
        }
    }
}

/// What the shop can say by itself, unless it is told to be quiet or a person has the conversation.
fn answered(read: &Read<'_>, desk: Desk<'_>, customer: CustomerId, message: &Inbound, now: Millis) -> Result<Act> {
    if !read.setting("answering", true)? || conversations::held_by_person(read, customer, now)? {
        return Ok(Act::Person);
    }
    let (said, content) = (message.said(), message.content());
    let items;
    let words = match (&said, &content) {
        (Said::Text(text), _) => Words::Text(text),
        (_, Kind::Order(order)) if order.unreadable == 0 && !order.items.is_empty() => {
            items = buying::items(read, order)?;
            Words::Basket(&items)
        }
        (_, Kind::Location(place)) if !place.is_nowhere() => Words::Place(place.latitude, place.longitude),
        (Said::Tap { payload, .. }, _) => match chosen(read, payload) {
            Some(words) => words,
            None => return Ok(Act::Person),
        },
        // What is in a picture, a voice note or a paper a person must see; she is told so once. A sticker says nothing.
        (_, Kind::Media(media)) if !matches!(media.kind, MediaKind::Sticker) => Words::File,
        _ => return Ok(Act::Person),
    };
    let (_, reply) = moments::reply(read, desk, Some(customer), words, now)?;
    Ok(match reply.does {
        Some(Deed::Keep(variant, pieces)) => Act::Want { variant, pieces },
        Some(Deed::Tell(variant)) => Act::Join { variant, store: None },
        Some(Deed::Bring(_)) | None => Act::Reply(Box::new(reply)),
    })
}

/// What a row of one of the shop's own lists stands for.
fn chosen<'a>(read: &Read<'_>, payload: &'a str) -> Option<Words<'a>> {
    let payload = outbox::cards::without_card(payload);
    match payload.split_once(':')? {
        ("about", rest) => {
            let (variant, pieces) = rest.split_once(':').map_or((rest, None), |(variant, pieces)| (variant, pieces.parse().ok()));
            let variant = VariantId(variant.parse().ok()?);
            crate::catalog::get(read, variant).is_ok().then_some(Words::About(variant, pieces))
        }
        ("step", _) => Some(Words::Step(payload)),
        ("pick", variant) => {
            let variant = VariantId(variant.parse().ok()?);
            crate::catalog::get(read, variant).is_ok().then_some(Words::Pick(Pick::Variant(variant)))
        }
        ("pick-choice", at) => Some(Words::Pick(Pick::Choice(at.parse().ok()?))),
        ("usual", order) => order_of(read, order).map(Words::Usual),
        ("order-cancel", order) => order_of(read, order).map(Words::Cancel),
        ("order-bring", order) => order_of(read, order).map(|order| Words::Bring(order, false)),
        ("order-elsewhere", order) => order_of(read, order).map(|order| Words::Bring(order, true)),
        ("order-there", order) => order_of(read, order).map(Words::BringThere),
        ("order-collect", order) => order_of(read, order).map(Words::Collect),
        ("guide", id) => Some(Words::Guide(id.parse().ok()?)),
        ("tools", id) => Some(Words::Tools(id.parse().ok()?)),
        ("tools-all", id) => Some(Words::AllTools(id.parse().ok()?)),
        ("worked", told) => Some(Words::Worked(told.parse().ok()?, true)),
        ("worked-not", told) => Some(Words::Worked(told.parse().ok()?, false)),
        ("about-it", "product") => Some(Words::Choice(Choice::Product)),
        ("about-it", "shop") => Some(Words::Choice(Choice::Shop)),
        ("about-it", "person") => Some(Words::Choice(Choice::Person)),
        _ => None,
    }
}

fn order_of(read: &Read<'_>, text: &str) -> Option<OrderId> {
    let order = OrderId(text.parse().ok()?);
    crate::orders::get(read, order).is_ok().then_some(order)
}

fn understand(read: &Read<'_>, desk: Desk<'_>, customer: CustomerId, message: &Inbound, words: &str, now: Millis) -> Result<Act> {
    match &message.said() {
        Said::Text(text) => {
            if let Some(word) = keyword(text) {
                return Ok(Act::Word(word));
            }
            if let Some(still) = still_typed(read, customer, message, text, now)? {
                return Ok(still);
            }
            if let Some((variant, store)) =
                waitlist::card::read_reference(text).filter(|(variant, _)| crate::catalog::get(read, *variant).is_ok())
            {
                return Ok(Act::Join { variant, store: crate::stores::known(read, store)? });
            }
            if let Some((purpose, store)) = waitlist::card::read_purpose(text).filter(|(purpose, _)| *purpose != Purpose::Restock) {
                return Ok(Act::Agree { purpose, store: crate::stores::known(read, store)? });
            }
            wished(read, desk, customer, message, text)
        }
        Said::Tap { payload, title } => match tapped(read, payload)? {
            Some(act) => Ok(act),
            // Whatever it belonged to, she pressed stop.
            None if payload.starts_with("stop:") => Ok(Act::StopThese),
            // A button of another program's message, from before: what stands on it is her word.
            None => Ok(keyword(title).or_else(|| keyword(payload)).map_or(Act::Person, Act::Word)),
        },
        // Under a picture it is a word as well.
        Said::Other => Ok(keyword(words).map_or(Act::Person, Act::Word)),
    }
}

/// A plain yes or no to the question whether she still wants it: quoted, or said right after it.
fn still_typed(read: &Read<'_>, customer: CustomerId, message: &Inbound, text: &str, now: Millis) -> Result<Option<Act>> {
    let Some(wants) = yes_or_no(text) else { return Ok(None) };
    let question = match message.context.as_ref().and_then(|c| c.id.as_deref()) {
        Some(quoted) => match conversations::promise_of(read, quoted)?.map(PromiseId) {
            Some(promise) if answers::is_question(read, promise)? => Some(promise),
            _ => None,
        },
        None => answers::open_to(read, customer, now)?,
    };
    Ok(question.map(|question| Act::Still { question, wants }))
}

/// Products the words of a wish are looked for in; they need every word, so those that have most come first.
const LOOKED_AT: usize = 50;

/// "Tell me when … is back", about what she names or about the message she answers.
fn wished(read: &Read<'_>, desk: Desk<'_>, customer: CustomerId, message: &Inbound, text: &str) -> Result<Act> {
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
    let likely = desk.finder.products(desk.db, &wanted, LOOKED_AT)?;
    let offered = crate::catalog::search::offered(read, &likely)?;
    let sold: Vec<_> = tell_me::meant(&wanted, offered.iter().flat_map(|product| &product.variants));
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
    if what == "want" {
        let (variant, pieces) = rest.split_once(':').unwrap_or((rest, "1"));
        let variant = variant.parse().ok().map(VariantId).filter(|v| crate::catalog::get(read, *v).is_ok());
        return Ok(variant.map(|variant| Act::Want { variant, pieces: pieces.parse().unwrap_or(1).max(1) }));
    }
    let Some((promise, for_customer, variant)) = outbox::key_from_text(rest).map(|key| outbox::by_key(read, &key)).transpose()?.flatten()
    else {
        return Ok(None);
    };
    let about_alert = |tap| Some(Act::Tapped { tap, promise, for_customer, variant });
    Ok(match what {
        "still-yes" => Some(Act::Still { question: promise, wants: true }),
        "still-no" => Some(Act::Still { question: promise, wants: false }),
        "keep" => about_alert(Tap::Bought),
        "later" => about_alert(Tap::Later),
        "stop" => about_alert(Tap::Stop),
        _ => None,
    })
}

/// Her first words to a new connection.
fn is_hello(read: &Read<'_>, customer: CustomerId, text: &str) -> Result<bool> {
    let Some(connection) = cloud::connection(read)?.filter(|c| c.hello_at.is_none()) else {
        return Ok(false);
    };
    let phone = customers::get(read, customer)?.phone.map(|p| p.0).unwrap_or_default();
    Ok(cloud::is_hello(&connection, &customers::phone_variants(&phone), text))
}
