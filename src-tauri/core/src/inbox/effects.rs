//! What a customer's word or tap does: consent ends, a place in line begins, a piece is kept, and the
//! shop's answer is promised. The same effects serve a person who notes by hand what she was told.

use super::buying;
use crate::catalog::{self, VariantRow};
use crate::consent::{self, Entry, Purpose};
use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, OrderId, PromiseId, Result, StoreId, Topic, VariantId};
use crate::moments::automations::running;
use crate::moments::guides::worked;
use crate::moments::lost::{self, Lost};
use crate::moments::model::{self, Meant, Outcome};
use crate::moments::{self, Desk, Pin, Reply, Say, service, talk, unanswered};
use crate::outbox::automatic::{Automatic, ByModel};
use crate::outbox::facts::Gatherer;
use crate::outbox::typed::Special;
use crate::outbox::{self, Draft, NewPromise};
use crate::waitlist::asking::{self, answers::CameTo};
use crate::waitlist::{self, Tap};
use crate::words::{self, Arg, Args};
use crate::{cloud, conversations, orders};

/// Who said something, when, and how the shop answers: by itself, or by a person's hand.
pub struct Heard<'a> {
    pub customer: CustomerId,
    /// Meta's id of what she said; of the alert she answered, by hand.
    pub wamid: &'a str,
    pub by_hand: bool,
    pub author: &'a Author,
    pub now: Millis,
}

/// Answers in words, at most once per inbound message and rule, through the gate like everything else.
pub(super) fn answer(tx: &Tx<'_>, heard: &Heard<'_>, key: &str, args: Args) -> Result<PromiseId> {
    promise(tx, heard, key, &Draft::answer(key, args, (!heard.by_hand).then_some(heard.wamid)), None)
}

pub(super) fn promise(tx: &Tx<'_>, heard: &Heard<'_>, rule: &str, draft: &Draft, about: Option<VariantId>) -> Result<PromiseId> {
    promise_at(tx, heard, rule, draft, about, heard.now)
}

fn promise_at(
    tx: &Tx<'_>,
    heard: &Heard<'_>,
    rule: &str,
    draft: &Draft,
    about: Option<VariantId>,
    not_before: Millis,
) -> Result<PromiseId> {
    let key = outbox::answer_key(heard.wamid, rule);
    let new = NewPromise {
        key,
        customer: heard.customer,
        draft,
        wave: None,
        while_stock_of: about,
        not_before,
        author: heard.author,
        by_hand: heard.by_hand,
    };
    let mut gatherer = Gatherer::new(tx, heard.now)?;
    Ok(outbox::enqueue(tx, &mut gatherer, &new, heard.now)?.0)
}

/// The owner's phone has reached us: STOP can arrive, others may be written to.
pub(super) fn hello(tx: &Tx<'_>, heard: &Heard<'_>) -> Result<()> {
    cloud::hello(tx, heard.now)?;
    let shop: String = tx.setting("name", String::new())?;
    answer(tx, heard, "hello-heard", Args::from([("shop".into(), Arg::Text(shop))]))?;
    outbox::look_again(tx, heard.now)
}

/// She sent a card's words: that is her yes, confirmed once.
pub(super) fn agree(tx: &Tx<'_>, heard: &Heard<'_>, purpose: Purpose, store: Option<StoreId>, wording: &str) -> Result<()> {
    let source = store.map_or_else(|| "chat".to_owned(), |store| format!("card:{}", store.0));
    let language = outbox::language_of(tx, heard.customer)?;
    let entry = Entry { purpose: purpose.name(), act: "given", wording, source: &source, author: "customer", language, store };
    if consent::record(tx, heard.customer, &entry, heard.now)? {
        answer(tx, heard, &format!("yes-noted-{}", purpose.name().replace('_', "-")), Args::new())?;
    }
    Ok(())
}

/// She wants to be told of a variant: her words are her consent, in one act with her place in line.
/// What is here already is said at once, with a button to keep it.
pub(super) fn join(tx: &Tx<'_>, heard: &Heard<'_>, variant: VariantId, store: Option<StoreId>, wording: &str) -> Result<()> {
    let row = catalog::get(tx, variant)?;
    let source = match store {
        Some(store) => format!("card:{}", store.0),
        None => "chat".to_owned(),
    };
    let language = outbox::language_of(tx, heard.customer)?;
    let entry = Entry { purpose: "restock", act: "given", wording, source: &source, author: "customer", language, store };
    waitlist::join(tx, variant, store, heard.customer, &entry, heard.now)?;
    if row.status == "active" && row.portions() > 0 { here(tx, heard, &row) } else { noted(tx, heard, "tell-noted", &row).map(drop) }
}

