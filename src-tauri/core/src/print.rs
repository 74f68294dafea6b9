//! What is printed: cards with a QR code, the spare key. A sheet is drawn as SVG and turned into PDF
//! with its fonts in it, so that the preview in the window and the paper are the same drawing, and
//! scripts that need shaping (Devanagari, Arabic) are shaped.
//!
//! Fonts are the system's: a machine that shows the window has some. One without any is told so.

use std::sync::{Arc, OnceLock};

use qrcode::{EcLevel, QrCode};
use serde::{Deserialize, Serialize};
use svg2pdf::usvg;
use ts_rs::TS;

use crate::kinds::{Code, Error, Result};

const INK: &str = "#1E2430";
const QUIET: &str = "#5B6472";
const PAPER: &str = "#FFFFFF";
const AWNING: &str = "#B5482A";
const STRIPE: &str = "#FBFAF7";
/// Families that look calm on paper, where the system has them.
const FAMILIES: [&str; 7] = ["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Liberation Sans", "Arial"];
/// A letter is so wide, in ems, on the average; the widest of the common faces.
const LETTER: f32 = 0.56;

/// What is printed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// Beside the price: 105 × 74 mm.
    Shelf,
    /// On the door or the till: A6.
    Poster,
    /// For a receipt printer: 72 mm wide.
    Receipt,
}

impl SheetKind {
    /// Width and height in millimetres.
    fn size(self) -> (f32, f32) {
        match self {
            Self::Shelf => (105.0, 74.0),
            Self::Poster => (105.0, 148.0),
            Self::Receipt => (72.0, 104.0),
        }
    }
}

/// A card with a QR code.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its format.
    pub kind: SheetKind,
    /// The largest words: "Sold out?"
    pub title: String,
    /// What it is about: "Runner 42 · black".
    pub subject: String,
    /// What to do: "Scan, send, and we tell you when it is back."
    pub lead: String,
    /// What one agrees to.
    pub small: String,
    /// Shop and store.
    pub foot: String,
    /// Behind the QR code.
    pub link: String,
    /// Printed small, for those who type.
    pub reference: String,
    /// Arabic.
    pub right_to_left: bool,
}

impl Sheet {
    /// The drawing.
    ///
    /// # Errors
    /// When the link is too long for a QR code.
    pub fn svg(&self) -> Result<String> {
        let (width, height) = self.kind.size();
        let mut page = Page::new(width, height, self.right_to_left);
        let qr = qr(&self.link)?;
        match self.kind {
            SheetKind::Shelf => {
                page.awning(9.0);
                let side = height - 26.0;
                let (left, text_width) = (width - side - 6.0, width - side - 18.0);
                page.code(&qr, if self.right_to_left { 6.0 } else { left }, 16.0, side);
                let at = if self.right_to_left { width - 6.0 } else { 6.0 };
                let y = page.text(&self.title, at, 22.0, 6.4, text_width, 2, INK, true);
                let y = page.text(&self.subject, at, y + 2.0, 5.0, text_width, 3, AWNING, true);
                page.text(&self.lead, at, y + 2.0, 3.4, text_width, 5, INK, false);
                page.text(&self.small, at, height - 13.5, 2.1, text_width, 3, QUIET, false);
                page.text(&self.foot, at, height - 3.0, 2.6, text_width, 1, INK, true);
                page.text(&self.reference, if self.right_to_left { 6.0 + side } else { left }, height - 5.5, 2.4, side, 1, QUIET, false);
            }
            SheetKind::Poster => {
                page.awning(14.0);
                let middle = width / 2.0;
                page.centred = true;
                let y = page.text(&self.title, middle, 27.0, 10.0, width - 12.0, 2, INK, true);
                let y = page.text(&self.subject, middle, y + 2.5, 6.4, width - 12.0, 2, AWNING, true);
                let side = (height - y - 44.0).min(68.0);
                page.code(&qr, middle - side / 2.0, y + 3.0, side);
                let y = page.text(&self.lead, middle, y + side + 10.0, 4.4, width - 14.0, 3, INK, false);
                page.text(&self.small, middle, y + 1.5, 2.4, width - 14.0, 3, QUIET, false);
                page.text(&format!("{} · {}", self.foot, self.reference), middle, height - 5.0, 3.0, width - 12.0, 1, INK, true);
            }
            SheetKind::Receipt => {
                let middle = width / 2.0;
                page.centred = true;
                page.rule(4.0);
                let y = page.text(&self.title, middle, 11.0, 6.0, width - 6.0, 2, INK, true);
                let y = page.text(&self.subject, middle, y + 1.5, 4.4, width - 6.0, 2, INK, true);
                let side = (height - y - 30.0).min(50.0);
                page.code(&qr, middle - side / 2.0, y + 2.0, side);
                let y = page.text(&self.lead, middle, y + side + 7.0, 3.2, width - 6.0, 3, INK, false);
                page.text(&self.small, middle, y + 1.0, 2.2, width - 6.0, 3, INK, false);
                page.text(&format!("{} · {}", self.foot, self.reference), middle, height - 6.0, 2.6, width - 6.0, 1, INK, true);
                page.rule(height - 3.0);
            }
        }
        Ok(page.finish())
    }

