//! Whether a message made of a template is filled to the letter (fact sheet §2.4, §4): each component
//! against its definition, count, kind and length.

use serde_json::{Value, json};

use super::{Template, blanks, buttons, index_of, part};
use crate::messages::{has_emoji, order, products};
use crate::refusal::Refusal;

const MISSING: i64 = 131_008;
const COUNT: i64 = 132_000;
const TOO_LONG: i64 = 132_005;
const FORMAT: i64 = 132_012;

/// A message being checked: the version decides one code.
struct Sent {
    named: bool,
    otp: bool,
    version: f32,
    now: i64,
}

fn no<T>(code: i64, details: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, details))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn kind(value: &Value) -> String {
    value["type"].as_str().unwrap_or_default().to_lowercase()
}

impl Sent {
    /// 132018 is of version 23; before, the same was a plain 100.
    fn invalid<T>(&self, details: impl Into<String>) -> Result<T, Refusal> {
        no(if self.version >= 23.0 { 132_018 } else { 100 }, details)
    }
}

impl Template {
    /// Checks the `template` of a message.
    ///
    /// # Errors
    /// 132001, 132015, 132016 by its status; 132000, 132005, 132012, 132018, 131008, 131009 by what is filled in.
    pub fn check_sent(&self, sent: &Value, version: f32, now: i64) -> Result<(), Refusal> {
        match self.status.as_str() {
            "APPROVED" => {}
            "PAUSED" => return no(132_015, "template is paused"),
            "DISABLED" => return no(132_016, "template is disabled"),
            _ => return no(132_001, "template is not approved"),
        }
        let parts = list(sent, "components");
        let rules = Sent { named: self.named, otp: self.category == "AUTHENTICATION", version, now };
        check_parts(&self.components, parts, &rules)?;
        let of = |name: &str| parts.iter().find(|p| kind(p) == name);
        match (self.part("LIMITED_TIME_OFFER"), of("limited_time_offer")) {
            (Some(offer), given) => check_offer(offer, given, &rules)?,
            (None, Some(_)) => return rules.invalid("limited_time_offer: the template has none"),
            (None, None) => {}
        }
        match (self.part("CAROUSEL"), of("carousel")) {
            (Some(carousel), given) => check_carousel(carousel, given, &rules)?,
            (None, Some(_)) => return rules.invalid("carousel: the template has none"),
            (None, None) => {}
        }
        if let Some(status) = of("order_status") {
            if self.category != "UTILITY" || status["parameters"][0].get("order_status").is_none() {
                return rules.invalid("order_status goes with a utility template");
            }
        }
        Ok(())
    }

    /// The body with its blanks filled.
    pub fn filled(&self, sent: &Value) -> String {
        let text = self.part("BODY").and_then(|b| b["text"].as_str()).unwrap_or_default();
        let body = list(sent, "components").iter().find(|p| kind(p) == "body");
        fill(text, body.map_or(&[], |b| list(b, "parameters")))
    }
}

/// Words with their blanks filled.
fn fill(text: &str, parameters: &[Value]) -> String {
    let mut text = text.to_owned();
    for (place, parameter) in parameters.iter().enumerate() {
        let name = parameter["parameter_name"].as_str().map_or_else(|| (place + 1).to_string(), str::to_owned);
        text = text.replace(&format!("{{{{{name}}}}}"), words(parameter));
    }
    text
}

/// What a parameter puts into the text.
fn words(parameter: &Value) -> &str {
    parameter["text"]
        .as_str()
        .or(parameter["currency"]["fallback_value"].as_str())
        .or(parameter["date_time"]["fallback_value"].as_str())
        .unwrap_or_default()
}

