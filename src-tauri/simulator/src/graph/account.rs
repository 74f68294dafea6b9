//! What hangs on the number: registration, profile, blocked people, codes to scan, history, settings
//! (fact sheet §1.3).

use axum::Json;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::{Answer, Call, body, business, done, page, select};
use crate::refusal::Refusal;
use crate::world::people::wa_id;
use crate::world::{DAY, World};

/// Codes a number may have.
const CODES: usize = 2_000;
/// People a number may block.
const BLOCKS: usize = 64_000;
/// Registrations within three days.
const REGISTRATIONS: usize = 10;

/// Every edge of the number that is not about messages or media.
pub async fn edge(call: Call, edge: &str, request: Request) -> Answer {
    let (get, post, delete) = (call.method == Method::GET, call.method == Method::POST, call.method == Method::DELETE);
    let body = if get { Value::Null } else { body(&call, request).await? };
    match edge {
        "" if get => describe(&call),
        "" if post => change(&call, &body).await,
        "register" if post => register(&call, &body),
        "deregister" if post => {
            count_registration(&mut call.shared.world())?;
            call.shared.world().account.kept.registered = false;
            Ok(done())
        }
        "request_code" if post => match (body["code_method"].as_str(), body["language"].as_str()) {
            (Some("SMS" | "VOICE"), Some(_)) => Err(Refusal::new(136_024, "The number is verified already")),
            _ => Err(Refusal::new(100, "code_method is SMS or VOICE, and language is required")),
        },
        "settings" if get => Ok(Json(call.shared.world().account.kept.settings.clone()).into_response()),
        "settings" if post => merge(&call, body, |kept| &mut kept.settings),
        "whatsapp_commerce_settings" if get => Ok(Json(json!({ "data": [call.shared.world().account.kept.commerce] })).into_response()),
        "whatsapp_commerce_settings" if post => commerce(&call, &body),
        "whatsapp_business_profile" if get => profile(&call),
        "whatsapp_business_profile" if post => change_profile(&call, &body),
        "block_users" if get => blocked(&call),
        "block_users" if post || delete => block(&call, &body, post),
        "message_qrdls" if get => codes(&call),
        "message_qrdls" if post => make_code(&call, &body),
        "message_history" if get => history(&call),
        "contact_book" if delete => forget_number(&call),
        _ => Err(Refusal::new(100, format!("Unsupported {} request: {edge}", call.method))),
    }
}

fn describe(call: &Call) -> Answer {
    let all = business::phone(&call.shared.world(), call.version);
    let mut usual = business::USUAL.to_vec();
    usual.extend(["throughput", "webhook_configuration"]);
    if call.version >= 24.0 {
        usual.push("whatsapp_business_manager_messaging_limit");
    }
    select(&all, call.query("fields"), &usual, &business::ABSENT)
}

/// `POST /{phone}`: the two-step PIN, or an address of its own for webhooks.
async fn change(call: &Call, body: &Value) -> Answer {
    if let Some(configuration) = body.get("webhook_configuration") {
        let url = configuration["override_callback_uri"].as_str().filter(|u| !u.is_empty());
        if let Some(url) = url {
            business::verify(call, url, configuration["verify_token"].as_str()).await?;
        }
        let mut world = call.shared.world();
        (world.account.kept.phone_override, world.dirty) = (url.map(str::to_owned), true);
        drop(world);
        call.shared.due.notify_one();
        return Ok(done());
    }
    let Some(pin) = body["pin"].as_str() else {
        return Err(Refusal::new(100, "pin or webhook_configuration is required"));
    };
    call.shared.world().account.kept.pin = Some(six_digits(pin)?);
    Ok(done())
}

fn six_digits(pin: &str) -> Result<String, Refusal> {
    if pin.len() == 6 && pin.bytes().all(|b| b.is_ascii_digit()) {
        Ok(pin.to_owned())
    } else {
        Err(Refusal::new(100, "pin must be six digits"))
    }
}

fn count_registration(world: &mut World) -> Result<(), Refusal> {
    let now = world.now();
    if world.limits.registration(now) > REGISTRATIONS {
        return Err(Refusal::new(133_016, "Registered or deregistered too often; wait 72 hours"));
    }
    Ok(())
}

fn register(call: &Call, body: &Value) -> Answer {
    if body["messaging_product"] != "whatsapp" {
        return Err(Refusal::new(100, "messaging_product is required"));
    }
    let pin = six_digits(body["pin"].as_str().unwrap_or_default())?;
    let mut world = call.shared.world();
    count_registration(&mut world)?;
    if world.account.kept.pin.as_ref().is_some_and(|set| *set != pin) {
        return Err(Refusal::new(133_005, "Two-step verification PIN mismatch"));
    }
    (world.account.kept.pin, world.account.kept.registered, world.dirty) = (Some(pin), true, true);
    Ok(done())
}

fn merge(call: &Call, body: Value, part: impl Fn(&mut crate::world::account::Kept) -> &mut Value) -> Answer {
    let mut world = call.shared.world();
    world.dirty = true;
    if let (Some(into), Some(from)) = (part(&mut world.account.kept).as_object_mut(), body.as_object()) {
        into.extend(from.clone());
    }
    Ok(done())
}

