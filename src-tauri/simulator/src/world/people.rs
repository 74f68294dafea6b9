//! The people: who they are, how Meta finds them by number or user id, and what a business may see of
//! them (fact sheet §3.6). Numbers are indexed as the `wa_id` they come to, not as they are typed,
//! because two ways of writing a Brazilian or Mexican number are one person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::DAY;

/// A number counts as exchanged for so long.
const EXCHANGED: i64 = 30 * DAY;

/// What a person tends to do, 0 to 1 each.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Habits {
    /// Opens messages.
    pub reads: f64,
    /// Taps the first button.
    pub keeps: f64,
    /// Taps the second.
    pub later: f64,
    /// Taps the third.
    pub stops: f64,
    /// Writes a line of her own.
    pub writes: f64,
    /// Delay until she acts, milliseconds, at most.
    pub within_ms: i64,
}

impl Default for Habits {
    fn default() -> Self {
        Self { reads: 1.0, keeps: 0.0, later: 0.0, stops: 0.0, writes: 0.0, within_ms: 300 }
    }
}

/// A simulated customer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Customer {
    /// Hers; given by the simulator when left out.
    #[serde(default)]
    pub id: u64,
    /// What her profile says.
    pub name: String,
    /// E.164 with `+`.
    #[serde(default)]
    pub phone: Option<String>,
    /// Business-scoped user id; made from the number's country when left out.
    #[serde(default)]
    pub user_id: Option<String>,
    /// Spans the portfolios that are linked, where that is enabled.
    #[serde(default)]
    pub parent_user_id: Option<String>,
    /// If she has adopted one; her number is hidden then.
    #[serde(default)]
    pub username: Option<String>,
    /// What she tends to do.
    #[serde(default)]
    pub habits: Habits,
    /// Can be reached at all.
    #[serde(default = "yes")]
    pub reachable: bool,
    /// Has stopped marketing at Meta.
    #[serde(default)]
    pub marketing_stopped: bool,
    /// Has had enough marketing from everybody (131049).
    #[serde(default)]
    pub marketing_capped: bool,
    /// Is in Meta's marketing experiment (130472).
    #[serde(default)]
    pub in_experiment: bool,
    /// The key of her device, for `recipient_identity_key_hash`.
    #[serde(default)]
    pub identity_hash: Option<String>,
    /// When she last wrote.
    #[serde(default)]
    pub last_inbound: Option<i64>,
    /// When shop and she last exchanged messages by number.
    #[serde(default)]
    pub phone_exchanged_at: Option<i64>,
    /// When she came by an advertisement, and when the shop's answer opened the free window.
    #[serde(default)]
    pub entry_point: Option<(i64, Option<i64>)>,
    /// The shop shows it is typing, until then.
    #[serde(default)]
    pub typing_until: Option<i64>,
    /// What she was asked for permission to be called: when.
    #[serde(default)]
    pub call_requests: Vec<i64>,
    /// Her chat with the shop.
    #[serde(default)]
    pub chat: Vec<ChatMessage>,
    #[serde(default)]
    pub(super) had: u64,
}

fn yes() -> bool {
    true
}

/// One message on a customer's phone.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ChatMessage {
    /// Meta's id.
    pub wamid: String,
    /// From the shop.
    pub from_shop: bool,
    /// What is read.
    pub text: String,
    /// Media id of the picture above it.
    pub image: Option<String>,
    /// What can be tapped: title and payload.
    pub buttons: Vec<(String, String)>,
    /// Rows of a list: title and id.
    pub rows: Vec<(String, String)>,
    /// template, interactive, text …
    pub kind: String,
    /// When.
    pub at: i64,
    /// The message it answers.
    pub reply_to: Option<String>,
    /// What the other side thinks of it.
    pub reaction: Option<String>,
    /// What was sent, where the text does not say it all: `template.name`, `interactive.type`, a place, a document.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub content: Value,
}

impl Customer {
    /// What webhooks call her by number, if they may.
    pub fn wa_id(&self) -> Option<String> {
        self.phone.as_deref().map(wa_id)
    }

