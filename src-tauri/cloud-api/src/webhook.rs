//! What Meta's webhooks bring (fact sheet §3): inbound messages, statuses, template and account
//! events. Everything is optional but the envelope: people without a phone number, kinds not yet
//! invented and missing objects are read, never dropped; what is not understood stays as JSON.

use serde::Deserialize;
use serde_json::Value;

use crate::error::ApiError;

/// One POST from Meta.
#[derive(Debug, Deserialize)]
pub struct Delivery {
    /// `whatsapp_business_account`.
    pub object: String,
    /// One per account.
    #[serde(default)]
    pub entry: Vec<Entry>,
}

/// The changes of one account.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The WABA id.
    #[serde(default)]
    pub id: String,
    /// What happened.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// One change, typed by its field.
#[derive(Debug, Deserialize)]
pub struct Change {
    /// `messages`, `message_template_status_update` …
    pub field: String,
    /// Its value, raw: read with the methods below.
    #[serde(default)]
    pub value: Value,
}

/// The value of a `messages` change. Each message and status is read by itself: one of a shape not
/// known does not cost the others.
#[derive(Debug, Default)]
pub struct Messages {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// Who wrote, as far as Meta says.
    pub contacts: Vec<Contact>,
    /// What they wrote.
    pub messages: Vec<Inbound>,
    /// What became of what we wrote.
    pub statuses: Vec<Status>,
    /// Messages and statuses that could not be read.
    pub unreadable: usize,
}

impl Messages {
    /// Reads a change's value.
    pub fn read(value: &Value) -> Self {
        fn each<T: serde::de::DeserializeOwned>(value: &Value, field: &str, unreadable: &mut usize) -> Vec<T> {
            let items = value.get(field).and_then(Value::as_array).into_iter().flatten();
            let read = items.map(|item| T::deserialize(item));
            read.filter_map(|item| item.inspect_err(|_| *unreadable += 1).ok()).collect()
        }
        let mut unreadable = 0;
        let metadata = value.get("metadata").and_then(|m| Metadata::deserialize(m).ok()).unwrap_or_default();
        let contacts = each(value, "contacts", &mut unreadable);
        let messages = each(value, "messages", &mut unreadable);
        let statuses = each(value, "statuses", &mut unreadable);
        Self { metadata, contacts, messages, statuses, unreadable }
    }
}

/// Our own number.
#[derive(Debug, Default, Deserialize)]
pub struct Metadata {
    /// The phone number id.
    #[serde(default)]
    pub phone_number_id: String,
}

/// A person as a webhook describes her.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Contact {
    /// Name and username.
    #[serde(default)]
    pub profile: Profile,
    /// Digits of the phone number without `+`; absent for people with a username.
    pub wa_id: Option<String>,
    /// Business-scoped user id.
    pub user_id: Option<String>,
}

/// What the person calls herself.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Profile {
    /// Free text.
    pub name: Option<String>,
    /// Only if she has adopted one.
    pub username: Option<String>,
}

/// One inbound message.
#[derive(Debug, Deserialize)]
pub struct Inbound {
    /// Digits of the sender's number; absent when it is hidden.
    pub from: Option<String>,
    /// The sender's business-scoped user id.
    pub from_user_id: Option<String>,
    /// The wamid.
    pub id: String,
    /// Seconds since 1970, as a string.
    #[serde(default)]
    pub timestamp: String,
    /// text, button, interactive, …
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The message it answers.
    pub context: Option<Context>,
    /// Everything else, by kind.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, Value>,
}

/// What an inbound message refers to.
#[derive(Debug, Default, Deserialize)]
pub struct Context {
    /// The wamid answered.
    pub id: Option<String>,
}

/// A tap or a text, as the shop needs to know it.
#[derive(Debug, Eq, PartialEq)]
pub enum Said<'a> {
    /// Words.
    Text(&'a str),
    /// A tap on a reply button or a template's quick reply: payload and label.
    Tap {
        /// What we put behind the button.
        payload: &'a str,
        /// What the customer saw.
        title: &'a str,
    },
    /// Any other kind, kept raw.
    Other,
}

impl Inbound {
    /// What was said.
    pub fn said(&self) -> Said<'_> {
        let text = |object: &str, field: &str| self.rest.get(object).and_then(|o| o.get(field)).and_then(Value::as_str);
        match self.kind.as_str() {
            "text" => text("text", "body").map_or(Said::Other, Said::Text),
            "button" => match (text("button", "payload"), text("button", "text")) {
                (Some(payload), title) => Said::Tap { payload, title: title.unwrap_or_default() },
                _ => Said::Other,
            },
            "interactive" => {
                let reply = self.rest.get("interactive").and_then(|i| i.get("button_reply"));
                match reply.and_then(|r| r.get("id")).and_then(Value::as_str) {
                    Some(payload) => {
                        Said::Tap { payload, title: reply.and_then(|r| r.get("title")).and_then(Value::as_str).unwrap_or_default() }
                    }
                    None => Said::Other,
                }
            }
            _ => Said::Other,
        }
    }

    /// When it was written, in milliseconds; `None` when Meta's string is no number.
    pub fn at_ms(&self) -> Option<i64> {
        self.timestamp.parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1000))
    }
}

