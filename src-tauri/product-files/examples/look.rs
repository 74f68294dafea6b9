//! Scratch.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use vitrine_product_files::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let currency = std::env::args().nth(2).unwrap_or("EUR".into());
    let quiet = std::env::args().nth(3).is_some();
    let exponent = if currency == "JPY" { 0 } else { 2 };
    let options = ReadOptions { currency, exponent, ..ReadOptions::default() };
    let start = std::time::Instant::now();
    let mut file = match ProductFile::open(Box::new(std::fs::File::open(&path).unwrap()), Some(&path), &options) {
        Ok(f) => f,
        Err(e) => {
            println!("TROUBLE {e} {}", e.code);
            for c in e.mapping.map(|m| m.columns).unwrap_or_default() { println!("  {} -> {:?} {} {} {:?}", c.header, c.field, c.confidence, c.why, c.alternatives); }
            return;
        }
    };
    println!("{:?}", file.facts());
    if !quiet { for c in &file.mapping().columns { println!("  {} -> {:?} {} {} {:?}", c.header, c.field, c.confidence, c.why, c.alternatives); } }
    println!("opened {:?}", start.elapsed());
    let mut notes: Vec<RowNote> = Vec::new();
    let s = file.each::<Trouble>(&mut notes, &mut |p| { if !quiet { println!("{}", serde_json::to_string(&p).unwrap()); } Ok(()) }).unwrap();
    println!("{s:?} {:?}", start.elapsed());
    for n in notes.iter().take(if quiet {5} else {400}) { println!("  {n:?}"); }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    for l in status.lines().filter(|l| l.starts_with("VmHWM")) { println!("{l}"); }
}
