//! Two rows that are one person, by the owner's word or by Meta's: names and numbers, places in line and consent come
//! together in one act, and part again in one. A no of either is a no of both. A number that has passed to somebody
//! else joins nobody: whoever has it now is a stranger, and what its owner before agreed to stays hers.

use serde_json::json;

use crate::consent::{self, Act, Entry, Purpose, Standing};
use crate::customers::{self, Seen, merge};
use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, Result};
use crate::{cloud, conversations, outbox, waitlist};

/// Makes `other` part of `keep`; answers the number to undo it by.
pub fn join(tx: &Tx<'_>, keep: CustomerId, other: CustomerId, author: &Author, now: Millis) -> Result<i64> {
    let merge = merge::merge(tx, keep, other, author, now)?;
    waitlist::move_over(tx, other, keep, now)?;
    stricter_wins(tx, (keep, other), merge, author, now)?;
    Ok(merge)
}

/// Whoever of the two has said no has said it for both.
fn stricter_wins(tx: &Tx<'_>, (keep, other): (CustomerId, CustomerId), merge: i64, author: &Author, now: Millis) -> Result<()> {
    let (kept, others) = (consent::acts(tx, keep)?, consent::acts(tx, other)?);
    let (author, source) = (author.stamp(), format!("merge:{merge}"));
    let record = |purpose: &str, act: &str| {
        let entry = Entry { purpose, act, wording: "", source: &source, author: &author, language: "", store: None };
        consent::record(tx, keep, &entry, now)
    };
    let no = |acts: &[Act], purpose| matches!(consent::standing(acts, purpose), Standing::Withdrawn { .. });
    for purpose in Purpose::ASKED {
        if no(&others, purpose) && !no(&kept, purpose) {
            record(purpose.name(), "withdrawn")?;
            outbox::withdraw(tx, &outbox::open_for(tx, keep, Some(purpose.name()))?, now)?;
        }
    }
    if consent::barred_at_meta(&others) && !consent::barred_at_meta(&kept) {
        record("promotions", "barred_at_meta")?;
    }
    Ok(())
}

/// Takes a merge back.
pub fn part(tx: &Tx<'_>, merge: i64, author: &Author, now: Millis) -> Result<()> {
    let (kept, other) = merge::undo(tx, merge, now)?;
    waitlist::move_back(tx, kept, other)?;
    // A yes the merge had ended stands again: it was hers, and the no was the other's.
    let source = format!("merge:{merge}");
    for (purpose, act) in consent::recorded_by(tx, kept, &source)? {
        let act = if act == "barred_at_meta" { "unbarred_at_meta" } else { "given" };
        let stood = consent::stood_before(tx, kept, &purpose, &source)?;
        if act != "given" || stood {
            let (author, source) = (author.stamp(), format!("merge-undone:{merge}"));
            let entry = Entry { purpose: &purpose, act, wording: "", source: &source, author: &author, language: "", store: None };
            consent::record(tx, kept, &entry, now)?;
        }
    }
    Ok(())
}

/// Finds who this is, as Meta names her in `wamid`. A user id nobody has on a number whose owner has another one is
/// another account on that number: the number has changed hands.
pub(super) fn whoever(tx: &Tx<'_>, seen: &Seen, wamid: &str, now: Millis) -> Result<CustomerId> {
    if let Some(before) = passed_on(tx, seen)? {
        loses_number(tx, before, seen.phone.as_deref().unwrap_or_default(), wamid, now)?;
    }
    customers::identify(tx, seen, now)
}

/// Whose number it was until now, if it has changed hands.
fn passed_on(read: &Read<'_>, seen: &Seen) -> Result<Option<CustomerId>> {
    let (Some(phone), Some(user_id)) = (&seen.phone, &seen.user_id) else { return Ok(None) };
    if customers::known_by(read, "user_id", user_id)?.is_some() {
        return Ok(None);
    }
    // Ids are a business portfolio's own: those learned through an earlier connection say nothing about this one.
    let since = cloud::connection(read)?.and_then(|c| c.hello_at).unwrap_or(Millis::MAX);
    customers::owner_with_another_id(read, phone, since)
}

/// A number is no longer hers; both that and when stand in her thread, and what she agreed to stays with her.
pub(super) fn loses_number(tx: &Tx<'_>, customer: CustomerId, phone: &str, wamid: &str, now: Millis) -> Result<()> {
    if customers::leaves_number(tx, customer, phone, now)? {
        conversations::note(tx, customer, &format!("passed-on:{wamid}"), "system", &json!({ "change": "passed_on" }), now)?;
    }
    Ok(())
}

/// Meta says that she has another number or id from now on. Whoever had the number before has it no longer; a row
/// that was made because the id came before this word was she.
pub(super) fn moved(tx: &Tx<'_>, customer: CustomerId, old_phone: Option<&str>, new: &Seen, wamid: &str, now: Millis) -> Result<()> {
    if let Some(user_id) = &new.user_id {
        if let Some(twin) = customers::known_by(tx, "user_id", user_id)?.filter(|twin| *twin != customer) {
            join(tx, customer, twin, &Author::shop(), now)?;
        }
    }
    if let Some(phone) = &new.phone {
        if let Some(before) = customers::known_by(tx, "phone", phone)?.filter(|before| *before != customer) {
            loses_number(tx, before, phone, wamid, now)?;
        }
        if let Some(old) = old_phone.filter(|old| *old != phone) {
            customers::leaves_number(tx, customer, old, now)?;
        }
    }
    customers::learn(tx, customer, new, now)
}
