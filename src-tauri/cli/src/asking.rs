//! `vitrine ask`, `vitrine answers`, `vitrine guides` and `vitrine demand`: what the shop would say, and what its owner has written for it.
//!
//! A file of questions is answered line by line, as it is read: whoever pipes a conversation in sees each answer at once.

use std::io::BufRead;
use std::path::Path;

use serde_json::{Value, json};
use vitrine_core::{Code, Error, Result};

use crate::{Way, print};

fn lines(file: &Path) -> Result<Box<dyn BufRead>> {
    Ok(if file == Path::new("-") {
        Box::new(std::io::BufReader::new(std::io::stdin()))
    } else {
        Box::new(std::io::BufReader::new(std::fs::File::open(file)?))
    })
}

/// One line of JSON out for each line in; a line that is no question says so in its place.
pub(crate) async fn batch(way: &Way, file: &Path, customer: Option<i64>) -> Result<()> {
    for line in lines(file)?.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let answer = match said["text"].as_str() {
            Some(text) => {
                let customer = said["customer"].as_i64().or(customer);
                match way.call("ask", json!({ "text": text, "customer": customer })).await {
                    Ok(answer) => answer,
                    Err(error) => serde_json::to_value(&error)?,
                }
            }
            None => serde_json::to_value(Error::new(Code::BadRequest).with("field", "text"))?,
        };
        print(&answer.to_string())?;
    }
    Ok(())
}

/// A file of answers as text.
pub(crate) fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut lines(file)?, &mut text)?;
    Ok(text)
}

/// What was understood, and what would be said.
pub(crate) fn asked(value: &Value) -> String {
    let language = value["language"].as_str().unwrap_or("-");
    let head = format!(
        "{} ({:.0} %, {language})",
        value["moment"].as_str().unwrap_or_default(),
        value["confidence"].as_f64().unwrap_or_default() * 100.0
    );
    let said = match (value["reply"].as_str(), value["person"].as_str()) {
        (Some(reply), _) => reply.to_owned(),
        (None, Some(why)) => format!("(for a person: {})", why.replace('_', " ")),
        (None, None) => "(nothing needs saying)".to_owned(),
    };
    let buttons: Vec<&str> = value["buttons"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let below = if buttons.is_empty() { String::new() } else { format!("\n[{}]", buttons.join("] [")) };
    format!("{head}\n{said}{below}")
}

/// The owner's answers.
pub(crate) fn answers(value: &Value) -> String {
    let line = |answer: &Value| {
        let examples = answer["examples"].as_array().map_or(0, Vec::len);
        let reply =
            answer["replies"].as_object().and_then(|replies| replies.values().next()).and_then(Value::as_str).unwrap_or("(no reply yet)");
        format!("{}  ({examples} examples)  {}", answer["answer_id"].as_str().unwrap_or_default(), reply.lines().next().unwrap_or_default())
    };
    match value.as_array().map(Vec::as_slice) {
        None | Some([]) => "There are no answers yet. See vitrine answers import --help.".to_owned(),
        Some(all) => all.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// The owner's guides.
pub(crate) fn guides(value: &Value) -> String {
    let line = |guide: &Value| {
        let text = guide["texts"].as_object().and_then(|texts| texts.values().next()).cloned().unwrap_or_default();
        format!(
            "{}  ({} steps, {} things{})  {}",
            guide["guide_id"].as_str().unwrap_or_default(),
            text["steps"].as_array().map_or(0, Vec::len),
            guide["things"].as_array().map_or(0, Vec::len),
            if guide["is_on"].as_bool() == Some(false) { ", off" } else { "" },
            text["title"].as_str().unwrap_or_default()
        )
    };
    match value.as_array().map(Vec::as_slice) {
        None | Some([]) => "There are no guides yet. See vitrine guides import --help.".to_owned(),
        Some(all) => all.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// What was asked for and could not be had.
pub(crate) fn demand(value: &Value) -> String {
    let rows = |list: &str, line: &dyn Fn(&Value) -> String| -> Vec<String> {
        let people = |row: &Value| format!("{:>4}  {}", row["people"], line(row));
        value[list].as_array().into_iter().flatten().map(people).collect()
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let km = |metres: &Value| format!("{:.0}", metres.as_f64().unwrap_or_default() / 1000.0);
    let kinds = [
        ("Sold out:", rows("sold_out", &|row| format!("{} ({} waiting)", text(&row["name"]), row["waiting"]))),
        ("In another size or colour:", rows("not_in", &|row| format!("{}: {}", text(&row["name"]), text(&row["wanted"])))),
        ("Not among the products:", rows("unknown", &|row| text(&row["texts"][0]))),
        (
            "Far from the nearest store:",
            rows("too_far", &|row| format!("{}: {} to {} km", text(&row["name"]), km(&row["from_metres"]), km(&row["to_metres"]))),
        ),
    ];
    let said: Vec<String> =
        kinds.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(head, rows)| format!("{head}\n{}", rows.join("\n"))).collect();
    if said.is_empty() { "Nothing was missing within ninety days.".to_owned() } else { said.join("\n") }
}

/// What an import of answers or guides came to.
pub(crate) fn imported(value: &Value) -> String {
    let rejected: Vec<String> = value["rejected"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| {
            format!(
                "Line {}: {} ({})",
                row["row"],
                row["code"].as_str().unwrap_or_default().replace('_', " "),
                row["column"].as_str().unwrap_or_default()
            )
        })
        .collect();
    let head = format!("{} added, {} changed, {} unchanged.", value["added"], value["changed"], value["unchanged"]);
    if rejected.is_empty() { head } else { format!("{head}\n{}", rejected.join("\n")) }
}
