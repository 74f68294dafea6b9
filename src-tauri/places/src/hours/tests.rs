//! Texts of opening hours from every side, what they mean at a time, and there and back again.

mod again;
mod instants;
mod texts;
mod times;
