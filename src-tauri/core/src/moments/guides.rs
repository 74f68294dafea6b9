//! The owner's guides: how a thing is done, step by step, and what it takes. A guide is found by what a customer wants to
//! do, as an owner's answer is found by how it is asked; its words are the owner's, so they are said word for word. What it
//! takes are rows of the shop, looked up when somebody asks for them: a guide never promises a tool that is gone.
//!
//! A guide lies in one row, its parts as JSON: it is written and read whole. Like an answer it stands under the name its
//! file gave it, so that a file read again changes nothing.

mod file;
pub mod worked;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::Understood;

use super::buy::Purchase;
use super::{Asker, Fact, Reply, Say, know, service, spoken, text_args};
use crate::catalog::{self, measure::Quantity};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, Millis, Result, Topic, VariantId};
use crate::media::library;
use crate::orders::taking::LineWanted;
use crate::words::{self, Args};

pub use file::import;

/// Above buttons Meta takes 1,024; what is left over is for the line of what it takes.
const LONGEST_SAID: usize = 900;
/// A list of Meta's has ten rows.
const MOST_THINGS: usize = cloud_api::limits::LIST_ROWS;
/// Cards of one message.
const MOST_PICTURES: usize = *cloud_api::limits::CARDS.end();
/// Longer is no way to ask.
const LONGEST_WAY: usize = 1_000;
/// More ways than that teach nothing.
const MOST_WAYS: usize = 200;
/// So near to the best, another guide may be meant as well.
const NEAR: f32 = 0.7;

/// A guide as it is kept.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Guide {
    /// What the owner, or her file, calls it.
    pub guide_id: String,
    /// What customers call it, in any language.
    pub ways: Vec<String>,
    /// What is said, by language; under the empty one what is said in any other.
    pub texts: BTreeMap<String, GuideText>,
    /// What it takes.
    #[serde(default)]
    pub things: Vec<GuideThing>,
    /// How it is done, to look at: one clip, or pictures in their order.
    #[serde(default)]
    pub media: Vec<GuideMedia>,
    /// It is said.
    pub is_on: bool,
    /// How often it was told; read, ignored when written.
    #[serde(default, skip_deserializing)]
    pub told: u32,
    /// How often customers said that it worked; read only.
    #[serde(default, skip_deserializing)]
    pub worked: u32,
    /// How often they said that it did not; read only.
    #[serde(default, skip_deserializing)]
    pub failed: u32,
}

/// A guide in one language.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct GuideText {
    /// What is done.
    pub title: String,
    /// How, in order.
    pub steps: Vec<String>,
}

/// A file of the shop's library.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct GuideMedia {
    /// Its hash.
    pub hash: String,
    /// image or video; told when read, ignored when written.
    #[serde(default)]
    pub kind: String,
}

/// One thing it takes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct GuideThing {
    /// Which.
    pub variant: VariantId,
    /// How many.
    pub pieces: u32,
    /// What it is called now; told when read, ignored when written.
    #[serde(default)]
    pub name: String,
}

impl Guide {
    /// Whatever became of it.
    fn says_as(&self, other: &Self) -> bool {
        let plain = |guide: &Self| Self { told: 0, worked: 0, failed: 0, ..guide.clone() };
        plain(self) == plain(other)
    }
}

impl GuideText {
    fn trimmed(&self) -> Self {
        let steps = self.steps.iter().map(|step| step.trim().to_owned()).filter(|step| !step.is_empty()).collect();
        Self { title: self.title.trim().to_owned(), steps }
    }

    /// As a customer reads it: the title, and below it the steps by number.
    fn said(&self) -> String {
        let mut said = self.title.clone();
        for (at, step) in self.steps.iter().enumerate() {
            // Writing to a text cannot fail.
            let _ = write!(said, "{}{}. {step}", if at == 0 { "\n\n" } else { "\n" }, at + 1);
        }
        said
    }
}

