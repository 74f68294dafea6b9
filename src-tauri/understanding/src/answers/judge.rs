//! Which answer the examples speak for, and whether they speak for any.
//!
//! The threshold is not a number chosen by hand where there is enough to learn it from: a fifth of the answers is left
//! out whole and plays the messages that no answer fits, together with talk that is nobody's business; a fifth of the
//! other examples plays those that one does, and what tells the two apart is learned. The threshold is then as low as
//! declining most of what doesn't fit allows: examples are often written in rows ("cancel my order", "cancel the order"),
//! so those that play what fits are nearer to the others than customers' messages are, and say little about how much of
//! those a threshold would cost. Only where owners' answers lie too close to be told apart do they have the last word.

use super::index::{Index, Seen, Vector};
use crate::linear::{roll, shuffle, softmax};

/// Times every example is looked at.
const ROUNDS: usize = 14;
/// Each time an example is looked at, one in so many of its words, pairs and pieces is left out: customers say some of it otherwise.
const LEFT_OUT: u64 = 3;
/// The part of fitting messages that may be declined at most.
const MAY_DECLINE: f32 = 0.12;
/// The part that must be declined of questions for an answer that isn't there, and of talk that is nobody's business.
const MUST_DECLINE: (f32, f32) = (0.8, 0.93);
/// From so many answers and examples for each on, the threshold is learned.
const ENOUGH: (usize, usize) = (8, 8);
/// What likeness is made of: a constant and six measures.
const MEASURES: usize = 7;
/// With few examples: found by hand on questions of shops that are in no test.
const BY_HAND: [f32; MEASURES] = [-3.2, 6.5, 2.2, 1.2, 2.2, 1.0, 0.0];

/// Messages that were played, as they were measured.
type Played = [[f32; MEASURES]];

/// What the examples say of a message.
pub struct Verdict {
    /// Answers and their shares, best first.
    pub ranking: Vec<(usize, f32)>,
    /// How like the examples it is; 0.5 is enough.
    pub likeness: f32,
}

/// The learned weights.
#[derive(Clone)]
pub struct Judge {
    classes: usize,
    weights: Vec<f32>,
    trust: f32,
    measures: [f32; MEASURES],
}

impl Judge {
    /// Learns from the indexed examples.
    pub fn learn(index: &Index, classes: usize) -> Self {
        let each = index.vectors.len() as f32 / classes.max(1) as f32;
        let trust = each / (each + 6.0);
        let all: Vec<usize> = (0..index.vectors.len()).collect();
        let off_topic: Vec<&Seen> = index.off_topic.iter().collect();
        let enough = classes >= ENOUGH.0 && each >= ENOUGH.1 as f32;
        std::thread::scope(|scope| {
            let measures = scope.spawn(|| if enough { calibrate(index, classes, trust) } else { BY_HAND });
            let weights = learn(index, &all, &off_topic, classes, ROUNDS);
            Self { classes, weights, trust, measures: measures.join().unwrap_or(BY_HAND) }
        })
    }

    /// What the examples say.
    pub fn verdict(&self, index: &Index, seen: &Seen) -> Verdict {
        let (ranking, measures) = measure(&self.weights, self.classes, self.trust, index, &seen.vector, seen.known, &|_| true);
        Verdict { ranking, likeness: share_of(&self.measures, &measures) }
    }
}

fn share_of(weights: &[f32; MEASURES], measures: &[f32; MEASURES]) -> f32 {
    1.0 / (1.0 + (-weights.iter().zip(measures).map(|(weight, measure)| weight * measure).sum::<f32>()).exp())
}

