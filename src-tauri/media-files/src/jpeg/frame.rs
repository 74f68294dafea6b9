//! What stands between the scans: tables, and the frame that says how large a picture is and of which parts.

use super::No;
use super::huffman::Codes;

/// The order in which the waves of a block are written (T.81, figure A.6): row times eight plus column.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56,
    57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Where an Adobe program says how the parts are to be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Adobe {
    Silent,
    /// 0: as they are, 1: YCbCr, 2: YCCK.
    Says(u8),
}

/// What holds until it is said anew.
pub(super) struct Tables {
    pub(super) dc: [Option<Codes>; 4],
    pub(super) ac: [Option<Codes>; 4],
    quantities: [Option<[u16; 64]>; 4],
    /// Units between restart markers; 0: none.
    pub(super) restart: usize,
    pub(super) adobe: Adobe,
}

impl Default for Tables {
    fn default() -> Self {
        Self { dc: Default::default(), ac: Default::default(), quantities: [None; 4], restart: 0, adobe: Adobe::Silent }
    }
}

pub(super) enum Marker<'a> {
    /// A frame's head, and whether it comes in refinements.
    Frame(&'a [u8], bool),
    /// A scan's head; its data follows.
    Scan(&'a [u8]),
    End,
}

impl Tables {
    /// Reads on to the next marker that is more than a table.
    pub(super) fn next<'a>(&mut self, bytes: &'a [u8], place: &mut usize) -> Result<Marker<'a>, No> {
        loop {
            // Some writers leave bytes between the parts.
            let Some(at) = bytes.get(*place..).and_then(|rest| rest.iter().position(|b| *b == 0xff)) else { return Err(No::Truncated) };
            *place += at + 1;
            let marker = *bytes.get(*place).ok_or(No::Truncated)?;
            match marker {
                0xff => continue,
                0x00 | 0x01 | 0xd0..=0xd8 => {
                    *place += 1;
                    continue;
                }
                0xd9 => return Ok(Marker::End),
                _ => {}
            }
            let length =
                bytes.get(*place + 1..*place + 3).and_then(|two| two.try_into().ok()).map(u16::from_be_bytes).ok_or(No::Truncated)?;
            let body =
                bytes.get(*place + 3..*place + 1 + usize::from(length)).ok_or(if length < 2 { No::Damaged } else { No::Truncated })?;
            *place += 1 + usize::from(length);
            match marker {
                0xc0..=0xc2 => return Ok(Marker::Frame(body, marker == 0xc2)),
                0xc4 => self.read_codes(body)?,
                0xdb => self.read_quantities(body)?,
                0xc3 | 0xc5..=0xcf => return Err(No::Unsupported),
                0xda => return Ok(Marker::Scan(body)),
                0xdd => self.restart = body.first_chunk().map_or(0, |two| usize::from(u16::from_be_bytes(*two))),
                0xee if body.starts_with(b"Adobe") => self.adobe = body.get(11).map_or(Adobe::Silent, |said| Adobe::Says(*said)),
                _ => {}
            }
        }
    }

    fn read_codes(&mut self, mut body: &[u8]) -> Result<(), No> {
        while let Some((&head, rest)) = body.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(No::Damaged)?;
            let total = counts.iter().map(|c| usize::from(*c)).sum();
            let (order, rest) = rest.split_at_checked(total).ok_or(No::Damaged)?;
            let codes = Codes::new(counts, order).ok_or(No::Damaged)?;
            let tables = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(head & 15)).ok_or(No::Damaged)? = Some(codes);
            body = rest;
        }
        Ok(())
    }

    fn read_quantities(&mut self, mut body: &[u8]) -> Result<(), No> {
        while let Some((&head, rest)) = body.split_first() {
            let wide = usize::from(head >> 4 != 0);
            let (values, rest) = rest.split_at_checked(64 << wide).ok_or(No::Damaged)?;
            let mut table = [0_u16; 64];
            for (at, value) in table.iter_mut().enumerate() {
                *value = if wide == 1 { u16::from_be_bytes([values[2 * at], values[2 * at + 1]]) } else { u16::from(values[at]) };
            }
            *self.quantities.get_mut(usize::from(head & 15)).ok_or(No::Damaged)? = Some(table);
            body = rest;
        }
        Ok(())
    }
}

