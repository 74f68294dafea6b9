//! The states of a promise and what moves it: one pure function, so that every order in which an
//! answer, a status, a kill and the owner can arrive has been tried in a test.

use cloud_api::error::Class;

use crate::kinds::Millis;

/// Where a promise stands. Every promise ends in one of the terminal ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// The gate said: later.
    Held,
    /// The gate said: never. Terminal.
    Suppressed,
    /// Ready to leave.
    Queued,
    /// Taken back before it left. Terminal.
    Cancelled,
    /// An attempt is written; bytes may be on their way.
    Claimed,
    /// Meta has it.
    Accepted,
    /// Meta sent it.
    Sent,
    /// Her phone has it.
    Delivered,
    /// She has read it.
    Read,
    /// Meta could not deliver it. Terminal.
    Failed,
    /// Meta did not take it. Terminal.
    Refused,
    /// Meta said: come back.
    RetryAt,
    /// It may have reached Meta.
    Unknown,
    /// Nothing proved it in half an hour; the owner decides. Terminal unless she does.
    Uncertain,
    /// It was not worth saying any more. Terminal.
    Expired,
}

const NAMES: &[(State, &str)] = &[
    (State::Held, "held"),
    (State::Suppressed, "suppressed"),
    (State::Queued, "queued"),
    (State::Cancelled, "cancelled"),
    (State::Claimed, "claimed"),
    (State::Accepted, "accepted"),
    (State::Sent, "sent"),
    (State::Delivered, "delivered"),
    (State::Read, "read"),
    (State::Failed, "failed"),
    (State::Refused, "refused"),
    (State::RetryAt, "retry_at"),
    (State::Unknown, "unknown"),
    (State::Uncertain, "uncertain"),
    (State::Expired, "expired"),
];

impl State {
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(state, _)| *state == self).map_or("queued", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(state, _)| *state)
    }

    /// The tick the thread shows for it.
    pub fn tick(self) -> Option<&'static str> {
        matches!(self, Self::Accepted | Self::Sent | Self::Delivered | Self::Read | Self::Failed)
            .then(|| self.name())
            .or((self == Self::Refused).then_some("failed"))
    }

    /// Meta may bill it, or has.
    pub fn may_cost(self) -> bool {
        matches!(self, Self::Claimed | Self::Accepted | Self::Sent | Self::Delivered | Self::Read | Self::Unknown | Self::Uncertain)
    }

    fn at_meta(self) -> bool {
        matches!(self, Self::Accepted | Self::Sent | Self::Delivered | Self::Read | Self::Failed)
    }
}

/// What can happen to a promise once it exists.
#[derive(Clone, Debug)]
pub enum Event {
    /// HTTP 200 with an id.
    Accepted,
    /// No byte can have left, or Meta refused for a reason that stops everything: try again later.
    NotSent {
        /// Not before.
        at: Millis,
    },
    /// Meta refused it for good.
    Refused {
        /// Its code.
        code: i64,
    },
    /// Meta said: come back.
    Retry {
        /// Not before.
        at: Millis,
    },
    /// Time-out, reset, 5xx, unreadable.
    NotKnown {
        /// For the log.
        why: &'static str,
    },
    /// A status webhook.
    Status {
        /// sent, delivered, read, failed …
        status: String,
        /// Meta's code, for failed.
        code: Option<i64>,
    },
    /// The program stopped with the attempt open, and the journal shows it was never handed over.
    NeverHandedOver,
    /// The program or the machine stopped with the attempt open; it may have been handed over.
    MaybeHandedOver,
    /// Half an hour without proof.
    HalfAnHour,
    /// Undo, stop, or a consent that ended.
    Withdrawn,
    /// The owner: send it again.
    SendAgain,
    /// The owner: leave it.
    LeaveIt,
    /// A person has sent it from her own WhatsApp.
    SentByHand,
    /// She ticked it off by mistake.
    NotSentByHand,
}

impl Event {
    /// What an HTTP outcome means for the promise.
    pub fn from_class(class: Class, code: i64, tries: i64, now: Millis) -> Self {
        match class {
            Class::Refused => Self::Refused { code },
            Class::Retry { after_ms } => Self::Retry { at: now + after_ms },
            Class::RetryPair => Self::Retry { at: now + 1000 * 4_i64.pow(tries.clamp(1, 6) as u32) },
            Class::Stop(_) => Self::NotSent { at: now + 60_000 },
            Class::Unknown => Self::NotKnown { why: "Meta does not know" },
        }
    }

    /// When the promise may be looked at again.
    pub fn not_before(&self) -> Option<Millis> {
        match self {
            Self::NotSent { at } | Self::Retry { at } => Some(*at),
            _ => None,
        }
    }

    pub fn error_code(&self) -> Option<i64> {
        match self {
            Self::Refused { code } => Some(*code),
            Self::Status { code, .. } => *code,
            _ => None,
        }
    }

