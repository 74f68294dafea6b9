//! Messages with something to tap (fact sheet §2.3).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::order::{OrderDetails, OrderStatus};
use super::{Button, MediaRef, set};

/// A message with something to tap; only inside the window.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct Interactive {
    /// Above the text, where the action allows one.
    pub header: Option<Header>,
    /// The text; only a single product can do without.
    pub body: Option<String>,
    /// Small, below the text.
    pub footer: Option<String>,
    /// What there is to tap.
    pub action: Action,
}

/// What stands above the text.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Header {
    /// At most 60 characters.
    Text {
        /// The words.
        text: String,
    },
    /// A picture.
    Image {
        /// The file.
        media: MediaRef,
    },
    /// A film.
    Video {
        /// The file.
        media: MediaRef,
    },
    /// A file.
    Document {
        /// The file.
        media: MediaRef,
        /// The name it shows.
        filename: Option<String>,
    },
}

/// What there is to tap.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// One to three reply buttons.
    Buttons {
        /// Ids and titles unique.
        buttons: Vec<Button>,
    },
    /// A list that a button opens: ten rows in all.
    List {
        /// What opens it, at most 20 characters.
        button: String,
        /// Up to ten, each with a title if there is more than one.
        sections: Vec<Section>,
    },
    /// A button that opens a page.
    Link {
        /// At most 20 characters.
        label: String,
        /// http or https.
        url: String,
    },
    /// A form.
    Flow(FlowAction),
    /// One product.
    Product {
        /// The catalogue.
        catalog_id: String,
        /// Our id of the product.
        product_retailer_id: String,
    },
    /// Several products; needs a text header.
    ProductList {
        /// The catalogue.
        catalog_id: String,
        /// Up to ten, 30 products in all.
        sections: Vec<ProductSection>,
    },
    /// The whole catalogue.
    Catalog {
        /// The product whose picture shows.
        thumbnail: Option<String>,
    },
    /// Asks where she is.
    LocationRequest,
    /// Asks for an address (India).
    AddressRequest {
        /// ISO country.
        country: String,
        /// What is filled in already, by Meta's field names.
        values: Option<Value>,
        /// Addresses to choose from.
        saved_addresses: Option<Value>,
        /// What was wrong the last time, by Meta's field names.
        validation_errors: Option<Value>,
    },
    /// Asks for a payment (Brazil, India).
    OrderDetails(Box<OrderDetails>),
    /// Says how an order stands (Brazil, India).
    OrderStatus(OrderStatus),
    /// Cards to swipe.
    Carousel {
        /// Two to ten, all of one shape.
        cards: Vec<Card>,
    },
    /// A button that calls us.
    VoiceCall {
        /// At most 20 characters.
        label: String,
        /// How long it works; seven days unless said.
        ttl_minutes: Option<i64>,
        /// Comes back with the call.
        payload: Option<String>,
    },
    /// Asks whether we may call; once a day and twice a week.
    CallPermissionRequest,
    /// Asks for her number (§3.6).
    ContactInfoRequest,
}

/// A part of a list.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Section {
    /// At most 24 characters; needed if there is more than one section.
    pub title: Option<String>,
    /// What there is to choose.
    pub rows: Vec<Row>,
}

/// A line of a list.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Row {
    /// Comes back in the webhook; at most 200 characters.
    pub id: String,
    /// At most 24 characters.
    pub title: String,
    /// At most 72 characters.
    pub description: Option<String>,
}

/// A part of a list of products.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProductSection {
    /// At most 24 characters.
    pub title: String,
    /// Our ids.
    pub products: Vec<String>,
}

impl ProductSection {
    pub(crate) fn json(&self) -> Value {
        let items: Vec<Value> = self.products.iter().map(|id| json!({ "product_retailer_id": id })).collect();
        json!({ "title": self.title, "product_items": items })
    }
}

/// Which form.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowRef {
    /// By id.
    FlowId(String),
    /// By name.
    FlowName(String),
}

/// A form to open.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct FlowAction {
    /// Which.
    pub flow: FlowRef,
    /// At most 20 characters, no emoji.
    pub label: String,
    /// Ours, comes back with the answer.
    pub token: Option<String>,
    /// A draft, for trying it out.
    pub draft: bool,
    /// Whether our server says what comes first (`data_exchange`), or the message does (`navigate`).
    pub data_exchange: bool,
    /// The screen it opens at, when the message says so.
    pub screen: Option<String>,
    /// What that screen is given.
    pub data: Option<Value>,
}

/// A card of a carousel.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Card {
    /// A picture or film with a link.
    Link {
        /// Image or video.
        header: Header,
        /// At most 160 characters and two line breaks.
        body: Option<String>,
        /// At most 20 characters.
        label: String,
        /// http or https.
        url: String,
    },
    /// A picture or film with reply buttons.
    Buttons {
        /// Image or video.
        header: Header,
        /// At most 160 characters and two line breaks.
        body: Option<String>,
        /// The same number on every card.
        buttons: Vec<Button>,
    },
    /// A product.
    Product {
        /// The same on every card.
        catalog_id: String,
        /// Our id.
        product_retailer_id: String,
    },
}

quiet!(Interactive, Header, Action, FlowAction, Card);

pub(super) fn reply_button(button: &Button) -> Value {
    json!({ "type": "reply", "reply": { "id": button.id, "title": button.title } })
}

impl Header {
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Text { text } => json!({ "type": "text", "text": text }),
            Self::Image { media } => json!({ "type": "image", "image": media.json() }),
            Self::Video { media } => json!({ "type": "video", "video": media.json() }),
            Self::Document { media, filename } => {
                let mut document = media.json();
                set(&mut document, "filename", filename.as_ref());
                json!({ "type": "document", "document": document })
            }
        }
    }
}

