//! The program around a shop: which shop is open, making a new one or a demo, and the commands of the
//! customer's phone that stands beside a demo. One shop at a time.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use cloud_simulator::Simulator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{Mutex, OwnedRwLockReadGuard, broadcast};
use tokio_util::sync::CancellationToken;
use ts_rs::TS;
use vitrine_core::api::{self, Colleague, NewShop};
use vitrine_core::kinds::ColleagueId;
use vitrine_core::shop::{Kind, WorkerOptions};
use vitrine_core::{Author, Code, Error, Result, Secret, Shop, Topic, Workers};

use crate::changes::Changes;
use crate::demo::DemoKind;
use crate::sessions::Sessions;
use crate::{demo, http, phone};

/// Where an open shop can be reached; also written to `open.json` in its folder for the command line.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Addresses {
    /// `POST {rpc_url}/{command}`.
    pub rpc_url: String,
    /// Bearer token for it.
    pub token: String,
    /// Where Meta's webhooks go.
    pub webhook_url: String,
    /// The window's pages, if they are served.
    pub window_url: Option<String>,
    /// The simulator's control side, for a demo.
    pub control_url: Option<String>,
}

/// How to run.
#[derive(Clone, Debug)]
pub struct HouseOptions {
    /// Where rpc and webhooks listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The window's built pages, to serve them to a browser.
    pub pages: Option<PathBuf>,
    /// How the workers run.
    pub workers: WorkerOptions,
}

impl Default for HouseOptions {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), pages: None, workers: WorkerOptions::default() }
    }
}

pub(crate) struct Open {
    pub(crate) shop: Arc<Shop>,
    simulator: Option<Simulator>,
    workers: Workers,
}

/// The open shop while somebody uses it: closing waits for it.
pub struct InUse {
    shop: Arc<Shop>,
    _until_done: OwnedRwLockReadGuard<()>,
}

impl std::ops::Deref for InUse {
    type Target = Arc<Shop>;
    fn deref(&self) -> &Self::Target {
        &self.shop
    }
}

/// The program around a shop.
pub struct House {
    pub(crate) options: HouseOptions,
    base: PathBuf,
    open: Mutex<Option<Open>>,
    // What requests look at: never held across an await.
    shop: RwLock<Option<Arc<Shop>>>,
    in_use: Arc<tokio::sync::RwLock<()>>,
    // Opening, making and leaving a shop happen one at a time.
    turn: Mutex<()>,
    // What became of opening the last shop before anybody asked.
    early_problem: std::sync::Mutex<Option<Error>>,
    pub(crate) control_url: RwLock<Option<String>>,
    sessions: Sessions,
    pub(crate) topics: broadcast::Sender<Topic>,
    listening: RwLock<Option<Addresses>>,
    stop: CancellationToken,
}

/// What the window finds when it starts.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HouseState {
    /// A shop is open.
    pub open: bool,
    /// It has a customer's phone beside it.
    pub phone: bool,
    /// Why the shop used last could not be opened.
    pub problem: Option<Error>,
    /// The shops this laptop has, to go back to; demos are not among them.
    pub shops: Vec<KnownShop>,
    /// Somebody has to say who she is.
    pub locked: bool,
    /// Who is at the window, if anybody.
    pub me: Option<Colleague>,
    /// The tiles to choose from.
    pub team: Vec<Colleague>,
    /// Minutes without a touch after which it locks itself; 0: never.
    pub lock_after_minutes: i64,
    /// Where webhooks reach this program on this machine.
    pub webhook_url: String,
    /// The machine's language, for the first question.
    pub language: String,
    /// The machine's time zone, for the first form.
    pub time_zone: String,
}

/// A shop of this laptop.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct KnownShop {
    /// What its folder is called: the name it was started with, in small letters.
    pub name: String,
    /// Where it is.
    pub folder: String,
}

/// Which demo.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct LookAround {
    /// shoes, cafe or hardware.
    pub kind: DemoKind,
    /// Language of the owner.
    pub language: String,
}

