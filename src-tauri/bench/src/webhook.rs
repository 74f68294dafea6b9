//! Signed deliveries to the real listener, at a steady pace that does not wait for answers: how long until 200,
//! which comes after the commit, beside what the same disk takes for a synced page in the same seconds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;

use crate::report::Report;
use crate::sender::OpenShop;
use crate::{Run, measure, seed};

/// Meta's id of the n-th message.
pub fn wamid(n: u64) -> String {
    format!("wamid.IN{n:016}")
}

/// A customer's message, the n-th, from one of so many people.
pub fn text(n: u64, people: u64) -> Vec<u8> {
    says(n, people, &format!("Is it back? {n}"))
}

/// The n-th message, with these words.
pub fn says(n: u64, people: u64, words: &str) -> Vec<u8> {
    let number = seed::phone((n % people + 1) as i64).trim_start_matches('+').to_owned();
    let at = 1_795_516_800 + n / 1_000;
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "2", "changes": [{ "field": "messages", "value": {
        "messaging_product": "whatsapp", "metadata": { "display_phone_number": "33639980000", "phone_number_id": "3" },
        "contacts": [{ "profile": { "name": "Customer" }, "wa_id": number }],
        "messages": [{ "from": number, "id": wamid(n), "timestamp": at.to_string(), "type": "text", "text": { "body": words } }]
    } }] }] })
    .to_string()
    .into_bytes()
}

/// Signs and delivers; answers whether it was taken.
pub async fn deliver(client: &reqwest::Client, url: &str, body: Vec<u8>) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(seed::APP_SECRET.as_bytes()) else { return false };
    mac.update(&body);
    let signature = format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()));
    let sent = client.post(url).header("x-hub-signature-256", signature).header("content-type", "application/json").body(body).send().await;
    sent.is_ok_and(|answer| answer.status().is_success())
}

struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Delivered {
    latencies: Vec<f64>,
    refused: usize,
    kept: i64,
    synced: Vec<f64>,
}

fn at_rate(run: &Run, runtime: &tokio::runtime::Runtime, per_second: u64, seconds: u64) -> Result<Delivered> {
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    // Nobody answers there: what comes in is understood, and what is answered waits.
    seed::connect(&dir, "http://127.0.0.1:9")?;
    seed::waiting_people(&dir, 2_000)?;
    let OpenShop { mut child, webhook_url: url, .. } = OpenShop::start(&dir, 80)?;
    let done = AtomicBool::new(false);
    let total = per_second * seconds;
    let (latencies, synced) = std::thread::scope(|scope| {
        let probe = scope.spawn(|| measure::fdatasync_probe(base.path(), Duration::from_millis(10), &done));
        // However the deliveries end, the probe ends with them.
        let _ends = Ends(&done);
        let latencies = runtime.block_on(async {
            let client = reqwest::Client::new();
            let bodies: Vec<Vec<u8>> = (0..total).map(|n| text(n, 2_000)).collect();
            let took = Arc::new(Mutex::new(Vec::with_capacity(bodies.len())));
            let mut tasks = tokio::task::JoinSet::new();
            let start = Instant::now();
            for (n, body) in bodies.into_iter().enumerate() {
                let due = start + Duration::from_secs_f64(n as f64 / per_second as f64);
                tokio::time::sleep_until(due.into()).await;
                let (client, url, took) = (client.clone(), url.clone(), Arc::clone(&took));
                tasks.spawn(async move {
                    let begin = Instant::now();
                    let taken = deliver(&client, &url, body).await;
                    took.lock().unwrap_or_else(PoisonError::into_inner).push((begin.elapsed().as_secs_f64(), taken));
                });
            }
            while tasks.join_next().await.is_some() {}
            std::mem::take(&mut *took.lock().unwrap_or_else(PoisonError::into_inner))
        });
        done.store(true, Ordering::Relaxed);
        (latencies, probe.join())
    });
    // Counted while the shop is still open: a 200 was said only after the commit.
    let kept = seed::sealed(&dir)?.query_row("SELECT count(*) FROM raw_event", [], |row| row.get(0))?;
    drop(child.stdin.take());
    child.wait()?;
    let synced = synced.map_err(|_| anyhow::anyhow!("the probe broke off"))??;
    let refused = latencies.iter().filter(|(_, taken)| !taken).count();
    Ok(Delivered { latencies: latencies.into_iter().map(|(took, _)| took).collect(), refused, kept, synced })
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let seconds = run.size(10, 2) as u64;
    let ms = |d: &Delivered, share| 1e3 * measure::percentile(d.latencies.iter().copied(), share);
    let slow = at_rate(run, &runtime, 200, seconds)?;
    let sync = 1e3 * measure::percentile(slow.synced.iter().copied(), 0.99);
    let detail = format!("p50 {:.2} ms; a synced page p99 {sync:.2} ms", ms(&slow, 0.5));
    report.at_most("webhook to 200 at 200/s, p99", ms(&slow, 0.99), (3.0 * sync).max(25.0), "ms", &detail);
    let fast = at_rate(run, &runtime, 1_000, seconds)?;
    let sent = 1_000 * seconds as i64;
    let detail =
        format!("{} of {sent} kept, {} refused; p50 {:.2} ms, p99 {:.2} ms", fast.kept, fast.refused, ms(&fast, 0.5), ms(&fast, 0.99));
    report.at_most("webhooks lost at 1,000/s", (sent - fast.kept) as f64 + fast.refused as f64, 0.0, "", &detail);
    Ok(())
}
