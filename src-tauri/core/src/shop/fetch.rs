//! Fetches what customers send: pictures, voice, films, papers. A job of its own beside the message, so
//! that a download that fails costs only itself and is tried again until Meta forgets the file, and a
//! slow one delays no answer. What is here is sealed on disk and is never lost when Meta's copy goes.

use std::sync::Arc;
use std::time::Duration;

use cloud_api::Client;
use tokio_util::sync::CancellationToken;

use super::Shop;
use crate::conversations::{self, Waiting};
use crate::kinds::{Code, Error, Millis, Result};
use crate::media;

/// Meta's own bound for what customers send (fact sheet §5).
const LARGEST: u64 = 100 * 1024 * 1024;
/// Tries wait for half a minute, then twice as long each time, up to six hours.
const FIRST_PAUSE: Millis = 30_000;
const LONGEST_PAUSE: Millis = 6 * 3_600_000;
/// No wait is longer: a laptop that slept does not count the time in its timers.
const LOOK_UP: Duration = Duration::from_secs(2);

/// When to try again after so many tries.
fn next_try(tries: i64, now: Millis) -> Millis {
    now + FIRST_PAUSE.saturating_mul(1 << tries.clamp(0, 12)).min(LONGEST_PAUSE)
}

/// Runs until stopped.
pub(super) async fn run(shop: Arc<Shop>, deadline: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match one(&shop, deadline).await {
            Ok(true) => continue,
            Ok(false) => {}
            // What customers sent waits until the shop is connected again; Today says so.
            Err(error) if error.code == Code::NotConnected => {}
            Err(error) => tracing::warn!(%error, "what customers sent waits to be fetched"),
        }
        tokio::select! { () = stop.cancelled() => {}, () = shop.sent_something.notified() => {}, () = tokio::time::sleep(LOOK_UP) => {} }
    }
}

/// Fetches the next that is due; answers whether there was one.
async fn one(shop: &Arc<Shop>, deadline: Duration) -> Result<bool> {
    let this = Arc::clone(shop);
    let found = tokio::task::spawn_blocking(move || {
        let now = this.now();
        let due = this.read(|read| conversations::media_due(read, now))?;
        due.map(|waiting| Ok::<_, Error>((waiting, this.client(deadline)?))).transpose()
    })
    .await
    .map_err(Error::internal)??;
    let Some((waiting, client)) = found else { return Ok(false) };
    let fetched = fetch(&client, &waiting).await;
    let this = Arc::clone(shop);
    tokio::task::spawn_blocking(move || {
        let now = this.now();
        match fetched {
            Fetched::Here(bytes) => {
                let sealed = media::keep_sealed(&this.dir, &this.read(media::seal_key)?, &bytes)?;
                this.write(|tx| conversations::media_here(tx, waiting.message, &sealed, bytes.len() as i64))
            }
            Fetched::Never => this.write(|tx| conversations::media_gone(tx, waiting.message, "refused")),
            Fetched::NotNow if next_try(waiting.tries, now) > waiting.until => {
                this.write(|tx| conversations::media_gone(tx, waiting.message, "gone"))
            }
            Fetched::NotNow => this.write(|tx| conversations::media_later(tx, waiting.message, next_try(waiting.tries, now))),
        }
    })
    .await
    .map_err(Error::internal)??;
    Ok(true)
}

enum Fetched {
    Here(Vec<u8>),
    /// Larger than Meta allows, or not the bytes Meta announced.
    Never,
    NotNow,
}

/// The address is asked for each time: it lives five minutes only.
async fn fetch(client: &Client, waiting: &Waiting) -> Fetched {
    let facts = match client.media_facts(&waiting.media_id).await {
        Ok(facts) => facts,
        Err(error) => {
            tracing::info!(code = error.code(), "a file could not be asked for; it is tried again");
            return Fetched::NotNow;
        }
    };
    match client.download(&facts.url, LARGEST).await {
        Ok(bytes) if waiting.sha256.as_deref().is_none_or(|stated| cloud_api::client::media::same_bytes(&bytes, stated)) => {
            Fetched::Here(bytes)
        }
        Ok(_) => Fetched::NotNow,
        Err(cloud_api::client::CallError::TooLarge { .. }) => Fetched::Never,
        Err(_) => Fetched::NotNow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_go_on_ever_more_slowly_and_never_stop_by_themselves() {
        assert_eq!(next_try(0, 0), 30_000, "half a minute after the first");
        assert_eq!(next_try(3, 0), 240_000, "four minutes after the fourth");
        assert_eq!(next_try(60, 0), LONGEST_PAUSE, "never longer than six hours: Meta keeps it for a week");
    }
}
