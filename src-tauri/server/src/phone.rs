//! The customer's phone beside a demo: people of the simulator write and tap through its control side,
//! exactly as an experimenter would from outside.

use std::sync::{Arc, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use vitrine_core::api::Done;
use vitrine_core::kinds::Millis;
use vitrine_core::{Code, Error, Result};

use crate::House;
use vitrine_core::api::Nothing;

/// Somebody you can be.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhonePerson {
    /// The simulator's number for her.
    pub id: u64,
    /// Her name.
    pub name: String,
    /// Her number, if she shows one.
    pub phone: Option<String>,
    /// Her username, if she has adopted one.
    pub username: Option<String>,
    /// Messages in her chat.
    pub messages: u32,
    /// The last one, when.
    #[serde(default)]
    pub last_at: Option<Millis>,
    /// The last one is the shop's: she has something to answer.
    #[serde(default)]
    pub last_from_shop: Option<bool>,
}

/// Who you are.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PersonRef {
    /// The simulator's number for her.
    pub person: u64,
}

/// One bubble.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhoneMessage {
    /// Its id, for tapping.
    pub id: String,
    /// From the shop.
    pub from_shop: bool,
    /// What is read.
    pub text: String,
    /// The picture above it, a data URL.
    pub picture: Option<String>,
    /// What can be tapped: buttons, or the rows of a list.
    pub buttons: Vec<String>,
    /// When.
    pub at: Millis,
}

/// She writes.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhoneWrite {
    /// Who.
    pub person: u64,
    /// What.
    pub text: String,
}

/// She taps.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhoneTap {
    /// Who.
    pub person: u64,
    /// On which message.
    pub message: String,
    /// Which button or row, from 0.
    pub button: u32,
}

/// Time passes.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhoneWait {
    /// So many minutes.
    pub minutes: i64,
}

const DONE: Done = Done { done: true };

async fn control(house: &Arc<House>, path: &str, body: Option<Value>) -> Result<Value> {
    let base = house
        .control_url
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "phone"))?;
    let http = reqwest::Client::new();
    let request = match body {
        Some(body) => http.post(format!("{base}/{path}")).json(&body),
        None => http.get(format!("{base}/{path}")),
    };
    let answer = request.send().await.map_err(|_| Error::new(Code::NotFound).with("what", "phone"))?;
    if !answer.status().is_success() {
        return Err(Error::new(Code::NotFound).with("what", "phone"));
    }
    answer.json().await.map_err(|_| Error::new(Code::NotFound).with("what", "phone"))
}

pub(crate) async fn people(house: &Arc<House>, _: Nothing) -> Result<Vec<PhonePerson>> {
    Ok(serde_json::from_value(control(house, "customers", None).await?)?)
}

#[derive(Deserialize)]
struct Bubble {
    wamid: String,
    from_shop: bool,
    text: String,
    image: Option<String>,
    buttons: Vec<(String, String)>,
    rows: Vec<(String, String)>,
    at: Millis,
}

async fn bubbles(house: &Arc<House>, person: u64) -> Result<Vec<Bubble>> {
    let person = control(house, &format!("customers/{person}"), None).await?;
    Ok(serde_json::from_value(person["chat"].clone())?)
}

pub(crate) async fn chat(house: &Arc<House>, request: PersonRef) -> Result<Vec<PhoneMessage>> {
    let bubbles = bubbles(house, request.person).await?;
    let mut chat = Vec::with_capacity(bubbles.len());
    for bubble in bubbles {
        let picture = match &bubble.image {
            Some(id) => control(house, &format!("media/{id}"), None).await.ok().and_then(|m| m["url"].as_str().map(str::to_owned)),
            None => None,
        };
        let buttons = bubble.buttons.into_iter().chain(bubble.rows).map(|(title, _)| title).collect();
        chat.push(PhoneMessage { id: bubble.wamid, from_shop: bubble.from_shop, text: bubble.text, picture, buttons, at: bubble.at });
    }
    Ok(chat)
}

pub(crate) async fn write(house: &Arc<House>, request: PhoneWrite) -> Result<Done> {
    control(house, &format!("customers/{}/write", request.person), Some(json!({ "text": request.text }))).await?;
    Ok(DONE)
}

pub(crate) async fn tap(house: &Arc<House>, request: PhoneTap) -> Result<Done> {
    let message = bubbles(house, request.person).await?.into_iter().find(|bubble| bubble.wamid == request.message);
    let buttons = message.map_or(0, |message| message.buttons.len() as u32);
    let what = match request.button.checked_sub(buttons) {
        None => json!({ "wamid": request.message, "button": request.button }),
        Some(row) => json!({ "wamid": request.message, "row": row }),
    };
    control(house, &format!("customers/{}/tap", request.person), Some(what)).await?;
    Ok(DONE)
}

pub(crate) async fn wait(house: &Arc<House>, request: PhoneWait) -> Result<Done> {
    control(house, "clock", Some(json!({ "advance_ms": request.minutes.clamp(1, 14 * 24 * 60) * 60_000 }))).await?;
    Ok(DONE)
}
