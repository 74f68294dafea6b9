//! Whether a template may be made (fact sheet §2.4): its shape is the schema's, its rules are here, each
//! with the number Meta gives it. Kinds are put in capitals on the way, because Meta takes either case
//! and gives back one.

use serde_json::{Value, json};

use super::{blanks, buttons, part};
use crate::messages::has_emoji;
use crate::refusal::Refusal;

const TOO_LONG: i64 = 2_388_040;
const EXAMPLES: i64 = 2_388_043;
const HEADER: i64 = 2_388_047;
const BODY: i64 = 2_388_072;
const FOOTER: i64 = 2_388_073;
const DENSE: i64 = 2_388_293;
const EDGES: i64 = 2_388_299;

fn no<T>(code: i64, details: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, details))
}

/// What a definition is judged with.
pub struct Rules<'a> {
    /// AUTHENTICATION, MARKETING, UTILITY.
    pub category: &'a str,
    /// Blanks have names.
    pub named: bool,
    /// The type behind a handle.
    pub handle: &'a dyn Fn(&str) -> Option<String>,
}

/// Puts every kind in capitals.
pub fn capitals(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(capitals),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if matches!(name.as_str(), "type" | "format" | "otp_type" | "flow_action") {
                    if let Some(text) = value.as_str() {
                        *value = json!(text.to_uppercase());
                    }
                } else {
                    capitals(value);
                }
            }
        }
        _ => {}
    }
}

/// How long a message may wait for its person, by category.
///
/// # Errors
/// 100 when it is out of bounds.
pub fn check_ttl(category: &str, ttl: Option<i64>) -> Result<(), Refusal> {
    let Some(ttl) = ttl else { return Ok(()) };
    let sound = match category {
        "AUTHENTICATION" => ttl == -1 || (30..=900).contains(&ttl),
        "UTILITY" => ttl == -1 || (30..=43_200).contains(&ttl),
        _ => (43_200..=2_592_000).contains(&ttl),
    };
    if sound { Ok(()) } else { no(100, format!("message_send_ttl_seconds {ttl} is out of bounds for {category}")) }
}

/// Judges the components of a template.
///
/// # Errors
/// The first rule that is broken.
pub fn check(components: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    let all = components.as_array().map_or(&[][..], Vec::as_slice);
    for (place, component) in all.iter().enumerate() {
        if all[..place].iter().any(|other| other["type"] == component["type"]) {
            return no(100, format!("{} comes twice", component["type"]));
        }
    }
    if rules.category == "AUTHENTICATION" {
        return authentication(components);
    }
    let Some(body) = part(components, "BODY") else {
        return no(100, "BODY is required");
    };
    if let Some(header) = part(components, "HEADER") {
        check_header(header, rules)?;
    }
    let offer = part(components, "LIMITED_TIME_OFFER");
    check_text(body, if offer.is_some() { 600 } else { 1024 }, rules)?;
    if let Some(footer) = part(components, "FOOTER") {
        let text = footer["text"].as_str().unwrap_or_default();
        if text.is_empty() || !blanks(text).is_empty() || text.contains("{{") {
            return no(FOOTER, "a footer has text and no variables");
        }
        if text.chars().count() > 60 {
            return no(TOO_LONG, "a footer has 60 characters at most");
        }
    }
    check_buttons(buttons(components), 10, rules)?;
    if let Some(offer) = offer {
        check_offer(components, offer, rules)?;
    }
    if let Some(carousel) = part(components, "CAROUSEL") {
        check_carousel(components, carousel, rules)?;
    }
    check_commerce(components, rules)
}

fn check_header(header: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    let format = header["format"].as_str().unwrap_or_default();
    let handle = header.pointer("/example/header_handle/0").and_then(Value::as_str);
    match format {
        "TEXT" => {
            let text = header["text"].as_str().unwrap_or_default();
            if text.is_empty() || text.contains('\n') || text.contains('*') || has_emoji(text) {
                return no(HEADER, "a header is one line of plain text");
            }
            if text.chars().count() > 60 {
                return no(TOO_LONG, "a header has 60 characters at most");
            }
            let found = blanks(text);
            if found.len() > 1 {
                return no(HEADER, "a header has one variable at most");
            }
            check_examples(&found, header, "header_text", rules)
        }
        "LOCATION" | "PRODUCT" if handle.is_none() => Ok(()),
        "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" => {
            let Some(handle) = handle else {
                return no(HEADER, format!("a header {format} needs header_handle as its example"));
            };
            let Some(mime) = (rules.handle)(handle) else {
                return no(100, "header_handle is not the handle of an upload");
            };
            let fits = match format {
                "IMAGE" => mime.starts_with("image/"),
                "DOCUMENT" => mime == "application/pdf",
                _ => mime == "video/mp4",
            };
            if fits { Ok(()) } else { no(HEADER, format!("{mime} is not a {format}")) }
        }
        other => no(HEADER, format!("a header {other} takes no example")),
    }
}

