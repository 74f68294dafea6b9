//! The page: one row of units in its parts, turned into colours as it is full.

use super::Small;
use super::frame::{Frame, Part, Tables};

/// What the parts mean.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Colours {
    Grey,
    /// Red, green and blue as they are.
    Red,
    /// Brightness and two differences (JFIF).
    Luma,
    /// Inks as Adobe writes them: the more, the lighter.
    Inks,
    /// The same with brightness and differences for the first three.
    LumaInks,
    /// Inks as they are.
    PlainInks,
}

pub(super) struct Page {
    colours: Colours,
    channels: usize,
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    /// A row of units of each part.
    strips: Vec<Strip>,
}

struct Strip {
    bytes: Vec<u8>,
    stride: usize,
    /// Pixels of the page for one of the strip, across and down; 1 but for rare shapes.
    across: usize,
    down: usize,
    line: Vec<u8>,
}

impl Page {
    pub(super) fn new(frame: &Frame, tables: &Tables) -> Self {
        let strip = |part: &Part| {
            let stride = frame.blocks_across(part) * part.wide;
            Strip {
                bytes: vec![0; stride * part.down * part.high],
                stride,
                across: (frame.unit_width / (part.across * part.wide)).max(1),
                down: (frame.unit_height / (part.down * part.high)).max(1),
                line: Vec::new(),
            }
        };
        let channels = frame.components.len();
        Self {
            colours: frame.colours(tables.adobe),
            channels,
            width: frame.small_width,
            height: frame.small_height,
            pixels: vec![0; frame.small_width * frame.small_height * channels],
            strips: frame.components.iter().map(strip).collect(),
        }
    }

    /// Where a block of the row goes.
    #[inline(always)]
    pub(super) fn place(&mut self, at: usize, part: &Part, column: usize, row: usize) -> (&mut [u8], usize) {
        let strip = &mut self.strips[at];
        (&mut strip.bytes[row * part.high * strip.stride + column * part.wide..], strip.stride)
    }

    /// The row of units is full.
    pub(super) fn row(&mut self, frame: &Frame, unit_row: usize) {
        let top = unit_row * frame.unit_height;
        let lines = self.pixels.chunks_exact_mut(self.width * self.channels).take(self.height).skip(top).take(frame.unit_height);
        for (y, line) in lines.enumerate() {
            for strip in &mut self.strips {
                let from = y / strip.down * strip.stride;
                let source = &strip.bytes[from..from + strip.stride];
                strip.line.clear();
                if strip.across == 1 {
                    strip.line.extend_from_slice(&source[..self.width.min(source.len())]);
                } else {
                    strip.line.extend((0..self.width).map(|x| source.get(x / strip.across).copied().unwrap_or_default()));
                }
                strip.line.resize(self.width, 0);
            }
            colour(self.colours, &self.strips, line);
        }
    }

    pub(super) fn finish(self) -> Small {
        Small { width: self.width as u32, height: self.height as u32, pixels: self.pixels, channels: self.channels as u8 }
    }
}

/// The factors of JFIF, times 2^16.
#[inline(always)]
fn rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = ((i32::from(y) << 16) + (1 << 15), i32::from(cb) - 128, i32::from(cr) - 128);
    let byte = |v: i32| (v >> 16).clamp(0, 255) as u8;
    [byte(y + 91_881 * cr), byte(y - 22_554 * cb - 46_802 * cr), byte(y + 116_130 * cb)]
}

fn colour(colours: Colours, strips: &[Strip], line: &mut [u8]) {
    match (colours, strips) {
        (Colours::Grey, [grey]) => line.copy_from_slice(&grey.line),
        (Colours::Luma, [y, cb, cr]) => {
            for (((to, y), cb), cr) in line.as_chunks_mut::<3>().0.iter_mut().zip(&y.line).zip(&cb.line).zip(&cr.line) {
                *to = rgb(*y, *cb, *cr);
            }
        }
        (Colours::Red, [r, g, b]) => {
            for (((to, r), g), b) in line.as_chunks_mut::<3>().0.iter_mut().zip(&r.line).zip(&g.line).zip(&b.line) {
                *to = [*r, *g, *b];
            }
        }
        (_, [cyan, magenta, yellow, black]) => {
            for ((((to, c), m), y), k) in
                line.as_chunks_mut::<4>().0.iter_mut().zip(&cyan.line).zip(&magenta.line).zip(&yellow.line).zip(&black.line)
            {
                // What comes out says how much ink there is, whatever the file says.
                *to = match colours {
                    Colours::LumaInks => {
                        let [r, g, b] = rgb(*c, *m, *y);
                        [r, g, b, 255 - *k]
                    }
                    Colours::Inks => [255 - *c, 255 - *m, 255 - *y, 255 - *k],
                    _ => [*c, *m, *y, *k],
                };
            }
        }
        _ => {}
    }
}
