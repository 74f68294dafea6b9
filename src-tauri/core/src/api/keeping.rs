//! How long chats are kept.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::conversations::forget::{self, Old};
use crate::shop::KEPT_FOR;

/// The spans to choose from, in days.
const SPANS: [i64; 3] = [182, 365, 1_095];

/// A span, in days; `null`: for ever.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ChatsKept {
    /// 182, 365 or 1095; `null`: for ever.
    pub days: Option<i64>,
}

/// How long chats are kept, or would be.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Keeping {
    /// Days; `null`: for ever.
    pub days: Option<i64>,
    /// What is older than that now.
    pub old: Old,
}

fn keeping(call: &Call, days: Option<i64>) -> Result<Keeping> {
    let old = match days {
        None => Old::default(),
        Some(days) => call.shop.read(|read| forget::count(read, call.now - days * DAY))?,
    };
    Ok(Keeping { days, old })
}

pub(super) fn chats_kept(call: &Call, _: Nothing) -> Result<Keeping> {
    keeping(call, call.shop.read(|read| read.setting(KEPT_FOR, None))?)
}

fn allowed(days: Option<i64>) -> Result<Option<i64>> {
    match days {
        Some(days) if !SPANS.contains(&days) => Err(Error::new(Code::BadNumber).with("field", "days")),
        days => Ok(days),
    }
}

pub(super) fn chats_keep_preview(call: &Call, request: ChatsKept) -> Result<Keeping> {
    call.owner_only()?;
    keeping(call, allowed(request.days)?)
}

pub(super) fn chats_keep(call: &Call, request: ChatsKept) -> Result<Keeping> {
    call.owner_only()?;
    let days = allowed(request.days)?;
    call.shop.write(|tx| tx.set_setting(KEPT_FOR, &days))?;
    keeping(call, days)
}