    /// The attempt's outcome.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted | Self::Status { .. } => "accepted",
            Self::NotSent { .. } | Self::NeverHandedOver => "not_sent",
            Self::Refused { .. } => "refused",
            Self::Retry { .. } => "retry",
            _ => "unknown",
        }
    }

    pub fn evidence(&self) -> &'static str {
        match self {
            Self::NotKnown { why } => why,
            Self::NeverHandedOver => "journal",
            Self::MaybeHandedOver => "stopped",
            _ => "answer",
        }
    }
}

/// The next state. Nothing that reached Meta goes back to queued by itself; ticks only move forward;
/// `delivered` beats `failed`.
pub fn settle(state: State, event: &Event) -> State {
    use State::{Accepted, Cancelled, Claimed, Delivered, Failed, Held, Queued, Read, Refused, RetryAt, Sent, Uncertain, Unknown};
    match event {
        Event::Status { status, .. } => {
            let seen = match status.as_str() {
                "sent" => Sent,
                "delivered" => Delivered,
                "read" | "played" => Read,
                "failed" => Failed,
                _ => return state,
            };
            let rank = |s: State| match s {
                Sent => 2,
                Delivered => 3,
                Read => 4,
                _ => 1,
            };
            match (state, seen) {
                (Delivered | Read, Failed) => state,
                (Failed, Delivered | Read) => seen,
                (Failed, _) => Failed,
                (_, Failed) => Failed,
                _ if state.at_meta() && rank(seen) <= rank(state) => state,
                _ => seen,
            }
        }
        // A status may have come first, and the owner may have let it go.
        Event::Accepted if matches!(state, Claimed | Unknown | Uncertain) => Accepted,
        Event::NotSent { .. } | Event::NeverHandedOver if state == Claimed => Queued,
        Event::Retry { .. } if state == Claimed => RetryAt,
        Event::Refused { .. } if state == Claimed => Refused,
        Event::NotKnown { .. } | Event::MaybeHandedOver if state == Claimed => Unknown,
        Event::HalfAnHour if state == Unknown => Uncertain,
        Event::Withdrawn if matches!(state, Held | Queued | RetryAt) => Cancelled,
        Event::SendAgain if state == Uncertain => Queued,
        Event::LeaveIt if state == Uncertain => Failed,
        Event::SentByHand if matches!(state, Queued | Held) => Sent,
        // Ticked off, or put aside, by mistake.
        Event::NotSentByHand if matches!(state, Sent | Cancelled) => Queued,
        _ => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tiny generator, so that a failing seed can be named in the message and run again.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) as usize) % sides
        }
    }

    #[test]
    fn no_order_of_events_sends_twice_or_loses_a_promise() {
        for seed in 0..200_000_u64 {
            let mut dice = Dice(seed);
            let (mut state, mut at_meta, mut accepts) = (State::Queued, false, 0);
            for _ in 0..24 {
                if state == State::Queued && dice.roll(2) == 0 {
                    state = State::Claimed;
                    // What really happens on the wire is hidden from the shop.
                    let taken = dice.roll(2) == 0;
                    at_meta |= taken;
                    accepts += u32::from(taken);
                    let answers = if taken {
                        [Event::Accepted, Event::NotKnown { why: "x" }, Event::MaybeHandedOver]
                    } else {
                        [Event::NotSent { at: 0 }, Event::NotKnown { why: "x" }, Event::NeverHandedOver]
                    };
                    if dice.roll(4) > 0 {
                        state = settle(state, &answers[dice.roll(3)]);
                    }
                } else if at_meta && dice.roll(2) == 0 {
                    let status = ["sent", "delivered", "read", "failed"][dice.roll(4)].to_owned();
                    let before = state;
                    state = settle(state, &Event::Status { status, code: None });
                    assert!(!(before == State::Read && state != State::Read), "seed {seed}: a read message was un-read");
                } else {
                    let late = [Event::HalfAnHour, Event::Withdrawn, Event::Accepted, Event::LeaveIt];
                    let event = &late[dice.roll(4)];
                    // An answer can only come from Meta having taken it.
                    if !matches!(event, Event::Accepted) || at_meta {
                        state = settle(state, event);
                    }
                }
                assert!(accepts <= 1, "seed {seed}: Meta took one promise twice");
            }
            if state == State::Claimed {
                state = settle(state, &Event::MaybeHandedOver);
            }
            state = settle(state, &Event::HalfAnHour);
            assert!(!matches!(state, State::Claimed | State::Unknown), "seed {seed}: a promise never ended");
        }
    }

    #[test]
    fn names_go_there_and_back() {
        for (state, name) in NAMES {
            assert_eq!(State::from_name(name), Some(*state), "{name} is read back");
            assert_eq!(state.name(), *name, "and written the same");
        }
    }
}
