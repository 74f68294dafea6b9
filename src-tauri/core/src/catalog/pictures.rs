//! Pictures of products: those that are here, in the order the owner gave them, and those an import has only named,
//! which are fetched one after the other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::product::PictureOf;
use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, ProductId, Result, Topic};

/// A picture that is to be fetched.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub product: ProductId,
    pub url: String,
    pub tries: i64,
}

/// How the fetching goes.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct PicturesProgress {
    /// Still to be fetched.
    pub waiting: i64,
    /// Here.
    pub here: i64,
    /// Given up: not there, too large, no picture.
    pub failed: i64,
    /// The owner has stopped it for now.
    pub paused: bool,
}

/// Stops the fetching, or lets it go on.
pub const PAUSED: &str = "pictures_paused";
/// So often a picture is tried.
pub const TRIES: i64 = 6;

/// How it goes.
pub fn progress(read: &Read<'_>) -> Result<PicturesProgress> {
    let paused = read.setting(PAUSED, false)?;
    let found = read.one(
        "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'here'), count(*) FILTER (WHERE state = 'failed') FROM product_picture",
        [],
        |row| Ok(PicturesProgress { waiting: row.get(0)?, here: row.get(1)?, failed: row.get(2)?, paused }),
    )?;
    Ok(found.unwrap_or_default())
}

/// The next that is due: first pictures before second ones, so that every product has one soon.
pub fn due(read: &Read<'_>, now: Millis) -> Result<Option<Wanted>> {
    if read.setting(PAUSED, false)? {
        return Ok(None);
    }
    read.one(
        "SELECT product_id, url, tries FROM product_picture WHERE state = 'waiting' AND next_at <= ?1 ORDER BY position, next_at, product_id LIMIT 1",
        [now],
        |row| Ok(Wanted { product: row.get(0)?, url: row.get(1)?, tries: row.get(2)? }),
    )
}

