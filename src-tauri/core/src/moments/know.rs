//! "Do you have it, how much is it, I'll take it": one product, its price and whether it is there, from the row. Several
//! that may be meant are shown to choose from; what is sold out comes with the nearest that is not and a place in line; a
//! count that is old is not promised but looked after. What nothing in the shop answers to is for a person.

use vitrine_understanding::{Context, Reference, Understood};

use super::lost::Lost;
use super::talk::Deed;
use super::{Asker, Fact, Reply, afford, asks, buy, counted, details, service, tell_me, text_args};
use crate::catalog::search::{Offered, closest, offered};
use crate::catalog::{self, VariantRow};
use crate::kinds::{DAY, Millis, Result, VariantId};
use crate::words::{self, Arg, Args};

/// So many products are looked at.
const LOOKED_AT: usize = 30;
/// A name of more words is a sentence.
const LONGEST_NAME: usize = 6;
/// A choice in more words asks something as well.
const LONGEST_CHOICE: usize = 4;
/// A product so much better than the next is the one that is meant.
const CLEARLY: f32 = 1.25;

/// What is meant by the words of a product.
pub(super) enum Meant {
    /// This one.
    One(Offered),
    /// One of these.
    Several(Vec<Offered>),
    /// Nothing the shop has.
    Nothing,
}

/// What she asks of a product, or wants to have.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood, buys: bool) -> Result<Reply> {
    if let Some(chosen) = referred(asker, understood)?.filter(|_| !afford::is_of_goods(understood)) {
        let mut understood = understood.clone();
        understood.entities.quantity = chosen_pieces(asker, &understood);
        let takes = buys || asker.talk.wanted.is_some();
        // "How much is the second one?" asks anew.
        let only_chooses = text.split_whitespace().count() <= LONGEST_CHOICE;
        return chosen_of_list(asker, chosen, &understood, takes, asker.talk.details && only_chooses);
    }
    if let Some(reply) = afford::reply(asker, text, understood, buys)? {
        return Ok(reply);
    }
    let words = understood.product_words.as_str();
    match meant_in(asker, text, words)? {
        // Whether shoes may be sent back, or cost less, is no question which shoes, and no price answers it.
        Meant::Several(_) | Meant::One(_) if buy::phrases::holds(text, &asks::asks().terms) => service::person(asker, "no_answer"),
        Meant::One(product) => of_product(asker, &product, text, understood, buys),
        Meant::Several(products) => {
            let products = match coming_in(asker, products, understood) {
                Fitting::One(product) => return of_product(asker, &product, text, understood, buys),
                Fitting::Several(products) => products,
                Fitting::None(products, wanted) => return none_such(asker, &products, &as_said(asker, text, &wanted)),
            };
            let mut reply = which(asker, &products, wanted(understood, buys))?;
            reply.talk.details = !buys && products.iter().all(|product| details::asked(text, product));
            Ok(reply)
        }
        // "And in blue?": what the talk is about, in another colour.
        Meant::Nothing => match asker.talk.about {
            Some(about) if options_only(asker, understood, about)? => {
                let product = catalog::get(asker.read, about)?.product_id.0;
                match offered(asker.read, &[product])?.into_iter().next() {
                    Some(product) => of_product(asker, &product, text, understood, buys),
                    None => service::person(asker, "product_unknown"),
                }
            }
            _ => service::person(asker, if words.is_empty() { "no_answer" } else { "product_unknown" }),
        },
    }
}

/// A text that is nothing but a product's name, or nothing the shop knows.
pub(super) fn named(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let words = Some(understood.product_words.as_str()).filter(|words| !words.is_empty()).unwrap_or(text);
    Ok(match meant(asker, words, 0)? {
        Meant::One(product) => Some(of_product(asker, &product, text, understood, false)?),
        Meant::Several(products) => Some(which(asker, &products, None)?),
        Meant::Nothing => None,
    })
}

