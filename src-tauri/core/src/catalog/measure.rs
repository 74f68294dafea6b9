//! How much of something: counts are whole numbers of *steps*, a step is so many thousandths of the unit a product is
//! sold by. Cheese sold by the kilo in steps of 100 g has a step of 100: fifteen of them are 1.5 kg. Pieces have a step of
//! 1000 and count as ever.
//!
//! Counting in fractions would have been the other way. Then every sum, check and comparison of stock would meet numbers
//! that are nearly equal; whole steps add up exactly, and only here do they become units and amounts.

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::kinds::{Code, Error, Result};

/// A step of one whole unit, in thousandths.
pub const WHOLE: i64 = 1_000;
/// No step is longer than a thousand units.
const LONGEST: i64 = 1_000 * WHOLE;

/// A quantity as somebody gives it, in units: `"1.5"`, or a plain number where a program asks.
#[derive(Clone, Debug, Default, Serialize, TS)]
#[serde(transparent)]
pub struct Quantity(#[ts(type = "string | number")] pub String);

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Given {
            Text(String),
            Whole(i64),
            Fraction(f64),
        }
        Ok(Self(match Given::deserialize(deserializer)? {
            Given::Text(text) => text,
            Given::Whole(number) => number.to_string(),
            Given::Fraction(number) => number.to_string(),
        }))
    }
}

impl Quantity {
    /// In steps; nothing at all where nothing is said.
    ///
    /// # Errors
    /// As [`read`].
    pub fn steps(&self, step: i64) -> Result<i64> {
        if self.0.trim().is_empty() { Ok(0) } else { read(&self.0, step) }
    }

    /// In steps; [`one`] where nothing is said.
    ///
    /// # Errors
    /// As [`read`].
    pub fn steps_or_one(&self, step: i64) -> Result<i64> {
        if self.0.trim().is_empty() { Ok(one(step)) } else { read(&self.0, step) }
    }
}

/// How many units a count of steps is: "1.5".
pub fn number(count: i64, step: i64) -> String {
    let thousandths = i128::from(count) * i128::from(step);
    let (whole, rest) = (thousandths.abs() / i128::from(WHOLE), thousandths.abs() % i128::from(WHOLE));
    let sign = if thousandths < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0')) }
}

/// A quantity as people say it: "1.5 kg"; of what is sold by the piece the number alone.
pub fn quantity(count: i64, step: i64, unit: &str) -> String {
    let number = number(count, step);
    if unit == "piece" || unit.is_empty() { number } else { format!("{number} {}", short(unit)) }
}

/// A unit as it is written behind a number; a shop's own word is as it is.
pub fn short(unit: &str) -> &str {
    match unit {
        "metre" => "m",
        "litre" => "l",
        "hour" => "h",
        other => other,
    }
}

