//! From waves to pixels: the inverse DCT of one, two, four or eight of a block's waves in each direction.
//!
//! In floating point, because plain compiled code computes four at once that way; the factor a half of every direction is
//! the same for all sizes (orthonormal DCT of length n, times the root of n/8), and lies in the quantities.

/// Cosines of multiples of a sixteenth of a half turn, first quarter.
const COSINES: [f32; 9] =
    [1.0, 0.980_785_25, 0.923_879_5, 0.831_469_6, std::f32::consts::FRAC_1_SQRT_2, 0.555_570_24, 0.382_683_43, 0.195_090_32, 0.0];

const fn cosine(sixteenths: usize) -> f32 {
    match sixteenths % 32 {
        n @ 0..=8 => COSINES[n],
        n @ 9..=16 => -COSINES[16 - n],
        n @ 17..=24 => -COSINES[n - 16],
        n => COSINES[32 - n],
    }
}

/// What each of K waves gives each of the first N/2 pixels (all of one); the others are their mirror image.
const fn basis<const N: usize, const K: usize>() -> [[f32; N]; K] {
    let mut table = [[0.0; N]; K];
    let mut wave = 0;
    while wave < K {
        let mut at = 0;
        while at < N {
            table[wave][at] = cosine((2 * at + 1) * wave * 8 / N);
            at += 1;
        }
        wave += 1;
    }
    table
}

/// Down the columns, for rows of W values at once: the first half from sums, the second from differences.
#[inline(always)]
fn down<const N: usize, const K: usize, const W: usize>(waves: &[[f32; W]; K]) -> [[f32; W]; N] {
    let table = const { basis::<N, K>() };
    let mut out = [[0.0; W]; N];
    for at in 0..N.div_ceil(2) {
        let (mut even, mut odd) = (waves[0], [0.0; W]);
        for wave in 1..K {
            let sum = if wave % 2 == 0 { &mut even } else { &mut odd };
            for x in 0..W {
                sum[x] += waves[wave][x] * table[wave][at];
            }
        }
        for x in 0..W {
            out[N - 1 - at][x] = even[x] - odd[x];
            out[at][x] = even[x] + odd[x];
        }
    }
    out
}

/// Along one row: a wave is one number there, and what it gives all pixels is taken at once.
#[inline(always)]
fn along<const N: usize, const K: usize>(waves: &[f32; K]) -> [f32; N] {
    let table = const { basis::<N, K>() };
    let mut out = [waves[0]; N];
    for wave in 1..K {
        for x in 0..N {
            out[x] += waves[wave] * table[wave][x];
        }
    }
    out
}

/// A value around zero as a byte around 128. Between 2^23 and 2^24 the last bits of a float are the whole number.
#[inline(always)]
fn byte(value: f32) -> u8 {
    ((value + 128.0).clamp(0.0, 255.0) + 8_388_608.0).to_bits() as u8
}

/// A block of W by H pixels of which only the first waves are there, K across and L down.
#[inline(always)]
fn block<const W: usize, const H: usize, const K: usize, const L: usize>(
    waves: &[i16; 65],
    quantities: &[f32; 64],
    to: &mut [u8],
    stride: usize,
) {
    let mut rows = [[0.0; K]; L];
    for y in 0..L {
        for x in 0..K {
            rows[y][x] = f32::from(waves[y * W + x]) * quantities[y * W + x];
        }
    }
    let columns = down::<H, L, K>(&rows);
    for (row, line) in columns.iter().zip(to.chunks_mut(stride)) {
        let pixels = along::<W, K>(row);
        if let Some(line) = line.first_chunk_mut::<W>() {
            *line = pixels.map(byte);
        }
    }
}

/// The written order's first ten waves lie within the first four across and down.
const FEW: usize = 10;

/// Turns the waves of a block, `across` by `down` of them in rows, into pixels; of all 64 those from `reach` on are zero.
#[inline]
pub(super) fn paint((across, down): (usize, usize), reach: usize, waves: &[i16; 65], quantities: &[f32; 64], to: &mut [u8], stride: usize) {
    macro_rules! sizes {
        ($($w:literal x $h:literal),+) => {
            match (across, down) {
                (8, 8) if reach <= FEW => block::<8, 8, 4, 4>(waves, quantities, to, stride),
                (4, 8) if reach <= FEW => block::<4, 8, 4, 4>(waves, quantities, to, stride),
                (8, 4) if reach <= FEW => block::<8, 4, 4, 4>(waves, quantities, to, stride),
                $( ($w, $h) => block::<$w, $h, $w, $h>(waves, quantities, to, stride), )+
                _ => {}
            }
        };
    }
    sizes!(4 x 4, 8 x 8, 2 x 2, 1 x 1, 8 x 4, 4 x 8, 4 x 2, 2 x 4, 2 x 1, 1 x 2, 8 x 2, 2 x 8, 4 x 1, 1 x 4, 8 x 1, 1 x 8);
}

/// A block of one value.
#[inline]
pub(super) fn flat(across: usize, down: usize, wave: i16, quantity: f32, to: &mut [u8], stride: usize) {
    let value = byte(f32::from(wave) * quantity);
    for line in to.chunks_mut(stride).take(down) {
        if let Some(line) = line.get_mut(..across) {
            line.fill(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_waves_are_the_same_picture_smaller() {
        // A slope from dark to light, which every size must show as a slope.
        let mut waves = [0_i16; 65];
        let quantities = [0.25_f32; 64];
        for (across, down) in [(8, 8), (4, 4), (2, 2), (4, 8), (8, 4)] {
            waves.fill(0);
            waves[1] = -300;
            let mut to = [0; 64];
            paint((across, down), 64, &waves, &quantities, &mut to, across);
            let row = &to[..across];
            assert!(row.is_sorted(), "{across} by {down}: it rises: {row:?}");
            assert!((i32::from(row[0]) + i32::from(row[across - 1]) - 256).abs() <= 1, "{across} by {down}: around the middle");
            assert_eq!(to[..across], to[across * (down - 1)..across * down], "{across} by {down}: every row alike");
        }
        assert_eq!([cosine(4), cosine(12), cosine(16), cosine(24)], [COSINES[4], -COSINES[4], -1.0, 0.0], "the circle is closed");
    }
}
