//! The kinds of inbound messages (fact sheet §3.3). What has not the shape of its kind, or is of a
//! kind not known here, is [`Kind::Unknown`] with everything it brought.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::error::ApiError;
use crate::tolerant::{self, as_decimal, as_text, one, text_of};

/// What an inbound message is.
#[derive(Clone)]
pub enum Kind {
    /// Words.
    Text {
        /// The words.
        body: String,
    },
    /// A picture, video, sound, paper or sticker.
    Media(Media),
    /// A place.
    Location(Location),
    /// Address cards.
    Contacts(Vec<SharedContact>),
    /// An emoji on one of the messages, or its removal.
    Reaction {
        /// The message.
        message_id: String,
        /// `None` when it was taken away.
        emoji: Option<String>,
    },
    /// A tap on a template's quick reply.
    Button {
        /// What we put behind it.
        payload: Option<String>,
        /// What she saw.
        text: Option<String>,
    },
    /// A tap on a reply button.
    ButtonReply {
        /// What we put behind it.
        id: String,
        /// What she saw.
        title: String,
    },
    /// A row taken from a list.
    ListReply {
        /// What we put behind it.
        id: String,
        /// What she saw.
        title: String,
        /// And under it.
        description: Option<String>,
    },
    /// A form (Flow) or an address, filled in.
    Form {
        /// `flow`, `address_message` …
        name: Option<String>,
        /// What stands in the chat.
        body: Option<String>,
        /// What she filled in.
        response: FormResponse,
    },
    /// Whether we may call.
    CallPermission(CallPermission),
    /// How she wants to pay (Brazil, one click).
    PaymentMethod(Value),
    /// A basket.
    Order(Order),
    /// Something about the person has changed.
    System(System),
    /// Of a kind that Meta does not pass on.
    Unsupported {
        /// `edit`, `poll`, `button` …, where Meta says it.
        reason: Option<String>,
        /// 131051, 131060 …
        errors: Vec<ApiError>,
    },
    /// She changed a message (numbers that the Business app uses as well).
    Edit {
        /// Which.
        original_message_id: String,
        /// To what.
        content: Box<Self>,
    },
    /// She took a message back (numbers that the Business app uses as well).
    Revoke {
        /// Which.
        original_message_id: String,
    },
    /// She opened the chat for the first time; nothing was said.
    RequestWelcome,
    /// Nothing arrived but the reason why.
    Errors(Vec<ApiError>),
    /// Not understood.
    Unknown {
        /// Meta's word for it.
        kind: String,
        /// Everything it brought.
        raw: Value,
    },
}

/// Which kind of media.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound; a voice note if `voice` is set.
    Audio,
    /// A file.
    Document,
    /// A sticker.
    Sticker,
}

/// A file somebody sent; its id lasts seven days.
#[derive(Clone, Deserialize)]
pub struct Media {
    /// Which kind.
    #[serde(skip, default = "image")]
    pub kind: MediaKind,
    /// For [`crate::Client::media_facts`]; absent in placeholders of an imported history.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub id: Option<String>,
    /// Where it is, for a few minutes.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub url: Option<String>,
    /// e.g. `audio/ogg; codecs=opus`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub mime_type: Option<String>,
    /// Base64.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub sha256: Option<String>,
    /// Words under it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub caption: Option<String>,
    /// The name she gave the file.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub filename: Option<String>,
    /// Spoken into the phone.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub voice: Option<bool>,
    /// Moves (stickers).
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub animated: Option<bool>,
}

fn image() -> MediaKind {
    MediaKind::Image
}

