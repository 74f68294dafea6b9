//! Something that answers like Meta's `messages` and looks at nothing but its count: a message that would be one
//! too many in any sliding second, received ones included, gets 130429.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;

#[derive(Default)]
struct Counts {
    last_second: VecDeque<Instant>,
    taken: Vec<Instant>,
    received: Vec<Instant>,
    refused: usize,
}

/// The counting end.
#[derive(Clone)]
pub struct Sink {
    /// Messages a second; 0 is no limit.
    limit: usize,
    counts: Arc<Mutex<Counts>>,
    /// Its address.
    pub url: String,
}

impl Sink {
    /// Starts listening on the current runtime.
    pub async fn start(limit: usize) -> Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self { limit, counts: Arc::default(), url: format!("http://{}", listener.local_addr()?) };
        let this = sink.clone();
        let router =
            Router::new().route("/{version}/{number}/messages", post(move |_: axum::body::Bytes| std::future::ready(this.message())));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(sink)
    }

    fn message(&self) -> Response {
        if !self.count(true) {
            let error = r#"{"error":{"message":"(#130429) Rate limit hit","type":"OAuthException","code":130429,"fbtrace_id":"A"}}"#;
            return (StatusCode::BAD_REQUEST, [("content-type", "application/json")], error).into_response();
        }
        let number = self.counts.lock().unwrap_or_else(PoisonError::into_inner).taken.len();
        let body = format!(
            r#"{{"messaging_product":"whatsapp","contacts":[{{"input":"1","wa_id":"1"}}],"messages":[{{"id":"wamid.BENCH{number:012}","message_status":"accepted"}}]}}"#
        );
        ([("content-type", "application/json")], body).into_response()
    }

    /// A customer's message: it counts, and is never refused.
    pub fn came_in(&self) {
        self.count(false);
    }

    fn count(&self, ours: bool) -> bool {
        let now = Instant::now();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        while counts.last_second.front().is_some_and(|at| now.duration_since(*at) >= Duration::from_secs(1)) {
            counts.last_second.pop_front();
        }
        if ours && self.limit > 0 && counts.last_second.len() >= self.limit {
            counts.refused += 1;
            return false;
        }
        counts.last_second.push_back(now);
        if ours {
            counts.taken.push(now);
        } else {
            counts.received.push(now);
        }
        true
    }

    /// Taken, received and refused so far.
    pub fn totals(&self) -> (usize, usize, usize) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        (counts.taken.len(), counts.received.len(), counts.refused)
    }

    /// Taken and received between two moments.
    pub fn between(&self, from: Instant, until: Instant) -> (usize, usize) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let inside = |at: &&Instant| **at >= from && **at < until;
        (counts.taken.iter().filter(inside).count(), counts.received.iter().filter(inside).count())
    }

    /// Seconds from the first message taken to the last.
    pub fn span(&self) -> Option<f64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        Some(counts.taken.last()?.duration_since(*counts.taken.first()?).as_secs_f64())
    }

    /// When the first message was taken.
    pub fn first(&self) -> Option<Instant> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).taken.first().copied()
    }
}