/// Thousandths of a unit as typed, with point or comma: "1.5" is 1500.
///
/// # Errors
/// `bad_number` for what is no number, is finer than a thousandth, or is out of reach.
pub fn thousandths(text: &str) -> Result<i64> {
    let bad = || Error::new(Code::BadNumber).with("text", text.chars().take(40).collect::<String>());
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')).collect();
    let (negative, plain) = plain.strip_prefix(['-', '−']).map_or((false, plain.as_str()), |rest| (true, rest));
    let (whole, fraction) = plain.split_once([',', '.']).unwrap_or((plain, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if plain.is_empty() || plain.len() == 1 && !plain.as_bytes()[0].is_ascii_digit() || !digits || fraction.len() > 3 || whole.len() > 12 {
        return Err(bad());
    }
    let number = format!("{}{fraction:0<3}", if whole.is_empty() { "0" } else { whole }).parse::<i64>().map_err(|_| bad())?;
    Ok(if negative { -number } else { number })
}

/// A quantity as typed, in steps.
///
/// # Errors
/// `bad_number` for what is no number; `between_steps` with the `step` in units when it falls between two of them.
pub fn read(text: &str, step: i64) -> Result<i64> {
    in_steps(thousandths(text)?, step).ok_or_else(|| {
        Error::new(Code::BetweenSteps).with("text", text.trim().chars().take(40).collect::<String>()).with("step", number(1, step))
    })
}

/// Thousandths as whole steps; `None` when they fall between two.
pub fn in_steps(thousandths: i64, step: i64) -> Option<i64> {
    (thousandths % step == 0).then(|| thousandths / step)
}

/// A step as typed, in units: "0.1" is 100.
///
/// # Errors
/// `bad_number` for what is none, nothing at all, or more than a thousand units.
pub fn read_step(text: &str) -> Result<i64> {
    let step = thousandths(text)?;
    if (1..=LONGEST).contains(&step) {
        Ok(step)
    } else {
        Err(Error::new(Code::BadNumber).with("text", text.trim().chars().take(40).collect::<String>()))
    }
}

/// The same quantity in other steps; `None` when it falls between two of them.
pub fn converted(count: i64, from: i64, to: i64) -> Option<i64> {
    let thousandths = i128::from(count) * i128::from(from);
    if thousandths % i128::from(to) != 0 {
        return None;
    }
    i64::try_from(thousandths / i128::from(to)).ok()
}

/// So many units and thousandths in whole steps, what falls between two left out.
pub fn steps_down(units: i64, rest: i64, step: i64) -> i64 {
    let thousandths = i128::from(units) * i128::from(WHOLE) + i128::from(rest);
    i64::try_from(thousandths.div_euclid(i128::from(step))).unwrap_or(i64::MAX)
}

/// It is spoken of by the number alone, and never cut.
pub fn by_number(unit: &str) -> bool {
    matches!(unit, "" | "piece" | "pair" | "box")
}

/// The unit a file means; `None` for what is no word for one.
pub fn unit_of(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let known = match text.as_str() {
        "" => return None,
        "piece" | "pieces" | "pc" | "pcs" | "each" | "ea" | "unit" | "units" | "stück" | "stk" | "pièce" | "pz" | "unidad" | "un" => {
            "piece"
        }
        "pair" | "pairs" | "paar" | "paire" | "par" | "paio" => "pair",
        "box" | "boxes" | "karton" | "boîte" | "caja" | "scatola" => "box",
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilogramm" | "kilogramme" | "kilogramo" => "kg",
        "g" | "gr" | "gram" | "grams" | "gramm" | "gramme" | "gramo" => "g",
        "m" | "metre" | "meter" | "metres" | "meters" | "mètre" | "metro" => "metre",
        "l" | "litre" | "liter" | "litres" | "liters" | "litro" => "litre",
        "h" | "hour" | "hours" | "stunde" | "heure" | "hora" | "ora" => "hour",
        other if other.chars().count() <= 20 && !other.chars().any(|c| c.is_ascii_digit() || c.is_control()) => other,
        _ => return None,
    };
    Some(known.to_owned())
}

/// What somebody who says nothing of a quantity means, in steps: one unit, or one step where a unit is not so many of them.
pub fn one(step: i64) -> i64 {
    if WHOLE % step == 0 { WHOLE / step } else { 1 }
}

/// What so many steps cost at a price per unit, rounded half up to the smallest coin; `None` past what can be counted.
pub fn amount(price: i64, count: i64, step: i64) -> Option<i64> {
    let exact = i128::from(price) * i128::from(count) * i128::from(step);
    i64::try_from((exact + i128::from(WHOLE) / 2).div_euclid(i128::from(WHOLE))).ok()
}

/// The longest step that meets all these quantities (thousandths) and is not longer than a unit.
pub fn step_for(quantities: impl IntoIterator<Item = i64>) -> i64 {
    let wanted: Vec<i64> = quantities.into_iter().collect();
    let known = [1_000, 500, 250, 100, 50, 25, 10, 5, 1];
    known.into_iter().find(|step| wanted.iter().all(|quantity| quantity % step == 0)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cheese_is_counted_in_tenths_of_a_kilo_and_said_in_kilos() {
        for (count, step, unit, said) in [
            (15, 100, "kg", "1.5 kg"),
            (3, 250, "metre", "0.75 m"),
            (4, 250, "metre", "1 m"),
            (5, WHOLE, "piece", "5"),
            (1, 1, "kg", "0.001 kg"),
            (0, 100, "kg", "0 kg"),
            (2, 1500, "litre", "3 l"),
            (3, WHOLE, "bunch", "3 bunch"),
            (-3, 500, "kg", "-1.5 kg"),
        ] {
            assert_eq!(quantity(count, step, unit), said, "{count} steps of {step}");
        }
    }

    #[test]
    fn what_is_typed_is_a_whole_number_of_steps_or_refused() {
        for (text, step, wanted) in [
            ("1.5", 100, Ok(15)),
            ("1,5", 100, Ok(15)),
            (" 2 ", 250, Ok(8)),
            (".5", 250, Ok(2)),
            ("3.000", WHOLE, Ok(3)),
            ("-1", WHOLE, Ok(-1)),
            ("0.3", 250, Err(Code::BetweenSteps)),
            ("1.5", WHOLE, Err(Code::BetweenSteps)),
            ("0.0001", 1, Err(Code::BadNumber)),
            ("", 1, Err(Code::BadNumber)),
            (".", 1, Err(Code::BadNumber)),
            ("some", 1, Err(Code::BadNumber)),
            ("1.2.3", 1, Err(Code::BadNumber)),
            ("99999999999999999999", 1, Err(Code::BadNumber)),
        ] {
            assert_eq!(read(text, step).map_err(|error| error.code), wanted, "{text:?} in steps of {step}");
        }
    }

    #[test]
    fn a_line_costs_price_times_quantity_rounded_half_up() {
        for (price, count, step, wanted, why) in [
            (2490, 15, 100, Some(3735), "1.5 kg at 24.90"),
            (999, 1, 100, Some(100), "99.9 is 100"),
            (333, 1, 500, Some(167), "166.5 goes up"),
            (5900, 2, WHOLE, Some(11_800), "two pairs"),
            (100, 0, 100, Some(0), "nothing costs nothing"),
            (i64::MAX, 2, WHOLE, None, "nobody can pay that"),
        ] {
            assert_eq!(amount(price, count, step), wanted, "{why}");
        }
    }

    #[test]
    fn another_step_keeps_the_quantity_or_is_refused() {
        assert_eq!(converted(15, 100, 50), Some(30), "1.5 kg in steps of 50 g");
        assert_eq!(converted(15, 100, 500), Some(3), "and in half kilos");
        assert_eq!(converted(15, 100, WHOLE), None, "but not in kilos");
        assert_eq!((one(100), one(WHOLE), one(1500)), (10, 1, 1), "one unit, or one step where a unit is none");
        assert_eq!((step_for([1500, 2000]), step_for([3000]), step_for([1234])), (500, WHOLE, 1), "as coarse as the counts allow");
    }
}
