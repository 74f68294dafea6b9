//! The experimenter's side: people write and tap, faults and time are set, and what arrived is read.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Shared;
use crate::world::{Accept, Customer, Template};

/// The routes below `/control`.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/customers", get(customers).post(add_customer))
        .route("/customers/{id}", get(customer).patch(change_customer))
        .route("/customers/{id}/write", post(write))
        .route("/customers/{id}/tap", post(tap))
        .route("/customers/{id}/preference", post(preference))
        .route("/media/{id}", get(media))
        .route("/templates", get(templates))
        .route("/templates/{name}/{language}", post(set_template))
        .route("/faults", get(faults).post(set_faults))
        .route("/clock", get(clock).post(advance))
        .route("/webhook", post(set_webhook))
        .route("/received", get(received))
        .route("/accepts", get(accepts))
        .route("/idle", get(idle))
}

fn not_found(what: &str) -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": format!("no such {what}") }))).into_response()
}

async fn customers(State(shared): State<Shared>) -> Json<Vec<Value>> {
    let world = shared.world();
    Json(world.customers.values().map(summary).collect())
}

fn summary(c: &Customer) -> Value {
    json!({ "id": c.id, "name": c.name, "phone": c.phone, "user_id": c.user_id, "username": c.username, "reachable": c.reachable, "messages": c.chat.len(),
        "last_at": c.chat.last().map(|m| m.at), "last_from_shop": c.chat.last().map(|m| m.from_shop) })
}

async fn add_customer(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let list = if body.is_array() {
        serde_json::from_value::<Vec<Customer>>(body)
    } else {
        serde_json::from_value::<Customer>(body).map(|c| vec![c])
    };
    match list {
        Ok(list) => {
            let mut world = shared.world();
            let ids: Vec<u64> = list.into_iter().map(|c| world.add(c)).collect();
            Json(json!({ "ids": ids })).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() }))).into_response(),
    }
}

async fn customer(State(shared): State<Shared>, Path(id): Path<u64>) -> Response {
    let world = shared.world();
    match world.customers.get(&id) {
        Some(c) => {
            let mut answer = summary(c);
            answer["chat"] = json!(c.chat);
            Json(answer).into_response()
        }
        None => not_found("customer"),
    }
}

async fn change_customer(State(shared): State<Shared>, Path(id): Path<u64>, Json(patch): Json<Value>) -> Response {
    let mut world = shared.world();
    let Some(customer) = world.customers.get_mut(&id) else {
        return not_found("customer");
    };
    let mut value = serde_json::to_value(&*customer).unwrap_or_default();
    if let (Some(value), Some(patch)) = (value.as_object_mut(), patch.as_object()) {
        value.extend(patch.clone());
    }
    match serde_json::from_value::<Customer>(value) {
        Ok(changed) => {
            customer.name = changed.name;
            (customer.reachable, customer.marketing_stopped, customer.marketing_capped, customer.habits) =
                (changed.reachable, changed.marketing_stopped, changed.marketing_capped, changed.habits);
            Json(json!({ "changed": true })).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() }))).into_response(),
    }
}

#[derive(Deserialize)]
struct Write {
    text: String,
}

async fn write(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Write>) -> Response {
    let wamid = shared.world().inbound(id, json!({ "type": "text", "text": { "body": body.text } }), &body.text, "text");
    shared.due.notify_one();
    wamid.map_or_else(|| not_found("customer"), |wamid| Json(json!({ "wamid": wamid })).into_response())
}

#[derive(Deserialize)]
struct Tap {
    /// Left out: the last message with buttons.
    #[serde(default)]
    wamid: Option<String>,
    /// By position …
    #[serde(default)]
    button: usize,
}

async fn tap(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Tap>) -> Response {
    let done = {
        let mut world = shared.world();
        let last = world
            .customers
            .get(&id)
            .and_then(|c| c.chat.iter().rev().find(|m| m.from_shop && !m.buttons.is_empty()))
            .map(|m| m.wamid.clone());
        match body.wamid.or(last) {
            Some(wamid) => world.tap(id, &wamid, body.button),
            None => false,
        }
    };
    shared.due.notify_one();
    if done { Json(json!({ "tapped": true })).into_response() } else { not_found("button") }
}

#[derive(Deserialize)]
struct Preference {
    value: String,
}

async fn preference(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Preference>) -> Response {
    let done = shared.world().prefer(id, &body.value);
    shared.due.notify_one();
    if done { Json(json!({ "preference": body.value })).into_response() } else { not_found("customer") }
}

/// A picture as the customer's phone shows it: a data URL.
async fn media(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    let world = shared.world();
    match world.media.get(&id) {
        Some(media) => {
            Json(json!({ "url": format!("data:{};base64,{}", media.mime, base64::engine::general_purpose::STANDARD.encode(&media.bytes)) }))
                .into_response()
        }
        None => not_found("media"),
    }
}

async fn templates(State(shared): State<Shared>) -> Json<Vec<Template>> {
    Json(shared.world().templates.values().cloned().collect())
}

#[derive(Deserialize)]
struct SetTemplate {
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    category: Option<String>,
    /// With components: puts the template there as it is, without review (a simulator started again).
    #[serde(default)]
    components: Option<Value>,
}

async fn set_template(
    State(shared): State<Shared>,
    Path((name, language)): Path<(String, String)>,
    Json(body): Json<SetTemplate>,
) -> Response {
    let done = {
        let mut world = shared.world();
        match body.components {
            Some(components) => {
                let id = world.number().to_string();
                let template = Template {
                    id,
                    name: name.clone(),
                    language: language.clone(),
                    status: body.status.unwrap_or_else(|| "APPROVED".into()),
                    category: body.category.unwrap_or_else(|| "MARKETING".into()),
                    components,
                };
                world.templates.insert((name, language), template);
                true
            }
            None => world.set_template(&name, &language, body.status.as_deref(), body.category.as_deref()),
        }
    };
    shared.due.notify_one();
    if done { Json(json!({ "set": true })).into_response() } else { not_found("template") }
}

async fn faults(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().faults))
}

/// Sets the faults named; the others stay.
async fn set_faults(State(shared): State<Shared>, Json(patch): Json<Value>) -> Response {
    let mut world = shared.world();
    let mut value = json!(world.faults);
    if let (Some(value), Some(patch)) = (value.as_object_mut(), patch.as_object()) {
        value.extend(patch.clone());
    }
    match serde_json::from_value(value) {
        Ok(faults) => {
            world.faults = faults;
            Json(json!(world.faults)).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() }))).into_response(),
    }
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
    shared.world().webhook = Some(body.url);
    shared.due.notify_one();
    Json(json!({ "set": true }))
}

async fn received(State(shared): State<Shared>) -> Json<Vec<Value>> {
    Json(shared.world().received.clone())
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    from: usize,
}

async fn accepts(State(shared): State<Shared>, Query(since): Query<Since>) -> Json<Vec<Accept>> {
    Json(shared.world().accepts.iter().skip(since.from).cloned().collect())
}

async fn idle(State(shared): State<Shared>) -> Json<Value> {
    let world = shared.world();
    Json(json!({ "idle": world.is_idle() }))
}
