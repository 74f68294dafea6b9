//! The `messages` field (fact sheet §3.2–3.4, §3.6): who wrote what, and what became of what we wrote.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::kind::{Kind, Referral};
use super::millis;
use crate::error::ApiError;
use crate::tolerant;

/// The value of a `messages` change. Each message and status is read by itself: one of a shape not
/// known does not cost the others.
#[derive(Default)]
pub struct Messages {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// Who wrote, as far as Meta says.
    pub contacts: Vec<Contact>,
    /// What they wrote.
    pub messages: Vec<Inbound>,
    /// What became of what we wrote.
    pub statuses: Vec<Status>,
    /// Errors of the whole change, e.g. beside an interactive message without its object (§3.3).
    pub errors: Vec<ApiError>,
    /// Messages and statuses that could not be read.
    pub unreadable: usize,
    /// The same, as they came.
    pub unread: Vec<Value>,
}

impl Messages {
    /// Reads a change's value.
    pub fn read(value: &Value) -> Self {
        let mut unread = Vec::new();
        let metadata = value.get("metadata").and_then(tolerant::one).unwrap_or_default();
        let contacts = each(value, "contacts", &mut unread);
        let messages = each(value, "messages", &mut unread);
        let statuses = each(value, "statuses", &mut unread);
        let errors = tolerant::list_of(value, "errors");
        Self { metadata, contacts, messages, statuses, errors, unreadable: unread.len(), unread }
    }
}

/// The items of `value[field]`; those that cannot be read go to `unread`, and so does a field that is
/// there but no list.
pub(super) fn each<T: DeserializeOwned>(value: &Value, field: &str, unread: &mut Vec<Value>) -> Vec<T> {
    let items: &[Value] = match value.get(field) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(odd) => std::slice::from_ref(odd),
    };
    let read = |item: &Value| {
        let read = tolerant::one(item);
        if read.is_none() {
            unread.push(item.clone());
        }
        read
    };
    items.iter().filter_map(read).collect()
}

/// Our own number.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Metadata {
    /// The phone number id.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub phone_number_id: String,
    /// As people see it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub display_phone_number: Option<String>,
}

/// A person as a webhook describes her.
#[derive(Clone, Default, Deserialize)]
pub struct Contact {
    /// Name and username.
    #[serde(default, deserialize_with = "tolerant::nested")]
    pub profile: Profile,
    /// Digits of the phone number without `+`; absent for people with a username.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub wa_id: Option<String>,
    /// Business-scoped user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub user_id: Option<String>,
    /// The same across linked portfolios.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub parent_user_id: Option<String>,
}

/// What the person calls herself.
#[derive(Clone, Default, Deserialize)]
pub struct Profile {
    /// Free text.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub name: Option<String>,
    /// Only if she has adopted one.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub username: Option<String>,
}

/// One inbound message.
#[derive(Clone, Deserialize)]
pub struct Inbound {
    /// Digits of the sender's number; absent when it is hidden.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub from: Option<String>,
    /// The sender's business-scoped user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub from_user_id: Option<String>,
    /// The wamid.
    #[serde(deserialize_with = "tolerant::needed")]
    pub id: String,
    /// Seconds since 1970, as a string.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub timestamp: String,
    /// text, button, interactive, …
    #[serde(rename = "type", default, deserialize_with = "tolerant::words")]
    pub kind: String,
    /// The message it answers.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub context: Option<Context>,
    /// Everything else, by kind.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What an inbound message refers to.
#[derive(Clone, Default, Deserialize)]
pub struct Context {
    /// The wamid answered.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub id: Option<String>,
    /// Who wrote what is answered.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub from: Option<String>,
    /// Passed on from another chat.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub forwarded: Option<bool>,
    /// Passed on many times.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub frequently_forwarded: Option<bool>,
    /// The product from whose page she wrote.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub referred_product: Option<ReferredProduct>,
}

/// A product somebody asks about ("Message business" on its page).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ReferredProduct {
    /// Its catalogue.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub catalog_id: Option<String>,
    /// Our id of it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub product_retailer_id: Option<String>,
}

/// A tap or a text, as the simplest of conversations needs to know it.
#[derive(Eq, PartialEq)]
pub enum Said<'a> {
    /// Words.
    Text(&'a str),
    /// A tap on a reply button, a list's row or a template's quick reply: payload and label.
    Tap {
        /// What we put behind the button.
        payload: &'a str,
        /// What the customer saw.
        title: &'a str,
    },
    /// Any other kind, kept raw.
    Other,
}

quiet!(Messages, Contact, Profile, Inbound, Context, Said<'_>, Status, Preference);

impl Inbound {
    /// What was said, if it was words or a tap; everything else is told apart by [`Inbound::content`].
    pub fn said<'a>(&'a self) -> Said<'a> {
        fn word<'a>(object: Option<&'a Value>, field: &str) -> Option<&'a str> {
            object?.get(field)?.as_str()
        }
        let tap = |object: Option<&'a Value>, payload: &str, title: &str| match word(object, payload) {
            Some(payload) => Said::Tap { payload, title: word(object, title).unwrap_or_default() },
            None => Said::Other,
        };
        match self.kind.as_str() {
            "text" => word(self.rest.get("text"), "body").map_or(Said::Other, Said::Text),
            "button" => tap(self.rest.get("button"), "payload", "text"),
            "interactive" => {
                let interactive = self.rest.get("interactive");
                let reply = |name: &str| interactive.and_then(|i| i.get(name)).filter(|reply| word(Some(reply), "id").is_some());
                tap(reply("button_reply").or_else(|| reply("list_reply")), "id", "title")
            }
            _ => Said::Other,
        }
    }

    /// What the message is, whatever it is.
    pub fn content(&self) -> Kind {
        Kind::read(&self.kind, &self.rest)
    }

    /// When it was written, in milliseconds; `None` when Meta's string is no number.
    pub fn at_ms(&self) -> Option<i64> {
        self.timestamp.parse::<i64>().ok().and_then(millis)
    }

    /// The advertisement or page that brought her, on her first message.
    pub fn referral(&self) -> Option<Referral> {
        self.rest.get("referral").and_then(tolerant::one)
    }

    /// The group it was written in.
    pub fn group_id(&self) -> Option<String> {
        self.rest.get("group_id").and_then(tolerant::as_text)
    }

    /// The sender's user id across linked portfolios.
    pub fn from_parent_user_id(&self) -> Option<String> {
        self.rest.get("from_parent_user_id").and_then(tolerant::as_text)
    }

    /// What Meta could not deliver of it.
    pub fn errors(&self) -> Vec<ApiError> {
        self.rest.get("errors").map(tolerant::as_list).unwrap_or_default()
    }
}

