//! The state behind the API, split by reason: [`people`], [`limits`], [`account`] (tokens, profile,
//! subscriptions), [`library`] (media and uploads), [`sending`] (what becomes of a message), [`life`]
//! (what people do by themselves), [`inbound`] (what they send) and [`events`] (what Meta announces).
//!
//! Everything a person does is drawn from (seed, person, how many messages she has had), so a run
//! repeats whatever the order in which requests arrive. One lock holds the whole world: no await is
//! made under it, and at two thousand messages a second it is held for a few milliseconds of each.

pub mod account;
pub mod chat;
pub mod events;
pub mod inbound;
pub mod library;
pub mod life;
pub mod limits;
pub mod people;
pub mod sending;
pub mod settings;

use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::schemas::Schemas;
use crate::templates::{Template, Templates};
use crate::{Credentials, Options};
use account::Account;
use library::Library;
use life::Event;
use limits::Limits;
use people::{Customer, People};
use settings::{Faults, Settings};

/// Milliseconds.
pub const HOUR: i64 = 3_600_000;
/// Milliseconds.
pub const DAY: i64 = 24 * HOUR;
/// How much is kept of what was received and accepted when the rest is forgotten.
const KEPT: usize = 1_000;

/// Credentials drawn from the seed: the same seed can be opened again.
pub fn credentials(seed: u64) -> Credentials {
    let mut dice = StdRng::seed_from_u64(seed ^ 0x51A7);
    let mut digits = |n: usize| (0..n).map(|i| char::from(b'0' + dice.random_range(u8::from(i == 0)..10))).collect::<String>();
    Credentials {
        token: format!("EAA{}", digits(40)),
        app_secret: digits(32),
        phone_number_id: digits(15),
        waba_id: digits(15),
        app_id: digits(16),
    }
}

/// A message Meta took, for counting.
#[derive(Clone, Debug, Serialize)]
pub struct Accept {
    /// Meta's id.
    pub wamid: String,
    /// The customer's number or user id.
    pub to: String,
    /// What came with it.
    pub callback: String,
    /// text, interactive, template.
    pub kind: String,
    /// When.
    pub at: i64,
}

/// A list that may forget its beginning; positions stay what they were.
pub struct Record<T> {
    kept: VecDeque<T>,
    dropped: usize,
    forgets: bool,
}

impl<T> Record<T> {
    fn new(forgets: bool) -> Self {
        Self { kept: VecDeque::new(), dropped: 0, forgets }
    }

    /// Adds one.
    pub fn push(&mut self, item: T) {
        self.kept.push_back(item);
        if self.forgets && self.kept.len() > KEPT {
            self.kept.pop_front();
            self.dropped += 1;
        }
    }

    /// Those from a position on.
    pub fn from(&self, position: usize) -> impl Iterator<Item = &T> {
        self.kept.iter().skip(position.saturating_sub(self.dropped))
    }

    /// How many there ever were.
    pub fn len(&self) -> usize {
        self.dropped + self.kept.len()
    }
}

/// What is known of a message by its id.
#[derive(Clone, Debug)]
pub struct Known {
    /// Whose chat it is in; 0 for a stranger's.
    pub customer: u64,
    /// When.
    pub at: i64,
    /// Written by the customer.
    pub inbound: bool,
    /// Its kind.
    pub kind: String,
    /// What became of it: status, when, and an error.
    pub events: Vec<(&'static str, i64, Option<i64>)>,
}

/// Something to go out: field, value, and whether it may go to an override address.
pub struct Change {
    /// The subscription's field.
    pub field: String,
    /// Its value.
    pub value: Value,
}

struct Due {
    at: Instant,
    order: u64,
    event: Event,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Due {}
impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (other.at, other.order).cmp(&(self.at, self.order))
    }
}

/// What is remembered between two runs.
#[derive(Deserialize, Serialize)]
struct Memory {
    customers: Vec<Customer>,
    templates: Vec<Template>,
    media: Vec<(String, String, i64)>,
    free_used: (String, u32),
    #[serde(default)]
    account: Option<account::Kept>,
}

