//! Products as WhatsApp itself shows them: with a catalogue connected at Meta, an answer about products goes as a product
//! message, from which they are put into the basket. Without one, or for what is not in it, the same answer goes as
//! picture, buttons or list ([`super::render`]).
//!
//! It is decided when the message leaves and not when it is promised: what was in the catalogue then may be refused now.

use cloud_api::message::{Action, Content, Header, Interactive, ProductSection};
use serde_json::json;

use super::{Draft, Rendered};
use crate::db::Read;
use crate::kinds::{Result, VariantId};
use crate::policy::Shape;
use crate::words::{self, Arg, Args};
use crate::{catalog, cloud};

/// Answers that are about products and nothing else. What asks a question of its own (which size? shall we keep it?)
/// keeps its own buttons.
const ANSWERS: [&str; 5] = ["know-here", "know-today", "know-options", "know-options-today", "tell-which"];

/// An answer with products, and which.
pub struct Native {
    /// As it goes, and as it is shown.
    pub rendered: Rendered,
    /// Our ids of the products.
    pub products: Vec<String>,
}

/// The variants a draft offers; nothing if it offers anything else, or more than one of a thing.
fn offered(draft: &Draft) -> Option<Vec<VariantId>> {
    let payloads = draft.buttons.iter().chain(&draft.choices).map(|(payload, _)| payload.as_str());
    let variant = |payload: &str| {
        let (what, rest) = payload.split_once(':')?;
        let id = rest.strip_suffix(":1").unwrap_or(rest).parse().ok()?;
        matches!(what, "want" | "about").then_some(VariantId(id))
    };
    payloads.map(variant).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
}

/// The message with products a draft makes, where the connected catalogue has all of them.
///
/// # Errors
/// What the disk says.
pub fn render(read: &Read<'_>, draft: &Draft, shape: Shape, language: &str) -> Result<Option<Native>> {
    let Some((key, args)) = draft.words.as_ref().filter(|(key, _)| shape == Shape::Ordinary && ANSWERS.contains(&key.as_str())) else {
        return Ok(None);
    };
    let (Some(variants), Some(catalogue)) = (offered(draft), cloud::catalogue::connected(read)?) else { return Ok(None) };
    let mut products = Vec::with_capacity(variants.len());
    for variant in variants {
        let product = catalog::get(read, variant)?.retailer_id;
        if !cloud::catalogue::sends(read, &product)? {
            return Ok(None);
        }
        products.push(product);
    }
    let worded = draft.automatic.as_ref().and_then(super::automatic::Automatic::worded);
    let text = worded.map_or_else(|| words::say(language, key, args), |worded| Ok(worded.to_owned()))?;
    let text = words::cut(&text, cloud_api::limits::INTERACTIVE_BODY);
    let (header, action, view) = match products.as_slice() {
        [only] => (None, Action::Product { catalog_id: catalogue, product_retailer_id: only.clone() }, "view-product"),
        several => {
            // The product they are kinds of; else what is asked.
            let title = match args.get("product") {
                Some(Arg::Text(product)) => product.clone(),
                _ => words::say(language, "choose", &Args::new())?,
            };
            let section = ProductSection { title: words::cut(&title, cloud_api::limits::SECTION_TITLE), products: several.to_vec() };
            let header = Header::Text { text: words::cut(&title, cloud_api::limits::HEADER_TEXT) };
            (Some(header), Action::ProductList { catalog_id: catalogue, sections: vec![section] }, "view-products")
        }
    };
    let mut shown = json!({ "text": text, "image": draft.image, "buttons": [words::say(language, view, &Args::new())?] });
    if let Some(automatic) = &draft.automatic {
        automatic.sign(&mut shown, draft.words.as_ref());
    }
    let content = Content::Interactive(Box::new(Interactive { header, body: Some(text), footer: None, action }));
    Ok(Some(Native { rendered: Rendered { content, shown, kind: "buttons" }, products }))
}
