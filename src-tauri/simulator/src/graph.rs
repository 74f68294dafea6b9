//! Meta's side: the Graph endpoints the shop uses, with Meta's refusals (fact sheet §1.3, §4, §10).

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Shared;
use crate::schemas::Refusal;
use crate::world::{Event, Faults, Media, Template, blanks};

const DAY: i64 = 24 * 3_600_000;
const IMAGE_BYTES: usize = 5 * 1024 * 1024;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let kind = if self.code == 190 { "OAuthException" } else { "GraphMethodException" };
        let body = json!({ "error": { "message": format!("(#{}) {}", self.code, self.details), "type": kind, "code": self.code,
            "error_data": { "messaging_product": "whatsapp", "details": self.details }, "fbtrace_id": "Asimulated" } });
        (StatusCode::from_u16(self.http).unwrap_or(StatusCode::BAD_REQUEST), Json(body)).into_response()
    }
}

type Answer = Result<Response, Refusal>;

/// The routes; the first segment is the Graph version.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/{version}/{node}/messages", post(messages))
        .route("/{version}/{node}/media", post(upload))
        .route("/{version}/{node}/uploads", post(begin_upload))
        .route("/{version}/{node}/message_templates", get(list_templates).post(create_template))
        .route("/{version}/{node}", get(node).post(finish_upload))
        .layer(DefaultBodyLimit::max(16 * 1024 * 1024))
}

/// Every call: the version, the token, the latency on demand.
async fn enter(shared: &Shared, version: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    let (latency, allowed) = {
        let world = shared.world();
        let bearer = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).unwrap_or_default();
        let token = bearer.strip_prefix("Bearer ").or_else(|| bearer.strip_prefix("OAuth ")).unwrap_or_default();
        (world.faults.latency_ms, token == world.credentials.token && !world.faults.expired_token)
    };
    if latency > 0 {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    let served = version.strip_prefix('v').and_then(|v| v.parse::<f32>().ok()).is_some_and(|v| (21.0..=26.0).contains(&v));
    if !served {
        return Err(Refusal::new(400, 2635, format!("{version} is not served")));
    }
    if !allowed {
        return Err(Refusal::new(401, 190, "Error validating access token"));
    }
    Ok(())
}

fn expect_node(found: &str, expected: &str) -> Result<(), Refusal> {
    if found == expected {
        Ok(())
    } else {
        Err(Refusal::new(400, 100, format!("Unsupported request: object {found} does not exist or cannot be loaded")))
    }
}

/// A body that breaks off before it ends: the caller sees a lost connection.
fn broken_off() -> Response {
    let lost = std::io::Error::other("connection dropped");
    Response::new(Body::from_stream(futures_util::stream::iter([Err::<Bytes, _>(lost)])))
}

async fn messages(State(shared): State<Shared>, Path((version, node)): Path<(String, String)>, headers: HeaderMap, body: Bytes) -> Answer {
    enter(&shared, &version, &headers).await?;
    let body: Value = serde_json::from_slice(&body).map_err(|_| Refusal::new(400, 100, "invalid JSON"))?;
    let (answer, fate, answer_ms) = {
        let mut world = shared.world();
        expect_node(&node, &world.credentials.phone_number_id)?;
        world.received.push(body.clone());
        if Faults::take(&mut world.faults.drop_before_accept) {
            return Ok(broken_off());
        }
        if Faults::take(&mut world.faults.throttle) {
            return Err(Refusal::new(400, 130_429, "rate limit hit"));
        }
        if Faults::take(&mut world.faults.server_error) {
            return Err(Refusal::new(500, 131_000, "something went wrong"));
        }
        if let Some(code) = world.faults.refuse_with {
            return Err(Refusal::new(400, code, "refused on demand"));
        }
        world.check(&body)?;
        let (_, answer) = world.accept(&body);
        let faults = &mut world.faults;
        let fate = if Faults::take(&mut faults.timeout_after_accept) {
            Fate::Silent
        } else if Faults::take(&mut faults.drop_after_accept) {
            Fate::Dropped
        } else if Faults::take(&mut faults.malformed) {
            Fate::Malformed
        } else {
            Fate::Answered
        };
        (answer, fate, world.faults.answer_ms)
    };
    shared.due.notify_one();
    if answer_ms > 0 {
        tokio::time::sleep(Duration::from_millis(answer_ms)).await;
    }
    Ok(match fate {
        Fate::Answered => Json(answer).into_response(),
        Fate::Dropped => broken_off(),
        Fate::Malformed => answer.to_string()[..40].to_owned().into_response(),
        Fate::Silent => {
            tokio::time::sleep(Duration::from_secs(120)).await;
            broken_off()
        }
    })
}

