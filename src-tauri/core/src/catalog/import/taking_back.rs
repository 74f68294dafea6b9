//! Taking an import back, in short pieces as it was written. Every step can be done twice: interrupted, it is begun
//! anew at the next start and finds what is already back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::wanted::{self, ProductFields, VariantFields};
use crate::catalog::pictures;
use crate::db::pieces::Going;
use crate::db::{Db, Read, Tx};
use crate::kinds::{Author, Code, Error, ImportId, Millis, ProductId, Result, StoreId, Topic, VariantId};

/// A past import.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ImportRow {
    /// Ours.
    pub id: ImportId,
    /// The file's name.
    pub file_name: String,
    /// When.
    pub at: Millis,
    /// Who.
    pub author: String,
    /// Variants added.
    pub added: i64,
    /// Variants changed.
    pub changed: i64,
    /// Rows rejected.
    pub rejected: i64,
    /// When it was undone.
    pub undone_at: Option<Millis>,
}

/// Past imports, newest first; one that is being written is not past.
pub fn list(read: &Read<'_>) -> Result<Vec<ImportRow>> {
    let sql = "SELECT id, file_name, at, author, added, changed, rejected, undone_at FROM import WHERE state <> 'running' ORDER BY id DESC LIMIT 50";
    read.all(sql, [], |row| {
        Ok(ImportRow {
            id: row.get(0)?,
            file_name: row.get(1)?,
            at: row.get(2)?,
            author: row.get(3)?,
            added: row.get(4)?,
            changed: row.get(5)?,
            rejected: row.get(6)?,
            undone_at: row.get(7)?,
        })
    })
}

/// What stays of an import that is taken back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Way {
    /// The line among past imports, marked as undone.
    Undone,
    /// Nothing: it was never finished.
    WithoutTrace,
}

/// Undoes a whole import: what it added goes (or is archived where people or orders refer to it),
/// what it changed goes back, and what was edited since stays as edited.
///
/// # Errors
/// `nothing_to_undo`, and what the disk says.
pub fn undo(db: &Db, import: ImportId, author: &Author, now: Millis, going: &Going) -> Result<()> {
    let open = db.write(|tx| {
        tx.execute(
            "UPDATE import SET undone_at = ?2, state = 'returning' WHERE id = ?1 AND undone_at IS NULL AND state = 'done'",
            (import, now),
        )
    })?;
    if open == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    run(db, import, Way::Undone, author, now, going)
}

/// Imports that were interrupted, and how each is to be ended.
pub fn interrupted(read: &Read<'_>) -> Result<Vec<(ImportId, String, Way)>> {
    read.all("SELECT id, file_name, state FROM import WHERE state <> 'done' ORDER BY id DESC", [], |row| {
        let state: String = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, if state == "running" { Way::WithoutTrace } else { Way::Undone }))
    })
}

/// A change as it is kept: row, what stood before, what was written.
type Change = (i64, Option<String>, String);

