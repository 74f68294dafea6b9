//! The sender in a process of its own, against a sink that counts a sliding second: how much of the allowed rate
//! it uses, what a durable message costs its processor, and how far it is from a bare loop of the same client to
//! the same sink. Peers that keep nothing are timed beside it where they are installed.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use vitrine_core::Author;
use vitrine_core::shop::WorkerOptions;
use vitrine_server::House;
use vitrine_server::house::HouseOptions;

use crate::report::Report;
use crate::sink::Sink;
use crate::{Run, measure, seed, webhook};

/// Requests at once, in the shop's sender and in the bare loop.
const AT_ONCE: usize = 128;

/// A shop with its workers and its listener; it says where that is, starts the alert, and when all have been
/// handed over, what it took.
#[expect(clippy::print_stdout, reason = "its answer to the process that started it")]
pub fn child(dir: &Path, per_second: u32) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let mut workers = WorkerOptions::default();
        workers.per_second = per_second;
        workers.listen_first = Duration::ZERO;
        let house = House::new(dir.join("house"), HouseOptions { workers, ..HouseOptions::default() });
        let addresses = house.listen().await?;
        house.open(dir, None).await?;
        println!("{}", json!({ "webhook_url": addresses.webhook_url }));
        // The gun: a line on standard input, or its end.
        let mut gun = String::new();
        std::io::stdin().read_line(&mut gun)?;
        if gun.trim() != "go" {
            house.shut().await;
            return Ok(());
        }
        house.call(Author::default(), "alert_start", json!({ "variant": seed::VARIANT })).await?;
        seed::set_clock(dir, 20_000)?;
        let (start, cpu) = (Instant::now(), measure::cpu());
        // Whoever counts at the other end says when all have been taken: asking here would cost what is measured.
        let taken = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
        taken.await??;
        let (took, cpu) = (start.elapsed().as_secs_f64(), measure::cpu() - cpu);
        println!("{}", json!({ "took": took, "cpu": cpu, "peak_kib": measure::memory_kib("VmHWM")? }));
        house.shut().await;
        Ok(())
    })
}

/// The control: the same client in a loop, at the same concurrency, with a body of the same size; it keeps nothing.
#[expect(clippy::print_stdout, reason = "its answer to the process that started it")]
pub fn loop_child(url: &str, messages: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let cpu = measure::cpu();
    runtime.block_on(async {
        let client = reqwest::Client::builder().retry(reqwest::retry::never()).build()?;
        let left = Arc::new(AtomicUsize::new(messages));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let (client, left, url) = (client.clone(), Arc::clone(&left), format!("{url}/v26.0/2/messages"));
            tasks.spawn(async move {
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                    let answer: Value = client.post(&url).bearer_auth("a-token").json(&body()).send().await?.json().await?;
                    anyhow::ensure!(answer["messages"][0]["id"].is_string(), "no id");
                }
                Ok(())
            });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
        anyhow::Ok(())
    })?;
    println!("{}", json!({ "cpu": measure::cpu() - cpu }));
    Ok(())
}

fn body() -> Value {
    json!({
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+33639980000001", "type": "template",
        "biz_opaque_callback_data": "o1:abcdefghijklmnopqrstuvwxyz:1",
        "template": { "name": "back_in_stock", "language": { "code": "en" }, "components": [
            { "type": "header", "parameters": [{ "type": "image", "image": { "id": "99" } }] },
            { "type": "body", "parameters": [{ "type": "text", "text": "Customer1" }, { "type": "text", "text": "Runner 42" }, { "type": "text", "text": "5" }] },
            { "type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [{ "type": "payload", "payload": "keep:abcdefghijklmnopqrstuvwxyz" }] },
            { "type": "button", "sub_type": "quick_reply", "index": "1", "parameters": [{ "type": "payload", "payload": "later:abcdefghijklmnopqrstuvwxyz" }] },
            { "type": "button", "sub_type": "quick_reply", "index": "2", "parameters": [{ "type": "payload", "payload": "stop:abcdefghijklmnopqrstuvwxyz" }] }
        ]}
    })
}

/// A shop open in a process of its own, which says where its listener is.
pub struct OpenShop {
    /// The process; when its input ends, so does it.
    pub child: Child,
    /// What it says after that.
    pub lines: Lines<BufReader<ChildStdout>>,
    /// Where deliveries go.
    pub webhook_url: String,
}

impl OpenShop {
    /// Starts it.
    pub fn start(dir: &Path, per_second: u32) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["sender-child", &dir.to_string_lossy(), &per_second.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("its answers")?).lines();
        let hello: Value = serde_json::from_str(&lines.next().context("an address")??)?;
        let webhook_url = hello["webhook_url"].as_str().context("an address")?.to_owned();
        Ok(Self { child, lines, webhook_url })
    }
}

struct Sent {
    answer: Value,
    sink: Sink,
}