fn noted(tx: &Tx<'_>, heard: &Heard<'_>, key: &str, row: &VariantRow) -> Result<PromiseId> {
    answer(tx, heard, key, Args::from([("product".into(), Arg::Text(row.full_name()))]))
}

/// What she waits for is here already: with a button to keep it.
fn here(tx: &Tx<'_>, heard: &Heard<'_>, row: &VariantRow) -> Result<()> {
    let language = outbox::language_of(tx, heard.customer)?;
    let currency: String = tx.setting("currency", "EUR".to_owned())?;
    let price = row.price_at(heard.now).map_or_else(|| "?".to_owned(), |p| words::amount(language, p, &currency));
    let key = outbox::key_text(&outbox::answer_key(heard.wamid, "tell-here"));
    let args = Args::from([("product".into(), Arg::Text(row.full_name())), ("price".into(), Arg::Text(price))]);
    let mut draft = Draft::answer("tell-here", args, Some(heard.wamid));
    draft.image.clone_from(&row.image);
    draft.buttons = vec![(format!("keep:{key}"), "button-keep".into()), (format!("later:{key}"), "button-later".into())];
    promise(tx, heard, "tell-here", &draft, Some(row.id)).map(drop)
}

/// She was asked whether she still wants it: a yes keeps her place, a no ends that one and can be taken back.
pub(super) fn still(tx: &Tx<'_>, heard: &Heard<'_>, question: PromiseId, wants: bool, wording: &str) -> Result<Option<PromiseId>> {
    let Some(said) = asking::answers::answered(tx, question, wants, heard.now)? else { return Ok(None) };
    let row = catalog::get(tx, said.variant)?;
    match said.came_to {
        CameTo::Anew => join(tx, heard, said.variant, None, wording).map(|()| None),
        CameTo::Kept if row.status == "active" && row.portions() > 0 => here(tx, heard, &row).map(|()| None),
        CameTo::Kept => noted(tx, heard, "still-kept", &row).map(Some),
        CameTo::Ended if heard.by_hand => noted(tx, heard, "still-ended", &row).map(Some),
        CameTo::Ended => {
            let args = Args::from([("product".into(), Arg::Text(row.full_name()))]);
            let mut draft = Draft::answer("still-ended", args, Some(heard.wamid));
            draft.buttons = vec![(format!("still-yes:{}", outbox::key_text(&outbox::key_of(tx, question)?)), "button-still-back".into())];
            promise(tx, heard, "still-ended", &draft, None).map(Some)
        }
    }
}

/// What she answered to a question a person sent by hand; answers with the message to send back, if any.
pub fn still_by_hand(tx: &Tx<'_>, question: PromiseId, wants: bool, author: &Author, now: Millis) -> Result<Option<PromiseId>> {
    let (customer, _, key) = outbox::of_hand(tx, question)?;
    // A slip is put right by noting the other answer: each is a rule of its own, said once.
    let said = format!("hand:{}:still", outbox::key_text(&key));
    let heard = Heard { customer, wamid: &said, by_hand: true, author, now };
    still(tx, &heard, question, wants, "by hand")
}

/// Several products have her words: which one?
pub(super) fn ask_which(tx: &Tx<'_>, heard: &Heard<'_>, variants: &[VariantId]) -> Result<()> {
    let mut draft = Draft::answer("tell-which", Args::new(), Some(heard.wamid));
    for variant in variants {
        let row = catalog::get(tx, *variant)?;
        draft.choices.push((format!("tell:{variant}"), row.full_name()));
    }
    promise(tx, heard, "tell-which", &draft, None)?;
    Ok(())
}

