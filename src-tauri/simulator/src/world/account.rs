//! The account around the number: tokens and what they may do, where webhooks go, the profile, blocked
//! people, codes to scan, registration and its PIN (fact sheet §1.2, §1.3, §3.1). What an owner has set
//! is remembered between runs; tokens are not, because a world's first token is drawn from its seed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use crate::Credentials;
use crate::refusal::Refusal;

/// The number as people read it.
pub const DISPLAY_NUMBER: &str = "+33 1 87 00 00 00";
/// The same as webhooks give it.
pub const DISPLAY_NUMBER_DIGITS: &str = "33187000000";
/// The country that is put in front of numbers without `+`.
pub const COUNTRY_CODE: &str = "33";
/// Sending, media, calls.
pub const MESSAGING: &str = "whatsapp_business_messaging";
/// Templates, numbers, subscriptions.
pub const MANAGEMENT: &str = "whatsapp_business_management";

/// A token.
#[derive(Clone, Debug, Serialize)]
pub struct Token {
    /// When it dies, simulated milliseconds; 0 never.
    pub expires_at: i64,
    /// When it was made.
    pub issued_at: i64,
    /// What it may do.
    pub scopes: Vec<String>,
    /// `SYSTEM_USER`, or `USER` for a temporary one.
    pub kind: &'static str,
}

/// What is remembered between two runs.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Kept {
    /// The business profile.
    pub profile: Value,
    /// Blocked people by id: when.
    pub blocked: BTreeMap<u64, i64>,
    /// Codes to scan: text by code.
    pub codes: BTreeMap<String, String>,
    /// Registered with the Cloud API.
    pub registered: bool,
    /// The two-step PIN.
    pub pin: Option<String>,
    /// `settings`, as set.
    pub settings: Value,
    /// Cart and catalogue icon.
    pub commerce: Value,
    /// Its name.
    pub verified_name: String,
    /// GREEN, YELLOW, RED.
    pub quality: String,
    /// Disabled by Meta.
    pub locked: bool,
    /// Webhooks are subscribed for the account.
    pub subscribed: bool,
    /// Override of the account.
    pub waba_override: Option<String>,
    /// Override of the number.
    pub phone_override: Option<String>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            profile: json!({ "about": "", "address": "", "description": "", "email": "", "websites": [], "vertical": "RETAIL", "messaging_product": "whatsapp" }),
            blocked: BTreeMap::new(),
            codes: BTreeMap::new(),
            registered: true,
            pin: None,
            settings: json!({}),
            commerce: json!({ "is_cart_enabled": true, "is_catalog_visible": false }),
            verified_name: "Simulated shop".into(),
            quality: "GREEN".into(),
            locked: false,
            subscribed: true,
            waba_override: None,
            phone_override: None,
        }
    }
}

/// The account.
pub struct Account {
    /// Tokens by what they say.
    pub tokens: BTreeMap<String, Token>,
    /// Where the app's webhooks go.
    pub webhook: Option<String>,
    /// Remembered.
    pub kept: Kept,
    /// Flows by id or name: PUBLISHED, BLOCKED, THROTTLED …, and when each was sent.
    pub flows: BTreeMap<String, (String, Vec<i64>)>,
}

impl Account {
    /// The account of these credentials.
    pub fn new(credentials: &Credentials, webhook: Option<String>) -> Self {
        let scopes = [MESSAGING, MANAGEMENT, "business_management"].map(str::to_owned).to_vec();
        let token = Token { expires_at: 0, issued_at: 0, scopes, kind: "SYSTEM_USER" };
        Self { tokens: [(credentials.token.clone(), token)].into(), webhook, kept: Kept::default(), flows: BTreeMap::new() }
    }
}

/// Fields that follow an override address; the others always go to the app's (fact sheet §3.1).
fn may_be_overridden(field: &str) -> bool {
    matches!(field, "messages" | "smb_message_echoes" | "history" | "smb_app_state_sync" | "calls" | "standby" | "user_preferences")
        || field.starts_with("group_")
}

/// Whoever calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// With a token of the account.
    Token(String),
    /// As the app itself.
    App,
}

impl World {
    /// Who calls with this token.
    ///
    /// # Errors
    /// 190 when the token is not one, has expired, or the app's secret is wrong.
    pub fn caller(&self, bearer: &str) -> Result<Caller, Refusal> {
        if let Some((app, secret)) = bearer.split_once('|') {
            return if app == self.credentials.app_id && secret == self.credentials.app_secret {
                Ok(Caller::App)
            } else {
                Err(Refusal::new(190, "Error validating application. Cannot get application info due to a system error."))
            };
        }
        self.token_state(bearer).map(|_| Caller::Token(bearer.to_owned()))
    }

    /// The token, if it is still good.
    fn token_state(&self, token: &str) -> Result<&Token, Refusal> {
        let Some(found) = self.account.tokens.get(token) else {
            return Err(Refusal::new(190, "Invalid OAuth access token - Cannot parse access token"));
        };
        if self.faults.expired_token || found.expires_at != 0 && found.expires_at <= self.now() {
            return Err(Refusal { subcode: Some(463), ..Refusal::new(190, "Error validating access token: Session has expired") });
        }
        Ok(found)
    }

