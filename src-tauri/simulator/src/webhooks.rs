//! Lets what is due happen, and delivers webhooks as Meta does: signed over the exact bytes, batched,
//! sometimes twice, sometimes out of order, and again with growing gaps until every subscribed app has
//! answered 200 or the days of trying are over (fact sheet §3.1).

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use hmac::{Hmac, Mac};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use crate::Shared;
use crate::world::settings::Faults;
use crate::world::{Change, HOUR};

/// Updates that come within so long of each other may share a delivery.
const GATHER: Duration = Duration::from_millis(15);
/// The state is written so often at most.
const WRITTEN_EVERY: Duration = Duration::from_millis(100);
/// Meta's own bound.
const BATCH: usize = 1000;
/// Meta's gaps grow to hours; here from a fifth of a second to ten.
const GAPS_MS: [u64; 8] = [200, 400, 800, 1600, 3200, 5000, 10_000, 10_000];

/// The signature header's value.
pub fn sign(body: &[u8], secret: &str) -> String {
    match Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        Ok(mut mac) => {
            mac.update(body);
            format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
        }
        Err(_) => String::new(),
    }
}

fn client() -> Option<reqwest::Client> {
    // Hardly a pool: a shop that was killed must not be met on a dead connection.
    reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(4)
        .pool_idle_timeout(Duration::from_secs(1))
        .build()
        .ok()
}

/// Runs until stopped.
pub async fn run(shared: Shared, stop: CancellationToken) {
    let Some(http) = client() else {
        return;
    };
    let mut dice = StdRng::seed_from_u64(7);
    let mut written = Instant::now();
    while !stop.is_cancelled() {
        let next = {
            let mut world = shared.world();
            world.pauses_end();
            while let Some(event) = world.take_due() {
                world.happen(event);
            }
            world.next_due()
        };
        if written.elapsed() >= WRITTEN_EVERY {
            written = Instant::now();
            remember(&shared).await;
        }
        for delivery in gather(&shared, &mut dice) {
            tokio::spawn(deliver(shared.clone(), http.clone(), delivery, stop.clone()));
        }
        let wait =
            next.map_or(Duration::from_millis(250), |at| at.saturating_duration_since(Instant::now()).min(Duration::from_millis(250)));
        tokio::select! {
            () = stop.cancelled() => {}
            () = shared.due.notified() => tokio::time::sleep(GATHER).await,
            () = tokio::time::sleep(wait.max(Duration::from_millis(2))) => {}
        }
    }
}

async fn remember(shared: &Shared) {
    let memory = shared.world().memory();
    let Some((path, bytes)) = memory else {
        return;
    };
    let written = tokio::task::spawn_blocking(move || {
        let draft = path.with_extension("new");
        std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(draft, path))
    });
    if !matches!(written.await, Ok(Ok(()))) {
        tracing::warn!("the simulator's state could not be written");
    }
}

/// One POST to come.
struct Delivery {
    /// A field of it, by which its address is found each time.
    field: String,
    body: Vec<u8>,
    /// Signed wrongly at first.
    forged: bool,
}

/// Takes what is to go out and makes deliveries of it.
fn gather(shared: &Shared, dice: &mut StdRng) -> Vec<Delivery> {
    let mut world = shared.world();
    if world.outgoing.is_empty() || world.account.webhook.is_none() && world.destination("messages").is_none() {
        return Vec::new();
    }
    let mut changes: Vec<Change> = world.outgoing.drain(..).collect();
    if world.faults.withhold_webhooks {
        world.withheld.extend(changes);
        return Vec::new();
    }
    if world.faults.reorder {
        changes.shuffle(dice);
    }
    let duplicate = world.faults.duplicate.clamp(0.0, 1.0);
    let (waba, at) = (world.credentials.waba_id.clone(), world.now() / 1000);
    let mut by_address: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for change in changes {
        match world.destination(&change.field) {
            Some(url) => by_address.entry(url).or_default().push(change),
            // The app's own address is not set yet: what belongs there waits.
            None => world.outgoing.push_back(change),
        }
    }
    let mut deliveries = Vec::new();
    for changes in by_address.into_values() {
        for chunk in changes.chunks(BATCH) {
            let field = chunk.first().map(|c| c.field.clone()).unwrap_or_default();
            let all: Vec<Value> = chunk.iter().map(|c| json!({ "field": c.field, "value": c.value })).collect();
            let body = ascii(&envelope(&waba, at, &all));
            if dice.random_bool(duplicate) {
                deliveries.push(Delivery { field: field.clone(), body: body.clone(), forged: false });
            }
            let forged = Faults::take(&mut world.faults.wrong_signature);
            deliveries.push(Delivery { field, body, forged });
        }
    }
    world.undelivered += deliveries.len();
    deliveries
}

fn envelope(waba: &str, at: i64, changes: &[Value]) -> Value {
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": waba, "time": at, "changes": changes }] })
}

