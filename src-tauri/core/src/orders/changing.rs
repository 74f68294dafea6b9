//! What a customer changes in chat: an order fitted to what is there, taken, changed or kept longer while nobody has
//! begun on it. What she asked for and cannot have is told, line by line, and never left out in silence.
//!
//! A basket that asks for more than there is could be refused whole. It is kept as far as it goes: she reads what differs
//! and can cancel with one tap, and meanwhile nobody else takes the last two.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::taking::{self, LineWanted};
use super::{OrderRow, OrderStep, advance, get, of_customer, store_with};
use crate::catalog::measure::{self, Quantity};
use crate::catalog::{self, VariantRow};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, HoldId, Millis, OrderId, Result, StoreId, Topic, VariantId};
use crate::stores;

/// What is not as she asked for it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Difference {
    /// So many are left, and no more.
    Fewer {
        /// Its name.
        product: String,
        /// What is left of it: "2", "0.5 kg".
        left: String,
    },
    /// None is left.
    Gone {
        /// Which variant.
        variant: VariantId,
        /// Its name.
        product: String,
    },
    /// It costs something else than when she put it into her basket; minor units of one.
    Price {
        /// Its name.
        product: String,
        /// Then.
        then: i64,
        /// Now; `null`: on request.
        now: Option<i64>,
    },
    /// The shop has no such article.
    Unknown {
        /// As it was written.
        code: String,
    },
}