/// Header, body and buttons of a template or of a card.
fn check_parts(defined: &Value, parts: &[Value], rules: &Sent) -> Result<(), Refusal> {
    for (place, component) in parts.iter().enumerate() {
        let same = |other: &Value| kind(other) == kind(component) && index_of(other) == index_of(component);
        if parts[..place].iter().any(same) {
            return rules.invalid(format!("{} comes twice", kind(component)));
        }
    }
    let of = |name: &str| parts.iter().find(|p| kind(p) == name);
    check_header(part(defined, "HEADER"), of("header"), rules)?;
    let text = part(defined, "BODY").and_then(|b| b["text"].as_str()).unwrap_or_default();
    check_words("body", text, of("body"), 1024, rules)?;
    let all = buttons(defined);
    for button in parts.iter().filter(|p| kind(p) == "button") {
        let index = index_of(button).unwrap_or(99) as usize;
        let Some(definition) = all.get(index) else {
            return rules.invalid(format!("buttons: Button at index {index} does not exist"));
        };
        check_button(definition, button, index, rules)?;
    }
    for (index, definition) in all.iter().enumerate() {
        let given = parts.iter().any(|p| kind(p) == "button" && index_of(p) == Some(index as u64));
        if !given && needs_parameter(definition) {
            let what = definition["type"].as_str().unwrap_or_default();
            return no(MISSING, format!("buttons: Button at index {index} of type {what} requires a parameter"));
        }
    }
    Ok(())
}

fn needs_parameter(definition: &Value) -> bool {
    match definition["type"].as_str().unwrap_or_default() {
        "URL" => !blanks(definition["url"].as_str().unwrap_or_default()).is_empty(),
        "COPY_CODE" | "MPM" | "ORDER_DETAILS" => true,
        _ => false,
    }
}

fn check_header(defined: Option<&Value>, given: Option<&Value>, rules: &Sent) -> Result<(), Refusal> {
    let (Some(defined), given) = (defined, given.map(|g| list(g, "parameters"))) else {
        return if given.is_some_and(|g| !list(g, "parameters").is_empty()) { no(FORMAT, "header: the template has none") } else { Ok(()) };
    };
    let format = defined["format"].as_str().unwrap_or_default();
    if format == "TEXT" {
        let component = given.map(|g| json!({ "parameters": g }));
        return check_words("header", defined["text"].as_str().unwrap_or_default(), component.as_ref(), 60, rules);
    }
    let received = given.and_then(|g| g.first()).map_or_else(|| "UNKNOWN".to_owned(), |p| kind(p).to_uppercase());
    if received != format || given.is_some_and(|g| g.len() != 1) {
        return no(FORMAT, format!("header: Format mismatch, expected {format}, received {received}"));
    }
    Ok(())
}

