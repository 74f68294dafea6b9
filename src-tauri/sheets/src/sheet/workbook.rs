//! Workbooks of every Excel and of OpenDocument, by way of `calamine`.
//!
//! It chooses the sheet and copies its cells out one by one where the format allows: laying a sheet
//! out flat, as the simpler call does, takes gigabytes for one far cell.

use super::grid::Grid;
use super::names;
use super::value;
use crate::header;
use crate::{Kind, Source, Trouble};
use calamine::{
    Data, DataRef, DataType, Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use std::io::BufReader;

type Input = BufReader<Box<dyn Source>>;

/// The chosen sheet.
pub(crate) struct Chosen {
    pub grid: Grid,
    pub name: String,
    /// Other visible sheets with something in them.
    pub others: Vec<String>,
}

/// Reads the sheet with the data.
///
/// The reader indexes into files it has not checked throughout; should one slip through and panic,
/// the file is damaged and the program goes on.
pub(super) fn read(source: Box<dyn Source>, kind: Kind) -> Result<Chosen, Trouble> {
    let input = BufReader::new(source);
    let attempt = std::panic::AssertUnwindSafe(|| match kind {
        Kind::Xlsb => choose(&mut Xlsb::new(input).map_err(xlsb)?),
        Kind::Xls => choose(&mut Xls::new(input).map_err(xls)?),
        Kind::Ods => choose(&mut Ods::new(input).map_err(ods)?),
        _ => choose(&mut Xlsx::new(input).map_err(xlsx)?),
    });
    std::panic::catch_unwind(attempt).unwrap_or_else(|_| Err(Trouble::new("damaged", "")))
}

/// What the four formats have in common.
trait Workbook {
    fn sheets(&self) -> Vec<calamine::Sheet>;
    fn sheet(&mut self, name: &str) -> Result<Grid, Trouble>;
    fn has_cells(&mut self, name: &str) -> bool;
}

fn choose(book: &mut impl Workbook) -> Result<Chosen, Trouble> {
    let mut sheets: Vec<calamine::Sheet> =
        book.sheets().into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).take(MOST_SHEETS).collect();
    // Hidden sheets hold lists for choices; they count only when nothing else does.
    sheets.sort_by_key(|sheet| (sheet.visible != SheetVisible::Visible, names::standing(&sheet.name)));
    let mut filled: Vec<(bool, String)> = Vec::new();
    for sheet in &sheets {
        if book.has_cells(&sheet.name) {
            filled.push((sheet.visible == SheetVisible::Visible, sheet.name.clone()));
        }
    }
    let failure = if sheets.is_empty() { Trouble::new("damaged", "no sheet") } else { Trouble::new("empty", "") };
    let mut first: Option<(usize, Grid)> = None;
    for (place, (_, name)) in filled.iter().enumerate() {
        let grid = book.sheet(name)?;
        if !grid.is_empty() {
            first = Some((place, grid));
            break;
        }
    }
    let Some((place, grid)) = first else { return Err(failure) };
    let (place, mut grid) = better(book, &filled, place, grid)?;
    let name = filled.get(place).map_or_else(String::new, |(_, name)| name.clone());
    let mut others: Vec<String> = Vec::new();
    for (_, other) in filled.iter().enumerate().filter(|(at, (visible, _))| *visible && *at != place).map(|(_, sheet)| sheet) {
        if !continues(book, other, &mut grid)? {
            others.push(other.clone());
        }
    }
    Ok(Chosen { grid, name, others })
}

/// A sheet with fewer cells may be a table of contents or a summary of the others.
const FEW_CELLS: usize = 400;

/// The sheet that holds most, should the first one only tell of the others: it is small, and another one is wider and
/// several times as long.
fn better(book: &mut impl Workbook, filled: &[(bool, String)], place: usize, grid: Grid) -> Result<(usize, Grid), Trouble> {
    let visible = filled.get(place).is_some_and(|(visible, _)| *visible);
    if grid.filled() >= FEW_CELLS {
        return Ok((place, grid));
    }
    let first = grid.extent();
    let mut best = (place, grid, first);
    for (at, (_, name)) in filled.iter().enumerate().filter(|(at, (seen, _))| *at != place && *seen == visible) {
        let other = book.sheet(name)?;
        let extent = other.extent();
        let outdoes = extent.0 > first.0 && (extent.1 > 2 * first.1 || first.0.min(first.1) < 2 && extent.1 >= 2);
        if outdoes && extent.0 * extent.1 > best.2.0 * best.2.1 {
            best = (at, other, extent);
        }
    }
    Ok((best.0, best.1))
}

/// Whether a sheet goes on where the chosen one ends: it has the same heads. Its rows are then added.
fn continues(book: &mut impl Workbook, name: &str, grid: &mut Grid) -> Result<bool, Trouble> {
    let Some(heads) = grid.header().filter(|header| header.number > 0 && header.names.len() > 1) else { return Ok(false) };
    let other = book.sheet(name)?;
    let alike = |header: &header::Header| {
        header.number > 0
            && header.names.len() == heads.names.len()
            && header.names.iter().zip(&heads.names).all(|(one, other)| one.to_lowercase() == other.to_lowercase())
    };
    let Some(header) = other.header().filter(alike) else { return Ok(false) };
    grid.append(&other, header.number)?;
    Ok(true)
}

/// Sheets looked at.
const MOST_SHEETS: usize = 200;