enum Fate {
    Answered,
    Dropped,
    Malformed,
    Silent,
}

async fn upload(
    State(shared): State<Shared>,
    Path((version, node)): Path<(String, String)>,
    headers: HeaderMap,
    mut form: Multipart,
) -> Answer {
    enter(&shared, &version, &headers).await?;
    let bad = |details: &str| Refusal::new(400, 100, details);
    let (mut product, mut kind, mut file) = (String::new(), String::new(), None);
    while let Some(field) = form.next_field().await.map_err(|_| bad("invalid form"))? {
        match field.name().unwrap_or_default() {
            "messaging_product" => product = field.text().await.map_err(|_| bad("invalid form"))?,
            "type" => kind = field.text().await.map_err(|_| bad("invalid form"))?,
            "file" => {
                let mime = field.content_type().unwrap_or_default().to_owned();
                file = Some((mime, field.bytes().await.map_err(|_| bad("invalid form"))?));
            }
            _ => {}
        }
    }
    let (mime, bytes) = file.ok_or_else(|| bad("file is required"))?;
    if product != "whatsapp" {
        return Err(bad("messaging_product is required"));
    }
    if mime != kind || !sniff(&mime, &bytes) {
        return Err(Refusal::new(400, 131_053, format!("{kind} is not what the file is")));
    }
    if bytes.len() > IMAGE_BYTES {
        return Err(Refusal::new(400, 131_053, "image larger than 5 MB"));
    }
    let mut world = shared.world();
    expect_node(&node, &world.credentials.phone_number_id)?;
    let id = world.number().to_string();
    let until = world.now() + 30 * DAY;
    world.keep_media(&id, Media { mime, bytes: bytes.to_vec(), until });
    Ok(Json(json!({ "id": id })).into_response())
}

fn sniff(mime: &str, bytes: &[u8]) -> bool {
    match mime {
        "image/jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        _ => false,
    }
}

#[derive(serde::Deserialize)]
struct BeginUpload {
    file_length: usize,
    file_type: String,
}

async fn begin_upload(
    State(shared): State<Shared>,
    Path((version, node)): Path<(String, String)>,
    Query(query): Query<BeginUpload>,
    headers: HeaderMap,
) -> Answer {
    enter(&shared, &version, &headers).await?;
    let mut world = shared.world();
    expect_node(&node, &world.credentials.app_id)?;
    if !matches!(query.file_type.as_str(), "image/jpeg" | "image/jpg" | "image/png" | "video/mp4" | "application/pdf")
        || query.file_length == 0
    {
        return Err(Refusal::new(400, 100, "file_type or file_length is not supported"));
    }
    let id = format!("upload:{}", world.number());
    world.handles.insert(format!("{id}/{}", query.file_length));
    Ok(Json(json!({ "id": id })).into_response())
}

