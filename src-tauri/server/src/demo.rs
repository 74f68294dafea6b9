//! Demo shops: invented people, drawn pictures, a waitlist with a story in it. A demo is an ordinary
//! shop folder filled through the ordinary commands, plus `simulator.json`, which says that its Meta
//! is the embedded simulator. Product tables, people and drawings are in `assets/demo`.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use cloud_simulator::{Credentials, Options, Simulator};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use vitrine_core::api::{self, NewShop};
use vitrine_core::shop::{CLOCK_FILE, Kind};
use vitrine_core::{Author, Error, Result, Shop};

const ZONE: &str = "Europe/Paris";
const LANGUAGES: [&str; 6] = ["en", "fr", "es", "pt", "hi", "ar"];
const DAY: i64 = 24 * 3_600_000;
/// The alert's and the question's.
const OWN_TEMPLATES: usize = 2;
/// People waiting for the variant the demo's story is about.
const HERO_LINE: usize = 23;
const PICTURE_SIDE: u32 = 720;
/// From the range set aside for stories.
const OWNER_PHONE: &str = "+33639981900";

/// Which demo.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DemoKind {
    /// A shoe shop.
    Shoes,
    /// A café and roastery.
    Cafe,
    /// A hardware shop.
    Hardware,
}

impl DemoKind {
    /// Its name, also its folder's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shoes => "shoes",
            Self::Cafe => "cafe",
            Self::Hardware => "hardware",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Shoes => include_str!("../../../assets/demo/shoes.json"),
            Self::Cafe => include_str!("../../../assets/demo/cafe.json"),
            Self::Hardware => include_str!("../../../assets/demo/hardware.json"),
        }
    }
}

macro_rules! drawings {
    ($($name:literal),+) => { &[$(($name, include_str!(concat!("../../../assets/demo/drawings/", $name, ".svg")))),+] };
}
const DRAWINGS: &[(&str, &str)] = drawings!(
    "runner",
    "hightop",
    "boot",
    "sandal",
    "loafer",
    "heel",
    "slipper",
    "laces",
    "cup",
    "croissant",
    "cake",
    "beans",
    "teapot",
    "bread",
    "cookie",
    "jar",
    "hammer",
    "drill",
    "screwdriver",
    "paint",
    "brush",
    "lamp",
    "shelf",
    "screws"
);

/// Name in English and French, then main, dark and light of the drawing, and its paper.
const COLOURS: &[(&str, &str, [&str; 4])] = &[
    ("black", "noir", ["#3a3f4b", "#1e222b", "#8d94a3", "#F3ECE0"]),
    ("blue", "bleu", ["#2f5a8f", "#1c3a60", "#a9c4e4", "#F1ECE4"]),
    ("terracotta", "terracotta", ["#b5482a", "#7c2f1a", "#efbfa8", "#F5EEE2"]),
    ("green", "vert", ["#4c7a5a", "#2e4f39", "#b9d6c0", "#F4EFE3"]),
    ("sand", "sable", ["#c9a06a", "#8d6a3c", "#f0dcb8", "#EFE9DF"]),
    ("plum", "prune", ["#7a3f66", "#4e2541", "#dcb5cf", "#F4EDE6"]),
    ("grey", "gris", ["#8a8f98", "#5b606a", "#d5d9df", "#F3EDE3"]),
];

#[derive(Deserialize)]
struct Table {
    name: Words,
    unit: String,
    stores: Vec<Place>,
    options: Vec<String>,
    lines: Vec<Line>,
    /// What its owner explains every week.
    #[serde(default)]
    guides: Vec<Guide>,
}

