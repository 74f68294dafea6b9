//! Contacts: address books of every kind and phone numbers as people write them.

mod birthday;
mod charset;
mod contact;
mod name;
pub mod phone;
pub mod vcard;

pub use birthday::Birthday;
pub use contact::{Address, Contact, ContactPhone, Rejected, Remark};
