//! Messages a person sends from her own WhatsApp, one by one.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::outbox::hand;
use crate::waitlist::Tap;
use crate::waitlist::asking::answers;

pub(super) fn hand_list(call: &Call, _: Nothing) -> Result<Vec<HandRow>> {
    call.shop.read(|read| hand::list(read, call.now - DAY))
}

pub(super) fn hand_open(call: &Call, request: PromiseRef) -> Result<HandMessage> {
    call.shop.read(|read| hand::open(read, request.promise, call.now))
}

/// What became of a message sent by hand.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    /// She has sent it.
    Sent,
    /// She will not.
    Skip,
    /// It was ticked off, or put aside, by mistake.
    Undo,
}

/// A tick.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HandTick {
    /// The message.
    pub promise: PromiseId,
    /// What became of it.
    pub tap: Tick,
}

pub(super) fn hand_tick(call: &Call, request: HandTick) -> Result<Done> {
    call.shop.write(|tx| {
        match request.tap {
            Tick::Sent => hand::sent(tx, request.promise, call.now)?,
            Tick::Skip => {
                hand::skip(tx, request.promise, call.now)?;
                answers::passed_over(tx, request.promise, true)?;
            }
            Tick::Undo if !waitlist::can_wait_again(tx, request.promise)? => return Err(Error::new(Code::NothingToUndo)),
            Tick::Undo => {
                hand::undo(tx, request.promise, call.now)?;
                answers::passed_over(tx, request.promise, false)?;
            }
        }
        waitlist::follow_moved(tx, call.now)
    })?;
    Ok(DONE)
}

/// A message to send by hand.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HandWrite {
    /// To whom.
    pub customer: CustomerId,
    /// service for an answer, promotions for an offer.
    pub purpose: Purpose,
    /// The words.
    pub text: Personal<String>,
}

pub(super) fn hand_write(call: &Call, request: HandWrite) -> Result<PromiseId> {
    if request.purpose != Purpose::Service {
        call.owner_only()?;
    }
    let text = selling::words_to_send(&request.text)?;
    call.shop.write(|tx| {
        let draft = Draft { purpose: request.purpose, text: Some(Personal(text)), ..Draft::answer("", words::Args::new(), None) };
        let promise = NewPromise {
            key: outbox::new_key()?,
            customer: request.customer,
            draft: &Draft { words: None, ..draft },
            wave: None,
            while_stock_of: None,
            not_before: call.now,
            author: &call.author,
            by_hand: true,
        };
        let mut gatherer = Gatherer::new(tx, call.now)?;
        let (id, verdict) = outbox::enqueue(tx, &mut gatherer, &promise, call.now)?;
        match verdict.outcome {
            crate::policy::Outcome::Suppress => Err(hand::refusal(&verdict)),
            _ => Ok(id),
        }
    })
}

/// What she answered.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HandAnswer {
    /// The alert's or the question's message.
    pub promise: PromiseId,
    /// keep, later or stop; yes or no.
    pub tap: HandTap,
}

/// An answer to an alert, or to the question whether she still wants it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandTap {
    /// Keep one for her.
    Keep,
    /// Not now: she keeps her place.
    Later,
    /// No more of these.
    Stop,
    /// She still wants it.
    Yes,
    /// She does not: that place ends.
    No,
}

/// What came of it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HandAnswered {
    /// What the shop would answer, to be sent by hand; nothing when there is nothing to say.
    pub answer: Option<PromiseId>,
}

pub(super) fn hand_answer(call: &Call, request: HandAnswer) -> Result<HandAnswered> {
    let answer = call.shop.write(|tx| {
        let alert = |tap| inbox::answered_by_hand(tx, request.promise, tap, &call.author, call.now);
        let question = |wants| inbox::still_by_hand(tx, request.promise, wants, &call.author, call.now);
        match request.tap {
            HandTap::Keep => alert(Tap::Bought),
            HandTap::Later => alert(Tap::Later),
            HandTap::Stop => alert(Tap::Stop),
            HandTap::Yes => question(true),
            HandTap::No => question(false),
        }
    })?;
    Ok(HandAnswered { answer })
}
