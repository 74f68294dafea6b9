//! Stores written for other programs: CSV with one row a store, GeoJSON with OSM's property names.
//!
//! What is written is read again by this crate as the same. Cells that a spreadsheet would take for
//! a formula get an apostrophe in front, as spreadsheets themselves mark text.

use super::OfferedStore;
use serde_json::{Map, Value, json};

const HEADER: [&str; 15] = [
    "id",
    "name",
    "address",
    "postcode",
    "city",
    "region",
    "country",
    "latitude",
    "longitude",
    "phone",
    "email",
    "website",
    "opening hours",
    "services",
    "pictures",
];

/// The stores as CSV: UTF-8, commas, a line end after each row.
pub fn to_csv(stores: &[OfferedStore]) -> String {
    let mut text = HEADER.join(",");
    text.push_str("\r\n");
    for store in stores {
        let degrees = |of: fn(&crate::Point) -> f64| store.point.as_ref().map_or_else(String::new, |point| format!("{:.7}", of(point)));
        let cells = [
            store.foreign_id.clone(),
            store.name.clone(),
            store.street.clone(),
            store.postcode.clone(),
            store.city.clone(),
            store.region.clone(),
            store.country.clone(),
            degrees(|point| point.lat),
            degrees(|point| point.lon),
            store.phone.clone(),
            store.email.clone(),
            store.website.clone(),
            store.opening_hours.clone(),
            store.services.join("|"),
            store.pictures.join("|"),
        ];
        text.push_str(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok() || cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'));
    let formula = !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r', ';']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// The stores as a GeoJSON collection; a store without a pin has no geometry.
pub fn to_geojson(stores: &[OfferedStore]) -> String {
    let features: Vec<Value> = stores.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn feature(store: &OfferedStore) -> Value {
    let lists = [store.services.join("; "), store.pictures.join("; ")];
    let pairs = [
        ("ref", &store.foreign_id),
        ("name", &store.name),
        ("addr:street", &store.street),
        ("addr:postcode", &store.postcode),
        ("addr:city", &store.city),
        ("addr:state", &store.region),
        ("addr:country", &store.country),
        ("phone", &store.phone),
        ("email", &store.email),
        ("website", &store.website),
        ("opening_hours", &store.opening_hours),
        ("services", &lists[0]),
        ("image", &lists[1]),
        ("note", &store.note),
    ];
    let properties: Map<String, Value> =
        pairs.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let geometry = store.point.map_or(Value::Null, |point| json!({ "type": "Point", "coordinates": [point.lon, point.lat] }));
    json!({ "type": "Feature", "geometry": geometry, "properties": properties })
}
