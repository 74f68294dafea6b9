//! Meta's rate card as a file: one row a market, one column a category. Titles above the header, spare
//! columns, "n/a", a thousand ways to write a price and markets by other names are met; what cannot be
//! read is named by its row, and nothing else is lost. An amount that is not there stays unknown.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Rate, market_named};
use crate::kinds::{Code, Error, Result};

/// A row that could not be read.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct BadRow {
    /// Line of the file, from 1.
    pub row: usize,
    /// `unknown_market`, `bad_price`, `other_currency`.
    pub reason: String,
    /// What stood there.
    pub text: String,
}

/// A card read.
pub struct CardFile {
    pub currency: String,
    pub effective: String,
    pub rates: Vec<Rate>,
    pub rejected: Vec<BadRow>,
}

/// Columns of prices by what their header says; the longest match first.
const CATEGORIES: [(&str, &str); 5] = [
    ("authenticationinternational", "authentication-international"),
    ("authentication", "authentication"),
    ("marketing", "marketing"),
    ("utility", "utility"),
    ("service", "service"),
];

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Reads a card. `effective` is its first day if the file does not say it, `today` if nobody does.
///
/// # Errors
/// `bad_rates` when there is no header with a market and a price, or no currency.
pub fn read(bytes: &[u8], effective: Option<&str>, today: &str) -> Result<CardFile> {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned();
    let separator = [';', '\t', ','].into_iter().max_by_key(|s| text.matches(*s).count()).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator as u8).from_reader(text.as_bytes());
    // Empty lines are no records: the line is asked for, so that people find it.
    let (lines, rows): (Vec<usize>, Vec<Vec<String>>) = reader
        .records()
        .map(|r| r.map(|r| (r.position().map_or(0, |p| p.line() as usize), r.iter().map(|c| c.trim().to_owned()).collect())))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|_| Error::new(Code::BadRates).with("row", 1))?
        .into_iter()
        .unzip();
    let header = rows
        .iter()
        .position(|row| {
            row.iter().any(|c| matches!(plain(c).as_str(), "market" | "country" | "countryregion" | "region"))
                && row.iter().any(|c| plain(c).contains("marketing"))
        })
        .ok_or_else(|| Error::new(Code::BadRates).with("row", 1))?;
    let above = rows[..header].iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let head: Vec<String> = rows[header].iter().map(|c| plain(c)).collect();
    let market_at = head.iter().position(|c| matches!(c.as_str(), "market" | "country" | "countryregion" | "region")).unwrap_or(0);
    let currency_at = head.iter().position(|c| c.contains("currency"));
    let columns: Vec<(usize, &str)> = head
        .iter()
        .enumerate()
        .filter_map(|(at, c)| CATEGORIES.iter().find(|(name, _)| c.contains(name)).map(|(_, category)| (at, *category)))
        .collect();
    let effective = effective.map(str::to_owned).or_else(|| date_in(&above)).unwrap_or_else(|| today.to_owned());
    if effective.parse::<jiff::civil::Date>().is_err() {
        return Err(Error::new(Code::BadRates).with("row", 0).with("text", effective));
    }
    let mut card = CardFile { currency: currency_in(&above).unwrap_or_default(), effective, rates: Vec::new(), rejected: Vec::new() };
    for (index, row) in rows.iter().enumerate().skip(header + 1) {
        read_row(&mut card, lines[index], row, market_at, currency_at, &columns);
    }
    if card.currency.is_empty() || card.rates.is_empty() {
        return Err(Error::new(Code::BadRates).with("row", header as i64 + 1));
    }
    Ok(card)
}

