//! Orders. *Keep mine* is a complete one: pieces held, priced from the catalogue, paid on collection.
//! Stock goes down when it is handed over; otherwise the hold ends by itself.

pub mod changing;
pub mod delivery;
pub mod taking;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog::choices::Chosen;
use crate::catalog::{self, VariantRow, measure};
use crate::db::{Read, Tx};
use crate::kinds::{
    Author, Code, CustomerId, Error, HoldId, LedgerId, Millis, OrderId, Personal, PromiseId, Result, StoreId, Topic, VariantId,
};
use crate::stores;

/// What *Keep mine* came to.
pub enum Kept {
    /// It is hers until then.
    Now { order: OrderId },
    /// It already was.
    Already { order: OrderId },
    /// Somebody was quicker; the nearest that is left, if any.
    Gone { nearest: Option<Box<VariantRow>> },
}

/// Keeps one piece for a customer who tapped on an alert. One order per alert and person: a second
/// tap finds the first one's order.
pub fn keep(tx: &Tx<'_>, customer: CustomerId, promise: PromiseId, variant: VariantId, now: Millis) -> Result<Kept> {
    let there = tx.one("SELECT id, state FROM shop_order WHERE promise_id = ?1", [promise], |row| {
        Ok((row.get::<_, OrderId>(0)?, row.get::<_, String>(1)?))
    })?;
    if let Some((order, state)) = &there {
        if state == "kept" || state == "handed_over" {
            return Ok(Kept::Already { order: *order });
        }
    }
    let store = store_with(tx, variant)?;
    let minutes: i64 = tx.setting("hold_minutes", 60)?;
    let until = stores::after_open_minutes(&store, now, minutes)?;
    let row = catalog::get(tx, variant)?;
    // Who says nothing of a quantity wants one.
    let one = measure::one(row.step);
    let Some(hold) = catalog::hold(tx, variant, one, store.id, until)? else {
        return Ok(Kept::Gone { nearest: catalog::nearest_available(tx, variant)?.map(Box::new) });
    };
    let total = row.price_at(now).and_then(|price| measure::amount(price, one, row.step));
    let currency: String = tx.setting("currency", "EUR".to_owned())?;
    let order = match there {
        // An order that had ended opens again, with today's price.
        Some((order, _)) => {
            tx.execute(
                "UPDATE shop_order SET state = 'kept', address = NULL, fee = 0, hold_until = ?2, total = ?3, created_at = ?4, changed_at = ?4, changed_by = 'shop', store_id = ?5,
                     seen_at = NULL, accepted_at = NULL, accepted_by = NULL, waiting_line_at = NULL WHERE id = ?1",
                (order, until, total, now, store.id),
            )?;
            tx.execute(
                "UPDATE order_line SET unit_price = ?2, hold_id = ?3, ledger_id = NULL, quantity = ?4, step = ?5, unit = ?6 WHERE order_id = ?1",
                (order, row.price_at(now), hold, one, row.step, &row.unit),
            )?;
            order
        }
        None => {
            let order = OrderId(tx.insert(
                "INSERT INTO shop_order (customer_id, promise_id, state, store_id, hold_until, total, currency, created_at, changed_at, changed_by) VALUES (?1, ?2, 'kept', ?3, ?4, ?5, ?6, ?7, ?7, 'shop')",
                (customer, promise, store.id, until, total, currency, now),
            )?);
            tx.execute(
                "INSERT INTO order_line (order_id, line, variant_id, title, quantity, unit_price, hold_id, step, unit) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                (order, variant, row.full_name(), one, row.price_at(now), hold, row.step, &row.unit),
            )?;
            order
        }
    };
    tx.touch(Topic::Orders);
    Ok(Kept::Now { order })
}