    /// Her number as this shop may see it now: with a username only if it was exchanged lately.
    pub fn shown_wa_id(&self, now: i64) -> Option<String> {
        let known = self.username.is_none() || self.phone_exchanged_at.is_some_and(|at| now - at < EXCHANGED);
        self.wa_id().filter(|_| known)
    }

    /// Her entry of `contacts[]`.
    pub fn contact(&self, now: i64) -> Value {
        let mut contact = json!({ "profile": { "name": self.name }, "user_id": self.user_id });
        if let Some(username) = &self.username {
            contact["profile"]["username"] = json!(username);
        }
        if let Some(wa_id) = self.shown_wa_id(now) {
            contact["wa_id"] = json!(wa_id);
        }
        if let Some(parent) = &self.parent_user_id {
            contact["parent_user_id"] = json!(parent);
        }
        contact
    }

    /// Whether she wrote within a day.
    pub fn window_open(&self, now: i64) -> bool {
        self.last_inbound.is_some_and(|at| now - at < DAY)
    }
}

/// Everybody, and who is found by what.
#[derive(Default)]
pub struct People {
    all: BTreeMap<u64, Customer>,
    by_wa_id: BTreeMap<String, u64>,
    by_user_id: BTreeMap<String, u64>,
}

impl People {
    /// Puts a person there; answers her id.
    pub fn add(&mut self, mut customer: Customer) -> u64 {
        if customer.id == 0 {
            customer.id = self.all.keys().next_back().copied().unwrap_or(0) + 1;
        }
        let id = customer.id;
        if customer.user_id.is_none() {
            customer.user_id = Some(user_id_of(customer.phone.as_deref(), id, 0));
        }
        self.forget_names(id);
        if let Some(wa_id) = customer.wa_id() {
            self.by_wa_id.insert(wa_id, id);
        }
        for user_id in [&customer.user_id, &customer.parent_user_id].into_iter().flatten() {
            self.by_user_id.insert(user_id.clone(), id);
        }
        self.all.insert(id, customer);
        id
    }

    fn forget_names(&mut self, id: u64) {
        let Some(old) = self.all.get(&id) else { return };
        if let Some(wa_id) = old.wa_id() {
            self.by_wa_id.remove(&wa_id);
        }
        for user_id in [&old.user_id, &old.parent_user_id].into_iter().flatten() {
            self.by_user_id.remove(user_id);
        }
    }

    /// A person.
    pub fn get(&self, id: u64) -> Option<&Customer> {
        self.all.get(&id)
    }

    /// A person, to be changed; names are changed by [`People::add`] alone.
    pub fn get_mut(&mut self, id: u64) -> Option<&mut Customer> {
        self.all.get_mut(&id)
    }

    /// Everybody by id.
    pub fn iter(&self) -> impl Iterator<Item = &Customer> {
        self.all.values()
    }

    /// Who has this number.
    pub fn by_phone(&self, number: &str) -> Option<u64> {
        self.by_wa_id.get(&wa_id(number)).copied()
    }

    /// Who has this user id, or this parent one.
    pub fn by_user_id(&self, user_id: &str) -> Option<u64> {
        self.by_user_id.get(user_id).copied()
    }

    /// She takes another number, and with it another user id; answers the old number and user id.
    pub fn moves(&mut self, id: u64, phone: &str) -> Option<(Option<String>, String)> {
        let mut changed = self.get(id)?.clone();
        let (old_phone, old_user) = (changed.phone.clone(), changed.user_id.clone().unwrap_or_default());
        changed.phone = Some(phone.to_owned());
        changed.user_id = Some(user_id_of(Some(phone), id, changed.had.wrapping_add(1).max(1)));
        changed.phone_exchanged_at = None;
        self.add(changed);
        Some((old_phone, old_user))
    }
}

