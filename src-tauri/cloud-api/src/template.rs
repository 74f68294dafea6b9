//! Message templates (fact sheet §2.4–2.5): how one is written ([`NewTemplate`]), what Meta will think
//! of it ([`mod@lint`]), how Meta lists it ([`Template`]), and how it is filled and sent
//! ([`TemplateSend::fill`]).
//!
//! A template is filled from its own definition, never from memory: what it needs is read there, and
//! a missing or surplus value is named before anything is sent.

pub mod component;
pub mod fill;
pub mod lint;
pub mod send;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::component::{Button, Component, Example, Header, Otp};
pub use self::fill::{ButtonValue, CardValues, FillError, HeaderValue, Values};
pub use self::lint::{Finding, Problem, lint};
pub use self::send::TemplateSend;
use crate::message::set;
use crate::tolerant;

/// A template to be created. Begin with [`NewTemplate::new`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct NewTemplate {
    /// Lower-case letters, digits, underscores.
    pub name: String,
    /// Language code, e.g. `en`.
    pub language: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`; Meta may decide otherwise.
    pub category: String,
    /// Whether blanks have names (`{{first_name}}`) instead of numbers.
    pub named: bool,
    /// Header, body, footer, buttons …
    pub components: Vec<Component>,
    /// How long Meta tries to deliver, in seconds.
    pub message_send_ttl_seconds: Option<i64>,
    /// `ORDER_DETAILS`, for templates that ask for a payment.
    pub display_format: Option<String>,
    /// `ORDER_STATUS` and the like, for templates of that purpose.
    pub sub_category: Option<String>,
    /// Meta's changes to marketing pictures and words that are not wanted (§2.8), in Meta's form.
    pub degrees_of_freedom_spec: Option<Value>,
}

impl NewTemplate {
    /// An empty template.
    pub fn new(name: &str, language: &str, category: &str) -> Self {
        Self { name: name.into(), language: language.into(), category: category.into(), ..Self::default() }
    }

    /// With another component.
    #[must_use]
    pub fn with(mut self, component: Component) -> Self {
        self.components.push(component);
        self
    }

    /// With a picture above; the handle is of a sample ([`crate::Client::upload_handle`]).
    #[must_use]
    pub fn header_image(self, handle: &str) -> Self {
        self.with(Component::Header(Header::Image { example: Some(handle.to_owned()) }))
    }

    /// With a body; one example for each blank, in their order.
    #[must_use]
    pub fn body(self, text: &str, examples: &[&str]) -> Self {
        let names = component::variables(text);
        let example = |(index, value): (usize, &&str)| Example {
            name: names.get(index).cloned().unwrap_or_else(|| (index + 1).to_string()),
            value: (*value).to_owned(),
        };
        let examples = examples.iter().enumerate().map(example).collect();
        self.with(Component::Body { text: Some(text.to_owned()), examples, add_security_recommendation: None })
    }

    /// With small words below.
    #[must_use]
    pub fn footer(self, text: &str) -> Self {
        self.with(Component::Footer { text: Some(text.to_owned()), code_expiration_minutes: None })
    }

    /// With buttons.
    #[must_use]
    pub fn buttons(self, buttons: Vec<Button>) -> Self {
        self.with(Component::Buttons(buttons))
    }

    /// With quick replies.
    #[must_use]
    pub fn quick_replies(self, labels: &[String]) -> Self {
        self.buttons(labels.iter().map(|text| Button::QuickReply { text: text.clone() }).collect())
    }

    /// What Meta will think of it.
    pub fn lint(&self) -> Vec<Finding> {
        lint(self)
    }

    /// The JSON body for `POST /{waba}/message_templates`.
    pub fn json(&self) -> Value {
        let components: Vec<Value> = self.components.iter().map(|component| component.json(self.named)).collect();
        let mut body = json!({ "name": self.name, "language": self.language, "category": self.category,
            "parameter_format": if self.named { "named" } else { "positional" }, "components": components });
        set(&mut body, "message_send_ttl_seconds", self.message_send_ttl_seconds);
        set(&mut body, "display_format", self.display_format.as_ref());
        set(&mut body, "sub_category", self.sub_category.as_ref());
        set(&mut body, "degrees_of_freedom_spec", self.degrees_of_freedom_spec.as_ref());
        body
    }
}

/// A template as Meta lists it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Template {
    /// Meta's id.
    #[serde(deserialize_with = "tolerant::needed")]
    pub id: String,
    /// Name, unique per language.
    #[serde(deserialize_with = "tolerant::needed")]
    pub name: String,
    /// Language code.
    #[serde(deserialize_with = "tolerant::needed")]
    pub language: String,
    /// PENDING, APPROVED, REJECTED, PAUSED, DISABLED, ARCHIVED …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub status: String,
    /// MARKETING, UTILITY or AUTHENTICATION, as Meta has it.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub category: String,
    /// Header, body, footer, buttons, raw: typed by [`Template::parts`].
    #[serde(default)]
    pub components: Value,
    /// POSITIONAL or NAMED.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub parameter_format: Option<String>,
    /// GREEN, YELLOW, RED, UNKNOWN, and since when.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub quality_score: Option<QualityScore>,
    /// Why it was rejected; `NONE` if it was not.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub rejected_reason: Option<String>,
    /// The category it had.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub previous_category: Option<String>,
    /// How long Meta tries to deliver, in seconds.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub message_send_ttl_seconds: Option<i64>,
}

/// How a template is received.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct QualityScore {
    /// GREEN, YELLOW, RED, UNKNOWN.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub score: String,
}

impl Template {
    /// Its components; what is not known stays raw.
    pub fn parts(&self) -> Vec<Component> {
        self.components.as_array().into_iter().flatten().map(Component::read).collect()
    }

    /// Whether its blanks have names. Meta says so; where it does not, the blanks do.
    pub fn is_named(&self) -> bool {
        match self.parameter_format.as_deref() {
            Some(format) => format.eq_ignore_ascii_case("named"),
            None => self.parts().iter().flat_map(Component::blanks).any(|name| name.parse::<u32>().is_err()),
        }
    }
}

/// A change to a template; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// All components anew, in Meta's form ([`NewTemplate::json`] has it).
    pub components: Option<Value>,
    /// Only of one that is not approved.
    pub category: Option<String>,
    /// How long Meta tries to deliver, in seconds.
    pub message_send_ttl_seconds: Option<i64>,
}

impl Edit {
    /// A change that makes a template say what this one says.
    pub fn to(template: &NewTemplate) -> Self {
        Self { components: template.json().get("components").cloned(), ..Self::default() }
    }

    /// The JSON body for `POST /{template}`.
    pub fn body(&self) -> Value {
        let mut body = json!({});
        set(&mut body, "components", self.components.as_ref());
        set(&mut body, "category", self.category.as_ref());
        set(&mut body, "message_send_ttl_seconds", self.message_send_ttl_seconds);
        body
    }
}

#[cfg(test)]
mod tests;
