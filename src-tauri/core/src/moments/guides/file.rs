//! A file of guides: a line of JSON each, or one per language of a guide. What a guide takes is named by the codes the shop
//! already has; a line that names a thing nobody sells is left out whole, because a guide without its tool misleads.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::answers::{LinesReport, reject};
use super::{Guide, GuideText, GuideThing, list, set};
use crate::catalog;
use crate::db::Tx;
use crate::kinds::{Author, Code, Error, Millis, Result};

/// A file of guides is read whole; a shop's is some kilobytes.
const LONGEST_FILE: usize = 8 * 1024 * 1024;

#[derive(Debug, Deserialize)]
struct Line {
    guide_id: String,
    title: String,
    steps: Vec<String>,
    #[serde(default)]
    ways: Vec<String>,
    #[serde(default, alias = "language")]
    lang: Option<String>,
    #[serde(default)]
    things: Vec<Thing>,
}

#[derive(Debug, Deserialize)]
struct Thing {
    code: String,
    #[serde(default = "one")]
    pieces: u32,
}

fn one() -> u32 {
    1
}

/// Reads a file of lines `{"guide_id", "title", "steps", "ways"?, "lang"?, "things"?: [{"code", "pieces"?}]}` in; several lines
/// of one guide add up. What cannot be read is named and left out.
///
/// # Errors
/// `too_large` beyond 8 MB.
pub fn import(tx: &Tx<'_>, file: &str, author: &Author, now: Millis) -> Result<LinesReport> {
    if file.len() > LONGEST_FILE {
        return Err(Error::new(Code::TooLarge));
    }
    let before: BTreeMap<String, Guide> = list(tx)?.into_iter().map(|guide| (guide.guide_id.clone(), guide)).collect();
    let mut after = before.clone();
    let mut report = LinesReport::default();
    for (at, line) in file.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            report.rejected.push(reject(at + 1, "", "not_json"));
            continue;
        };
        let Some(things) = things(tx, &line.things)? else {
            report.rejected.push(reject(at + 1, "things", "not_found"));
            continue;
        };
        let name = line.guide_id.trim().to_owned();
        let mut guide = after.get(&name).cloned().unwrap_or(Guide { guide_id: name.clone(), is_on: true, ..Guide::default() });
        for way in line.ways {
            if !guide.ways.contains(&way) {
                guide.ways.push(way);
            }
        }
        guide.texts.insert(line.lang.unwrap_or_default(), GuideText { title: line.title, steps: line.steps });
        if !things.is_empty() {
            guide.things = things;
        }
        match super::judged(tx, &guide) {
            Ok(guide) => drop(after.insert(name, guide)),
            Err(error) => {
                let part = error.about.get("field").or_else(|| error.about.get("part")).and_then(|part| part.as_str());
                let code = if error.code == Code::TooLong { "too_long" } else { "bad_request" };
                report.rejected.push(reject(at + 1, part.unwrap_or_default(), code));
            }
        }
    }
    for (name, guide) in after {
        match before.get(&name) {
            Some(same) if same.says_as(&guide) => report.unchanged += 1,
            known => {
                set(tx, &guide, author, now)?;
                *(if known.is_some() { &mut report.changed } else { &mut report.added }) += 1;
            }
        }
    }
    Ok(report)
}

fn things(tx: &Tx<'_>, named: &[Thing]) -> Result<Option<Vec<GuideThing>>> {
    let mut things = Vec::new();
    for thing in named {
        let Ok(row) = catalog::find(tx, &thing.code) else { return Ok(None) };
        things.push(GuideThing { variant: row.id, pieces: thing.pieces, name: row.full_name() });
    }
    Ok(Some(things))
}
