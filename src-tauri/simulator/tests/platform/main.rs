//! The simulator over real HTTP, against the fact sheet: each refusal with its code, in tables; what
//! webhooks carry; what an account needs to connect. Nothing of the shop's is used here either.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod account;
mod delivery;
mod inbound;
mod media;
mod messages;
mod templates;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use cloud_simulator::{Options, Simulator};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Notify;

/// One POST to the shop.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) signature: String,
    pub(crate) encoding: String,
    pub(crate) body: Vec<u8>,
    pub(crate) path: String,
}

#[derive(Default)]
struct Inbox {
    deliveries: Vec<Delivery>,
    /// So many deliveries are answered 500.
    refuses: usize,
}

#[derive(Clone, Default)]
struct Hook {
    inbox: Arc<Mutex<Inbox>>,
    arrived: Arc<Notify>,
}

/// A simulator, and somebody who listens.
pub(crate) struct Meta {
    pub(crate) simulator: Simulator,
    pub(crate) http: reqwest::Client,
    pub(crate) hook_url: String,
    hook: Hook,
}

async fn handshake(Query(query): Query<std::collections::BTreeMap<String, String>>) -> (StatusCode, String) {
    let known = query.get("hub.verify_token").is_some_and(|t| t == "knock") && query.get("hub.mode").is_some_and(|m| m == "subscribe");
    if known { (StatusCode::OK, query["hub.challenge"].clone()) } else { (StatusCode::FORBIDDEN, String::new()) }
}

async fn takes(State(hook): State<Hook>, uri: axum::http::Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let status = {
        let mut inbox = hook.inbox.lock().unwrap();
        let delivery = Delivery {
            signature: header("x-hub-signature-256"),
            encoding: header("content-encoding"),
            body: body.to_vec(),
            path: uri.path().to_owned(),
        };
        inbox.deliveries.push(delivery);
        if inbox.refuses > 0 {
            inbox.refuses -= 1;
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::OK
        }
    };
    hook.arrived.notify_waiters();
    status
}

impl Meta {
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        // Whoever comes second finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let hook = Hook::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hook_url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router =
            Router::new().route("/hook", get(handshake).post(takes)).route("/other", get(handshake).post(takes)).with_state(hook.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let simulator = Simulator::start(Options { webhook: Some(hook_url.clone()), ..options }).await.unwrap();
        Self { simulator, http: reqwest::Client::new(), hook_url, hook }
    }

    pub(crate) fn ids(&self) -> cloud_simulator::Credentials {
        self.simulator.addresses.credentials.clone()
    }

    /// A Graph call with a token; the status and the answer.
    pub(crate) async fn call_as(&self, token: &str, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let c = self.ids();
        let path = path.replace("{P}", &c.phone_number_id).replace("{W}", &c.waba_id).replace("{A}", &c.app_id);
        let request = self.http.request(method, format!("{}/v26.0/{path}", self.simulator.addresses.graph_url)).bearer_auth(token);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.call_as(&self.ids().token, Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call_as(&self.ids().token, Method::POST, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> (u16, Value) {
        self.call_as(&self.ids().token, Method::DELETE, path, None).await
    }

    /// Sends a message: the status and the code of the refusal, 0 when it is taken.
    pub(crate) async fn sends(&self, message: Value) -> (u16, i64) {
        let (status, answer) = self.post("{P}/messages", message).await;
        (status, code(&answer))
    }

    /// Sends a message that must be taken; its id.
    pub(crate) async fn sent(&self, message: Value) -> String {
        let (status, answer) = self.post("{P}/messages", message).await;
        assert_eq!(status, 200, "the message is taken: {answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Something of the experimenter's that must work.
    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let answer = self.http.post(format!("{}/{path}", self.simulator.addresses.control_url)).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "control {path} refused: {}", answer.status());
        answer.json().await.unwrap()
    }

    pub(crate) async fn sees(&self, path: &str) -> Value {
        self.http.get(format!("{}/{path}", self.simulator.addresses.control_url)).send().await.unwrap().json().await.unwrap()
    }

    /// Somebody; her id.
    pub(crate) async fn meets(&self, person: Value) -> u64 {
        self.control("customers", person).await["ids"][0].as_u64().unwrap()
    }

    /// Somebody with a number, whose window is open.
    pub(crate) async fn ana(&self) -> u64 {
        let id = self.meets(json!({ "name": "Ana", "phone": "+33639980001", "user_id": "FR.1" })).await;
        self.control(&format!("customers/{id}/write"), json!({ "text": "Hello" })).await;
        id
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.hook.inbox.lock().unwrap().deliveries.clone()
    }

    /// The shop answers 500 so many times.
    pub(crate) fn refuses(&self, times: usize) {
        self.hook.inbox.lock().unwrap().refuses = times;
    }

    /// Every change so far: field and value.
    pub(crate) fn changes(&self) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        for delivery in self.deliveries() {
            let body: Value = serde_json::from_slice(&delivery.body).unwrap_or(Value::Null);
            for change in body["entry"][0]["changes"].as_array().into_iter().flatten() {
                all.push((change["field"].as_str().unwrap_or_default().to_owned(), change["value"].clone()));
            }
        }
        all
    }

    /// Waits for something among what was delivered.
    pub(crate) async fn until<T>(&self, what: &str, found: impl Fn(&[(String, Value)]) -> Option<T>) -> T {
        let wait = async {
            loop {
                let arrived = self.hook.arrived.notified();
                tokio::pin!(arrived);
                // Registered before looking, so that nothing falls between.
                arrived.as_mut().enable();
                if let Some(found) = found(&self.changes()) {
                    return found;
                }
                arrived.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(15), wait).await;
        waited.unwrap_or_else(|_| panic!("waited in vain for {what}; there is {:?}", self.changes()))
    }

    /// The first value of a field.
    pub(crate) async fn announced(&self, field: &str) -> Value {
        self.until(field, |all| all.iter().find(|(f, _)| f == field).map(|(_, v)| v.clone())).await
    }

    /// The first inbound message of this type, with what lies around it.
    pub(crate) async fn message(&self, kind: &str) -> (Value, Value) {
        self.until(kind, |all| {
            all.iter().find(|(_, v)| v["messages"][0]["type"] == kind).map(|(_, v)| (v["messages"][0].clone(), v.clone()))
        })
        .await
    }

    /// A status of a message.
    pub(crate) async fn status(&self, wamid: &str, status: &str) -> Value {
        let find = |all: &[(String, Value)]| {
            let mut all = all.iter().flat_map(|(_, v)| v["statuses"].as_array().into_iter().flatten());
            all.find(|s| s["id"] == wamid && s["status"] == status).cloned()
        };
        self.until(&format!("{status} of a message"), find).await
    }

    /// The code a message fails with.
    pub(crate) async fn fails(&self, message: Value) -> i64 {
        let wamid = self.sent(message).await;
        self.status(&wamid, "failed").await["errors"][0]["code"].as_i64().unwrap()
    }

    /// Makes a template at once, approved.
    pub(crate) async fn template(&self, name: &str, body: Value) {
        self.control(&format!("templates/{name}/en"), body).await;
    }
}

pub(crate) fn code(answer: &Value) -> i64 {
    answer.pointer("/error/code").and_then(Value::as_i64).unwrap_or(0)
}

/// A message to Ana of any kind.
pub(crate) fn to_ana(kind: &str, content: Value) -> Value {
    json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": kind, kind: content })
}

pub(crate) fn text(body: &str) -> Value {
    to_ana("text", json!({ "body": body }))
}