/// What the shop says by itself, once per message of hers, with what it leans on; and what it remembers of it.
pub(super) fn reply(tx: &Tx<'_>, heard: &Heard<'_>, reply: &Reply) -> Result<()> {
    talk::keep(tx, heard.customer, &reply.talk, heard.now)?;
    unanswered::note(tx, heard.customer, heard.wamid, reply, heard.now)?;
    lost::note(tx, heard.customer, heard.wamid, reply, heard.now)?;
    if let Some(happened) = reply.guide {
        worked::note(tx, happened, heard.customer, heard.wamid, reply.language, heard.now)?;
    }
    if let Some(variant) = reply.check {
        talk::ask_the_shelf(tx, heard.customer, variant, heard.wamid, reply.language, heard.now)?;
    }
    if let Some(purchase) = &reply.buys {
        return buying::carry_out(tx, heard, purchase, reply.language);
    }
    let Some(draft) = drafted(reply, heard.wamid) else { return note_step(tx, heard, reply, None) };
    // Whatever becomes of the model: after its time the answer leaves as the rules have it.
    let not_before = heard.now + if reply.model.is_some() { model::PATIENCE } else { 0 };
    let promise = promise_at(tx, heard, "moment", &draft, None, not_before)?;
    if let Some(task) = reply.model {
        model::ask(tx, promise, heard.customer, heard.wamid, task, heard.now)?;
    }
    if let Some(pin) = &reply.pin {
        follow_with_pin(tx, heard, pin, reply.language, not_before)?;
    }
    note_step(tx, heard, reply, Some(promise))
}

/// A reply as it is promised; nothing where nothing is said.
fn drafted(reply: &Reply, wamid: &str) -> Option<Draft> {
    let mut draft = match &reply.say {
        Say::Nothing => return None,
        Say::Words(key, args) => Draft::answer(key, args.clone(), Some(wamid)),
        Say::Own(text) => Draft::own(text.clone(), Some(wamid)),
    };
    draft.image.clone_from(&reply.image);
    draft.film = reply.film;
    draft.cards.clone_from(&reply.cards);
    draft.buttons.clone_from(&reply.buttons);
    draft.choices.clone_from(&reply.choices);
    let mut from: Vec<String> = reply.facts.iter().map(|fact| fact.what.clone()).collect();
    from.dedup();
    draft.automatic = Some(Automatic {
        language: reply.language.to_owned(),
        link: reply.link.clone(),
        asks_place: reply.asks_place,
        from,
        as_of: reply.as_of(),
        by_model: None,
    });
    Some(draft)
}

/// She has written again: what still waits for the model goes first, as it is.
pub(super) fn let_go(tx: &Tx<'_>, customer: CustomerId, now: Millis) -> Result<()> {
    for open in model::open_of(tx, customer)? {
        outbox::hurry(tx, open.promise, now)?;
        model::ended(tx, open.id, Outcome::Overtaken, now)?;
    }
    Ok(())
}

/// What the model came to: its words, or what it says the message is about, where that is still in time. The answer leaves
/// in any case. Answers what became of it.
pub fn model_said(tx: &Tx<'_>, desk: Desk<'_>, open: &model::Open, said: ModelSaid, now: Millis) -> Result<Outcome> {
    let outcome = match said {
        ModelSaid::Nothing(outcome) => outcome,
        ModelSaid::Words(by) => worded(tx, open, by)?,
        ModelSaid::Meant(meant, name) => meant_so(tx, desk, open, &meant, name, now)?,
    };
    outbox::hurry(tx, open.promise, now)?;
    model::ended(tx, open.id, outcome, now)?;
    Ok(outcome)
}

/// What a model came to.
pub enum ModelSaid {
    /// Nothing that could be used.
    Nothing(Outcome),
    /// Words that say the same.
    Words(ByModel),
    /// What her message is about, and the model's name.
    Meant(Meant, String),
}

fn worded(tx: &Tx<'_>, open: &model::Open, by: ByModel) -> Result<Outcome> {
    let Some((_, mut draft)) = outbox::waiting_draft(tx, open.promise)? else { return Ok(Outcome::Late) };
    if let Some(automatic) = &mut draft.automatic {
        automatic.by_model = Some(by);
    }
    Ok(if outbox::say_instead(tx, open.promise, &draft)? { Outcome::Used } else { Outcome::Late })
}

