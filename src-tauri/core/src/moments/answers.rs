//! Answers the owner has written: a few ways to ask, and what is said back in each language. They come from her, so they
//! are said word for word; which question is meant is found by `vitrine_understanding`, and learned anew when one changes.
//!
//! An answer stands under the name a file gave it, not under a number: the same file read again finds it, and changes
//! nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, Millis, Result, Topic};
use crate::media::library;

/// A file of answers is read whole; a shop's is some kilobytes.
const LONGEST_FILE: usize = 32 * 1024 * 1024;
/// Longer is no way to ask.
const LONGEST_EXAMPLE: usize = 1_000;

/// One line of a file: a way to ask, and perhaps what is answered.
#[derive(Debug, Deserialize)]
struct Line {
    answer_id: Name,
    text: String,
    #[serde(default, alias = "language")]
    lang: Option<String>,
    #[serde(default)]
    reply: Option<String>,
}

/// Files number their answers as often as they name them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(i64),
}

/// What a file of the owner's words, a line of JSON each, came to: answers, or guides.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct LinesReport {
    /// Those that were not there.
    pub added: usize,
    /// Those that say or hear something else now.
    pub changed: usize,
    /// Those the file says nothing new of.
    pub unchanged: usize,
    /// Lines that could not be read, with why.
    pub rejected: Vec<LineReject>,
}

/// A line that was left out.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LineReject {
    /// From 1.
    pub row: usize,
    /// Which part of it.
    pub column: String,
    /// `not_json`, `empty`, `too_long`, `language`; of guides also `bad_request`, `not_found`.
    pub code: String,
}

/// An answer as it is kept.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Answer {
    /// What the owner, or her file, calls it.
    pub answer_id: String,
    /// Ways to ask it.
    pub examples: Vec<AnswerExample>,
    /// What is answered, by language; under the empty one what is said in any other.
    pub replies: BTreeMap<String, String>,
    /// Said from then on.
    pub valid_from: Option<Millis>,
    /// Said until then.
    pub valid_until: Option<Millis>,
    /// Hash of a picture above it.
    #[serde(default)]
    pub image: Option<String>,
}

/// One way to ask.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AnswerExample {
    /// The words.
    pub text: String,
    /// Their language, where it was said.
    #[serde(default)]
    pub lang: Option<String>,
}

pub(super) fn reject(row: usize, column: &str, code: &str) -> LineReject {
    LineReject { row, column: column.to_owned(), code: code.to_owned() }
}

/// Reads a file of lines `{"answer_id", "text", "lang"?, "reply"?}` in; what cannot be read is named and left out.
///
/// # Errors
/// `too_large` beyond 32 MB.
pub fn import(tx: &Tx<'_>, file: &str, author: &Author, now: Millis) -> Result<LinesReport> {
    if file.len() > LONGEST_FILE {
        return Err(Error::new(Code::TooLarge));
    }
    let mut report = LinesReport::default();
    let mut became: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for (at, line) in file.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row = at + 1;
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            report.rejected.push(reject(row, "", "not_json"));
            continue;
        };
        let name = match line.answer_id {
            Name::Text(name) => name.trim().to_owned(),
            Name::Number(number) => number.to_string(),
        };
        let text = line.text.trim();
        let flaw = [("answer_id", name.as_str()), ("text", text)].into_iter().find_map(|(column, value)| {
            (value.is_empty())
                .then(|| reject(row, column, "empty"))
                .or_else(|| (value.chars().count() > LONGEST_EXAMPLE).then(|| reject(row, column, "too_long")))
        });
        let too_long =
            line.reply.as_ref().filter(|r| r.chars().count() > cloud_api::limits::TEXT_BODY).map(|_| reject(row, "reply", "too_long"));
        if let Some(flaw) = flaw.or(too_long) {
            report.rejected.push(flaw);
            continue;
        }
        let language = line.lang.as_deref().map(str::trim).filter(|l| !l.is_empty());
        let (id, new) = named(tx, &name, author, now)?;
        let mut changed = example(tx, id, text, language)?;
        if let Some(reply) = line.reply.as_deref().map(str::trim).filter(|r| !r.is_empty()) {
            changed |= say(tx, id, language.unwrap_or_default(), reply)?;
        }
        let entry = became.entry(name).or_default();
        entry.0 |= new;
        entry.1 |= changed;
    }
    for (new, changed) in became.into_values() {
        match (new, changed) {
            (true, _) => report.added += 1,
            (false, true) => report.changed += 1,
            (false, false) => report.unchanged += 1,
        }
    }
    changed(tx)?;
    Ok(report)
}

