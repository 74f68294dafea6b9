//! Messages a person sends from her own WhatsApp: each opens there with its text filled in
//! (`wa.me`), is ticked off when it has gone, and keeps the rules of every other promise. Judged when
//! promised and again when opened: a stop in between counts.
//!
//! Nothing proves that she really sent it but her tick, so it says *sent* and never more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::state::{Event, State};
use super::{Draft, Gatherer, happen, render, weigh};
use crate::catalog;
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, Error, Millis, Personal, PromiseId, Result, VariantId};
use crate::policy::{Outcome, Reason, Shape, Verdict};

/// A message to be sent by hand.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct HandRow {
    /// The promise.
    pub promise: PromiseId,
    /// To whom.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// restock, promotions, service.
    pub purpose: String,
    /// What it is about.
    pub product: Option<String>,
    /// Asks whether she still waits for it, rather than telling her that it is back.
    pub asks: bool,
    /// queued: can go now; held: later; sent: ticked off.
    pub state: String,
    /// The gate's judgement.
    pub verdict: Verdict,
    /// When it can go, if it is held.
    pub not_before: Millis,
    /// Ticked off, skipped or promised then.
    pub changed_at: Millis,
}

/// What opens in WhatsApp.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct HandMessage {
    /// `https://wa.me/…` with the text in it.
    pub url: Personal<String>,
    /// The text, to read and to copy.
    pub text: Personal<String>,
    /// Her number.
    pub phone: Personal<String>,
}

/// Messages waiting for a person's hand, oldest first, and those ticked off since `since`.
pub fn list(read: &Read<'_>, since: Millis) -> Result<Vec<HandRow>> {
    read.all(
        "SELECT p.id, p.customer_id, c.name, p.purpose, p.state, p.verdict, p.not_before, p.changed_at,
                (SELECT trim(d.title || ' ' || v.label) FROM variant v JOIN product d ON d.id = v.product_id
                 WHERE v.id = COALESCE(p.while_stock_of, w.draft ->> '$.while_gone')), w.draft ->> '$.while_gone' IS NOT NULL
         FROM promise p JOIN customer c ON c.id = p.customer_id LEFT JOIN promise_draft w ON w.promise_id = p.id
         WHERE p.by_hand = 1 AND (p.state IN ('queued', 'held') OR (p.state = 'sent' AND p.changed_at > ?1)) ORDER BY p.state = 'sent', p.id",
        [since],
        |row| {
            let verdict: String = row.get(5)?;
            Ok(HandRow {
                promise: row.get(0)?,
                customer: row.get(1)?,
                name: row.get(2)?,
                purpose: row.get(3)?,
                state: row.get(4)?,
                verdict: serde_json::from_str(&verdict).unwrap_or(Verdict { outcome: Outcome::Suppress, reasons: Vec::new() }),
                not_before: row.get(6)?,
                changed_at: row.get(7)?,
                product: row.get(8)?,
                asks: row.get(9)?,
            })
        },
    )
}

/// How many wait.
pub fn waiting(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM promise WHERE by_hand = 1 AND state IN ('queued', 'held')", [])
}

struct ByHand {
    customer: CustomerId,
    draft: Draft,
    variant: Option<VariantId>,
    state: State,
}

fn load(read: &Read<'_>, promise: PromiseId) -> Result<ByHand> {
    let found =
        read.one("SELECT customer_id, d.draft, while_stock_of, state FROM promise JOIN promise_draft d ON d.promise_id = promise.id WHERE id = ?1 AND by_hand = 1", [promise], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })?;
    let (customer, draft, variant, state) = found.ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))?;
    let state = State::from_name(&state).ok_or_else(|| Error::internal("unknown state"))?;
    Ok(ByHand { customer, draft: serde_json::from_str(&draft)?, variant, state })
}

