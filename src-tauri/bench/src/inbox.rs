//! The inbox of a shop with a hundred thousand conversations, one of them ten thousand messages long: its list, what is
//! scrolled into view, the long thread page by page, and words looked for in all of the history, through the commands
//! the window asks.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, measure, seed};

/// The person with the long thread.
const TALKER: i64 = 1;
/// A frame of sixty a second: what is scrolled into view later than that is seen to arrive.
const FRAME_MS: f64 = 1_000.0 / 60.0;
const SAID: [&str; 8] = [
    "do you still have the blue kettle?",
    "thank you, see you on Saturday",
    "how much is the large one?",
    "vous êtes ouverts dimanche ?",
    "¿tienen la talla 42?",
    "I will come tomorrow morning",
    "is there a smaller size of this",
    "merci beaucoup !",
];

/// What the bench shop holds.
struct History {
    people: i64,
    each: i64,
    long: i64,
}

fn write(dir: &Path, history: &History, now: i64) -> Result<()> {
    let mut db = seed::sealed(dir)?;
    let tx = db.transaction()?;
    {
        let mut conversation = tx.prepare(
            "INSERT INTO conversation (customer_id, window_until, last_inbound_at, answered, last_at) VALUES (?1, ?2, ?3, ?4, ?3)",
        )?;
        let mut message =
            tx.prepare("INSERT INTO message (customer_id, wamid, outbound, kind, content, at) VALUES (?1, ?2, ?3, 'text', ?4, ?5)")?;
        let mut number = 0_i64;
        for customer in 1..=history.people {
            let last = now - customer * 20_000;
            conversation.execute((customer, last + 86_400_000, last, i64::from(customer % 500 != 0)))?;
            let messages = if customer == TALKER { history.long } else { history.each };
            for n in 0..messages {
                number += 1;
                let text = format!("{} #{customer}", SAID[(number % 8) as usize]);
                message.execute((
                    customer,
                    format!("wamid.B{number}"),
                    n % 2,
                    json!({ "text": text }).to_string(),
                    last - (messages - n) * 60_000,
                ))?;
            }
        }
        tx.execute("INSERT INTO message_search (rowid, words) SELECT id, words FROM message_words", [])?;
        tx.execute("UPDATE message_search_place SET reached = (SELECT max(id) FROM message)", [])?;
    }
    tx.commit()?;
    Ok(())
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let history = History { people: run.size(100_000, 5_000) as i64, each: 5, long: 10_000 };
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    seed::waiting_people(&dir, history.people as usize)?;
    let now = Shop::open(&dir, None)?.now();
    write(&dir, &history, now)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let shop = Shop::open(&dir, None)?;
    let messages = history.people * history.each + history.long - history.each;
    let detail = format!("{} conversations, {messages} messages", history.people);
    let ask = |command: &str, payload: Value| measure::timed(|| seed::ask(&runtime, &shop, command, payload));
    let p99 = |took: &[f64]| 1e3 * measure::percentile(took.iter().copied(), 0.99);

    let (mut lists, mut counts) = (Vec::new(), Vec::new());
    let mut order = Value::Null;
    for which in ["all", "waiting", "mine", "closed"].into_iter().cycle().take(40) {
        let (took, found) = ask("inbox_view", json!({ "which": which }))?;
        lists.push(took);
        counts.push(ask("inbox_counts", json!({}))?.0);
        if which == "all" {
            order = found;
        }
    }
    let order = order.as_array().cloned().unwrap_or_default();
    anyhow::ensure!(order.len() as i64 == history.people, "every conversation is in the list");
    report.at_most("inbox: a list of all, p99", p99(&lists), 100.0, "ms", &detail);
    report.at_most("inbox: how many wait, p99", p99(&counts), 100.0, "ms", &detail);

    let mut rows = Vec::new();
    for n in 0..run.size(400, 100) {
        let from = (n * 7_919) % (order.len() - 30);
        let (took, found) = ask("inbox_rows", json!({ "customers": &order[from..from + 30] }))?;
        anyhow::ensure!(found.as_array().is_some_and(|found| found.len() == 30), "a screenful of rows");
        rows.push(took);
    }
    report.at_most("inbox: thirty rows scrolled into view, p99", p99(&rows), FRAME_MS, "ms", &detail);

    let (mut pages, mut seen) = (Vec::new(), 0);
    let mut before = Value::Null;
    loop {
        let (took, page) = ask("conversation_thread", json!({ "customer": TALKER, "before": before }))?;
        pages.push(took);
        seen += page["messages"].as_array().map_or(0, Vec::len);
        before = page["messages"][0]["id"].clone();
        if page["earlier"] != true {
            break;
        }
    }
    anyhow::ensure!(seen as i64 == history.long, "the whole thread was walked through: {seen}");
    report.at_most("a page of a thread of 10,000, p99", p99(&pages), FRAME_MS, "ms", &format!("{} pages", pages.len()));

    let mut searches = Vec::new();
    for n in 0..run.size(60, 20) {
        let words = ["blue kettle", "satur", "merci", "talla 42", "size", "ouverts dimanche", "to", "tomorrow morning #77"][n % 8];
        searches.push(ask("messages_search", json!({ "words": words }))?.0);
    }
    report.at_most("words in all of the history, p99", p99(&searches), 1_000.0, "ms", &detail);
    Ok(())
}