#[derive(Deserialize)]
struct Guide {
    title: Words,
    /// How it is asked for, in any language.
    ways: Vec<String>,
    steps: Vec<Words>,
    /// Drawing and model of what it takes.
    things: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Words {
    en: String,
    fr: String,
}

impl Words {
    fn in_language(&self, language: &str) -> &str {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

#[derive(Deserialize)]
struct Place {
    name: String,
    address: String,
    hours: String,
    /// Latitude and longitude; the address itself may be invented.
    pin: String,
    /// Codes of services everybody knows.
    services: String,
}

#[derive(Deserialize)]
struct Line {
    drawing: String,
    kind: Words,
    #[serde(flatten)]
    name: Words,
    models: Vec<String>,
    price: i64,
    #[serde(default)]
    options: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct PeopleLine {
    country: String,
    language: String,
    phone: Option<String>,
    digits: usize,
    share: usize,
    first: Vec<String>,
    last: Vec<String>,
}

struct Person {
    name: String,
    country: String,
    language: String,
    phone: Option<String>,
    username: Option<String>,
    user_id: String,
}

#[derive(Deserialize, Serialize)]
struct Wiring {
    seed: u64,
    credentials: Credentials,
}

async fn ask(shop: &Arc<Shop>, command: &str, payload: Value) -> Result<Value> {
    api::dispatch(shop, Author::default(), command, payload).await
}

/// Makes a demo shop in a folder.
///
/// # Errors
/// What the disk says.
pub async fn create(dir: &Path, kind: DemoKind, language: &str) -> Result<()> {
    // A demo that was not finished is started over; it holds nobody's work.
    if dir.exists() {
        std::fs::remove_dir_all(dir)?;
    }
    std::fs::create_dir_all(dir)?;
    let table: Table = serde_json::from_str(kind.table())?;
    let seed = 20 + kind as u64;
    let today = opening_time(0)?;
    set_clock(dir, today - 70 * DAY)?;
    let new = NewShop {
        name: table.name.in_language(language).to_owned(),
        country: "FR".into(),
        currency: "EUR".into(),
        time_zone: ZONE.into(),
        language: language.to_owned(),
        owner: "Nadia".into(),
    };
    let folder = dir.to_owned();
    let shop = tokio::task::spawn_blocking(move || Shop::create(&folder, &new, Kind::Simulated, None)).await.map_err(Error::internal)??;
    let result = fill(&shop, dir, &table, language, seed, today).await;
    drop(shop);
    match result {
        Ok(()) => set_clock(dir, today),
        Err(error) => {
            // Half a demo is none.
            let _ = std::fs::remove_file(dir.join("shop.json"));
            Err(error)
        }
    }
}

async fn fill(shop: &Arc<Shop>, dir: &Path, table: &Table, language: &str, seed: u64, today: i64) -> Result<()> {
    let mut dice = StdRng::seed_from_u64(seed);
    if let Some(main) = table.stores.first() {
        ask(
            shop,
            "shop_update",
            json!({ "address": main.address, "opening_hours": main.hours, "billing_currency": "EUR", "alert_spacing_ms": 1200 }),
        )
        .await?;
    }
    for store in table.stores.iter().skip(1) {
        ask(shop, "store_add", json!({ "name": store.name, "address": store.address, "opening_hours": store.hours })).await?;
    }
    let stores = ask(shop, "stores_now", json!({})).await?;
    for (there, place) in stores.as_array().into_iter().flatten().zip(&table.stores) {
        for (field, typed) in [("pin", &place.pin), ("services", &place.services)] {
            ask(shop, "store_change", json!({ "store": there["id"], "field": field, "typed": typed })).await?;
        }
    }
    let rate = |category: &str, micros: i64| json!({ "currency": "EUR", "effective": "2026-01-01", "market": "*", "category": category, "micros": micros });
    ask(
        shop,
        "rates_load",
        json!({ "origin": "invented", "rates": [rate("marketing", 62_000), rate("utility", 21_000), rate("service", 21_000)] }),
    )
    .await?;
    // No PINs: in a demo one changes places with a tap.
    ask(shop, "team_add", json!({ "name": "Léa", "role": "staff" })).await?;
    let codes = add_products(shop, table, language, &mut dice).await?;
    for guide in &table.guides {
        ask(shop, "guide_set", guide.written(&codes)).await?;
    }
    let people = people(&mut dice)?;
    for person in &people {
        ask(shop, "customer_add", json!({ "name": person.name, "phone": person.phone, "user_id": person.user_id, "username": person.username, "language": person.language })).await?;
    }
    let hero_line = hero_line(&people);
    // Two things have been gone so long that whoever waits for them can be asked whether she still does.
    for (place, person) in hero_line.iter().take(5).enumerate() {
        let Some(code) = codes.sold_out.get(place % 2) else { continue };
        set_clock(dir, today - 69 * DAY + place as i64 * DAY)?;
        join(shop, code, &people[*person]).await?;
    }
    for (days, person) in hero_line.iter().enumerate() {
        set_clock(dir, today - 58 * DAY + days as i64 * 2 * DAY)?;
        join(shop, &codes.hero, &people[*person]).await?;
    }
    for (index, code) in codes.sold_out.iter().enumerate() {
        set_clock(dir, today - 12 * DAY + index as i64 * DAY)?;
        for _ in 0..dice.random_range(1..7) {
            join(shop, code, &people[dice.random_range(0..people.len())]).await?;
        }
    }
    set_clock(dir, today - DAY)?;
    // One of those in line has stopped promotions at Meta since: the shop must skip her and say why.
    let stopped = &people[hero_line[3]];
    let preference = json!({ "user_id": stopped.user_id, "wa_id": stopped.phone.as_ref().map(|p| p.trim_start_matches('+')), "category": "marketing_messages", "value": "stop", "timestamp": (today - DAY) / 1000 });
    let webhook = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "0", "changes": [{ "field": "user_preferences", "value": { "user_preferences": [preference] } }] }] });
    let (applied, bytes) = (Arc::clone(shop), webhook.to_string().into_bytes());
    tokio::task::spawn_blocking(move || applied.apply_webhook(&bytes)).await.map_err(Error::internal)??;
    // Somebody went round the shelves before opening: the counts of the day are fresh.
    set_clock(dir, today - 2 * 3_600_000)?;
    ask(shop, "counts_right", json!({})).await?;
    set_clock(dir, today)?;
    meet_simulator(shop, dir, &people, &hero_line, seed).await
}

