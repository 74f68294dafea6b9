//! The parts of a template (fact sheet §2.4), as they are written and as Meta lists them. Meta writes
//! component kinds in either case; what is not known here stays raw.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::message::set;
use crate::tolerant::{as_flag, as_text, number_of, text_of};

/// A value to show the reviewer for a blank.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Example {
    /// `1`, `2` …, or the blank's name.
    pub name: String,
    /// What could stand there.
    pub value: String,
}

/// A part of a template.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// Above the body.
    Header(Header),
    /// The words. Meta writes them itself in authentication templates.
    Body {
        /// With `{{1}}` or `{{name}}` in it.
        text: Option<String>,
        /// One per blank.
        examples: Vec<Example>,
        /// "Do not share this code", in authentication templates.
        add_security_recommendation: Option<bool>,
    },
    /// Small words below.
    Footer {
        /// Without blanks. Meta writes it itself in authentication templates.
        text: Option<String>,
        /// 1 to 90, in authentication templates.
        code_expiration_minutes: Option<i64>,
    },
    /// Buttons, in order.
    Buttons(Vec<Button>),
    /// Cards to swipe: the components of each.
    Carousel(Vec<Vec<Self>>),
    /// An offer that ends.
    LimitedTimeOffer {
        /// At most 16 characters.
        text: String,
        /// Whether a clock runs.
        has_expiration: bool,
    },
    /// Asks whether we may call.
    CallPermissionRequest,
    /// Not known here.
    Unknown(Value),
}

/// What stands above the body.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// Words with one blank at most.
    Text {
        /// The words.
        text: String,
        /// For the blank.
        example: Option<Example>,
    },
    /// A picture; the example is a handle.
    Image {
        /// From [`crate::Client::upload_handle`].
        example: Option<String>,
    },
    /// A film.
    Video {
        /// From [`crate::Client::upload_handle`].
        example: Option<String>,
    },
    /// A file.
    Document {
        /// From [`crate::Client::upload_handle`].
        example: Option<String>,
    },
    /// A short film without sound; only by the marketing interface.
    Gif {
        /// From [`crate::Client::upload_handle`].
        example: Option<String>,
    },
    /// A place.
    Location,
    /// A product.
    Product,
    /// Not known here.
    Unknown(Value),
}

/// How a one-time code gets into the app.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Otp {
    /// `COPY_CODE`, `ONE_TAP`, `ZERO_TAP`.
    pub kind: String,
    /// Package name and signature hash of Android apps; at most five.
    pub apps: Vec<(String, String)>,
    /// Needed for `ZERO_TAP`.
    pub zero_tap_terms_accepted: Option<bool>,
}

/// A button.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Button {
    /// Comes back as a `button` message.
    QuickReply {
        /// Its label.
        text: String,
    },
    /// Opens a page.
    Url {
        /// Its label.
        text: String,
        /// One blank at the end, or none.
        url: String,
        /// The whole address with the blank filled.
        example: Option<String>,
    },
    /// Calls a number.
    Phone {
        /// Its label.
        text: String,
        /// With the country code.
        phone_number: String,
    },
    /// Copies a coupon.
    CopyCode {
        /// A coupon.
        example: Option<String>,
    },
    /// Opens the catalogue; Meta's words.
    Catalog,
    /// Opens several products; Meta's words.
    MultiProduct,
    /// Opens the product of the header; Meta's words.
    SingleProduct,
    /// Opens a form.
    Flow {
        /// Its label.
        text: String,
        /// `flow_id`, `flow_name` or `flow_json`, and its value.
        flow: (String, String),
        /// navigate or `data_exchange`.
        action: Option<String>,
        /// Where it begins.
        navigate_screen: Option<String>,
    },
    /// A one-time code.
    Otp(Otp),
    /// Opens the order to pay.
    OrderDetails {
        /// Its label.
        text: String,
    },
    /// Calls us by WhatsApp.
    VoiceCall {
        /// Its label.
        text: String,
        /// How long it works.
        ttl_minutes: Option<i64>,
    },
    /// Gives us her number.
    RequestContactInfo {
        /// Its label, if it has one of its own.
        text: Option<String>,
    },
    /// Not known here.
    Unknown(Value),
}

