//! What customers see of a number (fact sheet §1.3): its profile, its shop window, its links; and
//! whom it has blocked, and what has become of what it sent.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CallError, Client, done, id, next_cursor, read_call, text_field, unreachable_because};
use crate::error::ApiError;
use crate::message::{Address, TooLong};
use crate::{limits, tolerant};

/// The business profile.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Profile {
    /// One line under the name.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub about: Option<String>,
    /// Postal.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub address: Option<String>,
    /// What the business does.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub description: Option<String>,
    /// Contact.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub email: Option<String>,
    /// Where the picture is.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub profile_picture_url: Option<String>,
    /// At most two.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub websites: Vec<String>,
    /// `RETAIL`, `RESTAURANT`, `APPAREL` … of Meta's list.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub vertical: Option<String>,
}

/// What to change of a profile; what is `None` stays.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProfileChange {
    /// At most 139 characters, never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// At most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// At most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// At most 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// At most two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websites: Option<Vec<String>>,
    /// Of Meta's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertical: Option<String>,
    /// From [`Client::upload_handle`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture_handle: Option<String>,
}

impl ProfileChange {
    /// Whether Meta's limits are kept.
    ///
    /// # Errors
    /// Each limit that is not.
    pub fn check(&self) -> Result<(), Vec<TooLong>> {
        let about_empty = self.about.as_deref() == Some("");
        let mut found = Vec::new();
        if about_empty {
            found.push(TooLong::too_long("about", 0, limits::PROFILE_ABOUT));
        }
        let texts = [
            ("about", &self.about, limits::PROFILE_ABOUT),
            ("address", &self.address, limits::PROFILE_ADDRESS),
            ("description", &self.description, limits::PROFILE_DESCRIPTION),
            ("email", &self.email, limits::PROFILE_EMAIL),
        ];
        for (part, text, limit) in texts {
            let length = text.as_deref().map_or(0, limits::characters);
            if length > limit {
                found.push(TooLong::too_long(part, length, limit));
            }
        }
        let websites = self.websites.as_deref().unwrap_or_default();
        if websites.len() > limits::PROFILE_WEBSITES {
            found.push(TooLong::too_long("websites", websites.len(), limits::PROFILE_WEBSITES));
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// Whether the shop window and the basket show in chats. Meta's defaults: basket yes, window no.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub struct Commerce {
    /// The catalogue's icon in the chat.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub is_catalog_visible: Option<bool>,
    /// The basket.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub is_cart_enabled: Option<bool>,
}

/// A link and QR code that open a chat with words already typed. At most 2,000 a number.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct MessageLink {
    /// Names it.
    #[serde(deserialize_with = "tolerant::needed")]
    pub code: String,
    /// The words, at most 140 characters.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub prefilled_message: String,
    /// `https://wa.me/message/CODE`.
    #[serde(default, deserialize_with = "tolerant::words")]
    pub deep_link_url: String,
    /// The picture, if one was asked for.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub qr_image_url: Option<String>,
}

/// What became of a request to block or unblock several people.
#[derive(Clone, Debug, Default)]
pub struct Blocking {
    /// Those it worked for, as they were named.
    pub done: Vec<String>,
    /// Those it did not: usually people who did not write in the last 24 hours.
    pub failed: Vec<(String, Option<ApiError>)>,
}

/// Part of what Meta remembers of messages sent: evidence, not proof.
#[derive(Clone, Debug, Default)]
pub struct HistoryPage {
    /// At most a hundred.
    pub entries: Vec<HistoryEntry>,
    /// For the next page.
    pub next: Option<String>,
}

/// One message sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HistoryEntry {
    /// The wamid.
    #[serde(deserialize_with = "tolerant::needed")]
    pub message_id: String,
    /// What became of it.
    #[serde(default, deserialize_with = "events")]
    pub events: Vec<HistoryEvent>,
}

