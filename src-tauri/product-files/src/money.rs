//! Amounts, pieces and weights, each read by what its whole column looks like.
//!
//! "1.234" alone says nothing: the first reading keeps the telling values of every numeric column, and they decide
//! its decimal mark. Deciding value by value would make one column of two kinds.

use std::collections::HashMap;

use vitrine_sheets::number::{self, Amount, Decimal, DecimalMark};

use crate::words::fold;

/// Different shapes ("99,99") kept of a column; no real one has more.
const SHAPES: usize = 64;
/// Values kept of one shape, so that a majority can be told from a slip.
const OF_A_SHAPE: u8 = 8;
/// Longer cells are no numbers, in bytes.
const LONGEST: usize = 80;

/// The telling values of one column.
#[derive(Default)]
pub(crate) struct Marks {
    shapes: HashMap<Vec<u8>, u8>,
    values: Vec<String>,
    /// Whether some value was typed as text: a number of a workbook has no sign around it and no noughts at its end.
    pub typed: bool,
}

impl Marks {
    /// Looks at one more value.
    pub fn look(&mut self, text: &str) {
        if text.len() > LONGEST || !text.bytes().any(|byte| matches!(byte, b'.' | b',')) && text.len() < 4 {
            return;
        }
        let mut shape = [0; LONGEST];
        for (place, byte) in shape.iter_mut().zip(text.bytes()) {
            *place = if byte.is_ascii_digit() { b'9' } else { byte };
        }
        let shape = shape.get(..text.len()).unwrap_or_default();
        let full = self.shapes.len() >= SHAPES;
        match self.shapes.get_mut(shape) {
            Some(count) if *count >= OF_A_SHAPE => return,
            Some(count) => *count += 1,
            None if full => return,
            None => {
                self.shapes.insert(shape.to_vec(), 1);
            }
        }
        let bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'E'));
        self.typed |= !bare || text.contains('.') && text.ends_with('0');
        self.values.push(text.to_owned());
    }

    /// The decimal mark of a column of weights; `None` if its values leave it open.
    pub fn mark(&self) -> Option<DecimalMark> {
        number::column_mark(self.values.iter().map(String::as_str))
    }

    /// … of prices or pieces.
    pub fn mark_of_amounts(&self) -> Option<DecimalMark> {
        number::column_mark_of_amounts(self.values.iter().map(String::as_str))
    }
}

/// What a price cell says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Price {
    /// In minor units; `rounded` where the cell had more decimals than the currency.
    Amount { minor: i64, rounded: bool },
    /// Nothing, or "on request".
    OnRequest,
    /// No price.
    Bad,
}

/// A price without what people write around it: "12,50 EUR TTC", "5,00/kg", "ab 5 €"; and whether it is the least that is
/// asked. What it is for and that tax is in it change no number.
pub(crate) fn undressed(text: &str) -> (&str, bool) {
    const FROM: &[&str] =
        &["ab ", "from ", "starting at ", "à partir de ", "a partir de ", "dès ", "desde ", "a partire da ", "vanaf ", "od ", "от "];
    const TAXED: &[&str] = &[
        " ttc",
        " tvac",
        " inkl. mwst.",
        " inkl. mwst",
        " inkl mwst",
        " incl. vat",
        " incl vat",
        " inc vat",
        " inc. vat",
        " incl. tva",
        " incl. btw",
        " iva incl.",
        " iva incl",
        " iva incluido",
        " iva incluida",
        " iva inclusa",
        " iva inc.",
        " con iva",
        " brutto",
        " incl. tax",
    ];
    // The Swedish "1 299:-".
    let text = text.strip_suffix(":-").unwrap_or(text);
    let plain = !text.chars().any(|letter| letter.is_alphabetic() || letter == '/');
    if plain || text.len() > LONGEST {
        return (text, false);
    }
    let without = |text: &str, word: &str, ahead: bool| -> Option<usize> {
        let place = if ahead { text.get(..word.len()) } else { text.get(text.len().checked_sub(word.len())?..) };
        place.filter(|part| part.to_lowercase() == word).map(|_| word.len())
    };
    let mut rest = text.trim();
    let from = FROM.iter().find_map(|word| without(rest, word, true));
    rest = from.and_then(|end| rest.get(end..)).unwrap_or(rest).trim();
    let taxed = TAXED.iter().find_map(|word| without(rest, word, false));
    rest = taxed.and_then(|end| rest.get(..rest.len() - end)).unwrap_or(rest).trim();
    if let Some((amount, per)) = rest.rsplit_once('/') {
        let per = per.trim();
        let unit = !per.is_empty() && per.len() <= 12 && per.trim_end_matches('.').chars().all(char::is_alphabetic);
        if unit && amount.bytes().any(|byte| byte.is_ascii_digit()) {
            rest = amount.trim();
        }
    }
    (rest, from.is_some())
}