/// What became of an outbound message.
#[derive(Clone, Deserialize)]
pub struct Status {
    /// The wamid.
    #[serde(deserialize_with = "tolerant::needed")]
    pub id: String,
    /// sent, delivered, read, played, failed …
    #[serde(deserialize_with = "tolerant::needed")]
    pub status: String,
    /// Seconds since 1970, as a string.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub timestamp: String,
    /// What we put there when sending.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub biz_opaque_callback_data: Option<String>,
    /// Why it failed.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub errors: Vec<ApiError>,
    /// What it cost; on `sent` and on one of `delivered` and `read`.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub pricing: Option<Pricing>,
    /// `payment` for the state of a payment instead of a message's.
    #[serde(rename = "type", default, deserialize_with = "tolerant::text")]
    pub kind: Option<String>,
    /// Digits of her number, or the group's id; absent when her number is hidden.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_id: Option<String>,
    /// Her business-scoped user id; absent when sending to a number failed.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_user_id: Option<String>,
    /// The same across linked portfolios.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_parent_user_id: Option<String>,
    /// `group`, or nothing.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_type: Option<String>,
    /// The member of the group it is about: digits.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_participant_id: Option<String>,
    /// The member's user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_participant_user_id: Option<String>,
    /// The same across linked portfolios.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_participant_parent_user_id: Option<String>,
    /// Up to v23, and in a free entry point.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub conversation: Option<Conversation>,
    /// The payment, where this is one.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub payment: Option<Payment>,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// Left Meta.
    Sent,
    /// On her phone.
    Delivered,
    /// Seen.
    Read,
    /// Heard (voice).
    Played,
    /// Did not arrive; `delivered` beats it (§3.1).
    Failed,
    /// She removed it (older payloads).
    Deleted,
    /// Meta warns (older payloads).
    Warning,
    /// Not a message's but a payment's state.
    Payment,
    /// A word this version does not know.
    Other,
}

impl Status {
    /// When it happened, in milliseconds.
    pub fn at_ms(&self) -> Option<i64> {
        self.timestamp.parse::<i64>().ok().and_then(millis)
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        if self.kind.as_deref() == Some("payment") {
            return Stage::Payment;
        }
        match self.status.as_str() {
            "sent" => Stage::Sent,
            "delivered" => Stage::Delivered,
            "read" => Stage::Read,
            "played" => Stage::Played,
            "failed" => Stage::Failed,
            "deleted" => Stage::Deleted,
            "warning" => Stage::Warning,
            _ => Stage::Other,
        }
    }
}

/// How Meta bills a message; decided by `type`, since `billable` is being retired (§3.4).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Pricing {
    /// regular, `free_customer_service`, `free_entry_point` …
    #[serde(rename = "type", default, deserialize_with = "tolerant::words")]
    pub kind: String,
    /// marketing, utility, service …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub category: String,
    /// `paid_exempt`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub subtype: Option<String>,
    /// `PMP`; `CBP` before July 2025.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub pricing_model: Option<String>,
    /// Being retired.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub billable: Option<bool>,
}

/// The conversation a message belongs to.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Conversation {
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub id: Option<String>,
    /// When it ends, in seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub expiration_timestamp: Option<i64>,
    /// What opened it.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub origin: Option<Origin>,
}

/// What opened a conversation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Origin {
    /// `referral_conversion`, `marketing_lite`, `service` …
    #[serde(rename = "type", default, deserialize_with = "tolerant::words")]
    pub kind: String,
}

/// A payment's state (India, §2.6); Meta says not to rely on this alone.
#[derive(Clone, Default, Deserialize)]
pub struct Payment {
    /// The order's.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub reference_id: Option<String>,
    /// How much.
    #[serde(default)]
    pub amount: Value,
    /// ISO currency.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub currency: Option<String>,
    /// What the payment provider says.
    #[serde(default)]
    pub transaction: Value,
}

quiet!(Payment);

/// The value of `user_preferences`: a customer stops or resumes marketing at Meta.
#[derive(Debug, Default, Deserialize)]
pub struct UserPreferences {
    /// One per person.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub user_preferences: Vec<Preference>,
}

/// One person's preference.
#[derive(Clone, Deserialize)]
pub struct Preference {
    /// Digits of the number, if known.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub wa_id: Option<String>,
    /// Business-scoped user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub user_id: Option<String>,
    /// The same across linked portfolios.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub parent_user_id: Option<String>,
    /// `marketing_messages`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub category: String,
    /// stop, resume or signup.
    #[serde(deserialize_with = "tolerant::needed")]
    pub value: String,
    /// The link she signed up by.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub signup_id: Option<String>,
    /// In words.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub detail: Option<String>,
    /// Seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub timestamp: Option<i64>,
}
