//! When: a day, a part of the day, an hour. Which date that is depends on the shop's clock and is left to it.

use serde::Serialize;

use super::Reading;
use crate::lexicon::List;

/// A day as people name it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// The day after.
    AfterTomorrow,
    /// The next Monday.
    Monday,
    /// The next Tuesday.
    Tuesday,
    /// The next Wednesday.
    Wednesday,
    /// The next Thursday.
    Thursday,
    /// The next Friday.
    Friday,
    /// The next Saturday.
    Saturday,
    /// The next Sunday.
    Sunday,
    /// The next days off.
    Weekend,
    /// The next day of this date; there need not be one (30 February).
    Date {
        /// January is 1.
        month: u8,
        /// Of the month.
        day: u8,
    },
}

/// A part of the day.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Until noon.
    Morning,
    /// Around noon.
    Noon,
    /// From noon on.
    Afternoon,
    /// When work is over.
    Evening,
    /// Late.
    Night,
}

/// On which side of the hour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// At it.
    At,
    /// After it.
    After,
    /// Before it.
    Before,
}

/// A time as it was said.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct When {
    /// The day.
    pub day: Option<Day>,
    /// The part of the day.
    pub part: Option<Part>,
    /// The hour, 0 to 23; where morning or afternoon was not said, as it was said.
    pub hour: Option<u8>,
    /// The minute, 0 to 59.
    pub minute: Option<u8>,
    /// On which side of the hour.
    pub side: Option<Side>,
}

/// The first day, part and hour that are named.
pub(super) fn when(reading: &mut Reading) -> Option<When> {
    let mut when = When::default();
    let tonight = (0..reading.tokens.len()).any(|at| {
        reading.at(at, List::Day).is_some_and(|place| {
            reading.tokens.get(place.start..place.end).is_some_and(|words| {
                words.iter().any(|word| matches!(word.text.as_str(), "tonight" | "soir" | "noche" | "noite" | "raat" | "रात" | "الليله"))
            })
        })
    });
    if tonight {
        when.part = Some(Part::Evening);
    }
    for at in 0..reading.tokens.len() {
        if when.day.is_none() {
            if let Some(place) = reading.at(at, List::Day) {
                when.day = day(place.key);
                reading.take(place.start, place.end);
            }
        }
        if when.part.is_none() {
            if let Some(place) = reading.at(at, List::Part) {
                when.part = part(place.key);
                reading.take(place.start, place.end);
            }
        }
    }
    if when.day.is_none() {
        when.day = super::dates::date(reading);
    }
    hour(reading, &mut when);
    (when != When::default()).then_some(when)
}

fn hour(reading: &mut Reading, when: &mut When) {
    for at in 0..reading.tokens.len() {
        if !reading.free(at) {
            continue;
        }
        let clock = reading.before(at, List::Clock).or_else(|| reading.at(at + 1, List::Clock));
        let behind = reading.word(at + 1).to_owned();
        let Some((hour, minute, sure)) = clock_reading(reading.word(at), &behind) else { continue };
        let oclock = matches!(
            behind.as_str(),
            "am" | "pm" | "h" | "hrs" | "heures" | "heure" | "horas" | "oclock" | "baje" | "bje" | "बजे" | "مساء" | "صباحا"
        );
        let named = sure
            || oclock
            || clock.is_some_and(|place| {
                place.key == "at" && when.day.is_some() && place.start + 1 >= place.end && reading.word(place.start) == "at"
            });
        let beside =
            clock.is_some_and(|place| place.key != "at") && (when.day.is_some() || when.part.is_some() || reading.tokens.len() <= 4);
        let spoken =
            clock.is_some_and(|place| place.end - place.start >= 2 || matches!(reading.word(place.start), "الساعه" | "as" | "vers"));
        if !(named || beside || spoken) {
            continue;
        }
        let afternoon = behind == "pm"
            || behind == "مساء"
            || reading.word(at).ends_with("pm")
            || matches!(when.part, Some(Part::Afternoon | Part::Evening));
        when.hour = Some(if afternoon && hour < 12 { hour + 12 } else { hour });
        when.minute = minute;
        when.side = Some(match clock.map(|place| place.key) {
            Some("after") => Side::After,
            Some("before") => Side::Before,
            _ => Side::At,
        });
        let end = if oclock { at + 2 } else { at + 1 };
        reading.take(clock.map_or(at, |place| place.start.min(at)), end);
        return;
    }
}

/// "5", "5pm", "17h30", "5:30": the hour, the minute, and whether it can be nothing else.
fn clock_reading(word: &str, _behind: &str) -> Option<(u8, Option<u8>, bool)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = word.split_at(digits);
    let hour: u8 = first.parse().ok().filter(|&hour| hour < 24)?;
    match rest {
        "" => Some((hour, None, false)),
        "am" | "pm" | "h" | "hs" | "hrs" => Some((hour, None, true)),
        _ => {
            let minute: u8 =
                rest.strip_prefix([':', 'h'])?.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok().filter(|&m| m < 60)?;
            Some((hour, Some(minute), true))
        }
    }
}

fn day(key: &str) -> Option<Day> {
    Some(match key {
        "today" | "tonight" => Day::Today,
        "tomorrow" => Day::Tomorrow,
        "after_tomorrow" => Day::AfterTomorrow,
        "monday" => Day::Monday,
        "tuesday" => Day::Tuesday,
        "wednesday" => Day::Wednesday,
        "thursday" => Day::Thursday,
        "friday" => Day::Friday,
        "saturday" => Day::Saturday,
        "sunday" => Day::Sunday,
        "weekend" => Day::Weekend,
        _ => return None,
    })
}

fn part(key: &str) -> Option<Part> {
    Some(match key {
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    })
}
