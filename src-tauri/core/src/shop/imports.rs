//! Imports under way: one at a time is written, beside it one file may be looked through. Who starts one is answered at
//! once and asks how it goes; another window, or the same after a reload, can ask as well. A closing shop does not wait
//! for the end of an import: what is half done is taken back at the next start.

use std::io::{Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use super::Shop;
use crate::catalog::import::{ImportReport, taking_back};
use crate::customers::import as people;
use crate::customers::import::PeopleReport;
use crate::db::pieces::Going;
use crate::kinds::{Author, Code, Error, Result, Topic};
use crate::stores::import::StoresReport;

/// What came of an import, or would come of it.
#[derive(Clone, Debug)]
pub enum Report {
    /// Of products.
    Products(Box<ImportReport>),
    /// Of people.
    People(Box<PeopleReport>),
    /// Of places.
    Stores(Box<StoresReport>),
    /// Something was taken back.
    Returned,
}

/// An import, the looking through of a file, or the taking back of an import.
#[derive(Debug)]
pub struct Job {
    /// Its number; from 1 while the shop is open.
    pub number: u64,
    /// products, people or stores; empty for a taking back.
    pub kind: &'static str,
    /// The file's name; empty for a taking back.
    pub file_name: String,
    /// Who began it.
    pub author: Author,
    /// Nothing is written.
    pub looks: bool,
    /// How far it is, and whether it shall stop.
    pub going: Going,
    /// How far the reading of products is, in rows.
    pub rows: vitrine_product_files::Progress,
    read: AtomicU64,
    size: AtomicU64,
    cancelled: AtomicBool,
    outcome: Mutex<Option<Result<Report>>>,
    ended: Condvar,
}

impl Job {
    /// How much has been read, of how much: rows where they are known, bytes otherwise.
    pub fn read(&self) -> (u64, u64) {
        match self.rows.of() {
            0 => (self.read.load(Ordering::Relaxed), self.size.load(Ordering::Relaxed)),
            of => (self.rows.rows() as u64, of as u64),
        }
    }

    /// It has been told to stop; what it did is being taken back.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Tells it to stop and to leave nothing behind.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.going.stop();
    }

    /// What came of it, once it has ended.
    pub fn outcome(&self) -> Option<Result<Report>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn end(&self, outcome: Result<Report>) {
        // What breaks off because it was told to is no fault of the file.
        let outcome = outcome.map_err(|error| if self.is_cancelled() || self.going.left() { Error::new(Code::Cancelled) } else { error });
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.ended.notify_all();
    }

    fn wait(&self) -> Result<Report> {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(outcome) = &*outcome {
                return outcome.clone();
            }
            outcome = self.ended.wait(outcome).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A file that counts what is read of it, and breaks off when the job is told to stop.
pub struct Counted<S> {
    inner: S,
    job: Arc<Job>,
    at: u64,
}

impl<S: Read + Seek> Counted<S> {
    /// Reads for this job.
    ///
    /// # Errors
    /// What the source says.
    pub fn new(mut inner: S, job: &Arc<Job>) -> Result<Self> {
        let size = inner.seek(SeekFrom::End(0))?;
        inner.rewind()?;
        job.size.store(size, Ordering::Relaxed);
        Ok(Self { inner, job: Arc::clone(job), at: 0 })
    }
}

impl<S: Read> Read for Counted<S> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.job.going.stopped() {
            return Err(std::io::Error::other("told to stop"));
        }
        let read = self.inner.read(into)?;
        self.at += read as u64;
        self.job.read.store(self.at, Ordering::Relaxed);
        Ok(read)
    }
}

impl<S: Seek> Seek for Counted<S> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}