/// The rules answer what she is said to mean; where they cannot, she is asked what it is about, as promised.
fn meant_so(tx: &Tx<'_>, desk: Desk<'_>, open: &model::Open, meant: &Meant, name: String, now: Millis) -> Result<Outcome> {
    let Some((customer, _)) = outbox::waiting_draft(tx, open.promise)? else { return Ok(Outcome::Late) };
    if conversations::held_by_person(tx, customer, now)? {
        return Ok(Outcome::Overtaken);
    }
    let Some(text) = conversations::words_of(tx, &open.wamid)? else { return Ok(Outcome::Undecided) };
    let Some(reply) = moments::reply_as(tx, desk, customer, &text, meant, now)? else { return Ok(Outcome::Undecided) };
    let Some(mut draft) = drafted(&reply, &open.wamid) else { return Ok(Outcome::Undecided) };
    if let Some(automatic) = &mut draft.automatic {
        automatic.by_model = Some(ByModel { name, words: None });
    }
    outbox::say_instead(tx, open.promise, &draft)?;
    talk::keep(tx, customer, &reply.talk, now)?;
    lost::note(tx, customer, &open.wamid, &reply, now)?;
    if reply.person.is_some() {
        conversations::waits(tx, customer, now)?;
    } else {
        unanswered::answered(tx, &open.wamid, now)?;
    }
    if let Some(variant) = reply.check {
        talk::ask_the_shelf(tx, customer, variant, &open.wamid, reply.language, now)?;
    }
    Ok(Outcome::Used)
}

/// The place behind the answer, a moment later, so that it stands below it.
fn follow_with_pin(tx: &Tx<'_>, heard: &Heard<'_>, pin: &Pin, language: &str, answered: Millis) -> Result<()> {
    /// As the messages of an alert.
    const BEHIND: Millis = 1_500;
    let Pin { lat, lon, name, address } = pin.clone();
    let draft = Draft {
        special: Some(Special::Place { latitude: lat, longitude: lon, name, address }),
        automatic: Some(Automatic::leaning(language, "place", None)),
        ..Draft::own(String::new(), None)
    };
    promise_at(tx, heard, "pin", &draft, None, answered + BEHIND)?;
    Ok(())
}

/// Notes which step of an automation it was.
fn note_step(tx: &Tx<'_>, heard: &Heard<'_>, reply: &Reply, promise: Option<PromiseId>) -> Result<()> {
    match reply.automation {
        Some(ran) => running::ran(tx, heard.customer, ran, heard.wamid, promise, heard.now),
        None => Ok(()),
    }
}

/// Asks those who were told a guide an hour ago whether it worked; each once.
pub fn did_it_work(tx: &Tx<'_>, now: Millis) -> Result<()> {
    let author = Author::shop();
    for due in worked::due(tx, now)? {
        worked::asked(tx, due.told, now)?;
        let Some(title) = due.title else { continue };
        let heard = Heard { customer: due.customer, wamid: &due.wamid, by_hand: false, author: &author, now };
        let mut draft = Draft::answer("guide-worked", Args::from([("product".into(), Arg::Text(title))]), None);
        draft.buttons = vec![
            (format!("worked:{}", due.told), "button-worked".to_owned()),
            (format!("worked-not:{}", due.told), "button-worked-not".to_owned()),
        ];
        draft.automatic = Some(Automatic::leaning(&due.language, "guide", None));
        promise(tx, &heard, "guide-worked", &draft, None)?;
    }
    Ok(())
}

/// A word after orders that were handed over a while ago, where the owner has written one; each once, through the gate.
pub fn after_orders(tx: &Tx<'_>, now: Millis) -> Result<()> {
    let author = Author::shop();
    for due in running::after_orders(tx, now)? {
        let mut promised = None;
        if let Some(says) = due.says {
            let heard = Heard { customer: due.customer, wamid: &due.key, by_hand: false, author: &author, now };
            let draft = Draft {
                purpose: Purpose::FollowUp,
                image: says.image,
                choices: says.choices,
                automatic: Some(Automatic {
                    link: says.link.map(|link| ("button-open".to_owned(), link)),
                    ..Automatic::leaning(says.language, "automation", None)
                }),
                ..Draft::own(says.text, None)
            };
            promised = Some(promise(tx, &heard, "after-order", &draft, None)?);
        }
        running::ran(tx, due.customer, due.ran, &due.key, promised, now)?;
    }
    Ok(())
}

