//! The cells of one sheet in a compact block, and the rows read from it.
//!
//! Only cells that hold something take room, so that one cell in the last corner of a sheet costs
//! no more than one in the first.

use crate::header::{self, Header};
use crate::{Row, Trouble};

/// Text of one sheet, in bytes.
const MOST_TEXT: usize = 256 << 20;
/// Filled cells of one sheet.
const MOST_CELLS: usize = 16_000_000;
/// Columns read; the widest exports have a few hundred.
pub(super) const MOST_COLUMNS: u32 = 4096;

/// Filled cells, row by row.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    text: String,
    cells: Vec<Cell>,
    rows: Vec<Line>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    column: u32,
    /// Where its text ends; it begins where the one before ends.
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    number: u32,
    first: u32,
}

impl Grid {
    /// Adds a cell; `row` and `column` count from 0. Empty text is passed over.
    pub fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), Trouble> {
        if text.is_empty() || column >= MOST_COLUMNS {
            return Ok(());
        }
        if self.text.len() + text.len() > MOST_TEXT || self.cells.len() >= MOST_CELLS {
            return Err(Trouble::new("too_large", "sheet"));
        }
        let number = row.saturating_add(1);
        if self.rows.last().is_none_or(|line| line.number != number) {
            self.rows.push(Line { number, first: self.cells.len() as u32 });
        }
        self.text.push_str(text);
        self.cells.push(Cell { column, end: self.text.len() as u32 });
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Cells that hold something.
    pub fn filled(&self) -> usize {
        self.cells.len()
    }

    /// The most cells of a row, and how many rows have at least two thirds as many: how wide and long the table in it is.
    pub fn extent(&self) -> (usize, usize) {
        let ends = self.rows.iter().skip(1).map(|line| line.first as usize).chain([self.cells.len()]);
        let widths: Vec<usize> = self.rows.iter().zip(ends).map(|(line, end)| end.saturating_sub(line.first as usize)).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        (widest, widths.iter().filter(|width| **width * 3 >= widest * 2).count())
    }

    /// What names the columns.
    pub fn header(&self) -> Option<Header> {
        let mut rows = Vec::new();
        let mut row = Row::default();
        while rows.len() < header::ROWS && self.read(rows.len(), &mut row) {
            rows.push(row.clone());
        }
        header::find(&rows)
    }

    /// Adds another sheet's rows below this number; they are numbered on from the last one here.
    pub fn append(&mut self, other: &Self, below: usize) -> Result<(), Trouble> {
        let last = self.rows.last().map_or(0, |line| line.number);
        let mut row = Row::default();
        let mut place = 0;
        while other.read(place, &mut row) {
            place += 1;
            let Some(beyond) = row.number.checked_sub(below).filter(|beyond| *beyond > 0) else { continue };
            for (column, text) in row.cells.iter().enumerate() {
                self.push(last.saturating_add(beyond as u32).saturating_sub(1), column as u32, text)?;
            }
        }
        Ok(())
    }

    /// Writes the row at this place, counted among those that hold something.
    fn read(&self, place: usize, row: &mut Row) -> bool {
        let Some(line) = self.rows.get(place) else { return false };
        let end = self.rows.get(place + 1).map_or(self.cells.len(), |next| next.first as usize);
        let cells = self.cells.get(line.first as usize..end).unwrap_or_default();
        let width = cells.iter().map(|cell| cell.column as usize + 1).max().unwrap_or(0);
        row.number = line.number as usize;
        row.truncated = false;
        row.cells.iter_mut().for_each(String::clear);
        row.cells.resize(width, String::new());
        let mut begin = (line.first as usize).checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |cell| cell.end as usize);
        for cell in cells {
            let text = self.text.get(begin..cell.end as usize).unwrap_or_default();
            begin = cell.end as usize;
            if let Some(place) = row.cells.get_mut(cell.column as usize) {
                place.clear();
                place.push_str(text);
            }
        }
        true
    }
}

/// A sheet being read.
pub(crate) struct Sheet {
    grid: Grid,
    header: Header,
    place: usize,
    last: usize,
    /// Blank rows passed since the header.
    pub blank: usize,
}

impl Sheet {
    pub fn new(grid: Grid) -> Result<Self, Trouble> {
        let header = grid.header().ok_or_else(|| Trouble::new("empty", ""))?;
        let mut sheet = Self { grid, header, place: 0, last: 0, blank: 0 };
        sheet.rewind();
        Ok(sheet)
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn rewind(&mut self) {
        self.place = self.grid.rows.iter().take_while(|line| line.number as usize <= self.header.number).count();
        self.last = self.header.number;
        self.blank = 0;
    }

    pub fn next_row(&mut self, row: &mut Row) -> bool {
        while self.grid.read(self.place, row) {
            self.place += 1;
            self.blank += row.number.saturating_sub(self.last + 1);
            self.last = row.number.max(self.last);
            if !row.is_blank() && !header::is_ruled_line(row) {
                return true;
            }
            self.blank += 1;
        }
        row.cells.clear();
        false
    }
}

impl Grid {
    /// The grid with cells added that came out of order.
    pub fn with_late(&self, late: Vec<(u32, u32, String)>) -> Result<Self, Trouble> {
        let mut all = late;
        let mut row = Row::default();
        let mut place = 0;
        while self.read(place, &mut row) {
            for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                all.push(((row.number - 1) as u32, column as u32, cell.clone()));
            }
            place += 1;
        }
        all.sort_by_key(|(row, column, _)| (*row, *column));
        let mut grid = Self::default();
        for (row, column, text) in &all {
            grid.push(*row, *column, text)?;
        }
        Ok(grid)
    }
}
