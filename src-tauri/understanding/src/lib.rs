//! What a customer's message wants: its language, the moment, the things named in it, and the words to look for products
//! with. Pure and offline: a text and what was said before come in, an answer with its reasons goes out.
//!
//! It knows no shop, no product and no table. Finding the product is left to the search; acting on what was understood,
//! to the shop's conversations. It was learned from examples, lines of text beside the code, while the program was built
//! (`build.rs`); the owner's own answers are learned when they are imported, from the owner's examples.
//!
//! Where the evidence is thin it abstains: a message left to a person costs a minute, a wrong answer costs a customer.

mod answers;
mod assets;
mod controls;
mod entities;
mod features;
mod greeting;
mod kinds;
mod language;
mod learned;
mod lexicon;
mod linear;
mod moments;
mod script;
mod text;
mod understood;

pub use answers::{Answers, Candidate, Declined, Example, Found};
pub use assets::Assets;
pub use entities::{Bound, Day, Entities, Part, Price, Reference, Side, When};
pub use kinds::{Group, Language, Moment};
pub use understood::{Awaiting, Context, Cue, CueKind, Understood};

use controls::Controls;
use greeting::without_greeting;
use language::Languages;
use lexicon::{Lexicon, List};
use moments::{Judgement, Moments, index};
use text::{Token, sentences, tokens};

/// The share of a group of moments below which nothing is claimed.
const SURE_ENOUGH: f32 = 0.32;
/// The share above which a long message is taken as a request for no more messages.
const SURE_TO_STOP: f32 = 0.6;
/// The share from which a language of none of ours is believed, in a message of so many words: what looks familiar in it
/// means something else.
const SURELY_FOREIGN: f32 = 0.8;
const WORDS_TO_TELL: usize = 4;
/// Sentences looked at in one message; later ones decide nothing.
const MOST_SENTENCES: usize = 12;
/// Words looked at for the things named in a message; what follows is a story.
const MOST_WORDS: usize = 120;
/// Words to look for products with.
const MOST_PRODUCT_WORDS: usize = 12;

/// Understands messages.
#[derive(Clone)]
pub struct Understanding {
    moments: Moments,
    languages: Languages,
    lexicon: Lexicon,
    controls: Controls,
}

impl Understanding {
    /// Reads what comes with the program: some hundredths of a second, some megabytes. Keep it.
    pub fn new(assets: &Assets) -> Self {
        let (moments, languages) = (Moments::built_in(assets), Languages::built_in());
        Self { moments, languages, lexicon: Lexicon::read(assets.lexicon), controls: Controls::read(assets) }
    }

    /// With the owner's corrections: messages like these are about that. Cheap; replaces those given before.
    #[must_use]
    pub fn with_corrections(mut self, corrections: &[(String, Moment)]) -> Self {
        self.correct(corrections);
        self
    }

    /// Takes the owner's corrections in place of those given before.
    pub fn correct(&mut self, corrections: &[(String, Moment)]) {
        self.moments.correct(corrections);
    }

    /// The language of a text and how sure that is, 0 to 1.
    pub fn language(&self, text: &str, usual: Option<Language>) -> (Option<Language>, f32) {
        self.languages.of(text, usual)
    }

    /// Whether a word is said often by customers in any of the languages, or a small word, so that it names nothing by
    /// itself: "open", "boutique" and "dimanche" stand in a shop's address or a product's name and in half of all
    /// messages. Accents, capitals and letters repeated for emphasis don't matter. Of several words each must be one; none
    /// at all is no word.
    pub fn is_everyday(&self, word: &str) -> bool {
        let folded = text::words(word);
        !folded.is_empty()
            && folded.iter().all(|one| self.moments.is_spoken(one, None) || self.moments.is_spoken(&text::squeezed(one), None))
    }

