//! A shop's hours as a plan: for each weekday what it says, with seasons, holidays and dates on top,
//! and the plan written as OSM `opening_hours` in one canonical way.
//!
//! In OSM a later rule replaces an earlier one for the days it names, so the order of writing is
//! part of the meaning: the usual week first, then seasons, then public holidays, then single
//! dates, so that no holiday is opened by a summer and no 24 December closed by a Thursday.

use std::fmt::Write;

/// The names of the weekdays in OSM, Monday first.
pub(super) const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
/// The names of the months in OSM.
pub(super) const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Minutes of a day.
pub(super) const DAY: u16 = 1440;

/// From when until when, in minutes since the midnight the day starts with; past 1440 it is the
/// next morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Span {
    pub(super) from: u16,
    pub(super) to: u16,
    /// It may stay open longer: `+` in OSM.
    pub(super) open_end: bool,
}

impl Span {
    /// Open for most of the night and on into the day, as few shops are.
    pub(super) fn is_long_night(&self) -> bool {
        self.to > 30 * 60 || (self.to > DAY + 3 * 60 && self.to - self.from > 16 * 60)
    }

    /// The end as it is written: the hour of the next morning, or counted on past 24 where that
    /// hour alone would look like a slip.
    pub(super) fn end(&self) -> u16 {
        if self.to > DAY && self.to - DAY < self.from && !self.is_long_night() { self.to - DAY } else { self.to }
    }
}

/// What is said of a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Hours {
    Closed,
    Open(Vec<Span>),
    /// From sunrise to sunset, or from dawn to dusk.
    Daylight {
        dawn: bool,
    },
    /// Only the comment says something, such as “by appointment”.
    Unknown,
}

/// What is said of a day, and with which comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Content {
    pub(super) hours: Hours,
    pub(super) comment: Option<String>,
}

impl Content {
    pub(super) fn closed() -> Self {
        Self { hours: Hours::Closed, comment: None }
    }

    pub(super) fn all_day() -> Self {
        Self { hours: Hours::Open(vec![Span { from: 0, to: DAY, open_end: false }]), comment: None }
    }

    pub(super) fn spans(&self) -> &[Span] {
        if let Hours::Open(spans) = &self.hours { spans } else { &[] }
    }

    fn is_all_day(&self) -> bool {
        *self == Self::all_day()
    }
}

/// One end of a span of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DatePoint {
    pub(super) year: Option<u16>,
    pub(super) on: On,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum On {
    /// A whole month, January being 1.
    Month(u8),
    /// A month and a day of it.
    Day(u8, u8),
    /// Days after Easter Sunday.
    Easter(i16),
}

/// From one date to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DateSpan {
    pub(super) from: DatePoint,
    pub(super) to: DatePoint,
}

impl DateSpan {
    /// A season rather than a few dates: it has weekdays of its own.
    pub(super) fn is_wide(&self) -> bool {
        match (self.from.on, self.to.on) {
            (On::Day(m1, d1), On::Day(m2, d2)) => {
                let days = (i32::from(m2) - i32::from(m1)).rem_euclid(12) * 30 + i32::from(d2) - i32::from(d1);
                !(0..14).contains(&days)
            }
            (On::Easter(_), _) | (_, On::Easter(_)) => false,
            _ => true,
        }
    }
}

/// Which of the weekdays in a month, first to fifth and last to last but four; none for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nth(u16);

impl Nth {
    pub(super) const EVERY: Self = Self(0);

    pub(super) fn is_every(self) -> bool {
        self.0 == 0
    }

    /// With one more, counted from the end where it is negative; what no month has is left out.
    pub(super) fn with(self, count: i8) -> Self {
        match count {
            1..=5 => Self(self.0 | 1 << (count - 1)),
            -5..=-1 => Self(self.0 | 1 << (4 - count)),
            _ => self,
        }
    }

    /// As OSM writes it: `[1,3]`.
    fn text(self) -> String {
        let counts = (0..10).filter(|bit| self.0 & 1 << bit != 0).map(|bit: i8| if bit < 5 { bit + 1 } else { 4 - bit });
        format!("[{}]", counts.map(|count| count.to_string()).collect::<Vec<_>>().join(","))
    }
}

/// What is said of a stretch of the year; the usual week has no stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) dates: Vec<DateSpan>,
    pub(super) nth: Nth,
    pub(super) week: [Option<Content>; 7],
    pub(super) public: Option<Content>,
    pub(super) school: Option<Content>,
}

impl Block {
    fn is_wide(&self) -> bool {
        self.dates.iter().any(DateSpan::is_wide)
    }
}

/// A shop's hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) blocks: Vec<Block>,
    /// What holds whenever nothing else says it is open: `|| "by appointment"`.
    pub(super) otherwise: Option<String>,
}

