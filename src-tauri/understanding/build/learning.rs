//! How a linear model is learned: multinomial logistic regression, one example at a time, with steps that shrink where
//! much was learned already. Logistic rather than by margins, because its shares can be compared across messages.

use crate::linear::{BITS, Features, SCALE, roll, shuffle, softmax};

/// A share so small that a class learns nothing from an example.
const NOTHING_TO_LEARN: f32 = 0.004;
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
pub fn learn(examples: &[Example], classes: usize, rounds: usize, left_out: Option<u64>) -> Vec<f32> {
    let mut weights = vec![0.0_f32; classes << BITS];
    let mut squares = vec![1e-3_f32; classes << BITS];
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
    }
    weights
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

/// The weights as bytes, feature by feature.
pub fn packed(weights: &[f32], classes: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(weights.len() + SCALE * weights.len() / classes.max(1));
    for row in weights.chunks(classes.max(1)) {
        let largest = row.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let scale = largest / f32::from(i8::MAX);
        bytes.extend(scale.to_le_bytes());
        bytes.extend(row.iter().map(|weight| if scale > 0.0 { ((weight / scale).round() as i8).cast_unsigned() } else { 0 }));
    }
    bytes
}
