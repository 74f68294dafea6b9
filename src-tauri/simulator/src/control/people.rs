//! Customers: put there, looked at, made to write, tap and prefer.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{bad, not_found, patched};
use crate::Shared;
use crate::world::chat::Tapped;
use crate::world::people::Customer;

pub async fn all(State(shared): State<Shared>) -> Json<Vec<Value>> {
    Json(shared.world().people.iter().map(summary).collect())
}

fn summary(c: &Customer) -> Value {
    json!({ "id": c.id, "name": c.name, "phone": c.phone, "user_id": c.user_id, "username": c.username, "reachable": c.reachable, "messages": c.chat.len(),
        "last_at": c.chat.last().map(|m| m.at), "last_from_shop": c.chat.last().map(|m| m.from_shop) })
}

pub async fn add(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let list = if body.is_array() {
        serde_json::from_value::<Vec<Customer>>(body)
    } else {
        serde_json::from_value::<Customer>(body).map(|c| vec![c])
    };
    match list {
        Ok(list) => {
            let mut world = shared.world();
            let ids: Vec<u64> = list.into_iter().map(|c| world.people.add(c)).collect();
            world.dirty = true;
            Json(json!({ "ids": ids })).into_response()
        }
        Err(error) => bad(error),
    }
}

pub async fn one(State(shared): State<Shared>, Path(id): Path<u64>) -> Response {
    let world = shared.world();
    match world.people.get(id) {
        Some(c) => {
            let mut answer = summary(c);
            answer["chat"] = json!(c.chat);
            answer["typing"] = json!(c.typing_until.is_some_and(|until| until > world.now()));
            answer["window_open"] = json!(c.window_open(world.now()));
            answer["marketing_stopped"] = json!(c.marketing_stopped);
            Json(answer).into_response()
        }
        None => not_found("customer"),
    }
}

/// Changes what is named; a number changed here tells nobody, unlike the system message.
pub async fn change(State(shared): State<Shared>, Path(id): Path<u64>, Json(patch): Json<Value>) -> Response {
    let mut world = shared.world();
    let Some(customer) = world.people.get(id) else {
        return not_found("customer");
    };
    match patched(customer, &patch) {
        Ok(mut changed) => {
            changed.id = id;
            world.people.add(changed);
            world.dirty = true;
            Json(json!({ "changed": true })).into_response()
        }
        Err(error) => bad(error),
    }
}

#[derive(Deserialize)]
pub struct Write {
    text: String,
}

pub async fn write(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Write>) -> Response {
    let wamid = shared.world().inbound(id, json!({ "type": "text", "text": { "body": body.text } }), &body.text, "text");
    shared.due.notify_one();
    wamid.map_or_else(|| not_found("customer"), |wamid| Json(json!({ "wamid": wamid })).into_response())
}

/// She sends something of any kind.
pub async fn send(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Value>) -> Response {
    let sent = shared.world().send_inbound(id, &body);
    shared.due.notify_one();
    match sent {
        Ok(Some(wamid)) => Json(json!({ "wamid": wamid })).into_response(),
        Ok(None) => not_found("customer"),
        Err(error) => bad(error),
    }
}

#[derive(Deserialize)]
pub struct Tap {
    /// Left out: the last message with anything to tap.
    #[serde(default)]
    wamid: Option<String>,
    /// By position …
    #[serde(default)]
    button: usize,
    /// … or a row of a list.
    #[serde(default)]
    row: Option<usize>,
}

pub async fn tap(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Tap>) -> Response {
    let done = {
        let mut world = shared.world();
        let last = world.last_tappable(id);
        let what = body.row.map_or(Tapped::Button(body.button), Tapped::Row);
        body.wamid.or(last).is_some_and(|wamid| world.tap(id, &wamid, &what))
    };
    shared.due.notify_one();
    if done { Json(json!({ "tapped": true })).into_response() } else { not_found("button") }
}

#[derive(Deserialize)]
pub struct Preference {
    value: String,
    #[serde(default)]
    signup_id: Option<String>,
}

pub async fn preference(State(shared): State<Shared>, Path(id): Path<u64>, Json(body): Json<Preference>) -> Response {
    let done = shared.world().prefer(id, &body.value, body.signup_id.as_deref());
    shared.due.notify_one();
    if done { Json(json!({ "preference": body.value })).into_response() } else { not_found("customer") }
}
