//! The pictures the program makes of itself: those of the README, and the icons.

use std::process::Command;

use anyhow::Result;

use crate::{calls, setup};

/// Takes the pictures of the README.
pub fn take() -> Result<()> {
    setup::pages()?;
    calls::call(&mut calls::cargo(&["build", "--package", "vitrine-cli"]))?;
    setup::browser_parts()?;
    calls::call(Command::new("node").args(["tests/browser/pictures.mjs", "docs/pictures"]))
}

/// Makes the icons from `assets/icon`. The code is in `tests/icons.rs`, which otherwise checks that they
/// are up to date: so nobody has to compile a renderer of SVG before anything else.
pub fn icons() -> Result<()> {
    calls::call(calls::cargo(&["test", "--quiet", "--package", "xtask", "--test", "icons"]).env("VITRINE_ICONS", "write"))
}
