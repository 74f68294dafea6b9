//! Pictures: content-addressed files beside the database, converted once to what the Cloud API takes
//! (8-bit JPEG, ≤ 5 MB), with a thumbnail for lists. Meta's copy is a cache with an end date; ours is
//! the original and is never lost with it.

pub mod library;
pub mod spoken;

use std::path::{Path, PathBuf};

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use sha2::{Digest, Sha256};
use vitrine_media::Shape;

use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, Result, random};

/// Longest side sent to customers; WhatsApp shows no more.
const LONGEST_SIDE: u32 = 1600;
const THUMBNAIL: u32 = 96;

/// A file ready to be stored: conversion is slow and is done outside any transaction.
pub struct Ready {
    kind: &'static str,
    mime: String,
    bytes: Vec<u8>,
    thumbnail: Vec<u8>,
    width: u32,
    height: u32,
    duration_ms: Option<u64>,
    animated: bool,
}

impl Ready {
    /// Its hash, under which it is kept.
    pub fn hash(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(&self.bytes))
    }
}

/// Reads any picture and makes it ready.
pub fn convert(bytes: &[u8]) -> Result<Ready> {
    let bad = |trouble: vitrine_media::Trouble| Error::new(Code::BadPicture).with("why", trouble.code);
    let fitted = vitrine_media::fit_picture(bytes, Shape::Image { longest: LONGEST_SIDE }).map_err(bad)?;
    let thumbnail = vitrine_media::fit_picture(&fitted.bytes, Shape::Image { longest: THUMBNAIL }).map_err(bad)?.bytes;
    let (width, height) = (fitted.width, fitted.height);
    Ok(Ready {
        kind: "image",
        mime: "image/jpeg".into(),
        bytes: fitted.bytes,
        thumbnail,
        width,
        height,
        duration_ms: None,
        animated: false,
    })
}

fn path(dir: &Path, hash: &str) -> PathBuf {
    path_of(dir, hash, "image/jpeg")
}

/// Where a file lies: by its hash, with an ending every system knows.
fn path_of(dir: &Path, hash: &str, mime: &str) -> PathBuf {
    let ending = if mime == "image/jpeg" { "jpg" } else { cloud_api::limits::extension(mime) };
    dir.join("media").join(hash.get(..2).unwrap_or("xx")).join(format!("{hash}.{ending}"))
}

/// Writes the file first, then the row: a row without its file cannot happen, an orphan file can. The same file twice is
/// one, and one that had been taken out of the library comes back.
pub fn store(tx: &Tx<'_>, dir: &Path, ready: &Ready, now: Millis) -> Result<String> {
    let hash = ready.hash();
    let path = path_of(dir, &hash, &ready.mime);
    if !path.exists() {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        crate::db::keys::write_private(&path, &ready.bytes)?;
    }
    tx.execute(
        "INSERT INTO media (hash, mime, width, height, bytes, thumbnail, added_at, kind, animated, duration_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (hash) DO UPDATE SET dropped_at = NULL",
        (
            &hash,
            &ready.mime,
            ready.width,
            ready.height,
            ready.bytes.len() as i64,
            &ready.thumbnail,
            now,
            ready.kind,
            ready.animated,
            ready.duration_ms.map(|ms| i64::try_from(ms).unwrap_or(i64::MAX)),
        ),
    )?;
    Ok(hash)
}

/// The stored picture's bytes.
pub fn bytes(dir: &Path, hash: &str) -> Result<Vec<u8>> {
    if !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::new(Code::NotFound));
    }
    std::fs::read(path(dir, hash)).map_err(|_| Error::new(Code::NotFound))
}

/// The bytes of a stored file of any kind, and what it is.
pub fn file(read: &Read<'_>, dir: &Path, hash: &str) -> Result<(Vec<u8>, String)> {
    let mime = library::mime(read, hash)?;
    if let Some(bytes) = spoken::bytes(read, dir, hash)? {
        return Ok((bytes, mime));
    }
    let bytes = std::fs::read(path_of(dir, hash, &mime)).map_err(|_| Error::new(Code::NotFound))?;
    Ok((bytes, mime))
}

/// The thumbnail's bytes (JPEG).
pub fn thumbnail(read: &Read<'_>, hash: &str) -> Result<Vec<u8>> {
    read.value("SELECT thumbnail FROM media WHERE hash = ?1", [hash])?.ok_or_else(|| Error::new(Code::NotFound))
}

/// Meta's id of its copy, while it lasts.
pub fn upload_id(read: &Read<'_>, hash: &str, now: Millis) -> Result<Option<String>> {
    read.value("SELECT upload_id FROM media WHERE hash = ?1 AND upload_until > ?2", (hash, now))
}

