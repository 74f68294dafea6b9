//! The real window beside the least a window can be, both in the same web view on a display of their own: how long
//! from the start of the process to what is first to be read, and what the whole tree of processes holds. Once with a
//! small shop and once with a large one: what Today costs must not grow with what the shop sells.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, import, measure, seed};

/// After the first paint the pages still load what is behind it.
const SETTLED: Duration = Duration::from_secs(4);

/// A process that does not outlive its measuring.
struct Part(Child);

impl Drop for Part {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn first_line(part: &mut Part) -> Result<String> {
    let mut line = String::new();
    BufReader::new(part.0.stdout.take().context("its output")?).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// A display and a session bus, as on a laptop nobody else uses.
struct Desk {
    screen: String,
    bus: String,
    _parts: [Part; 2],
}

impl Desk {
    fn start() -> Result<Self> {
        let start = |program: &str, arguments: &[&str]| -> Result<Part> {
            Ok(Part(Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?))
        };
        let mut display = start("Xvfb", &["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"])?;
        let mut bus = start("dbus-daemon", &["--session", "--nofork", "--print-address=1"])?;
        let screen = format!(":{}", first_line(&mut display)?);
        Ok(Self { screen, bus: first_line(&mut bus)?, _parts: [display, bus] })
    }

    /// Opens a window and waits until it says that it has painted: seconds, and MiB once it has settled.
    fn opens(&self, program: &Path, home: &Path) -> Result<(f64, f64)> {
        let start = Instant::now();
        let mut window = Part(
            Command::new(program)
                .envs([
                    ("DISPLAY", self.screen.as_str()),
                    ("DBUS_SESSION_BUS_ADDRESS", &self.bus),
                    ("NO_AT_BRIDGE", "1"),
                    ("LANG", "en_GB.UTF-8"),
                ])
                .envs([("RUST_LOG", "vitrine_desktop_lib=info"), ("NO_COLOR", "1")])
                .envs(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "VITRINE_DATA_DIR"].map(|name| (name, home)))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()?,
        );
        let mut lines = BufReader::new(window.0.stderr.take().context("its words")?).lines();
        loop {
            let line = lines.next().with_context(|| format!("{} ended without painting", program.display()))??;
            if line.contains("painted") {
                break;
            }
        }
        let painted = start.elapsed().as_secs_f64();
        std::thread::sleep(SETTLED);
        Ok((painted, tree_mib(window.0.id())?))
    }
}

/// Proportional memory of a process and all below it: pages they share are counted once.
fn tree_mib(root: u32) -> Result<f64> {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name in parentheses may hold anything; what follows the last one is numbers.
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        parents.push((pid, parent.unwrap_or(0)));
    }
    let (mut tree, mut kib) = (vec![root], 0_u64);
    while let Some(pid) = tree.pop() {
        tree.extend(parents.iter().filter(|(_, parent)| *parent == pid).map(|(child, _)| *child));
        // One that has just ended holds nothing.
        let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        kib += pss.unwrap_or(0);
    }
    Ok(kib as f64 / 1024.0)
}

/// A home whose last shop has so many rows of products, and something to do today.
fn home(base: &Path, rows: usize) -> Result<PathBuf> {
    let dir = seed::shop(base)?;
    seed::connect(&dir, "http://127.0.0.1:9")?;
    seed::waiting_people(&dir, 23)?;
    let file = base.join("rows.csv");
    import::write_file(&file, rows)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let shop = Shop::open(&dir, None)?;
    seed::import(&runtime, &shop, &file)?;
    // Back in stock, with people waiting: a row of Today.
    seed::ask(&runtime, &shop, "stock_set", json!({ "variant": seed::VARIANT, "on_hand": 5 }))?;
    drop(shop);
    std::fs::write(base.join("last"), dir.to_string_lossy().as_bytes())?;
    Ok(base.to_owned())
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let target = run.scratch.parent().context("a target folder")?.join("release");
    let (product, bare) = (target.join("vitrine-desktop"), target.join("examples/bare-window"));
    if !product.exists() || !bare.exists() {
        report.skipped("window", "the window and the bare one are not built: cargo xtask bench window builds them");
        return Ok(());
    }
    let desk = Desk::start()?;
    let (small, large) = (tempfile::tempdir_in(&run.scratch)?, tempfile::tempdir_in(&run.scratch)?);
    let rows = run.size(100_000, 20_000);
    let (small, large) = (home(small.path(), 40)?, home(large.path(), rows)?);
    let (mut ours, mut larges, mut bares) = (Vec::new(), Vec::new(), Vec::new());
    // The first of each finds cold files, as after a start of the machine; it is told apart.
    let cold = desk.opens(&product, &small)?.0;
    desk.opens(&bare, &small)?;
    let rounds = measure::rounds(run.rounds, |n| {
        let (product_s, product_mib) = desk.opens(&product, &small)?;
        let (large_s, large_mib) = desk.opens(&product, &large)?;
        let (bare_s, bare_mib) = desk.opens(&bare, &small)?;
        Run::say(&format!(
            "window round {n}: {product_s:.2} s, {large_s:.2} s with {rows} rows, bare {bare_s:.2} s; {product_mib:.0}, {large_mib:.0}, {bare_mib:.0} MiB"
        ));
        ours.push(product_mib);
        larges.push(large_mib);
        bares.push(bare_mib);
        Ok(measure::Round { product: product_s, control: bare_s })
    })?;
    let seconds = measure::median(rounds.iter().map(|r| r.product));
    report.at_most(
        "first Today row : bare window",
        measure::median(rounds.iter().map(|r| r.ratio())),
        1.25,
        "×",
        &format!("{seconds:.2} s, the first time {cold:.2} s"),
    );
    let (ours, larges, bare) = (measure::median(ours), measure::median(larges), measure::median(bares));
    report.at_most(
        "window, memory above the bare one",
        ours - bare,
        60.0,
        "MiB",
        &format!("{ours:.0} of all its processes, bare {bare:.0}"),
    );
    report.at_most("window, memory by rows", larges - ours, 5.0, "MiB", &format!("{rows} rows of products beside 40"));
    Ok(())
}
