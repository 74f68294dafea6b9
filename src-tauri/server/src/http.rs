//! HTTP: the commands behind a token, a stream of what changes, the webhook listener, and the
//! window's pages for a browser. Loopback by default; a webhook is answered only after its commit.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path as UrlPath, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use vitrine_core::{Code, Error, Result};

use crate::House;
use crate::house::Addresses;

/// How long a stream of changes says nothing at all.
const QUIET: Duration = Duration::from_secs(20);

#[derive(Clone)]
struct Front {
    house: Arc<House>,
    token: Arc<str>,
    stop: CancellationToken,
}

/// Starts listening; answers where.
pub(crate) async fn listen(house: Arc<House>, stop: CancellationToken) -> Result<Addresses> {
    let listener = tokio::net::TcpListener::bind(house.options.listen).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let secret = |bytes: [u8; 24]| data_encoding::BASE64URL_NOPAD.encode(&bytes);
    let token = secret(vitrine_core::kinds::random()?);
    let pages = house.options.pages.clone();
    let front = Front { house, token: token.clone().into(), stop: stop.clone() };
    let mut router = Router::new()
        .route("/rpc/{command}", post(rpc))
        .route("/changes", get(changes))
        // A webhook is 3 MiB at most; what is larger is read far enough to be refused in words.
        .route("/webhook", get(handshake).post(webhook).layer(DefaultBodyLimit::max(4 * 1024 * 1024)))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
        .with_state(front);
    if let Some(pages) = &pages {
        router = router.fallback_service(tower_http::services::ServeDir::new(pages));
    }
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await }).await {
            tracing::error!(%error, "the listener stopped");
        }
    });
    Ok(Addresses {
        rpc_url: format!("{base}/rpc"),
        webhook_url: format!("{base}/webhook"),
        window_url: pages.map(|_| format!("{base}/#token={token}")),
        token,
        control_url: None,
    })
}

struct Refused(Error);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match self.0.code {
            Code::NotFound | Code::NotAShop => StatusCode::NOT_FOUND,
            Code::Internal | Code::Disk | Code::DiskFull | Code::Damaged => StatusCode::INTERNAL_SERVER_ERROR,
            Code::BadSignature => StatusCode::UNAUTHORIZED,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        (status, Json(self.0)).into_response()
    }
}

fn allowed(front: &Front, headers: &HeaderMap) -> bool {
    let given =
        headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(|h| h.strip_prefix("Bearer ")).unwrap_or_default();
    // The token is all that stands between a page in a browser and the shop.
    vitrine_core::shop::subtle_eq(given.as_bytes(), front.token.as_bytes())
}

#[derive(Deserialize)]
struct Envelope {
    /// Who has signed in, if somebody had to.
    #[serde(default)]
    session: Option<String>,
    #[serde(default)]
    payload: Value,
}

async fn rpc(
    State(front): State<Front>,
    UrlPath(command): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> std::result::Result<Json<Value>, Response> {
    if !allowed(&front, &headers) {
        return Err(StatusCode::UNAUTHORIZED.into_response());
    }
    let envelope: Envelope = serde_json::from_slice(&body).map_err(|_| Refused(Error::new(Code::BadRequest)).into_response())?;
    let payload = if envelope.payload.is_null() { json!({}) } else { envelope.payload };
    front.house.call_as(envelope.session.as_deref(), &command, payload).await.map(Json).map_err(|error| Refused(error).into_response())
}

/// Says what changes for as long as somebody listens: a line of topics each time, an empty line in quiet
/// times, so that a connection that is gone is noticed on both sides. It ends with the program.
async fn changes(State(front): State<Front>, headers: HeaderMap) -> Response {
    if !allowed(&front, &headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let lines = futures_util::stream::unfold((front.house.changes(), front.stop), |(mut changes, stop)| async move {
        let line = tokio::select! {
            () = stop.cancelled() => return None,
            seen = changes.next() => serde_json::to_string(&seen?).unwrap_or_default(),
            () = tokio::time::sleep(QUIET) => String::new(),
        };
        Some((Ok::<_, std::convert::Infallible>(line + "\n"), (changes, stop)))
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response()
}

#[derive(Deserialize)]
struct Handshake {
    #[serde(rename = "hub.mode")]
    mode: Option<String>,
    #[serde(rename = "hub.challenge")]
    challenge: Option<String>,
    #[serde(rename = "hub.verify_token")]
    verify_token: Option<String>,
}

async fn handshake(State(front): State<Front>, Query(query): Query<Handshake>) -> Response {
    let (Some("subscribe"), Some(challenge), Some(token), Some(shop)) =
        (query.mode.as_deref(), query.challenge, query.verify_token, front.house.shop().await)
    else {
        return StatusCode::FORBIDDEN.into_response();
    };
    match tokio::task::spawn_blocking(move || shop.verifies(&token)).await {
        Ok(Ok(true)) => challenge.into_response(),
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn webhook(State(front): State<Front>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(shop) = front.house.shop().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let signature = headers.get(cloud_api::signature::HEADER).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let stored = tokio::task::spawn_blocking(move || shop.receive(&body, &signature)).await;
    match stored {
        Ok(Ok(_)) => StatusCode::OK.into_response(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a webhook was refused");
            Refused(error).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
