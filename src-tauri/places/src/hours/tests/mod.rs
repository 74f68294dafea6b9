//! Texts of opening hours from every side.
mod typed;
