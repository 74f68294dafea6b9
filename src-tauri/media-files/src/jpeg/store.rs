//! The needed waves of a picture whose scans come one after the other, and for those nobody needs one bit: whether they
//! are there, because a later scan has a bit for each that is.

use super::frame::{Frame, Part};
use super::paint::Page;
use super::scan::Block;
use super::waves;

#[derive(Default)]
pub(super) struct Store {
    parts: Vec<Kept>,
    /// For pictures without refinements.
    unmarked: u64,
}

struct Kept {
    across: usize,
    /// By row of blocks, so that each can go once it has been painted.
    waves: Vec<Vec<i16>>,
    marks: Vec<Vec<u64>>,
}

impl Store {
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn make(&mut self, frame: &Frame) {
        let part = |part: &Part| {
            let (across, down) = (frame.blocks_across(part), frame.units_down * part.down);
            Kept {
                across,
                waves: vec![vec![0; across * part.wide * part.high]; down],
                marks: vec![if frame.progressive { vec![0; across] } else { Vec::new() }; down],
            }
        };
        self.parts = frame.components.iter().map(part).collect();
    }

    /// The needed waves of a block, and which of all are there.
    #[inline(always)]
    pub(super) fn block(&mut self, part: &Part, (at, row, column): (usize, usize, usize)) -> Option<(&mut [i16], &mut u64)> {
        let kept = self.parts.get_mut(at)?;
        let each = part.wide * part.high;
        let waves = kept.waves.get_mut(row)?.get_mut(column * each..(column + 1) * each)?;
        let marks = match kept.marks.get_mut(row)?.get_mut(column) {
            Some(marks) => marks,
            None => &mut self.unmarked,
        };
        Some((waves, marks))
    }

    /// Paints all of it, and lets go of each row that is on the page.
    pub(super) fn paint(mut self, frame: &Frame, page: &mut Page) {
        for kept in &mut self.parts {
            kept.marks = Vec::new();
        }
        let mut block: Block = [0; 65];
        for unit_row in 0..frame.units_down {
            for (at, part) in frame.components.iter().enumerate() {
                let Some(quantities) = part.quantities.as_ref() else { continue };
                let (kept, each) = (&mut self.parts[at], part.wide * part.high);
                for row in 0..part.down {
                    let line = std::mem::take(&mut kept.waves[unit_row * part.down + row]);
                    for (column, waves) in line.chunks_exact(each).enumerate().take(kept.across) {
                        let (to, stride) = page.place(at, part, column, row);
                        block[..each].copy_from_slice(waves);
                        waves::paint((part.wide, part.high), 64, &block, quantities, to, stride);
                    }
                }
            }
            page.row(frame, unit_row);
        }
    }
}
