//! A list of days with something said on both sides: “closed Monday, Tue-Sun 9-5”, “9-18, Sat and Sun
//! closed”, “9-17. Sat, Sun: 10-16”.
//!
//! Either the list is parted, each side taking its days, or one side is for the whole list and the
//! other for the other days. What stands between decides: an “and” holds days together, a full stop
//! parts, a colon belongs to what follows. Where that leaves both, it is asked; to part a list that
//! was one would open a shop on a day it is closed.

use super::elements::{Element, Joint, Selector};
use super::items::DaySet;
use super::plan::{Content, Hours};
use super::sentence::{Break, Speaker, subtract};
use crate::Question;

/// Hours, days, hours.
pub(super) struct Both<'a> {
    pub(super) first: &'a Content,
    pub(super) second: &'a Content,
    pub(super) list: &'a [Selector],
    pub(super) excluded: Vec<Selector>,
    pub(super) elements: &'a [Element],
    /// Where the three stand among the elements.
    pub(super) at: [usize; 3],
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) apart: Break,
}

/// What stands between two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Nothing,
    Comma,
    Colon,
    /// A full stop, or the end of a bracket.
    Stop,
    /// A dot that may belong to “Mo.”.
    Dot,
}

/// How the list is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// One side is for all of it, the other for the other days.
    Whole,
    /// The first side says nothing of the list: it is of every day.
    Behind,
    /// The first so many are of the first side.
    Cut(usize),
    Ask,
}

impl Both<'_> {
    fn first_is_closed(&self) -> bool {
        self.first.hours == Hours::Closed && self.second.hours != Hours::Closed
    }

    fn second_is_closed(&self) -> bool {
        self.second.hours == Hours::Closed && self.first.hours != Hours::Closed
    }

    fn gap(&self, text: &str, behind: bool) -> Gap {
        let [first, list, second] = self.at.map(|at| self.elements.get(at).map_or((0, 0), |element| (element.from, element.to)));
        let between = if behind { text.get(list.1..second.0) } else { text.get(first.1..list.0) }.unwrap_or_default();
        let listed = text.get(list.0..list.1).unwrap_or_default();
        // The dot of “So.” is read with its day.
        let (inner, dotted) = listed.strip_suffix('.').map_or((listed, false), |inner| (inner, behind));
        if between.contains([':', '：']) {
            Gap::Colon
        } else if between.contains([')', '।']) {
            Gap::Stop
        } else if dotted || between.contains('.') {
            if behind && inner.contains('.') { Gap::Dot } else { Gap::Stop }
        } else if between.contains([',', '،']) {
            Gap::Comma
        } else {
            Gap::Nothing
        }
    }

    fn way(&self, text: &str, nothing_said: bool) -> Way {
        let one_is_closed = self.first_is_closed() || self.second_is_closed();
        if !self.excluded.is_empty() && one_is_closed {
            return Way::Ask;
        }
        if nothing_said && !self.first_is_closed() && self.excluded.is_empty() && self.gap(text, false) == Gap::Stop {
            return Way::Behind;
        }
        match self.list {
            [only] if only.dates.is_empty() && only.listed.len() == 1 => {
                if one_is_closed && nothing_said && self.excluded.is_empty() {
                    Way::Whole
                } else {
                    Way::Ask
                }
            }
            [only] if only.dates.is_empty() && only.listed.len() >= 2 => self.way_of_list(only, text, nothing_said),
            [before, behind] => self.way_of_two(before, behind, text, nothing_said),
            _ => Way::Ask,
        }
    }

    /// How a date and some days are read: “closed 25 Dec, Mon-Fri 9-5”. A single weekday may be on either side.
    fn way_of_two(&self, before: &Selector, behind: &Selector, text: &str, nothing_said: bool) -> Way {
        if nothing_said && self.first_is_closed() && self.gap(text, true) == Gap::Stop {
            return Way::Whole;
        }
        let open = if self.first_is_closed() { behind } else { before };
        let one_day = !open.days.others && open.dates.is_empty() && open.days.week.count_ones() <= 1 && open.days.nth.is_every();
        if one_day && (self.first_is_closed() || self.second_is_closed()) { Way::Ask } else { Way::Cut(1) }
    }

    /// How two or more days are read that stand in one list.
    fn way_of_list(&self, list: &Selector, text: &str, nothing_said: bool) -> Way {
        let length = list.listed.len();
        let is_range = |days: &DaySet| days.week.count_ones() > 1;
        let ranges: Vec<usize> = (0..length).filter(|&at| list.listed.get(at).is_some_and(is_range)).collect();
        let cut = match (length, ranges.as_slice()) {
            (2, _) => Some(1),
            (_, [range]) if *range == length - 1 => Some(length - 1),
            (_, [0]) => Some(1),
            _ => None,
        };
        let cut = cut.map_or(Way::Ask, Way::Cut);
        let joint = |at: usize| list.joints.get(at).copied().unwrap_or_default();
        let held = |at: usize| joint(at) == Joint::And && list.days.week != 0x7f;
        let cut_holds = matches!(cut, Way::Cut(at) if held(at - 1));
        let behind = self.gap(text, true);
        if !ranges.is_empty() || !nothing_said {
            return match behind {
                _ if !cut_holds => cut,
                Gap::Stop if self.first_is_closed() && nothing_said => Way::Whole,
                _ => Way::Ask,
            };
        }
        let and = list.joints.contains(&Joint::And);
        match behind {
            // “Mon. Tue closed” may as well be two lines in one.
            _ if list.joints.contains(&Joint::Nothing) => Way::Ask,
            _ if self.second_is_closed() => Way::Whole,
            Gap::Stop if self.first_is_closed() => Way::Whole,
            Gap::Comma if self.first_is_closed() && and => Way::Whole,
            // “closed Mon, Tue 10-5” goes on in the same breath.
            Gap::Nothing | Gap::Colon if self.first_is_closed() && list.joints.iter().all(|joint| *joint == Joint::Comma) => cut,
            _ => Way::Ask,
        }
    }
}

