//! The gate by itself: judgements a second on one core, over people who all stand differently.

use anyhow::Result;
use vitrine_core::bench::Gate;

use crate::report::Report;
use crate::{Run, measure};

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let people = run.size(2_000_000, 200_000);
    let gate = Gate::default();
    let mut outcomes = [0; 3];
    let mut rates = Vec::new();
    for _ in 0..run.rounds {
        let before = measure::cpu();
        outcomes = gate.judge_many(people);
        rates.push(people as f64 / (measure::cpu() - before));
    }
    anyhow::ensure!(outcomes.iter().all(|n| *n > 0), "the people before the gate must differ: {outcomes:?}");
    let share = |n: usize| 100 * n / people;
    let detail = format!("{} % now, {} % later, {} % not, a core's second", share(outcomes[0]), share(outcomes[1]), share(outcomes[2]));
    report.at_least("gate", measure::median(rates), 1_000_000.0, "/s", &detail);
    Ok(())
}