    /// As PDF, one page.
    ///
    /// # Errors
    /// `no_font` on a machine without fonts.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        pdf(&self.svg()?)
    }
}

/// The spare key, on a page to put away.
#[derive(Clone, Debug)]
pub struct SpareKeySheet {
    /// "Spare key of …".
    pub title: String,
    /// What it is and where to keep it, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// The words, in order.
    pub words: Vec<String>,
    /// When it was printed.
    pub foot: String,
    /// Arabic.
    pub right_to_left: bool,
}

impl SpareKeySheet {
    /// The drawing, A4.
    pub fn svg(&self) -> String {
        let (width, height) = (210.0, 297.0);
        let mut page = Page::new(width, height, self.right_to_left);
        page.awning(16.0);
        let at = if self.right_to_left { width - 25.0 } else { 25.0 };
        let mut y = page.text(&self.title, at, 48.0, 10.0, width - 50.0, 2, INK, true);
        for paragraph in &self.paragraphs {
            y = page.text(paragraph, at, y + 5.0, 4.6, width - 50.0, 6, INK, false);
        }
        y += 12.0;
        // The words are read from left to right in every language: they are not sentences.
        page.right_to_left = false;
        for (index, word) in self.words.iter().enumerate() {
            let (column, row) = (index % 3, index / 3);
            let (x, y) = (25.0 + column as f32 * 56.0, y + row as f32 * 12.0);
            page.text(&format!("{}", index + 1), x, y, 3.6, 10.0, 1, QUIET, false);
            page.text(word, x + 9.0, y, 5.6, 44.0, 1, INK, true);
        }
        page.text(&self.foot, 25.0, height - 18.0, 3.6, width - 50.0, 2, QUIET, false);
        page.finish()
    }

    /// As PDF, one page.
    ///
    /// # Errors
    /// `no_font` on a machine without fonts.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        pdf(&self.svg())
    }
}

/// Facts line by line under a title, on a page to hand over: one person's consent.
#[derive(Clone, Debug)]
pub struct FactSheet {
    /// Whose.
    pub title: String,
    /// Each with a heading; short lines.
    pub blocks: Vec<(String, Vec<String>)>,
    /// Who printed it, and when.
    pub foot: String,
    /// Arabic.
    pub right_to_left: bool,
}

impl FactSheet {
    /// As PDF, one page A4; what does not fit is said to be more.
    ///
    /// # Errors
    /// `no_font` on a machine without fonts.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let (width, height) = (210.0, 297.0);
        let mut page = Page::new(width, height, self.right_to_left);
        page.awning(12.0);
        let at = if self.right_to_left { width - 20.0 } else { 20.0 };
        let mut y = page.text(&self.title, at, 36.0, 8.0, width - 40.0, 2, INK, true) + 4.0;
        'all: for (heading, lines) in &self.blocks {
            y = page.text(heading, at, y + 6.0, 4.6, width - 40.0, 1, AWNING, true);
            for line in lines {
                if y > height - 36.0 {
                    page.text("…", at, y + 4.0, 4.0, 20.0, 1, QUIET, false);
                    break 'all;
                }
                y = page.text(line, at, y + 2.0, 3.6, width - 40.0, 3, INK, false);
            }
        }
        page.text(&self.foot, at, height - 16.0, 3.2, width - 40.0, 2, QUIET, false);
        pdf(&page.finish())
    }
}

