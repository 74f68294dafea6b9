//! Going through the data of a scan: straight onto the page where everything comes at once, else into the store.

use super::bits::Bits;
use super::frame::{Frame, Part, Scan, Tables};
use super::huffman::Codes;
use super::paint::Page;
use super::store::Store;
use super::{No, waves};

/// The waves of a block, and a slot for those nobody needs.
pub(super) type Block = [i16; 65];

/// A scan with all parts and all waves: each row of units is painted as it comes.
pub(super) fn straight(frame: &Frame, scan: &Scan, tables: &Tables, data: &[u8], page: &mut Page) -> Result<(), No> {
    let mut bits = Bits::new(data);
    let codes: Vec<(usize, &Codes, &Codes)> = scan.parts.iter().map(|part| codes(tables, *part)).collect::<Result<_, _>>()?;
    let mut before = [0_i32; 4];
    let mut until_restart = tables.restart;
    let mut block: Block = [0; 65];
    for unit_row in 0..frame.units_down {
        for unit in 0..frame.units_across {
            if tables.restart > 0 {
                if until_restart == 0 {
                    if !bits.restart() {
                        return Err(No::Truncated);
                    }
                    (before, until_restart) = ([0; 4], tables.restart);
                }
                until_restart -= 1;
            }
            for &(at, dc, ac) in &codes {
                let part = &frame.components[at];
                let quantities = part.quantities.as_ref().ok_or(No::Damaged)?;
                for row in 0..part.down {
                    for column in 0..part.across {
                        block[..part.wide * part.high].fill(0);
                        block[0] = next_dc(&mut bits, dc, &mut before[at & 3])?;
                        let reach = ac.block(&mut bits, &part.slots, &mut block).ok_or(No::Damaged)?;
                        let (to, stride) = page.place(at, part, unit * part.across + column, row);
                        if reach > 1 {
                            waves::paint((part.wide, part.high), reach, &block, quantities, to, stride);
                        } else {
                            waves::flat(part.wide, part.high, block[0], quantities[0], to, stride);
                        }
                    }
                }
            }
        }
        // A picture cut off in its last unit has lost a few bits of one corner; a row earlier half of it would be grey.
        if bits.exhausted() {
            return Err(No::Truncated);
        }
        page.row(frame, unit_row);
    }
    Ok(())
}

fn codes(tables: &Tables, (at, dc, ac): (usize, usize, usize)) -> Result<(usize, &Codes, &Codes), No> {
    Ok((at, tables.dc[dc].as_ref().ok_or(No::Damaged)?, tables.ac[ac].as_ref().ok_or(No::Damaged)?))
}

#[inline(always)]
fn next_dc(bits: &mut Bits<'_>, dc: &Codes, before: &mut i32) -> Result<i16, No> {
    let size = dc.symbol(bits).ok_or(No::Damaged)?;
    if size > 15 {
        return Err(No::Damaged);
    }
    *before = before.wrapping_add(bits.signed(u32::from(size)));
    Ok(*before as i16)
}

/// A scan that is one of several: what it says is kept. Answers where its data ends.
pub(super) fn kept(frame: &Frame, scan: &Scan, tables: &Tables, data: &[u8], store: &mut Store) -> Result<usize, No> {
    let mut reading = Reading { bits: Bits::new(data), before: [0; 4], ending: 0, until_restart: tables.restart };
    let step = Step::of(frame, scan, tables)?;
    if let [(at, ..)] = scan.parts.as_slice() {
        let part = &frame.components[*at];
        for row in 0..part.own_down {
            for column in 0..part.own_across {
                reading.restart(tables.restart)?;
                step.block(&mut reading, 0, part, store, (*at, row, column))?;
            }
            reading.still_there()?;
        }
        return Ok(reading.bits.end());
    }
    for unit_row in 0..frame.units_down {
        for unit in 0..frame.units_across {
            reading.restart(tables.restart)?;
            for (nth, (at, ..)) in scan.parts.iter().enumerate() {
                let part = &frame.components[*at];
                for row in 0..part.down {
                    for column in 0..part.across {
                        let place = (*at, unit_row * part.down + row, unit * part.across + column);
                        step.block(&mut reading, nth, part, store, place)?;
                    }
                }
            }
        }
        reading.still_there()?;
    }
    Ok(reading.bits.end())
}

struct Reading<'a> {
    bits: Bits<'a>,
    before: [i32; 4],
    /// Blocks that have ended before they began.
    ending: u32,
    until_restart: usize,
}

impl Reading<'_> {
    #[inline(always)]
    fn restart(&mut self, every: usize) -> Result<(), No> {
        if every > 0 {
            if self.until_restart == 0 {
                if !self.bits.restart() {
                    return Err(No::Truncated);
                }
                (self.before, self.ending, self.until_restart) = ([0; 4], 0, every);
            }
            self.until_restart -= 1;
        }
        Ok(())
    }

    fn still_there(&self) -> Result<(), No> {
        if self.bits.exhausted() { Err(No::Truncated) } else { Ok(()) }
    }
}

