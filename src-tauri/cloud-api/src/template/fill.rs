//! Filling a template from its own definition (fact sheet §2.4): what has no blank gets nothing, what
//! has one must get its value, and a value nothing asks for is an error too: it means that the caller
//! thinks of another template. Filling with nothing lists all that is needed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Template;
use super::component::{Button, Component, Header, filled, variables};
use super::send::{Filled, FilledCard, NamedMedia, OfferEnd, Parameter, Place, ProductRef, TemplateSend, is_one_line};
use crate::limits;
use crate::message::check::{Checks, product_sections};
use crate::message::{MediaRef, OrderDetails, OrderStatus, ProductSection, set};

/// What fills a template.
#[derive(Clone, Default)]
pub struct Values {
    /// The header's.
    pub header: Option<HeaderValue>,
    /// The body's, by the blank's number or name.
    pub body: BTreeMap<String, String>,
    /// The buttons', by their place among all buttons, from 0.
    pub buttons: BTreeMap<usize, ButtonValue>,
    /// The cards', in order.
    pub cards: Vec<CardValues>,
    /// When the offer ends, in milliseconds since 1970.
    pub offer_ends_at: Option<i64>,
    /// The one-time code; it goes into the body and the button.
    pub code: Option<String>,
    /// How the order stands (India); which templates take one, Meta's list does not say.
    pub order_status: Option<OrderStatus>,
}

/// What fills a header.
#[derive(Clone)]
pub enum HeaderValue {
    /// Words for its blank.
    Text(String),
    /// A picture, film or file, as the header says.
    Media {
        /// The file.
        media: MediaRef,
        /// The name it shows; only of a file.
        filename: Option<String>,
    },
    /// A place.
    Place(Place),
    /// A product.
    Product(ProductRef),
}

/// What fills a button.
#[derive(Clone)]
pub enum ButtonValue {
    /// What comes back from a quick reply; without one its label does.
    Payload(String),
    /// The end of an address, without the part that is in the template.
    UrlSuffix(String),
    /// A coupon.
    Coupon(String),
    /// The product whose picture the catalogue shows.
    Thumbnail(String),
    /// Several products.
    Products {
        /// The one whose picture shows.
        thumbnail: String,
        /// Up to ten, 30 products in all.
        sections: Vec<ProductSection>,
    },
    /// A form's token and what its first screen is given.
    Flow {
        /// Ours, comes back with the answer.
        token: Option<String>,
        /// What the first screen is given.
        data: Option<Value>,
    },
    /// An order to pay.
    Order(Box<OrderDetails>),
    /// A call button's options.
    Call {
        /// How long it works.
        ttl_minutes: Option<i64>,
        /// Comes back with the call.
        payload: Option<String>,
    },
}

/// What fills a card.
#[derive(Clone, Default)]
pub struct CardValues {
    /// The header's.
    pub header: Option<HeaderValue>,
    /// The body's.
    pub body: BTreeMap<String, String>,
    /// The buttons'.
    pub buttons: BTreeMap<usize, ButtonValue>,
}

quiet!(Values, HeaderValue, ButtonValue, CardValues);

/// A value that does not fit the template.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{part}: {problem}")]
pub struct FillError {
    /// Which: `body {{1}}`, `header`, `button 2`, `card 0 header` …
    pub part: String,
    /// What is wrong.
    pub problem: FillProblem,
}

/// What is wrong with a value.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FillProblem {
    /// The template asks for it.
    #[error("missing")]
    Missing,
    /// The template does not ask for it.
    #[error("not asked for")]
    Surplus,
    /// The template asks for another kind of value.
    #[error("of another kind")]
    WrongKind,
    /// Too long, of characters or of pieces; after filling, where that counts (132005).
    #[error("{length} where {limit} are allowed")]
    TooLong {
        /// How long.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Line breaks, tabs or many blanks; or what Meta takes in no message.
    #[error("not of the form Meta takes")]
    Form,
    /// The template cannot be filled by this version: it has a part that is not known.
    #[error("not known to this version")]
    Unknown,
}

#[derive(Default)]
struct Filling {
    named: bool,
    errors: Vec<FillError>,
}

