//! `POST /{phone}/messages` and `/marketing_messages`: a message is read, refused or taken; marks of
//! reading and typing come by the same door (fact sheet §2.1, §2.8). The schemas run before the world
//! is locked, so that two thousand checks a second do not wait for each other.

use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::{Answer, Call, broken_off, bytes, done};
use crate::messages;
use crate::refusal::{Refusal, http_of};
use crate::world::World;
use crate::world::settings::Faults;

enum Fate {
    Answered,
    Dropped,
    Malformed,
    Silent,
}

/// Takes or refuses a message.
pub async fn send(call: Call, request: Request, envelope: &'static str) -> Answer {
    let body: Value = serde_json::from_slice(&bytes(request).await?).map_err(|_| Refusal::new(100, "invalid JSON"))?;
    let (schemas, now, free) = {
        let world = call.shared.world();
        (world.schemas.clone(), world.now(), world.schema_free)
    };
    let read = body.get("status").is_some();
    let sound = if free {
        Ok(())
    } else if read {
        schemas.check("read", &body)
    } else {
        schemas.message(envelope, &body).and_then(|()| messages::check(&body, now))
    };
    let (answer, fate, answer_ms) = {
        let mut world = call.shared.world();
        world.received.push(body.clone());
        if let Some(answer) = fault(&mut world) {
            return answer;
        }
        sound?;
        if read {
            return world.mark_read(&body).map(|()| done());
        }
        if !free {
            world.check(&body, call.version, envelope == "marketing")?;
        }
        let answer = world.accept(&body, envelope == "marketing");
        let faults = &mut world.faults;
        let fate = if Faults::take(&mut faults.timeout_after_accept) {
            Fate::Silent
        } else if Faults::take(&mut faults.drop_after_accept) {
            Fate::Dropped
        } else if Faults::take(&mut faults.malformed) {
            Fate::Malformed
        } else {
            Fate::Answered
        };
        (answer, fate, world.faults.answer_ms)
    };
    call.shared.due.notify_one();
    if answer_ms > 0 {
        tokio::time::sleep(Duration::from_millis(answer_ms)).await;
    }
    Ok(match fate {
        Fate::Answered => Json(answer).into_response(),
        Fate::Dropped => broken_off(),
        Fate::Malformed => answer.to_string().chars().take(40).collect::<String>().into_response(),
        Fate::Silent => {
            tokio::time::sleep(Duration::from_secs(120)).await;
            broken_off()
        }
    })
}

/// What goes wrong before anything is read.
fn fault(world: &mut World) -> Option<Result<Response, Refusal>> {
    let faults = &mut world.faults;
    if Faults::take(&mut faults.drop_before_accept) {
        return Some(Ok(broken_off()));
    }
    if Faults::take(&mut faults.throttle) {
        return Some(Err(Refusal::new(130_429, "rate limit hit")));
    }
    if Faults::take(&mut faults.server_error) {
        return Some(Err(Refusal::new(131_000, "something went wrong")));
    }
    faults.refuse_with.map(|code| Err(Refusal { http: http_of(code), ..Refusal::new(code, "refused on demand") }))
}