fn read_row(card: &mut CardFile, row: usize, cells: &[String], market_at: usize, currency_at: Option<usize>, columns: &[(usize, &str)]) {
    let name = cells.get(market_at).map(String::as_str).unwrap_or_default();
    if name.is_empty() {
        return;
    }
    let mut reject = |reason: &str, text: &str| {
        card.rejected.push(BadRow { row, reason: reason.into(), text: text.chars().take(60).collect() });
    };
    let Some(market) = market_named(name) else {
        return reject("unknown_market", name);
    };
    if let Some(currency) = currency_at.and_then(|at| cells.get(at)).map(|c| currency_in(c).unwrap_or_default()) {
        if card.currency.is_empty() {
            card.currency = currency;
        } else if !currency.is_empty() && currency != card.currency {
            return reject("other_currency", &currency);
        }
    }
    let mut bad = Vec::new();
    for (at, category) in columns {
        let text = cells.get(*at).map(String::as_str).unwrap_or_default();
        match price(text) {
            Ok(None) => {}
            Ok(Some(micros)) => card.rates.push(Rate {
                currency: String::new(),
                effective: card.effective.clone(),
                market: market.to_owned(),
                category: (*category).to_owned(),
                micros,
            }),
            Err(()) => bad.push(text.to_owned()),
        }
    }
    for text in bad {
        card.rejected.push(BadRow { row, reason: "bad_price".into(), text: text.chars().take(60).collect() });
    }
    for rate in &mut card.rates {
        rate.currency.clone_from(&card.currency);
    }
}

/// An ISO code standing by itself, or Meta's sign before one ("$US").
fn currency_in(text: &str) -> Option<String> {
    const KNOWN: [&str; 15] = ["USD", "AED", "ARS", "AUD", "BRL", "CLP", "COP", "EUR", "GBP", "IDR", "INR", "MXN", "MYR", "SAR", "SGD"];
    if text.contains("$US") || text.contains("US$") {
        return Some("USD".into());
    }
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() == 3);
    words.map(str::to_uppercase).find(|w| KNOWN.contains(&w.as_str()) || w == "PEN")
}

fn date_in(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .find(|w| w.len() == 10 && w.parse::<jiff::civil::Date>().is_ok())
        .map(str::to_owned)
}

/// Millionths; `None` where Meta has no price ("n/a", "--", empty).
fn price(text: &str) -> std::result::Result<Option<i64>, ()> {
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    if plain.is_empty() {
        let none =
            text.is_empty() || text.chars().all(|c| !c.is_alphanumeric()) || matches!(text.to_lowercase().as_str(), "n/a" | "na" | "none");
        return if none { Ok(None) } else { Err(()) };
    }
    // The last mark is the decimal one; a price of a message has no thousands.
    let at = plain.rfind(['.', ',']).unwrap_or(plain.len());
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let (whole, fraction) = (digits(&plain[..at]), digits(plain.get(at + 1..).unwrap_or_default()));
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    format!("{whole}{fraction}").parse::<i64>().map(Some).map_err(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_whatever_stands_around_it() {
        let file = "\u{feff}WhatsApp Business Platform rates,,,,,\nEffective 2026-10-01,,,,,\n\nMarket,Currency,Marketing,Utility,Authentication,Authentication-International,Service\nIndia,USD,0.0118,$0.0014,0.0014,0.0304,0.0014\nFrance,USD,\"0,0859\",0.0300,0.03,n/a,0.03\nRest of Africa,USD,0.0225,0.0040,0.004,--,0.004\nAtlantis,USD,1,1,1,1,1\nSpain,USD,soon,0.02,0.02,,0.02\nNorth America,USD,,0.0034,0.0034,,0.0034\n";
        let card = read(file.as_bytes(), None, "2026-11-24").expect("reads");
        assert_eq!((card.currency.as_str(), card.effective.as_str()), ("USD", "2026-10-01"), "currency and date come from the file");
        let price =
            |market: &str, category: &str| card.rates.iter().find(|r| r.market == market && r.category == category).map(|r| r.micros);
        assert_eq!(price("IN", "marketing"), Some(11_800), "India");
        assert_eq!(price("FR", "marketing"), Some(85_900), "a decimal comma");
        assert_eq!(price("rest-of-africa", "utility"), Some(4_000), "a region");
        assert_eq!(price("north-america", "marketing"), None, "what has no price stays unknown, never zero");
        let why: Vec<(usize, &str)> = card.rejected.iter().map(|r| (r.row, r.reason.as_str())).collect();
        assert_eq!(why, [(8, "unknown_market"), (9, "bad_price")], "bad rows are named by their line, the rest is kept");
        assert_eq!(price("ES", "utility"), Some(20_000), "even the rest of a bad row");
    }

    #[test]
    fn other_files_are_refused() {
        for bytes in [&b""[..], b"Handle,Title\na,b\n", b"\x89PNG\r\n", b"Market,Marketing\nIndia,0.1\n"] {
            assert_eq!(read(bytes, None, "2026-11-24").err().map(|e| e.code), Some(Code::BadRates), "no card, or no currency");
        }
    }
}
