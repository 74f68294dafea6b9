//! Which language a message is in, or none of ours.
//!
//! Three witnesses: the script, a model of words and of pieces of words learned from the examples of all languages (and
//! of those that look like ours: Italian, Catalan, Marathi in Latin letters), and, for longer texts in Latin letters, a
//! small general detector. The general one alone knows no Hindi in Latin letters and takes Catalan for Spanish; the
//! learned one alone has seen only what people say in shops.

use whichlang::Lang;

use crate::assets::rows;
use crate::features::of_language;
use crate::kinds::Language;
use crate::learned;
use crate::linear::{LANGUAGE_BITS, Linear, softmax};
use crate::script::{Script, lowered, script_of};

/// How much the general detector's word counts, in the learned model's scores.
const GENERAL_VOTE: f32 = 1.6;
/// The languages besides ours that the general detector knows: where the learned model sees another, it isn't asked.
const GENERALLY_KNOWN: &[&str] = &["de", "it", "nl", "sv", "tr", "vi"];
/// A share below which it is said to be none, in a message of a word or two and in one from four words on: there, a
/// language that nobody taught it (Catalan, Indonesian) is likelier than one of ours that it doubts.
const SURE_ENOUGH: (f32, f32) = (0.45, 0.55);
/// Words from which on a message is long enough to be sure of.
const LONG_ENOUGH: usize = 4;

/// Tells languages apart.
#[derive(Clone)]
pub struct Languages {
    model: Linear,
    codes: Vec<&'static str>,
    scripts: Vec<Vec<Script>>,
}

impl Languages {
    /// What was learned while the program was built.
    pub fn built_in() -> Self {
        let (mut codes, mut scripts) = (Vec::new(), Vec::new());
        for row in rows(learned::LANGUAGES) {
            let (Some(code), Some(written)) = (row.first(), row.get(1)) else { continue };
            codes.push(*code);
            scripts.push(Script::OURS.into_iter().filter(|script| written.split(',').any(|one| one == script.code())).collect());
        }
        Self { model: Linear::read(learned::LANGUAGE_WEIGHTS, LANGUAGE_BITS), codes, scripts }
    }

    /// The language of a message and how sure that is, also where it is none of ours; the usual one counts where the words tell little.
    pub fn of(&self, text: &str, usual: Option<Language>) -> (Option<Language>, f32) {
        let words = lowered(text);
        let script = script_of(text);
        if words.is_empty() || script == Script::Other {
            return if words.is_empty() { (usual, 0.3) } else { (None, 0.9) };
        }
        let mut shares = self.model.scores(&of_language(&words));
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let likeliest = (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(0);
        let asked = likeliest < Language::ALL.len() || self.codes.get(likeliest).is_some_and(|code| GENERALLY_KNOWN.contains(code));
        if asked && script == Script::Latin && words.len() >= 3 && letters >= 12 {
            if let Some(class) = general(&words.join(" ")).and_then(|code| self.codes.iter().position(|&one| one == code)) {
                shares[class] += GENERAL_VOTE;
            }
        }
        if let Some(usual) = usual.and_then(|usual| Language::ALL.iter().position(|&one| one == usual)) {
            shares[usual] += 2.0 / (words.len() as f32).sqrt();
        }
        for (share, scripts) in shares.iter_mut().zip(&self.scripts) {
            if !scripts.contains(&script) {
                *share = f32::NEG_INFINITY;
            }
        }
        softmax(&mut shares);
        let best = (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(0);
        let sure_enough = if words.len() < LONG_ENOUGH { SURE_ENOUGH.0 } else { SURE_ENOUGH.1 };
        let language = Language::ALL.get(best).copied().filter(|_| shares[best] >= sure_enough);
        let foreign = || shares.iter().skip(Language::ALL.len()).sum();
        (language, if language.is_some() { shares[best] } else { foreign() })
    }
}

/// What the general detector says.
fn general(text: &str) -> Option<&'static str> {
    Some(match whichlang::detect_language(text) {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        _ => return None,
    })
}
