//! Shops to measure in. A hundred thousand people are put straight into the sealed file of a closed shop, whose
//! key a shop of invented people keeps in its folder: making them by command would take longer than what is
//! measured. Everything measured goes through the commands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use vitrine_core::api::{self, NewShop};
use vitrine_core::shop::{CLOCK_FILE, Kind};
use vitrine_core::{Author, Shop};

/// 2026-11-24, a Tuesday, 11:40 in Paris: nobody's night, nobody's closing time.
const TUESDAY: i64 = 1_795_516_800_000;
/// The app secret of every shop made here.
pub const APP_SECRET: &str = "an-app-secret-for-measuring";
/// The variant people wait for.
pub const VARIANT: i64 = 1;

/// Makes a closed shop in a folder below `base`, on that Tuesday.
pub fn shop(base: &Path) -> Result<PathBuf> {
    let dir = base.join("shop");
    std::fs::create_dir_all(&dir)?;
    set_clock(&dir, 0)?;
    let new = NewShop {
        name: "Chez Nadia".into(),
        country: "FR".into(),
        currency: "EUR".into(),
        time_zone: "Europe/Paris".into(),
        language: "en".into(),
        owner: String::new(),
    };
    drop(Shop::create(&dir, &new, Kind::Simulated, None)?);
    // These figures are about sending and receiving; what an answer costs would hide what moved in them.
    sealed(&dir)?.execute("INSERT INTO setting (name, value) VALUES ('answering', 'false')", [])?;
    Ok(dir)
}

/// Sets the shop's time to that Tuesday and so many milliseconds.
pub fn set_clock(dir: &Path, ms: i64) -> Result<()> {
    let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
    // Renamed into place: the shop must never read half a number.
    std::fs::write(dir.join("clock.new"), (TUESDAY + ms - wall).to_string())?;
    Ok(std::fs::rename(dir.join("clock.new"), dir.join(CLOCK_FILE))?)
}

/// The sealed file of a shop, with the same settings as the shop's own writer.
pub fn sealed(dir: &Path) -> Result<Connection> {
    let secrets: Value = serde_json::from_slice(&std::fs::read(dir.join("demo.key"))?)?;
    let key = secrets["database-key"].as_str().context("a demo's key")?.to_owned();
    let connection = Connection::open_with_flags(dir.join("shop.db"), OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.pragma_update(None, "key", format!("x'{key}'"))?;
    connection.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    for (name, value) in [("synchronous", "full"), ("foreign_keys", "on"), ("secure_delete", "on"), ("cache_size", "-16384")] {
        connection.pragma_update(None, name, value)?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A copy of a closed shop's folder, for the control.
pub fn copy(dir: &Path, to: &Path) -> Result<PathBuf> {
    let target = to.join("control");
    std::fs::create_dir_all(&target)?;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), target.join(entry.file_name()))?;
        }
    }
    Ok(target)
}

/// Connects the shop to an address, as after a proved connection whose owner said hello.
pub fn connect(dir: &Path, graph_url: &str) -> Result<()> {
    let path = dir.join("demo.key");
    let mut secrets: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    secrets["token"] = json!("a-token");
    secrets["app-secret"] = json!(APP_SECRET);
    std::fs::write(&path, serde_json::to_vec(&secrets)?)?;
    let db = sealed(dir)?;
    db.execute("DELETE FROM connection", [])?;
    db.execute(
        "INSERT INTO connection (id, graph_url, graph_version, app_id, waba_id, phone_number_id, display_number, tier, owner_phone, hello_code, hello_at)
         VALUES (1, ?1, 'v26.0', '1', '2', '3', '+33 6 39 98 00 00', 'TIER_UNLIMITED', '+33639981900', 'x', ?2)",
        (graph_url, TUESDAY - 1_000),
    )?;
    for language in ["en", "fr"] {
        db.execute(
            "INSERT OR REPLACE INTO template (name, language, status, category, synced_at) VALUES ('back_in_stock', ?1, 'APPROVED', 'MARKETING', ?2)",
            (language, TUESDAY - 1_000),
        )?;
    }
    Ok(())
}

