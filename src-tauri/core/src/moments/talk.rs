//! What is remembered of a conversation between two messages: what was offered, what it was about, how often nothing was
//! understood. It is forgotten after half a day: what somebody meant yesterday morning is not what "the second one" means now.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::{Awaiting, Context, Language, Moment};

use super::buy::Thing;
use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, OrderId, Result, StoreId, Topic, VariantId};
use crate::orders::changing::Difference;

/// Remembered for so long.
const FOR: Millis = 12 * 3_600_000;

/// What a customer may say yes to.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// So many are kept for her.
    Keep(VariantId, u32),
    /// She is told when it is back.
    Tell(VariantId),
    /// Her order is brought where one was before.
    Bring(OrderId),
}

/// What is remembered.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Talk {
    /// What her last message was about.
    pub moment: Option<Moment>,
    /// The language she wrote in last.
    pub language: Option<String>,
    /// What she was offered to choose from, in order.
    pub offered: Vec<VariantId>,
    /// So many she takes of what she will choose; nothing where she only asks.
    pub wanted: Option<u32>,
    /// She asked what price and stock don't say, of whichever she will choose.
    pub details: bool,
    /// The variant it was about.
    pub about: Option<VariantId>,
    /// What a plain "yes" means: what was offered last.
    pub offer: Option<Deed>,
    /// What the shop has asked.
    pub awaiting: Option<Awaiting>,
    /// How often running nothing was understood.
    pub unclear: u32,
    /// When she was greeted.
    pub greeted_at: Option<Millis>,
    /// When she was told that a person will answer.
    pub person_at: Option<Millis>,
    /// Where she said she is, in degrees north and east.
    pub place: Option<(f64, f64)>,
    /// The order she was asked an address for.
    pub address_for: Option<OrderId>,
    /// The store whose picture and pin she has: they are not sent with every answer about its hours.
    pub shown: Option<StoreId>,
    /// What she wants to buy, while something about it is still asked.
    pub things: Vec<Thing>,
    /// What of it is known not to be as she asked.
    pub differences: Vec<Difference>,
}

impl Talk {
    /// For reading her next message.
    pub fn context(&self, usual: &str) -> Context {
        Context {
            last_moment: self.moment,
            last_offered: u32::try_from(self.offered.len()).unwrap_or_default(),
            awaiting: self.awaiting,
            usual_language: Language::of_code(usual),
        }
    }

    /// It is about this from now on; whatever was asked is answered.
    pub(super) fn now_about(&self, variant: Option<VariantId>) -> Self {
        Self {
            about: variant,
            offered: Vec::new(),
            wanted: None,
            details: false,
            offer: None,
            awaiting: None,
            unclear: 0,
            things: Vec::new(),
            differences: Vec::new(),
            address_for: None,
            ..self.clone()
        }
    }

    /// She may say yes to this from now on.
    pub(super) fn now_offers(self, deed: Deed) -> Self {
        Self { offer: Some(deed), awaiting: Some(Awaiting::Confirmation), ..self }
    }

    /// She may choose among these from now on.
    pub(super) fn now_offering(&self, variants: Vec<VariantId>) -> Self {
        Self {
            offered: variants,
            wanted: None,
            details: false,
            offer: None,
            awaiting: Some(Awaiting::Choice),
            unclear: 0,
            things: Vec::new(),
            differences: Vec::new(),
            address_for: None,
            ..self.clone()
        }
    }
}

/// What is remembered of her.
pub fn of(read: &Read<'_>, customer: CustomerId, now: Millis) -> Result<Talk> {
    let kept: Option<String> = read.value("SELECT talk FROM talk WHERE customer_id = ?1 AND at > ?2", (customer, now - FOR))?;
    // What an older version wrote and this one cannot read is forgotten, like what is old.
    Ok(kept.and_then(|talk| serde_json::from_str(&talk).ok()).unwrap_or_default())
}

/// Remembers.
pub fn keep(tx: &Tx<'_>, customer: CustomerId, talk: &Talk, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO talk (customer_id, talk, at) VALUES (?1, ?2, ?3) ON CONFLICT (customer_id) DO UPDATE SET talk = excluded.talk, at = excluded.at",
        (customer, serde_json::to_string(talk)?, now),
    )?;
    Ok(())
}

/// Forgets a person.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM talk WHERE customer_id = ?1", [customer])?;
    tx.execute("DELETE FROM shelf_check WHERE customer_id = ?1", [customer])?;
    Ok(())
}

/// Asks the staff whether it is still there, for her, once per question.
pub fn ask_the_shelf(tx: &Tx<'_>, customer: CustomerId, variant: VariantId, wamid: &str, language: &str, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO shelf_check (customer_id, variant_id, wamid, language, asked_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (wamid) DO NOTHING",
        (customer, variant, wamid, language, now),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// A question about the shelf that nobody has answered yet.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ShelfCheck {
    /// Its number.
    pub id: i64,
    /// Who asks.
    pub customer: CustomerId,
    /// What for.
    pub variant: VariantId,
    /// Since when she waits.
    pub asked_at: Millis,
}

/// The questions nobody has answered, oldest first.
pub fn open_checks(read: &Read<'_>) -> Result<Vec<ShelfCheck>> {
    read.all("SELECT id, customer_id, variant_id, asked_at FROM shelf_check WHERE answered_at IS NULL ORDER BY asked_at, id", [], |row| {
        Ok(ShelfCheck { id: row.get(0)?, customer: row.get(1)?, variant: row.get(2)?, asked_at: row.get(3)? })
    })
}

/// Everybody who asked about this variant is answered: her, her question's wamid, and the language she asked in.
pub fn shelf_seen(tx: &Tx<'_>, variant: VariantId, here: bool, author: &Author, now: Millis) -> Result<Vec<(CustomerId, String, String)>> {
    let asked = tx.all(
        "SELECT customer_id, wamid, language FROM shelf_check WHERE variant_id = ?1 AND answered_at IS NULL ORDER BY asked_at, id",
        [variant],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    tx.execute(
        "UPDATE shelf_check SET answered_at = ?2, here = ?3, author = ?4 WHERE variant_id = ?1 AND answered_at IS NULL",
        (variant, now, here, author.stamp()),
    )?;
    tx.touch(Topic::Conversations);
    Ok(asked)
}
