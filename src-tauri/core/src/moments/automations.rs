//! Automations: sentences the owner writes once, "when somebody writes *delivery*, say this", with steps below one
//! another and buttons that lead from one to another or to a person. They are kept here and judged whole before they
//! are; [`running`] decides when one speaks, [`trying`] shows what it would have done to the last thirty days.
//!
//! A step names the steps it leads to by their place in the list: a recipe is written and read whole, and what stands on
//! an old message carries the recipe's revision, so that a button never means what it did not say.

pub mod running;
pub mod trying;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::tell_me;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, DAY, Error, Millis, Personal, Result, Topic};
use crate::media::library;

/// Steps of one automation: more is a program and not a sentence.
const MOST_STEPS: usize = 20;
/// Words one listens for.
const MOST_WORDS: usize = 50;
/// A name in the list.
const LONGEST_NAME: usize = 80;
/// Its history is shown so far back.
const HISTORY: Millis = 30 * DAY;
/// Lines of history shown at once.
const HISTORY_LINES: i64 = 200;

/// What an automation waits for.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(rename = "AutomationWhen")]
pub enum When {
    /// Somebody says hello for the first time, or after so many days.
    FirstWords {
        /// Days of silence after which she is greeted again.
        after_days: u32,
    },
    /// A person is wanted while the shop is closed; once per absence.
    Closed {},
    /// Her message is, or holds, one of these.
    Words {
        /// Words or groups of words; capitals and accents do not matter.
        any: Vec<String>,
        /// Nothing else may stand in it.
        whole: bool,
    },
    /// An order was handed over so long ago.
    HandedOver {
        /// Hours after it.
        hours: u32,
    },
}

/// Where a button leads.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(rename = "AutomationTo")]
pub enum To {
    /// Another step, from 0.
    Step {
        /// Its place.
        step: usize,
    },
    /// A person.
    Person {},
    /// Nowhere: it is done.
    Solved {},
}

/// One button.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "AutomationBranch")]
pub struct Branch {
    /// What stands on it, by language; under the empty one what stands there in any other.
    pub label: BTreeMap<String, String>,
    /// Where it leads.
    pub to: To,
}

/// One thing said.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[ts(rename = "AutomationStep")]
pub struct Step {
    /// The words, by language; under the empty one what is said in any other. `{name}`, `{shop}` and `{opens}` are filled in.
    pub say: BTreeMap<String, String>,
    /// Hash of a picture above it.
    #[serde(default)]
    pub image: Option<String>,
    /// A page a button opens; then no other button stands below it.
    #[serde(default)]
    pub link: Option<String>,
    /// Its buttons: three, or a list of up to ten.
    #[serde(default)]
    pub branches: Vec<Branch>,
}

/// An automation.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Automation {
    /// Its number; nothing for a new one.
    #[serde(default)]
    pub id: Option<i64>,
    /// What the owner calls it.
    pub name: String,
    /// It speaks.
    #[serde(default)]
    pub on: bool,
    /// What it waits for.
    pub when: When,
    /// What it says; the first step first.
    pub steps: Vec<Step>,
}

/// An automation in the list.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AutomationRow {
    /// As it is kept.
    #[serde(flatten)]
    pub automation: Automation,
    /// People it has spoken to in thirty days.
    pub people: i64,
    /// When it last did.
    pub last_at: Option<Millis>,
}

/// One line of an automation's history.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AutomationRun {
    /// To whom.
    pub customer: CustomerId,
    /// Her name.
    #[ts(type = "string")]
    pub name: Personal<String>,
    /// When.
    pub at: Millis,
    /// The step, from 0.
    pub step: usize,
    /// said, person, solved or skipped.
    pub outcome: String,
    /// Where its message stands now; nothing where there was none.
    pub state: Option<String>,
}

/// What is kept of one beside its name.
#[derive(Deserialize, Serialize)]
struct Recipe {
    when: When,
    steps: Vec<Step>,
}

fn flaw(field: &str, step: usize) -> Error {
    Error::new(Code::BadRequest).with("field", field).with("step", step as i64 + 1)
}

fn too_long(part: &str, limit: usize, step: usize) -> Error {
    Error::new(Code::TooLong).with("part", part).with("limit", limit as i64).with("step", step as i64 + 1)
}