/// Keeps what she asked for in chat, or says what is left.
pub(super) fn want(tx: &Tx<'_>, heard: &Heard<'_>, variant: VariantId, pieces: u32) -> Result<PromiseId> {
    let kept = orders::want(tx, heard.customer, variant, pieces, heard.author, heard.now)?;
    // One tap takes it back, as with every order made in chat.
    let told = |key: &str, order: OrderId| {
        let mut draft = Draft::answer(key, order_args(tx, heard, order)?, (!heard.by_hand).then_some(heard.wamid));
        draft.buttons = buying::buttons(tx, &orders::get(tx, order)?)?;
        promise(tx, heard, key, &draft, None)
    };
    let said = match kept {
        orders::Kept::Now { order } => {
            let row = orders::get(tx, order)?;
            told(if row.total.is_some() { "kept" } else { "kept-on-request" }, order)?
        }
        orders::Kept::Already { order } => told("kept-already", order)?,
        orders::Kept::Gone { nearest } => {
            lost::note_one(tx, heard.customer, heard.wamid, &Lost::SoldOut(variant), heard.now)?;
            gone(tx, heard, nearest.as_deref())?
        }
    };
    tx.touch(Topic::Orders);
    Ok(said)
}

/// The staff have looked: everybody who asked is told, the count says what they saw.
pub fn shelf_seen(tx: &Tx<'_>, variant: VariantId, here: bool, author: &Author, now: Millis) -> Result<usize> {
    let row = catalog::get(tx, variant)?;
    let currency: String = tx.setting("currency", "EUR".to_owned())?;
    let asked = talk::shelf_seen(tx, variant, here, author, now)?;
    for (customer, wamid, language) in &asked {
        let language = words::pick(Some(language), "en");
        let mut args = Args::from([("product".into(), Arg::Text(row.full_name()))]);
        args.extend(row.price_at(now).map(|price| ("price".to_owned(), Arg::Text(words::amount(language, price, &currency)))));
        let (key, button) = match here && row.price_at(now).is_some() {
            true => ("know-still-here", (format!("want:{variant}"), "button-keep-one".to_owned())),
            false => ("know-sold-out", (format!("tell:{variant}"), "button-tell".to_owned())),
        };
        let mut draft = Draft::answer(key, args, Some(wamid));
        draft.buttons = vec![button];
        draft.automatic = Some(Automatic::leaning(language, "stock", Some(now)));
        let heard = Heard { customer: *customer, wamid, by_hand: false, author, now };
        promise(tx, &heard, "shelf", &draft, None)?;
    }
    Ok(asked.len())
}

/// Not now: she keeps her place, and what was kept for her is free.
pub(super) fn later(tx: &Tx<'_>, heard: &Heard<'_>, promise: PromiseId) -> Result<PromiseId> {
    if let Some(order) = orders::open_of(tx, promise)? {
        orders::advance(tx, order, orders::OrderStep::Cancel, heard.author, heard.now)?;
    }
    waitlist::tapped(tx, promise, Tap::Later, heard.now)?;
    answer(tx, heard, "later", Args::new())
}

/// What she answered to an alert a person sent by hand; answers with the message to send back, if any.
pub fn answered_by_hand(tx: &Tx<'_>, promise: PromiseId, tap: Tap, author: &Author, now: Millis) -> Result<Option<PromiseId>> {
    let (customer, variant, key) = outbox::of_hand(tx, promise)?;
    let said = format!("hand:{}:{tap:?}", outbox::key_text(&key));
    let heard = Heard { customer, wamid: &said, by_hand: true, author, now };
    Ok(match (tap, variant) {
        (Tap::Bought, Some(variant)) => Some(keep(tx, &heard, promise, variant)?),
        (Tap::Later, _) => Some(later(tx, &heard, promise)?),
        (Tap::Stop, _) => {
            stop_these(tx, &heard, customer, "by hand")?;
            None
        }
        _ => None,
    })
}

/// She wants no more of one purpose, or of anything: at once, before anything else, and confirmed once.
pub(super) fn stop(tx: &Tx<'_>, heard: &Heard<'_>, purpose: Option<Purpose>, wording: &str) -> Result<()> {
    let name = purpose.map(Purpose::name);
    let what = name.unwrap_or("everything");
    let entry = Entry { purpose: what, act: "withdrawn", wording, source: "STOP", author: "customer", language: "", store: None };
    let new = consent::record(tx, heard.customer, &entry, heard.now)?;
    let open = outbox::open_for(tx, heard.customer, name)?;
    outbox::withdraw(tx, &open, heard.now)?;
    if purpose.is_none_or(|p| p == Purpose::Restock) {
        waitlist::leave_all(tx, heard.customer)?;
    }
    if new {
        let key = name.map_or_else(|| "stopped-all".to_owned(), |name| format!("stopped-{}", name.replace('_', "-")));
        answer(tx, heard, &key, Args::new())?;
    }
    Ok(())
}

