//! A shop, open: its folder, its lock, its key, its clock, and the workers that keep its promises.
//!
//! Only [`Shop::open`] looks at what the folder says of key and time (`shop.json`); nothing else in
//! the house knows whether the customers are invented.

mod aside;
mod fetch;
mod forget;
pub mod imports;
pub(crate) mod model;
mod pictures;
pub mod tiles;
pub(crate) mod watched;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cloud_api::client::catalogue::CatalogueItem;
use cloud_api::{Client, Credentials};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast, oneshot};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

use crate::cloud::{APP_SECRET, TOKEN};
pub use crate::db::keys::write_private;
use crate::db::keys::{DatabaseKey, Keeping, Secrets};
use crate::db::{Db, Read, Tx};
use crate::inbox::{self, Applied};
use crate::kinds::{Clock, Code, ColleagueId, Error, Millis, Result, Role, Secret, Topic, random};
use crate::moments::Desk;
use crate::moments::automations::running;
use crate::moments::guides::worked;
use crate::moments::mind::Mind;
use crate::moments::model::Model;
use crate::outbox::hatch::Hatch;
use crate::outbox::sender::{self, Recovery, Sender};
use crate::outbox::traffic::Traffic;
use crate::team::Colleague;
use crate::{cloud, media, orders, outbox, pricing, stores, team, waitlist};
pub(crate) use forget::KEPT_FOR;
pub use pictures::PicturesFrom;

/// What a new shop says of itself.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct NewShop {
    /// As customers know it.
    pub name: String,
    /// ISO 3166, two letters: how local phone numbers are read.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA zone.
    pub time_zone: String,
    /// Language code of the shop.
    pub language: String,
    /// What the owner is called; may be left for later.
    #[serde(default)]
    pub owner: String,
}

/// Where a new shop keeps its secrets and reads its time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Secrets in the OS keyring, the machine's clock.
    Real,
    /// Secrets sealed under a passphrase, the machine's clock.
    Passphrase,
    /// Invented people: key in the folder, time shared with the simulator.
    Simulated,
}

#[derive(Deserialize, Serialize)]
struct Folder {
    id: String,
    keys: Keeping,
    clock: ClockKind,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum ClockKind {
    System,
    File,
}

/// An open shop.
#[derive(Debug)]
pub struct Shop {
    pub(crate) db: Arc<Db>,
    pub(crate) dir: PathBuf,
    pub(crate) clock: Clock,
    pub(crate) secrets: Secrets,
    pub(crate) finder: crate::catalog::search::Finder,
    pub(crate) near: crate::stores::near::Near,
    pub(crate) converting: crate::media::library::Converting,
    pub(crate) mind: Mind,
    pub(crate) model: Model,
    /// Somebody waits for the model.
    wanted: Arc<Notify>,
    pub(crate) jobs: imports::Jobs,
    pub(crate) seen: Mutex<watched::Seen>,
    /// The key to print a spare of; nothing where the key lies in the folder anyway.
    pub(crate) spare: Option<DatabaseKey>,
    // Asked of the keyring once: a webhook must not wait for D-Bus.
    app_secret: Mutex<Option<Secret>>,
    traffic: Arc<Traffic>,
    hatch: Arc<Hatch>,
    arrivals: inbox::Arrivals,
    arrived: Arc<Notify>,
    connected: Arc<Notify>,
    sent_something: Arc<Notify>,
    // Held while the shop is open; the system releases it when the process ends, however it ends.
    _lock: File,
}

/// How the workers run; the defaults are a shop's.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// Meta's limit for this number, sent and received together.
    pub per_second: u32,
    /// How long one request may take.
    pub deadline: Duration,
    /// After opening, and after a sleep of the laptop, so long only answers leave. What Meta kept meanwhile comes
    /// in within seconds, and a STOP may be in it.
    pub listen_first: Duration,
    /// Where pictures named by an import may be fetched from.
    pub pictures: PicturesFrom,
    recovery: Recovery,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            per_second: cloud_api::limits::THROUGHPUT,
            deadline: Duration::from_secs(30),
            // An alert can be undone for ten seconds; half of that is not noticed as a wait.
            listen_first: Duration::from_secs(5),
            pictures: PicturesFrom::Public,
            recovery: sender::recover_safely,
        }
    }
}