/// The message as it is now: rules and stock looked at once more.
///
/// # Errors
/// `may_not_write` with the reason, `sold_out`, `nothing_to_ask` when it can be had after all, `nothing_to_undo` when it is not waiting any more.
pub fn open(read: &Read<'_>, promise: PromiseId, now: Millis) -> Result<HandMessage> {
    let one = load(read, promise)?;
    if !matches!(one.state, State::Queued | State::Held) {
        return Err(Error::new(Code::NothingToUndo));
    }
    let left = match one.variant {
        None => 0,
        Some(variant) => catalog::get(read, variant)?.portions(),
    };
    if one.variant.is_some() && left == 0 {
        return Err(Error::new(Code::SoldOut));
    }
    if !one.draft.can_be_asked(read)? {
        return Err(Error::new(Code::NothingToAsk));
    }
    let mut gatherer = Gatherer::new(read, now)?;
    let gathered = gatherer.facts(one.customer, one.draft.purpose, None)?;
    let verdict = weigh(&gatherer, &gathered, &one.draft, true, now);
    if !matches!(verdict.outcome, Outcome::Send { .. }) {
        return Err(refusal(&verdict));
    }
    let phone = gathered.customer.phone.clone().ok_or_else(|| Error::internal("judged without a number"))?;
    let rendered = render(&one.draft, Shape::ByHand, gathered.language, None, left, &[])?;
    let text = rendered.shown["text"].as_str().unwrap_or_default().to_owned();
    Ok(HandMessage { url: Personal(link(&phone.0, &text)), text: Personal(text), phone })
}

/// Why a message may not be written, as an error with the deciding reason.
pub fn refusal(verdict: &Verdict) -> Error {
    let reason = verdict.reasons.last().cloned().unwrap_or(Reason::NoConsent);
    let name = serde_json::to_value(&reason).ok().and_then(|v| v["is"].as_str().map(str::to_owned)).unwrap_or_default();
    Error::new(Code::MayNotWrite).with("reason", name)
}

/// She has sent it: it stands in the thread, and counts like every other message.
pub fn sent(tx: &Tx<'_>, promise: PromiseId, now: Millis) -> Result<()> {
    let one = load(tx, promise)?;
    let message = open(tx, promise, now)?;
    happen(tx, promise, &Event::SentByHand, now)?;
    conversations::outbound(tx, one.customer, promise.0, "text", &serde_json::json!({ "text": message.text.0 }), now)?;
    conversations::sent_by_hand(tx, promise.0)?;
    if one.draft.purpose == crate::consent::Purpose::Service {
        conversations::answered(tx, one.customer)?;
    }
    Ok(())
}

/// She will not send it; whoever waits keeps her place.
pub fn skip(tx: &Tx<'_>, promise: PromiseId, now: Millis) -> Result<()> {
    load(tx, promise)?;
    happen(tx, promise, &Event::Withdrawn, now)?;
    Ok(())
}

/// Ticked off, or put aside, by mistake: it waits again.
///
/// # Errors
/// `nothing_to_undo` when it is neither sent nor put aside.
pub fn undo(tx: &Tx<'_>, promise: PromiseId, now: Millis) -> Result<()> {
    let one = load(tx, promise)?;
    if !matches!(one.state, State::Sent | State::Cancelled) {
        return Err(Error::new(Code::NothingToUndo));
    }
    happen(tx, promise, &Event::NotSentByHand, now)?;
    if one.state == State::Sent { conversations::unsend_by_hand(tx, promise.0) } else { Ok(()) }
}

/// `https://wa.me/<digits>?text=…`: opens WhatsApp, on the phone or the desktop, with the text filled in.
pub fn link(phone: &str, text: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let mut url = format!("https://wa.me/{digits}?text=");
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_every_letter() {
        assert_eq!(
            link("+33 6 12", "Ça va & toi? 5€"),
            "https://wa.me/33612?text=%C3%87a%20va%20%26%20toi%3F%205%E2%82%AC",
            "nothing of the text is lost or read as part of the address"
        );
    }
}
