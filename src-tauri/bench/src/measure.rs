//! How things are measured here: product and control in turn within one run, the median of the rounds'
//! ratios, processor time instead of the clock where the figure is about work, and a round whose control moved
//! more than twice is done again. Absolute times say more about the machine than about us.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

/// One round: what the product took, and the control beside it.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    /// Seconds.
    pub product: f64,
    /// Seconds.
    pub control: f64,
}

impl Round {
    /// Product over control.
    pub fn ratio(self) -> f64 {
        self.product / self.control
    }
}

/// Runs rounds; each answers seconds for product and control, in whatever order the round's number says.
pub fn rounds(count: usize, mut round: impl FnMut(usize) -> Result<Round>) -> Result<Vec<Round>> {
    let mut all: Vec<Round> = Vec::with_capacity(count);
    let mut again = 2;
    while all.len() < count {
        let one = round(all.len())?;
        let usual = median(all.iter().map(|r| r.control));
        let moved = !all.is_empty() && (one.control > 2.0 * usual || one.control < usual / 2.0);
        if moved && again > 0 {
            again -= 1;
            continue;
        }
        all.push(one);
    }
    Ok(all)
}

/// The middle of values; 0 for none.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    percentile(values, 0.5)
}

/// The value below which this share of values lies; 0 for none.
pub fn percentile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(at).copied().unwrap_or_default()
}

/// Seconds something takes by the clock.
pub fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed().as_secs_f64(), done))
}

/// Processor seconds of this process so far, in itself and in the system for it.
#[expect(unsafe_code, reason = "getrusage has no other door")]
pub fn cpu() -> f64 {
    // SAFETY: the struct is plain numbers, for which all zeros is a value, and the call only fills it in.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// A line of `/proc/self/status` in KiB: `VmRSS`, `VmHWM`.
pub fn memory_kib(what: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|l| l.strip_prefix(what)?.strip_prefix(':'));
    Ok(line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0))
}

/// Begins the peak of memory anew.
pub fn forget_peak() -> Result<()> {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}

/// What this disk takes for a page written and synced, again and again until `done`: seconds each.
pub fn fdatasync_probe(dir: &Path, every: Duration, done: &std::sync::atomic::AtomicBool) -> Result<Vec<f64>> {
    let mut file = File::create(dir.join("probe"))?;
    let mut took = Vec::new();
    while !done.load(std::sync::atomic::Ordering::Relaxed) {
        let start = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        took.push(start.elapsed().as_secs_f64());
        std::thread::sleep(every);
    }
    Ok(took)
}
