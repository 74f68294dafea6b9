//! Opening a file as this shop has learned to read it: what the owner once said of the columns of such a table counts
//! for every later one with the same heads, whoever brings it.

use vitrine_product_files::Source;

use super::{FileContent, Reading};
use crate::db::Read;
use crate::kinds::{Code, Error, Result};

/// What the columns are, in their order; `None` leaves one out.
pub type Columns = Vec<Option<String>>;

/// What the owner said of the columns of such a table is remembered under this name.
pub fn remembered(header: &[String]) -> String {
    format!("product_columns:{}", header.join("\u{1f}"))
}

fn said(header: &[String], columns: &[Option<String>]) -> vitrine_sheets::Mapping {
    let column = |(at, header): (usize, &String)| vitrine_sheets::Column {
        header: header.clone(),
        field: columns.get(at).cloned().flatten(),
        confidence: 100,
        why: "remembered".to_owned(),
        alternatives: Vec::new(),
    };
    vitrine_sheets::Mapping { columns: header.iter().enumerate().map(column).collect() }
}

/// Opens a file; `source` can be asked for it more than once.
///
/// # Errors
/// `which_column`, where nobody has said it yet, and `wrong_file`.
pub fn open(
    look: &dyn Fn(&dyn Fn(&Read<'_>) -> Result<Option<Columns>>) -> Result<Option<Columns>>,
    source: &dyn Fn() -> Result<Box<dyn Source>>,
    name: &str,
    reading: &Reading<'_>,
    columns: Option<&Columns>,
) -> Result<FileContent> {
    let open = |mapping| FileContent::open(source()?, name, reading, mapping);
    let header = || {
        vitrine_sheets::Table::open(source()?, Some(name))
            .map(|table| table.header().to_vec())
            .map_err(|t| Error::new(Code::WrongFile).with("why", t.code))
    };
    if let Some(columns) = columns {
        return open(Some(said(&header()?, columns)));
    }
    let opened = open(None);
    // What was said once counts for good, also where the heads alone would have been read otherwise.
    let header = match &opened {
        Ok(file) => file.header(),
        Err(error) if error.code == Code::WhichColumn => header()?,
        Err(_) => return opened,
    };
    match look(&|read| read.setting(&remembered(&header), None))? {
        Some(columns) => open(Some(said(&header, &columns))),
        None => opened,
    }
}
