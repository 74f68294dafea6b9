//! The shop: everything Vitrine decides and remembers, without a window and without a server.
//!
//! Rooms stand on floors and import strictly downwards (a test reads the `use` lines):
//! 0 `kinds`, `db` · 1 `words`, `catalog`, `media`, `print`, `stores`, `team`, `customers`, `consent`, `pricing`,
//! `policy`, `cloud`, `conversations` · 2 `outbox` · 3 `orders`, `waitlist` · 4 `audiences`, `moments` · 5 `exports`, `inbox` · 6 `api`, `shop`.
//! Decisions are pure functions of facts and time; effects are at the edge.

mod audiences;
mod catalog;
mod cloud;
mod consent;
mod conversations;
mod customers;
mod db;
mod exports;
mod inbox;
mod media;
mod moments;
mod orders;
mod outbox;
mod policy;
mod pricing;
mod print;
mod stores;
mod team;
mod waitlist;
mod words;

pub mod api;
#[cfg(feature = "bench")]
pub mod bench;
pub mod kinds;
pub mod shop;

pub use catalog::measure;
pub use kinds::{Author, Clock, Code, Error, Result, Role, Secret, Topic};
pub use shop::{Shop, Workers};