/// What a scan says of each block (T.81, annex G).
enum Step<'a> {
    Whole(Vec<(usize, &'a Codes, &'a Codes)>),
    FirstDc(Vec<&'a Codes>, u32),
    MoreDc(u32),
    FirstAc(&'a Codes, usize, usize, u32),
    MoreAc(&'a Codes, usize, usize, u32),
}

impl<'a> Step<'a> {
    fn of(frame: &Frame, scan: &Scan, tables: &'a Tables) -> Result<Self, No> {
        if !frame.progressive {
            return Ok(Self::Whole(scan.parts.iter().map(|part| codes(tables, *part)).collect::<Result<_, _>>()?));
        }
        if scan.first == 0 && scan.high_bit == 0 {
            let dc = scan.parts.iter().map(|(_, dc, _)| tables.dc[*dc].as_ref().ok_or(No::Damaged)).collect::<Result<_, _>>()?;
            return Ok(Self::FirstDc(dc, scan.low_bit));
        }
        if scan.first == 0 {
            return Ok(Self::MoreDc(scan.low_bit));
        }
        let ac = scan.parts.first().and_then(|(.., ac)| tables.ac[*ac].as_ref()).ok_or(No::Damaged)?;
        Ok(if scan.high_bit == 0 {
            Self::FirstAc(ac, scan.first, scan.last, scan.low_bit)
        } else {
            Self::MoreAc(ac, scan.first, scan.last, scan.low_bit)
        })
    }

    #[inline(always)]
    fn block(&self, reading: &mut Reading<'_>, nth: usize, part: &Part, store: &mut Store, place: (usize, usize, usize)) -> Result<(), No> {
        let (waves, marks) = store.block(part, place).ok_or(No::Damaged)?;
        match self {
            Self::Whole(codes) => {
                let (at, dc, ac) = codes[nth];
                let mut block: Block = [0; 65];
                block[0] = next_dc(&mut reading.bits, dc, &mut reading.before[at & 3])?;
                ac.block(&mut reading.bits, &part.slots, &mut block).ok_or(No::Damaged)?;
                waves.copy_from_slice(&block[..waves.len()]);
            }
            Self::FirstDc(codes, low) => {
                let dc = next_dc(&mut reading.bits, codes[nth], &mut reading.before[place.0 & 3])?;
                waves[0] = dc.wrapping_shl(*low);
            }
            Self::MoreDc(low) => {
                if reading.bits.bit() {
                    waves[0] |= 1 << low;
                }
            }
            Self::FirstAc(codes, first, last, low) => first_ac(reading, codes, (*first, *last, *low), part, waves, marks)?,
            Self::MoreAc(codes, first, last, low) => more_ac(reading, codes, (*first, *last, *low), part, waves, marks)?,
        }
        Ok(())
    }
}

fn first_ac(
    reading: &mut Reading<'_>,
    codes: &Codes,
    (first, last, low): (usize, usize, u32),
    part: &Part,
    waves: &mut [i16],
    marks: &mut u64,
) -> Result<(), No> {
    if reading.ending > 0 {
        reading.ending -= 1;
        return Ok(());
    }
    let mut at = first;
    while at <= last {
        let symbol = codes.symbol(&mut reading.bits).ok_or(No::Damaged)?;
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if run < 15 {
                reading.ending = (1 << run) - 1 + reading.bits.number(run as u32);
                break;
            }
            at += 16;
            continue;
        }
        at += run;
        let value = reading.bits.signed(size);
        if at > last {
            return Err(No::Damaged);
        }
        *marks |= 1 << (at & 63);
        if let Some(wave) = waves.get_mut(usize::from(part.slots[at & 63])) {
            *wave = (value << low) as i16;
        }
        at += 1;
    }
    Ok(())
}

/// One more bit of waves that are there, and new ones between them.
fn more_ac(
    reading: &mut Reading<'_>,
    codes: &Codes,
    (first, last, low): (usize, usize, u32),
    part: &Part,
    waves: &mut [i16],
    marks: &mut u64,
) -> Result<(), No> {
    let mut at = first;
    if reading.ending == 0 {
        while at <= last {
            let symbol = codes.symbol(&mut reading.bits).ok_or(No::Damaged)?;
            let (mut run, size) = (u32::from(symbol >> 4), symbol & 15);
            let mut value = 0_i16;
            if size == 0 {
                if run < 15 {
                    reading.ending = (1 << run) + reading.bits.number(run);
                    break;
                }
            } else {
                value = if reading.bits.bit() { 1 << low } else { -(1 << low) };
            }
            while at <= last {
                if *marks >> (at & 63) & 1 == 1 {
                    one_more_bit(&mut reading.bits, part, waves, at, low);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                at += 1;
            }
            if value != 0 {
                if at > last {
                    return Err(No::Damaged);
                }
                *marks |= 1 << (at & 63);
                if let Some(wave) = waves.get_mut(usize::from(part.slots[at & 63])) {
                    *wave = value;
                }
            }
            at += 1;
        }
    }
    if reading.ending > 0 {
        while at <= last {
            if *marks >> (at & 63) & 1 == 1 {
                one_more_bit(&mut reading.bits, part, waves, at, low);
            }
            at += 1;
        }
        reading.ending -= 1;
    }
    Ok(())
}

#[inline(always)]
fn one_more_bit(bits: &mut Bits<'_>, part: &Part, waves: &mut [i16], at: usize, low: u32) {
    if bits.bit() {
        if let Some(wave) = waves.get_mut(usize::from(part.slots[at & 63])) {
            let step = 1_i16 << low;
            *wave = wave.wrapping_add(if *wave < 0 { -step } else { step });
        }
    }
}
