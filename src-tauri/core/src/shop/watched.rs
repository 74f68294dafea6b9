//! Looks into the folder the owner has named, every few seconds. A file counts once it has stayed as it is between two
//! looks, so that nothing half written is read; what other programs keep beside their files is passed over.
//!
//! Looking is done by asking and not by being told: a till's folder is most often one of another machine, where the
//! system tells nothing of changes, and a folder that is not there for a while is then simply not there for a while.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use super::Shop;
use super::imports::{Counted, Job, Report};
use crate::catalog::import::{self, FileContent, Importing, Reading, opening};
use crate::catalog::watched::{self, WatchedFile};
use crate::kinds::{Author, Code, Error, Result, Topic};

/// Between two looks.
const LOOK: Duration = Duration::from_secs(3);
/// A folder with more files is somebody's whole disk, named by mistake.
const MOST_FILES: usize = 1_000;
/// No list of counts is larger.
const LARGEST: u64 = 256 << 20;
const ENDINGS: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "xml"];
/// What programs call files that are not finished, or that only say that somebody has one open.
const UNFINISHED: [&str; 4] = [".", "~", "#", "._"];

/// What is kept of the folder between two looks.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    folder: PathBuf,
    files: BTreeMap<String, Look>,
    /// The folder could not be read the last time.
    pub missing: bool,
}

#[derive(Debug, Eq, PartialEq)]
struct Look {
    size: u64,
    changed: Option<SystemTime>,
    done: bool,
}

/// Whether a file of this name may be one that is meant.
fn is_meant(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|end| end.to_str()).map(str::to_lowercase);
    ending.is_some_and(|end| ENDINGS.contains(&end.as_str())) && !UNFINISHED.iter().any(|begin| name.starts_with(begin))
}

/// The bytes' SHA-256, in hex.
pub(crate) fn hash(path: &Path) -> Result<String> {
    let (mut file, mut digest, mut part) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(data_encoding::HEXLOWER.encode(&digest.finalize())),
            read => digest.update(part.get(..read).unwrap_or_default()),
        }
    }
}

/// Runs until stopped.
pub(super) async fn run(shop: Arc<Shop>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let this = Arc::clone(&shop);
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || this.look_at_folder()).await {
            tracing::warn!(%error, "the watched folder could not be looked at");
        }
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(LOOK) => {} }
    }
}

impl Shop {
    /// Where a watched file lies.
    ///
    /// # Errors
    /// `not_found` when there is no folder, or no file of this name.
    pub(crate) fn watched_path(&self, name: &str) -> Result<PathBuf> {
        let gone = || Error::new(Code::NotFound).with("what", "file");
        let folder: String = self.read(|read| read.setting(watched::FOLDER, String::new()))?;
        if folder.is_empty() || Path::new(name).file_name().is_none_or(|plain| plain != name) {
            return Err(gone());
        }
        let path = Path::new(&folder).join(name);
        if path.is_file() { Ok(path) } else { Err(gone()) }
    }