impl WorkerOptions {
    /// Replaces the rule for attempts that were open when the program stopped. Only for showing that
    /// the crash tests notice a wrong one.
    pub fn with_blind_retry(mut self) -> Self {
        fn blind(_: bool, _: bool) -> outbox::state::Event {
            outbox::state::Event::NeverHandedOver
        }
        self.recovery = blind;
        self
    }
}

/// The file the simulator shares its time in: an offset to the machine's clock, in milliseconds.
pub const CLOCK_FILE: &str = "clock";

impl Shop {
    /// Makes a shop in a folder of its own and opens it.
    ///
    /// # Errors
    /// `shop_exists`, `keyring_missing`, `keyring_locked`, `bad_request` for an unknown time zone, or what the disk says.
    pub fn create(dir: &Path, new: &NewShop, kind: Kind, passphrase: Option<&Secret>) -> Result<Arc<Self>> {
        if dir.join("shop.json").exists() {
            return Err(Error::new(Code::ShopExists));
        }
        stores::zone(&new.time_zone)?;
        if new.name.trim().is_empty() || new.currency.len() != 3 || new.country.len() != 2 {
            return Err(Error::new(Code::BadRequest).with("field", if new.name.trim().is_empty() { "name" } else { "currency" }));
        }
        std::fs::create_dir_all(dir)?;
        let lock = take_lock(dir)?;
        // What a start that did not finish left behind cannot be opened by anybody.
        for leftover in ["shop.db", "shop.db-wal", "shop.db-shm", "demo.key", "secrets.sealed"] {
            let _ = std::fs::remove_file(dir.join(leftover));
        }
        let (keys, clock) = match kind {
            Kind::Real => (Keeping::Keyring, ClockKind::System),
            Kind::Passphrase => (Keeping::Passphrase, ClockKind::System),
            Kind::Simulated => (Keeping::Demo, ClockKind::File),
        };
        let folder = Folder { id: data_encoding::HEXLOWER.encode(&random::<8>()?), keys, clock };
        let shop = Self::unlock(dir, lock, &folder, passphrase, true)?;
        let picture = media::convert(include_bytes!("../../../assets/pictures/back-in-stock.png"))?;
        let now = shop.clock.now();
        shop.db.write(|tx| {
            tx.set_setting("name", &new.name.trim())?;
            tx.set_setting("country", &new.country.to_uppercase())?;
            tx.set_setting("currency", &new.currency.to_uppercase())?;
            tx.set_setting("time_zone", &new.time_zone)?;
            tx.set_setting("language", &new.language)?;
            tx.set_setting("billing_currency", &"USD")?;
            media::make_seal_key(tx)?;
            team::add(tx, &new.owner, Role::Owner, None, now)?;
            stores::add(tx, new.name.trim(), "", &new.time_zone, "")?;
            pricing::load(tx, &pricing::reference()?, "reference")?;
            let hash = media::store(tx, dir, &picture, now)?;
            tx.set_setting("fallback_picture", &hash)
        })?;
        // Last, so that a folder with this file is a whole shop.
        write_private(&dir.join("shop.json"), &serde_json::to_vec_pretty(&folder)?)?;
        Ok(shop)
    }

    /// Opens a shop.
    ///
    /// # Errors
    /// `not_a_shop`, `shop_open`, `keyring_missing`, `keyring_locked`, `wrong_key`, `newer_database`, `damaged`, or what the disk says.
    pub fn open(dir: &Path, passphrase: Option<&Secret>) -> Result<Arc<Self>> {
        let path = dir.join("shop.json");
        if !path.exists() {
            return Err(Error::new(Code::NotAShop));
        }
        let folder: Folder = serde_json::from_slice(&std::fs::read(path)?).map_err(|_| Error::new(Code::Damaged))?;
        Self::unlock(dir, take_lock(dir)?, &folder, passphrase, false)
    }

    fn unlock(dir: &Path, lock: File, folder: &Folder, passphrase: Option<&Secret>, new: bool) -> Result<Arc<Self>> {
        let secrets = Secrets::at(dir, &folder.id, folder.keys, passphrase)?;
        let key = secrets.database_key(new)?;
        Self::with(dir, lock, folder, secrets, key)
    }

