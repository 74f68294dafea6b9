//! Shopify's product export, read as it streams by: a file of a million rows passes through the memory of
//! one product. It is read twice. The first time only two questions are asked, which must be known before
//! the first row is used: which SKUs may be there twice, and which products' rows lie apart. Both are answered
//! in hashes (eight bytes a row), which may suspect too much and never too little.
//!
//! Holding all products by handle would be shorter; it cost 1.5 GB for a large shop's file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::html::plain_text;
use super::{FileProduct, FileVariant, ImportReport, ProductFields, RowNote, VariantFields};
use crate::catalog::parse_price;
use crate::kinds::{Code, Error, Result};

/// A report names so many rows and counts the others: a person reads no more.
const NAMED: usize = 2_000;
/// Rejected rows are handed back in the report up to this size, and in a file beyond it.
const HANDED_BACK: usize = 1 << 20;

/// Where the bytes come from; read twice.
trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// A file looked through once and ready to be used.
pub struct FileContent {
    source: Box<dyn Source>,
    currency: String,
    header: Vec<String>,
    columns: Columns,
    hasher: RandomState,
    /// Hashes of SKUs that occur more than once.
    repeated: BTreeSet<u64>,
    /// Hashes of handles whose rows lie apart.
    scattered: BTreeSet<u64>,
    /// Where rejected rows go when there are too many to hand back.
    rejects: PathBuf,
}

fn wrong(why: &str) -> Error {
    Error::new(Code::WrongFile).with("why", why)
}

fn why_not(error: csv::Error) -> Error {
    match error.kind() {
        csv::ErrorKind::Io(_) => match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => wrong("csv"),
        },
        csv::ErrorKind::Utf8 { .. } => wrong("encoding"),
        _ => wrong("csv"),
    }
}

/// Where each column stands in this file.
#[derive(Default)]
struct Columns {
    handle: Option<usize>,
    title: Option<usize>,
    body: Option<usize>,
    vendor: Option<usize>,
    category: Option<usize>,
    tags: Option<usize>,
    status: Option<usize>,
    published: Option<usize>,
    option_names: [Option<usize>; 3],
    option_values: [Option<usize>; 3],
    sku: Option<usize>,
    barcode: Option<usize>,
    quantity: Option<usize>,
    price: Option<usize>,
    picture: Option<usize>,
    alt: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Self {
        let column = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
        Self {
            handle: column("Handle"),
            title: column("Title"),
            body: column("Body (HTML)"),
            vendor: column("Vendor"),
            category: column("Type"),
            tags: column("Tags"),
            status: column("Status"),
            published: column("Published"),
            option_names: [1, 2, 3].map(|n| column(&format!("Option{n} Name"))),
            option_values: [1, 2, 3].map(|n| column(&format!("Option{n} Value"))),
            sku: column("Variant SKU"),
            barcode: column("Variant Barcode"),
            quantity: column("Variant Inventory Qty"),
            price: column("Variant Price"),
            picture: column("Image Src"),
            alt: column("Image Alt Text"),
        }
    }
}

fn cell(record: &csv::StringRecord, column: Option<usize>) -> &str {
    column.and_then(|i| record.get(i)).unwrap_or_default().trim()
}

/// Spreadsheets are told by a quote mark that a number is text.
fn code(record: &csv::StringRecord, column: Option<usize>) -> &str {
    cell(record, column).trim_start_matches('\'')
}

impl FileContent {
    /// Looks through bytes that are here already.
    pub fn from_bytes(bytes: Vec<u8>, currency: &str, rejects: &Path) -> Result<Self> {
        Self::look_through(Box::new(Cursor::new(bytes)), currency, rejects)
    }

    /// Looks through a file on this machine.
    pub fn from_path(path: &Path, currency: &str, rejects: &Path) -> Result<Self> {
        Self::look_through(Box::new(File::open(path)?), currency, rejects)
    }

