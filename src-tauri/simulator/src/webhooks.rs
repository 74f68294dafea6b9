//! Lets what is due happen, and delivers webhooks as Meta does: signed over the exact bytes, batched,
//! sometimes twice, sometimes out of order, and again with growing gaps until somebody answers 200.

use std::time::{Duration, Instant};

use hmac::{Hmac, Mac};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use crate::Shared;

/// Updates that come within so long of each other may share a delivery.
const GATHER: Duration = Duration::from_millis(15);
/// Meta's own bound.
const BATCH: usize = 1000;
/// Meta retries for days; here the gaps grow from a fifth of a second to ten.
const GAPS_MS: [u64; 8] = [200, 400, 800, 1600, 3200, 5000, 10_000, 10_000];
/// Then it gives up, after some ten minutes.
const TRIES: usize = 70;

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

/// Runs until stopped.
pub async fn run(shared: Shared, stop: CancellationToken) {
    // Without a pool: a shop that was killed must not be met on a dead connection.
    let Ok(http) = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(4)
        .pool_idle_timeout(Duration::from_secs(1))
        .build()
    else {
        return;
    };
    let mut dice = StdRng::seed_from_u64(7);
    while !stop.is_cancelled() {
        let next = {
            let mut world = shared.world();
            while let Some(event) = world.take_due() {
                world.happen(event);
            }
            world.next_due()
        };
        let memory = shared.world().memory();
        if let Some((path, bytes)) = memory {
            let written = tokio::task::spawn_blocking(move || {
                let draft = path.with_extension("new");
                std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(draft, path))
            });
            if !matches!(written.await, Ok(Ok(()))) {
                tracing::warn!("the simulator's state could not be written");
            }
        }
        let batch = gather(&shared, &mut dice);
        for delivery in batch {
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

/// Takes what is to go out and makes deliveries of it.
fn gather(shared: &Shared, dice: &mut StdRng) -> Vec<Vec<u8>> {
    let mut world = shared.world();
    if world.webhook.is_none() || world.outgoing.is_empty() {
        return Vec::new();
    }
    let mut changes: Vec<(String, Value)> = world.outgoing.drain(..).collect();
    if world.faults.withhold_webhooks {
        return Vec::new();
    }
    if world.faults.reorder {
        changes.shuffle(dice);
    }
    let duplicate = world.faults.duplicate.clamp(0.0, 1.0);
    let (waba, at) = (world.credentials.waba_id.clone(), world.now() / 1000);
    let mut deliveries = Vec::new();
    for chunk in changes.chunks(BATCH) {
        let changes: Vec<Value> = chunk.iter().map(|(field, value)| json!({ "field": field, "value": value })).collect();
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": waba, "time": at, "changes": changes }] })
            .to_string()
            .into_bytes();
        if dice.random_bool(duplicate) {
            deliveries.push(body.clone());
        }
        deliveries.push(body);
    }
    world.undelivered += deliveries.len();
    deliveries
}

async fn deliver(shared: Shared, http: reqwest::Client, body: Vec<u8>, stop: CancellationToken) {
    for attempt in 0..TRIES {
        // Looked up each time: a shop that is started again listens elsewhere.
        let (url, secret) = {
            let world = shared.world();
            (world.webhook.clone().unwrap_or_default(), world.credentials.app_secret.clone())
        };
        let signature = sign(&body, &secret);
        let sent = http
            .post(url)
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", signature)
            .body(body.clone())
            .send()
            .await;
        if sent.is_ok_and(|answer| answer.status().as_u16() == 200) {
            break;
        }
        let gap = GAPS_MS[attempt.min(GAPS_MS.len() - 1)];
        tokio::select! { () = stop.cancelled() => break, () = tokio::time::sleep(Duration::from_millis(gap)) => {} }
    }
    let mut world = shared.world();
    world.undelivered = world.undelivered.saturating_sub(1);
}
