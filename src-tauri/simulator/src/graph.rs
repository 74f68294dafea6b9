//! Meta's side: every Graph call comes in here, is let in or refused, and is handed to the file that
//! knows its kind of node (fact sheet §1.3, §4, §10). The table of endpoints is one `match` rather than
//! a router's: Graph addresses say what a node is only by its id, and a call without a version is
//! served as the oldest one, neither of which a router's patterns can express.

mod account;
mod business;
mod catalogue;
mod media;
mod messages;
mod templates;

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Shared;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::{Caller, MANAGEMENT, MESSAGING};
use crate::world::settings::Faults;

const OLDEST: f32 = 21.0;
const NEWEST: f32 = 26.0;
/// JSON bodies beyond this are not read.
const BODY: usize = 16 * 1024 * 1024;

type Answer = Result<Response, Refusal>;

/// A call that was let in.
pub struct Call {
    shared: Shared,
    method: Method,
    path: String,
    version: f32,
    caller: Caller,
    query: BTreeMap<String, String>,
    headers: HeaderMap,
}

impl Call {
    /// Whether the caller may do this.
    fn needs(&self, scope: &str) -> Result<(), Refusal> {
        self.shared.world().may(&self.caller, scope)
    }

    fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }
}

/// Everything outside control.
pub fn routes() -> Router<Shared> {
    Router::new().fallback(enter)
}

/// A body that breaks off before it ends: the caller sees a lost connection.
fn broken_off() -> Response {
    let lost = std::io::Error::other("connection dropped");
    Response::new(Body::from_stream(futures_util::stream::iter([Err::<Bytes, _>(lost)])))
}

fn done() -> Response {
    Json(json!({ "success": true })).into_response()
}