/// A text with blanks: their number, their names, what is put in, and how long it becomes.
fn check_words(place: &str, text: &str, given: Option<&Value>, most: usize, rules: &Sent) -> Result<(), Refusal> {
    let (expected, given) = (blanks(text), given.map_or(&[][..], |g| list(g, "parameters")));
    if expected.len() != given.len() {
        return no(
            COUNT,
            format!(
                "{place}: number of localizable_params ({}) does not match the expected number of params ({})",
                given.len(),
                expected.len()
            ),
        );
    }
    for parameter in given {
        let kind = kind(parameter);
        if !matches!(kind.as_str(), "text" | "currency" | "date_time") || place == "header" && kind != "text" {
            return no(FORMAT, format!("{place}: Format mismatch, expected TEXT, received {}", kind.to_uppercase()));
        }
        match parameter["parameter_name"].as_str() {
            Some(name) if rules.named && expected.iter().any(|e| e == name) => {}
            None if !rules.named => {}
            other => return rules.invalid(format!("{place}: parameter name {} is not one of the template's", other.unwrap_or("(none)"))),
        }
        let words = words(parameter);
        if words.contains(['\n', '\t']) || words.contains("     ") {
            return rules.invalid("Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
        if rules.otp {
            check_code(words, rules)?;
        }
    }
    if rules.named {
        let mut names: Vec<&str> = given.iter().filter_map(|p| p["parameter_name"].as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return rules.invalid(format!("{place}: a parameter name comes twice"));
        }
    }
    let length = fill(text, given).chars().count();
    if length > most { no(TOO_LONG, format!("{place}: {length} characters when filled, {most} at most")) } else { Ok(()) }
}

/// A one-time code.
fn check_code(code: &str, rules: &Sent) -> Result<(), Refusal> {
    if code.chars().count() > 15 {
        return no(TOO_LONG, "a one-time code has 15 characters at most");
    }
    if code.contains("://") || code.contains("www.") || has_emoji(code) {
        return rules.invalid("a one-time code has no URL and no emoji");
    }
    Ok(())
}

fn check_button(definition: &Value, given: &Value, index: usize, rules: &Sent) -> Result<(), Refusal> {
    let defined = definition["type"].as_str().unwrap_or_default();
    let sub_type = given["sub_type"].as_str().unwrap_or_default().to_uppercase();
    if sub_type != defined {
        return no(FORMAT, format!("buttons: Button at index {index} is {defined}, not {sub_type}"));
    }
    let parameters = list(given, "parameters");
    let expected = match defined {
        "QUICK_REPLY" | "VOICE_CALL" | "CALL_PERMISSION_REQUEST" | "REQUEST_CONTACT_INFO" => "payload",
        "URL" if !needs_parameter(definition) => {
            return rules.invalid(format!("buttons: Button at index {index} of type URL does not require parameters"));
        }
        "URL" => "text",
        "COPY_CODE" => "coupon_code",
        _ => "action",
    };
    let [parameter] = parameters else {
        // What is optional may be an empty list.
        let code = if needs_parameter(definition) { MISSING } else { COUNT };
        return if parameters.is_empty() && !needs_parameter(definition) {
            Ok(())
        } else {
            no(code, format!("buttons: Button at index {index} takes one parameter"))
        };
    };
    if kind(parameter) != expected && !(defined == "VOICE_CALL" && kind(parameter) == "ttl_minutes") {
        return no(FORMAT, format!("buttons: Button at index {index} takes {expected}, received {}", kind(parameter)));
    }
    let action = &parameter["action"];
    match defined {
        "URL" => {
            let suffix = parameter["text"].as_str().unwrap_or_default();
            if rules.otp {
                check_code(suffix, rules)?;
            }
            if suffix.contains(char::is_whitespace) {
                return rules.invalid("buttons: a URL's suffix has no spaces");
            }
            let length = definition["url"].as_str().unwrap_or_default().chars().count() + suffix.chars().count();
            if length > 2_000 { no(TOO_LONG, "buttons: the URL has 2,000 characters at most") } else { Ok(()) }
        }
        "COPY_CODE" if parameter["coupon_code"].as_str().unwrap_or_default().chars().count() > 20 => {
            no(TOO_LONG, "buttons: a coupon has 20 characters at most")
        }
        "MPM" => {
            let sections = list(action, "sections");
            if sections.is_empty() || action.get("thumbnail_product_retailer_id").is_none() {
                return no(MISSING, "buttons: MPM needs sections and thumbnail_product_retailer_id");
            }
            products(sections)
        }
        "ORDER_DETAILS" => match action.get("order_details") {
            Some(details) => order(details, rules.now),
            None => no(MISSING, "buttons: order_details is required"),
        },
        _ => Ok(()),
    }
}

fn check_offer(offer: &Value, given: Option<&Value>, rules: &Sent) -> Result<(), Refusal> {
    let expires = offer["limited_time_offer"]["has_expiration"] != false;
    let until = given.and_then(|g| g.pointer("/parameters/0/limited_time_offer/expiration_time_ms")).and_then(Value::as_i64);
    match (expires, until) {
        (true, None) => no(MISSING, "limited_time_offer: expiration_time_ms is required"),
        (true, Some(until)) if until <= rules.now => no(131_009, "limited_time_offer: expiration_time_ms is past"),
        (false, Some(_)) => rules.invalid("limited_time_offer: the offer does not expire"),
        _ => Ok(()),
    }
}

fn check_carousel(carousel: &Value, given: Option<&Value>, rules: &Sent) -> Result<(), Refusal> {
    let (cards, defined) = (given.map_or(&[][..], |g| list(g, "cards")), list(carousel, "cards"));
    if cards.len() != defined.len() {
        return no(FORMAT, format!("carousel: {} cards, the template has {}", cards.len(), defined.len()));
    }
    for (index, definition) in defined.iter().enumerate() {
        let Some(card) = cards.iter().find(|c| c["card_index"].as_u64() == Some(index as u64)) else {
            return no(FORMAT, format!("carousel: card {index} is missing"));
        };
        check_parts(&definition["components"], list(card, "components"), rules)?;
    }
    Ok(())
}
