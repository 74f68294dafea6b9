//! The life of the `.deb` on a Debian system: it is judged, installed, looked at, used by an ordinary user
//! (command line and window), removed and purged; the user's shops stay as they were.
//!
//! It is ignored unless asked for, since it installs a package as root: `cargo xtask test package` builds
//! one and asks, or takes the one named in `VITRINE_DEB`.

#![expect(clippy::print_stderr, reason = "what lintian says is for whoever reads the log")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use vitrine_package::{Desk, Home, until};

/// The output of a program that has to succeed.
fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "{command:?} ended with {}\n{out}{err}", output.status);
    Ok(out.into_owned())
}

/// An installed package; whatever happens, it does not stay.
struct Installed;

impl Installed {
    fn from(package: &Path) -> Result<Self> {
        let here = Self;
        let mut apt = Command::new("apt-get");
        apt.args(["-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends"]).arg(package);
        run(apt.env("DEBIAN_FRONTEND", "noninteractive"))?;
        Ok(here)
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        // Purged already is as good.
        let _ = Command::new("dpkg").args(["--purge", "vitrine"]).output();
    }
}

/// What carries our name on the system.
fn named_after_us() -> Result<String> {
    run(Command::new("find").args(["/usr", "/etc", "/opt", "/var/lib", "/var/cache", "-xdev", "-name", "*vitrine*"]))
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_type()?.is_file() {
                found.insert(entry.path(), std::fs::read(entry.path())?);
            }
        }
    }
    Ok(found)
}

/// The words under `Commands:` in a help text.
fn commands_in(help: &str) -> Vec<&str> {
    let listed = help.split("Commands:\n").nth(1).unwrap_or_default();
    listed.lines().take_while(|l| !l.is_empty()).filter_map(|l| l.split_whitespace().next()).collect()
}

/// What the package says of itself, before it is let in.
fn is_well_made(package: &Path) -> Result<()> {
    let field = |name: &str| run(Command::new("dpkg-deb").arg("--field").arg(package).arg(name));
    let depends = field("Depends")?;
    for library in ["libwebkit2gtk-4.1-0", "libgtk-3-0", "libssl3", "libc6", "ca-certificates"] {
        ensure!(depends.contains(library), "without {library} it would not run: {depends}");
    }
    ensure!(field("Recommends")?.contains("gnome-keyring"), "a real shop wants a keeper for its key");
    let listing = run(Command::new("dpkg-deb").arg("--contents").arg(package))?;
    for line in listing.lines() {
        ensure!(line.split_whitespace().nth(1) == Some("root/root"), "everything installed is root's: {line}");
        ensure!(!line.get(1..10).unwrap_or_default().contains(['s', 't']), "nothing has more rights than its user: {line}");
        ensure!(line.get(8..9) != Some("w"), "nobody else may write: {line}");
    }
    let judged = run(Command::new("lintian").args(["--fail-on", "error", "--tag-display-limit", "0"]).arg(package))?;
    eprintln!("lintian: {}", if judged.trim().is_empty() { "nothing to say" } else { &judged });
    Ok(())
}

/// What lies on the system after installing.
fn is_all_there() -> Result<()> {
    let changed = run(Command::new("dpkg").args(["--verify", "vitrine"]))?;
    ensure!(changed.is_empty(), "what was installed is what was packed: {changed}");
    run(Command::new("desktop-file-validate").arg("/usr/share/applications/vitrine-desktop.desktop"))?;
    run(Command::new("appstreamcli")
        .args(["validate", "--no-net", "--no-color"])
        .arg("/usr/share/metainfo/shop.vitrine.vitrine.metainfo.xml"))?;
    let entry = std::fs::read_to_string("/usr/share/applications/vitrine-desktop.desktop")?;
    for language in ["fr", "es", "pt_BR", "hi", "ar"] {
        for key in ["Name", "Comment", "Keywords"] {
            ensure!(entry.contains(&format!("\n{key}[{language}]=")), "the menu reads {key} in {language}");
        }
    }
    for side in [16_u32, 22, 24, 32, 48, 64, 128, 256, 512] {
        let png = std::fs::read(format!("/usr/share/icons/hicolor/{side}x{side}/apps/vitrine.png"))?;
        // Width and height stand at fixed places of a PNG's head.
        let (width, height) = (png.get(16..20), png.get(20..24));
        let wanted = Some(side.to_be_bytes());
        ensure!(width.map(<[u8]>::to_vec) == wanted.map(Vec::from) && width == height, "the icon of {side} has {side} pixels");
    }
    ensure!(Path::new("/usr/share/icons/hicolor/scalable/apps/vitrine.svg").exists(), "and one for any size");
    for paper in ["copyright", "changelog.gz", "third-party-notices.gz"] {
        ensure!(Path::new("/usr/share/doc/vitrine").join(paper).exists(), "{paper} is there");
    }
    Ok(())
}

