//! Bytes to text where a file does not say, or says wrongly, how it is written.
//!
//! Text that is valid UTF-8 is taken for it, whatever single-byte set is declared: Latin letters that happen to be
//! valid UTF-8 do not occur. What is left is guessed once for the file, with the country as a hint. `chardetng`
//! does not know old Macs, so their accents, which are controls or rare marks elsewhere, are looked for first.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1252};

/// Guesses from samples of text that is not UTF-8.
pub(crate) struct Survey {
    detector: EncodingDetector,
    fed: usize,
    mac: usize,
    western: usize,
}

/// Enough to tell, in bytes.
const ENOUGH: usize = 64 * 1024;

impl Survey {
    pub(crate) fn new() -> Self {
        Self { detector: EncodingDetector::new(Iso2022JpDetection::Allow), fed: 0, mac: 0, western: 0 }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.fed >= ENOUGH
    }

    /// Looks at a text; UTF-8 teaches nothing.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if self.is_done() || std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1B) {
            return;
        }
        let bytes = bytes.get(..bytes.len().min(ENOUGH)).unwrap_or_default();
        self.detector.feed(bytes, false);
        self.detector.feed(b"\n", false);
        self.fed += bytes.len();
        let letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
        for window in bytes.windows(2) {
            if let [before, byte] = window {
                match byte {
                    // á à ä ç é è ê ë ñ ó ö ü as a Mac writes them, after a letter.
                    0x87 | 0x88 | 0x8A | 0x8D..=0x91 | 0x96 | 0x97 | 0x9A | 0x9F if letter(Some(before)) => self.mac += 1,
                    0xC0..=0xFF => self.western += 1,
                    _ => {}
                }
            }
        }
    }

    /// The encoding of what is not UTF-8.
    pub(crate) fn guess(mut self, country: Option<&str>) -> &'static Encoding {
        if self.fed == 0 {
            return WINDOWS_1252;
        }
        if self.mac > 0 && self.western == 0 {
            return MACINTOSH;
        }
        self.detector.feed(b"", true);
        let domain = country.map(|country| if country.eq_ignore_ascii_case("GB") { "uk".to_owned() } else { country.to_ascii_lowercase() });
        self.detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny)
    }
}

/// Text of bytes by what they are, what is declared, and what was guessed for the file; `false` when some did not fit.
pub(crate) fn text(bytes: &[u8], declared: Option<&str>, guess: &'static Encoding) -> (String, bool) {
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let single = declared.is_none_or(|encoding| encoding == UTF_8 || encoding.is_single_byte());
    if single || declared.is_none() {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return (text.to_owned(), true);
        }
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or(guess);
    let (text, _, wrong) = encoding.decode(bytes);
    (text.into_owned(), !wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(bytes: &[u8], country: Option<&str>) -> String {
        let mut survey = Survey::new();
        survey.feed(bytes);
        text(bytes, None, survey.guess(country)).0
    }

    #[test]
    fn undeclared_text_is_read() {
        assert_eq!(guessed("Renée".as_bytes(), None), "Renée", "UTF-8 is UTF-8");
        assert_eq!(guessed(b"Ren\xE9e Lef\xE8vre", Some("FR")), "Renée Lefèvre", "Windows, western");
        assert_eq!(guessed(b"Ren\x8Ee Lef\x8Fvre", Some("FR")), "Renée Lefèvre", "an old Mac");
        assert_eq!(guessed(b"\xC8\xE2\xE0\xED \xCF\xE5\xF2\xF0\xEE\xE2", Some("RU")), "Иван Петров", "Windows, Cyrillic");
    }

    #[test]
    fn a_wrong_declaration_is_seen_through() {
        assert_eq!(text("Renée".as_bytes(), Some("ISO-8859-1"), WINDOWS_1252).0, "Renée", "declared Latin, written UTF-8");
        assert_eq!(text(b"Ren\xE9e", Some("UTF-8"), WINDOWS_1252).0, "Renée", "declared UTF-8, written Latin");
        assert_eq!(text(b"\x83\x65\x83\x58\x83\x67", Some("SHIFT_JIS"), WINDOWS_1252).0, "テスト", "declared and so");
        assert_eq!(text(b"Ren\xE9e", Some("NO-SUCH"), WINDOWS_1252).0, "Renée", "an unknown set is guessed");
    }
}