fn commerce(call: &Call, body: &Value) -> Answer {
    let mut set = json!({});
    for name in ["is_cart_enabled", "is_catalog_visible"] {
        // Given in the query or the body, as a word or a truth value.
        let given = body.get(name).cloned().or_else(|| call.query(name).map(|v| json!(v)));
        match given.as_ref().map(|v| v.as_bool().map_or_else(|| v.as_str().unwrap_or_default().to_owned(), |b| b.to_string())).as_deref() {
            None => {}
            Some("true") => set[name] = json!(true),
            Some("false") => set[name] = json!(false),
            Some(_) => return Err(Refusal::new(100, format!("{name} is true or false"))),
        }
    }
    merge(call, set, |kept| &mut kept.commerce)
}

fn profile(call: &Call) -> Answer {
    let all = call.shared.world().account.kept.profile.clone();
    let mut shown = json!({ "messaging_product": "whatsapp" });
    for name in call.query("fields").unwrap_or_default().split(',').map(str::trim).filter(|f| !f.is_empty()) {
        if !matches!(
            name,
            "about" | "address" | "description" | "email" | "profile_picture_url" | "websites" | "vertical" | "messaging_product"
        ) {
            return Err(Refusal::new(100, format!("Tried accessing nonexisting field ({name})")));
        }
        // What is empty is left out, as the platform does.
        let value = &all[name];
        if !value.is_null() && value != "" && value.as_array().is_none_or(|a| !a.is_empty()) {
            shown[name] = value.clone();
        }
    }
    Ok(Json(json!({ "data": [shown] })).into_response())
}

fn change_profile(call: &Call, body: &Value) -> Answer {
    let world = call.shared.world();
    world.schemas.check("profile", body)?;
    let mut body = body.clone();
    if let Some(handle) = body.get("profile_picture_handle").and_then(Value::as_str) {
        if !world.library.handles.get(handle).is_some_and(|mime| mime.starts_with("image/")) {
            return Err(Refusal::new(100, "profile_picture_handle is not the handle of a picture"));
        }
        let url = format!("{}/profile/{handle}", world.base);
        body["profile_picture_url"] = json!(url);
        if let Some(fields) = body.as_object_mut() {
            fields.remove("profile_picture_handle");
        }
    }
    drop(world);
    merge(call, body, |kept| &mut kept.profile)
}

fn blocked(call: &Call) -> Answer {
    let world = call.shared.world();
    let all = world.account.kept.blocked.keys().filter_map(|id| world.people.get(*id));
    let all: Vec<Value> = all
        .map(|c| {
            let mut user = json!({ "messaging_product": "whatsapp", "user_id": c.user_id });
            if let Some(wa_id) = c.shown_wa_id(world.now()) {
                user["wa_id"] = json!(wa_id);
            }
            user
        })
        .collect();
    drop(world);
    page(call, all, 25)
}

/// Blocks or unblocks; what failed and what worked come together, as HTTP 400.
fn block(call: &Call, body: &Value, block: bool) -> Answer {
    let mut world = call.shared.world();
    world.schemas.clone().check("block", body)?;
    let (now, mut good, mut bad) = (world.now(), Vec::new(), Vec::new());
    for user in body["block_users"].as_array().into_iter().flatten() {
        let (input, by_number) = match user["user"].as_str() {
            Some(number) => (number, true),
            None => (user["user_id"].as_str().unwrap_or_default(), false),
        };
        let known = if by_number { world.people.by_phone(input) } else { world.people.by_user_id(input) };
        let entry = |extra: Value| {
            let mut entry = json!({ "input": input });
            if by_number {
                entry["wa_id"] = json!(wa_id(input));
            } else {
                entry["user_id"] = json!(input);
            }
            if !extra.is_null() {
                entry["errors"] = json!([extra]);
            }
            entry
        };
        let problem = |code: i64, details: &str| json!({ "message": "Failed to block/unblock user", "code": code, "error_data": { "details": details } });
        let recent = known.and_then(|id| world.people.get(id)).is_some_and(|c| c.last_inbound.is_some_and(|at| now - at < DAY));
        match known {
            None => bad.push(entry(problem(131_021, "The user is not on WhatsApp, or the id is not hers"))),
            Some(_) if !by_number && input.contains(".ENT.") => bad.push(entry(problem(131_021, "A parent user id cannot be blocked"))),
            Some(_) if block && !recent => bad.push(entry(problem(131_047, "Only who wrote in the last 24 hours can be blocked"))),
            Some(_) if block && world.account.kept.blocked.len() >= BLOCKS => bad.push(entry(problem(139_101, "The block list is full"))),
            Some(id) => {
                world.dirty = true;
                if block {
                    world.account.kept.blocked.insert(id, now);
                } else {
                    world.account.kept.blocked.remove(&id);
                }
                good.push(entry(Value::Null));
            }
        }
    }
    let mut answer =
        json!({ "messaging_product": "whatsapp", "block_users": { if block { "added_users" } else { "removed_users" }: good } });
    if bad.is_empty() {
        return Ok(Json(answer).into_response());
    }
    answer["block_users"]["failed_users"] = json!(bad);
    answer["error"] = Refusal::new(139_100, "Failed to block/unblock some users").error();
    Ok((StatusCode::BAD_REQUEST, Json(answer)).into_response())
}

