//! A language model of the owner's choice may put an answer into other words, or say what a message is about. Here is what
//! it may be asked ([`request`]), what of a message may leave the laptop ([`scrubbed`]), where to ([`Endpoint`]), and whether
//! what came back may be said ([`Rule::judge`]).
//!
//! Nothing here asks anybody or knows a shop. The model is not trusted: a wording is said only if it can be shown to say
//! what the rule's answer says. That is shown by words, not by likeness or by a second model: every word must be one of
//! the rule's own, one of the values it names, or one of a short list of words that claim nothing
//! (`assets/phrasing`). A list of forbidden promises would be the other way round, and what nobody thought of would pass.

mod endpoint;
mod folding;
mod judge;
mod lexicon;
pub mod request;
mod scrub;

pub use endpoint::{BadAddress, Endpoint};
pub use judge::{Kind, Refusal, Rule, Value};
pub use scrub::scrubbed;
