//! Places: opening hours as people type them, points, and which place is nearest.
//!
//! Everything here is decided from its arguments: the time is one of them, and nothing is looked up
//! on the network. Keeping stores is left to the shop's core, showing them to the windows. What a
//! text does not say for certain comes back as a [`Question`], never as a guess that nobody sees.

pub mod hours;
pub mod locate;
pub mod nearest;
mod point;
mod question;
pub mod stores;
pub mod zone;

pub use point::Point;
pub use question::Question;
