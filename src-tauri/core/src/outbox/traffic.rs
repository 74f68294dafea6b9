//! Meta's rate of a number, messages sent and received together over a sliding second: which places are taken, and
//! when they are free again. Who takes one, and what for, is the sender's business and the hatch's.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::kinds::Millis;

/// Received messages are heard of a moment after Meta has counted them: while customers write, so much of a
/// second's messages is kept free for those on their way.
const HEARING: Duration = Duration::from_millis(40);
/// How much of the shortest way may be the machines' own slowness, which is another for every message.
const UNEVEN: Duration = Duration::from_millis(5);
/// The first ones open connections: so many are needed before the shortest is known.
const WAYS_TO_KNOW: usize = 32;
/// Customers who have written within this write again.
const CONVERSING: Duration = Duration::from_secs(10);

/// Messages that go through this number, both ways, and whether something that came in has not been
/// understood yet.
///
/// A place in Meta's sliding second is taken from the claim until a second after the answer, less the shortest
/// way there and back: the answer was written after Meta counted, and the next message needs its way too. So the
/// rate is never passed however uneven the network is, and no more is lost than what it is uneven by. Counting from
/// the claim with some reserve would pass it on a bad day and waste it on a good one.
#[derive(Debug, Default)]
pub struct Traffic {
    places: Mutex<Places>,
    unread: AtomicBool,
    listening_until: AtomicI64,
}

#[derive(Debug, Default)]
struct Places {
    /// Claimed and not answered yet.
    on_the_wire: usize,
    /// When the others become free again.
    free_at: VecDeque<Instant>,
    /// The shortest way there and back so far, and of how many.
    shortest: Option<Duration>,
    ways: usize,
    /// When customers wrote within the last second.
    received: VecDeque<Instant>,
    last_received: Option<Instant>,
}

impl Places {
    fn pass(&mut self, now: Instant) {
        while self.free_at.front().is_some_and(|at| *at <= now) {
            self.free_at.pop_front();
        }
        while self.received.front().is_some_and(|at| now.duration_since(*at) > Duration::from_secs(1)) {
            self.received.pop_front();
        }
    }

    /// Neither free nor kept free.
    fn taken(&mut self, now: Instant) -> usize {
        self.pass(now);
        self.on_the_wire + self.free_at.len() + self.kept_free(now)
    }

    fn kept_free(&self, now: Instant) -> usize {
        if self.last_received.is_some_and(|at| now.duration_since(at) < CONVERSING) {
            (self.received.len() as f64 * HEARING.as_secs_f64()).ceil().max(1.0) as usize
        } else {
            0
        }
    }
}

impl Traffic {
    fn places(&self) -> std::sync::MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts messages received.
    pub fn count(&self, messages: usize) {
        if messages == 0 {
            return;
        }
        let (now, mut places) = (Instant::now(), self.places());
        places.free_at.extend(std::iter::repeat_n(now + Duration::from_secs(1), messages));
        places.received.extend(std::iter::repeat_n(now, messages));
        places.last_received = Some(now);
    }

    /// A customer has written since the shop was opened.
    pub fn has_received(&self) -> bool {
        self.places().last_received.is_some()
    }

    /// Takes up to so many of the places that are free now; what is not used is given back.
    pub fn take(&self, limit: u32, wanted: usize) -> usize {
        let (now, mut places) = (Instant::now(), self.places());
        let free = (limit as usize).saturating_sub(places.taken(now)).min(wanted);
        places.on_the_wire += free;
        free
    }

    /// Places taken for which there was no message.
    pub fn give_back(&self, unused: usize) {
        let mut places = self.places();
        places.on_the_wire = places.on_the_wire.saturating_sub(unused);
    }

    /// Meta has answered one: its place is free again in a second, or a little sooner.
    pub fn answered(&self, took: Duration) {
        let (now, mut places) = (Instant::now(), self.places());
        let shortest = places.shortest.map_or(took, |before| before.min(took));
        places.shortest = Some(shortest);
        places.ways += 1;
        places.on_the_wire = places.on_the_wire.saturating_sub(1);
        let sooner = if places.ways < WAYS_TO_KNOW { Duration::ZERO } else { shortest.saturating_sub(UNEVEN) };
        places.free_at.push_back(now + Duration::from_secs(1).saturating_sub(sooner));
    }

    /// Something came in: until it is understood, nothing the shop starts may leave; a STOP may be in it.
    pub fn unread(&self, unread: bool) {
        self.unread.store(unread, Ordering::SeqCst);
    }

    /// Until then nothing the shop starts leaves: what Meta kept while nobody listened comes in first.
    pub fn listen_until(&self, then: Millis) {
        self.listening_until.store(then, Ordering::SeqCst);
    }

    /// When listening ends, if it has not.
    pub fn listening(&self, now: Millis) -> Option<Millis> {
        Some(self.listening_until.load(Ordering::SeqCst)).filter(|then| *then > now)
    }

    /// Whether only answers may leave.
    pub fn answers_only(&self, now: Millis) -> bool {
        self.unread.load(Ordering::SeqCst) || self.listening(now).is_some()
    }

    /// Places free now, and when so many will be, as far as that is known.
    pub fn free(&self, limit: u32, wanted: usize) -> (usize, Option<Instant>) {
        let (now, mut places) = (Instant::now(), self.places());
        let taken = places.taken(now);
        let free = (limit as usize).saturating_sub(taken);
        let missing = (wanted + taken).saturating_sub(limit as usize);
        let then = missing.checked_sub(1).and_then(|at| places.free_at.get(at)).copied();
        (free, then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_until_a_second_after_the_answer() {
        let traffic = Traffic::default();
        assert_eq!(traffic.take(3, 5), 3, "no more than there are");
        assert_eq!(traffic.free(3, 1), (0, None), "on the wire nobody knows when it was counted");
        traffic.answered(Duration::from_millis(50));
        let (free, then) = traffic.free(3, 1);
        let wait = then.expect("known now").saturating_duration_since(Instant::now());
        assert!(free == 0 && wait > Duration::from_millis(500), "a second from the answer: {wait:?}");
        assert_eq!(traffic.free(3, 2).1, None, "when the second will be free is not known");
    }

    #[test]
    fn places_without_a_message_are_given_back() {
        let traffic = Traffic::default();
        assert_eq!((traffic.take(10, 4), traffic.free(10, 1).0), (4, 6), "taken before the messages are known");
        traffic.give_back(3);
        assert_eq!(traffic.free(10, 1).0, 9, "one was used");
    }

    #[test]
    fn the_way_is_taken_off_the_second_once_it_is_known() {
        let traffic = Traffic::default();
        let before = Instant::now();
        for _ in 0..WAYS_TO_KNOW {
            traffic.answered(Duration::from_millis(50));
        }
        let places = traffic.places();
        let (first, last) = (places.free_at[0], places.free_at[WAYS_TO_KNOW - 1]);
        assert!(first >= before + Duration::from_secs(1), "the first connections take their time, so nothing is taken off");
        assert!(last <= Instant::now() + Duration::from_millis(955), "then the shortest way is, but for what is uneven");
    }

    #[test]
    fn what_comes_in_takes_places_and_keeps_some_free() {
        let traffic = Traffic::default();
        assert_eq!(traffic.free(80, 1).0, 80, "all of them");
        traffic.count(8);
        assert_eq!(traffic.free(80, 1).0, 71, "eight are taken and one is kept for who is writing now");
        traffic.count(100);
        assert_eq!(traffic.free(80, 1).0, 0, "more than the rate is none, not a wrap");
    }
}