/// Reads a price in a currency of this exponent.
pub(crate) fn price(text: &str, mark: Option<DecimalMark>, exponent: u32) -> Price {
    if let Some(minor) = plain_price(text, exponent) {
        return Price::Amount { minor, rounded: false };
    }
    if text.is_empty() || is_on_request(text) {
        return Price::OnRequest;
    }
    // Where there are no decimals, three digits behind a mark are a thousand, whatever else the column holds.
    let mark = if exponent == 0 { None } else { mark };
    match number::amount(text, mark, exponent) {
        Amount::Exact(minor) if minor >= 0 => Price::Amount { minor, rounded: false },
        Amount::Inexact(decimal) => rounded(decimal, exponent).filter(|minor| *minor >= 0).map_or(Price::Bad, |minor| {
            // A price list that multiplies leaves "16.52892562"; nobody meant the last digits.
            Price::Amount { minor, rounded: true }
        }),
        Amount::Exact(_) => Price::Bad,
        Amount::Missing if is_range(text) => Price::OnRequest,
        Amount::Missing => Price::Bad,
    }
}

/// Nearly every price is digits, a point and as many decimals as the currency has.
fn plain_price(text: &str, exponent: u32) -> Option<i64> {
    if exponent != 2 || text.len() > 15 {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty()
        || !matches!(part.len(), 0 | 2)
        || text.ends_with('.')
        || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    Some(whole * 100 + part)
}

fn is_on_request(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "",
        "variable",
        "various",
        "varies",
        "on request",
        "upon request",
        "price on request",
        "ask",
        "call",
        "call for price",
        "poa",
        "por",
        "tbd",
        "tba",
        "n a",
        "na",
        "auf anfrage",
        "preis auf anfrage",
        "variabel",
        "sur demande",
        "prix sur demande",
        "a consultar",
        "consultar",
        "a convenir",
        "bajo consulta",
        "sob consulta",
        "su richiesta",
        "variabile",
        "op aanvraag",
        "do uzgodnienia",
        "teklif",
        "по запросу",
        "договорная",
        "عند الطلب",
        "none",
        "null",
    ];
    text.len() <= LONGEST && WORDS.contains(&fold(text).as_str())
}

/// "10.00 - 15.00": the price depends on what the file does not say.
fn is_range(text: &str) -> bool {
    let mut parts = text.split([' ', '-', '–', '—', '~']).filter(|part| !part.is_empty());
    let numbers = |part: &str| number::decimal(part, None).is_some();
    text.len() <= LONGEST
        && text.contains(['-', '–', '—', '~'])
        && parts.clone().filter(|part| numbers(part)).count() == 2
        && parts.all(|part| numbers(part) || number::currency(part).is_some() || part == "$")
}

fn rounded(decimal: Decimal, exponent: u32) -> Option<i64> {
    let Decimal { digits, scale } = decimal.normal();
    let extra = scale.checked_sub(exponent)?;
    let divisor = 10_i128.checked_pow(extra)?;
    let half = divisor / 2;
    i64::try_from((digits.checked_add(if digits < 0 { -half } else { half })?) / divisor).ok()
}

/// What a cell of pieces says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pieces {
    /// Whole pieces, and thousandths of one where the cell had more than that; a finer part is left out.
    Whole { pieces: i64, rest: i64 },
    /// The file does not count.
    Uncounted,
    /// No quantity.
    Bad,
}

