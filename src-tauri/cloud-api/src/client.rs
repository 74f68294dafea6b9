//! The HTTP client. Hidden retries are off: every attempt that may have reached Meta is reported
//! once, as an [`Outcome`], and it is the caller's promise that decides what happens next.
//!
//! The calls are grouped by what they are about: [`connect`] (tokens, accounts, numbers,
//! subscriptions, health), [`media`], [`templates`], [`profile`] (profile, shop window, links,
//! blocked people). Errors of the HTTP library are never passed on: they carry addresses, and one
//! of ours (`debug_token`) has a token in it.

pub mod catalogue;
pub mod connect;
pub mod media;
pub mod profile;
pub mod templates;

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde_json::Value;

pub use self::connect::PhoneNumber;
use crate::error::{ApiError, Class, classify};
use crate::message::{Message, mark_read};
use crate::tolerant;

/// Where and as whom to call. `Debug` shows neither token nor secret.
#[derive(Clone)]
pub struct Credentials {
    /// e.g. `https://graph.facebook.com`.
    pub graph_url: String,
    /// e.g. `v26.0`.
    pub graph_version: String,
    /// Bearer token.
    pub token: String,
    /// The business's number.
    pub phone_number_id: String,
    /// The `WhatsApp` business account.
    pub waba_id: String,
    /// The app, for resumable uploads.
    pub app_id: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("graph_url", &self.graph_url).finish_non_exhaustive()
    }
}

/// What one attempt to send came to.
#[derive(Debug)]
pub enum Outcome {
    /// Meta has taken it; delivery comes later, by webhook.
    Accepted {
        /// Meta's message id. Contains the number: personal data.
        wamid: String,
        /// `held_for_quality_assessment` for a paced template, else `accepted` or nothing.
        message_status: Option<String>,
    },
    /// Meta has answered with an error; what it means is in the class.
    Answered {
        /// The error.
        error: ApiError,
        /// Its meaning.
        class: Class,
    },
    /// No byte of it can have reached Meta: safe to try again.
    NotSent,
    /// It may have reached Meta: never to be sent again blindly.
    Unknown {
        /// For the log: no personal data.
        why: &'static str,
    },
}

/// A management call that did not work.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// Meta refused it.
    #[error("Meta refused the call (code {})", .0.code)]
    Refused(ApiError),
    /// Meta could not be reached, or the answer could not be read.
    #[error("Meta could not be reached: {0}")]
    Unreachable(&'static str),
    /// The call was not made: something it needs is missing or malformed.
    #[error("the call was not made: {0}")]
    NotMade(&'static str),
    /// The answer is longer than the caller allowed.
    #[error("more than the {limit} bytes allowed")]
    TooLarge {
        /// What was allowed.
        limit: u64,
    },
}

impl CallError {
    /// Meta's code, if it answered.
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(error) => Some(error.code),
            Self::Unreachable(_) | Self::NotMade(_) | Self::TooLarge { .. } => None,
        }
    }
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ApiError,
}

/// One connection to the Cloud API.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    credentials: Credentials,
    deadline: Duration,
}

impl Client {
    /// A client with the given deadline for one request (30 s for messages is usual). Uploads and
    /// downloads get more, by their size.
    ///
    /// # Errors
    /// When TLS cannot be set up; `rustls::crypto::ring` must be installed as provider first.
    pub fn new(credentials: Credentials, deadline: Duration) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(deadline)
            .connect_timeout(Duration::from_secs(10))
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            // An idle connection the peer may be closing is the commonest cause of a reset after
            // the request was written, and each of those is an unknown: keep them short-lived.
            .pool_idle_timeout(Duration::from_secs(15))
            .user_agent(concat!("vitrine/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { http, credentials, deadline })
    }

    /// A client that knows only its token: enough to ask which accounts and numbers it may speak
    /// for. Calls about the business's own number answer [`CallError::NotMade`] until
    /// [`Client::speaking_for`] has named it.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_token(graph_url: &str, version: &str, token: &str) -> Result<Self, reqwest::Error> {
        let credentials = Credentials {
            graph_url: graph_url.trim().trim_end_matches('/').to_owned(),
            graph_version: version.trim().to_owned(),
            token: token.trim().to_owned(),
            phone_number_id: String::new(),
            waba_id: String::new(),
            app_id: String::new(),
        };
        Self::new(credentials, Duration::from_secs(30))
    }

