//! A week as an editor shows it: seven days, the public holidays, and single dates, each closed, open for some stretches,
//! open all day or by appointment. What it cannot show (seasons, the first Saturday of a month, sunset) is no week here,
//! and stays the text it is: an editor that drops a rule it does not know would change a shop's hours in silence.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plan::{Block, Content, DAY, DatePoint, DateSpan, Hours, Nth, On, Plan, Span, last_day};
use super::sentence::BY_APPOINTMENT;
use super::understand::plan_of;
use crate::question::Question;

/// What is said of a day.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HoursKind")]
pub enum Kind {
    /// Nothing.
    #[default]
    Unsaid,
    /// Closed.
    Closed,
    /// Open for the stretches.
    Open,
    /// Open from midnight to midnight.
    AllDay,
    /// Only by appointment.
    Appointment,
}

/// A day of the week.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "HoursDay")]
pub struct Day {
    /// What is said of it.
    pub kind: Kind,
    /// From when until when, as `09:00`; an end that is not after its beginning is of the next morning.
    #[serde(default)]
    pub spans: Vec<(String, String)>,
}

/// A date, or some, with hours of their own.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "HoursDates")]
pub struct Dates {
    /// The first, as `2026-12-24`, or `12-24` for every year.
    pub from: String,
    /// The last; the same for one day.
    pub to: String,
    /// What is said of them.
    pub day: Day,
}

/// Hours as an editor shows them.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "HoursWeek")]
pub struct Week {
    /// Monday first.
    pub days: [Day; 7],
    /// Public holidays.
    #[serde(default)]
    pub holidays: Day,
    /// Single dates.
    #[serde(default)]
    pub dates: Vec<Dates>,
}

/// The week of an OSM text; none where the text says more than a week can show.
pub fn week(osm: &str) -> Option<Week> {
    if osm.trim().is_empty() {
        return Some(Week::default());
    }
    let plan = plan_of(osm)?;
    if plan.otherwise.is_some() {
        return None;
    }
    let mut week = Week::default();
    for block in &plan.blocks {
        if !block.nth.is_every() || block.school.is_some() {
            return None;
        }
        if block.dates.is_empty() {
            for (day, content) in week.days.iter_mut().zip(&block.week) {
                *day = content.as_ref().map_or(Some(Day::default()), day_of)?;
            }
            week.holidays = block.public.as_ref().map_or(Some(Day::default()), day_of)?;
            continue;
        }
        let [Some(first), rest @ ..] = &block.week else { return None };
        if block.public.is_some() || rest.iter().any(|other| other.as_ref() != Some(first)) {
            return None;
        }
        for span in &block.dates {
            week.dates.push(Dates { from: date_text(span.from)?, to: date_text(span.to)?, day: day_of(first)? });
        }
    }
    Some(week)
}

/// The OSM text of a week.
///
/// # Errors
/// `not_a_time` and `not_a_date` with the part that is none; `nothing_said` for a day that is open at no time.
pub fn osm(week: &Week) -> Result<String, Question> {
    let mut plan = Plan::default();
    let usual = plan.block(&[], Nth::EVERY);
    for (content, day) in usual.week.iter_mut().zip(&week.days) {
        *content = content_of(day)?;
    }
    usual.public = content_of(&week.holidays)?;
    for dates in &week.dates {
        let Some(content) = content_of(&dates.day)? else { continue };
        let span = DateSpan { from: date_of(&dates.from)?, to: date_of(if dates.to.is_empty() { &dates.from } else { &dates.to })? };
        plan.blocks.push(Block { dates: vec![span], week: std::array::from_fn(|_| Some(content.clone())), ..Block::default() });
    }
    Ok(plan.osm())
}

fn day_of(content: &Content) -> Option<Day> {
    match (&content.hours, content.comment.as_deref()) {
        (Hours::Closed, None) => Some(Day { kind: Kind::Closed, spans: Vec::new() }),
        (Hours::Unknown, Some(BY_APPOINTMENT)) => Some(Day { kind: Kind::Appointment, spans: Vec::new() }),
        (Hours::Open(_), None) if *content == Content::all_day() => Some(Day { kind: Kind::AllDay, spans: Vec::new() }),
        (Hours::Open(spans), None) if spans.iter().all(|span| !span.open_end && span.to - span.from < DAY) => {
            let spans = spans.iter().map(|span| (clock(span.from), clock(span.to))).collect();
            Some(Day { kind: Kind::Open, spans })
        }
        _ => None,
    }
}