/// Everything.
pub struct World {
    /// Request schemas.
    pub schemas: Arc<Schemas>,
    /// Who may call.
    pub credentials: Credentials,
    /// Where the simulator is, for addresses it hands out.
    pub base: String,
    /// Everybody.
    pub people: People,
    /// Templates and what is counted about them.
    pub templates: Templates,
    /// Media, their addresses, uploads and handles.
    pub library: Library,
    /// Tokens, profile, subscriptions, blocks, codes.
    pub account: Account,
    /// What Meta counts.
    pub limits: Limits,
    /// How this Meta is set up.
    pub settings: Settings,
    /// Faults on demand.
    pub faults: Faults,
    /// Every message Meta took.
    pub accepts: Record<Accept>,
    /// Every request to `messages`, as received.
    pub received: Record<Value>,
    /// Messages by id.
    pub known: BTreeMap<String, Known>,
    known_order: VecDeque<String>,
    /// Reference ids of orders, and what state each order is in.
    pub orders: BTreeMap<String, String>,
    /// Webhook changes to go out.
    pub outgoing: VecDeque<Change>,
    /// Kept back until released.
    pub withheld: VecDeque<Change>,
    /// Deliveries not yet answered with 200.
    pub undelivered: usize,
    /// Something changed since the state was last remembered.
    pub dirty: bool,
    /// Anything is accepted at once on `messages`.
    pub schema_free: bool,
    state_dir: Option<PathBuf>,
    seed: u64,
    offset: i64,
    clock_file: Option<PathBuf>,
    forgets: bool,
    due: BinaryHeap<Due>,
    counter: u64,
}