/// A text that says nothing but the name of something: "wool scarf". Words of how-to in a name are no question how.
pub(super) fn only_name(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let said = vitrine_search::words_shared(text, text);
    if said == 0 || said > LONGEST_NAME {
        return Ok(None);
    }
    // "The Boot Lande", "Boot Lande 42": an article, a number and what it comes in are no other words.
    if let Some(product) = buy::titled(asker, text)? {
        let name = |word: &str| product.variants.iter().any(|row| vitrine_search::words_shared(word, &row.full_name()) > 0);
        let other = |word: &&str| !name(word) && !tell_me::is_article(&tell_me::plain(word));
        if !text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).any(|word| other(&word)) {
            return of_product(asker, &product, text, understood, false).map(Some);
        }
    }
    let ids = asker.desk.finder.products(asker.desk.db, text, LOOKED_AT)?;
    let named = |product: &Offered| vitrine_search::words_shared(text, product.title()) == said;
    let mut named: Vec<Offered> = offered(asker.read, &ids)?.into_iter().filter(named).collect();
    let only = if named.len() == 1 { Some(0) } else { whole(&named, text) };
    match only {
        Some(at) => of_product(asker, &named.swap_remove(at), text, understood, false).map(Some),
        // "Boots", and nothing else.
        None if named.is_empty() && said == 1 => match of_kind(asker, text)? {
            Meant::One(product) => of_product(asker, &product, text, understood, false).map(Some),
            Meant::Several(products) => which(asker, &products, None).map(Some),
            Meant::Nothing => Ok(None),
        },
        None if named.is_empty() => Ok(None),
        None => which(asker, &named, None).map(Some),
    }
}

/// The names of what the words may mean; none where they name nothing the shop has.
pub(super) fn titles(asker: &Asker<'_>, understood: &Understood) -> Result<Vec<String>> {
    let products = match understood.product_words.as_str() {
        "" => Vec::new(),
        words => match meant(asker, words, 1)? {
            Meant::One(product) => vec![product],
            Meant::Several(products) => products,
            Meant::Nothing => Vec::new(),
        },
    };
    Ok(products.iter().map(|product| product.title().to_owned()).collect())
}

/// Of several the one whose whole name the words are: "Runner" beside "Runner Arve".
fn whole(products: &[Offered], words: &str) -> Option<usize> {
    let said = vitrine_search::words_shared(words, words);
    let is_whole = |product: &Offered| {
        let title = product.title();
        vitrine_search::words_shared(title, title) == said && vitrine_search::words_shared(words, title) == said
    };
    let mut whole = (0..products.len()).filter(|at| products.get(*at).is_some_and(is_whole));
    whole.next().filter(|_| whole.next().is_none())
}