fn show_code(world: &World, code: &str, text: &str, image: Option<&str>) -> Value {
    let mut shown = json!({ "code": code, "prefilled_message": text, "deep_link_url": format!("https://wa.me/message/{code}") });
    if let Some(format) = image {
        shown["qr_image_url"] = json!(format!("{}/qr/{code}.{}", world.base, format.to_lowercase()));
    }
    shown
}

/// The picture asked for, as `fields=…,qr_image_url.format(PNG)`.
fn picture(call: &Call) -> Option<&'static str> {
    let fields = call.query("fields").unwrap_or_default();
    fields.contains("qr_image_url").then(|| if fields.contains("format(SVG)") { "SVG" } else { "PNG" })
}

fn codes(call: &Call) -> Answer {
    let world = call.shared.world();
    let all = world.account.kept.codes.iter().map(|(code, text)| show_code(&world, code, text, picture(call))).collect();
    drop(world);
    page(call, all, 25)
}

fn make_code(call: &Call, body: &Value) -> Answer {
    let text = body["prefilled_message"].as_str().unwrap_or_default();
    if text.is_empty() || text.chars().count() > 140 {
        return Err(Refusal::new(100, "prefilled_message has 1 to 140 characters"));
    }
    let image = body["generate_qr_image"].as_str();
    if image.is_some_and(|format| !matches!(format, "PNG" | "SVG")) {
        return Err(Refusal::new(100, "generate_qr_image is PNG or SVG"));
    }
    let mut world = call.shared.world();
    let code = match body["code"].as_str() {
        Some(code) if world.account.kept.codes.contains_key(code) => code.to_owned(),
        Some(code) => return Err(Refusal::no_such(code)),
        None if world.account.kept.codes.len() >= CODES => return Err(Refusal::new(100, "A number has 2,000 codes at most")),
        None => data_encoding::BASE32_NOPAD.encode(&world.number().to_be_bytes()).trim_start_matches('A').to_owned(),
    };
    world.account.kept.codes.insert(code.clone(), text.to_owned());
    world.dirty = true;
    Ok(Json(show_code(&world, &code, text, image)).into_response())
}

/// `/{phone}/message_qrdls/{code}`.
pub fn code(call: &Call, code: &str, body: Value) -> Answer {
    let mut world = call.shared.world();
    let Some(text) = world.account.kept.codes.get(code).cloned() else {
        return Err(Refusal::no_such(code));
    };
    match call.method {
        Method::GET => Ok(Json(json!({ "data": [show_code(&world, code, &text, picture(call))] })).into_response()),
        Method::DELETE => {
            world.account.kept.codes.remove(code);
            world.dirty = true;
            Ok(done())
        }
        Method::POST => {
            drop(world);
            let mut body = body;
            body["code"] = json!(code);
            make_code(call, &body)
        }
        _ => Err(Refusal::no_such(code)),
    }
}

/// `GET /{phone}/message_history`: what became of the messages sent, the newest first.
fn history(call: &Call) -> Answer {
    let world = call.shared.world();
    let wanted = call.query("message_id");
    let mut sent: Vec<_> = world.known.iter().filter(|(id, k)| !k.inbound && wanted.is_none_or(|w| w == id.as_str())).collect();
    if wanted.is_some() && sent.is_empty() {
        return Err(Refusal::new(100, "There is no such message"));
    }
    sent.sort_by(|a, b| (b.1.at, b.0).cmp(&(a.1.at, a.0)));
    let all = sent
        .into_iter()
        .map(|(id, known)| {
            let name = |status: &str| if status == "failed" { "ERROR".to_owned() } else { status.to_uppercase() };
            let events = std::iter::once(("accepted", known.at, None)).chain(known.events.iter().copied());
            let events: Vec<Value> = events
                .enumerate()
                .map(|(n, (status, at, code))| {
                    let mut event = json!({ "id": format!("{id}.{n}"), "delivery_status": name(status), "occurrence_timestamp": at / 1000, "status_timestamp": at / 1000,
                        "application": { "id": world.credentials.app_id, "name": "Simulated app" } });
                    if let Some(code) = code {
                        event["error_description"] = json!(format!("(#{code}) Message undeliverable"));
                    }
                    event
                })
                .collect();
            json!({ "id": id, "message_id": id, "events": { "data": events } })
        })
        .collect();
    drop(world);
    page(call, all, 25)
}

fn forget_number(call: &Call) -> Answer {
    let Some(user_id) = call.query("bsuid") else {
        return Err(Refusal::new(100, "bsuid is required"));
    };
    let mut world = call.shared.world();
    let id = world.people.by_user_id(user_id);
    let deleted = id.and_then(|id| world.people.get_mut(id)).is_some_and(|c| c.phone_exchanged_at.take().is_some());
    Ok(Json(json!({ "success": true, "deleted": deleted })).into_response())
}
