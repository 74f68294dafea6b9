//! The JSON Schemas of every request kind the simulator knows, written from the fact sheet. A kind
//! without a schema is refused with error 100: nothing is accepted unread.

use jsonschema::Validator;
use serde_json::Value;

/// A refusal in Meta's words and numbers.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// HTTP status.
    pub http: u16,
    /// Meta's code.
    pub code: i64,
    /// What was wrong.
    pub details: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(http: u16, code: i64, details: impl Into<String>) -> Self {
        Self { http, code, details: details.into() }
    }
}

/// All validators, compiled once.
pub struct Schemas {
    envelope: Validator,
    text: Validator,
    button: Validator,
    template: Validator,
    template_create: Validator,
}

impl Schemas {
    /// Compiles them.
    ///
    /// # Errors
    /// When one is not a schema.
    pub fn new() -> anyhow::Result<Self> {
        let compile = |text: &str| -> anyhow::Result<Validator> {
            let schema: Value = serde_json::from_str(text)?;
            jsonschema::validator_for(&schema).map_err(|e| anyhow::anyhow!("{e}"))
        };
        Ok(Self {
            envelope: compile(include_str!("../schemas/envelope.json"))?,
            text: compile(include_str!("../schemas/text.json"))?,
            button: compile(include_str!("../schemas/interactive.button.json"))?,
            template: compile(include_str!("../schemas/template.json"))?,
            template_create: compile(include_str!("../schemas/template.create.json"))?,
        })
    }

    /// Checks a message: the envelope first, then its kind.
    ///
    /// # Errors
    /// 131008 for what is missing, 131009 for what is wrong, 100 for a kind without a schema.
    pub fn message(&self, body: &Value) -> Result<(), Refusal> {
        check(&self.envelope, body)?;
        let kind = body["type"].as_str().unwrap_or_default();
        let schema = match (kind, body.pointer("/interactive/type").and_then(Value::as_str)) {
            ("text", _) => &self.text,
            ("template", _) => &self.template,
            ("interactive", Some("button")) => &self.button,
            _ => {
                return Err(Refusal::new(400, 100, format!("type {kind} is not supported")));
            }
        };
        let Some(content) = body.get(kind) else {
            return Err(Refusal::new(400, 131_008, format!("{kind} is missing")));
        };
        check(schema, content)?;
        let Some(buttons) = content.pointer("/action/buttons").and_then(Value::as_array) else {
            return Ok(());
        };
        for part in ["id", "title"] {
            let mut seen: Vec<&Value> = buttons.iter().map(|b| &b["reply"][part]).collect();
            seen.sort_by_key(|v| v.to_string());
            if seen.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(Refusal::new(400, 131_009, format!("button {part}s must differ")));
            }
        }
        Ok(())
    }

    /// Checks a template to be created.
    ///
    /// # Errors
    /// 100 for anything of another shape.
    pub fn template_create(&self, body: &Value) -> Result<(), Refusal> {
        check(&self.template_create, body).map_err(|refusal| Refusal { code: 100, ..refusal })
    }
}

fn check(schema: &Validator, value: &Value) -> Result<(), Refusal> {
    let Some(error) = schema.iter_errors(value).next() else {
        return Ok(());
    };
    let text = error.to_string();
    let code = if text.contains("is a required property") { 131_008 } else { 131_009 };
    // Long values would only repeat what was sent.
    Err(Refusal::new(400, code, format!("{}: {}", error.instance_path(), text.chars().take(200).collect::<String>())))
}