impl Workbook for Xlsx<Input> {
    fn sheets(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn has_cells(&mut self, name: &str) -> bool {
        let Ok(mut cells) = self.worksheet_cells_reader(name) else { return false };
        while let Ok(Some(cell)) = cells.next_cell() {
            if !cell.get_value().is_empty() {
                return true;
            }
        }
        false
    }

    fn sheet(&mut self, name: &str) -> Result<Grid, Trouble> {
        let merged = self.merge_cells_by_sheet_name(name).unwrap_or_default();
        let mut tall = Tall::new(&merged);
        let mut cells = self.worksheet_cells_reader(name).map_err(xlsx)?;
        let mut grid = Grid::default();
        let mut text = String::new();
        let mut order = (0, 0);
        let mut late = Vec::new();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(xlsx)? {
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref()).map(|format| format.format_code.as_str());
            value::write(cell.get_value(), format, &mut text);
            let (row, column) = cell.get_position();
            if (row, column) < order {
                // Cells out of order are rare, and put in their place at the end.
                if !text.is_empty() && late.len() < MOST_LATE {
                    late.push((row, column, text.clone()));
                }
                continue;
            }
            order = (row, column);
            tall.before(&mut grid, row, column)?;
            tall.see(row, column, &text);
            grid.push(row, column, &text)?;
        }
        if late.is_empty() { Ok(grid) } else { grid.with_late(late) }
    }
}

/// Cells out of order that are kept.
const MOST_LATE: usize = 1_000_000;

/// Cells merged downwards: their value counts for every row they span, as for the variants of one product.
struct Tall {
    /// Column, first row, last row and the value once it was seen.
    spans: Vec<(u32, u32, u32, String)>,
    row: u32,
    filled: usize,
}

/// Values repeated into merged cells.
const MOST_REPEATED: usize = 200_000;
/// Merged cells looked at.
const MOST_SPANS: usize = 5_000;

impl Tall {
    fn new(merged: &[Dimensions]) -> Self {
        let mut spans: Vec<_> = merged
            .iter()
            .filter(|area| area.end.0 > area.start.0 && area.end.0 - area.start.0 < 1000)
            .take(MOST_SPANS)
            .map(|area| (area.start.1, area.start.0, area.end.0, String::new()))
            .collect();
        spans.sort_unstable();
        Self { spans, row: 0, filled: 0 }
    }

    fn see(&mut self, row: u32, column: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        for span in self.spans.iter_mut().filter(|span| span.0 == column && span.1 == row) {
            span.3 = text.to_owned();
        }
    }

    /// Repeats values into a row that begins, if the row holds anything of its own.
    fn before(&mut self, grid: &mut Grid, row: u32, _column: u32) -> Result<(), Trouble> {
        if self.spans.is_empty() || row == self.row {
            return Ok(());
        }
        self.row = row;
        for (column, first, last, text) in &self.spans {
            if *first < row && row <= *last && !text.is_empty() && self.filled < MOST_REPEATED {
                self.filled += 1;
                grid.push(row, *column, text)?;
            }
        }
        Ok(())
    }
}

impl Workbook for Xlsb<Input> {
    fn sheets(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn has_cells(&mut self, name: &str) -> bool {
        let Ok(mut cells) = self.worksheet_cells_reader(name) else { return false };
        while let Ok(Some(cell)) = cells.next_cell() {
            if !cell.get_value().is_empty() {
                return true;
            }
        }
        false
    }

    fn sheet(&mut self, name: &str) -> Result<Grid, Trouble> {
        let mut cells = self.worksheet_cells_reader(name).map_err(xlsb)?;
        let mut grid = Grid::default();
        let mut text = String::new();
        while let Some(cell) = cells.next_cell().map_err(xlsb)? {
            value::write(cell.get_value(), None, &mut text);
            let (row, column) = cell.get_position();
            grid.push(row, column, &text)?;
        }
        Ok(grid)
    }
}

/// A sheet that the reader has laid out flat already, within the bounds that were checked.
fn flat(range: &calamine::Range<Data>) -> Result<Grid, Trouble> {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut grid = Grid::default();
    let mut text = String::new();
    for (row, column, cell) in range.used_cells() {
        value::write(&borrowed(cell), None, &mut text);
        grid.push(first_row + row as u32, first_column + column as u32, &text)?;
    }
    Ok(grid)
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

impl Workbook for Xls<Input> {
    fn sheets(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn has_cells(&mut self, name: &str) -> bool {
        self.worksheet_range(name).is_ok_and(|range| range.used_cells().next().is_some())
    }

    fn sheet(&mut self, name: &str) -> Result<Grid, Trouble> {
        flat(&self.worksheet_range(name).map_err(xls)?)
    }
}

impl Workbook for Ods<Input> {
    fn sheets(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn has_cells(&mut self, name: &str) -> bool {
        self.worksheet_range(name).is_ok_and(|range| range.used_cells().next().is_some())
    }

    fn sheet(&mut self, name: &str) -> Result<Grid, Trouble> {
        flat(&self.worksheet_range(name).map_err(ods)?)
    }
}

fn xlsx(error: XlsxError) -> Trouble {
    match error {
        XlsxError::Password => Trouble::new("password", ""),
        other => Trouble::new("damaged", other.to_string()),
    }
}

fn xlsb(error: XlsbError) -> Trouble {
    match error {
        XlsbError::Password => Trouble::new("password", ""),
        other => Trouble::new("damaged", other.to_string()),
    }
}

fn xls(error: XlsError) -> Trouble {
    match error {
        XlsError::Password => Trouble::new("password", ""),
        other => Trouble::new("damaged", other.to_string()),
    }
}

fn ods(error: OdsError) -> Trouble {
    match error {
        OdsError::Password => Trouble::new("password", ""),
        OdsError::CellLimitExceeded { .. } => Trouble::new("too_large", "sheet"),
        other => Trouble::new("damaged", other.to_string()),
    }
}