/// The names of blanks: 1, 2, 3 … or lower-case words.
fn check_names(found: &[String], rules: &Rules<'_>, code: i64) -> Result<(), Refusal> {
    for (place, name) in found.iter().enumerate() {
        let word = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let sound = if rules.named { word } else { *name == (place + 1).to_string() };
        if !sound {
            return no(code, format!("{{{{{name}}}}} is not a variable here"));
        }
    }
    Ok(())
}

fn check_examples(found: &[String], component: &Value, field: &str, rules: &Rules<'_>) -> Result<(), Refusal> {
    check_names(found, rules, if field == "body_text" { BODY } else { HEADER })?;
    let examples = if rules.named {
        let named = component["example"][format!("{field}_named_params")].as_array().map_or(&[][..], Vec::as_slice);
        if found.iter().any(|name| !named.iter().any(|n| n["param_name"] == *name)) {
            return no(EXAMPLES, "every variable has an example by its name");
        }
        named.len()
    } else {
        let given = &component["example"][field];
        given.get(0).and_then(Value::as_array).or(given.as_array()).map_or(0, Vec::len)
    };
    if examples == found.len() { Ok(()) } else { no(EXAMPLES, format!("{} variables, {examples} examples", found.len())) }
}

/// The body of a template or a card.
fn check_text(body: &Value, most: usize, rules: &Rules<'_>) -> Result<(), Refusal> {
    let words = body["text"].as_str().unwrap_or_default().trim();
    if words.is_empty() || words.contains("\n\n\n") {
        return no(BODY, "a body has text, and no more than two line breaks together");
    }
    if words.chars().count() > most {
        return no(TOO_LONG, format!("the body has {most} characters at most"));
    }
    let found = blanks(words);
    check_examples(&found, body, "body_text", rules)?;
    let edge = words.trim_end_matches(['.', '!', '?', ' ', '।', ',', ';', ':']);
    if words.starts_with("{{") || edge.ends_with("}}") {
        return no(EDGES, "variables may not open or close the body");
    }
    if words.split_whitespace().count() < found.len() * 3 {
        return no(DENSE, "too many variables for the length of the text");
    }
    Ok(())
}

fn check_buttons(all: &[Value], most: usize, rules: &Rules<'_>) -> Result<(), Refusal> {
    if all.len() > most {
        return no(100, format!("{most} buttons at most"));
    }
    let count = |kind: &str| all.iter().filter(|b| b["type"] == kind).count();
    for (kind, most) in [
        ("URL", 2),
        ("PHONE_NUMBER", 1),
        ("COPY_CODE", 1),
        ("OTP", 0),
        ("FLOW", 1),
        ("CATALOG", 1),
        ("MPM", 1),
        ("ORDER_DETAILS", 1),
        ("VOICE_CALL", 1),
        ("REQUEST_CONTACT_INFO", 1),
    ] {
        if count(kind) > most {
            return no(100, format!("{most} {kind} at most"));
        }
    }
    // Quick replies stand together, before the others or after them.
    let changes = all.windows(2).filter(|pair| (pair[0]["type"] == "QUICK_REPLY") != (pair[1]["type"] == "QUICK_REPLY")).count();
    if changes > 1 {
        return no(100, "quick replies may not be interleaved with other buttons");
    }
    let mut labels: Vec<&str> = all.iter().filter_map(|b| b["text"].as_str()).collect();
    labels.sort_unstable();
    if labels.windows(2).any(|pair| pair[0] == pair[1]) {
        return no(100, "buttons must differ");
    }
    all.iter().try_for_each(|button| check_button(button, rules))
}