fn qr(text: &str) -> Result<QrCode> {
    // A fifth of it may be scratched or under a thumb.
    QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Error::new(Code::TooLong).with("part", "link"))
}

/// A drawing being made, in millimetres.
struct Page {
    width: f32,
    height: f32,
    right_to_left: bool,
    centred: bool,
    out: String,
}

impl Page {
    fn new(width: f32, height: f32, right_to_left: bool) -> Self {
        let out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" font-family="sans-serif"><rect width="{width}" height="{height}" fill="{PAPER}"/>"#
        );
        Self { width, height, right_to_left, centred: false, out }
    }

    /// The shop's awning, across the top.
    fn awning(&mut self, height: f32) {
        let stripes = (self.width / 10.0).round();
        let each = self.width / stripes;
        for index in 0..stripes as usize {
            let (x, colour) = (index as f32 * each, if index % 2 == 0 { AWNING } else { STRIPE });
            let (right, edge, middle) = (x + each, height - each / 2.0, x + each / 2.0);
            self.out.push_str(&format!(
                r#"<path d="M{x} 0H{right}V{edge}A{r} {r} 0 0 1 {middle} {height}A{r} {r} 0 0 1 {x} {edge}Z" fill="{colour}" stroke="{AWNING}" stroke-width=".2"/>"#,
                r = each / 2.0
            ));
        }
    }

    fn rule(&mut self, y: f32) {
        self.out
            .push_str(&format!(r#"<path d="M3 {y}H{}" stroke="{INK}" stroke-width=".3" stroke-dasharray="1.2 1.2"/>"#, self.width - 3.0));
    }

    /// A QR code with its quiet zone, as one path: printers leave hairlines between squares.
    fn code(&mut self, code: &QrCode, x: f32, y: f32, side: f32) {
        let modules = code.width();
        let each = side / (modules as f32 + 8.0);
        let mut path = String::new();
        for (index, colour) in code.to_colors().into_iter().enumerate() {
            if colour == qrcode::Color::Dark {
                let (left, top) = (x + (index % modules + 4) as f32 * each, y + (index / modules + 4) as f32 * each);
                path.push_str(&format!("M{left} {top}h{each}v{each}h-{each}z"));
            }
        }
        self.out.push_str(&format!(r#"<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{PAPER}"/><path d="{path}" fill="{INK}" shape-rendering="crispEdges"/>"#));
    }

    /// Words in at most so many lines, smaller if they must be; answers the last base line.
    #[expect(clippy::too_many_arguments, reason = "where, how large, how much room, how it looks: one call per line of a card")]
    fn text(&mut self, text: &str, x: f32, y: f32, size: f32, room: f32, lines: usize, colour: &str, bold: bool) -> f32 {
        let mut size = size;
        let mut broken = wrap(text, room / (size * LETTER));
        while broken.len() > lines && size > 1.6 {
            size *= 0.92;
            broken = wrap(text, room / (size * LETTER));
        }
        broken.truncate(lines);
        // A Latin name or a number keeps its own direction, and stands at the side where the card's lines begin.
        let from_right = self.right_to_left && runs_from_right(text);
        let anchor = if self.centred {
            "middle"
        } else if self.right_to_left && !from_right {
            "end"
        } else {
            "start"
        };
        let direction = if from_right { r#" direction="rtl""# } else { "" };
        let weight = if bold { r#" font-weight="bold""# } else { "" };
        let mut base = y;
        for (index, line) in broken.iter().enumerate() {
            base = y + index as f32 * size * 1.25;
            self.out.push_str(&format!(
                r#"<text x="{x}" y="{base}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{direction}{weight}>{}</text>"#,
                escape(line)
            ));
        }
        base + size * 0.9
    }

    fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        debug_assert!(self.height > 0.0, "a page has a height");
        self.out
    }
}

/// Whether its first letter is of a script written from right to left (Hebrew to Arabic, and their presentation forms).
fn runs_from_right(text: &str) -> bool {
    text.chars()
        .find(|letter| letter.is_alphabetic())
        .is_some_and(|letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'))
}

/// Breaks at spaces; a word longer than a line stands alone in it.
fn wrap(text: &str, letters: f32) -> Vec<String> {
    let room = (letters as usize).max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    // A word that does not fit makes the whole smaller: the caller counts lines.
    let too_wide = lines.iter().map(|line| line.chars().count().div_ceil(room)).sum::<usize>().saturating_sub(lines.len());
    lines.extend(std::iter::repeat_n(String::new(), too_wide));
    lines
}

fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// The system's fonts, looked for once.
fn fonts() -> Arc<usvg::fontdb::Database> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_system_fonts();
        let has = |family: &str| fonts.faces().any(|face| face.families.iter().any(|(name, _)| name == family));
        let first = || fonts.faces().next().and_then(|face| face.families.first().map(|(name, _)| name.clone()));
        let family = FAMILIES.iter().find(|family| has(family)).map(|family| (*family).to_owned()).or_else(first);
        if let Some(family) = family {
            fonts.set_sans_serif_family(family);
        }
        Arc::new(fonts)
    }))
}

/// Turns a drawing into a one-page PDF.
///
/// # Errors
/// `no_font` on a machine without fonts.
pub fn pdf(svg: &str) -> Result<Vec<u8>> {
    let fontdb = fonts();
    if fontdb.is_empty() {
        return Err(Error::new(Code::NoFont));
    }
    let options = usvg::Options { fontdb, dpi: 72.0, ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(Error::internal)?;
    svg2pdf::to_pdf(&tree, svg2pdf::ConversionOptions::default(), svg2pdf::PageOptions { dpi: 72.0 })
        .map_err(|e| Error::internal(format!("pdf: {e:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(kind: SheetKind) -> Sheet {
        Sheet {
            kind,
            title: "Sold out?".into(),
            subject: "Runner <42> & \"black\" with a name that is far too long for one line of any card".into(),
            lead: "Scan, send, and we tell you when it is back.".into(),
            small: "You get one message about this product. STOP ends it.".into(),
            foot: "Chez Nadia".into(),
            link: "https://wa.me/33187000000?text=Tell%20me".into(),
            reference: "#1A.2F".into(),
            right_to_left: false,
        }
    }

    #[test]
    fn every_card_is_a_page_of_its_size_with_its_words_and_code() {
        for kind in [SheetKind::Shelf, SheetKind::Poster, SheetKind::Receipt] {
            let pdf = sheet(kind).pdf().expect("makes a PDF");
            assert!(pdf.starts_with(b"%PDF-"), "{kind:?} is a PDF");
            let text = String::from_utf8_lossy(&pdf);
            let (width, height) = kind.size();
            let points = |mm: f32| (mm / 25.4 * 72.0).round();
            assert!(text.contains("/MediaBox"), "{kind:?} has a page");
            assert!(points(width) > 200.0 && points(height) > 200.0, "of a size that can be read");
            assert!(text.contains("/FontFile"), "{kind:?} carries its fonts, so it prints the same everywhere");
        }
    }

    #[test]
    fn long_words_make_smaller_letters_and_never_leave_the_card() {
        assert_eq!(wrap("one two three", 7.0), ["one two", "three"], "lines break at spaces");
        assert_eq!(wrap("extraordinarily", 5.0).len(), 3, "a word wider than the line counts as several, so the letters shrink");
        let svg = sheet(SheetKind::Shelf).svg().expect("draws");
        assert!(svg.contains("&lt;42&gt; &amp;"), "a product's name is text, not markup: {svg}");
    }

    #[test]
    fn on_a_card_from_right_to_left_a_latin_name_keeps_its_direction() {
        let card =
            Sheet {
                title: "نفدت الكمية؟".into(), subject: "Boot Arve 40 · plum".into(), right_to_left: true, ..sheet(SheetKind::Shelf)
            };
        let svg = card.svg().expect("draws");
        let line = |words: &str| svg.split("<text").find(|text| text.contains(words)).expect("is on the card").to_owned();
        assert!(line("نفدت").contains(r#"text-anchor="start" direction="rtl""#), "Arabic begins at the right: {svg}");
        assert!(
            line("Boot").contains(r#"text-anchor="end""#) && !line("Boot").contains("rtl"),
            "the name stands there too, and its dot stays inside: {svg}"
        );
    }
}