/// Without what is empty, within what Meta takes.
fn judged(read: &Read<'_>, guide: &Guide) -> Result<Guide> {
    let missing = |field: &str| Error::new(Code::BadRequest).with("field", field);
    let too_long = |part: &str, limit: usize| Error::new(Code::TooLong).with("part", part).with("limit", limit as i64);
    let texts: BTreeMap<String, GuideText> = (guide.texts.iter())
        .map(|(language, text)| (language.clone(), text.trimmed()))
        .filter(|(_, text)| !text.title.is_empty() || !text.steps.is_empty())
        .collect();
    let mut ways: Vec<String> = guide.ways.iter().map(|way| way.trim().to_owned()).filter(|way| !way.is_empty()).collect();
    ways.truncate(MOST_WAYS);
    let guide_id = guide.guide_id.trim().to_owned();
    if guide_id.is_empty() {
        return Err(missing("guide_id"));
    }
    if texts.is_empty() || texts.values().any(|text| text.title.is_empty()) {
        return Err(missing("title"));
    }
    if texts.values().any(|text| text.steps.is_empty()) {
        return Err(missing("steps"));
    }
    if ways.iter().any(|way| way.chars().count() > LONGEST_WAY) {
        return Err(too_long("example", LONGEST_WAY));
    }
    if texts.values().any(|text| text.said().chars().count() > LONGEST_SAID) {
        return Err(too_long("body", LONGEST_SAID));
    }
    if guide.things.len() > MOST_THINGS {
        return Err(too_long("things", MOST_THINGS));
    }
    for thing in &guide.things {
        catalog::get(read, thing.variant)?;
    }
    let media = looked_at(read, &guide.media)?;
    let things = guide.things.iter().map(|thing| GuideThing { pieces: thing.pieces.max(1), ..thing.clone() }).collect();
    Ok(Guide { guide_id, ways, texts, things, media, is_on: guide.is_on, ..Guide::default() })
}

/// A clip stands alone; pictures are cards of one message, and those are of one kind.
fn looked_at(read: &Read<'_>, media: &[GuideMedia]) -> Result<Vec<GuideMedia>> {
    let mut known = Vec::with_capacity(media.len());
    for one in media {
        known.push(GuideMedia { hash: one.hash.clone(), kind: library::get(read, &one.hash)?.kind });
    }
    if known.len() > MOST_PICTURES {
        return Err(Error::new(Code::TooLong).with("part", "media").with("limit", MOST_PICTURES as i64));
    }
    let fits = match known.as_slice() {
        [only] => only.kind == "image" || only.kind == "video",
        several => several.iter().all(|one| one.kind == "image"),
    };
    if fits { Ok(known) } else { Err(Error::new(Code::BadRequest).with("field", "media")) }
}

/// Writes a guide as the owner has it now.
///
/// # Errors
/// `bad_request` without a name, a title or a step; `too_long`; `not_found` for a thing the shop does not know.
pub fn set(tx: &Tx<'_>, guide: &Guide, author: &Author, now: Millis) -> Result<()> {
    let guide = judged(tx, guide)?;
    tx.execute(
        "INSERT INTO guide (name, guide, is_on, changed_at, author) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (name) DO UPDATE SET guide = excluded.guide, is_on = excluded.is_on, changed_at = excluded.changed_at, author = excluded.author",
        (&guide.guide_id, serde_json::to_string(&guide)?, guide.is_on, now, author.stamp()),
    )?;
    changed(tx)
}

/// Takes a guide away.
///
/// # Errors
/// `not_found`.
pub fn remove(tx: &Tx<'_>, name: &str) -> Result<()> {
    if tx.execute("DELETE FROM guide WHERE name = ?1", [name])? == 0 {
        return Err(Error::new(Code::NotFound).with("what", "guide"));
    }
    changed(tx)
}

/// Counts the changes, for what is learned.
pub(super) fn revision(read: &Read<'_>) -> Result<i64> {
    read.setting("guides_revision", 0)
}

