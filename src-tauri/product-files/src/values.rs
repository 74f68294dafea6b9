//! The handful of words that cells hold, in the languages exports are written in: states, yes and no, dates.
//!
//! A word that is not known is not guessed: the field stays unsaid.

use crate::offer::{Availability, Condition, Status};
use crate::words::fold;

/// Whether one of the words, folded, is the text.
fn is_one(folded: &str, words: &[&str]) -> bool {
    words.contains(&folded)
}

/// Yes or no.
pub(crate) fn yes(text: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "1",
        "y",
        "yes",
        "true",
        "ja",
        "oui",
        "si",
        "sim",
        "x",
        "on",
        "wahr",
        "vrai",
        "vero",
        "verdadero",
        "verdadeiro",
        "waar",
        "tak",
        "evet",
        "да",
        "نعم",
        "हाँ",
        "هاں",
        "1 0",
        "enabled",
        "active",
        "visible",
    ];
    const NO: &[&str] = &[
        "0",
        "n",
        "no",
        "false",
        "nein",
        "non",
        "nao",
        "off",
        "falsch",
        "faux",
        "falso",
        "onwaar",
        "nie",
        "hayir",
        "нет",
        "لا",
        "नहीं",
        "0 0",
        "nee",
        "disabled",
        "inactive",
        "hidden",
    ];
    if text.is_empty() {
        return None;
    }
    let folded = fold(text);
    if is_one(&folded, YES) {
        Some(true)
    } else if is_one(&folded, NO) {
        Some(false)
    } else {
        None
    }
}

/// What heads a sum.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "sum",
    "overall",
    "total general",
    "sous total",
    "totaux",
    "somme",
    "totale",
    "totale generale",
    "totali",
    "subtotale",
    "totaal",
    "eindtotaal",
    "subtotaal",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "endsumme",
    "insgesamt",
    "suma",
    "total geral",
    "soma",
    "razem",
    "suma koncowa",
    "toplam",
    "genel toplam",
    "ara toplam",
    "итого",
    "всего",
    "итог",
    "الإجمالي",
    "الاجمالي",
    "المجموع",
    "الإجمالي الكلي",
    "कुल",
    "कुल योग",
    "योग",
    "合计",
    "总计",
    "小计",
    "合計",
    "jumlah",
    "total stock",
    "total ht",
    "total ttc",
    "total eur",
];

