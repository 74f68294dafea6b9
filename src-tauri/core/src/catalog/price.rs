//! Prices: read as people write them, kept with what they were, so that the lowest of the last thirty days can be
//! said beside a sale price, as the law asks in the European Union (Directive 98/6/EC, article 6a).

use super::VariantRow;
use crate::db::{Read, Tx};
use crate::kinds::{Code, DAY, Error, Millis, Result, VariantId, currency_exponent};

impl VariantRow {
    /// What is asked for it at this moment: the sale price while the sale lasts.
    pub fn price_at(&self, now: Millis) -> Option<i64> {
        let on_sale = self.sale_from.is_none_or(|from| from <= now) && self.sale_until.is_none_or(|until| now < until);
        self.sale_price.filter(|_| on_sale).or(self.price)
    }
}

/// Sets the price and remembers what it was.
pub(super) fn write_price(tx: &Tx<'_>, variant: VariantId, price: Option<i64>, now: Millis) -> Result<()> {
    let before: Option<Option<i64>> = tx.value("SELECT price FROM variant WHERE id = ?1", [variant])?;
    if before == Some(price) {
        return Ok(());
    }
    tx.execute("INSERT INTO price_change (variant_id, before, at) VALUES (?1, ?2, ?3)", (variant, before.flatten(), now))?;
    tx.execute("UPDATE variant SET price = ?2 WHERE id = ?1", (variant, price))?;
    Ok(())
}

/// The lowest price asked in the thirty days before `now`, the present one included; `None` if only on request.
pub fn lowest_of_thirty_days(read: &Read<'_>, row: &VariantRow, now: Millis) -> Result<Option<i64>> {
    let earlier: Option<Option<i64>> =
        read.value("SELECT min(before) FROM price_change WHERE variant_id = ?1 AND at > ?2", (row.id, now - 30 * DAY))?;
    Ok(earlier.flatten().into_iter().chain(row.price).min())
}

/// Reads a price as people and files write it, with point or comma, into minor units. Empty and
/// "variable" are on request (`None`), never 0.
pub fn parse_price(text: &str, currency: &str) -> Result<Option<i64>> {
    let bad = || Error::new(Code::BadNumber).with("text", text.chars().take(40).collect::<String>());
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '€' | '$' | '£' | '₹')).collect();
    if plain.is_empty() || plain.eq_ignore_ascii_case("variable") {
        return Ok(None);
    }
    let exponent = currency_exponent(currency) as usize;
    // The last mark is the decimal one if at most two (three for dinars) digits follow; others group thousands.
    let decimal = plain.rfind([',', '.']).filter(|at| {
        let behind = plain.len() - at - 1;
        behind <= exponent.max(2) && (behind > 0 || exponent == 0)
    });
    let (whole, fraction) = match decimal {
        Some(at) => (&plain[..at], &plain[at + 1..]),
        None => (plain.as_str(), ""),
    };
    let whole: String = whole.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    if whole.is_empty() && fraction.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let extra = fraction.get(exponent..).unwrap_or_default();
    if extra.bytes().any(|b| b != b'0') {
        return Err(bad());
    }
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(exponent).collect();
    format!("{whole}{fraction}").parse::<i64>().map(Some).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        let cases = [
            ("59.00", "EUR", Some(Some(5900))),
            ("59,00", "EUR", Some(Some(5900))),
            ("59", "EUR", Some(Some(5900))),
            ("1.234,50 €", "EUR", Some(Some(123_450))),
            ("1,234.5", "EUR", Some(Some(123_450))),
            ("1,234", "EUR", Some(Some(123_400))),
            ("1200", "JPY", Some(Some(1200))),
            ("1200.00", "JPY", Some(Some(1200))),
            ("0.250", "KWD", Some(Some(250))),
            ("", "EUR", Some(None)),
            ("variable", "EUR", Some(None)),
            ("ask", "EUR", None),
            ("-5", "EUR", None),
            ("5.999", "JPY", Some(Some(5999))),
        ];
        for (text, currency, expected) in cases {
            assert_eq!(parse_price(text, currency).ok(), expected, "{text:?} in {currency}");
        }
    }
}