fn changed(tx: &Tx<'_>) -> Result<()> {
    tx.set_setting("guides_revision", &(revision(tx)? + 1))?;
    tx.touch(Topic::Shop);
    Ok(())
}

struct Kept {
    id: i64,
    guide: Guide,
    changed_at: Millis,
}

fn kept(read: &Read<'_>) -> Result<Vec<Kept>> {
    let rows = read.all("SELECT id, guide, changed_at FROM guide ORDER BY name", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Millis>(2)?))
    })?;
    rows.into_iter().map(|(id, guide, changed_at)| Ok(Kept { id, guide: serde_json::from_str(&guide)?, changed_at })).collect()
}

/// All guides, by name.
///
/// # Errors
/// What the disk says.
pub fn list(read: &Read<'_>) -> Result<Vec<Guide>> {
    let named = |thing: GuideThing| {
        // What has left the shop since keeps its place, without a name.
        let name = catalog::get(read, thing.variant).map(|row| row.full_name()).unwrap_or_default();
        GuideThing { name, ..thing }
    };
    let counted = |Kept { id, guide, .. }: Kept| {
        let (told, worked, failed) = worked::counts(read, id)?;
        Ok(Guide { things: guide.things.into_iter().map(named).collect(), told, worked, failed, ..guide })
    };
    kept(read)?.into_iter().map(counted).collect()
}

/// Every way to ask with its guide's number, for learning from; titles are ways as well.
pub(super) fn examples(read: &Read<'_>) -> Result<Vec<(String, String)>> {
    let mut examples = Vec::new();
    for Kept { id, guide, .. } in kept(read)?.into_iter().filter(|kept| kept.guide.is_on) {
        let titles = guide.texts.into_values().map(|text| text.title);
        examples.extend(guide.ways.into_iter().chain(titles).map(|way| (id.to_string(), way)));
    }
    Ok(examples)
}

fn of(read: &Read<'_>, id: i64) -> Result<Option<Kept>> {
    let row = read.all("SELECT guide, changed_at FROM guide WHERE id = ?1 AND is_on = 1", [id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Millis>(1)?))
    })?;
    row.into_iter().next().map(|(guide, changed_at)| Ok(Kept { id, guide: serde_json::from_str(&guide)?, changed_at })).transpose()
}

/// What she wants to do, in a guide: the one that is meant, or the few that may be. Nothing where none is like it.
pub(super) fn found(asker: &Asker<'_>, text: &str, understood: &Understood, sure: f32) -> Result<Option<Reply>> {
    let Some(found) = asker.desk.mind.guide(asker.read, text)? else { return Ok(None) };
    let Some(best) = found.best.filter(|_| found.likeness >= sure) else { return Ok(None) };
    let mut near: Vec<i64> = (found.candidates.iter())
        .filter(|candidate| candidate.confidence >= best.confidence * NEAR)
        .filter_map(|candidate| candidate.answer_id.parse().ok())
        .collect();
    let named = know::titles(asker, understood)?;
    if !named.is_empty() {
        let mut speaking = Vec::new();
        for id in near {
            if of(asker.read, id)?.is_some_and(|kept| speaks_of(asker.read, &kept.guide, &named)) {
                speaking.push(id);
            }
        }
        near = speaking;
    }
    match near.as_slice() {
        [] => Ok(None),
        [one] => said(asker, *one),
        several => which(asker, several),
    }
}

/// Whether a guide names one of these goods, in how it is asked for, what it says or what it takes: how a pot is cleaned
/// says nothing of boots.
fn speaks_of(read: &Read<'_>, guide: &Guide, named: &[String]) -> bool {
    let things = guide.things.iter().filter_map(|thing| catalog::get(read, thing.variant).ok()).map(|row| row.full_name());
    let texts = guide.texts.values().flat_map(|text| std::iter::once(&text.title).chain(&text.steps)).cloned();
    let all: String = guide.ways.iter().cloned().chain(texts).chain(things).collect::<Vec<_>>().join(" ");
    named.iter().any(|title| vitrine_search::words_shared(title, &all) > 0)
}