impl Plan {
    /// The block of these dates and weekdays of the month, new if need be.
    pub(super) fn block(&mut self, dates: &[DateSpan], nth: Nth) -> &mut Block {
        let at = self.blocks.iter().position(|block| block.dates == dates && block.nth == nth).unwrap_or_else(|| {
            self.blocks.push(Block { dates: dates.to_vec(), nth, ..Block::default() });
            self.blocks.len() - 1
        });
        // The position was found or made just above.
        &mut self.blocks[at]
    }

    /// Whether it is ever open.
    pub(super) fn opens(&self) -> bool {
        let opens = |content: &Option<Content>| content.as_ref().is_some_and(|content| content.hours != Hours::Closed);
        self.otherwise.is_some()
            || self.blocks.iter().any(|block| block.week.iter().any(opens) || opens(&block.public) || opens(&block.school))
    }

    /// The plan as OSM `opening_hours`.
    pub(super) fn osm(&self) -> String {
        let mut rules = Vec::new();
        // The first Saturday of the month is written after the Saturdays, or they would undo it.
        let blocks = || {
            let (every, counted): (Vec<_>, Vec<_>) = self.blocks.iter().partition(|block| block.nth.is_every());
            every.into_iter().chain(counted)
        };
        let usual = || blocks().filter(|block| block.dates.is_empty());
        let wide = || blocks().filter(|block| !block.dates.is_empty() && block.is_wide());
        let dates = || blocks().filter(|block| !block.dates.is_empty() && !block.is_wide());
        for block in usual().chain(wide()) {
            week(&mut rules, block, true);
        }
        for block in usual().chain(wide()) {
            for (name, content) in [("SH", &block.school), ("PH", &block.public)] {
                if let Some(content) = content {
                    rules.push(rule(&[dates_text(&block.dates), name.to_owned()], content));
                }
            }
        }
        for block in dates() {
            week(&mut rules, block, false);
            for (name, content) in [("SH", &block.school), ("PH", &block.public)] {
                if let Some(content) = content {
                    rules.push(rule(&[dates_text(&block.dates), name.to_owned()], content));
                }
            }
        }
        let mut text = rules.join("; ");
        if let Some(comment) = &self.otherwise {
            if !text.is_empty() {
                text.push_str(" || ");
            }
            let _ = write!(text, "\"{comment}\"");
        }
        text
    }
}

fn rule(selectors: &[String], content: &Content) -> String {
    let mut parts: Vec<String> = selectors.iter().filter(|part| !part.is_empty()).cloned().collect();
    match &content.hours {
        Hours::Closed => parts.push("off".to_owned()),
        Hours::Unknown => {}
        Hours::Daylight { dawn } => parts.push(if *dawn { "dawn-dusk" } else { "sunrise-sunset" }.to_owned()),
        Hours::Open(spans) => parts.push(spans_text(spans)),
    }
    if let Some(comment) = &content.comment {
        parts.push(format!("\"{comment}\""));
    }
    parts.join(" ")
}

fn week(rules: &mut Vec<String>, block: &Block, name_all: bool) {
    let dates = dates_text(&block.dates);
    for (mask, content) in groups(&block.week) {
        if mask == 0x7f && content.is_all_day() && dates.is_empty() {
            rules.push("24/7".to_owned());
            continue;
        }
        let daylight = matches!(content.hours, Hours::Daylight { .. });
        let days = if !block.nth.is_every() {
            let count = block.nth.text();
            (0..7).filter(|day| mask & (1 << day) != 0).map(|day| format!("{}{count}", DAYS[day])).collect::<Vec<_>>().join(",")
        } else if mask == 0x7f && (!name_all || daylight || content.hours == Hours::Closed) {
            String::new()
        } else {
            days_text(mask)
        };
        rules.push(rule(&[dates.clone(), days], content));
    }
}

/// The days that say the same, in the order of their first day.
pub(super) fn groups(week: &[Option<Content>; 7]) -> Vec<(u8, &Content)> {
    let mut groups: Vec<(u8, &Content)> = Vec::new();
    for (day, content) in week.iter().enumerate() {
        let Some(content) = content else { continue };
        match groups.iter_mut().find(|(_, known)| *known == content) {
            Some((mask, _)) => *mask |= 1 << day,
            None => groups.push((1 << day, content)),
        }
    }
    groups
}

/// Weekdays as OSM writes them: `Mo-We,Fr`.
pub(super) fn days_text(mask: u8) -> String {
    runs(mask).iter().map(|&(first, last)| range_text(DAYS[first], DAYS[last], last - first)).collect::<Vec<_>>().join(",")
}