    /// Whether the caller may do what this permission allows.
    ///
    /// # Errors
    /// 10 for messaging, 200 for the rest.
    pub fn may(&self, caller: &Caller, scope: &str) -> Result<(), Refusal> {
        let allowed = match caller {
            Caller::App => false,
            Caller::Token(token) => self.account.tokens.get(token).is_some_and(|t| t.scopes.iter().any(|s| s == scope)),
        };
        if allowed {
            return Ok(());
        }
        let code = if scope == MESSAGING { 10 } else { 200 };
        Err(Refusal::new(code, format!("Application does not have permission for this action: {scope} is missing")))
    }

    /// What `debug_token` says of a token.
    pub fn describe_token(&self, token: &str) -> Value {
        let Some(known) = self.account.tokens.get(token) else {
            return json!({ "error": { "code": 190, "message": "Invalid OAuth access token - Cannot parse access token" }, "is_valid": false, "scopes": [] });
        };
        let targets = |scope: &str| scope.starts_with("whatsapp_business").then(|| vec![self.credentials.waba_id.clone()]);
        let granular: Vec<Value> = known
            .scopes
            .iter()
            .map(|scope| match targets(scope) {
                Some(ids) => json!({ "scope": scope, "target_ids": ids }),
                None => json!({ "scope": scope }),
            })
            .collect();
        let mut data = json!({ "app_id": self.credentials.app_id, "type": known.kind, "application": "Simulated app", "data_access_expires_at": 0,
            "expires_at": known.expires_at / 1000, "issued_at": known.issued_at / 1000, "is_valid": true, "scopes": known.scopes, "granular_scopes": granular, "user_id": "122000000000001" });
        if let Err(refusal) = self.token_state(token) {
            data["is_valid"] = json!(false);
            data["error"] = json!({ "code": refusal.code, "message": refusal.details, "subcode": refusal.subcode });
        }
        data
    }

    /// Where a change goes: phone before account before app; nowhere when nothing is subscribed.
    pub fn destination(&self, field: &str) -> Option<String> {
        let kept = &self.account.kept;
        if !kept.subscribed {
            return None;
        }
        let aside = may_be_overridden(field).then(|| kept.phone_override.clone().or_else(|| kept.waba_override.clone())).flatten();
        aside.or_else(|| self.account.webhook.clone())
    }

    /// What the number's `health_status` says.
    pub fn health(&self, entity: &str, id: &str) -> Value {
        let kept = &self.account.kept;
        let part = |kind: &str, id: &str, problem: Option<(&str, i64, &str, &str)>| match problem {
            None => json!({ "entity_type": kind, "id": id, "can_send_message": "AVAILABLE" }),
            Some((state, code, what, remedy)) => json!({ "entity_type": kind, "id": id, "can_send_message": state,
                "errors": [{ "error_code": code, "error_description": what, "possible_solution": remedy }] }),
        };
        let number = if !kept.registered {
            Some(("BLOCKED", 133_010, "The phone number is not registered", "Register the phone number"))
        } else if kept.quality == "RED" {
            Some(("LIMITED", 131_048, "The quality of the phone number is low", "Improve the quality of messages"))
        } else {
            None
        };
        let account = if kept.locked {
            Some(("BLOCKED", 131_031, "The account has been locked", "Request a review"))
        } else if !self.settings.payment_method {
            Some(("LIMITED", 131_042, "There is no payment method", "Add a payment method"))
        } else {
            None
        };
        let mut entities = vec![
            part("WABA", &self.credentials.waba_id, account),
            part("BUSINESS", "900000000000001", None),
            part("APP", &self.credentials.app_id, None),
        ];
        if entity == "PHONE_NUMBER" {
            entities.insert(0, part(entity, id, number));
        }
        if entity == "MESSAGE_TEMPLATE" {
            let status = self.templates.by_id(id).map_or("", |t| t.status.as_str());
            let problem = (status != "APPROVED").then_some(("BLOCKED", 132_015, "The template cannot be sent", "See its status"));
            entities.insert(0, part(entity, id, problem));
        }
        let worst = ["BLOCKED", "LIMITED"].into_iter().find(|state| entities.iter().any(|e| e["can_send_message"] == *state));
        json!({ "can_send_message": worst.unwrap_or("AVAILABLE"), "entities": entities })
    }
}

impl World {
    /// Makes a token: never dying, or a temporary one.
    pub fn add_token(&mut self, token: Option<String>, expires_in_ms: Option<i64>, scopes: Option<Vec<String>>) -> String {
        let token = token.unwrap_or_else(|| format!("EAA{}", self.number()));
        let now = self.now();
        let known = Token {
            expires_at: expires_in_ms.map_or(0, |ms| now + ms),
            issued_at: now,
            scopes: scopes.unwrap_or_else(|| [MESSAGING, MANAGEMENT].map(str::to_owned).to_vec()),
            kind: if expires_in_ms.is_some() { "USER" } else { "SYSTEM_USER" },
        };
        self.account.tokens.insert(token.clone(), known);
        token
    }
}
