//! Reads one text of opening hours per line (`\n` standing for a line end, `LANG|` in front for a
//! hint) and prints what is understood.
#![allow(clippy::print_stdout)]

use std::io::BufRead;

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (hint, text) = match line.split_once('|') {
            Some((tag, rest)) if tag.len() == 2 => (Some(tag.to_owned()), rest.to_owned()),
            _ => (None, line.clone()),
        };
        match vitrine_places::hours::understand(&text.replace("\\n", "\n"), hint.as_deref()) {
            Ok(found) => {
                let notes: Vec<String> = found.notes.iter().map(|note| note.code.clone()).collect();
                println!("{line}\n    => {}   {}", found.osm, notes.join(","));
            }
            Err(question) => println!("{line}\n    ?? {} [{}] {}", question.code, question.part, question.suggestion.unwrap_or_default()),
        }
    }
}