fn check_button(button: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    let text = button["text"].as_str().unwrap_or_default();
    if !blanks(text).is_empty() || text.contains('\n') {
        return no(100, "a label has no variables and no line breaks");
    }
    match button["type"].as_str().unwrap_or_default() {
        "URL" => {
            let url = button["url"].as_str().unwrap_or_default();
            let found = blanks(url);
            if found.len() > 1 || !found.is_empty() && !url.ends_with("}}") || (!rules.named && found.first().is_some_and(|n| n != "1")) {
                return no(100, "a URL has one variable, at its end");
            }
            if !found.is_empty() && button.get("example").is_none() {
                return no(EXAMPLES, "a URL with a variable needs an example");
            }
            let host = url.split("://").nth(1).unwrap_or_default();
            if ["wa.me", "api.whatsapp.com", "bit.ly", "t.co"].iter().any(|short| host.starts_with(short)) {
                return no(100, "links to WhatsApp and shortened links are not taken");
            }
            Ok(())
        }
        "COPY_CODE" => {
            let example = button["example"].as_str().or(button["example"][0].as_str()).unwrap_or_default();
            if example.chars().count() > 20 { no(TOO_LONG, "a code has 20 characters at most") } else { Ok(()) }
        }
        "FLOW" if ["flow_id", "flow_name", "flow_json"].iter().filter(|f| button.get(**f).is_some()).count() != 1 => {
            no(100, "one of flow_id, flow_name and flow_json")
        }
        "CATALOG" if text != "View catalog" && !text.is_empty() => no(100, "the label of CATALOG is View catalog"),
        "MPM" if text != "View items" && !text.is_empty() => no(100, "the label of MPM is View items"),
        "SPM" if text != "View" && !text.is_empty() => no(100, "the label of SPM is View"),
        _ => Ok(()),
    }
}

fn check_offer(components: &Value, offer: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    let text = offer["limited_time_offer"]["text"].as_str().unwrap_or_default();
    if text.chars().count() > 16 {
        return no(TOO_LONG, "the offer's text has 16 characters at most");
    }
    if rules.category != "MARKETING" || part(components, "FOOTER").is_some() {
        return no(100, "a limited-time offer is MARKETING and has no footer");
    }
    if let Some(header) = part(components, "HEADER").filter(|h| h["format"] != "IMAGE" && h["format"] != "VIDEO") {
        return no(HEADER, format!("a limited-time offer has no header {}", header["format"]));
    }
    let kinds: Vec<&str> = buttons(components).iter().filter_map(|b| b["type"].as_str()).collect();
    if kinds != ["COPY_CODE", "URL"] && kinds != ["URL"] {
        return no(100, "a limited-time offer has COPY_CODE first and URL second");
    }
    Ok(())
}

fn check_carousel(components: &Value, carousel: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    if rules.category != "MARKETING" || ["HEADER", "FOOTER", "BUTTONS"].iter().any(|kind| part(components, kind).is_some()) {
        return no(100, "a carousel is MARKETING and has a body and cards, nothing else");
    }
    let cards = carousel["cards"].as_array().map_or(&[][..], Vec::as_slice);
    let shape = |card: &Value| {
        let parts = &card["components"];
        let kinds: Vec<Value> = buttons(parts).iter().map(|b| b["type"].clone()).collect();
        (part(parts, "HEADER").map(|h| h["format"].clone()), part(parts, "BODY").is_some(), kinds)
    };
    for card in cards {
        let parts = &card["components"];
        let Some(header) = part(parts, "HEADER").filter(|h| matches!(h["format"].as_str(), Some("IMAGE" | "VIDEO" | "PRODUCT"))) else {
            return no(HEADER, "a card has a header IMAGE, VIDEO or PRODUCT");
        };
        check_header(header, rules)?;
        let known = |c: &Value| matches!(c["type"].as_str(), Some("HEADER" | "BODY" | "BUTTONS"));
        if !parts.as_array().is_some_and(|all| all.iter().all(known)) {
            return no(100, "a card has header, body and buttons, nothing else");
        }
        if let Some(body) = part(parts, "BODY") {
            check_text(body, 160, rules)?;
        }
        let own = buttons(parts);
        if own.is_empty() {
            return no(100, "a card has one or two buttons");
        }
        check_buttons(own, 2, rules)?;
        if shape(card) != shape(&cards[0]) {
            return no(100, "all cards have the same components");
        }
    }
    Ok(())
}

/// Whether it asks for a payment, which its `display_format` must say as well.
pub fn asks_for_payment(components: &Value) -> bool {
    buttons(components).iter().any(|b| b["type"] == "ORDER_DETAILS")
}

