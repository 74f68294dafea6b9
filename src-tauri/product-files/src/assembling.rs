//! Rows put together to products, in the memory of one product.
//!
//! A product is handed over when its last row has gone by. Products whose rows lie apart are known beforehand by
//! hashes, which may suspect too much and never too little; they wait aside, each until the last run of its rows.
//! Holding all products by handle would be shorter; it cost 1.5 GB for a large shop's file.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

use vitrine_sheets::Row;

use crate::keys::{Keys, Ties};
use crate::lists;
use crate::offer::{OfferedProduct, OfferedVariant};
use crate::reading::{Discount, Part, Piece, Reader, Refusal, Remarks};
use crate::recipe::{Format, Is, Plan};
use crate::trouble::{Notes, RowNote, Summary};
use crate::words::fold;

/// From so many variants on, labels are looked up and not looked through.
const MANY: usize = 24;

/// A product whose rows are going by.
pub(crate) struct Building {
    key: String,
    pub product: OfferedProduct,
    /// Whether the product's own row has been read.
    pub led: bool,
    /// The variants that the product's own row makes if no other does.
    spare: Vec<OfferedVariant>,
    pub base_price: Option<i64>,
    pub base_sale: Option<i64>,
    pub discount: Option<Discount>,
    pub option_names: Vec<String>,
    row: usize,
    labels: HashSet<String>,
}

impl Building {
    /// Whether a variant with this label is there.
    fn place(&mut self, label: &str) -> Option<usize> {
        let variants = &self.product.variants;
        if variants.len() >= MANY {
            if self.labels.len() < variants.len() {
                self.labels.extend(variants.iter().map(|variant| variant.label.clone()));
            }
            if !self.labels.contains(label) {
                return None;
            }
        }
        variants.iter().position(|variant| variant.label == label)
    }

    fn push(&mut self, variant: OfferedVariant) {
        if !self.labels.is_empty() {
            self.labels.insert(variant.label.clone());
        }
        self.product.variants.push(variant);
    }
}

/// What the first reading found.
pub(crate) struct Known {
    pub hasher: RandomState,
    /// Hashes of article numbers that occur more than once.
    pub repeated: HashSet<u64>,
    /// Hashes of keys whose rows lie apart, with the number of runs.
    pub scattered: HashMap<u64, u32>,
    pub ties: Ties,
}

/// One reading at work.
#[derive(Default)]
pub(crate) struct Assembly {
    keys: Keys,
    key: String,
    current: Option<Building>,
    /// The key whose run is going by; empty before the first.
    run: String,
    waits: bool,
    left: HashMap<u64, u32>,
    aside: BTreeMap<String, Building>,
    /// Row of each article number that may come again.
    skus: HashMap<String, usize>,
    section: String,
    remarks: Remarks,
    pub done: VecDeque<OfferedProduct>,
    pub summary: Summary,
}

impl Assembly {
    /// Takes one row in.
    pub fn row(&mut self, reader: &Reader<'_>, known: &Known, width: usize, row: &Row, notes: &mut dyn Notes) {
        self.summary.rows += 1;
        if row.truncated {
            let last = row.cells.iter().rev().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default();
            self.reject(reader.plan, row, Refusal { column: String::new(), code: "truncated", text: last }, notes);
            return;
        }
        if reader.is_passed_over(row) {
            return;
        }
        if reader.heads_section(row) {
            self.section = reader.plan.cell(row, Is::Title).to_owned();
            if !self.section.is_empty() {
                reader.remark(&mut self.remarks, row, reader.plan.at(Is::Title), "section", &self.section.clone());
                self.hand_over(row, notes);
                return;
            }
        }
        let mut key = std::mem::take(&mut self.key);
        self.keys.of(reader.plan, &known.ties, row, &mut key);
        if key.is_empty() {
            let handles = matches!(reader.plan.format, Format::Shopify | Format::ShopifyInventory | Format::Wix);
            let (field, code) = if handles { (Is::Key, "no_handle") } else { (Is::Title, "no_title") };
            let refusal = Refusal { column: reader.plan.name(field).to_owned(), code, text: String::new() };
            self.reject(reader.plan, row, refusal, notes);
        } else {
            if key != self.run {
                self.begin_run(&key, known, reader, notes);
            }
            if row.cells.len() < width && !matches!(reader.plan.format, Format::Table | Format::Feed) {
                reader.remark(&mut self.remarks, row, None, "short_row", "");
            }
            match self.read(reader, known, row, &key) {
                Ok(()) => self.hand_over(row, notes),
                Err(refusal) => self.reject(reader.plan, row, refusal, notes),
            }
        }
        self.key = key;
    }

    /// Hands over what is left when the last row has been read.
    pub fn end(&mut self, reader: &Reader<'_>, known: &Known, notes: &mut dyn Notes) {
        self.waits = false;
        self.end_run(reader, known, notes);
        let mut left: Vec<Building> = std::mem::take(&mut self.aside).into_values().collect();
        left.sort_by_key(|building| building.row);
        for building in left {
            self.finish(building, reader, known, notes);
        }
    }

