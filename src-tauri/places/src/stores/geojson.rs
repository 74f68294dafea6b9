//! Stores from a GeoJSON collection of points, with the properties that OSM or a shop gives them.

use super::{LARGEST, MOST, Offer, OfferedStore, Trouble};
use crate::{Point, Question};
use serde_json::{Map, Value};

/// The names a property goes by, the first found being taken.
const NAMES: &[(&str, &[&str])] = &[
    ("id", &["id", "@id", "ref", "store_id", "store_code"]),
    ("name", &["name", "title", "nom", "nombre", "nome", "name:en", "brand", "operator"]),
    ("street", &["addr:street", "street", "address", "addr:full", "street_address", "adresse", "dirección", "direccion", "endereço"]),
    ("house", &["addr:housenumber", "housenumber", "house_number"]),
    ("postcode", &["addr:postcode", "postcode", "postal_code", "zip", "zip_code"]),
    ("city", &["addr:city", "city", "town", "locality", "ville", "ciudad", "cidade"]),
    ("region", &["addr:state", "addr:province", "state", "region", "province"]),
    ("country", &["addr:country", "country", "country_code"]),
    ("phone", &["phone", "contact:phone", "telephone", "tel", "contact:mobile", "mobile"]),
    ("email", &["email", "contact:email"]),
    ("website", &["website", "contact:website", "url"]),
    (
        "hours",
        &[
            "opening_hours",
            "hours",
            "openingHours",
            "opening hours",
            "horaires",
            "horario",
            "horarios",
            "horário",
            "öffnungszeiten",
            "orari",
            "ساعات العمل",
            "समय",
        ],
    ),
    ("services", &["services"]),
    ("pictures", &["image", "images", "pictures", "photo"]),
    ("note", &["note", "description"]),
];

const LATITUDES: &[&str] = &["lat", "latitude", "latitud", "breitengrad"];
const LONGITUDES: &[&str] = &["lon", "lng", "long", "longitude", "longitud", "längengrad"];
/// What an element of OSM says of itself.
const PARTS: &[&str] = &["type", "tags", "center"];

pub(super) fn read(bytes: &[u8], language: Option<&str>) -> Result<Offer, Trouble> {
    let trouble = |code: &str, detail: String| Trouble { code: code.to_owned(), detail };
    if bytes.len() > LARGEST {
        return Err(trouble("too_large", LARGEST.to_string()));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| trouble("damaged", error.to_string()))?;
    let features = match &value {
        Value::Array(features) => features.as_slice(),
        _ => match (value.get("features"), value.get("type").and_then(Value::as_str)) {
            (Some(Value::Array(features)), _) => features.as_slice(),
            // Overpass lists what it found of OSM as elements.
            (None, None) if value.get("elements").is_some_and(Value::is_array) => {
                value.get("elements").and_then(Value::as_array).map_or(&[][..], Vec::as_slice)
            }
            (_, Some("Feature")) => std::slice::from_ref(&value),
            _ => return Err(trouble("not_stores", "features".to_owned())),
        },
    };
    if features.len() > MOST {
        return Err(trouble("too_many", MOST.to_string()));
    }
    let mut offer = Offer::default();
    for (row, feature) in features.iter().enumerate() {
        store(feature, row + 1, language, &mut offer);
    }
    offer.unused.sort();
    offer.unused.dedup();
    if offer.stores.is_empty() && !features.is_empty() && offer.notes.iter().all(|note| note.code == "name_missing") {
        return Err(trouble("not_stores", "name".to_owned()));
    }
    Ok(offer)
}

