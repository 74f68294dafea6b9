//! Peers a developer would pick, timed at the same sink: they keep nothing, which is why they are only told
//! beside ours. `VITRINE_PEERS` names the folder `tests/peers/run.sh` installed them into.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::Run;
use crate::report::Report;
use crate::sink::Sink;

/// Each prints the processor seconds of its sending.
const PYWA: &str = r#"
import resource, sys
from pywa import WhatsApp
wa = WhatsApp(phone_id="2", token="a-token")
wa.api._session.base_url = sys.argv[1] + "/v26.0"
used = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
before = used()
for n in range(int(sys.argv[2])):
    wa.send_message(to="33639980000001", text="Runner 42 is back: %d" % n)
print(used() - before)
"#;

const JS: &str = r#"
import { WhatsAppAPI } from "whatsapp-api-js";
import { Text } from "whatsapp-api-js/messages";
const [, , base, count] = process.argv;
const api = new WhatsAppAPI({ token: "a-token", appSecret: "x", v: "v26.0", ponyfill: { fetch: (url, init) => fetch(url.toString().replace("https://graph.facebook.com", base), init) } });
const before = process.cpuUsage();
for (let n = 0; n < Number(count); n++) await api.sendMessage("2", "33639980000001", new Text(`Runner 42 is back: ${n}`));
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6);
"#;

fn time(program: &Path, folder: &Path, script: &Path, url: &str, messages: usize) -> Result<f64> {
    let output = Command::new(program).current_dir(folder).arg(script).arg(url).arg(messages.to_string()).output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default());
    let seconds: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(seconds * 1e6 / messages as f64)
}

/// Times what is installed.
pub fn run(run: &Run, report: &mut Report, runtime: &tokio::runtime::Runtime, ours: f64) -> Result<()> {
    let messages = run.size(2_000, 300);
    let Some(folder) = std::env::var_os("VITRINE_PEERS").map(PathBuf::from) else {
        report.skipped("pywa, whatsapp-api-js", "VITRINE_PEERS names no folder with them (tests/peers/run.sh SIMULATOR FOLDER makes one)");
        return Ok(());
    };
    for (name, program, file, text) in
        [("pywa", folder.join("python/bin/python"), "bench_pywa.py", PYWA), ("whatsapp-api-js", PathBuf::from("node"), "bench_js.mjs", JS)]
    {
        let sink = runtime.block_on(Sink::start(0))?;
        let script = folder.join(file);
        std::fs::write(&script, text)?;
        match time(&program, &folder, &script, &sink.url, messages) {
            Ok(cost) => {
                report.told(&format!("{name}, processor a message"), cost, "µs", &format!("keeps nothing; {:.1} × ours", cost / ours));
            }
            Err(why) => report.skipped(name, &format!("{why}")),
        }
    }
    Ok(())
}