    fn begin_run(&mut self, key: &str, known: &Known, reader: &Reader<'_>, notes: &mut dyn Notes) {
        self.end_run(reader, known, notes);
        key.clone_into(&mut self.run);
        self.waits = false;
        if known.scattered.is_empty() {
            return;
        }
        let hash = known.hasher.hash_one(key);
        if let Some(runs) = known.scattered.get(&hash) {
            let left = self.left.entry(hash).or_insert(*runs);
            *left = left.saturating_sub(1);
            self.waits = *left > 0;
            self.current = self.aside.remove(key);
        }
    }

    fn end_run(&mut self, reader: &Reader<'_>, known: &Known, notes: &mut dyn Notes) {
        let Some(building) = self.current.take() else { return };
        if self.waits {
            self.aside.insert(building.key.clone(), building);
        } else {
            self.finish(building, reader, known, notes);
        }
    }

    fn finish(&mut self, mut building: Building, reader: &Reader<'_>, known: &Known, notes: &mut dyn Notes) {
        if building.product.variants.is_empty() {
            for spare in std::mem::take(&mut building.spare) {
                self.use_spare(spare, &mut building, reader, known, notes);
            }
        }
        if building.product.variants.is_empty() {
            return;
        }
        self.summary.products += 1;
        self.summary.variants += building.product.variants.len();
        self.summary.pictures += building.product.pictures.len();
        self.done.push_back(building.product);
    }

    /// A product's own row makes a variant, since no other row did.
    fn use_spare(&mut self, spare: OfferedVariant, building: &mut Building, reader: &Reader<'_>, known: &Known, notes: &mut dyn Notes) {
        if let Some(refusal) = self.repeats(&spare, known, reader.plan) {
            let note = RowNote::new(spare.row, &refusal.column, refusal.code, &refusal.text, false);
            self.summary.rejected_rows += 1;
            notes.note(note, &[]);
            return;
        }
        if spare.price.is_none() && reader.has_prices() && building.product.variants.is_empty() {
            self.summary.remarks += 1;
            notes.note(RowNote::new(spare.row, reader.plan.name(Is::Price), "price_on_request", "", true), &[]);
        }
        self.remember(&spare, known);
        building.push(spare);
    }

    fn read(&mut self, reader: &Reader<'_>, known: &Known, row: &Row, key: &str) -> Result<(), Refusal> {
        let building = self.current.as_ref();
        let mut piece = reader.read(row, key, building, &mut self.remarks)?;
        if piece.part == Part::Skip {
            return Ok(());
        }
        if piece.part != Part::Lead {
            self.fit(&mut piece, reader, known)?;
        }
        self.keep(piece, reader, row, key);
        Ok(())
    }

    /// Whether the row's variants fit those that are there; nothing is kept before that is known.
    fn fit(&mut self, piece: &mut Piece, reader: &Reader<'_>, known: &Known) -> Result<(), Refusal> {
        let plan = reader.plan;
        let by_location = plan.has(Is::Location);
        for variant in &mut piece.variants {
            let mut taken = self.is_taken(&variant.label);
            if taken && by_location && self.is_elsewhere(variant, plan) {
                continue;
            }
            if !taken && plan.format == Format::Table && self.is_of_style(variant) {
                let shared = variant.sku.take().unwrap_or_default();
                self.remarks.push(RowNote::new(variant.row, plan.name(Is::Sku), "shared_sku", &shared, true));
            }
            // Rows that are alike but for their options are told by them; of plain ones the number says more.
            if !taken || variant.label.is_empty() {
                if let Some(refusal) = self.repeats(variant, known, plan) {
                    return Err(refusal);
                }
            }
            if taken && !piece.otherwise.is_empty() {
                variant.options.push(("Variant".to_owned(), piece.otherwise.clone()));
                variant.label = OfferedVariant::label_of(&variant.options);
                taken = self.is_taken(&variant.label);
            }
            if taken {
                let column = plan.options.first().map_or(plan.at(Is::Title), |option| Some(option.value));
                let column = column.and_then(|place| plan.header.get(place)).cloned().unwrap_or_default();
                return Err(Refusal { column, code: "duplicate_options", text: variant.label.clone() });
            }
        }
        for variant in &piece.variants {
            self.remember(variant, known);
        }
        Ok(())
    }

    /// Whether a plain list gives every size of one product the same number: it is the product's then.
    fn is_of_style(&self, variant: &OfferedVariant) -> bool {
        let siblings = self.current.iter().flat_map(|building| &building.product.variants);
        !variant.options.is_empty() && variant.sku.is_some() && siblings.take(MANY).any(|sibling| sibling.sku == variant.sku)
    }