impl Automation {
    /// Whether it can be said as it is written.
    ///
    /// # Errors
    /// `bad_request` with the `field` and the `step` from 1, or `too_long` with the `part` and its `limit`.
    pub fn judge(&self) -> Result<()> {
        if self.name.trim().is_empty() || self.name.chars().count() > LONGEST_NAME {
            return Err(Error::new(Code::BadRequest).with("field", "name"));
        }
        match &self.when {
            When::Words { any, .. } if any.len() > MOST_WORDS || any.iter().all(|word| tell_me::plain(word).is_empty()) => {
                return Err(Error::new(Code::BadRequest).with("field", "words"));
            }
            // Beyond a month nobody remembers the order; the first hour is the counter's.
            When::HandedOver { hours } if !(1..=720).contains(hours) => return Err(Error::new(Code::BadRequest).with("field", "hours")),
            When::FirstWords { after_days } if *after_days == 0 || *after_days > 365 => {
                return Err(Error::new(Code::BadRequest).with("field", "days"));
            }
            _ => {}
        }
        if self.steps.is_empty() || self.steps.len() > MOST_STEPS {
            return Err(Error::new(Code::BadRequest).with("field", "steps"));
        }
        self.steps.iter().enumerate().try_for_each(|(at, step)| self.judge_step(at, step))
    }

    fn judge_step(&self, at: usize, step: &Step) -> Result<()> {
        let said: Vec<&str> = step.say.values().map(|text| text.trim()).collect();
        if said.iter().all(|text| text.is_empty()) {
            return Err(flaw("say", at));
        }
        let limit = if step.branches.is_empty() && step.link.is_none() {
            if step.image.is_some() { cloud_api::limits::CAPTION } else { cloud_api::limits::TEXT_BODY }
        } else {
            cloud_api::limits::INTERACTIVE_BODY
        };
        if said.iter().any(|text| text.chars().count() > limit) {
            return Err(too_long("body", limit, at));
        }
        if let Some(link) = &step.link {
            let fine = url::Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
            if !fine || !step.branches.is_empty() || step.image.is_some() {
                return Err(flaw("link", at));
            }
        }
        if step.branches.len() > cloud_api::limits::LIST_ROWS {
            return Err(flaw("branches", at));
        }
        let is_list = step.branches.len() > cloud_api::limits::BUTTONS;
        // A list has no picture above it (fact sheet, interactive lists: text headers only).
        if is_list && step.image.is_some() {
            return Err(flaw("image", at));
        }
        let limit = if is_list { cloud_api::limits::ROW_TITLE } else { cloud_api::limits::BUTTON_TITLE };
        for branch in &step.branches {
            if branch.label.values().all(|label| label.trim().is_empty()) {
                return Err(flaw("label", at));
            }
            if branch.label.values().any(|label| label.chars().count() > limit) {
                return Err(too_long("button", limit, at));
            }
            if matches!(branch.to, To::Step { step } if step >= self.steps.len()) {
                return Err(flaw("to", at));
            }
        }
        Ok(())
    }
}

/// Keeps one: a new one, or another recipe for one that is there. Answers its number.
///
/// # Errors
/// What [`Automation::judge`] says; `not_found`.
pub fn set(tx: &Tx<'_>, automation: &Automation, author: &Author, now: Millis) -> Result<i64> {
    automation.judge()?;
    for image in automation.steps.iter().filter_map(|step| step.image.as_deref()) {
        if library::get(tx, image)?.kind != "image" {
            return Err(Error::new(Code::BadRequest).with("field", "image"));
        }
    }
    let recipe = serde_json::to_string(&Recipe { when: automation.when.clone(), steps: automation.steps.clone() })?;
    tx.touch(Topic::Shop);
    let Some(id) = automation.id else {
        return tx.insert(
            "INSERT INTO automation (name, is_on, recipe, changed_at, author) VALUES (?1, ?2, ?3, ?4, ?5)",
            (automation.name.trim(), automation.on, recipe, now, author.stamp()),
        );
    };
    let changed = tx.execute(
        "UPDATE automation SET name = ?2, is_on = ?3, revision = revision + (recipe <> ?4), recipe = ?4, changed_at = ?5, author = ?6
         WHERE id = ?1 AND removed_at IS NULL",
        (id, automation.name.trim(), automation.on, recipe, now, author.stamp()),
    )?;
    if changed == 0 { Err(Error::new(Code::NotFound).with("what", "automation")) } else { Ok(id) }
}