/// Whether the words name something the shop has, be it one of several.
pub(super) fn names_some(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<bool> {
    Ok(!matches!(meant_in(asker, text, &understood.product_words)?, Meant::Nothing))
}

/// Whether the words name something the shop has.
pub(super) fn is_named(asker: &Asker<'_>, understood: &Understood) -> Result<bool> {
    Ok(!understood.product_words.is_empty() && matches!(meant(asker, &understood.product_words, 0)?, Meant::One(_)))
}

/// She chose it from a list; `pieces` of it, where she had said that she takes them.
pub(super) fn of_variant(asker: &Asker<'_>, variant: VariantId, pieces: Option<u32>) -> Result<Reply> {
    let mut understood = asker.desk.mind.understand("", &Context::default());
    understood.entities.quantity = pieces;
    chosen_of_list(asker, variant, &understood, pieces.is_some(), asker.talk.details)
}

/// How many of what she chose: "the second one", after "I take two hammers", are two of it.
fn chosen_pieces(asker: &Asker<'_>, understood: &Understood) -> Option<u32> {
    let named = understood.entities.quantity;
    named.filter(|pieces| *pieces > 1).or(asker.talk.wanted).or(named)
}

/// How many she takes; nothing where she only asks.
fn wanted(understood: &Understood, buys: bool) -> Option<u32> {
    buys.then(|| understood.entities.quantity.unwrap_or(1).max(1))
}

/// A row of a list that keeps so many of a variant.
fn want(row: &VariantRow, pieces: Option<u32>) -> (String, String) {
    (format!("want:{}:{}", row.id, pieces.unwrap_or(1)), row.label.clone())
}

/// `details`: what she wants to know of it is not its price.
fn chosen_of_list(asker: &Asker<'_>, variant: VariantId, understood: &Understood, buys: bool, details: bool) -> Result<Reply> {
    let row = catalog::get(asker.read, variant)?;
    let Some(product) = offered(asker.read, &[row.product_id.0])?.into_iter().next() else {
        return service::person(asker, "product_unknown");
    };
    if details && !buys {
        return details::reply(asker, &product);
    }
    // Of a list of products the first variant stands for all of them; of a product's sizes it is itself.
    if asker.talk.about.is_none() && product.variants.len() > 1 && product.variants.first().is_some_and(|first| first.id == variant) {
        let all: Vec<&VariantRow> = product.variants.iter().collect();
        return several(asker, &product, &all, understood, buys);
    }
    single(asker, &product, &row, understood, buys)
}

/// "The second one", "the cheaper one", "that one": what was shown before.
pub(super) fn referred(asker: &Asker<'_>, understood: &Understood) -> Result<Option<VariantId>> {
    let offered = &asker.talk.offered;
    let by_price = |dearest: bool| -> Result<Option<VariantId>> {
        let mut priced = Vec::new();
        for variant in offered {
            priced.extend(catalog::get(asker.read, *variant)?.price_at(asker.now).map(|price| (price, *variant)));
        }
        priced.sort_by_key(|(price, _)| *price);
        Ok(if dearest { priced.last() } else { priced.first() }.map(|(_, variant)| *variant))
    };
    Ok(match understood.entities.reference {
        Some(Reference::Nth(number)) => {
            usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).and_then(|at| offered.get(at)).copied()
        }
        Some(Reference::Last) => offered.last().copied(),
        Some(Reference::Cheapest) => by_price(false)?,
        Some(Reference::Dearest) => by_price(true)?,
        Some(Reference::Same | Reference::Yes) => asker.talk.about.or(if let [only] = offered.as_slice() { Some(*only) } else { None }),
        _ => None,
    })
}

/// Sizes and colours as they were named; a colour by its English name.
fn options(understood: &Understood) -> Vec<String> {
    let colours = understood.entities.colours.iter().map(|colour| (*colour).to_owned());
    understood.entities.sizes.iter().cloned().chain(colours).collect()
}

/// Options as she named them: a colour is kept by its English name, and said by hers.
fn as_said(asker: &Asker<'_>, text: &str, options: &str) -> String {
    let hers = |option: &str| {
        let words = text.split(|c: char| !(c.is_alphanumeric() || tell_me::is_mark(c) || c == '-'));
        let named = words.filter(|word| !word.is_empty()).find(|word| asker.desk.mind.colours(word).contains(&option));
        named.map_or_else(|| option.to_owned(), str::to_lowercase)
    };
    options.split(", ").map(hers).collect::<Vec<_>>().join(", ")
}

/// Whether a text has an option, in whatever language it names the colour or writes out the size: "large" is L.
fn has(asker: &Asker<'_>, text: &str, option: &str, colours: &[&'static str]) -> bool {
    // "42.5" is no 42, "10 l" no 2.5 l.
    let wanted = counted::numbers(option);
    if !wanted.is_empty() {
        let there = counted::numbers(text);
        return wanted.iter().all(|number| there.contains(number));
    }
    vitrine_search::words_shared(option, text) > 0
        || colours.contains(&option) && asker.desk.mind.colours(text).contains(&option)
        || LETTERS.contains(&option) && asker.desk.mind.sizes(text).iter().any(|size| size == option)
}

/// Sizes in letters, which shops write out as well.
const LETTERS: [&str; 7] = ["XXS", "XS", "S", "M", "L", "XL", "XXL"];

/// Nothing is named but a size or a colour the product of the talk might come in.
pub(super) fn options_only(asker: &Asker<'_>, understood: &Understood, about: VariantId) -> Result<bool> {
    if understood.product_words.is_empty() {
        return Ok(true);
    }
    let product = catalog::get(asker.read, about)?.product_id.0;
    let rows = offered(asker.read, &[product])?;
    Ok(rows.iter().flat_map(|p| &p.variants).any(|row| vitrine_search::words_shared(&understood.product_words, &row.label) > 0))
}

