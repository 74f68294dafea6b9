//! How much of a person's attention is left: how many offers she may still get within the owner's own rule, and why
//! none if none. The gate decides each message by itself; this says beforehand what it would find.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::{Purpose, Standing};
use crate::db::Read;
use crate::kinds::{CustomerId, Millis, Result};
use crate::outbox::facts::Gatherer;
use crate::policy::{self, Facts, Rules};

/// What is left.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Attention {
    /// yes, `not_asked`, stopped, `stopped_at_meta`, country, unreachable: whether offers may go to her at all.
    pub offers: String,
    /// Offers within so many days …
    pub days: u32,
    /// … she may get.
    pub allowed: u32,
    /// She has got.
    pub got: u32,
    /// She may still get.
    pub left: u32,
    /// When the next may come, while none is left.
    pub next_at: Option<Millis>,
    /// It is night where she is until then.
    pub quiet_until: Option<Millis>,
}

/// What is left of one person's attention.
pub fn attention(read: &Read<'_>, customer: CustomerId, now: Millis) -> Result<Attention> {
    let mut gatherer = Gatherer::new(read, now)?;
    let gathered = gatherer.facts(customer, Purpose::Promotions, None)?;
    Ok(reckon(&gathered.facts(), gatherer.rules(), now))
}

fn reckon(facts: &Facts<'_>, rules: &Rules, now: Millis) -> Attention {
    let (got, next_at) = policy::promotions_so_far(facts.promotions_at, rules, now);
    let barred_country = facts.country.is_some_and(|c| rules.no_marketing_in.iter().any(|barred| barred == c));
    let offers = match facts.standing {
        Standing::Never => "not_asked",
        Standing::Withdrawn { .. } => "stopped",
        Standing::Given { .. } if facts.barred_at_meta => "stopped_at_meta",
        Standing::Given { .. } if !facts.has_address => "unreachable",
        // Inside her window an ordinary message may still carry one; that is an answer, not an offer.
        Standing::Given { .. } if barred_country => "country",
        Standing::Given { .. } => "yes",
    };
    Attention {
        offers: offers.to_owned(),
        days: rules.promotions_days,
        allowed: rules.promotions,
        got,
        left: rules.promotions.saturating_sub(got),
        next_at,
        quiet_until: policy::quiet_until(now, facts.zone, rules),
    }
}
