//! Collections: products that belong together, picked by hand and in an order of their own, or by a rule that decides
//! anew whenever somebody looks. *New arrivals* is always there. What files and cells call a product's collections are the
//! names of the picked ones it is in.
//!
//! A rule's products are found, never stored: stored ones would have to be kept right at every price, count and midnight.

pub mod rule;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ROW, VariantRow, read_row};
use crate::db::{Read, Tx};
use crate::kinds::{Code, DAY, Error, ImportId, Millis, ProductId, Result, Topic};
use rule::Rule;

/// *New arrivals* holds what was added in so many days.
const NEW_DAYS: i64 = 30;
/// So many products of a collection are looked at, or put in an order.
const MOST_SHOWN: i64 = 1_000;
const NAME_LETTERS: usize = 60;

/// A collection as the list of them shows it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Collection {
    /// Ours.
    pub id: i64,
    /// The shop's; *New arrivals* is called by the window's own word.
    pub name: String,
    /// picked, rule, new.
    pub kind: String,
    /// Of one with a rule.
    pub rule: Option<Rule>,
    /// Products in it, archived ones left out.
    pub products: i64,
    /// Of these, put away for the season.
    pub away: i64,
    /// Hashes of the first pictures.
    pub pictures: Vec<String>,
}

/// One collection with what is in it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CollectionCard {
    /// As in the list.
    pub collection: Collection,
    /// The first variant of each product, in order; the first thousand.
    pub products: Vec<CollectionProduct>,
}

/// A product of a collection.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CollectionProduct {
    /// Its first variant.
    #[serde(flatten)]
    pub variant: VariantRow,
    /// It is put away for the season.
    pub away: bool,
}

/// A collection that was taken away, to put it back.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CollectionKept {
    /// Its name.
    pub name: String,
    /// Its rule, if it had one.
    pub rule: Option<Rule>,
    /// Where it stood among the others; 0 is first.
    pub at: usize,
    /// What was picked, in order.
    pub products: Vec<ProductId>,
}

/// Which products are meant, as SQL over `p`, with what its blanks are.
pub struct Within {
    /// A condition; its blanks are read from a JSON list bound as one parameter.
    pub condition: String,
    /// The JSON list.
    pub blanks: String,
    /// Its number, for the order of what was picked; `None` for a rule.
    pub picked: Option<i64>,
}

struct Stored {
    id: i64,
    name: String,
    kind: String,
    rule: Rule,
}

fn stored(read: &Read<'_>, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Stored>> {
    read.all(&format!("SELECT id, name, kind, rule FROM collection {sql}"), params, |row| {
        let rule: String = row.get(3)?;
        Ok(Stored { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, rule: serde_json::from_str(&rule).unwrap_or_default() })
    })
}

fn one(read: &Read<'_>, id: i64) -> Result<Stored> {
    stored(read, "WHERE id = ?1", [id])?.pop().ok_or_else(|| Error::new(Code::NotFound).with("what", "collection"))
}

impl Stored {
    /// `blank` is the number of the parameter the blanks are bound to.
    fn within(&self, blank: usize, now: Millis) -> Result<Within> {
        let (condition, blanks) = match self.kind.as_str() {
            "picked" => (
                format!(
                    "EXISTS (SELECT 1 FROM collection_product m WHERE m.product_id = p.id AND m.collection_id = json_extract(?{blank}, '$[0]'))"
                ),
                vec![self.id.into()],
            ),
            "new" => (format!("p.added_at > json_extract(?{blank}, '$[0]')"), vec![(now - NEW_DAYS * DAY).into()]),
            _ => self.rule.condition(blank, now),
        };
        Ok(Within { condition, blanks: serde_json::to_string(&blanks)?, picked: (self.kind == "picked").then_some(self.id) })
    }
}

/// What a collection of this name means; `None` where there is none.
pub fn within(read: &Read<'_>, name: &str, blank: usize, now: Millis) -> Result<Option<Within>> {
    stored(read, "WHERE name = ?1", [name])?.pop().map(|found| found.within(blank, now)).transpose()
}

