//! `cargo xtask dist`: this system's installable package with the window and the command line inside, in
//! `target/dist`.
//!
//! The `.deb` is put together here with `dpkg-deb` ([`debian`]) and not by Tauri's bundler: that one has no
//! place for a copyright file, man pages, metainfo, completions or versions of dependencies, wants a second
//! tool from npm, and all it would save is copying two binaries. Installers for Windows and macOS are
//! another matter (WiX, NSIS, signing, notarising): there Tauri's bundler is called ([`installers`]).

pub mod changes;
pub mod debian;
pub mod installers;
pub mod notices;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::calls;

/// Makes this system's package and says where it is.
pub fn dist(debug: bool) -> Result<()> {
    let made = if cfg!(target_os = "linux") { vec![debian::package(debug)?] } else { installers::make(debug)? };
    for path in made {
        println!("{}", path.display());
    }
    Ok(())
}

/// Where cargo builds, which may be elsewhere than `target`.
fn target_folder() -> Result<PathBuf> {
    let metadata = calls::answer(&mut calls::cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    Ok(metadata["target_directory"].as_str().context("cargo's target folder")?.into())
}