    /// Opens a shop with its spare key, on this laptop or another, and keeps the key here from now on: in
    /// the keyring, or under a passphrase where one is given. Token and app secret do not come with it.
    ///
    /// # Errors
    /// `bad_spare_key`, `wrong_key` for another shop's, `keyring_missing` without keyring and passphrase, and what [`Shop::open`] says.
    pub fn open_with_spare_key(dir: &Path, words: &Secret, passphrase: Option<&Secret>) -> Result<Arc<Self>> {
        let path = dir.join("shop.json");
        if !path.exists() {
            return Err(Error::new(Code::NotAShop));
        }
        let mut folder: Folder = serde_json::from_slice(&std::fs::read(&path)?).map_err(|_| Error::new(Code::Damaged))?;
        let key = DatabaseKey::from_words(words.reveal())?;
        let lock = take_lock(dir)?;
        // Proved before anything of the old keeping is touched.
        drop(Db::open(&dir.join("shop.db"), key.clone())?);
        if passphrase.is_some() {
            folder.keys = Keeping::Passphrase;
            // What an older passphrase sealed cannot be opened any more; the key that matters is here.
            let _ = std::fs::remove_file(dir.join("secrets.sealed"));
        }
        let secrets = Secrets::at(dir, &folder.id, folder.keys, passphrase)?;
        secrets.take_over(&key)?;
        write_private(&path, &serde_json::to_vec_pretty(&folder)?)?;
        Self::with(dir, lock, &folder, secrets, key)
    }

    fn with(dir: &Path, lock: File, folder: &Folder, secrets: Secrets, key: DatabaseKey) -> Result<Arc<Self>> {
        let spare = if secrets.need_a_spare() { Some(key.clone()) } else { None };
        let db = Db::open(&dir.join("shop.db"), key)?;
        let model = db.read(Model::kept)?;
        let clock = match folder.clock {
            ClockKind::System => Clock::System,
            ClockKind::File => Clock::File(Arc::new(dir.join(CLOCK_FILE))),
        };
        Ok(Arc::new(Self {
            db: Arc::new(db),
            dir: dir.to_owned(),
            clock,
            secrets,
            spare,
            app_secret: Mutex::default(),
            traffic: Arc::default(),
            hatch: Arc::default(),
            arrivals: inbox::Arrivals::default(),
            arrived: Arc::default(),
            connected: Arc::default(),
            finder: crate::catalog::search::Finder::default(),
            near: crate::stores::near::Near::default(),
            converting: crate::media::library::Converting::default(),
            mind: Mind::default(),
            model,
            wanted: Arc::default(),
            jobs: imports::Jobs::default(),
            seen: Mutex::default(),
            sent_something: Arc::default(),
            _lock: lock,
        }))
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its time.
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// What changes, as it is committed: batched and lossy, a slow listener reloads.
    pub fn topics(&self) -> broadcast::Receiver<Topic> {
        self.db.topics()
    }

    /// What the shop answers with.
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk { db: &self.db, finder: &self.finder, near: &self.near, mind: &self.mind, model: &self.model }
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        self.db.read(look)
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.db.write(work)
    }

    /// A client for this shop's connection.
    ///
    /// # Errors
    /// `not_connected` without connection or token.
    pub(crate) fn client(&self, deadline: Duration) -> Result<Client> {
        let connection = self.read(cloud::connection)?.ok_or_else(|| Error::new(Code::NotConnected))?;
        let token = self.secrets.get(TOKEN)?.ok_or_else(|| Error::new(Code::NotConnected))?;
        client_for(&connection, &token, deadline)
    }