/// A shop to start.
#[derive(Deserialize, TS)]
pub struct StartShop {
    /// What it says of itself.
    pub shop: NewShop,
    /// Without a keyring: the passphrase the secrets are sealed under.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
}

/// What opens a shop whose key is not at hand.
#[derive(Deserialize, TS)]
pub struct Unlock {
    /// Where the folder asks for one; with a spare key, the one to seal it under from now on.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
    /// The spare key's words.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub spare_key: Option<Secret>,
    /// The shop's folder, if it is not the one used last: copied from another laptop.
    #[serde(default)]
    pub folder: Option<String>,
}

/// Who asks.
#[derive(Default, Deserialize, TS)]
#[serde(default)]
pub struct Asking {
    /// As given by signing in.
    #[ts(type = "string | null")]
    pub session: Option<Secret>,
}

/// Signing in.
#[derive(Deserialize, TS)]
pub struct SignIn {
    /// Whose tile.
    pub colleague: ColleagueId,
    /// Her PIN, if the tile asks for one.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub pin: Option<Secret>,
}

/// Signed in.
#[derive(Serialize, TS)]
pub struct SignedIn {
    /// To be sent with every command.
    pub session: String,
    /// Who is in.
    pub me: Colleague,
}

macro_rules! house_commands {
    ($( $(#[doc = $doc:literal])+ $name:ident ( $request:ty ) -> $answer:ty = $handler:path; )+) => {
        async fn own(house: &Arc<House>, command: &str, payload: Value) -> Option<Result<Value>> {
            match command {
                $( stringify!($name) => Some(async {
                    let request: $request = serde_json::from_value(payload).map_err(|_| Error::new(Code::BadRequest).with("command", command))?;
                    let answer: $answer = $handler(house, request).await?;
                    Ok(serde_json::to_value(answer)?)
                }.await), )+
                _ => None,
            }
        }

        /// The house's commands as TypeScript.
        pub fn typescript() -> String {
            let mut types = api::Declarations::default();
            let mut lines = Vec::new();
            $( lines.push(types.command(stringify!($name), concat!($($doc),+), <$request as TS>::name, <$answer as TS>::name)); types.add::<$request>(); types.add::<$answer>(); )+
            types.finish("HouseCommands", &lines)
        }
    };
}

house_commands! {
    /// What there is: a shop, or the first start; and who is at the window.
    house_state(Asking) -> HouseState = state;
    /// Says who she is.
    house_sign_in(SignIn) -> SignedIn = sign_in;
    /// Steps away: the tiles come back.
    house_sign_out(Asking) -> api::Done = sign_out;
    /// Opens a demo shop, making it first if needed.
    house_look_around(LookAround) -> HouseState = look_around;
    /// Makes a shop and opens it.
    house_start_shop(StartShop) -> HouseState = start_shop;
    /// Opens the shop used last again, or one from another laptop with its spare key.
    house_unlock(Unlock) -> HouseState = unlock;
    /// Closes the shop and goes back to the first start.
    house_leave(api::Nothing) -> HouseState = leave;
    /// The people of the demo.
    phone_people(api::Nothing) -> Vec<phone::PhonePerson> = phone::people;
    /// One person's chat with the shop, as her phone shows it.
    phone_chat(phone::PersonRef) -> Vec<phone::PhoneMessage> = phone::chat;
    /// She writes.
    phone_write(phone::PhoneWrite) -> api::Done = phone::write;
    /// She taps a button.
    phone_tap(phone::PhoneTap) -> api::Done = phone::tap;
    /// Lets the demo's time pass.
    phone_wait(phone::PhoneWait) -> api::Done = phone::wait;
}

impl House {
    /// A house whose shops live under `base`.
    pub fn new(base: PathBuf, options: HouseOptions) -> Arc<Self> {
        let (topics, _) = broadcast::channel(1024);
        Arc::new(Self {
            options,
            base,
            open: Mutex::default(),
            shop: RwLock::default(),
            in_use: Arc::default(),
            turn: Mutex::default(),
            early_problem: std::sync::Mutex::default(),
            control_url: RwLock::default(),
            sessions: Sessions::default(),
            topics,
            listening: RwLock::default(),
            stop: CancellationToken::new(),
        })
    }

    /// Starts listening for rpc and webhooks.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn listen(self: &Arc<Self>) -> Result<Addresses> {
        let addresses = http::listen(Arc::clone(self), self.stop.clone()).await?;
        *self.listening.write().unwrap_or_else(PoisonError::into_inner) = Some(addresses.clone());
        Ok(addresses)
    }

    /// Where it listens, and where the simulator's control side is.
    pub fn addresses(&self) -> Option<Addresses> {
        let mut addresses = self.listening.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        addresses.control_url = self.control_url.read().unwrap_or_else(PoisonError::into_inner).clone();
        Some(addresses)
    }

    /// The open shop, for as long as the answer is kept.
    pub async fn shop(&self) -> Option<InUse> {
        let until_done = Arc::clone(&self.in_use).read_owned().await;
        let shop = self.shop.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(InUse { shop, _until_done: until_done })
    }

    fn is_open(&self) -> bool {
        self.shop.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// What changes from now on, for one window.
    pub fn changes(&self) -> Changes {
        Changes::new(self.topics.subscribe())
    }

    /// Runs a command as whoever has signed in; without a session as the owner, while no owner has a PIN.
    ///
    /// # Errors
    /// What the command says; `sign_in_first`; `not_a_shop` when none is open.
    pub async fn call_as(self: &Arc<Self>, session: Option<&str>, command: &str, payload: Value) -> Result<Value> {
        if let Some(answer) = own(self, command, payload.clone()).await {
            return answer;
        }
        let shop = self.shop().await.ok_or_else(|| Error::new(Code::NotAShop))?;
        let me = self.sessions.who(&shop, session).await?.ok_or_else(|| Error::new(Code::SignInFirst))?;
        api::dispatch(&shop, me.author(), command, payload).await
    }

    /// Runs a command of the house or of the open shop for an author this process vouches for.
    ///
    /// # Errors
    /// What the command says; `not_a_shop` when none is open.
    pub async fn call(self: &Arc<Self>, author: Author, command: &str, payload: Value) -> Result<Value> {
        if let Some(answer) = own(self, command, payload.clone()).await {
            return answer;
        }
        let shop = self.shop().await.ok_or_else(|| Error::new(Code::NotAShop))?;
        api::dispatch(&shop, author, command, payload).await
    }

    /// Opens the shop in a folder, with the simulator if the folder says so, and starts its workers.
    ///
    /// # Errors
    /// What [`Shop::open`] says.
    pub async fn open(self: &Arc<Self>, dir: &Path, passphrase: Option<Secret>) -> Result<()> {
        let _turn = self.turn.lock().await;
        self.open_now(dir, passphrase).await
    }

    /// Opens the shop used last, if there is one, before the pages ask for it; what went wrong is told when they do,
    /// without a second try that would bring up the keyring's question again.
    pub async fn open_last(self: &Arc<Self>) {
        let _turn = self.turn.lock().await;
        if let Some(dir) = self.last() {
            *self.early_problem.lock().unwrap_or_else(PoisonError::into_inner) = self.open_now(&dir, None).await.err();
        }
    }

    async fn open_now(self: &Arc<Self>, dir: &Path, passphrase: Option<Secret>) -> Result<()> {
        self.close().await;
        let folder = dir.to_owned();
        let shop = tokio::task::spawn_blocking(move || Shop::open(&folder, passphrase.as_ref())).await.map_err(Error::internal)??;
        self.take_in(shop).await
    }

    async fn take_in(self: &Arc<Self>, shop: Arc<Shop>) -> Result<()> {
        let dir = shop.dir().to_owned();
        let webhook = self.listening.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|a| a.webhook_url.clone());
        let simulator = demo::wire(&shop, webhook).await?;
        *self.control_url.write().unwrap_or_else(PoisonError::into_inner) = simulator.as_ref().map(|s| s.addresses.control_url.clone());
        if let Some(addresses) = self.addresses() {
            vitrine_core::shop::write_private(&dir.join("open.json"), &serde_json::to_vec(&addresses)?)?;
        }
        let workers = shop.start(self.options.workers.clone())?;
        let (mut from, to) = (shop.topics(), self.topics.clone());
        tokio::spawn(async move {
            loop {
                match from.recv().await {
                    // Nobody listening is fine.
                    Ok(topic) => drop(to.send(topic)),
                    Err(broadcast::error::RecvError::Lagged(_)) => Topic::ALL.into_iter().for_each(|topic| drop(to.send(topic))),
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        });
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&shop));
        *self.open.lock().await = Some(Open { shop, simulator, workers });
        let _ = self.topics.send(Topic::Shop);
        Ok(())
    }

    /// Closes the shop: what is on the wire is answered and recorded first.
    pub async fn close(&self) {
        let open = self.open.lock().await.take();
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = None;
        *self.control_url.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.sessions.end_all();
        if let Some(Open { shop, simulator, workers }) = open {
            // Requests and webhooks on their way finish first: nothing of the shop outlives its closing.
            let _nobody = self.in_use.write().await;
            workers.stop().await;
            let _ = std::fs::remove_file(shop.dir().join("open.json"));
            drop(simulator);
        }
    }

    /// Closes everything.
    pub async fn shut(&self) {
        self.close().await;
        self.stop.cancel();
    }

    fn last(&self) -> Option<PathBuf> {
        std::fs::read_to_string(self.base.join("last"))
            .ok()
            .map(|text| PathBuf::from(text.trim()))
            .filter(|dir| dir.join("shop.json").exists())
    }

    fn shops(&self) -> Vec<KnownShop> {
        // A shop's own name is sealed in it; the folder says enough to choose by.
        let folders = std::fs::read_dir(self.base.join("shops")).into_iter().flatten().flatten();
        let mut shops: Vec<KnownShop> = folders
            .map(|entry| entry.path())
            .filter(|dir| dir.join("shop.json").exists())
            .filter_map(|dir| {
                Some(KnownShop { name: dir.file_name()?.to_string_lossy().into_owned(), folder: dir.to_string_lossy().into_owned() })
            })
            .collect();
        shops.sort_by(|a, b| a.name.cmp(&b.name));
        shops
    }

    fn remember(&self, dir: &Path) -> Result<()> {
        std::fs::create_dir_all(&self.base)?;
        Ok(std::fs::write(self.base.join("last"), dir.to_string_lossy().as_bytes())?)
    }
}

async fn describe(house: &Arc<House>, problem: Option<Error>, session: Option<&str>) -> Result<HouseState> {
    let machine = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).unwrap_or_default();
    let language = machine.get(..2).filter(|l| *l == "fr").unwrap_or("en").to_owned();
    let time_zone = std::fs::read_link("/etc/localtime")
        .ok()
        .and_then(|p| p.to_string_lossy().split("zoneinfo/").nth(1).map(str::to_owned))
        .unwrap_or_else(|| "Europe/Paris".into());
    let (mut me, mut team, mut lock_after_minutes) = (None, Vec::new(), 0);
    if let Some(shop) = house.shop().await {
        me = house.sessions.who(&shop, session).await?;
        let open = Arc::clone(&shop);
        (team, lock_after_minutes) = tokio::task::spawn_blocking(move || Ok::<_, Error>((open.team()?, open.lock_after_minutes()?)))
            .await
            .map_err(Error::internal)??;
        team.retain(|c| c.left_at.is_none());
    }
    Ok(HouseState {
        open: house.is_open(),
        phone: house.control_url.read().unwrap_or_else(PoisonError::into_inner).is_some(),
        problem,
        shops: house.shops(),
        locked: house.is_open() && me.is_none(),
        me,
        team,
        lock_after_minutes,
        webhook_url: house.addresses().map(|a| a.webhook_url).unwrap_or_default(),
        language,
        time_zone,
    })
}

