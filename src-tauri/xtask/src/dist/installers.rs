//! Installers for Windows (NSIS, MSI) and macOS (a disk image for both processors), by Tauri's bundler. The
//! command line goes in beside the window as what Tauri calls an external binary.
//!
//! Signing is the bundler's: Apple's certificates it reads from variables of its own, Windows' is named by
//! `WINDOWS_CERTIFICATE_THUMBPRINT`. Where nothing is set, nothing is signed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{notices, target_folder};
use crate::{calls, setup};

/// Only needed here, so it is fetched here and is no dependency of the pages.
const TAURI: &str = "@tauri-apps/cli@2.12.5";
/// There is no OpenSSL of the system's to link for SQLCipher on either.
const FEATURES: [&str; 2] = ["--features", "vendored-openssl"];
const MAC: &str = "universal-apple-darwin";
const MAC_PARTS: [&str; 2] = ["aarch64-apple-darwin", "x86_64-apple-darwin"];

/// Builds everything and answers the installers' paths.
pub fn make(debug: bool) -> Result<Vec<PathBuf>> {
    setup::pages()?;
    let target = target_folder()?;
    let into = target.join("dist");
    // What goes into the installers, apart from the installers.
    let inside = into.join("inside");
    std::fs::create_dir_all(&inside)?;
    let profile = if debug { "debug" } else { "release" };
    let (bundles, folders, triple) = if cfg!(windows) {
        command_line(&target, &inside, None, profile)?;
        ("nsis,msi", ["nsis", "msi"].as_slice(), None)
    } else if cfg!(target_os = "macos") {
        let mut parts = Vec::new();
        for part in MAC_PARTS {
            parts.push(command_line(&target, &inside, Some(part), profile)?);
        }
        calls::call(Command::new("lipo").args(["-create", "-output"]).arg(inside.join(format!("vitrine-{MAC}"))).args(parts))?;
        ("dmg", ["dmg"].as_slice(), Some(MAC))
    } else {
        bail!("no installer is made on this system")
    };
    let notices = inside.join("third-party-notices.txt");
    std::fs::write(&notices, notices::text()?)?;
    let config = inside.join("bundle.json");
    std::fs::write(&config, bundle(&inside.join("vitrine"), &notices).to_string())?;

    let mut tauri = calls::npm(&["exec", "--yes", "--package", TAURI, "--", "tauri", "build", "--bundles", bundles]);
    tauri.args(FEATURES).arg("--config").arg(config);
    if let Some(triple) = triple {
        tauri.args(["--target", triple]);
    }
    if debug {
        tauri.arg("--debug");
    }
    // Nobody answers questions here; and this tool takes no other word for yes in this variable.
    calls::call(tauri.env("CI", "true"))?;
    let made = triple.map_or_else(|| target.clone(), |triple| target.join(triple)).join(profile).join("bundle");
    collected(&made, folders, &into)
}

/// What is added to tauri.conf.json: paths that are only known here, and who signs, if anybody does.
fn bundle(command_line: &Path, notices: &Path) -> Value {
    let mut bundle = json!({ "externalBin": [command_line], "resources": { (notices.to_string_lossy()): "third-party-notices.txt" } });
    if let Ok(thumbprint) = std::env::var("WINDOWS_CERTIFICATE_THUMBPRINT") {
        // Without a time from a third party the signature would end with the certificate.
        let stamp = std::env::var("WINDOWS_TIMESTAMP_URL").unwrap_or_else(|_| "http://timestamp.digicert.com".to_owned());
        bundle["windows"] = json!({ "certificateThumbprint": thumbprint, "digestAlgorithm": "sha256", "timestampUrl": stamp });
    }
    json!({ "bundle": bundle })
}

/// Builds the command line and puts it where Tauri looks for an external binary: its name ends in the target.
fn command_line(target: &Path, into: &Path, triple: Option<&str>, profile: &str) -> Result<PathBuf> {
    let mut build = calls::cargo(&["build", "--locked", "--package", "vitrine-cli"]);
    build.args(FEATURES);
    if profile == "release" {
        build.arg("--release");
    }
    let mut built = target.to_owned();
    if let Some(triple) = triple {
        build.args(["--target", triple]);
        built.push(triple);
    }
    calls::call(&mut build)?;
    let host = calls::answer(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let suffix = std::env::consts::EXE_SUFFIX;
    let placed = into.join(format!("vitrine-{}{suffix}", triple.unwrap_or(&host)));
    std::fs::copy(built.join(profile).join(format!("vitrine{suffix}")), &placed)?;
    Ok(placed)
}

/// Copies the installers beside each other.
fn collected(made: &Path, folders: &[&str], into: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(made.join(folder)).with_context(|| format!("Tauri made no {folder}"))? {
            let path = entry?.path();
            let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|e| e == "exe" || e == "msi" || e == "dmg")) else {
                continue;
            };
            let placed = into.join(name);
            std::fs::copy(&path, &placed)?;
            found.push(placed);
        }
    }
    if found.is_empty() {
        bail!("Tauri left no installer in {}", made.display());
    }
    Ok(found)
}