    fn look_through(source: Box<dyn Source>, currency: &str, rejects: &Path) -> Result<Self> {
        let mut content = Self {
            source,
            currency: currency.to_owned(),
            header: Vec::new(),
            columns: Columns::default(),
            hasher: RandomState::new(),
            repeated: BTreeSet::new(),
            scattered: BTreeSet::new(),
            rejects: rejects.to_owned(),
        };
        let (mut skus, mut handles, mut last) = (Vec::new(), Vec::new(), String::new());
        let hasher = content.hasher.clone();
        let mut reader = content.reader()?;
        let header: Vec<String> = reader.headers().map_err(why_not)?.iter().map(|h| h.trim().to_owned()).collect();
        let columns = Columns::of(&header);
        if columns.handle.is_none() || columns.title.is_none() || columns.price.is_none() {
            let binary = header.iter().any(|h| h.contains('\0'));
            return Err(wrong(if binary { "binary" } else { "columns" }));
        }
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(why_not)? {
            if record.as_slice().contains('\0') {
                return Err(wrong("binary"));
            }
            let sku = code(&record, columns.sku);
            if !sku.is_empty() {
                skus.push(hasher.hash_one(sku.to_lowercase()));
            }
            let handle = cell(&record, columns.handle);
            if !handle.is_empty() && handle != last {
                handles.push(hasher.hash_one(handle));
                handle.clone_into(&mut last);
            }
        }
        drop(reader);
        (content.header, content.columns) = (header, columns);
        (content.repeated, content.scattered) = (twice(skus), twice(handles));
        Ok(content)
    }

    fn reader(&mut self) -> Result<csv::Reader<BufReader<&mut Box<dyn Source>>>> {
        self.source.seek(SeekFrom::Start(0))?;
        let mut mark = [0; 3];
        let read = read_up_to(&mut self.source, &mut mark)?;
        if mark[..read] != *b"\xef\xbb\xbf" {
            self.source.seek(SeekFrom::Start(0))?;
        }
        Ok(csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::with_capacity(1 << 16, &mut self.source)))
    }

    /// Reads it all; `use_product` gets each product once, when its last row has been read.
    pub fn each(
        &mut self,
        report: &mut ImportReport,
        mut use_product: impl FnMut(FileProduct, &mut ImportReport) -> Result<()>,
    ) -> Result<()> {
        let header = std::mem::take(&mut self.header);
        let columns = std::mem::take(&mut self.columns);
        let (hasher, repeated, scattered) = (self.hasher.clone(), std::mem::take(&mut self.repeated), std::mem::take(&mut self.scattered));
        let (currency, rejects) = (self.currency.clone(), self.rejects.clone());
        let mut reading = Reading {
            header: &header,
            columns: &columns,
            currency: &currency,
            hasher: &hasher,
            repeated: &repeated,
            scattered: &scattered,
            current: None,
            aside: BTreeMap::new(),
            skus: BTreeMap::new(),
            rejects: Rejects { path: rejects, first: Vec::new(), file: None },
            report,
        };
        let done = self.pass(&mut reading, &mut use_product);
        (self.header, self.columns, self.repeated, self.scattered) = (header, columns, repeated, scattered);
        done
    }

    fn pass(
        &mut self,
        reading: &mut Reading<'_>,
        use_product: &mut impl FnMut(FileProduct, &mut ImportReport) -> Result<()>,
    ) -> Result<()> {
        let mut reader = self.reader()?;
        let mut record = csv::StringRecord::new();
        let mut row = 1;
        while reader.read_record(&mut record).map_err(why_not)? {
            row += 1;
            if let Some(product) = reading.row(row, &record)? {
                reading.finished(product, use_product)?;
            }
        }
        let last = reading.current.take().into_iter();
        for product in last.chain(std::mem::take(&mut reading.aside).into_values()) {
            reading.finished(product, use_product)?;
        }
        let (csv, file) = std::mem::take(&mut reading.rejects).finish()?;
        (reading.report.rejected_csv, reading.report.rejected_file) = (csv, file);
        if reading.report.products == 0 && reading.report.rejected_rows == 0 {
            return Err(wrong("empty"));
        }
        Ok(())
    }
}

fn read_up_to(source: &mut impl Read, into: &mut [u8]) -> Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match source.read(&mut into[read..])? {
            0 => break,
            some => read += some,
        }
    }
    Ok(read)
}