fn named(tx: &Tx<'_>, name: &str, author: &Author, now: Millis) -> Result<(i64, bool)> {
    if let Some(id) = tx.value("SELECT id FROM answer WHERE name = ?1", [name])? {
        return Ok((id, false));
    }
    Ok((tx.insert("INSERT INTO answer (name, changed_at, author) VALUES (?1, ?2, ?3)", (name, now, author.stamp()))?, true))
}

fn example(tx: &Tx<'_>, answer: i64, text: &str, language: Option<&str>) -> Result<bool> {
    Ok(tx.execute(
        "INSERT INTO answer_example (answer_id, text, language) VALUES (?1, ?2, ?3) ON CONFLICT (answer_id, text) DO NOTHING",
        (answer, text, language),
    )? == 1)
}

fn say(tx: &Tx<'_>, answer: i64, language: &str, reply: &str) -> Result<bool> {
    Ok(tx.execute(
        "INSERT INTO answer_reply (answer_id, language, reply) VALUES (?1, ?2, ?3)
         ON CONFLICT (answer_id, language) DO UPDATE SET reply = excluded.reply WHERE reply <> excluded.reply",
        (answer, language, reply),
    )? == 1)
}

/// Writes an answer as the owner has it now: its examples and replies are these and no others.
///
/// # Errors
/// `bad_request` without a name, an example or a reply; `too_long`.
pub fn set(tx: &Tx<'_>, answer: &Answer, author: &Author, now: Millis) -> Result<()> {
    let name = answer.answer_id.trim();
    let examples: Vec<&AnswerExample> = answer.examples.iter().filter(|e| !e.text.trim().is_empty()).collect();
    let replies: Vec<(&String, &str)> = answer.replies.iter().map(|(l, r)| (l, r.trim())).filter(|(_, r)| !r.is_empty()).collect();
    for (field, missing) in [("answer_id", name.is_empty()), ("examples", examples.is_empty()), ("replies", replies.is_empty())] {
        if missing {
            return Err(Error::new(Code::BadRequest).with("field", field));
        }
    }
    if examples.iter().any(|e| e.text.chars().count() > LONGEST_EXAMPLE) {
        return Err(Error::new(Code::TooLong).with("part", "example").with("limit", LONGEST_EXAMPLE as i64));
    }
    let limit = if answer.image.is_some() { cloud_api::limits::CAPTION } else { cloud_api::limits::TEXT_BODY };
    if replies.iter().any(|(_, r)| r.chars().count() > limit) {
        return Err(Error::new(Code::TooLong).with("part", "body").with("limit", limit as i64));
    }
    if let Some(image) = &answer.image {
        if library::get(tx, image)?.kind != "image" {
            return Err(Error::new(Code::BadRequest).with("field", "image"));
        }
    }
    let (id, _) = named(tx, name, author, now)?;
    tx.execute("DELETE FROM answer_example WHERE answer_id = ?1", [id])?;
    tx.execute("DELETE FROM answer_reply WHERE answer_id = ?1", [id])?;
    for one in examples {
        example(tx, id, one.text.trim(), one.lang.as_deref())?;
    }
    for (language, reply) in replies {
        say(tx, id, language, reply)?;
    }
    tx.execute(
        "UPDATE answer SET valid_from = ?2, valid_until = ?3, image = ?4, changed_at = ?5, author = ?6 WHERE id = ?1",
        (id, answer.valid_from, answer.valid_until, &answer.image, now, author.stamp()),
    )?;
    changed(tx)
}

/// Takes an answer away.
///
/// # Errors
/// `not_found`.
pub fn remove(tx: &Tx<'_>, name: &str) -> Result<()> {
    let id: i64 =
        tx.value("SELECT id FROM answer WHERE name = ?1", [name])?.ok_or_else(|| Error::new(Code::NotFound).with("what", "answer"))?;
    tx.execute("DELETE FROM answer_example WHERE answer_id = ?1", [id])?;
    tx.execute("DELETE FROM answer_reply WHERE answer_id = ?1", [id])?;
    tx.execute("DELETE FROM answer WHERE id = ?1", [id])?;
    changed(tx)
}