    fn app_secret(&self) -> Result<Secret> {
        let mut kept = self.app_secret.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = self.secrets.get(APP_SECRET)?;
        }
        kept.clone().ok_or_else(|| Error::new(Code::NotConnected))
    }

    /// Everybody who works here.
    ///
    /// # Errors
    /// What the disk says.
    pub fn team(&self) -> Result<Vec<Colleague>> {
        self.read(team::list)
    }

    /// The owner, while nobody has to say who she is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open_door(&self) -> Result<Option<Colleague>> {
        self.read(team::open_door)
    }

    /// Minutes without a command after which a session ends; 0: never.
    ///
    /// # Errors
    /// What the disk says.
    pub fn lock_after_minutes(&self) -> Result<i64> {
        self.read(|read| read.setting("lock_after_minutes", 15))
    }

    /// Lets a colleague in with her PIN.
    ///
    /// # Errors
    /// `wrong_pin`, `too_many_tries`, `switched_off`.
    pub fn sign_in(&self, colleague: ColleagueId, pin: Option<&Secret>) -> Result<Colleague> {
        let now = self.now();
        let door = self.read(|read| team::door(read, colleague))?;
        let right = door.opens(pin, now)?;
        self.write(|tx| door.tried(tx, right, now))?
    }

    /// Whether Meta's question about our address carries the word we gave it.
    ///
    /// # Errors
    /// What the keyring says.
    pub fn verifies(&self, token: &str) -> Result<bool> {
        Ok(self.secrets.get(cloud::VERIFY_TOKEN)?.is_some_and(|kept| subtle_eq(kept.reveal().as_bytes(), token.as_bytes())))
    }

    /// The connection is new: the sender takes it up.
    pub(crate) fn reconnect(&self) {
        *self.app_secret.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.connected.notify_one();
    }

    /// Takes a webhook delivery: signature checked over these bytes, stored with a full commit, and
    /// only then may the caller answer 200. Answers false when it was stored before.
    ///
    /// # Errors
    /// `bad_signature`, `too_large`, `not_connected` without an app secret, or what the disk says.
    pub fn receive(&self, body: &[u8], signature: &str) -> Result<bool> {
        let secret = self.app_secret()?;
        let now = self.now();
        // Before the commit: between the two nothing the shop starts may slip out.
        self.traffic.unread(true);
        let stored = self.arrivals.receive(&self.db, body, signature, &secret, now);
        if let Ok(true) = stored {
            self.traffic.count(inbox::inbound_messages(body));
        }
        self.arrived.notify_one();
        stored
    }

    /// Stores and understands one delivery at once, for `webhook apply`; the person at the keyboard
    /// vouches for the file, so there is no signature to check.
    ///
    /// # Errors
    /// `too_large`, or what the disk says.
    pub fn apply_webhook(&self, body: &[u8]) -> Result<Applied> {
        let now = self.now();
        self.write(|tx| inbox::vouched_for(tx, body, now))?;
        let mut last = Applied { result: "understood".into(), reason: Some("already applied".into()) };
        while let Some(id) = self.read(inbox::due)? {
            last = self.apply_one(id)?;
        }
        Ok(last)
    }

    /// Understands every delivery that waits, now: for a shop whose workers do not run.
    ///
    /// # Errors
    /// What the disk says.
    pub fn understand_all(&self) -> Result<()> {
        while let Some(id) = self.read(inbox::due)? {
            self.apply_one(id)?;
        }
        self.traffic.unread(false);
        Ok(())
    }

    fn apply_one(&self, id: i64) -> Result<Applied> {
        let now = self.now();
        match self.write(|tx| inbox::apply(tx, self.desk(), id, now)) {
            // The disk's troubles pass; anything else would fail again and stop what is behind it.
            Err(error) if !matches!(error.code, Code::Disk | Code::DiskFull) => {
                tracing::error!(%error, delivery = id, "a delivery could not be applied");
                let reason = error.to_string();
                self.write(|tx| inbox::reject(tx, id, &reason, now))?;
                Ok(Applied { result: "rejected".into(), reason: Some(reason) })
            }
            done => done,
        }
    }

    /// Understands up to so many of the deliveries that wait in one commit; answers whether there was one.
    fn apply_next(&self, at_most: usize) -> Result<bool> {
        if self.read(inbox::due)?.is_none() {
            return Ok(false);
        }
        let (now, start) = (self.now(), Instant::now());
        let together = self.hatch.write(&self.db, &self.traffic, now, |tx| {
            // Asked within: what somebody else has understood meanwhile is not there any more.
            for id in inbox::next(tx, at_most)? {
                inbox::apply(tx, self.desk(), id, now)?;
                if start.elapsed() > LONGEST_COMMIT {
                    break;
                }
            }
            Ok(())
        });
        if together.is_err() {
            // One of them: each by itself, so that the others are not lost with it. A place to return to before
            // each would find it at once, and would seal every page a second time for all who are well.
            self.read(|read| inbox::next(read, at_most))?.iter().try_for_each(|id| self.apply_one(*id).map(drop))?;
        }
        if self.model.is_on() {
            self.wanted.notify_one();
        }
        Ok(true)
    }

    /// Starts the workers: what the last run left open is settled first, then sending, understanding
    /// and time-keeping go on until [`Workers::stop`].
    ///
    /// # Errors
    /// What the disk says.
    pub fn start(self: &Arc<Self>, options: WorkerOptions) -> Result<Workers> {
        let settled = sender::recover(&self.db, &self.dir, options.recovery, self.now())?;
        if settled > 0 {
            tracing::info!(settled, "attempts left open by the last run are settled");
        }
        self.traffic.listen_until(self.now() + options.listen_first.as_millis() as i64);
        let stop = CancellationToken::new();
        let (options_deadline, pictures_from) = (options.deadline, options.pictures);
        let (wake, moved) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let mut tasks = JoinSet::new();
        // What came in before the last stop is understood before anything goes out: a STOP may be in it.
        let (caught_up, ready) = oneshot::channel();
        let this = Arc::clone(self);
        // Learning takes a moment; the first customer should not wait for it.
        tasks.spawn_blocking(move || {
            if let Err(error) = this.read(|read| this.mind.prepare(read)) {
                tracing::warn!(%error, "the answers could not be learned yet");
            }
        });
        tasks.spawn(send(Arc::clone(self), options, Arc::clone(&wake), Arc::clone(&moved), stop.clone(), ready));
        tasks.spawn(understand(Arc::clone(self), stop.clone(), caught_up));
        tasks.spawn(keep_time(Arc::clone(self), Arc::clone(&moved), stop.clone()));
        tasks.spawn(aside::run(Arc::clone(self), stop.clone()));
        tasks.spawn(forget::run(Arc::clone(self), stop.clone()));
        tasks.spawn(fetch::run(Arc::clone(self), options_deadline, stop.clone()));
        tasks.spawn(pictures::run(Arc::clone(self), pictures_from, stop.clone()));
        tasks.spawn(imports::run(Arc::clone(self), stop.clone()));
        tasks.spawn(watched::run(Arc::clone(self), stop.clone()));
        tasks.spawn(model::run(Arc::clone(self), stop.clone()));
        tasks.spawn(pass_on(self.topics(), wake, moved, stop.clone()));
        Ok(Workers { stop, tasks })
    }
}