/// Keeps so many units of a variant for a customer who asked for it in chat; nobody has seen it yet, so it rings. While it is kept
/// for her a second tap finds the same order.
pub fn want(tx: &Tx<'_>, customer: CustomerId, variant: VariantId, pieces: u32, author: &Author, now: Millis) -> Result<Kept> {
    let there: Option<OrderId> = tx.value(
        "SELECT o.id FROM shop_order o JOIN order_line l ON l.order_id = o.id WHERE o.customer_id = ?1 AND o.state = 'kept' AND l.variant_id = ?2 LIMIT 1",
        (customer, variant),
    )?;
    if let Some(order) = there {
        return Ok(Kept::Already { order });
    }
    // One as this product is sold: a piece, or the step nearest to one.
    let quantity = if pieces == 1 { measure::Quantity::default() } else { measure::Quantity(pieces.to_string()) };
    let line = taking::LineWanted { variant, quantity, choices: Vec::new() };
    match taking::take(tx, customer, &[line], author, now) {
        Ok(row) => {
            tx.execute("UPDATE shop_order SET seen_at = NULL, accepted_at = NULL, accepted_by = NULL WHERE id = ?1", [row.id])?;
            Ok(Kept::Now { order: row.id })
        }
        Err(error) if matches!(error.code, Code::SoldOut | Code::AllHeld) => {
            Ok(Kept::Gone { nearest: catalog::nearest_available(tx, variant)?.map(Box::new) })
        }
        Err(error) => Err(error),
    }
}

/// The store the piece lies in: the one with most that nobody else is kept.
pub(crate) fn store_with(read: &Read<'_>, variant: VariantId) -> Result<stores::Store> {
    let id: Option<StoreId> =
        read.value("SELECT store_id FROM stock s WHERE variant_id = ?1 ORDER BY on_hand - COALESCE((SELECT SUM(quantity) FROM hold h WHERE h.variant_id = s.variant_id AND h.store_id = s.store_id AND h.ended_at IS NULL), 0) DESC, store_id LIMIT 1", [variant])?;
    match id {
        Some(id) => stores::list(read)?.into_iter().find(|s| s.id == id).ok_or_else(|| Error::internal("a stock row without its store")),
        None => stores::main(read),
    }
}

/// Nobody has accepted it in so long: the customer is told so, once.
pub const ACCEPT_WITHIN: Millis = 5 * 60_000;

/// What can be done with an order.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OrderStep {
    /// Somebody has seen to it: she is not left wondering.
    Accept,
    /// She has it: stock goes down.
    HandOver,
    /// She does not want it: the hold ends.
    Cancel,
    /// Take the last step back.
    Undo,
}

/// An order as the window lists it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct OrderRow {
    /// Also the order's number.
    pub id: OrderId,
    /// What she says at the counter.
    pub code: String,
    /// Whose.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// kept, `handed_over`, expired, cancelled.
    pub state: String,
    /// Where it is collected.
    pub store: String,
    /// Held until.
    pub hold_until: Millis,
    /// Minor units, the fee included; `null` when a price is on request.
    pub total: Option<i64>,
    /// What bringing it costs.
    pub fee: i64,
    /// Where it is brought; `null`: she collects it.
    pub address: Option<Personal<String>>,
    /// ISO 4217.
    pub currency: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub changed_at: Millis,
    /// Who changed it last.
    pub changed_by: String,
    /// When somebody in the shop first looked at it; until then it rings.
    pub seen_at: Option<Millis>,
    /// When it was accepted.
    pub accepted_at: Option<Millis>,
    /// By whom.
    pub accepted_by: Option<String>,
    /// What is in it: "Runner 42 · black", with the picture's hash.
    pub lines: Vec<OrderLine>,
}

/// One line of an order.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct OrderLine {
    /// Which variant.
    pub variant: VariantId,
    /// Its name at that time.
    pub title: String,
    /// In steps.
    pub quantity: i64,
    /// What one of them was, in thousandths of the unit.
    pub step: i64,
    /// What it was sold by.
    pub unit: String,
    /// Of one unit, what was picked included; minor units, `null`: on request.
    pub unit_price: Option<i64>,
    /// What was picked with it.
    pub choices: Vec<Chosen>,
    /// Hash of its picture.
    pub image: Option<String>,
}

