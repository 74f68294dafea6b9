//! An ordinary user's desk for one test: a home, a display, a session bus with an unlocked keyring, and
//! WebKit's driver to look into a window with. Everything ends with it, even if the test is killed.
//!
//! WebDriver is spoken over a plain socket, a connection for each request: thirty lines, and the test
//! of a finished package then compiles in seconds, where a whole HTTP client would take minutes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

/// `nobody`: programs that are installed by root are used by somebody else.
const USER: u32 = 65534;

/// Asks again until the answer is yes.
///
/// # Errors
/// When it is not within a minute, or asking fails.
pub fn until(what: &str, mut asked: impl FnMut() -> Result<bool>) -> Result<()> {
    let start = Instant::now();
    while !asked()? {
        ensure!(start.elapsed() < Duration::from_secs(60), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// A user's home, which outlives the session.
pub struct Home(TempDir);

impl Home {
    /// A new and empty one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn new() -> Result<Self> {
        let home = tempfile::tempdir()?;
        std::os::unix::fs::chown(home.path(), Some(USER), Some(USER))?;
        Ok(Self(home))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// A program that does not outlive the test.
struct Part(Child);

impl Part {
    /// Starts it and waits for the one line with which it says where it is.
    fn saying(command: &mut Command) -> Result<(Self, String)> {
        let mut part = Self::start(command.stdout(Stdio::piped()))?;
        let mut line = String::new();
        BufReader::new(part.0.stdout.take().context("its output")?).read_line(&mut line)?;
        ensure!(!line.trim().is_empty(), "{command:?} did not start");
        Ok((part, line.trim().to_owned()))
    }

    fn start(command: &mut Command) -> Result<Self> {
        Ok(Self(command.stderr(Stdio::null()).spawn().with_context(|| format!("{command:?}"))?))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A session on a display of its own.
pub struct Desk<'a> {
    home: &'a Home,
    port: u16,
    environment: Vec<(&'static str, String)>,
    parts: Vec<Part>,
}

impl<'a> Desk<'a> {
    /// Sets it up.
    ///
    /// # Errors
    /// When a part is not installed or does not start.
    pub fn set_up(home: &'a Home) -> Result<Self> {
        let mut display = Command::new("setpriv");
        // Started by root and used by another: without a door, but only on this machine.
        display.args(["--pdeathsig", "KILL", "Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-ac"]);
        let (display, screen) = Part::saying(&mut display)?;
        let path = home.path().to_string_lossy().into_owned();
        let mut desk = Self {
            home,
            port: TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port(),
            environment: vec![
                ("PATH", "/usr/local/bin:/usr/bin:/bin".to_owned()),
                ("HOME", path.clone()),
                ("XDG_RUNTIME_DIR", path),
                ("DISPLAY", format!(":{screen}")),
                ("LANG", "C.UTF-8".to_owned()),
                ("NO_AT_BRIDGE", "1".to_owned()),
                ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ],
            parts: vec![display],
        };
        let (bus, address) = Part::saying(desk.command("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]))?;
        desk.environment.push(("DBUS_SESSION_BUS_ADDRESS", address));
        let mut keyring = desk.command("gnome-keyring-daemon");
        keyring.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut keyring = Part::start(&mut keyring)?;
        // Dropped at once: the password ends with the pipe.
        keyring.0.stdin.take().context("the keyring's input")?.write_all(b"test")?;
        until("the keyring is there", || {
            let question = ["--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"];
            let output = desk.command("dbus-send").args(question).arg("string:org.freedesktop.secrets").output()?;
            Ok(String::from_utf8_lossy(&output.stdout).contains("boolean true"))
        })?;
        let driver = Part::start(desk.command("WebKitWebDriver").arg(format!("--port={}", desk.port)).stdout(Stdio::null()))?;
        until("the driver listens", || Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, desk.port)).is_ok()))?;
        desk.parts.extend([bus, keyring, driver]);
        Ok(desk)
    }

    /// A program, run by this desk's user.
    pub fn command(&self, program: &str) -> Command {
        let user = USER.to_string();
        let mut command = Command::new("setpriv");
        command.args(["--reuid", &user, "--regid", &user, "--clear-groups", "--pdeathsig", "KILL", program]);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.home.path()).stdin(Stdio::null());
        command
    }

    /// Everything on the display, with its names and classes.
    ///
    /// # Errors
    /// When `xwininfo` cannot say.
    pub fn windows(&self) -> Result<String> {
        let output = self.command("xwininfo").args(["-root", "-tree"]).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts a program and looks into its window.
    ///
    /// # Errors
    /// When no window comes.
    pub fn open(&self, program: &str) -> Result<Window> {
        let wish = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": { "binary": program, "args": [] } } } });
        let made = exchange(self.port, "POST", "/session", Some(&wish))?;
        let id = made["sessionId"].as_str().with_context(|| format!("no window: {made}"))?;
        Ok(Window { port: self.port, session: format!("/session/{id}") })
    }
}

/// One request of WebDriver's, and the value of its answer.
fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(90)))?;
    let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json");
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (_, content) = answer.split_once("\r\n\r\n").with_context(|| format!("the driver answered {answer:?}"))?;
    let mut answer: Value = serde_json::from_str(content)?;
    if let Some(error) = answer["value"]["error"].as_str() {
        bail!("{path}: {error}: {}", answer["value"]["message"]);
    }
    Ok(answer["value"].take())
}

/// A window that is looked into.
pub struct Window {
    port: u16,
    session: String,
}

impl Window {
    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        exchange(self.port, "POST", &format!("{}/{path}", self.session), Some(body))
    }

    /// What a script in the page answers.
    ///
    /// # Errors
    /// When the script fails or the window is gone.
    pub fn script(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script answers something true.
    ///
    /// # Errors
    /// When it does not within a minute; says what the page shows.
    pub fn until(&self, what: &str, script: &str) -> Result<()> {
        let waited = until(what, || Ok(self.script(script)? == Value::Bool(true)));
        waited.with_context(|| format!("the page says {}", self.script("return document.body.innerText.slice(0, 400)").unwrap_or_default()))
    }

    /// Clicks the button or link whose words begin so.
    ///
    /// # Errors
    /// When there is none.
    pub fn clicks(&self, label: &str) -> Result<()> {
        let found = format!(
            "const b = [...document.querySelectorAll('button, a')].find(b => b.textContent.trim().startsWith({label:?})); b?.click(); return b !== undefined"
        );
        ensure!(self.script(&found)? == Value::Bool(true), "there is no button {label}");
        Ok(())
    }

    /// Keeps a picture of the page.
    ///
    /// # Errors
    /// When there is none, or nothing on it.
    pub fn is_shot(&self, path: &Path) -> Result<()> {
        // Two frames later the picture is the one just painted. A window without layers paints only what changes, and the
        // driver waits for a paint: for a while something changes that nobody sees.
        let frames = "const done = arguments[0]; let n = 0; const style = document.body.style;
            const changing = setInterval(() => { style.outline = `1px solid rgb(0 0 0 / ${(++n % 2) / 500})`; if (n > 200) clearInterval(changing) }, 50);
            requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        self.post("execute/async", &json!({ "script": frames, "args": [] }))?;
        let picture = exchange(self.port, "GET", &format!("{}/screenshot", self.session), None)?;
        let png = base64::engine::general_purpose::STANDARD.decode(picture.as_str().context("a picture")?)?;
        ensure!(png.len() > 10_000, "the window is blank");
        Ok(std::fs::write(path, png)?)
    }

    /// Closes it.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn close(self) -> Result<()> {
        exchange(self.port, "DELETE", &self.session, None).map(drop)
    }
}