/// The names of all, in their order, or only of those one picks for.
pub fn names(read: &Read<'_>, picked_only: bool) -> Result<Vec<String>> {
    read.all("SELECT name FROM collection WHERE kind = 'picked' OR NOT ?1 ORDER BY position, id", [picked_only], |row| row.get(0))
}

/// All collections, in their order.
pub fn list(read: &Read<'_>, now: Millis) -> Result<Vec<Collection>> {
    stored(read, "ORDER BY position, id", [])?.into_iter().map(|found| shown(read, found, now)).collect()
}

fn shown(read: &Read<'_>, found: Stored, now: Millis) -> Result<Collection> {
    let within = found.within(1, now)?;
    let (products, away) = read
        .one(
            &format!("SELECT count(*), COALESCE(sum(p.away), 0) FROM product p WHERE p.status <> 'archived' AND {}", within.condition),
            [&within.blanks],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .unwrap_or_default();
    let order = order_of(&within);
    let pictures = read.all(
        &format!(
            "SELECT p.image FROM product p WHERE p.status <> 'archived' AND p.image IS NOT NULL AND {} ORDER BY {order} LIMIT 4",
            within.condition
        ),
        [&within.blanks],
        |row| row.get(0),
    )?;
    let rule = (found.kind == "rule").then_some(found.rule);
    Ok(Collection { id: found.id, name: found.name, kind: found.kind, rule, products, away, pictures })
}

fn order_of(within: &Within) -> String {
    match within.picked {
        Some(id) => format!("(SELECT position FROM collection_product m WHERE m.product_id = p.id AND m.collection_id = {id}), p.id"),
        None => "p.added_at DESC, p.id DESC".to_owned(),
    }
}

/// One collection and what is in it.
///
/// # Errors
/// `not_found`.
pub fn card(read: &Read<'_>, id: i64, now: Millis) -> Result<CollectionCard> {
    let found = one(read, id)?;
    let within = found.within(1, now)?;
    let sql = format!(
        "{ROW} WHERE p.status <> 'archived' AND {} AND v.id = (SELECT id FROM variant f WHERE f.product_id = p.id ORDER BY f.position, f.id LIMIT 1)
         ORDER BY {} LIMIT {MOST_SHOWN}",
        within.condition,
        order_of(&within)
    );
    let rows = read.all(&sql, [&within.blanks], read_row)?;
    let products = rows
        .into_iter()
        .map(|variant| {
            let away = read.count("SELECT away FROM product WHERE id = ?1", [variant.product_id])? > 0;
            Ok(CollectionProduct { variant, away })
        })
        .collect::<Result<_>>()?;
    Ok(CollectionCard { collection: shown(read, found, now)?, products })
}

fn fine_name(name: &str) -> Result<&str> {
    let name = name.trim();
    // A comma parts names where several stand in one cell.
    if name.is_empty() || name.chars().count() > NAME_LETTERS || name.contains(',') {
        return Err(Error::new(Code::BadRequest).with("field", "name"));
    }
    Ok(name)
}

/// Adds a collection behind the others, or changes one: its name, and the rule of one that has a rule.
///
/// # Errors
/// `name_taken`; `bad_request` for no name, one with a comma, and for *New arrivals*, which stays as it is.
pub fn save(tx: &Tx<'_>, id: Option<i64>, name: &str, rule: Option<&Rule>) -> Result<i64> {
    let name = fine_name(name)?;
    if tx.count("SELECT count(*) FROM collection WHERE name = ?1 AND id IS NOT ?2", (name, id))? > 0 {
        return Err(Error::new(Code::NameTaken).with("name", name));
    }
    let json = rule.map(serde_json::to_string).transpose()?;
    let id = match id {
        None => {
            let kind = if rule.is_some() { "rule" } else { "picked" };
            tx.insert(
                "INSERT INTO collection (name, kind, rule, position) VALUES (?1, ?2, COALESCE(?3, '{}'), (SELECT COALESCE(max(position), 0) + 1 FROM collection))",
                (name, kind, json),
            )?
        }
        Some(id) => {
            if one(tx, id)?.kind == "new" {
                return Err(Error::new(Code::BadRequest).with("field", "collection"));
            }
            tx.execute(
                "UPDATE collection SET name = ?2, rule = CASE kind WHEN 'rule' THEN COALESCE(?3, rule) ELSE rule END WHERE id = ?1",
                (id, name, json),
            )?;
            touched(tx, "SELECT product_id FROM collection_product WHERE collection_id = ?1", id)?;
            id
        }
    };
    tx.touch(Topic::Catalog);
    Ok(id)
}

/// Takes a collection away; its products stay. Answers what puts it back.
///
/// # Errors
/// `not_found`; `bad_request` for *New arrivals*.
pub fn remove(tx: &Tx<'_>, id: i64) -> Result<CollectionKept> {
    let found = one(tx, id)?;
    if found.kind == "new" {
        return Err(Error::new(Code::BadRequest).with("field", "collection"));
    }
    let at = tx.count("SELECT count(*) FROM collection WHERE (position, id) < (SELECT position, id FROM collection WHERE id = ?1)", [id])?
        as usize;
    let products = picked(tx, id)?;
    touched(tx, "SELECT product_id FROM collection_product WHERE collection_id = ?1", id)?;
    tx.execute("DELETE FROM collection WHERE id = ?1", [id])?;
    tx.touch(Topic::Catalog);
    Ok(CollectionKept { name: found.name, rule: (found.kind == "rule").then_some(found.rule), at, products })
}

/// Puts a collection back that was taken away.
///
/// # Errors
/// `name_taken` when there is another one of its name by now.
pub fn put_back(tx: &Tx<'_>, kept: &CollectionKept) -> Result<i64> {
    let id = save(tx, None, &kept.name, kept.rule.as_ref())?;
    pick(tx, id, &kept.products)?;
    let mut ids: Vec<i64> = tx.all("SELECT id FROM collection WHERE id <> ?1 ORDER BY position, id", [id], |row| row.get(0))?;
    ids.insert(kept.at.min(ids.len()), id);
    order(tx, &ids)?;
    Ok(id)
}

/// Sets the order of the collections; those not named keep theirs behind the others.
pub fn order(tx: &Tx<'_>, ids: &[i64]) -> Result<()> {
    let known: Vec<i64> = tx.all("SELECT id FROM collection ORDER BY position, id", [], |row| row.get(0))?;
    let rest = known.iter().filter(|id| !ids.contains(id));
    for (position, id) in ids.iter().filter(|id| known.contains(id)).chain(rest).enumerate() {
        tx.execute("UPDATE collection SET position = ?2 WHERE id = ?1", (id, position as i64))?;
    }
    tx.touch(Topic::Catalog);
    Ok(())
}

/// What was picked for a collection, in order.
pub fn picked(read: &Read<'_>, id: i64) -> Result<Vec<ProductId>> {
    read.all("SELECT product_id FROM collection_product WHERE collection_id = ?1 ORDER BY position, product_id", [id], |row| row.get(0))
}

/// Puts these products, in this order, in place of what was picked.
///
/// # Errors
/// `bad_request` for a collection that finds its products itself; `too_large` past what anybody puts in an order.
pub fn pick(tx: &Tx<'_>, id: i64, products: &[ProductId]) -> Result<()> {
    if products.is_empty() && one(tx, id)?.kind != "picked" {
        return Ok(());
    }
    if one(tx, id)?.kind != "picked" {
        return Err(Error::new(Code::BadRequest).with("field", "collection"));
    }
    if products.len() > 100_000 {
        return Err(Error::new(Code::TooLarge).with("limit", 100_000));
    }
    touched(tx, "SELECT product_id FROM collection_product WHERE collection_id = ?1", id)?;
    tx.execute("DELETE FROM collection_product WHERE collection_id = ?1", [id])?;
    tx.execute(
        "INSERT OR IGNORE INTO collection_product (collection_id, product_id, position)
         SELECT ?1, p.id, wanted.key FROM json_each(?2) wanted JOIN product p ON p.id = wanted.value",
        (id, serde_json::to_string(products)?),
    )?;
    touched(tx, "SELECT product_id FROM collection_product WHERE collection_id = ?1", id)?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// The first variant of each product of a collection.
pub fn first_variants(read: &Read<'_>, id: i64, now: Millis) -> Result<Vec<crate::kinds::VariantId>> {
    let within = one(read, id)?.within(1, now)?;
    read.all(
        &format!(
            "SELECT (SELECT f.id FROM variant f WHERE f.product_id = p.id ORDER BY f.position, f.id LIMIT 1) AS first FROM product p
             WHERE p.status <> 'archived' AND {} AND first IS NOT NULL ORDER BY p.id",
            within.condition
        ),
        [&within.blanks],
        |row| row.get(0),
    )
}

/// The names as this shop writes them, each once and in one order; names of collections that find their products
/// themselves are left out, because nothing can be put into those.
pub fn as_kept(read: &Read<'_>, names: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name: String = name.replace(',', " ").trim().chars().take(NAME_LETTERS).collect();
        if name.is_empty() {
            continue;
        }
        let known = stored(read, "WHERE name = ?1", [&name])?.pop();
        if known.as_ref().is_some_and(|found| found.kind != "picked") {
            continue;
        }
        let name = known.map_or(name, |found| found.name);
        if !kept.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            kept.push(name);
        }
    }
    kept.sort_by_key(|name| name.to_lowercase());
    Ok(kept)
}