/// Which product a text means, with the words of it that may name one. A whole name that stands in it says more than those:
/// in "Runner Nord" the second word is one that is said every day. Without a name, what kind of thing it is: "boots".
pub(super) fn meant_in(asker: &Asker<'_>, text: &str, words: &str) -> Result<Meant> {
    let titled = buy::titled(asker, text)?;
    let by_words = if words.is_empty() { Meant::Nothing } else { meant(asker, words, 1)? };
    let named = |product: &Offered| vitrine_search::words_shared(text, product.title());
    Ok(match (titled, by_words) {
        (None, Meant::Nothing) if words.is_empty() => of_kind(asker, text)?,
        (None, by_words) => by_words,
        // A name of one everyday word stands in many a sentence about something else.
        (Some(titled), Meant::Nothing) if !words.is_empty() && named(&titled) < 2 && asker.desk.mind.is_everyday(titled.title()) => {
            Meant::Nothing
        }
        (Some(titled), Meant::Nothing) => Meant::One(titled),
        (Some(titled), Meant::One(other)) if named(&titled) > named(&other) => Meant::One(titled),
        (Some(_), Meant::One(other)) => Meant::One(other),
        (Some(titled), Meant::Several(products)) => {
            let among = products.iter().any(|product| product.title() == titled.title());
            let shared = vitrine_search::words_shared(words, titled.title()) > 0;
            if among || shared { Meant::One(titled) } else { Meant::Several(products) }
        }
    })
}

/// The products whose name has a word of the text, or its plural; for a text all of whose words are said every day.
pub(super) fn of_kind(asker: &Asker<'_>, text: &str) -> Result<Meant> {
    /// "a", "the", "in" name nothing; longer ones of that kind lie in a list.
    const SHORTEST: usize = 4;
    let one_of = |word: &str, other: &str| {
        let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
        short.len() >= SHORTEST && long.strip_prefix(short).is_some_and(|end| ["", "s", "es", "x"].contains(&end))
    };
    let words = vitrine_search::words::query_words(text);
    let mut found = Vec::new();
    let names =
        |word: &&String| word.len() >= SHORTEST && word.chars().all(char::is_alphabetic) && !asks::asks().function_words.contains(word);
    for word in words.iter().filter(names) {
        let ids = asker.desk.finder.products(asker.desk.db, word, LOOKED_AT)?;
        let of_it = |product: &Offered| vitrine_search::words::query_words(product.title()).iter().any(|name| one_of(word, name));
        found.extend(offered(asker.read, &ids)?.into_iter().filter(of_it));
    }
    let product = |offered: &Offered| offered.variants.first().map(|row| row.product_id.0);
    found.sort_by_key(product);
    found.dedup_by_key(|offered| product(offered));
    Ok(match found.len() {
        0 => Meant::Nothing,
        1 => Meant::One(found.swap_remove(0)),
        _ => Meant::Several(found),
    })
}

/// Which of several come in what she named.
enum Fitting {
    /// Only this one.
    One(Offered),
    /// These; all of them where she named no size and no colour.
    Several(Vec<Offered>),
    /// None of these, in what she named.
    None(Vec<Offered>, String),
}

fn coming_in(asker: &Asker<'_>, products: Vec<Offered>, understood: &Understood) -> Fitting {
    let asked = options(understood);
    let written = products.iter().flat_map(|product| &product.variants).any(|row| !row.label.is_empty());
    if asked.is_empty() || !written {
        return Fitting::Several(products);
    }
    let colours = &understood.entities.colours;
    // In one variant all of it: a black one in 41 and a blue one in 42 are no black one in 42.
    let comes =
        |product: &Offered| product.variants.iter().any(|row| asked.iter().all(|option| has(asker, &row.full_name(), option, colours)));
    let (mut fit, others): (Vec<Offered>, Vec<Offered>) = products.into_iter().partition(comes);
    match fit.len() {
        0 => Fitting::None(others, asked.join(", ")),
        1 => Fitting::One(fit.swap_remove(0)),
        _ => Fitting::Several(fit),
    }
}

/// None of the kind comes in what she named: what there is of it, said as that.
fn none_such(asker: &Asker<'_>, products: &[Offered], wanted: &str) -> Result<Reply> {
    let reply = which(asker, products, None)?;
    Ok(Reply { say: super::Say::Words("know-none-such", text_args([("wanted", wanted.to_owned())])), ..reply })
}

