//! What an alert says: the ordinary message, the template, their buttons. What is the same for
//! everybody is looked up once; a hundred thousand drafts must not ask for the currency as often.

use crate::catalog::VariantRow;
use crate::consent::Purpose;
use crate::db::Read;
use crate::kinds::{Millis, Personal, Result};
use crate::outbox::facts::Gathered;
use crate::outbox::{self, Blank, Draft, TemplateDraft};
use crate::words::{self, Arg, Args};

use super::TEMPLATE;

/// Makes drafts about one variant.
pub struct Drafter {
    product: String,
    price: Option<i64>,
    currency: String,
    image: Option<String>,
}

impl Drafter {
    pub fn new(read: &Read<'_>, variant: &VariantRow, now: Millis) -> Result<Self> {
        Ok(Self {
            product: words::cut(&variant.full_name(), 120),
            price: variant.price_at(now),
            currency: read.setting("currency", "EUR".to_owned())?,
            image: match &variant.image {
                Some(hash) => Some(hash.clone()),
                None => read.setting("fallback_picture", None)?,
            },
        })
    }

    /// The draft for one person; `key` is the promise's, behind the buttons.
    pub fn draft(&self, person: &Gathered, key: &[u8]) -> Draft {
        let first_name = person.customer.name.0.split_whitespace().next().unwrap_or_default().to_owned();
        let price = self.price.map_or_else(|| "?".to_owned(), |p| words::amount(person.language, p, &self.currency));
        let greeting = if first_name.is_empty() { String::new() } else { format!(", {first_name}") };
        let args = Args::from([
            ("name".into(), Arg::Text(greeting)),
            ("product".into(), Arg::Text(self.product.clone())),
            ("price".into(), Arg::Text(price)),
        ]);
        let key = outbox::key_text(key);
        let button = |act: &str| (format!("{act}:{key}"), format!("button-{act}"));
        Draft {
            purpose: Purpose::Restock,
            words: Some(("restock-free".into(), args)),
            text: None,
            film: false,
            cards: Vec::new(),
            image: self.image.clone(),
            buttons: vec![button("keep"), button("later"), button("stop")],
            choices: Vec::new(),
            template: Some(TemplateDraft {
                name: TEMPLATE.into(),
                words: "restock-body".into(),
                body: vec![Blank::Name(Personal(first_name)), Blank::Text(self.product.clone()), Blank::Left],
            }),
            reply_to: None,
            special: None,
            automatic: None,
            while_gone: None,
        }
    }
}

/// The template as it is submitted to Meta in one language.
pub fn template(language: &str, header_handle: &str) -> Result<cloud_api::template::NewTemplate> {
    let say = |key: &str| words::say(language, key, &Args::new());
    Ok(cloud_api::template::NewTemplate::new(TEMPLATE, language, "MARKETING")
        .header_image(header_handle)
        .body(&say("restock-body")?, &["Asha", "Runner 42", "5"])
        .footer(&say("restock-footer")?)
        .quick_replies(&[say("button-keep")?, say("button-later")?, say("button-stop")?]))
}
