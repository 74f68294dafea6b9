//! Journeys: the shop's stories on real parts.
//!
//! - `restock`: telling those who wait, as many as the stock allows
//! - `still`: who has waited very long is asked once whether she still wants it
//! - `taps`: keep mine, not now, stop; holds and orders
//! - `faults`: what goes wrong on the way, and what the owner reads then
//! - `connect`: wrong pastes, hello first, what stops sending
//! - `guides`: somebody asks how a thing is done, reads the steps, and has what it takes kept
//! - `hand`: person by person, from the shop's own WhatsApp
//! - `automations`: sentences the owner wrote once, tried, switched on, and quiet where a person is needed
//! - `buy`: bought in chat, changed in chat, put aside until six
//! - `cards`: a QR code on the shelf fills the line; "tell me" in chat does the same
//! - `inbox`: conversations worked through: who waits, whose they are, what is found again, what is written
//! - `kinds`: every kind of message, in and out; what people complained about elsewhere
//! - `model`: a model of the owner's choice words what the rules say, or does not
//! - `moments`: what customers ask, and what the shop says by itself
//! - `money`: rate cards, the free replies, a limit that stops
//! - `people`: who is meant, what they agreed to, made one, erased
//! - `team`: tiles, PINs, who did what
//! - `import`: a product file in, and out again
//! - `grid`: the catalogue found as people type, changed in bulk, taken back
//! - `goods`: what is sold by the kilo, with choices, in collections
//! - `counting`: what is on the shelf, counted with a scanner
//! - `takeaway`: files that leave, pictures that come
//! - `library`: the shop's own files: kept once, found again, sent as what they are
//! - `voice`: what is spoken into the window reaches her phone as a voice note, and goes when her chat goes
//! - `folder`: two windows, wrong keys, newer data, a locked keyring

#![expect(clippy::unwrap_used, reason = "a story that cannot go on should stop where it is")]

mod automations;
mod buy;
mod cards;
mod connect;
mod counting;
mod delivery;
mod demand;
mod exact;
mod faults;
mod folder;
mod goods;
mod grid;
mod guides;
mod hand;
mod import;
mod inbox;
mod kinds;
mod library;
mod model;
mod moments;
mod money;
mod native;
mod people;
mod restock;
mod still;
mod stores;
mod takeaway;
mod taps;
mod team;
mod voice;
