//! The one place that knows Meta's error codes (fact sheet §4): what each means for the message,
//! and what a person can do about it. Decisions are made on `code`, never on English text, and not on
//! the HTTP status either where the code is known: Meta throttles with 400.
//!
//! The codes are one table, [`codes::TABLE`]; [`classify`] and [`advise`] look there and have rules
//! only for what is not in it.

pub mod codes;

use serde::{Deserialize, Serialize};

pub use self::codes::Code;
use crate::tolerant;

/// An error as Meta writes it, in an HTTP answer or in a status webhook.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ApiError {
    /// Meta's number, e.g. 131047.
    #[serde(default = "no_code", deserialize_with = "code_or_none")]
    pub code: i64,
    /// Older, finer number; Meta is retiring it.
    #[serde(default, deserialize_with = "tolerant::number", skip_serializing_if = "Option::is_none")]
    pub error_subcode: Option<i64>,
    /// Developers' English; never shown to the owner as it is. Webhooks carry a `title` beside it.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub message: String,
    /// Shorter developers' English, in webhooks.
    #[serde(default, deserialize_with = "tolerant::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Details behind the message.
    #[serde(default, deserialize_with = "tolerant::maybe", skip_serializing_if = "Option::is_none")]
    pub error_data: Option<ErrorData>,
    /// What Meta's support asks for.
    #[serde(default, deserialize_with = "tolerant::text", skip_serializing_if = "Option::is_none")]
    pub fbtrace_id: Option<String>,
}

impl ApiError {
    /// Something in the message is not as Meta has it: among others a product that was not approved (§1.4, §4).
    pub fn is_bad_parameter(&self) -> bool {
        self.code == 131_009
    }
}

/// The part of an error that says what exactly was wrong.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ErrorData {
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub details: String,
}

const fn no_code() -> i64 {
    -1
}

/// No code is -1, so that an error without one is not taken for 0, which means an expired token.
fn code_or_none<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    tolerant::number(from).map(|code| code.unwrap_or(no_code()))
}

/// What an error means for the promise that met it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Class {
    /// Meta has refused this message; sending it again would be refused again.
    Refused,
    /// Meta has not taken it and says come back: not an attempt that counts.
    Retry {
        /// Wait at least so long, in milliseconds.
        after_ms: i64,
    },
    /// As [`Class::Retry`], for this recipient alone (pair rate, 131056).
    RetryPair,
    /// The whole connection must stop until somebody has acted.
    Stop(Stop),
    /// Meta may or may not have taken it.
    Unknown,
}

/// Why nothing more may be sent for now.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The token is invalid or has expired (0, 190).
    Token,
    /// A permission is missing (3, 10, 200–299, 131005).
    Permission,
    /// The account is restricted or locked (368, 131031; `account_update`).
    Restricted,
    /// The payment method is missing or fails (131042, 131044).
    Payment,
    /// Too many people blocked or reported the number (131048, 131064).
    Spam,
    /// The number is not registered (33, 131045, 133010).
    Number,
    /// Meta has flagged the number's quality (`phone_number_quality_update`; no error code).
    Quality,
    /// Meta has disabled the account, or says when it will (`account_update`; no error code).
    Disabled,
}

