//! A shop in a story: a real folder with a real database, the real listener, the simulator over real
//! HTTP, and people instead of mocks: `asha.writes("…")`, `asha.taps(KEEP)`.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cloud_simulator::{Options, Simulator};
use serde_json::{Value, json};
use tempfile::TempDir;
use vitrine_core::api::NewShop;
use vitrine_core::shop::{CLOCK_FILE, Kind, WorkerOptions};
use vitrine_core::{Author, Error, Role, Shop};
use vitrine_server::House;
use vitrine_server::house::HouseOptions;

/// The first button of an alert.
pub const KEEP: usize = 0;
/// The second.
pub const LATER: usize = 1;
/// The third.
pub const STOP: usize = 2;

/// The owner's own phone.
pub const OWNER_PHONE: &str = "+33639981900";

/// How long a story waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(40);

/// A shop that is open, connected to a simulator of its own.
pub struct TestShop {
    /// The program around it.
    pub house: Arc<House>,
    /// Its Meta.
    pub simulator: Simulator,
    dir: TempDir,
    http: reqwest::Client,
}

/// A customer in a story.
#[derive(Clone)]
pub struct Person {
    /// The shop's id.
    pub customer: i64,
    id: u64,
    control: String,
    http: reqwest::Client,
}

/// A shop in Paris, on a Tuesday at 10:40, wherever and whenever the test runs.
pub async fn a_shop() -> TestShop {
    a_shop_with(Options::default()).await
}

/// As [`a_shop`], with a simulator of another temper.
pub async fn a_shop_with(options: Options) -> TestShop {
    ready(not_connected(options, Duration::ZERO).await).await
}

/// As [`a_shop`], which after opening listens first, as a real one does, for as long as the story says.
pub async fn a_shop_that_listens_first(so_long: Duration) -> TestShop {
    ready(not_connected(Options::default(), so_long).await).await
}

async fn ready(shop: TestShop) -> TestShop {
    shop.connects().await;
    shop.hears_its_owner().await;
    shop.does("rates_load", json!({ "origin": "imported", "rates": [{ "currency": "EUR", "effective": "2026-01-01", "market": "*", "category": "marketing", "micros": 62_000 }] })).await;
    shop
}

/// A shop that has never met Meta.
pub async fn a_shop_not_connected() -> TestShop {
    not_connected(Options::default(), Duration::ZERO).await
}

async fn not_connected(options: Options, listen_first: Duration) -> TestShop {
    vitrine_server::install_tls();
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("shop");
    std::fs::create_dir_all(&path).expect("a folder");
    // 2026-11-24 is a Tuesday.
    let tuesday = 1_795_513_200_000_i64;
    let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis() as i64;
    std::fs::write(path.join(CLOCK_FILE), (tuesday - wall).to_string()).expect("a clock");
    let simulator = Simulator::start(Options { clock_file: Some(path.join(CLOCK_FILE)), ..options }).await.expect("the simulator starts");
    let new = NewShop {
        name: "Chez Nadia".into(),
        country: "FR".into(),
        currency: "EUR".into(),
        time_zone: "Europe/Paris".into(),
        language: "en".into(),
        owner: String::new(),
    };
    let place = path.clone();
    let shop = tokio::task::spawn_blocking(move || Shop::create(&place, &new, Kind::Simulated, None))
        .await
        .expect("runs")
        .expect("a shop is made");
    drop(shop);
    let mut workers = WorkerOptions::default();
    workers.listen_first = listen_first;
    workers.pictures = vitrine_core::shop::PicturesFrom::OnlyHere;
    let house = House::new(dir.path().join("house"), HouseOptions { workers, ..HouseOptions::default() });
    house.listen().await.expect("listens");
    let shop = TestShop { house, simulator, dir, http: reqwest::Client::new() };
    shop.house.open(&shop.folder(), None).await.expect("the shop opens");
    shop.does("shop_update", json!({ "opening_hours": "Mo-Sa 09:30-12:30,14:00-19:00", "address": "12 rue des Martyrs", "billing_currency": "EUR", "alert_spacing_ms": 0, "answering": false })).await;
    shop
}

