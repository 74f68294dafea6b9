//! `cargo xtask bench [NAME…] [--quick] [--rounds N] [--strict] [--bless]`: builds the bench as it is released and
//! runs it. What it measures, and how, is in `docs/performance.md`; nothing of it is decided here.

use anyhow::Result;

use crate::calls::{call, cargo};
use crate::setup;

/// What can be measured, alone or together.
pub const BENCHES: &[(&str, &str)] = &[
    ("gate", "judgements a second on one core"),
    ("queue", "a hundred thousand people queued, beside bare inserts of the same rows"),
    ("import", "a million rows of a product file, beside bare inserts of the same rows"),
    ("pace", "how much of the allowed rate the sender uses"),
    ("sender", "what a durable message costs the processor, and how fast they go without a rate"),
    ("webhook", "from a signed delivery to 200 after its commit, and nothing lost"),
    ("window", "from the start to the first row of Today, and what the window holds, beside a bare one"),
    ("search", "products found with a slip of the finger, beside an exhaustive search"),
    ("instructions", "callgrind's counts of the hot paths, beside the committed ones"),
];

/// Measures; what is said after `bench` goes through as it is.
pub fn bench(arguments: &[&str]) -> Result<()> {
    let all = !arguments.iter().any(|word| BENCHES.iter().any(|(name, _)| name == word));
    if all || arguments.contains(&"window") {
        setup::pages()?;
        // As it is released: from the pages within it, not from a server.
        call(&mut cargo(&["build", "--release", "--package", "vitrine-desktop"]))?;
        call(&mut cargo(&["build", "--release", "--package", "vitrine-desktop", "--example", "bare-window"]))?;
    }
    call(cargo(&["run", "--release", "--package", "vitrine-bench", "--"]).args(arguments))
}
