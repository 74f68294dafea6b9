//! What has been learned, kept ready: how messages are understood, and the owner's answers.
//!
//! Both are made when first needed or, by the shop's workers, just after it opens; the answers again whenever one has
//! changed, known by a number that every change raises. Learning as the answers are written would make an import wait for it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use vitrine_understanding::{Answers, Assets, Context, Example, Language, Understanding, Understood};

use super::answers;
use crate::db::Read;
use crate::kinds::Result;

/// Understands messages, and finds the owner's answer to them.
#[derive(Default)]
pub struct Mind {
    understanding: OnceLock<Understanding>,
    answers: Mutex<Option<(i64, Arc<Answers>)>>,
}

impl std::fmt::Debug for Mind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mind")
    }
}

impl Mind {
    /// Learns what is not learned yet, so that the first customer does not wait for it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn prepare(&self, read: &Read<'_>) -> Result<()> {
        self.understanding();
        self.learned(read).map(drop)
    }

    fn understanding(&self) -> &Understanding {
        self.understanding.get_or_init(|| Understanding::new(&Assets::built_in()))
    }

    /// What a message wants.
    pub(super) fn understand(&self, text: &str, context: &Context) -> Understood {
        self.understanding().understand(text, context)
    }

    /// The colours named in a text, by their English names: "bleu" and "azul" are one.
    pub(super) fn colours(&self, text: &str) -> Vec<&'static str> {
        self.understand(text, &Context::default()).entities.colours
    }

    fn learned(&self, read: &Read<'_>) -> Result<Arc<Answers>> {
        let now = answers::revision(read)?;
        let mut kept = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, learned)) = kept.as_ref().filter(|(of, _)| *of == now) {
            debug_assert_eq!(*of, now);
            return Ok(Arc::clone(learned));
        }
        let examples: Vec<Example> = answers::examples(read)?
            .into_iter()
            .map(|(answer_id, text, lang)| Example { answer_id, text, lang: lang.as_deref().and_then(Language::of_code) })
            .collect();
        let learned = Arc::new(Answers::learn(&examples));
        *kept = Some((now, Arc::clone(&learned)));
        Ok(learned)
    }

    /// The owner's answer that fits a message, and how sure that is, 0 to 1.
    pub(super) fn answer(&self, read: &Read<'_>, text: &str) -> Result<Option<(String, f32)>> {
        let found = self.learned(read)?.find(text);
        Ok(found.best.map(|best| (best.answer_id, found.likeness)))
    }
}
