//! A basket in a thread: what of it is there and what has changed since she filled it, and taking it. What the shop has
//! taken by itself is accepted like any order; the rest is the orders' own.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::Call;
use crate::conversations::thread;
use crate::db::Read;
use crate::kinds::{Code, CustomerId, Error, Millis, Result, VariantId};
use crate::orders::changing::{self, BasketLine, Difference, Fitted};
use crate::orders::{self, OrderRow, OrderStep};
use crate::{catalog, inbox, orders::taking};

/// Which message.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct BasketRef {
    /// The message the basket came in.
    pub message: i64,
}

/// One thing of a basket that can be had.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct BasketRow {
    /// Which variant.
    pub variant: VariantId,
    /// Its name.
    pub title: String,
    /// Hash of its picture.
    pub image: Option<String>,
    /// How much can be kept, as people say it.
    pub quantity: String,
    /// What that costs now; minor units, `null`: on request.
    pub amount: Option<i64>,
}

/// A basket as it stands now.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Basket {
    /// What can be had.
    pub rows: Vec<BasketRow>,
    /// What is not as she asked for it.
    pub differences: Vec<Difference>,
    /// All of it; minor units, `null`: on request.
    pub total: Option<i64>,
    /// The order she has of it, if it has been taken.
    pub order: Option<OrderRow>,
}

fn asked(read: &Read<'_>, message: i64) -> Result<(CustomerId, Vec<BasketLine>)> {
    let gone = || Error::new(Code::NotFound).with("what", "message");
    let (customer, content) = thread::content_of(read, message)?.ok_or_else(gone)?;
    let currency: String = read.setting("currency", "EUR".to_owned())?;
    let text = |item: &Value, name: &str| item[name].as_str().map(str::to_owned);
    let line = |item: &Value| {
        let price = text(item, "price").or_else(|| item["price"].as_f64().map(|price| price.to_string()));
        let code = text(item, "retailer_id").unwrap_or_default();
        BasketLine::read(&code, item["quantity"].as_i64(), price.as_deref(), text(item, "currency").as_deref(), &currency)
    };
    Ok((customer, content["items"].as_array().into_iter().flatten().map(line).collect()))
}

/// Her order of these things, newest first: somebody may have changed how many.
fn taken(read: &Read<'_>, customer: CustomerId, wanted: &[VariantId]) -> Result<Option<OrderRow>> {
    let of_it = |order: &OrderRow| !order.lines.is_empty() && order.lines.iter().all(|line| wanted.contains(&line.variant));
    Ok(orders::of_customer(read, customer)?
        .into_iter()
        .find(|order| matches!(order.state.as_str(), "kept" | "handed_over") && of_it(order)))
}

fn now(read: &Read<'_>, message: i64, at: Millis) -> Result<(CustomerId, Fitted, Option<OrderRow>)> {
    let (customer, items) = asked(read, message)?;
    let mut basket = changing::basket(read, &items, at)?;
    let wanted: Vec<VariantId> = basket.lines.iter().map(|line| line.variant).collect();
    let order = taken(read, customer, &wanted)?;
    // What is held for her already is not missing.
    if order.is_none() {
        let fitted = changing::fit(read, &basket.lines)?;
        basket.differences.extend(fitted.differences);
        basket.lines = fitted.lines;
    }
    Ok((customer, basket, order))
}

pub(super) fn basket_get(call: &Call, request: BasketRef) -> Result<Basket> {
    call.shop.read(|read| {
        let (_, fitted, order) = now(read, request.message, call.now)?;
        let cost = taking::cost(read, &fitted.lines, call.now)?;
        let mut rows = Vec::new();
        for (line, amount) in fitted.lines.iter().zip(&cost.lines) {
            let row = catalog::get(read, line.variant)?;
            let quantity = row.said(line.quantity.steps_or_one(row.step)?);
            rows.push(BasketRow { variant: row.id, title: row.full_name(), image: row.image, quantity, amount: *amount });
        }
        Ok(Basket { rows, differences: fitted.differences, total: cost.total, order })
    })
}

pub(super) fn basket_accept(call: &Call, request: BasketRef) -> Result<OrderRow> {
    call.shop.write(|tx| {
        let (customer, fitted, order) = now(tx, request.message, call.now)?;
        let order = match order {
            Some(order) => order,
            None => {
                changing::take(tx, customer, &fitted.lines, None, &call.author, call.now)?.0.ok_or_else(|| Error::new(Code::SoldOut))?
            }
        };
        let after = orders::advance(tx, order.id, OrderStep::Accept, &call.author, call.now)?;
        if order.accepted_at.is_none() {
            inbox::accepted(tx, &after, &call.author, call.now)?;
        }
        Ok(after)
    })
}
