//! The state behind the API: customers, templates, media, limits, and what simulated people do.
//! Everything a person does is drawn from (seed, person, how many messages she has had), so a run
//! repeats whatever the order in which requests arrive.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::schemas::{Refusal, Schemas};
use crate::{Credentials, Options};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

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

/// What a person tends to do, 0 to 1 each.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Habits {
    /// Opens messages.
    pub reads: f64,
    /// Taps the first button.
    pub keeps: f64,
    /// Taps the second.
    pub later: f64,
    /// Taps the third.
    pub stops: f64,
    /// Writes a line of her own.
    pub writes: f64,
    /// Delay until she acts, milliseconds, at most.
    pub within_ms: i64,
}

impl Default for Habits {
    fn default() -> Self {
        Self { reads: 1.0, keeps: 0.0, later: 0.0, stops: 0.0, writes: 0.0, within_ms: 300 }
    }
}

/// A simulated customer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Customer {
    /// Hers; given by the simulator when left out.
    #[serde(default)]
    pub id: u64,
    /// What her profile says.
    pub name: String,
    /// E.164 with `+`.
    #[serde(default)]
    pub phone: Option<String>,
    /// Business-scoped user id.
    #[serde(default)]
    pub user_id: Option<String>,
    /// If she has adopted one; her number is hidden then.
    #[serde(default)]
    pub username: Option<String>,
    /// What she tends to do.
    #[serde(default)]
    pub habits: Habits,
    /// Can be reached at all.
    #[serde(default = "yes")]
    pub reachable: bool,
    /// Has stopped marketing at Meta.
    #[serde(default)]
    pub marketing_stopped: bool,
    /// Has had enough marketing from everybody (131049).
    #[serde(default)]
    pub marketing_capped: bool,
    /// When she last wrote.
    #[serde(default)]
    pub last_inbound: Option<i64>,
    /// Her chat with the shop.
    #[serde(default)]
    pub chat: Vec<ChatMessage>,
    #[serde(default)]
    had: u64,
}

fn yes() -> bool {
    true
}

/// One message on a customer's phone.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ChatMessage {
    /// Meta's id.
    pub wamid: String,
    /// From the shop.
    pub from_shop: bool,
    /// What is read.
    pub text: String,
    /// Media id of the picture above it.
    pub image: Option<String>,
    /// What can be tapped: title and payload.
    pub buttons: Vec<(String, String)>,
    /// template, interactive, text, button.
    pub kind: String,
    /// When.
    pub at: i64,
}

/// What people write by themselves.
const LINES: [&str; 4] = ["Thank you!", "Are you open on Sunday?", "Do you have it in blue?", "Can you keep it until tomorrow?"];

/// An uploaded picture.
#[derive(Clone, Debug)]
pub struct Media {
    /// Its type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it is forgotten.
    pub until: i64,
}

/// A template.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Template {
    /// Meta's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Language code.
    pub language: String,
    /// PENDING, APPROVED …
    pub status: String,
    /// As Meta has it.
    pub category: String,
    /// As created.
    pub components: Value,
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

/// Faults on demand; a number is how many requests it still hits.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Faults {
    /// Every answer waits so long.
    pub latency_ms: u64,
    /// The answer to a message taken comes so much later.
    pub answer_ms: u64,
    /// Takes the message and never answers.
    pub timeout_after_accept: u32,
    /// Takes the message and drops the connection.
    pub drop_after_accept: u32,
    /// Drops the connection and takes nothing.
    pub drop_before_accept: u32,
    /// HTTP 500, code 131000, takes nothing.
    pub server_error: u32,
    /// Takes the message and answers JSON that breaks off.
    pub malformed: u32,
    /// 130429.
    pub throttle: u32,
    /// 190 to everything.
    pub expired_token: bool,
    /// Any code, synchronously.
    pub refuse_with: Option<i64>,
    /// Any code, as a failed status.
    pub fail_with: Option<i64>,
    /// No webhook leaves.
    pub withhold_webhooks: bool,
    /// Share of deliveries sent twice.
    pub duplicate: f64,
    /// Deliveries are shuffled.
    pub reorder: bool,
    /// Nobody taps or reads by herself.
    pub still: bool,
}