/// Which product the words mean. `forgiven` words may be ones no product has: what is left of a sentence is not only names.
pub(super) fn meant(asker: &Asker<'_>, words: &str, forgiven: u16) -> Result<Meant> {
    let hits = asker.desk.finder.hits(asker.desk.db, words, LOOKED_AT)?;
    let Some(most) = hits.iter().map(|hit| hit.has).max() else { return Ok(Meant::Nothing) };
    let of = hits.first().map_or(0, |hit| hit.of);
    if most == 0 || most + forgiven < of || (most < of && most * 2 < of) {
        return Ok(Meant::Nothing);
    }
    let best: Vec<_> = hits.iter().filter(|hit| hit.has == most).collect();
    let mut products = offered(asker.read, &best.iter().map(|hit| hit.id).collect::<Vec<_>>())?;
    if products.is_empty() {
        return Ok(Meant::Nothing);
    }
    let score = |product: &Offered| {
        let id = product.variants.first().map(|row| row.product_id.0);
        best.iter().find(|hit| Some(hit.id) == id).map_or(0.0, |hit| hit.score)
    };
    if let Some(only) = whole(&products, words) {
        return Ok(Meant::One(products.swap_remove(only)));
    }
    let clear = match products.as_slice() {
        [_] => true,
        [first, second, ..] => score(first) > score(second) * CLEARLY,
        [] => false,
    };
    Ok(if clear { Meant::One(products.swap_remove(0)) } else { Meant::Several(products) })
}

/// Several products: which one? What she takes so many of is asked once, and taken so many times.
pub(super) fn which(asker: &Asker<'_>, products: &[Offered], pieces: Option<u32>) -> Result<Reply> {
    let firsts: Vec<&VariantRow> = products.iter().filter_map(|p| p.variants.first()).take(cloud_api::limits::LIST_ROWS).collect();
    let mut reply = Reply::words("tell-which", Args::new());
    let takes = pieces.map(|pieces| format!(":{pieces}")).unwrap_or_default();
    reply.choices = firsts.iter().map(|row| (format!("about:{}{takes}", row.id), row.title.clone())).collect();
    unlike(&mut reply.choices, &firsts);
    reply.talk = asker.talk.now_offering(firsts.iter().map(|row| row.id).collect());
    reply.talk.about = None;
    reply.talk.wanted = pieces;
    Ok(reply)
}

/// Two rows of a list must not read alike: those that do say their number too.
fn unlike(choices: &mut [(String, String)], rows: &[&VariantRow]) {
    let titles: Vec<String> = choices.iter().map(|(_, title)| title.clone()).collect();
    for ((_, title), row) in choices.iter_mut().zip(rows) {
        if titles.iter().filter(|other| *other == title).count() > 1 {
            *title = format!("{} ({title})", row.retailer_id);
        }
    }
}

/// Of a product's variants those that are meant; else what she named that it does not come in.
pub(super) fn narrowed<'p>(
    asker: &Asker<'_>,
    product: &'p Offered,
    text: &str,
    understood: &Understood,
) -> std::result::Result<Vec<&'p VariantRow>, String> {
    /// Labels looked at for a colour in another language; a product with more comes in most of them.
    const LABELS: usize = 40;
    let asked = options(understood);
    let colours = &understood.entities.colours;
    let rows = closest(&product.variants, &format!("{} {}", counted::spaced(text), asked.join(" ")));
    let labels = || product.variants.iter().take(LABELS).map(|row| row.label.as_str());
    // She named a size or a colour this product does not come in, and that is not in its name either.
    let title = product.title();
    let missing: Vec<&str> = asked
        .iter()
        .map(String::as_str)
        .filter(|option| !labels().any(|label| has(asker, label, option, colours)) && !has(asker, title, option, colours))
        .collect();
    // Where nothing is written of sizes and colours, nothing is known of them either.
    let written = product.variants.iter().any(|row| !row.label.is_empty());
    if written && !missing.is_empty() {
        return Err(missing.join(", "));
    }
    // "azul" of a product that comes in "bleu": no word is shared, the colour is.
    if rows.len() > 1 && !colours.is_empty() {
        let fits = |row: &VariantRow| colours.iter().all(|colour| has(asker, &row.label, colour, colours));
        let coloured: Vec<&VariantRow> = rows.iter().copied().filter(|row| fits(row)).collect();
        return Ok(if coloured.is_empty() { rows } else { coloured });
    }
    Ok(rows)
}

