//! A product file, looked through once and ready to be read as often as wanted.
//!
//! The first reading asks what must be known before the first row is used: which article numbers may be there twice,
//! which products' rows lie apart, what the marks in each column of numbers mean. Every reading after it gives exactly
//! the same products, so that a dry run says what applying will do.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use vitrine_sheets::number::DecimalMark;
use vitrine_sheets::{Mapping, Row, Source, Table};

use crate::assembling::{Assembly, Known};
use crate::formats;
use crate::input::{Input, describes};
use crate::keys::{Keys, Ties, sku_of};
use crate::money::Marks;
use crate::offer::OfferedProduct;
use crate::reading::Reader;
use crate::recipe::{Format, Is, Plan};
use crate::trouble::{Notes, Summary, Trouble};

/// Rows that a mapping is proposed by.
const SAMPLE: usize = 200;

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The shop's currency, ISO 4217.
    pub currency: String,
    /// Decimals of its minor unit: 2 for euros.
    pub exponent: u32,
    /// The system, where the owner knows better than the header.
    pub format: Option<Format>,
    /// What each column is, where the owner has said so or a past import has; the file is then read as a plain table.
    pub mapping: Option<Mapping>,
    /// Told how far the reading is.
    pub progress: Progress,
}

/// How far a reading is; clones tell of the same one.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<(AtomicUsize, AtomicUsize)>);

impl Progress {
    /// Rows of the present reading that have gone by.
    pub fn rows(&self) -> usize {
        self.0.0.load(Ordering::Relaxed)
    }

    /// Rows of the file; 0 until the first reading, which counts them, is over.
    pub fn of(&self) -> usize {
        self.0.1.load(Ordering::Relaxed)
    }

    fn set(&self, rows: usize) {
        self.0.0.store(rows, Ordering::Relaxed);
    }
}

/// What is known of a file once it is open.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FileFacts {
    /// The system it comes from.
    pub format: Format,
    /// "delimited", "xlsx", "xlsb", "xls", "ods", "html", "spreadsheet_xml" or "xml".
    pub kind: String,
    /// The text's encoding; "" for workbooks.
    pub encoding: String,
    /// The separator of delimited text.
    pub separator: Option<char>,
    /// Other sheets that hold something and are not read.
    pub other_sheets: Vec<String>,
    /// The header's row; 0 if there is none.
    pub header_row: usize,
    /// Rows that are not blank, the header excluded.
    pub rows: usize,
    /// The fields that the file speaks of ("price", "quantity" …): what is not among them must not be wiped.
    pub fields: Vec<String>,
    /// What is to be known of the file as a whole: `price_without_tax`.
    pub remarks: Vec<String>,
}

/// A product file.
pub struct ProductFile {
    input: Input,
    plan: Plan,
    mapping: Mapping,
    known: Known,
    options: ReadOptions,
    facts: FileFacts,
}

/// What each column of a table would be taken for, were it a plain list of products.
///
/// # Errors
/// As the table's own reading.
pub fn propose(table: &mut Table) -> Result<Mapping, Trouble> {
    let sample = table.sample(SAMPLE)?;
    Ok(formats::table::mapping(table.header(), &sample, None))
}

/// The names of the fields that a mapping may use.
pub fn fields() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for field in formats::vocabulary::FIELDS.iter() {
        if !names.contains(&field.name) {
            names.push(field.name);
        }
    }
    names.extend(["store_stock", "option", "variant_picture", "published"]);
    names
}

impl ProductFile {
    /// Opens a file by its content and looks it through; the name only helps where the content leaves two readings.
    ///
    /// # Errors
    /// Any code of [`Trouble`].
    pub fn open(source: Box<dyn Source>, file_name: Option<&str>, options: &ReadOptions) -> Result<Self, Trouble> {
        let mut input = Input::open(source, file_name)?;
        let sample = input.sample(SAMPLE)?;
        if sample.is_empty() {
            return Err(Trouble::new("no_rows", ""));
        }
        let (plan, mapping) = plan(&input, &sample, options)?;
        let early = sample.iter().take(2).take_while(|row| describes(row, plan.at(Is::Price), plan.format)).last();
        if let Some(row) = early {
            input.skip_to(row.number);
        }
        let known = Known { hasher: RandomState::new(), repeated: HashSet::new(), scattered: HashMap::new(), ties: Ties::default() };
        let (kind, encoding, separator, other_sheets) = input.shape();
        let facts = FileFacts {
            format: plan.format,
            kind,
            encoding,
            separator,
            other_sheets,
            header_row: input.header_row(),
            rows: 0,
            fields: plan.fields().into_iter().map(str::to_owned).collect(),
            remarks: remarks(&plan),
        };
        let mut file = Self { input, plan, mapping, known, options: options.clone(), facts };
        file.look_through()?;
        Ok(file)
    }