/// Those of an open shop.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    closed: bool,
    looking: Option<Arc<Job>>,
    working: Option<Arc<Job>>,
    /// Those that may still run.
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl Jobs {
    fn with<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A new job. A second look ends the first; a second import has to wait.
    fn begin(&self, kind: &'static str, file_name: &str, author: &Author, looks: bool) -> Result<Arc<Job>> {
        self.with(|kept| {
            if kept.closed {
                return Err(Error::new(Code::Cancelled));
            }
            let slot = if looks { &mut kept.looking } else { &mut kept.working };
            if let Some(job) = slot.as_ref().filter(|job| job.outcome().is_none()) {
                if !looks {
                    return Err(Error::new(Code::ImportRunning).with("file", job.file_name.clone()));
                }
                job.cancel();
            }
            kept.last += 1;
            let job = Arc::new(Job {
                number: kept.last,
                kind,
                file_name: file_name.to_owned(),
                author: author.clone(),
                looks,
                going: Going::default(),
                rows: vitrine_product_files::Progress::default(),
                read: AtomicU64::default(),
                size: AtomicU64::default(),
                cancelled: AtomicBool::default(),
                outcome: Mutex::default(),
                ended: Condvar::default(),
            });
            *slot = Some(Arc::clone(&job));
            Ok(job)
        })
    }

    /// The job of this number, while it is remembered; without one, what is written or was last.
    pub fn find(&self, number: Option<u64>) -> Option<Arc<Job>> {
        self.with(|kept| match number {
            None => kept.working.clone(),
            Some(number) => [&kept.working, &kept.looking].into_iter().flatten().find(|job| job.number == number).cloned(),
        })
    }

    /// Ends what is under way, and waits for it.
    fn close(&self) {
        let open = self.with(|kept| {
            kept.closed = true;
            ([kept.working.take(), kept.looking.take()], std::mem::take(&mut kept.threads))
        });
        let (jobs, threads) = open;
        for job in jobs.into_iter().flatten() {
            job.going.leave();
            // How it ended is told at the next start.
            drop(job.wait());
        }
        // A thread holds the shop a moment longer than its job lasts, and whoever opens the folder next must find it free.
        for thread in threads {
            // What broke in it has been its job's outcome.
            let _ = thread.join();
        }
    }
}

impl Shop {
    /// Begins a job on a thread of its own.
    ///
    /// # Errors
    /// `import_running`, and what the system says of a new thread.
    pub(crate) fn begin_import(
        self: &Arc<Self>,
        kind: &'static str,
        file_name: &str,
        author: &Author,
        looks: bool,
        work: impl FnOnce(&Arc<Job>) -> Result<Report> + Send + 'static,
    ) -> Result<Arc<Job>> {
        let job = self.jobs.begin(kind, file_name, author, looks)?;
        let (shop, its) = (Arc::clone(self), Arc::clone(&job));
        match std::thread::Builder::new().name("import".into()).spawn(move || shop.work_on(&its, work)) {
            Ok(thread) => self.jobs.with(|kept| {
                kept.threads.retain(|thread| !thread.is_finished());
                kept.threads.push(thread);
            }),
            Err(error) => job.end(Err(error.into())),
        }
        Ok(job)
    }

    /// Does a job on this thread, to its end.
    ///
    /// # Errors
    /// `import_running`, and what the work says.
    pub(crate) fn import_here(
        self: &Arc<Self>,
        kind: &'static str,
        file_name: &str,
        author: &Author,
        work: impl FnOnce(&Arc<Job>) -> Result<Report>,
    ) -> Result<Report> {
        let job = self.jobs.begin(kind, file_name, author, false)?;
        self.work_on(&job, work);
        job.wait()
    }

    fn work_on(&self, job: &Arc<Job>, work: impl FnOnce(&Arc<Job>) -> Result<Report>) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            if !job.looks {
                self.take_back_interrupted(job)?;
            }
            work(job)
        }));
        // A file that breaks its reading is no reason to wait for ever; what it left is taken back before the next.
        job.end(outcome.unwrap_or_else(|_| Err(Error::internal("an import broke"))));
        self.db.tell(Topic::Stock);
    }

    /// What the last run left half done.
    fn take_back_interrupted(&self, job: &Job) -> Result<()> {
        let (goods, persons) = self.read(|read| Ok((taking_back::interrupted(read)?, people::interrupted(read)?)))?;
        for (import, file, way) in goods {
            tracing::info!(%import, file, "an interrupted import is taken back");
            taking_back::run(&self.db, import, way, &job.author, self.now(), &job.going)?;
        }
        for (import, _, without_trace) in persons {
            tracing::info!(import, "an interrupted import of people is taken back");
            people::take_back(&self.db, import, without_trace, &job.going)?;
        }
        Ok(())
    }
}

/// At the start takes back what was interrupted; at the end lets nothing outlive the shop.
pub(super) async fn run(shop: Arc<Shop>, stop: CancellationToken) {
    let this = Arc::clone(&shop);
    let settled = tokio::task::spawn_blocking(move || {
        if this.read(|read| Ok(taking_back::interrupted(read)?.is_empty() && people::interrupted(read)?.is_empty()))? {
            return Ok(());
        }
        this.import_here("", "", &Author::default(), |_| Ok(Report::Returned)).map(drop)
    });
    tokio::select! {
        done = settled => if let Ok(Err(error)) = done {
            tracing::error!(%error, "an interrupted import could not be taken back; it is tried before the next");
        },
        () = stop.cancelled() => {}
    }
    stop.cancelled().await;
    let closing = Arc::clone(&shop);
    if tokio::task::spawn_blocking(move || closing.jobs.close()).await.is_err() {
        tracing::error!("imports could not be ended");
    }
}
