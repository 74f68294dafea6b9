//! `vitrine automations`: the owner's automations as lines, and from files.
//!
//! One is written as the JSON it is kept as: a sentence with branches has no shorter form that could still be read.

use std::path::Path;

use serde_json::Value;
use vitrine_core::{Code, Error, Result};

/// An automation from a file.
pub(crate) fn read(file: &Path) -> Result<Value> {
    let text = crate::asking::read(file)?;
    serde_json::from_str(&text).map_err(|error| Error::new(Code::BadRequest).with("field", "file").with("line", error.line() as i64))
}

fn when(value: &Value) -> String {
    let when = &value["when"];
    let words: Vec<&str> = when["any"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match when["is"].as_str().unwrap_or_default() {
        "words" => format!("a message {} {}", if when["whole"] == true { "is" } else { "has" }, words.join(", ")),
        "first_words" => format!("a first hello, again after {} days", when["after_days"]),
        "closed" => "a person is wanted while closed".to_owned(),
        _ => format!("{} hours after an order", when["hours"]),
    }
}

/// Each as a sentence.
pub(crate) fn list(value: &Value) -> String {
    let line = |one: &Value| {
        let on = if one["on"] == true { "on " } else { "off" };
        format!(
            "{}  {on}  {}: when {} ({} people in 30 days)",
            one["id"],
            one["name"].as_str().unwrap_or_default(),
            when(one),
            one["people"]
        )
    };
    match value.as_array().map(Vec::as_slice) {
        None | Some([]) => "There are no automations yet.".to_owned(),
        Some(all) => all.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// Kept under this number.
pub(crate) fn kept(value: &Value) -> String {
    format!("Kept as automation {}.", value["automation"])
}

/// What it would have done.
pub(crate) fn tried(value: &Value) -> String {
    let mut lines = vec![format!("Of {} it would have answered {}, to {} people.", value["looked_at"], value["times"], value["people"])];
    if value["unwilling"].as_i64().unwrap_or_default() > 0 {
        lines.push(format!("{} of them have not agreed to be asked.", value["unwilling"]));
    }
    for one in value["examples"].as_array().into_iter().flatten() {
        lines.push(format!("  {}: {}", one["name"].as_str().unwrap_or_default(), one["text"].as_str().unwrap_or_default()));
    }
    lines.join("\n")
}

/// What it has done.
pub(crate) fn history(value: &Value) -> String {
    let line = |run: &Value| {
        let state = run["state"].as_str().map(|state| format!(", {state}")).unwrap_or_default();
        format!(
            "{}  step {}: {}{state}",
            run["name"].as_str().unwrap_or_default(),
            run["step"].as_i64().unwrap_or_default() + 1,
            run["outcome"].as_str().unwrap_or_default()
        )
    };
    match value.as_array().map(Vec::as_slice) {
        None | Some([]) => "It has not spoken yet.".to_owned(),
        Some(all) => all.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}
