//! `alert_start` for a variant a hundred thousand people wait for, beside bare prepared inserts of exactly the
//! rows it leaves (promises with their drafts and verdicts, members of the wave) into a copy of the same file.

use anyhow::Result;
use rusqlite::types::Value as Cell;
use serde_json::json;
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, measure, seed};

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let people = run.size(100_000, 3_000);
    let runtime = tokio::runtime::Runtime::new()?;
    let base = tempfile::tempdir_in(&run.scratch)?;
    let made = seed::shop(base.path())?;
    seed::connect(&made, "http://127.0.0.1:9")?;
    seed::waiting_people(&made, people)?;
    let rounds = measure::rounds(run.rounds, |n| {
        let here = tempfile::tempdir_in(&run.scratch)?;
        let dir = seed::copy(&made, &here.path().join("product"))?;
        let control = seed::copy(&made, &here.path().join("bare"))?;
        for dir in [&dir, &control] {
            seed::set_clock(dir, 0)?;
        }
        let shop = Shop::open(&dir, None)?;
        // Nothing is running that would send: the workers are not started.
        let (product, _) = measure::timed(|| seed::ask(&runtime, &shop, "alert_start", json!({ "variant": seed::VARIANT })))?;
        drop(shop);
        let control = bare(&dir, &control, people)?;
        Run::say(&format!("queue round {n}: {product:.2} s, bare {control:.2} s"));
        Ok(measure::Round { product, control })
    })?;
    let seconds = measure::median(rounds.iter().map(|r| r.product));
    let detail = format!(
        "{people} people, {seconds:.2} s, {:.1} µs each, bare {:.2} s",
        seconds * 1e6 / people as f64,
        measure::median(rounds.iter().map(|r| r.control))
    );
    report.at_most("queueing : bare inserts", measure::median(rounds.iter().map(|r| r.ratio())), 2.0, "×", &detail);
    Ok(())
}

fn bare(from: &std::path::Path, into: &std::path::Path, people: usize) -> Result<f64> {
    let rows = |table: &str| -> Result<Vec<Vec<Cell>>> {
        let from = seed::sealed(from)?;
        let mut select = from.prepare(&format!("SELECT * FROM {table}"))?;
        let width = select.column_count();
        let rows = select.query_map([], |row| (0..width).map(|i| row.get(i)).collect())?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let all = [
        ("alert", rows("alert")?),
        ("wave", rows("wave")?),
        ("promise", rows("promise")?),
        ("promise_draft", rows("promise_draft")?),
        ("wave_member", rows("wave_member")?),
    ];
    anyhow::ensure!(all[2].1.len() == people && all[4].1.len() == people, "not everybody got a promise: {}", all[2].1.len());
    let mut db = seed::sealed(into)?;
    let (seconds, ()) = measure::timed(|| {
        let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (table, rows) in &all {
            let marks = vec!["?"; rows.first().map_or(1, Vec::len)].join(", ");
            let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?;
            for row in rows {
                insert.execute(rusqlite::params_from_iter(row))?;
            }
        }
        Ok(tx.commit()?)
    })?;
    Ok(seconds)
}
