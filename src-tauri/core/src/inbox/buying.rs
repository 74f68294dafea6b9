//! What a purchase in chat does: the order is taken, changed, put aside or cancelled, and she reads it in one bubble, what
//! differs from her words first. How it was decided is the moments' business; that nobody else gets the same piece, the
//! orders'.

use cloud_api::webhook::kind::Order;

use super::effects::{Heard, gone, promise};
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Millis, OrderId, Result, Topic, currency_exponent};
use crate::moments::buy::Purchase;
use crate::moments::lost::{self, Lost};
use crate::moments::service;
use crate::orders::changing::{self, BasketLine, Difference};
use crate::orders::delivery;
use crate::orders::taking::LineWanted;
use crate::orders::{self, OrderRow, OrderStep};
use crate::outbox::automatic::Automatic;
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Draft, NewPromise};
use crate::words::{self, Arg, Args};

/// A basket as the orders read it.
pub(super) fn items(read: &Read<'_>, order: &Order) -> Result<Vec<BasketLine>> {
    let currency: String = read.setting("currency", "EUR".to_owned())?;
    let line = |item: &cloud_api::webhook::kind::OrderItem| {
        BasketLine::read(&item.product_retailer_id, item.quantity, item.item_price.as_deref(), item.currency.as_deref(), &currency)
    };
    Ok(order.items.iter().map(line).collect())
}

/// Does what was decided, and answers.
pub(super) fn carry_out(tx: &Tx<'_>, heard: &Heard<'_>, purchase: &Purchase, language: &'static str) -> Result<()> {
    let by = Told { tx, heard, language };
    match purchase {
        Purchase::Take { lines, differences } => take(&by, lines, differences),
        Purchase::Hold { lines, order, store, until, closing } => {
            let row = match order {
                Some(order) => Some(changing::keep_until(tx, *order, *until, heard.author, heard.now)?),
                None => changing::take(tx, heard.customer, lines, Some((*store, *until)), heard.author, heard.now)?.0,
            };
            match row {
                Some(row) => by.order(&row, if *closing { "held-closing" } else { "held" }, Vec::new(), Args::new()),
                None => gone(tx, heard, None).map(drop),
            }
        }
        Purchase::Change { order, lines } => change(&by, *order, lines),
        Purchase::Bring { order, address } => {
            let row = delivery::bring(tx, *order, Some(address), heard.author, heard.now)?;
            by.order(&row, "kept", Vec::new(), Args::new())
        }
        Purchase::Collect { order } => {
            let row = delivery::bring(tx, *order, None, heard.author, heard.now)?;
            by.order(&row, if row.total.is_some() { "kept" } else { "kept-on-request" }, Vec::new(), Args::new())
        }
        Purchase::Cancel { order } => {
            let row = orders::advance(tx, *order, OrderStep::Cancel, heard.author, heard.now)?;
            by.cancelled(&row, Vec::new())
        }
    }?;
    tx.touch(Topic::Orders);
    Ok(())
}

fn take(by: &Told<'_>, lines: &[LineWanted], known: &[Difference]) -> Result<()> {
    let (tx, heard) = (by.tx, by.heard);
    // The same words twice are one order.
    if let Some(there) = changing::latest_kept(tx, heard.customer)?.filter(|order| same(order, lines)) {
        return by.order(&there, "kept-already", Vec::new(), Args::new());
    }
    let (row, found) = changing::take(tx, heard.customer, lines, None, heard.author, heard.now)?;
    let differences: Vec<&Difference> = known.iter().chain(&found).collect();
    let mut said = differences.iter().map(|one| by.difference(one)).collect::<Result<Vec<_>>>()?;
    for difference in differences {
        if let Difference::Gone { variant, .. } = difference {
            lost::note_one(tx, heard.customer, heard.wamid, &Lost::SoldOut(*variant), heard.now)?;
        }
    }
    match row {
        Some(row) => by.order(&row, if row.total.is_some() { "kept" } else { "kept-on-request" }, said, Args::new()),
        None => {
            said.push(words::say(by.language, "buy-none", &Args::new())?);
            by.says(said.join("\n"), Vec::new())
        }
    }
}

fn same(order: &OrderRow, lines: &[LineWanted]) -> bool {
    let steps = |line: &LineWanted, step: i64| line.quantity.steps_or_one(step).unwrap_or_default();
    order.lines.len() == lines.len()
        && order.lines.iter().zip(lines).all(|(had, line)| {
            let picked = line.choices.iter().map(|one| &one.option);
            had.variant == line.variant && steps(line, had.step) == had.quantity && had.choices.iter().map(|one| &one.option).eq(picked)
        })
}

fn change(by: &Told<'_>, order: OrderId, lines: &[LineWanted]) -> Result<()> {
    let before = orders::get(by.tx, order)?.items();
    let (row, differences) = changing::change(by.tx, order, lines, by.heard.author, by.heard.now)?;
    let said = differences.iter().map(|one| by.difference(one)).collect::<Result<Vec<_>>>()?;
    // Of what she wants now nothing is left.
    if row.state == "cancelled" {
        return by.cancelled(&row, said);
    }
    by.order(&row, "changed", said, Args::from([("before".into(), Arg::Text(before))]))
}

