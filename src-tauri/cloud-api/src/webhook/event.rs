//! Every field of a webhook as one type (fact sheet §3.5). A field not known here, or of a shape not
//! known here, is [`Event::Unknown`] with everything it brought.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::account::{AccountAlert, AccountReview, AccountUpdate, Capability, NumberName, NumberQuality, Security, Username};
use super::coexistence::{AppState, Echoes, History};
use super::messages::{Messages, UserPreferences};
use super::signals::{AccountSettings, AutomaticEvent, Calls, FlowEvent, GroupEvent, PartnerSolution, PaymentConfiguration, UserIdUpdate};
use super::template::{TemplateCategory, TemplateComponents, TemplateQuality, TemplateStatus};
use crate::error::Stop;
use crate::tolerant;

/// What a change says.
pub enum Event {
    /// Messages and statuses.
    Messages(Messages),
    /// The same, while Meta's own agent holds the thread: not ours to answer.
    Standby(Messages),
    /// A template's state.
    TemplateStatus(TemplateStatus),
    /// A template's quality.
    TemplateQuality(TemplateQuality),
    /// A template's words.
    TemplateComponents(TemplateComponents),
    /// A template's category.
    TemplateCategory(TemplateCategory),
    /// A number's quality or limit.
    NumberQuality(NumberQuality),
    /// A number's display name.
    NumberName(NumberName),
    /// How many people and numbers.
    Capability(Capability),
    /// The account.
    Account(AccountUpdate),
    /// Something to look at.
    Alert(AccountAlert),
    /// The account's review.
    Review(AccountReview),
    /// A number's PIN.
    Security(Security),
    /// A number's username.
    Username(Username),
    /// People who stop or resume promotions.
    Preferences(UserPreferences),
    /// What was written in the Business app.
    Echoes(Echoes),
    /// What the Business app remembers.
    History(History),
    /// Whom the Business app knows.
    AppState(AppState),
    /// Calls.
    Calls(Calls),
    /// Groups: the field and what it says of each.
    Groups {
        /// `group_lifecycle_update`, `group_participants_update`, `group_settings_update`, `group_status_update`.
        field: String,
        /// One per group.
        groups: Vec<GroupEvent>,
    },
    /// Forms.
    Flow(FlowEvent),
    /// Leads and purchases Meta has seen.
    Automatic(Vec<AutomaticEvent>),
    /// Partners.
    PartnerSolution(PartnerSolution),
    /// How payments are set up.
    PaymentConfiguration(PaymentConfiguration),
    /// A number's settings.
    AccountSettings(AccountSettings),
    /// People whose user id has changed.
    UserIds(Vec<UserIdUpdate>),
    /// Not understood.
    Unknown {
        /// The field.
        field: String,
        /// Its value.
        raw: Value,
    },
}

quiet!(Event);

impl Event {
    /// Reads a change.
    pub fn read(field: &str, value: &Value) -> Self {
        fn read<T: DeserializeOwned>(value: &Value, event: fn(T) -> Event) -> Option<Event> {
            tolerant::one(value).map(event)
        }
        let event = match field {
            "messages" => value.is_object().then(|| Self::Messages(Messages::read(value))),
            "standby" => value.is_object().then(|| Self::Standby(Messages::read(value))),
            "message_template_status_update" => read(value, Self::TemplateStatus),
            "message_template_quality_update" => read(value, Self::TemplateQuality),
            "message_template_components_update" => read(value, Self::TemplateComponents),
            "template_category_update" => read(value, Self::TemplateCategory),
            "phone_number_quality_update" => read(value, Self::NumberQuality),
            "phone_number_name_update" => read(value, Self::NumberName),
            "business_capability_update" => Capability::read(value).map(Self::Capability),
            "account_update" => AccountUpdate::read(value).map(Self::Account),
            "account_alerts" => read(value, Self::Alert),
            "account_review_update" => read(value, Self::Review),
            "security" => read(value, Self::Security),
            "business_username_update" | "business_username_updates" => read(value, Self::Username),
            "user_preferences" => value.get("user_preferences").and_then(|_| read(value, Self::Preferences)),
            "smb_message_echoes" | "message_echoes" => Echoes::read(value).map(Self::Echoes),
            "history" => History::read(value).map(Self::History),
            "smb_app_state_sync" => AppState::read(value).map(Self::AppState),
            "calls" => Calls::read(value).map(Self::Calls),
            "group_lifecycle_update" | "group_participants_update" | "group_settings_update" | "group_status_update" => {
                GroupEvent::read(value).map(|groups| Self::Groups { field: field.to_owned(), groups })
            }
            "flows" => FlowEvent::read(value).map(Self::Flow),
            "automatic_events" => AutomaticEvent::read(value).map(Self::Automatic),
            "partner_solutions" => read(value, Self::PartnerSolution),
            "payment_configuration_update" => read(value, Self::PaymentConfiguration),
            "account_settings_update" => AccountSettings::read(value).map(Self::AccountSettings),
            "user_id_update" => UserIdUpdate::read(value).map(Self::UserIds),
            _ => None,
        };
        event.unwrap_or_else(|| Self::Unknown { field: field.to_owned(), raw: value.clone() })
    }

    /// Why nothing more may be sent, if this says so.
    pub fn stops(&self) -> Option<Stop> {
        match self {
            Self::Account(update) => update.stops(),
            Self::NumberQuality(quality) => quality.stops(),
            Self::Review(review) if review.decision == "REJECTED" => Some(Stop::Restricted),
            _ => None,
        }
    }

    /// What no longer stands in the way of sending, if this says so. A restriction that merely runs out
    /// is not announced: see [`AccountUpdate::restricted_until`].
    pub fn resumes(&self) -> Option<Stop> {
        match self {
            Self::Account(update) => update.resumes(),
            Self::NumberQuality(quality) => quality.resumes(),
            Self::Review(review) if review.decision == "APPROVED" => Some(Stop::Restricted),
            _ => None,
        }
    }
}
