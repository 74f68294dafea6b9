//! What becomes of templates (fact sheet §2.5, §3.5).

use serde::Deserialize;

use crate::tolerant;

/// The value of `message_template_status_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TemplateStatus {
    /// APPROVED, REJECTED, PAUSED, FLAGGED, DISABLED, REINSTATED, ARCHIVED, UNARCHIVED, LOCKED …
    #[serde(deserialize_with = "tolerant::needed")]
    pub event: String,
    /// Meta's id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_id: Option<String>,
    /// Name.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_name: String,
    /// Language code.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_language: String,
    /// Category, where Meta says it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_category: Option<String>,
    /// Why, where Meta says it: `ABUSIVE_CONTENT`, `INVALID_FORMAT`, `PROMOTIONAL` …, `NONE`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub reason: Option<String>,
    /// When it was or will be disabled.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub disable_info: Option<DisableInfo>,
    /// `FIRST_PAUSE`, `SECOND_PAUSE`, `RATE_LIMITING_PAUSE`, `UNPAUSE`, `DISABLED` and why.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub other_info: Option<OtherInfo>,
    /// Why it was rejected, in words, and what to do.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub rejection_info: Option<RejectionInfo>,
}

/// When a template was or will be disabled.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DisableInfo {
    /// As Meta writes it.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub disable_date: Option<String>,
}

/// Which pause it is, or another event's detail.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OtherInfo {
    /// Meta's word.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub title: Option<String>,
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub description: Option<String>,
}

/// Why a template was rejected.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RejectionInfo {
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub reason: Option<String>,
    /// What Meta recommends.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub recommendation: Option<String>,
}

/// The value of `template_category_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TemplateCategory {
    /// Meta's id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_id: Option<String>,
    /// Name.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_name: String,
    /// Language code.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_language: String,
    /// The category it has now.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub new_category: Option<String>,
    /// The category it had.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub previous_category: Option<String>,
    /// The category it will have: a warning, 24 hours ahead.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub correct_category: Option<String>,
    /// From when, in seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub category_update_timestamp: Option<i64>,
}

/// The value of `message_template_quality_update`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TemplateQuality {
    /// Meta's id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_id: Option<String>,
    /// Name.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_name: String,
    /// Language code.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_language: String,
    /// GREEN, YELLOW, RED, UNKNOWN.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub previous_quality_score: Option<String>,
    /// GREEN, YELLOW, RED, UNKNOWN.
    #[serde(deserialize_with = "tolerant::needed")]
    pub new_quality_score: String,
}

/// The value of `message_template_components_update`: what a template says after an edit.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TemplateComponents {
    /// Meta's id.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_id: Option<String>,
    /// Name.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_name: String,
    /// Language code.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_template_language: String,
    /// The body.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_element: Option<String>,
    /// The header.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_title: Option<String>,
    /// The footer.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_footer: Option<String>,
    /// The buttons.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub message_template_buttons: Vec<TemplateButton>,
}

/// A button after an edit.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TemplateButton {
    /// `QUICK_REPLY`, `URL` …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub message_template_button_type: String,
    /// Its label.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub message_template_button_text: String,
    /// Its address.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_button_url: Option<String>,
    /// Its number.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub message_template_button_phone_number: Option<String>,
}