    /// Whether a variant that is there is told of again, at a place of its own.
    fn is_elsewhere(&mut self, variant: &OfferedVariant, plan: &Plan) -> bool {
        let building = self.current.as_mut();
        let Some(there) = building.and_then(|b| b.place(&variant.label).and_then(|place| b.product.variants.get(place))) else {
            return false;
        };
        if plan.format != Format::Table {
            return true;
        }
        let other_code = matches!((&there.sku, &variant.sku), (Some(one), Some(other)) if !one.eq_ignore_ascii_case(other));
        let told = |(name, _): &(String, i64)| there.stock_by_store.iter().any(|(known, _)| fold(known) == fold(name));
        if other_code || variant.stock_by_store.iter().any(told) {
            return false;
        }
        if variant.price.is_some() && there.price != variant.price {
            let place = variant.stock_by_store.first().map_or("", |(name, _)| name.as_str());
            self.remarks.push(RowNote::new(variant.row, plan.name(Is::Price), "price_by_store", place, true));
        }
        true
    }

    fn is_taken(&mut self, label: &str) -> bool {
        self.current.as_mut().and_then(|building| building.place(label)).is_some()
    }

    /// Refuses an article number that an earlier row has.
    fn repeats(&self, variant: &OfferedVariant, known: &Known, plan: &Plan) -> Option<Refusal> {
        let sku = variant.sku.as_ref().filter(|_| !known.repeated.is_empty())?;
        let first = self.skus.get(&sku.to_lowercase())?;
        Some(Refusal { column: plan.name(Is::Sku).to_owned(), code: "duplicate_sku", text: format!("{sku} = {first}") })
    }

    /// Keeps the row of an article number that may come again.
    fn remember(&mut self, variant: &OfferedVariant, known: &Known) {
        let Some(sku) = variant.sku.as_ref().filter(|_| !known.repeated.is_empty()) else { return };
        let lower = sku.to_lowercase();
        if known.repeated.contains(&known.hasher.hash_one(&lower)) {
            self.skus.entry(lower).or_insert(variant.row);
        }
    }

    fn keep(&mut self, piece: Piece, reader: &Reader<'_>, row: &Row, key: &str) {
        let Piece { part, head, variants, pictures, .. } = piece;
        let leads = matches!(part, Part::Lead | Part::Whole);
        match (&mut self.current, head) {
            (Some(building), Some(head)) => {
                let (variants, pictures) = (std::mem::take(&mut building.product.variants), std::mem::take(&mut building.product.pictures));
                building.product = OfferedProduct { pictures, variants, ..*head };
            }
            (None, Some(head)) => {
                let mut product = *head;
                if product.category.is_empty() && !reader.plan.has(Is::Category) {
                    self.section.clone_into(&mut product.category);
                }
                self.current = Some(Building {
                    key: key.to_owned(),
                    product,
                    led: false,
                    spare: Vec::new(),
                    base_price: None,
                    base_sale: None,
                    discount: None,
                    option_names: Vec::new(),
                    row: row.number,
                    labels: HashSet::new(),
                });
            }
            _ => {}
        }
        let Some(building) = &mut self.current else { return };
        if leads && !building.led {
            building.led = true;
            building.option_names = reader.plan.options.iter().map(|option| row.cell(option.named_in).to_owned()).collect();
        }
        for picture in pictures {
            lists::add_picture(&mut building.product.pictures, picture.url, &picture.alt);
        }
        if part == Part::Lead {
            building.base_price = variants.first().and_then(|variant| variant.price);
            building.base_sale = variants.first().and_then(|variant| variant.sale_price);
            building.discount = reader.discount(row);
            building.spare = variants;
            return;
        }
        for variant in variants {
            match building.place(&variant.label).and_then(|place| building.product.variants.get_mut(place)) {
                Some(there) => add_stock(there, variant),
                None => building.push(variant),
            }
        }
    }

    /// The row's remarks go out with its cells.
    fn hand_over(&mut self, row: &Row, notes: &mut dyn Notes) {
        self.summary.remarks += self.remarks.len();
        for remark in self.remarks.drain(..) {
            notes.note(remark, &row.cells);
        }
    }

    fn reject(&mut self, plan: &Plan, row: &Row, refusal: Refusal, notes: &mut dyn Notes) {
        self.remarks.clear();
        self.summary.rejected_rows += 1;
        let note = RowNote::new(row.number, &refusal.column, refusal.code, &refusal.text, false);
        let title = plan.at(Is::Title);
        let known = self.current.as_ref().filter(|_| row.cell(title).is_empty() && !row.truncated);
        match (known, title) {
            (Some(known), Some(title)) if row.cells.len() > title => {
                let mut cells = row.cells.clone();
                if let Some(cell) = cells.get_mut(title) {
                    known.product.title.clone_into(cell);
                }
                for (option, name) in plan.options.iter().zip(&known.option_names) {
                    if let Some(cell) = option.named_in.and_then(|place| cells.get_mut(place)) {
                        if cell.trim().is_empty() {
                            name.clone_into(cell);
                        }
                    }
                }
                notes.note(note, &cells);
            }
            _ => notes.note(note, &row.cells),
        }
    }
}

/// The same variant at another location.
fn add_stock(there: &mut OfferedVariant, more: OfferedVariant) {
    for (store, count) in more.stock_by_store {
        match there.stock_by_store.iter_mut().find(|(name, _)| *name == store) {
            Some((_, known)) => *known = count,
            None => there.stock_by_store.push((store, count)),
        }
    }
    if !there.stock_by_store.is_empty() {
        there.count_stores();
    }
}
