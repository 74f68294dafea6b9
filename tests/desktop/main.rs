//! One smoke on the real window in WebKit: it opens, the first start is there, a demo opens, a product
//! is listed; a screenshot is kept. The test brings its own display and its own session, so plain
//! `cargo test` is enough; where the parts are not installed it says which and fails.

#![expect(clippy::unwrap_used, reason = "a smoke that cannot go on should stop where it is")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

/// A child that does not outlive the test, even if the test is killed.
struct Part(Child);

impl Part {
    fn start(program: &str, arguments: &[&str], environment: &[(&str, &str)], stdout: Stdio) -> Self {
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "KILL", program])
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(Stdio::null());
        Self(command.spawn().unwrap_or_else(|e| panic!("{program} is needed for the window's test ({e}); cargo xtask test installs it")))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn first_line(part: &mut Part) -> String {
    let mut line = String::new();
    BufReader::new(part.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

struct Window {
    http: reqwest::Client,
    session: String,
}

impl Window {
    async fn post(&self, path: &str, body: Value) -> Value {
        let answer: Value = self.http.post(format!("{}/{path}", self.session)).json(&body).send().await.unwrap().json().await.unwrap();
        answer["value"].clone()
    }

    async fn script(&self, script: &str) -> Value {
        self.post("execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// Waits until a script answers something true.
    async fn until(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.script(script).await != Value::Bool(true) {
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "waited in vain until {what}: the page says {}",
                self.script("return document.body.innerText.slice(0, 400)").await
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn clicks(&self, label: &str) {
        let found = self.script(&format!("const b = [...document.querySelectorAll('button, a')].find(b => b.textContent.trim().startsWith({label:?})); b?.click(); return b !== undefined")).await;
        assert_eq!(found, Value::Bool(true), "there is a button {label}");
    }

    async fn is_shot(&self, path: &Path) {
        // Two frames later the picture is the one just painted. A window without layers paints only what changes, and the
        // driver waits for a paint: for a while something changes that nobody sees.
        let frames = "const done = arguments[0]; let n = 0; const style = document.body.style;
            const changing = setInterval(() => { style.outline = `1px solid rgb(0 0 0 / ${(++n % 2) / 500})`; if (n > 200) clearInterval(changing) }, 50);
            requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        self.post("execute/async", json!({ "script": frames, "args": [] })).await;
        let answer: Value = self.http.get(format!("{}/screenshot", self.session)).send().await.unwrap().json().await.unwrap();
        let png = base64::engine::general_purpose::STANDARD.decode(answer["value"].as_str().unwrap()).unwrap();
        assert!(png.len() > 10_000, "the window is not blank");
        std::fs::write(path, png).unwrap();
    }
}

#[test]
fn the_window_opens_and_a_demo_can_be_looked_at() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    let mut display = Part::start("Xvfb", &["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"], &[], Stdio::piped());
    let screen = format!(":{}", first_line(&mut display));
    let mut bus = Part::start("dbus-daemon", &["--session", "--nofork", "--print-address=1"], &[("HOME", path)], Stdio::piped());
    let address = first_line(&mut bus);
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let environment = [
        ("DISPLAY", screen.as_str()),
        ("DBUS_SESSION_BUS_ADDRESS", address.as_str()),
        ("HOME", path),
        ("XDG_DATA_HOME", path),
        ("XDG_CACHE_HOME", path),
        ("VITRINE_DATA_DIR", path),
        ("TAURI_WEBVIEW_AUTOMATION", "true"),
        ("LANG", "en_GB.UTF-8"),
        ("NO_AT_BRIDGE", "1"),
    ];
    let _driver = Part::start("WebKitWebDriver", &[&format!("--port={port}")], &environment, Stdio::null());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(90)).build().unwrap();
        let driver = format!("http://127.0.0.1:{port}");
        let start = Instant::now();
        while http.get(format!("{driver}/status")).send().await.is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "the driver did not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let wish = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": { "binary": env!("CARGO_BIN_EXE_vitrine-desktop"), "args": [] } } } });
        let made: Value = http.post(format!("{driver}/session")).json(&wish).send().await.unwrap().json().await.unwrap();
        let id = made["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no window: {made}"));
        let window = Window { session: format!("{driver}/session/{id}"), http };
        window.until("the first start is there", "return document.body.innerText.includes('Look around')").await;
        window.clicks("Shoes").await;
        window.until("Today is there", "return document.querySelector('h1')?.textContent === 'Today' && document.querySelectorAll('.todo').length > 0").await;
        window.clicks("▦").await;
        window.until("the grid is filled", "return document.querySelectorAll('.grid .row').length > 5 && document.querySelectorAll('.grid img').length > 3").await;
        let shots = Path::new(env!("CARGO_TARGET_TMPDIR"));
        window.is_shot(&shots.join("window.png")).await;
        let listed = window.script("return document.querySelector('.grid').innerText.includes('Boot')").await;
        assert_eq!(listed, Value::Bool(true), "the demo's products are in the window");
        window.http.delete(&window.session).send().await.unwrap();
    });
    assert!(home.path().join("demo/shoes/shop.db").exists(), "and in an encrypted file on disk");
}
