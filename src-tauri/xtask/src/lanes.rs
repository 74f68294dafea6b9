//! The lanes of `cargo xtask test`: what a change must pass. A lane that cannot run here says why and is
//! counted as skipped, never as passed.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::calls::{call, cargo, npm};
use crate::{dist, setup};

pub const LANES: &[(&str, &str)] = &[
    ("format", "rustfmt"),
    ("types", "the TypeScript generated from the command list is the committed one"),
    ("pages", "tsc, oxlint"),
    ("lint", "clippy with warnings as errors, and the documentation builds without warnings"),
    ("unit", "tests inside the crates"),
    ("contract", "requests against the schemas"),
    ("peers", "two other clients, pywa and whatsapp-api-js, against the simulator"),
    ("journeys", "the shop's stories, inside a session bus with an unlocked keyring"),
    ("crash", "two hundred kills"),
    ("browser", "every screen in Chromium, with axe"),
    ("desktop", "one smoke on the real window"),
    ("package", "the .deb is judged, installed, used and removed (root on Debian)"),
    ("deny", "licences, sources and bans of everything we depend on"),
];

enum Outcome {
    Passed,
    /// Cannot run here, and why.
    Skipped(String),
}

pub fn test(lanes: &[&str], yes: bool) -> Result<()> {
    if let Some(unknown) = lanes.iter().find(|lane| !LANES.iter().any(|(name, _)| name == *lane)) {
        bail!("there is no lane {unknown}");
    }
    setup::system(setup::TO_RUN, yes)?;
    // The package's test is also run where packages are made, which needs no browser.
    setup::system(if lanes == ["package"] { setup::TO_PACKAGE } else { setup::TO_TEST }, yes)?;
    setup::pages()?;
    let (mut passed, mut failed, mut skipped) = (0, Vec::new(), Vec::new());
    for (lane, what) in LANES.iter().filter(|(name, _)| lanes.is_empty() || lanes.contains(name)) {
        println!("\n── {lane}: {what}");
        let start = Instant::now();
        match run_lane(lane, yes) {
            Ok(Outcome::Passed) => {
                passed += 1;
                println!("── {lane}: passed in {} s", start.elapsed().as_secs());
            }
            Ok(Outcome::Skipped(reason)) => {
                println!("── {lane}: SKIPPED, {reason}");
                skipped.push(format!("{lane}, {reason}"));
            }
            Err(error) => {
                println!("── {lane}: FAILED\n{error:#}");
                failed.push(*lane);
            }
        }
    }
    for lane in &skipped {
        println!("\nskipped: {lane}");
    }
    let skips = if skipped.is_empty() { String::new() } else { format!(", {} skipped", skipped.len()) };
    println!("\nlanes: {passed} passed, {} failed{skips}", failed.len());
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn run_lane(lane: &str, yes: bool) -> Result<Outcome> {
    match lane {
        "format" => call(&mut cargo(&["fmt", "--all", "--check"])),
        "types" => types(true),
        "pages" => {
            call(&mut npm(&["run", "--silent", "--prefix", "ui", "check"]))?;
            call(&mut npm(&["run", "--silent", "--prefix", "ui", "lint"]))
        }
        "lint" => {
            call(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
            call(
                cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"])
                    .env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links"),
            )
        }
        "unit" => {
            let others = ["vitrine-tests", "vitrine-package", "vitrine-desktop"].iter().flat_map(|package| ["--exclude", package]);
            call(cargo(&["test", "--workspace"]).args(others))
        }
        "contract" => call(&mut cargo(&["test", "--package", "vitrine-tests", "--test", "contract"])),
        "peers" => {
            call(&mut cargo(&["build", "--package", "cloud-simulator"]))?;
            call(Command::new("tests/peers/run.sh").args(["target/debug/cloud-simulator", "target/peers"]))
        }
        "journeys" => journeys(),
        "crash" => call(&mut cargo(&["test", "--package", "vitrine-tests", "--test", "crash", "--", "--test-threads", "1"])),
        "browser" => {
            setup::browser_parts()?;
            call(&mut cargo(&["build", "--package", "vitrine-cli"]))?;
            call(&mut npm(&["test", "--silent", "--prefix", "tests/browser"]))
        }
        "desktop" => call(&mut cargo(&["test", "--package", "vitrine-desktop"])),
        "package" => return package(yes),
        "deny" => {
            if Command::new("cargo-deny").arg("--version").output().is_err() {
                call(&mut cargo(&["install", "cargo-deny", "--locked", "--quiet"]))?;
            }
            call(&mut cargo(&["deny", "--all-features", "check", "bans", "licenses", "sources"]))
        }
        _ => bail!("there is no lane {lane}"),
    }?;
    Ok(Outcome::Passed)
}

/// The package's whole life on this machine. `VITRINE_DEB` names one that is already made, as a release
/// does: what is published is then the very file that was tried.
fn package(yes: bool) -> Result<Outcome> {
    let reason = if !setup::is_debian() {
        "this is not a Debian system"
    } else if !setup::is_root() {
        "installing a package takes root"
    } else if setup::is_installed("vitrine") {
        "vitrine is installed on this machine and the test would remove it"
    } else {
        setup::system(setup::TO_PACKAGE, yes)?;
        let package = match std::env::var_os("VITRINE_DEB") {
            Some(path) => std::fs::canonicalize(path)?,
            // As the other lanes build: what is tried here is the package, not the optimiser.
            None => dist::debian::package(true)?,
        };
        call(cargo(&["test", "--package", "vitrine-package", "--", "--ignored", "--nocapture"]).env("VITRINE_DEB", package))?;
        return Ok(Outcome::Passed);
    };
    Ok(Outcome::Skipped(reason.to_owned()))
}

const TYPES: &str = "ui/src/platform/commands.ts";

/// Writes, or checks, the TypeScript of the commands.
pub fn types(check: bool) -> Result<()> {
    std::fs::create_dir_all("ui/dist")?;
    let mut command = cargo(&["run", "--quiet", "--package", "vitrine-cli", "--", "typescript"]);
    println!("$ {command:?}");
    let output = command.output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    if !check {
        return Ok(std::fs::write(TYPES, output.stdout)?);
    }
    if std::fs::read(TYPES)? != output.stdout {
        bail!("{TYPES} is not what the command list says: run cargo xtask types and commit it");
    }
    Ok(())
}

/// The journeys, with a real Secret Service: a session bus of their own and an unlocked keyring in a
/// folder of its own.
fn journeys() -> Result<()> {
    call(&mut cargo(&["test", "--package", "vitrine-tests", "--test", "journeys", "--no-run"]))?;
    let home = std::env::temp_dir().join(format!("vitrine-keyring-{}", std::process::id()));
    std::fs::create_dir_all(&home)?;
    let script = r#"printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && VITRINE_TEST_KEYRING=unlocked exec "$CARGO" test --package vitrine-tests --test journeys"#;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let result = call(
        Command::new("dbus-run-session")
            .args(["--", "sh", "-c", script])
            .env("CARGO", cargo)
            .env("XDG_DATA_HOME", &home)
            .env("XDG_RUNTIME_DIR", &home),
    );
    // The keyring of a test holds nothing worth keeping.
    let _ = std::fs::remove_dir_all(home);
    result
}
