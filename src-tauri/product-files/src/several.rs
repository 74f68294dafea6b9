//! Rows that stand for several variants at once: lists of values, columns of sizes.
//!
//! One number of pieces for all of them is no count of any: they are there, or they are not.

use vitrine_sheets::Row;

use crate::formats::sizes::is_size;
use crate::lists;
use crate::offer::{Availability, OfferedVariant, thousandths};
use crate::options::combinations;
use crate::reading::{Part, Reader, Refusal, Remarks};
use crate::recipe::{Format, Is};

impl Reader<'_> {
    /// The variants of a row, one unless it lists several.
    pub fn several(&self, row: &Row, part: Part, variant: OfferedVariant, remarks: &mut Remarks) -> Result<Vec<OfferedVariant>, Refusal> {
        match self.plan.format {
            Format::Etsy => Ok(self.listed(row, combinations(self.plan, row, ','), variant, remarks)),
            Format::Wix if part == Part::Lead => Ok(unfolded(combinations(self.plan, row, ';'), variant)),
            Format::Table if !self.plan.sizes.is_empty() => self.by_size(row, variant, remarks),
            Format::Table => Ok(self.sizes_in_a_cell(row, variant, remarks)),
            _ => Ok(vec![variant]),
        }
    }

    /// As Etsy writes them, with as many article numbers as there are variants, or one.
    fn listed(&self, row: &Row, all: Vec<Options>, variant: OfferedVariant, remarks: &mut Remarks) -> Vec<OfferedVariant> {
        let skus: Vec<String> = lists::pieces(self.plan.cell(row, Is::Sku), ',');
        if all.is_empty() {
            return vec![OfferedVariant { sku: skus.into_iter().next(), ..variant }];
        }
        self.shared(row, &variant, all.len(), remarks);
        let paired = skus.len() == all.len();
        let mut variants = unfolded(all, variant);
        for (place, variant) in variants.iter_mut().enumerate() {
            variant.sku = if paired { skus.get(place).cloned() } else { None };
        }
        variants
    }

    /// Says that one quantity is there for several.
    fn shared(&self, row: &Row, variant: &OfferedVariant, of: usize, remarks: &mut Remarks) {
        if variant.on_hand.is_some() && of > 1 {
            self.remark(remarks, row, self.plan.at(Is::Quantity), "shared_stock", self.plan.cell(row, Is::Quantity));
        }
    }

    /// One variant for each size that something stands under: what is not made in a size has an empty cell.
    fn by_size(&self, row: &Row, variant: OfferedVariant, remarks: &mut Remarks) -> Result<Vec<OfferedVariant>, Refusal> {
        let mut variants: Vec<OfferedVariant> = Vec::new();
        for (size, place) in &self.plan.sizes {
            let text = row.cell(Some(*place));
            let mut sized = variant.clone();
            let Some((pieces, rest)) = self.pieces(row, (text, *place), false, &mut sized, remarks)?.filter(|_| !text.is_empty()) else {
                continue;
            };
            sized.options.push((self.plan.size.to_owned(), size.clone()));
            sized.label = OfferedVariant::label_of(&sized.options);
            (sized.on_hand, sized.rest) = (Some(pieces), rest);
            let location = self.plan.cell(row, Is::Location);
            if !location.is_empty() {
                sized.stock_by_store = vec![(location.to_owned(), thousandths(pieces, rest))];
            }
            if !variants.is_empty() {
                (sized.sku, sized.barcode) = (None, None);
            }
            variants.push(sized);
        }
        if let (true, Some(sku)) = (variants.len() > 1, &variant.sku) {
            self.remark(remarks, row, self.plan.at(Is::Sku), "shared_sku", sku);
        }
        Ok(if variants.is_empty() { vec![variant] } else { variants })
    }

    /// "S, M, L" in the column of sizes.
    fn sizes_in_a_cell(&self, row: &Row, variant: OfferedVariant, remarks: &mut Remarks) -> Vec<OfferedVariant> {
        let sizes_of = |text: &str| -> Vec<String> {
            let separator = [',', ';', '|', '/'].into_iter().find(|separator| text.contains(*separator)).unwrap_or(',');
            lists::pieces(text, separator)
        };
        let listed = variant.options.iter().position(|(_, value)| {
            let sizes = sizes_of(value);
            // "36/38" and "M/L" are one size each.
            sizes.len() > 1
                && (sizes.len() > 2 || !value.contains('/'))
                && sizes.iter().all(|size| is_size(size))
                && !value.starts_with("0,")
        });
        let Some(place) = listed else { return vec![variant] };
        let values = variant.options.get(place).map(|(_, value)| sizes_of(value)).unwrap_or_default();
        self.shared(row, &variant, values.len(), remarks);
        let with = |value: String| {
            let mut options = variant.options.clone();
            if let Some(option) = options.get_mut(place) {
                option.1 = value;
            }
            options
        };
        let all = values.into_iter().map(with).collect();
        unfolded(all, variant)
    }
}

/// The same variant with each of these options; the article number stays with the first.
fn unfolded(all: Vec<Options>, variant: OfferedVariant) -> Vec<OfferedVariant> {
    if all.is_empty() {
        return vec![variant];
    }
    let shared = all.len() > 1;
    let there = if variant.on_hand == Some(0) { Availability::OutOfStock } else { Availability::InStock };
    let said = variant.on_hand.map(|_| there).or(variant.availability);
    let one = |(place, options): (usize, Options)| {
        let first = place == 0;
        OfferedVariant {
            label: OfferedVariant::label_of(&options),
            options,
            sku: variant.sku.clone().filter(|_| first),
            barcode: variant.barcode.clone().filter(|_| first),
            on_hand: if shared { None } else { variant.on_hand },
            rest: if shared { 0 } else { variant.rest },
            availability: if shared { said } else { None },
            stock_by_store: if shared { Vec::new() } else { variant.stock_by_store.clone() },
            ..variant.clone()
        }
    };
    all.into_iter().enumerate().map(one).collect()
}

/// Names and values of options.
type Options = Vec<(String, String)>;