/// The manual and the completion know every command that the program knows.
fn is_explained(desk: &Desk) -> Result<()> {
    let manual = run(Command::new("gzip").args(["-dc", "/usr/share/man/man1/vitrine.1.gz"]))?;
    // Words in bold stand on lines of their own, or between commas.
    let told = |word: &str| {
        let word = word.replace('-', "\\-");
        manual.lines().filter(|l| l.starts_with(".B")).flat_map(|l| l.split([' ', ',', '"'])).any(|w| w == word)
    };
    let help = run(desk.command("vitrine").arg("--help"))?;
    let commands = commands_in(&help);
    ensure!(commands.len() > 5, "the help lists its commands: {help}");
    for command in commands {
        ensure!(told(command), "vitrine(1) tells of {command}");
        if command == "help" {
            continue;
        }
        let help = run(desk.command("vitrine").args([command, "--help"]))?;
        for under in commands_in(&help).into_iter().filter(|word| *word != "help") {
            ensure!(told(under), "vitrine(1) tells of {command} {under}");
        }
    }
    for (typed, wanted) in [("vitrine pro", "products"), ("vitrine --shop x products set-", "set-stock"), ("vitrine --demo sh", "shoes")] {
        let script = ". /usr/share/bash-completion/completions/vitrine; COMP_WORDS=($0); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _vitrine; echo ${COMPREPLY[@]}";
        let offered = run(desk.command("bash").args(["-c", script, typed]))?;
        ensure!(offered.trim() == wanted, "{typed} and the tabulator make {wanted}, not {offered}");
    }
    Ok(())
}

/// The command line, as somebody would first try it.
fn sells_without_a_window(desk: &Desk, home: &Path, version: &str) -> Result<()> {
    let said = run(desk.command("vitrine").arg("--version"))?;
    ensure!(said.trim() == format!("vitrine {version}"), "the program is of the package's version: {said}");
    // A keyring that wants to ask somebody waits for ever; a test says so instead.
    let in_shop = |shop: &str, words: &[&str]| {
        run(desk.command("timeout").args(["--verbose", "120", "vitrine", "--shop"]).arg(home.join(shop)).args(words))
    };
    in_shop("own", &["init", "--name", "Chez Nous"])?;
    let listed: Value = serde_json::from_str(&in_shop("own", &["products", "list", "--json"])?)?;
    ensure!(listed == Value::Array(Vec::new()), "a shop of one's own begins empty, and opens with the key in the keyring: {listed}");
    ensure!(!home.join("own/demo.key").exists(), "a real shop's key is never in its folder");
    in_shop("try", &["init", "--demo", "shoes"])?;
    let listed: Value = serde_json::from_str(&in_shop("try", &["products", "list", "--json"])?)?;
    ensure!(
        listed.as_array().is_some_and(|rows| rows.len() > 5 && rows.iter().all(|r| r["sku"].is_string())),
        "a demo has products: {listed}"
    );
    Ok(())
}

/// The window's first start, and a demo in it.
fn opens_its_window(desk: &Desk, home: &Path) -> Result<()> {
    let window = desk.open("/usr/bin/vitrine-desktop")?;
    window.until("the first start is there", "return document.body.innerText.includes('Look around')")?;
    window.is_shot(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed.png"))?;
    let entry = std::fs::read_to_string("/usr/share/applications/vitrine-desktop.desktop")?;
    let class = entry.lines().find_map(|l| l.strip_prefix("StartupWMClass=")).context("the entry's class")?;
    let windows = desk.windows()?;
    // A line has the title, then in brackets the instance and the class.
    let known = windows.contains(&format!("({class:?} ")) || windows.contains(&format!(" {class:?})"));
    ensure!(known, "the window is known by {class}, or it has no icon in the dock: {windows}");
    window.clicks("Shoes")?;
    window.until(
        "Today is there",
        "return document.querySelector('h1')?.textContent === 'Today' && document.querySelectorAll('.todo').length > 0",
    )?;
    ensure!(home.join(".local/share/shop.vitrine.desktop/demo/shoes/shop.db").exists(), "the shop lies where the system keeps such things");
    window.close()?;
    until("the program has ended", || {
        let ours = |process: &std::fs::DirEntry| {
            std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe.starts_with("/usr/bin/vitrine-desktop"))
        };
        Ok(!std::fs::read_dir("/proc")?.filter_map(std::io::Result::ok).any(|process| ours(&process)))
    })
}

#[test]
#[ignore = "installs a package as root: cargo xtask test package"]
fn the_package_is_installed_used_and_removed() -> Result<()> {
    let Some(package) = std::env::var_os("VITRINE_DEB").map(PathBuf::from) else {
        bail!("VITRINE_DEB names the package to try; cargo xtask test package makes one");
    };
    is_well_made(&package)?;
    let version = run(Command::new("dpkg-deb").arg("--field").arg(&package).arg("Version"))?;
    let before = named_after_us()?;
    let home = Home::new()?;

    let installed = Installed::from(&package)?;
    is_all_there()?;
    let desk = Desk::set_up(&home)?;
    is_explained(&desk)?;
    sells_without_a_window(&desk, home.path(), version.trim())?;
    opens_its_window(&desk, home.path())?;
    drop(desk);
    let shops = files(home.path())?;

    run(Command::new("dpkg").args(["--remove", "vitrine"]))?;
    ensure!(!Path::new("/usr/bin/vitrine").exists(), "removed means that it cannot be started any more");
    run(Command::new("dpkg").args(["--purge", "vitrine"]))?;
    drop(installed);
    ensure!(named_after_us()? == before, "nothing of it is left on the system: {}", named_after_us()?);
    ensure!(shops == files(home.path())?, "the owner's shops are the owner's: removing the program leaves them as they were");
    Ok(())
}
