//! What was learned while the program was built, from the lines of the assets: see `build.rs`.

/// For each feature the scale and the weights of the moments.
pub static MOMENT_WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/moments.weights"));
/// For each feature the scale and the weights of the languages.
pub static LANGUAGE_WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/languages.weights"));
/// The languages in the order of their weights, ours first: `code<TAB>script,script`.
pub static LANGUAGES: &str = include_str!(concat!(env!("OUT_DIR"), "/languages.tsv"));
/// The words of the examples, and the languages in which they name no product: `word<TAB>code,code`.
pub static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.tsv"));