    /// What is known of the file.
    pub fn facts(&self) -> &FileFacts {
        &self.facts
    }

    /// The columns' names; rejected rows fit under them.
    pub fn header(&self) -> &[String] {
        self.input.header()
    }

    /// What each column is taken for.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    fn look_through(&mut self) -> Result<(), Trouble> {
        let mut row = Row::default();
        if Ties::are_needed(&self.plan) {
            self.input.rewind()?;
            while self.input.next_row(&mut row)? {
                self.known.ties.look(&self.plan, &row);
            }
        }
        self.input.rewind()?;
        let numeric = self.plan.numeric();
        let mut marks: Vec<Marks> = numeric.iter().map(|_| Marks::default()).collect();
        let (mut keys, mut key, mut last) = (Keys::default(), String::new(), String::new());
        let (mut skus, mut runs, mut rows) = (Vec::new(), Vec::new(), 0);
        let mut places = Places::default();
        while self.input.next_row(&mut row)? {
            rows += 1;
            self.options.progress.set(rows);
            if row.truncated {
                continue;
            }
            for (place, marks) in numeric.iter().zip(&mut marks) {
                marks.look(crate::money::undressed(row.cell(Some(*place))).0);
            }
            self.plan.tracked |= self.plan.has(Is::Tracker) && !self.plan.cell(&row, Is::Tracker).is_empty();
            if let Some(sku) = sku_of(&self.plan, &row) {
                skus.push(self.known.hasher.hash_one(sku.to_lowercase()));
            }
            keys.of(&self.plan, &self.known.ties, &row, &mut key);
            places.look(&self.plan, &row, &key, &self.known.hasher);
            if !key.is_empty() && key != last {
                runs.push(self.known.hasher.hash_one(&key));
                key.clone_into(&mut last);
            }
        }
        self.settle_marks(&numeric, &marks);
        if !places.are_stores(&self.plan) {
            let columns = self.plan.all(Is::Location).to_vec();
            self.plan.forget(Is::Location, &columns);
            for column in columns {
                if let Some(column) = self.mapping.columns.get_mut(column) {
                    column.field = None;
                }
            }
            self.facts.fields = self.plan.fields().into_iter().map(str::to_owned).collect();
        }
        self.known.repeated = repeated(skus).into_keys().collect();
        self.known.scattered = repeated(runs);
        self.facts.rows = rows;
        self.options.progress.0.1.store(rows, Ordering::Relaxed);
        if rows == 0 { Err(Trouble::new("no_rows", "")) } else { Ok(()) }
    }

    /// What the marks in each column of numbers mean, now that all of its values were seen.
    fn settle_marks(&mut self, numeric: &[usize], marks: &[Marks]) {
        let workbook = matches!(self.facts.kind.as_str(), "xlsx" | "xlsb" | "xls" | "ods" | "spreadsheet_xml");
        for (place, marks) in numeric.iter().zip(marks) {
            let weighs = self.plan.all(Is::Weight).contains(place);
            let found = if weighs { marks.mark() } else { marks.mark_of_amounts() };
            // A workbook's own numbers are written with a point, and so is what these systems write.
            let point = self.plan.format.writes_points() || workbook && (weighs || !marks.typed);
            if let Some(mark) = self.plan.marks.get_mut(*place) {
                *mark = found.or(point.then_some(DecimalMark::Point));
            }
        }
    }

    /// Begins a reading from the first row.
    ///
    /// # Errors
    /// `unreadable` when the source fails.
    pub fn pass(&mut self) -> Result<Pass<'_>, Trouble> {
        self.input.rewind()?;
        self.options.progress.set(0);
        Ok(Pass { file: self, row: Row::default(), assembly: Assembly::default(), ended: false })
    }

    /// Reads it all: each product once, when its last row has been read, and the notes of every row.
    ///
    /// # Errors
    /// Troubles of the source, and whatever `use_product` answers.
    pub fn each<E: From<Trouble>>(
        &mut self,
        notes: &mut dyn Notes,
        use_product: &mut dyn FnMut(OfferedProduct) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let mut pass = self.pass()?;
        while let Some(product) = pass.next(notes)? {
            use_product(product)?;
        }
        Ok(pass.summary())
    }
}

/// One reading of a file.
pub struct Pass<'f> {
    file: &'f mut ProductFile,
    row: Row,
    assembly: Assembly,
    ended: bool,
}

