//! The rest of the fields (fact sheet §3.5): calls, groups, forms, conversions, partners, payment
//! set-ups, settings, changed user ids. Typed as far as the fact sheet goes; each keeps its raw JSON.

use serde::Deserialize;
use serde_json::Value;

use super::messages::{Contact, Metadata, each};
use crate::error::ApiError;
use crate::tolerant::{self, number_of, text_of};

/// The value of `calls`.
#[derive(Default)]
pub struct Calls {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// Who calls, as far as Meta says.
    pub contacts: Vec<Contact>,
    /// Calls that begin or end.
    pub calls: Vec<Call>,
    /// Calls of ours that ring, are taken or refused.
    pub statuses: Vec<CallStatus>,
    /// What could not be read.
    pub unread: Vec<Value>,
}

/// A call that begins or ends.
#[derive(Clone, Deserialize)]
pub struct Call {
    /// Its id.
    #[serde(deserialize_with = "tolerant::needed")]
    pub id: String,
    /// Digits of the caller; absent when the number is hidden.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub from: Option<String>,
    /// The caller's user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub from_user_id: Option<String>,
    /// Digits of the called.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub to: Option<String>,
    /// The called's user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub to_user_id: Option<String>,
    /// connect or terminate.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub event: String,
    /// `USER_INITIATED` or `BUSINESS_INITIATED`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub direction: Option<String>,
    /// Seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub timestamp: Option<i64>,
    /// COMPLETED or FAILED, at the end.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub status: Option<String>,
    /// In seconds, at the end.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub duration: Option<i64>,
    /// How to connect (SDP), at the beginning.
    #[serde(default)]
    pub session: Value,
    /// What we put there when calling.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub biz_opaque_callback_data: Option<String>,
    /// Why it failed.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub errors: Vec<ApiError>,
}

/// What becomes of a call of ours.
#[derive(Clone, Deserialize)]
pub struct CallStatus {
    /// The call.
    #[serde(deserialize_with = "tolerant::needed")]
    pub id: String,
    /// RINGING, ACCEPTED, REJECTED.
    #[serde(deserialize_with = "tolerant::needed")]
    pub status: String,
    /// Seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub timestamp: Option<i64>,
    /// Digits of the called.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_id: Option<String>,
    /// The called's user id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recipient_user_id: Option<String>,
}

/// One group of a `group_…_update`.
#[derive(Clone, Default)]
pub struct GroupEvent {
    /// The group; absent when it could not be created.
    pub group_id: Option<String>,
    /// `group_create`, `group_participants_add` …
    pub kind: Option<String>,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
    /// Why not.
    pub errors: Vec<ApiError>,
    /// Everything: subject, people, join requests, settings.
    pub raw: Value,
}

/// The value of `flows`.
#[derive(Clone, Debug, Default)]
pub struct FlowEvent {
    /// FLOW_STATUS_CHANGE, CLIENT_ERROR_RATE, ENDPOINT_AVAILABILITY, FLOW_VERSION_FREEZE_WARNING …
    pub event: String,
    /// The form.
    pub flow_id: Option<String>,
    /// DRAFT, PUBLISHED, THROTTLED, BLOCKED …
    pub old_status: Option<String>,
    /// The same, now.
    pub new_status: Option<String>,
    /// ACTIVATED or DEACTIVATED.
    pub alert_state: Option<String>,
    /// Developers' English.
    pub message: Option<String>,
    /// Everything: rates, thresholds, latencies.
    pub raw: Value,
}

/// What Meta thinks a customer from an advertisement did.
#[derive(Clone, Default)]
pub struct AutomaticEvent {
    /// The message it was seen in.
    pub id: Option<String>,
    /// `LeadSubmitted` or `Purchase`.
    pub name: String,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
    /// The click.
    pub ctwa_clid: Option<String>,
    /// Currency and value of a purchase.
    pub custom_data: Value,
}

/// The value of `partner_solutions`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PartnerSolution {
    /// SOLUTION_CREATED, SOLUTION_UPDATED …
    #[serde(deserialize_with = "tolerant::needed")]
    pub event: String,
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub solution_id: Option<String>,
    /// ACTIVE, INITIATED, DEACTIVATED …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub solution_status: Option<String>,
}