/// What is told of a product, or asked of her who wants it.
pub(super) fn of_product(asker: &Asker<'_>, product: &Offered, text: &str, understood: &Understood, buys: bool) -> Result<Reply> {
    if !buys && details::asked(text, product) {
        return details::reply(asker, product);
    }
    let counted = counted::pieces_of(product, text, understood.entities.quantity);
    let mut understood = understood.clone();
    understood.entities.quantity = counted.pieces;
    understood.entities.sizes.extend(counted.size);
    let understood = &understood;
    let rows = match narrowed(asker, product, &counted.rest, understood) {
        Ok(rows) => rows,
        Err(missing) => return not_in(asker, product, text, &missing, understood),
    };
    match rows.as_slice() {
        [only] => single(asker, product, only, understood, buys),
        several_rows => several(asker, product, several_rows, understood, buys),
    }
}

fn price(asker: &Asker<'_>, row: &VariantRow) -> Option<String> {
    row.price_at(asker.now).map(|minor| asker.amount(minor))
}

/// Whether it can be promised now, and what its count says.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum There {
    /// Counted within a day.
    Counted,
    /// Not counted, but said to be there; or made when ordered.
    Said,
    /// There by a count nobody has looked at for a day.
    Perhaps,
    No,
}

pub(super) fn there(asker: &Asker<'_>, product: &Offered, row: &VariantRow) -> Result<There> {
    if row.uncounted.is_some() || product.made_to_order {
        let said = row.uncounted.as_deref() != Some("sold_out");
        return Ok(if said { There::Said } else { There::No });
    }
    if row.portions() <= 0 {
        return Ok(There::No);
    }
    let fresh_for: Millis = asker.read.setting("count_fresh_ms", DAY)?;
    Ok(if row.as_of > asker.now - fresh_for { There::Counted } else { There::Perhaps })
}

/// What can be done about one thing among several that are wanted together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Can {
    /// Keep it for her.
    Keep,
    /// Ask about it by itself: the count is old, there are fewer, or the price is on request.
    Ask,
    /// Tell her when it is back.
    Wait,
}

/// How a thing stands that is wanted together with others.
pub(super) struct Stand {
    pub(super) can: Can,
    pub(super) price: Option<String>,
    pub(super) facts: Vec<Fact>,
}

/// How so many of a variant stand now, from the same rows as if they were asked for by name.
pub(super) fn stand(asker: &Asker<'_>, variant: VariantId, pieces: u32) -> Result<Stand> {
    let row = catalog::get(asker.read, variant)?;
    let Some(product) = offered(asker.read, &[row.product_id.0])?.into_iter().next() else {
        return Ok(Stand { can: Can::Ask, price: None, facts: Vec::new() });
    };
    let there = there(asker, &product, &row)?;
    let price = row.price_at(asker.now).map(|minor| asker.amount(minor.saturating_mul(i64::from(pieces))));
    let can = match there {
        There::No => Can::Wait,
        There::Counted if price.is_some() && i64::from(pieces) <= row.portions() => Can::Keep,
        There::Said if price.is_some() && !product.made_to_order => Can::Keep,
        _ => Can::Ask,
    };
    Ok(Stand { can, facts: facts(&row, price.as_deref(), there), price })
}

fn facts(row: &VariantRow, price: Option<&str>, there: There) -> Vec<Fact> {
    let of = row.full_name();
    let stock = match there {
        There::Counted | There::Perhaps => row.said(row.available()),
        There::Said => "available".to_owned(),
        There::No => row.said(0),
    };
    let as_of = (there != There::Said).then_some(row.as_of).filter(|at| *at > 0);
    let mut facts = vec![Fact::new("stock", &of, stock, as_of)];
    facts.extend(price.map(|price| Fact::new("price", &of, price, None)));
    facts
}