/// What is in there more than once.
fn twice(mut hashes: Vec<u64>) -> BTreeSet<u64> {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// Rejected rows as a file to mend: the first ones in memory, all of them on disk once they are many.
#[derive(Default)]
struct Rejects {
    path: PathBuf,
    first: Vec<u8>,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    fn keep<'a>(&mut self, header: &[String], cells: impl Iterator<Item = &'a str>) -> Result<()> {
        let fresh = self.first.is_empty();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let wrote = if fresh { writer.write_record(header) } else { Ok(()) };
        wrote.and_then(|()| writer.write_record(cells)).map_err(|_| Error::internal("csv"))?;
        let bytes = writer.into_inner().map_err(|_| Error::internal("csv"))?;
        if self.file.is_none() && self.first.len() + bytes.len() <= HANDED_BACK {
            self.first.extend(bytes);
            return Ok(());
        }
        if self.file.is_none() {
            let mut file = BufWriter::new(File::create(&self.path)?);
            file.write_all(&self.first)?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            file.write_all(&bytes)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(String, Option<String>)> {
        let file = match self.file {
            None => None,
            Some(mut file) => {
                file.flush()?;
                Some(self.path.to_string_lossy().into_owned())
            }
        };
        Ok((String::from_utf8(self.first).map_err(|_| Error::internal("csv"))?, file))
    }
}

type Refused = (&'static str, &'static str, String);

struct Reading<'a> {
    header: &'a [String],
    columns: &'a Columns,
    currency: &'a str,
    hasher: &'a RandomState,
    repeated: &'a BTreeSet<u64>,
    scattered: &'a BTreeSet<u64>,
    /// The product whose rows are going by.
    current: Option<FileProduct>,
    /// Products whose rows lie apart, until the end.
    aside: BTreeMap<String, FileProduct>,
    /// Row of each SKU that may come again.
    skus: BTreeMap<String, usize>,
    rejects: Rejects,
    report: &'a mut ImportReport,
}

impl Reading<'_> {
    fn finished(&mut self, product: FileProduct, use_product: &mut impl FnMut(FileProduct, &mut ImportReport) -> Result<()>) -> Result<()> {
        self.report.products += 1;
        self.report.variants += product.variants.len();
        self.report.pictures += product.pictures.len();
        use_product(product, self.report)
    }

    /// Takes one row in; answers the product that ends before it.
    fn row(&mut self, row: usize, record: &csv::StringRecord) -> Result<Option<FileProduct>> {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(None);
        }
        match self.read(row, record) {
            Ok(ended) => Ok(ended),
            Err((column, reason, text)) => {
                self.report.rejected_rows += 1;
                if self.report.rejected.len() < NAMED {
                    self.report.rejected.push(note(row, column, reason, &text));
                }
                self.rejects.keep(self.header, record.iter())?;
                Ok(None)
            }
        }
    }

    fn remark(&mut self, row: usize, column: &str, reason: &str, text: &str) {
        self.report.noted_rows += 1;
        if self.report.notes.len() < NAMED {
            self.report.notes.push(note(row, column, reason, text));
        }
    }

    fn known(&mut self, handle: &str, scattered: bool) -> Option<&mut FileProduct> {
        if scattered { self.aside.get_mut(handle) } else { self.current.as_mut().filter(|p| p.handle == handle) }
    }

    fn read(&mut self, row: usize, record: &csv::StringRecord) -> std::result::Result<Option<FileProduct>, Refused> {
        if record.len() < self.header.len() {
            let last = record.iter().next_back().unwrap_or_default().to_owned();
            return Err(("", "truncated", last));
        }
        let handle = cell(record, self.columns.handle);
        if handle.is_empty() {
            return Err(("Handle", "no_handle", String::new()));
        }
        let scattered = !self.scattered.is_empty() && self.scattered.contains(&self.hasher.hash_one(handle));
        let title = cell(record, self.columns.title);
        let known = self.known(handle, scattered).is_some();
        if !known && title.is_empty() {
            return Err(("Title", "no_title", handle.to_owned()));
        }
        let options = self.options(record, handle, scattered);
        let price_text = cell(record, self.columns.price);
        let has_variant = !price_text.is_empty() || !options.is_empty();
        // Everything that can refuse the row is looked at before anything is kept of it.
        let variant = if has_variant || !known { Some(self.variant(row, record, (handle, scattered), options, price_text)?) } else { None };
        if let Some(sku) = variant.as_ref().and_then(|v| v.fields.sku.as_ref()) {
            let sku = sku.to_lowercase();
            if !self.repeated.is_empty() && self.repeated.contains(&self.hasher.hash_one(&sku)) {
                self.skus.insert(sku, row);
            }
        }
        let ended = if known { None } else { self.begin(record, handle, title, scattered) };
        let picture = cell(record, self.columns.picture);
        let alt = cell(record, self.columns.alt);
        if let Some(product) = self.known(handle, scattered) {
            product.variants.extend(variant);
            if !picture.is_empty() && !product.pictures.iter().any(|(url, _)| url == picture) {
                product.pictures.push((picture.to_owned(), alt.to_owned()));
            }
        }
        Ok(ended)
    }

    fn begin(&mut self, record: &csv::StringRecord, handle: &str, title: &str, scattered: bool) -> Option<FileProduct> {
        let fields = self.product_fields(record, title);
        let product = FileProduct { handle: handle.to_owned(), fields, variants: Vec::new(), pictures: Vec::new() };
        if scattered {
            self.aside.insert(handle.to_owned(), product);
            return None;
        }
        self.current.replace(product)
    }

    /// Continuation rows leave option names out: they are the first row's.
    fn options(&mut self, record: &csv::StringRecord, handle: &str, scattered: bool) -> Vec<(String, String)> {
        let columns = self.columns;
        let first = self.known(handle, scattered).and_then(|product| product.variants.first());
        let mut options = Vec::new();
        for n in 0..3 {
            let value = cell(record, columns.option_values[n]);
            if value.is_empty() || value == "Default Title" {
                continue;
            }
            let named = cell(record, columns.option_names[n]);
            let name = if named.is_empty() {
                first.and_then(|v| v.options.get(n)).map(|(name, _)| name.as_str()).unwrap_or_default()
            } else {
                named
            };
            options.push((name.to_owned(), value.to_owned()));
        }
        options
    }

    fn product_fields(&self, record: &csv::StringRecord, title: &str) -> ProductFields {
        let status = match (cell(record, self.columns.status), cell(record, self.columns.published)) {
            (s, _) if s.eq_ignore_ascii_case("draft") => "draft",
            (s, _) if s.eq_ignore_ascii_case("archived") => "archived",
            (_, p) if p.eq_ignore_ascii_case("false") => "draft",
            _ => "active",
        };
        ProductFields {
            title: title.to_owned(),
            description: plain_text(cell(record, self.columns.body)),
            vendor: cell(record, self.columns.vendor).to_owned(),
            category: cell(record, self.columns.category).to_owned(),
            tags: cell(record, self.columns.tags).to_owned(),
            status: status.to_owned(),
        }
    }

    fn variant(
        &mut self,
        row: usize,
        record: &csv::StringRecord,
        (handle, scattered): (&str, bool),
        options: Vec<(String, String)>,
        price_text: &str,
    ) -> std::result::Result<FileVariant, Refused> {
        let label = options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" · ");
        if self.known(handle, scattered).is_some_and(|p| p.variants.iter().any(|v| v.label == label)) {
            return Err(("Option1 Value", "duplicate_options", label));
        }
        let price = parse_price(price_text, self.currency).map_err(|_| ("Variant Price", "bad_price", price_text.to_owned()))?;
        let sku = Some(code(record, self.columns.sku).to_owned()).filter(|s| !s.is_empty());
        if !self.skus.is_empty() {
            if let Some(first) = sku.as_ref().and_then(|s| self.skus.get(&s.to_lowercase())) {
                return Err(("Variant SKU", "duplicate_sku", format!("{} = {first}", sku.unwrap_or_default())));
            }
        }
        let quantity = cell(record, self.columns.quantity);
        let on_hand = match quantity.parse::<i64>() {
            Ok(n) if n >= 0 => n,
            Ok(_) => {
                self.remark(row, "Variant Inventory Qty", "negative_stock", quantity);
                0
            }
            Err(_) if quantity.is_empty() => 0,
            Err(_) => return Err(("Variant Inventory Qty", "bad_quantity", quantity.to_owned())),
        };
        if price.is_none() {
            self.remark(row, "Variant Price", "price_on_request", price_text);
        }
        let barcode = Some(code(record, self.columns.barcode).to_owned()).filter(|s| !s.is_empty());
        Ok(FileVariant { options, label, fields: VariantFields { sku, barcode, price, on_hand } })
    }
}

fn note(row: usize, column: &str, reason: &str, text: &str) -> RowNote {
    RowNote { row, column: column.into(), code: reason.into(), text: text.chars().take(80).collect() }
}
