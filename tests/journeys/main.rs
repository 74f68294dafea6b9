//! Journeys: the shop's stories on real parts.
//!
//! - `restock`: telling those who wait, as many as the stock allows
//! - `taps`: keep mine, not now, stop; holds and orders
//! - `faults`: what goes wrong on the way, and what the owner reads then
//! - `import`: a product file in, and out again
//! - `folder`: two windows, wrong keys, newer data, a locked keyring

#![expect(clippy::unwrap_used, reason = "a story that cannot go on should stop where it is")]

mod faults;
mod folder;
mod import;
mod restock;
mod taps;
