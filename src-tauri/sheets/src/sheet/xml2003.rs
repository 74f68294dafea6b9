//! Excel's XML of 2003, which some shop systems still export as ".xls" or ".xml".

use super::grid::Grid;
use super::names::{self, Standing};
use crate::Trouble;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The most promising worksheet, and its name.
pub(super) fn read(text: &str) -> Result<(Grid, Option<String>), Trouble> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut best: Option<(Standing, Grid, String)> = None;
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|error| Trouble::new("damaged", error.to_string()))? {
            Event::Start(element) => book.begin(&element),
            Event::Empty(element) => {
                book.begin(&element);
                book.end(element.local_name().as_ref())?;
            }
            Event::Text(part) => book.text(&part.xml10_content()),
            Event::CData(part) => book.text(&part.xml10_content()),
            Event::GeneralRef(part) => book.text(&super::page::entities(&format!("&{};", part.xml10_content()))),
            Event::End(element) => {
                if element.local_name().as_ref() == "Worksheet" {
                    let grid = std::mem::take(&mut book.grid);
                    let standing = names::standing(&book.name);
                    if !grid.is_empty() && best.as_ref().is_none_or(|(known, ..)| standing < *known) {
                        best = Some((standing, grid, book.name.clone()));
                    }
                }
                book.end(element.local_name().as_ref())?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let (_, grid, name) = best.ok_or_else(|| Trouble::new("empty", ""))?;
    Ok((grid, Some(name).filter(|name| !name.is_empty())))
}

#[derive(Default)]
struct Book {
    grid: Grid,
    name: String,
    row: u32,
    column: u32,
    across: u32,
    in_data: bool,
    number: bool,
    date: bool,
    cell: String,
}

impl Book {
    fn begin(&mut self, element: &BytesStart<'_>) {
        let attribute = |name: &str| {
            element
                .attributes()
                .flatten()
                .find(|attribute| attribute.key.local_name().as_ref() == name)
                .map(|attribute| super::page::entities(&attribute.value))
        };
        let number = |name: &str| attribute(name).and_then(|text| text.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "Worksheet" => {
                self.name = attribute("Name").unwrap_or_default();
                (self.row, self.column) = (0, 0);
            }
            "Row" => {
                self.row = number("Index").map_or(self.row, |index| index.saturating_sub(1));
                self.column = 0;
            }
            "Cell" => {
                self.column = number("Index").map_or(self.column, |index| index.saturating_sub(1));
                self.across = number("MergeAcross").unwrap_or(0);
                self.cell.clear();
            }
            "Data" => {
                self.in_data = true;
                let kind = attribute("Type");
                self.number = kind.as_deref() == Some("Number");
                self.date = kind.as_deref() == Some("DateTime");
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_data {
            self.cell.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "Data" => {
                self.in_data = false;
                if let (true, Ok(number)) = (self.number, self.cell.trim().parse::<f64>()) {
                    self.cell.clear();
                    super::value::write_number(number, &mut self.cell);
                }
                if self.date {
                    let day = self.cell.trim().trim_end_matches("T00:00:00.000").to_owned();
                    self.cell = day;
                }
            }
            "Cell" => {
                let cell = std::mem::take(&mut self.cell);
                self.grid.push(self.row, self.column, &cell)?;
                self.column = self.column.saturating_add(1).saturating_add(self.across);
            }
            "Row" => self.row = self.row.saturating_add(1),
            _ => {}
        }
        Ok(())
    }
}
