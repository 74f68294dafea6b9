//! A WhatsApp chat as its export writes it: who wrote under a bare number is nobody's contact yet.
//! Only such senders are taken, once each; those shown by a name have no number here. The text of a chat is not read.

use std::collections::HashSet;
use std::io::{self, BufRead};

use crate::contact::{Contact, Draft, DraftNumber, Rejected};
use crate::phone;
use crate::vcard::lines::Lines;

/// Whether a file begins like an exported chat: three of its first lines name a sender after a date and a time.
pub(crate) fn begins_like_it(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start.get(..start.len().min(16 * 1024)).unwrap_or_default());
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
    let messages = lines.iter().filter(|line| sender(line).is_some()).count();
    messages >= 2 && messages * 3 >= lines.len()
}

/// The sender of a line: "[12/04/24, 10:15:03] Ana: …" or "12/04/2024, 10:15 - Ana: …".
fn sender(line: &str) -> Option<String> {
    let folded = phone::fold(line);
    let line = folded.trim_start();
    let (stamp, rest) = match line.strip_prefix('[') {
        Some(inner) => inner.split_once("] ")?,
        None => line.split_once(" - ")?,
    };
    let digits = stamp.bytes().filter(u8::is_ascii_digit).count();
    let clock = stamp.split([' ', ',']).any(|part| part.contains(':') && part.starts_with(|c: char| c.is_ascii_digit()));
    let dated = stamp.starts_with(|c: char| c.is_ascii_digit()) && stamp.contains(['/', '.', '-']);
    if !clock || !dated || stamp.len() > 40 || !(7..=16).contains(&digits) {
        return None;
    }
    let (who, _) = rest.split_once(':')?;
    Some(who.trim().trim_start_matches('~').trim().to_owned()).filter(|who| !who.is_empty() && who.chars().count() <= 80)
}

/// Most senders kept apart.
const MOST: usize = 100_000;

/// Reads every sender who is a number.
pub(crate) fn each(
    source: Box<dyn BufRead + Send + '_>,
    country: Option<&str>,
    mut on: impl FnMut(Result<Contact, Rejected>),
) -> io::Result<()> {
    let mut lines = Lines::new(source)?;
    let mut line = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut row = 0;
    while lines.next(&mut line)? {
        row += 1;
        let Some(who) = sender(&String::from_utf8_lossy(&line)) else { continue };
        let digits = who.bytes().filter(u8::is_ascii_digit).count();
        if digits < 7 || who.chars().any(char::is_alphabetic) || seen.len() >= MOST || !seen.insert(who.clone()) {
            continue;
        }
        let numbers = vec![DraftNumber { typed: who, column: "sender".to_owned(), whatsapp: true, ..DraftNumber::default() }];
        on(Draft { row, numbers, ..Draft::default() }.finish(country, "sender"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn senders_without_a_name_are_taken_once() {
        for text in [
            "12/04/2024, 10:15 - Messages and calls are end-to-end encrypted.\n12/04/2024, 10:15 - +33 6 12 34 56 78: Bonjour\n12/04/2024, 10:16 - Ana: mon 06 11 11 11 11\n\
             12/04/2024, 10:17 - \u{202A}+33 6 12 34 56 79\u{202C}: Salut: ça va ?\nencore\n12/04/2024, 10:18 - +33 6 12 34 56 78: 2\n",
            "\u{200E}[12.04.24, 10:15:03] Ana: \u{200E}x\n[12.04.24, 10:15:09] +33 6 12 34 56 78: Bonjour\n[12.04.24, 10:16:00] ~\u{A0}+33 6 12 34 56 79: Salut\n",
            "4/12/24, 10:15\u{202F}PM - +33 6 12 34 56 78: Bonjour\n4/12/24, 10:16\u{202F}PM - +33 6 12 34 56 79: Salut\n",
        ] {
            assert!(begins_like_it(text.as_bytes()), "a chat: {text}");
            let mut numbers = Vec::new();
            each(Box::new(Cursor::new(text)), None, |read| numbers.push(read.expect("a sender").phones[0].e164[0].clone()))
                .expect("memory does not fail");
            assert_eq!(numbers, ["+33612345678", "+33612345679"], "each number once, nobody with a name: {text}");
        }
        for text in ["Name,Phone\nAna,0612345678\n", "2024-01-02 10:00 - note\n", "0612345678\n0612345679\n"] {
            assert!(!begins_like_it(text.as_bytes()), "no chat: {text}");
        }
    }
}
