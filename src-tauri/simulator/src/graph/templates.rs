//! Templates by Graph: made, edited, listed, deleted (fact sheet §1.3, §2.4, §2.5).

use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::{Answer, Call, done, paged, pick, select};
use crate::refusal::Refusal;
use crate::templates::Template;
use crate::templates::define::{self, Rules};
use crate::world::life::Event;
use crate::world::{DAY, World};

/// Templates made within an hour.
const CREATIONS: usize = 100;
/// A deleted name is nobody's for so long.
const LOCKED: i64 = 30 * DAY;

fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body[name].as_str().unwrap_or_default()
}

fn shape(world: &World, schema: &str, body: &Value) -> Result<(), Refusal> {
    world.schemas.check(schema, body).map_err(|refusal| Refusal::new(100, refusal.details))
}

/// The components of a body, judged: as they will be read back.
fn judged(world: &World, body: &Value, category: &str, named: bool) -> Result<Value, Refusal> {
    let mut components = body["components"].clone();
    define::capitals(&mut components);
    let handle = |handle: &str| world.library.handles.get(handle).cloned();
    define::check(&components, &Rules { category, named, handle: &handle })?;
    Ok(if category == "AUTHENTICATION" { define::read_back(&components) } else { components })
}

/// Makes one in one language; answers what Graph answers.
fn make(world: &mut World, body: &Value, language: &str) -> Result<Value, Refusal> {
    let now = world.now();
    let (name, mut category) = (text(body, "name").to_owned(), text(body, "category").to_uppercase());
    let named = text(body, "parameter_format").eq_ignore_ascii_case("named");
    if world.templates.get(&name, language).is_some() {
        return Err(Refusal::new(2_388_023, format!("{name} already exists in {language}")));
    }
    if world.templates.locked.get(&name).is_some_and(|until| *until > now) {
        return Err(Refusal::new(2_388_023, format!("{name} was deleted; its name can be used again after 30 days")));
    }
    if world.templates.len() >= world.settings.template_limit {
        return Err(Refusal::new(2_388_019, "the account has as many templates as it may have"));
    }
    let ttl = body["message_send_ttl_seconds"].as_i64();
    define::check_ttl(&category, ttl)?;
    let components = judged(world, body, &category, named)?;
    if define::asks_for_payment(&components) && !text(body, "display_format").eq_ignore_ascii_case("order_details") {
        return Err(Refusal::new(100, "ORDER_DETAILS goes with the display_format of that name"));
    }
    if world.limits.creation(now) > CREATIONS {
        return Err(Refusal::new(80_008, "100 templates an hour"));
    }
    if category == "UTILITY" && define::promotes(&components) {
        category = "MARKETING".into();
    }
    let id = world.number().to_string();
    world.templates.put(Template { named, send_ttl: ttl, ..Template::new(&id, &name, language, &category, "PENDING", components) });
    world.dirty = true;
    let review = world.settings.review_ms;
    world.schedule(review, Event::Review { name, language: language.to_owned() });
    Ok(json!({ "id": id, "status": "PENDING", "category": category }))
}

/// `POST /{waba}/message_templates`.
pub fn create(call: &Call, body: Value) -> Answer {
    let mut world = call.shared.world();
    shape(&world, "template.create", &body)?;
    let made = make(&mut world, &body, text(&body, "language"))?;
    drop(world);
    call.shared.due.notify_one();
    Ok(Json(made).into_response())
}

/// `POST /{waba}/upsert_message_templates`: one-time codes in many languages at once.
pub fn upsert(call: &Call, body: Value) -> Answer {
    let mut world = call.shared.world();
    shape(&world, "template.upsert", &body)?;
    let mut made = Vec::new();
    for language in body["languages"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let name = text(&body, "name");
        let old = world.templates.get(name, language).map(|t| t.id.clone());
        let id = match old {
            Some(id) => {
                change(&mut world, &id, &json!({ "components": body["components"] }))?;
                id
            }
            None => text(&make(&mut world, &body, language)?, "id").to_owned(),
        };
        made.push(json!({ "id": id, "status": "PENDING", "language": language }));
    }
    drop(world);
    call.shared.due.notify_one();
    Ok(Json(json!({ "data": made })).into_response())
}

/// Changes one and sends it to review again.
fn change(world: &mut World, id: &str, body: &Value) -> Result<(), Refusal> {
    let now = world.now();
    let Some(template) = world.templates.by_id(id).cloned() else {
        return Err(Refusal::no_such(id));
    };
    if template.source.as_deref() == Some("AUTO_GENERATED") {
        return Err(Refusal::new(2_388_318, "a template made by Direct Send cannot be edited"));
    }
    let asked = body["category"].as_str().map(str::to_uppercase);
    match template.status.as_str() {
        "REJECTED" | "PAUSED" => {}
        "APPROVED" => {
            let recent = |span: i64| template.edited.iter().filter(|at| now - **at < span).count();
            if recent(DAY) >= 1 || recent(30 * DAY) >= 10 {
                return Err(Refusal::new(100, "an approved template is edited once in 24 hours and ten times in 30 days"));
            }
            if asked.as_ref().is_some_and(|category| *category != template.category) {
                return Err(Refusal::new(100, "the category of an approved template cannot be edited"));
            }
        }
        other => return Err(Refusal::new(100, format!("a template that is {other} cannot be edited"))),
    }
    let category = asked.unwrap_or(template.category);
    define::check_ttl(&category, body["message_send_ttl_seconds"].as_i64())?;
    let named = body["parameter_format"].as_str().map_or(template.named, |f| f.eq_ignore_ascii_case("named"));
    let components = if body.get("components").is_some() { judged(world, body, &category, named)? } else { template.components };
    let review = world.settings.review_ms;
    if let Some(edited) = world.templates.get_mut(&template.name, &template.language) {
        if edited.status == "APPROVED" {
            edited.edited.push(now);
        }
        (edited.category, edited.components, edited.named, edited.changed) = (category, components, named, true);
        edited.status = "PENDING".into();
        edited.send_ttl = body["message_send_ttl_seconds"].as_i64().or(edited.send_ttl);
    }
    world.dirty = true;
    world.schedule(review, Event::Review { name: template.name, language: template.language });
    Ok(())
}

