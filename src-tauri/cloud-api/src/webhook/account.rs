//! What becomes of the account and its numbers (fact sheet §3.5, §7.8).

use serde::Deserialize;
use serde_json::Value;

use super::millis;
use crate::error::Stop;
use crate::{limits, tolerant};

/// The value of `account_update`.
#[derive(Clone, Default)]
pub struct AccountUpdate {
    /// Meta's word: `ACCOUNT_RESTRICTION`, `DISABLED_UPDATE`, `PARTNER_ADDED` …
    pub event: String,
    /// The number concerned, where one is.
    pub phone_number: Option<String>,
    /// What was violated: `SPAM`, `ALCOHOL`, `ANIMALS` … (§7.7).
    pub violation: Option<String>,
    /// What may not be done, and until when.
    pub restrictions: Vec<Restriction>,
    /// `DISABLE`, `REINSTATE`, `SCHEDULE_FOR_DISABLE`.
    pub ban_state: Option<String>,
    /// From when, as Meta writes it.
    pub ban_date: Option<String>,
    /// The business's country, where that changed.
    pub country: Option<String>,
    /// A better price from now on.
    pub volume_tier: Option<VolumeTier>,
    /// Everything, for what is not named here (partners, prices for foreign codes).
    pub raw: Value,
}

/// Something the account may not do for a while.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Restriction {
    /// `RESTRICTED_BIZ_INITIATED_MESSAGING`, `RESTRICTED_CUSTOMER_INITIATED_MESSAGING`, `RESTRICTED_ADD_PHONE_NUMBER_ACTION` …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub restriction_type: String,
    /// Until when, in seconds since 1970; absent for an indefinite one.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub expiration: Option<i64>,
}

impl Restriction {
    /// Whether it concerns sending; new numbers do not.
    pub fn is_about_sending(&self) -> bool {
        !self.restriction_type.contains("ADD_PHONE_NUMBER")
    }
}

/// A tier of the volume prices (§6).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct VolumeTier {
    /// `UTILITY` or `AUTHENTICATION`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub pricing_category: String,
    /// From and to, `a:b`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub tier: String,
    /// YYYY-MM.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub effective_month: Option<String>,
    /// The market.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub region: Option<String>,
    /// When, in seconds since 1970; of several the smallest counts.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub tier_update_time: Option<i64>,
}

quiet!(AccountUpdate);

impl AccountUpdate {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let inside = |object: &str, field: &str| value.get(object).and_then(|object| tolerant::text_of(object, field));
        let ban = |field: &str| inside("ban_info", field);
        // Older payloads have one restriction where newer ones have a list.
        let restrictions = match value.get("restriction_info") {
            Some(one @ Value::Object(_)) => tolerant::one(one).into_iter().collect(),
            Some(list) => tolerant::as_list(list),
            None => Vec::new(),
        };
        Some(Self {
            event: tolerant::text_of(value, "event")?,
            phone_number: tolerant::text_of(value, "phone_number"),
            violation: inside("violation_info", "violation_type"),
            restrictions,
            ban_state: ban("waba_ban_state").or_else(|| value.get("ban_info")?.get("waba_ban_state")?.get(0).and_then(tolerant::as_text)),
            ban_date: ban("waba_ban_date").or_else(|| ban("date")),
            country: tolerant::text_of(value, "country").or_else(|| inside("business_primary_location_country_info", "country")),
            volume_tier: value.get("volume_tier_info").and_then(tolerant::one),
            raw: value.clone(),
        })
    }

    /// Until when sending is restricted, in milliseconds; `None` when nothing says so.
    pub fn restricted_until(&self) -> Option<i64> {
        let about_sending: Vec<&Restriction> = self.restrictions.iter().filter(|r| r.is_about_sending()).collect();
        // One without an end has no end.
        about_sending.iter().map(|r| r.expiration.and_then(millis)).collect::<Option<Vec<i64>>>()?.into_iter().max()
    }

    /// Why sending must stop.
    pub fn stops(&self) -> Option<Stop> {
        match (self.event.as_str(), self.ban_state.as_deref()) {
            // A violation is the last warning but one: whoever goes on sending loses the account.
            ("ACCOUNT_VIOLATION", _) => Some(Stop::Restricted),
            ("ACCOUNT_RESTRICTION", _) if self.restrictions.is_empty() || self.restrictions.iter().any(Restriction::is_about_sending) => {
                Some(Stop::Restricted)
            }
            ("DISABLED_UPDATE", Some("REINSTATE")) => None,
            ("DISABLED_UPDATE" | "ACCOUNT_DELETED" | "ACCOUNT_OFFBOARDED", _) => Some(Stop::Disabled),
            _ => None,
        }
    }

    /// What no longer stands in the way.
    pub fn resumes(&self) -> Option<Stop> {
        match (self.event.as_str(), self.ban_state.as_deref()) {
            ("DISABLED_UPDATE", Some("REINSTATE")) | ("ACCOUNT_RECONNECTED", _) => Some(Stop::Disabled),
            _ => None,
        }
    }
}

