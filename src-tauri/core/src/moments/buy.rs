//! "I take two of the black in 42 and the laces": a sentence, a basket or a tap becomes lines of an order, or one question
//! as a list where a size or a choice is missing. Nothing is written here: what is decided is a [`Purchase`], and whoever
//! carries it out holds the stock.
//!
//! Every thing of a sentence must be found, and found once: an order that holds half of what she said is worse than a
//! person who asks. Who only asks about a product is not sold one; that is [`super::know`].

pub(super) mod phrases;

use serde::{Deserialize, Serialize};
use vitrine_understanding::{Awaiting, Context, Moment, Reference, Understood};

use super::know::{self, Meant, There};
use super::tell_me::plain;
use super::{Asker, Reply, SURE, asks, counted, service, text_args};
use crate::catalog::choices::{self, ChoiceGroup, Picked};
use crate::catalog::measure::Quantity;
use crate::catalog::search::{Offered, offered};
use crate::catalog::{self, VariantRow};
use crate::kinds::{Millis, OrderId, ProductId, Result, StoreId, VariantId};
use crate::orders::changing::{self, BasketLine, Difference};
use crate::orders::taking::LineWanted;

/// What is to be done with an order.
#[derive(Clone, Debug)]
pub enum Purchase {
    /// A new one, and what is known already not to be as she asked.
    Take {
        /// What is in it.
        lines: Vec<LineWanted>,
        /// What differs.
        differences: Vec<Difference>,
    },
    /// Put aside in a store until then.
    Hold {
        /// What is put aside; the order she has where this is empty.
        lines: Vec<LineWanted>,
        /// That order.
        order: Option<OrderId>,
        /// Where.
        store: StoreId,
        /// Until when.
        until: Millis,
        /// It is the closing time, earlier than she asked.
        closing: bool,
    },
    /// Other lines in place of those there were.
    Change {
        /// Which one.
        order: OrderId,
        /// All of it from now on.
        lines: Vec<LineWanted>,
    },
    /// It is brought there.
    Bring {
        /// Which one.
        order: OrderId,
        /// Where to.
        address: String,
    },
    /// She comes for it.
    Collect {
        /// Which one.
        order: OrderId,
    },
    /// None after all.
    Cancel {
        /// Which one.
        order: OrderId,
    },
}

impl Purchase {
    /// What would be in it, where that is new.
    pub fn lines(&self) -> &[LineWanted] {
        match self {
            Self::Take { lines, .. } | Self::Hold { lines, .. } | Self::Change { lines, .. } => lines,
            Self::Bring { .. } | Self::Collect { .. } | Self::Cancel { .. } => &[],
        }
    }
}

/// One thing she wants, as far as it is known.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Thing {
    product: ProductId,
    variant: Option<VariantId>,
    quantity: String,
    #[serde(default)]
    choices: Vec<Picked>,
    /// The group that was asked about last.
    #[serde(default)]
    asked: Option<String>,
}

/// A thing that was found among the products.
struct Found {
    product: Offered,
    rows: Vec<VariantRow>,
    quantity: Option<String>,
}

/// Whether her words say that she has decided.
pub(super) fn decided(text: &str, understood: &Understood) -> bool {
    let said = plain(text);
    let takes = phrases::phrases().take.iter().any(|take| said.starts_with(&format!("{take} ")) || said.contains(&format!(" {take} ")));
    // An order that nobody made is worse than one more tap: "I don't take it", "how do I order it".
    !text.contains(['?', '؟'])
        && !phrases::holds(text, &asks::asks().undecided)
        && (understood.moment == Moment::Buy || takes && matches!(understood.moment, Moment::Know | Moment::Make | Moment::Other))
}

/// An order of what her sentence names; nothing where it is not that clear.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    if asker.customer.is_none() {
        return Ok(None);
    }
    let found = match things_in(asker, text, understood)? {
        Named::All(found) => found,
        Named::Some => return service::person(asker, "basket_unclear").map(Some),
        Named::None => return Ok(None),
    };
    let mut things = Vec::new();
    for one in &found {
        let Some(thing) = thing(asker, one, found.len() == 1)? else {
            // One alone is told what the row says of it; of several a person looks.
            return if found.len() == 1 { Ok(None) } else { service::person(asker, "basket_unclear").map(Some) };
        };
        things.push(thing);
    }
    go_on(asker, things, Vec::new()).map(Some)
}

