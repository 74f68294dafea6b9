//! Texts of opening hours from every side, what they mean at a time, and there and back again.

mod again;
mod texts;
mod times;
