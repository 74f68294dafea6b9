//! What is learned from the examples, and what it says of a message: the answers by their shares, and measures of how
//! well the likeliest fits.
//!
//! Shares add up to one and always name somebody, so they cannot tell that an answer was never written. What does is how
//! much of the message the examples of the likeliest answer say as well, and the weightiest of its words that none of
//! them says.

use super::index::{Index, Seen, Vector};
use crate::linear::{roll, shuffle, softmax};

/// Each time an example is looked at, one in so many of its words, pairs and pieces is left out: customers say some of it otherwise.
const LEFT_OUT: u64 = 3;
/// How soon likeness names one answer and no other.
const SOFTNESS: f32 = 0.045;
/// What measures there are: a constant first.
pub const MEASURES: usize = 12;

/// What tells whether the likeliest answer fits.
pub type Measures = [f32; MEASURES];

/// What was learned.
#[derive(Clone)]
pub struct Learned {
    classes: usize,
    trust: f32,
    weights: Vec<f32>,
    /// The numbers of each answer's examples, in order.
    said: Vec<Vec<u32>>,
}

/// What to learn from, and how long.
pub struct Lesson<'a> {
    /// The examples.
    pub index: &'a Index,
    /// Those of them to learn.
    pub documents: &'a [usize],
    /// Talk to tell them from.
    pub off_topic: &'a [&'a Seen],
    /// How many answers there are.
    pub classes: usize,
    /// Times every example is looked at.
    pub rounds: usize,
}

impl Learned {
    /// Learns. `trust` is the part of the ranking that is learned; the rest is likeness.
    pub fn learn(lesson: &Lesson, trust: f32) -> Self {
        Self { classes: lesson.classes, trust, weights: lesson.weights(), said: lesson.said() }
    }

    /// The answers by their shares, and the measures. `counts` says which examples may be looked at.
    pub fn measure(&self, index: &Index, vector: &Vector, known: f32, counts: &dyn Fn(usize) -> bool) -> (Vec<(usize, f32)>, Measures) {
        let near = self.nearest(index, vector, counts);
        let likeness: Vec<f32> = near.iter().map(|best| 0.7 * best[0] + 0.2 * best[1] + 0.1 * best[2]).collect();
        let nearest = near.iter().map(|best| best[0]).fold(0.0, f32::max);
        let mut by_likeness: Vec<f32> = likeness.iter().map(|likeness| likeness / SOFTNESS).collect();
        softmax(&mut by_likeness);
        let mut learned = vec![0.0; self.classes + 1];
        scores(&self.weights, vector, &mut learned);
        let strongest = learned.iter().take(self.classes).copied().fold(f32::NEG_INFINITY, f32::max);
        let energy = strongest + learned.iter().take(self.classes).map(|score| (score - strongest).exp()).sum::<f32>().ln();
        let off_score = learned.last().copied().unwrap_or(0.0);
        softmax(&mut learned);
        let off_topic = learned.last().copied().unwrap_or(0.0);
        let mut ranking: Vec<(usize, f32)> = (0..self.classes)
            .map(|class| {
                let learned = learned[class] / (1.0 - off_topic).max(1e-3);
                (class, self.trust * learned + (1.0 - self.trust) * by_likeness[class])
            })
            .collect();
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let share = ranking.first().map_or(0.0, |best| best.1);
        let second = ranking.get(1).map_or(0.0, |second| second.1);
        let best = ranking.first().map_or(0, |best| best.0);
        let of = |measured: &[f32]| measured.get(best).copied().unwrap_or(0.0);
        let (covered, words, unsaid) = self.covered(index, vector, best);
        let other = likeness.iter().enumerate().filter(|(class, _)| *class != best).map(|(_, likeness)| *likeness).fold(0.0, f32::max);
        let measures = [
            1.0,
            nearest,
            share - second,
            known,
            -off_topic,
            of(&likeness),
            strongest / 10.0,
            covered,
            words * known,
            unsaid * 10.0,
            of(&likeness) - other,
            (energy - off_score) / 10.0,
        ];
        (ranking, measures)
    }

    /// For each answer the three likest of its examples.
    fn nearest(&self, index: &Index, vector: &Vector, counts: &dyn Fn(usize) -> bool) -> Vec<[f32; 3]> {
        let mut near = vec![[0.0_f32; 3]; self.classes];
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
        near
    }

    /// Of a message, how much the examples of an answer say as well, of all and of its words; and the weightiest word that
    /// none of them says.
    fn covered(&self, index: &Index, vector: &Vector, class: usize) -> (f32, f32, f32) {
        let said = self.said.get(class).map_or(&[][..], Vec::as_slice);
        let (mut covered, mut words, mut all_words, mut unsaid) = (0.0, 0.0, 1e-6, 0.0_f32);
        for &(number, value) in vector {
            let square = value * value;
            let has = said.binary_search(&number).is_ok();
            covered += if has { square } else { 0.0 };
            if index.is_word(number) {
                all_words += square;
                words += if has { square } else { 0.0 };
                unsaid = unsaid.max(if has { 0.0 } else { square });
            }
        }
        (covered, words / all_words, unsaid)
    }
}

impl Lesson<'_> {
    fn said(&self) -> Vec<Vec<u32>> {
        let mut said = vec![Vec::new(); self.classes];
        for &document in self.documents {
            if let Some(own) = self.index.classes.get(document).and_then(|&class| said.get_mut(class)) {
                own.extend(self.index.vectors[document].iter().map(|(number, _)| *number));
            }
        }
        for own in &mut said {
            own.sort_unstable();
            own.dedup();
        }
        said
    }

    /// Multinomial logistic regression by steps, one example at a time; the last class is off-topic talk, which must not
    /// drown answers with two examples.
    fn weights(&self) -> Vec<f32> {
        let width = self.classes + 1;
        let mut weights = vec![0.0_f32; self.index.width() * width];
        let mut order: Vec<usize> = (0..self.documents.len() + self.off_topic.len()).collect();
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        let mut shares = vec![0.0_f32; width];
        let each = self.documents.len() as f32 / self.classes.max(1) as f32;
        let off_weight = (each * 4.0 / self.off_topic.len().max(1) as f32).min(1.0);
        for round in 0..self.rounds {
            shuffle(&mut order, &mut dice);
            let rate = 9.0 / (1.0 + round as f32 * 0.25);
            for &at in &order {
                let (vector, class, weight) = match self.documents.get(at) {
                    Some(&document) => (&self.index.vectors[document], self.index.classes[document], 1.0),
                    None => (&self.off_topic[at - self.documents.len()].vector, self.classes, off_weight),
                };
                let seen: Vector = vector.iter().copied().filter(|_| !roll(&mut dice).is_multiple_of(LEFT_OUT)).collect();
                scores(&weights, &seen, &mut shares);
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
}

fn scores(weights: &[f32], vector: &Vector, into: &mut [f32]) {
    into.fill(0.0);
    let width = into.len();
    for &(number, value) in vector {
        let from = number as usize * width;
        for (score, weight) in into.iter_mut().zip(weights.get(from..from + width).unwrap_or_default()) {
            *score += weight * value;
        }
    }
}