/// What is said instead of an order that is brought.
fn brought(key: &str, priced: bool) -> &'static str {
    match (key, priced) {
        ("changed", true) => "brought-changed",
        (_, true) => "brought",
        (_, false) => "brought-on-request",
    }
}

/// What she may do with an order nobody has begun on: have it brought or come for it, and cancel it.
pub(super) fn buttons(read: &Read<'_>, row: &OrderRow) -> Result<Vec<(String, String)>> {
    let mut buttons = Vec::new();
    if row.address.is_some() {
        buttons.push((format!("order-collect:{}", row.id), "button-collect".to_owned()));
    } else if delivery::offer(read)?.on {
        buttons.push((format!("order-bring:{}", row.id), "button-bring".to_owned()));
    }
    buttons.push((format!("order-cancel:{}", row.id), "button-cancel".to_owned()));
    Ok(buttons)
}

/// Who is told, and in which language.
struct Told<'a> {
    tx: &'a Tx<'a>,
    heard: &'a Heard<'a>,
    language: &'static str,
}

impl Told<'_> {
    /// An order in one bubble, what differs above it, with a button that cancels.
    fn order(&self, row: &OrderRow, key: &str, mut said: Vec<String>, more: Args) -> Result<()> {
        let mut args = service::order_args(self.tx, row, self.language, self.heard.now)?;
        args.extend(more);
        let key = if row.address.is_some() { brought(key, row.total.is_some()) } else { key };
        said.push(words::say(self.language, key, &args)?);
        self.says(said.join("\n"), buttons(self.tx, row)?)
    }

    fn cancelled(&self, row: &OrderRow, mut said: Vec<String>) -> Result<()> {
        said.push(words::say(self.language, "cancelled", &service::order_args(self.tx, row, self.language, self.heard.now)?)?);
        self.says(said.join("\n"), Vec::new())
    }

    fn says(&self, text: String, buttons: Vec<(String, String)>) -> Result<()> {
        let mut draft = Draft::own(text, Some(self.heard.wamid));
        draft.buttons = buttons;
        draft.automatic = Some(Automatic::leaning(self.language, "order", Some(self.heard.now)));
        promise(self.tx, self.heard, "moment", &draft, None).map(drop)
    }

    fn difference(&self, difference: &Difference) -> Result<String> {
        let currency: String = self.tx.setting("currency", "EUR".to_owned())?;
        let amount = |minor: i64| words::amount(self.language, minor, &currency);
        let (key, values) = match difference {
            Difference::Fewer { product, left } => ("differs-fewer", vec![("product", product.clone()), ("count", left.clone())]),
            Difference::Gone { product, .. } => ("differs-gone", vec![("product", product.clone())]),
            Difference::Price { product, then, now } => {
                let price = match now {
                    Some(now) => amount(*now),
                    None => words::say(self.language, "price-on-request", &Args::new())?,
                };
                ("differs-price", vec![("product", product.clone()), ("before", amount(*then)), ("price", price)])
            }
            Difference::Unknown { code } => ("differs-unknown", vec![("product", code.clone())]),
        };
        let args = values.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect();
        words::say(self.language, key, &args)
    }
}

/// So long an acceptance can be taken back before she reads how to pay.
const PAY_AFTER: Millis = 15_000;

fn pay_key(order: OrderId, accepted_at: Millis) -> [u8; 16] {
    outbox::answer_key(&format!("order:{order}:{accepted_at}"), "order-pay")
}

/// Somebody has accepted her order: she reads how to pay it, in the owner's own line, while she can be answered freely.
/// Where the owner has written none, or a price is on request, nothing is said.
///
/// # Errors
/// What the disk says.
pub fn accepted(tx: &Tx<'_>, order: &OrderRow, author: &Author, now: Millis) -> Result<()> {
    let line: String = tx.setting("pay_link", String::new())?;
    let open = conversations::window_until(tx, order.customer)?.is_some_and(|until| until > now + PAY_AFTER);
    let (Some(at), Some(total), true) = (order.accepted_at, order.total, open && !line.is_empty()) else { return Ok(()) };
    let link = line.replace("{order}", &order.id.to_string()).replace("{amount}", &plain(total, &order.currency));
    let args = Args::from([("order".into(), Arg::Text(order.id.to_string())), ("link".into(), Arg::Text(link))]);
    let new = NewPromise {
        key: pay_key(order.id, at),
        customer: order.customer,
        draft: &Draft::answer("order-pay", args, None),
        wave: None,
        while_stock_of: None,
        not_before: now + PAY_AFTER,
        author,
        by_hand: false,
    };
    outbox::enqueue(tx, &mut Gatherer::new(tx, now)?, &new, now).map(drop)
}

/// It was not accepted after all: what has not left does not leave.
///
/// # Errors
/// What the disk says.
pub fn not_accepted(tx: &Tx<'_>, order: OrderId, accepted_at: Millis, now: Millis) -> Result<()> {
    if let Some((promise, ..)) = outbox::by_key(tx, &pay_key(order, accepted_at))? {
        outbox::withdraw(tx, &[promise], now)?;
    }
    Ok(())
}

/// "122.50", as a link carries it.
fn plain(minor: i64, currency: &str) -> String {
    let exponent = currency_exponent(currency) as usize;
    let digits = format!("{minor:0width$}", width = exponent + 1);
    let (whole, rest) = digits.split_at(digits.len() - exponent);
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}