async fn finish_upload(
    State(shared): State<Shared>,
    Path((version, node)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    enter(&shared, &version, &headers).await?;
    if headers.get("file_offset").is_none_or(|h| h != "0") {
        return Err(Refusal::new(400, 100, "file_offset is required"));
    }
    let mut world = shared.world();
    if !world.handles.remove(&format!("{node}/{}", body.len())) {
        return Err(Refusal::new(400, 100, "no such upload session, or another length than announced"));
    }
    let handle = format!("4::{}", world.number());
    world.handles.insert(handle.clone());
    Ok(Json(json!({ "h": handle })).into_response())
}

async fn create_template(
    State(shared): State<Shared>,
    Path((version, node)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Answer {
    enter(&shared, &version, &headers).await?;
    let mut world = shared.world();
    expect_node(&node, &world.credentials.waba_id)?;
    world.schemas.template_create(&body)?;
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (name, language, category) = (text("/name"), text("/language"), text("/category"));
    if world.templates.contains_key(&(name.clone(), language.clone())) {
        return Err(Refusal::new(400, 2_388_023, format!("{name} already exists in {language}")));
    }
    let none = Vec::new();
    let components = body["components"].as_array().unwrap_or(&none);
    let Some(main) = components.iter().find(|c| c["type"] == "BODY") else {
        return Err(Refusal::new(400, 100, "BODY is required"));
    };
    let words = main["text"].as_str().unwrap_or_default().trim();
    let expected = blanks(words);
    let examples = main.pointer("/example/body_text/0").and_then(Value::as_array).map_or(0, Vec::len);
    if expected != examples {
        return Err(Refusal::new(400, 2_388_043, format!("{expected} blanks, {examples} examples")));
    }
    let edge = words.trim_end_matches(['.', '!', '?', ' ', '।']);
    if words.starts_with("{{") || edge.ends_with("}}") {
        return Err(Refusal::new(400, 2_388_299, "variables may not open or close the body"));
    }
    if words.split_whitespace().count() < expected * 3 {
        return Err(Refusal::new(400, 2_388_293, "too many variables for the length of the text"));
    }
    if let Some(handle) = components.iter().find_map(|c| c.pointer("/example/header_handle/0")).and_then(Value::as_str) {
        if !world.handles.contains(handle) {
            return Err(Refusal::new(400, 100, "header_handle is not the handle of an upload"));
        }
    }
    // A utility template that promotes is approved as what it is (fact sheet §2.5).
    let promotes = ["back in the shop", "offer", "sale", "discount"].iter().any(|word| words.to_lowercase().contains(word));
    let category = if category == "UTILITY" && promotes { "MARKETING".to_owned() } else { category };
    let id = world.number().to_string();
    let template = Template {
        id: id.clone(),
        name: name.clone(),
        language: language.clone(),
        status: "PENDING".into(),
        category: category.clone(),
        components: body["components"].clone(),
    };
    world.templates.insert((name.clone(), language.clone()), template);
    world.schedule(300, Event::Review { name, language });
    drop(world);
    shared.due.notify_one();
    Ok(Json(json!({ "id": id, "status": "PENDING", "category": category })).into_response())
}

#[derive(serde::Deserialize)]
struct Page {
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    limit: Option<usize>,
}

async fn list_templates(
    State(shared): State<Shared>,
    Path((version, node)): Path<(String, String)>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Answer {
    enter(&shared, &version, &headers).await?;
    let world = shared.world();
    expect_node(&node, &world.credentials.waba_id)?;
    let from: usize = match page.after.as_deref() {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| Refusal::new(400, 131_059, "invalid cursor"))?,
    };
    let limit = page.limit.unwrap_or(25).clamp(1, 100);
    let data: Vec<&Template> = world.templates.values().skip(from).take(limit).collect();
    let end = from + data.len();
    let mut answer = json!({ "data": data, "paging": { "cursors": { "before": from.to_string(), "after": end.to_string() } } });
    if end < world.templates.len() {
        answer["paging"]["next"] = json!(format!("?after={end}"));
    }
    Ok(Json(answer).into_response())
}

async fn node(State(shared): State<Shared>, Path((version, node)): Path<(String, String)>, headers: HeaderMap) -> Answer {
    enter(&shared, &version, &headers).await?;
    let world = shared.world();
    if node == world.credentials.phone_number_id {
        return Ok(Json(
            json!({ "id": node, "display_phone_number": "+33 1 87 00 00 00", "verified_name": "Simulated shop", "quality_rating": "GREEN",
            "whatsapp_business_manager_messaging_limit": world.tier, "throughput": { "level": "STANDARD" } }),
        )
        .into_response());
    }
    match world.media.get(&node) {
        Some(media) if media.until > world.now() => {
            Ok(Json(json!({ "id": node, "mime_type": media.mime, "file_size": media.bytes.len(), "messaging_product": "whatsapp" }))
                .into_response())
        }
        _ => Err(Refusal::new(400, 100, format!("Unsupported get request: object {node} does not exist"))),
    }
}