/// The answers by their shares, and what tells whether any fits.
fn measure(
    weights: &[f32],
    classes: usize,
    trust: f32,
    index: &Index,
    vector: &Vector,
    known: f32,
    counts: &dyn Fn(usize) -> bool,
) -> (Vec<(usize, f32)>, [f32; MEASURES]) {
    let mut near = vec![[0.0_f32; 3]; classes];
    for (document, likeness) in index.likenesses(vector).into_iter().enumerate() {
        if likeness > 0.05 && counts(document) {
            if let Some(best) = index.classes.get(document).and_then(|&class| near.get_mut(class)) {
                if likeness > best[0] {
                    *best = [likeness, best[0], best[1]];
                } else if likeness > best[1] {
                    *best = [best[0], likeness, best[1]];
                } else if likeness > best[2] {
                    best[2] = likeness;
                }
            }
        }
    }
    let likeness: Vec<f32> = near.iter().map(|best| 0.7 * best[0] + 0.2 * best[1] + 0.1 * best[2]).collect();
    let nearest = near.iter().map(|best| best[0]).fold(0.0, f32::max);
    let mut by_likeness: Vec<f32> = likeness.iter().map(|likeness| likeness / 0.045).collect();
    softmax(&mut by_likeness);
    let mut learned = vec![0.0; classes + 1];
    scores(weights, classes + 1, vector, &mut learned);
    let strongest = learned.iter().take(classes).copied().fold(f32::NEG_INFINITY, f32::max);
    softmax(&mut learned);
    let off_topic = learned.last().copied().unwrap_or(0.0);
    let mut ranking: Vec<(usize, f32)> = (0..classes)
        .map(|class| (class, trust * learned[class] / (1.0 - off_topic).max(1e-3) + (1.0 - trust) * by_likeness[class]))
        .collect();
    ranking.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let share = ranking.first().map_or(0.0, |best| best.1);
    let second = ranking.get(1).map_or(0.0, |second| second.1);
    let measures = [
        1.0,
        nearest,
        share - second,
        known,
        -off_topic,
        likeness.get(ranking.first().map_or(0, |best| best.0)).copied().unwrap_or(0.0),
        strongest / 10.0,
    ];
    (ranking, measures)
}

fn scores(weights: &[f32], width: usize, vector: &Vector, into: &mut [f32]) {
    into.fill(0.0);
    for &(number, value) in vector {
        let from = number as usize * width;
        for (score, weight) in into.iter_mut().zip(weights.get(from..from + width).unwrap_or_default()) {
            *score += weight * value;
        }
    }
}

/// Multinomial logistic regression by steps, one example at a time; the last class is off-topic talk.
fn learn(index: &Index, documents: &[usize], off_topic: &[&Seen], classes: usize, rounds: usize) -> Vec<f32> {
    let width = classes + 1;
    let mut weights = vec![0.0_f32; index.width() * width];
    let mut order: Vec<usize> = (0..documents.len() + off_topic.len()).collect();
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    let mut shares = vec![0.0_f32; width];
    let each = documents.len() as f32 / classes.max(1) as f32;
    // Off-topic talk must not drown answers with two examples.
    let off_weight = (each * 4.0 / off_topic.len().max(1) as f32).min(1.0);
    for round in 0..rounds {
        shuffle(&mut order, &mut dice);
        let rate = 6.0 / (1.0 + round as f32 * 0.25);
        for &at in &order {
            let (vector, class, weight) = match documents.get(at) {
                Some(&document) => (&index.vectors[document], index.classes[document], 1.0),
                None => (&off_topic[at - documents.len()].vector, classes, off_weight),
            };
            let seen: Vector = vector.iter().copied().filter(|_| !roll(&mut dice).is_multiple_of(LEFT_OUT)).collect();
            scores(&weights, width, &seen, &mut shares);
            softmax(&mut shares);
            shares[class] -= 1.0;
            let learning: Vec<(usize, f32)> = shares
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, share)| share.abs() > 0.002)
                .map(|(class, share)| (class, share * rate * weight))
                .collect();
            for &(number, value) in &seen {
                let from = number as usize * width;
                let Some(row) = weights.get_mut(from..from + width) else { continue };
                for &(class, step) in &learning {
                    row[class] -= step * value;
                }
            }
        }
    }
    weights
}