impl TemplateSend {
    /// Fills a template.
    ///
    /// # Errors
    /// Every value that is missing, surplus or wrong.
    pub fn fill(template: &Template, values: &Values) -> Result<Self, Vec<FillError>> {
        let parts = template.parts();
        let mut filling = Filling { named: template.is_named(), errors: Vec::new() };
        let authentication = template.category == "AUTHENTICATION";
        let mut components = if authentication {
            filling.authentication(&parts, values)
        } else {
            filling.refuse("code", values.code.is_some());
            filling.part("", &parts, values.header.as_ref(), &values.body, &values.buttons)
        };
        filling.offer(&parts, values.offer_ends_at, &mut components);
        filling.carousel(&parts, &values.cards, &mut components);
        if let Some(status) = &values.order_status {
            let mut checks = Checks::default();
            status.check(&mut checks);
            filling.checked("order status", checks);
            components.push(Filled::OrderStatus { parameters: vec![Parameter::OrderStatus { order_status: status.json() }] });
        }
        if filling.errors.is_empty() {
            Ok(Self { name: template.name.clone(), language: template.language.clone(), components })
        } else {
            Err(filling.errors)
        }
    }
}

impl Filling {
    fn error(&mut self, part: impl Into<String>, problem: FillProblem) {
        self.errors.push(FillError { part: part.into(), problem });
    }

    fn refuse(&mut self, part: &str, there: bool) {
        if there {
            self.error(part, FillProblem::Surplus);
        }
    }

    fn checked(&mut self, part: &str, checks: Checks) {
        for flaw in checks.into_flaws() {
            let problem = match flaw.limit {
                0 => FillProblem::Form,
                limit => FillProblem::TooLong { length: flaw.length, limit },
            };
            self.error(format!("{part} {}", flaw.part), problem);
        }
    }

    /// Words for a blank.
    fn words(&mut self, part: &str, text: &str) {
        if text.is_empty() {
            self.error(part, FillProblem::Missing);
        } else if !is_one_line(text) {
            self.error(part, FillProblem::Form);
        }
    }

