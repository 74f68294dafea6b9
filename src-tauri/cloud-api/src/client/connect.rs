//! What connecting a business needs (fact sheet §1.2–1.3): what a token may do, which accounts and
//! numbers it reaches, where webhooks go, whether anything stands in the way of sending.
//!
//! These calls take ids as arguments: they are how the ids are found.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CallError, Client, done, id, text_field};
use crate::error::ApiError;
use crate::tolerant;

/// Sends and receives messages, media and calls (§1.2).
pub const MESSAGING: &str = "whatsapp_business_messaging";
/// Templates, accounts, numbers and every other webhook field (§1.2).
pub const MANAGEMENT: &str = "whatsapp_business_management";

/// With whose authority a token is inspected.
#[derive(Clone, Copy)]
pub enum Authority<'a> {
    /// The token itself: works for a token of the same app's system user.
    Itself,
    /// The app: its id and secret together are a token.
    App {
        /// The app.
        id: &'a str,
        /// Its secret.
        secret: &'a str,
    },
}

/// What a token is good for (`debug_token`, §1.2).
#[derive(Clone, Debug, Default, Serialize)]
pub struct TokenFacts {
    /// The app it belongs to.
    pub app_id: String,
    /// The app's name.
    pub application: Option<String>,
    /// `SYSTEM_USER`, `USER`, …
    pub kind: Option<String>,
    /// When it ends, in milliseconds; `None` for one that does not.
    pub expires_at: Option<i64>,
    /// Whether Meta takes it now.
    pub valid: bool,
    /// Its permissions.
    pub scopes: Vec<String>,
    /// The business accounts it was given; empty when Meta does not limit or does not say it.
    pub accounts: Vec<String>,
    /// Why it is not valid.
    pub error: Option<ApiError>,
}

impl TokenFacts {
    /// The permissions a business needs and this token lacks.
    pub fn lacks(&self) -> Vec<&'static str> {
        [MESSAGING, MANAGEMENT].into_iter().filter(|needed| !self.scopes.iter().any(|scope| scope == needed)).collect()
    }

    fn read(data: &Value) -> Result<Self, CallError> {
        let granular = data.get("granular_scopes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut accounts = Vec::new();
        for scope in granular.iter().filter(|g| matches!(g.get("scope").and_then(Value::as_str), Some(MESSAGING | MANAGEMENT))) {
            for target in tolerant::list_of::<Value>(scope, "target_ids").iter().filter_map(tolerant::as_text) {
                if !accounts.contains(&target) {
                    accounts.push(target);
                }
            }
        }
        let mut scopes: Vec<String> = tolerant::list_of(data, "scopes");
        for scope in granular.iter().filter_map(|g| tolerant::text_of(g, "scope")) {
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        Ok(Self {
            // A token nobody can read has no app, but then `is_valid` must say so.
            app_id: tolerant::text_of(data, "app_id").unwrap_or_default(),
            application: tolerant::text_of(data, "application"),
            kind: tolerant::text_of(data, "type"),
            expires_at: tolerant::number_of(data, "expires_at").filter(|at| *at > 0).and_then(|at| at.checked_mul(1000)),
            valid: data.get("is_valid").and_then(tolerant::as_flag).ok_or(CallError::Unreachable("answer unreadable"))?,
            scopes,
            accounts,
            error: data.get("error").and_then(|error| ApiError::deserialize(error).ok()),
        })
    }
}

/// A business account.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Account {
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub name: String,
    /// ISO currency it is billed in.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub currency: Option<String>,
    /// `APPROVED`, `PENDING`, `REJECTED` …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub account_review_status: Option<String>,
}

/// What Meta says of a number (§1.3).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct PhoneNumber {
    /// The phone number id.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub id: String,
    /// As people see it.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub display_phone_number: String,
    /// The approved display name.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub verified_name: String,
    /// GREEN, YELLOW, RED, UNKNOWN.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub quality_rating: String,
    /// `TIER_250` …, the portfolio's limit.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub whatsapp_business_manager_messaging_limit: Option<String>,
    /// CONNECTED, PENDING, FLAGGED, RESTRICTED, DISCONNECTED …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub status: Option<String>,
    /// State of the display name: APPROVED, PENDING_REVIEW …
    #[serde(default, deserialize_with = "tolerant::text")]
    pub name_status: Option<String>,
    /// VERIFIED, NOT_VERIFIED, EXPIRED: whether the number has proved to be the business's.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub code_verification_status: Option<String>,
    /// `CLOUD_API`, `ON_PREMISE`, `NOT_APPLICABLE`: the last needs `register`.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub platform_type: Option<String>,
    /// SANDBOX (a test number) or LIVE.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub account_mode: Option<String>,
    /// Messages per second.
    #[serde(default, deserialize_with = "tolerant::maybe")]
    pub throughput: Option<Throughput>,
    /// Whether it has the blue tick.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub is_official_business_account: Option<bool>,
    /// Its username, where it has one.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub username: Option<String>,
}