/// Plays messages that fit and messages that don't, and learns to tell them apart.
fn calibrate(index: &Index, classes: usize, trust: f32) -> [f32; MEASURES] {
    let left_out = |class: usize| class % 5 == 2;
    let mut dice = 0x51_7cc1_b727_220a_u64;
    let asked: Vec<bool> = index.vectors.iter().map(|_| roll(&mut dice).is_multiple_of(5)).collect();
    let kept: Vec<usize> = (0..index.vectors.len()).filter(|&document| !asked[document] && !left_out(index.classes[document])).collect();
    let (told, played_off): (Vec<_>, Vec<_>) = index.off_topic.iter().enumerate().partition(|(at, _)| at % 3 != 0);
    let told: Vec<&Seen> = told.into_iter().map(|(_, seen)| seen).collect();
    let weights = learn(index, &kept, &told, classes, 6);
    let counts = |document: usize| !asked[document] && !left_out(index.classes[document]);
    let mut words = std::collections::HashSet::new();
    for &document in &kept {
        words.extend(index.vectors[document].iter().map(|(number, _)| *number));
    }
    let (mut fitting, mut unanswered, mut talk) = (Vec::new(), Vec::new(), Vec::new());
    let mut order: Vec<usize> = (0..index.vectors.len()).filter(|&document| asked[document]).collect();
    shuffle(&mut order, &mut dice);
    for document in order.into_iter().take(2500) {
        let vector = &index.vectors[document];
        let (ranking, measures) = measure(&weights, classes, trust, index, vector, index.known(vector, &words), &counts);
        let own = index.classes[document];
        if left_out(own) {
            unanswered.push(measures);
        } else if ranking.first().is_some_and(|best| best.0 == own) {
            fitting.push(measures);
        }
    }
    for (_, seen) in played_off {
        talk.push(measure(&weights, classes, trust, index, &seen.vector, seen.known, &counts).1);
    }
    let mut played: Vec<([f32; MEASURES], f32)> = fitting.iter().map(|measures| (*measures, 1.0)).collect();
    played.extend(unanswered.iter().chain(&talk).map(|measures| (*measures, 0.0)));
    threshold(fit(&played), &fitting, &unanswered, &talk)
}

fn fit(played: &[([f32; MEASURES], f32)]) -> [f32; MEASURES] {
    let mut weights = [0.0, 4.0, 2.0, 1.0, 1.0, 1.0, 0.0];
    for round in 0..300 {
        let mut slopes = [0.0_f32; MEASURES];
        for (measures, fits) in played {
            let miss = share_of(&weights, measures) - fits;
            slopes.iter_mut().zip(measures).for_each(|(slope, measure)| *slope += miss * measure);
        }
        let rate = 8.0 / (1.0 + round as f32 * 0.01) / played.len().max(1) as f32;
        weights.iter_mut().zip(&slopes).for_each(|(weight, slope)| *weight -= rate * slope);
    }
    weights
}

/// Moves the constant so that enough of what doesn't fit is declined, and not too much of what does.
fn threshold(mut weights: [f32; MEASURES], fitting: &Played, unanswered: &Played, talk: &Played) -> [f32; MEASURES] {
    let below = |played: &Played, part: f32| {
        let mut sums: Vec<f32> =
            played.iter().map(|measures| weights.iter().zip(measures).map(|(weight, one)| weight * one).sum()).collect();
        sums.sort_by(f32::total_cmp);
        sums.get((sums.len() as f32 * part) as usize).copied()
    };
    let must = [below(unanswered, MUST_DECLINE.0), below(talk, MUST_DECLINE.1)].into_iter().flatten().reduce(f32::max);
    if let Some(at) = [must, below(fitting, MAY_DECLINE)].into_iter().flatten().reduce(f32::min) {
        weights[0] -= at;
    }
    weights
}
