//! Contacts: address books of every kind and phone numbers as people write them.
//!
//! [`ContactFile`] recognises and reads a file, [`phone`] a number, [`duplicates()`] says who may be one person.
//! Nothing here is kept, sent or consented to: that is the core's.

mod birthday;
mod charset;
mod chat;
mod contact;
mod duplicates;
mod file;
mod ldif;
mod name;
pub mod phone;
mod table;
pub mod vcard;

pub use birthday::Birthday;
pub use contact::{Address, Contact, ContactPhone, Rejected, Remark};
pub use duplicates::{Evidence, PersonFacts, Suspicion, duplicates};
pub use file::{ContactFile, Format, Outcome, Trouble};
pub use vitrine_sheets::Mapping;
