//! Values of OSM at times, as the specification has them: the table is `instants.txt`.

use crate::hours::{state, understand};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

fn check(line: &str) -> Result<(), String> {
    let fields: Vec<&str> = line.split(" | ").collect();
    let [place, osm, when, wanted] = fields.as_slice() else { return Err(format!("{line}: four fields")) };
    let (zone, country) = place.split_once(' ').ok_or("a zone and a country")?;
    let zone = TimeZone::get(zone).map_err(|error| error.to_string())?;
    let local = |instant: Timestamp| instant.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string();
    let when: civil::DateTime = when.parse().map_err(|error| format!("{when}: {error}"))?;
    let at = when.to_zoned(zone.clone()).map_err(|error| error.to_string())?.timestamp();
    let of = |osm: &str| -> Result<String, String> {
        let found = state(osm, &zone, Some(country), None, at).map_err(|question| question.to_string())?;
        let standing = if found.open {
            "open"
        } else if found.unknown {
            "unknown"
        } else {
            "closed"
        };
        Ok(found.next_change.map_or_else(|| standing.to_owned(), |next| format!("{standing} {}", local(next))))
    };
    let found = of(osm)?;
    if found != *wanted {
        return Err(format!("{line}\n  found {found}"));
    }
    // Where our own writing is taken without a question, it says the same.
    match understand(osm, None).map(|understood| of(&understood.osm)) {
        Ok(Ok(again)) if again != *wanted => Err(format!("{line}\n  in our writing {again}")),
        _ => Ok(()),
    }
}

#[test]
fn values_of_maps_are_open_and_closed_as_the_specification_says() {
    let lines = include_str!("instants.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let wrong: Vec<String> = lines.filter_map(|line| check(line).err()).collect();
    assert!(wrong.is_empty(), "{} values stand differently:\n{}", wrong.len(), wrong.join("\n"));
}
