//! The streets behind the owner's map: single tiles of OpenStreetMap, or of another server of the same kind, asked for while
//! she looks at one and kept for two weeks, because whoever makes them wants that. Nothing else leaves: not the shop's name
//! and not its key; where on the earth she looks is all that server learns.
//!
//! The pages could ask by themselves. Then every page could load pictures from elsewhere, and the server would not learn
//! which program asks, which its rules require.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Url;
use reqwest::redirect::Policy;
use tokio::sync::Semaphore;

use super::Shop;
use crate::kinds::{Code, DAY, Error, Millis, Result};

/// The setting with the address of a tile.
pub const ADDRESS: &str = "map_tiles";
/// Where streets come from, if nobody says.
pub const USUAL: &str = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
/// As near as there are tiles.
const NEAREST: u8 = 19;
/// A tile is smaller by far.
const LARGEST: usize = 1024 * 1024;
const KEPT_FOR: Millis = 14 * DAY;
/// So many are kept: a few towns.
const MOST: usize = 2_000;
/// So many are asked for at a time.
const AT_ONCE: usize = 2;

/// Whether tiles can be asked for there: all three blanks, and encrypted unless it is this machine.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Ok(url) = Url::parse(&text.replace(['{', '}'], "")) else { return false };
    let here = url.host_str() == Some("127.0.0.1");
    let safe = url.scheme() == "https" || url.scheme() == "http" && here;
    safe && url.username().is_empty() && ["{z}", "{x}", "{y}"].iter().all(|blank| text.contains(blank))
}

/// One tile and what it is.
///
/// # Errors
/// `bad_request` for one that there is not, `not_found` when it cannot be had now.
pub async fn tile(shop: &Arc<Shop>, zoom: u8, x: u32, y: u32) -> Result<(Vec<u8>, &'static str)> {
    if zoom > NEAREST || x >= 1 << zoom || y >= 1 << zoom {
        return Err(Error::new(Code::BadRequest).with("field", "zoom"));
    }
    let this = Arc::clone(shop);
    let name = format!("{zoom}-{x}-{y}");
    let looked = name.clone();
    let (kept, address) = tokio::task::spawn_blocking(move || {
        let address = this.read(|read| read.setting(ADDRESS, USUAL.to_owned()))?;
        Ok::<_, Error>((kept(&folder(&this.dir, &address), &looked, this.now()), address))
    })
    .await
    .map_err(Error::internal)??;
    if let Some(found) = kept.and_then(named) {
        return Ok(found);
    }
    let blanks = [("{z}", zoom.to_string()), ("{x}", x.to_string()), ("{y}", y.to_string())];
    let url = blanks.iter().fold(address.clone(), |url, (blank, value)| url.replace(blank, value));
    let (bytes, kind) = fetch(&url).await.and_then(named).ok_or_else(|| Error::new(Code::NotFound).with("what", "tile"))?;
    let (this, copy) = (Arc::clone(shop), bytes.clone());
    tokio::task::spawn_blocking(move || keep(&folder(&this.dir, &address), &name, &copy)).await.map_err(Error::internal)?;
    Ok((bytes, kind))
}

/// Tiles of one server do not stand for another's.
fn folder(dir: &Path, address: &str) -> std::path::PathBuf {
    let host = Url::parse(&address.replace(['{', '}'], "")).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    dir.join("map").join(host)
}

fn kept(folder: &Path, name: &str, now: Millis) -> Option<Vec<u8>> {
    let path = folder.join(name);
    let written = std::fs::metadata(&path).ok()?.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_millis() as Millis;
    (written > now - KEPT_FOR).then(|| std::fs::read(&path).ok()).flatten()
}

/// That one could not be kept costs asking again.
fn keep(folder: &Path, name: &str, bytes: &[u8]) {
    let written = || -> std::io::Result<()> {
        if std::fs::read_dir(folder).is_ok_and(|all| all.count() >= MOST) {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(name), bytes)
    };
    if let Err(error) = written() {
        tracing::warn!(%error, "a piece of the map could not be kept");
    }
}

/// What a tile is, by its first bytes; nothing where it is no picture.
fn named(bytes: Vec<u8>) -> Option<(Vec<u8>, &'static str)> {
    let kind = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return None,
    };
    Some((bytes, kind))
}

fn client() -> Option<&'static reqwest::Client> {
    static CLIENT: OnceLock<Option<reqwest::Client>> = OnceLock::new();
    let built = || {
        reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(15))
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION"), " (a shop owner setting the pin of her store)"))
            .build()
            .ok()
    };
    CLIENT.get_or_init(built).as_ref()
}

async fn fetch(url: &str) -> Option<Vec<u8>> {
    static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
    let _turn = TURNS.acquire().await.ok()?;
    let mut answer = client()?.get(url).header("accept", "image/*").send().await.ok()?.error_for_status().ok()?;
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.ok()? {
        if bytes.len() + part.len() > LARGEST {
            return None;
        }
        bytes.extend_from_slice(&part);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_asked_for_encrypted_or_here_and_nowhere_without_all_blanks() {
        for (address, is) in [
            (USUAL, true),
            ("http://127.0.0.1:8000/{z}/{x}/{y}.png", true),
            ("http://tiles.example.org/{z}/{x}/{y}.png", false),
            ("https://tiles.example.org/{z}/{x}.png", false),
            ("https://me:secret@tiles.example.org/{z}/{x}/{y}.png", false),
            ("file:///{z}/{x}/{y}", false),
        ] {
            assert_eq!(is_address(address), is, "{address}");
        }
    }

    #[test]
    fn what_is_kept_too_long_is_asked_for_again() {
        let dir = tempfile::tempdir().expect("a folder");
        keep(&dir.path().join("map"), "3-1-2", b"a tile");
        let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis() as Millis;
        assert!(kept(&dir.path().join("map"), "3-1-2", wall + DAY).is_some(), "tomorrow it is still good");
        assert!(kept(&dir.path().join("map"), "3-1-2", wall + KEPT_FOR + DAY).is_none(), "streets change");
        assert!(named(b"<html>".to_vec()).is_none(), "and a page that says sorry is no piece of a map");
    }
}