/// What the owner can do, one per next step she can take; the UI has a sentence for each.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Not on WhatsApp, an old app, or blocked: call her.
    Unreachable,
    /// Meta limits promotions to this person for now, or she is in the US: call her, or wait a day.
    MetaLimit,
    /// She is in a group Meta withholds promotions from to measure them (130472): write within an open window.
    Experiment,
    /// She has stopped promotions at Meta: respect it.
    StoppedMarketing,
    /// Her window has closed: only a template can go.
    WindowClosed,
    /// The template is missing, not approved or not in this language: look at it.
    Template,
    /// The template is paused: it comes back by itself, or has to be released.
    TemplatePaused,
    /// The template is disabled for good: write another.
    TemplateDisabled,
    /// The template was filled wrongly: a fault of the program, not of the owner.
    TemplateFilling,
    /// The template does not fit Meta's rules for templates: write it otherwise.
    TemplateRules,
    /// The picture could not be used: choose another.
    Media,
    /// What she sent could not be fetched: ask her to send it again.
    InboundMedia,
    /// This message cannot go to her country.
    Country,
    /// She is blocked by the shop itself.
    BlockedByShop,
    /// A test number writes only to the five numbers on its list: add hers, or use a real number.
    TestNumber,
    /// Somebody else may have taken over her number: make sure it is her before writing on.
    IdentityChanged,
    /// It was the shop's own number.
    OwnNumber,
    /// This message needs her phone number, which she hides.
    NeedsPhone,
    /// Her app cannot show this kind of message.
    Unsupported,
    /// The message is too old at Meta: send it again.
    Expired,
    /// It was built wrongly: a fault of the program, not of the owner.
    Malformed,
    /// This account sends promotions by the marketing interface, or only promotions by it.
    MarketingRoute,
    /// Terms have to be accepted at Meta first.
    Terms,
    /// The payment method at Meta needs the owner.
    Payment,
    /// Meta thinks the messages unwanted: write less and better.
    Spam,
    /// The display name is not approved yet.
    DisplayName,
    /// The number has to be registered (again), or its PIN is wrong.
    Registration,
    /// The form (Flow) is blocked, throttled or not published.
    Flow,
    /// The order cannot take this step.
    Order,
    /// It concerns calls.
    Calling,
    /// It concerns groups.
    Group,
    /// The list of blocked people could not be changed.
    BlockList,
    /// The username cannot be had.
    Username,
    /// It concerns the WhatsApp Business app beside (import, migration, sign-up).
    Coexistence,
    /// The connection needs the owner.
    Connection,
    /// Meta is busy: the shop tries again by itself.
    Busy,
    /// Not known to this version: shown with its number.
    Other,
}

/// What a code in an HTTP error answer means; `http` decides when the code is not known.
pub fn classify(code: i64, http: u16) -> Class {
    match codes::find(code) {
        Some(known) => known.class,
        None if http >= 500 => Class::Unknown,
        // A gateway's own refusal to take more; nothing was taken.
        None if http == 429 => Class::Retry { after_ms: 60_000 },
        None => Class::Refused,
    }
}

/// What to tell the owner about a code on one message.
pub fn advise(code: i64) -> Advice {
    if let Some(known) = codes::find(code) {
        return known.advice;
    }
    match code {
        // New codes of two families whose next step is always the same.
        132_000..=132_099 => Advice::Template,
        2_388_000..=2_388_999 => Advice::TemplateRules,
        _ => Advice::Other,
    }
}

/// How long a promotion must rest after Meta withheld it, before it may be tried once more; `None` for
/// never. `to_us` says that the number is American: no promotion ever goes there (§5).
pub fn may_retry_marketing_after_ms(code: i64, to_us: bool) -> Option<i64> {
    match code {
        131_049 if !to_us => Some(24 * 3_600_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_decide_and_http_status_only_fills_gaps() {
        assert_eq!(classify(130_429, 400), Class::Retry { after_ms: 1_000 }, "throttling is HTTP 400 at Meta");
        assert_eq!(classify(190, 401), Class::Stop(Stop::Token), "an expired token stops everything, it is not 'sent'");
        assert_eq!(classify(131_000, 500), Class::Unknown, "an unknown error may have been accepted");
        assert_eq!(classify(999_999, 503), Class::Unknown, "a new code on a 5xx is never re-sent blindly");
        assert_eq!(classify(999_999, 400), Class::Refused, "a new code on a 4xx is a refusal");
        assert_eq!(classify(131_056, 400), Class::RetryPair, "the pair limit holds back one person only");
    }

    #[test]
    fn an_error_is_read_whatever_its_fields_are_written_as() {
        let odd: ApiError =
            serde_json::from_value(serde_json::json!({"code":"131047","title":"x","error_data":"none","message":7})).expect("reads");
        assert_eq!((odd.code, odd.message.as_str()), (131_047, "7"), "a code written as a string still decides");
        for without in [serde_json::json!({}), serde_json::json!({"code":{}})] {
            let error: ApiError = serde_json::from_value(without).expect("reads");
            assert_eq!(classify(error.code, 400), Class::Refused, "an error without a code is not an expired token");
        }
    }

    #[test]
    fn a_withheld_promotion_rests_for_a_day_and_never_goes_to_the_us() {
        assert_eq!(may_retry_marketing_after_ms(131_049, false), Some(86_400_000), "sooner just fails again");
        assert_eq!(may_retry_marketing_after_ms(131_049, true), None, "the US gets no promotions at all");
        for code in [130_472, 131_050, 131_047, 131_026] {
            assert_eq!(may_retry_marketing_after_ms(code, false), None, "{code} does not change by waiting");
        }
    }
}
