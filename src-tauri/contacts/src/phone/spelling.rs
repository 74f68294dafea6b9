//! The same line in its other spellings: Brazil's ninth digit, Mexico's 1, Argentina's 9, and plans that were
//! renumbered (Ivory Coast 2021, Benin 2024, …), where old address books and old WhatsApp ids keep the old form.
//!
//! These are candidates to look for, never a rewriting. A spelling is offered only where the table says the two
//! forms are one line: a Brazilian landline gets no ninth digit.

use rlibphonenumber::Region;

use super::Kind;

/// Brazil's area codes. From 11 to 28 WhatsApp knows people by nine digits; elsewhere those who joined before the
/// ninth digit came are known by eight.
const BRAZIL: [u8; 67] = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 28, 31, 32, 33, 34, 35, 37, 38, 41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 55,
    61, 62, 63, 64, 65, 66, 67, 68, 69, 71, 73, 74, 75, 77, 79, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91, 92, 93, 94, 95, 96, 97, 98, 99,
];

/// The number itself first, then the other spellings it may be known under.
pub fn variants(e164: &str) -> Vec<String> {
    let mut all = vec![e164.to_owned()];
    let digits = e164.strip_prefix('+').unwrap_or(e164);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return all;
    }
    let other = match digits.get(..2) {
        Some("55") => brazil(digits),
        Some("52") => match (digits.len(), digits.get(2..3)) {
            (13, Some("1")) => digits.get(3..).map(|rest| format!("+52{rest}")),
            (12, _) => digits.get(2..).map(|rest| format!("+521{rest}")),
            _ => None,
        },
        Some("54") => match (digits.len(), digits.get(2..3)) {
            (13, Some("9")) => digits.get(3..).map(|rest| format!("+54{rest}")),
            (12, Some(first)) if first != "0" => digits.get(2..).map(|rest| format!("+549{rest}")),
            _ => None,
        },
        _ => renumbered(e164).or_else(|| before_renumbering(digits)),
    };
    all.extend(other);
    all
}

fn brazil(digits: &str) -> Option<String> {
    let area: u8 = digits.get(2..4)?.parse().ok()?;
    if !BRAZIL.contains(&area) {
        return None;
    }
    let line = digits.get(4..)?;
    // A landline begins with 2 to 5.
    let mobile = |line: &str| line.starts_with(['6', '7', '8', '9']);
    match line.len() {
        8 if mobile(line) => Some(format!("+55{area}9{line}")),
        9 if line.starts_with('9') => line.get(1..).filter(|rest| mobile(rest)).map(|rest| format!("+55{area}{rest}")),
        _ => None,
    }
}

/// What a number of a plan that is no more became.
pub(super) fn renumbered(e164: &str) -> Option<String> {
    let digits = e164.strip_prefix('+')?;
    let national = |code: &str, length: usize| digits.strip_prefix(code).filter(|rest| rest.len() == length);
    if let Some(line) = national("55", 10) {
        return brazil(digits).filter(|_| line.len() == 10);
    }
    if let Some(line) = national("52", 11) {
        return line.strip_prefix('1').map(|rest| format!("+52{rest}"));
    }
    if let Some(line) = national("225", 8) {
        return ivory_coast(line).map(|prefix| format!("+225{prefix}{line}"));
    }
    if let Some(line) = national("229", 8) {
        return line.starts_with(['2', '4', '5', '6', '9']).then(|| format!("+22901{line}"));
    }
    if let Some(line) = national("56", 8) {
        return line.starts_with(['5', '6', '7', '8', '9']).then(|| format!("+569{line}"));
    }
    if let Some(line) = national("237", 8) {
        let prefix = if line.starts_with(['2', '3']) { '2' } else { '6' };
        return line.starts_with(['2', '3', '5', '6', '7', '8', '9']).then(|| format!("+237{prefix}{line}"));
    }
    national("84", 10).and_then(vietnam)
}

/// By the operator the second digit tells, or the third of a landline (ARTCI, 31 January 2021).
fn ivory_coast(line: &str) -> Option<&'static str> {
    let at = |index: usize| line.as_bytes().get(index).copied();
    Some(match (at(0)?, at(1)?, at(2)?) {
        (b'2' | b'3', _, b'8') => "21",
        (b'2' | b'3', _, b'0') => "25",
        (b'2' | b'3', ..) => "27",
        (b'1', ..) => return None,
        (_, b'0'..=b'3', _) => "01",
        (_, b'4'..=b'6', _) => "05",
        _ => "07",
    })
}

/// Eleven-digit mobiles that lost one (September 2018).
fn vietnam(line: &str) -> Option<String> {
    let new = match line.get(..3)? {
        "120" => "70",
        "121" => "79",
        "122" => "77",
        "126" => "76",
        "128" => "78",
        "123" => "83",
        "124" => "84",
        "125" => "85",
        "127" => "81",
        "129" => "82",
        "162" => "32",
        "163" => "33",
        "164" => "34",
        "165" => "35",
        "166" => "36",
        "167" => "37",
        "168" => "38",
        "169" => "39",
        "186" => "56",
        "188" => "58",
        "199" => "59",
        _ => return None,
    };
    Some(format!("+84{new}{}", line.get(3..)?))
}

/// Ids from before a renumbering that may still be in use: Ivory Coast's and Benin's.
fn before_renumbering(digits: &str) -> Option<String> {
    if let Some(line) = digits.strip_prefix("225").filter(|line| line.len() == 10) {
        let (prefix, old) = line.split_at_checked(2)?;
        return (ivory_coast(old) == Some(prefix)).then(|| format!("+225{old}"));
    }
    let old = digits.strip_prefix("22901").filter(|old| old.len() == 8)?;
    old.starts_with(['2', '4', '5', '6', '9']).then(|| format!("+229{old}"))
}

/// Prefixes that were dialled before a local number and are no more: Mexico's 01, 044, 045 and 1.
pub(super) fn without_old_prefix(digits: &str, region: Region) -> &str {
    if region != Region::MX {
        return digits;
    }
    let ten = |prefix: &&str| digits.strip_prefix(*prefix).filter(|rest| rest.len() == 10);
    ["044", "045", "01", "1"].iter().find_map(ten).unwrap_or(digits)
}

/// Ranges a regulator set aside for examples and plays that no list calls valid: prefix, digits in all, and kind.
/// (Arcep 2012, Ofcom, `ComReg`.) Owners try things out with them, and so do manuals.
const EXAMPLES: [(&str, usize, Kind); 10] = [
    ("3363998", 11, Kind::Mobile),
    ("3319900", 11, Kind::Fixed),
    ("3326191", 11, Kind::Fixed),
    ("3335301", 11, Kind::Fixed),
    ("3346571", 11, Kind::Fixed),
    ("3353649", 11, Kind::Fixed),
    ("447700900", 12, Kind::Mobile),
    ("441632960", 12, Kind::Fixed),
    ("443069990", 12, Kind::Unknown),
    ("3532091", 11, Kind::Fixed),
];

/// What an example number would be.
pub(super) fn example(e164: &str) -> Option<Kind> {
    let digits = e164.strip_prefix('+')?;
    EXAMPLES.iter().find(|(prefix, length, _)| digits.len() == *length && digits.starts_with(prefix)).map(|(.., kind)| *kind)
}
