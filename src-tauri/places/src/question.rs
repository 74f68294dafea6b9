//! What could not be understood, and which part of the text it was.
//!
//! A question carries a code, the part as it was typed and, where one reading is likelier than the
//! others, that reading. Wording it in the owner's language is left to the windows; the plain
//! English here is for the command line.

use serde::{Deserialize, Serialize};

/// A text, or a part of it, that has to be asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.plain())]
pub struct Question {
    /// What is the matter, as a stable word: `not_understood`, `morning_or_evening`, …
    pub code: String,
    /// The part of the text it is about, as typed.
    pub part: String,
    /// The likeliest reading, in the form that would be understood.
    pub suggestion: Option<String>,
}

impl Question {
    /// A question without a suggestion.
    pub fn new(code: &str, part: &str) -> Self {
        Self { code: code.to_owned(), part: shorten(part), suggestion: None }
    }

    /// The same question with the likeliest reading.
    pub fn suggesting(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    fn plain(&self) -> String {
        let mut text = PLAIN.iter().find(|(code, _)| *code == self.code).map_or(self.code.as_str(), |(_, text)| text).to_owned();
        if !self.part.is_empty() {
            text.push_str(": “");
            text.push_str(&self.part);
            text.push('”');
        }
        if let Some(suggestion) = &self.suggestion {
            text.push_str("; did you mean ");
            text.push_str(suggestion);
            text.push('?');
        }
        text
    }
}

/// A part is shown to somebody, so a page of it helps nobody.
fn shorten(part: &str) -> String {
    const LONGEST: usize = 120;
    let part = part.trim();
    if part.chars().count() <= LONGEST { part.to_owned() } else { part.chars().take(LONGEST).chain(['…']).collect() }
}

const PLAIN: &[(&str, &str)] = &[
    ("empty", "there is nothing to read"),
    ("too_long", "this text is too long"),
    ("not_understood", "this part is not understood"),
    ("which_language", "this part means different days in different languages"),
    ("morning_or_evening", "morning or evening?"),
    ("not_a_time", "this is not a time of day"),
    ("single_time", "only one time is given: from when until when?"),
    ("same_time", "it opens and closes at the same time"),
    ("open_end", "until when?"),
    ("days_without_hours", "what are the hours of these days?"),
    ("hours_without_days", "which days do these hours belong to?"),
    ("which_days", "which days exactly?"),
    ("day_or_month", "which is the day and which is the month?"),
    ("not_a_date", "there is no such date"),
    ("nothing_said", "a day that is open needs its times"),
    ("which_dates", "from which date to which date?"),
    ("conflict", "these hours contradict others for the same day"),
    ("both_or_instead", "are these hours in addition to the others of that day, or instead of them?"),
    ("order", "a later rule undoes this one"),
    ("all_day", "open all day and night?"),
    ("what_is_closed", "what exactly is closed?"),
    ("appointment_scope", "what exactly is by appointment?"),
    ("not_opening_hours", "this does not say when a shop is open"),
    ("every_day_assumed", "no days given, so every day"),
    ("other_days_unknown", "the hours of the other days are not given"),
    ("never_open", "it is never open"),
    ("long_night", "it stays open for most of the night and the next day"),
    ("until_midnight", "read as open until midnight"),
    ("weekday_dropped", "the day of the week of this date was left out"),
    ("merged", "two lines for the same day were put together"),
    ("later_wins", "the later hours replace the earlier ones on the days both name"),
    ("needs_point", "sunrise and sunset need the place's pin"),
    ("school_holidays_unknown", "the dates of the school holidays there are not known"),
    ("holidays_incomplete", "not all public holidays of this country are known here: some move with the moon or differ by region"),
    ("needs_country", "public holidays need the place's country"),
    ("short_link_needs_network", "a short link says nothing by itself: open it and copy the long link"),
    ("needs_network", "this can only be looked up on the network"),
    ("shifted_map", "this map shifts its coordinates; copy the place from another one"),
    ("needs_reference", "a short plus code needs a place nearby"),
    ("grid_reference", "this is a grid reference; copy latitude and longitude from a map instead"),
    ("no_point", "there is no point in this text"),
    ("out_of_range", "there is no such point on Earth"),
    ("swapped", "latitude and longitude seem to be swapped"),
    ("east_or_west", "O is west in French or Spanish and east in German"),
    ("null_island", "0,0 is in the ocean and usually means that the point is missing"),
    ("which_point", "there is more than one point in this text"),
    ("not_a_code", "this is not a valid plus code"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_reads_as_a_sentence() {
        let question = Question::new("morning_or_evening", "10-7").suggesting("10:00-19:00");
        assert_eq!(question.to_string(), "morning or evening?: “10-7”; did you mean 10:00-19:00?", "the command line prints this");
        assert_eq!(Question::new("unheard_of", "").to_string(), "unheard_of", "a code without words is still shown");
        assert!(Question::new("x", &"y".repeat(5000)).part.chars().count() <= 121, "a page is cut");
    }
}
