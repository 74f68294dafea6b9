//! `vitrine model`: which model is chosen, what came of asking it, and a try with both texts below one another.

use serde_json::Value;

/// The model as it is chosen.
pub(crate) fn shown(value: &Value) -> String {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let yes = |name: &str| value[name] == true;
    if text("address").is_empty() {
        return "No model is chosen: the shop answers by its own rules. See vitrine model set --help.".to_owned();
    }
    let does = match (yes("words"), yes("sorts")) {
        (true, true) => "puts other words to answers, says what unclear messages are about",
        (true, false) => "puts other words to answers",
        (false, true) => "says what unclear messages are about",
        (false, false) => "is asked nothing",
    };
    let mut lines = vec![
        format!("{} at {} ({})", text("model"), text("address"), if yes("on") { "on" } else { "off" }),
        format!("It {does}{}.", if yes("has_key") { ", with a key" } else { "" }),
        if yes("near") { "What it is asked stays on this network." } else { "What it is asked leaves this network." }.to_owned(),
    ];
    if value["rests_until"].is_i64() {
        lines.push("It failed three times in a row and is left alone for a minute.".to_owned());
    }
    for one in value["counts"].as_array().into_iter().flatten() {
        let why = one["why"].as_str().filter(|why| !why.is_empty()).map(|why| format!(" ({})", why.replace('_', " "))).unwrap_or_default();
        let outcome = one["outcome"].as_str().unwrap_or_default().replace('_', " ");
        lines.push(format!("  {} × {}: {outcome}{why}, {} ms", one["times"], one["task"].as_str().unwrap_or_default(), one["ms"]));
    }
    lines.join("\n")
}

/// Both texts, and what was sent.
pub(crate) fn tried(value: &Value) -> String {
    let text = |name: &str| value[name].as_str();
    let mut lines = vec![format!("The shop: {}", text("rule").unwrap_or("(nothing)"))];
    match (text("worded"), text("meant"), text("why")) {
        (Some(worded), ..) => lines.push(format!("The model: {worded}")),
        (_, Some(meant), _) => lines.push(format!("The model: it is about {meant}")),
        (.., Some("not_worded")) => lines.push("The model is not asked about an answer like this.".to_owned()),
        (.., why) => {
            lines.push(format!("Not used: {}.", why.unwrap_or_default().replace('_', " ")));
            lines.extend(text("raw").map(|raw| format!("It said: {raw}")));
        }
    }
    if let Some(sent) = text("sent").filter(|sent| !sent.is_empty()) {
        lines.push(format!("{} ms. It was sent:\n{sent}", value["ms"]));
    }
    lines.join("\n")
}
