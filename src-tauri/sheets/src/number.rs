//! Numbers as people write them, read exactly.
//!
//! It neither rounds nor guesses from one value what only the column can tell: [`column_mark`] looks
//! at the whole column, [`decimal`] takes its answer as a hint. Left without one, "1.234" and "1,234"
//! are one thousand two hundred and thirty-four: three decimals are rarer than thousands in a shop,
//! except where the currency has three ([`amount`] knows its exponent). Percentages, ranges, dates
//! and numbers with a unit are not numbers here.

mod code;
mod currency;
mod glyphs;

pub use code::{damaged_code, plain_code};
pub use currency::currency;

use std::fmt;

/// Which mark stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// 1,234.50
    Point,
    /// 1.234,50
    Comma,
}

impl DecimalMark {
    fn of(mark: char) -> Self {
        if mark == ',' { Self::Comma } else { Self::Point }
    }

    fn other(self) -> Self {
        if self == Self::Comma { Self::Point } else { Self::Comma }
    }
}

/// An exact decimal: `digits` divided by ten to the power of `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, signed; at most thirty.
    pub digits: i128,
    /// How many of them are decimals.
    pub scale: u32,
}

impl Decimal {
    /// Without trailing zeros among the decimals.
    pub fn normal(self) -> Self {
        let Self { mut digits, mut scale } = self;
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Self { digits, scale }
    }

    /// The whole number it is, if it is one and fits.
    pub fn whole(self) -> Option<i64> {
        minor_units(self, 0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digits, scale } = self.normal();
        let text = format!("{:0>width$}", digits.unsigned_abs(), width = scale as usize + 1);
        let (whole, part) = text.split_at(text.len().saturating_sub(scale as usize));
        let sign = if digits < 0 { "-" } else { "" };
        if part.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") }
    }
}

/// An amount of money, read for a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// In minor units.
    Exact(i64),
    /// A number, but with more decimals than the currency has, or beyond all measure.
    Inexact(Decimal),
    /// Not a number.
    Missing,
}

/// Longer texts are not numbers; bytes.
const LONGEST: usize = 80;
/// Digits that surely fit an `i128` with room for a currency's exponent.
const MOST_DIGITS: usize = 30;

/// Reads a number, with or without a currency around it; `None` when the text is not one.
///
/// `hint` is the column's decimal mark. It decides "1.234" and gives way where the text can only
/// mean one thing: "12.50" is twelve and a half even in a column of commas.
pub fn decimal(text: &str, hint: Option<DecimalMark>) -> Option<Decimal> {
    read(text, hint, false)
}

/// Reads a price in a currency of this exponent (2 for euros, 0 for yen, 3 for Kuwaiti dinars).
pub fn amount(text: &str, hint: Option<DecimalMark>, exponent: u32) -> Amount {
    match read(text, hint, exponent >= 3) {
        None => Amount::Missing,
        Some(number) => minor_units(number, exponent).map_or(Amount::Inexact(number), Amount::Exact),
    }
}

/// The amount in minor units; `None` when it has more decimals than the exponent (trailing zeros aside), or is too large.
pub fn minor_units(decimal: Decimal, exponent: u32) -> Option<i64> {
    let Decimal { digits, scale } = decimal.normal();
    let missing = exponent.checked_sub(scale)?;
    i64::try_from(digits.checked_mul(10_i128.checked_pow(missing)?)?).ok()
}

fn read(text: &str, hint: Option<DecimalMark>, three_decimals: bool) -> Option<Decimal> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = glyphs::plain(text);
    let (core, negative) = bare(plain.trim())?;
    let number = match core.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => scientific(mantissa, exponent)?,
        None => grouped(&core, hint, three_decimals)?,
    };
    Some(Decimal { digits: if negative { -number.digits } else { number.digits }, scale: number.scale })
}

