//! What Meta does: templates change, tokens are made, events are announced, webhooks come oddly.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{bad, not_found};
use crate::Shared;
use crate::templates::{Template, define};
use crate::webhooks;

pub async fn templates(State(shared): State<Shared>) -> Json<Vec<Template>> {
    Json(shared.world().templates.iter().cloned().collect())
}

#[derive(Deserialize)]
pub struct SetTemplate {
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    category: Option<String>,
    /// With components: puts the template there as it is, without review (a simulator started again).
    #[serde(default)]
    components: Option<Value>,
    /// Its blanks have names.
    #[serde(default)]
    named: bool,
    /// GREEN, YELLOW or RED: RED pauses it, the third time for good.
    #[serde(default)]
    quality: Option<String>,
    /// Announces this category for tomorrow.
    #[serde(default)]
    correct_category: Option<String>,
    /// So many messages leave, the others are held …
    #[serde(default)]
    pacing: Option<u32>,
    /// … until it ends, well or badly.
    #[serde(default)]
    pacing_good: Option<bool>,
}

pub async fn set_template(
    State(shared): State<Shared>,
    Path((name, language)): Path<(String, String)>,
    Json(body): Json<SetTemplate>,
) -> Response {
    let done = {
        let mut world = shared.world();
        if let Some(mut components) = body.components {
            define::capitals(&mut components);
            let id = world.number().to_string();
            let (category, status) =
                (body.category.unwrap_or_else(|| "MARKETING".into()), body.status.unwrap_or_else(|| "APPROVED".into()));
            world.templates.put(Template { named: body.named, ..Template::new(&id, &name, &language, &category, &status, components) });
            world.dirty = true;
            true
        } else {
            let mut found = world.templates.get(&name, &language).is_some();
            if body.status.is_some() || body.category.is_some() {
                found = world.set_template(&name, &language, body.status.as_deref(), body.category.as_deref());
            }
            if let Some(quality) = &body.quality {
                found &= world.rate_template(&name, &language, quality);
            }
            if let Some(category) = &body.correct_category {
                found &= world.announce_category(&name, &language, category);
            }
            if let Some(first) = body.pacing {
                found &= world.pace_template(&name, &language, Some(first));
            }
            if let Some(good) = body.pacing_good {
                found &= world.end_pacing(&name, &language, good);
            }
            found
        }
    };
    shared.due.notify_one();
    if done { Json(json!({ "set": true })).into_response() } else { not_found("template") }
}

#[derive(Deserialize)]
pub struct SetFlow {
    status: String,
}

pub async fn set_flow(State(shared): State<Shared>, Path(id): Path<String>, Json(body): Json<SetFlow>) -> Json<Value> {
    shared.world().account.flows.insert(id, (body.status, Vec::new()));
    Json(json!({ "set": true }))
}

#[derive(Deserialize)]
pub struct NewToken {
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    expires_in_ms: Option<i64>,
    #[serde(default)]
    scopes: Option<Vec<String>>,
}

pub async fn tokens(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().account.tokens))
}

pub async fn add_token(State(shared): State<Shared>, Json(body): Json<NewToken>) -> Json<Value> {
    Json(json!({ "token": shared.world().add_token(body.token, body.expires_in_ms, body.scopes) }))
}

#[derive(Deserialize)]
pub struct RawEvent {
    field: String,
    value: Value,
}

/// Any field with any value, as it is.
pub async fn raw_event(State(shared): State<Shared>, Json(body): Json<RawEvent>) -> Json<Value> {
    shared.world().announce(&body.field, body.value);
    shared.due.notify_one();
    Json(json!({ "field": body.field }))
}

pub async fn event(State(shared): State<Shared>, Path(name): Path<String>, body: Option<Json<Value>>) -> Response {
    let given = body.map_or_else(|| json!({}), |Json(body)| body);
    let announced = shared.world().event(&name, &given);
    shared.due.notify_one();
    match announced {
        Ok(field) => Json(json!({ "field": field })).into_response(),
        Err(error) => bad(error),
    }
}

#[derive(Deserialize)]
pub struct NewStatus {
    wamid: String,
    status: String,
    #[serde(default)]
    code: Option<i64>,
    /// Anything else the status has.
    #[serde(default)]
    extra: Value,
}

pub async fn status(State(shared): State<Shared>, Json(body): Json<NewStatus>) -> Response {
    let told = shared.world().tell_of(&body.wamid, &body.status, body.code, &body.extra);
    shared.due.notify_one();
    match told {
        Ok(()) => Json(json!({ "status": body.status })).into_response(),
        Err(error) => bad(error),
    }
}

/// Lets go what was withheld, and withholds nothing more.
pub async fn release(State(shared): State<Shared>) -> Json<Value> {
    let released = {
        let mut world = shared.world();
        world.faults.withhold_webhooks = false;
        let mut withheld = std::mem::take(&mut world.withheld);
        let count = withheld.len();
        withheld.append(&mut world.outgoing);
        world.outgoing = withheld;
        count
    };
    shared.due.notify_one();
    Json(json!({ "released": released }))
}

/// One delivery of an odd kind; answers what the shop said to it.
pub async fn odd(State(shared): State<Shared>, Json(body): Json<webhooks::Odd>) -> Response {
    match webhooks::deliver_oddly(&shared, &body).await {
        Ok(status) => Json(json!({ "status": status })).into_response(),
        Err(error) => bad(error),
    }
}
