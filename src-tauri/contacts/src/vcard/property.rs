//! One property of a card, from its unfolded line: `item1.TEL;TYPE=CELL;PREF:…`.
//! Bare parameters of 2.1 and named ones of 3.0 and 4.0 may be mixed, in any case, quoted or not.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

use crate::charset;

/// A property, its value still as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Property {
    pub group: String,
    /// In capitals.
    pub name: String,
    /// Name in capitals, empty for a bare one; value as written.
    pub parameters: Vec<(String, String)>,
    pub value: Vec<u8>,
}

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true).with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Property {
    /// Reads a line that begins like a property; `None` when it does not.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let colon = colon(line)?;
        let (head, value) = line.split_at_checked(colon)?;
        let head = String::from_utf8_lossy(head);
        let mut parts = outside_quotes(&head, ';').into_iter();
        let name = parts.next()?.trim().to_owned();
        let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'));
        if !fits {
            return None;
        }
        let (group, name) =
            name.rsplit_once('.').map_or((String::new(), name.clone()), |(group, name)| (group.to_uppercase(), name.to_owned()));
        let parameters = parts
            .map(|part| match part.split_once('=') {
                Some((key, value)) => (key.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()),
                None => (String::new(), part.trim().to_owned()),
            })
            .collect();
        Some(Self { group, name: name.to_ascii_uppercase(), parameters, value: value.get(1..).unwrap_or_default().to_vec() })
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Types and bare parameters, in capitals.
    pub(super) fn types(&self) -> Vec<String> {
        let values = self.parameters.iter().filter(|(key, _)| key.is_empty() || key == "TYPE");
        values
            .flat_map(|(_, value)| value.split(','))
            .map(|value| value.trim().trim_matches('"').to_ascii_uppercase())
            .filter(|value| !value.is_empty())
            .collect()
    }

    fn encoding_is(&self, names: &[&str]) -> bool {
        self.parameters
            .iter()
            .any(|(key, value)| (key.is_empty() || key == "ENCODING") && names.iter().any(|name| value.eq_ignore_ascii_case(name)))
    }

    pub(super) fn is_quoted_printable(&self) -> bool {
        self.encoding_is(&["QUOTED-PRINTABLE", "Q", "QP"])
    }

    pub(super) fn is_base64(&self) -> bool {
        self.encoding_is(&["BASE64", "B"])
    }

    /// The bytes behind the transfer encoding.
    pub(super) fn bytes(&self) -> Vec<u8> {
        if self.is_quoted_printable() {
            return unquote(&self.value);
        }
        if self.is_base64() {
            let dense: Vec<u8> = self.value.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            return TOLERANT.decode(dense).unwrap_or_default();
        }
        if undeclared_quoted(&self.value) { unquote(&self.value) } else { self.value.clone() }
    }

    /// The text, escapes still in place; `false` when it does not fit any encoding.
    pub(super) fn text(&self, guess: &'static Encoding) -> (String, bool) {
        charset::text(&self.bytes(), self.parameter("CHARSET"), guess)
    }
}

/// Where the value begins: the first colon outside quotes, or the first at all when a quote never closes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b':' if !quoted => return Some(at),
            _ => {}
        }
    }
    line.iter().position(|b| *b == b':')
}

fn outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        if c == '"' {
            quoted = !quoted;
        }
        c == mark && !quoted
    })
    .collect()
}

/// `=C3=89` to bytes; what is no escape stays.
fn unquote(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        let pair =
            value.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, pair) {
            (b'=', Some(decoded)) => {
                out.push(decoded);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// Some phones quote without saying so: two escapes in a row that make a letter beyond ASCII.
fn undeclared_quoted(value: &[u8]) -> bool {
    let runs = value.windows(6).any(|six| six.first() == Some(&b'=') && six.get(3) == Some(&b'='));
    runs && std::str::from_utf8(&unquote(value)).is_ok_and(|text| !text.is_ascii()) && value.is_ascii()
}

/// Parts of a structured value, escapes resolved; commas within a part separate several values and become spaces.
pub(super) fn parts(text: &str) -> Vec<String> {
    split_unescaped(text, ';')
        .iter()
        .map(|part| split_unescaped(part, ',').iter().map(|value| unescape(value)).collect::<Vec<_>>().join(" ").trim().to_owned())
        .collect()
}

/// Splits at a mark that is not escaped.
pub(super) fn split_unescaped(text: &str, mark: char) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == mark && !escaped {
            all.push(String::new());
            continue;
        }
        if let Some(last) = all.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    all
}

/// `\n`, `\,`, `\;`, `\:` and `\\`; any other backslash stays.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        match (c, next) {
            ('\\', Some('n' | 'N')) => out.push('\n'),
            ('\\', Some(marked @ (',' | ';' | ':' | '\\' | '"'))) => out.push(marked),
            _ => {
                out.push(c);
                continue;
            }
        }
        characters.next();
    }
    out
}
