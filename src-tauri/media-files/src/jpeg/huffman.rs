//! Codes of variable length (T.81, annex C), with tables that answer the short ones at one look: for AC coefficients run,
//! value and length together, because nine of ten are short.

use super::bits::Bits;

/// Codes so long are answered at one look.
const LOOK: u32 = 10;
const LOOKS: usize = 1 << LOOK;

/// One table.
pub(super) struct Codes {
    /// Length in the upper byte, symbol in the lower; 0: longer than a look.
    symbols: Box<[u16; LOOKS]>,
    /// Value in the upper half, then run, then length of code and value together; 0: not at one look.
    coefficients: Box<[u32; LOOKS]>,
    /// By length: the first code that is longer, left-aligned to 16 bits.
    above: [u32; 17],
    /// By length: what added to a code gives its place in `order`.
    offset: [i32; 17],
    order: Vec<u8>,
}

/// The end of a block, as a run that leads out of it.
const END_RUN: u32 = 64;

impl Codes {
    /// From the counts by length and the symbols in order.
    pub(super) fn new(counts: &[u8; 16], order: &[u8]) -> Option<Self> {
        let mut made = Self {
            symbols: Box::new([0; LOOKS]),
            coefficients: Box::new([0; LOOKS]),
            above: [0; 17],
            offset: [0; 17],
            order: order.to_vec(),
        };
        let (mut code, mut at) = (0_u32, 0_usize);
        for length in 1..=16_u32 {
            made.offset[length as usize] = at as i32 - code as i32;
            for _ in 0..counts[length as usize - 1] {
                let symbol = *order.get(at)?;
                if code >> length != 0 {
                    return None;
                }
                if length <= LOOK {
                    let first = (code << (LOOK - length)) as usize;
                    for look in first..first + (1 << (LOOK - length)) {
                        made.symbols[look] = (length as u16) << 8 | u16::from(symbol);
                        made.coefficients[look] = coefficient(look as u32, length, symbol);
                    }
                }
                (code, at) = (code + 1, at + 1);
            }
            made.above[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(made)
    }

    /// The next symbol. `None` for a code that is in no table.
    #[inline(always)]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Option<u8> {
        bits.refill();
        let entry = self.symbols[bits.peek(LOOK) as usize & (LOOKS - 1)];
        if entry != 0 {
            bits.take(u32::from(entry >> 8));
            return Some(entry as u8);
        }
        self.long(bits)
    }

    #[cold]
    fn long(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let look = bits.peek(16);
        let length = (LOOK + 1..=16).find(|length| look < self.above[*length as usize])?;
        let at = (look >> (16 - length)) as i32 + self.offset[length as usize];
        bits.take(length);
        self.order.get(usize::try_from(at).ok()?).copied()
    }

    /// The AC coefficients of a block from the first on: each is written to its slot, which for those nobody needs is a
    /// slot nobody reads. Answers behind which of all 64 there is nothing more (1: there was none), or `None` for a code that is
    /// in no table.
    #[inline(always)]
    pub(super) fn block(&self, bits: &mut Bits<'_>, slots: &[u8; 128], block: &mut [i16; 65]) -> Option<usize> {
        let mut at = 1_usize;
        let mut reach = 1;
        while at < 64 {
            bits.refill();
            let entry = self.coefficients[bits.peek(LOOK) as usize & (LOOKS - 1)];
            if entry != 0 {
                bits.take(entry & 0xff);
                at += (entry >> 8 & 0xff) as usize;
                block[usize::from(slots[at & 127]).min(64)] = (entry >> 16) as i16;
                at += 1;
                // The end of a block leads out of it: what is behind the last wave is where that one was.
                reach = if at <= 64 { at } else { reach };
                continue;
            }
            let symbol = self.symbol(bits)?;
            let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run < 15 {
                    break;
                }
                at += 16;
                continue;
            }
            at += run;
            block[usize::from(slots[at & 127]).min(64)] = bits.signed(size) as i16;
            at += 1;
            reach = at.min(64);
        }
        Some(reach)
    }
}

fn coefficient(look: u32, length: u32, symbol: u8) -> u32 {
    let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
    if size == 0 {
        return if run == 15 { 15 << 8 | length } else { END_RUN << 8 | length };
    }
    if length + size > LOOK {
        return 0;
    }
    let number = (look >> (LOOK - length - size) & ((1 << size) - 1)) as i32;
    let value = if number < 1 << (size - 1) { number - (1 << size) + 1 } else { number };
    (value as u32 & 0xffff) << 16 | run << 8 | (length + size)
}
