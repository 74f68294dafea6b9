//! Search as people type: two words of a product's name, one of them with a slip of the finger, through
//! `products_search` over a hundred thousand products; what it finds beside an exhaustive search, which looks at every
//! word of every name. The words are spread as words of a language are: a few common, most rare.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, measure, seed};

const VOCABULARY: usize = 20_000;
const QUERIES: usize = 3_000;
/// Compared with the exhaustive search, which takes its time.
const COMPARED: usize = 200;
const LIMIT: usize = 20;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}

fn word(number: usize) -> String {
    let (mut dice, mut word) = (Dice(number as u64 + 7), String::new());
    for _ in 0..2 + number % 3 {
        for letters in ["bcdfgklmnprstv", "aeiou", "lnrst"] {
            word.push(letters.as_bytes()[dice.roll(letters.len())] as char);
        }
    }
    word
}

/// Writes an export of so many products; answers their names, word by word.
pub fn write_file(path: &Path, products: usize) -> Result<Vec<Vec<String>>> {
    let words: Vec<String> = (0..VOCABULARY).map(word).collect();
    let mut dice = Dice(1);
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "Handle,Title,Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price")?;
    let mut names = Vec::with_capacity(products);
    for product in 0..products {
        // Zipf's law: the n-th word comes 1/n as often as the first.
        let name: Vec<String> = (0..4)
            .map(|_| {
                let share = dice.roll(1_000_000) as f64 / 1_000_000.0;
                words[((VOCABULARY as f64).powf(share) as usize).min(VOCABULARY) - 1].clone()
            })
            .collect();
        let mut line = format!("p{product},{},Maker {},Kind {}", name.join(" "), dice.roll(400), dice.roll(60));
        write!(line, ",,true,Title,Default Title,SKU-{product},3,10.00")?;
        writeln!(file, "{line}")?;
        names.push(name);
    }
    file.flush()?;
    Ok(names)
}

/// One letter of a word left out, doubled, changed, or two swapped.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.roll(letters.len());
    match dice.roll(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at] == 'x' { 'y' } else { 'x' },
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => drop(letters.remove(at)),
    }
    letters.into_iter().collect()
}

fn within_one(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    match (a.len(), b.len()) {
        (0, _) | (_, 0) => true,
        _ if a.len() == b.len() => a[1..] == b[1..] || a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..],
        _ if a.len() > b.len() => a[1..] == *b,
        _ => *a == b[1..],
    }
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let products = run.size(100_000, 5_000);
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    let file = base.path().join("products_export.csv");
    let names = write_file(&file, products)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let shop = Shop::open(&dir, None)?;
    seed::import(&runtime, &shop, &file)?;
    let search = |typed: &str| seed::ask(&runtime, &shop, "products_search", json!({ "text": typed, "limit": LIMIT }));
    let before = measure::memory_kib("VmRSS")?;
    let (first, _) = measure::timed(|| search("anything"))?;
    let grew = measure::memory_kib("VmRSS")?.saturating_sub(before) as f64 / 1024.0;
    let (mut dice, mut took) = (Dice(42), Vec::with_capacity(QUERIES));
    let (mut found, mut wanted) = (0_usize, 0_usize);
    for n in 0..run.size(QUERIES, 200) {
        let name = &names[dice.roll(products)];
        let (one, other) = (dice.roll(4), dice.roll(4));
        let typed = format!("{} {}", slip(&name[one], &mut dice), name[other]);
        let start = Instant::now();
        let hits = search(&typed)?;
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
        if n < COMPARED {
            let words: Vec<&str> = typed.split(' ').collect();
            let all: Vec<usize> = (0..products).filter(|p| words.iter().all(|w| names[*p].iter().any(|has| within_one(w, has)))).collect();
            let shown: Vec<usize> = hits.as_array().context("hits")?.iter().filter_map(number).collect();
            wanted += all.len().min(LIMIT);
            found += shown.iter().filter(|p| all.contains(p)).count();
        }
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    let detail = format!("{products} products, p50 {:.2} ms; the first search, which reads them all, {first:.2} s", at(0.5));
    report.at_most("search with a slip, p99", at(0.99), 5.0, "ms", &detail);
    report.at_least("search with a slip, recall at 20", found as f64 / wanted.max(1) as f64, 0.95, "", "of an exhaustive search");
    report.told("search, memory of the index", grew, "MiB", &format!("{products} products"));
    Ok(())
}

fn number(hit: &Value) -> Option<usize> {
    hit["sku"].as_str()?.strip_prefix("SKU-")?.parse().ok()
}