impl TestShop {
    /// Opens (again) and connects to the simulator, whose webhooks now come here.
    pub async fn opens(&self) {
        self.house.open(&self.folder(), None).await.expect("the shop opens");
        self.connects().await;
    }

    /// From now on the shop answers by itself what its rows say; the other stories are about people who answer.
    pub async fn answers_by_itself(&self) {
        self.does("shop_update", json!({ "answering": true })).await;
    }

    /// Connects to the simulator, whose webhooks now come here.
    pub async fn connects(&self) {
        let at = &self.simulator.addresses;
        let c = &at.credentials;
        let connect = json!({ "graph_url": at.graph_url, "token": c.token, "app_secret": c.app_secret, "owner_phone": OWNER_PHONE });
        self.does("connection_set", connect).await;
        let webhook = self.house.addresses().expect("listens").webhook_url;
        self.control("webhook", json!({ "url": webhook })).await;
    }

    /// Somebody the shop knows and nobody else.
    pub async fn knows(&self, name: &str, phone: Option<&str>, language: &str) -> i64 {
        let known = json!({ "name": name, "phone": phone, "user_id": phone.is_none().then(|| format!("FR.{name}")), "language": language });
        self.does("customer_add", known).await.as_i64().expect("an id")
    }

    /// Somebody at the keyboard applies a delivery from a file, which nobody signed.
    pub async fn applies_by_hand(&self, delivery: &Value) {
        let (shop, bytes) = (self.house.shop().await.expect("open"), delivery.to_string().into_bytes());
        let shop = Arc::clone(&shop);
        tokio::task::spawn_blocking(move || shop.apply_webhook(&bytes)).await.expect("runs").expect("applies");
    }

    /// The owner's own phone says hello: from then on others may be written to.
    pub async fn hears_its_owner(&self) {
        let made = self.control("customers", json!({ "name": "Nadia", "phone": OWNER_PHONE, "user_id": "FR.33639981900" })).await;
        let id = made["ids"][0].as_u64().expect("an id");
        self.control(&format!("customers/{id}/write"), json!({ "text": "Hello" })).await;
        self.until("the owner is heard", async || self.does("shop_get", json!({})).await["connection"]["hello_at"].is_i64()).await;
        self.settles().await;
    }

    /// Has the shop's own templates approved, in English and French.
    pub async fn has_its_template(&self) {
        self.does("templates_submit", json!({ "languages": ["en", "fr"] })).await;
        self.until("the templates are approved", async || {
            let all = self.does("templates_list", json!({})).await;
            all.as_array().is_some_and(|t| t.len() == 4 && t.iter().all(|t| t["status"] == "APPROVED"))
        })
        .await;
    }

    /// Its folder.
    pub fn folder(&self) -> std::path::PathBuf {
        self.dir.path().join("shop")
    }

