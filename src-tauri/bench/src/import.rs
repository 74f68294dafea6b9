//! A million rows of a Shopify file through `import_start`, beside prepared inserts of exactly the rows it
//! leaves, into a copy of the same sealed file, with the same indexes, in one transaction. The control is given
//! the rows ready-made and in the order in which the file has them; reading them is not counted.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, measure, seed};

/// Rows of each product: a picture row too for every second one.
const SIZES: usize = 5;

/// What an import leaves, each with what ties a row to its product.
const TABLES: [(&str, &str); 7] = [
    ("product", "t.id BETWEEN ?1 AND ?2 ORDER BY t.id"),
    ("product_picture", "t.product_id BETWEEN ?1 AND ?2 ORDER BY t.product_id, t.position"),
    ("variant", "t.product_id BETWEEN ?1 AND ?2 ORDER BY t.id"),
    ("stock", "t.variant_id IN (SELECT id FROM variant WHERE product_id BETWEEN ?1 AND ?2) ORDER BY t.variant_id"),
    ("stock_ledger", "t.variant_id IN (SELECT id FROM variant WHERE product_id BETWEEN ?1 AND ?2) ORDER BY t.id"),
    // By its whole key: read another way, finding these rows takes minutes, although nobody counts that time.
    ("import_change", "t.import_id = (SELECT max(id) FROM import) AND t.kind = 'product' AND t.row_id BETWEEN ?1 AND ?2 ORDER BY t.row_id"),
    (
        "import_change",
        "t.import_id = (SELECT max(id) FROM import) AND t.kind = 'variant' AND t.row_id IN (SELECT id FROM variant WHERE product_id BETWEEN ?1 AND ?2) ORDER BY t.row_id",
    ),
];

/// Writes a shop's export of so many rows.
pub fn write_file(path: &Path, rows: usize) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Image Alt Text,Status"
    )?;
    let colours = ["black", "white", "blue", "terracotta", "sand"];
    for row in 0..rows {
        let (product, size) = (row / SIZES, row % SIZES);
        // Keys as shops have them: in no order that an index would like.
        let mixed = (product as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let mut line = format!("model-{mixed:08x}-{product},");
        if size == 0 {
            write!(
                line,
                "Model {product} of the season,\"<p>Soft &amp; light, made for <b>long days</b>.</p><ul><li>Wash cold</li><li>Style {mixed}</li></ul>\",Atelier {},Shoes,\"summer, new\",true,Size,{},Colour,{}",
                product % 40,
                36 + size,
                colours[product % 5]
            )?;
        } else {
            write!(line, ",,,,,,,{},,{}", 36 + size, colours[product % 5])?;
        }
        write!(line, ",{mixed:08X}-{row},{},{}.90,{:013},", row % 7, 19 + product % 200, (mixed << 20) + row as u64)?;
        match size {
            0 => writeln!(file, "{line}https://pictures.invalid/{mixed}.jpg,front,active")?,
            1 => writeln!(file, "{line}https://pictures.invalid/{mixed}-2.jpg,side,")?,
            _ => writeln!(file, "{line},,")?,
        }
    }
    Ok(file.flush()?)
}

/// Imports in this process, a fresh one, so that its memory is its own; prints what it took.
#[expect(clippy::print_stdout, reason = "its answer to the process that started it")]
pub fn child(dir: &Path, file: &Path) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let shop = Shop::open(dir, None)?;
    // Idle is a shop that has been looked at.
    seed::ask(&runtime, &shop, "products_list", json!({}))?;
    measure::forget_peak()?;
    let idle = measure::memory_kib("VmRSS")?;
    let (start, cpu) = (Instant::now(), measure::cpu());
    let report = seed::import(&runtime, &shop, file)?;
    let (took, cpu) = (start.elapsed().as_secs_f64(), measure::cpu() - cpu);
    println!(
        "{}",
        json!({ "took": took, "cpu": cpu, "grew_kib": measure::memory_kib("VmHWM")?.saturating_sub(idle), "added": report["added"] })
    );
    Ok(())
}

/// The columns of a table, as its schema has them.
fn columns(db: &Connection, table: &str) -> Result<usize> {
    Ok(db.prepare(&format!("SELECT * FROM {table} LIMIT 0"))?.column_count())
}

