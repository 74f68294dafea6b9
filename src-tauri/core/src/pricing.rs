//! What messages cost: dated rate cards by market and category, and the free-reply meter.
//! A rate that is not known is "price unknown", never 0 and never converted from another currency.

pub mod card_file;

use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    /// Millionths by category and market.
    rates: BTreeMap<String, BTreeMap<String, i64>>,
}

impl Card {
    /// The card in force at `now`: the newest that has begun, in the shop's billing currency.
    pub fn at(read: &Read<'_>, now: Millis) -> Result<Self> {
        let currency: Option<String> = read.setting("billing_currency", None)?;
        let today = Timestamp::from_millisecond(now).map(|t| t.to_zoned(TimeZone::UTC).date().to_string()).unwrap_or_default();
        let Some(currency) = currency else {
            return Ok(Self::default());
        };
        let newest: Option<Option<String>> =
            read.value("SELECT max(effective) FROM rate WHERE currency = ?1 AND effective <= ?2", (&currency, &today))?;
        let Some(effective) = newest.flatten() else {
            return Ok(Self::default());
        };
        let rows = read.all(
            "SELECT market, category, micros, origin FROM rate WHERE currency = ?1 AND effective = ?2",
            (&currency, &effective),
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, String>(3)?)),
        )?;
        let invented = rows.iter().any(|r| r.3 == "invented");
        let mut rates: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for (market, category, micros, _) in rows {
            rates.entry(category).or_default().insert(market, micros);
        }
        Ok(Self { currency: Some(currency), effective: Some(effective), invented, rates })
    }

    /// The price of one delivered message, if known: the country's own market, else its region's.
    pub fn price(&self, country: Option<&str>, category: &str) -> Option<i64> {
        let lookup = |market: &str| self.rates.get(category).and_then(|markets| markets.get(market)).copied();
        let own = country.and_then(|c| lookup(c).or_else(|| region_of(c).and_then(lookup)));
        own.or_else(|| lookup("*"))
    }

    /// Markets it has a price for.
    pub fn markets(&self) -> Vec<String> {
        let all: std::collections::BTreeSet<&String> = self.rates.values().flat_map(BTreeMap::keys).collect();
        all.into_iter().cloned().collect()
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

#[derive(Deserialize)]
struct Markets {
    countries: BTreeMap<String, Vec<String>>,
    regions: Vec<Region>,
}

#[derive(Deserialize)]
struct Region {
    market: String,
    names: Vec<String>,
    countries: Vec<String>,
}

/// Meta's markets: countries with a price of their own, and regions for the rest (fact sheet §6).
fn markets() -> &'static Markets {
    static MARKETS: OnceLock<Markets> = OnceLock::new();
    MARKETS.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/rates/markets.json"))
            .unwrap_or(Markets { countries: BTreeMap::new(), regions: Vec::new() })
    })
}

fn region_of(country: &str) -> Option<&'static str> {
    let regions = &markets().regions;
    let found = regions.iter().find(|region| region.countries.iter().any(|c| c == country));
    found.or_else(|| regions.iter().find(|region| region.market == "other")).map(|region| region.market.as_str())
}

/// The market a rate card calls by this name, or by its ISO code.
pub fn market_named(name: &str) -> Option<&'static str> {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = plain(name);
    let all = markets();
    let country = all.countries.iter().find(|(iso, names)| plain(iso) == wanted || names.iter().any(|n| plain(n) == wanted));
    country
        .map(|(iso, _)| iso.as_str())
        .or_else(|| all.regions.iter().find(|r| r.names.iter().any(|n| plain(n) == wanted)).map(|r| r.market.as_str()))
}

/// One line of a card.
#[derive(Clone, Debug, Deserialize)]
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

/// What Meta has billed in one month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Month {
    /// Millionths of the billing currency, as far as rates are known.
    pub micros: i64,
    /// Delivered replies Meta did not charge.
    pub free_replies: i64,
    /// Delivered messages, free ones included.
    pub messages: i64,
    /// Of these, charged at a rate that was not known.
    pub unknown: i64,
}