    /// The same client, now knowing the ids it speaks for.
    #[must_use]
    pub fn speaking_for(&self, app_id: &str, waba_id: &str, phone_number_id: &str) -> Self {
        let mut other = self.clone();
        other.credentials.app_id = app_id.to_owned();
        other.credentials.waba_id = waba_id.to_owned();
        other.credentials.phone_number_id = phone_number_id.to_owned();
        other
    }

    /// Who this client speaks for.
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    fn phone(&self) -> Result<&str, CallError> {
        id(&self.credentials.phone_number_id, "the number's id is not known")
    }

    fn waba(&self) -> Result<&str, CallError> {
        id(&self.credentials.waba_id, "the account's id is not known")
    }

    fn app(&self) -> Result<&str, CallError> {
        id(&self.credentials.app_id, "the app's id is not known")
    }

    fn address(&self, path: &str) -> String {
        let Credentials { graph_url, graph_version, .. } = &self.credentials;
        format!("{graph_url}/{graph_version}/{path}")
    }

    /// A request without the token: [`Client::call`] adds it.
    fn request(&self, method: Method, path: &str, query: &[(&str, &str)]) -> Result<RequestBuilder, CallError> {
        let mut url = Url::parse(&self.address(path)).map_err(|_| CallError::NotMade("not an address"))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(self.http.request(method, url))
    }

