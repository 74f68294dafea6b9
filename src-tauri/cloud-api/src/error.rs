//! The one place that knows Meta's error codes (fact sheet §4): what each means for the message,
//! and what a person can do about it. Decisions are made on `code`, never on English text.

use serde::{Deserialize, Serialize};

/// An error as Meta writes it, in an HTTP answer or in a status webhook.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ApiError {
    /// Meta's number, e.g. 131047.
    #[serde(default)]
    pub code: i64,
    /// Older, finer number; Meta is retiring it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_subcode: Option<i64>,
    /// Developers' English; never shown to the owner as it is. Webhooks carry a `title` beside it.
    #[serde(default)]
    pub message: String,
    /// Details behind the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_data: Option<ErrorData>,
}

/// The part of an error that says what exactly was wrong.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ErrorData {
    /// Developers' English.
    #[serde(default)]
    pub details: String,
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
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The token is invalid or has expired (0, 190).
    Token,
    /// A permission is missing (3, 10, 200–299, 131005).
    Permission,
    /// The account is restricted or locked (368, 131031).
    Restricted,
    /// The payment method is missing or fails (131042, 131044).
    Payment,
    /// Too many people blocked or reported the number (131048, 131064).
    Spam,
    /// The number is not registered (33, 131045, 133010).
    Number,
}

/// What the owner can do, one per code she can meet; the UI has a sentence for each.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Not on WhatsApp, an old app, or blocked: call her.
    Unreachable,
    /// Meta limits promotions to this person for now, or she is in the US: call her, or wait a day.
    MetaLimit,
    /// She has stopped promotions at Meta: respect it.
    StoppedMarketing,
    /// Her window has closed: only a template can go.
    WindowClosed,
    /// The template is paused, disabled, missing or filled wrongly: look at it.
    Template,
    /// The picture could not be used: choose another.
    Media,
    /// This message cannot go to her country.
    Country,
    /// She is blocked by the shop itself.
    BlockedByShop,
    /// The connection needs the owner.
    Connection,
    /// Meta is busy: the shop tries again by itself.
    Busy,
    /// Not known to this version: shown with its number.
    Other,
}

/// What a code in an HTTP error answer means; `http` decides when the code is not known.
pub fn classify(code: i64, http: u16) -> Class {
    match code {
        0 | 190 => Class::Stop(Stop::Token),
        3 | 10 | 200..=299 | 131_005 => Class::Stop(Stop::Permission),
        368 | 131_031 => Class::Stop(Stop::Restricted),
        131_042 | 131_044 => Class::Stop(Stop::Payment),
        131_048 | 131_064 => Class::Stop(Stop::Spam),
        33 | 131_045 | 133_010 => Class::Stop(Stop::Number),
        4 | 80_007 | 80_008 => Class::Retry { after_ms: 60_000 },
        130_429 => Class::Retry { after_ms: 1_000 },
        131_057 => Class::Retry { after_ms: 10_000 },
        134_101 => Class::Retry { after_ms: 600_000 },
        131_056 => Class::RetryPair,
        1 | 2 | 131_000 | 131_016 => Class::Unknown,
        _ if http >= 500 => Class::Unknown,
        _ => Class::Refused,
    }
}

/// What to tell the owner about a code on one message.
pub fn advise(code: i64) -> Advice {
    match code {
        131_026 | 131_021 | 131_030 => Advice::Unreachable,
        131_049 | 130_472 => Advice::MetaLimit,
        131_050 => Advice::StoppedMarketing,
        131_047 => Advice::WindowClosed,
        132_000..=132_099 => Advice::Template,
        131_052 | 131_053 => Advice::Media,
        130_497 => Advice::Country,
        130_403 => Advice::BlockedByShop,
        1 | 2 | 4 | 80_007 | 80_008 | 130_429 | 131_000 | 131_016 | 131_056 | 131_057 => Advice::Busy,
        _ => match classify(code, 400) {
            Class::Stop(_) => Advice::Connection,
            _ => Advice::Other,
        },
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
}
