//! The time zone and the country of a pin.
//!
//! Both come from boundaries that are part of the program, so a pin is enough and no network is
//! asked. The boundaries are OpenStreetMap's (© OpenStreetMap contributors, ODbL): wherever the
//! program names its sources, it must name them. They are simplified: within some hundred metres
//! of a border the answer may be the neighbour's. At sea the zone is one of the nautical ones.

use crate::Point;
use country_boundaries::{BOUNDARIES_ODBL_360X180, CountryBoundaries, LatLon};
use std::sync::LazyLock;
use tzf_rs::EmbeddedFinder;

static ZONES: LazyLock<EmbeddedFinder> = LazyLock::new(EmbeddedFinder::new);
static COUNTRIES: LazyLock<Option<CountryBoundaries>> = LazyLock::new(|| CountryBoundaries::from_reader(BOUNDARIES_ODBL_360X180).ok());

/// The IANA name of the time zone of a point.
pub fn zone_of(point: Point) -> Option<&'static str> {
    let name = ZONES.get_tz_name(point.lon, point.lat);
    (!name.is_empty()).then_some(name)
}

/// The ISO code of the country of a point, such as `FR`; none at sea.
pub fn country_of(point: Point) -> Option<&'static str> {
    let position = LatLon::new(point.lat, point.lon).ok()?;
    // From the smallest area to the largest: `US-TX`, `US`.
    let code = COUNTRIES.as_ref()?.ids(position).into_iter().find(|id| id.len() == 2)?;
    // Two parts of Spain have codes that only customs know.
    Some(if matches!(code, "IC" | "EA") { "ES" } else { code })
}

/// The part of the United Kingdom of a point, such as `GB-SCT`.
pub(crate) fn part_of_britain(point: Point) -> Option<&'static str> {
    let position = LatLon::new(point.lat, point.lon).ok()?;
    COUNTRIES.as_ref()?.ids(position).into_iter().find(|id| id.starts_with("GB-"))
}

/// Whether a point is in no country, or only in the wide waters of one, where nobody lives: those have
/// a nautical zone, or belong to shores of ice.
pub(crate) fn at_sea(point: Point) -> bool {
    let shores_of_ice = ["SJ", "AQ", "BV", "HM", "TF", "GS"];
    let nautical = zone_of(point).is_none_or(|zone| zone.starts_with("Etc/"));
    nautical || country_of(point).is_none_or(|country| shores_of_ice.contains(&country) && !settled(point))
}

/// The few towns of the shores of ice.
fn settled(point: Point) -> bool {
    // Longyearbyen and Grytviken, in degrees.
    [(78.2, 15.6), (-54.3, -36.5)].iter().any(|(lat, lon)| (point.lat - lat).abs() < 1.0 && (point.lon - lon).abs() < 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_knows_its_zone_and_country() {
        let cases = [
            (48.8566, 2.3522, "Europe/Paris", Some("FR")),
            (40.7128, -74.006, "America/New_York", Some("US")),
            (41.88, -87.63, "America/Chicago", Some("US")),
            (31.76, -106.49, "America/Denver", Some("US")),
            (33.45, -112.07, "America/Phoenix", Some("US")),
            (21.31, -157.86, "Pacific/Honolulu", Some("US")),
            (-23.55, -46.63, "America/Sao_Paulo", Some("BR")),
            (-3.12, -60.02, "America/Manaus", Some("BR")),
            (19.43, -99.13, "America/Mexico_City", Some("MX")),
            (32.51, -117.04, "America/Tijuana", Some("MX")),
            (28.46, -16.25, "Atlantic/Canary", Some("ES")),
            (19.08, 72.88, "Asia/Kolkata", Some("IN")),
            (27.72, 85.32, "Asia/Kathmandu", Some("NP")),
            (30.04, 31.24, "Africa/Cairo", Some("EG")),
            (33.57, -7.59, "Africa/Casablanca", Some("MA")),
            (24.71, 46.68, "Asia/Riyadh", Some("SA")),
            (-33.87, 151.21, "Australia/Sydney", Some("AU")),
            (-27.47, 153.03, "Australia/Brisbane", Some("AU")),
            (-18.14, 178.44, "Pacific/Fiji", Some("FJ")),
            (55.75, 37.62, "Europe/Moscow", Some("RU")),
            (43.12, 131.89, "Asia/Vladivostok", Some("RU")),
            (50.45, 30.52, "Europe/Kyiv", Some("UA")),
            (0.0, -20.0, "Etc/GMT+1", None),
        ];
        for (lat, lon, zone, country) in cases {
            let point = Point::new(lat, lon).expect("on Earth");
            assert_eq!(zone_of(point), Some(zone), "the zone of {lat},{lon}");
            assert_eq!(country_of(point), country, "the country of {lat},{lon}");
        }
    }

    #[test]
    fn every_point_has_a_zone_that_exists() {
        for lat in (-90..=90).step_by(6) {
            for lon in (-180..=180).step_by(6) {
                let point = Point::new(f64::from(lat), f64::from(lon)).expect("on Earth");
                let zone = zone_of(point).unwrap_or_else(|| panic!("{lat},{lon} has no zone"));
                assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone} is known");
            }
        }
    }
}
