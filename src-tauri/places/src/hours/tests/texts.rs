//! What texts mean, or what is asked about them: the table is `texts.txt`, one text a line.
//!
//! `TEXT => OSM !notes` or `TEXT ?? code [part] suggestion`; a language and a bar in front is the
//! owner's language, `\n` a line end.

use crate::hours::{LONGEST, understand};

/// What was found to be hard, and what stands on doors, profiles and pages, and in maps.
const TABLES: [&str; 3] = [include_str!("texts.txt"), include_str!("doors.txt"), include_str!("habits.txt")];

fn check(line: &str) -> Result<(), String> {
    let (input, asks) = line
        .split_once(" => ")
        .map(|(input, _)| (input, false))
        .or_else(|| line.split_once(" ?? ").map(|(input, _)| (input, true)))
        .ok_or("no arrow")?;
    let wanted = line.get(input.len() + 4..).unwrap_or_default();
    let (language, text) = match input.split_once('|') {
        Some((tag, text)) if tag.len() == 2 => (Some(tag), text),
        _ => (None, input),
    };
    let found = match understand(&text.replace("\\n", "\n"), language) {
        Ok(understood) => {
            let notes: Vec<&str> = understood.notes.iter().map(|note| note.code.as_str()).collect();
            let notes = if notes.is_empty() { String::new() } else { format!(" !{}", notes.join(",")) };
            (false, format!("{}{notes}", understood.osm))
        }
        Err(question) => {
            let suggestion = question.suggestion.map_or_else(String::new, |suggestion| format!(" {suggestion}"));
            (true, format!("{} [{}]{suggestion}", question.code, question.part))
        }
    };
    if found == (asks, wanted.to_owned()) { Ok(()) } else { Err(format!("{input}\n  wanted {wanted}\n  found  {}", found.1)) }
}

#[test]
fn every_text_is_understood_or_asked_about() {
    let wrong: Vec<String> = TABLES
        .iter()
        .flat_map(|table| table.lines())
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| check(line).err())
        .collect();
    assert!(wrong.is_empty(), "{} texts are read differently:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_was_understood_is_understood_the_same_again() {
    for line in TABLES.iter().flat_map(|table| table.lines()) {
        let Some((_, wanted)) = line.split_once(" => ") else { continue };
        let osm = wanted.split(" !").next().unwrap_or_default();
        for language in [None, Some("en"), Some("fr"), Some("de"), Some("ar")] {
            let again = understand(osm, language).map(|understood| understood.osm);
            assert_eq!(again.as_deref(), Ok(osm), "our own writing is stable, {language:?}");
        }
    }
}

#[test]
fn a_sign_cut_off_anywhere_or_with_a_stray_word_never_means_something_else_silently() {
    let signs = ["Mon-Fri 9am-5pm, Sat 10am-2pm", "lun-ven 9h-12h30, 14h-19h, sam 9h-12h", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"];
    for sign in signs {
        for (cut, _) in sign.char_indices().skip(1) {
            let _ = understand(&sign[..cut], None);
        }
        for word in ["maybe", "xyz", "voorheen", "approximativement", "कभी", "ربما"] {
            for (cut, _) in sign.char_indices().filter(|(_, c)| *c == ' ') {
                let text = format!("{} {word} {}", &sign[..cut], &sign[cut..]);
                let question = understand(&text, None).expect_err("an unknown word is asked about");
                assert!(question.part.contains(word), "the question names {word}: {question:?}");
            }
        }
    }
}

#[test]
fn bad_input_ends_in_a_question() {
    let long = "Mo-Fr 9-18, ".repeat(2_000);
    assert!(long.len() > LONGEST, "longer than allowed");
    assert_eq!(understand(&long, None).expect_err("too long").code, "too_long", "a book is no sign");
    assert_eq!(understand(" \n\t ", None).expect_err("empty").code, "empty", "blank is empty");
    let odd = [
        "\u{0}\u{1}",
        "9\u{300}\u{300}",
        "((((((((((",
        "99999999999999999999",
        "-------",
        "\"",
        "\"\"",
        "Mo-",
        "-Mo",
        "||",
        "9:",
        ":9",
        "24:00-24:00",
        "0-0",
        "48-49",
        "🕘🕘",
        "٩",
        "9h h h",
        "1er",
        "Dec",
        "Dec 32 off",
        "Feb 30 off",
        "30 Feb off",
        "99/99 closed",
        "2026-13-45 off",
        "Mo[",
        "Mo[9] 9-12",
        "week 99 Mo 9-12",
        "9-12,,,,14-18",
        "Su-",
        "a",
        "p",
        "am-pm",
    ];
    for text in odd {
        for language in [None, Some("en"), Some("fr"), Some("hi"), Some("ar"), Some("xx"), Some("")] {
            let _ = understand(text, language);
        }
    }
    let heavy = [
        "Mo ".repeat(2_500),
        "9-12,".repeat(1_500),
        "24/7;".repeat(1_500),
        "Mo[1]".repeat(1_000),
        "sunrise-".repeat(900),
        "\n".repeat(7_000) + "x",
    ];
    for text in heavy {
        let start = std::time::Instant::now();
        let _ = understand(&text, None);
        assert!(start.elapsed().as_secs() < 5, "a long text ends in time, not after {:?}", start.elapsed());
    }
}

#[test]
fn random_pieces_do_no_harm_and_what_is_understood_is_stable() {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};
    const PIECES: &[&str] = &[
        "Mo",
        "Fr",
        "Sa",
        "lun",
        "ven",
        "mar",
        "Monday",
        "dim",
        "السبت",
        "रविवार",
        "So",
        "Do",
        "weekend",
        "daily",
        "PH",
        "9",
        "12",
        "18",
        "9:00",
        "18:00",
        "9h",
        "12h30",
        "7pm",
        "10am",
        "24",
        "24/7",
        "0",
        "-",
        "–",
        "-",
        "-",
        ",",
        ";",
        "/",
        "\n",
        "and",
        "et",
        "to",
        "à",
        "closed",
        "fermé",
        "except",
        "sauf",
        "Dec",
        "25",
        "May",
        "déc",
        "by appointment",
        "(",
        ")",
        "+",
        "open",
        "24 hours",
        "only",
        "or",
        "noon",
        "midnight",
        "from",
        "Su[1]",
        "easter",
        "24/12",
        "2026",
        "\"x\"",
        "||",
        ".",
        ":",
        "week 1",
        "off",
        "मई",
        "से",
        "من",
        "إلى",
        "ص",
        "م",
        "lunch",
        "M",
        "S",
    ];
    let mut random = StdRng::seed_from_u64(5);
    for _ in 0..4_000 {
        let count = random.random_range(1..12);
        let text: Vec<&str> = (0..count).map(|_| PIECES[random.random_range(0..PIECES.len())]).collect();
        let text = text.join(if random.random_bool(0.8) { " " } else { "" });
        let language = [None, Some("en"), Some("fr"), Some("ar")][random.random_range(0..4)];
        if let Ok(understood) = understand(&text, language) {
            let again = understand(&understood.osm, None).map(|again| again.osm);
            assert_eq!(again.as_deref(), Ok(understood.osm.as_str()), "{text:?} became {} and then something else", understood.osm);
        }
    }
}
