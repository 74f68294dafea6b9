//! The JSON Schemas of every request kind the simulator knows, written from the fact sheet. A kind
//! without a schema is refused with error 100: nothing is accepted unread. What a schema cannot say
//! (sums, uniqueness, one shape for all cards) is in [`crate::messages`] and [`crate::templates`].
//!
//! Shared parts are put into each schema as its `$defs` rather than resolved from a registry: a
//! schema's file then reads as Meta's page does, and no resolver can go to the network.

use std::collections::BTreeMap;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::refusal::Refusal;

/// Values of `type`.
const KINDS: [&str; 11] =
    ["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive", "template"];

const FILES: [(&str, &str); 33] = [
    ("envelope", include_str!("../schemas/envelope.json")),
    ("marketing", include_str!("../schemas/marketing.json")),
    ("read", include_str!("../schemas/read.json")),
    ("text", include_str!("../schemas/text.json")),
    ("image", include_str!("../schemas/image.json")),
    ("video", include_str!("../schemas/video.json")),
    ("audio", include_str!("../schemas/audio.json")),
    ("document", include_str!("../schemas/document.json")),
    ("sticker", include_str!("../schemas/sticker.json")),
    ("location", include_str!("../schemas/location.json")),
    ("contacts", include_str!("../schemas/contacts.json")),
    ("reaction", include_str!("../schemas/reaction.json")),
    ("template", include_str!("../schemas/template.json")),
    ("interactive.button", include_str!("../schemas/interactive.button.json")),
    ("interactive.list", include_str!("../schemas/interactive.list.json")),
    ("interactive.cta_url", include_str!("../schemas/interactive.cta_url.json")),
    ("interactive.flow", include_str!("../schemas/interactive.flow.json")),
    ("interactive.product", include_str!("../schemas/interactive.product.json")),
    ("interactive.product_list", include_str!("../schemas/interactive.product_list.json")),
    ("interactive.catalog_message", include_str!("../schemas/interactive.catalog_message.json")),
    ("interactive.location_request_message", include_str!("../schemas/interactive.location_request_message.json")),
    ("interactive.address_message", include_str!("../schemas/interactive.address_message.json")),
    ("interactive.order_details", include_str!("../schemas/interactive.order_details.json")),
    ("interactive.order_status", include_str!("../schemas/interactive.order_status.json")),
    ("interactive.carousel", include_str!("../schemas/interactive.carousel.json")),
    ("interactive.voice_call", include_str!("../schemas/interactive.voice_call.json")),
    ("interactive.call_permission_request", include_str!("../schemas/interactive.call_permission_request.json")),
    ("interactive.request_contact_info", include_str!("../schemas/interactive.request_contact_info.json")),
    ("template.create", include_str!("../schemas/template.create.json")),
    ("template.edit", include_str!("../schemas/template.edit.json")),
    ("template.upsert", include_str!("../schemas/template.upsert.json")),
    ("profile", include_str!("../schemas/profile.json")),
    ("block", include_str!("../schemas/block.json")),
];

/// All validators, compiled once.
pub struct Schemas(BTreeMap<&'static str, Validator>);

impl Schemas {
    /// Compiles them.
    ///
    /// # Errors
    /// When one is not a schema.
    pub fn new() -> anyhow::Result<Self> {
        let mut shared: Value = serde_json::from_str(include_str!("../schemas/common.json"))?;
        if let Some(shared) = shared.as_object_mut() {
            shared.remove("$comment");
        }
        let mut all = BTreeMap::new();
        for (name, text) in FILES {
            let mut schema: Value = serde_json::from_str(text)?;
            schema["$defs"] = shared.clone();
            all.insert(name, jsonschema::validator_for(&schema).map_err(|e| anyhow::anyhow!("{name}: {e}"))?);
        }
        Ok(Self(all))
    }

    /// Checks a value against a schema by name.
    ///
    /// # Errors
    /// 131008 for what is missing, 131009 for what is wrong, 100 when there is no such schema.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), Refusal> {
        let Some(schema) = self.0.get(name) else {
            return Err(Refusal::new(100, format!("{name} is not supported")));
        };
        let Some(error) = schema.iter_errors(value).next() else {
            return Ok(());
        };
        let code = if is_missing(&error) { 131_008 } else { 131_009 };
        // Long values would only repeat what was sent.
        Err(Refusal::new(code, format!("{}: {}", error.instance_path(), error.to_string().chars().take(200).collect::<String>())))
    }

    /// Checks a message: the envelope first, then its kind.
    ///
    /// # Errors
    /// As [`Schemas::check`].
    pub fn message(&self, envelope: &str, body: &Value) -> Result<(), Refusal> {
        self.check(envelope, body)?;
        if body.get("to").is_none() && body.get("recipient").is_none() {
            return Err(Refusal::new(131_008, "to or recipient is required"));
        }
        let kind = kind_of(body);
        let Some(content) = body.get(kind) else {
            // A kind nobody knows is unsupported, a known one without content is incomplete.
            let known = KINDS.contains(&kind);
            let code = if known { 131_008 } else { 100 };
            return Err(Refusal::new(code, if known { format!("{kind} is missing") } else { format!("type {kind} is not supported") }));
        };
        if kind != "interactive" {
            return self.check(kind, content);
        }
        match content.get("type").and_then(Value::as_str) {
            None => Err(Refusal::new(131_008, "interactive.type is required")),
            Some(sub) => self.check(&format!("interactive.{sub}"), content),
        }
    }
}

/// The kind of a message; text when it does not say.
pub fn kind_of(body: &Value) -> &str {
    body.get("type").and_then(Value::as_str).unwrap_or("text")
}

/// Whether the first thing wrong is that something is not there.
fn is_missing(error: &ValidationError<'_>) -> bool {
    let all_missing = |ways: &[Vec<ValidationError<'_>>]| {
        ways.iter().all(|way| !way.is_empty() && way.iter().all(|e| matches!(e.kind(), ValidationErrorKind::Required { .. })))
    };
    match error.kind() {
        ValidationErrorKind::Required { .. } => true,
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => all_missing(context),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_compiles() {
        let schemas = Schemas::new().expect("schemas written here are schemas");
        assert_eq!(schemas.0.len(), FILES.len(), "each file has a name of its own");
    }
}
