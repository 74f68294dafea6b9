//! The wire journal: one mark per attempt, "handed to the HTTP client", written without a sync.
//! The page cache outlives a kill, so after one the marks say which claimed attempts were never on the
//! wire. After a power cut they prove nothing, and the boot id says so.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::kinds::Result;

/// One record: the attempt's id and its complement, so that a torn write is not read as a mark.
const RECORD: usize = 16;

/// The journal of one shop.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens it for appending; [`marks`] must have been read before.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join("wire");
        let file = File::options().append(true).create(true).open(&path)?;
        Ok(Self { file, path })
    }

    /// Marks an attempt as handed over. Must succeed before the first byte leaves.
    pub fn mark(&self, attempt: i64) -> Result<()> {
        let id = attempt as u64;
        let mut record = [0; RECORD];
        record[..8].copy_from_slice(&id.to_le_bytes());
        record[8..].copy_from_slice(&(!id).to_le_bytes());
        // One write call of 16 bytes in append mode: records of several tasks do not mix.
        (&self.file).write_all(&record)?;
        Ok(())
    }

    /// Starts afresh once no attempt is open.
    pub fn clear(&self) -> Result<()> {
        File::options().write(true).truncate(true).open(&self.path)?;
        Ok(())
    }
}

/// The attempts marked since the journal was last cleared.
pub fn marks(dir: &Path) -> Result<BTreeSet<i64>> {
    let path = dir.join("wire");
    let mut bytes = Vec::new();
    if path.exists() {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    let number = |part: &[u8]| part.try_into().map(u64::from_le_bytes).unwrap_or_default();
    Ok(bytes.chunks_exact(RECORD).filter(|r| number(&r[..8]) == !number(&r[8..])).map(|r| number(&r[..8]) as i64).collect())
}

/// Which start of the machine this is; where the system does not say, every start is a new one,
/// which only makes the shop more careful.
pub fn boot_id() -> Result<String> {
    match std::fs::read_to_string("/proc/sys/kernel/random/boot_id") {
        Ok(id) => Ok(id.trim().to_owned()),
        Err(_) => Ok(data_encoding::HEXLOWER.encode(&crate::kinds::random::<16>()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_and_torn_ones_do_not_count() {
        let dir = tempfile::tempdir().expect("temp dir");
        let journal = Journal::open(dir.path()).expect("opens");
        journal.mark(7).expect("marks");
        journal.mark(9).expect("marks");
        std::fs::OpenOptions::new().append(true).open(dir.path().join("wire")).and_then(|mut f| f.write_all(&[1, 2, 3])).expect("tears");
        assert_eq!(marks(dir.path()).expect("reads"), BTreeSet::from([7, 9]), "two marks, and half a third that is none");
        journal.clear().expect("clears");
        assert!(marks(dir.path()).expect("reads").is_empty(), "cleared");
    }
}