/// It is here; the product's first picture becomes the one lists show.
pub fn here(tx: &Tx<'_>, wanted: &Wanted, hash: &str) -> Result<()> {
    tx.execute(
        "UPDATE product_picture SET state = 'here', hash = ?3 WHERE product_id = ?1 AND url = ?2",
        (wanted.product, &wanted.url, hash),
    )?;
    tx.execute(
        "UPDATE product SET image = (SELECT hash FROM product_picture WHERE product_id = ?1 AND hash IS NOT NULL ORDER BY position LIMIT 1)
         WHERE id = ?1 AND (image IS NULL OR image IN (SELECT hash FROM product_picture WHERE product_id = ?1))",
        [wanted.product],
    )?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// It is tried again at `next_at`, or given up with a reason.
pub fn not_now(tx: &Tx<'_>, wanted: &Wanted, reason: &str, next_at: Option<Millis>) -> Result<()> {
    let state = if next_at.is_some() { "waiting" } else { "failed" };
    tx.execute(
        "UPDATE product_picture SET state = ?3, tries = tries + 1, reason = ?4, next_at = COALESCE(?5, next_at) WHERE product_id = ?1 AND url = ?2",
        (wanted.product, &wanted.url, state, reason, next_at),
    )?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// Tries those that were given up once more.
pub fn again(tx: &Tx<'_>, now: Millis) -> Result<usize> {
    let count = tx.execute("UPDATE product_picture SET state = 'waiting', tries = 0, next_at = ?1 WHERE state = 'failed'", [now])?;
    tx.touch(Topic::Catalog);
    Ok(count)
}

/// So many pictures a product can have; nobody swipes through more.
const MOST: i64 = 40;

/// Puts a picture that is here behind the others of a product.
///
/// # Errors
/// `too_large` with the `limit` when the product has as many as it can have.
pub fn add(tx: &Tx<'_>, product: ProductId, hash: &str, alt: &str) -> Result<()> {
    if tx.count("SELECT count(*) FROM product_picture WHERE product_id = ?1", [product])? >= MOST {
        return Err(Error::new(Code::TooLarge).with("limit", MOST));
    }
    tx.execute(
        "INSERT INTO product_picture (product_id, position, url, alt, hash, state)
         VALUES (?1, (SELECT COALESCE(max(position) + 1, 0) FROM product_picture WHERE product_id = ?1), 'own:' || ?2, ?3, ?2, 'here') ON CONFLICT DO NOTHING",
        (product, hash, alt),
    )?;
    first(tx, product)
}

/// A product's pictures, in their order: where each came from, or `own:` and its hash.
pub fn urls(read: &Read<'_>, product: ProductId) -> Result<Vec<String>> {
    read.all("SELECT url FROM product_picture WHERE product_id = ?1 ORDER BY position", [product], |row| row.get(0))
}

/// The order a newer file gives them: what it names new stands where it names it, what it names no more behind the rest;
/// what both had stays as the owner has it. A file of `another` system than the one that brought the product in only adds.
/// `None` where the file names nothing new.
pub fn followed(there: &[String], named: &[String], another: bool) -> Option<Vec<String>> {
    let new: Vec<(usize, &String)> = named.iter().enumerate().filter(|(_, url)| !there.contains(url)).collect();
    if new.is_empty() {
        return None;
    }
    let stays = |url: &&String| another || named.contains(url) || url.starts_with("own:");
    let mut order: Vec<String> = there.iter().filter(stays).cloned().collect();
    for (at, url) in new {
        order.insert(if another { order.len() } else { at.min(order.len()) }, url.clone());
    }
    order.extend(there.iter().filter(|url| !stays(url)).cloned());
    Some(order)
}

/// Sets the order; pictures that are not named keep theirs behind those that are.
pub fn order(tx: &Tx<'_>, product: ProductId, urls: &[String]) -> Result<()> {
    let known = self::urls(tx, product)?;
    let rest = known.iter().filter(|url| !urls.contains(url));
    for (position, url) in urls.iter().filter(|url| known.contains(url)).chain(rest).enumerate() {
        tx.execute("UPDATE product_picture SET position = ?3 WHERE product_id = ?1 AND url = ?2", (product, url, position as i64))?;
    }
    first(tx, product)
}

/// Takes a picture from a product; the file stays while anything uses it.
pub fn remove(tx: &Tx<'_>, product: ProductId, url: &str) -> Result<()> {
    tx.execute("DELETE FROM product_picture WHERE product_id = ?1 AND url = ?2", (product, url))?;
    first(tx, product)
}

/// Puts a picture that was taken away back to its place, with its words.
///
/// # Errors
/// `too_late_to_undo` when its file has gone meanwhile.
pub fn put_back(tx: &Tx<'_>, product: ProductId, picture: &PictureOf, at: usize) -> Result<()> {
    if let Some(hash) = &picture.hash {
        if tx.count("SELECT count(*) FROM media WHERE hash = ?1", [hash])? == 0 {
            return Err(Error::new(Code::TooLateToUndo));
        }
    }
    let mut urls = urls(tx, product)?;
    let state = if picture.hash.is_some() { "here" } else { "waiting" };
    tx.execute(
        "INSERT INTO product_picture (product_id, position, url, alt, hash, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        (product, urls.len() as i64, &picture.url, &picture.alt, &picture.hash, state),
    )?;
    urls.retain(|url| *url != picture.url);
    urls.insert(at.min(urls.len()), picture.url.clone());
    order(tx, product, &urls)
}

/// Says in words what a picture shows.
pub fn describe(tx: &Tx<'_>, product: ProductId, url: &str, alt: &str) -> Result<()> {
    tx.execute("UPDATE product_picture SET alt = ?3 WHERE product_id = ?1 AND url = ?2", (product, url, alt.trim()))?;
    tx.touch(Topic::Catalog);
    Ok(())
}

fn first(tx: &Tx<'_>, product: ProductId) -> Result<()> {
    tx.execute(
        "UPDATE product SET image = (SELECT hash FROM product_picture WHERE product_id = ?1 AND hash IS NOT NULL ORDER BY position LIMIT 1) WHERE id = ?1",
        [product],
    )?;
    tx.touch(Topic::Catalog);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::followed;

    fn followed_by(there: &str, named: &str) -> Option<String> {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        followed(&list(there), &list(named), false).map(|order| order.join(" "))
    }

    #[test]
    fn a_replaced_picture_stands_where_the_old_one_stood() {
        assert_eq!(followed_by("a b", "c b").as_deref(), Some("c b a"), "the new one first, what the file has no more behind");
        assert_eq!(followed_by("b a", "a b c").as_deref(), Some("b a c"), "the owner's own order stays");
        assert_eq!(followed_by("own:1 a", "c").as_deref(), Some("c own:1 a"), "her own pictures are not the file's to drop");
        assert_eq!(followed_by("a b", "b a"), None, "nothing new, nothing moved");
    }
}