/// The picked collections a product is in, by name.
pub fn of_product(read: &Read<'_>, product: ProductId) -> Result<Vec<String>> {
    let mut names: Vec<String> = read.all(
        "SELECT c.name FROM collection_product m JOIN collection c ON c.id = m.collection_id WHERE m.product_id = ?1",
        [product],
        |row| row.get(0),
    )?;
    names.sort_by_key(|name| name.to_lowercase());
    Ok(names)
}

/// Puts a product into the picked collections of these names and no others; a new name is a new collection, remembered as
/// the import's if one made it.
pub fn set_of_product(tx: &Tx<'_>, product: ProductId, names: &[String], import: Option<ImportId>) -> Result<()> {
    let wanted = as_kept(tx, names)?;
    let now = of_product(tx, product)?;
    if wanted == now {
        return Ok(());
    }
    for name in now.iter().filter(|name| !wanted.contains(name)) {
        tx.execute(
            "DELETE FROM collection_product WHERE product_id = ?1 AND collection_id = (SELECT id FROM collection WHERE name = ?2)",
            (product, name),
        )?;
    }
    for name in wanted.iter().filter(|name| !now.contains(name)) {
        let id: Option<i64> = tx.value("SELECT id FROM collection WHERE name = ?1", [name])?;
        let id = match id {
            Some(id) => id,
            None => tx.insert(
                "INSERT INTO collection (name, kind, position, import_id) VALUES (?1, 'picked', (SELECT COALESCE(max(position), 0) + 1 FROM collection), ?2)",
                (name, import),
            )?,
        };
        tx.execute(
            "INSERT OR IGNORE INTO collection_product (collection_id, product_id, position)
             VALUES (?1, ?2, (SELECT COALESCE(max(position), 0) + 1 FROM collection_product WHERE collection_id = ?1))",
            (id, product),
        )?;
    }
    tx.execute("UPDATE product SET id = id WHERE id = ?1", [product])?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// Takes the collections away that an import has made and that are empty once it is taken back.
pub fn forget_made_by(tx: &Tx<'_>, import: ImportId) -> Result<()> {
    tx.execute(
        "DELETE FROM collection WHERE import_id = ?1 AND NOT EXISTS (SELECT 1 FROM collection_product m WHERE m.collection_id = collection.id)",
        [import],
    )?;
    tx.execute("UPDATE collection SET import_id = NULL WHERE import_id = ?1", [import])?;
    Ok(())
}

/// The search follows rows of products: those whose collections change are among them.
fn touched(tx: &Tx<'_>, products: &str, id: i64) -> Result<()> {
    tx.execute(&format!("UPDATE product SET id = id WHERE id IN ({products})"), [id])?;
    Ok(())
}
