//! `cargo xtask run | test [LANE…] | types | pictures`: everything a newcomer needs in one word. It
//! installs what is missing (system packages by name, asked once; `--yes` for scripts), builds the
//! pages, and runs. It only calls tools a person could call by hand, and says each call.
#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// What building and running the window needs on Debian and its kin.
const TO_RUN: &[&str] = &["libwebkit2gtk-4.1-dev", "libssl-dev", "pkg-config", "build-essential", "perl"];
/// What the tests need besides.
const TO_TEST: &[&str] = &["webkit2gtk-driver", "xvfb", "dbus", "gnome-keyring", "fonts-dejavu-core", "chromium", "util-linux"];

const LANES: &[(&str, &str)] = &[
    ("format", "rustfmt"),
    ("types", "the TypeScript generated from the command list is the committed one"),
    ("pages", "tsc, oxlint"),
    ("lint", "clippy with warnings as errors, and the documentation builds without warnings"),
    ("unit", "tests inside the crates"),
    ("contract", "requests against the schemas"),
    ("journeys", "the shop's stories, inside a session bus with an unlocked keyring"),
    ("crash", "two hundred kills"),
    ("browser", "every screen in Chromium, with axe"),
    ("desktop", "one smoke on the real window"),
    ("deny", "licences, sources and bans of everything we depend on"),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let yes = arguments.iter().any(|a| a == "--yes") || std::env::var_os("CI").is_some();
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|a| *a != "--yes").collect();
    std::env::set_current_dir(root()?)?;
    match words.as_slice() {
        ["run", rest @ ..] => {
            system(TO_RUN, yes)?;
            pages()?;
            let mut command = cargo(&["run", "--package", "vitrine-desktop"]);
            if rest.contains(&"--release") {
                command.arg("--release");
            }
            call(&mut command)
        }
        ["test", lanes @ ..] => test(lanes, yes),
        ["types"] => types(false),
        ["pictures"] => {
            pages()?;
            call(&mut cargo(&["build", "--package", "vitrine-cli"]))?;
            browser_parts()?;
            call(Command::new("node").args(["tests/browser/pictures.mjs", "docs/pictures"]))
        }
        _ => {
            println!("cargo xtask run [--release] [--yes]   sets up, builds and opens the window");
            println!("cargo xtask test [LANE…] [--yes]      all lanes, or those named:");
            for (name, what) in LANES {
                println!("    {name:<10} {what}");
            }
            println!("cargo xtask types                     writes the TypeScript of the commands");
            println!("cargo xtask pictures                  takes the pictures of the README");
            bail!("name one of these")
        }
    }
}

fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).context("the repository's root")?.to_owned())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

fn call(command: &mut Command) -> Result<()> {
    println!("$ {command:?}");
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Installs the system packages that are missing, after asking once.
fn system(packages: &[&str], yes: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if Command::new("dpkg-query").arg("--version").output().is_err() {
        println!("This is not a Debian system: make sure you have the like of {}.", packages.join(" "));
        return Ok(());
    }
    let installed = |package: &str| {
        let output = Command::new("dpkg-query").args(["-W", "-f", "${Status}", package]).output();
        output.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).contains("install ok installed"))
    };
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !installed(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    if !yes {
        if !std::io::stdin().is_terminal() {
            bail!("install them, or run again with --yes");
        }
        print!("Install them now? [Y/n] ");
        std::io::stdout().flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if answer.trim().eq_ignore_ascii_case("n") {
            bail!("nothing was installed");
        }
    }
    let sudo = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() != b"0");
    let apt = |arguments: &[&str]| {
        let mut command = if sudo { Command::new("sudo") } else { Command::new("env") };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(arguments);
        command
    };
    call(&mut apt(&["update", "-qq"]))?;
    call(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(missing))
}

/// Installs a folder's packages when its lock file has changed since.
fn npm(folder: &str) -> Result<()> {
    let (lock, mark) = (Path::new(folder).join("package-lock.json"), Path::new(folder).join("node_modules/.installed"));
    let wanted = std::fs::read(&lock)?;
    if std::fs::read(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock file written on one platform for the optional binaries of another.
    call(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix", folder]))?;
    Ok(std::fs::write(mark, std::fs::read(&lock)?)?)
}

/// Builds the window's pages: any compile of the window embeds them.
fn pages() -> Result<()> {
    npm("ui")?;
    call(Command::new("npm").args(["run", "--silent", "--prefix", "ui", "build"]))
}

fn browser_parts() -> Result<()> {
    npm("tests/browser")
}

const TYPES: &str = "ui/src/platform/commands.ts";

/// Writes, or checks, the TypeScript of the commands.
fn types(check: bool) -> Result<()> {
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

fn test(lanes: &[&str], yes: bool) -> Result<()> {
    if let Some(unknown) = lanes.iter().find(|lane| !LANES.iter().any(|(name, _)| name == *lane)) {
        bail!("there is no lane {unknown}");
    }
    system(TO_RUN, yes)?;
    system(TO_TEST, yes)?;
    pages()?;
    let (mut passed, mut failed) = (0, Vec::new());
    for (lane, what) in LANES.iter().filter(|(name, _)| lanes.is_empty() || lanes.contains(name)) {
        println!("\n── {lane}: {what}");
        let start = Instant::now();
        match run_lane(lane) {
            Ok(()) => {
                passed += 1;
                println!("── {lane}: passed in {} s", start.elapsed().as_secs());
            }
            Err(error) => {
                println!("── {lane}: FAILED\n{error:#}");
                failed.push(*lane);
            }
        }
    }
    println!("\nlanes: {passed} passed, {} failed", failed.len());
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn run_lane(lane: &str) -> Result<()> {
    match lane {
        "format" => call(&mut cargo(&["fmt", "--all", "--check"])),
        "types" => types(true),
        "pages" => {
            call(Command::new("npm").args(["run", "--silent", "--prefix", "ui", "check"]))?;
            call(Command::new("npm").args(["run", "--silent", "--prefix", "ui", "lint"]))
        }
        "lint" => {
            call(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
            call(
                cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"])
                    .env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links"),
            )
        }
        "unit" => call(&mut cargo(&["test", "--workspace", "--exclude", "vitrine-tests", "--exclude", "vitrine-desktop"])),
        "contract" => call(&mut cargo(&["test", "--package", "vitrine-tests", "--test", "contract"])),
        "journeys" => journeys(),
        "crash" => call(&mut cargo(&["test", "--package", "vitrine-tests", "--test", "crash", "--", "--test-threads", "1"])),
        "browser" => {
            browser_parts()?;
            call(&mut cargo(&["build", "--package", "vitrine-cli"]))?;
            call(Command::new("npm").args(["test", "--silent", "--prefix", "tests/browser"]))
        }
        "desktop" => call(&mut cargo(&["test", "--package", "vitrine-desktop"])),
        "deny" => {
            if Command::new("cargo-deny").arg("--version").output().is_err() {
                call(&mut cargo(&["install", "cargo-deny", "--locked", "--quiet"]))?;
            }
            call(&mut cargo(&["deny", "--all-features", "check", "bans", "licenses", "sources"]))
        }
        _ => bail!("there is no lane {lane}"),
    }
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
