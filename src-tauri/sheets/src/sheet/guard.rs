//! Looks a workbook over before anything in it is believed.
//!
//! A small file can unpack to gigabytes, and one cell in the last corner of an old sheet makes a
//! reader that lays sheets out flat ask for them. So everything is unpacked once into nothing and
//! counted, whatever sizes it declares, and the corners of old sheets are looked up first.

use crate::Trouble;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufReader, Read, Seek};
use zip::ZipArchive;

/// The largest workbook file, in bytes.
pub(super) const MOST_PACKED: u64 = 256 << 20;
/// All its tables unpacked, in bytes: some 300,000 rows of ten columns.
const MOST_UNPACKED: u64 = 256 << 20;
/// Parts in the package; thousands of pictures are still well below.
const MOST_PARTS: usize = 20_000;
/// Cells, empty ones too, of all sheets where the reader lays them out flat.
const MOST_FLAT: u64 = 6_000_000;

/// Unpacks every part that is not a picture, and counts.
pub(super) fn unpacks<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(), Trouble> {
    if zip.len() > MOST_PARTS {
        return Err(Trouble::new("too_large", format!("{} parts", zip.len())));
    }
    let mut left = MOST_UNPACKED;
    for place in 0..zip.len() {
        let part = zip.by_index(place).map_err(|error| Trouble::new("damaged", error.to_string()))?;
        let Ok(name) = part.name().map(|name| name.to_ascii_lowercase()) else { continue };
        if !matches!(name.rsplit('.').next(), Some("xml" | "rels" | "bin")) {
            continue;
        }
        if part.size() > left {
            return Err(Trouble::new("too_large", name));
        }
        let counted =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| Trouble::new("damaged", error.to_string()))?;
        left = left.checked_sub(counted).ok_or_else(|| Trouble::new("too_large", name))?;
    }
    Ok(())
}

/// Whether the sheets of an OpenDocument, repeated rows and columns laid out, stay within bounds.
pub(super) fn open_document<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(), Trouble> {
    let damaged = |error: String| Trouble::new("damaged", error);
    let part = zip.by_name("content.xml").map_err(|error| damaged(error.to_string()))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let (mut total, mut area) = (0_u64, Area::default());
    loop {
        buffer.clear();
        let (element, closed) = match reader.read_event_into(&mut buffer).map_err(|error| damaged(error.to_string()))? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(end) => {
                if end.local_name().as_ref() == "table-row" {
                    area.end_row();
                }
                continue;
            }
            Event::Eof => return Ok(()),
            _ => continue,
        };
        let local = element.local_name();
        match local.as_ref() {
            "table" => area = Area::default(),
            "table-row" => {
                area.begin_row(repeats(&element, "number-rows-repeated"));
                if closed {
                    area.end_row();
                }
            }
            "table-cell" | "covered-table-cell" => {
                let filled = element
                    .attributes()
                    .flatten()
                    .any(|attribute| matches!(attribute.key.local_name().as_ref(), "value-type" | "formula" | "value" | "string-value"));
                area.cell(repeats(&element, "number-columns-repeated"), filled);
                if area.width.saturating_mul(area.rows.max(1)) + total > MOST_FLAT {
                    return Err(Trouble::new("too_large", "sheet"));
                }
            }
            _ => {}
        }
        let size = area.width.saturating_mul(area.rows);
        if total + size > MOST_FLAT {
            return Err(Trouble::new("too_large", "sheet"));
        }
        if local.as_ref() == "table" {
            total += size;
        }
    }
}

/// The size of a table so far.
#[derive(Default)]
struct Area {
    width: u64,
    /// Rows up to the last that holds something.
    rows: u64,
    row: u64,
    repeat: u64,
    column: u64,
    filled: bool,
}

impl Area {
    fn begin_row(&mut self, repeat: u64) {
        (self.repeat, self.column, self.filled) = (repeat, 0, false);
    }

    fn cell(&mut self, repeat: u64, filled: bool) {
        self.column = self.column.saturating_add(repeat);
        if filled {
            self.filled = true;
            self.width = self.width.max(self.column);
            self.rows = self.rows.max(self.row.saturating_add(self.repeat));
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(self.repeat);
    }
}

fn repeats(element: &quick_xml::events::BytesStart<'_>, name: &str) -> u64 {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| attribute.value.parse().ok())
        .unwrap_or(1)
}

/// Whether the sheets of a workbook of 1997 to 2003, laid out flat, stay within bounds; `stream` is its "Workbook" stream.
pub(super) fn old_workbook(stream: &[u8]) -> Result<(), Trouble> {
    let mut at = 0_usize;
    let mut total = 0_u64;
    let mut corner = Corner::default();
    while let Some(&[kind_low, kind_high, size_low, size_high]) = stream.get(at..at + 4).and_then(|head| <&[u8; 4]>::try_from(head).ok()) {
        let kind = u16::from_le_bytes([kind_low, kind_high]);
        let size = usize::from(u16::from_le_bytes([size_low, size_high]));
        let data = stream.get(at + 4..at + 4 + size).unwrap_or_default();
        at += 4 + size;
        let number =
            |place: usize| data.get(place..place + 2).map_or(0, |two| two.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)));
        match kind {
            // Where a sheet begins.
            0x0809 => {
                total += corner.area();
                corner = Corner::default();
            }
            // DIMENSIONS: readers make room for what it declares.
            0x0200 if data.len() >= 12 => {
                let rows = (number(0) + (number(2) << 16), number(4) + (number(6) << 16));
                if rows.1 > 65_536 || rows.1 < rows.0 || number(10) < number(8) || number(10) > 256 {
                    return Err(Trouble::new("damaged", "dimensions"));
                }
            }
            // Cells: number, label, string, boolean, compact number, shared string, formula.
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x0006 => corner.reach(number(0), number(2)),
            // Many compact numbers: the last two bytes are the last column.
            0x00bd => corner.reach(number(0), number(data.len().saturating_sub(2))),
            _ => {}
        }
        if total + corner.area() > MOST_FLAT {
            return Err(Trouble::new("too_large", "sheet"));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Corner {
    rows: u64,
    columns: u64,
}

impl Corner {
    fn reach(&mut self, row: u64, column: u64) {
        self.rows = self.rows.max(row + 1);
        self.columns = self.columns.max(column + 1);
    }

    fn area(&self) -> u64 {
        self.rows * self.columns
    }
}
