//! The hours of a row: one text per weekday, or what PrestaShop keeps of them.
//!
//! A text per day is read twice: the whole week first, since the other days say how one is meant
//! (“9-12” beside “14h-19h”), and day by day where a name of a weekday gets in the way.

use crate::Question;
use crate::hours::{Understood, understand};
use serde_json::Value;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// How deep PHP's lists are followed; PrestaShop nests two.
const DEEPEST: u8 = 4;

/// The hours of seven texts, Monday first; an empty one says nothing of its day.
pub(super) fn of_week(texts: &[String], language: Option<&str>) -> Result<Understood, Question> {
    let days: Vec<(&str, String)> =
        DAYS.into_iter().zip(texts).filter(|(_, text)| !text.trim().is_empty()).map(|(day, text)| (day, one_line(text))).collect();
    let lines = |days: &[(&str, String)]| days.iter().map(|(day, text)| format!("{day} {text}")).collect::<Vec<_>>().join("\n");
    understand(&lines(&days), language).or_else(|question| {
        let single: Option<Vec<(&str, String)>> = days.iter().map(|(day, text)| Some((*day, of_day(text, language)?))).collect();
        single.map_or(Err(question), |single| understand(&lines(&single), None))
    })
}

/// The hours of one day in OSM without its name; none when they were not understood or name days.
fn of_day(text: &str, language: Option<&str>) -> Option<String> {
    let osm = understand(text, language).ok()?.osm;
    if osm == "24/7" {
        return Some("00:00-24:00".to_owned());
    }
    let hours = osm.strip_prefix("Mo-Su ").unwrap_or(&osm);
    let plain = hours == "off" || hours.starts_with('"') || hours.starts_with(|c: char| c.is_ascii_digit());
    (plain && !hours.contains(';') && !hours.contains("||")).then(|| hours.to_owned())
}

/// The text of one day on one line, and what spreadsheets put for “closed” as that.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = lines.join(", ");
    match text.to_lowercase().as_str() {
        "-" | "--" | "–" | "—" | "x" | "/" | "n/a" | "00:00 - 00:00" | "00:00-00:00" => "off".to_owned(),
        _ => text,
    }
}

/// PrestaShop's hours as seven texts: between semicolons, as a list of lists, or as PHP keeps it.
pub(super) fn prestashop(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if let Some(Value::Array(days)) = if text.starts_with('[') { serde_json::from_str(text).ok() } else { php(text) } {
        return (days.len() == 7).then(|| days.iter().map(day_text).collect());
    }
    let days: Vec<&str> = text.split(';').map(str::trim).collect();
    let bare = |day: &&str| {
        day.is_empty()
            || !day.chars().any(char::is_alphabetic)
            || day.to_lowercase().trim_end_matches(['.', ' ']).ends_with('m') && day.starts_with(|c: char| c.is_ascii_digit())
    };
    let all = days.iter().all(|day| bare(day) || understand(day, None).is_ok_and(|day| day.osm == "off"));
    (days.len() == 7 && all).then(|| days.into_iter().map(str::to_owned).collect())
}

fn day_text(day: &Value) -> String {
    match day {
        Value::String(text) => text.clone(),
        Value::Array(spans) => spans.iter().filter_map(Value::as_str).filter(|span| !span.trim().is_empty()).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// A list as PHP writes it: `a:1:{i:0;s:5:"9-18h";}`; none for anything else.
fn php(text: &str) -> Option<Value> {
    let (value, rest) = php_value(text, DEEPEST)?;
    rest.is_empty().then_some(value)
}

fn php_value(text: &str, depth: u8) -> Option<(Value, &str)> {
    if let Some(rest) = text.strip_prefix("N;") {
        return Some((Value::Null, rest));
    }
    let (kind, rest) = text.split_at_checked(2)?;
    match kind {
        "s:" => {
            let (length, rest) = rest.split_once(':')?;
            let (inside, rest) = rest.strip_prefix('"')?.split_at_checked(length.parse().ok()?)?;
            Some((Value::String(inside.to_owned()), rest.strip_prefix("\";")?))
        }
        "i:" | "b:" => {
            let (number, rest) = rest.split_once(';')?;
            Some((Value::from(number.parse::<i64>().ok()?), rest))
        }
        "a:" => {
            let (count, rest) = rest.split_once(":{")?;
            php_list(rest, count.parse().ok()?, depth.checked_sub(1)?)
        }
        _ => None,
    }
}

/// The values of a list whose keys count from 0.
fn php_list(text: &str, count: usize, depth: u8) -> Option<(Value, &str)> {
    let mut rest = text;
    let mut values = Vec::new();
    for place in 0..count {
        let (key, after) = php_value(rest, depth)?;
        let in_order = key.as_u64().is_some_and(|key| usize::try_from(key) == Ok(place));
        let (value, after) = php_value(after, depth)?;
        rest = after;
        values.push(in_order.then_some(value)?);
    }
    Some((Value::Array(values), rest.strip_prefix('}')?))
}