fn range_text(first: &str, last: &str, apart: usize) -> String {
    match apart {
        0 => first.to_owned(),
        1 => format!("{first},{last}"),
        _ => format!("{first}-{last}"),
    }
}

/// Runs of days that follow each other, as positions in the week.
pub(super) fn runs(mask: u8) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in (0..7).filter(|day| mask & (1 << day) != 0) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

/// Spans as OSM writes them; an end past midnight is written as the hour of the next morning.
pub(super) fn spans_text(spans: &[Span]) -> String {
    spans.iter().map(span_text).collect::<Vec<_>>().join(",")
}

pub(super) fn span_text(span: &Span) -> String {
    let end = span.end();
    if span.open_end && span.to == DAY {
        return format!("{}+", time_text(span.from));
    }
    format!("{}-{}{}", time_text(span.from), time_text(end), if span.open_end { "+" } else { "" })
}

fn time_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

pub(super) fn dates_text(dates: &[DateSpan]) -> String {
    dates.iter().map(date_span_text).collect::<Vec<_>>().join(",")
}

fn date_span_text(span: &DateSpan) -> String {
    if span.from == span.to {
        // “Mar” alone is Tuesday in three languages.
        return match span.from.on {
            On::Month(3) => format!("{}-31", point_text(&bound(span.from, true))),
            _ => point_text(&span.from),
        };
    }
    match (span.from.on, span.to.on) {
        (On::Month(_), On::Month(_)) if span.from.year.is_none() => format!("{}-{}", point_text(&span.from), point_text(&span.to)),
        (On::Day(m1, _), On::Day(m2, day)) if m1 == m2 && span.from.year == span.to.year => format!("{}-{day:02}", point_text(&span.from)),
        _ => format!("{}-{}", point_text(&bound(span.from, true)), point_text(&bound(span.to, false))),
    }
}

/// A month as its first or last day.
fn bound(point: DatePoint, first: bool) -> DatePoint {
    match point.on {
        On::Month(month) => DatePoint { on: On::Day(month, if first { 1 } else { last_day(month) }), ..point },
        _ => point,
    }
}

/// The last day a month may have.
pub(super) fn last_day(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn point_text(point: &DatePoint) -> String {
    let mut text = point.year.map_or_else(String::new, |year| format!("{year} "));
    let month = |month: u8| MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("Jan");
    match point.on {
        On::Month(m) => text.push_str(month(m)),
        On::Day(m, day) => {
            let _ = write!(text, "{} {day:02}", month(m));
        }
        On::Easter(0) => text.push_str("easter"),
        On::Easter(days) => {
            let _ = write!(text, "easter {days:+} day{}", if days.abs() == 1 { "" } else { "s" });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(from: u16, to: u16) -> Option<Content> {
        Some(Content { hours: Hours::Open(vec![Span { from: from * 60, to: to * 60, open_end: false }]), comment: None })
    }

    #[test]
    fn a_plan_is_written_in_the_order_that_keeps_its_meaning() {
        let mut plan = Plan::default();
        let date = |month, day| DatePoint { year: None, on: On::Day(month, day) };
        plan.block(&[DateSpan { from: date(12, 24), to: date(12, 24) }], Nth::EVERY).week = std::array::from_fn(|_| open(9, 12));
        let summer = DateSpan { from: DatePoint { year: None, on: On::Month(6) }, to: DatePoint { year: None, on: On::Month(8) } };
        plan.block(&[summer], Nth::EVERY).week[5] = open(9, 13);
        for day in 0..5 {
            plan.block(&[], Nth::EVERY).week[day] = open(9, 18);
        }
        plan.block(&[], Nth::EVERY).week[6] = Some(Content::closed());
        plan.block(&[], Nth::EVERY).public = Some(Content::closed());
        assert_eq!(
            plan.osm(),
            "Mo-Fr 09:00-18:00; Su off; Jun-Aug Sa 09:00-13:00; PH off; Dec 24 09:00-12:00",
            "week, season, holidays, dates"
        );
    }

    #[test]
    fn days_and_spans_are_short() {
        assert_eq!(days_text(0b001_0111), "Mo-We,Fr", "runs of days");
        assert_eq!(days_text(0b110_0000), "Sa,Su", "two days are a list");
        let span = |from, to| span_text(&Span { from, to, open_end: false });
        assert_eq!(span(1080, 1560), "18:00-02:00", "past midnight");
        assert_eq!(span(0, 1440), "00:00-24:00", "all day");
        assert_eq!(span(600, 2100), "10:00-35:00", "past the same hour of the next day it must be counted on");
        assert_eq!(span(1080, 2040), "18:00-34:00", "so is an end that looks like a slip");
        assert_eq!(span_text(&Span { from: 1020, to: 1440, open_end: true }), "17:00+", "an open end");
    }
}