async fn state(house: &Arc<House>, asking: Asking) -> Result<HouseState> {
    let _turn = house.turn.lock().await;
    let mut problem = None;
    if !house.is_open() {
        problem = house.early_problem.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(dir) = house.last().filter(|_| problem.is_none()) {
            problem = house.open_now(&dir, None).await.err();
        }
    }
    describe(house, problem, asking.session.as_ref().map(Secret::reveal)).await
}

async fn sign_in(house: &Arc<House>, request: SignIn) -> Result<SignedIn> {
    let shop = house.shop().await.ok_or_else(|| Error::new(Code::NotAShop))?;
    house.sessions.sign_in(&shop, request.colleague, request.pin).await
}

async fn sign_out(house: &Arc<House>, asking: Asking) -> Result<api::Done> {
    house.sessions.end(asking.session.as_ref().map(Secret::reveal));
    Ok(api::Done { done: true })
}

async fn look_around(house: &Arc<House>, request: LookAround) -> Result<HouseState> {
    let _turn = house.turn.lock().await;
    let dir = house.base.join("demo").join(request.kind.name());
    let new = !dir.join("shop.json").exists();
    if new {
        house.close().await;
        demo::create(&dir, request.kind, &request.language).await?;
    }
    house.open_now(&dir, None).await?;
    if let Some(control) = house.addresses().and_then(|a| a.control_url).filter(|_| new) {
        demo::somebody_writes(&control, &request.language).await;
    }
    house.remember(&dir)?;
    describe(house, None, None).await
}

