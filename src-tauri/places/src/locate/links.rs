//! Links of maps. Each map writes the point its own way, some longitude first; a pin in the link is
//! taken before the middle of the view, which is where somebody happened to look.
//!
//! Links that say nothing without the network, and maps of China that shift their coordinates, are
//! questions.

use super::{Located, checked, degrees, maps, pluscode};
use crate::{Point, Question};
use percent_encoding::percent_decode_str;

/// A link, in its parts, decoded.
pub(super) struct Link {
    pub(super) host: String,
    pub(super) path: String,
    query: String,
    pub(super) fragment: String,
    /// All of it, decoded.
    pub(super) whole: String,
}

impl Link {
    /// A parameter of the query or of the fragment.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.query, name).or_else(|| parameter(self.fragment.trim_start_matches(['?', '!', '/']), name))
    }

    /// A parameter whose value may hold a plain `;`, which in other links parts parameters.
    pub(super) fn whole_parameter(&self, name: &str) -> Option<String> {
        let parts = self.query.split('&').chain(self.fragment.trim_start_matches(['?', '!', '/']).split('&'));
        parts
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| decoded(key).eq_ignore_ascii_case(name))
            .map(|(_, value)| decoded(value))
    }

    /// The first of these parameters that is a pair of numbers.
    pub(super) fn pair(&self, names: &[&str]) -> Option<(f64, f64)> {
        names.iter().find_map(|name| self.parameter(name).and_then(|value| lenient_pair(&value)))
    }

    /// Two parameters, one number each.
    pub(super) fn two(&self, lat: &str, lon: &str) -> Option<(f64, f64)> {
        Some((self.parameter(lat)?.trim().parse().ok()?, self.parameter(lon)?.trim().parse().ok()?))
    }
}

/// A parameter of a query, decoded.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    query.split(['&', ';']).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        decoded(key).eq_ignore_ascii_case(name).then(|| decoded(value))
    })
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// “48.85,2.29”, with a label in brackets or `loc:` around it.
pub(super) fn lenient_pair(value: &str) -> Option<(f64, f64)> {
    let value = value.trim();
    let value = value.strip_prefix("loc:").unwrap_or(value).split('(').next().unwrap_or_default().trim();
    degrees::plain_pair(value).or_else(|| {
        // More than two numbers: a zoom or a height follows.
        let mut parts = value.split(',');
        let two = format!("{},{}", parts.next()?, parts.next()?);
        parts.next().and_then(|_| degrees::plain_pair(&two))
    })
}

const SCHEMES: &[(&str, &str)] = &[
    ("google.navigation:", "https://www.google.com/maps?"),
    ("comgooglemaps://", "https://www.google.com/maps"),
    ("comgooglemapsurl://", "https://"),
    ("waze://", "https://waze.com/ul"),
    ("maps://", "https://maps.apple.com/"),
    ("yandexmaps://", "https://yandex.com/maps"),
    ("yandexnavi://", "https://yandex.com/maps"),
];

/// The link in a text; none when there is no link in it.
fn find(text: &str) -> Option<String> {
    for (scheme, stands_for) in SCHEMES {
        if let Some(rest) = text.strip_prefix(scheme) {
            return Some(format!("{stands_for}{rest}"));
        }
    }
    let lower = text.to_ascii_lowercase();
    let start = match lower.find("https://").or_else(|| lower.find("http://")) {
        Some(start) => start,
        // A link without its scheme, as browsers show it.
        None => {
            let word = lower
                .split_whitespace()
                .find(|word| maps::hosts().any(|host| word.starts_with(host) || word.starts_with(&format!("www.{host}"))))?;
            lower.find(word)?
        }
    };
    // A link ends at a blank, but a degree sign and quotes may stand in it.
    let link = text.get(start..)?.split([' ', '\n', '\t', '<', '>']).next()?;
    let link = link.trim_end_matches(['.', ',', ')', ';']);
    Some(if link.to_ascii_lowercase().starts_with("http") { link.to_owned() } else { format!("https://{link}") })
}

fn parse(link: &str) -> Option<Link> {
    let rest = link.split_once("://").map(|(_, rest)| rest)?;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    Some(Link { host, path: decoded(path), query: query.to_owned(), fragment: decoded(fragment), whole: decoded(link) })
}

/// The point of the link in a text; none when there is no link in it.
pub(super) fn locate(text: &str, near: Option<Point>) -> Option<Result<Located, Question>> {
    let mut link = find(text)?;
    // Consent pages and redirects carry the real link as a parameter.
    for _ in 0..3 {
        let Some(parsed) = parse(&link) else { return Some(Err(Question::new("no_point", text))) };
        let inner = ["continue", "url", "link", "q", "u", "text", "body"]
            .into_iter()
            .filter_map(|name| parsed.parameter(name))
            .find(|value| value.contains("https://") || value.contains("http://"));
        match inner.and_then(|inner| find(&inner)) {
            Some(inner) => link = inner,
            None => return Some(of(&parsed, &link, near)),
        }
    }
    Some(Err(Question::new("no_point", text)))
}

fn of(link: &Link, text: &str, near: Option<Point>) -> Result<Located, Question> {
    match maps::point(link) {
        maps::Answer::Point { lat, lon, how } => checked(lat, lon, how, text),
        // A short plus code is near what the map shows, closer than anything known of the shop.
        maps::Answer::Text(place, how) => {
            place_text(&place, how, near, maps::close_view(link)).unwrap_or_else(|| Err(Question::new("needs_network", &place)))
        }
        maps::Answer::Ask(code) => Err(Question::new(code, text)),
    }
}

/// A place in a link that may be coordinates or a plus code.
fn place_text(place: &str, how: &str, near: Option<Point>, shown: Option<Point>) -> Option<Result<Located, Question>> {
    if let Some((lat, lon)) = lenient_pair(place) {
        return Some(checked(lat, lon, how, place));
    }
    if let Some(found) = shown.map_or_else(|| pluscode::locate(place, near), |shown| pluscode::locate_shown(place, shown)) {
        return Some(found.map(|found| Located { how: how.to_owned(), ..found }));
    }
    let plausible = place.chars().any(|c| c.is_ascii_digit()) && place.contains(['°', '\'', '"', '′']);
    plausible.then(|| degrees::pair(place).and_then(|(lat, lon)| checked(lat, lon, how, place)))
}
