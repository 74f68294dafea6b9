//! Opening hours: what people type becomes OSM `opening_hours`, or a question about the part that
//! did not; and OSM becomes open or closed at a time, and lines as people write them.
//!
//! A text is first read with the words of its language (`items`, `sentence`, `settle`), OSM being
//! one of the languages: most OSM values in the wild are half OSM, half prose, and a strict parser
//! reads some of them as something nobody meant (`Fr, Sa 10:00-21:00` as all of Friday). Only what
//! has no everyday words (weeks, nth weekdays, sunrise) is left to the strict parser of the
//! `opening-hours` crate, and its result is checked for such traps.

mod calendar;
mod clock;
mod dates;
mod elements;
mod evaluate;
mod fold;
mod items;
mod lex;
mod nth;
mod parting;
mod plan;
mod qualify;
mod say;
mod sentence;
mod settle;
mod strict;
mod understand;
mod vocabulary;
pub mod week;

#[cfg(test)]
mod tests;

pub use calendar::holidays;
pub use evaluate::{State, Timetable, state, today};
pub use say::{Line, Manner, say, say_in};
pub use understand::{LONGEST, Understood, understand};