/// The sums of the month that begins at `start`.
pub fn month(read: &Read<'_>, start: Millis) -> Result<Month> {
    let found = read.one("SELECT micros, free_replies, messages, unknown FROM billed_month WHERE month_start = ?1", [start], |row| {
        Ok(Month { micros: row.get(0)?, free_replies: row.get(1)?, messages: row.get(2)?, unknown: row.get(3)? })
    })?;
    Ok(found.unwrap_or_default())
}

/// One line of what was billed: category, kind as Meta names it, messages, millionths, of unknown rate.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct BilledLine {
    /// marketing, utility, service …
    pub category: String,
    /// regular, `free_customer_service`, `free_entry_point` …
    pub kind: String,
    /// Delivered messages.
    pub messages: i64,
    /// Millionths of the billing currency, as far as rates are known.
    pub micros: i64,
    /// Messages whose rate was not known.
    pub unknown: i64,
}

/// What was billed since then, by category and kind, from the `pricing` objects of statuses.
pub fn billed(read: &Read<'_>, since: Millis) -> Result<Vec<BilledLine>> {
    read.all(
        "SELECT category, kind, count(*), COALESCE(SUM(micros), 0), SUM(micros IS NULL) FROM billed WHERE at >= ?1 GROUP BY category, kind ORDER BY category, kind",
        [since],
        |row| Ok(BilledLine { category: row.get(0)?, kind: row.get(1)?, messages: row.get(2)?, micros: row.get(3)?, unknown: row.get(4)? }),
    )
}

/// Keeps what Meta says it bills for a delivered message; once per message.
pub fn bill(
    tx: &Tx<'_>,
    promise: i64,
    pricing: &cloud_api::webhook::Pricing,
    country: Option<&str>,
    month_start: Millis,
    now: Millis,
) -> Result<()> {
    let free = pricing.kind.starts_with("free_");
    let micros = if free { Some(0) } else { Card::at(tx, now)?.price(country, &pricing.category) };
    let new = tx.execute(
        "INSERT INTO billed (promise_id, at, kind, category, micros) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        (promise, now, &pricing.kind, &pricing.category, micros),
    )?;
    if new == 1 {
        tx.execute(
            "INSERT INTO billed_month (month_start, micros, free_replies, messages, unknown) VALUES (?1, ?2, ?3, 1, ?4)
             ON CONFLICT (month_start) DO UPDATE SET micros = micros + excluded.micros, free_replies = free_replies + excluded.free_replies,
                 messages = messages + 1, unknown = unknown + excluded.unknown",
            (month_start, micros.unwrap_or(0), pricing.kind == "free_customer_service", micros.is_none()),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_price_is_counted_apart_and_never_zero() {
        let card = Card {
            currency: Some("USD".into()),
            rates: BTreeMap::from([("marketing".into(), BTreeMap::from([("FR".into(), 85_900)]))]),
            ..Card::default()
        };
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
    fn the_reference_card_reads_and_a_region_serves_its_countries() {
        let rates = reference().expect("reads");
        let mut by: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for rate in rates.into_iter().filter(|r| r.currency == "USD") {
            by.entry(rate.category).or_default().insert(rate.market, rate.micros);
        }
        let card = Card { currency: Some("USD".into()), rates: by, ..Card::default() };
        assert_eq!(card.price(Some("FR"), "marketing"), Some(85_900), "France has a price of its own");
        assert_eq!(card.price(Some("GE"), "utility"), Some(21_200), "Georgia has its region's");
        assert_eq!(card.price(Some("SN"), "marketing"), Some(22_500), "so has Senegal");
        assert_eq!(card.price(Some("US"), "marketing"), None, "there is no marketing to the US, and no price for it");
        assert_eq!(card.price(Some("ES"), "marketing"), None, "a market without a known price is unknown, not its neighbour's");
    }
}
