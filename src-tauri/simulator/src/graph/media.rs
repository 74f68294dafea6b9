//! Media in and out, and resumable uploads (fact sheet §1.3, §2.2). An upload's bytes are kept as they
//! arrive, not when they are complete: that is what there is to resume.

use axum::Json;
use axum::body::{Bytes, HttpBody};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{Method, header};
use axum::response::IntoResponse;
use futures_util::StreamExt;
use serde_json::json;

use super::{Answer, Call, broken_off, done};
use crate::refusal::Refusal;
use crate::world::library::{self, UPLOADED, Upload};

/// A document may have 100 MB; a form around it a little more.
const FORM: usize = 101 * 1024 * 1024;

/// `POST /{phone}/media`.
pub async fn upload(call: &Call, mut request: Request) -> Answer {
    let bad = |details: &str| Refusal::new(100, details);
    // The limit of the extractor, not of the route: only this endpoint takes so much.
    DefaultBodyLimit::max(FORM).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad("a multipart form is required"))?;
    let (mut product, mut kind, mut file, mut ttl) = (String::new(), String::new(), None, None);
    while let Some(field) = form.next_field().await.map_err(|_| bad("invalid form"))? {
        match field.name().unwrap_or_default() {
            "messaging_product" => product = field.text().await.map_err(|_| bad("invalid form"))?,
            "type" => kind = field.text().await.map_err(|_| bad("invalid form"))?,
            "ttl_minutes" => ttl = Some(field.text().await.map_err(|_| bad("invalid form"))?),
            "file" => {
                let mime = field.content_type().unwrap_or_default().to_owned();
                file = Some((mime, field.bytes().await.map_err(|_| bad("invalid form"))?));
            }
            _ => {}
        }
    }
    let (mime, bytes) = file.ok_or_else(|| bad("file is required"))?;
    if product != "whatsapp" {
        return Err(bad("messaging_product is required"));
    }
    if ttl.is_some_and(|t| t.parse::<u32>().is_ok_and(|m| !(60..=43_200).contains(&m)) || t.is_empty()) {
        return Err(bad("ttl_minutes is 60 to 43200"));
    }
    let said = if kind.is_empty() { mime.clone() } else { kind };
    if mime != said {
        return Err(Refusal::new(131_053, format!("{said} is not what the file is")));
    }
    library::check(&mime, &bytes)?;
    let mut world = call.shared.world();
    let until = world.now() + UPLOADED;
    let id = world.keep_media(&mime, bytes.to_vec(), until);
    Ok(Json(json!({ "id": id })).into_response())
}

/// `GET /{media}`: what it is, and an address that lives five minutes.
pub fn describe(call: &Call, id: &str) -> Answer {
    let mut world = call.shared.world();
    if call.query("phone_number_id").is_some_and(|phone| phone != world.credentials.phone_number_id) {
        return Err(Refusal::no_such(id));
    }
    let (now, number, base) = (world.now(), world.number(), world.base.clone());
    let url = world.library.address(&base, id, number, now);
    let media = world.library.get(id, now).ok_or_else(|| Refusal::no_such(id))?;
    Ok(Json(json!({ "messaging_product": "whatsapp", "url": url, "mime_type": media.mime, "sha256": media.sha256, "file_size": media.bytes.len(), "id": id }))
        .into_response())
}

/// `DELETE /{media}`.
pub fn remove(call: &Call, id: &str) -> Answer {
    let mut world = call.shared.world();
    let now = world.now();
    if world.library.remove(id, now) {
        world.dirty = true;
        Ok(done())
    } else {
        Err(Refusal::no_such(id))
    }
}

/// The bytes behind an address.
pub fn download(call: &Call) -> Answer {
    let world = call.shared.world();
    match world.library.at_address(call.query("hash").unwrap_or_default(), world.now()) {
        Some(media) => Ok(([(header::CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response()),
        None => Err(Refusal { http: 404, ..Refusal::new(100, "the address has expired; ask for the media id again") }),
    }
}

/// `POST /{app}/uploads`.
pub fn begin(call: &Call) -> Answer {
    let length = call.query("file_length").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n > 0);
    let mime = call.query("file_type").unwrap_or_default();
    let known = matches!(mime, "image/jpeg" | "image/jpg" | "image/png" | "video/mp4" | "application/pdf");
    let (Some(length), true) = (length, known) else {
        return Err(Refusal::new(100, "file_type or file_length is not supported"));
    };
    let mut world = call.shared.world();
    let id = format!("upload:{}", world.number());
    world.library.uploads.insert(id.clone(), Upload { mime: mime.to_owned(), length, bytes: Vec::new() });
    Ok(Json(json!({ "id": id })).into_response())
}

/// `GET` and `POST /upload:…`: how far it is, and the next bytes.
pub async fn session(call: Call, id: &str, request: Request) -> Answer {
    if call.method == Method::GET {
        let world = call.shared.world();
        let upload = world.library.uploads.get(id).ok_or_else(|| Refusal::no_such(id))?;
        return Ok(Json(json!({ "id": id, "file_offset": upload.bytes.len() })).into_response());
    }
    if call.method != Method::POST {
        return Err(Refusal::no_such(id));
    }
    let offset = call.headers.get("file_offset").and_then(|h| h.to_str().ok()).and_then(|h| h.trim().parse::<usize>().ok());
    let Some(offset) = offset else {
        return Err(Refusal::new(100, "file_offset is required"));
    };
    let (length, breaks_after) = {
        let mut world = call.shared.world();
        let upload = world.library.uploads.get(id).ok_or_else(|| Refusal::no_such(id))?;
        if upload.bytes.len() != offset {
            return Err(Refusal::new(100, format!("file_offset is {offset}, but {} bytes are there", upload.bytes.len())));
        }
        (upload.length, world.faults.upload_breaks_after.take())
    };
    let expected = request.body().size_hint().exact();
    if expected.is_some_and(|n| offset as u64 + n > length as u64) {
        return Err(Refusal::new(100, "more bytes than announced"));
    }
    let mut stream = request.into_body().into_data_stream();
    let mut taken = 0;
    while let Some(chunk) = stream.next().await {
        let chunk: Bytes = chunk.map_err(|_| Refusal::new(100, "the upload broke off"))?;
        let room = breaks_after.map_or(chunk.len(), |most| most.saturating_sub(taken).min(chunk.len()));
        taken += room;
        let mut world = call.shared.world();
        let upload = world.library.uploads.get_mut(id).ok_or_else(|| Refusal::no_such(id))?;
        if upload.bytes.len() + room > length {
            return Err(Refusal::new(100, "more bytes than announced"));
        }
        upload.bytes.extend_from_slice(&chunk[..room]);
        if room < chunk.len() {
            return Ok(broken_off());
        }
    }
    let mut world = call.shared.world();
    let upload = world.library.uploads.get(id).ok_or_else(|| Refusal::no_such(id))?;
    if upload.bytes.len() < length {
        return Ok(Json(json!({ "id": id, "file_offset": upload.bytes.len() })).into_response());
    }
    let handle = format!("4::{}", world.number());
    if let Some(upload) = world.library.uploads.remove(id) {
        world.library.handles.insert(handle.clone(), upload.mime);
    }
    Ok(Json(json!({ "h": handle })).into_response())
}
