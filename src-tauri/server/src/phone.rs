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

/// Sound or film in a bubble.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PhoneFile {
    /// voice, audio or video.
    pub kind: String,
    /// A data URL.
    pub url: String,
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
    /// Pictures to swipe through, data URLs.
    pub cards: Vec<String>,
    /// What plays in it.
    pub plays: Option<PhoneFile>,
    /// What can be tapped: buttons, or the rows of a list; last the button that opens a page or sends where she is.
    pub buttons: Vec<String>,
    /// Where its last button leads, if it opens a page.
    pub url: Option<String>,
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

/// Stands for the button that sends where she is.
const SENDS_PLACE: &str = "◎";

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
    #[serde(default)]
    kind: String,
    text: String,
    image: Option<String>,
    buttons: Vec<(String, String)>,
    rows: Vec<(String, String)>,
    at: Millis,
    #[serde(default)]
    content: Value,
}

/// What a button that is no answer in words does.
enum Opens {
    /// A page: its label, and where it leads.
    Page(String, String),
    /// Sends where she is.
    Place,
}

impl Bubble {
    fn opens(&self) -> Option<Opens> {
        let parameter = |name: &str| self.content.pointer(&format!("/action/parameters/{name}")).and_then(Value::as_str).map(str::to_owned);
        match self.content["interactive"].as_str()? {
            "cta_url" => Some(Opens::Page(parameter("display_text")?, parameter("url")?)),
            "location_request_message" => Some(Opens::Place),
            _ => None,
        }
    }
}

/// A file of the simulator's, as a data URL.
async fn file(house: &Arc<House>, id: &str) -> Option<String> {
    control(house, &format!("media/{id}"), None).await.ok().and_then(|media| media["url"].as_str().map(str::to_owned))
}

async fn plays(house: &Arc<House>, bubble: &Bubble) -> Option<PhoneFile> {
    let content = &bubble.content;
    let (kind, id) = match bubble.kind.as_str() {
        "audio" if content["voice"] == true => ("voice", &content["id"]),
        kind @ ("audio" | "video") => (kind, &content["id"]),
        _ => ("video", &content["header"]["video"]["id"]),
    };
    Some(PhoneFile { kind: kind.to_owned(), url: file(house, id.as_str()?).await? })
}

async fn cards(house: &Arc<House>, bubble: &Bubble) -> Vec<String> {
    let mut pictures = Vec::new();
    for card in bubble.content["action"]["cards"].as_array().into_iter().flatten() {
        if let Some(id) = card["header"]["image"]["id"].as_str() {
            pictures.extend(file(house, id).await);
        }
    }
    pictures
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
            Some(id) => file(house, id).await,
            None => None,
        };
        let (plays, cards) = (plays(house, &bubble).await, cards(house, &bubble).await);
        let opens = bubble.opens();
        let mut bubble = bubble;
        // The same buttons stand on every card: shown once, below them.
        bubble.buttons.truncate(bubble.buttons.len() / cards.len().max(1));
        let mut buttons: Vec<String> = bubble.buttons.into_iter().chain(bubble.rows).map(|(title, _)| title).collect();
        let url = match opens {
            Some(Opens::Page(label, url)) => {
                buttons.push(label);
                Some(url)
            }
            // WhatsApp writes this one in the phone's own language: a sign here, words in the pages.
            Some(Opens::Place) => {
                buttons.push(SENDS_PLACE.to_owned());
                None
            }
            None => None,
        };
        chat.push(PhoneMessage {
            id: bubble.wamid,
            from_shop: bubble.from_shop,
            text: bubble.text,
            picture,
            cards,
            plays,
            buttons,
            url,
            at: bubble.at,
        });
    }
    Ok(chat)
}

pub(crate) async fn write(house: &Arc<House>, request: PhoneWrite) -> Result<Done> {
    control(house, &format!("customers/{}/write", request.person), Some(json!({ "text": request.text }))).await?;
    Ok(DONE)
}

/// Where she is: some streets from the first store that has a pin; in the middle of Paris where none has.
async fn near_a_store(house: &Arc<House>) -> Result<(f64, f64)> {
    const STREETS: f64 = 0.004;
    let Some(shop) = house.shop().await else { return Err(Error::new(Code::NotAShop)) };
    let stores = vitrine_core::api::dispatch(&shop, vitrine_core::kinds::Author::shop(), "stores_list", json!({})).await?;
    let pin = |store: &Value| Some((store["lat"].as_f64()?, store["lon"].as_f64()?));
    let (lat, lon) = stores.as_array().into_iter().flatten().find_map(pin).unwrap_or((48.8566, 2.3522));
    Ok((lat + STREETS, lon - STREETS))
}

pub(crate) async fn tap(house: &Arc<House>, request: PhoneTap) -> Result<Done> {
    let message = bubbles(house, request.person).await?.into_iter().find(|bubble| bubble.wamid == request.message);
    let answers = message.as_ref().map_or(0, |message| message.buttons.len() + message.rows.len()) as u32;
    if let (Some(opens), true) = (message.as_ref().and_then(Bubble::opens), request.button >= answers) {
        // Opening a page is the pages' business; it tells the shop nothing.
        if matches!(opens, Opens::Place) {
            let (lat, lon) = near_a_store(house).await?;
            let place = json!({ "kind": "location", "latitude": lat, "longitude": lon });
            control(house, &format!("customers/{}/send", request.person), Some(place)).await?;
        }
        return Ok(DONE);
    }
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
