//! Numbers in words that are made of several: "thirty one", "two hundred", "quatre-vingt-dix-sept", "خمسة وعشرين".

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::words;

/// A word for a number by itself, of any language; what its place adds is in [`spoken`].
const WORDS: &[(u32, &str)] = &[
    (1, "one un une uno una um uma ek एक واحد"),
    (2, "two deux dos dois duas do दो اثنين اتنين اثنان"),
    (3, "three trois tres teen तीन ثلاثه تلاته ثلاث"),
    (4, "four quatre cuatro quatro char chaar चार اربعه اربع"),
    (5, "five cinq cinco paanch panch पांच خمسه خمس"),
    (6, "six seis chhe cheh छह छः سته ست"),
    (7, "seven sept siete sete saat सात سبعه سبع"),
    (8, "eight huit ocho oito aath आठ ثمانيه تمانيه ثمان"),
    (9, "nine neuf nueve nove nau नौ تسعه تسع"),
    (10, "ten dix diez dez das दस عشره عشر"),
    (11, "eleven onze gyarah احدعش حداشر"),
    (12, "twelve douze doce doze barah اطنعش اتناشر"),
    (13, "thirteen treize trece treze terah"),
    (14, "fourteen quatorze catorce catorze chaudah"),
    (15, "fifteen quinze quince pandrah"),
    (16, "sixteen seize dieciseis dezesseis dezasseis solah"),
    (17, "seventeen diecisiete dezessete dezassete satrah"),
    (18, "eighteen dieciocho dezoito atharah"),
    (19, "nineteen diecinueve dezenove dezanove unnis unnees"),
    (20, "twenty vingt vingts veinte vinte bees عشرين عشرون"),
    (21, "veintiuno veintiun veintiuna ikkis ikkees"),
    (22, "veintidos bais baees"),
    (23, "veintitres teis"),
    (24, "veinticuatro chaubis"),
    (25, "veinticinco pachis pachees pacchis"),
    (26, "veintiseis chhabbis"),
    (27, "veintisiete sattais"),
    (28, "veintiocho atthais"),
    (29, "veintinueve untis"),
    (30, "thirty trente treinta trinta tees ثلاثين تلاتين"),
    (35, "paintis paintees"),
    (40, "forty fourty quarante cuarenta quarenta chalis chalees اربعين"),
    (45, "paintalis"),
    (50, "fifty cinquante cincuenta cinquenta pachas خمسين"),
    (60, "sixty soixante sesenta sessenta saath ستين"),
    (70, "seventy septante setenta sattar سبعين"),
    (75, "pachhattar pachattar"),
    (80, "eighty huitante ochenta oitenta assi ثمانين تمانين"),
    (90, "ninety nonante noventa nabbe تسعين"),
    (99, "ninyanve"),
    (100, "hundred cent cents cien ciento cem cento sau सौ ميه مئه مائه"),
    (200, "doscientos doscientas duzentos duzentas ميتين مئتين"),
    (300, "trescientos trescientas trezentos trezentas"),
    (400, "cuatrocientos cuatrocientas quatrocentos quatrocentas"),
    (500, "quinientos quinientas quinhentos quinhentas"),
    (600, "seiscientos seiscientas seiscentos seiscentas"),
    (700, "setecientos setecientas setecentos setecentas"),
    (800, "ochocientos ochocientas oitocentos oitocentas"),
    (900, "novecientos novecientas novecentos novecentas"),
];
/// Hindi has a word of its own for each from eleven on.
const HINDI_FROM_ELEVEN: &str = "ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस \
    इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास \
    इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर \
    इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे \
    इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे";
/// Words that mean something else in a language next to theirs: numbers only beside another number.
const NOT_ALONE: &[&str] = &[
    "un", "une", "um", "uma", "do", "dos", "tees", "bees", "seize", "doze", "tres", "teen", "char", "saat", "sept", "neuf", "das", "nau",
    "cent", "cents", "sau", "saath", "assi", "bais", "teis",
];

fn value(word: &str) -> Option<u32> {
    static VALUES: OnceLock<HashMap<String, u32>> = OnceLock::new();
    let values = VALUES.get_or_init(|| {
        let hindi = HINDI_FROM_ELEVEN.split_whitespace().zip(11..);
        let others = WORDS.iter().flat_map(|(value, column)| column.split(' ').map(|word| (word, *value)));
        others.chain(hindi).map(|(word, value)| (words(word).join(" "), value)).collect()
    });
    values.get(word).copied()
}

/// A number that begins at a word and is made of several, or of one that only means it: its value and where it ends.
/// Not more than 999, and dozens.
pub(super) fn spoken(word: &dyn Fn(usize) -> String, at: usize) -> Option<(u32, usize)> {
    let mut total = value(&word(at))?;
    let mut end = at + 1;
    loop {
        let joined = matches!(word(end).as_str(), "and" | "et" | "y" | "e" | "و");
        let next = word(end + usize::from(joined));
        let (plain, arabic) = match next.strip_prefix('و') {
            Some(rest) if value(&next).is_none() => (rest.to_owned(), true),
            _ => (next, joined),
        };
        let Some(more) = value(&plain).and_then(|more| together(total, more, arabic, &plain)) else { break };
        total = more;
        end += 1 + usize::from(joined);
    }
    if matches!(
        word(end).as_str(),
        "dozen" | "dozens" | "douzaine" | "douzaines" | "docena" | "docenas" | "duzia" | "duzias" | "darjan" | "दर्जन"
    ) && total < 20
    {
        return Some((total * 12, end + 1));
    }
    // "Dos mugs" begins with how many; "um dos azuis" is one of the blue ones.
    let begins = at == 0 && word(at) == "dos";
    (end > at + 1 || begins || !NOT_ALONE.contains(&word(at).as_str())).then_some((total, end))
}

/// Two parts of one number; none where they are two numbers.
fn together(total: u32, more: u32, joined: bool, word: &str) -> Option<u32> {
    let (tens, rest) = (total % 100, total % 10);
    match more {
        // "Six cents", "cien": only after two to nine, and "one hundred".
        100 if !joined && (1..=9).contains(&total) && !(total == 1 && word.starts_with("cent")) => Some(total * 100),
        20 if word.starts_with("vingt") && tens == 4 => Some(total + 76),
        1..=9 if rest == 0 && (tens == 0 || tens >= 20) && total != 10 => Some(total + more),
        // "Dix-sept", "soixante-dix", "quatre-vingt-onze".
        7..=9 if tens % 20 == 10 && matches!(word, "sept" | "huit" | "neuf") => Some(total + more),
        10..=19 if tens == 60 || tens == 80 => Some(total + more),
        10..=99 if tens == 0 && total >= 100 => Some(total + more),
        20..=99 if joined && more.is_multiple_of(10) && (1..=9).contains(&tens) => Some(total + more),
        _ => None,
    }
}
