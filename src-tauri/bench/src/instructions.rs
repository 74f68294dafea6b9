//! Instructions of the hot paths under callgrind: the one figure a busy machine does not blur. Each path runs
//! in a fresh process twice, with little and with more of its work; the difference is the work's own, without
//! starting up. Compared with the committed counts to two in a hundred; `--bless` writes new ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;
use vitrine_core::Shop;
use vitrine_core::bench::Gate;

use crate::report::Report;
use crate::{Run, import, seed, webhook};

const TOLERANCE: f64 = 2.0;

/// Path, and its work in the two runs. Sixty webhooks stay below the thousand pages from which the log is moved: that is
/// done by a thread beside the commits, so often as the machine's load allows, and would make the count 8 % more or less.
const PATHS: &[(&str, usize, usize)] =
    &[("gate", 1_000, 11_000), ("queue", 100, 600), ("claim", 100, 600), ("webhook", 10, 60), ("import", 500, 1_500)];

/// A fiftieth of a second's messages at the highest rate Meta gives.
const CLAIMED_AT_ONCE: usize = 20;

/// One path with so much work, on a shop prepared in `dir`.
pub fn child(path: &str, dir: &Path, work: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build()?;
    match path {
        "gate" => {
            std::hint::black_box(Gate::default().judge_many(work));
        }
        "queue" => {
            let shop = Shop::open(dir, None)?;
            seed::ask(&runtime, &shop, "alert_start", json!({ "variant": seed::VARIANT }))?;
        }
        "claim" => {
            let shop = Shop::open(dir, None)?;
            let taken = vitrine_core::bench::claim_and_record(&shop, CLAIMED_AT_ONCE)?;
            anyhow::ensure!(taken == work, "{taken} of {work} were claimed");
        }
        "webhook" => {
            let shop = Shop::open(dir, None)?;
            for n in 0..work as u64 {
                shop.apply_webhook(&webhook::text(n, 2_000))?;
            }
        }
        "import" => {
            let shop = Shop::open(dir, None)?;
            seed::import(&runtime, &shop, &dir.join("rows.csv"))?;
        }
        _ => anyhow::bail!("no such path"),
    }
    Ok(())
}

fn count(run: &Run, path: &str, work: usize) -> Result<u64> {
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    seed::connect(&dir, "http://127.0.0.1:9")?;
    seed::waiting_people(&dir, if matches!(path, "queue" | "claim") { work } else { 2_000 })?;
    if path == "claim" {
        let runtime = tokio::runtime::Runtime::new()?;
        seed::ask(&runtime, &Shop::open(&dir, None)?, "alert_start", json!({ "variant": seed::VARIANT }))?;
        seed::set_clock(&dir, 20_000)?;
    }
    import::write_file(&dir.join("rows.csv"), if path == "import" { work } else { 5 })?;
    let out = base.path().join("callgrind.out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.display())])
        .arg(std::env::current_exe()?)
        .args(["count-child", path, &dir.to_string_lossy(), &work.to_string()])
        .output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(out)?;
    let total = text.lines().find_map(|l| l.strip_prefix("summary:").or_else(|| l.strip_prefix("totals:"))).context("a total")?;
    Ok(total.split_whitespace().next().context("a number")?.parse()?)
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        report.skipped("instructions", "valgrind is not here");
        return Ok(());
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.json");
    let known: BTreeMap<String, u64> = if file.exists() { serde_json::from_slice(&std::fs::read(&file)?)? } else { BTreeMap::new() };
    let mut found = BTreeMap::new();
    for (path, little, more) in PATHS {
        let each = (count(run, path, *more)? - count(run, path, *little)?) / (more - little) as u64;
        found.insert((*path).to_owned(), each);
        let name = format!("instructions, {path}");
        match known.get(*path) {
            Some(before) if !run.bless => {
                let moved = 100.0 * (each as f64 / *before as f64 - 1.0);
                report.at_most(&name, moved.abs(), TOLERANCE, "%", &format!("{each} each, {before} committed ({moved:+.2} %)"));
            }
            _ => report.told(&name, each as f64, "", "each"),
        }
    }
    if run.bless {
        std::fs::write(file, serde_json::to_vec_pretty(&found)?)?;
    }
    Ok(())
}