struct Codes {
    hero: String,
    sold_out: Vec<String>,
    /// The first variant of each product, by drawing and model.
    first: HashMap<(String, String), Value>,
}

impl Guide {
    /// As the shop keeps it, in both languages.
    fn written(&self, codes: &Codes) -> Value {
        let text = |language: &str| json!({ "title": self.title.in_language(language), "steps": self.steps.iter().map(|step| step.in_language(language)).collect::<Vec<_>>() });
        let things: Vec<Value> = self
            .things
            .iter()
            .filter_map(|thing| codes.first.get(thing))
            .map(|variant| json!({ "variant": variant, "pieces": 1 }))
            .collect();
        json!({ "guide_id": self.title.en, "ways": self.ways, "texts": { "": text("en"), "fr": text("fr") }, "things": things, "is_on": true })
    }
}

async fn add_products(shop: &Arc<Shop>, table: &Table, language: &str, dice: &mut StdRng) -> Result<Codes> {
    let mut codes = Codes { hero: String::new(), sold_out: Vec::new(), first: HashMap::new() };
    let mut number = 0;
    for (line_index, line) in table.lines.iter().enumerate() {
        for (index, model) in line.models.iter().enumerate() {
            let hero = line_index == 0 && index == 0;
            let colour = &COLOURS[if hero { 0 } else { (index * 3 + line_index) % COLOURS.len() }];
            let title = format!("{} {model}", line.name.in_language(language)).trim().to_owned();
            let options = line.options.as_ref().unwrap_or(&table.options);
            let step = if options.len() > 3 || line.options.is_none() && table.unit == "pair" { 0 } else { line.price };
            let mut variants = Vec::new();
            for (position, option) in options.iter().enumerate() {
                number += 1;
                let sku = format!("{}-{number:03}", &line.drawing[..3].to_uppercase());
                let middle = position == options.len() / 2;
                let sold_out = middle && (hero || dice.random_bool(0.2));
                let colour_name = if language == "fr" { colour.1 } else { colour.0 };
                let label =
                    if table.unit == "pair" && line.options.is_none() { format!("{option} · {colour_name}") } else { option.clone() };
                if hero && middle {
                    codes.hero.clone_from(&sku);
                } else if sold_out && codes.sold_out.len() < 6 {
                    codes.sold_out.push(sku.clone());
                }
                let price = line.price + step * position as i64;
                let stock: i64 = if sold_out { 0 } else { dice.random_range(1..15) };
                variants.push(json!({ "label": label, "sku": sku, "barcode": format!("20{number:011}"), "price": format!("{}.{:02}", price / 100, price % 100), "stock": stock }));
            }
            let picture = BASE64.encode(draw(&line.drawing, colour.2)?);
            let unit = if line.options.is_none() { table.unit.as_str() } else { "piece" };
            // What people say who don't know the models: "shoes under 70".
            let category = format!("{} > {}", line.kind.in_language(language), line.name.in_language(language));
            let added = ask(
                shop,
                "product_add",
                json!({ "title": title, "category": category, "unit": unit, "variants": variants, "picture": picture }),
            )
            .await?;
            codes.first.insert((line.drawing.clone(), model.clone()), added[0].clone());
        }
    }
    Ok(codes)
}