/// Lines that can be kept, and what of them is not as it was asked.
#[derive(Clone, Debug, Default)]
pub struct Fitted {
    /// What can be kept.
    pub lines: Vec<LineWanted>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One line of a basket as Meta brings it.
#[derive(Clone, Debug)]
pub struct BasketLine {
    /// The article's identity.
    pub retailer_id: String,
    /// How many.
    pub quantity: i64,
    /// What one cost when she put it in; minor units.
    pub price: Option<i64>,
}

impl BasketLine {
    /// As Meta writes it. A price in another currency is none to compare with.
    pub fn read(retailer_id: &str, quantity: Option<i64>, price: Option<&str>, of: Option<&str>, currency: &str) -> Self {
        let same = of.is_none_or(|code| code.eq_ignore_ascii_case(currency));
        let price = price.filter(|_| same).and_then(|text| catalog::parse_price(text, currency).ok().flatten());
        Self { retailer_id: retailer_id.to_owned(), quantity: quantity.unwrap_or(1), price }
    }
}

/// What a basket asks for, in the shop's own rows, and where its prices are no longer theirs.
///
/// # Errors
/// What the disk says.
pub fn basket(read: &Read<'_>, items: &[BasketLine], now: Millis) -> Result<Fitted> {
    let mut fitted = Fitted::default();
    for item in items {
        let found = match catalog::find(read, &item.retailer_id) {
            Err(error) if !matches!(error.code, Code::SkuUnknown | Code::SkuAmbiguous) => return Err(error),
            found => found.ok().filter(|row| row.status == "active"),
        };
        let Some(row) = found else {
            fitted.differences.push(Difference::Unknown { code: item.retailer_id.chars().take(60).collect() });
            continue;
        };
        let current = row.price_at(now);
        if let Some(then) = item.price.filter(|then| Some(*then) != current) {
            fitted.differences.push(Difference::Price { product: row.full_name(), then, now: current });
        }
        fitted.lines.push(LineWanted { variant: row.id, quantity: Quantity(item.quantity.max(1).to_string()), choices: Vec::new() });
    }
    Ok(fitted)
}

/// The lines as far as the shelf goes.
///
/// # Errors
/// `between_steps` or `bad_number` for a quantity that cannot be counted so.
pub fn fit(read: &Read<'_>, lines: &[LineWanted]) -> Result<Fitted> {
    let mut left: HashMap<VariantId, i64> = HashMap::new();
    let mut fitted = Fitted::default();
    for line in lines {
        let row = catalog::get(read, line.variant)?;
        let wanted = line.quantity.steps_or_one(row.step)?;
        if catalog::made_to_order(read, row.id)? {
            fitted.lines.push(line.clone());
            continue;
        }
        let there = left.entry(row.id).or_insert_with(|| row.available());
        let kept = wanted.min(*there);
        *there -= kept;
        if kept <= 0 {
            fitted.differences.push(Difference::Gone { variant: row.id, product: row.full_name() });
            continue;
        }
        let quantity = if kept < wanted {
            fitted.differences.push(Difference::Fewer { product: row.full_name(), left: row.said(kept) });
            Quantity(measure::number(kept, row.step))
        } else {
            line.quantity.clone()
        };
        fitted.lines.push(LineWanted { quantity, ..line.clone() });
    }
    Ok(fitted)
}

/// An order taken in chat; nobody in the shop has seen it, so it rings. Without one line that is there no order is made.
///
/// # Errors
/// As [`taking::take`].
pub fn take(
    tx: &Tx<'_>,
    customer: CustomerId,
    lines: &[LineWanted],
    place: Option<(StoreId, Millis)>,
    author: &Author,
    now: Millis,
) -> Result<(Option<OrderRow>, Vec<Difference>)> {
    let fitted = fit(tx, lines)?;
    let Some(first) = fitted.lines.first() else { return Ok((None, fitted.differences)) };
    let (store, until) = match place {
        Some(place) => place,
        None => {
            let store = store_with(tx, first.variant)?;
            let until = stores::after_open_minutes(&store, now, tx.setting("hold_minutes", 60)?)?;
            (store.id, until)
        }
    };
    let row = taking::take_until(tx, customer, &fitted.lines, (store, until), author, now)?;
    tx.execute("UPDATE shop_order SET seen_at = NULL, accepted_at = NULL, accepted_by = NULL WHERE id = ?1", [row.id])?;
    Ok((Some(get(tx, row.id)?), fitted.differences))
}

/// Puts other lines in place of an order's: held and priced anew. Without one that is there it is cancelled.
///
/// # Errors
/// `nothing_to_undo` for an order somebody has begun on; as [`taking::take`].
pub fn change(tx: &Tx<'_>, order: OrderId, lines: &[LineWanted], author: &Author, now: Millis) -> Result<(OrderRow, Vec<Difference>)> {
    let before = get(tx, order)?;
    if !open(&before) {
        return Err(Error::new(Code::NothingToUndo));
    }
    end_holds(tx, order, now)?;
    let fitted = fit(tx, lines)?;
    if fitted.lines.is_empty() {
        return Ok((advance(tx, order, OrderStep::Cancel, author, now)?, fitted.differences));
    }
    tx.execute("DELETE FROM order_line WHERE order_id = ?1", [order])?;
    let store: StoreId = tx
        .value("SELECT store_id FROM shop_order WHERE id = ?1", [order])?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "order"))?;
    let priced = taking::price_all(tx, &fitted.lines, now)?;
    taking::put_lines(tx, order, &priced, store, before.hold_until)?;
    let (fee, total) = super::delivery::again(tx, &before, taking::total(&priced))?;
    tx.execute(
        "UPDATE shop_order SET total = ?2, fee = ?5, changed_at = ?3, changed_by = ?4, seen_at = NULL WHERE id = ?1",
        (order, total, now, author.stamp(), fee),
    )?;
    tx.touch(Topic::Orders);
    Ok((get(tx, order)?, fitted.differences))
}

fn end_holds(tx: &Tx<'_>, order: OrderId, now: Millis) -> Result<()> {
    let holds =
        tx.all("SELECT hold_id FROM order_line WHERE order_id = ?1 AND hold_id IS NOT NULL", [order], |row| row.get::<_, HoldId>(0))?;
    holds.into_iter().try_for_each(|hold| catalog::end_hold(tx, hold, "cancelled", now))
}

