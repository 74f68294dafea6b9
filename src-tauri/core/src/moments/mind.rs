//! What has been learned, kept ready: how messages are understood, and the owner's answers.
//!
//! The answers are learned just after the shop opens, by its workers, and again by whoever has changed one
//! ([`Mind::prepare`]); how messages are understood when the first customer writes, which takes 17 ms and 14 MiB. A message
//! meanwhile is answered from what was known before: it is understood while nobody else can write, and learning fifteen
//! thousand examples takes seconds.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vitrine_understanding::{Answers, Assets, Context, Example, Found, Language, Moment, Understanding, Understood};

use super::{answers, corrections, guides};
use crate::db::Read;
use crate::kinds::Result;

/// Understands messages, and finds the owner's answer to them.
#[derive(Default)]
pub struct Mind {
    understanding: Mutex<Option<(i64, Arc<Understanding>)>>,
    /// What the staff have corrected, and from which revision.
    corrections: Mutex<(i64, Arc<Vec<(String, Moment)>>)>,
    answers: Learned,
    guides: Learned,
}

/// What was learned, and from which revision.
#[derive(Default)]
struct Learned(Mutex<Option<(i64, Arc<Answers>)>>);

impl Learned {
    fn known(&self) -> MutexGuard<'_, Option<(i64, Arc<Answers>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns anew if what is known is older.
    fn follow(&self, now: i64, learn: impl FnOnce() -> Result<Answers>) -> Result<()> {
        if self.known().as_ref().is_none_or(|(of, _)| *of < now) {
            let learned = learn()?;
            let mut known = self.known();
            // Two may learn at once: the later state stays.
            if known.as_ref().is_none_or(|(of, _)| *of < now) {
                *known = Some((now, Arc::new(learned)));
            }
        }
        Ok(())
    }

    fn find(&self, text: &str) -> Option<Found> {
        let known = self.known().as_ref().map(|(_, learned)| Arc::clone(learned));
        known.map(|learned| learned.find(text))
    }
}

impl std::fmt::Debug for Mind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mind")
    }
}

impl Mind {
    /// Learns the owner's words that are not learned yet, so that no customer waits for it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn prepare(&self, read: &Read<'_>) -> Result<()> {
        self.answers.follow(answers::revision(read)?, || learn(read))?;
        self.guides.follow(guides::revision(read)?, || learn_guides(read))
    }

    /// Takes over what the staff have corrected since.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn follow_corrections(&self, read: &Read<'_>) -> Result<()> {
        let now = corrections::revision(read)?;
        let mut known = self.corrections.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 < now {
            *known = (now, Arc::new(corrections::learned(read)?));
        }
        Ok(())
    }

    fn understanding(&self) -> Arc<Understanding> {
        let (revision, corrections) = self.corrections.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut kept = self.understanding.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.as_ref() {
            Some((of, there)) if *of == revision => Arc::clone(there),
            _ => {
                let learned = Arc::new(Understanding::new(&Assets::built_in()).with_corrections(&corrections));
                *kept = Some((revision, Arc::clone(&learned)));
                learned
            }
        }
    }

    /// What a message wants.
    pub(super) fn understand(&self, text: &str, context: &Context) -> Understood {
        self.understanding().understand(text, context)
    }

    /// Whether a word is one customers say anyway, so that it names nothing by itself.
    pub(super) fn is_everyday(&self, word: &str) -> bool {
        self.understanding().is_everyday(word)
    }

    /// The colours named in a text, by their English names: "bleu" and "azul" are one.
    pub(super) fn colours(&self, text: &str) -> Vec<&'static str> {
        self.understand(text, &Context::default()).entities.colours
    }

    /// The sizes named in a text: "large" and "grand" are L.
    pub(super) fn sizes(&self, text: &str) -> Vec<String> {
        self.understand(text, &Context::default()).entities.sizes
    }

    /// The owner's answer that fits a message, and how sure that is, 0 to 1.
    pub(super) fn answer(&self, read: &Read<'_>, text: &str) -> Result<Option<(String, f32)>> {
        if self.answers.known().is_none() {
            self.prepare(read)?;
        }
        let Some(found) = self.answers.find(text) else { return Ok(None) };
        Ok(found.best.map(|best| (best.answer_id, found.likeness)))
    }

    /// The owner's answer a person might want to see for a message, if it is as like as that.
    pub(super) fn likely(&self, read: &Read<'_>, text: &str, likeness: f32) -> Result<Option<String>> {
        if self.answers.known().is_none() {
            self.prepare(read)?;
        }
        let found = self.answers.find(text).filter(|found| found.likeness >= likeness);
        Ok(found.and_then(|found| found.candidates.into_iter().next()).map(|best| best.answer_id))
    }

    /// The guides that fit what somebody wants to do, by their numbers.
    pub(super) fn guide(&self, read: &Read<'_>, text: &str) -> Result<Option<Found>> {
        if self.guides.known().is_none() {
            self.prepare(read)?;
        }
        Ok(self.guides.find(text))
    }
}

fn learn(read: &Read<'_>) -> Result<Answers> {
    let examples: Vec<Example> = answers::examples(read)?
        .into_iter()
        .map(|(answer_id, text, lang)| Example { answer_id, text, lang: lang.as_deref().and_then(Language::of_code) })
        .collect();
    Ok(Answers::learn(&examples))
}

fn learn_guides(read: &Read<'_>) -> Result<Answers> {
    let examples: Vec<Example> =
        guides::examples(read)?.into_iter().map(|(answer_id, text)| Example { answer_id, text, lang: None }).collect();
    Ok(Answers::learn(&examples))
}