/// Reads a number of pieces.
pub(crate) fn pieces(text: &str, mark: Option<DecimalMark>) -> Pieces {
    if let Ok(pieces) = text.parse() {
        return Pieces::Whole { pieces, rest: 0 };
    }
    const UNCOUNTED: &[&str] = &[
        "",
        "unlimited",
        "not stocked",
        "not tracked",
        "n a",
        "na",
        "infinite",
        "unbegrenzt",
        "illimite",
        "ilimitado",
        "illimitato",
        "none",
        "null",
        "onbeperkt",
        "no tracking",
        "∞",
    ];
    if text.len() <= LONGEST && (text == "∞" || UNCOUNTED.contains(&fold(text).as_str())) {
        return Pieces::Uncounted;
    }
    // "12 pcs": the number counts, what it counts is the product's unit.
    let number = number::decimal(text, mark)
        .or_else(|| number::decimal(text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' '), mark));
    let Some(number) = number else { return Pieces::Bad };
    match number.whole() {
        Some(pieces) => Pieces::Whole { pieces, rest: 0 },
        None => {
            let Decimal { digits, scale } = number;
            let divided = 10_i128.checked_pow(scale).and_then(|divisor| {
                let rest = digits.rem_euclid(divisor).checked_mul(1_000)? / divisor;
                Some((i64::try_from(digits.div_euclid(divisor)).ok()?, i64::try_from(rest).ok()?))
            });
            match divided {
                Some((pieces, rest)) => Pieces::Whole { pieces, rest },
                None => Pieces::Bad,
            }
        }
    }
}

/// Reads how much there is of what is sold by weight or length: "2.500" kilos are two and a half, unless the column has
/// shown that its mark separates thousands. A comma does the same only where prices are written with one.
pub(crate) fn measured(text: &str, mark: Option<DecimalMark>, currency: &str) -> Pieces {
    let comma = text.contains(',') && has_decimal_comma(currency);
    pieces(text, Some(mark.unwrap_or(if comma { DecimalMark::Comma } else { DecimalMark::Point })))
}

/// Whether people who pay in this currency write a comma before its decimals.
fn has_decimal_comma(currency: &str) -> bool {
    const COMMAS: &str = "EUR BRL ARS CLP COP UYU PYG BOB PLN CZK HUF RON BGN DKK SEK NOK ISK TRY RUB UAH BYN KZT IDR VND XOF XAF MAD TND DZD \
                          RSD BAM MKD ALL HRK ZAR MZN AOA";
    COMMAS.split(' ').any(|code| code == currency)
}

/// Whether a unit is one of weight, length, area or volume that parts are sold of; nobody sells half a gram.
pub(crate) fn is_measure(unit: &str) -> bool {
    const OTHERS: &[&str] = &[
        "m", "metre", "metres", "meter", "meters", "metro", "metros", "metri", "mt", "l", "lt", "liter", "litre", "litres", "liters",
        "litro", "litros", "litri", "m2", "m3", "yd", "yard", "yards", "ft", "foot", "feet", "м", "л", "метр", "литр", "متر", "لتر",
    ];
    let folded = fold(unit);
    grams_per(&folded).is_some_and(|grams| grams > 1.0) || OTHERS.contains(&folded.as_str())
}

/// Grams to one of the unit; `None` for a unit that is not one of weight.
pub(crate) fn grams_per(unit: &str) -> Option<f64> {
    match fold(unit).as_str() {
        "g" | "gr" | "gram" | "grams" | "gramm" | "grammes" | "gramos" | "grammi" | "г" => Some(1.0),
        "kg" | "kgs" | "kilo" | "kilogram" | "kilograms" | "kilogramm" | "kilogrammes" | "кг" | "كجم" => Some(1000.0),
        "lb" | "lbs" | "pound" | "pounds" => Some(453.592_37),
        "oz" | "ounce" | "ounces" => Some(28.349_523_125),
        "mg" => Some(0.001),
        "t" => Some(1_000_000.0),
        _ => None,
    }
}

/// Reads a weight, "1.5 kg", or a bare number in `per` grams; `None` if it is not one, or nothing.
pub(crate) fn grams(text: &str, mark: Option<DecimalMark>, per: f64) -> Option<i64> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let end = text
        .rfind(|letter: char| letter.is_numeric())
        .map(|at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))?;
    let (amount, unit) = text.split_at(end);
    let per = if unit.trim().is_empty() { per } else { grams_per(unit)? };
    // A weight of one mark and three decimals is in kilograms what it looks like in grams.
    let mark = mark.or(if per > 1.0 { Some(if amount.contains(',') { DecimalMark::Comma } else { DecimalMark::Point }) } else { None });
    let Decimal { digits, scale } = number::decimal(amount, mark)?;
    let weight = digits as f64 / 10_f64.powi(scale as i32) * per;
    (weight > 0.0 && weight < 1e12).then_some(weight.round() as i64)
}

