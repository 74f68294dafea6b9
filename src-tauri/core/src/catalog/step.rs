//! Another step for a product: every count of it stays the quantity it is, or nothing is changed. The ledger keeps the
//! steps of its time, so that what was written once is not written anew.

use super::measure;
use crate::db::Tx;
use crate::kinds::{Code, Error, ProductId, Result, Topic};

/// What is counted of a product: where, in steps, of which variant.
struct Counted {
    kind: &'static str,
    variant: i64,
    /// The store of a count, the hold's number; 0 for a low level.
    place: i64,
    count: i64,
    name: String,
}

/// Sets the step (thousandths of the unit); counts, open holds, counts under way and low levels are converted exactly.
///
/// # Errors
/// `step_unfit` with `name`, `quantity` and `step` for the first count that falls between two of the new steps.
pub fn set(tx: &Tx<'_>, product: ProductId, step: i64) -> Result<()> {
    let (before, unit) = tx
        .one("SELECT step, unit FROM product WHERE id = ?1", [product], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "product"))?;
    if before == step {
        return Ok(());
    }
    for counted in all(tx, product)? {
        let count = measure::converted(counted.count, before, step).ok_or_else(|| {
            let quantity = measure::quantity(counted.count, before, &unit);
            Error::new(Code::StepUnfit)
                .with("name", counted.name)
                .with("quantity", quantity)
                .with("step", measure::quantity(1, step, &unit))
        })?;
        let sql = match counted.kind {
            "stock" => "UPDATE stock SET on_hand = ?3 WHERE variant_id = ?1 AND store_id = ?2",
            "hold" => "UPDATE hold SET quantity = ?3 WHERE id = ?2 AND variant_id = ?1",
            "found" => "UPDATE stock_count_line SET counted = ?3, undoable = 0 WHERE variant_id = ?1 AND count_id = ?2",
            "paper" => "UPDATE stock_count_line SET expected = ?3 WHERE variant_id = ?1 AND count_id = ?2",
            _ => "UPDATE variant SET low_stock = ?3 WHERE id = ?1 AND ?2 = 0",
        };
        tx.execute(sql, (counted.variant, counted.place, count))?;
    }
    // A hold that has ended is opened again at most: it then keeps as much as it kept, or a little more.
    tx.execute(
        "UPDATE hold SET quantity = (quantity * ?2 + ?3 - 1) / ?3
         WHERE ended_at IS NOT NULL AND variant_id IN (SELECT id FROM variant WHERE product_id = ?1)",
        (product, before, step),
    )?;
    tx.execute("UPDATE product SET step = ?2 WHERE id = ?1", (product, step))?;
    tx.touch(Topic::Catalog);
    Ok(())
}

fn all(tx: &Tx<'_>, product: ProductId) -> Result<Vec<Counted>> {
    const NAME: &str = "trim(p.title || ' ' || v.label) FROM product p JOIN variant v ON v.product_id = p.id";
    let mut found = Vec::new();
    for (kind, sql) in [
        ("stock", format!("SELECT v.id, s.store_id, s.on_hand, {NAME} JOIN stock s ON s.variant_id = v.id WHERE p.id = ?1")),
        (
            "hold",
            format!("SELECT v.id, h.id, h.quantity, {NAME} JOIN hold h ON h.variant_id = v.id AND h.ended_at IS NULL WHERE p.id = ?1"),
        ),
        // A count under way is in today's steps; one that has ended keeps those of its time, as the ledger does.
        (
            "found",
            format!(
                "SELECT v.id, c.id, l.counted, {NAME} JOIN stock_count_line l ON l.variant_id = v.id JOIN stock_count c ON c.id = l.count_id AND c.state = 'open' WHERE p.id = ?1"
            ),
        ),
        (
            "paper",
            format!(
                "SELECT v.id, c.id, l.expected, {NAME} JOIN stock_count_line l ON l.variant_id = v.id JOIN stock_count c ON c.id = l.count_id AND c.state = 'open' WHERE p.id = ?1"
            ),
        ),
        ("low", format!("SELECT v.id, 0, v.low_stock, {NAME} WHERE p.id = ?1 AND v.low_stock IS NOT NULL")),
    ] {
        found.extend(tx.all(&sql, [product], |row| {
            Ok(Counted { kind, variant: row.get(0)?, place: row.get(1)?, count: row.get(2)?, name: row.get(3)? })
        })?);
    }
    Ok(found)
}