/// One colour's part of a picture.
pub(super) struct Part {
    id: u8,
    /// Blocks of a unit, across.
    pub(super) across: usize,
    /// Blocks of a unit, down.
    pub(super) down: usize,
    /// Blocks in a scan of this part alone.
    pub(super) own_across: usize,
    pub(super) own_down: usize,
    /// Waves of a block that are needed: pixels it becomes.
    pub(super) wide: usize,
    pub(super) high: usize,
    quantity: usize,
    /// Factors of the needed waves, with what the arithmetic of waves wants; once its first scan has come.
    pub(super) quantities: Option<[f32; 64]>,
    /// For each wave in written order its slot in a block, 64 where nobody needs it.
    pub(super) slots: [u8; 128],
}

/// How a picture is put together.
pub(crate) struct Frame {
    pub(super) progressive: bool,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) components: Vec<Part>,
    /// Units across and down.
    pub(super) units_across: usize,
    pub(super) units_down: usize,
    /// Pixels of a unit, made smaller.
    pub(super) unit_width: usize,
    pub(super) unit_height: usize,
    /// Pixels that come out.
    pub(super) small_width: usize,
    pub(super) small_height: usize,
}

/// One scan: which parts, with which tables, which waves and which bits of them.
pub(super) struct Scan {
    /// Which part, its DC and its AC table.
    pub(super) parts: Vec<(usize, usize, usize)>,
    pub(super) first: usize,
    pub(super) last: usize,
    /// The bit that was there before, 0: this is the first time.
    pub(super) high_bit: u32,
    pub(super) low_bit: u32,
}

impl Frame {
    pub(super) fn read(body: &[u8], progressive: bool, waves: usize) -> Result<Self, No> {
        let (head, rest) = body.split_first_chunk::<6>().ok_or(No::Damaged)?;
        if head[0] != 8 {
            return Err(No::Unsupported);
        }
        let height = usize::from(u16::from_be_bytes([head[1], head[2]]));
        let width = usize::from(u16::from_be_bytes([head[3], head[4]]));
        let count = usize::from(head[5]);
        if width == 0 || count == 0 || rest.len() < 3 * count {
            return Err(No::Damaged);
        }
        // The height comes behind the first scan, or there are parts no picture of colours has.
        if height == 0 || ![1, 3, 4].contains(&count) {
            return Err(No::Unsupported);
        }
        let mut shapes: Vec<(u8, usize, usize, usize)> =
            rest.chunks_exact(3).take(count).map(|c| (c[0], usize::from(c[1] >> 4), usize::from(c[1] & 15), usize::from(c[2]))).collect();
        if shapes.iter().any(|(_, h, v, q)| !(1..=4).contains(h) || !(1..=4).contains(v) || *q > 3) {
            return Err(No::Damaged);
        }
        if let [alone] = shapes.as_mut_slice() {
            (alone.1, alone.2) = (1, 1);
        }
        let most = |of: fn(&(u8, usize, usize, usize)) -> usize| shapes.iter().map(of).max().unwrap_or(1);
        let (most_across, most_down) = (most(|s| s.1), most(|s| s.2));
        if shapes.iter().any(|s| !most_across.is_multiple_of(s.1) || !most_down.is_multiple_of(s.2)) {
            return Err(No::Unsupported);
        }
        let part = |&(id, across, down, quantity): &(u8, usize, usize, usize)| {
            // A part with fewer blocks keeps more of their waves: nothing has to be blown up again.
            let (wide, high) = (needed(waves, most_across / across), needed(waves, most_down / down));
            Part {
                id,
                across,
                down,
                own_across: (width * across).div_ceil(most_across).div_ceil(8),
                own_down: (height * down).div_ceil(most_down).div_ceil(8),
                wide,
                high,
                quantity,
                quantities: None,
                slots: slots(wide, high),
            }
        };
        Ok(Self {
            progressive,
            width,
            height,
            components: shapes.iter().map(part).collect(),
            units_across: width.div_ceil(8 * most_across),
            units_down: height.div_ceil(8 * most_down),
            unit_width: most_across * waves,
            unit_height: most_down * waves,
            small_width: (width * waves).div_ceil(8),
            small_height: (height * waves).div_ceil(8),
        })
    }

    pub(super) fn pixels(&self) -> u64 {
        self.width as u64 * self.height as u64
    }

    /// What comes out, and one row of units on the way there.
    pub(super) fn page_bytes(&self) -> u64 {
        let row = self.units_across * self.unit_width * self.unit_height;
        ((self.small_width * self.small_height + row) * self.components.len()) as u64
    }

