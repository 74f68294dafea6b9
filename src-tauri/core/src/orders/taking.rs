//! Orders a person takes by hand: at the counter, on the phone, from a chat. They are held and priced as *Keep mine* is,
//! with quantities in the product's unit and what was picked with each line; whoever takes one has seen it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OrderRow, get, store_with};
use crate::catalog::choices::{self, Chosen, Picked};
use crate::catalog::measure::{self, Quantity};
use crate::catalog::{self, VariantRow};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, HoldId, Millis, OrderId, Result, StoreId, Topic, VariantId};
use crate::stores;

/// One line of an order as it is taken.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LineWanted {
    /// Which variant.
    pub variant: VariantId,
    /// How much, in units; one if left out.
    #[serde(default)]
    pub quantity: Quantity,
    /// What was picked with it.
    #[serde(default)]
    pub choices: Vec<Picked>,
}

/// More lines than a person says in one breath.
const MOST_LINES: usize = 100;

/// A line that can be kept: how much, what it costs, what was picked.
pub(super) struct Priced {
    row: VariantRow,
    count: i64,
    chosen: Vec<Chosen>,
    /// Of one unit, extras included; `None` is on request.
    unit_price: Option<i64>,
}

impl Priced {
    fn amount(&self) -> Option<i64> {
        measure::amount(self.unit_price?, self.count, self.row.step)
    }
}

fn sum(mut amounts: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    amounts.try_fold(0_i64, |sum, amount| sum.checked_add(amount?))
}

/// What an order would cost.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct OrderCost {
    /// Line by line, minor units; `null`: on request, or refused.
    pub lines: Vec<Option<i64>>,
    /// All of it; `null` when a line is on request or refused.
    pub total: Option<i64>,
    /// The lines that cannot be taken so. The others have their amounts all the same.
    pub refused: Vec<RefusedLine>,
}

/// A line that cannot be taken as it stands.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct RefusedLine {
    /// Which one, from 0.
    pub line: usize,
    /// Why.
    pub error: Error,
}

/// What these lines cost at this moment; nothing is kept. What [`take`] would say of a line's words or choices is said of
/// that line alone.
///
/// # Errors
/// What the disk says.
pub fn cost(read: &Read<'_>, lines: &[LineWanted], now: Millis) -> Result<OrderCost> {
    let (mut amounts, mut refused) = (Vec::new(), Vec::new());
    for (line, wanted) in lines.iter().take(MOST_LINES).enumerate() {
        let priced = match price(read, wanted, now) {
            Err(error) if matches!(error.code, Code::Internal | Code::Disk | Code::DiskFull | Code::Damaged) => return Err(error),
            priced => priced,
        };
        amounts.push(priced.as_ref().ok().and_then(Priced::amount));
        refused.extend(priced.err().map(|error| RefusedLine { line, error }));
    }
    Ok(OrderCost { total: sum(amounts.iter().copied()), lines: amounts, refused })
}

/// Takes an order: every line is kept, or nothing is.
///
/// # Errors
/// `bad_request` without lines; `sold_out` or `all_held` with the `product`; what [`choices::choose`] and
/// [`measure::read`] say of a line.
pub fn take(tx: &Tx<'_>, customer: CustomerId, lines: &[LineWanted], author: &Author, now: Millis) -> Result<OrderRow> {
    let first = lines.first().ok_or_else(|| Error::new(Code::BadRequest).with("field", "lines"))?;
    let store = store_with(tx, first.variant)?;
    let until = stores::after_open_minutes(&store, now, tx.setting("hold_minutes", 60)?)?;
    take_until(tx, customer, lines, (store.id, until), author, now)
}

/// The same, in a store and until a moment somebody has named.
///
/// # Errors
/// As [`take`].
pub(super) fn take_until(
    tx: &Tx<'_>,
    customer: CustomerId,
    lines: &[LineWanted],
    (store, until): (StoreId, Millis),
    author: &Author,
    now: Millis,
) -> Result<OrderRow> {
    if lines.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "lines"));
    }
    if lines.len() > MOST_LINES {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_LINES as i64));
    }
    if tx.count("SELECT count(*) FROM customer WHERE id = ?1", [customer])? == 0 {
        return Err(Error::new(Code::NotFound).with("what", "customer"));
    }
    let currency: String = tx.setting("currency", "EUR".to_owned())?;
    let priced = price_all(tx, lines, now)?;
    let total = total(&priced);
    let order = OrderId(tx.insert(
        "INSERT INTO shop_order (customer_id, state, store_id, hold_until, total, currency, created_at, changed_at, changed_by, seen_at, accepted_at, accepted_by)
         VALUES (?1, 'kept', ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?6, ?6, ?7)",
        (customer, store, until, total, currency, now, author.stamp()),
    )?);
    put_lines(tx, order, &priced, store, until)?;
    tx.touch(Topic::Orders);
    get(tx, order)
}

/// What these lines are, priced at this moment.
pub(super) fn price_all(read: &Read<'_>, lines: &[LineWanted], now: Millis) -> Result<Vec<Priced>> {
    lines.iter().map(|line| price(read, line, now)).collect()
}

/// What priced lines come to.
pub(super) fn total(priced: &[Priced]) -> Option<i64> {
    sum(priced.iter().map(Priced::amount))
}

/// Writes an order's lines and holds what is in them.
pub(super) fn put_lines(tx: &Tx<'_>, order: OrderId, priced: &[Priced], store: StoreId, until: Millis) -> Result<()> {
    for (at, line) in priced.iter().enumerate() {
        let hold = keep(tx, line, store, until)?;
        tx.execute(
            "INSERT INTO order_line (order_id, line, variant_id, title, quantity, step, unit, unit_price, choices, hold_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            (
                order,
                at as i64 + 1,
                line.row.id,
                line.row.full_name(),
                line.count,
                line.row.step,
                &line.row.unit,
                line.unit_price,
                serde_json::to_string(&line.chosen)?,
                hold,
            ),
        )?;
    }
    Ok(())
}

fn price(read: &Read<'_>, line: &LineWanted, now: Millis) -> Result<Priced> {
    let row = catalog::get(read, line.variant)?;
    let count = line.quantity.steps_or_one(row.step)?;
    if count <= 0 {
        return Err(Error::new(Code::BadNumber).with("text", line.quantity.0.as_str()));
    }
    let chosen = choices::choose(&choices::of(read, row.product_id)?, &line.choices, now)?;
    let unit_price = row.price_at(now).and_then(|price| choices::with_extras(price, &chosen));
    Ok(Priced { row, count, chosen, unit_price })
}

/// Holds what is wanted; what is made when it is ordered needs none on the shelf.
fn keep(tx: &Tx<'_>, line: &Priced, store: StoreId, until: Millis) -> Result<Option<HoldId>> {
    let row = &line.row;
    if let Some(hold) = catalog::hold(tx, row.id, line.count, store, until)? {
        return Ok(Some(hold));
    }
    if catalog::made_to_order(tx, row.id)? {
        return Ok(None);
    }
    // Earlier lines of the same order may have taken the last.
    let now = catalog::get(tx, row.id)?;
    let code = if now.on_hand < line.count { Code::SoldOut } else { Code::AllHeld };
    Err(Error::new(code).with("product", row.full_name()).with("held", now.said(now.held)))
}
