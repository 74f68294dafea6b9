//! What the shop does on the side, when nobody waits for it: messages become findable, and it notes that it is open,
//! so that an absence can be told from a quiet night. A closed laptop says nothing when it closes: only the gap shows.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Shop;
use crate::conversations::list::{ABSENCE, Absence};
use crate::conversations::search;
use crate::kinds::{Millis, Result};

/// Messages made findable in one commit: some milliseconds of the writer's time.
const AT_ONCE: i64 = 256;
/// Between two looks.
const EVERY: Duration = Duration::from_secs(2);
/// The shop notes that it is open no oftener.
const NOTED_EVERY: Millis = 60_000;
/// A gap of less is nobody's absence.
const AWAY: Millis = 15 * 60_000;
/// When it was last noted.
const HERE: &str = "here_at";

impl Shop {
    /// Takes up to so many messages into the index of words; answers whether there are more.
    pub(crate) fn index_words(&self, at_most: i64) -> Result<bool> {
        if self.read(search::behind)? <= 0 {
            return Ok(false);
        }
        self.write(|tx| search::catch_up(tx, at_most))
    }

    fn note_presence(&self) -> Result<()> {
        let now = self.now();
        let here: Option<Millis> = self.read(|read| read.setting(HERE, None))?;
        if here.is_some_and(|at| now - at < NOTED_EVERY && at <= now) {
            return Ok(());
        }
        self.write(|tx| {
            tx.set_setting(HERE, &now)?;
            match here.filter(|at| now - at > AWAY) {
                Some(from) => tx.set_setting(ABSENCE, &Absence { from, until: now }),
                // That a minute has passed is nothing to tell the window.
                None => {
                    tx.hush();
                    Ok(())
                }
            }
        })
    }
}

pub(super) async fn run(shop: Arc<Shop>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let this = Arc::clone(&shop);
        let done = tokio::task::spawn_blocking(move || {
            this.note_presence()?;
            this.index_words(AT_ONCE)
        })
        .await;
        match done {
            // Others come between: each step is a commit of its own.
            Ok(Ok(true)) => tokio::task::yield_now().await,
            Ok(Err(error)) => {
                tracing::error!(%error, "work on the side failed");
                tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(10 * EVERY) => {} }
            }
            _ => tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(EVERY) => {} },
        }
    }
}
