//! Somebody who listens: takes webhooks as a shop does, after verifying them with the client's own
//! signature, and hands their changes on in the order they came.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cloud_api::webhook::{Change, Delivery, Event, Inbound, Messages, Status};
use cloud_api::{Client, signature};
use cloud_simulator::Simulator;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{control, unhurried};

#[derive(Clone)]
struct Ear {
    changes: mpsc::UnboundedSender<Change>,
    secret: String,
}

pub(crate) struct Hook(mpsc::UnboundedReceiver<Change>);

async fn takes(State(ear): State<Ear>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signed = headers.get(signature::HEADER).and_then(|header| header.to_str().ok()).unwrap_or_default();
    if !signature::verify(&body, signed, &ear.secret) {
        return StatusCode::FORBIDDEN;
    }
    let delivery: Delivery = serde_json::from_slice(&body).unwrap();
    for change in delivery.entry.into_iter().flat_map(|entry| entry.changes) {
        // A test that has seen enough no longer listens.
        let _ = ear.changes.send(change);
    }
    StatusCode::OK
}

/// A simulator whose webhooks are heard.
pub(crate) async fn heard() -> (Simulator, Client, Hook) {
    let (simulator, client) = unhurried().await;
    let (changes, heard) = mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let ear = Ear { changes, secret: simulator.addresses.credentials.app_secret.clone() };
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(takes)).with_state(ear)).await });
    control(&simulator, "webhook", json!({ "url": url })).await;
    control(&simulator, "faults", json!({ "still": true })).await;
    (simulator, client, Hook(heard))
}

/// Puts a person there; answers the simulator's id of her.
pub(crate) async fn person(simulator: &Simulator, who: Value) -> u64 {
    control(simulator, "customers", who).await["ids"][0].as_u64().unwrap()
}

impl Hook {
    /// The next change, whatever it is about.
    pub(crate) async fn change(&mut self) -> Change {
        let waited = tokio::time::timeout(Duration::from_secs(20), self.0.recv()).await;
        waited.expect("a webhook comes, and the client verifies its signature").expect("the listener listens")
    }

    /// The next event the test waits for; others pass.
    pub(crate) async fn until<T>(&mut self, wanted: impl Fn(Event) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self.change().await.event()) {
                return found;
            }
        }
    }

    /// The next message, with the change it came in.
    pub(crate) async fn message(&mut self) -> (Inbound, Messages) {
        self.until(|event| match event {
            Event::Messages(mut all) if !all.messages.is_empty() => {
                assert_eq!(all.unreadable, 0, "everything a change brings is read");
                Some((all.messages.remove(0), all))
            }
            _ => None,
        })
        .await
    }

    /// The next status of this kind of this message, with the change it came in.
    pub(crate) async fn status(&mut self, wamid: &str, status: &str) -> (Status, Messages) {
        self.until(|event| match event {
            Event::Messages(mut all) if all.statuses.iter().any(|s| s.id == wamid && s.status == status) => {
                Some((all.statuses.remove(0), all))
            }
            _ => None,
        })
        .await
    }
}