fn keep_button(row: &VariantRow, pieces: u32) -> (String, String) {
    (format!("want:{}:{pieces}", row.id), if pieces > 1 { "button-keep-them" } else { "button-keep-one" }.to_owned())
}

fn counted_at(asker: &Asker<'_>, at: Millis) -> Result<String> {
    let zone = crate::stores::zone(&crate::stores::main(asker.read)?.time_zone)?;
    Ok(words::moment(asker.language, at, asker.now, &zone))
}

/// One variant: what it costs, whether it is there, and a button.
fn single(asker: &Asker<'_>, product: &Offered, row: &VariantRow, understood: &Understood, buys: bool) -> Result<Reply> {
    let there = there(asker, product, row)?;
    let pieces = understood.entities.quantity.unwrap_or(1).max(1);
    let price = row.price_at(asker.now).map(|minor| asker.amount(minor.saturating_mul(i64::from(pieces))));
    let name = if pieces > 1 { format!("{pieces} × {}", row.full_name()) } else { row.full_name() };
    let mut args = text_args([("product", name)]);
    args.extend(price.clone().map(|price| ("price".to_owned(), Arg::Text(price))));
    let facts = facts(row, price.as_deref(), there);
    let talk = asker.talk.now_about(Some(row.id));
    let said = |key, args, buttons| Reply {
        facts: facts.clone(),
        image: row.image.clone(),
        buttons,
        talk: talk.clone(),
        ..Reply::words(key, args)
    };
    if there == There::No {
        return sold_out(asker, row, said("know-sold-out", args, vec![(format!("tell:{}", row.id), "button-tell".to_owned())]));
    }
    if price.is_none() {
        return Ok(Reply { person: Some("price_on_request"), ..said("know-on-request", args, Vec::new()) });
    }
    if there == There::Counted && i64::from(understood.entities.quantity.unwrap_or(pieces)) > row.portions() {
        // More than there are: what to do about the rest is for a person to say.
        return service::person(asker, "more_than_there_are");
    }
    let keeps = |reply: Reply| Reply { talk: reply.talk.clone().now_offers(Deed::Keep(row.id, pieces)), ..reply };
    Ok(match there {
        There::Perhaps => Reply { check: Some(row.id), ..said("know-check", args, Vec::new()) },
        _ if product.made_to_order => Reply { person: buys.then_some("made_to_order"), ..said("know-to-order", args, Vec::new()) },
        _ if buys => keeps(said("buy-offer", args, vec![keep_button(row, pieces)])),
        There::Said => keeps(said("know-today", args, vec![keep_button(row, pieces)])),
        _ => {
            args.extend(text_args([("asof", counted_at(asker, row.as_of)?)]));
            keeps(said("know-here", args, vec![keep_button(row, pieces)]))
        }
    })
}

fn sold_out(asker: &Asker<'_>, row: &VariantRow, plain: Reply) -> Result<Reply> {
    let plain = Reply { talk: plain.talk.clone().now_offers(Deed::Tell(row.id)), lost: Some(Lost::SoldOut(row.id)), ..plain };
    let Some(nearest) = catalog::nearest_available(asker.read, row.id)? else { return Ok(plain) };
    let name = price(asker, &nearest).map_or_else(|| nearest.full_name(), |price| format!("{} ({price})", nearest.full_name()));
    let mut reply = Reply { buttons: Vec::new(), ..plain };
    reply.say = super::Say::Words("know-sold-out-nearest", text_args([("product", row.full_name()), ("alternative", name)]));
    // Two buttons that read alike would be a riddle: the other one is chosen by its name.
    reply.choices = vec![
        (format!("tell:{}", row.id), words::say(asker.language, "button-tell", &Args::new())?),
        (format!("want:{}", nearest.id), nearest.full_name()),
    ];
    Ok(reply)
}

/// "59.00 €", or "from 59.00 €" where they differ.
pub(super) fn prices(asker: &Asker<'_>, rows: &[&VariantRow]) -> Result<String> {
    let known: Vec<i64> = rows.iter().filter_map(|row| row.price_at(asker.now)).collect();
    let (Some(least), Some(most)) = (known.iter().min(), known.iter().max()) else {
        return words::say(asker.language, "price-on-request", &Args::new());
    };
    let price = asker.amount(*least);
    if least == most { Ok(price) } else { words::say(asker.language, "price-from", &text_args([("price", price)])) }
}

