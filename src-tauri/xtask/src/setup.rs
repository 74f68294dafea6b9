//! What has to be there before anything is built: system packages, npm packages, the built pages.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::calls;

/// What building and running the window needs on Debian and its kin.
pub const TO_RUN: &[&str] = &["libwebkit2gtk-4.1-dev", "libssl-dev", "pkg-config", "build-essential", "perl"];
/// What the tests need besides.
pub const TO_TEST: &[&str] =
    &["webkit2gtk-driver", "xvfb", "dbus", "gnome-keyring", "fonts-dejavu-core", "poppler-utils", "python3-venv", "chromium", "util-linux"];
/// What the package's test needs: as `TO_TEST` without the browser, and those who judge packages.
pub const TO_PACKAGE: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "dbus",
    "gnome-keyring",
    "fonts-dejavu-core",
    "util-linux",
    "x11-utils",
    "lintian",
    "appstream",
    "desktop-file-utils",
];

pub fn is_debian() -> bool {
    Command::new("dpkg-query").arg("--version").output().is_ok()
}

pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

pub fn is_installed(package: &str) -> bool {
    let output = Command::new("dpkg-query").args(["-W", "-f", "${Status}", package]).output();
    output.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).contains("install ok installed"))
}

/// Installs the system packages that are missing, after asking once.
pub fn system(packages: &[&str], yes: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !is_debian() {
        println!("This is not a Debian system: make sure you have the like of {}.", packages.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !is_installed(p)).collect();
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
    let sudo = !is_root();
    let apt = |arguments: &[&str]| {
        let mut command = if sudo { Command::new("sudo") } else { Command::new("env") };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(arguments);
        command
    };
    calls::call(&mut apt(&["update", "-qq"]))?;
    calls::call(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(missing))
}

/// Installs a folder's packages when its lock file has changed since.
pub fn npm(folder: &str) -> Result<()> {
    let (lock, mark) = (Path::new(folder).join("package-lock.json"), Path::new(folder).join("node_modules/.installed"));
    let wanted = std::fs::read(&lock)?;
    if std::fs::read(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock file written on one platform for the optional binaries of another.
    calls::call(&mut calls::npm(&["install", "--no-audit", "--no-fund", "--prefix", folder]))?;
    Ok(std::fs::write(mark, std::fs::read(&lock)?)?)
}

/// Builds the window's pages: any compile of the window embeds them.
pub fn pages() -> Result<()> {
    npm("ui")?;
    calls::call(&mut calls::npm(&["run", "--silent", "--prefix", "ui", "build"]))
}

/// What the tests in Chromium need.
pub fn browser_parts() -> Result<()> {
    npm("tests/browser")
}