impl Faults {
    /// Takes one of a counted fault.
    pub fn take(count: &mut u32) -> bool {
        let hit = *count > 0;
        *count = count.saturating_sub(1);
        hit
    }
}

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// A status webhook.
    Status { customer: u64, wamid: String, callback: Option<String>, status: &'static str, code: Option<i64>, pricing: Value },
    /// A person taps a button of this message.
    Tap { customer: u64, wamid: String, button: usize },
    /// A person writes something of her own.
    Write {
        /// Who.
        customer: u64,
        /// What.
        text: &'static str,
    },
    /// A template's review ends.
    Review { name: String, language: String },
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
}

/// Everything.
pub struct World {
    /// Request schemas.
    pub schemas: Schemas,
    /// Who may call.
    pub credentials: Credentials,
    /// Where webhooks go.
    pub webhook: Option<String>,
    /// People by id.
    pub customers: BTreeMap<u64, Customer>,
    /// Templates by name and language.
    pub templates: BTreeMap<(String, String), Template>,
    /// Uploads by id.
    pub media: BTreeMap<String, Media>,
    /// Resumable uploads and the handles made of them.
    pub handles: BTreeSet<String>,
    /// Every message Meta took.
    pub accepts: Vec<Accept>,
    /// Every request to `messages`, as received.
    pub received: Vec<Value>,
    /// Faults on demand.
    pub faults: Faults,
    /// Webhook changes to go out: field and value.
    pub outgoing: VecDeque<(String, Value)>,
    /// Deliveries not yet answered with 200.
    pub undelivered: usize,
    /// Something changed since the state was last remembered.
    pub dirty: bool,
    /// The portfolio's limit.
    pub tier: String,
    state_dir: Option<PathBuf>,
    seed: u64,
    offset: i64,
    clock_file: Option<PathBuf>,
    per_second: u32,
    traffic: VecDeque<Instant>,
    pairs: BTreeMap<u64, (f64, i64)>,
    opened: BTreeMap<u64, i64>,
    free_used: (String, u32),
    due: BinaryHeap<Due>,
    counter: u64,
}

