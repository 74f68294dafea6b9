//! Imports of files: run in the background as the window's are, with how far they are on stderr, and Ctrl-C to stop and
//! leave nothing behind. What a report says is the same as ever; only the way to it takes steps.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::{Code, Error, Result};

use crate::{Way, read_file, sentences};

/// How often one looks: fast enough for a person, and a short file is not waited for.
const AGAIN_AFTER: Duration = Duration::from_millis(60);

/// A file to import, and how.
pub(crate) struct Import<'a> {
    /// products, people or stores.
    pub kind: &'static str,
    pub file: &'a Path,
    pub dry_run: bool,
    /// How far it is is said, wherever stderr goes.
    pub progress: bool,
    /// What else was said of it.
    pub said: Value,
    /// Where the rejected rows go.
    pub rejected: Option<&'a Path>,
}

/// Imports, or looks; the report.
pub(crate) async fn run(way: &Way, import: Import<'_>) -> Result<Value> {
    let command = if import.dry_run { "import_look" } else { "import_start" };
    let mut said = import.said.clone();
    said["kind"] = json!(import.kind);
    let says = import.progress || std::io::stderr().is_terminal();
    let begun = begin(way, command, import.file, said.clone()).await?;
    let mut report = match follow(way, &begun, import.kind, says).await {
        Err(error) if error.code == Code::WhichPlace => return Err(unknown_places(way, &import, said).await.unwrap_or(error)),
        outcome => outcome?,
    };
    if let (Some(path), Some(all)) = (import.rejected, report["rejected_file"].as_str()) {
        std::fs::copy(all, path)?;
    } else if let (Some(path), Some(csv)) = (import.rejected, report["rejected_csv"].as_str().filter(|csv| !csv.is_empty())) {
        std::fs::write(path, csv)?;
    }
    sentences::explain_rows(&mut report);
    Ok(report)
}

/// Writing stops at the first place nobody knows; who is asked wants to be asked about all of them.
async fn unknown_places(way: &Way, import: &Import<'_>, said: Value) -> Option<Error> {
    let begun = begin(way, "import_look", import.file, said).await.ok()?;
    let report = follow(way, &begun, import.kind, false).await.ok()?;
    let unknown = report["places"].as_array()?.iter().filter(|place| place["means"].is_null());
    let names: Vec<&str> = unknown.filter_map(|place| place["name"].as_str()).collect();
    Some(Error::new(Code::WhichPlace).with("place", names.join("\n")))
}

/// The file is read where it lies, so that a large one is never whole in memory; only the owner may name a place.
async fn begin(way: &Way, command: &str, file: &Path, mut request: Value) -> Result<Value> {
    request["name"] = json!(file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    let missing = |_| Error::new(Code::NotFound).with("what", "file").with("path", file.to_string_lossy().into_owned());
    request["path"] = json!(std::fs::canonicalize(file).map_err(missing)?);
    match way.call(command, request.clone()).await {
        Err(error) if error.code == Code::OwnerOnly => {
            request["path"] = Value::Null;
            request["content"] = json!(base64::engine::general_purpose::STANDARD.encode(read_file(file)?));
            way.call(command, request).await
        }
        answer => answer,
    }
}

async fn follow(way: &Way, begun: &Value, kind: &str, says: bool) -> Result<Value> {
    let job = json!({ "job": begun["job"] });
    let mut going = begun.clone();
    let mut stopping = false;
    let mut said = false;
    let outcome = loop {
        match going["state"].as_str().unwrap_or_default() {
            "done" => break Ok(going[kind].clone()),
            "cancelled" | "failed" => break Err(serde_json::from_value(going["error"].clone())?),
            _ if says => said |= tell(&going),
            _ => {}
        }
        tokio::select! {
            () = tokio::time::sleep(AGAIN_AFTER) => {}
            Ok(()) = tokio::signal::ctrl_c(), if !stopping => {
                stopping = true;
                way.call("import_cancel", job.clone()).await?;
            }
        }
        going = way.call("import_progress", job.clone()).await?;
        if going.is_null() {
            break Err(Error::new(Code::Cancelled));
        }
    };
    if said {
        // The line is cleared: what follows is the report.
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    outcome
}

/// How far it is, on one line; a closed stderr has nobody to tell.
fn tell(going: &Value) -> bool {
    let part = match (going["read"].as_u64(), going["of"].as_u64()) {
        (Some(read), Some(of)) if of > 0 => format!(" {} %", read.min(of) * 100 / of),
        _ => String::new(),
    };
    let line = match going["state"].as_str().unwrap_or_default() {
        "returning" => "Taking back what was imported".to_owned(),
        "writing" => format!("Importing{part}, {} done; Ctrl-C stops and leaves nothing behind", going["done"]),
        _ => format!("Reading{part}"),
    };
    write!(std::io::stderr(), "\r\x1b[K{line}").is_ok()
}

/// What was said of places: "Name in the file=STORE", a store by name or number, `new`, or `none`.
pub(crate) async fn places(way: &Way, typed: &[String]) -> Result<Value> {
    if typed.is_empty() {
        return Ok(json!([]));
    }
    let stores = way.call("stores_list", json!({})).await?;
    let stores = stores.as_array().map(Vec::as_slice).unwrap_or_default();
    let said = typed.iter().map(|one| {
        let bad = || Error::new(Code::BadRequest).with("field", "place").with("text", one.clone());
        let (name, store) = one.rsplit_once('=').ok_or_else(bad)?;
        let means = match store.trim() {
            "new" => json!({ "is": "new" }),
            "none" => json!({ "is": "left_out" }),
            typed => {
                let named = |s: &&Value| {
                    s["id"].as_i64().is_some_and(|id| typed.parse() == Ok(id))
                        || s["name"].as_str().is_some_and(|name| name.to_lowercase() == typed.to_lowercase())
                };
                let found = stores.iter().find(named).ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))?;
                json!({ "is": "store", "store": found["id"] })
            }
        };
        Ok(json!({ "name": name.trim(), "means": means }))
    });
    said.collect::<Result<Vec<Value>>>().map(Value::from)
}
