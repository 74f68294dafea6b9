//! Learns what moments and languages look like, from the lines in `assets/understanding`, while the program is built.
//!
//! Not when the program starts: that took most of a second, every time. And no file of weights is kept beside the code:
//! the examples are text that anyone can read and correct, the weights follow from them, the same ones every time. What
//! is learned and what is understood later must see a message alike, so both use the same source files.

#[path = "src/assets.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod assets;
#[path = "src/features.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod features;
#[path = "build/gaps.rs"]
mod gaps;
#[path = "src/kinds.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod kinds;
#[path = "build/learning.rs"]
mod learning;
#[path = "build/lessons.rs"]
mod lessons;
#[path = "src/linear.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod linear;
#[path = "src/script.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod script;
#[path = "src/text.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod text;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Error, Result};
use std::path::PathBuf;

use assets::Assets;
use features::{Meanings, Vocabulary};
use gaps::Gaps;
use kinds::{Language, Moment};
use linear::{LANGUAGE_BITS, MOMENT_BITS};
use script::Script;

/// Times that each example of a moment is looked at.
const ROUNDS_OF_MOMENTS: usize = 6;
/// Of what is seen of it, one part in so many is left out each time: customers say something otherwise.
const LEFT_OUT_OF_MOMENTS: u64 = 4;
/// Times that each example of a language is looked at; all of it, since languages do hang on small words.
const ROUNDS_OF_LANGUAGES: usize = 4;

/// The least weight worth keeping of a feature of moments: twice as many kept make no difference of a thousandth.
const LEAST_OF_MOMENTS: f32 = 0.3;
/// Of languages: little, since a message of four words has few features.
const LEAST_OF_LANGUAGES: f32 = 0.05;

fn main() -> Result<()> {
    for path in ["build.rs", "build", "../../assets/understanding"] {
        println!("cargo::rerun-if-changed={path}");
    }
    for shared in ["assets", "features", "kinds", "linear", "script", "text"] {
        println!("cargo::rerun-if-changed=src/{shared}.rs");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo gives OUT_DIR"))?);
    let assets = Assets::built_in();
    let gaps = Gaps::read(assets.gaps);

    let words = lessons::vocabulary(&assets, &gaps);
    let codes = |languages: &BTreeSet<Language>| languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(",");
    fs::write(out.join("words.tsv"), listed(words.iter().map(|(word, languages)| (word.as_str(), codes(languages)))))?;

    let vocabulary: Vocabulary = words.into_keys().collect();
    let examples = lessons::of_moments(&assets, &gaps, &vocabulary, &Meanings::read(assets.synonyms, assets.word_kinds));
    let weights = learning::learn(&examples, Moment::ALL.len(), MOMENT_BITS, ROUNDS_OF_MOMENTS, Some(LEFT_OUT_OF_MOMENTS));
    fs::write(out.join("moments.weights"), learning::packed(&weights, Moment::ALL.len(), MOMENT_BITS, LEAST_OF_MOMENTS))?;

    let (examples, languages) = lessons::of_languages(&assets, &gaps);
    let weights = learning::learn(&examples, languages.len(), LANGUAGE_BITS, ROUNDS_OF_LANGUAGES, None);
    fs::write(out.join("languages.weights"), learning::packed(&weights, languages.len(), LANGUAGE_BITS, LEAST_OF_LANGUAGES))?;
    let scripts = |scripts: &[Script]| scripts.iter().map(|script| script.code()).collect::<Vec<_>>().join(",");
    fs::write(out.join("languages.tsv"), listed(languages.iter().map(|(code, written)| (code.as_str(), scripts(written)))))
}

/// Lines of two columns.
fn listed<'a>(rows: impl Iterator<Item = (&'a str, String)>) -> String {
    rows.fold(String::new(), |lines, (first, second)| lines + first + "\t" + &second + "\n")
}