/// Compared without a shortcut: how much of a secret was right is nobody's business.
pub fn subtle_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

/// One process owns a shop; the system gives the lock back when the process ends, however it ends.
fn take_lock(dir: &Path) -> Result<File> {
    let lock = File::options().create(true).truncate(false).write(true).open(dir.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::new(Code::ShopOpen)),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

pub(crate) fn client_for(connection: &cloud::Connection, token: &Secret, deadline: Duration) -> Result<Client> {
    let credentials = Credentials {
        graph_url: connection.graph_url.clone(),
        graph_version: connection.graph_version.clone(),
        token: token.reveal().to_owned(),
        phone_number_id: connection.phone_number_id.clone(),
        waba_id: connection.waba_id.clone(),
        app_id: connection.app_id.clone(),
    };
    Client::new(credentials, deadline).map_err(Error::internal)
}

/// The running workers of a shop.
#[derive(Debug)]
pub struct Workers {
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl Drop for Workers {
    fn drop(&mut self) {
        // Whatever way they are let go, nothing is sent for a shop nobody holds any more.
        self.stop.cancel();
    }
}

impl Workers {
    /// Stops after what is on the wire has been answered and recorded.
    pub async fn stop(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// No wait is longer: a laptop that slept does not count the time in its timers.
const LOOK_UP: Duration = Duration::from_secs(1);

async fn send(
    shop: Arc<Shop>,
    options: WorkerOptions,
    wake: Arc<Notify>,
    moved: Arc<Notify>,
    stop: CancellationToken,
    ready: oneshot::Receiver<()>,
) {
    tokio::select! { () = stop.cancelled() => return, _ = ready => {} }
    while !stop.is_cancelled() {
        let this = Arc::clone(&shop);
        let client = match tokio::task::spawn_blocking(move || this.client(options.deadline)).await {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => {
                if error.code != Code::NotConnected {
                    tracing::warn!(%error, "sending waits for the connection's secrets");
                }
                tokio::select! { () = stop.cancelled() => return, () = shop.connected.notified() => {}, () = tokio::time::sleep(TRY_AGAIN) => {} }
                continue;
            }
            Err(_) => return,
        };
        if let Err(error) = sync(&shop, &client).await {
            tracing::warn!(%error, "Meta could not be asked for templates and limits; what was known stands");
        }
        let until = stop.child_token();
        let sender = Arc::new(Sender {
            db: Arc::clone(&shop.db),
            dir: shop.dir.clone(),
            clock: shop.clock.clone(),
            client,
            wake: Arc::clone(&wake),
            settled: Arc::clone(&moved),
            traffic: Arc::clone(&shop.traffic),
            hatch: Arc::clone(&shop.hatch),
            per_second: options.per_second,
            listen_first: options.listen_first,
        });
        let mut running = tokio::spawn(sender.run(until.clone()));
        let ended = tokio::select! {
            ended = &mut running => ended,
            () = stop.cancelled() => running.await,
            () = shop.connected.notified() => {
                until.cancel();
                running.await
            }
        };
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the sender stopped; it starts again"),
            Err(_) => tracing::error!("the sender failed; it starts again"),
        }
        if !stop.is_cancelled() && !until.is_cancelled() {
            tokio::time::sleep(TRY_AGAIN).await;
        }
    }
}

/// Between two tries of something that did not start.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Asks Meta for templates, their states and the day's limit.
pub(crate) async fn sync(shop: &Arc<Shop>, client: &Client) -> Result<()> {
    let templates = client.templates().await.map_err(|e| meta_error(&e))?;
    let number = client.phone_number().await.map_err(|e| meta_error(&e))?;
    let catalogue = catalogue(client).await;
    let now = shop.now();
    shop.write(|tx| {
        if let Some((connected, items)) = &catalogue {
            cloud::catalogue::seen(tx, connected.as_deref(), items)?;
        }
        for t in &templates {
            cloud::template_seen(tx, &t.name, &t.language, Some(&t.status), Some(&t.category), None, now)?;
            cloud::template_defined(tx, t)?;
        }
        cloud::asked(
            tx,
            number.whatsapp_business_manager_messaging_limit.as_deref(),
            Some(number.quality_rating.as_str()).filter(|q| !q.is_empty()),
        )?;
        Ok(())
    })
}

/// The connected catalogue and its items; nothing where Meta does not say, and what was known stands: a token need not be
/// allowed to see catalogues.
async fn catalogue(client: &Client) -> Option<(Option<String>, Vec<CatalogueItem>)> {
    let connected = client.catalogue().await.ok()?;
    let items = match &connected {
        Some(id) => client.catalogue_items(id).await.ok()?,
        None => Vec::new(),
    };
    Some((connected, items))
}

pub(crate) fn meta_error(error: &cloud_api::client::CallError) -> Error {
    match error.code() {
        Some(code) => Error::new(Code::MetaRefused).with("meta_code", code),
        None => Error::new(Code::MetaUnreachable),
    }
}

/// Deliveries understood in one commit: what comes in quickly does not wait for as many synced pages.
const TOGETHER: usize = 32;
/// But a commit is not held up longer than this: others wait to store what came in.
const LONGEST_COMMIT: Duration = Duration::from_millis(5);

async fn understand(shop: Arc<Shop>, stop: CancellationToken, caught_up: oneshot::Sender<()>) {
    let mut caught_up = Some(caught_up);
    let mut quiet = true;
    let mut together = TOGETHER;
    while !stop.is_cancelled() {
        if quiet && shop.traffic.has_received() {
            quiet = false;
            let this = Arc::clone(&shop);
            // Who greets asks for a product next: the search is made ready beside the greeting.
            tokio::task::spawn_blocking(move || {
                if let Err(error) = this.finder.prepare(&this.db) {
                    tracing::warn!(%error, "the products could not be read for the search yet");
                }
            });
        }
        let this = Arc::clone(&shop);
        let done = tokio::task::spawn_blocking(move || {
            loop {
                while this.apply_next(together)? {}
                this.traffic.unread(false);
                this.sent_something.notify_one();
                // One that was stored between the last look and that line is seen by this one.
                if this.read(inbox::due)?.is_none() {
                    return Ok::<_, Error>(());
                }
                this.traffic.unread(true);
            }
        });
        match done.await {
            Ok(Ok(())) => {
                together = TOGETHER;
                // The sender may have gone already; then nobody waits.
                caught_up.take().map(|tell| tell.send(()));
            }
            Ok(Err(error)) => tracing::error!(%error, "deliveries wait"),
            // One of several: each by itself next time, to find which.
            Err(_) if together > 1 => {
                together = 1;
                continue;
            }
            Err(_) => {
                tracing::error!("a delivery broke the reading of it and is put aside");
                let this = Arc::clone(&shop);
                let aside = tokio::task::spawn_blocking(move || {
                    let now = this.now();
                    this.write(|tx| inbox::due(tx)?.map_or(Ok(()), |id| inbox::reject(tx, id, "broke the reading of it", now)))
                });
                if !matches!(aside.await, Ok(Ok(()))) {
                    tracing::error!("and could not be");
                }
                together = TOGETHER;
                continue;
            }
        }
        tokio::select! { () = stop.cancelled() => {}, () = shop.arrived.notified() => {}, () = tokio::time::sleep(LOOK_UP) => {} }
    }
}

/// Alerts are moved on no oftener.
const BETWEEN_FOLLOWS: Duration = Duration::from_millis(500);

async fn keep_time(shop: Arc<Shop>, moved: Arc<Notify>, stop: CancellationToken) {
    let mut follow = true;
    let mut followed: Option<tokio::time::Instant> = None;
    while !stop.is_cancelled() {
        if let Some(last) = followed.filter(|_| follow) {
            // A wave of a hundred thousand moves fifty times a second; looking at all of it as often is waste.
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep_until(last + BETWEEN_FOLLOWS) => {} }
        }
        if follow {
            followed = Some(tokio::time::Instant::now());
        }
        let this = Arc::clone(&shop);
        let done = tokio::task::spawn_blocking(move || tend(&this, follow));
        if let Ok(Err(error)) = done.await {
            tracing::error!(%error, "time-keeping failed");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = moved.notified() => follow = true,
            () = tokio::time::sleep(LOOK_UP) => follow = false,
        }
    }
}

/// What is due by now: waves, ended holds, unknowns nobody has proved.
fn tend(shop: &Shop, follow: bool) -> Result<()> {
    let now = shop.now();
    let due = shop.read(|read| {
        let passed = |at: Option<Millis>| at.is_some_and(|at| at <= now);
        Ok((follow || passed(waitlist::next_due(read)?), passed(orders::next_due(read)?), passed(outbox::next_unknown(read)?)))
    })?;
    after_orders(shop, now)?;
    if shop.read(|read| Ok(inbox::due(read)?.is_none() && !worked::due(read, now)?.is_empty()))? {
        shop.write(|tx| inbox::did_it_work(tx, now))?;
    }
    if follow {
        shop.finder.keep_up(&shop.db)?;
    }
    if due == (false, false, false) {
        return Ok(());
    }
    // Each by itself: one that cannot be done does not keep the others from their time.
    shop.write(|tx| {
        for order in orders::expire(tx, now)? {
            inbox::hold_ended(tx, &order, now)?;
        }
        for order in orders::left_waiting(tx, now)? {
            inbox::nobody_has_looked(tx, &order, now)?;
        }
        Ok(())
    })?;
    shop.write(|tx| outbox::give_up_on_unknowns(tx, now))?;
    // A wave begins only when everything that came in has been understood.
    if shop.read(inbox::due)?.is_some() {
        return Ok(());
    }
    shop.write(|tx| waitlist::follow(tx, now))
}

/// A word after an order, where its time has come and everything that came in is understood: a STOP may be in it.
fn after_orders(shop: &Shop, now: Millis) -> Result<()> {
    let due = shop.read(|read| Ok(inbox::due(read)?.is_none() && !running::after_orders(read, now)?.is_empty()))?;
    if due { shop.write(|tx| inbox::after_orders(tx, now)) } else { Ok(()) }
}

/// Commits wake those they concern.
async fn pass_on(mut topics: broadcast::Receiver<Topic>, wake: Arc<Notify>, moved: Arc<Notify>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            topic = topics.recv() => match topic {
                Ok(Topic::Outbox) => wake.notify_one(),
                Ok(Topic::Catalog) => moved.notify_one(),
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    wake.notify_one();
                    moved.notify_one();
                }
                Ok(_) => {}
                Err(broadcast::error::RecvError::Closed) => return,
            },
        }
    }
}
