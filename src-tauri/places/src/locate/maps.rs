//! How each map writes a point into its links.

use super::links::{Link, lenient_pair};
use crate::Point;

/// What a link says.
pub(super) enum Answer {
    /// A point.
    Point {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// The map.
        how: &'static str,
    },
    /// A place as text, which may be coordinates.
    Text(String, &'static str),
    /// It cannot be said, by this code.
    Ask(&'static str),
}

type Reader = fn(&Link) -> Answer;

/// Links of these hosts, longest first where one ends with another.
const HOSTS: &[(&str, Reader)] = &[
    ("maps.app.goo.gl", short),
    ("goo.gl", short),
    ("g.co", short),
    ("g.page", short),
    ("share.google", short),
    ("bit.ly", short),
    ("tinyurl.com", short),
    ("t.co", short),
    ("is.gd", short),
    ("her.is", short),
    ("surl.amap.com", shifted),
    ("maps.apple.com", apple),
    ("maps.apple", short),
    ("beta.maps.apple.com", apple),
    ("openstreetmap.org", osm),
    ("osm.org", osm),
    ("bing.com", bing),
    ("waze.com", waze),
    ("yandex", yandex),
    ("2gis", two_gis),
    ("map.baidu.com", shifted),
    ("baidu.com", shifted),
    ("amap.com", shifted),
    ("gaode.com", shifted),
    ("map.qq.com", shifted),
    ("here.com", here),
    ("what3words.com", network),
    ("w3w.co", network),
    ("plus.codes", plus_codes),
    ("mapy.cz", mapy),
    ("mapy.com", mapy),
    ("geohack.toolforge.org", geohack),
    ("google.", google),
    ("maps.google.", google),
];

/// The hosts, to find a link that lacks its scheme.
pub(super) fn hosts() -> impl Iterator<Item = &'static str> {
    HOSTS.iter().map(|(host, _)| *host).filter(|host| host.contains('.'))
}

/// The point of a link.
pub(super) fn point(link: &Link) -> Answer {
    let host = link.host.as_str();
    let is = |known: &str| {
        if known.ends_with('.') || !known.contains('.') {
            // A map with a domain in every country.
            host.split('.').any(|label| label == known.trim_start_matches("maps.").trim_end_matches('.')) && !host.ends_with("goo.gl")
        } else {
            host == known || host.ends_with(&format!(".{known}"))
        }
    };
    HOSTS.iter().find(|(known, _)| is(known)).map_or_else(|| any_map(link), |(_, reader)| reader(link))
}

fn found(pair: Option<(f64, f64)>, how: &'static str) -> Option<Answer> {
    pair.map(|(lat, lon)| Answer::Point { lat, lon, how })
}

/// For maps that write longitude first.
fn turned(pair: Option<(f64, f64)>) -> Option<(f64, f64)> {
    pair.map(|(lon, lat)| (lat, lon))
}

fn short(_: &Link) -> Answer {
    Answer::Ask("short_link_needs_network")
}

fn network(_: &Link) -> Answer {
    Answer::Ask("needs_network")
}

fn shifted(_: &Link) -> Answer {
    Answer::Ask("shifted_map")
}

/// The number after a mark such as `!3d`.
fn after(text: &str, mark: &str) -> Option<f64> {
    let rest = text.get(text.rfind(mark)? + mark.len()..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

fn google(link: &Link) -> Answer {
    let text = &link.whole;
    if link.path.starts_with("maps/d/") || link.parameter("mid").is_some() {
        return Answer::Ask("needs_network");
    }
    let directions = link.path.starts_with("maps/dir") || link.path.starts_with("dir");
    if directions {
        return google_directions(link);
    }
    // The pin: `!3dLAT!4dLON`, the last being that of the place.
    if let Some(at) = text.rfind("!3d") {
        let data = text.get(at..).unwrap_or_default();
        if let (Some(lat), Some(lon)) = (after(data, "!3d"), after(data, "!4d")) {
            return Answer::Point { lat, lon, how: "google" };
        }
        // An embedded map: `!2dLON!3dLAT`.
        if let (Some(lat), Some(lon)) = (after(text, "!3d"), after(text, "!2d")) {
            return Answer::Point { lat, lon, how: "google_view" };
        }
    }
    let named = ["query", "q", "destination", "daddr", "viewpoint", "cbll"]
        .iter()
        .find_map(|name| link.parameter(name).filter(|value| !value.trim().is_empty()));
    let segment = ["place/", "search/"].iter().find_map(|kind| {
        let rest = link.path.get(link.path.find(kind)? + kind.len()..)?;
        rest.split('/').next().filter(|name| !name.is_empty() && !name.starts_with('@')).map(str::to_owned)
    });
    let place = named.or(segment);
    let exact = |place: &str| lenient_pair(place).is_some() || place.contains(['°', '+']) && place.chars().any(|c| c.is_ascii_digit());
    if let Some(place) = place.as_ref().filter(|place| exact(place)) {
        return Answer::Text(place.clone(), "google");
    }
    let view = link.path.rfind('@').and_then(|at| lenient_pair(link.path.get(at + 1..)?.split('/').next()?));
    found(link.pair(&["ll", "sll", "center"]), "google_view")
        .or_else(|| found(view, "google_view"))
        .or_else(|| place.map(|place| Answer::Text(place, "google")))
        .unwrap_or(Answer::Ask(if link.whole.contains("cid=") || link.whole.contains("place_id") || link.whole.contains("ftid=") {
            "needs_network"
        } else {
            "no_point"
        }))
}

/// The middle of a view that shows no more than a town.
pub(super) fn close_view(link: &Link) -> Option<Point> {
    const TOWN: f64 = 11.0;
    let view = link.path.get(link.path.rfind('@')? + 1..)?.split('/').next()?;
    let zoom: f64 = view.split(',').nth(2)?.strip_suffix('z')?.parse().ok()?;
    let (lat, lon) = lenient_pair(view)?;
    Point::new(lat, lon).filter(|_| zoom >= TOWN)
}

/// Of directions, the destination; never the start or the middle of the view.
fn google_directions(link: &Link) -> Answer {
    if let Some(destination) = link.parameter("destination").or_else(|| link.parameter("daddr")) {
        return Answer::Text(destination, "google");
    }
    let stops: Vec<&str> = link
        .path
        .split('/')
        .skip_while(|segment| *segment != "dir")
        .skip(1)
        .take_while(|segment| !segment.starts_with('@') && !segment.starts_with("data="))
        .collect();
    if let Some(stop) = stops.iter().rev().find(|stop| !stop.is_empty()) {
        if lenient_pair(stop).is_some() || stop.contains('°') {
            return Answer::Text((*stop).to_owned(), "google");
        }
    }
    // The stops in the data, `!1dLON!2dLAT`, the last being the destination.
    let text = &link.whole;
    match (text.rfind("!1d"), after(text, "!1d"), after(text, "!2d")) {
        (Some(_), Some(lon), Some(lat)) => Answer::Point { lat, lon, how: "google" },
        _ => {
            stops.last().filter(|stop| !stop.is_empty()).map_or(Answer::Ask("no_point"), |stop| Answer::Text((*stop).to_owned(), "google"))
        }
    }
}

fn apple(link: &Link) -> Answer {
    if link.path.starts_with("p/") {
        return Answer::Ask("short_link_needs_network");
    }
    found(link.pair(&["coordinate", "ll", "daddr", "destination", "q", "address", "sll", "center"]), "apple")
        .or_else(|| link.parameter("q").or_else(|| link.parameter("address")).map(|place| Answer::Text(place, "apple")))
        .unwrap_or(Answer::Ask("no_point"))
}

fn osm(link: &Link) -> Answer {
    if let Some(pin) = link.two("mlat", "mlon") {
        return Answer::Point { lat: pin.0, lon: pin.1, how: "osm" };
    }
    if let Some(route) = link.whole_parameter("route").or_else(|| link.whole_parameter("to")) {
        let last = route.rsplit(';').next().unwrap_or_default();
        return found(lenient_pair(last), "osm").unwrap_or(Answer::Ask("no_point"));
    }
    let view = link.parameter("map").and_then(|map| {
        let mut parts = map.split('/').skip(1);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    let thing = ["node/", "way/", "relation/"].iter().any(|kind| link.path.starts_with(kind));
    if thing && view.is_none() {
        return Answer::Ask("needs_network");
    }
    if link.path.starts_with("go/") && view.is_none() {
        return Answer::Ask("short_link_needs_network");
    }
    let query = link.parameter("query").and_then(|query| lenient_pair(&query));
    found(query, "osm").or_else(|| found(view.or_else(|| link.two("lat", "lon")), "osm_view")).unwrap_or(Answer::Ask("no_point"))
}

fn bing(link: &Link) -> Answer {
    // `sp=point.LAT_LON_NAME`
    let pin = link.parameter("sp").and_then(|pins| {
        let rest = pins.split('~').next()?.strip_prefix("point.")?.to_owned();
        let mut parts = rest.split('_');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    // `rtp=pos.LAT_LON~pos.LAT_LON_NAME`, the last being where it leads.
    let goal = link.parameter("rtp").and_then(|stops| {
        let goal = stops.rsplit('~').next()?.strip_prefix("pos.")?.to_owned();
        let mut parts = goal.split('_');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    let where_to = goal.or_else(|| link.pair(&["where1", "q"]));
    let view = link.parameter("cp").and_then(|view| super::degrees::plain_pair(&view));
    found(pin.or(where_to), "bing").or_else(|| found(view, "bing_view")).unwrap_or(Answer::Ask("no_point"))
}

fn waze(link: &Link) -> Answer {
    let to = link.parameter("to").and_then(|to| lenient_pair(to.trim_start_matches("ll.")));
    let latlng = link.parameter("latlng").and_then(|pair| lenient_pair(&pair));
    let hash = link.path.strip_prefix("ul/h").or_else(|| link.parameter("h").is_some().then_some("")).map(|hash| {
        let hash = if hash.is_empty() { link.parameter("h").unwrap_or_default() } else { hash.to_owned() };
        hash.split('/').next().unwrap_or_default().to_owned()
    });
    found(to.or(latlng).or_else(|| link.pair(&["ll"])).or_else(|| link.two("lat", "lon")), "waze")
        .or_else(|| found(hash.and_then(|hash| geohash(&hash)), "waze"))
        .unwrap_or(Answer::Ask("no_point"))
}

/// The middle of a geohash cell, where the cell is small enough to be a place.
fn geohash(hash: &str) -> Option<(f64, f64)> {
    const DIGITS: &[u8] = b"0123456789bcdefghjkmnpqrstuvwxyz";
    if !(7..=12).contains(&hash.len()) {
        return None;
    }
    let (mut lat, mut lon) = ((-90.0, 90.0), (-180.0, 180.0));
    let mut along = true;
    for letter in hash.bytes() {
        let value = DIGITS.iter().position(|digit| *digit == letter.to_ascii_lowercase())?;
        for bit in (0..5).rev() {
            let range: &mut (f64, f64) = if along { &mut lon } else { &mut lat };
            let middle = f64::midpoint(range.0, range.1);
            if value >> bit & 1 == 1 {
                range.0 = middle;
            } else {
                range.1 = middle;
            }
            along = !along;
        }
    }
    Some((f64::midpoint(lat.0, lat.1), f64::midpoint(lon.0, lon.1)))
}

/// Longitude first, but for stops of a route.
fn yandex(link: &Link) -> Answer {
    if link.path.starts_with("maps/-/") {
        return Answer::Ask("short_link_needs_network");
    }
    let stop = link.parameter("rtext").and_then(|route| lenient_pair(route.rsplit('~').next()?));
    let to = link.two("lat_to", "lon_to").or_else(|| link.pair(&["text"]));
    let pin = link.parameter("pt").map(|pins| pins.split('~').next().unwrap_or_default().to_owned()).and_then(|pin| lenient_pair(&pin));
    let pin = turned(pin.or_else(|| link.pair(&["whatshere[point]", "poi[point]"])));
    found(pin.or(stop).or(to), "yandex")
        .or_else(|| found(turned(link.pair(&["ll", "sll"])), "yandex_view"))
        .unwrap_or(Answer::Ask("no_point"))
}

/// Longitude first.
fn two_gis(link: &Link) -> Answer {
    let segment = link.path.split('/').rev().find_map(lenient_pair);
    let view = link.parameter("m").and_then(|view| lenient_pair(view.split('/').next()?));
    found(turned(segment), "2gis").or_else(|| found(turned(view), "2gis_view")).unwrap_or(Answer::Ask("no_point"))
}

fn here(link: &Link) -> Answer {
    // `NAME:LAT,LON` where a way leads there.
    let segment = link.path.split('/').rev().find_map(|part| lenient_pair(part).or_else(|| lenient_pair(part.rsplit(':').next()?)));
    let view = link.parameter("map").and_then(|view| lenient_pair(&view));
    found(segment, "here").or_else(|| found(view, "here_view")).unwrap_or(Answer::Ask("no_point"))
}

fn plus_codes(link: &Link) -> Answer {
    // The plus of the path was read as a blank.
    let code = link.path.trim().trim_end_matches('/').replacen(' ', "+", 1);
    Answer::Text(if code.contains('+') { code } else { format!("{code}+") }, "plus_code")
}

fn mapy(link: &Link) -> Answer {
    if link.path.starts_with("s/") {
        return Answer::Ask("short_link_needs_network");
    }
    let pin = link.parameter("id").filter(|_| link.parameter("source").as_deref() == Some("coor")).and_then(|pin| lenient_pair(&pin));
    found(turned(pin), "mapy").or_else(|| found(link.two("y", "x"), "mapy_view")).unwrap_or(Answer::Ask("no_point"))
}

/// `params=48_51_29.6_N_2_17_40.2_E_type:landmark`.
fn geohack(link: &Link) -> Answer {
    let Some(parameters) = link.parameter("params") else { return Answer::Ask("no_point") };
    let parts: Vec<&str> = parameters.split('_').collect();
    let end = parts.iter().position(|part| matches!(*part, "E" | "W")).map_or(parts.len(), |at| at + 1);
    let text = parts.get(..end).unwrap_or_default().join(" ");
    super::degrees::pair(&text).map_or(Answer::Ask("no_point"), |(lat, lon)| Answer::Point { lat, lon, how: "geohack" })
}

/// A map nobody told us about: only what can mean one thing.
fn any_map(link: &Link) -> Answer {
    let names = [("lat", "lon"), ("lat", "lng"), ("lat", "long"), ("latitude", "longitude"), ("mlat", "mlon")];
    let ends = link.parameter("dropoff[latitude]").zip(link.parameter("dropoff[longitude]"));
    let ends = ends.and_then(|(lat, lon)| Some((lat.parse().ok()?, lon.parse().ok()?)));
    found(ends.or_else(|| link.pair(&["endcoord"])), "link")
        .or_else(|| found(names.iter().find_map(|(lat, lon)| link.two(lat, lon)), "link"))
        .or_else(|| found(link.path.rfind('@').and_then(|at| lenient_pair(link.path.get(at + 1..)?.split('/').next()?)), "link"))
        .unwrap_or(Answer::Ask("no_point"))
}
