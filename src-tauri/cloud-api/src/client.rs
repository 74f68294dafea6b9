//! The HTTP client. Hidden retries are off: every attempt that may have reached Meta is reported
//! once, as an [`Outcome`], and it is the caller's promise that decides what happens next.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use crate::error::{ApiError, Class, classify};
use crate::message::Message;
use crate::template::{NewTemplate, Template};

/// Where and as whom to call. `Debug` shows neither token nor secret.
#[derive(Clone)]
pub struct Credentials {
    /// e.g. `https://graph.facebook.com`.
    pub graph_url: String,
    /// e.g. `v26.0`.
    pub graph_version: String,
    /// Bearer token.
    pub token: String,
    /// The shop's number.
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
}

impl CallError {
    /// Meta's code, if it answered.
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(error) => Some(error.code),
            Self::Unreachable(_) => None,
        }
    }
}

/// What Meta says of the number.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PhoneNumber {
    /// As people see it.
    #[serde(default)]
    pub display_phone_number: String,
    /// The approved display name.
    #[serde(default)]
    pub verified_name: String,
    /// GREEN, YELLOW, RED, UNKNOWN.
    #[serde(default)]
    pub quality_rating: String,
    /// `TIER_250` …, the portfolio's limit.
    #[serde(default)]
    pub whatsapp_business_manager_messaging_limit: Option<String>,
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
}

impl Client {
    /// A client with the given deadline for one request (30 s for messages is usual).
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
        Ok(Self { http, credentials })
    }

    /// Who this client speaks for.
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    fn url(&self, path: &str) -> String {
        let Credentials { graph_url, graph_version, .. } = &self.credentials;
        format!("{graph_url}/{graph_version}/{path}")
    }

    /// Sends one message, once.
    pub async fn send(&self, message: &Message) -> Outcome {
        let request = self.http.post(self.url(&format!("{}/messages", self.credentials.phone_number_id)));
        let answer = match request.bearer_auth(&self.credentials.token).json(&message.body()).send().await {
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

    async fn call(&self, request: reqwest::RequestBuilder) -> Result<Value, CallError> {
        let answer = request.bearer_auth(&self.credentials.token).send().await.map_err(|error| {
            CallError::Unreachable(if error.is_timeout() {
                "time-out"
            } else if error.is_connect() {
                "no connection"
            } else {
                "connection lost"
            })
        })?;
        let status = answer.status();
        let text = answer.text().await.map_err(|_| CallError::Unreachable("answer cut off"))?;
        if status.is_success() {
            return serde_json::from_str(&text).map_err(|_| CallError::Unreachable("answer unreadable"));
        }
        match serde_json::from_str::<ErrorBody>(&text) {
            Ok(body) => Err(CallError::Refused(body.error)),
            Err(_) => Err(CallError::Unreachable("answer unreadable")),
        }
    }

    /// Uploads a picture; the id lasts 30 days (§1.3).
    ///
    /// # Errors
    /// When Meta refuses the file or cannot be reached.
    pub async fn upload_media(&self, bytes: Vec<u8>, mime: &str) -> Result<String, CallError> {
        let name = if mime == "image/png" { "picture.png" } else { "picture.jpg" };
        let part =
            reqwest::multipart::Part::bytes(bytes).file_name(name).mime_str(mime).map_err(|_| CallError::Unreachable("bad media type"))?;
        let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp").text("type", mime.to_owned()).part("file", part);
        let value = self.call(self.http.post(self.url(&format!("{}/media", self.credentials.phone_number_id))).multipart(form)).await?;
        text_field(&value, "id")
    }

    /// The two-step resumable upload: gives the handle a template's sample picture needs (§1.3).
    ///
    /// # Errors
    /// When Meta refuses the file or cannot be reached.
    pub async fn upload_handle(&self, bytes: Vec<u8>, mime: &str) -> Result<String, CallError> {
        let url = self.url(&format!("{}/uploads?file_name=sample&file_length={}&file_type={mime}", self.credentials.app_id, bytes.len()));
        let session = text_field(&self.call(self.http.post(url)).await?, "id")?;
        let value = self.call(self.http.post(self.url(&session)).header("file_offset", "0").body(bytes)).await?;
        text_field(&value, "h")
    }

    /// Submits a template for review; answers Meta's id and state.
    ///
    /// # Errors
    /// When Meta refuses the template or cannot be reached.
    pub async fn create_template(&self, template: &NewTemplate) -> Result<(String, String), CallError> {
        let request = self.http.post(self.url(&format!("{}/message_templates", self.credentials.waba_id)));
        let value = self.call(request.json(&template.body())).await?;
        Ok((text_field(&value, "id")?, text_field(&value, "status")?))
    }

    /// All templates, following the pages: Meta shows 25 at a time.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn templates(&self) -> Result<Vec<Template>, CallError> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let cursor = after.as_deref().map(|a| format!("&after={a}")).unwrap_or_default();
            let url = self.url(&format!(
                "{}/message_templates?fields=id,name,language,status,category,components&limit=100{cursor}",
                self.credentials.waba_id
            ));
            let page = self.call(self.http.get(url)).await?;
            let data = page.get("data").cloned().unwrap_or_default();
            found.extend(serde_json::from_value::<Vec<Template>>(data).map_err(|_| CallError::Unreachable("answer unreadable"))?);
            let next = page.pointer("/paging/cursors/after").and_then(Value::as_str).map(str::to_owned);
            match next {
                Some(cursor) if page.pointer("/paging/next").is_some() && after.as_deref() != Some(cursor.as_str()) => after = Some(cursor),
                _ => return Ok(found),
            }
        }
    }

    /// The shop's number as Meta sees it: the first proof that token and ids fit together.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn phone_number(&self) -> Result<PhoneNumber, CallError> {
        let fields = "display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit";
        let value = self.call(self.http.get(self.url(&format!("{}?fields={fields}", self.credentials.phone_number_id)))).await?;
        serde_json::from_value(value).map_err(|_| CallError::Unreachable("answer unreadable"))
    }
}