    /// The owner does something that must work.
    pub async fn does(&self, command: &str, payload: Value) -> Value {
        self.tries(command, payload).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The owner tries something.
    pub async fn tries(&self, command: &str, payload: Value) -> Result<Value, Error> {
        self.house.call(Author::default(), command, payload).await
    }

    /// The owner imports a file of products, people or stores, and waits for the report.
    pub async fn imports(&self, kind: &str, file: Value) -> Value {
        self.tries_to_import(kind, file).await.unwrap_or_else(|error| panic!("import of {kind}: {error}"))
    }

    /// The owner has such a file looked through: what importing it would do.
    pub async fn looks_through(&self, kind: &str, file: Value) -> Value {
        self.tries_to_look_through(kind, file).await.unwrap_or_else(|error| panic!("look at {kind}: {error}"))
    }

    /// As [`Self::imports`], where it may be refused.
    pub async fn tries_to_import(&self, kind: &str, file: Value) -> Result<Value, Error> {
        self.reads_a_file("import_start", kind, file).await
    }

    /// As [`Self::looks_through`], where it may be refused.
    pub async fn tries_to_look_through(&self, kind: &str, file: Value) -> Result<Value, Error> {
        self.reads_a_file("import_look", kind, file).await
    }

    async fn reads_a_file(&self, command: &str, kind: &str, mut file: Value) -> Result<Value, Error> {
        file["kind"] = json!(kind);
        let begun = self.tries(command, file).await?;
        let mut ended = self.import_ended(&begun).await;
        match ended["error"].take() {
            Value::Null => Ok(ended[kind].take()),
            error => Err(serde_json::from_value(error).expect("an error")),
        }
    }

    /// Waits until an import that was begun has ended; answers how.
    pub async fn import_ended(&self, begun: &Value) -> Value {
        let asked = json!({ "job": begun["job"] });
        self.until("the import ends", async || {
            let going = self.does("import_progress", asked.clone()).await;
            matches!(going["state"].as_str(), Some("done" | "cancelled" | "failed"))
        })
        .await;
        self.does("import_progress", asked).await
    }

    /// Staff try something.
    pub async fn staff_try(&self, command: &str, payload: Value) -> Result<Value, Error> {
        self.house.call(Author { name: "Lea".into(), role: Role::Staff }, command, payload).await
    }

    /// Puts a product with sizes on the shelf; answers the variants' ids.
    pub async fn sells(&self, title: &str, sizes: &[(&str, i64)]) -> Vec<i64> {
        let variants: Vec<Value> = sizes
            .iter()
            .map(|(label, stock)| json!({ "label": label, "price": "59.00", "stock": stock, "sku": format!("{title}-{label}") }))
            .collect();
        let ids = self.does("product_add", json!({ "title": title, "unit": "pair", "variants": variants })).await;
        ids.as_array().expect("ids").iter().map(|v| v.as_i64().expect("an id")).collect()
    }

    /// Somebody new, known to shop and simulator.
    pub async fn meets(&self, name: &str, phone: &str) -> Person {
        self.meets_with(json!({ "name": name, "phone": phone, "user_id": format!("FR.{}", phone.trim_start_matches('+')) })).await
    }

    /// Somebody with particulars of the simulator's.
    pub async fn meets_with(&self, person: Value) -> Person {
        let made = self.control("customers", person.clone()).await;
        let known = json!({ "name": person["name"], "phone": person["phone"], "user_id": person["user_id"], "username": person["username"], "language": person.get("language").cloned().unwrap_or(json!("en")) });
        let customer = self.does("customer_add", known).await.as_i64().expect("an id");
        Person {
            customer,
            id: made["ids"][0].as_u64().expect("an id"),
            control: self.simulator.addresses.control_url.clone(),
            http: self.http.clone(),
        }
    }

    /// She asks at the counter to be told.
    pub async fn notes_that(&self, who: &Person, waits_for: &str) {
        self.does("waitlist_join", json!({ "code": waits_for, "customer": who.customer.to_string() })).await;
    }

    /// So many people wait, longest first.
    pub async fn has_waiting(&self, people: usize, sku: &str) -> Vec<Person> {
        let mut all = Vec::new();
        for n in 0..people {
            let person = self.meets(&format!("Customer{n}"), &format!("+3363998{n:04}")).await;
            self.notes_that(&person, sku).await;
            self.passes(60_000).await;
            all.push(person);
        }
        all
    }

    /// Time passes, for shop and simulator alike.
    pub async fn passes(&self, ms: i64) {
        self.control("clock", json!({ "advance_ms": ms })).await;
    }

    /// Changes something on the simulator's control side.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let answer =
            self.http.post(format!("{}/{path}", self.simulator.addresses.control_url)).json(&body).send().await.expect("control answers");
        assert!(answer.status().is_success(), "control {path} refused: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    /// Reads something from the simulator's control side.
    pub async fn sees(&self, path: &str) -> Value {
        self.http
            .get(format!("{}/{path}", self.simulator.addresses.control_url))
            .send()
            .await
            .expect("control answers")
            .json()
            .await
            .expect("JSON")
    }

    /// What Meta took for customers; the shop's answer to its owner's hello is not theirs.
    pub async fn accepts(&self) -> Vec<Value> {
        let all = self.sees("accepts").await;
        all.as_array().expect("accepts").iter().filter(|a| a["to"] != OWNER_PHONE).cloned().collect()
    }

    /// How many alerts have been read.
    pub async fn alerts_read(&self) -> usize {
        let all = self.does("outbox_list", json!({ "state": "read" })).await;
        all.as_array().expect("promises").iter().filter(|p| p["purpose"] == "restock").count()
    }

    /// Starts telling those who wait, past the ten seconds of undo.
    pub async fn tells(&self, variant: i64) -> i64 {
        let alert = self.does("alert_start", json!({ "variant": variant })).await.as_i64().expect("an alert");
        self.passes(11_000).await;
        alert
    }

    /// The alert as listed.
    pub async fn alert(&self, id: i64) -> Value {
        let all = self.does("alerts_list", json!({})).await;
        all.as_array().expect("alerts").iter().find(|a| a["id"] == id).cloned().unwrap_or(Value::Null)
    }

    /// A variant as the grid shows it.
    pub async fn variant(&self, id: i64) -> Value {
        let all = self.does("products_list", json!({})).await;
        all.as_array().expect("products").iter().find(|p| p["id"] == id).cloned().unwrap_or(Value::Null)
    }

    /// Waits until the simulator has nothing left to do and the shop has answered everything.
    pub async fn settles(&self) {
        self.until("everything is settled", async || {
            let idle = self.sees("idle").await["idle"] == true;
            let shop = self.does("shop_get", json!({})).await;
            let all = self.does("outbox_list", json!({})).await;
            let now = shop["now"].as_i64().unwrap_or(0);
            let open = |p: &Value| match p["state"].as_str() {
                Some("claimed") => true,
                Some("queued" | "retry_at") => p["not_before"].as_i64().is_some_and(|at| at <= now),
                _ => false,
            };
            idle && shop["to_understand"] == 0
                && !all.as_array().expect("promises").iter().any(open)
                && self.sees("idle").await["idle"] == true
        })
        .await;
    }

    /// Waits for something that must come true.
    pub async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let start = Instant::now();
        let mut pause = Duration::from_millis(5);
        while !holds().await {
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(80));
        }
    }
}