/// What the pieces of a sentence name.
enum Named {
    /// Each of them a thing.
    All(Vec<Found>),
    /// Some of them; what of the others?
    Some,
    None,
}

/// What every piece of the sentence means.
fn things_in(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Named> {
    let pieces = phrases::pieces(text);
    let mut found = Vec::new();
    let mut lost = false;
    for piece in &pieces {
        let said = asker.desk.mind.understand(piece, &Context { usual_language: understood.language, ..Context::default() });
        if phrases::rest(piece).is_empty()
            && said.entities.quantity.is_none()
            && said.entities.colours.is_empty()
            && said.entities.sizes.is_empty()
        {
            continue;
        }
        match found_in(asker, piece, &said)? {
            Some(thing) => found.push(thing),
            // "Runner Nord 42, 2 pairs please": how many of what was named before.
            None if said.entities.quantity.is_some()
                && phrases::only_pieces(piece)
                && found.last().is_some_and(|one| one.quantity.is_none()) =>
            {
                if let Some(before) = found.last_mut() {
                    before.quantity = said.entities.quantity.map(|count| count.to_string());
                }
            }
            // A hello before it is not a thing that was not found.
            None => lost |= !matches!(said.moment, Moment::Greeting | Moment::Thanks) || said.confidence < SURE,
        }
    }
    if !lost {
        return Ok(if found.is_empty() { Named::None } else { Named::All(found) });
    }
    // "The salt and pepper mill" is one thing: no piece of the sentence has all that the sentence has of its name.
    let whole = phrases::pieces(&text.replace([',', ';'], " ")).join(" and ");
    if pieces.len() > 1 {
        if let Meant::One(product) = know::meant(asker, &understood.product_words, 0)? {
            let shared = |text: &str| vitrine_search::words_shared(text, product.title());
            if pieces.iter().all(|piece| shared(piece) < shared(&whole)) {
                return Ok(of(asker, product, &whole, understood)?.map_or(Named::None, |one| Named::All(vec![one])));
            }
        }
    }
    Ok(if found.is_empty() || pieces.len() < 2 { Named::None } else { Named::Some })
}

/// Words beside those of a phrase that may still be a name.
const MOST_REST: usize = 3;

/// The product whose whole name stands in a piece; of "Boot" and "Boot Arve" the longer one.
pub(super) fn titled(asker: &Asker<'_>, piece: &str) -> Result<Option<Offered>> {
    const LOOKED_AT: usize = 30;
    let ids: Vec<i64> = asker.desk.finder.hits(asker.desk.db, piece, LOOKED_AT)?.iter().map(|hit| hit.id).collect();
    let length = |product: &Offered| {
        let title = product.title();
        let (all, shared) = (vitrine_search::words_shared(title, title), vitrine_search::words_shared(piece, title));
        if all == shared { all } else { 0 }
    };
    let mut named: Vec<(usize, Offered)> = offered(asker.read, &ids)?.into_iter().map(|product| (length(&product), product)).collect();
    named.retain(|(length, _)| *length > 0);
    named.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    Ok(match named.as_slice() {
        [(_, only)] => Some(only.clone()),
        [(most, first), (next, _), ..] if most > next => Some(first.clone()),
        _ => None,
    })
}

/// The one product a piece of a sentence means.
pub(super) fn product_in(asker: &Asker<'_>, piece: &str, said: &Understood) -> Result<Option<Offered>> {
    if let Some(product) = titled(asker, piece)? {
        return Ok(Some(product));
    }
    let chosen = match know::referred(asker, said)? {
        Some(variant) => Some(catalog::get(asker.read, variant)?.product_id),
        None => None,
    };
    // Many a product is called by a word people say in shops anyway: "the laces".
    let rest = phrases::rest(piece);
    let named = match said.product_words.as_str() {
        "" if rest.is_empty() || rest.split(' ').count() > MOST_REST => Meant::Nothing,
        "" => know::meant(asker, &rest, 0)?,
        words => know::meant(asker, words, 1)?,
    };
    let about = || -> Result<Option<ProductId>> {
        let Some(about) = asker.talk.about else { return Ok(None) };
        let options = !said.entities.sizes.is_empty() || !said.entities.colours.is_empty() || said.entities.quantity.is_some();
        Ok(if options && know::options_only(asker, said, about)? { Some(catalog::get(asker.read, about)?.product_id) } else { None })
    };
    let product = match (named, chosen) {
        (Meant::One(product), _) => return Ok(Some(product)),
        (Meant::Several(_), _) => return Ok(None),
        (Meant::Nothing, Some(product)) => Some(product),
        (Meant::Nothing, None) => about()?,
    };
    Ok(match product {
        Some(product) => offered(asker.read, &[product.0])?.into_iter().next(),
        None => None,
    })
}

fn found_in(asker: &Asker<'_>, piece: &str, said: &Understood) -> Result<Option<Found>> {
    match product_in(asker, piece, said)? {
        Some(product) => {
            // "The second": that very one, not its product.
            let chosen = know::referred(asker, said)?.filter(|_| said.product_words.is_empty());
            let found = of(asker, product, piece, said)?;
            Ok(found.map(|found| match chosen.and_then(|chosen| found.product.variants.iter().find(|row| row.id == chosen).cloned()) {
                // "The second one", after "I take two": two of it.
                Some(row) => match asker.talk.wanted {
                    Some(wanted) if found.quantity.as_deref().is_none_or(|count| count == "1") => {
                        Found { rows: vec![row], quantity: Some(wanted.to_string()), ..found }
                    }
                    _ => Found { rows: vec![row], ..found },
                },
                None => found,
            }))
        }
        None => Ok(None),
    }
}

fn of(asker: &Asker<'_>, product: Offered, text: &str, said: &Understood) -> Result<Option<Found>> {
    let Some(first) = product.variants.first() else { return Ok(None) };
    let mut said = said.clone();
    let measured = said.entities.sizes.iter().find_map(|size| in_unit(size, &first.unit).map(|amount| (size.clone(), amount)));
    let mut words = text.to_owned();
    if let Some((size, _)) = &measured {
        said.entities.sizes.retain(|other| other != size);
        words = said.product_words.clone();
    }
    // "Boot Arve black 42": a number the product comes in is a size. Another is a count, and no size.
    let counted = counted::pieces_of(&product, &words, said.entities.quantity);
    let quantity = measured.map(|(_, amount)| amount).or_else(|| counted.pieces.map(|count| count.to_string()));
    words = counted.rest;
    said.entities.sizes.extend(counted.size);
    let rows = match know::narrowed(asker, &product, &words, &said) {
        Ok(rows) => rows.into_iter().cloned().collect(),
        Err(_) => return Ok(None),
    };
    Ok(Some(Found { product, rows, quantity }))
}

/// "500 g" of what is sold by the kilo: "0.5"; nothing where the measure is not of this unit.
fn in_unit(size: &str, unit: &str) -> Option<String> {
    let (number, of) = size.split_once(' ')?;
    let number = number.replace(',', ".");
    let thousandths = crate::catalog::measure::thousandths(&number).ok()?;
    let factor = match (of, unit) {
        ("kg", "kg") | ("l", "litre" | "l") | ("m", "metre" | "m") | ("g", "g") => return Some(number),
        ("g", "kg") | ("ml", "litre" | "l") => 1000,
        ("cl" | "cm", "litre" | "l" | "metre" | "m") => 100,
        ("kg", "g") => return Some(thousandths.to_string()),
        _ => return None,
    };
    (thousandths % factor == 0).then(|| crate::catalog::measure::number(thousandths / factor, 1))
}

/// A thing she may have; nothing where a person or the product's own row has more to say.
fn thing(asker: &Asker<'_>, found: &Found, alone: bool) -> Result<Option<Thing>> {
    let mut here = Vec::new();
    for row in &found.rows {
        match know::there(asker, &found.product, row)? {
            There::No => {}
            There::Perhaps => return Ok(None),
            There::Counted | There::Said => here.push(row),
        }
    }
    let gone = here.is_empty();
    // Of several sizes those that are there; of one that is not, itself, so that she is told.
    let rows: Vec<&VariantRow> = if gone { found.rows.iter().take(1).collect() } else { here };
    if gone && alone || rows.iter().any(|row| row.price_at(asker.now).is_none()) {
        return Ok(None);
    }
    let Some(first) = rows.first() else { return Ok(None) };
    let quantity = found.quantity.clone().unwrap_or_default();
    if Quantity(quantity.clone()).steps_or_one(first.step).is_ok_and(|steps| steps > 0) {
        let variant = if rows.len() == 1 { Some(first.id) } else { None };
        return Ok(Some(Thing { product: first.product_id, variant, quantity, choices: Vec::new(), asked: None }));
    }
    Ok(None)
}

/// Asks for what is missing, or orders.
fn go_on(asker: &Asker<'_>, mut things: Vec<Thing>, differences: Vec<Difference>) -> Result<Reply> {
    for at in 0..things.len() {
        let Some(thing) = things.get(at).cloned() else { break };
        let Some(variant) = thing.variant else {
            return which_one(asker, thing.product, things).map(|reply| remembering(reply, differences));
        };
        if let Some(group) = missing(asker, &thing)? {
            if let Some(thing) = things.get_mut(at) {
                thing.asked = Some(group.name.clone());
            }
            return which_choice(asker, variant, &group, things).map(|reply| remembering(reply, differences));
        }
    }
    // Of several the next words are about none in particular.
    let about = if let [only] = things.as_slice() { only.variant } else { None };
    let lines = things
        .into_iter()
        .filter_map(|thing| Some(LineWanted { variant: thing.variant?, quantity: Quantity(thing.quantity), choices: thing.choices }))
        .collect();
    Ok(Reply { buys: Some(Purchase::Take { lines, differences }), talk: asker.talk.now_about(about), ..Reply::default() })
}

fn remembering(mut reply: Reply, differences: Vec<Difference>) -> Reply {
    reply.talk.differences = differences;
    reply
}

/// The first group something must be picked from and is not.
fn missing(asker: &Asker<'_>, thing: &Thing) -> Result<Option<ChoiceGroup>> {
    let picked = |group: &ChoiceGroup| thing.choices.iter().filter(|one| one.group == group.name).count();
    Ok(choices::of(asker.read, thing.product)?.into_iter().find(|group| picked(group) < group.least as usize))
}

fn which_one(asker: &Asker<'_>, product: ProductId, things: Vec<Thing>) -> Result<Reply> {
    let Some(product) = offered(asker.read, &[product.0])?.into_iter().next() else { return service::person(asker, "product_unknown") };
    let mut here = Vec::new();
    for row in &product.variants {
        if know::there(asker, &product, row)? != There::No {
            here.push(row);
        }
    }
    let listed: Vec<&&VariantRow> = here.iter().take(cloud_api::limits::LIST_ROWS).collect();
    let title = listed.first().map(|row| row.title.clone()).unwrap_or_default();
    let mut reply = Reply::words("buy-which", text_args([("product", title)]));
    reply.choices = listed.iter().map(|row| (format!("pick:{}", row.id), row.label.clone())).collect();
    reply.talk = asker.talk.now_offering(listed.iter().map(|row| row.id).collect());
    reply.talk.awaiting = Some(Awaiting::Option);
    reply.talk.things = things;
    Ok(reply)
}

fn which_choice(asker: &Asker<'_>, variant: VariantId, group: &ChoiceGroup, things: Vec<Thing>) -> Result<Reply> {
    let row = catalog::get(asker.read, variant)?;
    let wanted = format!("{}: {}", row.full_name(), group.name);
    let mut reply = Reply::words("buy-which", text_args([("product", wanted)]));
    let there = group.options.iter().enumerate().filter(|(_, option)| option.sold_out_until.is_none_or(|until| until <= asker.now));
    reply.choices = there
        .take(cloud_api::limits::LIST_ROWS)
        .map(|(at, option)| {
            let extra = if option.extra > 0 { format!(" +{}", asker.amount(option.extra)) } else { String::new() };
            (format!("pick-choice:{at}"), format!("{}{extra}", option.name))
        })
        .collect();
    reply.talk = asker.talk.now_about(Some(variant));
    reply.talk.awaiting = Some(Awaiting::Option);
    reply.talk.things = things;
    Ok(reply)
}

/// What she picked from the list of what was missing.
#[derive(Clone, Copy, Debug)]
pub enum Pick {
    /// This size or colour.
    Variant(VariantId),
    /// This option of the group that was asked about.
    Choice(usize),
}

/// She picked; nothing where nobody asked any more.
pub(super) fn picked(asker: &Asker<'_>, pick: Pick) -> Result<Option<Reply>> {
    let mut things = asker.talk.things.clone();
    match pick {
        Pick::Variant(variant) => {
            let row = catalog::get(asker.read, variant)?;
            let Some(open) = things.iter_mut().find(|thing| thing.variant.is_none() && thing.product == row.product_id) else {
                return Ok(None);
            };
            open.variant = Some(variant);
        }
        Pick::Choice(at) => {
            let Some(open) = things.iter_mut().find(|thing| thing.asked.is_some()) else { return Ok(None) };
            let groups = choices::of(asker.read, open.product)?;
            let group = groups.iter().find(|group| Some(&group.name) == open.asked.as_ref());
            let Some((group, option)) = group.and_then(|group| Some((group, group.options.get(at)?))) else { return Ok(None) };
            open.choices.push(Picked { group: group.name.clone(), option: option.name.clone() });
            open.asked = None;
        }
    }
    go_on(asker, things, asker.talk.differences.clone()).map(Some)
}

/// She answered the list in words: "42", "oat milk". Only where it can be nothing else.
pub(super) fn answered(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let Some(open) = asker.talk.things.iter().find(|thing| thing.variant.is_none() || thing.asked.is_some()) else { return Ok(None) };
    if text.split_whitespace().count() > 6 || text.contains('?') {
        return Ok(None);
    }
    if let (None, Some(Reference::Nth(_))) = (open.variant, understood.entities.reference) {
        if let Some(variant) = know::referred(asker, understood)? {
            return picked(asker, Pick::Variant(variant));
        }
    }
    if open.variant.is_some() {
        let groups = choices::of(asker.read, open.product)?;
        let group = groups.iter().find(|group| Some(&group.name) == open.asked.as_ref());
        let named: Vec<usize> = group
            .iter()
            .flat_map(|group| group.options.iter().enumerate())
            .filter(|(_, option)| vitrine_search::words_shared(text, &option.name) > 0)
            .map(|(at, _)| at)
            .collect();
        return match named.as_slice() {
            [only] => picked(asker, Pick::Choice(*only)),
            _ => Ok(None),
        };
    }
    let Some(product) = offered(asker.read, &[open.product.0])?.into_iter().next() else { return Ok(None) };
    let rows = know::narrowed(asker, &product, text, understood).unwrap_or_default();
    match rows.as_slice() {
        [only] if product.variants.len() > 1 => picked(asker, Pick::Variant(only.id)),
        _ => Ok(None),
    }
}

/// A basket she filled in the catalogue.
pub(super) fn basket(asker: &Asker<'_>, items: &[BasketLine]) -> Result<Reply> {
    let fitted = changing::basket(asker.read, items, asker.now)?;
    let mut things = Vec::new();
    for line in fitted.lines {
        let row = catalog::get(asker.read, line.variant)?;
        if line.quantity.steps_or_one(row.step).is_err() || row.price_at(asker.now).is_none() {
            return service::person(asker, "basket_unclear");
        }
        let (product, variant) = (row.product_id, Some(line.variant));
        things.push(Thing { product, variant, quantity: line.quantity.0, choices: Vec::new(), asked: None });
    }
    if things.is_empty() {
        return service::person(asker, "product_unknown");
    }
    go_on(asker, things, fitted.differences)
}

/// "My usual": what she had twice the same way, with one tap; nothing of the kind is said so.
pub(super) fn usual(asker: &Asker<'_>) -> Result<Option<Reply>> {
    let Some(customer) = asker.customer else { return Ok(None) };
    let Some(order) = changing::usual(asker.read, customer)? else {
        return Ok(Some(Reply { talk: asker.talk.now_about(asker.talk.about), ..Reply::words("usual-none", super::Args::new()) }));
    };
    let items = order.lines.iter().map(crate::orders::OrderLine::said).collect::<Vec<_>>().join(", ");
    let total = crate::orders::taking::cost(asker.read, &changing::lines_of(&order), asker.now)?.total;
    let Some(total) = total else { return service::person(asker, "usual_changed").map(Some) };
    let mut reply = Reply::words("usual", text_args([("items", items), ("price", asker.amount(total))]));
    reply.buttons = vec![(format!("usual:{}", order.id), "button-usual".to_owned())];
    reply.talk = asker.talk.now_about(asker.talk.about);
    Ok(Some(reply))
}

/// She tapped on her usual.
pub(super) fn again(asker: &Asker<'_>, order: OrderId) -> Result<Option<Reply>> {
    let order = crate::orders::get(asker.read, order)?;
    let hers = match asker.customer {
        Some(customer) => crate::orders::of_customer(asker.read, customer)?.iter().any(|one| one.id == order.id),
        None => false,
    };
    if !hers {
        return Ok(None);
    }
    let purchase = Purchase::Take { lines: changing::lines_of(&order), differences: Vec::new() };
    Ok(Some(Reply { buys: Some(purchase), talk: asker.talk.now_about(asker.talk.about), ..Reply::default() }))
}