impl Pass<'_> {
    /// The next product; `None` at the end. Notes come no later than their product.
    ///
    /// # Errors
    /// Troubles of the source.
    pub fn next(&mut self, notes: &mut dyn Notes) -> Result<Option<OfferedProduct>, Trouble> {
        let file = &mut *self.file;
        // Workbooks leave empty cells at the end of a row out.
        let width = if file.facts.kind == "delimited" { file.input.header().len() } else { 0 };
        let reader = Reader { plan: &file.plan, ties: &file.known.ties, currency: &file.options.currency, exponent: file.options.exponent };
        loop {
            if let Some(product) = self.assembly.done.pop_front() {
                return Ok(Some(product));
            }
            if self.ended {
                return Ok(None);
            }
            if file.input.next_row(&mut self.row)? {
                self.assembly.row(&reader, &file.known, width, &self.row, notes);
                file.options.progress.set(self.assembly.summary.rows);
            } else {
                self.ended = true;
                self.assembly.end(&reader, &file.known, notes);
            }
        }
    }

    /// What the reading has come to so far.
    pub fn summary(&self) -> Summary {
        self.assembly.summary
    }
}

/// Headers of places that are said of shelves as well.
const SHELVES: [&str; 8] = ["location", "lagerort", "emplacement", "ubicacion", "ubicazione", "locatie", "lokalizacja", "lokasyon"];

/// What a plain list's column of places holds. "Location" is a store in one file and a shelf in the next; what tells is
/// whether one thing stands in several of them, each with its own count, or whether there is one for all.
#[derive(Default)]
struct Places {
    /// Of each thing the first place it was met at.
    of_thing: HashMap<u64, u64>,
    first: Option<u64>,
    several: bool,
    is_told_apart: bool,
}

impl Places {
    fn look(&mut self, plan: &Plan, row: &Row, key: &str, hasher: &RandomState) {
        if plan.places_are_sure || !plan.has(Is::Location) || self.is_told_apart {
            return;
        }
        let place = plan.cell(row, Is::Location);
        if place.is_empty() {
            return;
        }
        let place = hasher.hash_one(crate::words::fold(place));
        self.several |= *self.first.get_or_insert(place) != place;
        let thing = match sku_of(plan, row) {
            Some(sku) => hasher.hash_one(sku.to_lowercase()),
            None => hasher.hash_one((key, plan.options.iter().map(|option| row.cell(Some(option.value))).collect::<Vec<_>>())),
        };
        self.is_told_apart |= *self.of_thing.entry(thing).or_insert(place) != place;
    }

    /// Whether the column names stores. One name over all rows, under a header that is only said of shops, is one too.
    fn are_stores(&self, plan: &Plan) -> bool {
        let header = crate::words::fold(plan.name(Is::Location));
        plan.places_are_sure || self.is_told_apart || self.first.is_some() && !self.several && !SHELVES.contains(&header.as_str())
    }
}

/// The plan of the file and what it takes each column for.
fn plan(input: &Input, sample: &[Row], options: &ReadOptions) -> Result<(Plan, Mapping), Trouble> {
    let header = input.header();
    let as_table = |remembered: Option<&Mapping>| {
        let mapping = formats::table::mapping(header, sample, remembered);
        formats::table::plan(header, &mapping, sample).map(|plan| (plan, mapping))
    };
    let format = options.format.or_else(|| formats::recognise(header)).filter(|format| *format != Format::Table);
    let known = format.and_then(|format| formats::plan(format, header)).filter(|plan| plan.has(Is::Title));
    let known = known.map(|plan| {
        let mapping = plan.mapping();
        (plan, mapping)
    });
    match (known, &options.mapping) {
        // A mapping that only repeats what the recipe says changes nothing.
        (Some((plan, mapping)), wanted) if wanted.as_ref().is_none_or(|wanted| alike(wanted, &mapping)) => Ok((plan, mapping)),
        (_, wanted) => as_table(wanted.as_ref()),
    }
}

fn alike(one: &Mapping, other: &Mapping) -> bool {
    one.columns.len() == other.columns.len()
        && one.columns.iter().zip(&other.columns).all(|(one, other)| one.header == other.header && one.field == other.field)
}

/// What is in there more than once, and how often.
fn repeated(mut hashes: Vec<u64>) -> HashMap<u64, u32> {
    hashes.sort_unstable();
    let mut found = HashMap::new();
    for pair in hashes.windows(2) {
        if let [one, other] = pair {
            if one == other {
                *found.entry(*one).or_insert(1) += 1;
            }
        }
    }
    found
}

fn remarks(plan: &Plan) -> Vec<String> {
    let price = crate::words::fold(plan.name(Is::Price));
    let net = [
        "tax excl",
        "prix ht",
        "hors tax",
        "zzgl",
        "excl vat",
        "netto",
        "ohne mwst",
        "sin iva",
        "senza iva",
        "price net",
        "ex vat",
        "excl btw",
    ];
    if net.iter().any(|word| price.contains(word)) && !price.contains("included") {
        vec!["price_without_tax".to_owned()]
    } else {
        Vec::new()
    }
}