/// JSON in which everything beyond ASCII is escaped, as Meta writes it: whoever verifies what she has
/// parsed and written again, rather than the bytes received, finds out here.
fn ascii(value: &Value) -> Vec<u8> {
    let text = value.to_string();
    let mut body = Vec::with_capacity(text.len());
    let mut units = [0; 2];
    for c in text.chars() {
        if c.is_ascii() {
            body.push(c as u8);
        } else {
            for unit in c.encode_utf16(&mut units) {
                body.extend(format!("\\u{unit:04x}").bytes());
            }
        }
    }
    body
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    // Writing into memory does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// Posts once; the status, or nothing when nobody answered.
async fn post(http: &reqwest::Client, url: &str, body: Vec<u8>, signature: Option<String>, zipped: bool) -> Option<u16> {
    let mut request = http.post(url).header("Content-Type", "application/json").header("User-Agent", "facebookexternalua");
    if let Some(signature) = signature {
        request = request.header("X-Hub-Signature-256", signature);
    }
    if zipped {
        request = request.header("Content-Encoding", "gzip");
    }
    request.body(body).send().await.ok().map(|answer| answer.status().as_u16())
}

async fn deliver(shared: Shared, http: reqwest::Client, delivery: Delivery, stop: CancellationToken) {
    let start = shared.world().now();
    let mut attempt = 0;
    loop {
        // Looked up each time: a shop that is started again listens elsewhere.
        let (url, also, secret, zipped, over) = {
            let world = shared.world();
            let over = world.now() - start > world.settings.retry_hours * HOUR;
            let url = world.destination(&delivery.field).unwrap_or_default();
            (url, world.settings.also.clone(), world.credentials.app_secret.clone(), world.faults.gzip, over)
        };
        if over || url.is_empty() {
            break;
        }
        let body = if zipped { gzip(&delivery.body) } else { delivery.body.clone() };
        if delivery.forged && attempt == 0 {
            post(&http, &url, body.clone(), Some(sign(&body, "another secret")), zipped).await;
        }
        // Tried again at every app, also those that have answered.
        let mut all = true;
        for url in std::iter::once(&url).chain(&also) {
            all &= post(&http, url, body.clone(), Some(sign(&body, &secret)), zipped).await == Some(200);
        }
        if all {
            break;
        }
        let gap = GAPS_MS[attempt.min(GAPS_MS.len() - 1)];
        attempt += 1;
        tokio::select! { () = stop.cancelled() => break, () = tokio::time::sleep(Duration::from_millis(gap)) => {} }
    }
    let mut world = shared.world();
    world.undelivered = world.undelivered.saturating_sub(1);
}

/// A delivery no honest Meta would make.
#[derive(Deserialize)]
pub struct Odd {
    /// `huge`, `deep`, `wrong_signature`, `unsigned`, `not_json`, `gzip`, `many`.
    kind: String,
    /// How large, deep or many.
    #[serde(default)]
    size: Option<usize>,
}

/// Makes one odd delivery at once; the status it was answered with, 0 when nobody answered.
///
/// # Errors
/// When there is nowhere to deliver to, or no such kind.
pub async fn deliver_oddly(shared: &Shared, odd: &Odd) -> Result<u16, String> {
    let (url, secret, waba, at, value) = {
        let world = shared.world();
        let url = world.destination("messages").ok_or("no webhook is set")?;
        let value = world.of_number(json!({ "messages": [], "contacts": [] }));
        (url, world.credentials.app_secret.clone(), world.credentials.waba_id.clone(), world.now() / 1000, value)
    };
    let one = json!({ "field": "messages", "value": value });
    let plain = envelope(&waba, at, std::slice::from_ref(&one)).to_string().into_bytes();
    let body = match odd.kind.as_str() {
        "huge" => {
            let mut padded = one;
            padded["value"]["padding"] = json!("x".repeat(odd.size.unwrap_or(3 * 1024 * 1024)));
            envelope(&waba, at, &[padded]).to_string().into_bytes()
        }
        "deep" => {
            let depth = odd.size.unwrap_or(100_000);
            let nest = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            String::from_utf8_lossy(&plain).replace("\"messages\":[]", &format!("\"messages\":{nest}")).into_bytes()
        }
        "many" => envelope(&waba, at, &vec![one; odd.size.unwrap_or(BATCH)]).to_string().into_bytes(),
        "not_json" => b"{\"object\":\"whatsapp_business_account\",\"entry\":[".to_vec(),
        "gzip" => gzip(&plain),
        "wrong_signature" | "unsigned" => plain,
        other => return Err(format!("no delivery is called {other}")),
    };
    let signature = match odd.kind.as_str() {
        "unsigned" => None,
        "wrong_signature" => Some(sign(&body, "another secret")),
        _ => Some(sign(&body, &secret)),
    };
    let http = client().ok_or("no client")?;
    Ok(post(&http, &url, body, signature, odd.kind == "gzip").await.unwrap_or(0))
}
