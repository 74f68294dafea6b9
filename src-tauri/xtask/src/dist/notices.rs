//! The licences of everything that is inside the binaries: most of them ask to be passed on with it. They
//! are gathered from the sources that are built, so that the list cannot lag behind Cargo.lock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::calls;

/// C sources that reach the binaries through build scripts, where no list of libraries shows them.
const COMPILED_IN: &[&str] = &["sqlcipher-src", "openssl-src"];

/// All texts, each once, with the libraries it belongs to.
pub fn text() -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut without: BTreeSet<String> = BTreeSet::new();
    let mut take = |name: String, licence: &str, folder: &Path| -> Result<()> {
        let found = licences_in(folder)?;
        if found.is_empty() {
            without.insert(format!("{name}: {licence}"));
        }
        for text in found {
            texts.entry(text).or_default().insert(name.clone());
        }
        Ok(())
    };
    let built = built_crates()?;
    let metadata: Value = serde_json::from_str(&calls::answer(&mut calls::cargo(&["metadata", "--format-version", "1", "--locked"]))?)?;
    for package in metadata["packages"].as_array().context("cargo's packages")? {
        let (name, version) = (package["name"].as_str().unwrap_or_default(), package["version"].as_str().unwrap_or_default());
        let ours = package["source"].is_null();
        if ours || !(built.contains(&format!("{name} v{version}")) || COMPILED_IN.contains(&name)) {
            continue;
        }
        let manifest = Path::new(package["manifest_path"].as_str().context("a package's manifest")?);
        take(format!("{name} {version}"), package["license"].as_str().unwrap_or("see its source"), manifest.parent().unwrap_or(manifest))?;
    }
    let pages = calls::answer(&mut calls::npm(&["ls", "--omit=dev", "--all", "--parseable", "--prefix", "ui"]))?;
    // The first is the folder of the pages itself.
    for folder in pages.lines().skip(1).map(Path::new) {
        // Not there: an optional one of another platform.
        let Ok(manifest) = std::fs::read(folder.join("package.json")) else {
            continue;
        };
        let package: Value = serde_json::from_slice(&manifest)?;
        let name = format!("{} {}", package["name"].as_str().unwrap_or_default(), package["version"].as_str().unwrap_or_default());
        take(name, package["license"].as_str().unwrap_or("see its source"), folder)?;
    }
    Ok(written(&texts, &without))
}

fn written(texts: &BTreeMap<String, BTreeSet<String>>, without: &BTreeSet<String>) -> String {
    let rule = "-".repeat(80);
    let mut all = String::from("Vitrine contains these libraries, each under its own licence.\n\n");
    for (text, names) in texts {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        all.push_str(&format!("{rule}\n{}\n{rule}\n\n{text}\n\n", names.join("\n")));
    }
    all.push_str(&format!("{rule}\nThese name their licence and bring no text of it\n{rule}\n\n"));
    for line in without {
        all.push_str(&format!("{line}\n"));
    }
    all
}

/// `name vVERSION` of each library inside the two programs.
fn built_crates() -> Result<BTreeSet<String>> {
    let mut tree = calls::cargo(&["tree", "--locked", "--package", "vitrine-desktop", "--package", "vitrine-cli"]);
    let lines = calls::answer(tree.args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]))?;
    let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(lines.lines().map(name).filter(|n| !n.is_empty()).collect())
}

fn licences_in(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_one = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start));
        if is_one && entry.file_type()?.is_file() {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path())?).replace("\r\n", "\n");
            texts.push(text.trim().to_owned());
        }
    }
    Ok(texts)
}
