//! `vitrine stores …`: places, and what people type of hours and points.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde_json::{Value, json};
use vitrine_core::{Code, Error, Result};
use vitrine_places::{Point, hours, locate, zone};

use crate::arguments::Stores;
use crate::people::Say;
use crate::{Way, importing, pretty, sentences};

/// What needs no shop; `None` for what does.
pub(crate) fn alone(stores: &Stores) -> Option<(Value, bool)> {
    match stores {
        Stores::Locate { text, near } => Some(located(text, near.as_deref())),
        Stores::Hours { text, at, time_zone, country, language } => {
            Some(opening(text, at.as_deref(), time_zone, country.as_deref(), language.as_deref()))
        }
        _ => None,
    }
}

fn asked(question: &vitrine_places::Question) -> (Value, bool) {
    let answer = json!({ "ok": false, "code": question.code, "part": question.part, "suggestion": question.suggestion, "message": question.to_string() });
    (answer, false)
}

fn located(text: &str, near: Option<&str>) -> (Value, bool) {
    let near = near.and_then(|text| locate::locate(text, None).ok()).map(|found| found.point());
    match locate::locate(text, near) {
        Ok(found) => {
            let point = found.point();
            let answer = json!({ "ok": true, "lat": found.lat, "lon": found.lon, "how": found.how, "time_zone": zone::zone_of(point), "country": zone::country_of(point) });
            (answer, true)
        }
        Err(question) => asked(&question),
    }
}

/// A moment as typed: with an offset it is that instant, without one the clock on the wall there.
fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if text == "now" {
        return Some(Timestamp::now());
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let spaced = text.replace(' ', "T");
    let local = spaced.parse::<civil::DateTime>().ok()?;
    local.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

fn opening(text: &str, at: Option<&str>, time_zone: &str, country: Option<&str>, language: Option<&str>) -> (Value, bool) {
    let unclear = |field: &str, part: &str| {
        (json!({ "ok": false, "code": field, "part": part, "message": format!("this {field} cannot be read: {part}") }), false)
    };
    let Ok(zone) = TimeZone::get(time_zone) else { return unclear("time_zone", time_zone) };
    let at = at.unwrap_or("now");
    let Some(instant) = moment(at, &zone) else { return unclear("at", at) };
    let understood = match hours::understand(text, language) {
        Ok(understood) => understood,
        Err(question) => return asked(&question),
    };
    let state = match hours::state(&understood.osm, &zone, country, None, instant) {
        Ok(state) => state,
        Err(question) => return asked(&question),
    };
    let lines: Vec<String> = hours::say(&understood.osm, language.unwrap_or("en")).into_iter().map(|line| line.text).collect();
    let local = |instant: Timestamp| instant.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let notes: Vec<_> = understood.notes.iter().chain(&state.notes).collect();
    let answer = json!({
        "ok": true, "normalised": understood.osm, "open": state.open, "unknown": state.unknown, "comment": state.comment,
        "next_change": state.next_change.map(local), "at": local(instant), "lines": lines, "notes": notes,
    });
    (answer, true)
}

pub(crate) async fn stores(way: &Way, stores: &Stores) -> Result<(Value, Say)> {
    Ok(match stores {
        Stores::List => (way.call("stores_now", json!({})).await?, pretty),
        Stores::Add { name, address, hours, pin, phone } => {
            let id = way.call("store_add", json!({ "name": name, "address": address, "opening_hours": hours })).await?;
            for (field, value) in [("pin", pin), ("phone", phone)] {
                if let Some(value) = value {
                    way.call("store_change", json!({ "store": id, "field": field, "typed": value })).await?;
                }
            }
            (id, sentences::store)
        }
        Stores::Set { store, field, value } => {
            (way.call("store_change", json!({ "store": store, "field": field, "typed": value })).await?, pretty)
        }
        Stores::Remove { store } => (way.call("store_remove", json!({ "store": store })).await?, sentences::done),
        Stores::Nearest { point, open_at, having, count } => {
            (nearest(way, point, open_at.as_deref(), having.as_deref(), *count).await?, pretty)
        }
        Stores::Import { file, dry_run, progress, .. } => {
            let import =
                importing::Import { kind: "stores", file, dry_run: *dry_run, progress: *progress, said: json!({}), rejected: None };
            (importing::run(way, import).await?, sentences::import)
        }
        Stores::UndoImport { import } => (way.call("stores_import_undo", json!({ "import": import })).await?, sentences::done),
        Stores::Export { out } => {
            let kind = if out.extension().is_some_and(|end| end.eq_ignore_ascii_case("geojson") || end.eq_ignore_ascii_case("json")) {
                "geojson"
            } else {
                "csv"
            };
            (crate::write_made(out, &way.call("stores_export", json!({ "kind": kind })).await?)?, pretty)
        }
        Stores::Locate { .. } | Stores::Hours { .. } => return Err(Error::internal("needs no shop")),
    })
}

async fn nearest(way: &Way, point: &str, open_at: Option<&str>, having: Option<&str>, count: usize) -> Result<Value> {
    let bad = |field: &str, text: &str| Error::new(Code::BadRequest).with("field", field).with("text", text);
    // Zero, zero is a question when somebody pastes it, but a point when a program asks.
    let plain = point.split_once(',').and_then(|(lat, lon)| Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?));
    let from = match plain {
        Some(point) => point,
        None => locate::locate(point, None).map_err(|question| bad("point", &question.to_string()))?.point(),
    };
    let having = match having {
        Some(code) => way.call("product_find", json!({ "code": code })).await?["id"].clone(),
        None => Value::Null,
    };
    // A time without an offset is the clock on the wall there.
    let zone = zone::zone_of(from).and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let open_at = match open_at {
        Some(text) => Some(moment(text, &zone).ok_or_else(|| bad("open_at", text))?.as_millisecond()),
        None => None,
    };
    way.call("stores_nearest", json!({ "lat": from.lat, "lon": from.lon, "count": count, "open_at": open_at, "having": having })).await
}
