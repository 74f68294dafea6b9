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
mod words;

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
    if grid_reference(text) {
        return Err(Question::new("grid_reference", text));
    }
    if three_words(text) {
        return Err(Question::new("needs_network", text));
    }
    if one_decimal_comma(text) {
        // “48,2” is half of a pair as well as two whole degrees.
        return Err(Question::new("no_point", text));
    }
    let (lat, lon) = degrees::pair(text).or_else(|question| amid_words(text).ok_or(question))?;
    checked(lat, lon, "coordinates", text)
}

/// Two whole numbers with only a comma between them.
fn one_decimal_comma(text: &str) -> bool {
    let whole = |part: &str| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit());
    let earthly = |part: &str| part.parse::<u16>().is_ok_and(|degrees| degrees <= 180);
    let signed = text.strip_prefix('-').unwrap_or(text);
    signed.split_once(',').is_some_and(|(first, second)| whole(first) && whole(second) && earthly(first) && (first, second) != ("0", "0"))
}

/// “Our shop: 48.8584, 2.2945”: the only numbers among words that say nothing of sides or axes.
fn amid_words(text: &str) -> Option<(f64, f64)> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-');
    let start = text.find(|c: char| c.is_ascii_digit() || c == '-')?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let inside = text.get(start..end)?;
    let (before, behind) = (text.get(..start)?, text.get(end..)?);
    let precise = inside.split(',').filter(|part| part.trim().split_once('.').is_some_and(|(_, fraction)| fraction.len() >= 3)).count();
    let wordy = |part: &str| {
        let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words
            .map(str::to_lowercase)
            .all(|word| word.chars().count() > 2 && matches!(words::meaning(&word), None | Some(words::Meaning::Nothing)))
    };
    let plain = inside.chars().all(is_number) && precise == 2 && inside.matches(',').count() == 1;
    let glued = before.ends_with(char::is_alphabetic) || behind.starts_with(|c: char| c.is_alphabetic() || c == '°');
    (plain && !glued && wordy(before) && wordy(behind) && !before.trim_end().ends_with(['+', '°']))
        .then(|| degrees::plain_pair(inside))
        .flatten()
}

/// The point, unless it is nowhere, swapped or the one that stands for “missing”.
fn checked(lat: f64, lon: f64, how: &str, part: &str) -> Result<Located, Question> {
    if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        return Err(Question::new("swapped", part).suggesting(format!("{}, {}", shown(lon), shown(lat))));
    }
    let Some(point) = Point::new(lat, lon) else { return Err(Question::new("out_of_range", part)) };
    // Some metres around 0,0 are what rounding makes of it; the open sea is there.
    if point.lat.abs() < 1e-3 && point.lon.abs() < 1e-3 {
        return Err(Question::new("null_island", part));
    }
    if at_sea_but_not_turned(point) {
        return Err(Question::new("swapped", part).suggesting(format!("{}, {}", shown(lon), shown(lat))));
    }
    Ok(Located { lat: point.lat, lon: point.lon, how: how.to_owned() })
}

/// The point is at sea, and with latitude and longitude the other way round it is on land: few
/// shops swim, and many tables are swapped.
fn at_sea_but_not_turned(point: Point) -> bool {
    crate::zone::at_sea(point) && Point::new(point.lon, point.lat).is_some_and(|turned| !crate::zone::at_sea(turned))
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
    let place = place.split('(').next().unwrap_or_default();
    let numbers: Vec<Option<f64>> = place.split(',').map(|number| number.trim().parse().ok()).collect();
    let (lat, lon) = match numbers.as_slice() {
        [Some(lat), Some(lon)] | [Some(lat), Some(lon), Some(_)] => (*lat, *lon),
        _ => return Some(Err(Question::new("no_point", text))),
    };
    let asked = links::parameter(query, "q");
    if let Some((lat, lon)) = asked.as_ref().and_then(|asked| links::lenient_pair(asked)) {
        // What is asked for is the pin; the place before it is only where the map looks.
        return Some(checked(lat, lon, "geo_uri", text));
    }
    if lat == 0.0 && lon == 0.0 {
        if let Some(asked) = asked {
            return Some(Err(Question::new("needs_network", &asked)));
        }
    }
    Some(checked(lat, lon, "geo_uri", text))
}

/// A GeoJSON point, or a feature that is one: longitude first.
fn geojson(text: &str) -> Option<Result<Located, Question>> {
    if !text.starts_with('{') {
        return None;
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        // “{lat: 48.8, lng: 2.3}” of a program is no JSON, but names its numbers.
        let named = degrees::pair(text).ok().filter(|_| text.contains("lat") || text.contains("Lat"));
        return Some(named.map_or_else(|| Err(Question::new("not_understood", text)), |(lat, lon)| checked(lat, lon, "coordinates", text)));
    };
    let mut found = Vec::new();
    json_points(&value, &mut found, 0);
    found.dedup();
    Some(match found.as_slice() {
        [(lat, lon)] => checked(*lat, *lon, "geojson", text),
        [] => Err(Question::new("no_point", text)),
        _ => Err(Question::new("which_point", text)),
    })
}

/// The points in some JSON, whatever they are wrapped in.
fn json_points(value: &serde_json::Value, found: &mut Vec<(f64, f64)>, depth: usize) {
    const DEEPEST: usize = 8;
    if depth > DEEPEST || found.len() > 2 {
        return;
    }
    if let Some(inner) = value.as_array() {
        return inner.iter().for_each(|inner| json_points(inner, found, depth + 1));
    }
    let Some(fields) = value.as_object() else { return };
    let ordinate = |at: usize| value.get("coordinates")?.get(at)?.as_f64();
    let named = |names: &[&str]| {
        let field = names.iter().find_map(|name| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, field)| field))?;
        field.as_f64().or_else(|| field.as_str()?.trim().replace(',', ".").parse().ok())
    };
    if value.get("type").and_then(|kind| kind.as_str()) == Some("Point") {
        if let (Some(lon), Some(lat)) = (ordinate(0), ordinate(1)) {
            found.push((lat, lon));
        }
    } else if let (Some(lat), Some(lon)) =
        (named(&["lat", "latitude", "degreesLatitude"]), named(&["lon", "lng", "long", "longitude", "degreesLongitude"]))
    {
        found.push((lat, lon));
    } else {
        fields.values().for_each(|inner| json_points(inner, found, depth + 1));
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

/// “31U DQ 48251 11932”, “31 N 448251 5411932”: metres of a grid, which we do not convert.
fn grid_reference(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    if upper.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "UTM" | "MGRS" | "USNG")) {
        return true;
    }
    let plain: String = upper.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let zone = plain.chars().take_while(char::is_ascii_digit).count();
    let letters = plain.chars().skip(zone).take_while(char::is_ascii_uppercase).count();
    let metres = plain
        .get(zone + letters..)
        .is_some_and(|rest| rest.len() >= 4 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, 'M' | 'E' | 'N' | '.')));
    let square = letters == 3 && plain.len().saturating_sub(zone + 3).is_multiple_of(2);
    let whole_zone = letters == 1 && plain.len() > zone + 12;
    (1..=2).contains(&zone) && metres && !plain.contains('°') && (square || whole_zone)
}

/// `///filled.count.soap`.
fn three_words(text: &str) -> bool {
    let marked = text.starts_with("///");
    let words: Vec<&str> = text.trim_start_matches('/').split('.').collect();
    let worded = words.len() == 3 && words.iter().all(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic));
    worded && (marked || !text.contains("www"))
}