/// Digits as WhatsApp knows the account: Brazilian numbers outside the big cities lose their ninth
/// digit, Mexican ones gain a 1 (fact sheet §2.1, §10.8).
pub fn wa_id(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if let Some(national) = digits.strip_prefix("55") {
        let area: u32 = national.get(..2).and_then(|a| a.parse().ok()).unwrap_or(0);
        if national.len() == 11 && area >= 31 && national[2..].starts_with('9') {
            return format!("55{area}{}", &national[3..]);
        }
        if national.len() == 10 && (11..=28).contains(&area) && national[2..].starts_with(['6', '7', '8', '9']) {
            return format!("55{area}9{}", &national[2..]);
        }
    }
    if digits.starts_with("52") && digits.len() == 12 {
        return format!("521{}", &digits[2..]);
    }
    digits
}

const COUNTRIES: [(&str, &str); 21] = [
    ("1", "US"),
    ("27", "ZA"),
    ("31", "NL"),
    ("33", "FR"),
    ("34", "ES"),
    ("39", "IT"),
    ("44", "GB"),
    ("49", "DE"),
    ("51", "PE"),
    ("52", "MX"),
    ("54", "AR"),
    ("55", "BR"),
    ("57", "CO"),
    ("62", "ID"),
    ("65", "SG"),
    ("91", "IN"),
    ("212", "MA"),
    ("221", "SN"),
    ("234", "NG"),
    ("351", "PT"),
    ("971", "AE"),
];

/// The country of a number, as far as this program knows it.
pub fn country(phone: &str) -> &'static str {
    let digits = phone.trim_start_matches('+');
    COUNTRIES.iter().rev().find(|(prefix, _)| digits.starts_with(prefix)).map_or("XX", |(_, iso)| iso)
}

/// A user id that is always the same for the same person and the same change of number.
fn user_id_of(phone: Option<&str>, id: u64, change: u64) -> String {
    let number = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ change.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    format!("{}.{:015}", phone.map_or("XX", country), number % 1_000_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_whichever_way_its_number_is_typed() {
        let cases = [
            ("+55 31 99999-0000", "553199990000", "a Brazilian number outside São Paulo loses its nine"),
            ("+5531 9999 0000", "553199990000", "and is the same without it"),
            ("+5511999990000", "5511999990000", "in São Paulo the nine stays"),
            ("+551199990000", "5511999990000", "and is put there when it is missing"),
            ("+525512345678", "5215512345678", "a Mexican number gains a 1"),
            ("+5215512345678", "5215512345678", "or has it already"),
            ("+33639980001", "33639980001", "others are themselves"),
        ];
        for (typed, expected, why) in cases {
            assert_eq!(wa_id(typed), expected, "{why}");
        }
    }

    #[test]
    fn a_username_hides_the_number_unless_it_was_exchanged_lately() {
        let mut ana: Customer =
            serde_json::from_value(json!({ "name": "Ana", "phone": "+33639980001", "username": "ana.b" })).expect("a customer");
        assert_eq!(ana.shown_wa_id(0), None, "whoever has a username comes without a number");
        ana.phone_exchanged_at = Some(0);
        assert!(ana.shown_wa_id(EXCHANGED - 1).is_some(), "unless it was exchanged within thirty days");
        assert_eq!(ana.shown_wa_id(EXCHANGED), None, "and not a moment longer");
    }

    #[test]
    fn another_number_is_another_user_id_and_the_old_ones_find_nobody() {
        let mut people = People::default();
        let ana = serde_json::from_value(json!({ "name": "Ana", "phone": "+33639980001" })).expect("a customer");
        let id = people.add(ana);
        let (_, old) = people.moves(id, "+5511999990000").expect("she is there");
        assert_eq!(people.by_user_id(&old), None, "the old id is nobody's");
        assert_eq!(people.by_phone("+33639980001"), None, "nor is the old number");
        assert_eq!(people.by_phone("+551199990000"), Some(id), "she is found by the new one, however typed");
        assert!(people.get(id).and_then(|c| c.user_id.clone()).is_some_and(|u| u.starts_with("BR.")), "her id has the new country");
    }
}