/// One step of a message's way.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HistoryEvent {
    /// sent, delivered, read, failed …
    #[serde(default, deserialize_with = "tolerant::words")]
    pub delivery_status: String,
    /// Seconds since 1970.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub timestamp: Option<i64>,
    /// Whether the webhook about it got through.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub webhook_update_state: Option<String>,
}

/// A list, a page of one (`{data:[…]}`), or a single event.
fn events<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<HistoryEvent>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(match value.get("data").unwrap_or(&value) {
        list @ Value::Array(_) => tolerant::as_list(list),
        one => HistoryEvent::deserialize(one).into_iter().collect(),
    })
}

impl Client {
    /// The business profile.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn business_profile(&self) -> Result<Profile, CallError> {
        let fields = "about,address,description,email,profile_picture_url,websites,vertical";
        let value = self.get(&format!("{}/whatsapp_business_profile", self.phone()?), &[("fields", fields)]).await?;
        let profile = value.pointer("/data/0").ok_or(CallError::Unreachable("answer unreadable"))?;
        Profile::deserialize(profile).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Changes the business profile.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn set_business_profile(&self, change: &ProfileChange) -> Result<(), CallError> {
        let mut body = serde_json::to_value(change).map_err(|_| CallError::NotMade("not JSON"))?;
        body["messaging_product"] = json!("whatsapp");
        done(&self.post(&format!("{}/whatsapp_business_profile", self.phone()?), &body).await?)
    }

    /// Whether window and basket show.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn commerce_settings(&self) -> Result<Commerce, CallError> {
        let value = self.get(&format!("{}/whatsapp_commerce_settings", self.phone()?), &[]).await?;
        let settings = value.pointer("/data/0").ok_or(CallError::Unreachable("answer unreadable"))?;
        Commerce::deserialize(settings).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Shows or hides window and basket; what is `None` stays.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn set_commerce_settings(&self, settings: Commerce) -> Result<(), CallError> {
        let word = |flag: bool| if flag { "true" } else { "false" };
        let mut query = Vec::new();
        query.extend(settings.is_catalog_visible.map(|on| ("is_catalog_visible", word(on))));
        query.extend(settings.is_cart_enabled.map(|on| ("is_cart_enabled", word(on))));
        let request = self.request(Method::POST, &format!("{}/whatsapp_commerce_settings", self.phone()?), &query)?;
        done(&self.call(request).await?)
    }

