//! Everything in a folder: tables as CSV and JSON, pictures and files as they are, and a page that says what is what.
//! No secret is in it, and nothing of it is sealed any more: it is the owner's to take anywhere.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{CsvFile, catalogue};
use crate::db::Read;
use crate::kinds::{Code, Error, Result};
use crate::media;

/// What is in the folder.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct TakenAway {
    /// Where it is.
    pub folder: String,
    /// The tables, each with its rows.
    pub tables: Vec<TableTaken>,
    /// Pictures and files.
    pub files: usize,
    /// Files that were no longer on the disk.
    pub missing: usize,
}

/// One table of the folder.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct TableTaken {
    /// Its name; there is NAME.csv and NAME.json.
    pub name: String,
    /// How many rows.
    pub rows: usize,
}

/// The tables: name, what it is, and where it comes from. Instants are UTC milliseconds, money is minor units.
const TABLES: [(&str, &str, &str); 15] = [
    ("stores", "the places of the shop", "SELECT * FROM store ORDER BY id"),
    ("products", "one row a product", "SELECT * FROM product ORDER BY id"),
    ("collections", "collections in their order; a rule is JSON", "SELECT * FROM collection ORDER BY position, id"),
    ("collection-products", "what was picked for collections, in order", "SELECT * FROM collection_product ORDER BY collection_id, position"),
    ("variants", "one row a variant, with its options as JSON", "SELECT * FROM variant ORDER BY id"),
    ("stock", "what each store has of each variant: counts are steps, `quantity` is in the product's unit", "SELECT s.*, s.on_hand * p.step / 1000.0 AS quantity FROM stock s JOIN variant v ON v.id = s.variant_id JOIN product p ON p.id = v.product_id
            ORDER BY s.variant_id, s.store_id"),
    ("stock-ledger", "every change of stock: who, why, when", "SELECT * FROM stock_ledger ORDER BY id"),
    (
        "customers",
        "people with their numbers and names",
        "SELECT c.*, (SELECT group_concat(value, ' ') FROM customer_alias a WHERE a.customer_id = c.id AND kind = 'phone') AS phones,
            (SELECT group_concat(value, ' ') FROM customer_alias a WHERE a.customer_id = c.id AND kind = 'user_id') AS user_ids,
            (SELECT group_concat(value, ' ') FROM customer_alias a WHERE a.customer_id = c.id AND kind = 'username') AS usernames
         FROM customer c ORDER BY c.id",
    ),
    ("notes", "what the shop noted about people", "SELECT * FROM customer_note ORDER BY id"),
    (
        "consent",
        "every yes and no, with its words; the hashes prove that nothing was rewritten",
        "SELECT r.id, r.customer_id, r.purpose, r.act, r.at, e.wording, e.language, e.source, e.store_id, e.author, lower(hex(e.salt)) AS salt,
            lower(hex(r.commitment)) AS commitment, lower(hex(r.previous)) AS previous, lower(hex(r.hash)) AS hash
         FROM consent_receipt r LEFT JOIN consent_evidence e ON e.receipt_id = r.id ORDER BY r.id",
    ),
    ("waitlist", "who waits, or waited, for what", "SELECT * FROM waiting ORDER BY id"),
    (
        "waitlist-asked",
        "who was asked whether she still wants it, and what she said; `wants` is empty where she has not said",
        "SELECT k.waiting_id, k.promise_id, o.state, k.since, k.wants, k.answered_at FROM asked k JOIN promise_outcome o ON o.promise_id = k.promise_id ORDER BY k.promise_id",
    ),
    ("orders", "orders", "SELECT * FROM shop_order ORDER BY id"),
    ("order-lines", "what was ordered", "SELECT * FROM order_line ORDER BY order_id"),
    (
        "messages",
        "everything that was said, both ways; what was said is JSON",
        "SELECT id, customer_id, outbound, kind, content, at, status, error_code, origin FROM message ORDER BY id",
    ),
];

/// Writes the folder, which must be empty or new.
pub fn write(read: &Read<'_>, shop_dir: &Path, folder: &Path) -> Result<TakenAway> {
    std::fs::create_dir_all(folder)?;
    if std::fs::read_dir(folder)?.next().is_some() {
        return Err(Error::new(Code::BadRequest).with("field", "folder").with("text", "not empty"));
    }
    let mut taken = TakenAway { folder: folder.to_string_lossy().into_owned(), ..TakenAway::default() };
    for (name, _, sql) in TABLES {
        taken.tables.push(TableTaken { name: name.to_owned(), rows: table(read, sql, folder, name)? });
    }
    let mut feed = BufWriter::new(File::create(folder.join(catalogue::CatalogueFile::Feed.file_name()))?);
    catalogue::write(read, catalogue::CatalogueFile::Feed, &mut feed)?;
    feed.flush()?;
    files(read, shop_dir, folder, &mut taken)?;
    std::fs::write(folder.join("README.md"), readme(&taken))?;
    Ok(taken)
}

fn table(read: &Read<'_>, sql: &str, folder: &Path, name: &str) -> Result<usize> {
    let columns = read.columns(sql)?;
    let header: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut csv = CsvFile::new(BufWriter::new(File::create(folder.join(format!("{name}.csv")))?), &header)?;
    let mut json = BufWriter::new(File::create(folder.join(format!("{name}.json")))?);
    json.write_all(b"[")?;
    let (mut rows, mut failed) = (0, None);
    read.each(sql, [], |row| {
        let mut object = Map::new();
        let mut cells = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            let value = plain(row.get_ref(at)?);
            cells.push(value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned));
            object.insert(column.clone(), value);
        }
        let wrote = csv.row(cells.iter().map(String::as_str)).and_then(|()| {
            json.write_all(if rows == 0 { b"\n" } else { b",\n" })?;
            Ok(serde_json::to_writer(&mut json, &Value::Object(object))?)
        });
        rows += 1;
        failed = failed.take().or(wrote.err());
        Ok(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    json.write_all(b"\n]\n")?;
    json.flush()?;
    csv.finish()?;
    Ok(rows)
}

fn plain(value: rusqlite::types::ValueRef<'_>) -> Value {
    match value {
        rusqlite::types::ValueRef::Null => Value::Null,
        rusqlite::types::ValueRef::Integer(number) => number.into(),
        rusqlite::types::ValueRef::Real(number) => number.into(),
        rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        rusqlite::types::ValueRef::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes).into(),
    }
}

/// Pictures by their hash, and what customers sent, opened, by the number of its message.
fn files(read: &Read<'_>, shop_dir: &Path, folder: &Path, taken: &mut TakenAway) -> Result<()> {
    let own: Vec<(String, String)> = read.all("SELECT hash, mime FROM media ORDER BY hash", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let received: Vec<(i64, String, String)> = read.all(
        "SELECT message_id, mime, hash FROM message_media WHERE state = 'here' AND hash IS NOT NULL ORDER BY message_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let key = media::seal_key(read)?;
    let pictures = own.into_iter().map(|(hash, mime)| {
        let ending = if mime == "image/jpeg" { "jpg" } else { cloud_api::limits::extension(&mime) };
        (format!("pictures/{hash}.{ending}"), media::file(read, shop_dir, &hash).map(|(bytes, _)| bytes))
    });
    let received = received.into_iter().map(|(message, mime, hash)| {
        let end: String = mime.split(['/', ';']).nth(1).unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).collect();
        (format!("received/message-{message}.{end}"), media::open_sealed(shop_dir, &key, &hash))
    });
    for part in ["pictures", "received"] {
        std::fs::create_dir_all(folder.join(part))?;
    }
    for (name, bytes) in pictures.chain(received) {
        match bytes {
            Ok(bytes) => {
                std::fs::write(folder.join(name), bytes)?;
                taken.files += 1;
            }
            Err(_) => taken.missing += 1,
        }
    }
    Ok(())
}

fn readme(taken: &TakenAway) -> String {
    let mut page = String::from(
        "# The shop's data\n\nEvery table is here twice, as CSV (UTF-8, commas, a row of names) and as JSON. Instants are milliseconds since 1970 (UTC), amounts are in the\nsmallest unit of their currency. Nothing here is sealed: keep it where you would keep the shop's books.\n\n| file | rows | what it is |\n|---|---|---|\n",
    );
    for (table, (_, what, _)) in taken.tables.iter().zip(TABLES) {
        page.push_str(&format!("| `{0}.csv`, `{0}.json` | {1} | {what} |\n", table.name, table.rows));
    }
    page.push_str("| `catalogue-feed.csv` | | the catalogue as Meta and Google read it |\n");
    page.push_str("| `pictures/` | | pictures of products, named by the column `image` |\n| `received/` | | what customers sent, named by its message |\n");
    page
}