    /// One look into the folder.
    fn look_at_folder(self: &Arc<Self>) -> Result<()> {
        let folder: String = self.read(|read| read.setting(watched::FOLDER, String::new()))?;
        let ripe = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.folder != Path::new(&folder) {
                *seen = Seen { folder: PathBuf::from(&folder), ..Seen::default() };
            }
            if folder.is_empty() {
                return Ok(());
            }
            let was_missing = seen.missing;
            let ripe = seen.look();
            if seen.missing != was_missing {
                self.db.tell(Topic::Stock);
            }
            ripe
        };
        for name in ripe {
            self.take_file(&Path::new(&folder).join(&name), &name)?;
        }
        Ok(())
    }

    /// A file that has come to rest.
    fn take_file(self: &Arc<Self>, path: &Path, name: &str) -> Result<()> {
        // Gone again, or nobody may read it: then it has not come.
        let Ok(hash) = hash(path) else { return Ok(()) };
        if self.read(|read| watched::known(read, &hash))? {
            return Ok(());
        }
        let file = match self.compare(path, name) {
            Ok(report) => {
                let differs = report.changed > 0;
                let asks = report.places.iter().any(|place| place.means.is_none());
                let state = if asks {
                    "asks"
                } else if differs {
                    "offered"
                } else {
                    "same"
                };
                WatchedFile {
                    hash: hash.clone(),
                    name: name.to_owned(),
                    seen_at: self.now(),
                    state: state.to_owned(),
                    differing: report.changed as i64,
                    counts_only: report.counts_only,
                }
            }
            Err(error) if matches!(error.code, Code::WrongFile | Code::WhichColumn) => WatchedFile {
                hash: hash.clone(),
                name: name.to_owned(),
                seen_at: self.now(),
                state: if error.code == Code::WhichColumn { "asks" } else { "unreadable" }.to_owned(),
                differing: 0,
                counts_only: false,
            },
            Err(error) => return Err(error),
        };
        self.write(|tx| watched::seen(tx, &file))?;
        // Counts that say again what is known are as of this file: whoever takes them unasked takes that too.
        let tells = file.state == "offered" || (file.state == "same" && file.counts_only);
        if tells && self.read(|read| read.setting(watched::BY_ITSELF, false))? {
            self.use_file(path, &file)?;
        }
        Ok(())
    }

    fn open_file(&self, path: &Path, name: &str, job: Option<&Arc<Job>>) -> Result<FileContent> {
        let currency: String = self.read(|read| read.setting("currency", "EUR".to_owned()))?;
        let rejects = self.dir.join("rejected-by-look.csv");
        let progress = job.map(|job| job.rows.clone()).unwrap_or_default();
        let reading = Reading { currency: &currency, format: None, rejects: &rejects, progress };
        let source = || -> Result<Box<dyn vitrine_sheets::Source>> {
            let file = File::open(path)?;
            Ok(match job {
                Some(job) => Box::new(Counted::new(file, job)?),
                None => Box::new(file),
            })
        };
        opening::open(&|look| self.read(look), &source, name, &reading, None)
    }

    /// What using it would change; nothing is added from a watched file.
    fn compare(&self, path: &Path, name: &str) -> Result<import::ImportReport> {
        let mut content = self.open_file(path, name, None)?;
        self.read(|read| import::dry_run(read, &mut content, true, &[], &crate::db::pieces::Going::default()))
    }

    /// Uses it without being asked, in a job that the window shows as any other.
    fn use_file(self: &Arc<Self>, path: &Path, file: &WatchedFile) -> Result<()> {
        // Nobody's hand: the history says which file it was.
        let author = Author::default();
        let used = self.import_here("products", &file.name, &author, |job| {
            let mut content = self.open_file(path, &file.name, Some(job))?;
            let importing = Importing { file_name: &file.name, author: &author, now: self.now(), known_only: true, said: &[] };
            Ok(Report::Products(Box::new(import::apply(&self.db, &mut content, &importing, &job.going)?)))
        });
        match used {
            Ok(_) => self.write(|tx| watched::decide(tx, &file.hash, "used")),
            // Another import is running, or somebody stopped this one: it stands in Today.
            Err(error) if matches!(error.code, Code::ImportRunning | Code::Cancelled) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Seen {
    /// Looks through the folder; answers the files that have come to rest since.
    fn look(&mut self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            self.missing = true;
            return Vec::new();
        };
        self.missing = false;
        let mut now: BTreeMap<String, Look> = BTreeMap::new();
        let mut ripe = Vec::new();
        for entry in entries.flatten().take(MOST_FILES) {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(facts) = entry.metadata() else { continue };
            if !is_meant(&name) || !facts.is_file() || facts.len() == 0 || facts.len() > LARGEST {
                continue;
            }
            let mut look = Look { size: facts.len(), changed: facts.modified().ok(), done: false };
            if let Some(before) = self.files.get(&name).filter(|before| before.size == look.size && before.changed == look.changed) {
                if !before.done {
                    ripe.push(name.clone());
                }
                look.done = true;
            }
            now.insert(name, look);
        }
        self.files = now;
        ripe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_once_it_has_come_to_rest() {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut seen = Seen { folder: dir.path().to_owned(), ..Seen::default() };
        let file = dir.path().join("stock.csv");
        std::fs::write(&file, "SKU;Stock\n").expect("writes");
        std::fs::write(dir.path().join("~$stock.xlsx"), "locked").expect("writes");
        std::fs::write(dir.path().join(".~lock.stock.csv#"), "locked").expect("writes");
        std::fs::write(dir.path().join("notes.docx"), "a letter").expect("writes");
        assert!(seen.look().is_empty(), "a file just seen may still be written");
        std::fs::write(&file, "SKU;Stock\nM-1;4\n").expect("writes");
        assert!(seen.look().is_empty(), "and it was");
        assert_eq!(seen.look(), ["stock.csv"], "as it was a moment ago, it counts");
        assert!(seen.look().is_empty(), "once");
        std::fs::write(&file, "SKU;Stock\nM-1;5\nM-2;1\n").expect("writes");
        assert!(seen.look().is_empty(), "changed, it is waited for again");
        assert_eq!(seen.look(), ["stock.csv"], "and counts again");
        drop(dir);
        assert!(seen.look().is_empty() && seen.missing, "a folder that is gone is said, no more");
    }
}
