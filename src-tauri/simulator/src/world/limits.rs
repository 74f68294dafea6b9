//! What Meta counts (fact sheet §5): messages a second per number, messages per person, people opened
//! per day, replies that are free this month, calls an hour. The second is wall time, because it is
//! about load; everything else is simulated time, so that a test can let it pass.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::{DAY, HOUR};

/// A pair may owe so many six-second slots.
const PAIR_DEBT: f64 = 45.0;

/// Everything counted.
pub struct Limits {
    /// Messages per second, sent and received together.
    pub per_second: u32,
    /// The portfolio's limit.
    pub tier: String,
    traffic: VecDeque<Instant>,
    pairs: BTreeMap<u64, (f64, i64)>,
    opened: BTreeMap<u64, i64>,
    order: VecDeque<(i64, u64)>,
    /// Month and free replies used in it.
    pub free_used: (String, u32),
    calls: VecDeque<i64>,
    creations: VecDeque<i64>,
    registrations: VecDeque<i64>,
}

impl Limits {
    /// Nothing counted yet.
    pub fn new(per_second: u32, tier: &str) -> Self {
        Self {
            per_second,
            tier: tier.to_owned(),
            traffic: VecDeque::new(),
            pairs: BTreeMap::new(),
            opened: BTreeMap::new(),
            order: VecDeque::new(),
            free_used: (String::new(), 0),
            calls: VecDeque::new(),
            creations: VecDeque::new(),
            registrations: VecDeque::new(),
        }
    }

    /// Counts one message through the number, in any second that slides; false when the rate is passed.
    pub fn pass(&mut self, at: Instant) -> bool {
        while self.traffic.front().is_some_and(|first| at.saturating_duration_since(*first) >= Duration::from_secs(1)) {
            self.traffic.pop_front();
        }
        if self.traffic.len() >= self.per_second as usize {
            return false;
        }
        self.traffic.push_back(at);
        true
    }

    /// A message came in: it counts, but is never refused.
    pub fn came_in(&mut self, at: Instant) {
        self.pass(at);
    }

    /// Counts one message to a person; false when she has had too many.
    pub fn pair(&mut self, id: u64, now: i64) -> bool {
        let (debt, at) = self.pairs.get(&id).copied().unwrap_or((0.0, now));
        let debt = (debt - (now - at) as f64 / 6000.0).max(0.0) + 1.0;
        if debt > PAIR_DEBT {
            return false;
        }
        self.pairs.insert(id, (debt, now));
        true
    }

    /// Opens a conversation with somebody outside her window; false when the portfolio has opened enough today.
    pub fn open(&mut self, id: u64, now: i64) -> bool {
        while self.order.front().is_some_and(|(at, _)| now - at >= DAY) {
            if let Some((at, who)) = self.order.pop_front() {
                // Opened again later: that later time keeps her.
                if self.opened.get(&who) == Some(&at) {
                    self.opened.remove(&who);
                }
            }
        }
        if !self.opened.contains_key(&id) && self.opened.len() >= people_of(&self.tier) {
            return false;
        }
        if self.opened.get(&id) != Some(&now) {
            self.opened.insert(id, now);
            self.order.push_back((now, id));
        }
        true
    }

    /// Whether one more reply is free this month, and takes it.
    pub fn free_reply(&mut self, now: i64, of: u32) -> bool {
        let month = month_of(now);
        if self.free_used.0 != month {
            self.free_used = (month, 0);
        }
        let free = self.free_used.1 < of;
        self.free_used.1 += u32::from(free);
        free
    }

    /// Counts a management call; answers how many within the hour.
    pub fn call(&mut self, now: i64) -> usize {
        count(&mut self.calls, now, HOUR)
    }

    /// Counts a template made; answers how many within the hour.
    pub fn creation(&mut self, now: i64) -> usize {
        count(&mut self.creations, now, HOUR)
    }

    /// Counts a registration; answers how many within three days.
    pub fn registration(&mut self, now: i64) -> usize {
        count(&mut self.registrations, now, 3 * DAY)
    }
}

fn count(times: &mut VecDeque<i64>, now: i64, span: i64) -> usize {
    while times.front().is_some_and(|at| now - at >= span) {
        times.pop_front();
    }
    times.push_back(now);
    times.len()
}

/// How many people a tier may open within a day.
pub fn people_of(tier: &str) -> usize {
    match tier {
        "TIER_50" => 50,
        "TIER_250" => 250,
        "TIER_1K" => 1_000,
        "TIER_2K" => 2_000,
        "TIER_10K" => 10_000,
        "TIER_100K" => 100_000,
        _ => usize::MAX,
    }
}

/// The civil month of an instant (proleptic Gregorian), for the free tier's reset.
pub fn month_of(now: i64) -> String {
    let days = now.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    format!("{}-{}", era * 400 + year + i64::from(month >= 10), (month + 2) % 12 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_slides_and_what_comes_in_counts() {
        let mut limits = Limits::new(3, "TIER_250");
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        limits.came_in(at(0));
        assert!(limits.pass(at(500)) && limits.pass(at(900)), "three in a second, one of them received");
        assert!(!limits.pass(at(999)), "not four");
        assert!(limits.pass(at(1_000)), "the first is a second ago");
        assert!(!limits.pass(at(1_400)), "a new second of the clock brings nothing");
        assert!(limits.pass(at(1_500)), "the second is a second ago");
    }

    #[test]
    fn a_tier_counts_people_of_the_last_day() {
        let mut limits = Limits::new(1, "TIER_250");
        assert!((0..250).all(|id| limits.open(id, 0)), "so many");
        assert!(limits.open(3, 10), "somebody opened already costs nothing");
        assert!(!limits.open(900, 20), "nobody else");
        assert!(limits.open(900, DAY), "a day later there is room");
    }

    #[test]
    fn months_are_civil() {
        assert_eq!(month_of(0), "1970-1", "the epoch");
        assert_eq!(month_of(1_795_513_200_000), "2026-11", "a Tuesday in November");
    }
}
