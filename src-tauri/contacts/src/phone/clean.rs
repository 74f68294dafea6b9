//! From what stands in the cell to digits: scripts, links, spreadsheet damage, words and extensions.
//! Leaves the meaning of the digits to `reading`. Words around a number are left out and noted; words
//! within it make it none, as a letter read for a digit would be an invention.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::PhoneTrouble;

/// Longer cells hold a text, not a number.
const LONGEST: usize = 300;

/// A number without its wrapping.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cleaned {
    /// ASCII digits alone.
    pub digits: String,
    /// With its country code, whether or not a `+` was typed.
    pub international: bool,
    /// Where among the digits a "(0)" stood.
    pub bracketed_zero: Option<usize>,
    pub extension: Option<String>,
    pub notes: Vec<&'static str>,
}

/// First code points of the runs of ten decimal digits outside ASCII.
const ZEROS: [u32; 33] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040,
    0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xAA50,
];

/// Digits of every script, dashes, spaces and plus signs in their plain form; marks nobody sees are gone.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' => out.push(c),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0B}' => out.push('\n'),
            // Shown as nothing: bidi marks, joiners, soft hyphens, variation selectors, key caps, byte order marks.
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
            '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{FEFF}' | '\u{FFFD}' | '\u{180E}' | '\u{640}' => {}
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{30FC}' | '\u{2043}' | '\u{2E3A}' => out.push('-'),
            '＋' | '﹢' | '⁺' | '➕' => out.push('+'),
            '·' | '•' | '∙' | '。' | '․' | '‧' => out.push('.'),
            '／' | '⁄' | '∕' => out.push('/'),
            '’' | '‘' | '´' | '＇' => out.push('\''),
            '“' | '”' | '«' | '»' => out.push('"'),
            '；' | '؛' => out.push(';'),
            '，' | '،' | '、' => out.push(','),
            '\u{FF01}'..='\u{FF5E}' => out.push(char::from_u32(c as u32 - 0xFF01 + 0x21).unwrap_or(c)),
            c => out.push(digit(c).unwrap_or(c)),
        }
    }
    out
}

fn digit(c: char) -> Option<char> {
    let code = c as u32;
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).copied();
    // Mathematical digits: five styles in one run.
    let value = zero.map(|zero| code - zero).or_else(|| (0x1D7CE..=0x1D7FF).contains(&code).then(|| (code - 0x1D7CE) % 10))?;
    char::from_digit(value, 10)
}

/// Lower case without accents, to compare words.
pub(crate) fn plain(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// What cells say when there is no number.
const NOTHING: [&str; 22] = [
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "nil",
    "nan",
    "undefined",
    "unknown",
    "#n/a",
    "no",
    "sin",
    "ninguno",
    "aucun",
    "neant",
    "keine",
    "keins",
    "nessuno",
    "geen",
    "nenhum",
    "no phone",
    "s/n",
];

/// Takes a text apart into digits and what they were wrapped in.
pub(super) fn clean(text: &str) -> Result<Cleaned, PhoneTrouble> {
    let folded = fold(text);
    let folded = unwrap_quotes(&folded);
    if folded.len() > LONGEST {
        return Err(PhoneTrouble::new("not_a_number"));
    }
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return Err(PhoneTrouble::new(without_digits(folded)));
    }
    let mut cleaned = Cleaned::default();
    let body = from_link(folded, &mut cleaned)?;
    let body = from_spreadsheet(&body, &mut cleaned)?;
    let (body, extension) = without_extension(&body);
    cleaned.extension = cleaned.extension.or(extension);
    let core = without_words(body, &mut cleaned)?;
    into_digits(core, &mut cleaned)?;
    Ok(cleaned)
}

fn without_digits(folded: &str) -> &'static str {
    let word = plain(folded);
    let word = word.trim();
    if ["#ref!", "#value!", "#name?", "#error!", "#num!", "#div/0!"].contains(&word) || (word.len() > 2 && word.bytes().all(|b| b == b'#'))
    {
        "damaged"
    } else if NOTHING.contains(&word) || !word.chars().any(char::is_alphabetic) {
        "empty"
    } else {
        "letters"
    }
}

/// `="+33…"`, `'+33…` and quotes left by exports.
fn unwrap_quotes(text: &str) -> &str {
    text.trim().trim_start_matches('=').trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>'))
}

