//! Which of the owner's answers fits a message: learned from the examples that the owner wrote for each, be it two or a
//! hundred.
//!
//! Two judges, mixed by how much there is to learn from. With few examples likeness is better: the nearest example and
//! the middle of all examples of an answer, where words that mean one thing are one. With many, a linear model is. The
//! model has one class more than there are answers: talk that is nobody's business. What a message must reach to be
//! answered at all is found by asking about examples that were left out, and about answers that were left out whole.

mod index;
mod judge;
mod model;

use serde::{Deserialize, Serialize};

use crate::assets::Assets;
use crate::kinds::Language;
use index::Index;
use judge::Judge;

/// One example of the owner's.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Example {
    /// Which answer it is an example for.
    pub answer_id: String,
    /// What a customer would write.
    pub text: String,
    /// Its language, where known.
    #[serde(default)]
    pub lang: Option<Language>,
}

/// An answer that could fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Which.
    pub answer_id: String,
    /// How well, 0 to 1; all that could fit share 1.
    pub confidence: f32,
}

/// Why no answer is given.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Declined {
    /// There is nothing to answer with.
    NoAnswers,
    /// There are no words in it.
    NoWords,
    /// It is like none of the examples.
    Unlike,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The answer to give.
    pub best: Option<Candidate>,
    /// The likeliest, best first, at most five, also where none is good enough.
    pub candidates: Vec<Candidate>,
    /// How like the examples the message is: 0.5 is what it takes to be answered.
    pub likeness: f32,
    /// Why there is no best.
    pub declined_because: Option<Declined>,
}

/// The owner's answers, learned.
#[derive(Clone)]
pub struct Answers {
    ids: Vec<String>,
    index: Index,
    judge: Judge,
}

/// Answers given back as candidates.
const MOST_CANDIDATES: usize = 5;

impl Answers {
    /// Learns from the examples: seconds for fifteen thousand, nothing to speak of for some hundred.
    pub fn learn(examples: &[Example]) -> Self {
        let assets = Assets::built_in();
        let mut ids: Vec<String> = examples.iter().map(|example| example.answer_id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let classed: Vec<(usize, &str)> =
            examples.iter().filter_map(|example| Some((ids.binary_search(&example.answer_id).ok()?, example.text.as_str()))).collect();
        let index = Index::build(&classed, &assets);
        let judge = Judge::learn(&index, ids.len());
        Self { ids, index, judge }
    }

    /// Which answer fits a message, if any does well enough.
    pub fn find(&self, text: &str) -> Found {
        let nothing = |why| Found { best: None, candidates: Vec::new(), likeness: 0.0, declined_because: Some(why) };
        if self.ids.is_empty() {
            return nothing(Declined::NoAnswers);
        }
        let seen = self.index.see(text);
        if seen.is_empty() {
            return nothing(Declined::NoWords);
        }
        let verdict = self.judge.verdict(&self.index, &seen);
        let candidates: Vec<Candidate> = verdict
            .ranking
            .iter()
            .take(MOST_CANDIDATES)
            .filter_map(|&(class, confidence)| Some(Candidate { answer_id: self.ids.get(class)?.clone(), confidence }))
            .collect();
        let fits = verdict.likeness >= 0.5;
        Found {
            best: candidates.first().filter(|_| fits).cloned(),
            candidates,
            likeness: verdict.likeness,
            declined_because: (!fits).then_some(Declined::Unlike),
        }
    }
}