/// Buttons that stand alone or belong to one category.
fn check_commerce(components: &Value, rules: &Rules<'_>) -> Result<(), Refusal> {
    let all = buttons(components);
    let has = |kind: &str| all.iter().any(|b| b["type"] == kind);
    let format = part(components, "HEADER").map(|h| h["format"].as_str().unwrap_or_default());
    for kind in ["CATALOG", "MPM", "SPM", "ORDER_DETAILS"] {
        if has(kind) && all.len() > 1 {
            return no(100, format!("{kind} is the only button"));
        }
    }
    if (has("CATALOG") || has("MPM") || has("SPM") || has("COPY_CODE")) && rules.category != "MARKETING" {
        return no(100, "catalogue, products and coupons are MARKETING");
    }
    if has("SPM") != (format == Some("PRODUCT")) {
        return no(HEADER, "SPM goes with a header PRODUCT");
    }
    if has("MPM") && format != Some("TEXT") && format.is_some() {
        return no(HEADER, "MPM goes with a header TEXT");
    }
    if has("CATALOG") && format.is_some() {
        return no(HEADER, "CATALOG goes without a header");
    }
    if format == Some("GIF") && rules.category != "MARKETING" {
        return no(HEADER, "GIF is for MARKETING");
    }
    Ok(())
}

/// One-time codes: fixed words and one button.
fn authentication(components: &Value) -> Result<(), Refusal> {
    if part(components, "HEADER").is_some() || part(components, "CAROUSEL").is_some() {
        return no(100, "AUTHENTICATION has no header");
    }
    if part(components, "BODY").is_none_or(|b| b.get("text").is_some()) {
        return no(BODY, "the body of AUTHENTICATION is Meta's own");
    }
    if part(components, "FOOTER").is_some_and(|f| f.get("text").is_some()) {
        return no(FOOTER, "the footer of AUTHENTICATION is Meta's own");
    }
    let [otp] = buttons(components) else {
        return no(100, "AUTHENTICATION has one OTP button");
    };
    if otp["type"] != "OTP" {
        return no(100, "AUTHENTICATION has one OTP button");
    }
    let kind = otp["otp_type"].as_str().unwrap_or_default();
    let apps = otp.get("supported_apps").is_some() || otp.get("package_name").is_some() && otp.get("signature_hash").is_some();
    if kind != "COPY_CODE" && !apps {
        return no(100, format!("{kind} needs supported_apps"));
    }
    if kind == "ZERO_TAP" && otp["zero_tap_terms_accepted"] != true {
        return no(100, "zero_tap_terms_accepted is required");
    }
    Ok(())
}

/// An authentication template as it is read back: Meta's words, and a button that is a URL.
pub fn read_back(components: &Value) -> Value {
    let body = part(components, "BODY");
    let secure = body.is_some_and(|b| b["add_security_recommendation"] == true);
    let text = format!("*{{{{1}}}}* is your verification code.{}", if secure { " For your security, do not share this code." } else { "" });
    let mut read =
        vec![json!({ "type": "BODY", "text": text, "add_security_recommendation": secure, "example": { "body_text": [["123456"]] } })];
    if let Some(minutes) = part(components, "FOOTER").and_then(|f| f["code_expiration_minutes"].as_u64()) {
        read.push(
            json!({ "type": "FOOTER", "text": format!("This code expires in {minutes} minutes."), "code_expiration_minutes": minutes }),
        );
    }
    let kind = buttons(components).first().and_then(|b| b["otp_type"].as_str()).unwrap_or_default();
    let url = format!("https://www.whatsapp.com/otp/code/?otp_type={kind}&code_expiration_minutes=10&code=otp{{{{1}}}}");
    let label = buttons(components).first().and_then(|b| b["text"].as_str()).unwrap_or("Copy code").to_owned();
    read.push(json!({ "type": "BUTTONS", "buttons": [{ "type": "URL", "text": label, "url": url, "example": [url.replace("{{1}}", "123456")], "otp_type": kind }] }));
    json!(read)
}

/// A utility template that promotes is approved as what it is (fact sheet §2.5).
pub fn promotes(components: &Value) -> bool {
    let words = part(components, "BODY").and_then(|b| b["text"].as_str()).unwrap_or_default().to_lowercase();
    let signs = [
        "back in the shop",
        "offer",
        "sale",
        "discount",
        "coupon",
        "promo",
        "new arrival",
        "left in your cart",
        "you may like",
        "special price",
    ];
    signs.iter().any(|sign| words.contains(sign)) || words.split_whitespace().all(|w| w.starts_with("{{"))
}
