//! Whole tables, as people and programs write them.

mod delimited;
mod sheet;

use crate::*;

/// Opens a table that must open.
fn open(bytes: impl AsRef<[u8]>) -> Table {
    Table::from_bytes(bytes.as_ref().to_vec(), None)
        .unwrap_or_else(|trouble| panic!("must open, but {trouble}: {:?}", String::from_utf8_lossy(bytes.as_ref())))
}

/// All rows.
fn rows(table: &mut Table) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Row::default();
    while table.next_row(&mut row).expect("readable to the end") {
        rows.push(row.clone());
    }
    rows
}

/// Header and rows as "a|b|c", for comparing.
fn shown(bytes: impl AsRef<[u8]>) -> Vec<String> {
    let mut table = open(bytes);
    let mut lines = vec![table.header().join("|")];
    lines.extend(rows(&mut table).iter().map(|row| row.cells.join("|")));
    lines
}

fn code(bytes: impl AsRef<[u8]>) -> &'static str {
    match Table::from_bytes(bytes.as_ref().to_vec(), None) {
        Ok(table) => panic!("must not open, but has the header {:?}", table.header()),
        Err(trouble) => trouble.code,
    }
}