/// The value of `phone_number_quality_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct NumberQuality {
    /// Ours, as people see it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub display_phone_number: Option<String>,
    /// ONBOARDING, THROUGHPUT_UPGRADE; older: UPGRADE, DOWNGRADE, FLAGGED, UNFLAGGED.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub event: String,
    /// `TIER_…`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub current_limit: Option<String>,
    /// `TIER_…` before.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub old_limit: Option<String>,
    /// GREEN, YELLOW, RED, where Meta says it.
    #[serde(default, alias = "quality_rating", alias = "quality_score", deserialize_with = "tolerant::text")]
    pub new_quality_score: Option<String>,
}

impl NumberQuality {
    /// Whether sending must rest.
    pub fn stops(&self) -> Option<Stop> {
        (self.event == "FLAGGED" || self.new_quality_score.as_deref() == Some("RED")).then_some(Stop::Quality)
    }

    /// Whether it may go on.
    pub fn resumes(&self) -> Option<Stop> {
        let good = matches!(self.new_quality_score.as_deref(), Some("GREEN" | "YELLOW"));
        (self.stops().is_none() && (self.event == "UNFLAGGED" || good)).then_some(Stop::Quality)
    }
}

/// The value of `phone_number_name_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct NumberName {
    /// Ours, as people see it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub display_phone_number: Option<String>,
    /// APPROVED, REJECTED, DEFERRED …
    #[serde(deserialize_with = "tolerant::needed")]
    pub decision: String,
    /// The name asked for.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub requested_verified_name: Option<String>,
    /// Why not.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub rejection_reason: Option<String>,
}

/// How many people a portfolio may open a conversation with in 24 hours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DailyLimit {
    /// So many.
    People(u32),
    /// As many as there are.
    Unlimited,
}

/// The value of `business_capability_update`. Meta writes the limit as a number, as -1, as a word or as
/// a tier (§11): all are read.
#[derive(Clone, Debug, Default)]
pub struct Capability {
    /// Unique people a day.
    pub daily_limit: Option<DailyLimit>,
    /// Numbers the business may have.
    pub max_phone_numbers: Option<i64>,
    /// Everything.
    pub raw: Value,
}

impl Capability {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let first = |fields: &[&str]| fields.iter().find_map(|field| value.get(field)).cloned();
        let limit = first(&[
            "max_daily_conversations_per_business",
            "max_daily_conversation_per_phone",
            "whatsapp_business_manager_messaging_limit",
        ]);
        let daily_limit = limit.as_ref().and_then(|limit| match (tolerant::as_number(limit), tolerant::as_text(limit)) {
            (Some(-1), _) => Some(DailyLimit::Unlimited),
            (Some(people), _) => u32::try_from(people).ok().map(DailyLimit::People),
            (None, Some(word)) if word.to_ascii_uppercase().contains("UNLIMITED") => Some(DailyLimit::Unlimited),
            (None, Some(word)) if word.starts_with("TIER_") => limits::tier(&word).map(DailyLimit::People),
            _ => None,
        });
        let numbers = first(&["max_phone_numbers_per_business", "max_phone_numbers_per_waba"]);
        value.is_object().then(|| Self {
            daily_limit,
            max_phone_numbers: numbers.as_ref().and_then(tolerant::as_number),
            raw: value.clone(),
        })
    }
}

/// The value of `account_alerts`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AccountAlert {
    /// `BUSINESS`, `WABA`, `PHONE_NUMBER` …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub entity_type: String,
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub entity_id: Option<String>,
    /// What it says.
    #[serde(default, deserialize_with = "tolerant::nested")]
    pub alert_info: AlertInfo,
}

/// What an alert says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AlertInfo {
    /// CRITICAL, WARNING, INFORMATIONAL.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub alert_severity: String,
    /// ACTIVE, NONE …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub alert_status: String,
    /// Meta's word, e.g. `INCREASED_CAPABILITIES_ELIGIBILITY_…`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub alert_type: String,
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub alert_description: String,
}

/// The value of `account_review_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AccountReview {
    /// APPROVED, REJECTED, PENDING, DEFERRED.
    #[serde(deserialize_with = "tolerant::needed")]
    pub decision: String,
}

/// The value of `security`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Security {
    /// PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS.
    #[serde(deserialize_with = "tolerant::needed")]
    pub event: String,
    /// Ours, as people see it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub display_phone_number: Option<String>,
    /// Whose doing it was: a user id of Meta's business tools.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub requester: Option<String>,
}

/// The value of `business_username_update` (or `…_updates`; §11).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Username {
    /// Ours, as people see it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub display_phone_number: Option<String>,
    /// The username; absent when it was deleted.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub username: Option<String>,
    /// approved, reserved, deleted.
    #[serde(deserialize_with = "tolerant::needed")]
    pub status: String,
}
