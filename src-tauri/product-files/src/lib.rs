//! Product files of other systems, read into one neutral shape.
mod codes;
mod feed;
mod lists;
mod money;
mod offer;
mod text;
mod trouble;
mod values;
mod words;
pub use offer::*;
pub use trouble::{Notes, RowNote, Summary, Trouble};
