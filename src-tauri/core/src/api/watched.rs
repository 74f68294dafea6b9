//! The folder whose files are offered as they come.

use std::path::Path;
use std::sync::PoisonError;

use super::*;
use crate::catalog::watched;
pub use crate::catalog::watched::WatchedFile;

/// The folder and what came of late.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WatchedFolder {
    /// Where it is; empty: none is watched.
    pub folder: String,
    /// Files are used without asking.
    pub by_itself: bool,
    /// It is not there at the moment.
    pub missing: bool,
    /// The last files that came, newest first.
    pub files: Vec<WatchedFile>,
}

/// Which folder.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WatchedSet {
    /// A folder this machine sees; empty: none.
    pub folder: String,
    /// Files are used without asking.
    #[serde(default)]
    pub by_itself: bool,
}

/// Which file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WatchedRef {
    /// Its hash.
    pub hash: String,
}

/// Where to look for a folder.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FolderAsked {
    /// A folder of this machine; empty: the home folder.
    #[serde(default)]
    pub folder: String,
}

/// A folder and those in it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FolderSeen {
    /// Its whole path.
    pub folder: String,
    /// The one it is in; `null` at the top.
    pub above: Option<String>,
    /// Names of those in it, hidden ones left out, up to 500.
    pub folders: Vec<String>,
}

pub(super) fn watched_get(call: &Call, _: Nothing) -> Result<WatchedFolder> {
    call.owner_only()?;
    let missing = call.shop.seen.lock().unwrap_or_else(PoisonError::into_inner).missing;
    call.shop.read(|read| {
        Ok(WatchedFolder {
            folder: read.setting(watched::FOLDER, String::new())?,
            by_itself: read.setting(watched::BY_ITSELF, false)?,
            missing,
            files: watched::list(read)?,
        })
    })
}

pub(super) fn watched_set(call: &Call, request: WatchedSet) -> Result<WatchedFolder> {
    call.owner_only()?;
    let folder = request.folder.trim();
    if !folder.is_empty() && (!Path::new(folder).is_absolute() || !Path::new(folder).is_dir()) {
        return Err(Error::new(Code::NotFound).with("what", "folder"));
    }
    call.shop.write(|tx| {
        tx.set_setting(watched::FOLDER, &folder)?;
        tx.set_setting(watched::BY_ITSELF, &request.by_itself)?;
        tx.touch(Topic::Stock);
        Ok(())
    })?;
    watched_get(call, Nothing {})
}

pub(super) fn watched_leave(call: &Call, request: WatchedRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| watched::decide(tx, &request.hash, "left"))?;
    Ok(DONE)
}

/// What Today says of the folder.
pub(super) fn today(call: &Call, read: &crate::db::Read<'_>) -> Result<Vec<TodayRow>> {
    if call.author.role != Role::Owner {
        return Ok(Vec::new());
    }
    let folder: String = read.setting(watched::FOLDER, String::new())?;
    if folder.is_empty() {
        return Ok(Vec::new());
    }
    let missing = call.shop.seen.lock().unwrap_or_else(PoisonError::into_inner).missing;
    let mut rows: Vec<TodayRow> = watched::open(read)?.into_iter().map(|file| TodayRow::Watched { file }).collect();
    rows.extend(missing.then_some(TodayRow::FolderGone { folder }));
    Ok(rows)
}

pub(super) fn folder_look(call: &Call, request: FolderAsked) -> Result<FolderSeen> {
    call.owner_only()?;
    let gone = || Error::new(Code::NotFound).with("what", "folder");
    let wanted = match request.folder.trim() {
        "" => std::env::home_dir().ok_or_else(gone)?,
        folder => Path::new(folder).to_owned(),
    };
    let entries = std::fs::read_dir(&wanted).map_err(|_| gone())?;
    let mut folders: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .take(500)
        .collect();
    folders.sort_by_key(|name| name.to_lowercase());
    Ok(FolderSeen {
        above: wanted.parent().map(|above| above.to_string_lossy().into_owned()),
        folder: wanted.to_string_lossy().into_owned(),
        folders,
    })
}