    /// Header, body and buttons of a template or a card; `of` names the card.
    fn part(
        &mut self,
        of: &str,
        parts: &[Component],
        header: Option<&HeaderValue>,
        body: &BTreeMap<String, String>,
        buttons: &BTreeMap<usize, ButtonValue>,
    ) -> Vec<Filled> {
        let mut components = Vec::new();
        let found = parts.iter().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None });
        components.extend(self.header(&format!("{of}header"), found, header).map(|value| Filled::Header { parameters: vec![value] }));
        let text = parts.iter().find_map(|part| if let Component::Body { text, .. } = part { text.as_deref() } else { None });
        let longest = if of.is_empty() { limits::TEMPLATE_BODY } else { limits::CARD_BODY };
        let parameters = self.body(of, text.unwrap_or_default(), body, longest);
        components.extend((!parameters.is_empty()).then_some(Filled::Body { parameters }));
        let listed: &[Button] = parts
            .iter()
            .find_map(|part| if let Component::Buttons(list) = part { Some(list.as_slice()) } else { None })
            .unwrap_or_default();
        for (index, button) in listed.iter().enumerate() {
            components.extend(self.button(&format!("{of}button {index}"), index, button, buttons.get(&index)));
        }
        for index in buttons.keys().filter(|index| **index >= listed.len()) {
            self.error(format!("{of}button {index}"), FillProblem::Surplus);
        }
        for part in parts.iter().filter(|part| matches!(part, Component::Unknown(_))) {
            let Component::Unknown(raw) = part else { continue };
            // A part nobody knows may be one without blanks: only one with something to fill stops us.
            if raw.to_string().contains("{{") {
                self.error(format!("{of}{}", crate::tolerant::text_of(raw, "type").unwrap_or_default()), FillProblem::Unknown);
            }
        }
        components
    }

    fn header(&mut self, part: &str, header: Option<&Header>, value: Option<&HeaderValue>) -> Option<Parameter> {
        let fixed = match header {
            None => true,
            Some(Header::Text { text, .. }) => variables(text).is_empty(),
            Some(Header::Unknown(_)) => {
                self.error(part, FillProblem::Unknown);
                return None;
            }
            Some(_) => false,
        };
        let (header, value) = match (header, fixed, value) {
            (_, true, value) => {
                self.refuse(part, value.is_some());
                return None;
            }
            (_, false, None) => {
                self.error(part, FillProblem::Missing);
                return None;
            }
            (header, false, Some(value)) => (header?, value),
        };
        Some(match (header, value) {
            (Header::Text { text, .. }, HeaderValue::Text(words)) => {
                self.words(part, words);
                self.length(part, &filled(text, |_| Some(words.clone())), limits::HEADER_TEXT);
                let blank = variables(text).into_iter().next();
                Parameter::text(words, blank.as_deref().filter(|_| self.named))
            }
            (Header::Image { .. }, HeaderValue::Media { media, filename: None }) => Parameter::Image { image: media.clone() },
            (Header::Video { .. }, HeaderValue::Media { media, filename: None }) => Parameter::Video { video: media.clone() },
            (Header::Gif { .. }, HeaderValue::Media { media, filename: None }) => Parameter::Gif { gif: media.clone() },
            (Header::Document { .. }, HeaderValue::Media { media, filename }) => {
                Parameter::Document { document: NamedMedia { media: media.clone(), filename: filename.clone() } }
            }
            (Header::Location, HeaderValue::Place(place)) => Parameter::Location { location: place.clone() },
            (Header::Product, HeaderValue::Product(product)) => Parameter::Product { product: product.clone() },
            _ => {
                self.error(part, FillProblem::WrongKind);
                return None;
            }
        })
    }

    fn body(&mut self, of: &str, text: &str, values: &BTreeMap<String, String>, longest: usize) -> Vec<Parameter> {
        let mut blanks = variables(text);
        if !self.named {
            // Positional values go by their number, wherever the blanks stand.
            blanks.sort_by_key(|name| name.parse::<u32>().unwrap_or(u32::MAX));
        }
        let known: BTreeSet<&str> = blanks.iter().map(String::as_str).collect();
        for name in values.keys().filter(|name| !known.contains(name.as_str())) {
            self.error(format!("{of}body {{{{{name}}}}}"), FillProblem::Surplus);
        }
        let mut parameters = Vec::new();
        for name in &blanks {
            let words = values.get(name).map(String::as_str).unwrap_or_default();
            self.words(&format!("{of}body {{{{{name}}}}}"), words);
            parameters.push(Parameter::text(words, Some(name.as_str()).filter(|_| self.named)));
        }
        self.length(&format!("{of}body"), &filled(text, |name| values.get(name).cloned()), longest);
        parameters
    }

    fn length(&mut self, part: &str, text: &str, limit: usize) {
        let length = limits::characters(text);
        if length > limit {
            self.error(part, FillProblem::TooLong { length, limit });
        }
    }

    fn button(&mut self, part: &str, index: usize, button: &Button, value: Option<&ButtonValue>) -> Option<Filled> {
        let kind =
            |sub_type: &str, parameters| Some(Filled::Button { sub_type: sub_type.to_owned(), index: index.to_string(), parameters });
        let action = |value: Value| vec![Parameter::Action { action: value }];
        match (button, value) {
            (Button::QuickReply { .. }, Some(ButtonValue::Payload(payload))) => {
                self.words(part, payload);
                self.length(part, payload, limits::BUTTON_ID);
                kind("quick_reply", vec![Parameter::Payload { payload: payload.clone() }])
            }
            (Button::Url { url, .. }, Some(ButtonValue::UrlSuffix(suffix))) if !variables(url).is_empty() => {
                self.words(part, suffix);
                self.length(part, &filled(url, |_| Some(suffix.clone())), limits::TEMPLATE_URL);
                if suffix.contains("://") {
                    // The whole address where only its end is asked for: it would open nothing.
                    self.error(part, FillProblem::Form);
                }
                kind("url", vec![Parameter::text(suffix, None)])
            }
            (Button::CopyCode { .. }, Some(ButtonValue::Coupon(coupon))) => {
                self.words(part, coupon);
                self.length(part, coupon, limits::COUPON);
                kind("copy_code", vec![Parameter::CouponCode { coupon_code: coupon.clone() }])
            }
            (Button::Catalog, Some(ButtonValue::Thumbnail(product))) => {
                kind("catalog", action(json!({ "thumbnail_product_retailer_id": product })))
            }
            (Button::MultiProduct, Some(ButtonValue::Products { thumbnail, sections })) => {
                let mut checks = Checks::default();
                product_sections(&mut checks, sections);
                self.checked(part, checks);
                let sections: Vec<Value> = sections.iter().map(ProductSection::json).collect();
                kind("mpm", action(json!({ "thumbnail_product_retailer_id": thumbnail, "sections": sections })))
            }
            (Button::Flow { .. }, value @ (None | Some(ButtonValue::Flow { .. }))) => {
                let (token, data) = match value {
                    Some(ButtonValue::Flow { token, data }) => (token.as_deref(), data.as_ref()),
                    _ => (None, None),
                };
                // Meta wants the component even when there is nothing to say; this is what it fills in itself.
                let mut value = json!({ "flow_token": token.unwrap_or("unused") });
                set(&mut value, "flow_action_data", data);
                kind("flow", action(value))
            }
            (Button::OrderDetails { .. }, Some(ButtonValue::Order(details))) => {
                let mut checks = Checks::default();
                details.check(&mut checks);
                self.checked(part, checks);
                kind("order_details", action(json!({ "order_details": details.json() })))
            }
            (Button::VoiceCall { .. }, Some(ButtonValue::Call { ttl_minutes, payload })) => {
                if ttl_minutes.is_some_and(|minutes| !limits::CALL_TTL_MINUTES.contains(&minutes)) {
                    self.error(part, FillProblem::Form);
                }
                let mut parameters = Vec::new();
                parameters.extend(ttl_minutes.map(|ttl_minutes| Parameter::TtlMinutes { ttl_minutes }));
                parameters.extend(payload.clone().map(|payload| Parameter::Payload { payload }));
                if parameters.is_empty() { None } else { kind("voice_call", parameters) }
            }
            (_, None) => {
                let needed = match button {
                    Button::Url { url, .. } => !variables(url).is_empty(),
                    Button::CopyCode { .. } | Button::MultiProduct | Button::OrderDetails { .. } => true,
                    _ => false,
                };
                if needed {
                    self.error(part, FillProblem::Missing);
                }
                None
            }
            (
                Button::Phone { .. } | Button::SingleProduct | Button::Otp(_) | Button::RequestContactInfo { .. } | Button::Url { .. },
                Some(ButtonValue::UrlSuffix(_) | ButtonValue::Payload(_)),
            ) => {
                self.error(part, FillProblem::Surplus);
                None
            }
            (Button::Unknown(_), Some(_)) => {
                self.error(part, FillProblem::Unknown);
                None
            }
            (_, Some(_)) => {
                self.error(part, FillProblem::WrongKind);
                None
            }
        }
    }

    /// The code goes into the words and, again, into the button, which Meta lists as a URL (§2.4).
    fn authentication(&mut self, parts: &[Component], values: &Values) -> Vec<Filled> {
        self.refuse("header", values.header.is_some());
        self.refuse("body", !values.body.is_empty());
        self.refuse("button", !values.buttons.is_empty());
        let Some(code) = &values.code else {
            self.error("code", FillProblem::Missing);
            return Vec::new();
        };
        let plain = !code.is_empty() && code.chars().all(|c| c.is_ascii_graphic()) && !code.contains("://");
        if !plain {
            self.error("code", FillProblem::Form);
        }
        self.length("code", code, limits::OTP_CODE);
        let mut components = vec![Filled::Body { parameters: vec![Parameter::text(code, None)] }];
        let buttons = parts.iter().find_map(|part| if let Component::Buttons(list) = part { Some(list) } else { None });
        let copies = |button: &Button| matches!(button, Button::Otp(_) | Button::Url { .. });
        if let Some(index) = buttons.and_then(|list| list.iter().position(copies)) {
            let parameters = vec![Parameter::text(code, None)];
            components.push(Filled::Button { sub_type: "url".into(), index: index.to_string(), parameters });
        }
        components
    }

    fn offer(&mut self, parts: &[Component], ends_at: Option<i64>, components: &mut Vec<Filled>) {
        let runs = parts.iter().any(|part| matches!(part, Component::LimitedTimeOffer { has_expiration: true, .. }));
        match (runs, ends_at) {
            (true, Some(expiration_time_ms)) => {
                let value = Parameter::LimitedTimeOffer { limited_time_offer: OfferEnd { expiration_time_ms } };
                components.push(Filled::LimitedTimeOffer { parameters: vec![value] });
            }
            (true, None) => self.error("offer end", FillProblem::Missing),
            (false, ends_at) => self.refuse("offer end", ends_at.is_some()),
        }
    }

    fn carousel(&mut self, parts: &[Component], values: &[CardValues], components: &mut Vec<Filled>) {
        let cards: &[Vec<Component>] = parts
            .iter()
            .find_map(|part| if let Component::Carousel(cards) = part { Some(cards.as_slice()) } else { None })
            .unwrap_or_default();
        for index in cards.len()..values.len() {
            self.error(format!("card {index}"), FillProblem::Surplus);
        }
        if cards.is_empty() {
            return;
        }
        let nothing = CardValues::default();
        let filled = cards.iter().enumerate().map(|(card_index, parts)| {
            let card = values.get(card_index).unwrap_or(&nothing);
            FilledCard {
                card_index,
                components: self.part(&format!("card {card_index} "), parts, card.header.as_ref(), &card.body, &card.buttons),
            }
        });
        let cards = filled.collect();
        components.push(Filled::Carousel { cards });
    }
}
