//! The bits of a scan: most significant first, a zero stuffed after every 0xFF, ended by a marker.

/// Reads bits. Past the end it gives zeros and remembers that it did.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    place: usize,
    /// The next bit is the topmost.
    buffer: u64,
    count: u32,
    /// Bits in the buffer that are in no file; they are the last ones.
    made_up: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, place: 0, buffer: 0, count: 0, made_up: 0 }
    }

    /// At least 32 bits are there afterwards.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        if self.count >= 32 {
            return;
        }
        if let Some(four) = self.data.get(self.place..self.place + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes) {
            // No byte is 0xFF: nothing is stuffed and nothing ends here.
            if (!four).wrapping_sub(0x0101_0101) & four & 0x8080_8080 == 0 {
                self.buffer |= u64::from(four) << (32 - self.count);
                self.count += 32;
                self.place += 4;
                return;
            }
        }
        self.refill_slowly();
    }

    #[cold]
    fn refill_slowly(&mut self) {
        while self.count <= 56 {
            let byte = match (self.data.get(self.place), self.data.get(self.place + 1)) {
                (Some(0xff), Some(0x00)) => {
                    self.place += 2;
                    0xff
                }
                (Some(0xff), Some(0xff)) => {
                    self.place += 1;
                    continue;
                }
                (Some(0xff) | None, _) => {
                    self.made_up = self.made_up.saturating_add(8);
                    0
                }
                (Some(byte), _) => {
                    self.place += 1;
                    *byte
                }
            };
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next bits without taking them; 1 to 32, after a refill.
    #[inline(always)]
    pub(super) fn peek(&self, bits: u32) -> u32 {
        (self.buffer >> (64 - bits)) as u32
    }

    /// Takes what was peeked at.
    #[inline(always)]
    pub(super) fn take(&mut self, bits: u32) {
        self.buffer <<= bits;
        self.count = self.count.wrapping_sub(bits);
    }

    /// One bit.
    #[inline(always)]
    pub(super) fn bit(&mut self) -> bool {
        self.refill();
        let bit = self.buffer >> 63 == 1;
        self.take(1);
        bit
    }

    /// A number of so many bits, 0 to 16.
    #[inline(always)]
    pub(super) fn number(&mut self, bits: u32) -> u32 {
        if bits == 0 {
            return 0;
        }
        self.refill();
        let number = self.peek(bits);
        self.take(bits);
        number
    }

    /// A signed number as JPEG writes it (T.81, figure F.12): the lower half of its range is negative.
    #[inline(always)]
    pub(super) fn signed(&mut self, bits: u32) -> i32 {
        if bits == 0 {
            return 0;
        }
        let number = self.number(bits) as i32;
        if number < 1 << (bits - 1) { number - (1 << bits) + 1 } else { number }
    }

    /// More was taken than there is.
    pub(super) fn exhausted(&self) -> bool {
        self.count < self.made_up
    }

    /// Goes on behind the next restart marker. Whether there was one.
    pub(super) fn restart(&mut self) -> bool {
        (self.buffer, self.count, self.made_up) = (0, 0, 0);
        while let Some(two) = self.data.get(self.place..self.place + 2) {
            match two {
                [0xff, 0xd0..=0xd7] => {
                    self.place += 2;
                    return true;
                }
                [0xff, 0x00] => self.place += 2,
                [0xff, 0xff] => self.place += 1,
                [0xff, _] => return false,
                _ => self.place += 1,
            }
        }
        false
    }

    /// Where the marker behind the data stands.
    pub(super) fn end(&self) -> usize {
        let mut place = self.place;
        while let Some(two) = self.data.get(place..place + 2) {
            match two {
                [0xff, 0x00 | 0xd0..=0xd7] => place += 2,
                [0xff, 0xff] => place += 1,
                [0xff, _] => return place,
                _ => place += 1,
            }
        }
        self.data.len()
    }
}