/// A place.
#[derive(Clone, PartialEq)]
pub struct Location {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Absent for a dropped pin.
    pub name: Option<String>,
    /// Absent for a dropped pin.
    pub address: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

impl Location {
    /// Whether it is 0° N 0° E, in the sea: a phone without a fix, not a place to deliver to.
    pub fn is_nowhere(&self) -> bool {
        self.latitude == 0.0 && self.longitude == 0.0
    }
}

/// An address card.
#[derive(Clone, Default)]
pub struct SharedContact {
    /// The whole name.
    pub name: Option<String>,
    /// Numbers as written, and the digits of those that are on WhatsApp.
    pub phones: Vec<(Option<String>, Option<String>)>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// `contact_request` when it answers our question for her number, else `other`.
    pub origin: Option<String>,
    /// Everything, for what is not named here.
    pub raw: Value,
}

/// What came out of a form. Meta sends JSON inside a string, which may be missing or broken.
#[derive(Clone, PartialEq)]
pub enum FormResponse {
    /// As filled in.
    Read(Value),
    /// There, but not JSON.
    Invalid(String),
    /// Not there.
    Absent,
}

/// An answer to the question whether we may call.
#[derive(Clone, Debug, Deserialize)]
pub struct CallPermission {
    /// accept or reject.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub response: String,
    /// Until when, in seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub expiration_timestamp: Option<i64>,
    /// For ever.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub is_permanent: Option<bool>,
    /// `user_action` or `automatic`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub response_source: Option<String>,
}

/// A basket. Its prices may be old: the business prices it again.
#[derive(Clone, Default)]
pub struct Order {
    /// Of which catalogue.
    pub catalog_id: Option<String>,
    /// What she wrote with it.
    pub text: Option<String>,
    /// What is in it.
    pub items: Vec<OrderItem>,
    /// How many items could not be read: then the basket is not complete.
    pub unreadable: usize,
}

/// One line of a basket.
#[derive(Clone, Debug, Deserialize)]
pub struct OrderItem {
    /// Our id of it.
    #[serde(deserialize_with = "tolerant::needed")]
    pub product_retailer_id: String,
    /// How many; at most 99.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub quantity: Option<i64>,
    /// Decimal, in whole currency units, as Meta wrote it: as text, since a float is no money.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub item_price: Option<String>,
    /// ISO currency.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub currency: Option<String>,
}

/// Something about a person has changed.
#[derive(Clone)]
pub struct System {
    /// What.
    pub change: SystemChange,
    /// In words, in developers' English.
    pub body: Option<String>,
    /// The digits of the new number.
    pub wa_id: Option<String>,
    /// The new user id; a new number always brings one (§3.6).
    pub user_id: Option<String>,
    /// The same across linked portfolios.
    pub parent_user_id: Option<String>,
    /// Of the new identity, for `recipient_identity_key_hash`.
    pub identity_hash: Option<String>,
    /// Everything, for what is not named here.
    pub raw: Value,
}

/// What has changed about a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SystemChange {
    /// She has another number.
    Number,
    /// She has another user id.
    UserId,
    /// Her keys are others: a new phone, or a new owner of the number.
    Identity,
    /// Another word of Meta's.
    Other(String),
}

/// The advertisement or page that brought somebody.
#[derive(Clone, Default, Deserialize)]
pub struct Referral {
    /// Its address.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub source_url: Option<String>,
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub source_id: Option<String>,
    /// `ad` or `post`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub source_type: Option<String>,
    /// Its headline.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub headline: Option<String>,
    /// Its words.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub body: Option<String>,
    /// `image` or `video`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub media_type: Option<String>,
    /// Its picture.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub image_url: Option<String>,
    /// Its film.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub video_url: Option<String>,
    /// A small picture.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub thumbnail_url: Option<String>,
    /// The click; absent for advertisements in the status.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub ctwa_clid: Option<String>,
    /// What the chat began with.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub welcome_message: Option<WelcomeMessage>,
}

/// What a chat from an advertisement began with.
#[derive(Clone, Default, Deserialize)]
pub struct WelcomeMessage {
    /// The words.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub text: Option<String>,
}

quiet!(Kind, Media, Location, SharedContact, FormResponse, Order, System, Referral, WelcomeMessage);

impl Kind {
    /// Reads a message of Meta's `type` with everything it brought but the envelope.
    pub fn read(kind: &str, rest: &Map<String, Value>) -> Self {
        Self::known(kind, rest, true).unwrap_or_else(|| {
            let errors: Vec<ApiError> = rest.get("errors").map(tolerant::as_list).unwrap_or_default();
            match (kind, errors.is_empty()) {
                ("unsupported" | "unknown", _) => Self::Unsupported { reason: unsupported(rest), errors },
                (_, false) => Self::Errors(errors),
                (_, true) => Self::Unknown { kind: kind.to_owned(), raw: Value::Object(rest.clone()) },
            }
        })
    }

    /// `outermost` ends the one recursion there is: an edit of an edit is not a thing.
    fn known(kind: &str, rest: &Map<String, Value>, outermost: bool) -> Option<Self> {
        let object = || rest.get(kind).filter(|object| object.is_object());
        Some(match kind {
            "text" => Self::Text { body: text_of(object()?, "body")? },
            "image" => Self::media(MediaKind::Image, object()?)?,
            "video" => Self::media(MediaKind::Video, object()?)?,
            "audio" | "voice" => Self::media(MediaKind::Audio, object()?)?,
            "document" => Self::media(MediaKind::Document, object()?)?,
            "sticker" => Self::media(MediaKind::Sticker, object()?)?,
            "location" => Self::Location(location(object()?)?),
            "contacts" => {
                let origin = rest.get("origin").and_then(as_text);
                Self::Contacts(rest.get("contacts")?.as_array()?.iter().map(|card| shared_contact(card, origin.as_deref())).collect())
            }
            "reaction" => Self::Reaction {
                message_id: text_of(object()?, "message_id")?,
                emoji: text_of(object()?, "emoji").filter(|emoji| !emoji.is_empty()),
            },
            "button" => {
                let (payload, text) = (text_of(object()?, "payload"), text_of(object()?, "text"));
                payload.as_ref().or(text.as_ref())?;
                Self::Button { payload, text }
            }
            "interactive" => interactive(object()?)?,
            "order" => Self::Order(order(object()?)?),
            "system" => Self::System(system(object()?, rest)),
            "edit" => {
                let message = object()?.get("message")?.as_object().filter(|_| outermost)?;
                let inner = message.get("type").and_then(Value::as_str)?;
                let unknown = || Self::Unknown { kind: inner.to_owned(), raw: Value::Object(message.clone()) };
                Self::Edit {
                    original_message_id: text_of(object()?, "original_message_id")?,
                    content: Box::new(Self::known(inner, message, false).unwrap_or_else(unknown)),
                }
            }
            "revoke" => Self::Revoke { original_message_id: text_of(object()?, "original_message_id")? },
            "request_welcome" => Self::RequestWelcome,
            _ => return None,
        })
    }