impl Person {
    async fn post(&self, path: &str, body: Value) -> bool {
        self.http
            .post(format!("{}/customers/{}/{path}", self.control, self.id))
            .json(&body)
            .send()
            .await
            .expect("control answers")
            .status()
            .is_success()
    }

    /// She writes.
    pub async fn writes(&self, text: &str) {
        assert!(self.post("write", json!({ "text": text })).await, "she could not write");
    }

    /// She taps a button of the last message that has any.
    pub async fn taps(&self, button: usize) {
        assert!(self.post("tap", json!({ "button": button })).await, "there was no such button");
    }

    /// She sends something of any kind.
    pub async fn sends(&self, what: Value) {
        assert!(self.post("send", what).await, "she could not send it");
    }

    /// She takes a row of the last list.
    pub async fn takes_row(&self, row: usize) {
        assert!(self.post("tap", json!({ "row": row })).await, "there was no such row");
    }

    /// The simulator's number for her.
    pub fn at_meta(&self) -> u64 {
        self.id
    }

    /// She stops marketing at Meta, or lets it come again.
    pub async fn tells_meta(&self, value: &str) {
        assert!(self.post("preference", json!({ "value": value })).await, "Meta did not listen");
    }

    /// What the shop has said to her, oldest first.
    pub async fn has_read(&self) -> Vec<String> {
        let me: Value = self
            .http
            .get(format!("{}/customers/{}", self.control, self.id))
            .send()
            .await
            .expect("control answers")
            .json()
            .await
            .expect("JSON");
        me["chat"]
            .as_array()
            .expect("a chat")
            .iter()
            .filter(|m| m["from_shop"] == true)
            .map(|m| m["text"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The last thing the shop has said to her.
    pub async fn last_read(&self) -> String {
        self.has_read().await.pop().unwrap_or_default()
    }
}

/// Every byte below a folder, for looking for what must not be there.
pub fn bytes_below(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(bytes_below(&path));
        } else if let Ok(bytes) = std::fs::read(&path) {
            found.push((path, bytes));
        }
    }
    found
}