impl Interactive {
    pub(super) fn json(&self) -> Value {
        let (kind, action) = self.action.parts();
        let mut value = json!({ "type": kind, "action": action });
        set(&mut value, "header", self.header.as_ref().map(Header::json));
        set(&mut value, "body", self.body.as_ref().map(|text| json!({ "text": text })));
        set(&mut value, "footer", self.footer.as_ref().map(|text| json!({ "text": text })));
        value
    }
}

impl Action {
    fn parts(&self) -> (&'static str, Value) {
        match self {
            Self::Buttons { buttons } => ("button", json!({ "buttons": buttons.iter().map(reply_button).collect::<Vec<_>>() })),
            Self::List { button, sections } => {
                ("list", json!({ "button": button, "sections": sections.iter().map(Section::json).collect::<Vec<_>>() }))
            }
            Self::Link { label, url } => ("cta_url", link(label, url)),
            Self::Flow(flow) => ("flow", flow.json()),
            Self::Product { catalog_id, product_retailer_id } => {
                ("product", json!({ "catalog_id": catalog_id, "product_retailer_id": product_retailer_id }))
            }
            Self::ProductList { catalog_id, sections } => (
                "product_list",
                json!({ "catalog_id": catalog_id, "sections": sections.iter().map(ProductSection::json).collect::<Vec<_>>() }),
            ),
            Self::Catalog { thumbnail } => {
                let mut action = json!({ "name": "catalog_message" });
                set(&mut action, "parameters", thumbnail.as_ref().map(|id| json!({ "thumbnail_product_retailer_id": id })));
                ("catalog_message", action)
            }
            Self::LocationRequest => ("location_request_message", json!({ "name": "send_location" })),
            Self::AddressRequest { country, values, saved_addresses, validation_errors } => {
                let mut parameters = json!({ "country": country });
                set(&mut parameters, "values", values.as_ref());
                set(&mut parameters, "saved_addresses", saved_addresses.as_ref());
                set(&mut parameters, "validation_errors", validation_errors.as_ref());
                ("address_message", json!({ "name": "address_message", "parameters": parameters }))
            }
            Self::OrderDetails(details) => ("order_details", json!({ "name": "review_and_pay", "parameters": details.json() })),
            Self::OrderStatus(status) => ("order_status", json!({ "name": "review_order", "parameters": status.json() })),
            Self::Carousel { cards } => {
                ("carousel", json!({ "cards": cards.iter().enumerate().map(|(index, card)| card.json(index)).collect::<Vec<_>>() }))
            }
            Self::VoiceCall { label, ttl_minutes, payload } => {
                let mut parameters = json!({ "display_text": label });
                set(&mut parameters, "ttl_minutes", *ttl_minutes);
                set(&mut parameters, "payload", payload.as_ref());
                ("voice_call", json!({ "name": "voice_call", "parameters": parameters }))
            }
            Self::CallPermissionRequest => ("call_permission_request", json!({ "name": "call_permission_request" })),
            Self::ContactInfoRequest => ("request_contact_info", json!({ "name": "request_contact_info" })),
        }
    }
}

fn link(label: &str, url: &str) -> Value {
    json!({ "name": "cta_url", "parameters": { "display_text": label, "url": url } })
}

impl Section {
    fn json(&self) -> Value {
        let row = |row: &Row| {
            let mut value = json!({ "id": row.id, "title": row.title });
            set(&mut value, "description", row.description.as_ref());
            value
        };
        let mut value = json!({ "rows": self.rows.iter().map(row).collect::<Vec<_>>() });
        set(&mut value, "title", self.title.as_ref());
        value
    }
}

impl FlowAction {
    fn json(&self) -> Value {
        let mut parameters = json!({ "flow_message_version": "3", "flow_cta": self.label,
            "flow_action": if self.data_exchange { "data_exchange" } else { "navigate" } });
        match &self.flow {
            FlowRef::FlowId(id) => parameters["flow_id"] = json!(id),
            FlowRef::FlowName(name) => parameters["flow_name"] = json!(name),
        }
        set(&mut parameters, "flow_token", self.token.as_ref());
        set(&mut parameters, "mode", self.draft.then_some("draft"));
        if let (Some(screen), false) = (&self.screen, self.data_exchange) {
            let mut payload = json!({ "screen": screen });
            set(&mut payload, "data", self.data.as_ref());
            parameters["flow_action_payload"] = payload;
        }
        json!({ "name": "flow", "parameters": parameters })
    }
}

impl Card {
    fn json(&self, index: usize) -> Value {
        let mut value = match self {
            Self::Link { header, label, url, .. } => json!({ "type": "cta_url", "header": header.json(), "action": link(label, url) }),
            Self::Buttons { header, buttons, .. } => {
                let buttons: Vec<Value> =
                    buttons.iter().map(|b| json!({ "type": "quick_reply", "quick_reply": { "id": b.id, "title": b.title } })).collect();
                // Meta calls every card with a picture or film so, whatever is to be tapped on it.
                json!({ "type": "cta_url", "header": header.json(), "action": { "buttons": buttons } })
            }
            Self::Product { catalog_id, product_retailer_id } => {
                json!({ "type": "product", "action": { "catalog_id": catalog_id, "product_retailer_id": product_retailer_id } })
            }
        };
        if let Self::Link { body: Some(body), .. } | Self::Buttons { body: Some(body), .. } = self {
            value["body"] = json!({ "text": body });
        }
        value["card_index"] = json!(index);
        value
    }
}