/// Switches one on or off.
///
/// # Errors
/// `not_found`.
pub fn switch(tx: &Tx<'_>, id: i64, on: bool, author: &Author, now: Millis) -> Result<()> {
    let changed = tx.execute(
        "UPDATE automation SET is_on = ?2, changed_at = ?3, author = ?4 WHERE id = ?1 AND removed_at IS NULL",
        (id, on, now, author.stamp()),
    )?;
    tx.touch(Topic::Shop);
    if changed == 0 { Err(Error::new(Code::NotFound).with("what", "automation")) } else { Ok(()) }
}

/// Takes one away, or puts it back; its history stays.
///
/// # Errors
/// `not_found`.
pub fn remove(tx: &Tx<'_>, id: i64, away: bool, now: Millis) -> Result<()> {
    let changed = tx.execute("UPDATE automation SET removed_at = CASE WHEN ?2 THEN ?3 END WHERE id = ?1", (id, away, now))?;
    tx.touch(Topic::Shop);
    if changed == 0 { Err(Error::new(Code::NotFound).with("what", "automation")) } else { Ok(()) }
}

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, String, bool, String, i64)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn whole((id, name, on, recipe, revision): (i64, String, bool, String, i64)) -> Option<(Automation, i64)> {
    // What another version wrote and this one cannot read does not speak.
    let recipe: Recipe = serde_json::from_str(&recipe).ok()?;
    Some((Automation { id: Some(id), name, on, when: recipe.when, steps: recipe.steps }, revision))
}

/// All of them, in the order they were made.
pub fn list(read: &Read<'_>, now: Millis) -> Result<Vec<AutomationRow>> {
    let rows = read.all("SELECT id, name, is_on, recipe, revision FROM automation WHERE removed_at IS NULL ORDER BY id", [], read_row)?;
    let mut found = Vec::new();
    for (automation, _) in rows.into_iter().filter_map(whole) {
        let (people, last_at) = read
            .one(
                "SELECT count(DISTINCT customer_id), max(at) FROM automation_run WHERE automation_id = ?1 AND at > ?2 AND outcome <> 'skipped'",
                (automation.id, now - HISTORY),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .unwrap_or_default();
        found.push(AutomationRow { automation, people, last_at });
    }
    Ok(found)
}

/// Those that speak, with their revision.
pub(super) fn speaking(read: &Read<'_>) -> Result<Vec<(Automation, i64)>> {
    let rows =
        read.all("SELECT id, name, is_on, recipe, revision FROM automation WHERE is_on AND removed_at IS NULL ORDER BY id", [], read_row)?;
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// One that speaks, if its recipe is still the one a button was made from.
pub(super) fn as_it_was(read: &Read<'_>, id: i64, revision: i64) -> Result<Option<Automation>> {
    let row = read.one(
        "SELECT id, name, is_on, recipe, revision FROM automation WHERE id = ?1 AND revision = ?2 AND removed_at IS NULL",
        (id, revision),
        read_row,
    )?;
    Ok(row.and_then(whole).map(|(automation, _)| automation))
}

/// What one has done in thirty days, newest first.
pub fn history(read: &Read<'_>, id: i64, now: Millis) -> Result<Vec<AutomationRun>> {
    read.all(
        "SELECT r.customer_id, c.name, r.at, r.step, r.outcome, o.state FROM automation_run r JOIN customer c ON c.id = r.customer_id
         LEFT JOIN promise_outcome o ON o.promise_id = r.promise_id
         WHERE r.automation_id = ?1 AND r.at > ?2 ORDER BY r.at DESC, r.id DESC LIMIT ?3",
        (id, now - HISTORY, HISTORY_LINES),
        |row| {
            Ok(AutomationRun {
                customer: row.get(0)?,
                name: Personal(row.get(1)?),
                at: row.get(2)?,
                step: row.get::<_, i64>(3)?.try_into().unwrap_or_default(),
                outcome: row.get(4)?,
                state: row.get(5)?,
            })
        },
    )
}

/// Forgets a person.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM automation_run WHERE customer_id = ?1", [customer])?;
    Ok(())
}