fn which(asker: &Asker<'_>, guides: &[i64]) -> Result<Option<Reply>> {
    let mut reply = Reply::words("guide-which", Args::new());
    for id in guides {
        if let Some(title) = of(asker.read, *id)?.and_then(|kept| spoken(&kept.guide.texts, asker.language).map(|text| text.title.clone()))
        {
            reply.choices.push((format!("guide:{id}"), title));
        }
    }
    reply.talk = asker.talk.now_about(asker.talk.about);
    Ok((!reply.choices.is_empty()).then_some(reply))
}

/// She wants to do something no guide tells: she is asked once to say it otherwise, then a person looks.
pub(super) fn none(asker: &Asker<'_>) -> Result<Reply> {
    if asker.talk.unclear > 0 || asker.read.count("SELECT count(*) FROM guide WHERE is_on = 1", [])? == 0 {
        return service::person(asker, "how_to");
    }
    let talk = super::Talk { unclear: 1, ..asker.talk.clone() };
    Ok(Reply { talk, ..Reply::words("guide-unclear", Args::new()) })
}

/// A guide as it is said, whoever says it: the shop by itself, or a person who picks it.
#[derive(Debug)]
pub struct Spoken {
    /// Which.
    pub guide: i64,
    /// Its steps, and what it takes.
    pub text: String,
    /// A clip, or pictures in their order.
    pub media: Vec<GuideMedia>,
    /// Payload of the button below, and the key of its words.
    pub button: Option<(String, &'static str)>,
    title: String,
    changed_at: Millis,
}

impl Spoken {
    /// The hashes of what stands above it.
    pub fn hashes(&self) -> Vec<String> {
        self.media.iter().map(|media| media.hash.clone()).collect()
    }

