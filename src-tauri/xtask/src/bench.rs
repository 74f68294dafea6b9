//! `cargo xtask bench [NAME…] [--quick] [--rounds N] [--strict] [--bless]`: builds the bench as it is released and
//! runs it. What it measures, and how, is in `docs/performance.md`; nothing of it is decided here.

use anyhow::Result;

use crate::calls::{call, cargo};

/// What can be measured, alone or together.
pub const BENCHES: &[(&str, &str)] = &[
    ("gate", "judgements a second on one core"),
    ("queue", "a hundred thousand people queued, beside bare inserts of the same rows"),
    ("import", "a million rows of a product file, beside bare inserts of the same rows"),
    ("sender", "how much of the allowed rate is used, and what a durable message costs"),
    ("webhook", "from a signed delivery to 200 after its commit, and nothing lost"),
    ("instructions", "callgrind's counts of the hot paths, beside the committed ones"),
];

/// Measures; what is said after `bench` goes through as it is.
pub fn bench(arguments: &[&str]) -> Result<()> {
    call(cargo(&["run", "--release", "--package", "vitrine-bench", "--"]).args(arguments))
}