fn rows_there<'r>(asker: &Asker<'_>, product: &Offered, rows: &[&'r VariantRow]) -> Result<Vec<(&'r VariantRow, There)>> {
    let mut kept = Vec::new();
    for row in rows {
        let there = there(asker, product, row)?;
        if there != There::No {
            kept.push((*row, there));
        }
    }
    Ok(kept)
}

fn labels(rows: &[(&VariantRow, There)]) -> String {
    const NAMED: usize = 12;
    let mut names: Vec<&str> = rows.iter().take(NAMED).map(|(row, _)| row.label.as_str()).collect();
    names.extend((rows.len() > NAMED).then_some("…"));
    names.join(", ")
}

/// Several variants of one product: which of them are there. Who wants to buy chooses one.
fn several(asker: &Asker<'_>, product: &Offered, rows: &[&VariantRow], understood: &Understood, buys: bool) -> Result<Reply> {
    let here = rows_there(asker, product, rows)?;
    let Some(first) = rows.first() else { return service::person(asker, "product_unknown") };
    match here.as_slice() {
        [] => return single(asker, product, first, understood, buys),
        [(only, _)] if rows.len() == 1 || buys => return single(asker, product, only, understood, buys),
        _ => {}
    }
    let price = prices(asker, &here.iter().map(|(row, _)| *row).collect::<Vec<_>>())?;
    let mut args = text_args([("product", first.title.clone()), ("price", price.clone()), ("options", labels(&here))]);
    let counted: Option<Millis> = here.iter().filter(|(_, there)| *there == There::Counted).map(|(row, _)| row.as_of).min();
    let mut reply = match counted.filter(|_| here.iter().all(|(_, there)| *there == There::Counted)) {
        Some(at) => {
            args.extend(text_args([("asof", counted_at(asker, at)?)]));
            Reply::words("know-options", args)
        }
        None => Reply::words("know-options-today", args),
    };
    // An old count among them: it is looked after before it is promised.
    reply.check = here.iter().find(|(_, there)| *there == There::Perhaps).map(|(row, _)| row.id);
    let listed: Vec<&VariantRow> = here.iter().map(|(row, _)| *row).take(cloud_api::limits::LIST_ROWS).collect();
    reply.facts = here.iter().flat_map(|(row, there)| facts(row, None, *there)).collect();
    reply.facts.push(Fact::new("price", &first.title, price, None));
    let pieces = wanted(understood, buys);
    if reply.check.is_none() {
        reply.choices = listed.iter().map(|row| want(row, pieces)).collect();
    }
    reply.talk = Offered::talk(asker, first, &listed);
    reply.talk.wanted = pieces;
    Ok(reply)
}

impl Offered {
    fn talk(asker: &Asker<'_>, about: &VariantRow, listed: &[&VariantRow]) -> super::Talk {
        let mut talk = asker.talk.now_offering(listed.iter().map(|row| row.id).collect());
        talk.about = Some(about.id);
        talk
    }
}

/// The product, but not in what she wants.
pub(super) fn not_in(asker: &Asker<'_>, product: &Offered, text: &str, wanted: &str, understood: &Understood) -> Result<Reply> {
    let rows: Vec<&VariantRow> = product.variants.iter().collect();
    let here = rows_there(asker, product, &rows)?;
    let Some(first) = product.variants.first() else { return service::person(asker, "product_unknown") };
    if here.is_empty() {
        return single(asker, product, first, understood, false);
    }
    let args = text_args([("product", first.title.clone()), ("wanted", as_said(asker, text, wanted)), ("options", labels(&here))]);
    let listed: Vec<&VariantRow> = here.iter().map(|(row, _)| *row).take(cloud_api::limits::LIST_ROWS).collect();
    let mut reply = Reply::words("know-not-in", args);
    reply.lost = Some(Lost::NotIn(first.id, wanted.to_lowercase()));
    reply.facts = here.iter().flat_map(|(row, there)| facts(row, None, *there)).collect();
    reply.choices = listed.iter().map(|row| want(row, None)).collect();
    reply.talk = Offered::talk(asker, first, &listed);
    Ok(reply)
}