/// *Stop these* ends the consent of whoever tapped, and of whom the alert was for should Meta name
/// the same person differently.
pub(super) fn stop_these(tx: &Tx<'_>, heard: &Heard<'_>, for_customer: CustomerId, wording: &str) -> Result<()> {
    let mut people = vec![heard.customer];
    if for_customer != heard.customer {
        people.push(for_customer);
    }
    let mut new = false;
    for person in people {
        new |= consent::record(
            tx,
            person,
            &Entry { purpose: "restock", act: "withdrawn", wording, source: "button", author: "customer", language: "", store: None },
            heard.now,
        )?;
        let open = outbox::open_for(tx, person, Some("restock"))?;
        outbox::withdraw(tx, &open, heard.now)?;
        waitlist::leave_all(tx, person)?;
    }
    if new {
        answer(tx, heard, "stopped-restock", Args::new())?;
    }
    Ok(())
}

/// *Keep mine*: a complete order if a piece can still be promised, else her place and the nearest size.
pub(super) fn keep(tx: &Tx<'_>, heard: &Heard<'_>, promise: PromiseId, variant: VariantId) -> Result<PromiseId> {
    let said = match orders::keep(tx, heard.customer, promise, variant, heard.now)? {
        orders::Kept::Now { order } => {
            waitlist::tapped(tx, promise, Tap::Bought, heard.now)?;
            let row = orders::get(tx, order)?;
            answer(tx, heard, if row.total.is_some() { "kept" } else { "kept-on-request" }, order_args(tx, heard, order)?)?
        }
        orders::Kept::Already { order } => answer(tx, heard, "kept-already", order_args(tx, heard, order)?)?,
        orders::Kept::Gone { nearest } => {
            waitlist::tapped(tx, promise, Tap::Gone, heard.now)?;
            gone(tx, heard, nearest.as_deref())?
        }
    };
    waitlist::follow_moved(tx, heard.now)?;
    tx.touch(Topic::Orders);
    Ok(said)
}

/// It is gone; the nearest that is not is named.
pub(super) fn gone(tx: &Tx<'_>, heard: &Heard<'_>, nearest: Option<&VariantRow>) -> Result<PromiseId> {
    let Some(row) = nearest else { return answer(tx, heard, "gone", Args::new()) };
    let language = outbox::language_of(tx, heard.customer)?;
    let currency: String = tx.setting("currency", "EUR".to_owned())?;
    let price = row.price_at(heard.now).map(|p| format!(" ({})", words::amount(language, p, &currency))).unwrap_or_default();
    answer(tx, heard, "gone-nearest", Args::from([("alternative".into(), Arg::Text(format!("{}{price}", row.full_name())))]))
}

/// What is said of an order, in her language.
fn order_args(read: &Read<'_>, heard: &Heard<'_>, order: OrderId) -> Result<Args> {
    let language = outbox::language_of(read, heard.customer)?;
    service::order_args(read, &orders::get(read, order)?, language, heard.now)
}

/// Tells a customer, once, that her hold has ended; only if she can still be answered.
pub fn hold_ended(tx: &Tx<'_>, order: &orders::OrderRow, now: Millis) -> Result<()> {
    let items = order.lines.iter().map(|l| l.title.clone()).collect::<Vec<_>>().join(", ");
    line_about(tx, order, "expired", Args::from([("items".into(), Arg::Text(items))]), now)
}

/// One honest line for a customer whose order nobody has accepted yet.
pub fn nobody_has_looked(tx: &Tx<'_>, order: &orders::OrderRow, now: Millis) -> Result<()> {
    let shop = Author::shop();
    let heard = Heard { customer: order.customer, wamid: "", by_hand: false, author: &shop, now };
    let args = order_args(tx, &heard, order.id)?;
    line_about(tx, order, "order-waiting", args, now)
}

/// A line about an order, once per hold, only while she can be answered.
fn line_about(tx: &Tx<'_>, order: &orders::OrderRow, key: &str, args: Args, now: Millis) -> Result<()> {
    if conversations::window_until(tx, order.customer)?.is_none_or(|until| until <= now) {
        return Ok(());
    }
    let (shop, about) = (Author::shop(), format!("order-{}-{}", order.id, order.hold_until));
    let heard = Heard { customer: order.customer, wamid: &about, by_hand: false, author: &shop, now };
    promise(tx, &heard, key, &Draft::answer(key, args, None), None)?;
    Ok(())
}
