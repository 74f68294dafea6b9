//! Pictures, sounds and papers (fact sheet §1.3, §2.2): up by id or by handle, down with a limit.
//!
//! An upload that can be taken up again is one request with what is left, not many with a piece each:
//! Meta documents where a broken upload is resumed, not that a shorter piece is taken.

use reqwest::{Method, Url};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{CallError, Client, done, id, read_refusal, text_field, unreachable_because};
use crate::{limits, tolerant};

/// How often a broken upload is taken up again before the caller hears of it.
const RESUMPTIONS: usize = 3;

/// What Meta says of a file it keeps.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct MediaFacts {
    /// Where it can be fetched for five minutes, with the token.
    #[serde(deserialize_with = "tolerant::needed")]
    pub url: String,
    /// e.g. `image/jpeg`.
    #[serde(default, rename(deserialize = "mime_type"), deserialize_with = "tolerant::words")]
    pub mime: String,
    /// Of its bytes; hexadecimal here, base64 in webhooks: compare with [`same_bytes`].
    #[serde(default, deserialize_with = "tolerant::text")]
    pub sha256: Option<String>,
    /// In bytes.
    #[serde(default, deserialize_with = "tolerant::number")]
    pub file_size: Option<i64>,
}

/// Whether these bytes have the SHA-256 that Meta states, in hexadecimal or base64.
pub fn same_bytes(bytes: &[u8], stated: &str) -> bool {
    let digest = Sha256::digest(bytes);
    let stated = stated.trim();
    let decoded = match stated.len() {
        64 => data_encoding::HEXLOWER_PERMISSIVE.decode(stated.as_bytes()),
        43 => data_encoding::BASE64_NOPAD.decode(stated.as_bytes()),
        _ => data_encoding::BASE64.decode(stated.as_bytes()),
    };
    decoded.is_ok_and(|decoded| decoded == digest.as_slice())
}

impl Client {
    /// Uploads a file; the id lasts 30 days (§1.3). Types and sizes are in [`limits::MEDIA`].
    ///
    /// # Errors
    /// When Meta refuses the file or cannot be reached.
    pub async fn upload_media(&self, bytes: Vec<u8>, mime: &str) -> Result<String, CallError> {
        let time = self.transfer_time(bytes.len() as u64);
        let name = format!("file.{}", limits::extension(mime));
        let part =
            reqwest::multipart::Part::bytes(bytes).file_name(name).mime_str(mime).map_err(|_| CallError::NotMade("bad media type"))?;
        let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp").text("type", mime.to_owned()).part("file", part);
        let request = self.request(Method::POST, &format!("{}/media", self.phone()?), &[])?;
        text_field(&self.call(request.timeout(time).multipart(form)).await?, "id")
    }