/// The blanks of a text, each once, in their order: `{{1}}` or `{{ first_name }}`.
pub fn variables(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once("{{") {
        let Some((name, after)) = behind.split_once("}}") else { break };
        let name = name.trim();
        if is_blank_name(name) && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
        // An unreadable one may hide the beginning of a readable one: "{{ {{1}}".
        rest = if is_blank_name(name) { after } else { behind };
    }
    found
}

fn is_blank_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The text with its blanks filled by `value`.
pub fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once("{{") {
        out.push_str(before);
        match behind.split_once("}}").filter(|(name, _)| is_blank_name(name.trim())) {
            Some((name, after)) => {
                out.push_str(&value(name.trim()).unwrap_or_else(|| format!("{{{{{name}}}}}")));
                rest = after;
            }
            None => {
                out.push_str("{{");
                rest = behind;
            }
        }
    }
    out + rest
}

impl Component {
    /// Reads a component as Meta lists it.
    pub fn read(value: &Value) -> Self {
        Self::known(value).unwrap_or_else(|| Self::Unknown(value.clone()))
    }

    fn known(value: &Value) -> Option<Self> {
        let list = |field: &str| value.get(field).and_then(Value::as_array).map(Vec::as_slice);
        Some(match text_of(value, "type")?.to_ascii_uppercase().as_str() {
            "HEADER" => Self::Header(Header::read(value)),
            "BODY" => Self::Body {
                text: text_of(value, "text"),
                examples: examples(value, "body_text"),
                add_security_recommendation: value.get("add_security_recommendation").and_then(as_flag),
            },
            "FOOTER" => Self::Footer { text: text_of(value, "text"), code_expiration_minutes: number_of(value, "code_expiration_minutes") },
            "BUTTONS" => Self::Buttons(list("buttons")?.iter().map(Button::read).collect()),
            "CAROUSEL" => {
                // A card's components hold no carousel: one inside another is not read.
                let inner = |component: &Value| match Self::shallow(component) {
                    true => Self::read(component),
                    false => Self::Unknown(component.clone()),
                };
                let card = |card: &Value| card.get("components").and_then(Value::as_array).into_iter().flatten().map(inner).collect();
                Self::Carousel(list("cards")?.iter().map(card).collect())
            }
            "LIMITED_TIME_OFFER" => {
                let offer = value.get("limited_time_offer").filter(|offer| offer.is_object()).unwrap_or(value);
                Self::LimitedTimeOffer {
                    text: text_of(offer, "text").unwrap_or_default(),
                    has_expiration: offer.get("has_expiration").and_then(as_flag).unwrap_or(false),
                }
            }
            "CALL_PERMISSION_REQUEST" => Self::CallPermissionRequest,
            _ => return None,
        })
    }

    fn shallow(value: &Value) -> bool {
        !text_of(value, "type").unwrap_or_default().eq_ignore_ascii_case("carousel")
    }

    /// The blanks of its words.
    pub fn blanks(&self) -> Vec<String> {
        match self {
            Self::Header(Header::Text { text, .. }) | Self::Body { text: Some(text), .. } => variables(text),
            _ => Vec::new(),
        }
    }

    /// As Meta takes it.
    pub fn json(&self, named: bool) -> Value {
        match self {
            Self::Header(header) => header.json(named),
            Self::Body { text, examples, add_security_recommendation } => {
                let mut value = json!({ "type": "BODY" });
                set(&mut value, "text", text.as_ref());
                set(&mut value, "add_security_recommendation", *add_security_recommendation);
                if !examples.is_empty() {
                    value["example"] = match named {
                        true => json!({ "body_text_named_params": examples.iter().map(Example::json).collect::<Vec<_>>() }),
                        false => json!({ "body_text": [examples.iter().map(|e| e.value.as_str()).collect::<Vec<_>>()] }),
                    };
                }
                value
            }
            Self::Footer { text, code_expiration_minutes } => {
                let mut value = json!({ "type": "FOOTER" });
                set(&mut value, "text", text.as_ref());
                set(&mut value, "code_expiration_minutes", *code_expiration_minutes);
                value
            }
            Self::Buttons(buttons) => json!({ "type": "BUTTONS", "buttons": buttons.iter().map(Button::json).collect::<Vec<_>>() }),
            Self::Carousel(cards) => {
                let card = |card: &Vec<Self>| json!({ "components": card.iter().map(|c| c.json(named)).collect::<Vec<_>>() });
                json!({ "type": "CAROUSEL", "cards": cards.iter().map(card).collect::<Vec<_>>() })
            }
            Self::LimitedTimeOffer { text, has_expiration } => {
                json!({ "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": text, "has_expiration": has_expiration } })
            }
            Self::CallPermissionRequest => json!({ "type": "CALL_PERMISSION_REQUEST" }),
            Self::Unknown(raw) => raw.clone(),
        }
    }
}