fn content_of(day: &Day) -> Result<Option<Content>, Question> {
    Ok(match day.kind {
        Kind::Unsaid => None,
        Kind::Closed => Some(Content::closed()),
        Kind::AllDay => Some(Content::all_day()),
        Kind::Appointment => Some(Content { hours: Hours::Unknown, comment: Some(BY_APPOINTMENT.to_owned()) }),
        Kind::Open => {
            let mut spans = day.spans.iter().map(span_of).collect::<Result<Vec<_>, _>>()?;
            if spans.is_empty() {
                return Err(Question::new("nothing_said", ""));
            }
            spans.sort_by_key(|span| span.from);
            if let Some(two) = spans.windows(2).find(|two| two[0].to > two[1].from) {
                return Err(Question::new("not_a_time", &clock(two[1].from)));
            }
            Some(Content { hours: Hours::Open(spans), comment: None })
        }
    })
}

fn span_of((from, to): &(String, String)) -> Result<Span, Question> {
    let (begin, end) = (minutes(from)?, minutes(to)?);
    let to = if end <= begin { end + DAY } else { end };
    Ok(Span { from: begin, to, open_end: false })
}

/// `24:00` is the end of a day, shown as midnight.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes % DAY / 60, minutes % 60)
}

fn minutes(text: &str) -> Result<u16, Question> {
    let wrong = || Question::new("not_a_time", text);
    let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
    match (hour.parse::<u16>(), minute.parse::<u16>()) {
        (Ok(hour @ 0..24), Ok(minute @ 0..60)) => Ok(hour * 60 + minute),
        _ => Err(wrong()),
    }
}

fn date_text(point: DatePoint) -> Option<String> {
    let On::Day(month, day) = point.on else { return None };
    Some(point.year.map_or_else(String::new, |year| format!("{year:04}-")) + &format!("{month:02}-{day:02}"))
}

fn date_of(text: &str) -> Result<DatePoint, Question> {
    let wrong = || Question::new("not_a_date", text);
    let parts: Vec<u16> = text.trim().split('-').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (Some(*year), *month, *day),
        [month, day] => (None, *month, *day),
        _ => return Err(wrong()),
    };
    let (month, day) = (u8::try_from(month).map_err(|_| wrong())?, u8::try_from(day).map_err(|_| wrong())?);
    if !(1..=12).contains(&month) || !(1..=last_day(month)).contains(&day) || year.is_some_and(|year| !(2000..=2100).contains(&year)) {
        return Err(wrong());
    }
    Ok(DatePoint { year, on: On::Day(month, day) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_comes_back_as_it_was_written() {
        for text in [
            "Mo-Fr 09:00-12:30,14:00-19:00; Sa 10:00-18:00; Su off",
            "24/7",
            "Mo-Sa 18:00-02:00; Su off; PH off",
            "Mo-Fr 09:00-18:00; Sa \"by appointment\"; PH off; Dec 24 09:00-13:00; 2026 Dec 31 off",
            "Mo-Fr 09:00-18:00; Aug 02-Aug 16 off",
            "Mo-Su 08:00-24:00",
        ] {
            let shown = week(text).unwrap_or_else(|| panic!("{text} is a week"));
            let again = osm(&shown).unwrap_or_else(|question| panic!("{text}: {}", question.code));
            assert_eq!(week(&again).as_ref(), Some(&shown), "{text} became {again}");
            assert_eq!(plan_of(&again).map(|plan| plan.osm()), plan_of(text).map(|plan| plan.osm()), "and means the same: {text}");
        }
    }

    #[test]
    fn what_a_week_cannot_show_is_left_as_it_is() {
        for text in
            ["Sa[1] 09:00-12:00", "Jun-Aug Mo-Su 08:00-20:00", "sunrise-sunset", "Mo-Fr 09:00+", "easter off", "SH off; Mo-Fr 09:00-18:00"]
        {
            assert_eq!(week(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_date_is_named() {
        let open = |from: &str, to: &str| Day { kind: Kind::Open, spans: vec![(from.into(), to.into())] };
        let with = |day: Day| Week { days: std::array::from_fn(|_| day.clone()), ..Week::default() };
        let code = |week: &Week| osm(week).err().map(|question| question.code);
        assert_eq!(code(&with(open("9", "18:00"))).as_deref(), Some("not_a_time"), "no minutes");
        assert_eq!(code(&with(open("09:00", "25:00"))).as_deref(), Some("not_a_time"), "no such hour");
        assert_eq!(code(&with(Day { kind: Kind::Open, spans: Vec::new() })).as_deref(), Some("nothing_said"), "open, but when?");
        let twice = Day { kind: Kind::Open, spans: vec![("09:00".into(), "13:00".into()), ("12:00".into(), "18:00".into())] };
        assert_eq!(code(&with(twice)).as_deref(), Some("not_a_time"), "two stretches at once");
        let on = |from: &str| Week {
            dates: vec![Dates { from: from.into(), to: String::new(), day: open("09:00", "13:00") }],
            ..Week::default()
        };
        assert_eq!(code(&on("2026-02-30")).as_deref(), Some("not_a_date"), "no such day");
        assert_eq!(osm(&on("12-24")).as_deref(), Ok("Dec 24 09:00-13:00"), "every year");
    }
}
