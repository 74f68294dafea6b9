//! From a customer's message to the answer on the wire: signed deliveries to the real listener at 200 a second, each a
//! question about one of 20,000 products or about the shop, and something that answers like Meta and notes when the
//! answer to which message arrived. What lies between is the whole way: commit, understanding, rows, gate, commit, send.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::routing::post;
use serde_json::Value;
use vitrine_core::Shop;

use crate::report::Report;
use crate::sender::OpenShop;
use crate::{Run, measure, search, seed, webhook};

const PER_SECOND: u64 = 200;
/// Everybody writes once: answers to one person keep their order and would be measured one behind the other.
const PEOPLE: usize = 2_000;
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// When the answer to which message arrived.
type Arrivals = Arc<Mutex<HashMap<String, Instant>>>;

async fn meta(arrivals: Arrivals) -> Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let take = move |body: axum::body::Bytes| {
        let now = Instant::now();
        let message: Value = serde_json::from_slice(&body).unwrap_or_default();
        let mut all = arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answered) = message["context"]["message_id"].as_str() {
            all.entry(answered.to_owned()).or_insert(now);
        }
        let body = format!(
            r#"{{"messaging_product":"whatsapp","contacts":[{{"input":"1","wa_id":"1"}}],"messages":[{{"id":"wamid.OUT{:012}"}}]}}"#,
            all.len()
        );
        std::future::ready(([("content-type", "application/json")], body))
    };
    let router = Router::new().route("/{version}/{number}/messages", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}

fn question(n: usize, names: &[Vec<String>]) -> String {
    let name = names[(n * 7_919) % names.len()].join(" ");
    match n % 5 {
        0 => format!("how much is the {name}?"),
        1 => format!("do you have {name} in stock?"),
        2 => format!("vous avez {name} ?"),
        3 => "what are your opening hours on Saturday?".to_owned(),
        _ => format!("¿cuánto cuesta {name}?"),
    }
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    let arrivals = Arrivals::default();
    let url = runtime.block_on(meta(Arc::clone(&arrivals)))?;
    seed::connect(&dir, &url)?;
    seed::waiting_people(&dir, PEOPLE)?;
    seed::sealed(&dir)?.execute("DELETE FROM setting WHERE name = 'answering'", [])?;
    let file = base.path().join("products_export.csv");
    let names = search::write_file(&file, run.size(20_000, 2_000))?;
    {
        let shop = Shop::open(&dir, None)?;
        seed::import(&runtime, &shop, &file)?;
    }
    let OpenShop { mut child, webhook_url, .. } = OpenShop::start(&dir, 1_000)?;
    let total = (PER_SECOND * run.size(10, 3) as u64) as usize;
    let done = AtomicBool::new(false);
    let (sent, synced) = std::thread::scope(|scope| {
        let probe = scope.spawn(|| measure::fdatasync_probe(base.path(), Duration::from_millis(10), &done));
        let sent = runtime.block_on(write(&webhook_url, total, &names, &arrivals));
        done.store(true, Ordering::Relaxed);
        (sent, probe.join())
    });
    drop(child.stdin.take());
    child.wait()?;
    let sync = 1e3 * measure::percentile(synced.map_err(|_| anyhow::anyhow!("the probe broke off"))??, 0.99);
    let arrived = arrivals.lock().unwrap_or_else(PoisonError::into_inner);
    let took: Vec<f64> =
        sent.iter().filter_map(|(wamid, at)| arrived.get(wamid).map(|then| 1e3 * then.duration_since(*at).as_secs_f64())).collect();
    let at = |share| measure::percentile(took.iter().copied(), share);
    let detail = format!("{} of {total} answered, {} products; a synced page p99 {sync:.2} ms", took.len(), names.len());
    report.at_most("message to answer at 200/s, p50", at(0.5), 5.0, "ms", &detail);
    report.at_most("message to answer at 200/s, p99", at(0.99), (3.0 * sync).max(40.0), "ms", &detail);
    report.at_most("messages left without an answer", (total - took.len()) as f64, 0.0, "", &detail);
    Ok(())
}

/// Delivers a question each from so many people, at a steady pace, and waits until the last is answered.
async fn write(url: &str, total: usize, names: &[Vec<String>], arrivals: &Arrivals) -> Vec<(String, Instant)> {
    let client = reqwest::Client::new();
    // The first message pays for what is learned and read only once.
    webhook::deliver(&client, url, webhook::says(u64::MAX / 2, PEOPLE as u64, "hello")).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let bodies: Vec<(String, Vec<u8>)> =
        (0..total).map(|n| (webhook::wamid(n as u64), webhook::says(n as u64, PEOPLE as u64 - 1, &question(n, names)))).collect();
    let mut sent = Vec::with_capacity(total);
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for (n, (wamid, body)) in bodies.into_iter().enumerate() {
        tokio::time::sleep_until((start + Duration::from_secs_f64(n as f64 / PER_SECOND as f64)).into()).await;
        sent.push((wamid, Instant::now()));
        let (client, url) = (client.clone(), url.to_owned());
        tasks.spawn(async move { webhook::deliver(&client, &url, body).await });
    }
    while tasks.join_next().await.is_some() {}
    let last = Instant::now();
    while last.elapsed() < PATIENCE && arrivals.lock().unwrap_or_else(PoisonError::into_inner).len() < total {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sent
}