/// `POST /{template}`.
pub fn edit(call: &Call, id: &str, body: Value) -> Answer {
    let mut world = call.shared.world();
    shape(&world, "template.edit", &body)?;
    change(&mut world, id, &body)?;
    drop(world);
    call.shared.due.notify_one();
    Ok(done())
}

/// `POST /{template}/unpause`: ends a pause of pacing, and no other.
pub fn unpause(call: &Call, id: &str) -> Answer {
    let mut world = call.shared.world();
    let Some(template) = world.templates.by_id(id).cloned() else {
        return Err(Refusal::no_such(id));
    };
    if template.status != "PAUSED" || !template.paused_by_pacing {
        return Ok(Json(json!({ "success": false, "reason": "The template is not paused by pacing" })).into_response());
    }
    world.set_template(&template.name, &template.language, Some("APPROVED"), None);
    drop(world);
    call.shared.due.notify_one();
    Ok(done())
}

const USUAL: [&str; 7] = ["id", "name", "language", "status", "category", "components", "parameter_format"];

/// Fields of a template that are always empty here, or only some have.
const ABSENT: [&str; 8] = [
    "library_template_name",
    "sub_category",
    "degrees_of_freedom_spec",
    "message_send_ttl_seconds",
    "source",
    "last_updated_time",
    "health_status",
    "display_format",
];

/// `GET /{template}`.
pub fn describe(call: &Call, id: &str) -> Answer {
    let world = call.shared.world();
    let mut all = world.templates.by_id(id).map(Template::shown).ok_or_else(|| Refusal::no_such(id))?;
    all["health_status"] = world.health("MESSAGE_TEMPLATE", id);
    select(&all, call.query("fields"), &USUAL, &ABSENT)
}

/// `GET /{waba}/message_templates`: 25 a page, with filters.
pub fn list(call: &Call) -> Answer {
    let world = call.shared.world();
    let holds = |name: &str, value: &str| {
        call.query(name).is_none_or(|wanted| wanted.split(',').any(|w| w.trim_matches(['[', ']', '"', ' ']).eq_ignore_ascii_case(value)))
    };
    let fields: Option<Vec<&str>> = call.query("fields").map(|f| f.split(',').map(str::trim).filter(|f| !f.is_empty()).collect());
    let mut all = Vec::new();
    for template in world.templates.iter() {
        let exact = holds("status", &template.status) && holds("category", &template.category) && holds("language", &template.language);
        let named = call.query("name").is_none_or(|name| template.name.contains(name));
        let rated = holds("quality_score", &template.quality);
        let body = call.query("content").is_none_or(|words| template.components.to_string().contains(words));
        if !(exact && named && rated && body) {
            continue;
        }
        let mut whole = template.shown();
        if fields.as_ref().is_some_and(|f| f.contains(&"health_status")) {
            whole["health_status"] = world.health("MESSAGE_TEMPLATE", &template.id);
        }
        let shown = match &fields {
            Some(fields) => pick(&whole, fields.iter().copied(), &ABSENT)?,
            None => pick(&whole, USUAL.into_iter(), &ABSENT)?,
        };
        all.push(shown);
    }
    let (count, most) = (world.templates.len(), world.settings.template_limit);
    drop(world);
    let matching = all.len();
    let mut answer = paged(call, all, 25)?;
    if call.query("summary").is_some() {
        answer["summary"] = json!({ "total_count": matching, "message_template_count": count, "message_template_limit": most, "are_translations_complete": false });
    }
    Ok(Json(answer).into_response())
}

/// `DELETE /{waba}/message_templates`: all languages of a name, or one by id.
pub fn remove(call: &Call) -> Answer {
    let mut world = call.shared.world();
    let (name, id) = (call.query("name").unwrap_or_default(), call.query("hsm_id").map(str::to_owned));
    if name.is_empty() {
        return Err(Refusal::new(100, "name is required"));
    }
    let chosen = |t: &Template| t.name == name && id.as_ref().is_none_or(|id| *id == t.id);
    if world.templates.iter().any(|t| chosen(t) && t.source.as_deref() == Some("AUTO_GENERATED")) {
        return Err(Refusal::new(2_388_330, "a template made by Direct Send cannot be deleted"));
    }
    let gone = world.templates.remove(chosen);
    if gone.is_empty() {
        return Err(Refusal { subcode: Some(2_593_002), ..Refusal::new(100, format!("there is no template {name}")) });
    }
    let until = world.now() + LOCKED;
    if gone.iter().any(|t| t.status == "APPROVED") && !world.templates.iter().any(|t| t.name == name) {
        world.templates.locked.insert(name.to_owned(), until);
    }
    world.dirty = true;
    Ok(done())
}