fn pairs(query: &str) -> BTreeMap<String, String> {
    query
        .split('&')
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((unescape(name)?, unescape(value)?)).filter(|(name, _)| !name.is_empty())
        })
        .collect()
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                bytes.push(u8::from_str_radix(std::str::from_utf8(rest.get(..2)?).ok()?, 16).ok()?);
                rest = &rest[2..];
            }
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Every call: faults that hit anything, the version, the token, the count of management calls.
async fn enter(State(shared): State<Shared>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut segments: Vec<String> = path.split('/').filter(|s| !s.is_empty()).filter_map(unescape).collect();
    let query = pairs(request.uri().query().unwrap_or_default());
    let version = segments.first().and_then(|s| s.strip_prefix('v')).and_then(|v| v.parse::<f32>().ok());
    if version.is_some() {
        segments.remove(0);
    }
    let version = version.unwrap_or(OLDEST);
    let (latency, page) = {
        let mut world = shared.world();
        let page = Faults::take(&mut world.faults.http_answers).then(|| world.faults.http_status.unwrap_or(502));
        (world.faults.latency_ms, page)
    };
    if latency > 0 {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    if let Some(status) = page {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
        return (status, [(header::CONTENT_TYPE, "text/html")], "<html><body>This page is not available</body></html>").into_response();
    }
    if !(OLDEST..=NEWEST).contains(&version) {
        return Refusal::new(2635, format!("v{version:.1} is not served")).into_response();
    }
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let bearer = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let token = bearer.strip_prefix("Bearer ").or_else(|| bearer.strip_prefix("OAuth ")).unwrap_or_default();
    // A token in the query comes before the header's: clients that ask as the app keep their own header.
    let token = query.get("access_token").cloned().unwrap_or_else(|| token.to_owned());
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    if segments == ["oauth", "access_token"] {
        return business::access_token(&shared, &query).into_response();
    }
    let caller = match shared.world().caller(&token) {
        Ok(caller) => caller,
        // Whoever asks about a token with that token hears about it instead of being turned away.
        Err(_) if segments == ["debug_token"] && query.get("input_token") == Some(&token) && !token.contains('|') => Caller::Token(token),
        Err(refusal) => return refusal.into_response(),
    };
    let call = Call { shared: shared.clone(), method, path, version, caller, query, headers };
    let managing = !matches!(segments.as_slice(), [_, "messages" | "marketing_messages" | "media"] | ["debug_token"]);
    let used = managing.then(|| {
        let mut world = shared.world();
        let now = world.now();
        (world.limits.call(now), world.settings.management_per_hour)
    });
    let mut answer = match used {
        Some((calls, most)) if calls > most => Refusal::new(80_007, "There have been too many calls from this account").into_response(),
        _ => match dispatch(call, &segments, request).await {
            Ok(answer) => answer,
            Err(refusal) => refusal.into_response(),
        },
    };
    if let Some((calls, most)) = used {
        usage(&shared.world(), answer.headers_mut(), calls, most);
    }
    answer
}

/// What Meta says of the use so far, in its headers (names are ★ in the fact sheet).
fn usage(world: &World, headers: &mut HeaderMap, calls: usize, most: usize) {
    let percent = (calls * 100 / most.max(1)).min(100);
    let business = json!({ &world.credentials.waba_id: [{ "type": "whatsapp_business_management", "call_count": percent, "total_cputime": 1, "total_time": 1,
        "estimated_time_to_regain_access": if calls > most { 60 } else { 0 } }] });
    let app = json!({ "call_count": percent, "total_cputime": 1, "total_time": 1 });
    for (name, value) in [("x-business-use-case-usage", business), ("x-app-usage", app)] {
        if let Ok(value) = value.to_string().parse() {
            headers.insert(name, value);
        }
    }
}

async fn bytes(request: Request) -> Result<Bytes, Refusal> {
    axum::body::to_bytes(request.into_body(), BODY).await.map_err(|_| Refusal::new(100, "the body cannot be read"))
}

/// A body of JSON or of a form, or the query where there is none: Graph takes all three.
async fn body(call: &Call, request: Request) -> Result<Value, Refusal> {
    let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let bytes = bytes(request).await?;
    if bytes.is_empty() {
        return Ok(json!(call.query));
    }
    if form {
        return Ok(json!(pairs(&String::from_utf8_lossy(&bytes))));
    }
    serde_json::from_slice(&bytes).map_err(|_| Refusal::new(100, "invalid JSON"))
}

/// What kind of thing an id is.
enum Node {
    Phone,
    Account,
    App,
    Template,
    Media,
    Catalogue,
    Unknown,
}

fn node(world: &World, id: &str) -> Node {
    let c = &world.credentials;
    match id {
        _ if id == c.phone_number_id => Node::Phone,
        _ if id == c.waba_id => Node::Account,
        _ if id == c.app_id => Node::App,
        _ if world.templates.by_id(id).is_some() => Node::Template,
        _ if world.library.get(id, world.now()).is_some() => Node::Media,
        _ if world.settings.catalogue.as_ref().is_some_and(|catalogue| catalogue.id == id) => Node::Catalogue,
        _ => Node::Unknown,
    }
}

async fn dispatch(call: Call, segments: &[&str], request: Request) -> Answer {
    let (get, post, delete) = (call.method == Method::GET, call.method == Method::POST, call.method == Method::DELETE);
    if let ["whatsapp_business", "attachments"] = segments {
        call.needs(MESSAGING)?;
        return media::download(&call);
    }
    if let ["debug_token"] = segments {
        return business::debug_token(&call);
    }
    let (id, edge) = match segments {
        [id] => (*id, ""),
        [id, edge] => (*id, *edge),
        ["message_qrdls", ..] | [] => return Err(Refusal::no_such("")),
        [id, "message_qrdls", code] => {
            call.needs(MANAGEMENT)?;
            expect(&call, id, |n| matches!(n, Node::Phone))?;
            return account::code(&call, code, body(&call, request).await?);
        }
        [id, ..] => return Err(Refusal::no_such(id)),
    };
    if id.starts_with("upload:") {
        return media::session(call, id, request).await;
    }
    let kind = node(&call.shared.world(), id);
    let scope = match (&kind, edge) {
        (Node::Phone, "messages" | "marketing_messages" | "media" | "block_users") | (Node::Media, _) => MESSAGING,
        (Node::App, _) => "",
        _ => MANAGEMENT,
    };
    if !scope.is_empty() {
        call.needs(scope)?;
    }
    match (kind, edge) {
        (Node::Phone, "messages") if post => messages::send(call, request, "envelope").await,
        (Node::Phone, "marketing_messages") if post => messages::send(call, request, "marketing").await,
        (Node::Phone, "media") if post => media::upload(&call, request).await,
        (Node::Media, "") if get => media::describe(&call, id),
        (Node::Media, "") if delete => media::remove(&call, id),
        (Node::App, "uploads") if post => media::begin(&call),
        (Node::App, "subscriptions") if post => business::app_subscription(&call, request).await,
        (Node::Account, "subscribed_apps") => business::subscribed_apps(&call, request).await,
        (Node::Account, "phone_numbers") if get => business::phone_numbers(&call),
        (Node::Account, "product_catalogs") if get => catalogue::connected(&call),
        (Node::Catalogue, "products") if get => catalogue::products(&call),
        (Node::Account, "") if get => business::describe(&call, id),
        (Node::Account, "message_templates") if get => templates::list(&call),
        (Node::Account, "message_templates") if post => templates::create(&call, body(&call, request).await?),
        (Node::Account, "message_templates") if delete => templates::remove(&call),
        (Node::Account, "upsert_message_templates") if post => templates::upsert(&call, body(&call, request).await?),
        (Node::Template, "") if get => templates::describe(&call, id),
        (Node::Template, "") if post => templates::edit(&call, id, body(&call, request).await?),
        (Node::Template, "unpause") if post => templates::unpause(&call, id),
        (Node::Phone, edge) => account::edge(call, edge, request).await,
        // Graph does not tell a missing object from one of another kind, nor from a verb it does not know.
        _ => Err(Refusal::no_such(id)),
    }
}

fn expect(call: &Call, id: &str, is: impl Fn(&Node) -> bool) -> Result<(), Refusal> {
    let found = node(&call.shared.world(), id);
    if is(&found) { Ok(()) } else { Err(Refusal::no_such(id)) }
}

/// The fields of a node by name. One that is empty is left out; one that does not exist is refused;
/// `absent` ones exist and are always empty here.
fn pick<'a>(all: &Value, names: impl Iterator<Item = &'a str>, absent: &[&str]) -> Result<Value, Refusal> {
    let mut picked = json!({});
    for name in names.map(str::trim).filter(|name| !name.is_empty()).chain(["id"]) {
        // `phone_numbers{…}` and `analytics.start(1)` name a field by their beginning.
        let name = name.split(['{', '.']).next().unwrap_or(name);
        match all.get(name) {
            Some(Value::Null) => {}
            Some(value) => picked[name] = value.clone(),
            None if name == "id" || absent.contains(&name) => {}
            None => return Err(Refusal::new(100, format!("Tried accessing nonexisting field ({name})"))),
        }
    }
    Ok(picked)
}

