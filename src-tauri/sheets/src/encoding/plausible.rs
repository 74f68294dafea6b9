//! How well letters sit among their neighbours under one encoding or another.
//!
//! `chardetng` is asked first and is mostly right. It does not know Mac Roman or the pages of
//! MS-DOS, and takes them for something else; there a wrong page shows in capitals after small
//! letters and in signs within words ("CafŽ", "caf‚"). Points are per letter beyond ASCII.

use super::Letters;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_8859_15, MACINTOSH, WINDOWS_1252};

/// The likeliest encoding of lines that are not UTF-8.
pub(super) fn best(sample: &[u8]) -> Letters {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = Letters::Web(detector.guess(None, Utf8Detection::Deny));
    let mut best = (guess, points(&guess.decode(sample)));
    // Another page must be clearly better than the detector's, and the better-known one wins a tie.
    for (page, lead) in [
        (Letters::Web(WINDOWS_1252), 0.5),
        (Letters::Web(ISO_8859_15), 0.1),
        (Letters::Web(MACINTOSH), 0.6),
        (Letters::Ibm850, 0.6),
        (Letters::Ibm437, 0.6),
    ] {
        let points = points(&page.decode(sample));
        if page != best.0 && points > best.1 + lead {
            best = (page, points);
        }
    }
    if best.0 == guess && is_barely_eastern(guess, sample) && points(&Letters::Web(WINDOWS_1252).decode(sample)) >= best.1 - 0.3 {
        return Letters::Web(WINDOWS_1252);
    }
    best.0
}

/// Whether a page of another Latin alphabet is guessed by one letter alone, or by none within a word: the "Ø" of a pipe
/// and the "œ" of "œuf" are no Latvian and no Polish. Who writes those has more letters of their own.
fn is_barely_eastern(guess: Letters, sample: &[u8]) -> bool {
    const PAGES: [&str; 9] = [
        "windows-1250",
        "windows-1254",
        "windows-1257",
        "windows-1258",
        "ISO-8859-2",
        "ISO-8859-4",
        "ISO-8859-10",
        "ISO-8859-13",
        "ISO-8859-16",
    ];
    if !PAGES.contains(&guess.name()) {
        return false;
    }
    let letters: Vec<char> = guess.decode(sample).chars().collect();
    let mut own: Vec<String> = Vec::new();
    for (place, &letter) in letters.iter().enumerate().filter(|(_, letter)| letter.is_alphabetic() && !letter.is_ascii()) {
        let near = [place.wrapping_sub(1), place + 1].into_iter().filter_map(|place| letters.get(place)).any(|other| other.is_alphabetic());
        let letter: String = letter.to_lowercase().collect();
        if near && !letter.chars().all(|letter| WESTERN.contains(letter)) && !own.contains(&letter) {
            own.push(letter);
        }
    }
    own.len() < 2
}

/// Points per letter beyond ASCII: about 2 for sound text, below 0 for garbage.
fn points(text: &str) -> f64 {
    let letters: Vec<char> = text.chars().collect();
    let mut sum = 0.0;
    let mut count = 0_u32;
    for (place, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii() {
            let before = place.checked_sub(1).and_then(|place| letters.get(place)).copied().unwrap_or(' ');
            let after = letters.get(place + 1).copied().unwrap_or(' ');
            sum += weigh(before, letter, after);
            count += 1;
        }
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

const WESTERN: &str = "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ";
const QUOTES_AND_DASHES: &str = "“”„«»‘’‚–—…•\u{a0}";
const SIGNS: &str = "®©™°²³µ×½¼¾±§·¡¿";

fn weigh(before: char, letter: char, after: char) -> f64 {
    if letter == '\u{fffd}' || letter == '\u{f8ff}' || ('\u{80}'..='\u{9f}').contains(&letter) {
        return -6.0;
    }
    if matches!(letter, 'ƒ' | 'ˆ' | '˜' | 'ˇ') {
        return -2.5;
    }
    if matches!(letter, 'ª' | 'º') {
        return if before.is_ascii_digit() || before == 'n' || before == 'N' { 1.0 } else { -2.0 };
    }
    if letter.is_alphabetic() {
        return weigh_letter(before, letter, after);
    }
    let within = before.is_alphabetic() && after.is_alphabetic();
    let digit_near = before.is_ascii_digit() || after.is_ascii_digit() || before == ' ' || after == ' ';
    match letter {
        '’' if within => 1.0,
        '\u{ad}' => -1.0,
        _ if within => -3.0,
        '€' | '£' | '¥' if after.is_alphabetic() => -2.0,
        '€' | '£' | '¥' => {
            if digit_near {
                2.0
            } else {
                0.5
            }
        }
        '¡' | '¿' if before.is_alphanumeric() || !after.is_alphabetic() => -2.0,
        '…' if after.is_alphabetic() => -1.0,
        '«' | '“' | '„' | '‘' if before.is_alphanumeric() => -1.0,
        _ if QUOTES_AND_DASHES.contains(letter) || SIGNS.contains(letter) => 1.0,
        '\u{2500}'..='\u{259f}' => -3.0,
        _ => -2.0,
    }
}

fn weigh_letter(before: char, letter: char, after: char) -> f64 {
    let latin = |letter: char| {
        letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter) || ('\u{1e00}'..='\u{1eff}').contains(&letter)
    };
    let neighbours = [before, after].into_iter().filter(|other| other.is_alphabetic());
    let mixed = neighbours.clone().any(|other| latin(other) != latin(letter));
    if mixed {
        return -4.0;
    }
    if letter.is_uppercase() && before.is_lowercase() {
        return -3.0;
    }
    // A capital between a capital and a small letter, "KŠse", stands in no word.
    if letter.is_uppercase() && before.is_uppercase() && after.is_lowercase() {
        return -3.0;
    }
    let alone = neighbours.count() == 0;
    if !latin(letter) {
        return if alone { -1.0 } else { 2.0 };
    }
    match (WESTERN.contains(letter), alone) {
        (_, true) if "àÀéèæøØåöóëúíÅÄÖ".contains(letter) => 1.0,
        (_, true) => -1.0,
        (true, _) => 2.0,
        // Letters of other Latin alphabets come from the detector; here they are only not against it.
        (false, _) if "ðþýÿÐÞÝŸ".contains(letter) => 0.5,
        (false, _) => 1.8,
    }
}
