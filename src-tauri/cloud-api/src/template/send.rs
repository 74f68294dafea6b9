//! A template on its way (fact sheet §2.4): the values in Meta's form, ready to be stored. Made by
//! [`TemplateSend::fill`] from the template's definition; [`TemplateSend::plain`] is for callers that
//! know the one template they send.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::limits;
use crate::message::MediaRef;
use crate::message::check::Checks;

/// A template and what fills its blanks.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct TemplateSend {
    /// The template's name.
    pub name: String,
    /// The language code it was approved in, e.g. `fr`.
    pub language: String,
    /// What fills it; parts without blanks have none.
    pub components: Vec<Filled>,
}

/// [`TemplateSend`] as Meta wants it.
#[derive(Serialize)]
pub(crate) struct TemplateBody<'a> {
    name: &'a str,
    language: Language<'a>,
    components: &'a [Filled],
}

#[derive(Serialize)]
struct Language<'a> {
    code: &'a str,
}

/// What fills one part.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Filled {
    /// The header.
    Header {
        /// One.
        parameters: Vec<Parameter>,
    },
    /// The body.
    Body {
        /// One per blank.
        parameters: Vec<Parameter>,
    },
    /// A button.
    Button {
        /// `quick_reply`, `url`, `copy_code`, `flow` …
        sub_type: String,
        /// Its place among all buttons, from 0; a string, as in most of Meta's examples.
        index: String,
        /// One.
        parameters: Vec<Parameter>,
    },
    /// The cards.
    Carousel {
        /// In order.
        cards: Vec<FilledCard>,
    },
    /// When the offer ends.
    LimitedTimeOffer {
        /// One.
        parameters: Vec<Parameter>,
    },
    /// How the order stands (India).
    OrderStatus {
        /// One.
        parameters: Vec<Parameter>,
    },
}

/// What fills a card.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct FilledCard {
    /// Its place, from 0.
    pub card_index: usize,
    /// Header, body, buttons.
    pub components: Vec<Filled>,
}

/// One value.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Parameter {
    /// Words for a blank, or the end of an address.
    Text {
        /// The words.
        text: String,
        /// The blank, where blanks have names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parameter_name: Option<String>,
    },
    /// A picture.
    Image {
        /// The file.
        image: MediaRef,
    },
    /// A film.
    Video {
        /// The file.
        video: MediaRef,
    },
    /// A short film without sound.
    Gif {
        /// The file.
        gif: MediaRef,
    },
    /// A file.
    Document {
        /// The file, and its name.
        document: NamedMedia,
    },
    /// A place.
    Location {
        /// Where.
        location: Place,
    },
    /// A product.
    Product {
        /// Which.
        product: ProductRef,
    },
    /// What comes back from a quick reply.
    Payload {
        /// Ours.
        payload: String,
    },
    /// A coupon.
    CouponCode {
        /// To copy.
        coupon_code: String,
    },
    /// For catalogue, products, forms and orders.
    Action {
        /// In Meta's form.
        action: Value,
    },
    /// How long a call button works.
    TtlMinutes {
        /// In minutes.
        ttl_minutes: i64,
    },
    /// When an offer ends.
    LimitedTimeOffer {
        /// In milliseconds.
        limited_time_offer: OfferEnd,
    },
    /// How an order stands.
    OrderStatus {
        /// In Meta's form.
        order_status: Value,
    },
}

/// A file with a name.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
pub struct NamedMedia {
    /// The file.
    #[serde(flatten)]
    pub media: MediaRef,
    /// The name it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

/// A place; Meta wants all of it here.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
}

/// A product.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProductRef {
    /// Our id.
    pub product_retailer_id: String,
    /// Its catalogue.
    pub catalog_id: String,
}

/// When an offer ends.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct OfferEnd {
    /// Milliseconds since 1970.
    pub expiration_time_ms: i64,
}

quiet!(TemplateSend, Filled, FilledCard, Parameter, NamedMedia, Place);

impl Parameter {
    pub(super) fn text(text: &str, name: Option<&str>) -> Self {
        Self::Text { text: text.to_owned(), parameter_name: name.map(str::to_owned) }
    }
}

impl TemplateSend {
    /// The commonest shape: perhaps a picture, numbered blanks, quick replies with payloads.
    pub fn plain(name: &str, language: &str, header_image: Option<String>, body: &[String], payloads: &[String]) -> Self {
        let mut components = Vec::new();
        if let Some(id) = header_image {
            components.push(Filled::Header { parameters: vec![Parameter::Image { image: MediaRef::Id(id) }] });
        }
        if !body.is_empty() {
            components.push(Filled::Body { parameters: body.iter().map(|text| Parameter::text(text, None)).collect() });
        }
        for (index, payload) in payloads.iter().enumerate() {
            let parameters = vec![Parameter::Payload { payload: payload.clone() }];
            components.push(Filled::Button { sub_type: "quick_reply".into(), index: index.to_string(), parameters });
        }
        Self { name: name.to_owned(), language: language.to_owned(), components }
    }

    /// The object `template` of a message.
    pub fn body(&self) -> Value {
        json!({ "name": self.name, "language": { "code": self.language }, "components": self.components })
    }

    /// The same, to be written without becoming a value first.
    pub(crate) fn written(&self) -> TemplateBody<'_> {
        TemplateBody { name: &self.name, language: Language { code: &self.language }, components: &self.components }
    }

    pub(crate) fn check(&self, checks: &mut Checks) {
        checks.text("template name", &self.name, limits::TEMPLATE_NAME);
        checks.form("language", !self.language.is_empty());
        each_parameter(&self.components, &mut |parameter| match parameter {
            Parameter::Text { text, .. } => {
                checks.text("blank", text, limits::TEMPLATE_BODY);
                checks.form("blank", is_one_line(text));
            }
            Parameter::Payload { payload } => checks.text("payload", payload, limits::BUTTON_ID),
            Parameter::CouponCode { coupon_code } => checks.text("coupon", coupon_code, limits::COUPON),
            _ => {}
        });
    }
}

/// Meta takes no line breaks, no tabs and no more than four blanks in a row in a value (132018).
pub(super) fn is_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r', '\t']) && !text.contains("     ")
}

fn each_parameter(components: &[Filled], look: &mut impl FnMut(&Parameter)) {
    for component in components {
        match component {
            Filled::Header { parameters }
            | Filled::Body { parameters }
            | Filled::Button { parameters, .. }
            | Filled::LimitedTimeOffer { parameters }
            | Filled::OrderStatus { parameters } => parameters.iter().for_each(&mut *look),
            Filled::Carousel { cards } => {
                for card in cards {
                    // Cards hold no cards, so that this goes one step deep.
                    each_parameter(&card.components, look);
                }
            }
        }
    }
}