impl World {
    /// An empty world.
    ///
    /// # Errors
    /// When a schema cannot be compiled.
    pub fn new(options: &Options, credentials: Credentials) -> anyhow::Result<Self> {
        let offset =
            options.clock_file.as_ref().and_then(|p| std::fs::read_to_string(p).ok()).and_then(|t| t.trim().parse().ok()).unwrap_or(0);
        let mut world = Self {
            schemas: Schemas::new()?,
            credentials,
            webhook: options.webhook.clone(),
            customers: BTreeMap::new(),
            templates: BTreeMap::new(),
            media: BTreeMap::new(),
            handles: BTreeSet::new(),
            accepts: Vec::new(),
            received: Vec::new(),
            faults: Faults::default(),
            outgoing: VecDeque::new(),
            undelivered: 0,
            dirty: false,
            state_dir: options.state_dir.clone(),
            tier: options.tier.clone(),
            seed: options.seed,
            offset,
            clock_file: options.clock_file.clone(),
            per_second: options.per_second,
            traffic: VecDeque::new(),
            pairs: BTreeMap::new(),
            opened: BTreeMap::new(),
            free_used: (String::new(), 0),
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
        self.customers = memory.customers.into_iter().map(|c| (c.id, c)).collect();
        self.templates = memory.templates.into_iter().map(|t| ((t.name.clone(), t.language.clone()), t)).collect();
        self.free_used = memory.free_used;
        for (id, mime, until) in memory.media {
            if let Ok(bytes) = std::fs::read(dir.join("media").join(&id)) {
                self.media.insert(id, Media { mime, bytes, until });
            }
        }
        Ok(())
    }

    /// What is to be remembered now, if anything changed: where, and the bytes. Written outside the lock.
    pub fn memory(&mut self) -> Option<(PathBuf, Vec<u8>)> {
        let dir = self.state_dir.clone().filter(|_| self.dirty)?;
        self.dirty = false;
        let memory = Memory {
            customers: self.customers.values().cloned().collect(),
            templates: self.templates.values().cloned().collect(),
            media: self.media.iter().map(|(id, m)| (id.clone(), m.mime.clone(), m.until)).collect(),
            free_used: self.free_used.clone(),
        };
        serde_json::to_vec(&memory).ok().map(|bytes| (dir.join("state.json"), bytes))
    }

    /// Keeps an uploaded picture.
    pub fn keep_media(&mut self, id: &str, media: Media) {
        if let Some(dir) = &self.state_dir {
            // A picture that cannot be written is only forgotten at the next start.
            let _ = std::fs::write(dir.join("media").join(id), &media.bytes);
        }
        self.media.insert(id.to_owned(), media);
        self.dirty = true;
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
        Ok(self.now())
    }

    /// The next number nobody had.
    pub fn number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// Lets something happen later.
    pub fn schedule(&mut self, after_ms: i64, event: Event) {
        let order = self.number();
        self.due.push(Due { at: Instant::now() + std::time::Duration::from_millis(after_ms.max(0) as u64), order, event });
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

    /// Adds a person; answers her id.
    pub fn add(&mut self, mut customer: Customer) -> u64 {
        if customer.id == 0 {
            customer.id = self.customers.keys().next_back().copied().unwrap_or(0) + 1;
        }
        let id = customer.id;
        self.customers.insert(id, customer);
        self.dirty = true;
        id
    }

    /// Counts one message through the number; false when the rate is passed.
    pub fn pass(&mut self) -> bool {
        while self.traffic.front().is_some_and(|at| at.elapsed().as_millis() >= 1000) {
            self.traffic.pop_front();
        }
        if self.traffic.len() >= self.per_second as usize {
            return false;
        }
        self.traffic.push_back(Instant::now());
        true
    }

    fn find(&self, body: &Value) -> (Option<u64>, String) {
        if let Some(to) = body.get("to").and_then(Value::as_str) {
            let digits: String = to.chars().filter(char::is_ascii_digit).collect();
            // Without + the sender's own country is put in front, and it may be a stranger's number.
            let number = if to.starts_with('+') { format!("+{digits}") } else { format!("+33{digits}") };
            let known = self.customers.values().find(|c| c.phone.as_deref() == Some(number.as_str())).map(|c| c.id);
            return (known, number);
        }
        let user = body.get("recipient").and_then(Value::as_str).unwrap_or_default().to_owned();
        (self.customers.values().find(|c| c.user_id.as_deref() == Some(user.as_str())).map(|c| c.id), user)
    }

    /// Meta's synchronous checks of a message.
    ///
    /// # Errors
    /// The refusal Meta would answer with.
    pub fn check(&mut self, body: &Value) -> Result<(), Refusal> {
        self.schemas.message(body)?;
        if body["type"] == "template" {
            self.check_template(&body["template"])?;
        }
        let (customer, _) = self.find(body);
        if let Some(id) = customer {
            let now = self.now();
            let (debt, at) = self.pairs.get(&id).copied().unwrap_or((0.0, now));
            let debt = (debt - (now - at) as f64 / 6000.0).max(0.0) + 1.0;
            if debt > 45.0 {
                return Err(Refusal::new(400, 131_056, "too many messages to this person"));
            }
            self.pairs.insert(id, (debt, now));
        }
        if !self.pass() {
            return Err(Refusal::new(400, 130_429, "rate limit hit"));
        }
        Ok(())
    }

    fn check_template(&self, sent: &Value) -> Result<(), Refusal> {
        let (name, language) =
            (sent["name"].as_str().unwrap_or_default(), sent.pointer("/language/code").and_then(Value::as_str).unwrap_or_default());
        let Some(template) = self.templates.get(&(name.to_owned(), language.to_owned())) else {
            return Err(Refusal::new(404, 132_001, format!("template name ({name}) does not exist in {language}")));
        };
        match template.status.as_str() {
            "APPROVED" => {}
            "PAUSED" => return Err(Refusal::new(400, 132_015, "template is paused")),
            "DISABLED" => return Err(Refusal::new(400, 132_016, "template is disabled")),
            _ => return Err(Refusal::new(404, 132_001, "template is not approved")),
        }
        let none = Vec::new();
        let defined = template.components.as_array().unwrap_or(&none);
        let parts = sent["components"].as_array().unwrap_or(&none);
        let part = |kind: &str| parts.iter().find(|p| p["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)));
        let expected = defined.iter().find(|c| c["type"] == "BODY").map_or(0, |c| blanks(c["text"].as_str().unwrap_or_default()));
        let given = part("body").and_then(|p| p["parameters"].as_array()).map_or(0, Vec::len);
        if expected != given {
            return Err(Refusal::new(
                400,
                132_000,
                format!("body: number of localizable_params ({given}) does not match the expected number of params ({expected})"),
            ));
        }
        if defined.iter().any(|c| c["type"] == "HEADER") != part("header").is_some() {
            return Err(Refusal::new(400, 132_012, "header: Format mismatch, expected IMAGE"));
        }
        let buttons = defined.iter().find(|c| c["type"] == "BUTTONS").and_then(|c| c["buttons"].as_array()).map_or(0, Vec::len);
        for button in parts.iter().filter(|p| p["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case("button"))) {
            let index = button["index"].as_str().map_or_else(|| button["index"].as_u64(), |s| s.parse().ok()).unwrap_or(99);
            if index as usize >= buttons {
                return Err(Refusal::new(400, 132_018, format!("button at index {index} does not exist")));
            }
        }
        Ok(())
    }

    /// Takes a checked message: answers its id and what Meta answers; statuses and taps follow by themselves.
    pub fn accept(&mut self, body: &Value) -> (String, Value) {
        self.dirty = true;
        let now = self.now();
        let (customer, to) = self.find(body);
        let number = self.number();
        // Meta's ids hold the recipient's number; so do ours, as a reminder that they are personal.
        let wamid = format!("wamid.{}", data_encoding::BASE64.encode(format!("{to}:{number}").as_bytes()));
        let callback = body.get("biz_opaque_callback_data").and_then(Value::as_str).map(str::to_owned);
        let kind = body["type"].as_str().unwrap_or_default().to_owned();
        self.accepts.push(Accept {
            wamid: wamid.clone(),
            to: to.clone(),
            callback: callback.clone().unwrap_or_default(),
            kind: kind.clone(),
            at: now,
        });
        let contact = if body.get("to").is_some() {
            json!({ "input": body["to"], "wa_id": to.trim_start_matches('+') })
        } else {
            json!({ "input": to, "user_id": to })
        };
        let mut message = json!({ "id": wamid });
        if kind == "template" {
            message["message_status"] = json!("accepted");
        }
        let answer = json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [message] });
        let Some(id) = customer else {
            self.schedule(
                40,
                Event::Status { customer: 0, wamid: wamid.clone(), callback, status: "failed", code: Some(131_026), pricing: Value::Null },
            );
            return (wamid, answer);
        };
        if let Some(code) = self.refused_later(id, body, now) {
            self.schedule(
                40,
                Event::Status { customer: id, wamid: wamid.clone(), callback, status: "failed", code: Some(code), pricing: Value::Null },
            );
            return (wamid, answer);
        }
        let pricing = self.price(id, body, now);
        self.show(id, &wamid, body, now);
        self.live(id, &wamid, callback.as_ref(), &pricing);
        (wamid, answer)
    }

    fn category(&self, body: &Value) -> String {
        if body["type"] != "template" {
            return "service".into();
        }
        let key = (
            body.pointer("/template/name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            body.pointer("/template/language/code").and_then(Value::as_str).unwrap_or_default().to_owned(),
        );
        self.templates.get(&key).map_or_else(|| "marketing".into(), |t| t.category.to_lowercase())
    }

    /// What Meta finds out only after answering 200.
    fn refused_later(&mut self, id: u64, body: &Value, now: i64) -> Option<i64> {
        let category = self.category(body);
        let customer = self.customers.get(&id)?;
        let window = customer.last_inbound.is_some_and(|at| now - at < DAY);
        if let Some(code) = self.faults.fail_with {
            return Some(code);
        }
        if !customer.reachable {
            return Some(131_026);
        }
        if body["type"] != "template" && !window {
            return Some(131_047);
        }
        if category == "marketing" {
            let american = customer.phone.as_deref().is_some_and(|p| p.starts_with("+1"))
                || customer.user_id.as_deref().is_some_and(|u| u.starts_with("US."));
            if customer.marketing_stopped {
                return Some(131_050);
            }
            if american || (customer.marketing_capped && !window) {
                return Some(131_049);
            }
        }
        let missing = |id: Option<&str>| id.is_some_and(|id| self.media.get(id).is_none_or(|m| m.until < now));
        let header = body
            .pointer("/template/components")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .find_map(|c| c.pointer("/parameters/0/image/id"))
            .and_then(Value::as_str);
        if missing(header) || missing(body.pointer("/interactive/header/image/id").and_then(Value::as_str)) {
            return Some(131_053);
        }
        if !window {
            self.opened.retain(|_, at| now - *at < DAY);
            let limit = match self.tier.as_str() {
                "TIER_250" => 250,
                "TIER_2K" => 2_000,
                "TIER_10K" => 10_000,
                "TIER_100K" => 100_000,
                _ => usize::MAX,
            };
            if !self.opened.contains_key(&id) && self.opened.len() >= limit {
                return Some(131_048);
            }
            self.opened.insert(id, now);
        }
        None
    }

    fn price(&mut self, _id: u64, body: &Value, now: i64) -> Value {
        let category = self.category(body);
        let month = month_of(now);
        if self.free_used.0 != month {
            self.free_used = (month, 0);
        }
        let free = category == "service" && self.free_used.1 < 1_000;
        if free {
            self.free_used.1 += 1;
        }
        json!({ "billable": !free, "pricing_model": "PMP", "type": if free { "free_customer_service" } else { "regular" }, "category": category })
    }

    /// Puts the message on the customer's phone.
    fn show(&mut self, id: u64, wamid: &str, body: &Value, now: i64) {
        let kind = body["type"].as_str().unwrap_or_default();
        let (text, image, buttons) = match kind {
            "text" => (body.pointer("/text/body").and_then(Value::as_str).unwrap_or_default().to_owned(), None, Vec::new()),
            "interactive" => {
                let buttons = body.pointer("/interactive/action/buttons").and_then(Value::as_array).into_iter().flatten();
                let pair = |b: &Value| {
                    (
                        b.pointer("/reply/title").and_then(Value::as_str).unwrap_or_default().to_owned(),
                        b.pointer("/reply/id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                    )
                };
                (
                    body.pointer("/interactive/body/text").and_then(Value::as_str).unwrap_or_default().to_owned(),
                    body.pointer("/interactive/header/image/id").and_then(Value::as_str).map(str::to_owned),
                    buttons.map(pair).collect(),
                )
            }
            _ => self.fill_template(&body["template"]),
        };
        if let Some(customer) = self.customers.get_mut(&id) {
            customer.chat.push(ChatMessage {
                wamid: wamid.to_owned(),
                from_shop: true,
                text,
                image,
                buttons,
                kind: kind.to_owned(),
                at: now,
            });
        }
    }

    fn fill_template(&self, sent: &Value) -> (String, Option<String>, Vec<(String, String)>) {
        let key = (
            sent["name"].as_str().unwrap_or_default().to_owned(),
            sent.pointer("/language/code").and_then(Value::as_str).unwrap_or_default().to_owned(),
        );
        let none = Vec::new();
        let defined = self.templates.get(&key).and_then(|t| t.components.as_array()).unwrap_or(&none);
        let parts = sent["components"].as_array().unwrap_or(&none);
        let mut text = defined.iter().find(|c| c["type"] == "BODY").and_then(|c| c["text"].as_str()).unwrap_or_default().to_owned();
        let body = parts
            .iter()
            .find(|p| p["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case("body")))
            .and_then(|p| p["parameters"].as_array());
        for (i, parameter) in body.unwrap_or(&none).iter().enumerate() {
            text = text.replace(&format!("{{{{{}}}}}", i + 1), parameter["text"].as_str().unwrap_or_default());
        }
        let image = parts.iter().find_map(|p| p.pointer("/parameters/0/image/id")).and_then(Value::as_str).map(str::to_owned);
        let labels = defined.iter().find(|c| c["type"] == "BUTTONS").and_then(|c| c["buttons"].as_array()).unwrap_or(&none);
        let payload = |i: usize| {
            let found =
                parts.iter().find(|p| p["index"].as_str().map_or_else(|| p["index"].as_u64(), |s| s.parse().ok()) == Some(i as u64));
            found.and_then(|p| p.pointer("/parameters/0/payload")).and_then(Value::as_str).map(str::to_owned)
        };
        let buttons = labels.iter().enumerate().map(|(i, l)| {
            let label = l["text"].as_str().unwrap_or_default().to_owned();
            // Without a payload Meta sends the label back.
            (label.clone(), payload(i).unwrap_or(label))
        });
        (text, image, buttons.collect())
    }

    /// What happens to the message, and what the person does with it.
    fn live(&mut self, id: u64, wamid: &str, callback: Option<&String>, pricing: &Value) {
        let still = self.faults.still;
        let Some(customer) = self.customers.get_mut(&id) else {
            return;
        };
        customer.had += 1;
        let mut dice = StdRng::seed_from_u64(self.seed ^ id.wrapping_mul(0x9E37_79B9) ^ customer.had.wrapping_mul(0xC2B2_AE35));
        let habits = customer.habits.clone();
        let buttons = customer.chat.last().map_or(0, |m| m.buttons.len());
        let sent_after = dice.random_range(10..60);
        let delivered_after = sent_after + dice.random_range(10..120);
        let reads = dice.random_bool(habits.reads.clamp(0.0, 1.0)) && !still;
        let acts_after = delivered_after + dice.random_range(0..habits.within_ms.max(1));
        let choice: f64 = dice.random();
        let status = |status, code| Event::Status {
            customer: id,
            wamid: wamid.to_owned(),
            callback: callback.cloned(),
            status,
            code,
            pricing: pricing.clone(),
        };
        self.schedule(sent_after, status("sent", None));
        self.schedule(delivered_after, status("delivered", None));
        if reads {
            self.schedule(acts_after, status("read", None));
        }
        if reads && dice.random_bool(habits.writes.clamp(0.0, 1.0)) {
            let text = LINES[dice.random_range(0..LINES.len())];
            self.schedule(acts_after + habits.within_ms + 100, Event::Write { customer: id, text });
        }
        let taps = [habits.keeps, habits.keeps + habits.later, habits.keeps + habits.later + habits.stops];
        if let Some(button) = taps.iter().position(|edge| choice < *edge).filter(|b| *b < buttons && reads) {
            self.schedule(acts_after + habits.within_ms / 2 + 50, Event::Tap { customer: id, wamid: wamid.to_owned(), button });
        }
    }

    /// A person writes or taps: opens her window and makes the webhook.
    pub fn inbound(&mut self, id: u64, mut message: Value, shown: &str, kind: &str) -> Option<String> {
        self.dirty = true;
        let now = self.now();
        let number = self.number();
        let customer = self.customers.get_mut(&id)?;
        customer.last_inbound = Some(now);
        let who = customer.phone.clone().or_else(|| customer.user_id.clone()).unwrap_or_default();
        let wamid = format!("wamid.{}", data_encoding::BASE64.encode(format!("{who}<{number}").as_bytes()));
        customer.chat.push(ChatMessage {
            wamid: wamid.clone(),
            from_shop: false,
            text: shown.to_owned(),
            image: None,
            buttons: Vec::new(),
            kind: kind.to_owned(),
            at: now,
        });
        let mut profile = json!({ "name": customer.name });
        let mut contact = json!({ "user_id": customer.user_id.clone().unwrap_or_else(|| format!("XX.{id}")) });
        if let Some(username) = &customer.username {
            profile["username"] = json!(username);
        }
        contact["profile"] = profile;
        message["from_user_id"] = contact["user_id"].clone();
        // Who has adopted a username comes without a number.
        if let Some(phone) = customer.phone.as_ref().filter(|_| customer.username.is_none()) {
            let wa_id = phone.trim_start_matches('+');
            contact["wa_id"] = json!(wa_id);
            message["from"] = json!(wa_id);
        }
        message["id"] = json!(wamid);
        message["timestamp"] = json!((now / 1000).to_string());
        self.traffic.push_back(Instant::now());
        let value = self.value(json!({ "contacts": [contact], "messages": [message] }));
        self.outgoing.push_back(("messages".into(), value));
        Some(wamid)
    }

    fn value(&self, mut value: Value) -> Value {
        value["messaging_product"] = json!("whatsapp");
        value["metadata"] = json!({ "display_phone_number": "33187000000", "phone_number_id": self.credentials.phone_number_id });
        value
    }

    /// A person taps a button; answers false when there is no such button.
    pub fn tap(&mut self, id: u64, wamid: &str, button: usize) -> bool {
        let Some(customer) = self.customers.get(&id) else {
            return false;
        };
        let Some(message) = customer.chat.iter().find(|m| m.wamid == wamid && m.from_shop) else {
            return false;
        };
        let Some((title, payload)) = message.buttons.get(button).cloned() else {
            return false;
        };
        let context = json!({ "id": wamid, "from": "33187000000" });
        let inbound = if message.kind == "template" {
            json!({ "type": "button", "context": context, "button": { "payload": payload, "text": title } })
        } else {
            json!({ "type": "interactive", "context": context, "interactive": { "type": "button_reply", "button_reply": { "id": payload, "title": title } } })
        };
        self.inbound(id, inbound, &title, "tap").is_some()
    }

    /// Makes one scheduled event happen.
    pub fn happen(&mut self, event: Event) {
        match event {
            Event::Status { customer, wamid, callback, status, code, pricing } => {
                let now = self.now();
                let mut value = json!({ "id": wamid, "status": status, "timestamp": (now / 1000).to_string() });
                if let Some(person) = self.customers.get(&customer) {
                    if let Some(phone) = person.phone.as_ref().filter(|_| person.username.is_none()) {
                        value["recipient_id"] = json!(phone.trim_start_matches('+'));
                    }
                    if let Some(user) = &person.user_id {
                        value["recipient_user_id"] = json!(user);
                    }
                }
                // Meta promises to give the callback data back for sent, delivered and read, not for failed.
                if let Some(callback) = callback.filter(|_| status != "failed") {
                    value["biz_opaque_callback_data"] = json!(callback);
                }
                if matches!(status, "sent" | "delivered") {
                    value["pricing"] = pricing;
                }
                if let Some(code) = code {
                    value["errors"] = json!([{ "code": code, "title": "Message undeliverable", "message": "Message undeliverable", "error_data": { "details": format!("simulated {code}") } }]);
                }
                let value = self.value(json!({ "statuses": [value] }));
                self.outgoing.push_back(("messages".into(), value));
            }
            Event::Tap { customer, wamid, button } => {
                self.tap(customer, &wamid, button);
            }
            Event::Write { customer, text } => {
                self.inbound(customer, json!({ "type": "text", "text": { "body": text } }), text, "text");
            }
            Event::Review { name, language } => {
                let (category, status) = match self.templates.get(&(name.clone(), language.clone())) {
                    Some(t) if t.status == "PENDING" => (t.category.clone(), "APPROVED"),
                    _ => return,
                };
                self.set_template(&name, &language, Some(status), Some(&category));
            }
        }
    }

    /// Changes a template as Meta does, with the webhooks Meta sends; false when there is none.
    pub fn set_template(&mut self, name: &str, language: &str, status: Option<&str>, category: Option<&str>) -> bool {
        let Some(template) = self.templates.get_mut(&(name.to_owned(), language.to_owned())) else {
            return false;
        };
        self.dirty = true;
        let before = template.category.clone();
        if let Some(status) = status {
            status.clone_into(&mut template.status);
        }
        if let Some(category) = category {
            category.clone_into(&mut template.category);
        }
        let template = template.clone();
        let id = json!({ "message_template_id": template.id, "message_template_name": name, "message_template_language": language });
        let with = |mut value: Value, extra: Value| {
            if let (Some(value), Some(extra)) = (value.as_object_mut(), extra.as_object()) {
                value.extend(extra.clone());
            }
            value
        };
        if status.is_some() {
            let value =
                with(id.clone(), json!({ "event": template.status, "reason": "NONE", "message_template_category": template.category }));
            self.outgoing.push_back(("message_template_status_update".into(), value));
        }
        if before != template.category {
            let value = with(id, json!({ "previous_category": before, "new_category": template.category }));
            self.outgoing.push_back(("template_category_update".into(), value));
        }
        true
    }

    /// A customer stops or resumes marketing at Meta.
    pub fn prefer(&mut self, id: u64, value: &str) -> bool {
        let now = self.now();
        let Some(customer) = self.customers.get_mut(&id) else {
            return false;
        };
        customer.marketing_stopped = value == "stop";
        let mut preference = json!({ "user_id": customer.user_id, "category": "marketing_messages", "value": value, "timestamp": now / 1000, "detail": "simulated" });
        if let Some(phone) = customer.phone.as_ref().filter(|_| customer.username.is_none()) {
            preference["wa_id"] = json!(phone.trim_start_matches('+'));
        }
        let value = self.value(json!({ "user_preferences": [preference] }));
        self.outgoing.push_back(("user_preferences".into(), value));
        true
    }
}

/// How many blanks a template's text has.
pub fn blanks(text: &str) -> usize {
    (1..=20).take_while(|n| text.contains(&format!("{{{{{n}}}}}"))).count()
}

fn month_of(now: i64) -> String {
    // Days since 1970 to a civil month (proleptic Gregorian), for the free tier's reset.
    let days = now.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    format!("{}-{}", era * 400 + year + i64::from(month >= 10), (month + 2) % 12 + 1)
}
