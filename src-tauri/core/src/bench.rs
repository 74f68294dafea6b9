//! Two narrow doors, only with the feature `bench`: the gate by itself, and what the sender does in the database
//! without the network in between. Nothing else of a room is shown: every other bench comes through
//! [`crate::api::dispatch`], like the window.

use std::hint::black_box;

use jiff::tz::TimeZone;

use crate::consent::{Purpose, Standing};
use crate::kinds::{DAY, Millis, Result};
use crate::outbox::{self, state::Event};
use crate::policy::{Ask, Facts, Outcome, Rules, TemplateFact, judge};
use crate::shop::Shop;

/// Claims what is due, so many at a time, and records that Meta took it; answers how many. What a message costs
/// the sender apart from the network.
///
/// # Errors
/// What the disk says.
pub fn claim_and_record(shop: &Shop, at_a_time: usize) -> Result<usize> {
    let mut all = 0;
    loop {
        let now = shop.now();
        let claims = shop.write(|tx| outbox::claim(tx, at_a_time, false, "bench", now))?;
        let claimed = claims.claimed.len();
        all += claimed;
        if claimed == 0 {
            return Ok(all);
        }
        shop.write(|tx| {
            claims.claimed.iter().try_for_each(|one| {
                black_box(&one.message);
                outbox::attempt_ended(tx, one.attempt, one.promise, &Event::Accepted, Some(&format!("wamid.{}", one.attempt)), now)
            })
        })?;
    }
}

/// Many different people before the gate.
pub struct Gate {
    zones: Vec<TimeZone>,
    promotions: Vec<Millis>,
    templates: [Option<TemplateFact>; 3],
    rules: Rules,
}

impl Default for Gate {
    fn default() -> Self {
        let names = ["Europe/Paris", "Asia/Kolkata", "America/New_York", "Australia/Sydney", "UTC"];
        let fact = |approved: bool| TemplateFact { approved, status: if approved { "APPROVED" } else { "PAUSED" }.into(), marketing: true };
        Self {
            zones: names.iter().filter_map(|name| TimeZone::get(name).ok()).collect(),
            promotions: vec![NOON - 3 * DAY, NOON - DAY],
            templates: [Some(fact(true)), Some(fact(false)), None],
            rules: Rules { monthly_spend_micros: Some(50_000_000), ..Rules::default() },
        }
    }
}

/// A Tuesday, 11:00 UTC.
const NOON: Millis = 1_795_518_000_000;

impl Gate {
    /// Judges so many people, each in other circumstances than the one before; answers how many may be
    /// written to, how many later and how many not at all.
    pub fn judge_many(&self, people: usize) -> [usize; 3] {
        let mut outcomes = [0; 3];
        for n in 0..people {
            let (ask, facts) = self.person(n);
            let verdict = judge(black_box(ask), black_box(&facts), &self.rules, NOON + (n % 86_400) as i64);
            outcomes[match black_box(verdict).outcome {
                Outcome::Send { .. } => 0,
                Outcome::Hold { .. } => 1,
                Outcome::Suppress => 2,
            }] += 1;
        }
        outcomes
    }

    fn person(&self, n: usize) -> (Ask, Facts<'_>) {
        let purpose = [Purpose::Restock, Purpose::Restock, Purpose::Promotions, Purpose::Service][n % 4];
        let at = NOON - n as i64;
        let standing = match n % 11 {
            0 => Standing::Withdrawn { at },
            1 => Standing::Never,
            _ => Standing::Given { at },
        };
        let facts = Facts {
            standing,
            barred_at_meta: n.is_multiple_of(37),
            has_address: !n.is_multiple_of(101),
            has_phone: !n.is_multiple_of(13),
            is_owner: false,
            hello: true,
            window_until: n.is_multiple_of(3).then_some(NOON + 2 * DAY),
            template: if n % 4 == 3 {
                None
            } else {
                self.templates[usize::from(n.is_multiple_of(17)) + usize::from(n.is_multiple_of(51))].clone()
            },
            country: [Some("FR"), Some("IN"), Some("US"), None][n / 4 % 4],
            zone: &self.zones[n % self.zones.len()],
            promotions_at: &self.promotions[..n % 3],
            tier_left: [None, Some(0), Some(250)][n / 7 % 3],
            tier_frees_at: NOON + DAY,
            spent_micros: (n % 60) as i64 * 1_000_000,
            meta_limit_until: None,
            template_micros: Some(62_000),
            ordinary_micros: Some(0),
            stopped: None,
            stops_answers: false,
            connected: true,
        };
        (Ask { purpose, has_free_form: true, has_template: purpose != Purpose::Service, by_hand: n.is_multiple_of(19) }, facts)
    }
}