/// Remembers Meta's id; forgotten a day before Meta forgets it.
pub fn uploaded(tx: &Tx<'_>, hash: &str, id: &str, now: Millis) -> Result<()> {
    let until = now + cloud_api::limits::MEDIA_LIFE_MS - crate::kinds::DAY;
    tx.execute("UPDATE media SET upload_id = ?2, upload_until = ?3 WHERE hash = ?1", (hash, id, until))?;
    Ok(())
}

/// Names the key that seals what customers send; it lies inside the encrypted database.
const SEAL_KEY: &str = "media_key";

/// Makes the key that seals what customers send; once, for a new shop.
pub fn make_seal_key(tx: &Tx<'_>) -> Result<()> {
    tx.set_setting(SEAL_KEY, &data_encoding::HEXLOWER.encode(&random::<32>()?))
}

/// The key that seals what customers send.
pub fn seal_key(read: &Read<'_>) -> Result<[u8; 32]> {
    let hex: String = read.setting(SEAL_KEY, String::new())?;
    let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).ok().and_then(|b| b.try_into().ok());
    bytes.ok_or_else(|| Error::internal("no key for what customers send"))
}

fn sealed_path(dir: &Path, hash: &str) -> PathBuf {
    dir.join("media").join("received").join(hash)
}

/// Keeps what a customer sent, sealed: nonce (24), then XChaCha20-Poly1305. Answers its name, the hash of
/// the bytes under the key, so that the name itself tells nobody what it is.
pub fn keep_sealed(dir: &Path, key: &[u8; 32], bytes: &[u8]) -> Result<String> {
    let name = data_encoding::HEXLOWER.encode(&Sha256::new().chain_update(key).chain_update(bytes).finalize());
    let path = sealed_path(dir, &name);
    if path.exists() {
        return Ok(name);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let nonce: [u8; 24] = random()?;
    let body =
        XChaCha20Poly1305::new(key.into()).encrypt(XNonce::from_slice(&nonce), bytes).map_err(|_| Error::internal("sealing failed"))?;
    crate::db::keys::write_private(&path, &[&nonce[..], &body[..]].concat())?;
    Ok(name)
}

/// Drops what a customer sent. That it is not there is as good.
pub fn drop_sealed(dir: &Path, name: &str) -> Result<()> {
    if name.bytes().all(|b| b.is_ascii_hexdigit()) {
        match std::fs::remove_file(sealed_path(dir, name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// What a customer sent, opened.
pub fn open_sealed(dir: &Path, key: &[u8; 32], name: &str) -> Result<Vec<u8>> {
    if !name.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::new(Code::NotFound));
    }
    let bytes = std::fs::read(sealed_path(dir, name)).map_err(|_| Error::new(Code::NotFound))?;
    let (nonce, body) = bytes.split_at_checked(24).ok_or_else(|| Error::new(Code::Damaged))?;
    XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), body).map_err(|_| Error::new(Code::Damaged))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_customer_sent_lies_sealed_and_opens_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = keep_sealed(dir.path(), &[7; 32], b"a picture of her kitchen").expect("keeps");
        let raw = std::fs::read(sealed_path(dir.path(), &name)).expect("reads");
        assert!(!raw.windows(7).any(|w| w == b"kitchen"), "nothing of it lies in the open");
        assert_eq!(open_sealed(dir.path(), &[7; 32], &name).expect("opens"), b"a picture of her kitchen", "the shop reads it");
        assert_eq!(open_sealed(dir.path(), &[8; 32], &name).err().map(|e| e.code), Some(Code::Damaged), "another key does not");
        assert_eq!(open_sealed(dir.path(), &[7; 32], "../shop.db").err().map(|e| e.code), Some(Code::NotFound), "a name is no path");
    }

    #[test]
    fn a_large_clear_png_becomes_a_white_backed_jpeg_and_a_lie_is_refused() {
        let mut png = Vec::new();
        image::RgbaImage::from_pixel(2000, 1000, image::Rgba([0, 0, 0, 0]))
            .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
            .expect("encodes");
        let picture = convert(&png).expect("converts");
        assert_eq!((picture.width, picture.height), (1600, 800), "the longest side fits");
        let back = image::load_from_memory(&picture.bytes).expect("reads").to_rgb8();
        assert!(back.get_pixel(5, 5).0.iter().all(|c| *c > 250), "clear became white, not black");
        assert_eq!(convert(&png[..200]).err().map(|e| e.code), Some(Code::BadPicture), "half a file is refused");
        assert_eq!(convert(b"<html>").err().map(|e| e.code), Some(Code::BadPicture), "so is a page that says it is a picture");
    }
}
