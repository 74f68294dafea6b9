//! Files coming in: looked through first, then written while the window goes on, with a way to stop and a way back. The
//! three kinds have their own reports and one way of running.

use super::*;
use crate::catalog::import::opening;
use crate::catalog::import::places::PlaceSaid;
use crate::catalog::watched;
use crate::customers::import as people_import;
use crate::db::pieces::Going;
use crate::shop::imports::{Counted, Job, Report};
use crate::stores::import as store_import;

/// Opens a file: the path on this machine, or the content in base64.
pub(super) type Opened<'a> = dyn Fn(Option<&str>, &str) -> Result<Box<dyn vitrine_sheets::Source>> + 'a;

/// A product file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportFile {
    /// The file's name.
    pub name: String,
    /// Its bytes, base64; empty when there is a path.
    #[serde(default)]
    pub content: String,
    /// Where it is on this machine: then it is read as it is needed and never whole in memory. Owner only,
    /// because the report shows parts of what is read.
    #[serde(default)]
    pub path: Option<String>,
    /// Whose file it is, where its content does not say it: shopify, `woo_commerce`, table …
    #[serde(default)]
    pub format: Option<String>,
    /// What the columns are, in their order, where the owner has said so; `null` leaves one out.
    #[serde(default)]
    pub columns: Option<Vec<Option<String>>>,
    /// What the owner says of places the file names.
    #[serde(default)]
    pub places: Vec<PlaceSaid>,
    /// Leaves out what the shop does not know: nothing is added.
    #[serde(default)]
    pub known_only: bool,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Products.
    Products,
    /// People.
    People,
    /// Places.
    Stores,
}

impl ImportKind {
    fn name(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::People => "people",
            Self::Stores => "stores",
        }
    }
}

/// A file to be looked through or imported.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportWanted {
    /// What it holds.
    pub kind: ImportKind,
    /// The file's name.
    pub name: String,
    /// Its bytes, base64; empty when there is a path.
    #[serde(default)]
    pub content: Personal<String>,
    /// Where it is on this machine. Owner only, because the report shows parts of what is read.
    #[serde(default)]
    pub path: Option<String>,
    /// Whose file it is, where its content does not say it.
    #[serde(default)]
    pub format: Option<String>,
    /// What the columns are, in their order, where the owner has said so; `null` leaves one out.
    #[serde(default)]
    pub columns: Option<Vec<Option<String>>>,
    /// What the owner says of places a file of products names.
    #[serde(default)]
    pub places: Vec<PlaceSaid>,
    /// Leaves out products the shop does not know.
    #[serde(default)]
    pub known_only: bool,
    /// It is the file of the watched folder with this hash, read where it lies.
    #[serde(default)]
    pub watched: Option<String>,
}

/// How it stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is looked through.
    Reading,
    /// Rows are being written.
    Writing,
    /// What was written is being taken back.
    Returning,
    /// It has ended; the report says what it came to.
    Done,
    /// It was stopped, and nothing of it is left.
    Cancelled,
    /// It could not be done, and nothing of it is left; the error says why.
    Failed,
}

/// An import under way, or the last one.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ImportGoing {
    /// Its number.
    pub job: u64,
    /// products, people or stores; empty where something is taken back.
    pub kind: String,
    /// The file's name.
    pub file_name: String,
    /// Nothing is written: the file is only looked through.
    pub looks: bool,
    /// How it stands.
    pub state: ImportState,
    /// Products or people written, or taken back.
    pub done: usize,
    /// How much of the file has been read …
    pub read: u64,
    /// … of how much; 0: not known.
    pub of: u64,
    /// Why it failed.
    pub error: Option<Error>,
    /// What it came to, of products.
    pub products: Option<ImportReport>,
    /// What it came to, of people.
    pub people: Option<PeopleReport>,
    /// What it came to, of places.
    pub stores: Option<StoresReport>,
}

