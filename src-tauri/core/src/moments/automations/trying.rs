//! What an automation would have done to the last thirty days' real messages and orders, before it is switched on. It is
//! judged by the same words and rules as it will be run by; nothing is sent or noted.
//!
//! What somebody said then is read again and not remembered from then: an automation that has never run has no history.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::{Context, Moment};

use super::running::holds;
use super::{Automation, When};
use crate::consent::{self, Purpose, Standing};
use crate::db::Read;
use crate::kinds::{CustomerId, DAY, Millis, Personal, Result};
use crate::moments::mind::Mind;
use crate::moments::tell_me;
use crate::{conversations, customers, orders, stores};

/// It looks so far back.
const BACK: Millis = 30 * DAY;
/// Messages looked at, the newest: reading a month of a very busy shop takes a second.
const MOST: u32 = 20_000;
/// Examples shown.
const SHOWN: usize = 20;
/// One away line per absence.
const ABSENCE: Millis = 12 * 3_600_000;

/// One time it would have spoken.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct TriedOn {
    /// To whom.
    pub customer: CustomerId,
    /// Her name.
    #[ts(type = "string")]
    pub name: Personal<String>,
    /// What she had written; empty for an order.
    #[ts(type = "string")]
    pub text: Personal<String>,
    /// When.
    pub at: Millis,
}

/// What it would have done.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct Tried {
    /// Messages, or orders, looked at.
    pub looked_at: i64,
    /// Times it would have spoken.
    pub times: i64,
    /// To so many people.
    pub people: i64,
    /// So many of the people have not agreed to be asked after an order: the gate would keep it from them.
    pub unwilling: i64,
    /// The newest of them.
    pub examples: Vec<TriedOn>,
}

/// Tries one on what happened.
///
/// # Errors
/// What the disk says.
pub fn try_on(read: &Read<'_>, mind: &Mind, automation: &Automation, now: Millis) -> Result<Tried> {
    let since = now - BACK;
    let mut found: Vec<(CustomerId, String, Millis)> = Vec::new();
    let mut tried = Tried::default();
    if let When::HandedOver { hours } = automation.when {
        let wait = i64::from(hours) * 3_600_000;
        for (order, customer) in orders::handed_over(read, since, now)? {
            tried.looked_at += 1;
            found.push((customer, String::new(), orders::get(read, order)?.changed_at + wait));
        }
    } else {
        let store = stores::main(read)?;
        let mut last: BTreeMap<CustomerId, Millis> = BTreeMap::new();
        let mut spoke: BTreeMap<CustomerId, Millis> = BTreeMap::new();
        for said in conversations::said_since(read, since, MOST)? {
            tried.looked_at += 1;
            let before = last.insert(said.customer, said.at).or(said.before);
            let speaks = match &automation.when {
                When::Words { any, whole } => holds(&tell_me::plain(&said.text), any, *whole),
                When::FirstWords { after_days } => {
                    before.is_none_or(|at| at <= said.at - i64::from(*after_days) * DAY)
                        && mind.understand(&said.text, &Context::default()).moment == Moment::Greeting
                }
                When::Closed {} => {
                    spoke.get(&said.customer).is_none_or(|at| *at <= said.at - ABSENCE)
                        && for_a_person(mind.understand(&said.text, &Context::default()).moment)
                        && stores::place::now(store.clone(), said.at, "en", None)?.open == Some(false)
                }
                When::HandedOver { .. } => false,
            };
            if speaks {
                spoke.insert(said.customer, said.at);
                found.push((said.customer, said.text, said.at));
            }
        }
    }
    tried.times = found.len() as i64;
    let people: BTreeSet<CustomerId> = found.iter().map(|(customer, ..)| *customer).collect();
    tried.people = people.len() as i64;
    if matches!(automation.when, When::HandedOver { .. }) {
        for customer in people {
            let standing = consent::standing(&consent::acts(read, customer)?, Purpose::FollowUp);
            tried.unwilling += i64::from(!matches!(standing, Standing::Given { .. }));
        }
    }
    // As they came is as they were read; of one moment the later one first.
    found.reverse();
    found.sort_by_key(|(_, _, at)| -at);
    for (customer, text, at) in found.into_iter().take(SHOWN) {
        tried.examples.push(TriedOn { customer, name: customers::get(read, customer)?.name, text: Personal(text), at });
    }
    Ok(tried)
}

/// What the shop leaves to a person by its nature.
fn for_a_person(moment: Moment) -> bool {
    matches!(moment, Moment::ChangeOrder | Moment::Invoice | Moment::Complaint | Moment::Person | Moment::Other)
}