/// The digits and marks alone, without sign, brackets and currency; and whether it is negative.
fn bare(text: &str) -> Option<(String, bool)> {
    let (text, bracketed) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let first = text.find(|letter: char| letter.is_ascii_digit())?;
    let last = text.rfind(|letter: char| letter.is_ascii_digit())?;
    // ".5" begins with its mark; "Rs.5" does not.
    let before = text.get(..first)?;
    let begins = match before.chars().last() {
        Some(mark @ ('.' | ',')) if !before.trim_end_matches(mark).ends_with(char::is_alphabetic) => first - 1,
        _ => first,
    };
    let before = text.get(..begins)?.trim();
    let core = text.get(begins..=last)?;
    let after = text.get(last + 1..)?.trim();
    let (before, minus_before) = sign(before)?;
    let (after, minus_after) = tail(after)?;
    if !currency::is_money_word(before) || !currency::is_money_word(after) {
        return None;
    }
    let minuses = usize::from(bracketed) + usize::from(minus_before) + usize::from(minus_after);
    if minuses > 1 {
        return None;
    }
    Some((currency::between(core), minuses == 1))
}

/// Takes a sign off either end of what precedes the digits.
fn sign(text: &str) -> Option<(&str, bool)> {
    let front = text.strip_prefix(['-', '+']);
    let end = text.strip_suffix(['-', '+']);
    match (front, end) {
        (Some(rest), _) if !rest.contains(['-', '+']) => Some((rest.trim(), text.starts_with('-'))),
        (None, Some(rest)) if !rest.contains(['-', '+']) => Some((rest.trim(), text.ends_with('-'))),
        (None, None) => Some((text, false)),
        _ => None,
    }
}

/// Takes the dashes for "no cents" and a trailing minus off what follows the digits.
fn tail(text: &str) -> Option<(&str, bool)> {
    if let Some(rest) = text.strip_prefix("/-").or_else(|| text.strip_prefix("/=")) {
        return Some((rest.trim(), false));
    }
    if let Some(rest) = text.strip_prefix(['.', ',']) {
        let rest = rest.trim_start_matches('-');
        return Some((rest.trim(), false));
    }
    if text == "--" {
        return None;
    }
    match text.strip_prefix('-') {
        Some(rest) => Some((rest.trim(), true)),
        None => match text.strip_suffix('-') {
            Some(rest) => Some((rest.trim(), true)),
            None => Some((text, false)),
        },
    }
}

fn scientific(mantissa: &str, exponent: &str) -> Option<Decimal> {
    let point = mantissa.replace(',', ".");
    let (whole, part) = point.split_once('.').unwrap_or((&point, ""));
    let Decimal { digits, scale } = assemble(whole, part)?;
    let power: i32 = exponent.parse().ok().filter(|power| (-15..=18).contains(power))?;
    let shift = scale as i32 - power;
    match u32::try_from(shift) {
        Ok(scale) => Some(Decimal { digits, scale }),
        Err(_) => Some(Decimal { digits: digits.checked_mul(10_i128.checked_pow(shift.unsigned_abs())?)?, scale: 0 }),
    }
}

fn assemble(whole: &str, part: &str) -> Option<Decimal> {
    let text = format!("{whole}{part}");
    if text.is_empty() || text.len() > MOST_DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Decimal { digits: text.parse().ok()?, scale: part.len() as u32 })
}

/// The marks of a number: which ones, how often, and which comes last.
struct Marks {
    points: usize,
    commas: usize,
    /// Spaces and apostrophes.
    gaps: usize,
    last: Option<char>,
}

fn marks(core: &str) -> Marks {
    let count = |mark: char| core.matches(mark).count();
    let last = core.rfind(['.', ',']);
    Marks {
        points: count('.'),
        commas: count(','),
        gaps: count(' ') + count('\''),
        last: last.and_then(|place| core.get(place..)?.chars().next()),
    }
}