    /// What a message wants.
    pub fn understand(&self, text: &str, context: &Context) -> Understood {
        let mut all = tokens(text);
        all.truncate(MOST_WORDS);
        let (language, language_share) = self.languages.of(text, context.usual_language);
        let (mut entities, mut used) = entities::read(&all, &self.lexicon, language, context);
        if let Some(moment) = self.controls.of(&all) {
            return settled(language, moment, entities, Cue { moment, words: joined(&all), kind: CueKind::Phrase });
        }
        if let Some(moment) = answer(&entities, &used, &all, context) {
            return settled(language, moment, entities, Cue { moment, words: String::new(), kind: CueKind::Context });
        }
        if language.is_none() && language_share >= SURELY_FOREIGN && all.len() >= WORDS_TO_TELL {
            return settled(None, Moment::Other, entities, Cue { moment: Moment::Other, words: String::new(), kind: CueKind::Unsure });
        }
        let judgements: Vec<Judgement> =
            sentences(text).iter().take(MOST_SENTENCES).map(|sentence| self.moments.judge(without_greeting(sentence))).collect();
        let Some(judgement) = judgements.iter().max_by(|a, b| weight(a).total_cmp(&weight(b))) else {
            return settled(language, Moment::Other, entities, Cue { moment: Moment::Other, words: String::new(), kind: CueKind::Unsure });
        };
        let mut ranking: Vec<(Moment, f32)> = Moment::ALL.into_iter().zip(judgement.shares.iter().copied()).collect();
        if !self.may_stop(&all, judgement) {
            for (moment, share) in &mut ranking {
                if matches!(moment, Moment::Stop | Moment::Start) {
                    *share = 0.0;
                }
            }
        }
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (moment, confidence) = decided(&ranking);
        // Words of a language next door look familiar too: surer of what is meant than of that.
        let foreign = if language.is_none() && all.len() >= WORDS_TO_TELL { language_share } else { 0.0 };
        let sure = confidence >= SURE_ENOUGH.max(foreign);
        let because = if sure {
            self.moments.because(judgement, moment)
        } else {
            vec![Cue { moment: Moment::Other, words: String::new(), kind: CueKind::Unsure }]
        };
        let moment = if sure { moment } else { Moment::Other };
        if matches!(moment, Moment::Go | Moment::Know | Moment::Buy) {
            let known = |word: &str| self.moments.is_spoken(word, language);
            entities.place = entities::place(&all, &mut used, &self.lexicon, language, &known);
        }
        let product_words = if moment.group() == Group::Rest && sure { String::new() } else { self.product_words(&all, &used, language) };
        ranking.truncate(3);
        Understood { language, moment, confidence, ranking, entities, product_words, because }
    }

    fn may_stop(&self, all: &[Token], judgement: &Judgement) -> bool {
        let share = judgement.shares[index(Moment::Stop)].max(judgement.shares[index(Moment::Start)]);
        let texts: Vec<&str> = all.iter().map(|token| token.text.as_str()).collect();
        share >= SURE_TO_STOP && self.lexicon.places(&texts, None).iter().any(|place| place.list == List::Messages)
    }

    fn product_words(&self, all: &[Token], used: &[bool], language: Option<Language>) -> String {
        let left = all.iter().zip(used).filter(|(token, used)| {
            !**used
                && token.text.chars().any(char::is_alphanumeric)
                && !token.text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !self.moments.is_spoken(&token.text, language)
        });
        left.take(MOST_PRODUCT_WORDS).map(|(token, _)| token.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// How much a sentence decides: courtesy gives way to business.
fn weight(judgement: &Judgement) -> f32 {
    let (best, share) = judgement.shares.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
    let rest = Moment::ALL.get(best).is_some_and(|moment| moment.group() == Group::Rest);
    if rest { share * 0.25 } else { share }
}

/// The group with the greatest share, and in it the moment.
fn decided(ranking: &[(Moment, f32)]) -> (Moment, f32) {
    let total = |group: Group| ranking.iter().filter(|(moment, _)| moment.group() == group).map(|(_, share)| share).sum::<f32>();
    let groups = [Group::Know, Group::Go, Group::Make, Group::Buy, Group::Service, Group::Rest];
    let best = groups.into_iter().map(|group| (group, total(group))).max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((group, share)) = best else { return (Moment::Other, 0.0) };
    let moment = ranking.iter().find(|(moment, _)| moment.group() == group).map_or(Moment::Other, |(moment, _)| *moment);
    (moment, share.min(1.0))
}

/// What a bare answer is about: what was spoken of before.
fn answer(entities: &Entities, used: &[bool], all: &[Token], context: &Context) -> Option<Moment> {
    let bare = !all.is_empty() && used.iter().all(|used| *used);
    if !bare {
        return None;
    }
    let before = context.last_moment.filter(|moment| moment.group() != Group::Rest);
    match (context.awaiting, entities.reference) {
        (_, Some(Reference::No)) => Some(Moment::Other),
        (Some(Awaiting::Quantity), _) if entities.quantity.is_some() => Some(Moment::Buy),
        (Some(Awaiting::OrderNumber), _) if entities.order_number.is_some() || entities.quantity.is_some() => {
            Some(before.unwrap_or(Moment::OrderStatus))
        }
        (Some(_), Some(_)) => Some(before.unwrap_or(Moment::Other)),
        (Some(Awaiting::Option | Awaiting::Time | Awaiting::Choice), None) => before,
        (None, Some(Reference::Yes)) => before.filter(|_| context.last_offered > 0),
        (None, Some(_)) if context.last_offered > 0 => before,
        _ => None,
    }
}

fn joined(tokens: &[Token]) -> String {
    tokens.iter().filter(|token| !token.private).map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn settled(language: Option<Language>, moment: Moment, entities: Entities, cue: Cue) -> Understood {
    let confidence = if cue.kind == CueKind::Unsure { 0.0 } else { 0.95 };
    Understood {
        language,
        moment,
        confidence,
        ranking: vec![(moment, confidence)],
        entities,
        product_words: String::new(),
        because: vec![cue],
    }
}