/// How fast a number may send.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Throughput {
    /// STANDARD, HIGH, NOT_APPLICABLE.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub level: String,
}

/// Asked for in every answer about a number.
const NUMBER_FIELDS: &str = "id,display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit,status,\
name_status,code_verification_status,platform_type,account_mode,throughput,is_official_business_account";

/// Another address for an account's or a number's webhooks than the app's (§1.3).
#[derive(Clone, Copy)]
pub struct Callback<'a> {
    /// At most 200 characters, https.
    pub uri: &'a str,
    /// What Meta repeats when it asks whether the address is ours.
    pub verify_token: &'a str,
}

/// An app that gets an account's webhooks.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Subscription {
    /// The app.
    pub app_id: String,
    /// Its name.
    pub name: Option<String>,
    /// The address it has set for this account alone.
    pub override_callback_uri: Option<String>,
}

/// Whether messages can be sent.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CanSend {
    /// Nothing stands in the way.
    Available,
    /// Something does not work.
    Limited,
    /// Nothing can be sent.
    Blocked,
    /// A word this version does not know, or none.
    #[default]
    #[serde(other)]
    Unknown,
}

/// What stands in the way of sending (`health_status`, §1.3).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Health {
    /// The whole.
    #[serde(default, deserialize_with = "tolerant::nested")]
    pub can_send_message: CanSend,
    /// The number, the account, the business, the app, each by itself.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub entities: Vec<HealthEntity>,
}

/// One of the things sending depends on.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct HealthEntity {
    /// `PHONE_NUMBER`, `WABA`, `BUSINESS`, `APP`, `MESSAGE_TEMPLATE`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub entity_type: String,
    /// Its id.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub id: String,
    /// Whether it lets messages through.
    #[serde(default, deserialize_with = "tolerant::nested")]
    pub can_send_message: CanSend,
    /// What is wrong with it.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub errors: Vec<HealthError>,
    /// What Meta adds, in developers' English.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub additional_info: Vec<String>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct HealthError {
    /// Meta's number; another series than message errors.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub error_code: Option<i64>,
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub error_description: String,
    /// Developers' English.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub possible_solution: String,
}

impl Client {
    /// What `input_token` is good for.
    ///
    /// # Errors
    /// When Meta refuses to tell (the inspecting token is of another app) or cannot be reached.
    pub async fn debug_token(&self, input_token: &str, with: Authority<'_>) -> Result<TokenFacts, CallError> {
        let request = self.request(Method::GET, "debug_token", &[("input_token", input_token)])?;
        let value = match with {
            Authority::Itself => self.call_as(request, input_token).await?,
            Authority::App { id, secret } => self.call_as(request, &format!("{id}|{secret}")).await?,
        };
        TokenFacts::read(value.get("data").unwrap_or(&Value::Null))
    }

