//! What to call somebody, from the parts an address book keeps.
//!
//! The display name of the file wins, as people chose it; "Last, First" is turned round. A name that is only the
//! number or an e-mail address is none. Titles are kept where people wrote them into the name and not added from
//! a field of their own: a list of customers is not sorted by "Mr".

use crate::contact::Draft;

/// A name, put together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub name: String,
    pub given: String,
    pub family: String,
}

/// Longest name kept, in characters.
const LONGEST: usize = 200;

/// What follows a comma without being a given name, in lower case without dots.
const SUFFIXES: [&str; 34] = [
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "dds", "esq", "cpa", "mba", "rn", "inc", "llc", "ltd", "co", "corp", "sarl", "sas", "sa",
    "gmbh", "kg", "ag", "sl", "srl", "bv", "nv", "lda", "ltda", "me", "plc", "pllc", "msc", "bsc",
];

/// Spaces in order, no marks nobody sees, not endless.
pub(crate) fn tidy(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'));
    let plain: String = kept.map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).take(LONGEST * 2).collect();
    let joined = plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    joined.chars().take(LONGEST).collect()
}

/// Whether a text names nobody: a number, an address, a placeholder.
fn names_nobody(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let pictures = text.chars().any(|c| !c.is_ascii() && !c.is_alphanumeric() && c > '\u{2190}');
    let lower = text.to_lowercase();
    (letters == 0 && (digits > 0 || !pictures))
        || (text.contains('@') && !text.contains(' ') && text.contains('.'))
        || matches!(
            lower.as_str(),
            "n/a" | "null" | "none" | "unknown" | "(no name)" | "no name" | "undefined" | "sans nom" | "sin nombre" | "unbekannt"
        )
}

/// "Doe, John" as given and family name.
fn turned_round(text: &str) -> Option<(String, String)> {
    let (family, given) = text.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let one_comma = !given.contains(',');
    let words = |part: &str| part.split(' ').count();
    let plain = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_numeric() || matches!(c, '/' | '&' | ';'));
    let suffix = given.split(' ').next().is_some_and(|first| SUFFIXES.contains(&first.replace('.', "").to_lowercase().as_str()));
    (one_comma && plain(family) && plain(given) && !suffix && words(family) <= 3 && words(given) <= 4)
        .then(|| (given.to_owned(), family.to_owned()))
}

/// Titles people write before a family name, in lower case without dots.
const TITLES: [&str; 32] = [
    "dr", "prof", "mr", "mrs", "ms", "miss", "m", "mme", "mlle", "me", "sr", "sra", "srta", "don", "doña", "herr", "frau", "sig", "sigra",
    "dott", "dottssa", "ing", "avv", "dra", "dhr", "mevr", "shri", "smt", "eng", "rev", "sir", "docteur",
];

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.replace('.', "").to_lowercase().as_str())
}

/// Puts the name of a draft together.
pub(crate) fn compose(draft: &Draft) -> Named {
    let clean = |text: &str| Some(tidy(text)).filter(|text| !text.is_empty() && !names_nobody(text));
    let (mut given, mut family) = (clean(&draft.given).unwrap_or_default(), clean(&draft.family).unwrap_or_default());
    let company = clean(&draft.company);
    let mut name = clean(&draft.display);
    // Where the parts are known, only the family name stands before the comma.
    let agrees = |(_, last): &(String, String)| family.is_empty() || last.to_lowercase().contains(&family.to_lowercase());
    let turned = name.as_deref().filter(|name| company.as_deref() != Some(name)).and_then(turned_round).filter(agrees);
    if let Some((mut first, mut last)) = turned {
        let title = last.split_once(' ').filter(|(title, _)| is_title(title)).map(|(title, rest)| (title.to_owned(), rest.to_owned()));
        if let Some((title, rest)) = title {
            name = Some(format!("{title} {first} {rest}"));
            last = rest;
        } else {
            name = Some(format!("{first} {last}"));
        }
        first = tidy(&first);
        if given.is_empty() && family.is_empty() {
            (given, family) = (first, last);
        }
    }
    let parts = || {
        let all = [&draft.given, &draft.middle, &draft.family, &draft.suffix];
        let named = [&draft.given, &draft.middle, &draft.family].iter().any(|part| clean(part).is_some());
        let joined = all.iter().map(|part| tidy(part)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        clean(&joined).filter(|_| named)
    };
    let name = name.or_else(parts).or_else(|| clean(&draft.nickname)).or_else(|| company.clone()).unwrap_or_default();
    Named { name, given, family }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(display: &str, given: &str, family: &str, company: &str) -> (String, String, String) {
        let draft =
            Draft { display: display.into(), given: given.into(), family: family.into(), company: company.into(), ..Draft::default() };
        let named = compose(&draft);
        (named.name, named.given, named.family)
    }

    #[test]
    fn names_are_put_together_as_people_say_them() {
        for (display, given, family, company, expected) in [
            ("Ana Sol", "Ana", "Sol", "", ("Ana Sol", "Ana", "Sol")),
            ("Sol, Ana", "", "", "", ("Ana Sol", "Ana", "Sol")),
            ("Sol, Ana", "Ana", "Sol", "", ("Ana Sol", "Ana", "Sol")),
            ("Dr. Sol, Ana María", "", "", "", ("Dr. Ana María Sol", "Ana María", "Sol")),
            ("Ana Sol, Jr.", "", "", "", ("Ana Sol, Jr.", "", "")),
            ("Mr. Jon Ray, Jim Doe Sr.", "Jon", "Doe", "", ("Mr. Jon Ray, Jim Doe Sr.", "Jon", "Doe")),
            ("Panadería Sol, S.L.", "", "", "", ("Panadería Sol, S.L.", "", "")),
            ("", "Ana", "Sol", "", ("Ana Sol", "Ana", "Sol")),
            ("", "", "Sol", "", ("Sol", "", "Sol")),
            ("+33 6 39 98 12 34", "", "", "", ("", "", "")),
            ("+33 6 39 98 12 34", "Ana", "", "", ("Ana", "Ana", "")),
            ("0639981234", "0639981234", "", "", ("", "", "")),
            ("ana@example.com", "", "", "", ("", "", "")),
            ("", "", "", "Panadería Sol", ("Panadería Sol", "", "")),
            ("  Ana \u{200E}  \t Sol ", "", "", "", ("Ana Sol", "", "")),
            ("🌸 Ana 🌸", "", "", "", ("🌸 Ana 🌸", "", "")),
            ("🌸", "", "", "", ("🌸", "", "")),
            ("...", "", "", "", ("", "", "")),
            ("محمد علي", "", "", "", ("محمد علي", "", "")),
            ("Ana 2", "", "", "", ("Ana 2", "", "")),
        ] {
            let (name, first, last) = named(display, given, family, company);
            assert_eq!((name.as_str(), first.as_str(), last.as_str()), expected, "{display:?} {given:?} {family:?} {company:?}");
        }
    }

    #[test]
    fn endless_names_end() {
        assert!(named(&"Ana ".repeat(10_000), "", "", "").0.chars().count() <= LONGEST, "a name fits on a line");
    }
}
