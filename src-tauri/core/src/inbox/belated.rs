//! An answer the owner has just written, for those who asked before it was there: said under their question, while they can
//! be answered freely and if nobody has answered them meanwhile. It leaves ten seconds later, so that it can be taken back.
//!
//! Those whose window has closed are not written to with a template: they asked a question, not for news.

use super::effects::{self, Heard};
use crate::conversations;
use crate::db::Tx;
use crate::kinds::{Author, Millis, Result};
use crate::moments::{answers, unanswered};
use crate::outbox::automatic::Automatic;
use crate::outbox::{self, Draft};

/// So long it can be taken back.
const UNDO: Millis = 10_000;
const RULE: &str = "belated";

/// Tells everybody who can be told now; answers how many.
///
/// # Errors
/// What the disk says.
pub fn tell(tx: &Tx<'_>, rows: &[i64], answer: &str, author: &Author, now: Millis) -> Result<usize> {
    let mut told = 0;
    for one in unanswered::to_be_told(tx, rows, now + UNDO)? {
        let Some(text) = answers::words(tx, answer, &one.language, now)? else { continue };
        let heard = Heard { customer: one.customer, wamid: &one.wamid, by_hand: false, author, now: now + UNDO };
        let mut draft = Draft::own(text, Some(&one.wamid));
        draft.automatic = Some(Automatic::leaning(&one.language, "answer", None));
        effects::promise(tx, &heard, RULE, &draft, None)?;
        if one.is_last {
            conversations::answered(tx, one.customer)?;
        }
        told += 1;
    }
    Ok(told)
}

/// Takes back what has not left; who is not told waits again. Answers how many are not told.
///
/// # Errors
/// What the disk says.
pub fn take_back(tx: &Tx<'_>, rows: &[i64], now: Millis) -> Result<usize> {
    let mut kept = 0;
    for one in unanswered::asked_in(tx, rows)? {
        let Some((promise, customer, _)) = outbox::by_key(tx, &outbox::answer_key(&one.wamid, RULE))? else { continue };
        if outbox::withdraw(tx, &[promise], now)? > 0 {
            conversations::waits(tx, customer, one.at)?;
            kept += 1;
        }
    }
    Ok(kept)
}
