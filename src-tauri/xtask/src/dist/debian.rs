//! The `.deb`, put together with Debian's own tools: `dpkg-shlibdeps` finds what the binaries need and of
//! which version, `dpkg-deb` packs. What is in it besides the binaries lies in `src-tauri/packaging/linux`.
//!
//! The same sources give the same package: times come from `SOURCE_DATE_EPOCH`, else from the last commit.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::{changes, notices, target_folder};
use crate::{calls, setup};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const PACKAGING: &str = "src-tauri/packaging/linux";
const PROGRAMS: [&str; 2] = ["vitrine", "vitrine-desktop"];

/// Needed beside what the binaries link: the roots that a connection to Meta is checked against.
const ALSO_NEEDED: &str = "ca-certificates";
/// A keeper of secrets (a real shop wants one, a demo does not), the tray, which is looked for at run time, and letters for
/// the window in Hindi and for messages in scripts a desktop may come without.
const RECOMMENDED: &str = "gnome-keyring | keepassxc | kwalletmanager, libayatana-appindicator3-1, fonts-noto-core";

/// Builds everything and answers the package's path.
pub fn package(debug: bool) -> Result<PathBuf> {
    setup::pages()?;
    let mut build = calls::cargo(&["build", "--locked", "--package", "vitrine-desktop", "--package", "vitrine-cli"]);
    if !debug {
        build.arg("--release");
    }
    calls::call(&mut build)?;
    let target = target_folder()?;
    let built = target.join(if debug { "debug" } else { "release" });
    let tree = Tree::new(target.join("dist/debian"))?;
    for program in PROGRAMS {
        tree.program(&built.join(program), program)?;
    }
    tree.papers()?;
    tree.icons()?;
    tree.control()?;
    // Apart, so that trying one never takes the place of one that is to be published.
    tree.packed(&target.join(if debug { "dist/debug" } else { "dist" }))
}

/// The files as they will lie on the system, and what is to be known of their source.
struct Tree {
    /// Where `dpkg-shlibdeps` finds the `debian/control` it wants.
    work: PathBuf,
    root: PathBuf,
    architecture: String,
    /// Seconds since 1970.
    source_date: String,
    maintainer: String,
}