/// A drawing in its colours, as PNG.
fn draw(name: &str, [main, dark, light, paper]: [&str; 4]) -> Result<Vec<u8>> {
    let svg =
        DRAWINGS.iter().find(|(n, _)| *n == name).map(|(_, svg)| *svg).ok_or_else(|| Error::internal(format!("no drawing {name}")))?;
    let svg = svg.replace("{{main}}", main).replace("{{dark}}", dark).replace("{{light}}", light).replace("{{paper}}", paper);
    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).map_err(Error::internal)?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(PICTURE_SIDE, PICTURE_SIDE).ok_or_else(|| Error::internal("no pixels"))?;
    let scale = PICTURE_SIDE as f32 / tree.size().width();
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(Error::internal)
}

fn people(dice: &mut StdRng) -> Result<Vec<Person>> {
    let lines: Vec<PeopleLine> = serde_json::from_str(include_str!("../../../assets/demo/people.json"))?;
    let mut all = Vec::new();
    for line in lines {
        for index in 0..line.share {
            let first = &line.first[index % line.first.len()];
            let last = &line.last[(index / line.first.len() + index) % line.last.len()];
            let phone = line
                .phone
                .as_ref()
                .map(|prefix| format!("{prefix}{:0width$}", index * 7 % 10_usize.pow(line.digits as u32), width = line.digits));
            let plain: String = first.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
            let username = phone.is_none().then(|| format!("{plain}.{}", index + 10));
            let user_id = format!("{}.{}", line.country, (0..16).map(|_| char::from(b'0' + dice.random_range(0..10))).collect::<String>());
            all.push(Person {
                name: format!("{first} {last}"),
                country: line.country.clone(),
                language: line.language.clone(),
                phone,
                username,
                user_id,
            });
        }
    }
    Ok(all)
}

/// Who waits for the hero, longest first: a mixed line with one American, one who has stopped, and two
/// without a number.
fn hero_line(people: &[Person]) -> Vec<usize> {
    let of = |country: &str, hidden: bool| {
        people
            .iter()
            .enumerate()
            .filter(move |(_, p)| p.country == country && p.phone.is_none() == hidden)
            .map(|(i, _)| i)
            .collect::<Vec<_>>()
    };
    let (fr, gb, es, ma, india, us, hidden, pt) = (
        of("FR", false),
        of("GB", false),
        of("ES", false),
        of("MA", false),
        of("IN", false),
        of("US", false),
        of("FR", true),
        of("PT", false),
    );
    let mut line = vec![
        gb[4], fr[0], us[0], fr[1], es[0], hidden[0], fr[2], ma[0], fr[3], india[0], fr[4], pt[0], fr[5], gb[0], fr[6], es[1], hidden[1],
        fr[7], ma[1], fr[8], gb[1], fr[9], india[1],
    ];
    line.truncate(HERO_LINE);
    line
}

async fn join(shop: &Arc<Shop>, code: &str, person: &Person) -> Result<()> {
    ask(shop, "waitlist_join", json!({ "code": code, "customer": person.user_id, "source": "counter" })).await?;
    Ok(())
}