fn store(feature: &Value, row: usize, language: Option<&str>, offer: &mut Offer) {
    let none = Map::new();
    let properties = feature
        .get("properties")
        .or_else(|| feature.get("tags"))
        .and_then(Value::as_object)
        .or_else(|| feature.as_object())
        .unwrap_or(&none);
    let text = |field: &str| property(properties, field).map(|(_, text)| text).unwrap_or_default();
    let street = match (text("house"), text("street")) {
        (house, street) if house.is_empty() => street,
        (house, street) => format!("{street} {house}").trim().to_owned(),
    };
    let list = |field: &str| text(field).split([';', '|']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let id = text("id");
    let mut store = OfferedStore {
        row,
        foreign_id: if id.is_empty() { feature.get("id").map(plain).unwrap_or_default() } else { id },
        name: text("name"),
        street,
        postcode: text("postcode"),
        city: text("city"),
        region: text("region"),
        country: text("country"),
        phone: text("phone"),
        email: text("email"),
        website: text("website"),
        services: list("services"),
        pictures: list("pictures"),
        note: text("note"),
        active: true,
        ..OfferedStore::default()
    };
    if store.name.is_empty() {
        offer.note(row, "name", Question::new("name_missing", &store.street), true);
        return;
    }
    let (column, found) = match feature.get("geometry").filter(|geometry| !geometry.is_null()) {
        Some(geometry) => ("geometry".to_owned(), point(geometry).map(Some)),
        None => pair(feature, properties),
    };
    match found {
        Ok(Some(point)) => store.take_point(point),
        Ok(None) => {}
        Err(question) => offer.note(row, &column, question, true),
    }
    if let Some((column, hours)) = property(properties, "hours") {
        store.take_hours(offer, &column, crate::hours::understand(&hours, language));
    }
    let known = |name: &String| {
        let mut all = NAMES.iter().map(|(_, names)| *names).chain([LATITUDES, LONGITUDES, PARTS]);
        all.any(|names| names.contains(&name.as_str()))
    };
    if offer.unused.len() < 1000 {
        offer.unused.extend(properties.keys().filter(|name| !known(name)).cloned());
        offer.unused.sort();
        offer.unused.dedup();
    }
    offer.stores.push(store);
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => parts.iter().map(plain).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
        _ => String::new(),
    }
}

/// A property by any of its names, and the name it was found by.
fn property(properties: &Map<String, Value>, field: &str) -> Option<(String, String)> {
    first_of(properties, NAMES.iter().find(|(name, _)| *name == field).map(|(_, names)| *names)?)
}

/// The first of these names that has a text, and the text.
fn first_of(properties: &Map<String, Value>, names: &[&str]) -> Option<(String, String)> {
    names.iter().find_map(|name| {
        let text = plain(properties.get(*name)?);
        (!text.is_empty()).then(|| ((*name).to_owned(), text))
    })
}

/// The point of a feature without a geometry: two numbers of its own, of its middle, or of its
/// properties; and what the first of them is called.
fn pair(feature: &Value, properties: &Map<String, Value>) -> (String, Result<Option<Point>, Question>) {
    let own = [feature.as_object(), feature.get("center").and_then(Value::as_object), Some(properties)];
    for object in own.into_iter().flatten() {
        let numbers = (first_of(object, LATITUDES), first_of(object, LONGITUDES));
        let (Some((name, lat)), Some((_, lon))) = numbers else { continue };
        let text = format!("{lat}, {lon}");
        let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        let found = match (number(&lat), number(&lon)) {
            (Some(lat), Some(lon)) => crate::locate::checked_point(lat, lon, &text),
            _ => crate::locate::locate(&text, None).map(|found| found.point()),
        };
        return (name, found.map(Some));
    }
    (String::new(), Ok(None))
}

/// The point of a geometry; of an area, the middle of its corners.
fn point(geometry: &Value) -> Result<Point, Question> {
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    let ring = match kind {
        "Point" => std::slice::from_ref(coordinates),
        "Polygon" => coordinates.get(0).and_then(Value::as_array).map_or(&[][..], Vec::as_slice),
        _ => return Err(Question::new("no_point", kind)),
    };
    let mut corners: Vec<(f64, f64)> = ring.iter().filter_map(|pair| Some((pair.get(1)?.as_f64()?, pair.get(0)?.as_f64()?))).collect();
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    if corners.is_empty() {
        return Err(Question::new("no_point", &coordinates.to_string()));
    }
    let count = corners.len() as f64;
    let (lat, lon) = corners.iter().fold((0.0, 0.0), |(lat, lon), corner| (lat + corner.0 / count, lon + corner.1 / count));
    crate::locate::checked_point(lat, lon, &coordinates.to_string())
}