impl World {
    /// An empty world, or the one an earlier run remembered.
    ///
    /// # Errors
    /// When a schema cannot be compiled, or what is remembered cannot be read.
    pub fn new(options: &Options, credentials: Credentials, base: String) -> anyhow::Result<Self> {
        let offset =
            options.clock_file.as_ref().and_then(|p| std::fs::read_to_string(p).ok()).and_then(|t| t.trim().parse().ok()).unwrap_or(0);
        let mut world = Self {
            schemas: Arc::new(Schemas::new()?),
            account: Account::new(&credentials, options.webhook.clone()),
            credentials,
            base,
            people: People::default(),
            templates: Templates::default(),
            library: Library::default(),
            limits: Limits::new(options.per_second, &options.tier),
            settings: Settings::default(),
            faults: Faults::default(),
            accepts: Record::new(options.forget),
            received: Record::new(options.forget),
            known: BTreeMap::new(),
            known_order: VecDeque::new(),
            orders: BTreeMap::new(),
            outgoing: VecDeque::new(),
            withheld: VecDeque::new(),
            undelivered: 0,
            dirty: false,
            schema_free: options.schema_free,
            state_dir: options.state_dir.clone(),
            seed: options.seed,
            offset,
            clock_file: options.clock_file.clone(),
            forgets: options.forget,
            due: BinaryHeap::new(),
            // Ids of an earlier run against the same shop must not come again.
            counter: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_micros() as u64),
        };
        world.recall()?;
        Ok(world)
    }

    /// Takes up what an earlier run remembered.
    fn recall(&mut self) -> anyhow::Result<()> {
        let Some(dir) = self.state_dir.clone() else {
            return Ok(());
        };
        std::fs::create_dir_all(dir.join("media"))?;
        let path = dir.join("state.json");
        if !path.exists() {
            return Ok(());
        }
        let memory: Memory = serde_json::from_slice(&std::fs::read(path)?)?;
        for customer in memory.customers {
            for message in &customer.chat {
                self.know(&message.wamid, customer.id, message.at, !message.from_shop, &message.kind);
            }
            self.people.add(customer);
        }
        for template in memory.templates {
            self.templates.put(template);
        }
        self.limits.free_used = memory.free_used;
        if let Some(kept) = memory.account {
            self.account.kept = kept;
        }
        for (id, mime, until) in memory.media {
            if let Ok(bytes) = std::fs::read(dir.join("media").join(&id)) {
                self.library.recall(id, mime, bytes, until);
            }
        }
        Ok(())
    }

    /// What is to be remembered now, if anything changed: where, and the bytes. Written outside the lock.
    pub fn memory(&mut self) -> Option<(PathBuf, Vec<u8>)> {
        let dir = self.state_dir.clone().filter(|_| self.dirty)?;
        self.dirty = false;
        let memory = Memory {
            customers: self.people.iter().cloned().collect(),
            templates: self.templates.iter().cloned().collect(),
            media: self.library.remembered(),
            free_used: self.limits.free_used.clone(),
            account: Some(self.account.kept.clone()),
        };
        serde_json::to_vec(&memory).ok().map(|bytes| (dir.join("state.json"), bytes))
    }

    /// Keeps a file that was uploaded or sent.
    pub fn keep_media(&mut self, mime: &str, bytes: Vec<u8>, until: i64) -> String {
        let id = self.number().to_string();
        if let Some(dir) = &self.state_dir {
            // A picture that cannot be written is only forgotten at the next start.
            let _ = std::fs::write(dir.join("media").join(&id), &bytes);
        }
        self.library.recall(id.clone(), mime.to_owned(), bytes, until);
        self.dirty = true;
        id
    }

    /// The simulated time.
    pub fn now(&self) -> i64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64) + self.offset
    }

    /// Moves the simulated time and shares it.
    ///
    /// # Errors
    /// When the clock file cannot be written.
    pub fn advance(&mut self, by: i64) -> std::io::Result<i64> {
        self.offset += by;
        if let Some(path) = &self.clock_file {
            let draft = path.with_extension("new");
            std::fs::write(&draft, self.offset.to_string())?;
            std::fs::rename(draft, path)?;
        }
        self.pauses_end();
        Ok(self.now())
    }

    /// The next number nobody had.
    pub fn number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// A message id. Meta's hold the recipient's number; so do ours, as a reminder that they are personal.
    pub fn wamid(&mut self, who: &str) -> String {
        let number = self.number();
        format!("wamid.{}", data_encoding::BASE64.encode(format!("{who}:{number}").as_bytes()))
    }

    /// Remembers a message by its id.
    pub fn know(&mut self, wamid: &str, customer: u64, at: i64, inbound: bool, kind: &str) {
        self.known.insert(wamid.to_owned(), Known { customer, at, inbound, kind: kind.to_owned(), events: Vec::new() });
        if self.forgets {
            self.known_order.push_back(wamid.to_owned());
            if self.known_order.len() > 20 * KEPT {
                if let Some(oldest) = self.known_order.pop_front() {
                    self.known.remove(&oldest);
                }
            }
        }
    }

    /// Puts a webhook on its way; nobody is told what happens while nothing is subscribed.
    pub fn announce(&mut self, field: &str, value: Value) {
        if !self.account.kept.subscribed {
            return;
        }
        // In a long run without a listener nothing may pile up.
        if self.forgets && self.outgoing.len() >= 20 * KEPT {
            self.outgoing.pop_front();
        }
        self.outgoing.push_back(Change { field: field.to_owned(), value });
    }

    /// A value of a field that concerns the number: with product and metadata.
    pub fn of_number(&self, mut value: Value) -> Value {
        value["messaging_product"] = json!("whatsapp");
        value["metadata"] =
            json!({ "display_phone_number": account::DISPLAY_NUMBER_DIGITS, "phone_number_id": self.credentials.phone_number_id });
        value
    }

    /// Lets something happen later.
    pub fn schedule(&mut self, after_ms: i64, event: Event) {
        let order = self.number();
        self.due.push(Due { at: Instant::now() + Duration::from_millis(after_ms.max(0) as u64), order, event });
    }

    /// What is due now.
    pub fn take_due(&mut self) -> Option<Event> {
        if self.due.peek().is_some_and(|due| due.at <= Instant::now()) { self.due.pop().map(|due| due.event) } else { None }
    }

    /// When the next is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.due.peek().map(|due| due.at)
    }

    /// Nothing is going to happen by itself.
    pub fn is_idle(&self) -> bool {
        self.due.is_empty() && self.outgoing.is_empty() && self.undelivered == 0
    }
}
