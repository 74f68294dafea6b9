//! Plus codes (Open Location Code): full ones, and short ones with a reference point.
//!
//! Decoding is some arithmetic in base twenty; written here after the public specification, with
//! whole numbers, so that a code gives the same point everywhere.

use super::{Located, checked};
use crate::{Point, Question};

const DIGITS: &str = "23456789CFGHJMPQRVWX";
/// Where the plus stands in a full code.
const PLUS_AT: usize = 8;
/// Digits in pairs, before the grid begins.
const PAIRED: usize = 10;
/// More digits say nothing that a store could use.
const LONGEST: usize = 15;

/// A rectangle, in degrees.
struct Area {
    south: f64,
    west: f64,
    height: f64,
    width: f64,
}

impl Area {
    fn middle(&self) -> (f64, f64) {
        ((self.south + self.height / 2.0).min(90.0), self.west + self.width / 2.0)
    }
}

/// The point of a text that is or starts with a plus code; none when there is no code in it.
pub(super) fn locate(text: &str, near: Option<Point>) -> Option<Result<Located, Question>> {
    located(text, near, false)
}

/// The same where a map shows the reference: a town that is named beside the code is the one it shows.
pub(super) fn locate_shown(text: &str, shown: Point) -> Option<Result<Located, Question>> {
    located(text, Some(shown), true)
}

fn located(text: &str, near: Option<Point>, shown: bool) -> Option<Result<Located, Question>> {
    let (code, rest) = find(text)?;
    let upper = code.to_ascii_uppercase();
    if !is_valid(&upper) {
        return Some(Err(Question::new("not_a_code", code)));
    }
    let before = upper.find('+').unwrap_or(0);
    if before == PLUS_AT {
        let Some(area) = decode(&upper) else { return Some(Err(Question::new("not_a_code", code))) };
        let (lat, lon) = area.middle();
        return Some(checked(lat, lon, "plus_code", code));
    }
    let Some(near) = near else {
        return Some(Err(Question::new("needs_reference", if rest.is_empty() { code } else { text })));
    };
    if !shown && elsewhere(rest, near) {
        return Some(Err(Question::new("needs_reference", text)));
    }
    Some(
        recover(&upper, before, near)
            .map_or_else(|| Err(Question::new("not_a_code", code)), |(lat, lon)| checked(lat, lon, "plus_code", code)),
    )
}

/// Whether a town is named beside the code and nothing says that it is the reference's: the code would
/// be that of another town near the reference.
fn elsewhere(named: &str, near: Point) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-'], " ");
    let town = plain(named.split(',').next().unwrap_or_default());
    let town = town.trim();
    if town.is_empty() {
        return false;
    }
    let zone = crate::zone::zone_of(near).unwrap_or_default();
    let city = plain(zone.rsplit('/').next().unwrap_or_default());
    // The zone's city is the one name that is known of the region; the country's code another.
    !(town == city || town.starts_with(&format!("{city} ")))
}

/// The code and what is left of the text.
fn find(text: &str) -> Option<(&str, &str)> {
    let word = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).find(|word| looks_like_one(word))?;
    let at = text.find(word)?;
    let rest = text.get(at + word.len()..).unwrap_or_default().trim();
    let start = text.get(..at).unwrap_or_default().trim();
    Some((word, if rest.is_empty() { start } else { rest }))
}

fn looks_like_one(word: &str) -> bool {
    let Some((before, after)) = word.split_once('+') else { return false };
    let digits = |part: &str| part.chars().all(|c| DIGITS.contains(c.to_ascii_uppercase()) || c == '0');
    let long_enough = before.len() >= 2 && before.len() <= PLUS_AT && before.len().is_multiple_of(2);
    let wordy = before.chars().chain(after.chars()).any(|c| c.is_ascii_digit());
    long_enough && digits(before) && digits(after) && after.len() != 1 && wordy
}

fn is_valid(code: &str) -> bool {
    let Some((before, after)) = code.split_once('+') else { return false };
    if after.contains('+') || after.len() == 1 || before.len() + after.len() > LONGEST + 5 {
        return false;
    }
    // Zeros fill up a code that stands for a large area.
    let real = before.trim_end_matches('0');
    let padding = before.len() - real.len();
    if padding > 0 && (before.len() != PLUS_AT || !after.is_empty() || !padding.is_multiple_of(2) || real.is_empty()) {
        return false;
    }
    let first = value(real.as_bytes().first().copied()).unwrap_or(99);
    let second = value(real.as_bytes().get(1).copied()).unwrap_or(99);
    let on_earth = before.len() < PLUS_AT || (first < 9 && second < 18);
    on_earth && real.chars().chain(after.chars()).all(|c| DIGITS.contains(c))
}

fn value(digit: Option<u8>) -> Option<u32> {
    DIGITS.bytes().position(|known| Some(known) == digit).and_then(|at| u32::try_from(at).ok())
}

fn decode(code: &str) -> Option<Area> {
    let digits: Vec<u8> = code.bytes().filter(|&b| b != b'+' && b != b'0').take(LONGEST).collect();
    let (mut south, mut west) = (-90.0, -180.0);
    let (mut height, mut width) = (400.0, 400.0);
    for pair in digits.get(..digits.len().min(PAIRED))?.chunks(2) {
        height /= 20.0;
        width /= 20.0;
        south += f64::from(value(pair.first().copied())?) * height;
        west += f64::from(value(pair.get(1).copied())?) * width;
    }
    for &digit in digits.get(PAIRED..).unwrap_or_default() {
        height /= 5.0;
        width /= 4.0;
        let place = value(Some(digit))?;
        south += f64::from(place / 4) * height;
        west += f64::from(place % 4) * width;
    }
    Some(Area { south, west, height, width })
}

/// The nearest place to the reference that a short code can stand for.
fn recover(short: &str, before: usize, near: Point) -> Option<(f64, f64)> {
    let missing = PLUS_AT.checked_sub(before)?;
    let full = format!("{}{short}", encode(near).get(..missing)?);
    let area = decode(&full)?;
    let (mut lat, mut lon) = area.middle();
    // The size of the area that the missing digits leave open.
    let size = 20f64.powi(2 - i32::try_from(missing / 2).ok()?);
    if near.lat + size / 2.0 < lat && lat - size >= -90.0 {
        lat -= size;
    } else if near.lat - size / 2.0 > lat && lat + size <= 90.0 {
        lat += size;
    }
    if near.lon + size / 2.0 < lon {
        lon -= size;
    } else if near.lon - size / 2.0 > lon {
        lon += size;
    }
    Some((
        lat,
        if lon > 180.0 {
            lon - 360.0
        } else if lon < -180.0 {
            lon + 360.0
        } else {
            lon
        },
    ))
}

/// The first eight digits of a point's code.
fn encode(point: Point) -> String {
    let mut code = String::new();
    // Ten digits stand for cells of 1/8000 of a degree.
    let cell = |degrees: f64, turn: f64| ((degrees.rem_euclid(turn)) * 8000.0).floor() as u32;
    let lat = cell((point.lat + 90.0).clamp(0.0, 179.999_9), 400.0);
    let lon = cell((point.lon + 180.0).rem_euclid(360.0), 400.0);
    for step in 0..4 {
        let size = 8000 * 20u32.pow(3 - step) / 400;
        for cells in [lat, lon] {
            let digit = cells / size % 20;
            code.extend(DIGITS.chars().nth(digit as usize));
        }
    }
    code
}