fn grouped(core: &str, hint: Option<DecimalMark>, three_decimals: bool) -> Option<Decimal> {
    if let Some((whole, part)) = core.split_once('٫') {
        return assemble(&ungrouped(whole)?, part);
    }
    let found = marks(core);
    let Some(last) = found.last else {
        if let Some((whole, part)) = core.split_once('\'') {
            // The Spanish "12'50".
            if matches!(part.len(), 1 | 2) {
                return assemble(whole, part);
            }
        }
        return assemble(&ungrouped(core)?, "");
    };
    let (whole, part) = core.rsplit_once(last)?;
    let decimal = match (found.points, found.commas) {
        (1, 1..) if last == '.' => true,
        (1.., 1) if last == ',' => true,
        (1.., 1..) => return None,
        (1, 0) | (0, 1) => found.gaps > 0 || single_is_decimal(whole, part, last, hint, three_decimals),
        _ => false,
    };
    if decimal { assemble(&ungrouped(whole)?, part) } else { assemble(&ungrouped(core)?, "") }
}

/// Whether the only mark of a number stands before decimals.
fn single_is_decimal(whole: &str, part: &str, mark: char, hint: Option<DecimalMark>, three_decimals: bool) -> bool {
    if !could_group(whole, part) {
        return true;
    }
    match hint {
        Some(hint) => hint == DecimalMark::of(mark),
        None => three_decimals,
    }
}

/// Whether the mark between could separate thousands.
fn could_group(whole: &str, part: &str) -> bool {
    part.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0')
}

/// Digits without the marks between their groups; `None` when the groups are not thousands, nor lakhs and crores.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(['.', ',', ' ', '\'']).collect();
    if let [only] = groups.as_slice() {
        return Some((*only).to_owned());
    }
    let marks: Vec<char> = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let thousands = middle.iter().all(|group| group.len() == 3);
    let lakhs = middle.iter().all(|group| group.len() == 2) && first.len() <= 2;
    let alike = marks.windows(2).all(|pair| pair.first() == pair.last());
    let sound = matches!(first.len(), 1..=3) && last.len() == 3 && (thousands || lakhs) && alike;
    sound.then(|| groups.concat())
}

/// The decimal mark that a column's values agree on; `None` when they leave it open.
pub fn column_mark<'a>(samples: impl IntoIterator<Item = &'a str>) -> Option<DecimalMark> {
    agreed_mark(samples, true)
}

/// … of a column of prices or pieces. People write "1,299" and "2500" into one list, so there a number of four digits
/// without a mark says nothing of what the mark in another one means.
pub fn column_mark_of_amounts<'a>(samples: impl IntoIterator<Item = &'a str>) -> Option<DecimalMark> {
    agreed_mark(samples, false)
}

fn agreed_mark<'a>(samples: impl IntoIterator<Item = &'a str>, ungrouped_tell: bool) -> Option<DecimalMark> {
    let (mut points, mut commas) = (0_usize, 0_usize);
    let mut open: Vec<DecimalMark> = Vec::new();
    let mut ungrouped_thousands = false;
    for text in samples {
        if text.len() > LONGEST {
            continue;
        }
        let plain = glyphs::plain(text);
        let Some((core, _)) = bare(plain.trim()) else { continue };
        if core.contains(['e', 'E', '٫']) || grouped(&core, None, false).is_none() {
            continue;
        }
        let found = marks(&core);
        let Some(last) = found.last else {
            ungrouped_thousands |= core.len() >= 4 && found.gaps == 0;
            continue;
        };
        let mark = DecimalMark::of(last);
        let (whole, part) = core.rsplit_once(last).unwrap_or((&core, ""));
        let votes = match (found.points, found.commas) {
            (1.., 1..) => mark,
            (2.., 0) | (0, 2..) => mark.other(),
            _ if found.gaps > 0 || !could_group(whole, part) => {
                ungrouped_thousands |= whole.len() >= 4;
                mark
            }
            _ => {
                open.push(mark);
                continue;
            }
        };
        if votes == DecimalMark::Point { points += 1 } else { commas += 1 }
    }
    if points == 0 && commas == 0 {
        // Thousands stand without a mark elsewhere in the column, so this mark is for decimals.
        let first = *open.first()?;
        return (ungrouped_tell && ungrouped_thousands && open.iter().all(|mark| *mark == first)).then_some(first);
    }
    match points.cmp(&commas) {
        std::cmp::Ordering::Greater => Some(DecimalMark::Point),
        std::cmp::Ordering::Less => Some(DecimalMark::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests;
