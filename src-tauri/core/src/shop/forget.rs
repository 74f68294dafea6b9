//! Forgets chats that have become old, once a day by itself, where the owner has said so. Small steps with pauses: a
//! shop that decides after three years has a million messages to forget, and answers while it does. At the end one
//! line in the history says how many; never which.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::Shop;
use crate::conversations::forget;
use crate::kinds::{Author, DAY, Millis, Result};
use crate::{inbox, media, outbox, stores, team};

/// Days chats are kept; nothing: for ever.
pub(crate) const KEPT_FOR: &str = "chats_kept_days";
/// The shop's day on which it was last done.
const DONE_ON: &str = "chats_forgotten_on";
/// Messages forgotten in one commit: a few milliseconds of the writer's time.
const AT_ONCE: u32 = 200;
/// Between two of these commits.
const PAUSE: Duration = Duration::from_millis(40);
/// Between two looks at the calendar.
const EVERY: Duration = Duration::from_secs(5);

/// What one going through came to.
#[derive(Clone, Copy, Default)]
struct Gone {
    messages: usize,
    files: usize,
}

pub(super) async fn run(shop: Arc<Shop>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match due(&shop).await {
            Ok(Some((before, day))) => match all(&shop, before, &stop).await {
                Ok(Some(gone)) => {
                    if let Err(error) = done(&shop, gone, day).await {
                        tracing::warn!(%error, "that old chats were forgotten could not be noted");
                    }
                }
                // The shop closes: the rest another time.
                Ok(None) => return,
                Err(error) => tracing::warn!(%error, "old chats wait to be forgotten"),
            },
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "whether chats are old cannot be told"),
        }
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(EVERY) => {} }
    }
}

/// The moment before which chats go, and the day it is; nothing when they are kept or it has been done today.
async fn due(shop: &Arc<Shop>) -> Result<Option<(Millis, String)>> {
    on(shop, |shop| {
        let now = shop.now();
        shop.read(|read| {
            let Some(days) = read.setting::<Option<i64>>(KEPT_FOR, None)? else { return Ok(None) };
            let zone = stores::zone(&read.setting("time_zone", "UTC".to_owned())?)?;
            let today = jiff::Timestamp::from_millisecond(now).map_err(crate::Error::internal)?.to_zoned(zone).date().to_string();
            let done: String = read.setting(DONE_ON, String::new())?;
            // The rule stands with the day: one that is changed is followed the same day.
            let day = format!("{today}/{days}");
            Ok((done != day).then_some((now - days * DAY, day)))
        })
    })
    .await
}

async fn all(shop: &Arc<Shop>, before: Millis, stop: &CancellationToken) -> Result<Option<Gone>> {
    let mut gone = Gone::default();
    let mut after = 0;
    loop {
        let step = on(shop, move |shop| step(shop, before, after)).await?;
        gone.messages += step.messages;
        gone.files += step.files;
        match step.last {
            Some(last) => after = last,
            None if step.more => {}
            None => return Ok(Some(gone)),
        }
        tokio::select! { () = stop.cancelled() => return Ok(None), () = tokio::time::sleep(PAUSE) => {} }
    }
}

struct Step {
    messages: usize,
    files: usize,
    /// The last message it forgot.
    last: Option<i64>,
    /// There are deliveries or promises still to forget.
    more: bool,
}

fn step(shop: &Shop, before: Millis, after: i64) -> Result<Step> {
    let messages = shop.read(|read| forget::next(read, before, after, AT_ONCE))?;
    let (files, rest) = shop.write(|tx| {
        outbox::forget::ids(tx, &messages)?;
        let mut files = forget::forget(tx, &messages)?;
        let spoken = media::spoken::forget_before(tx, before, AT_ONCE)?;
        let more = spoken.len();
        files.extend(spoken);
        // The words of both ways stand in what Meta delivered and in what was promised as well.
        Ok((files, more + inbox::forget(tx, before, AT_ONCE)? + outbox::forget::words(tx, before, AT_ONCE)?))
    })?;
    for file in &files {
        media::drop_sealed(&shop.dir, file)?;
    }
    Ok(Step { messages: messages.len(), files: files.len(), last: messages.last().copied(), more: rest > 0 })
}

async fn done(shop: &Arc<Shop>, gone: Gone, day: String) -> Result<()> {
    on(shop, move |shop| {
        let now = shop.now();
        shop.write(|tx| {
            tx.set_setting(DONE_ON, &day)?;
            if gone.messages == 0 {
                return Ok(());
            }
            let about = json!({ "messages": gone.messages, "files": gone.files });
            team::note(tx, &Author::shop(), "chats_forgotten", &about, now)
        })?;
        // What was deleted is overwritten in the file; in the log it would still stand.
        if gone.messages > 0 { shop.db.clear_log() } else { Ok(()) }
    })
    .await
}

async fn on<T: Send + 'static>(shop: &Arc<Shop>, work: impl FnOnce(&Shop) -> Result<T> + Send + 'static) -> Result<T> {
    let shop = Arc::clone(shop);
    tokio::task::spawn_blocking(move || work(&shop)).await.map_err(crate::Error::internal)?
}
