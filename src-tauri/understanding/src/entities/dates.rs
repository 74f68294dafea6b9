//! A date as people write it beside a month's name, and the few days of the year that have names of their own. Numbers
//! alone ("3/4") are left alone: they are prices, sizes and halves far more often than dates.

use super::Reading;
use super::times::Day;

/// The months as they are written without accents, January first: the languages' full and short names.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv", "enero", "ene", "janeiro", "जनवरी", "janvari", "يناير"],
    &["february", "feb", "fevrier", "fevr", "febrero", "fevereiro", "fev", "फरवरी", "farvari", "فبراير"],
    &["march", "mar", "mars", "marzo", "marco", "मार्च", "مارس"],
    &["april", "apr", "avril", "avr", "abril", "abr", "अप्रैल", "aprail", "ابريل"],
    &["may", "mai", "mayo", "maio", "मई", "مايو"],
    &["june", "jun", "juin", "junio", "junho", "जून", "يونيو"],
    &["july", "jul", "juillet", "juil", "julio", "julho", "जुलाई", "julai", "يوليو"],
    &["august", "aug", "aout", "agosto", "ago", "अगस्त", "agast", "اغسطس"],
    &["september", "sept", "sep", "septembre", "septiembre", "setembro", "सितंबर", "सितम्बर", "sitambar", "سبتمبر"],
    &["october", "oct", "octobre", "octubre", "outubro", "out", "अक्टूबर", "अक्तूबर", "aktubar", "اكتوبر"],
    &["november", "nov", "novembre", "noviembre", "novembro", "नवंबर", "नवम्बर", "navambar", "نوفمبر"],
    &["december", "dec", "decembre", "diciembre", "dic", "dezembro", "dez", "दिसंबर", "दिसम्बर", "disambar", "ديسمبر"],
];
/// Between the day and its month.
const OF: [&str; 4] = ["of", "de", "the", "من"];
/// Days with a name, as they are written without accents: the words one behind the other, month and day. Longer names first.
const NAMED: [(&[&str], u8, u8); 17] = [
    (&["christmas", "eve"], 12, 24),
    (&["reveillon", "de", "noel"], 12, 24),
    (&["veille", "de", "noel"], 12, 24),
    (&["vespera", "de", "natal"], 12, 24),
    (&["nochebuena"], 12, 24),
    (&["christmas"], 12, 25),
    (&["xmas"], 12, 25),
    (&["noel"], 12, 25),
    (&["navidad"], 12, 25),
    (&["natal"], 12, 25),
    (&["क्रिसमस"], 12, 25),
    (&["الكريسماس"], 12, 25),
    (&["boxing", "day"], 12, 26),
    (&["nochevieja"], 12, 31),
    (&["new", "years", "eve"], 12, 31),
    (&["new", "years", "day"], 1, 1),
    (&["jour", "de", "l", "an"], 1, 1),
];

fn month(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(at + 1).ok()
}

/// "25", "25th", "1er", "1º".
fn number(word: &str) -> Option<u8> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    let plain = matches!(rest, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "o");
    number.parse().ok().filter(|day| plain && (1..=31).contains(day))
}

/// The first date that is named.
pub(super) fn date(reading: &mut Reading) -> Option<Day> {
    for at in 0..reading.tokens.len() {
        let Some(month) = month(reading.word(at)).filter(|_| reading.free(at)) else { continue };
        let between = at.checked_sub(1).is_some_and(|before| OF.contains(&reading.word(before)));
        let before = at.checked_sub(if between { 2 } else { 1 }).and_then(|place| Some((number(reading.word(place))?, place)));
        if let Some((day, place)) = before {
            reading.take(place, at + 1);
            return Some(Day::Date { month, day });
        }
        // "may 5" is as often a wish as a date; "december 25" is none but a date.
        if let Some(day) = number(reading.word(at + 1)).filter(|_| reading.word(at) != "may") {
            reading.take(at, at + 2);
            return Some(Day::Date { month, day });
        }
    }
    // A name is not taken away from the words: a Christmas tree is a product.
    let has =
        |name: &[&str]| (0..reading.tokens.len()).any(|at| name.iter().enumerate().all(|(more, word)| reading.word(at + more) == *word));
    NAMED.iter().find(|(name, ..)| has(name)).map(|&(_, month, day)| Day::Date { month, day })
}

#[cfg(test)]
mod tests {
    use super::super::times::{Day, When};
    use crate::{Assets, Context, Understanding};

    #[test]
    fn dates_are_read_beside_a_month_and_by_their_names() {
        let shop = Understanding::new(&Assets::built_in());
        let day = |text: &str| shop.understand(text, &Context::default()).entities.when.and_then(|when: When| when.day);
        for (text, month, of) in [
            ("are you open on 25 December?", 12, 25),
            ("Are you open on December 25th?", 12, 25),
            ("open the 1st of May?", 5, 1),
            ("vous êtes ouverts le 1er janvier ?", 1, 1),
            ("ouvert le 15 août ?", 8, 15),
            ("¿abren el 6 de enero?", 1, 6),
            ("vocês abrem dia 7 de setembro?", 9, 7),
            ("क्या आप 26 जनवरी को खुले हैं?", 1, 26),
            ("هل تفتحون 25 ديسمبر؟", 12, 25),
            ("do you open on Christmas Eve?", 12, 24),
            ("ouvert à Noël ?", 12, 25),
        ] {
            assert_eq!(day(text), Some(Day::Date { month, day: of }), "{text}");
        }
        for text in ["may I have 5 of them?", "size 42 please", "do you have 3 march hare cups"] {
            assert!(!matches!(day(text), Some(Day::Date { month: 5, .. })), "no date of May: {text}");
        }
    }
}