impl Example {
    fn json(&self) -> Value {
        json!({ "param_name": self.name, "example": self.value })
    }
}

/// `example.{field}` as `[[…]]`, as `[…]`, or as `{field}_named_params`.
fn examples(value: &Value, field: &str) -> Vec<Example> {
    let Some(example) = value.get("example") else { return Vec::new() };
    if let Some(named) = example.get(format!("{field}_named_params")).and_then(Value::as_array) {
        let one = |item: &Value| Some(Example { name: text_of(item, "param_name")?, value: text_of(item, "example").unwrap_or_default() });
        return named.iter().filter_map(one).collect();
    }
    let list = example.get(field);
    let list = list.and_then(|outer| outer.get(0)).filter(|inner| inner.is_array()).or(list);
    let values = list.and_then(Value::as_array).into_iter().flatten().filter_map(as_text);
    values.enumerate().map(|(index, value)| Example { name: (index + 1).to_string(), value }).collect()
}

impl Header {
    fn read(value: &Value) -> Self {
        let handle = || value.pointer("/example/header_handle/0").and_then(as_text);
        match text_of(value, "format").unwrap_or_default().to_ascii_uppercase().as_str() {
            "TEXT" => {
                Self::Text { text: text_of(value, "text").unwrap_or_default(), example: examples(value, "header_text").into_iter().next() }
            }
            "IMAGE" => Self::Image { example: handle() },
            "VIDEO" => Self::Video { example: handle() },
            "DOCUMENT" => Self::Document { example: handle() },
            "GIF" => Self::Gif { example: handle() },
            "LOCATION" => Self::Location,
            "PRODUCT" => Self::Product,
            _ => Self::Unknown(value.clone()),
        }
    }

    fn json(&self, named: bool) -> Value {
        let media = |format: &str, handle: &Option<String>| {
            let mut value = json!({ "type": "HEADER", "format": format });
            set(&mut value, "example", handle.as_ref().map(|handle| json!({ "header_handle": [handle] })));
            value
        };
        match self {
            Self::Text { text, example } => {
                let mut value = json!({ "type": "HEADER", "format": "TEXT", "text": text });
                let shown = |example: &Example| match named {
                    true => json!({ "header_text_named_params": [example.json()] }),
                    false => json!({ "header_text": [example.value] }),
                };
                set(&mut value, "example", example.as_ref().map(shown));
                value
            }
            Self::Image { example } => media("IMAGE", example),
            Self::Video { example } => media("VIDEO", example),
            Self::Document { example } => media("DOCUMENT", example),
            Self::Gif { example } => media("GIF", example),
            Self::Location => json!({ "type": "HEADER", "format": "LOCATION" }),
            Self::Product => json!({ "type": "HEADER", "format": "PRODUCT" }),
            Self::Unknown(raw) => raw.clone(),
        }
    }
}

impl Button {
    /// Reads a button as Meta lists it.
    pub fn read(value: &Value) -> Self {
        Self::known(value).unwrap_or_else(|| Self::Unknown(value.clone()))
    }