    /// A clip stands above it.
    pub fn film(&self) -> bool {
        self.media.iter().any(|media| media.kind == "video")
    }
}

fn speak(read: &Read<'_>, kept: &Kept, language: &str) -> Result<Option<Spoken>> {
    let Some(text) = spoken(&kept.guide.texts, language) else { return Ok(None) };
    let things = things(read, &kept.guide)?;
    let mut own = text.said();
    if !things.is_empty() {
        let items = things.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>().join(", ");
        own = words::cut(
            &format!("{own}\n\n{}", words::say(language, "guide-needs", &text_args([("items", items)]))?),
            cloud_api::limits::INTERACTIVE_BODY,
        );
    }
    let media = kept.guide.media.clone();
    // Cards always have a button (fact sheet, carousel): where there is nothing to buy it leads to a person.
    let button = match (things.is_empty(), media.len()) {
        (false, _) => Some((format!("tools:{}", kept.id), "button-tools")),
        (true, 2..) => Some(("about-it:person".to_owned(), "button-help")),
        (true, _) => None,
    };
    let (title, changed_at) = (text.title.clone(), kept.changed_at);
    Ok(Some(Spoken { guide: kept.id, text: own, media, button, title, changed_at }))
}

/// A guide a person picks by its name, in one of the languages customers are written to.
///
/// # Errors
/// `not_found` where it is gone or switched off.
pub fn picked(read: &Read<'_>, name: &str, language: &str) -> Result<Spoken> {
    let missing = || Error::new(Code::NotFound).with("what", "guide");
    let id: i64 = read.value("SELECT id FROM guide WHERE name = ?1", [name])?.ok_or_else(missing)?;
    let kept = of(read, id)?.ok_or_else(missing)?;
    speak(read, &kept, language)?.ok_or_else(missing)
}

/// A guide: its steps, what it takes, and a button to have that. Nothing where it is gone or switched off.
pub(super) fn said(asker: &Asker<'_>, id: i64) -> Result<Option<Reply>> {
    let Some(kept) = of(asker.read, id)? else { return Ok(None) };
    let Some(told) = speak(asker.read, &kept, asker.language)? else { return Ok(None) };
    let hashes = told.hashes();
    Ok(Some(Reply {
        facts: vec![Fact::new("guide", &kept.guide.guide_id, &told.title, Some(told.changed_at))],
        film: told.film(),
        image: hashes.first().cloned(),
        cards: if hashes.len() > 1 { hashes } else { Vec::new() },
        buttons: told.button.into_iter().map(|(payload, key)| (payload, key.to_owned())).collect(),
        say: Say::Own(told.text),
        talk: asker.talk.now_about(asker.talk.about),
        guide: Some(worked::Happened::Told { guide: kept.id }),
        ..Reply::default()
    }))
}

/// Each thing the shop still knows: "2 × Hammer", and which how many.
fn things(read: &Read<'_>, guide: &Guide) -> Result<Vec<(String, VariantId, u32)>> {
    let mut named = Vec::new();
    for thing in &guide.things {
        let Ok(row) = catalog::get(read, thing.variant) else { continue };
        if row.status == "active" {
            let name = if thing.pieces > 1 { format!("{} × {}", thing.pieces, row.full_name()) } else { row.full_name() };
            named.push((name, thing.variant, thing.pieces));
        }
    }
    Ok(named)
}

/// She wants what it takes: what is here can be kept with a tap, what is sold out waited for, an old count is looked after.
pub(super) fn tools(asker: &Asker<'_>, id: i64) -> Result<Option<Reply>> {
    let Some(kept) = of(asker.read, id)? else { return Ok(None) };
    let (mut here, mut gone, mut choices, mut facts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut keeps = 0;
    for (name, variant, pieces) in things(asker.read, &kept.guide)? {
        let stand = know::stand(asker, variant, pieces)?;
        facts.extend(stand.facts);
        let priced = stand.price.map_or_else(|| name.clone(), |price| format!("{name} ({price})"));
        match stand.can {
            know::Can::Keep => {
                keeps += 1;
                choices.push((format!("want:{variant}:{pieces}"), name));
            }
            know::Can::Ask => choices.push((format!("about:{variant}"), name)),
            know::Can::Wait => choices.push((format!("tell:{variant}"), name)),
        }
        if stand.can == know::Can::Wait { gone.push(priced) } else { here.push(priced) }
    }
    if keeps > 1 {
        // One tap for all of it; whoever has some of it already picks.
        choices.insert(0, (format!("tools-all:{id}"), words::say(asker.language, "guide-tools-all", &Args::new())?));
        choices.truncate(MOST_THINGS);
    }
    let (items, options) = (here.join("\n"), gone.join("\n"));
    let (key, args) = match (here.is_empty(), gone.is_empty()) {
        (true, true) => return Ok(None),
        (false, true) => ("guide-tools", text_args([("items", items)])),
        (false, false) => ("guide-tools-some", text_args([("items", items), ("options", options)])),
        (true, false) => ("guide-tools-none", text_args([("options", options)])),
    };
    let talk = asker.talk.now_about(asker.talk.about);
    Ok(Some(Reply { choices, facts, talk, ..Reply::words(key, args) }))
}

/// All of it that can be kept, as one order.
pub(super) fn all_tools(asker: &Asker<'_>, id: i64) -> Result<Option<Reply>> {
    let Some(kept) = of(asker.read, id)? else { return Ok(None) };
    let mut lines = Vec::new();
    for (_, variant, pieces) in things(asker.read, &kept.guide)? {
        if know::stand(asker, variant, pieces)?.can == know::Can::Keep {
            lines.push(LineWanted { variant, quantity: Quantity(pieces.to_string()), choices: Vec::new() });
        }
    }
    if lines.is_empty() {
        // Gone meanwhile: how it stands now is said once more.
        return tools(asker, id);
    }
    let talk = asker.talk.now_about(asker.talk.about);
    Ok(Some(Reply { buys: Some(Purchase::Take { lines, differences: Vec::new() }), talk, ..Reply::default() }))
}