/// Inserts the rows `from` has, chunk by chunk; answers the seconds of inserting and committing alone.
fn bare(from: &Connection, into: &mut Connection) -> Result<f64> {
    let (first, last): (i64, i64) = from.query_row("SELECT min(id), max(id) FROM product", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut took = 0.0;
    let tx = into.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let import: Vec<Cell> = row_of(from, "SELECT * FROM import")?;
    tx.execute(&format!("INSERT INTO import VALUES ({})", marks(import.len())), rusqlite::params_from_iter(import))?;
    {
        let mut inserts = Vec::new();
        for (table, _) in TABLES {
            inserts.push(tx.prepare(&format!("INSERT INTO {table} VALUES ({})", marks(columns(from, table)?)))?);
        }
        for start in (first..=last).step_by(500) {
            for ((table, which), insert) in TABLES.iter().zip(&mut inserts) {
                let mut select = from.prepare_cached(&format!("SELECT t.* FROM {table} t WHERE {which}"))?;
                let width = select.column_count();
                let rows: Vec<Vec<Cell>> = select
                    .query_map((start, (start + 499).min(last)), |row| (0..width).map(|i| row.get(i)).collect())?
                    .collect::<rusqlite::Result<_>>()?;
                let (seconds, ()) = measure::timed(|| {
                    for row in rows {
                        insert.execute(rusqlite::params_from_iter(row))?;
                    }
                    Ok(())
                })?;
                took += seconds;
            }
        }
    }
    let (commit, ()) = measure::timed(|| Ok(tx.commit()?))?;
    Ok(took + commit)
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn row_of(db: &Connection, sql: &str) -> Result<Vec<Cell>> {
    let mut select = db.prepare(sql)?;
    let width = select.column_count();
    Ok(select.query_row([], |row| (0..width).map(|i| row.get(i)).collect())?)
}

/// `sqlite3 .import` of the same file into one plain table with a unique SKU: a tool people would reach for.
fn sqlite_import(base: &Path, file: &Path) -> Result<f64> {
    let db = base.join("plain.db");
    let _ = std::fs::remove_file(&db);
    let make = "CREATE TABLE t (handle, title, body, vendor, type, tags, published, n1, v1, n2, v2, sku TEXT UNIQUE, qty, price, barcode, src, alt, status);";
    let (took, output) = measure::timed(|| {
        Ok(Command::new("sqlite3").arg(&db).arg(make).arg(".mode csv").arg(format!(".import --skip 1 {} t", file.display())).output()?)
    })?;
    anyhow::ensure!(output.status.success(), "sqlite3 failed");
    Ok(took)
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let rows = run.size(1_000_000, 20_000);
    let base = tempfile::tempdir_in(&run.scratch)?;
    let file = base.path().join("products_export.csv");
    write_file(&file, rows)?;
    let (mut grew, mut cpu) = (0.0_f64, 0.0);
    let rounds = measure::rounds(run.rounds, |n| {
        let here = tempfile::tempdir_in(&run.scratch)?;
        let dir = seed::shop(here.path())?;
        let control = seed::copy(&dir, here.path())?;
        let said = Run::child(&["import-child", &dir.to_string_lossy(), &file.to_string_lossy()])?;
        let answer: Value = serde_json::from_str(&said)?;
        anyhow::ensure!(answer["added"].as_u64() == Some(rows as u64), "not every row was imported: {said}");
        grew = grew.max(answer["grew_kib"].as_f64().context("memory")? / 1024.0);
        cpu = answer["cpu"].as_f64().unwrap_or_default();
        let product = answer["took"].as_f64().context("seconds")?;
        let control = bare(&seed::sealed(&dir)?, &mut seed::sealed(&control)?)?;
        Run::say(&format!("import round {n}: {product:.2} s, bare {control:.2} s"));
        Ok(measure::Round { product, control })
    })?;
    let seconds = measure::median(rounds.iter().map(|r| r.product));
    let detail = format!(
        "{rows} rows, {seconds:.1} s, {:.0} rows/s, bare {:.1} s",
        rows as f64 / seconds,
        measure::median(rounds.iter().map(|r| r.control))
    );
    report.at_most("import : bare inserts", measure::median(rounds.iter().map(|r| r.ratio())), 2.0, "×", &detail);
    report.at_most("import memory above idle", grew, 64.0, "MiB", &format!("peak of {rows} rows; {cpu:.1} s of processor"));
    match sqlite_import(base.path(), &file) {
        Ok(took) => report.told(
            "import : sqlite3 .import",
            seconds / took,
            "×",
            &format!("one plain table with a unique SKU, unsealed: {took:.1} s"),
        ),
        Err(_) => report.skipped("import : sqlite3 .import", "the sqlite3 program is not here"),
    }
    Ok(())
}
