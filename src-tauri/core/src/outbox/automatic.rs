//! What an answer the shop gives by itself carries besides its words: the language she wrote in, where its facts come
//! from, and a button no person's message has. Whoever reads the thread later sees what the shop leaned on.

use cloud_api::message::{Action, Content, Header, Interactive, MediaRef};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Rendered, words};
use crate::kinds::{Millis, Result};
use crate::words::Args;

/// Marks a draft as the shop's own answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Automatic {
    /// The language it is said in, whatever is known of her.
    pub language: String,
    /// A button that opens a page: key of its words, and where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<(String, String)>,
    /// Asks where she is, with a button.
    #[serde(default)]
    pub asks_place: bool,
    /// What it leans on: stock, price, hours, order, answer.
    #[serde(default)]
    pub from: Vec<String>,
    /// Since when the oldest of it stands.
    #[serde(default)]
    pub as_of: Option<Millis>,
    /// A model had part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_model: Option<ByModel>,
}

/// What a model of the owner's choice did to an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ByModel {
    /// What it is called.
    pub name: String,
    /// Other words for it, judged to say the same; nothing where it said what the message was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Automatic {
    /// Words that lean on one thing, with no button of their own.
    pub(crate) fn leaning(language: &str, on: &str, as_of: Option<Millis>) -> Self {
        let (language, from) = (language.to_owned(), vec![on.to_owned()]);
        Self { language, link: None, asks_place: false, from, as_of, by_model: None }
    }

    /// The message as its button makes it; nothing where it has none. A picture stands above a button that opens a page;
    /// `upload` is Meta's id of its copy, nothing in a preview.
    pub(super) fn with_button(&self, text: &str, image: Option<&str>, upload: Option<String>) -> Result<Option<Rendered>> {
        let text = words::cut(text, cloud_api::limits::INTERACTIVE_BODY);
        let (action, mut shown, kind) = match &self.link {
            _ if self.asks_place => (Action::LocationRequest, json!({ "text": text, "asks_place": true }), "location_request"),
            Some((key, url)) => {
                let label = words::cut(&words::say(&self.language, key, &Args::new())?, cloud_api::limits::BUTTON_TITLE);
                (Action::Link { label: label.clone(), url: url.clone() }, json!({ "text": text, "buttons": [label], "url": url }), "link")
            }
            None => return Ok(None),
        };
        let pictured = !self.asks_place && image.is_some();
        let header = upload.filter(|_| pictured).map(|id| Header::Image { media: MediaRef::Id(id) });
        if pictured {
            shown["image"] = json!(image);
        }
        let content = Content::Interactive(Box::new(Interactive { header, body: Some(text), footer: None, action }));
        Ok(Some(Rendered { content, shown, kind }))
    }

    /// Notes beside what is shown that the shop said it by itself, and from what.
    pub(super) fn sign(&self, shown: &mut Value, rule: Option<&(String, Args)>) {
        let Some(shown) = shown.as_object_mut() else { return };
        let mut signed = json!({ "from": self.from, "as_of": self.as_of });
        if let Some(model) = &self.by_model {
            // What the rules would have said stands beside it for whoever looks.
            let rule = rule.filter(|_| model.words.is_some()).and_then(|(key, args)| words::say(&self.language, key, args).ok());
            signed["model"] = json!({ "name": model.name, "rule": rule });
        }
        shown.insert("by_itself".into(), signed);
    }

    /// The words a model put to it.
    pub(super) fn worded(&self) -> Option<&str> {
        self.by_model.as_ref().and_then(|model| model.words.as_deref())
    }
}
