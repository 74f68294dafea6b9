//! Which answer the examples speak for, and whether they speak for any.
//!
//! The threshold is not a number chosen by hand where there is enough to learn it from: a fifth of the answers is left
//! out whole and plays the messages that no answer fits, together with talk that is nobody's business; a fifth of the
//! other examples plays those that one does, and what tells the two apart is learned. The threshold is then as low as
//! declining most of what doesn't fit allows: examples are often written in rows ("cancel my order", "cancel the order"),
//! so those that play what fits are nearer to the others than customers' messages are, and say little about how much of
//! those a threshold would cost. Only where owners' answers lie too close to be told apart do they have the last word.

use super::index::{Index, Seen};
use super::model::{Learned, Lesson, MEASURES, Measures};
use crate::linear::{roll, shuffle};

/// Times every example is looked at: with few there is time, with many it is enough. And while playing.
const ROUNDS: (usize, usize, usize) = (14, 8, 5);
/// The part of fitting messages that may be declined at most.
const MAY_DECLINE: f32 = 0.06;
/// The part that must be declined of questions for an answer that isn't there, and of talk that is nobody's business.
const MUST_DECLINE: (f32, f32) = (0.75, 0.88);
/// From so many answers and examples for each on, the threshold is learned.
const ENOUGH: (usize, usize) = (8, 8);
/// With few examples: found by hand on questions of shops that are in no test.
const BY_HAND: Measures = [-3.2, 6.5, 2.2, 1.2, 2.2, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// What the measures are taken for before anything is played.
const AT_FIRST: Measures = [0.0, 4.0, 2.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// How strongly what was thought at first holds against what was played.
const FIRST_THOUGHT: f32 = 0.2;
/// Steps in which the measures are learned.
const STEPS: u32 = 1500;
/// Examples that play messages, at most.
const MOST_PLAYED: usize = 2500;

/// What the examples say of a message.
pub struct Verdict {
    /// Answers and their shares, best first.
    pub ranking: Vec<(usize, f32)>,
    /// How like the examples it is; 0.5 is enough.
    pub likeness: f32,
}

/// What was learned, and what it takes to be answered.
#[derive(Clone)]
pub struct Judge {
    learned: Learned,
    measures: Measures,
}

impl Judge {
    /// Learns from the indexed examples.
    pub fn learn(index: &Index, classes: usize) -> Self {
        let each = index.vectors.len() as f32 / classes.max(1) as f32;
        let trust = each / (each + 6.0);
        let documents: Vec<usize> = (0..index.vectors.len()).collect();
        let off_topic: Vec<&Seen> = index.off_topic.iter().collect();
        let enough = classes >= ENOUGH.0 && each >= ENOUGH.1 as f32;
        let rounds = if enough { ROUNDS.1 } else { ROUNDS.0 };
        std::thread::scope(|scope| {
            let measures = scope.spawn(|| if enough { calibrate(index, classes, trust) } else { BY_HAND });
            let learned = Learned::learn(&Lesson { index, documents: &documents, off_topic: &off_topic, classes, rounds }, trust);
            Self { learned, measures: measures.join().unwrap_or(BY_HAND) }
        })
    }

    /// What the examples say.
    pub fn verdict(&self, index: &Index, seen: &Seen) -> Verdict {
        let (ranking, measures) = self.learned.measure(index, &seen.vector, seen.known, &|_| true);
        Verdict { ranking, likeness: share_of(&self.measures, &measures) }
    }
}

fn sum(weights: &Measures, measures: &Measures) -> f32 {
    weights.iter().zip(measures).map(|(weight, measure)| weight * measure).sum()
}

fn share_of(weights: &Measures, measures: &Measures) -> f32 {
    1.0 / (1.0 + (-sum(weights, measures)).exp())
}

/// Plays messages that fit and messages that don't, and learns to tell them apart.
fn calibrate(index: &Index, classes: usize, trust: f32) -> Measures {
    let left_out = |class: usize| class % 5 == 2;
    let mut dice = 0x51_7cc1_b727_220a_u64;
    let asked: Vec<bool> = index.vectors.iter().map(|_| roll(&mut dice).is_multiple_of(5)).collect();
    let kept: Vec<usize> = (0..index.vectors.len()).filter(|&document| !asked[document] && !left_out(index.classes[document])).collect();
    let (told, played_off): (Vec<_>, Vec<_>) = index.off_topic.iter().enumerate().partition(|(at, _)| at % 3 != 0);
    let told: Vec<&Seen> = told.into_iter().map(|(_, seen)| seen).collect();
    let learned = Learned::learn(&Lesson { index, documents: &kept, off_topic: &told, classes, rounds: ROUNDS.2 }, trust);
    let counts = |document: usize| !asked[document] && !left_out(index.classes[document]);
    let words = kept.iter().flat_map(|&document| index.vectors[document].iter().map(|(number, _)| *number)).collect();
    let (mut fitting, mut unanswered) = (Vec::new(), Vec::new());
    let mut order: Vec<usize> = (0..index.vectors.len()).filter(|&document| asked[document]).collect();
    shuffle(&mut order, &mut dice);
    for document in order.into_iter().take(MOST_PLAYED) {
        let vector = &index.vectors[document];
        let (ranking, measures) = learned.measure(index, vector, index.known(vector, &words), &counts);
        let own = index.classes[document];
        if left_out(own) {
            unanswered.push(measures);
        } else if ranking.first().is_some_and(|best| best.0 == own) {
            fitting.push(measures);
        }
    }
    let talk: Vec<Measures> = played_off.into_iter().map(|(_, seen)| learned.measure(index, &seen.vector, seen.known, &counts).1).collect();
    let mut played: Vec<(Measures, f32)> = fitting.iter().map(|measures| (*measures, 1.0)).collect();
    played.extend(unanswered.iter().chain(&talk).map(|measures| (*measures, 0.0)));
    threshold(fit(&played), &fitting, &unanswered, &talk)
}

/// Learns what the measures tell; where little was played, what was thought at first holds.
fn fit(played: &[(Measures, f32)]) -> Measures {
    let mut weights = AT_FIRST;
    for round in 0..STEPS {
        let mut slopes = [0.0_f32; MEASURES];
        for (measures, fits) in played {
            let miss = share_of(&weights, measures) - fits;
            slopes.iter_mut().zip(measures).for_each(|(slope, measure)| *slope += miss * measure);
        }
        let rate = 8.0 / (1.0 + round as f32 * 0.01) / (played.len() as f32 + FIRST_THOUGHT);
        for ((weight, slope), first) in weights.iter_mut().zip(&slopes).zip(&AT_FIRST) {
            *weight -= rate * (slope + FIRST_THOUGHT * (*weight - first));
        }
    }
    weights
}

/// Moves the constant so that enough of what doesn't fit is declined, and not too much of what does.
fn threshold(mut weights: Measures, fitting: &[Measures], unanswered: &[Measures], talk: &[Measures]) -> Measures {
    let below = |played: &[Measures], part: f32| {
        let mut sums: Vec<f32> = played.iter().map(|measures| sum(&weights, measures)).collect();
        sums.sort_by(f32::total_cmp);
        sums.get((sums.len() as f32 * part) as usize).copied()
    };
    let must = [below(unanswered, MUST_DECLINE.0), below(talk, MUST_DECLINE.1)];
    let must = must.into_iter().flatten().reduce(f32::max);
    if let Some(at) = [must, below(fitting, MAY_DECLINE)].into_iter().flatten().reduce(f32::min) {
        weights[0] -= at;
    }
    weights
}