/// The fields asked for, or the usual ones.
fn select(all: &Value, asked: Option<&str>, usual: &[&str], absent: &[&str]) -> Answer {
    let picked = match asked {
        Some(fields) => pick(all, fields.split(','), absent)?,
        None => pick(all, usual.iter().copied(), absent)?,
    };
    Ok(Json(picked).into_response())
}

/// One page of a list, as an answer.
fn page(call: &Call, all: Vec<Value>, usual: usize) -> Answer {
    paged(call, all, usual).map(|page| Json(page).into_response())
}

/// One page of a list, with Graph's cursors.
fn paged(call: &Call, all: Vec<Value>, usual: usize) -> Result<Value, Refusal> {
    let cursor = |name: &str| match call.query(name).filter(|c| !c.is_empty()) {
        None => Ok(None),
        Some(text) => {
            let decoded = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok().and_then(|b| String::from_utf8(b).ok());
            let place = decoded.and_then(|d| d.strip_prefix("at:").and_then(|n| n.parse::<usize>().ok()));
            let code = if call.version >= 24.0 { 131_059 } else { 100 };
            place.filter(|at| *at <= all.len()).map(Some).ok_or_else(|| Refusal::new(code, "the cursor is not valid"))
        }
    };
    let encode = |at: usize| data_encoding::BASE64URL_NOPAD.encode(format!("at:{at}").as_bytes());
    let limit = match call.query("limit") {
        None => usual,
        Some(text) => text.parse::<usize>().ok().filter(|n| *n > 0).ok_or_else(|| Refusal::new(100, "limit is not a number"))?.min(1_000),
    };
    let from = match (cursor("after")?, cursor("before")?) {
        (Some(after), _) => after,
        (None, Some(before)) => before.saturating_sub(limit),
        (None, None) => 0,
    };
    let total = all.len();
    let data: Vec<Value> = all.into_iter().skip(from).take(limit).collect();
    let end = from + data.len();
    let mut paging = json!({ "cursors": { "before": encode(from), "after": encode(end) } });
    if end < total {
        let base = call.shared.world().base.clone();
        let kept = call.query.iter().filter(|(name, _)| !matches!(name.as_str(), "after" | "before" | "limit" | "access_token"));
        let mut next = format!("{base}{}?limit={limit}&after={}", call.path, encode(end));
        for (name, value) in kept {
            next.push_str(&format!("&{name}={value}"));
        }
        paging["next"] = json!(next);
    }
    Ok(if data.is_empty() { json!({ "data": [] }) } else { json!({ "data": data, "paging": paging }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_as_written() {
        let read = pairs("file_name=a%20b%2Bc.jpg&file_length=3&empty=&plus=a+b");
        assert_eq!(read["file_name"], "a b+c.jpg", "escaped");
        assert_eq!((read["empty"].as_str(), read["plus"].as_str()), ("", "a b"), "empty and with a space");
    }
}