    fn in_units(&self) -> usize {
        self.units_across * self.units_down
    }

    /// What keeping its needed waves takes.
    pub(super) fn store_bytes(&self) -> u64 {
        let marks = if self.progressive { 8 } else { 0 };
        let of = |part: &Part| (part.across * part.down * (part.wide * part.high * 2 + marks)) as u64;
        self.in_units() as u64 * self.components.iter().map(of).sum::<u64>()
    }

    pub(super) fn blocks(&self) -> u64 {
        (self.in_units() * self.components.iter().map(|part| part.across * part.down).sum::<usize>()) as u64
    }

    /// Blocks of a part across, with those that only fill up the last unit.
    pub(super) fn blocks_across(&self, part: &Part) -> usize {
        self.units_across * part.across
    }

    /// Reads the head of a scan; the tables of its parts are what they are now.
    pub(super) fn scan(&mut self, body: &[u8], tables: &Tables) -> Result<Scan, No> {
        let (&count, rest) = body.split_first().ok_or(No::Damaged)?;
        let (named, rest) = rest.split_at_checked(2 * usize::from(count)).ok_or(No::Damaged)?;
        let [first, last, bits] = *rest.first_chunk::<3>().ok_or(No::Damaged)?;
        let mut parts: Vec<(usize, usize, usize)> = Vec::new();
        for two in named.chunks_exact(2) {
            let at = self.components.iter().position(|part| part.id == two[0]).ok_or(No::Damaged)?;
            if parts.iter().any(|(known, ..)| *known == at) || two[1] >> 4 > 3 || two[1] & 15 > 3 {
                return Err(No::Damaged);
            }
            let part = &mut self.components[at];
            if part.quantities.is_none() {
                let written = tables.quantities[part.quantity].as_ref().ok_or(No::Damaged)?;
                part.quantities = Some(factors(written, part.wide, part.high));
            }
            parts.push((at, usize::from(two[1] >> 4), usize::from(two[1] & 15)));
        }
        let (first, last) = if self.progressive { (usize::from(first), usize::from(last)) } else { (0, 63) };
        let (high_bit, low_bit) = if self.progressive { (u32::from(bits >> 4), u32::from(bits & 15)) } else { (0, 0) };
        let dc_alone = !self.progressive || first > 0 || last == 0;
        if parts.is_empty() || last > 63 || first > last || low_bit > 13 || !dc_alone || first > 0 && parts.len() > 1 {
            return Err(No::Damaged);
        }
        Ok(Scan { parts, first, last, high_bit, low_bit })
    }

    /// How its parts make colours.
    pub(super) fn colours(&self, adobe: Adobe) -> super::paint::Colours {
        use super::paint::Colours;
        let ids: Vec<u8> = self.components.iter().map(|part| part.id).collect();
        match (ids.as_slice(), adobe) {
            ([_], _) => Colours::Grey,
            ([_, _, _], Adobe::Says(0)) | ([b'R', b'G', b'B'], Adobe::Silent) => Colours::Red,
            ([_, _, _], _) => Colours::Luma,
            (_, Adobe::Says(2)) => Colours::LumaInks,
            (_, Adobe::Says(_)) => Colours::Inks,
            _ => Colours::PlainInks,
        }
    }
}

fn needed(waves: usize, fewer: usize) -> usize {
    // Three to one has no whole number of waves in between: its pixels are repeated.
    let fewer = if fewer == 3 { 1 } else { fewer };
    (waves * fewer).min(8)
}

fn slots(wide: usize, high: usize) -> [u8; 128] {
    let mut slots = [64; 128];
    for (slot, place) in slots.iter_mut().zip(ZIGZAG) {
        let (row, column) = (usize::from(place / 8), usize::from(place % 8));
        if row < high && column < wide {
            *slot = (row * wide + column) as u8;
        }
    }
    slots
}

fn factors(written: &[u16; 64], wide: usize, high: usize) -> [f32; 64] {
    let mut factors = [0.0; 64];
    let slots = slots(wide, high);
    for (at, value) in written.iter().enumerate() {
        let (row, column) = (ZIGZAG[at] / 8, ZIGZAG[at] % 8);
        let share = |wave: u8| if wave == 0 { 0.5 * std::f32::consts::FRAC_1_SQRT_2 } else { 0.5 };
        if let Some(factor) = factors.get_mut(usize::from(slots[at])) {
            *factor = f32::from(*value) * share(row) * share(column);
        }
    }
    factors
}