impl Tree {
    fn new(work: PathBuf) -> Result<Self> {
        if work.exists() {
            std::fs::remove_dir_all(&work)?;
        }
        let root = work.join("tree");
        std::fs::create_dir_all(&root)?;
        let source_date = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(seconds) => seconds,
            Err(_) => calls::answer(Command::new("git").args(["log", "-1", "--format=%ct"]))?,
        };
        let architecture = calls::answer(Command::new("dpkg").arg("--print-architecture"))?;
        // The way Debian's own tools are told who makes a package. The default answers no letters.
        let name = std::env::var("DEBFULLNAME").unwrap_or_else(|_| "The Vitrine authors".to_owned());
        let address = std::env::var("DEBEMAIL").unwrap_or_else(|_| "authors@vitrine.invalid".to_owned());
        Ok(Self { work, root, architecture, source_date, maintainer: format!("{name} <{address}>") })
    }

    /// Puts a file where it will lie, with the permissions it will have whatever the umask here.
    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf> {
        let whole = self.root.join(path);
        let mut folder = self.root.clone();
        for part in Path::new(path).parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            std::fs::create_dir_all(&folder)?;
            allow(&folder, 0o755)?;
        }
        std::fs::write(&whole, bytes)?;
        allow(&whole, 0o644)?;
        Ok(whole)
    }

    fn program(&self, from: &Path, name: &str) -> Result<()> {
        let bytes = std::fs::read(from).with_context(|| format!("{} is not built", from.display()))?;
        let path = self.put(&format!("usr/bin/{name}"), bytes)?;
        allow(&path, 0o755)?;
        calls::call(Command::new("strip").args(["--remove-section=.comment", "--remove-section=.note"]).arg(path))
    }

    /// Desktop entry, metainfo, man pages, completion, licences and changes.
    fn papers(&self) -> Result<()> {
        let releases = changes::read(&std::fs::read_to_string("CHANGELOG.md")?);
        let today = self.moment(None, "+%F")?;
        let filled = |name: &str| -> Result<String> {
            let text = std::fs::read_to_string(Path::new(PACKAGING).join(name)).with_context(|| name.to_owned())?;
            let listed = changes::appstream(&releases, VERSION, &today);
            Ok(text.replace("@VERSION@", VERSION).replace("@DATE@", &today).replace("@RELEASES@", &listed))
        };
        self.put("usr/share/applications/vitrine-desktop.desktop", filled("vitrine-desktop.desktop")?)?;
        self.put("usr/share/metainfo/shop.vitrine.vitrine.metainfo.xml", filled("shop.vitrine.vitrine.metainfo.xml")?)?;
        self.put("usr/share/bash-completion/completions/vitrine", filled("vitrine.bash")?)?;
        self.put("usr/share/doc/vitrine/copyright", filled("copyright")?)?;
        let changelog = changes::debian(&releases, VERSION, &self.maintainer, |day| self.moment(day, "-R"))?;
        for (path, text) in [
            ("usr/share/man/man1/vitrine.1", filled("vitrine.1")?),
            ("usr/share/man/man1/vitrine-desktop.1", filled("vitrine-desktop.1")?),
            ("usr/share/doc/vitrine/changelog", changelog),
            ("usr/share/doc/vitrine/third-party-notices", notices::text()?),
        ] {
            calls::call(Command::new("gzip").arg("-9n").arg(self.put(path, text)?))?;
        }
        Ok(())
    }

    fn icons(&self) -> Result<()> {
        for side in [16, 22, 24, 32, 48, 64, 128, 256, 512] {
            let png = std::fs::read(format!("src-tauri/icons/{side}x{side}.png"))?;
            self.put(&format!("usr/share/icons/hicolor/{side}x{side}/apps/vitrine.png"), png)?;
        }
        self.put("usr/share/icons/hicolor/scalable/apps/vitrine.svg", std::fs::read("assets/icon/vitrine.svg")?)?;
        Ok(())
    }

    fn control(&self) -> Result<()> {
        let libraries = self.libraries()?;
        let kilobytes = calls::answer(Command::new("du").args(["-k", "-s", "--apparent-size"]).arg(&self.root))?;
        let size = kilobytes.split_whitespace().next().unwrap_or("0");
        let sums = "find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum";
        let sums = calls::answer(Command::new("sh").args(["-c", sums]).current_dir(&self.root))?;
        self.put("DEBIAN/md5sums", sums + "\n")?;
        let Self { architecture, maintainer, .. } = self;
        let fields = format!(
            "Package: vitrine\n\
             Version: {VERSION}\n\
             Architecture: {architecture}\n\
             Maintainer: {maintainer}\n\
             Installed-Size: {size}\n\
             Depends: {libraries}, {ALSO_NEEDED}\n\
             Recommends: {RECOMMENDED}\n\
             Section: misc\n\
             Priority: optional\n\
             Description: storefront for small shops that sell over WhatsApp\n \
             Vitrine keeps a shop's products, stock, customers and their consent in one\n \
             encrypted file on the owner's own computer and talks straight to the WhatsApp\n \
             Cloud API. Those who wait for something that was sold out are told in turn,\n \
             and only as many as there are pieces.\n \
             .\n \
             This package has the window (vitrine-desktop) and the command line (vitrine).\n"
        );
        self.put("DEBIAN/control", fields)?;
        Ok(())
    }

    /// The packages of the libraries the programs link, each with the version its symbols need.
    fn libraries(&self) -> Result<String> {
        std::fs::create_dir_all(self.work.join("debian"))?;
        std::fs::write(self.work.join("debian/control"), "Source: vitrine\n\nPackage: vitrine\nArchitecture: any\n")?;
        let mut command = Command::new("dpkg-shlibdeps");
        command.current_dir(&self.work).arg("-O").args(PROGRAMS.map(|program| format!("-etree/usr/bin/{program}")));
        let lines = calls::answer(&mut command)?;
        Ok(lines.lines().find_map(|l| l.strip_prefix("shlibs:Depends=")).context("dpkg-shlibdeps named no libraries")?.to_owned())
    }

    fn packed(&self, into: &Path) -> Result<PathBuf> {
        std::fs::create_dir_all(into)?;
        let path = into.join(format!("vitrine_{VERSION}_{}.deb", self.architecture));
        let mut pack = Command::new("dpkg-deb");
        pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(&self.root).arg(&path).stdout(Stdio::null());
        calls::call(pack.env("SOURCE_DATE_EPOCH", &self.source_date))?;
        Ok(path)
    }

    /// A day at noon, or the source's own moment, in one of the forms of `date`.
    fn moment(&self, day: Option<&str>, form: &str) -> Result<String> {
        let when = day.map_or_else(|| format!("@{}", self.source_date), |day| format!("{day} 12:00 UTC"));
        calls::answer(Command::new("date").args(["-u", "-d", &when, form]).env("LC_ALL", "C"))
    }
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?)
}

/// Never asked for: packages for Debian are made on Debian.
#[cfg(not(unix))]
fn allow(_: &Path, _: u32) -> Result<()> {
    anyhow::bail!("a .deb is made on a Unix system")
}