impl OrderLine {
    /// As one says it: "Runner 42", "2 × Runner 42", "1.5 kg Brie", "Latte (oat milk)".
    pub fn said(&self) -> String {
        let number = measure::number(self.quantity, self.step);
        let line = match self.unit.as_str() {
            "" | "piece" | "pair" | "box" if number == "1" => self.title.clone(),
            "" | "piece" | "pair" | "box" => format!("{number} × {}", self.title),
            unit => format!("{} {}", measure::quantity(self.quantity, self.step, unit), self.title),
        };
        let picked: Vec<&str> = self.choices.iter().map(|one| one.option.as_str()).collect();
        if picked.is_empty() { line } else { format!("{line} ({})", picked.join(", ")) }
    }
}

/// Orders, open ones first, then the latest.
pub fn list(read: &Read<'_>) -> Result<Vec<OrderRow>> {
    select(read, "ORDER BY o.state <> 'kept', CASE WHEN o.state = 'kept' THEN o.hold_until ELSE -o.changed_at END LIMIT 500", [])
}

/// One order.
pub fn get(read: &Read<'_>, order: OrderId) -> Result<OrderRow> {
    select(read, "AND o.id = ?1", [order])?.pop().ok_or_else(|| Error::new(Code::NotFound).with("what", "order"))
}

impl OrderRow {
    /// What is in it, as people say it.
    pub fn items(&self) -> String {
        self.lines.iter().map(OrderLine::said).collect::<Vec<_>>().join(", ")
    }
}