/// Whether a cell heads the sum of the others: "Total", "Zwischensumme:", "Total (12)".
pub(crate) fn is_total(text: &str) -> bool {
    if text.len() > 60 || !text.chars().any(char::is_alphabetic) {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let bare = words.join(" ");
    TOTALS.iter().any(|word| *word == bare || fold(word) == bare)
}

/// Whether a line of a printed list only says its page or its day: "Seite 2", "Stand: 01.02.2024".
pub(crate) fn is_page_or_day(text: &str) -> bool {
    const PAGES: &[&str] = &["page", "pages", "seite", "pagina", "pag", "blatt", "strona", "sayfa", "стр", "страница", "صفحة", "पृष्ठ"];
    const DAYS: &[&str] = &[
        "stand",
        "date",
        "datum",
        "fecha",
        "data",
        "as",
        "au",
        "le",
        "printed",
        "print",
        "druckdatum",
        "gedruckt",
        "ausdruck",
        "imprime",
        "edite",
        "stampato",
        "impreso",
        "impresso",
        "afgedrukt",
        "stand vom",
        "дата",
        "التاريخ",
    ];
    if text.len() > 60 {
        return false;
    }
    let folded = fold(text);
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let (numbers, others): (Vec<&str>, Vec<&str>) = words.partition(is_number);
    let page = PAGES.contains(&first) && !numbers.is_empty() && others.iter().all(|word| word.len() <= 3);
    let digits: usize = numbers.iter().map(|number| number.len()).sum();
    page || DAYS.contains(&first) && numbers.len() >= 2 && digits >= 4 && others.len() <= 2
}

/// Whether a product is offered, from a column that says so in words or in ones and noughts.
pub(crate) fn status(text: &str) -> Option<Status> {
    const ACTIVE: &[&str] = &[
        "active",
        "aktiv",
        "actif",
        "activo",
        "activa",
        "activado",
        "attivo",
        "ativo",
        "actief",
        "aktywny",
        "aktif",
        "активен",
        "активный",
        "نشط",
        "सक्रिय",
        "published",
        "publish",
        "publie",
        "publicado",
        "pubblicato",
        "veroffentlicht",
        "gepubliceerd",
        "visible",
        "enabled",
        "online",
        "live",
        "shown",
        "in stock",
        "available",
        "listed",
        "approved",
        "for sale",
        "active buy now",
        "sichtbar",
        "current",
    ];
    const DRAFT: &[&str] = &[
        "draft",
        "drafts",
        "inactive",
        "inaktiv",
        "inactif",
        "inactivo",
        "inactiva",
        "desactivado",
        "inattivo",
        "non attivo",
        "disattivo",
        "inativo",
        "inactief",
        "niet actief",
        "nieaktywny",
        "pasif",
        "неактивен",
        "غير نشط",
        "निष्क्रिय",
        "hidden",
        "disabled",
        "unpublished",
        "entwurf",
        "brouillon",
        "borrador",
        "bozza",
        "rascunho",
        "concept",
        "szkic",
        "taslak",
        "черновик",
        "مسودة",
        "private",
        "pending",
        "staging",
        "offline",
        "not for sale",
        "unavailable",
        "versteckt",
        "oculto",
        "nascosto",
        "masque",
        "not visible individually",
        "unlisted",
        "future",
    ];
    const ARCHIVED: &[&str] = &[
        "archived",
        "archive",
        "archiviert",
        "archivado",
        "archiviato",
        "arquivado",
        "gearchiveerd",
        "zarchiwizowany",
        "discontinued",
        "deleted",
        "expired",
        "trash",
        "ended",
        "removed",
        "retired",
        "eingestellt",
        "ausgelistet",
    ];
    let folded = fold(text);
    if is_one(&folded, ACTIVE) {
        Some(Status::Active)
    } else if is_one(&folded, DRAFT) || folded == "2" || text.trim() == "-1" {
        Some(Status::Draft)
    } else if is_one(&folded, ARCHIVED) {
        Some(Status::Archived)
    } else {
        yes(text).map(|yes| if yes { Status::Active } else { Status::Draft })
    }
}

/// Whether something can be had.
pub(crate) fn availability(text: &str) -> Option<Availability> {
    const THERE: &[&str] = &[
        "in stock",
        "instock",
        "available",
        "auf lager",
        "lieferbar",
        "verfugbar",
        "vorratig",
        "en stock",
        "disponible",
        "en existencia",
        "disponibile",
        "in magazzino",
        "em estoque",
        "disponivel",
        "op voorraad",
        "leverbaar",
        "w magazynie",
        "dostepny",
        "stokta var",
        "в наличии",
        "متوفر",
        "स्टॉक में",
        "limited availability",
        "in store",
        "onbackorder available",
    ];
    const GONE: &[&str] = &[
        "out of stock",
        "outofstock",
        "sold out",
        "soldout",
        "unavailable",
        "not available",
        "ausverkauft",
        "nicht lieferbar",
        "nicht vorratig",
        "nicht auf lager",
        "nicht verfugbar",
        "epuise",
        "rupture de stock",
        "en rupture",
        "hors stock",
        "indisponible",
        "agotado",
        "sin stock",
        "sin existencias",
        "no disponible",
        "esaurito",
        "non disponibile",
        "esgotado",
        "sem estoque",
        "indisponivel",
        "niet op voorraad",
        "uitverkocht",
        "brak",
        "niedostepny",
        "tukendi",
        "нет в наличии",
        "غير متوفر",
        "स्टॉक में नहीं",
        "out",
    ];
    const LATER: &[&str] =
        &["preorder", "pre order", "vorbestellung", "vorbestellbar", "precommande", "preventa", "preordine", "pre venda", "coming soon"];
    const ORDERED: &[&str] = &[
        "backorder",
        "back order",
        "available for order",
        "on backorder",
        "onbackorder",
        "auf bestellung",
        "sur commande",
        "bajo pedido",
        "su ordinazione",
        "sob encomenda",
        "op bestelling",
        "made to order",
        "nachbestellt",
    ];
    let folded = fold(text);
    let found = |words| is_one(&folded, words);
    if found(THERE) {
        Some(Availability::InStock)
    } else if found(GONE) {
        Some(Availability::OutOfStock)
    } else if found(LATER) {
        Some(Availability::Preorder)
    } else if found(ORDERED) {
        Some(Availability::Backorder)
    } else if folded == "discontinued" {
        Some(Availability::Discontinued)
    } else {
        yes(text).map(|yes| if yes { Availability::InStock } else { Availability::OutOfStock })
    }
}

/// New or used.
pub(crate) fn condition(text: &str) -> Option<Condition> {
    let folded = fold(text);
    match folded.as_str() {
        "new" | "neu" | "neuf" | "nuevo" | "nuovo" | "novo" | "nieuw" | "nowy" | "yeni" | "новый" | "جديد" | "नया" | "brand new"
        | "1000" | "new with tags" | "new in box" | "mint" => Some(Condition::New),
        "refurbished"
        | "generaluberholt"
        | "reconditionne"
        | "reacondicionado"
        | "ricondizionato"
        | "recondicionado"
        | "gereviseerd"
        | "renewed"
        | "certified refurbished"
        | "2000"
        | "2500" => Some(Condition::Refurbished),
        "used" | "gebraucht" | "occasion" | "usado" | "usato" | "gebruikt" | "uzywany" | "ikinci el" | "б у" | "مستعمل" | "पुराना"
        | "second hand" | "pre owned" | "used like new" | "used good" | "used fair" | "vintage" | "3000" => Some(Condition::Used),
        _ => None,
    }
}

/// A day as `YYYY-MM-DD`; `month_first` decides "03/04/2025".
pub(crate) fn day(text: &str, month_first: bool) -> Option<String> {
    let date = text.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = date.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else {
        let packed = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
        return if packed { valid(date.get(..4)?, date.get(4..6)?, date.get(6..)?) } else { None };
    };
    if first.len() == 4 {
        return valid(first, second, third);
    }
    let century = format!("20{third}");
    let year = if third.len() == 2 { &century } else { *third };
    let month_first = month_first && date.contains('/');
    let (day, month) = if month_first { (*second, *first) } else { (*first, *second) };
    valid(year, month, day).or_else(|| valid(year, day, month))
}

fn valid(year: &str, month: &str, day: &str) -> Option<String> {
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1900..=2200).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// First and last day of "2025-01-01T00:00+0100/2025-02-01T23:59+0100".
pub(crate) fn period(text: &str) -> (Option<String>, Option<String>) {
    match text.split_once('/') {
        Some((from, until)) if from.contains('-') => (day(from, false), day(until, false)),
        _ => (day(text, false), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages_are_known() {
        assert_eq!(
            ["active", "Entwurf", "Archiviert", "TRUE", "0", "-1", "Publié", "نشط", "???"].map(status),
            [
                Some(Status::Active),
                Some(Status::Draft),
                Some(Status::Archived),
                Some(Status::Active),
                Some(Status::Draft),
                Some(Status::Draft),
                Some(Status::Active),
                Some(Status::Active),
                None
            ],
            "states"
        );
        assert_eq!(
            ["in_stock", "out of stock", "available for order", "Agotado", "preorder", "InStock", "?"].map(availability),
            [
                Some(Availability::InStock),
                Some(Availability::OutOfStock),
                Some(Availability::Backorder),
                Some(Availability::OutOfStock),
                Some(Availability::Preorder),
                Some(Availability::InStock),
                None
            ],
            "availability"
        );
        assert_eq!(["new", "Occasion", "odd"].map(condition), [Some(Condition::New), Some(Condition::Used), None], "condition");
    }

    #[test]
    fn days_are_read_and_checked() {
        for (text, month_first, wanted) in [
            ("2025-02-28", false, Some("2025-02-28")),
            ("2025-02-30", false, None),
            ("2025-02-01T10:00:00+01:00", false, Some("2025-02-01")),
            ("2025-02-01 10:00:00", false, Some("2025-02-01")),
            ("31.12.2025", false, Some("2025-12-31")),
            ("03/04/2025", false, Some("2025-04-03")),
            ("03/04/2025", true, Some("2025-03-04")),
            ("12/31/25", false, Some("2025-12-31")),
            ("20250131", false, Some("2025-01-31")),
            ("soon", false, None),
            ("0000-00-00", false, None),
        ] {
            assert_eq!(day(text, month_first).as_deref(), wanted, "{text}");
        }
        assert_eq!(period("2025-01-01T00:00-0800/2025-01-31T23:59-0800").1.as_deref(), Some("2025-01-31"), "both ends of a period");
    }
}