/// All answers, by name.
pub fn list(read: &Read<'_>) -> Result<Vec<Answer>> {
    let mut replies: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
    for (id, language, reply) in
        read.all("SELECT answer_id, language, reply FROM answer_reply", [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)))?
    {
        replies.entry(id).or_default().insert(language, reply);
    }
    let mut examples: BTreeMap<i64, Vec<AnswerExample>> = BTreeMap::new();
    read.each("SELECT answer_id, text, language FROM answer_example ORDER BY id", [], |row| {
        examples.entry(row.get(0)?).or_default().push(AnswerExample { text: row.get(1)?, lang: row.get(2)? });
        Ok(())
    })?;
    read.all("SELECT id, name, valid_from, valid_until, image FROM answer ORDER BY name", [], |row| {
        let id: i64 = row.get(0)?;
        Ok(Answer {
            answer_id: row.get(1)?,
            examples: examples.remove(&id).unwrap_or_default(),
            replies: replies.remove(&id).unwrap_or_default(),
            valid_from: row.get(2)?,
            valid_until: row.get(3)?,
            image: row.get(4)?,
        })
    })
}

/// Raised by every change, so that what was learned from them knows when it is old.
pub(super) fn revision(read: &Read<'_>) -> Result<i64> {
    read.setting("answers_revision", 0)
}

fn changed(tx: &Tx<'_>) -> Result<()> {
    tx.set_setting("answers_revision", &(revision(tx)? + 1))?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Every example with its answer's name, for learning from.
pub(super) fn examples(read: &Read<'_>) -> Result<Vec<(String, String, Option<String>)>> {
    read.all("SELECT a.name, e.text, e.language FROM answer_example e JOIN answer a ON a.id = e.answer_id ORDER BY e.id", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// A way to ask for each answer that is written, the newest first.
pub(super) fn one_example_each(read: &Read<'_>, at_most: usize) -> Result<Vec<(String, String)>> {
    read.all(
        "SELECT a.name, (SELECT e.text FROM answer_example e WHERE e.answer_id = a.id ORDER BY e.id LIMIT 1) FROM answer a
         WHERE EXISTS (SELECT 1 FROM answer_example e WHERE e.answer_id = a.id) AND EXISTS (SELECT 1 FROM answer_reply r WHERE r.answer_id = a.id)
         ORDER BY a.changed_at DESC, a.id LIMIT ?1",
        [at_most as i64],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// What an answer says.
pub(super) enum Said {
    /// These words.
    Words(Written),
    /// Nothing yet: the owner has written how it is asked, not what is answered.
    Unwritten,
    /// Not now: before or after its days.
    NotNow,
}

/// The words of an answer in a language, where it has any now.
///
/// # Errors
/// What the disk says.
pub fn words(read: &Read<'_>, name: &str, language: &str, now: Millis) -> Result<Option<String>> {
    Ok(match reply(read, name, language, now)? {
        Said::Words(written) => Some(written.text),
        Said::Unwritten | Said::NotNow => None,
    })
}

/// An answer's words as they stand.
pub(super) struct Written {
    /// In the language that was asked for, or another.
    pub text: String,
    /// Since when.
    pub at: Millis,
    /// Hash of the picture above them.
    pub image: Option<String>,
}

/// What an answer says in a language now: in that one, else what is said in any, else in the first there is.
pub(super) fn reply(read: &Read<'_>, name: &str, language: &str, now: Millis) -> Result<Said> {
    let valid = read.count(
        "SELECT count(*) FROM answer WHERE name = ?1 AND COALESCE(valid_from, 0) <= ?2 AND (valid_until IS NULL OR valid_until > ?2)",
        (name, now),
    )?;
    if valid == 0 {
        return Ok(Said::NotNow);
    }
    let said = read.all(
        "SELECT r.language, r.reply, a.changed_at, a.image FROM answer a JOIN answer_reply r ON r.answer_id = a.id WHERE a.name = ?1 ORDER BY r.language",
        [name],
        |row| Ok((row.get::<_, String>(0)?, Written { text: row.get(1)?, at: row.get(2)?, image: row.get(3)? })),
    )?;
    let of = |code: &str| said.iter().position(|(l, _)| l == code || !code.is_empty() && l.split('-').next() == Some(code));
    let place = of(language).or_else(|| of("")).unwrap_or(0);
    Ok(said.into_iter().nth(place).map_or(Said::Unwritten, |(_, mut written)| {
        // A file may have brought longer words since: rather those than the picture.
        written.image = written.image.filter(|_| written.text.chars().count() <= cloud_api::limits::CAPTION);
        Said::Words(written)
    }))
}
