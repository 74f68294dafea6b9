//! From a text to a point: coordinates as people write them, links of maps, plus codes.
//!
//! Nothing is looked up. A text that only the network could answer (a short link, three words, a
//! street) and one that could mean two points (swapped, shifted, 0,0) is a question, since a shop
//! at the wrong end of the world looks right until somebody drives there.

mod degrees;
mod links;
mod maps;
mod pluscode;
#[cfg(test)]
mod tests;

use crate::{Point, Question};
use serde::{Deserialize, Serialize};

/// The longest text that is read, in bytes; some map links are very long.
const LONGEST: usize = 8_000;

/// A point and how the text gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `coordinates`, `geo_uri`, `geojson`, `wkt`, `plus_code`, or the map: `google`, `apple`, …
    pub how: String,
}

impl Located {
    /// The point.
    pub fn point(&self) -> Point {
        Point { lat: self.lat, lon: self.lon }
    }
}

/// The point a text is about. `near` is a point in the same region, for short plus codes.
pub fn locate(text: &str, near: Option<Point>) -> Result<Located, Question> {
    let text = text.trim().trim_matches(['\u{feff}', '\u{200e}', '\u{200f}', '<', '>', '"']).trim();
    if text.is_empty() {
        return Err(Question::new("empty", ""));
    }
    if text.len() > LONGEST {
        return Err(Question::new("too_long", text));
    }
    if let Some(found) = geo_uri(text).or_else(|| geojson(text)).or_else(|| wkt(text)) {
        return found;
    }
    if let Some(found) = links::locate(text, near) {
        return found;
    }
    if let Some(found) = pluscode::locate(text, near) {
        return found;
    }
    if three_words(text) {
        return Err(Question::new("needs_network", text));
    }
    let (lat, lon) = degrees::pair(text)?;
    checked(lat, lon, "coordinates", text)
}

/// The point, unless it is nowhere, swapped or the one that stands for “missing”.
fn checked(lat: f64, lon: f64, how: &str, part: &str) -> Result<Located, Question> {
    if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        return Err(Question::new("swapped", part).suggesting(format!("{}, {}", shown(lon), shown(lat))));
    }
    let Some(point) = Point::new(lat, lon) else { return Err(Question::new("out_of_range", part)) };
    // A few metres around 0,0 are what rounding makes of it.
    if point.lat.abs() < 1e-4 && point.lon.abs() < 1e-4 {
        return Err(Question::new("null_island", part));
    }
    Ok(Located { lat: point.lat, lon: point.lon, how: how.to_owned() })
}

/// A point that another reader found, by the same rules.
pub(crate) fn checked_point(lat: f64, lon: f64, part: &str) -> Result<Point, Question> {
    checked(lat, lon, "", part).map(|found| found.point())
}

/// A coordinate without the noise of floating point.
fn shown(degrees: f64) -> String {
    let text = format!("{degrees:.7}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `geo:48.2,16.3;u=35?q=…` of RFC 5870, with Android's `geo:0,0?q=lat,lon`.
fn geo_uri(text: &str) -> Option<Result<Located, Question>> {
    let rest = text.get(..4).filter(|start| start.eq_ignore_ascii_case("geo:")).and_then(|_| text.get(4..))?;
    let rest = rest.trim_start_matches('/');
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut parameters = path.split(';');
    let place = parameters.next().unwrap_or_default();
    let foreign = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.eq_ignore_ascii_case("crs") && !value.eq_ignore_ascii_case("wgs84")).then_some(value)
    });
    if let Some(foreign) = foreign {
        return Some(Err(Question::new("not_understood", foreign)));
    }
    let numbers: Vec<Option<f64>> = place.split(',').map(|number| number.trim().parse().ok()).collect();
    let (lat, lon) = match numbers.as_slice() {
        [Some(lat), Some(lon)] | [Some(lat), Some(lon), Some(_)] => (*lat, *lon),
        _ => return Some(Err(Question::new("no_point", text))),
    };
    let asked = links::parameter(query, "q");
    if lat == 0.0 && lon == 0.0 {
        if let Some(asked) = asked {
            let place = asked.split('(').next().unwrap_or_default();
            return Some(
                degrees::plain_pair(place)
                    .map_or_else(|| Err(Question::new("needs_network", &asked)), |(lat, lon)| checked(lat, lon, "geo_uri", text)),
            );
        }
    }
    Some(checked(lat, lon, "geo_uri", text))
}

/// A GeoJSON point, or a feature that is one: longitude first.
fn geojson(text: &str) -> Option<Result<Located, Question>> {
    if !text.starts_with('{') {
        return None;
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return Some(Err(Question::new("not_understood", text))) };
    let value = value.get("geometry").unwrap_or(&value);
    let number = |at: usize| value.get("coordinates")?.get(at)?.as_f64();
    if value.get("type").and_then(|kind| kind.as_str()) == Some("Point") {
        if let (Some(lon), Some(lat)) = (number(0), number(1)) {
            return Some(checked(lat, lon, "geojson", text));
        }
    }
    let named = |names: &[&str]| {
        names.iter().find_map(|name| value.get(*name)).and_then(|found| found.as_f64().or_else(|| found.as_str()?.trim().parse().ok()))
    };
    match (named(&["lat", "latitude"]), named(&["lon", "lng", "longitude"])) {
        (Some(lat), Some(lon)) => Some(checked(lat, lon, "geojson", text)),
        _ => Some(Err(Question::new("no_point", text))),
    }
}

/// `POINT(2.2945 48.8584)`, longitude first; `SRID=4326;` may stand before it.
fn wkt(text: &str) -> Option<Result<Located, Question>> {
    let upper = text.to_ascii_uppercase();
    let (reference, body) = upper.split_once(';').filter(|(start, _)| start.starts_with("SRID=")).unwrap_or(("", upper.as_str()));
    let inside = body.trim().strip_prefix("POINT")?;
    if !matches!(reference, "" | "SRID=4326") {
        return Some(Err(Question::new("not_understood", text)));
    }
    let inside = inside.trim().trim_start_matches(['Z', 'M']).trim();
    let Some(inside) = inside.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return Some(Err(Question::new("no_point", text)));
    };
    let numbers: Vec<Option<f64>> = inside.split_whitespace().map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [Some(lon), Some(lat)] | [Some(lon), Some(lat), Some(_)] => Some(checked(*lat, *lon, "wkt", text)),
        _ => Some(Err(Question::new("no_point", text))),
    }
}

/// `///filled.count.soap`.
fn three_words(text: &str) -> bool {
    let marked = text.starts_with("///");
    let words: Vec<&str> = text.trim_start_matches('/').split('.').collect();
    let worded = words.len() == 3 && words.iter().all(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic));
    worded && (marked || !text.contains("www"))
}