/// The value of `payment_configuration_update` (India).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PaymentConfiguration {
    /// Its name.
    #[serde(deserialize_with = "tolerant::needed")]
    pub configuration_name: String,
    /// razorpay, payu …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub provider_name: Option<String>,
    /// Our account there.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub provider_mid: Option<String>,
    /// active, needs_connecting, needs_testing …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub status: Option<String>,
}

/// The value of `account_settings_update`.
#[derive(Clone, Debug, Default)]
pub struct AccountSettings {
    /// What kind of setting.
    pub kind: Option<String>,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
    /// Everything.
    pub raw: Value,
}

/// The value of `user_id_update`, a field Meta announced and took back (§3.5, §11): read all the same.
#[derive(Clone, Default)]
pub struct UserIdUpdate {
    /// Digits of the number, if known.
    pub wa_id: Option<String>,
    /// The user id until now.
    pub previous: Option<String>,
    /// The user id from now on.
    pub current: Option<String>,
    /// Everything.
    pub raw: Value,
}

quiet!(Calls, Call, CallStatus, GroupEvent, AutomaticEvent, UserIdUpdate);

impl Calls {
    pub(super) fn read(value: &Value) -> Option<Self> {
        value.get("calls").or_else(|| value.get("statuses"))?;
        let mut unread = Vec::new();
        let (calls, statuses) = (each(value, "calls", &mut unread), each(value, "statuses", &mut unread));
        let metadata = value.get("metadata").and_then(tolerant::one).unwrap_or_default();
        Some(Self { metadata, contacts: tolerant::list_of(value, "contacts"), calls, statuses, unread })
    }
}

impl GroupEvent {
    pub(super) fn read(value: &Value) -> Option<Vec<Self>> {
        let one = |group: &Value| Self {
            group_id: text_of(group, "group_id").or_else(|| text_of(group, "id")),
            kind: text_of(group, "type"),
            timestamp: number_of(group, "timestamp"),
            errors: tolerant::list_of(group, "errors"),
            raw: group.clone(),
        };
        Some(value.get("groups")?.as_array()?.iter().map(one).collect())
    }
}

impl FlowEvent {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let word = |field: &str| text_of(value, field);
        Some(Self {
            event: word("event")?,
            flow_id: word("flow_id"),
            old_status: word("old_status"),
            new_status: word("new_status"),
            alert_state: word("alert_state"),
            message: word("message"),
            raw: value.clone(),
        })
    }
}

impl AutomaticEvent {
    pub(super) fn read(value: &Value) -> Option<Vec<Self>> {
        let one = |event: &Value| {
            Some(Self {
                id: text_of(event, "id"),
                name: text_of(event, "event_name")?,
                timestamp: number_of(event, "timestamp"),
                ctwa_clid: text_of(event, "ctwa_clid"),
                custom_data: event.get("custom_data").cloned().unwrap_or_default(),
            })
        };
        Some(value.get("automatic_events")?.as_array()?.iter().filter_map(one).collect())
    }
}

impl AccountSettings {
    pub(super) fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self { kind: text_of(value, "type"), timestamp: number_of(value, "timestamp"), raw: value.clone() })
    }
}

impl UserIdUpdate {
    pub(super) fn read(value: &Value) -> Option<Vec<Self>> {
        let one = |item: &Value| {
            let nested = |field: &str| item.get("user_id").and_then(|id| text_of(id, field));
            let either = |names: [&str; 2], inner: &str| names.iter().find_map(|name| text_of(item, name)).or_else(|| nested(inner));
            Self {
                wa_id: text_of(item, "wa_id"),
                previous: either(["previous_user_id", "old_user_id"], "previous"),
                current: either(["current_user_id", "new_user_id"], "current").or_else(|| text_of(item, "user_id")),
                raw: item.clone(),
            }
        };
        let updates: Vec<Self> = match value.get("user_id_update").unwrap_or(value) {
            Value::Array(items) => items.iter().map(one).collect(),
            item => vec![one(item)],
        };
        updates.iter().all(|update| update.current.is_some()).then_some(updates)
    }
}
