//! How an order comes to her: she collects it, or the shop brings it, where the owner has said that it does and for how
//! much. The fee is a part of the total and stands by itself; the goods are the total without it.
//!
//! An order that is brought is not given back to the shelf by the clock: nobody has to be anywhere by closing time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OrderRow, get};
use crate::catalog;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, DAY, Error, HoldId, Millis, OrderId, Personal, Result, Topic};
use crate::stores;

/// What is to be brought is kept for so long; then somebody should have decided.
const KEPT_FOR: Millis = 7 * DAY;
/// A longer address is a letter.
const LONGEST_ADDRESS: usize = 300;
const SETTING: &str = "delivery";

/// Whether the shop brings what is ordered.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "DeliveryOffer")]
pub struct Offer {
    /// It does.
    pub on: bool,
    /// For so much, minor units.
    pub fee: i64,
    /// For nothing from goods of so much on.
    pub free_from: Option<i64>,
    /// Where, in the owner's words: "within the city".
    pub area: String,
}

impl Offer {
    /// What bringing goods of this worth costs; a price on request pays the fee.
    pub fn fee_for(&self, goods: Option<i64>) -> i64 {
        match (self.free_from, goods) {
            (Some(from), Some(goods)) if goods >= from => 0,
            _ => self.fee,
        }
    }
}

/// What the owner has said.
///
/// # Errors
/// What the disk says.
pub fn offer(read: &Read<'_>) -> Result<Offer> {
    read.setting(SETTING, Offer::default())
}

/// Says it.
///
/// # Errors
/// `bad_number` for a fee below nothing; `too_long` for an area.
pub fn set_offer(tx: &Tx<'_>, offer: &Offer) -> Result<()> {
    if offer.fee < 0 || offer.free_from.is_some_and(|from| from < 0) {
        return Err(Error::new(Code::BadNumber).with("field", "delivery"));
    }
    let area = tidy(&offer.area);
    if area.chars().count() > LONGEST_ADDRESS {
        return Err(Error::new(Code::TooLong).with("part", "area").with("limit", LONGEST_ADDRESS as i64));
    }
    tx.set_setting(SETTING, &Offer { area, ..offer.clone() })
}

/// In one line, without what cannot be seen.
pub fn tidy(text: &str) -> String {
    let seen = |letter: char| {
        !letter.is_control() && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let plain: String =
        text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).filter(|letter| seen(*letter)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Brings an order to an address, or not: then it is collected.
///
/// # Errors
/// `nothing_to_undo` for an order that has ended; `too_long` or `bad_request` for an address.
pub fn bring(tx: &Tx<'_>, order: OrderId, address: Option<&str>, author: &Author, now: Millis) -> Result<OrderRow> {
    let before = get(tx, order)?;
    if before.state != "kept" {
        return Err(Error::new(Code::NothingToUndo));
    }
    let goods = before.total.map(|total| total - before.fee);
    let (address, fee, until) = match address.map(tidy) {
        Some(address) if address.is_empty() => return Err(Error::new(Code::BadRequest).with("field", "address")),
        Some(address) if address.chars().count() > LONGEST_ADDRESS => {
            return Err(Error::new(Code::TooLong).with("part", "address").with("limit", LONGEST_ADDRESS as i64));
        }
        Some(address) => (Some(address), offer(tx)?.fee_for(goods), now + KEPT_FOR),
        None if before.address.is_none() => return Ok(before),
        None => {
            let store = stores::list(tx)?.into_iter().find(|store| store.name == before.store);
            let store = store.map_or_else(|| stores::main(tx), Ok)?;
            (None, 0, stores::after_open_minutes(&store, now, tx.setting("hold_minutes", 60)?)?)
        }
    };
    let holds =
        tx.all("SELECT hold_id FROM order_line WHERE order_id = ?1 AND hold_id IS NOT NULL", [order], |row| row.get::<_, HoldId>(0))?;
    for hold in holds {
        catalog::hold_until(tx, hold, until)?;
    }
    tx.execute(
        "UPDATE shop_order SET address = ?2, fee = ?3, total = ?4, hold_until = ?5, changed_at = ?6, changed_by = ?7 WHERE id = ?1",
        (order, address, fee, goods.map(|goods| goods + fee), until, now, author.stamp()),
    )?;
    tx.touch(Topic::Orders);
    get(tx, order)
}

/// What an order comes to with other goods in it; the fee, and all of it.
pub(super) fn again(read: &Read<'_>, order: &OrderRow, goods: Option<i64>) -> Result<(i64, Option<i64>)> {
    let fee = if order.address.is_some() { offer(read)?.fee_for(goods) } else { 0 };
    Ok((fee, goods.map(|goods| goods + fee)))
}

/// Where something was brought to her last.
///
/// # Errors
/// What the disk says.
pub fn last_address(read: &Read<'_>, customer: CustomerId) -> Result<Option<Personal<String>>> {
    read.value(
        "SELECT address FROM shop_order WHERE customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1) AND address IS NOT NULL
         ORDER BY id DESC LIMIT 1",
        [customer],
    )
}

/// Forgets where a person lives.
///
/// # Errors
/// What the disk says.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("UPDATE shop_order SET address = NULL WHERE customer_id = ?1 AND address IS NOT NULL", [customer])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_so_much_on_it_costs_nothing() {
        let offer = Offer { on: true, fee: 400, free_from: Some(5_000), area: String::new() };
        let cases = [(Some(4_999), 400), (Some(5_000), 0), (Some(0), 400), (None, 400)];
        for (goods, fee) in cases {
            assert_eq!(offer.fee_for(goods), fee, "goods of {goods:?}");
        }
        assert_eq!(Offer { free_from: None, ..offer }.fee_for(Some(1_000_000)), 400, "where nothing was said, always");
    }

    #[test]
    fn an_address_is_one_line_of_what_can_be_seen() {
        assert_eq!(tidy("  12\u{202e} rue\nLamarck\u{200b},\t75018  Paris "), "12 rue Lamarck, 75018 Paris", "nothing hides in it");
    }
}