/// Keeps an order until another moment.
///
/// # Errors
/// What the disk says.
pub fn keep_until(tx: &Tx<'_>, order: OrderId, until: Millis, author: &Author, now: Millis) -> Result<OrderRow> {
    let holds =
        tx.all("SELECT hold_id FROM order_line WHERE order_id = ?1 AND hold_id IS NOT NULL", [order], |row| row.get::<_, HoldId>(0))?;
    for hold in holds {
        catalog::hold_until(tx, hold, until)?;
    }
    tx.execute(
        "UPDATE shop_order SET hold_until = ?2, changed_at = ?3, changed_by = ?4 WHERE id = ?1",
        (order, until, now, author.stamp()),
    )?;
    tx.touch(Topic::Orders);
    get(tx, order)
}

/// Whether nobody has begun on it.
pub fn open(order: &OrderRow) -> bool {
    order.state == "kept" && order.accepted_at.is_none()
}

/// Her latest order that is still kept.
///
/// # Errors
/// What the disk says.
pub fn latest_kept(read: &Read<'_>, customer: CustomerId) -> Result<Option<OrderRow>> {
    Ok(of_customer(read, customer)?.into_iter().find(|order| order.state == "kept"))
}

/// Her latest order of those she had at least twice the same way.
///
/// # Errors
/// What the disk says.
pub fn usual(read: &Read<'_>, customer: CustomerId) -> Result<Option<OrderRow>> {
    let had: Vec<OrderRow> = of_customer(read, customer)?.into_iter().filter(|order| order.state == "handed_over").collect();
    let same = |a: &OrderRow, b: &OrderRow| {
        let lines = |order: &OrderRow| {
            let mut said: Vec<String> = order.lines.iter().map(|line| format!("{} {}", line.variant, line.said())).collect();
            said.sort();
            said
        };
        lines(a) == lines(b)
    };
    Ok(had.iter().enumerate().find(|(at, order)| had.iter().skip(at + 1).any(|other| same(order, other))).map(|(_, order)| order.clone()))
}

/// The lines of an order, to be ordered again or changed; in the product's steps of today.
pub fn lines_of(order: &OrderRow) -> Vec<LineWanted> {
    let picked = |line: &super::OrderLine| {
        line.choices.iter().map(|one| catalog::choices::Picked { group: one.group.clone(), option: one.option.clone() }).collect()
    };
    order
        .lines
        .iter()
        .map(|line| LineWanted {
            variant: line.variant,
            quantity: Quantity(measure::number(line.quantity, line.step)),
            choices: picked(line),
        })
        .collect()
}

/// Whether a store has so much of a variant that nobody else is kept.
///
/// # Errors
/// What the disk says.
pub fn lies_in(read: &Read<'_>, row: &VariantRow, store: StoreId) -> Result<bool> {
    let there = read.count(
        "SELECT COALESCE((SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2), 0)
              - COALESCE((SELECT SUM(quantity) FROM hold WHERE variant_id = ?1 AND store_id = ?2 AND ended_at IS NULL), 0)",
        (row.id, store),
    )?;
    Ok(row.uncounted.is_some() || there >= measure::one(row.step))
}

/// What a customer says at the counter: four letters and digits nobody confuses. Orders of one shop differ in it for the
/// first eighty thousand.
pub fn code(order: OrderId) -> String {
    const LETTERS: [char; 17] = ['A', 'C', 'E', 'F', 'H', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'W', 'X', 'Y', '4', '7'];
    const ALL: i64 = 17 * 17 * 17 * 17;
    // Coprime with 17, so every number below `ALL` has its own; neighbours look unlike.
    let mut left = (order.0.rem_euclid(ALL) * 40_009 + 12_345).rem_euclid(ALL);
    let mut code = String::with_capacity(4);
    for _ in 0..4 {
        code.extend(usize::try_from(left % 17).ok().and_then(|at| LETTERS.get(at)));
        left /= 17;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_of_many_orders_have_one_code() {
        let codes: std::collections::HashSet<String> = (1..=83_521).map(|id| code(OrderId(id))).collect();
        assert_eq!(codes.len(), 83_521, "each of the first orders has its own");
        assert!(codes.iter().all(|code| code.len() == 4), "and each is short");
    }
}
