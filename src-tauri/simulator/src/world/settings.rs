//! How this Meta is set up, and the faults it has on demand: both are the experimenter's, through
//! control. A setting is a state the platform can be in; a fault is something going wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the fact sheet leaves to configuration (§11), and states of the account that change what is allowed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Settings {
    /// The Graph version the app's webhooks are subscribed with: `conversation` is gone from 24 on.
    pub webhook_version: f32,
    /// Direct Send is open to this account (§2.7).
    pub direct_send: bool,
    /// Direct Send was misused (139200).
    pub direct_send_blocked: bool,
    /// The Marketing Messages API was signed for (134102 otherwise).
    pub marketing_messages: bool,
    /// Marketing templates may be sent on the ordinary endpoint (131063 otherwise).
    pub marketing_on_cloud_api: bool,
    /// Replies that are free per number and month since 2026-10-01.
    pub free_replies: u32,
    /// Utility templates inside the window cost since 2026-10-01.
    pub utility_in_window_charged: bool,
    /// How long everything is free after an advertisement, hours.
    pub free_entry_hours: i64,
    /// There is a payment method: without one nothing beyond the free replies is delivered (131042).
    pub payment_method: bool,
    /// A test number: only these may be written to (131030).
    pub only_to: Option<Vec<String>>,
    /// Real milliseconds a review takes.
    pub review_ms: i64,
    /// Templates an account may have.
    pub template_limit: usize,
    /// Management calls an hour.
    pub management_per_hour: usize,
    /// Simulated hours for which a webhook is tried again: 168, or 36 by another page.
    pub retry_hours: i64,
    /// Other apps subscribed to the same account; they get every webhook too.
    pub also: Vec<String>,
    /// What products are sent from; without one no message with products is taken.
    pub catalogue: Option<Catalogue>,
}

/// The catalogue connected to the account (§1.4).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Catalogue {
    /// Its id.
    pub id: String,
    /// Its items by their retailer ids: `approved`, `pending` or `rejected`.
    pub items: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            webhook_version: 26.0,
            direct_send: false,
            direct_send_blocked: false,
            marketing_messages: true,
            marketing_on_cloud_api: true,
            free_replies: 1_000,
            utility_in_window_charged: true,
            free_entry_hours: 72,
            payment_method: true,
            only_to: None,
            review_ms: 300,
            template_limit: 250,
            management_per_hour: 5_000,
            retry_hours: 168,
            also: Vec::new(),
            catalogue: None,
        }
    }
}

/// Faults on demand; a number is how many requests it still hits.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Faults {
    /// Every answer waits so long.
    pub latency_ms: u64,
    /// The answer to a message taken comes so much later.
    pub answer_ms: u64,
    /// Takes the message and never answers.
    pub timeout_after_accept: u32,
    /// Takes the message and drops the connection.
    pub drop_after_accept: u32,
    /// Drops the connection and takes nothing.
    pub drop_before_accept: u32,
    /// HTTP 500, code 131000, takes nothing.
    pub server_error: u32,
    /// Takes the message and answers JSON that breaks off.
    pub malformed: u32,
    /// 130429.
    pub throttle: u32,
    /// So many calls, of any kind, are answered with `http_status` and a page instead of JSON.
    pub http_answers: u32,
    /// The status for `http_answers`; 502 when left out.
    pub http_status: Option<u16>,
    /// An upload breaks off after so many bytes, once.
    pub upload_breaks_after: Option<usize>,
    /// 190 to everything.
    pub expired_token: bool,
    /// Any code, synchronously.
    pub refuse_with: Option<i64>,
    /// Any code, as a failed status.
    pub fail_with: Option<i64>,
    /// So many messages get both delivered and failed, as with several devices.
    pub delivered_and_failed: u32,
    /// Share of messages that are read without ever being delivered.
    pub skip_delivered: f64,
    /// The next review ends in a rejection with this reason.
    pub reject_template: Option<String>,
    /// No webhook leaves; see `POST /webhooks/release`.
    pub withhold_webhooks: bool,
    /// So many deliveries are signed with another secret first.
    pub wrong_signature: u32,
    /// Deliveries are compressed.
    pub gzip: bool,
    /// Share of deliveries sent twice.
    pub duplicate: f64,
    /// Deliveries are shuffled.
    pub reorder: bool,
    /// Nobody taps or reads by herself.
    pub still: bool,
}

impl Faults {
    /// Takes one of a counted fault.
    pub fn take(count: &mut u32) -> bool {
        let hit = *count > 0;
        *count = count.saturating_sub(1);
        hit
    }
}