/// Links and ids that hold a number: `tel:`, `wa.me`, `…@s.whatsapp.net`.
fn from_link(text: &str, cleaned: &mut Cleaned) -> Result<String, PhoneTrouble> {
    let lower = text.to_ascii_lowercase();
    let after = |mark: &str| lower.find(mark).and_then(|at| text.get(at + mark.len()..));
    let whatsapp = lower.contains("whatsapp.com/") || lower.contains("whatsapp://");
    if let Some(rest) = after("wa.me/").or_else(|| after("phone=").filter(|_| whatsapp)).or_else(|| after("wa.me%2f")) {
        let rest = rest.strip_prefix("c/").unwrap_or(rest).replace("%2B", "+").replace("%2b", "+");
        let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-')).collect();
        cleaned.international = true;
        return Some(number).filter(|n| n.bytes().any(|b| b.is_ascii_digit())).ok_or(PhoneTrouble::new("not_a_number"));
    }
    if let Some((user, host)) = text.split_once('@') {
        let host = host.to_ascii_lowercase();
        let known = host.starts_with("s.whatsapp.net") || host.starts_with("c.us");
        if known && user.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'+') {
            cleaned.international = true;
            return Ok(user.split(':').next().unwrap_or(user).to_owned());
        }
        if !lower.starts_with("sip:") && !lower.starts_with("sips:") {
            return Err(PhoneTrouble::new("not_a_number"));
        }
    }
    for scheme in ["tel:", "callto:", "sms:", "smsto:", "sips:", "sip:", "skype:", "whatsapp:", "facetime:", "uri:", "phone:"] {
        if lower.starts_with(scheme) {
            return Ok(from_uri(text.get(scheme.len()..).unwrap_or_default(), cleaned));
        }
    }
    if lower.contains("://") || lower.starts_with("www.") {
        return Err(PhoneTrouble::new("not_a_number"));
    }
    Ok(parameters(text, cleaned).unwrap_or_else(|| text.to_owned()))
}

fn from_uri(rest: &str, cleaned: &mut Cleaned) -> String {
    let rest = rest.trim_start().trim_start_matches('/').replace("%2B", "+").replace("%2b", "+").replace("%20", " ");
    let rest = rest.split(['?', '@']).next().unwrap_or_default();
    // "uri:tel:+33…" of a parameter that slid into the value.
    let rest = rest.strip_prefix("tel:").unwrap_or(rest);
    parameters(rest, cleaned).unwrap_or_else(|| rest.to_owned())
}

/// The parameters of a `tel:` URI; `None` when there are none.
fn parameters(text: &str, cleaned: &mut Cleaned) -> Option<String> {
    let mut parts = text.split(';');
    let number = parts.next().unwrap_or_default().to_owned();
    let mut named = false;
    let mut context = None;
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        named = true;
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        match name.trim().to_ascii_lowercase().as_str() {
            "ext" | "extension" if !digits.is_empty() => cleaned.extension = Some(digits),
            "phone-context" if value.trim().starts_with('+') => context = Some(digits),
            _ => {}
        }
    }
    named.then(|| match context {
        Some(code) if !number.trim_start().starts_with('+') => format!("+{code} {number}"),
        _ => number,
    })
}

/// "3.3612345678E+10", "33612345678.0".
fn from_spreadsheet(text: &str, cleaned: &mut Cleaned) -> Result<String, PhoneTrouble> {
    let text = text.trim();
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let power = exponent.strip_prefix('+').unwrap_or(exponent).parse::<usize>().ok().filter(|power| (5..=20).contains(power));
        let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if let Some(power) = power.filter(|_| whole.len() == 1 && digits(whole) && digits(fraction)) {
            // Every digit is still there, or it can't be told which were lost.
            if fraction.len() != power {
                return Err(PhoneTrouble::new("damaged"));
            }
            cleaned.notes.push("spreadsheet_number");
            return Ok(format!("{whole}{fraction}"));
        }
    }
    let decimal = text.split_once(['.', ',']).filter(|(whole, fraction)| {
        let whole = whole.strip_prefix('+').unwrap_or(whole);
        whole.len() >= 7
            && whole.bytes().all(|b| b.is_ascii_digit())
            && !fraction.is_empty()
            && fraction.len() < 3
            && fraction.bytes().all(|b| b == b'0')
    });
    if let Some((whole, _)) = decimal {
        cleaned.notes.push("spreadsheet_number");
        return Ok(whole.to_owned());
    }
    // Written from the right, the plus ends up last.
    match text.strip_suffix('+') {
        Some(rest) if !rest.contains('+') => Ok(format!("+{rest}")),
        _ => Ok(text.to_owned()),
    }
}

/// Words for an extension, without accents and dots.
const EXTENSION: [&str; 27] = [
    "ext",
    "extn",
    "exten",
    "extension",
    "extensao",
    "x",
    "poste",
    "post",
    "pst",
    "durchwahl",
    "dw",
    "int",
    "interno",
    "interne",
    "ramal",
    "anexo",
    "anx",
    "toestel",
    "tst",
    "dahili",
    "nebenstelle",
    "apparaat",
    "доб",
    "добавочныи",
    "доп",
    "вн",
    "внутр",
];