/// One product, plenty of it, and so many people who wait for it, longest first.
pub fn waiting_people(dir: &Path, people: usize) -> Result<()> {
    let mut db = sealed(dir)?;
    let tx = db.transaction()?;
    tx.execute("INSERT INTO product (id, source, handle, title, added_at) VALUES (1, 'hand', 'runner', 'Runner', ?1)", [TUESDAY])?;
    tx.execute(
        "INSERT INTO variant (id, product_id, retailer_id, sku, options, label, price, position) VALUES (1, 1, 'RUN-42', 'RUN-42', '[]', '42', 5900, 0)",
        [],
    )?;
    tx.execute("INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (1, (SELECT min(id) FROM store), 1000000, ?1)", [TUESDAY])?;
    for (name, value) in [("alert_spacing_ms", "0"), ("people_per_piece", "2")] {
        tx.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", (name, value))?;
    }
    // Meta has the picture, so that no upload is measured.
    tx.execute("UPDATE media SET upload_id = '99', upload_until = ?1", [TUESDAY + 20 * 86_400_000])?;
    {
        let mut customer = tx.prepare("INSERT INTO customer (id, name, language, country, added_at) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let mut alias = tx.prepare("INSERT INTO customer_alias (customer_id, kind, value, seen_at) VALUES (?1, ?2, ?3, ?4)")?;
        let mut receipt = tx.prepare(
            "INSERT INTO consent_receipt (customer_id, purpose, act, at, commitment, previous, hash) VALUES (?1, 'restock', 'given', ?2, ?3, ?4, ?3)",
        )?;
        let mut waiting = tx.prepare("INSERT INTO waiting (variant_id, customer_id, since) VALUES (1, ?1, ?2)")?;
        for n in 1..=people as i64 {
            let (country, language) = [("FR", "fr"), ("FR", "en"), ("IN", "en"), ("DE", "en")][n as usize % 4];
            let at = TUESDAY - 86_400_000 - (people as i64 - n) * 1_000;
            customer.execute((n, format!("Customer{n} Of Many"), language, country, at))?;
            alias.execute((n, "phone", phone(n), at))?;
            alias.execute((n, "user_id", format!("{country}.{n:012}"), at))?;
            // The database takes only the next link of the chain; what it is a digest of is nothing to the clock.
            let (previous, hash) = ([(n - 1) as u8; 32], [n as u8; 32]);
            receipt.execute((n, at, hash.as_slice(), if n == 1 { &[] } else { previous.as_slice() }))?;
            waiting.execute((n, at))?;
        }
    }
    tx.commit()?;
    Ok(())
}

/// The number of the n-th person.
pub fn phone(n: i64) -> String {
    format!("+3363998{n:07}")
}

/// Runs a command on an open shop, as the window would.
pub fn ask(runtime: &tokio::runtime::Runtime, shop: &Arc<Shop>, command: &str, payload: Value) -> Result<Value> {
    Ok(runtime.block_on(api::dispatch(shop, Author::default(), command, payload))?)
}

/// Imports a file of products, as the window does: begun, and asked after until it has ended; its report.
pub fn import(runtime: &tokio::runtime::Runtime, shop: &Arc<Shop>, file: &Path) -> Result<Value> {
    let begun = ask(runtime, shop, "import_start", json!({ "kind": "products", "name": "products_export.csv", "path": file }))?;
    loop {
        let going = ask(runtime, shop, "import_progress", json!({ "job": begun["job"] }))?;
        match going["state"].as_str() {
            Some("done") => return Ok(going["products"].clone()),
            Some("failed" | "cancelled") => anyhow::bail!("the import: {}", going["error"]),
            _ => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shop_takes_the_people_of_a_bench() -> Result<()> {
        let base = tempfile::tempdir()?;
        let dir = shop(base.path())?;
        // More than a byte counts: their receipts are a chain all the way.
        waiting_people(&dir, 300)?;
        let there: i64 =
            sealed(&dir)?.query_row("SELECT count(*) FROM waiting JOIN consent_receipt USING (customer_id)", [], |row| row.get(0))?;
        assert_eq!(there, 300, "everybody waits, and has said yes: else no bench about people can begin");
        Ok(())
    }
}
