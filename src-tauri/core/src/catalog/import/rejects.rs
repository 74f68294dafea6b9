//! Rejected rows as a file to mend and import again.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::kinds::{Error, Result};

/// Rejected rows are handed back in the report up to this size, and in a file beyond it.
const HANDED_BACK: usize = 1 << 20;

/// The first ones in memory, all of them on disk once they are many.
pub(super) struct Rejects {
    path: PathBuf,
    header: Vec<String>,
    first: Vec<u8>,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    pub(super) fn new(path: &Path, header: &[String]) -> Self {
        Self { path: path.to_owned(), header: header.to_vec(), first: Vec::new(), file: None }
    }

    pub(super) fn keep<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let wrote = if self.first.is_empty() { writer.write_record(&self.header) } else { Ok(()) };
        wrote.and_then(|()| writer.write_record(cells)).map_err(|_| Error::internal("csv"))?;
        let bytes = writer.into_inner().map_err(|_| Error::internal("csv"))?;
        if self.file.is_none() && self.first.len() + bytes.len() <= HANDED_BACK {
            self.first.extend(bytes);
            return Ok(());
        }
        if self.file.is_none() {
            let mut file = BufWriter::new(File::create(&self.path)?);
            file.write_all(&self.first)?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            file.write_all(&bytes)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(String, Option<String>)> {
        let file = match self.file {
            None => None,
            Some(mut file) => {
                file.flush()?;
                Some(self.path.to_string_lossy().into_owned())
            }
        };
        Ok((String::from_utf8(self.first).map_err(|_| Error::internal("csv"))?, file))
    }
}