impl Speaker<'_> {
    /// Says what a list with hours on both sides says; gives the place after it.
    pub(super) fn part_list(&mut self, both: &Both<'_>) -> Result<usize, Question> {
        let ask = |speaker: &Self| Err(speaker.ask("conflict", both.from, both.to));
        let way = both.way(self.text, self.said.statements.is_empty());
        if way == Way::Ask {
            return ask(self);
        }
        let (second, end) = self.qualified(both.elements, both.at[2], both.second.clone())?;
        match way {
            // Of the same day both cannot be, so the hours are those of the others.
            Way::Whole => {
                if end < both.elements.len() {
                    return ask(self);
                }
                let (closed, open) = if both.first_is_closed() { (both.first, &second) } else { (&second, both.first) };
                self.say(both.list.to_vec(), closed, both.apart, false, both.from, both.to);
                let note = self.ask("every_day_assumed", both.from, both.to);
                self.said.notes.push(note);
                self.say(vec![Selector::every_day()], open, Break::Soft, false, both.from, both.to);
                return Ok(end);
            }
            Way::Behind => {
                let first_to = both.elements.get(both.at[0]).map_or(both.from, |element| element.to);
                self.standalone(both.first, both.apart, true, both.from, first_to)?;
                let from = both.elements.get(both.at[1]).map_or(both.from, |element| element.from);
                self.say(both.list.to_vec(), &second, Break::Soft, false, from, both.to);
            }
            Way::Cut(cut) => {
                let Some((before, behind)) = parted(both.list, cut) else { return ask(self) };
                let mut behind = vec![behind];
                subtract(&mut behind, &both.excluded);
                self.say(vec![before], both.first, both.apart, false, both.from, both.to);
                self.say(behind, &second, Break::Soft, false, both.from, both.to);
                self.say(both.excluded.clone(), &Content::closed(), Break::Soft, true, both.from, both.to);
            }
            Way::Ask => return ask(self),
        }
        self.trailing_exceptions(both.elements, end, &second)
    }
}

/// The list in two.
fn parted(list: &[Selector], cut: usize) -> Option<(Selector, Selector)> {
    let sum = |days: &[DaySet]| {
        let all = days.iter().fold(DaySet::default(), |sum, &days| sum.with(days));
        Selector { listed: days.to_vec(), days: all, ..Selector::default() }
    };
    match list {
        [only] => Some((sum(only.listed.get(..cut)?), sum(only.listed.get(cut..)?))),
        [first, second] => Some((first.clone(), second.clone())),
        _ => None,
    }
}