/// Decimals of a currency's minor unit.
pub(crate) fn exponent_of(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The dollar of a price with a bare "$", where the shop's own money is written otherwise: the one that is meant most.
pub(crate) fn foreign_dollar(text: &str, shop: &str) -> Option<&'static str> {
    // "$" is also the sign of these.
    const DOLLARS: &str = "USD CAD AUD NZD MXN ARS CLP COP UYU DOP CUP BRL SGD HKD TWD FJD BBD BZD BMD BSD XCD GYD JMD KYD LRD NAD SBD \
                           SRD TTD ZWG MOP NIO TOP WST CVE BND BOB";
    (text.contains('$') && !DOLLARS.split(' ').any(|code| code.eq_ignore_ascii_case(shop))).then_some("USD")
}

/// The currency that a price cell names; nearly none does.
pub(crate) fn currency_in(text: &str) -> Option<&'static str> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' ' | b'-')) { None } else { number::currency(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(minor: i64) -> Price {
        Price::Amount { minor, rounded: false }
    }

    #[test]
    fn prices_are_read_in_their_currency() {
        for (text, mark, exponent, wanted) in [
            ("12.90", None, 2, minor(1290)),
            ("12", None, 2, minor(1200)),
            ("12,90 €", None, 2, minor(1290)),
            ("1.234", Some(DecimalMark::Comma), 2, minor(123_400)),
            ("1,200", None, 0, minor(1200)),
            ("1200.00", None, 0, minor(1200)),
            ("12.900000", None, 2, minor(1290)),
            ("16.528926", None, 2, Price::Amount { minor: 1653, rounded: true }),
            ("0.250", None, 3, minor(250)),
            ("variable", None, 2, Price::OnRequest),
            ("Preis auf Anfrage", None, 2, Price::OnRequest),
            ("10.00 - 15.00", None, 2, Price::OnRequest),
            ("", None, 2, Price::OnRequest),
            ("cheap", None, 2, Price::Bad),
            ("-5", None, 2, Price::Bad),
            ("2024-05-01", None, 2, Price::Bad),
            ("999999999999999999999999", None, 2, Price::Bad),
        ] {
            assert_eq!(price(text, mark, exponent), wanted, "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_price_is_taken_off() {
        for (text, wanted) in [
            ("12,50 EUR TTC", ("12,50 EUR", false)),
            ("5,00/kg", ("5,00", false)),
            ("5,00 € / Stk.", ("5,00 €", false)),
            ("ab 5 €", ("5 €", true)),
            ("À partir de 12 €", ("12 €", true)),
            ("450/-", ("450/-", false)),
            ("1 299:-", ("1 299", false)),
            ("5,00/100g", ("5,00/100g", false)),
            ("12.50", ("12.50", false)),
        ] {
            assert_eq!(undressed(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_column_decides_what_its_marks_mean() {
        let mut marks = Marks::default();
        for text in ["1.234", "2.500", "12,50", "3"] {
            marks.look(text);
        }
        assert_eq!(marks.mark(), Some(DecimalMark::Comma), "one telling value speaks for all");
        assert_eq!(Marks::default().mark(), None, "no value, no answer");
    }

    #[test]
    fn pieces_and_weights() {
        for (text, wanted) in [
            ("3", Pieces::Whole { pieces: 3, rest: 0 }),
            ("-2", Pieces::Whole { pieces: -2, rest: 0 }),
            ("12.00", Pieces::Whole { pieces: 12, rest: 0 }),
            ("2.5", Pieces::Whole { pieces: 2, rest: 500 }),
            ("1,000", Pieces::Whole { pieces: 1000, rest: 0 }),
            ("12 pcs", Pieces::Whole { pieces: 12, rest: 0 }),
            ("Unlimited", Pieces::Uncounted),
            ("not stocked", Pieces::Uncounted),
            ("", Pieces::Uncounted),
            ("many", Pieces::Bad),
        ] {
            assert_eq!(pieces(text, None), wanted, "{text}");
        }
        for (text, per, wanted) in [
            ("0.5", 1000.0, Some(500)),
            ("1.500", 1000.0, Some(1500)),
            ("1,5 kg", 1.0, Some(1500)),
            ("250 g", 1000.0, Some(250)),
            ("2 lb", 1.0, Some(907)),
            ("0", 1000.0, None),
            ("5 m", 1.0, None),
        ] {
            assert_eq!(grams(text, None, per), wanted, "{text}");
        }
    }
}