fn going(job: &Job, author: &Author) -> ImportGoing {
    let (read, of) = job.read();
    let mut going = ImportGoing {
        job: job.number,
        kind: job.kind.to_owned(),
        file_name: job.file_name.clone(),
        looks: job.looks,
        state: match (job.is_cancelled() || job.kind.is_empty(), job.looks || job.going.done() == 0) {
            (true, _) => ImportState::Returning,
            (false, true) => ImportState::Reading,
            (false, false) => ImportState::Writing,
        },
        done: job.going.done(),
        read,
        of,
        error: None,
        products: None,
        people: None,
        stores: None,
    };
    // A report shows parts of what was read.
    let may_see = author.role == Role::Owner || author.stamp() == job.author.stamp();
    match job.outcome() {
        None => {}
        Some(Err(error)) => {
            going.state = if error.code == Code::Cancelled { ImportState::Cancelled } else { ImportState::Failed };
            going.error = Some(error);
        }
        Some(Ok(report)) => {
            going.state = ImportState::Done;
            match report {
                Report::Products(report) if may_see => going.products = Some(*report),
                Report::People(report) if may_see => going.people = Some(*report),
                Report::Stores(report) if may_see => going.stores = Some(*report),
                _ => {}
            }
        }
    }
    going
}

fn source(call: &Call, job: Option<&Arc<Job>>, path: Option<&str>, content: &str) -> Result<Box<dyn vitrine_sheets::Source>> {
    let counted = |source: Box<dyn vitrine_sheets::Source>| -> Result<Box<dyn vitrine_sheets::Source>> {
        Ok(match job {
            Some(job) => Box::new(Counted::new(source, job)?),
            None => source,
        })
    };
    match path {
        Some(path) => {
            call.owner_only()?;
            counted(Box::new(std::fs::File::open(path)?))
        }
        None => counted(Box::new(std::io::Cursor::new(products::decode(content)?))),
    }
}

pub(super) fn product_file(call: &Call, request: &ImportFile, job: Option<&Arc<Job>>) -> Result<import::FileContent> {
    let rejects = call.shop.dir.join(if job.is_some_and(|job| !job.looks) { "rejected.csv" } else { "rejected-by-look.csv" });
    let currency = call.currency()?;
    let source = || source(call, job, request.path.as_deref(), &request.content);
    let progress = job.map(|job| job.rows.clone()).unwrap_or_default();
    let reading = import::Reading { currency: &currency, format: request.format.as_deref(), rejects: &rejects, progress };
    opening::open(&|look| call.shop.read(look), &source, &request.name, &reading, request.columns.as_ref())
}

fn products_looked(call: &Call, request: &ImportFile, job: Option<&Arc<Job>>) -> Result<ImportReport> {
    let mut file = product_file(call, request, job)?;
    let still = Going::default();
    let going = job.map_or(&still, |job| &job.going);
    call.shop.read(|read| import::dry_run(read, &mut file, request.known_only, &request.places, going))
}

pub(crate) fn products_applied(call: &Call, request: &ImportFile, job: &Arc<Job>) -> Result<ImportReport> {
    let mut file = product_file(call, request, Some(job))?;
    if let Some(columns) = &request.columns {
        call.shop.write(|tx| tx.set_setting(&opening::remembered(&file.header()), columns))?;
    }
    let importing = import::Importing {
        file_name: &request.name,
        author: &call.author,
        now: call.now,
        known_only: request.known_only,
        said: &request.places,
    };
    import::apply(&call.shop.db, &mut file, &importing, &job.going)
}

fn people(call: &Call, request: &PeopleFile, job: &Arc<Job>) -> Result<PeopleReport> {
    let opened = |path: Option<&str>, content: &str| source(call, Some(job), path, content);
    let mut file = audience::people_file(call, request, &opened)?;
    if job.looks {
        return call.shop.read(|read| people_import::dry_run(read, &mut file, call.now));
    }
    if let Some(columns) = &request.columns {
        let header = file.header().to_vec();
        call.shop.write(|tx| tx.set_setting(&audience::remembered_columns(&header), columns))?;
    }
    people_import::apply(&call.shop.db, &mut file, &request.name, &call.author, call.now, &job.going)
}