    /// The links that open a chat.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn message_links(&self) -> Result<Vec<MessageLink>, CallError> {
        let items = self.pages(&format!("{}/message_qrdls", self.phone()?), &[]).await?;
        Ok(items.iter().filter_map(|item| MessageLink::deserialize(item).ok()).collect())
    }

    /// A new link; `image` is `PNG` or `SVG` if Meta is to draw the code.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn create_message_link(&self, words: &str, image: Option<&str>) -> Result<MessageLink, CallError> {
        if !(1..=limits::PREFILLED_MESSAGE).contains(&limits::characters(words)) {
            return Err(CallError::NotMade("prefilled words have 1 to 140 characters"));
        }
        let mut body = json!({ "prefilled_message": words });
        if let Some(format) = image {
            body["generate_qr_image"] = json!(format);
        }
        let value = self.post(&format!("{}/message_qrdls", self.phone()?), &body).await?;
        MessageLink::deserialize(&value).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Deletes a link.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn delete_message_link(&self, code: &str) -> Result<(), CallError> {
        let path = format!("{}/message_qrdls/{}", self.phone()?, id(code, "not a link's code")?);
        done(&self.delete(&path, &[]).await?)
    }

    /// Blocks people; only those who wrote in the last 24 hours can be (§1.3).
    ///
    /// # Errors
    /// When Meta refuses all or cannot be reached.
    pub async fn block(&self, people: &[Address]) -> Result<Blocking, CallError> {
        self.blocking(Method::POST, people).await
    }

    /// Unblocks people.
    ///
    /// # Errors
    /// When Meta refuses all or cannot be reached.
    pub async fn unblock(&self, people: &[Address]) -> Result<Blocking, CallError> {
        self.blocking(Method::DELETE, people).await
    }

    async fn blocking(&self, method: Method, people: &[Address]) -> Result<Blocking, CallError> {
        let people: Vec<Value> = people
            .iter()
            .map(|person| match person {
                Address::Phone(phone) | Address::Verified { phone, .. } => Ok(json!({ "user": phone })),
                Address::UserId(user_id) => Ok(json!({ "user_id": user_id })),
                Address::Group(_) => Err(CallError::NotMade("a group cannot be blocked")),
            })
            .collect::<Result<_, _>>()?;
        let request = self.request(method, &format!("{}/block_users", self.phone()?), &[])?;
        let request = request.json(&json!({ "messaging_product": "whatsapp", "block_users": people }));
        let answer = request.bearer_auth(&self.credentials.token).send().await.map_err(|error| unreachable_because(&error))?;
        let status = answer.status();
        let text = answer.text().await.map_err(|_| CallError::Unreachable("answer cut off"))?;
        // A mixed result is HTTP 400 with the error *and* the list of those it worked for.
        match serde_json::from_str::<Value>(&text) {
            Ok(value) if value.get("block_users").is_some() => Ok(read_blocking(&value["block_users"])),
            _ => read_call(status, &text).map(|_| Blocking::default()),
        }
    }

    /// Those blocked, as Meta names them.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn blocked(&self) -> Result<Vec<String>, CallError> {
        let items = self.pages(&format!("{}/block_users", self.phone()?), &[]).await?;
        let name = |item: &Value| ["wa_id", "user_id"].iter().find_map(|field| tolerant::text_of(item, field));
        let entries = items.iter().flat_map(|item| match item.get("block_users").and_then(Value::as_array) {
            Some(list) => list.iter().collect(),
            None => vec![item],
        });
        Ok(entries.filter_map(name).collect())
    }

    /// One page of the messages sent, or what is known of one of them. How far back and how complete it
    /// is, Meta does not say: take it for evidence, never for proof that something was not sent.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn message_history(&self, message_id: Option<&str>, page: Option<&str>) -> Result<HistoryPage, CallError> {
        let mut query = vec![("fields", "message_id,events"), ("limit", "100")];
        query.extend(message_id.map(|wamid| ("message_id", wamid)));
        query.extend(page.map(|cursor| ("after", cursor)));
        let value = self.get(&format!("{}/message_history", self.phone()?), &query).await?;
        if !value.get("data").is_some_and(Value::is_array) {
            return Err(CallError::Unreachable("answer unreadable"));
        }
        Ok(HistoryPage { entries: tolerant::list_of(&value, "data"), next: next_cursor(&value).map(str::to_owned) })
    }

    /// The number's own username, if it has one (§3.6).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn username(&self) -> Result<Option<String>, CallError> {
        let value = self.get(&format!("{}/username", self.phone()?), &[]).await?;
        Ok(tolerant::text_of(&value, "username"))
    }

    /// Takes a username for the number.
    ///
    /// # Errors
    /// When Meta refuses (147001–147005) or cannot be reached.
    pub async fn set_username(&self, username: &str) -> Result<String, CallError> {
        if !limits::is_username(username) {
            return Err(CallError::NotMade("not a username"));
        }
        let value = self.post(&format!("{}/username", self.phone()?), &json!({ "username": username })).await?;
        text_field(&value, "status").or_else(|_| done(&value).map(|()| "reserved".to_owned()))
    }
}

fn read_blocking(value: &Value) -> Blocking {
    let list = |field: &str| tolerant::list_of::<Value>(value, field);
    let name = |item: &Value| ["input", "wa_id", "user_id"].iter().find_map(|field| tolerant::text_of(item, field)).unwrap_or_default();
    let why = |item: &Value| tolerant::list_of::<ApiError>(item, "errors").into_iter().next();
    Blocking {
        done: ["added_users", "removed_users"].iter().flat_map(|field| list(field)).map(|item| name(&item)).collect(),
        failed: list("failed_users").iter().map(|item| (name(item), why(item))).collect(),
    }
}