    fn known(value: &Value) -> Option<Self> {
        let word = |field: &str| text_of(value, field);
        let label = || word("text").unwrap_or_default();
        // Lists have one where a single value is meant, and the other way round.
        let example = || value.get("example").and_then(|e| as_text(e).or_else(|| e.get(0).and_then(as_text)));
        Some(match word("type")?.to_ascii_uppercase().as_str() {
            "QUICK_REPLY" => Self::QuickReply { text: label() },
            "URL" => Self::Url { text: label(), url: word("url")?, example: example() },
            "PHONE_NUMBER" => Self::Phone { text: label(), phone_number: word("phone_number")? },
            "COPY_CODE" => Self::CopyCode { example: example() },
            "CATALOG" => Self::Catalog,
            "MPM" => Self::MultiProduct,
            "SPM" => Self::SingleProduct,
            "FLOW" => {
                let by = |field: &str| Some((field.to_owned(), word(field)?));
                Self::Flow {
                    text: label(),
                    // Meta lists only the id of one made from a name or from JSON, and sometimes not even that.
                    flow: by("flow_id").or_else(|| by("flow_name")).or_else(|| by("flow_json")).unwrap_or_default(),
                    action: word("flow_action"),
                    navigate_screen: word("navigate_screen"),
                }
            }
            "OTP" => {
                let app = |app: &Value| Some((text_of(app, "package_name")?, text_of(app, "signature_hash")?));
                Self::Otp(Otp {
                    kind: word("otp_type").unwrap_or_default(),
                    apps: value.get("supported_apps").and_then(Value::as_array).into_iter().flatten().filter_map(app).collect(),
                    zero_tap_terms_accepted: value.get("zero_tap_terms_accepted").and_then(as_flag),
                })
            }
            "ORDER_DETAILS" => Self::OrderDetails { text: label() },
            "VOICE_CALL" => Self::VoiceCall { text: label(), ttl_minutes: number_of(value, "ttl_minutes") },
            "REQUEST_CONTACT_INFO" => Self::RequestContactInfo { text: word("text") },
            _ => return None,
        })
    }

    /// Its label, where it has one of its own.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::QuickReply { text }
            | Self::Url { text, .. }
            | Self::Phone { text, .. }
            | Self::Flow { text, .. }
            | Self::OrderDetails { text }
            | Self::VoiceCall { text, .. } => Some(text),
            Self::RequestContactInfo { text } => text.as_deref(),
            Self::CopyCode { .. } | Self::Catalog | Self::MultiProduct | Self::SingleProduct | Self::Otp(_) | Self::Unknown(_) => None,
        }
    }

    /// As Meta takes it.
    pub fn json(&self) -> Value {
        match self {
            Self::QuickReply { text } => json!({ "type": "QUICK_REPLY", "text": text }),
            Self::Url { text, url, example } => {
                let mut value = json!({ "type": "URL", "text": text, "url": url });
                set(&mut value, "example", example.as_ref().map(|example| [example]));
                value
            }
            Self::Phone { text, phone_number } => json!({ "type": "PHONE_NUMBER", "text": text, "phone_number": phone_number }),
            Self::CopyCode { example } => {
                let mut value = json!({ "type": "COPY_CODE" });
                set(&mut value, "example", example.as_ref());
                value
            }
            Self::Catalog => json!({ "type": "CATALOG", "text": "View catalog" }),
            Self::MultiProduct => json!({ "type": "MPM", "text": "View items" }),
            Self::SingleProduct => json!({ "type": "SPM", "text": "View" }),
            Self::Flow { text, flow: (by, which), action, navigate_screen } => {
                let mut value = json!({ "type": "FLOW", "text": text, by.as_str(): which });
                set(&mut value, "flow_action", action.as_ref());
                set(&mut value, "navigate_screen", navigate_screen.as_ref());
                value
            }
            Self::Otp(otp) => {
                let mut value = json!({ "type": "OTP", "otp_type": otp.kind });
                if !otp.apps.is_empty() {
                    let app = |(name, hash): &(String, String)| json!({ "package_name": name, "signature_hash": hash });
                    value["supported_apps"] = otp.apps.iter().map(app).collect();
                }
                set(&mut value, "zero_tap_terms_accepted", otp.zero_tap_terms_accepted);
                value
            }
            Self::OrderDetails { text } => json!({ "type": "ORDER_DETAILS", "text": text }),
            Self::VoiceCall { text, ttl_minutes } => {
                let mut value = json!({ "type": "VOICE_CALL", "text": text });
                set(&mut value, "ttl_minutes", *ttl_minutes);
                value
            }
            Self::RequestContactInfo { text } => {
                let mut value = json!({ "type": "REQUEST_CONTACT_INFO" });
                set(&mut value, "text", text.as_ref());
                value
            }
            Self::Unknown(raw) => raw.clone(),
        }
    }
}
