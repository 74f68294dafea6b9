//! Product files of other systems, read into one neutral shape.
//!
//! [`ProductFile`] recognises a file by its content (a shop's export, a feed, any list with a column of names), streams
//! it and hands out whole products; what it cannot use it says row by row. What a shop does with them — comparing,
//! writing, undoing — is left to the core, and tables and numbers to `vitrine-sheets`.
//!
//! The decision that could have gone otherwise: every system's file becomes the same rows and the same reading, with
//! recipes for the names of columns and a few ways in which rows belong together. A reader for each system would be
//! simpler each and would treat the same mistake differently in every one.

mod assembling;
mod codes;
mod feed;
mod file;
mod formats;
mod head;
mod input;
mod keys;
mod lists;
mod money;
mod offer;
mod options;
mod reading;
mod recipe;
mod several;
mod text;
mod trouble;
mod values;
mod words;

pub use file::{FileFacts, Pass, ProductFile, Progress, ReadOptions, fields, propose};
pub use offer::{Availability, Condition, OfferedProduct, OfferedVariant, Picture, Status};
pub use recipe::Format;
pub use trouble::{Notes, RowNote, Summary, Trouble};
pub use vitrine_sheets::{Mapping, Source};

#[cfg(test)]
mod tests;