/// Splits "… ext. 12", "…x12", "…#12", "…,,12" and "…p12" off.
fn without_extension(text: &str) -> (&str, Option<String>) {
    let none = (text, None);
    let trimmed = text.trim_end_matches([' ', ')', ']', '#', '.']);
    let before = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(digits) = trimmed.get(before.len()..).filter(|digits| (1..=7).contains(&digits.len())) else { return none };
    let stem = before.trim_end_matches([' ', '.', ':', '-', '=', '(', '[']);
    let enough = |head: &str| head.bytes().filter(u8::is_ascii_digit).count() >= 6;
    // Pauses and hashes need no word.
    let dialled = stem.trim_end_matches(['#', ',', ';', '~']);
    // "06,12,34,56,78" has commas for spaces.
    if dialled.len() < stem.len() && enough(dialled) && digits.len() <= 6 && !dialled.contains(',') {
        return (dialled, Some(digits.to_owned()));
    }
    let head = stem.trim_end_matches(char::is_alphabetic);
    let word = plain(stem.get(head.len()..).unwrap_or_default());
    let pause = matches!(word.as_str(), "p" | "w") && head.ends_with(|c: char| c.is_ascii_digit());
    if (EXTENSION.contains(&word.as_str()) || pause) && enough(head) {
        return (head.trim_end_matches([' ', ',', '(', '[', '-', ';', '/']), Some(digits.to_owned()));
    }
    none
}

/// Words that say what kind of number follows.
const LABELS: [&str; 41] = [
    "tel",
    "telf",
    "tlf",
    "tlfn",
    "telefon",
    "telefono",
    "telephone",
    "telefone",
    "t",
    "ph",
    "phone",
    "p",
    "mob",
    "mobile",
    "mobil",
    "movil",
    "m",
    "cel",
    "cell",
    "celular",
    "cellulare",
    "c",
    "gsm",
    "handy",
    "portable",
    "port",
    "whatsapp",
    "wa",
    "wsp",
    "wapp",
    "work",
    "home",
    "call",
    "no",
    "nr",
    "num",
    "numero",
    "hp",
    "n",
    "telefoon",
    "cellphone",
];

/// The part from the first digit to the last, if only words stand around it.
fn without_words<'a>(text: &'a str, cleaned: &mut Cleaned) -> Result<&'a str, PhoneTrouble> {
    let is_start = |c: char| c.is_ascii_digit() || c == '+' || c == '*';
    let start = text.find(is_start).unwrap_or(0);
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |at| at + 1);
    let (before, core, after) =
        (text.get(..start).unwrap_or_default(), text.get(start..end).unwrap_or_default(), text.get(end..).unwrap_or_default());
    if core.chars().any(char::is_alphabetic) {
        return Err(PhoneTrouble::new("letters"));
    }
    let words = |part: &str| -> Vec<String> {
        plain(part).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (leading, trailing) = (words(before), words(after));
    let label = |word: &String| LABELS.contains(&word.as_str());
    if leading.iter().chain(&trailing).any(|word| matches!(word.as_str(), "fax" | "telefax" | "faks")) {
        cleaned.notes.push("fax");
    }
    let glued = (before.ends_with(char::is_alphabetic) && !core.starts_with('+') && !leading.last().is_some_and(label))
        || after.starts_with(char::is_alphabetic);
    let few = core.bytes().filter(u8::is_ascii_digit).count() < 7;
    let strange = leading.iter().chain(&trailing).any(|word| !label(word));
    if glued || (few && strange) {
        return Err(PhoneTrouble::new("letters"));
    }
    if strange {
        cleaned.notes.push("words_left_out");
    }
    Ok(core)
}

fn into_digits(core: &str, cleaned: &mut Cleaned) -> Result<(), PhoneTrouble> {
    if core.contains(['*', '#']) {
        return Err(PhoneTrouble::new("service_number"));
    }
    let zeros = core.len() - core.trim_start_matches('0').len();
    let signed = core.trim_start_matches('0').starts_with('+') && zeros <= 2;
    let rest = if signed { core.get(zeros..).unwrap_or_default().trim_start_matches(['+', ' ', '(']) } else { core };
    let mut previous = [' '; 2];
    for c in rest.chars() {
        match c {
            '0'..='9' => cleaned.digits.push(c),
            ')' if previous == ['(', '0'] && cleaned.digits.len() > 1 => cleaned.bracketed_zero = Some(cleaned.digits.len() - 1),
            ' ' | '-' | '.' | '(' | ')' | '/' | ',' | '\'' | ':' | '[' | ']' | '_' | '\\' | '~' | '"' | '|' | ';' | '\n' | '=' => {}
            // A flag or a telephone drawn before the number is decoration.
            c if !c.is_ascii() && !c.is_alphanumeric() => {}
            _ => return Err(PhoneTrouble::new("not_a_number")),
        }
        if c != ' ' {
            previous = [previous[1], c];
        }
    }
    cleaned.international |= signed;
    Ok(())
}