/// Goes through the changes of one kind, the last first, and hands each over once.
fn each(db: &Db, import: ImportId, kind: &str, going: &Going, mut take_back: impl FnMut(&Tx<'_>, &Change) -> Result<()>) -> Result<()> {
    let mut below = i64::MAX;
    loop {
        if going.left() {
            return Err(Error::new(Code::Cancelled));
        }
        let changes: Vec<Change> = db.read(|read| {
            read.all(
                "SELECT row_id, before, after FROM import_change WHERE import_id = ?1 AND kind = ?2 AND row_id < ?3 ORDER BY row_id DESC LIMIT 500",
                (import, kind, below),
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
        })?;
        if changes.is_empty() {
            return Ok(());
        }
        let mut at = 0;
        while at < changes.len() {
            let (end, _) = db.piece(|tx, begun| {
                let mut end = at;
                for change in changes.iter().skip(at) {
                    take_back(tx, change)?;
                    end += 1;
                    if db.enough(begun) {
                        break;
                    }
                }
                Ok(end)
            })?;
            going.add(db, end - at);
            at = end;
        }
        below = changes.last().map_or(i64::MIN, |last| last.0);
    }
}

/// Takes back what the import did, however often it is begun.
///
/// # Errors
/// `cancelled` when the shop closes: the rest follows at the next start.
pub fn run(db: &Db, import: ImportId, way: Way, author: &Author, now: Millis, going: &Going) -> Result<()> {
    each(db, import, "variant", going, |tx, change| variant_back(tx, change, author, now))?;
    each(db, import, "picture", going, pictures_back)?;
    each(db, import, "product", going, |tx, change| product_back(tx, import, change))?;
    each(db, import, "store", going, |tx, (store, _, _)| match crate::stores::place::remove(tx, StoreId(*store)) {
        // Somebody has come to use it.
        Err(error) if matches!(error.code, Code::InUse | Code::NotFound) => Ok(()),
        other => other,
    })?;
    if way == Way::WithoutTrace {
        for kind in ["variant", "picture", "product", "store"] {
            each(db, import, kind, going, |tx, (row, _, _)| {
                tx.execute("DELETE FROM import_change WHERE import_id = ?1 AND kind = ?2 AND row_id = ?3", (import, kind, row)).map(drop)
            })?;
        }
    }
    db.write(|tx| {
        crate::catalog::collections::forget_made_by(tx, import)?;
        match way {
            Way::WithoutTrace => tx.execute("DELETE FROM import WHERE id = ?1", [import])?,
            Way::Undone => tx.execute("UPDATE import SET state = 'done' WHERE id = ?1", [import])?,
        };
        tx.touch(Topic::Catalog);
        tx.touch(Topic::Stock);
        Ok(())
    })
}

fn variant_back(tx: &Tx<'_>, (id, before, after): &Change, author: &Author, now: Millis) -> Result<()> {
    let id = VariantId(*id);
    let after: VariantFields = serde_json::from_str(after)?;
    let Some(now_fields) = wanted::variant_fields(tx, id, &after)? else { return Ok(()) };
    match before {
        Some(before) if now_fields == after => wanted::write_variant(tx, id, &serde_json::from_str(before)?, "undone", author, now),
        Some(_) => Ok(()),
        None => {
            let referred = tx.count(
                "SELECT (SELECT count(*) FROM waiting WHERE variant_id = ?1) + (SELECT count(*) FROM order_line WHERE variant_id = ?1) + (SELECT count(*) FROM hold WHERE variant_id = ?1)
                      + (SELECT count(*) FROM alert WHERE variant_id = ?1)",
                [id],
            )?;
            if referred == 0 {
                tx.execute("DELETE FROM variant WHERE id = ?1", [id])?;
            }
            Ok(())
        }
    }
}

/// Only the naming of it goes: a picture that is here already stays in the library. The others stand as they stood, unless
/// somebody has moved them since.
fn pictures_back(tx: &Tx<'_>, (product, before, after): &Change) -> Result<()> {
    let product = ProductId(*product);
    let before: Vec<String> = before.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let after: Vec<String> = serde_json::from_str(after)?;
    let untouched = pictures::urls(tx, product)? == after;
    for url in after.iter().filter(|url| !before.contains(url)) {
        pictures::remove(tx, product, url)?;
    }
    if untouched { pictures::order(tx, product, &before) } else { Ok(()) }
}

fn product_back(tx: &Tx<'_>, import: ImportId, (id, before, after): &Change) -> Result<()> {
    let id = ProductId(*id);
    if let Some(before) = before {
        let same: ProductFields = serde_json::from_str(after)?;
        let title: Option<String> = tx.value("SELECT title FROM product WHERE id = ?1", [id])?;
        if title.as_deref() == Some(same.title.as_str()) {
            wanted::write_product(tx, id, &serde_json::from_str(before)?, None)?;
        }
        return Ok(());
    }
    let kept: BTreeMap<VariantId, bool> = tx
        .all(
            "SELECT v.id, EXISTS (SELECT 1 FROM import_change c WHERE c.import_id = ?2 AND c.kind = 'variant' AND c.row_id = v.id AND c.before IS NULL)
             FROM variant v WHERE v.product_id = ?1",
            (id, import),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .into_iter()
        .collect();
    if kept.is_empty() {
        tx.execute("DELETE FROM product WHERE id = ?1", [id])?;
    } else if kept.values().any(|ours| *ours) {
        // Somebody waits for it, or has ordered it: it is put away.
        tx.execute("UPDATE product SET status = 'archived' WHERE id = ?1", [id])?;
    }
    Ok(())
}