    /// A business account.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn account(&self, waba: &str) -> Result<Account, CallError> {
        let value = self.get(id(waba, "not an account's id")?, &[("fields", "id,name,currency,account_review_status")]).await?;
        Account::deserialize(&value).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// The numbers of a business account.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn phone_numbers(&self, waba: &str) -> Result<Vec<PhoneNumber>, CallError> {
        let path = format!("{}/phone_numbers", id(waba, "not an account's id")?);
        let items = self.pages(&path, &[("fields", NUMBER_FIELDS), ("limit", "100")]).await?;
        Ok(items.iter().filter_map(|item| PhoneNumber::deserialize(item).ok()).collect())
    }

    /// The business's own number as Meta sees it: the first proof that token and ids fit together.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn phone_number(&self) -> Result<PhoneNumber, CallError> {
        let value = self.get(self.phone()?, &[("fields", NUMBER_FIELDS)]).await?;
        PhoneNumber::deserialize(&value).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Subscribes this token's app to an account's webhooks, at the app's address or another.
    /// Template and account events always go to the app's (§3.1).
    ///
    /// # Errors
    /// When Meta refuses (it calls the other address first) or cannot be reached.
    pub async fn subscribe(&self, waba: &str, callback: Option<Callback<'_>>) -> Result<(), CallError> {
        let path = format!("{}/subscribed_apps", id(waba, "not an account's id")?);
        let body = match callback {
            Some(Callback { uri, verify_token }) => json!({ "override_callback_uri": uri, "verify_token": verify_token }),
            None => json!({}),
        };
        done(&self.post(&path, &body).await?)
    }

    /// Ends this token's app's subscription to an account.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn unsubscribe(&self, waba: &str) -> Result<(), CallError> {
        let path = format!("{}/subscribed_apps", id(waba, "not an account's id")?);
        done(&self.delete(&path, &[]).await?)
    }

    /// The apps that get an account's webhooks.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn subscriptions(&self, waba: &str) -> Result<Vec<Subscription>, CallError> {
        let items = self.pages(&format!("{}/subscribed_apps", id(waba, "not an account's id")?), &[]).await?;
        let app = |item: &Value| {
            let facts = item.get("whatsapp_business_api_data").unwrap_or(item).clone();
            Subscription {
                app_id: tolerant::text_of(&facts, "id").unwrap_or_default(),
                name: tolerant::text_of(&facts, "name"),
                override_callback_uri: tolerant::text_of(item, "override_callback_uri"),
            }
        };
        Ok(items.iter().map(app).collect())
    }

    /// Sends one number's webhooks to another address than the account's; `None` ends that (§1.3).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn redirect_number(&self, phone_number_id: &str, callback: Option<Callback<'_>>) -> Result<(), CallError> {
        let configuration = match callback {
            Some(Callback { uri, verify_token }) => json!({ "override_callback_uri": uri, "verify_token": verify_token }),
            None => json!({ "override_callback_uri": "" }),
        };
        let path = id(phone_number_id, "not a number's id")?;
        done(&self.post(path, &json!({ "webhook_configuration": configuration })).await?)
    }

    /// Whether anything stands in the way of sending: `node` is a number, an account or a template.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn health(&self, node: &str) -> Result<Health, CallError> {
        let value = self.get(id(node, "not an id")?, &[("fields", "health_status")]).await?;
        let health = value.get("health_status").ok_or(CallError::Unreachable("answer unreadable"))?;
        Health::deserialize(health).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Registers the number for the Cloud API under a PIN of six digits, which becomes or must be its
    /// two-step PIN. Ten times in 72 hours and no more (133016).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn register(&self, pin: &str) -> Result<(), CallError> {
        let body = json!({ "messaging_product": "whatsapp", "pin": six_digits(pin)? });
        done(&self.post(&format!("{}/register", self.phone()?), &body).await?)
    }

    /// Takes the number off the Cloud API; counted as [`Client::register`].
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn deregister(&self) -> Result<(), CallError> {
        done(&self.post(&format!("{}/deregister", self.phone()?), &json!({})).await?)
    }

    /// Sets the number's two-step PIN.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn set_pin(&self, pin: &str) -> Result<(), CallError> {
        let body = json!({ "pin": six_digits(pin)? });
        done(&self.post(self.phone()?, &body).await?)
    }

    /// Has Meta send a code to the number, to prove that it is the business's.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn request_code(&self, by_voice: bool, language: &str) -> Result<(), CallError> {
        let body = json!({ "code_method": if by_voice { "VOICE" } else { "SMS" }, "language": language });
        done(&self.post(&format!("{}/request_code", self.phone()?), &body).await?)
    }

    /// Gives Meta the code it sent.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn verify_code(&self, code: &str) -> Result<(), CallError> {
        done(&self.post(&format!("{}/verify_code", self.phone()?), &json!({ "code": code })).await?)
    }

    /// Exchanges the code of an Embedded Signup for a token (§1.2).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn exchange_code(&self, app_id: &str, app_secret: &str, code: &str) -> Result<String, CallError> {
        let query = [("client_id", app_id), ("client_secret", app_secret), ("code", code)];
        let request = self.request(Method::GET, "oauth/access_token", &query)?;
        let value = self.call_as(request, &format!("{app_id}|{app_secret}")).await?;
        text_field(&value, "access_token")
    }
}

fn six_digits(pin: &str) -> Result<&str, CallError> {
    if pin.len() == 6 && pin.bytes().all(|b| b.is_ascii_digit()) { Ok(pin) } else { Err(CallError::NotMade("a PIN has six digits")) }
}