    async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, CallError> {
        self.call(self.request(Method::GET, path, query)?).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, CallError> {
        self.call(self.request(Method::POST, path, &[])?.json(body)).await
    }

    async fn delete(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, CallError> {
        self.call(self.request(Method::DELETE, path, query)?).await
    }

    /// How long a transfer of so many bytes may take: the deadline, and a second for every 64 kB,
    /// which a slow mobile line still manages.
    fn transfer_time(&self, bytes: u64) -> Duration {
        self.deadline + Duration::from_secs(bytes / 65_536)
    }

    /// Sends one message, once.
    pub async fn send(&self, message: &Message) -> Outcome {
        let path = format!("{}/{}", self.credentials.phone_number_id, message.endpoint());
        let Ok(body) = message.bytes() else {
            return Outcome::NotSent;
        };
        let request = self.http.post(self.address(&path)).bearer_auth(&self.credentials.token);
        let answer = match request.header(CONTENT_TYPE, "application/json").body(body).send().await {
            Ok(answer) => answer,
            Err(error) if error.is_connect() || error.is_builder() => return Outcome::NotSent,
            Err(error) if error.is_timeout() => return Outcome::Unknown { why: "time-out" },
            Err(_) => {
                return Outcome::Unknown { why: "connection lost" };
            }
        };
        let status = answer.status();
        let Ok(text) = answer.text().await else {
            return Outcome::Unknown { why: "answer cut off" };
        };
        read_answer(status, &text)
    }

    /// Marks a message, and all before it, as read; `typing` shows besides that somebody is writing
    /// (§2.1).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn mark_read(&self, message_id: &str, typing: bool) -> Result<(), CallError> {
        done(&self.post(&format!("{}/messages", self.phone()?), &mark_read(message_id, typing)).await?)
    }

    async fn call(&self, request: RequestBuilder) -> Result<Value, CallError> {
        self.call_as(request, &self.credentials.token).await
    }

    async fn call_as(&self, request: RequestBuilder, token: &str) -> Result<Value, CallError> {
        let answer = request.bearer_auth(token).send().await.map_err(|error| unreachable_because(&error))?;
        let status = answer.status();
        let text = answer.text().await.map_err(|_| CallError::Unreachable("answer cut off"))?;
        read_call(status, &text)
    }

    /// Every item of a list that comes in pages. A cursor that Meta no longer knows (131059) starts
    /// the list again, once; a list that gives the same cursor twice ends there.
    async fn pages(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<Value>, CallError> {
        let (mut found, mut after, mut restarted) = (Vec::new(), None::<String>, false);
        loop {
            let mut query = query.to_vec();
            if let Some(cursor) = &after {
                query.push(("after", cursor));
            }
            let page = match self.get(path, &query).await {
                Err(CallError::Refused(error)) if error.code == 131_059 && after.is_some() && !restarted => {
                    (found, after, restarted) = (Vec::new(), None, true);
                    continue;
                }
                page => page?,
            };
            let Some(Value::Array(items)) = page.get("data") else {
                return Err(CallError::Unreachable("answer unreadable"));
            };
            found.extend(items.iter().cloned());
            match next_cursor(&page) {
                Some(next) if after.as_deref() != Some(next) => after = Some(next.to_owned()),
                _ => return Ok(found),
            }
        }
    }
}

/// The cursor of the next page, if the answer says that there is one.
fn next_cursor(page: &Value) -> Option<&str> {
    page.pointer("/paging/next")?;
    page.pointer("/paging/cursors/after").and_then(Value::as_str)
}

/// Ids become part of an address: anything but the letters Meta's ids are made of stays out of it.
fn id<'a>(id: &'a str, why: &'static str) -> Result<&'a str, CallError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !id.is_empty() && id.chars().all(plain) { Ok(id) } else { Err(CallError::NotMade(why)) }
}

fn unreachable_because(error: &reqwest::Error) -> CallError {
    CallError::Unreachable(if error.is_timeout() {
        "time-out"
    } else if error.is_connect() {
        "no connection"
    } else {
        "connection lost"
    })
}

fn text_field(value: &Value, field: &str) -> Result<String, CallError> {
    tolerant::text_of(value, field).ok_or(CallError::Unreachable("answer unreadable"))
}

fn done(value: &Value) -> Result<(), CallError> {
    match value.get("success").and_then(tolerant::as_flag) {
        Some(false) => Err(CallError::Unreachable("not done, and no reason given")),
        _ => Ok(()),
    }
}

fn read_call(status: StatusCode, text: &str) -> Result<Value, CallError> {
    if status.is_success() {
        return serde_json::from_str(text).map_err(|_| CallError::Unreachable("answer unreadable"));
    }
    match serde_json::from_str::<ErrorBody>(text) {
        Ok(body) => Err(CallError::Refused(body.error)),
        Err(_) => Err(CallError::Unreachable("answer unreadable")),
    }
}

/// The error of an answer that is not the JSON asked for (media), read up to a few kilobytes.
async fn read_refusal(mut answer: Response) -> CallError {
    let mut text = Vec::new();
    while text.len() < 16_384 {
        match answer.chunk().await {
            Ok(Some(chunk)) => text.extend_from_slice(&chunk),
            _ => break,
        }
    }
    match serde_json::from_slice::<ErrorBody>(&text) {
        Ok(body) => CallError::Refused(body.error),
        // The media host answers in plain text: an address dies after five minutes (§1.3).
        Err(_) => CallError::Unreachable(if answer.status().is_client_error() { "gone or not allowed" } else { "answer unreadable" }),
    }
}

/// What Meta answers to a message it has taken (§2.1); the rest of it is of no use here.
#[derive(Deserialize)]
struct Taken {
    #[serde(default)]
    messages: Vec<TakenMessage>,
}

#[derive(Deserialize)]
struct TakenMessage {
    id: Option<String>,
    message_status: Option<String>,
}

fn read_answer(status: StatusCode, text: &str) -> Outcome {
    if status.is_success() {
        let Ok(taken) = serde_json::from_str::<Taken>(text) else {
            return Outcome::Unknown { why: "answer unreadable" };
        };
        return match taken.messages.into_iter().next() {
            Some(TakenMessage { id: Some(wamid), message_status }) => Outcome::Accepted { wamid, message_status },
            _ => Outcome::Unknown { why: "answer without an id" },
        };
    }
    match serde_json::from_str::<ErrorBody>(text) {
        Ok(body) => Outcome::Answered { class: classify(body.error.code, status.as_u16()), error: body.error },
        Err(_) => Outcome::Unknown { why: "error unreadable" },
    }
}

#[cfg(test)]
mod tests;
