//! What messages cost: dated rate cards by market and category, and the free-reply meter.
//! A rate that is not known is "price unknown", never 0 and never converted from another currency.

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Millis, Result};

/// What a set of messages will cost, as far as the card says.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct Quote {
    /// Millionths of one unit of the currency.
    pub micros: i64,
    /// The card's currency, if there is one.
    pub currency: Option<String>,
    /// Messages whose price is not known.
    pub unknown: u32,
    /// The card's date.
    pub as_of: Option<String>,
    /// The card is a demo's.
    pub invented: bool,
}

/// A card: all rates of one currency in force at a time.
#[derive(Clone, Debug, Default)]
pub struct Card {
    pub currency: Option<String>,
    pub effective: Option<String>,
    pub invented: bool,
    rates: std::collections::BTreeMap<(String, String), i64>,
}

impl Card {
    /// The card in force at `now`: the newest that has begun, in the shop's billing currency.
    pub fn at(read: &Read<'_>, now: Millis) -> Result<Self> {
        let currency: Option<String> = read.setting("billing_currency", None)?;
        let today = Timestamp::from_millisecond(now).map(|t| t.to_zoned(TimeZone::UTC).date().to_string()).unwrap_or_default();
        let Some(currency) = currency else {
            return Ok(Self::default());
        };
        let newest: Option<String> =
            read.value("SELECT max(effective) FROM rate WHERE currency = ?1 AND effective <= ?2", (&currency, &today))?;
        let Some(effective) = newest else {
            return Ok(Self::default());
        };
        let rows = read.all(
            "SELECT market, category, micros, origin FROM rate WHERE currency = ?1 AND effective = ?2",
            (&currency, &effective),
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, String>(3)?)),
        )?;
        let invented = rows.iter().any(|r| r.3 == "invented");
        Ok(Self {
            currency: Some(currency),
            effective: Some(effective),
            invented,
            rates: rows.into_iter().map(|r| ((r.0, r.1), r.2)).collect(),
        })
    }

    /// The price of one delivered message, if known.
    pub fn price(&self, country: Option<&str>, category: &str) -> Option<i64> {
        let lookup = |market: &str| self.rates.get(&(market.to_owned(), category.to_owned())).copied();
        country.and_then(lookup).or_else(|| lookup("*"))
    }

    /// Adds messages up; `None` is a message whose price is not known.
    pub fn quote(&self, prices: impl IntoIterator<Item = Option<i64>>) -> Quote {
        let mut quote =
            Quote { currency: self.currency.clone(), as_of: self.effective.clone(), invented: self.invented, ..Quote::default() };
        for price in prices {
            match price {
                Some(micros) => quote.micros += micros,
                None => quote.unknown += 1,
            }
        }
        quote
    }
}

/// One line of a card.
#[derive(Deserialize)]
pub struct Rate {
    pub currency: String,
    pub effective: String,
    pub market: String,
    pub category: String,
    pub micros: i64,
}

/// Takes a card into the shop; the same line twice is one line.
pub fn load(tx: &Tx<'_>, rates: &[Rate], origin: &str) -> Result<()> {
    for rate in rates {
        tx.execute(
            "INSERT INTO rate (currency, effective, market, category, micros, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET micros = excluded.micros, origin = excluded.origin",
            (&rate.currency, &rate.effective, &rate.market, &rate.category, rate.micros, origin),
        )?;
    }
    Ok(())
}

/// The rates known when this version was made (fact sheet §6).
pub fn reference() -> Result<Vec<Rate>> {
    Ok(serde_json::from_str(include_str!("../../../assets/rates/2026-10-01.json"))?)
}

/// The first instant of the month `now` is in, in the shop's zone: meters and spend limits reset there.
pub fn month_start(now: Millis, zone: &TimeZone) -> Millis {
    let Ok(at) = Timestamp::from_millisecond(now) else {
        return now;
    };
    at.to_zoned(zone.clone()).first_of_month().and_then(|m| m.start_of_day()).map_or(now, |m| m.timestamp().as_millisecond())
}

/// Free replies used this month: delivered service messages Meta did not charge.
pub fn free_replies_used(read: &Read<'_>, since: Millis) -> Result<u32> {
    Ok(read.count("SELECT count(*) FROM billed WHERE at >= ?1 AND kind = 'free_customer_service'", [since])? as u32)
}

/// Millionths billed since then, as far as rates are known.
pub fn spent(read: &Read<'_>, since: Millis) -> Result<i64> {
    read.count("SELECT COALESCE(SUM(micros), 0) FROM billed WHERE at >= ?1", [since])
}

/// Keeps what Meta says it bills for a delivered message; once per message.
pub fn bill(tx: &Tx<'_>, promise: i64, pricing: &cloud_api::webhook::Pricing, country: Option<&str>, now: Millis) -> Result<()> {
    let free = pricing.kind.starts_with("free_");
    let micros = if free { Some(0) } else { Card::at(tx, now)?.price(country, &pricing.category) };
    tx.execute(
        "INSERT INTO billed (promise_id, at, kind, category, micros) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        (promise, now, &pricing.kind, &pricing.category, micros),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_price_is_counted_apart_and_never_zero() {
        let card = Card { currency: Some("USD".into()), rates: [(("FR".into(), "marketing".into()), 85_900)].into(), ..Card::default() };
        let quote = card.quote([card.price(Some("FR"), "marketing"), card.price(Some("GE"), "marketing"), card.price(None, "marketing")]);
        assert_eq!((quote.micros, quote.unknown), (85_900, 2), "one known price, two unknown");
    }

    #[test]
    fn months_begin_in_the_shops_own_zone() {
        let zone = TimeZone::get("Asia/Kolkata").expect("zone");
        let first: jiff::Zoned = "2026-12-01T00:00[Asia/Kolkata]".parse().expect("time");
        let at = first.timestamp().as_millisecond();
        assert_eq!(month_start(at, &zone), at, "midnight in Kolkata is December");
        assert!(month_start(at - 1, &zone) < at, "a moment before is November");
    }

    #[test]
    fn the_reference_card_reads() {
        assert!(reference().expect("reads").iter().any(|r| r.market == "FR"), "France is on it");
    }
}
