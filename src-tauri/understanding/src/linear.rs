//! A linear model over hashed features, as it was learned while the program was built (`build/learning.rs`).
//!
//! A weight is one signed byte, with a scale for each feature: a quarter of the size, and no score moves by as much as a
//! misspelling moves it. Only features that say something are there, in groups of neighbouring numbers, so that one is
//! found in a step or two. The bytes are read where they lie in the program, so starting takes no time.

/// Features of moments are numbered by a hash of so many bits: at 18, where half of all shared their number with another,
/// seven of a thousand messages more were taken for something else.
pub const MOMENT_BITS: u32 = 21;
/// Those of languages: fewer, as they are mostly short pieces of words.
pub const LANGUAGE_BITS: u32 = 17;
/// Groups that features are kept in.
pub const GROUPS: usize = 1 << 16;
/// Bytes of a feature's scale, a number in the usual single precision, after its place in the group.
const SCALE: usize = 4;

/// A message as a model sees it: numbers of features and how much each counts.
pub type Features = Vec<(u32, f32)>;

/// The number of a feature, in so many bits.
pub fn feature(bits: u32, kind: u8, parts: &[&str]) -> u32 {
    let mut hash = (0xcbf2_9ce4_8422_2325_u64 ^ u64::from(kind)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        for byte in part.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    }
    ((hash ^ (hash >> 29)) & ((1 << bits) - 1)) as u32
}

/// A model: where each group begins, then for each feature its place in its group, its scale and, per class, its weight.
#[derive(Clone, Copy)]
pub struct Linear {
    classes: usize,
    in_group: usize,
    starts: &'static [u8],
    rows: &'static [u8],
}

impl Linear {
    /// The model in these bytes, as the build script writes them, its features numbered in so many bits.
    pub fn read(packed: &'static [u8], bits: u32) -> Self {
        let (starts, rows) = packed.split_at_checked(4 * (GROUPS + 1)).unwrap_or_default();
        let mut model = Self { classes: 0, in_group: (1 << bits) / GROUPS, starts, rows };
        model.classes = (rows.len() / model.start(GROUPS).max(1)).saturating_sub(1 + SCALE);
        model
    }

    /// The score of each class, before they are turned into shares.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let mut found = vec![0.0; self.classes];
        for &(number, value) in features {
            let Some((scale, weights)) = self.row(number) else { continue };
            let value = value * scale;
            for (score, weight) in found.iter_mut().zip(weights) {
                *score += f32::from(weight.cast_signed()) * value;
            }
        }
        found
    }

    /// How much one feature speaks for a class, compared with the mean of all.
    pub fn leaning(&self, number: u32, class: usize) -> f32 {
        let Some((scale, weights)) = self.row(number) else { return 0.0 };
        let all = weights.iter().map(|weight| f32::from(weight.cast_signed())).sum::<f32>();
        let own = weights.get(class).map_or(0.0, |weight| f32::from(weight.cast_signed()));
        (own - all / self.classes.max(1) as f32) * scale
    }

    fn row(&self, number: u32) -> Option<(f32, &'static [u8])> {
        let (group, place) = (number as usize / self.in_group, number as usize % self.in_group);
        let width = 1 + SCALE + self.classes;
        let rows = self.rows.get(self.start(group) * width..self.start(group + 1) * width)?;
        let row = rows.chunks_exact(width).find(|row| row.first().is_some_and(|&one| usize::from(one) == place))?;
        let (scale, weights) = row.get(1..)?.split_first_chunk::<SCALE>()?;
        Some((f32::from_le_bytes(*scale), weights))
    }

    /// How many features there are before this group.
    fn start(&self, group: usize) -> usize {
        let bytes = self.starts.get(4 * group..).and_then(<[u8]>::first_chunk::<4>);
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}

/// Turns scores into shares that add up to one.
pub fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - highest).exp();
        total += *score;
    }
    for score in scores.iter_mut() {
        *score /= total;
    }
}

/// The next number of a sequence that is the same everywhere.
pub fn roll(dice: &mut u64) -> u64 {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice
}

/// Puts them in another order, the same every time.
pub fn shuffle(order: &mut [usize], dice: &mut u64) {
    for i in (1..order.len()).rev() {
        let other = (roll(dice) % (i as u64 + 1)) as usize;
        order.swap(i, other);
    }
}
