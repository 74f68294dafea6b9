//! What a run says: one line per figure, and all of them in `target/bench.json`.
#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

/// How a figure stands to its bound.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mark {
    /// Within it.
    Pass,
    /// Not.
    Miss,
    /// It has none, or could not be measured here.
    Told,
}

/// The figures of a run.
#[derive(Default)]
pub struct Report {
    lines: Vec<Value>,
    misses: usize,
}

impl Report {
    /// A figure that must not be above its bound.
    pub fn at_most(&mut self, name: &str, measured: f64, bound: f64, unit: &str, detail: &str) {
        self.line(
            name,
            measured,
            &format!("≤ {}", plain(bound, unit)),
            unit,
            if measured <= bound { Mark::Pass } else { Mark::Miss },
            detail,
        );
    }

    /// A figure that must not be below its bound.
    pub fn at_least(&mut self, name: &str, measured: f64, bound: f64, unit: &str, detail: &str) {
        self.line(
            name,
            measured,
            &format!("≥ {}", plain(bound, unit)),
            unit,
            if measured >= bound { Mark::Pass } else { Mark::Miss },
            detail,
        );
    }

    /// A figure beside the others.
    pub fn told(&mut self, name: &str, measured: f64, unit: &str, detail: &str) {
        self.line(name, measured, "", unit, Mark::Told, detail);
    }

    /// Something that cannot be measured here, and why.
    pub fn skipped(&mut self, name: &str, why: &str) {
        println!("{name:<34} SKIPPED  {why}");
        self.lines.push(json!({ "name": name, "skipped": why }));
    }

    fn line(&mut self, name: &str, measured: f64, bound: &str, unit: &str, mark: Mark, detail: &str) {
        let word = match mark {
            Mark::Pass => "PASS",
            Mark::Miss => "MISS",
            Mark::Told => "    ",
        };
        println!("{name:<34} {:>14}  {bound:<14} {word}  {detail}", plain(measured, unit));
        self.misses += usize::from(mark == Mark::Miss);
        self.lines.push(json!({ "name": name, "measured": measured, "unit": unit, "bound": bound, "mark": word.trim(), "detail": detail }));
    }

    /// Writes the file; answers how many bounds were missed.
    pub fn finish(self, path: &Path) -> Result<usize> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, serde_json::to_vec_pretty(&self.lines)?)?;
        Ok(self.misses)
    }
}

fn plain(value: f64, unit: &str) -> String {
    let number =
        if value.abs() >= 1000.0 || value.fract() == 0.0 && value.abs() > 4.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}