/// What became of an outbound message.
#[derive(Debug, Deserialize)]
pub struct Status {
    /// The wamid.
    pub id: String,
    /// sent, delivered, read, played, failed …
    pub status: String,
    /// Seconds since 1970, as a string.
    #[serde(default)]
    pub timestamp: String,
    /// What we put there when sending.
    pub biz_opaque_callback_data: Option<String>,
    /// Why it failed.
    #[serde(default)]
    pub errors: Vec<ApiError>,
    /// What it cost.
    pub pricing: Option<Pricing>,
}

impl Status {
    /// When it happened, in milliseconds.
    pub fn at_ms(&self) -> Option<i64> {
        self.timestamp.parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1000))
    }
}

/// How Meta bills a message; decided by `type`, since `billable` is being retired (§3.4).
#[derive(Clone, Debug, Deserialize)]
pub struct Pricing {
    /// regular, `free_customer_service`, `free_entry_point` …
    #[serde(rename = "type", default)]
    pub kind: String,
    /// marketing, utility, service …
    #[serde(default)]
    pub category: String,
}

/// The value of `message_template_status_update`.
#[derive(Debug, Deserialize)]
pub struct TemplateStatus {
    /// APPROVED, REJECTED, PAUSED …
    pub event: String,
    /// Name.
    pub message_template_name: String,
    /// Language code.
    pub message_template_language: String,
    /// Category, where Meta says it.
    pub message_template_category: Option<String>,
    /// Why, where Meta says it.
    pub reason: Option<String>,
}

/// The value of `template_category_update`.
#[derive(Debug, Deserialize)]
pub struct TemplateCategory {
    /// Name.
    pub message_template_name: String,
    /// Language code.
    pub message_template_language: String,
    /// The category it has now.
    pub new_category: Option<String>,
}

/// The value of `user_preferences`: a customer stops or resumes marketing at Meta.
#[derive(Debug, Deserialize)]
pub struct UserPreferences {
    /// One per person.
    #[serde(default)]
    pub user_preferences: Vec<Preference>,
}

/// One person's preference.
#[derive(Debug, Deserialize)]
pub struct Preference {
    /// Digits of the number, if known.
    pub wa_id: Option<String>,
    /// Business-scoped user id.
    pub user_id: Option<String>,
    /// `marketing_messages`.
    #[serde(default)]
    pub category: String,
    /// stop, resume or signup.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_without_a_number_are_read() {
        let value = serde_json::json!({"contacts":[{"profile":{"name":"Noor","username":"noor.k"},"user_id":"MA.77"}],
            "messages":[{"from_user_id":"MA.77","id":"wamid.1","timestamp":"1790000000","type":"text","text":{"body":"salam"}}]});
        let messages = Messages::read(&value);
        assert_eq!(messages.unreadable, 0, "a username user has neither `from` nor `wa_id`");
        assert_eq!(messages.messages[0].said(), Said::Text("salam"), "her words arrive");
        assert!(messages.messages[0].from.is_none(), "her number stays hidden");
    }

    #[test]
    fn a_failed_status_as_meta_writes_it_is_read_and_a_broken_one_costs_only_itself() {
        let value = serde_json::json!({"statuses":[
            {"id":"wamid.1","status":"failed","timestamp":"1790000000","errors":[{"code":131_049,"title":"Not delivered","message":"Not delivered","error_data":{"details":"x"},"href":"h"}]},
            {"id":7},
            {"id":"wamid.2","status":"sent","timestamp":"1790000000"}]});
        let read = Messages::read(&value);
        assert_eq!(read.statuses.len(), 2, "title and message together are usual, and the third is not lost");
        assert_eq!(read.unreadable, 1, "the second is counted, not dropped silently");
        assert_eq!(read.statuses[0].errors[0].code, 131_049, "the code decides");
    }

    #[test]
    fn an_interactive_without_its_object_is_kept_as_other() {
        let inbound: Inbound =
            serde_json::from_value(serde_json::json!({"id":"wamid.2","timestamp":"x","type":"interactive"})).expect("reads");
        assert_eq!(inbound.said(), Said::Other, "a missing object is not an error");
        assert_eq!(inbound.at_ms(), None, "an unreadable time is admitted, not invented");
    }
}