fn places(call: &Call, request: &StoresFile, looks: bool) -> Result<StoresReport> {
    let offer = super::places::offer(call, request)?;
    if looks {
        return call.shop.read(|read| store_import::dry_run(read, &offer));
    }
    // A chain has thousands of places and not a million: one commit.
    call.shop.write(|tx| store_import::apply(tx, &offer, &request.name, &call.author, call.now))
}

fn begin(call: &Call, mut wanted: ImportWanted, looks: bool) -> Result<ImportGoing> {
    if let Some(hash) = &wanted.watched {
        let file = call.shop.read(|read| watched::get(read, hash))?;
        let path = call.shop.watched_path(&file.name)?;
        // It has changed since: then it is another file, and will be offered as such.
        if crate::shop::watched::hash(&path)? != *hash {
            return Err(Error::new(Code::NotFound).with("what", "file"));
        }
        (wanted.name, wanted.path) = (file.name, Some(path.to_string_lossy().into_owned()));
    }
    if wanted.path.is_some() || wanted.kind == ImportKind::Stores {
        call.owner_only()?;
    }
    let ImportWanted { kind, name, content, path, format, columns, places: said, known_only, watched } = wanted;
    let its = call.clone();
    let job = call.shop.begin_import(kind.name(), &name.clone(), &call.author, looks, move |job| {
        let report = match kind {
            ImportKind::Products => {
                let file = ImportFile { name, content: content.0, path, format, columns, places: said, known_only };
                let report = if looks { products_looked(&its, &file, Some(job)) } else { products_applied(&its, &file, job) };
                Report::Products(Box::new(report?))
            }
            ImportKind::People => Report::People(Box::new(people(&its, &PeopleFile { name, content, path, format, columns }, job)?)),
            ImportKind::Stores => Report::Stores(Box::new(places(&its, &StoresFile { name, content: content.0, path }, looks)?)),
        };
        if let (Some(hash), false) = (watched, looks) {
            its.shop.write(|tx| watched::decide(tx, &hash, "used"))?;
        }
        Ok(report)
    })?;
    Ok(going(&job, &call.author))
}

pub(super) fn import_look(call: &Call, wanted: ImportWanted) -> Result<ImportGoing> {
    begin(call, wanted, true)
}

pub(super) fn import_start(call: &Call, wanted: ImportWanted) -> Result<ImportGoing> {
    begin(call, wanted, false)
}

/// Which import.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportAsked {
    /// Its number; `null`: the one that is written, or was last.
    #[serde(default)]
    pub job: Option<u64>,
}

pub(super) fn import_progress(call: &Call, asked: ImportAsked) -> Result<Option<ImportGoing>> {
    Ok(call.shop.jobs.find(asked.job).map(|job| going(&job, &call.author)))
}

pub(super) fn import_cancel(call: &Call, asked: ImportAsked) -> Result<Done> {
    let job = call.shop.jobs.find(asked.job).ok_or_else(|| Error::new(Code::NotFound).with("what", "import"))?;
    if job.author.stamp() != call.author.stamp() {
        call.owner_only()?;
    }
    job.cancel();
    Ok(DONE)
}

pub(super) fn import_undo(call: &Call, request: ImportRef) -> Result<Done> {
    call.shop.import_here("", "", &call.author, |job| {
        import::undo(&call.shop.db, request.import, &call.author, call.now, &job.going)?;
        Ok(Report::Returned)
    })?;
    Ok(DONE)
}

pub(super) fn imports_list(call: &Call, _: Nothing) -> Result<Vec<ImportRow>> {
    call.shop.read(import::list)
}

pub(super) fn customers_import_undo(call: &Call, request: PeopleImportRef) -> Result<Done> {
    call.shop.import_here("", "", &call.author, |job| {
        people_import::undo(&call.shop.db, request.import, call.now, &job.going)?;
        Ok(Report::Returned)
    })?;
    Ok(DONE)
}
