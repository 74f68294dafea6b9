//! Fills the gaps in the examples: `{p}` with a product, `{t}` with a town and so on.

use std::collections::{HashMap, HashSet};

use crate::assets::{alternatives, rows};
use crate::kinds::Language;
use crate::text::words;

/// What fills the gaps, per language.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    fillings: HashMap<(Language, &'static str), Vec<&'static str>>,
}

impl Gaps {
    /// Reads the list.
    pub fn read(text: &'static str) -> Self {
        let mut fillings = HashMap::new();
        for row in rows(text) {
            let (Some(language), Some(gap), Some(column)) = (row.first().and_then(|code| Language::of_code(code)), row.get(1), row.get(2))
            else {
                continue;
            };
            fillings.insert((language, *gap), alternatives(column).collect());
        }
        Self { fillings }
    }

    /// The example with its gaps filled; another turn fills them otherwise.
    pub fn fill(&self, example: &str, language: Language, turn: usize) -> String {
        let mut filled = String::with_capacity(example.len() + 24);
        let mut rest = example;
        let mut nth = turn.wrapping_mul(7919);
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
            filled.push_str(&rest[..open]);
            let choices = self.fillings.get(&(language, rest.get(open + 1..close).unwrap_or_default())).map_or(&[][..], Vec::as_slice);
            if let Some(choice) = choices.get(nth % choices.len().max(1)) {
                filled.push_str(choice);
            }
            nth = nth.wrapping_add(31);
            rest = rest.get(close + 1..).unwrap_or_default();
        }
        filled.push_str(rest);
        filled
    }

    /// The words that fill gaps for products, in any language.
    pub fn product_words(&self) -> HashSet<String> {
        self.fillings
            .iter()
            .filter(|((_, gap), _)| *gap == "p")
            .flat_map(|(_, choices)| choices.iter().flat_map(|choice| words(choice)))
            .collect()
    }
}