/// Runs the shop's sender against a sink; customers write meanwhile, so many a second.
fn send(run: &Run, runtime: &tokio::runtime::Runtime, people: usize, limit: u32, inbound: u32) -> Result<Sent> {
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    let sink = runtime.block_on(Sink::start(limit as usize))?;
    seed::connect(&dir, &sink.url)?;
    seed::waiting_people(&dir, people)?;
    let per_second = if limit == 0 { 1_000_000 } else { limit };
    let OpenShop { mut child, mut lines, webhook_url } = OpenShop::start(&dir, per_second)?;
    let customers = (inbound > 0).then(|| {
        let sink = sink.clone();
        runtime.spawn(async move {
            let client = reqwest::Client::new();
            let mut tick = tokio::time::interval(Duration::from_secs_f64(1.0 / f64::from(inbound)));
            for n in 0_u64.. {
                tick.tick().await;
                sink.came_in();
                let delivery = webhook::text(n, people as u64);
                let (client, url) = (client.clone(), webhook_url.clone());
                tokio::spawn(async move { webhook::deliver(&client, &url, delivery).await });
            }
        })
    });
    std::thread::sleep(Duration::from_millis(300));
    let mut gun = child.stdin.take().context("its gun")?;
    std::io::Write::write_all(&mut gun, b"go\n")?;
    let (start, patience) = (Instant::now(), Duration::from_secs(600));
    // What customers are answered is taken too; it is the alert that must be through.
    while sink.totals().0 < people {
        anyhow::ensure!(start.elapsed() < patience, "only {} of {people} were taken", sink.totals().0);
        std::thread::sleep(Duration::from_millis(2));
    }
    std::io::Write::write_all(&mut gun, b"taken\n")?;
    let answer = lines.next().context("an answer")??;
    if let Some(customers) = customers {
        customers.abort();
    }
    anyhow::ensure!(child.wait()?.success(), "the sender's process failed");
    Ok(Sent { answer: serde_json::from_str(&answer)?, sink })
}

/// Share of the allowed rate used over the whole seconds of the run, the first and the last left out.
fn paced(run: &Run, report: &mut Report, runtime: &tokio::runtime::Runtime, limit: u32, inbound: u32) -> Result<()> {
    let seconds = run.size(20, 6);
    let sent = send(run, runtime, limit as usize * seconds, limit, inbound)?;
    let first = sent.sink.first().context("something was sent")? + Duration::from_secs(1);
    let span = (seconds - 3) as u32;
    let (taken, received) = sent.sink.between(first, first + Duration::from_secs(u64::from(span)));
    let (all, _, refused) = sent.sink.totals();
    let allowed = (limit * span) as usize - received;
    let name = format!("sender at {limit}/s{}", if inbound > 0 { ", customers writing" } else { "" });
    let cpu = sent.answer["cpu"].as_f64().unwrap_or_default();
    let detail = format!(
        "{taken} of {allowed} allowed in {span} s, {received} received; {:.1} % of a core, {:.0} µs a message",
        100.0 * cpu / sent.answer["took"].as_f64().unwrap_or(1.0),
        cpu * 1e6 / all as f64
    );
    report.at_least(&name, 100.0 * taken as f64 / allowed as f64, 99.0, "%", &detail);
    report.at_most(&format!("{name}: refused"), refused as f64, 0.0, "", "answers with 130429");
    Ok(())
}

/// How much of Meta's rate is used.
pub fn pace(run: &Run, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    [(80, 0), (80, 8), (1_000, 0), (1_000, 50)].into_iter().try_for_each(|(limit, inbound)| paced(run, report, &runtime, limit, inbound))
}

/// What a durable message costs, and how fast they go without a rate.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let messages = run.size(20_000, 2_000);
    let (mut costs, mut bare_costs) = (Vec::new(), Vec::new());
    let rounds = measure::rounds(run.rounds, |n| {
        let sent = send(run, &runtime, messages, 0, 0)?;
        anyhow::ensure!(sent.sink.totals().0 == messages, "{} of {messages} were taken", sent.sink.totals().0);
        // From the first to the last: an alert begins when its time has come, which the sender looks at once a second.
        let product = sent.sink.span().context("seconds")?;
        costs.push(sent.answer["cpu"].as_f64().context("seconds")? * 1e6 / messages as f64);
        let sink = runtime.block_on(Sink::start(0))?;
        let answer: Value = serde_json::from_str(&Run::child(&["loop-child", &sink.url, &messages.to_string()])?)?;
        bare_costs.push(answer["cpu"].as_f64().context("seconds")? * 1e6 / messages as f64);
        let control = sink.span().context("seconds")?;
        Run::say(&format!("sender round {n}: {product:.2} s, bare {control:.2} s, {:.0} µs a message", costs[costs.len() - 1]));
        Ok(measure::Round { product, control })
    })?;
    let bare_cost = measure::median(bare_costs);
    let cost = measure::median(costs);
    report.at_most(
        "sender, processor a message",
        cost,
        60.0,
        "µs",
        &format!("durable, with claim and record; the bare loop {bare_cost:.0} µs"),
    );
    let rate = messages as f64 / measure::median(rounds.iter().map(|r| r.product));
    report.at_least(
        "sender unpaced : bare loop",
        1.0 / measure::median(rounds.iter().map(|r| r.ratio())),
        0.5,
        "×",
        &format!("{rate:.0} messages/s"),
    );
    crate::peers::run(run, report, &runtime, cost)
}