/// Makes the people known to the simulator, connects, and has the templates reviewed.
async fn meet_simulator(shop: &Arc<Shop>, dir: &Path, people: &[Person], hero_line: &[usize], seed: u64) -> Result<()> {
    let wiring = Wiring { seed, credentials: cloud_simulator::credentials(seed) };
    std::fs::write(dir.join("simulator.json"), serde_json::to_vec_pretty(&wiring)?)?;
    let Some(simulator) = wire(shop, None).await? else {
        return Err(Error::internal("the demo's simulator did not start"));
    };
    let customers: Vec<Value> = people
        .iter()
        .enumerate()
        .map(|(index, p)| {
            let place = hero_line.iter().position(|i| *i == index);
            // The first in line is left to whoever holds the phone; one has had enough marketing from
            // everybody, so that the shop can show what it does then.
            let habits = match place {
                Some(0) => json!({ "reads": 1.0, "within_ms": 1500 }),
                _ => json!({ "reads": 0.9, "keeps": 0.34, "later": 0.12, "stops": 0.03, "within_ms": 9000 }),
            };
            json!({ "name": p.name, "phone": p.phone, "user_id": p.user_id, "username": p.username, "habits": habits, "marketing_capped": place == Some(7) })
        })
        .collect();
    tell(&format!("{}/customers", simulator.addresses.control_url), &json!(customers)).await?;
    say_hello(shop, &simulator).await?;
    ask(shop, "templates_submit", json!({ "languages": LANGUAGES })).await?;
    for _ in 0..100 {
        let templates = ask(shop, "connection_sync", json!({})).await?;
        if templates
            .as_array()
            .is_some_and(|all| all.len() == OWN_TEMPLATES * LANGUAGES.len() && all.iter().all(|t| t["status"] == "APPROVED"))
        {
            simulator.forget_outgoing();
            return simulator.save().map_err(Into::into);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Error::internal("the demo's templates were not approved"))
}

/// Posts to the simulator's control address.
async fn tell(url: &str, body: &Value) -> Result<Value> {
    let answer = reqwest::Client::new().post(url).json(body).send().await.and_then(reqwest::Response::error_for_status);
    answer.map_err(Error::internal)?.json().await.map_err(Error::internal)
}

/// The owner's own phone writes to the shop, as every owner's must before others are written to.
///
/// # Errors
/// What the disk says.
pub async fn say_hello(shop: &Arc<Shop>, simulator: &Simulator) -> Result<()> {
    let view = ask(shop, "shop_get", json!({})).await?;
    let code = view["connection"]["hello_code"].as_str().unwrap_or_default().to_owned();
    let at = Timestamp::from_millisecond(shop.now()).map_err(Error::internal)?.as_second().to_string();
    let c = &simulator.addresses.credentials;
    // The platform hears it too, so that its window is open for the answer; it tells the shop later, under the same id.
    let text = format!("Hello {code}");
    let control = &simulator.addresses.control_url;
    let owner = json!({ "name": "Nadia", "phone": OWNER_PHONE, "user_id": "FR.1000000000000000" });
    let met = tell(&format!("{control}/customers"), &owner).await?;
    let heard = tell(&format!("{control}/customers/{}/write", met["ids"][0]), &json!({ "text": text })).await?;
    let message = json!({ "from": OWNER_PHONE.trim_start_matches('+'), "from_user_id": "FR.1000000000000000", "id": heard["wamid"], "timestamp": at, "type": "text", "text": { "body": text } });
    let contact = json!({ "profile": { "name": "Nadia" }, "wa_id": OWNER_PHONE.trim_start_matches('+'), "user_id": "FR.1000000000000000" });
    let value = json!({ "messaging_product": "whatsapp", "metadata": { "display_phone_number": "0", "phone_number_id": c.phone_number_id }, "contacts": [contact], "messages": [message] });
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": c.waba_id, "changes": [{ "field": "messages", "value": value }] }] }).to_string().into_bytes();
    let (shop, signature) = (Arc::clone(shop), cloud_api::signature::sign(&body, &c.app_secret));
    tokio::task::spawn_blocking(move || {
        shop.receive(&body, &signature)?;
        shop.understand_all()
    })
    .await
    .map_err(Error::internal)?
}

/// Starts the simulator a folder asks for and points the shop's connection at it; nothing otherwise.
///
/// # Errors
/// When the simulator cannot start.
pub async fn wire(shop: &Arc<Shop>, webhook: Option<String>) -> Result<Option<Simulator>> {
    let dir = shop.dir();
    let path = dir.join("simulator.json");
    if !path.exists() {
        return Ok(None);
    }
    let wiring: Wiring = serde_json::from_slice(&std::fs::read(path)?)?;
    keep_daylight(dir)?;
    let options = Options {
        webhook,
        seed: wiring.seed,
        clock_file: Some(dir.join(CLOCK_FILE)),
        state_dir: Some(dir.join("simulator")),
        credentials: Some(wiring.credentials),
        ..Options::default()
    };
    let simulator = Simulator::start(options).await.map_err(Error::internal)?;
    let at = &simulator.addresses;
    let c = &at.credentials;
    let connect = json!({ "graph_url": at.graph_url, "graph_version": "v26.0", "app_id": c.app_id, "waba_id": c.waba_id, "phone_number_id": c.phone_number_id, "token": c.token, "app_secret": c.app_secret });
    ask(shop, "connection_set", connect).await?;
    Ok(Some(simulator))
}

/// Two people write as soon as a new demo opens, so that Today has something to answer.
pub(crate) async fn somebody_writes(control_url: &str, language: &str) {
    let text = if language == "fr" {
        "Bonjour, je voudrais parler à quelqu'un de la boutique, c'est pour un mariage."
    } else {
        "Could somebody call me about a wedding order?"
    };
    let http = reqwest::Client::new();
    // A demo without these two is still a demo.
    let _ = http.post(format!("{control_url}/customers/20/write")).json(&json!({ "text": text })).send().await;
}

fn wall() -> i64 {
    Timestamp::now().as_millisecond()
}

fn set_clock(dir: &Path, shop_time: i64) -> Result<()> {
    Ok(std::fs::write(dir.join(CLOCK_FILE), (shop_time - wall()).to_string())?)
}

/// The next working morning at 10:40 in the shop's zone, not before `at` (0: now).
fn opening_time(at: i64) -> Result<i64> {
    let zone = TimeZone::get(ZONE).map_err(Error::internal)?;
    let from = Timestamp::from_millisecond(if at == 0 { wall() } else { at }).map_err(Error::internal)?.to_zoned(zone);
    let mut day = from.date();
    loop {
        let morning = day.at(10, 40, 0, 0).to_zoned(from.time_zone().clone()).map_err(Error::internal)?;
        if morning >= from && !matches!(day.weekday(), Weekday::Sunday | Weekday::Monday) {
            return Ok(morning.timestamp().as_millisecond());
        }
        day = day.checked_add(1.day()).map_err(Error::internal)?;
    }
}

/// A demo opened at night goes on in the morning: nobody wants to look at quiet hours.
fn keep_daylight(dir: &Path) -> Result<()> {
    let offset: i64 = std::fs::read_to_string(dir.join(CLOCK_FILE)).ok().and_then(|t| t.trim().parse().ok()).unwrap_or(0);
    let now = wall() + offset;
    let zone = TimeZone::get(ZONE).map_err(Error::internal)?;
    let local = Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(zone);
    if (10..17).contains(&local.hour()) && local.weekday() != Weekday::Sunday {
        return Ok(());
    }
    set_clock(dir, opening_time(now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_drawing_and_every_demo_some_forty_products() {
        for kind in [DemoKind::Shoes, DemoKind::Cafe, DemoKind::Hardware] {
            let table: Table = serde_json::from_str(kind.table()).expect("the table reads");
            let products: usize = table.lines.iter().map(|l| l.models.len()).sum();
            assert!((38..=44).contains(&products), "{kind:?} has {products} products");
            assert_eq!(table.stores.len(), 3, "{kind:?} has three stores");
            for (drawing, model) in table.guides.iter().flat_map(|guide| &guide.things) {
                let sold = table.lines.iter().any(|line| line.drawing == *drawing && line.models.contains(model));
                assert!(sold, "{kind:?} has a guide that takes {drawing} {model}, and sells none");
            }
            for line in &table.lines {
                let png = draw(&line.drawing, COLOURS[0].2).expect("draws");
                assert!(png.len() > 1000, "{} is a picture", line.drawing);
            }
        }
        let people = people(&mut StdRng::seed_from_u64(1)).expect("people");
        assert_eq!(people.len(), 120, "a hundred and twenty customers");
        assert!(people.iter().filter(|p| p.phone.is_none()).count() >= 10, "some without a number");
        assert_eq!(hero_line(&people).len(), HERO_LINE, "and twenty-three of them wait");
    }
}
