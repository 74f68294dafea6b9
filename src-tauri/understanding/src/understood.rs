//! What goes in besides the message, and what comes out: the moment with its reasons.

use serde::{Deserialize, Serialize};

use crate::entities::Entities;
use crate::kinds::{Language, Moment};

/// What is known of the conversation besides the message.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Context {
    /// What the customer's previous message was about.
    pub last_moment: Option<Moment>,
    /// How many things were shown last, to choose among: products, shops, dates.
    pub last_offered: u32,
    /// What the shop asked last and waits for.
    pub awaiting: Option<Awaiting>,
    /// The language this customer or, failing that, this shop usually writes; it decides only where the words don't.
    pub usual_language: Option<Language>,
}

/// What the shop's last message asked for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaiting {
    /// A yes or a no.
    Confirmation,
    /// One of several.
    Choice,
    /// How many.
    Quantity,
    /// A size or another option.
    Option,
    /// Where to deliver.
    Address,
    /// The number of an order.
    OrderNumber,
    /// A day or an hour.
    Time,
}

/// A message, understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Understood {
    /// The language it is in, or none of ours.
    pub language: Option<Language>,
    /// What it is about; [`Moment::Other`] where nothing is sure enough.
    pub moment: Moment,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The likeliest moments and their shares, best first, at most three; also those that were not sure enough.
    pub ranking: Vec<(Moment, f32)>,
    /// The things named in it.
    pub entities: Entities,
    /// What is left to look for among the products, folded to plain lower case; empty where no product is named.
    pub product_words: String,
    /// What decided, strongest first, at most six. Never a phone number, an address or a code.
    pub because: Vec<Cue>,
}

/// A word or a circumstance that decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cue {
    /// What it speaks for.
    pub moment: Moment,
    /// The words as they were read, folded; empty for a circumstance.
    pub words: String,
    /// What kind of reason it is.
    pub kind: CueKind,
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// Words of the lists that come with the program.
    Phrase,
    /// Words whose weight was learned from the examples that come with the program.
    Learned,
    /// The owner corrected a message like this one.
    Correction,
    /// What was said or shown before.
    Context,
    /// Too little of it is known.
    Unsure,
}
