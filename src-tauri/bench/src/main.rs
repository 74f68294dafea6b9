//! `vitrine-bench [NAME…] [--quick] [--rounds N] [--strict] [--bless]`: the figures the shop is held to, each
//! beside a bare control of the same run. What is measured comes through the commands the window calls. Words
//! ending in `-child` are its own processes: what is measured in memory or processor runs by itself.

mod gate;
mod import;
mod inbox;
mod instructions;
mod measure;
mod media;
mod nearest;
mod peers;
mod queue;
mod reply;
mod report;
mod search;
mod seed;
mod sender;
mod sink;
mod webhook;
mod window;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

/// As in the shop's own programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run was asked for.
pub struct Run {
    quick: bool,
    bless: bool,
    rounds: usize,
    /// Where shops are made: on the disk that is measured.
    scratch: PathBuf,
}

impl Run {
    fn size(&self, whole: usize, quick: usize) -> usize {
        if self.quick { quick } else { whole }
    }

    /// A word to somebody who waits.
    #[expect(clippy::print_stderr, reason = "progress, not figures")]
    fn say(what: &str) {
        eprintln!("  {what}");
    }

    /// This program again, in a process of its own; answers what it printed.
    fn child(arguments: &[&str]) -> Result<String> {
        let output = Command::new(std::env::current_exe()?).args(arguments).stderr(Stdio::inherit()).output()?;
        anyhow::ensure!(output.status.success(), "{arguments:?} failed");
        Ok(String::from_utf8(output.stdout)?)
    }
}

type Bench = fn(&Run, &mut report::Report) -> Result<()>;

const BENCHES: &[(&str, Bench)] = &[
    ("gate", gate::run),
    ("queue", queue::run),
    ("import", import::run),
    ("pace", sender::pace),
    ("sender", sender::run),
    ("webhook", webhook::run),
    ("reply", reply::run),
    ("window", window::run),
    ("search", search::run),
    ("nearest", nearest::run),
    ("inbox", inbox::run),
    ("media", media::run),
    ("instructions", instructions::run),
];

fn main() -> Result<ExitCode> {
    vitrine_server::install_tls();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["import-child", dir, file] => import::child(Path::new(dir), Path::new(file))?,
        ["media-child", file, times] => media::child(Path::new(file), times.parse()?)?,
        ["sender-child", dir, per_second] => sender::child(Path::new(dir), per_second.parse()?)?,
        ["loop-child", url, messages] => sender::loop_child(url, messages.parse()?)?,
        ["count-child", path, dir, work] => instructions::child(path, Path::new(dir), work.parse()?)?,
        _ => return measure_all(&words),
    }
    Ok(ExitCode::SUCCESS)
}

fn measure_all(words: &[&str]) -> Result<ExitCode> {
    let rounds: Option<usize> = match words.iter().position(|w| *w == "--rounds") {
        Some(at) => Some(words.get(at + 1).context("how many rounds?")?.parse()?),
        None => None,
    };
    let named: Vec<&str> = words.iter().copied().filter(|w| !w.starts_with("--") && w.parse::<usize>().is_err()).collect();
    if let Some(unknown) = named.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == *name)) {
        bail!("there is no bench {unknown}; there are {}", BENCHES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("the repository's root")?.to_owned();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let scratch = target.join("bench-scratch");
    std::fs::create_dir_all(&scratch)?;
    let run = Run { quick: words.contains(&"--quick"), bless: words.contains(&"--bless"), rounds: rounds.unwrap_or(5), scratch };
    let mut report = report::Report::default();
    for (_, bench) in BENCHES.iter().filter(|(name, _)| named.is_empty() || named.contains(name)) {
        bench(&run, &mut report)?;
    }
    let misses = report.finish(&target.join("bench.json"))?;
    Ok(if misses > 0 && words.contains(&"--strict") { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
