//! The shop's own files as commands: kept, found, described, taken out; and where each is used.

use super::*;
use crate::media::library;
pub use crate::media::library::{MediaFile, MediaPage, MediaWanted};

/// A file to keep.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MediaAdd {
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// Its bytes, base64.
    pub data: String,
    /// What it is for: image, sticker, video, voice, audio or document; left out: what it is.
    #[serde(default)]
    pub purpose: Option<String>,
    /// It may be converted to fit.
    #[serde(default)]
    pub convert: bool,
}

/// How a conversion goes.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Conversion {
    /// 0 to 1; `null`: none runs.
    pub share: Option<f64>,
}

/// What a file is called, or shows.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MediaDescribe {
    /// Which.
    pub hash: String,
    /// name, alt or tags.
    pub field: String,
    /// The words.
    pub value: String,
}

/// Where a file is used.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MediaUse {
    /// product, store, `quick_reply`, answer, guide, automation, alert, template or message.
    pub what: String,
    /// Its name.
    pub name: String,
    /// A variant of the product, the store's or the automation's number.
    pub id: Option<i64>,
}

pub(super) fn media_page(call: &Call, request: MediaWanted) -> Result<MediaPage> {
    call.shop.read(|read| {
        let mut page = library::page(read, &request)?;
        let nameless: Vec<&str> = page.files.iter().filter(|file| file.name.is_empty()).map(|file| file.hash.as_str()).collect();
        let titles: BTreeMap<String, String> = read
            .all(
                "SELECT image, min(title) FROM product WHERE image IN (SELECT value FROM json_each(?1)) GROUP BY image",
                [serde_json::to_string(&nameless)?],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .into_iter()
            .collect();
        for file in &mut page.files {
            file.of = titles.get(&file.hash).cloned();
        }
        Ok(page)
    })
}

fn uses(read: &crate::db::Read<'_>, hash: &str) -> Result<Vec<MediaUse>> {
    // A hash is sixty-four letters that stand nowhere else: to find it in a recipe is to find its use.
    read.all(
        "SELECT 'product', p.title, (SELECT min(v.id) FROM variant v WHERE v.product_id = p.id) FROM product p
         WHERE p.image = ?1 OR p.id IN (SELECT product_id FROM product_picture WHERE hash = ?1)
         UNION ALL SELECT 'store', name, id FROM store WHERE instr(pictures, ?1) > 0
         UNION ALL SELECT 'quick_reply', shortcut, NULL FROM quick_reply WHERE image = ?1
         UNION ALL SELECT 'answer', name, NULL FROM answer WHERE image = ?1
         UNION ALL SELECT 'guide', name, NULL FROM guide WHERE instr(guide, ?1) > 0
         UNION ALL SELECT 'automation', name, id FROM automation WHERE removed_at IS NULL AND instr(recipe, ?1) > 0
         UNION ALL SELECT 'alert', '', NULL FROM setting WHERE name = 'fallback_picture' AND instr(value, ?1) > 0
         UNION ALL SELECT 'message', '', NULL WHERE EXISTS (SELECT 1 FROM promise_draft d JOIN promise p ON p.id = d.promise_id
             WHERE (p.state = 'queued' OR p.state = 'held' OR p.state = 'retry_at') AND instr(d.draft, ?1) > 0)
         LIMIT 200",
        [hash],
        |row| Ok(MediaUse { what: row.get(0)?, name: row.get(1)?, id: row.get(2)? }),
    )
}

pub(super) fn media_uses(call: &Call, request: MediaRef) -> Result<Vec<MediaUse>> {
    call.shop.read(|read| uses(read, &request.hash))
}

pub(super) fn media_add(call: &Call, request: MediaAdd) -> Result<MediaFile> {
    let purpose = match &request.purpose {
        Some(said) => {
            Some(serde_json::from_value(Value::String(said.clone())).map_err(|_| Error::new(Code::BadRequest).with("field", "purpose"))?)
        }
        None => None,
    };
    let ready = library::ready(decode(&request.data)?, purpose, request.convert, &call.shop.converting)?;
    call.shop.write(|tx| {
        // What was taken out a month ago goes when something comes.
        for (hash, mime) in library::long_gone(tx, call.now)? {
            if uses(tx, &hash)?.is_empty() {
                library::forget(tx, &call.shop.dir, &hash, &mime)?;
            }
        }
        library::keep(tx, &call.shop.dir, &ready, &request.name, &call.author, call.now)
    })
}

pub(super) fn media_converting(call: &Call, _: Nothing) -> Result<Conversion> {
    Ok(Conversion { share: call.shop.converting.share() })
}

pub(super) fn media_convert_stop(call: &Call, _: Nothing) -> Result<Done> {
    call.shop.converting.stop();
    Ok(DONE)
}

pub(super) fn media_describe(call: &Call, request: MediaDescribe) -> Result<MediaFile> {
    call.shop.write(|tx| library::describe(tx, &request.hash, &request.field, &request.value))
}

pub(super) fn media_drop(call: &Call, request: MediaRef) -> Result<Done> {
    call.shop.write(|tx| {
        if !uses(tx, &request.hash)?.is_empty() {
            return Err(Error::new(Code::BadMedia).with("why", "used"));
        }
        library::drop_file(tx, &request.hash, call.now)
    })?;
    Ok(DONE)
}

pub(super) fn media_put_back(call: &Call, request: MediaRef) -> Result<MediaFile> {
    call.shop.write(|tx| library::put_back(tx, &request.hash))
}
