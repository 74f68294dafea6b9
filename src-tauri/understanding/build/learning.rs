//! How a linear model is learned: multinomial logistic regression, one example at a time, with steps that shrink where
//! much was learned already. Logistic rather than by margins, because its shares can be compared across messages.

use crate::linear::{Features, GROUPS, roll, shuffle, softmax};

/// A share so small that a class learns nothing from an example.
const NOTHING_TO_LEARN: f32 = 0.004;
/// The rounds before this one only find the way; the weights after each of the others are taken together, so that no
/// line decides by having come last.
const FIRST_ROUND_KEPT: usize = 2;
/// How much every weight is drawn to nothing whenever it is looked at.
const DECAY: f32 = 1e-6;

/// One example to learn from.
pub struct Example {
    /// What is seen.
    pub features: Features,
    /// What it is.
    pub class: usize,
    /// How much it counts.
    pub weight: f32,
}

/// The weights, feature by feature, after looking at each example so many times, in an order that depends on nothing
/// but their number. Where `left_out` is given, one in so many features is left out each time: no sentence is to hang on
/// one phrase alone.
pub fn learn(examples: &[Example], classes: usize, bits: u32, rounds: usize, left_out: Option<u64>) -> Vec<f32> {
    let mut weights = vec![0.0_f32; classes << bits];
    let mut mean = vec![0.0_f32; classes << bits];
    let mut squares = vec![1e-3_f32; classes << bits];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shares = vec![0.0_f32; classes];
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..rounds {
        shuffle(&mut order, &mut dice);
        let rate = 0.25 / (1.0 + round as f32 * 0.35);
        for example in order.iter().filter_map(|&i| examples.get(i)) {
            let seen: Features =
                example.features.iter().copied().filter(|_| left_out.is_none_or(|part| !roll(&mut dice).is_multiple_of(part))).collect();
            scores(&weights, classes, &seen, &mut shares);
            softmax(&mut shares);
            shares[example.class] -= 1.0;
            let learning: Vec<(usize, f32)> =
                shares.iter().copied().enumerate().filter(|(_, share)| share.abs() > NOTHING_TO_LEARN).collect();
            for &(number, value) in &seen {
                let from = number as usize * classes;
                let row = &mut weights[from..from + classes];
                let known = &mut squares[from..from + classes];
                for &(class, share) in &learning {
                    let slope = share * value * example.weight + DECAY * row[class];
                    known[class] += slope * slope;
                    row[class] -= rate * slope / known[class].sqrt();
                }
            }
        }
        if round >= FIRST_ROUND_KEPT {
            let share = 1.0 / (rounds - FIRST_ROUND_KEPT) as f32;
            mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight * share);
        }
    }
    mean
}

fn scores(weights: &[f32], classes: usize, features: &Features, into: &mut [f32]) {
    into.fill(0.0);
    for &(number, value) in features {
        let from = number as usize * classes;
        for (score, weight) in into.iter_mut().zip(&weights[from..from + classes]) {
            *score += weight * value;
        }
    }
}

/// The weights as bytes, the way [`crate::linear::Linear`] reads them. A feature is left out where no weight of it
/// reaches `least`: half of them were seen in one line only and say little.
pub fn packed(weights: &[f32], classes: usize, bits: u32, least: f32) -> Vec<u8> {
    let (mut starts, mut rows, mut count) = (Vec::with_capacity(GROUPS + 1), Vec::new(), 0_u32);
    for group in weights.chunks(classes * ((1 << bits) / GROUPS)) {
        starts.push(count);
        for (place, row) in group.chunks(classes).enumerate() {
            let largest = row.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
            if largest < least {
                continue;
            }
            let scale = largest / f32::from(i8::MAX);
            rows.push(place as u8);
            rows.extend(scale.to_le_bytes());
            rows.extend(row.iter().map(|weight| ((weight / scale).round() as i8).cast_unsigned()));
            count += 1;
        }
    }
    starts.push(count);
    starts.into_iter().flat_map(u32::to_le_bytes).chain(rows).collect()
}
