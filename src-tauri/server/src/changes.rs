//! What changes, as windows hear of it: topics gathered for a moment, because a wave moves many rows at
//! once. A window keeps one ear open for as long as it is there; asking again and again instead would miss
//! what changes between two questions.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use vitrine_core::Topic;

/// Below what an eye calls a delay, above what a wave needs for its next row.
const GATHERED_FOR: Duration = Duration::from_millis(80);

/// One window's ear.
#[derive(Debug)]
pub struct Changes(broadcast::Receiver<Topic>);

impl Changes {
    pub(crate) fn new(topics: broadcast::Receiver<Topic>) -> Self {
        Self(topics)
    }

    /// Waits for a change and answers its topics with those of the next 80 ms; `None` once the house is
    /// gone. An ear that fell behind hears every topic: anything may have changed.
    pub async fn next(&mut self) -> Option<BTreeSet<Topic>> {
        let mut seen = BTreeSet::new();
        if !self.hear(&mut seen).await {
            return None;
        }
        // Running out of time is how gathering ends; what was heard until then stays.
        let _ = tokio::time::timeout(GATHERED_FOR, async { while self.hear(&mut seen).await {} }).await;
        Some(seen)
    }

    async fn hear(&mut self, seen: &mut BTreeSet<Topic>) -> bool {
        match self.0.recv().await {
            Ok(topic) => {
                seen.insert(topic);
            }
            Err(RecvError::Lagged(_)) => seen.extend(Topic::ALL),
            Err(RecvError::Closed) => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_missed_counts_as_every_topic() {
        let (shop, ear) = broadcast::channel(2);
        let mut changes = Changes::new(ear);
        for _ in 0..3 {
            shop.send(Topic::Orders).expect("somebody listens");
        }
        assert_eq!(changes.next().await, Some(Topic::ALL.into()), "an ear that fell behind cannot know what it missed");
        shop.send(Topic::Catalog).expect("somebody listens");
        shop.send(Topic::Outbox).expect("somebody listens");
        assert_eq!(changes.next().await, Some([Topic::Catalog, Topic::Outbox].into()), "what comes together is said together");
        drop(shop);
        assert_eq!(changes.next().await, None, "a house that is gone changes no more");
    }
}