fn text_field(value: &Value, field: &str) -> Result<String, CallError> {
    value.get(field).and_then(Value::as_str).map(str::to_owned).ok_or(CallError::Unreachable("answer unreadable"))
}

fn read_answer(status: StatusCode, text: &str) -> Outcome {
    if status.is_success() {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return Outcome::Unknown { why: "answer unreadable" };
        };
        let message = value.pointer("/messages/0");
        return match message.and_then(|m| m.get("id")).and_then(Value::as_str) {
            Some(wamid) => Outcome::Accepted {
                wamid: wamid.to_owned(),
                message_status: message.and_then(|m| m.get("message_status")).and_then(Value::as_str).map(str::to_owned),
            },
            None => Outcome::Unknown { why: "answer without an id" },
        };
    }
    match serde_json::from_str::<ErrorBody>(text) {
        Ok(body) => Outcome::Answered { class: classify(body.error.code, status.as_u16()), error: body.error },
        Err(_) => Outcome::Unknown { why: "error unreadable" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_once_and_never_guessed() {
        let accepted = read_answer(StatusCode::OK, r#"{"messages":[{"id":"wamid.X","message_status":"accepted"}]}"#);
        assert!(matches!(accepted, Outcome::Accepted { .. }), "200 with an id is accepted");
        assert!(matches!(read_answer(StatusCode::OK, "{"), Outcome::Unknown { .. }), "200 that cannot be read may have been sent");
        assert!(matches!(read_answer(StatusCode::BAD_GATEWAY, "<html>"), Outcome::Unknown { .. }), "a proxy's page proves nothing");
        let throttled = read_answer(StatusCode::BAD_REQUEST, r#"{"error":{"code":130429,"message":"x"}}"#);
        assert!(matches!(throttled, Outcome::Answered { class: Class::Retry { .. }, .. }), "throttling is a 400 to come back from");
    }
}