/// Orders handed over within a time, oldest first: whose, and which.
pub fn handed_over(read: &Read<'_>, from: Millis, until: Millis) -> Result<Vec<(OrderId, CustomerId)>> {
    read.all(
        "SELECT id, customer_id FROM shop_order WHERE state = 'handed_over' AND changed_at > ?1 AND changed_at <= ?2 ORDER BY changed_at, id",
        (from, until),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// One person's orders, newest first.
pub fn of_customer(read: &Read<'_>, customer: CustomerId) -> Result<Vec<OrderRow>> {
    select(read, "AND o.customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1) ORDER BY o.id DESC", [customer])
}

fn select(read: &Read<'_>, rest: &str, params: impl rusqlite::Params) -> Result<Vec<OrderRow>> {
    let sql = format!(
        "SELECT o.id, o.customer_id, c.name, o.state, s.name, o.hold_until, o.total, o.currency, o.created_at, o.changed_at, o.changed_by, o.seen_at, o.accepted_at, o.accepted_by, o.fee, o.address
         FROM shop_order o JOIN customer c ON c.id = o.customer_id JOIN store s ON s.id = o.store_id WHERE 1 {rest}"
    );
    let mut orders = read.all(&sql, params, |row| {
        let id: OrderId = row.get(0)?;
        Ok(OrderRow {
            id,
            code: changing::code(id),
            customer: row.get(1)?,
            name: row.get(2)?,
            state: row.get(3)?,
            store: row.get(4)?,
            hold_until: row.get(5)?,
            total: row.get(6)?,
            currency: row.get(7)?,
            created_at: row.get(8)?,
            changed_at: row.get(9)?,
            changed_by: row.get(10)?,
            seen_at: row.get(11)?,
            accepted_at: row.get(12)?,
            accepted_by: row.get(13)?,
            fee: row.get(14)?,
            address: row.get(15)?,
            lines: Vec::new(),
        })
    })?;
    for order in &mut orders {
        order.lines = read.all(
            "SELECT l.variant_id, l.title, l.quantity, p.image, l.step, l.unit, l.unit_price, l.choices FROM order_line l JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id WHERE order_id = ?1 ORDER BY l.line",
            [order.id],
            |row| {
                let choices: String = row.get(7)?;
                Ok(OrderLine {
                    variant: row.get(0)?,
                    title: row.get(1)?,
                    quantity: row.get(2)?,
                    image: row.get(3)?,
                    step: row.get(4)?,
                    unit: row.get(5)?,
                    unit_price: row.get(6)?,
                    choices: serde_json::from_str(&choices).unwrap_or_default(),
                })
            },
        )?;
    }
    Ok(orders)
}

struct Line {
    line: i64,
    variant: VariantId,
    quantity: i64,
    step: i64,
    hold: Option<HoldId>,
    ledger: Option<LedgerId>,
}

/// Moves an order by a person's step.
pub fn advance(tx: &Tx<'_>, order: OrderId, step: OrderStep, author: &Author, now: Millis) -> Result<OrderRow> {
    let row = get(tx, order)?;
    let lines =
        tx.all("SELECT variant_id, quantity, hold_id, ledger_id, step, line FROM order_line WHERE order_id = ?1", [order], |r| {
            Ok(Line { variant: r.get(0)?, quantity: r.get(1)?, hold: r.get(2)?, ledger: r.get(3)?, step: r.get(4)?, line: r.get(5)? })
        })?;
    let store: StoreId = tx.value("SELECT store_id FROM shop_order WHERE id = ?1", [order])?.ok_or_else(|| Error::new(Code::NotFound))?;
    let state = match (row.state.as_str(), step) {
        ("kept", OrderStep::Accept) => {
            tx.execute(
                "UPDATE shop_order SET accepted_at = ?2, accepted_by = ?3, seen_at = COALESCE(seen_at, ?2) WHERE id = ?1 AND accepted_at IS NULL",
                (order, now, author.stamp()),
            )?;
            "kept"
        }
        ("kept", OrderStep::Undo) if row.accepted_at.is_some() => {
            tx.execute("UPDATE shop_order SET accepted_at = NULL, accepted_by = NULL WHERE id = ?1", [order])?;
            "kept"
        }
        ("kept" | "expired", OrderStep::HandOver) => {
            for line in &lines {
                let there = catalog::get(tx, line.variant)?;
                // The product may be counted in other steps than when she ordered.
                let quantity = measure::converted(line.quantity, line.step, there.step).ok_or_else(|| {
                    Error::new(Code::BetweenSteps)
                        .with("text", measure::number(line.quantity, line.step))
                        .with("step", measure::number(1, there.step))
                })?;
                if row.state == "expired" && there.available() < quantity {
                    // Her time had run out, and what is left is kept for others.
                    return Err(
                        Error::new(if there.on_hand == 0 { Code::SoldOut } else { Code::AllHeld }).with("held", there.said(there.held))
                    );
                }
                if let Some(hold) = line.hold {
                    catalog::end_hold(tx, hold, "collected", now)?;
                }
                if line.hold.is_none() && there.available() < quantity && catalog::made_to_order(tx, line.variant)? {
                    // It was made for her and never stood on the shelf.
                    continue;
                }
                let change = catalog::take(tx, line.variant, quantity, store, "handed_over", author, now)?;
                tx.execute("UPDATE order_line SET ledger_id = ?3 WHERE order_id = ?1 AND line = ?2", (order, line.line, change.ledger))?;
            }
            "handed_over"
        }
        ("kept", OrderStep::Cancel) => {
            for hold in lines.iter().filter_map(|l| l.hold) {
                catalog::end_hold(tx, hold, "cancelled", now)?;
            }
            "cancelled"
        }
        ("handed_over" | "cancelled", OrderStep::Undo) => {
            for line in &lines {
                if let Some(ledger) = line.ledger.filter(|_| row.state == "handed_over") {
                    catalog::undo_stock(tx, ledger, author, now)?;
                    tx.execute("UPDATE order_line SET ledger_id = NULL WHERE order_id = ?1 AND line = ?2", (order, line.line))?;
                }
                if let Some(hold) = line.hold {
                    catalog::reopen_hold(tx, hold)?;
                    let held_more_than_there = catalog::get(tx, line.variant).map(|v| v.held > v.on_hand)?;
                    if held_more_than_there {
                        return Err(Error::new(Code::TooLateToUndo));
                    }
                }
            }
            "kept"
        }
        _ => return Err(Error::new(Code::NothingToUndo)),
    };
    tx.execute("UPDATE shop_order SET state = ?2, changed_at = ?3, changed_by = ?4 WHERE id = ?1", (order, state, now, author.stamp()))?;
    tx.touch(Topic::Orders);
    get(tx, order)
}

/// Ends the holds whose time has come; answers the orders that ended with them.
pub fn expire(tx: &Tx<'_>, now: Millis) -> Result<Vec<OrderRow>> {
    let due = tx.all("SELECT id FROM shop_order WHERE state = 'kept' AND hold_until <= ?1", [now], |row| row.get::<_, OrderId>(0))?;
    let mut ended = Vec::new();
    for order in due {
        let holds =
            tx.all("SELECT hold_id FROM order_line WHERE order_id = ?1 AND hold_id IS NOT NULL", [order], |row| row.get::<_, HoldId>(0))?;
        for hold in holds {
            catalog::end_hold(tx, hold, "expired", now)?;
        }
        tx.execute("UPDATE shop_order SET state = 'expired', changed_at = ?2, changed_by = 'shop' WHERE id = ?1", (order, now))?;
        ended.push(get(tx, order)?);
    }
    if !ended.is_empty() {
        tx.touch(Topic::Orders);
    }
    Ok(ended)
}

/// Somebody has looked: what is open stops ringing.
pub fn seen(tx: &Tx<'_>, now: Millis) -> Result<usize> {
    let seen = tx.execute("UPDATE shop_order SET seen_at = ?1 WHERE state = 'kept' AND seen_at IS NULL", [now])?;
    if seen > 0 {
        tx.touch(Topic::Orders);
    }
    Ok(seen)
}

/// Orders nobody has looked at yet.
pub fn ringing(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM shop_order WHERE state = 'kept' AND seen_at IS NULL AND accepted_at IS NULL", [])
}

/// Orders nobody accepted in time and whose customer has not been told; each is answered once.
pub fn left_waiting(tx: &Tx<'_>, now: Millis) -> Result<Vec<OrderRow>> {
    let due = tx.all(
        "SELECT id FROM shop_order WHERE state = 'kept' AND accepted_at IS NULL AND waiting_line_at IS NULL AND created_at <= ?1",
        [now - ACCEPT_WITHIN],
        |row| row.get::<_, OrderId>(0),
    )?;
    due.into_iter()
        .map(|order| {
            tx.execute("UPDATE shop_order SET waiting_line_at = ?2 WHERE id = ?1", (order, now))?;
            get(tx, order)
        })
        .collect()
}

/// The open order of an alert's message, if she kept one.
pub fn open_of(read: &Read<'_>, promise: PromiseId) -> Result<Option<OrderId>> {
    read.value("SELECT id FROM shop_order WHERE promise_id = ?1 AND state = 'kept'", [promise])
}

/// When the next hold ends, or the next customer has waited long enough for somebody to accept.
pub fn next_due(read: &Read<'_>) -> Result<Option<Millis>> {
    let hold = read.value::<Option<Millis>>("SELECT min(hold_until) FROM shop_order WHERE state = 'kept'", [])?.flatten();
    let oldest = read
        .value::<Option<Millis>>(
            "SELECT min(created_at) FROM shop_order WHERE state = 'kept' AND accepted_at IS NULL AND waiting_line_at IS NULL",
            [],
        )?
        .flatten();
    Ok(hold.into_iter().chain(oldest.map(|at| at + ACCEPT_WITHIN)).min())
}