    /// Where a file is, of what kind and how large. The address dies after five minutes: ask again.
    ///
    /// # Errors
    /// When Meta refuses (the id is of another number, or older than 7 or 30 days) or cannot be reached.
    pub async fn media_facts(&self, media_id: &str) -> Result<MediaFacts, CallError> {
        let media_id = id(media_id, "not a media id")?;
        let phone = &self.credentials.phone_number_id;
        let query: &[(&str, &str)] = if phone.is_empty() { &[] } else { &[("phone_number_id", phone)] };
        MediaFacts::deserialize(&self.get(media_id, query).await?).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Fetches a file, at most `limit` bytes of it. The address comes from Meta but names another host
    /// than the Graph's; the token goes along only to hosts that are Meta's or the Graph's own.
    ///
    /// # Errors
    /// [`CallError::TooLarge`], or when the file is gone or cannot be reached.
    pub async fn download(&self, url: &str, limit: u64) -> Result<Vec<u8>, CallError> {
        let url = Url::parse(url).map_err(|_| CallError::NotMade("not an address"))?;
        let mut request = self.http.get(url.clone()).timeout(self.transfer_time(limit));
        if self.may_have_the_token(&url) {
            request = request.bearer_auth(&self.credentials.token);
        }
        let mut answer = request.send().await.map_err(|error| unreachable_because(&error))?;
        if !answer.status().is_success() {
            return Err(read_refusal(answer).await);
        }
        if answer.content_length().is_some_and(|length| length > limit) {
            return Err(CallError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| CallError::Unreachable("answer cut off"))? {
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(CallError::TooLarge { limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    pub(super) fn may_have_the_token(&self, url: &Url) -> bool {
        let graph = Url::parse(&self.credentials.graph_url).ok();
        let same_host = graph.as_ref().is_some_and(|graph| graph.host_str() == url.host_str() && graph.scheme() == url.scheme());
        let metas = |host: &str| [".fbsbx.com", ".fbcdn.net", ".facebook.com", ".whatsapp.net"].iter().any(|end| host.ends_with(end));
        same_host || (url.scheme() == "https" && url.host_str().is_some_and(metas))
    }

    /// Deletes a file at Meta.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn delete_media(&self, media_id: &str) -> Result<(), CallError> {
        let media_id = id(media_id, "not a media id")?;
        done(&self.delete(media_id, &[("phone_number_id", self.phone()?)]).await?)
    }

    /// The resumable upload: gives the handle that a template's sample and the profile picture need
    /// (§1.3). A connection that breaks on the way is taken up where Meta says it stopped, a few times.
    ///
    /// # Errors
    /// When Meta refuses the file, or the line broke once too often.
    pub async fn upload_handle(&self, bytes: Vec<u8>, mime: &str) -> Result<String, CallError> {
        let (name, length) = (format!("sample.{}", limits::extension(mime)), bytes.len().to_string());
        let query = [("file_name", name.as_str()), ("file_length", length.as_str()), ("file_type", mime)];
        let opened = self.call(self.request(Method::POST, &format!("{}/uploads", self.app()?), &query)?).await?;
        let session = text_field(&opened, "id")?;
        // Opaque, with a signature behind a question mark; only its beginning is promised.
        if !session.starts_with("upload:") || session.contains(['/', '#', '\\']) {
            return Err(CallError::Unreachable("answer unreadable"));
        }
        let mut offset = 0;
        for resumed in 0.. {
            match self.upload_from(&session, &bytes, offset).await {
                Ok(Some(handle)) => return Ok(handle),
                Err(error @ (CallError::Refused(_) | CallError::NotMade(_) | CallError::TooLarge { .. })) => return Err(error),
                Err(error) if resumed >= RESUMPTIONS => return Err(error),
                Ok(None) if resumed >= RESUMPTIONS => return Err(CallError::Unreachable("answer without a handle")),
                Ok(None) | Err(_) => {}
            }
            // If even the question finds no way, the next attempt starts where this one did.
            if let Ok(at) = self.uploaded(&session).await {
                offset = at.min(bytes.len());
            }
        }
        Err(CallError::Unreachable("connection lost"))
    }

    async fn upload_from(&self, session: &str, bytes: &[u8], offset: usize) -> Result<Option<String>, CallError> {
        let rest = bytes.get(offset..).unwrap_or_default().to_vec();
        let time = self.transfer_time(rest.len() as u64);
        let request = self.http.post(self.address(session)).header("file_offset", offset.to_string()).timeout(time).body(rest);
        Ok(tolerant::text_of(&self.call(request).await?, "h").filter(|handle| !handle.is_empty()))
    }

    /// How many bytes of an upload Meta has.
    async fn uploaded(&self, session: &str) -> Result<usize, CallError> {
        let value = self.call(self.http.get(self.address(session))).await?;
        let offset = tolerant::number_of(&value, "file_offset").and_then(|offset| usize::try_from(offset).ok());
        offset.ok_or(CallError::Unreachable("answer unreadable"))
    }
}