async fn start_shop(house: &Arc<House>, request: StartShop) -> Result<HouseState> {
    let _turn = house.turn.lock().await;
    house.close().await;
    let folder: String = request.shop.name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let mut dir = house.base.join("shops").join(&folder);
    let mut number = 1;
    while dir.join("shop.json").exists() {
        number += 1;
        dir = house.base.join("shops").join(format!("{folder}-{number}"));
    }
    let kind = if request.passphrase.is_some() { Kind::Passphrase } else { Kind::Real };
    let place = dir.clone();
    let shop = tokio::task::spawn_blocking(move || Shop::create(&place, &request.shop, kind, request.passphrase.as_ref()))
        .await
        .map_err(Error::internal)??;
    house.take_in(shop).await?;
    house.remember(&dir)?;
    describe(house, None, None).await
}

async fn unlock(house: &Arc<House>, request: Unlock) -> Result<HouseState> {
    let _turn = house.turn.lock().await;
    let given = request.folder.as_deref().map(str::trim).filter(|f| !f.is_empty()).map(PathBuf::from);
    let dir = given.or_else(|| house.last()).ok_or_else(|| Error::new(Code::NotAShop))?;
    match request.spare_key {
        None => {
            // Before it opens: a shop that was chosen and does not open is a state with its own ways out.
            if dir.join("shop.json").exists() {
                house.remember(&dir)?;
            }
            house.open_now(&dir, request.passphrase).await?;
        }
        Some(words) => {
            house.close().await;
            let (folder, passphrase) = (dir.clone(), request.passphrase);
            let shop = tokio::task::spawn_blocking(move || Shop::open_with_spare_key(&folder, &words, passphrase.as_ref()))
                .await
                .map_err(Error::internal)??;
            house.take_in(shop).await?;
        }
    }
    house.remember(&dir)?;
    describe(house, None, None).await
}

async fn leave(house: &Arc<House>, _: api::Nothing) -> Result<HouseState> {
    let _turn = house.turn.lock().await;
    house.close().await;
    let _ = std::fs::remove_file(house.base.join("last"));
    describe(house, None, None).await
}
