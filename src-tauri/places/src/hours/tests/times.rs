//! Open or closed at a time.

use crate::Point;
use crate::hours::{Timetable, state, today};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

fn at(text: &str) -> Timestamp {
    text.parse::<Zoned>().expect("a time").timestamp()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

#[test]
fn open_or_closed_and_until_when() {
    // Hours, when, open, next change, why; all in Paris.
    let cases = [
        ("Mo-Fr 09:00-18:00", "2026-11-25T10:00", true, Some("2026-11-25T18:00"), "in the middle of the day"),
        ("Mo-Fr 09:00-18:00", "2026-11-25T18:00", false, Some("2026-11-26T09:00"), "closing time is closed"),
        ("Mo-Fr 09:00-18:00", "2026-11-27T19:00", false, Some("2026-11-30T09:00"), "over the weekend"),
        ("Mo-Fr 09:00-12:30,14:00-19:00", "2026-11-25T13:00", false, Some("2026-11-25T14:00"), "lunch"),
        ("Fr 18:00-02:00", "2026-11-28T01:00", true, Some("2026-11-28T02:00"), "Friday's night is open on Saturday"),
        (
            "Fr 18:00-02:00; Sa 10:00-14:00",
            "2026-11-28T01:00",
            true,
            Some("2026-11-28T02:00"),
            "Saturday's own hours do not end Friday's night",
        ),
        ("Mo-Su 18:00-02:00; Sa off", "2026-11-28T01:00", true, Some("2026-11-28T02:00"), "nor does a closed Saturday"),
        ("Mo-Su 18:00-02:00; Sa off", "2026-11-28T19:00", false, Some("2026-11-29T18:00"), "which is closed itself"),
        ("24/7", "2026-11-28T01:00", true, None, "always"),
        ("24/7; Dec 25 off", "2026-11-28T01:00", true, Some("2026-12-25T00:00"), "always, but for Christmas"),
        ("Mo-Su 00:00-24:00", "2026-11-28T23:59", true, None, "always, in other words"),
        ("off", "2026-11-28T12:00", false, None, "never"),
        ("Mo-Fr 09:00-18:00; PH off", "2026-12-25T10:00", false, Some("2026-12-28T09:00"), "Christmas is a holiday in France"),
        ("Mo-Fr 09:00-18:00; PH off", "2026-05-14T10:00", false, Some("2026-05-15T09:00"), "so is Ascension"),
        ("Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-07-14T11:00", true, Some("2026-07-14T12:00"), "holiday hours"),
        ("Mo-Sa 09:00-18:00; Dec 24 09:00-13:00", "2026-12-24T13:00", false, Some("2026-12-25T09:00"), "a date replaces the weekday"),
        ("Mo-Su 10:00-18:00; Dec 24-Jan 02 off", "2027-01-01T12:00", false, Some("2027-01-03T10:00"), "dates over the new year"),
        ("Apr-Sep Mo-Su 10:00-18:00; Oct-Mar Mo-Su 10:00-16:00", "2026-10-01T17:00", false, Some("2026-10-02T10:00"), "seasons"),
        ("2026 Nov 28 10:00-12:00", "2026-11-28T11:00", true, Some("2026-11-28T12:00"), "a date of one year"),
        ("2025 Nov 28 10:00-12:00", "2026-11-28T11:00", false, None, "a year that is over"),
        ("easter off; easter +1 day off", "2026-04-06T11:00", false, None, "closing alone opens nothing"),
        ("Mo-Su 09:00-18:00; easter +1 day off", "2026-04-06T11:00", false, Some("2026-04-07T09:00"), "Easter Monday"),
        ("Su[1] 10:00-14:00", "2026-12-06T11:00", true, Some("2026-12-06T14:00"), "the first Sunday"),
        ("Su[-1] 10:00-14:00", "2026-11-29T11:00", true, Some("2026-11-29T14:00"), "the last Sunday"),
        (
            "week 01-53/2 Mo 10:00-12:00",
            "2026-01-05T11:00",
            false,
            Some("2026-01-12T10:00"),
            "odd weeks: the 5th of January 2026 is in week 2",
        ),
        ("10:00-20:00,12:00-14:00", "2026-11-25T15:00", true, Some("2026-11-25T20:00"), "a span inside another does not end it"),
        ("2026 Nov-Dec 10:00-12:00", "2026-12-20T11:00", true, Some("2026-12-20T12:00"), "months of a year last to their end"),
        ("Mo-Fr 09:00-18:00, We 19:00-21:00", "2026-11-25T20:00", true, Some("2026-11-25T21:00"), "an additional rule"),
    ];
    let paris = zone("Europe/Paris");
    for (osm, when, open, next, why) in cases {
        let found = state(osm, &paris, Some("FR"), None, at(&format!("{when}[Europe/Paris]"))).expect("reads");
        assert_eq!(found.open, open, "{osm} at {when}: {why}");
        let next = next.map(|next| at(&format!("{next}[Europe/Paris]")));
        assert_eq!(found.next_change, next, "{osm} at {when}, next change: {why}");
        let timetable = Timetable::read(osm, paris.clone(), Some("FR"), None).expect("reads");
        let when = at(&format!("{when}[Europe/Paris]"));
        assert_eq!(timetable.is_open(when), open, "the quick way says the same: {osm}");
        let opens = timetable.opens(when);
        assert_eq!(opens, if open { Some(when) } else { next }, "opening next: {osm}");
    }
}

#[test]
fn the_clocks_change() {
    let cases = [
        // Spring: 02:00 becomes 03:00. Autumn: 03:00 becomes 02:00.
        ("00:00-24:00", "2027-03-28T00:30", "2027-03-28", 23, "a day of 23 hours"),
        ("00:00-24:00", "2026-10-25T00:30", "2026-10-25", 25, "a day of 25 hours"),
        ("22:00-06:00", "2027-03-27T23:00", "2027-03-27", 7, "a night an hour short"),
        ("22:00-06:00", "2026-10-24T23:00", "2026-10-24", 9, "a night an hour long"),
        ("01:00-02:30", "2027-03-28T01:30", "2027-03-28", 1, "an end that the clocks skip is the jump itself"),
    ];
    let paris = zone("Europe/Paris");
    for (osm, when, date, hours, why) in cases {
        let found = today(osm, &paris, None, None, date.parse().expect("a date")).expect("reads");
        let (from, to) = found.first().copied().expect("opens");
        assert_eq!(to.duration_since(from).as_hours(), hours, "{osm} on {date}: {why}");
        assert!(state(osm, &paris, None, None, at(&format!("{when}[Europe/Paris]"))).expect("reads").open, "{osm} at {when}");
    }
    assert!(
        today("02:00-03:00", &paris, None, None, "2027-03-28".parse().expect("a date")).expect("reads").is_empty(),
        "an hour that is skipped does not open"
    );
}

#[test]
fn a_comment_is_neither_open_nor_closed() {
    let utc = zone("UTC");
    let noon = at("2026-11-28T12:00[UTC]");
    for (osm, open, unknown, comment) in [
        ("\"by appointment\"", false, true, Some("by appointment")),
        ("Sa \"by appointment\"", false, true, Some("by appointment")),
        ("Mo-Fr 09:00-18:00 || \"by appointment\"", false, true, Some("by appointment")),
        ("Sa 09:00-18:00 || \"by appointment\"", true, false, None),
        ("Sa 09:00-18:00 \"by appointment\"", false, true, Some("by appointment")),
        ("Sa 09:00-18:00 \"ring the bell\"", true, false, Some("ring the bell")),
        ("Sa off \"stocktaking\"", false, false, Some("stocktaking")),
        ("Sa 10:00+", false, true, None),
    ] {
        let found = state(osm, &utc, None, None, noon).expect("reads");
        assert_eq!((found.open, found.unknown, found.comment.as_deref()), (open, unknown, comment), "{osm}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let utc = zone("UTC");
    let noon = at("2026-11-28T12:00[UTC]");
    let codes = |osm, country, point| -> Vec<String> {
        state(osm, &utc, country, point, noon).expect("reads").notes.into_iter().map(|note| note.code).collect()
    };
    assert_eq!(codes("Mo-Su 09:00-18:00; PH off", None, None), ["needs_country"], "holidays of no country");
    assert_eq!(codes("Mo-Su 09:00-18:00; PH off", Some("IN"), None), ["needs_country"], "holidays of a country without a list");
    assert!(codes("Mo-Su 09:00-18:00; PH off", Some("de"), None).is_empty(), "holidays of a known country");
    assert_eq!(codes("Mo-Su 09:00-18:00; SH off", Some("FR"), None), ["school_holidays_unknown"], "school holidays without a list");
    assert_eq!(codes("sunrise-sunset", None, None), ["needs_point"], "the sun of nowhere");
    assert!(codes("sunrise-sunset", None, Point::new(48.0, 2.0)).is_empty(), "the sun of somewhere");
    assert_eq!(state("not hours", &utc, None, None, noon).expect_err("unread").code, "not_understood", "no OSM");
}

#[test]
fn the_sun_rises_over_the_place() {
    let paris = zone("Europe/Paris");
    let point = Point::new(48.86, 2.35);
    let summer = today("sunrise-sunset", &paris, None, point, "2026-06-21".parse().expect("a date")).expect("reads");
    let winter = today("sunrise-sunset", &paris, None, point, "2026-12-21".parse().expect("a date")).expect("reads");
    let length = |day: &[(Timestamp, Timestamp)]| day.first().map_or(0, |(from, to)| to.duration_since(*from).as_hours());
    assert_eq!((length(&summer), length(&winter)), (16, 8), "long days in summer, short ones in winter");
}

#[test]
fn far_away_times_do_no_harm() {
    let utc = zone("UTC");
    for when in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
        for osm in ["24/7", "Mo-Fr 09:00-18:00", "PH off", "easter off", "sunrise-sunset", "week 53 10:00-12:00"] {
            let _ = state(osm, &utc, Some("FR"), Point::new(90.0, 0.0), when).expect("reads");
        }
    }
}

#[test]
fn a_public_holiday_that_hours_say_nothing_of_is_noticed() {
    // Hours, country, date (25 December 2026 is a Friday), whether it is left out, why.
    let cases = [
        ("Mo-Sa 09:00-18:00", "FR", "2026-12-25", true, "a week says nothing of Christmas"),
        ("Mo-Sa 09:00-18:00", "FR", "2026-12-24", false, "the day before is no holiday"),
        ("Mo-Sa 09:00-18:00; PH off", "FR", "2026-12-25", false, "all holidays are spoken of"),
        ("Mo-Sa,PH 09:00-18:00", "FR", "2026-12-25", false, "so they are where the shop opens on them"),
        ("Mo-Sa 09:00-18:00; Dec 25 off", "FR", "2026-12-25", false, "so is this one"),
        ("Mo-Sa 09:00-18:00; Dec 20-Jan 05 10:00-20:00", "FR", "2026-12-25", false, "and the weeks around it"),
        ("Apr-Dec Mo-Sa 09:00-18:00", "FR", "2026-12-25", true, "a season is no word about one day"),
        ("Mo-Th 09:00-18:00", "FR", "2026-12-25", false, "closed on Fridays, closed on this one"),
        ("24/7", "FR", "2026-12-25", false, "always is always"),
        ("Mo-Sa 09:00-18:00", "FR", "2026-11-26", false, "Thanksgiving is not kept in France"),
        ("Mo-Sa 09:00-18:00", "US", "2026-11-26", true, "but where it is"),
        ("Mo-Sa 09:00-18:00", "", "2026-12-25", false, "nobody knows what is a holiday without a country"),
    ];
    for (hours, country, date, forgets, why) in cases {
        let table = Timetable::read(hours, zone("Europe/Paris"), Some(country), None).expect("hours");
        assert_eq!(table.forgets_holiday(date.parse().expect("a date")), forgets, "{hours} on {date} in {country:?}: {why}");
    }
}

#[test]
fn a_word_for_one_date_is_kept_in_the_hours() {
    let date = "2026-12-25".parse().expect("a date");
    for (hours, open, then) in [
        ("Mo-Sa 09:00-12:30,14:00-18:00", false, "Mo-Sa 09:00-12:30,14:00-18:00; 2026 Dec 25 off"),
        ("Mo-Sa 09:00-12:30,14:00-18:00", true, "Mo-Sa 09:00-12:30,14:00-18:00; 2026 Dec 25 09:00-12:30,14:00-18:00"),
        ("Fr 18:00-02:00", true, "Fr 18:00-02:00; 2026 Dec 25 18:00-26:00"),
        ("Mo-Sa 09:00-24:00", true, "Mo-Sa 09:00-24:00; 2026 Dec 25 09:00-24:00"),
    ] {
        let read = |hours: &str| Timetable::read(hours, zone("Europe/Paris"), Some("FR"), None).expect("hours");
        let said = read(hours).with_date(hours, date, open);
        assert_eq!(said, then, "{hours}");
        assert!(!read(&said).forgets_holiday(date), "{said}: it is spoken of now");
        let expected = if open { read(hours).today(date) } else { Vec::new() };
        assert_eq!(read(&said).today(date), expected, "{said}: it holds on that day");
    }
}