    fn media(kind: MediaKind, object: &Value) -> Option<Self> {
        let media: Media = one(object)?;
        // Without id and address there is nothing to fetch: whatever it is, it is not media.
        media.id.as_ref().or(media.url.as_ref())?;
        Some(Self::Media(Media { kind, ..media }))
    }
}

fn unsupported(rest: &Map<String, Value>) -> Option<String> {
    rest.get("unsupported").and_then(|object| text_of(object, "type"))
}

fn location(object: &Value) -> Option<Location> {
    Some(Location {
        latitude: object.get("latitude").and_then(as_decimal).filter(|degrees| degrees.abs() <= 90.0)?,
        longitude: object.get("longitude").and_then(as_decimal).filter(|degrees| degrees.abs() <= 180.0)?,
        name: text_of(object, "name"),
        address: text_of(object, "address"),
        url: text_of(object, "url"),
    })
}

fn shared_contact(card: &Value, origin: Option<&str>) -> SharedContact {
    let list = |field: &str| card.get(field).and_then(Value::as_array).into_iter().flatten();
    SharedContact {
        name: card.get("name").and_then(|name| text_of(name, "formatted_name")),
        phones: list("phones").map(|phone| (text_of(phone, "phone"), text_of(phone, "wa_id"))).collect(),
        emails: list("emails").filter_map(|email| text_of(email, "email")).collect(),
        origin: text_of(card, "origin").or_else(|| origin.map(str::to_owned)),
        raw: card.clone(),
    }
}

fn interactive(object: &Value) -> Option<Kind> {
    let reply = |name: &str| object.get(name).filter(|reply| reply.is_object());
    let title = |reply: &Value| text_of(reply, "title").unwrap_or_default();
    // The objects are looked for, not `type`: it has been missing where the object was there.
    if let Some(tap) = reply("button_reply") {
        return Some(Kind::ButtonReply { id: text_of(tap, "id")?, title: title(tap) });
    }
    if let Some(row) = reply("list_reply") {
        return Some(Kind::ListReply { id: text_of(row, "id")?, title: title(row), description: text_of(row, "description") });
    }
    if let Some(form) = reply("nfm_reply") {
        let response = match form.get("response_json") {
            None | Some(Value::Null) => FormResponse::Absent,
            Some(Value::String(text)) => {
                serde_json::from_str(text).map_or_else(|_| FormResponse::Invalid(text.clone()), FormResponse::Read)
            }
            Some(already) => FormResponse::Read(already.clone()),
        };
        return Some(Kind::Form { name: text_of(form, "name"), body: text_of(form, "body"), response });
    }
    if let Some(answer) = reply("call_permission_reply") {
        return one(answer).map(Kind::CallPermission);
    }
    object.get("payment_method").map(|method| Kind::PaymentMethod(method.clone()))
}

fn order(object: &Value) -> Option<Order> {
    let listed = object.get("product_items")?.as_array()?;
    let items: Vec<OrderItem> = listed.iter().filter_map(one).collect();
    Some(Order {
        catalog_id: text_of(object, "catalog_id"),
        text: text_of(object, "text").filter(|text| !text.is_empty()),
        unreadable: listed.len() - items.len(),
        items,
    })
}

fn system(object: &Value, rest: &Map<String, Value>) -> System {
    let change = match text_of(object, "type").unwrap_or_default() {
        word if word == "user_changed_number" => SystemChange::Number,
        word if word == "user_changed_user_id" => SystemChange::UserId,
        word if word == "customer_identity_changed" || word == "user_identity_changed" => SystemChange::Identity,
        word => SystemChange::Other(word),
    };
    let identity = rest.get("identity").or_else(|| object.get("identity"));
    System {
        change,
        body: text_of(object, "body"),
        wa_id: text_of(object, "wa_id").or_else(|| text_of(object, "new_wa_id")),
        user_id: text_of(object, "user_id"),
        parent_user_id: text_of(object, "parent_user_id"),
        identity_hash: identity.and_then(|identity| text_of(identity, "hash").or_else(|| as_text(identity))),
        raw: object.clone(),
    }
}

impl CallPermission {
    /// Whether we may call at that time (milliseconds).
    pub fn allows(&self, now_ms: i64) -> bool {
        let until = self.expiration_timestamp.and_then(super::millis);
        self.response == "accept" && (self.is_permanent == Some(true) || until.is_none_or(|until| now_ms < until))
    }
}

impl OrderItem {
    /// How many, when that is a number a basket can hold.
    pub fn pieces(&self) -> Option<u32> {
        self.quantity.filter(|n| (1..=99).contains(n)).and_then(|n| u32::try_from(n).ok())
    }
}
