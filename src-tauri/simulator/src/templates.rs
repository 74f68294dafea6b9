//! Templates: what each is, and what is counted about all of them (fact sheet §2.4, §2.5). [`define`]
//! judges one that is to be made, [`fill`] a message made of one, [`life`] lets it be reviewed, rated,
//! paused and paced.

pub mod define;
pub mod fill;
pub mod life;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::world::sending::Ticket;

/// A template.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Template {
    /// Meta's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Language code.
    pub language: String,
    /// PENDING, APPROVED …
    pub status: String,
    /// As Meta has it.
    pub category: String,
    /// As created, with kinds in capitals.
    pub components: Value,
    /// Blanks have names.
    pub named: bool,
    /// GREEN, YELLOW, RED, UNKNOWN.
    pub quality: String,
    /// When it was last rated.
    pub rated_at: i64,
    /// Why it was rejected.
    pub rejected_reason: Option<String>,
    /// Before Meta changed it.
    pub previous_category: Option<String>,
    /// What Meta will make of it.
    pub correct_category: Option<String>,
    /// Made by Direct Send.
    pub source: Option<String>,
    /// How long a message waits for its person.
    pub send_ttl: Option<i64>,
    /// When it was approved.
    pub approved_at: i64,
    /// When it was edited while approved.
    pub edited: Vec<i64>,
    /// Edited, and not reviewed since.
    pub changed: bool,
    /// Pauses so far.
    pub pauses: u32,
    /// When a pause ends by itself.
    pub paused_until: Option<i64>,
    /// Paused by pacing: only `unpause` ends it.
    pub paused_by_pacing: bool,
    /// So many messages leave before the others are held.
    pub pacing: Option<u32>,
}

impl Template {
    /// A template of this kind; quality unknown, approved long ago.
    pub fn new(id: &str, name: &str, language: &str, category: &str, status: &str, components: Value) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            language: language.into(),
            category: category.into(),
            status: status.into(),
            components,
            quality: "UNKNOWN".into(),
            ..Self::default()
        }
    }

    /// As Graph shows it, with every field it has.
    pub fn shown(&self) -> Value {
        let mut shown = json!({ "id": self.id, "name": self.name, "language": self.language, "status": self.status, "category": self.category, "components": self.components,
            "parameter_format": if self.named { "NAMED" } else { "POSITIONAL" }, "quality_score": { "score": self.quality, "date": self.rated_at / 1000 }, "rejected_reason": self.rejected_reason.as_deref().unwrap_or("NONE"),
            "previous_category": self.previous_category, "correct_category": self.correct_category, "cta_url_link_tracking_opted_out": false });
        if let Some(ttl) = self.send_ttl {
            shown["message_send_ttl_seconds"] = json!(ttl);
        }
        if let Some(source) = &self.source {
            shown["source"] = json!(source);
        }
        shown
    }

    /// A component by its kind.
    pub fn part(&self, kind: &str) -> Option<&Value> {
        part(&self.components, kind)
    }

    /// Its buttons.
    pub fn buttons(&self) -> &[Value] {
        buttons(&self.components)
    }

    /// The flows it opens.
    pub fn flows(&self) -> Vec<String> {
        let of = |b: &Value| b["flow_id"].as_str().or(b["flow_name"].as_str()).map(str::to_owned);
        self.buttons().iter().filter(|b| b["type"] == "FLOW").filter_map(of).collect()
    }
}

/// A component of a list by its kind.
fn part<'a>(components: &'a Value, kind: &str) -> Option<&'a Value> {
    components.as_array()?.iter().find(|c| c["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
}

/// The buttons of a list of components.
fn buttons(components: &Value) -> &[Value] {
    part(components, "BUTTONS").and_then(|c| c["buttons"].as_array()).map_or(&[], Vec::as_slice)
}

/// The place of a button in a message, which Meta's own examples give as number or text.
pub fn index_of(component: &Value) -> Option<u64> {
    component["index"].as_str().map_or_else(|| component["index"].as_u64(), |s| s.parse().ok())
}

/// The blanks of a text, in order of appearance and each once.
pub fn blanks(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else {
            break;
        };
        let name = name.trim().to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
        rest = tail;
    }
    found
}

/// A message held back by pacing.
pub struct Held {
    /// What its statuses need.
    pub ticket: Ticket,
    /// As it was sent.
    pub body: Value,
    /// Through the Marketing Messages API.
    pub marketing: bool,
}

/// All templates.
#[derive(Default)]
pub struct Templates {
    all: BTreeMap<(String, String), Template>,
    by_id: BTreeMap<String, (String, String)>,
    /// Names that may not be used again until then.
    pub locked: BTreeMap<String, i64>,
    /// Messages held back by pacing.
    pub held: Vec<Held>,
}

impl Templates {
    /// Puts one there.
    pub fn put(&mut self, template: Template) {
        let key = (template.name.clone(), template.language.clone());
        self.by_id.insert(template.id.clone(), key.clone());
        if let Some(old) = self.all.insert(key, template) {
            if !self.all.values().any(|t| t.id == old.id) {
                self.by_id.remove(&old.id);
            }
        }
    }

    /// By name and language.
    pub fn get(&self, name: &str, language: &str) -> Option<&Template> {
        self.all.get(&(name.to_owned(), language.to_owned()))
    }

    /// By name and language, to be changed; not its id, name or language.
    pub fn get_mut(&mut self, name: &str, language: &str) -> Option<&mut Template> {
        self.all.get_mut(&(name.to_owned(), language.to_owned()))
    }

    /// By Meta's id.
    pub fn by_id(&self, id: &str) -> Option<&Template> {
        self.by_id.get(id).and_then(|key| self.all.get(key))
    }

    /// All by name and language.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.all.values()
    }

    /// Takes out those chosen.
    pub fn remove(&mut self, chosen: impl Fn(&Template) -> bool) -> Vec<Template> {
        let keys: Vec<_> = self.all.iter().filter(|(_, t)| chosen(t)).map(|(key, _)| key.clone()).collect();
        let gone: Vec<Template> = keys.iter().filter_map(|key| self.all.remove(key)).collect();
        for template in &gone {
            self.by_id.remove(&template.id);
        }
        gone
    }

    /// How many there are, without those made by Direct Send.
    pub fn len(&self) -> usize {
        self.all.values().filter(|t| t.source.is_none()).count()
    }
}
