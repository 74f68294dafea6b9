//! Numbers nobody owns: emergency calls, directory and text short codes.
//! libphonenumber keeps them in a second list `rlibphonenumber` does not carry; the few shapes a contacts file
//! really holds are here. Anything else that is short is simply too short.

use rlibphonenumber::Region;

/// Emergency and public numbers of two or three digits, anywhere.
pub(super) fn is_emergency(digits: &str) -> bool {
    matches!(digits, "000" | "060" | "066" | "080" | "089" | "911" | "933" | "995" | "997" | "998" | "999" | "990" | "991" | "992" | "993")
        || (digits.len() <= 3 && digits.len() >= 2 && digits.starts_with('1') && digits != "10" && digits != "12" || matches!(digits, "11"))
}

/// Whether so few digits reach a service in this country.
pub(super) fn is_short(digits: &str, region: Region) -> bool {
    if digits.len() <= 3 {
        return is_emergency(digits);
    }
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    match (region, digits.len()) {
        // Europe's harmonised services of social value.
        (_, 6) if starts(&["116"]) => true,
        (Region::FR, 4) => starts(&["3", "10"]),
        (Region::FR, 5) => starts(&["3", "4", "5", "6", "7", "8"]),
        (Region::FR, 6) => starts(&["118"]),
        (Region::GB, 4..=6) => starts(&["15", "118", "6", "7", "8"]),
        (Region::US | Region::CA, 5 | 6) => !starts(&["0", "1"]),
        (Region::DE, 4..=6) => starts(&["115", "118", "19"]),
        (Region::ES, 4..=6) => starts(&["118", "1", "2", "3", "7"]),
        (Region::IT, 4..=6) => starts(&["1", "4"]),
        (Region::IN, 4..=6) => starts(&["1", "5"]),
        (Region::BR, 4..=6) => starts(&["1", "2", "3", "4"]),
        (Region::MX | Region::AR | Region::CO | Region::PE | Region::CL, 4..=6) => true,
        (_, 4) => starts(&["1"]),
        _ => false,
    }
}
