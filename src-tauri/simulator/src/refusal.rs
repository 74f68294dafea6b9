//! A refusal in Meta's words and numbers (fact sheet §4). The HTTP status follows from the code, so
//! that no endpoint can give a code another status than the table does; throttling is 400, not 429.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// What Meta answers instead of doing it.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// HTTP status.
    pub http: u16,
    /// Meta's code.
    pub code: i64,
    /// Meta's subcode, where one is documented.
    pub subcode: Option<i64>,
    /// What was wrong.
    pub details: String,
}

impl Refusal {
    /// A refusal with the status the table gives its code.
    pub fn new(code: i64, details: impl Into<String>) -> Self {
        let subcode = if code == 130_429 { Some(2_494_055) } else { None };
        Self { http: http_of(code), code, subcode, details: details.into() }
    }

    /// An object nobody has, or that is of another kind.
    pub fn no_such(node: &str) -> Self {
        Self { subcode: Some(33), ..Self::new(100, format!("Unsupported request: object {node} does not exist or cannot be loaded")) }
    }

    /// The `error` object.
    pub fn error(&self) -> Value {
        let oauth = matches!(self.code, 0 | 10 | 190 | 200..=299);
        let mut error = json!({ "message": format!("(#{}) {}", self.code, self.details), "type": if oauth { "OAuthException" } else { "GraphMethodException" },
            "code": self.code, "error_data": { "messaging_product": "whatsapp", "details": self.details }, "fbtrace_id": "Asimulated" });
        if self.code == 190 {
            error["message"] = json!(self.details);
        }
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        if (2_388_000..2_389_000).contains(&self.code) {
            error["error_user_msg"] = json!(self.details);
        }
        error
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (StatusCode::from_u16(self.http).unwrap_or(StatusCode::BAD_REQUEST), Json(json!({ "error": self.error() }))).into_response()
    }
}

/// The HTTP status of a code, fact sheet §4.
pub fn http_of(code: i64) -> u16 {
    match code {
        0 | 190 => 401,
        10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => 403,
        132_001 => 404,
        131_208 => 429,
        2 => 503,
        3 | 131_000 | 131_016 | 131_045 | 131_057 | 133_000 => 500,
        133_004 => 503,
        _ => 400,
    }
}
