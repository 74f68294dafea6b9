//! The experimenter's side: people write and tap, Meta changes its mind, faults and time are set, and
//! what arrived is read. [`people`] is about customers, [`meta`] about what Meta does; here is the rest.

mod meta;
mod people;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Shared;
use crate::world::Accept;

/// The routes below `/control`.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/customers", get(people::all).post(people::add))
        .route("/customers/{id}", get(people::one).patch(people::change))
        .route("/customers/{id}/write", post(people::write))
        .route("/customers/{id}/send", post(people::send))
        .route("/customers/{id}/tap", post(people::tap))
        .route("/customers/{id}/preference", post(people::preference))
        .route("/media/{id}", get(media))
        .route("/templates", get(meta::templates))
        .route("/templates/{name}/{language}", post(meta::set_template))
        .route("/flows/{id}", post(meta::set_flow))
        .route("/tokens", get(meta::tokens).post(meta::add_token))
        .route("/events", post(meta::raw_event))
        .route("/events/{name}", post(meta::event))
        .route("/statuses", post(meta::status))
        .route("/webhooks/release", post(meta::release))
        .route("/webhooks/odd", post(meta::odd))
        .route("/faults", get(faults).post(set_faults))
        .route("/settings", get(settings).post(set_settings))
        .route("/limits", post(set_limits))
        .route("/clock", get(clock).post(advance))
        .route("/webhook", post(set_webhook))
        .route("/received", get(received))
        .route("/accepts", get(accepts))
        .route("/idle", get(idle))
}

fn not_found(what: &str) -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": format!("no such {what}") }))).into_response()
}

fn bad(what: impl std::fmt::Display) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": what.to_string() }))).into_response()
}

/// A file as the customer's phone shows it: a data URL.
async fn media(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    let world = shared.world();
    match world.library.get(&id, world.now()) {
        Some(media) => {
            Json(json!({ "url": format!("data:{};base64,{}", media.mime, base64::engine::general_purpose::STANDARD.encode(&media.bytes)) }))
                .into_response()
        }
        None => not_found("media"),
    }
}

/// Something with the fields of a patch; the others stay.
fn patched<T: DeserializeOwned + serde::Serialize>(old: &T, patch: &Value) -> Result<T, serde_json::Error> {
    let mut value = json!(old);
    if let (Some(value), Some(patch)) = (value.as_object_mut(), patch.as_object()) {
        value.extend(patch.clone());
    }
    serde_json::from_value(value)
}

async fn faults(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().faults))
}

/// Sets the faults named; the others stay.
async fn set_faults(State(shared): State<Shared>, Json(patch): Json<Value>) -> Response {
    let mut world = shared.world();
    match patched(&world.faults, &patch) {
        Ok(faults) => {
            world.faults = faults;
            Json(json!(world.faults)).into_response()
        }
        Err(error) => bad(error),
    }
}

async fn settings(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().settings))
}

/// Sets the settings named; the others stay.
async fn set_settings(State(shared): State<Shared>, Json(patch): Json<Value>) -> Response {
    let mut world = shared.world();
    match patched(&world.settings, &patch) {
        Ok(settings) => {
            world.settings = settings;
            Json(json!(world.settings)).into_response()
        }
        Err(error) => bad(error),
    }
}

#[derive(Deserialize)]
struct SetLimits {
    #[serde(default)]
    per_second: Option<u32>,
    #[serde(default)]
    tier: Option<String>,
}

async fn set_limits(State(shared): State<Shared>, Json(body): Json<SetLimits>) -> Json<Value> {
    let mut world = shared.world();
    let limits = &mut world.limits;
    limits.per_second = body.per_second.unwrap_or(limits.per_second);
    limits.tier = body.tier.unwrap_or_else(|| limits.tier.clone());
    Json(json!({ "per_second": limits.per_second, "tier": limits.tier }))
}

async fn clock(State(shared): State<Shared>) -> Json<Value> {
    Json(json!({ "now": shared.world().now() }))
}

#[derive(Deserialize)]
struct Advance {
    advance_ms: i64,
}

async fn advance(State(shared): State<Shared>, Json(body): Json<Advance>) -> Response {
    let moved = shared.world().advance(body.advance_ms);
    shared.due.notify_one();
    match moved {
        Ok(now) => Json(json!({ "now": now })).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "error": error.to_string() }))).into_response(),
    }
}

#[derive(Deserialize)]
struct Webhook {
    url: String,
}

async fn set_webhook(State(shared): State<Shared>, Json(body): Json<Webhook>) -> Json<Value> {
    shared.world().account.webhook = Some(body.url);
    shared.due.notify_one();
    Json(json!({ "set": true }))
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    from: usize,
}

async fn received(State(shared): State<Shared>, Query(since): Query<Since>) -> Json<Vec<Value>> {
    Json(shared.world().received.from(since.from).cloned().collect())
}

async fn accepts(State(shared): State<Shared>, Query(since): Query<Since>) -> Json<Vec<Accept>> {
    Json(shared.world().accepts.from(since.from).cloned().collect())
}

async fn idle(State(shared): State<Shared>) -> Json<Value> {
    let world = shared.world();
    Json(
        json!({ "idle": world.is_idle(), "accepted": world.accepts.len(), "undelivered": world.undelivered, "withheld": world.withheld.len() }),
    )
}
