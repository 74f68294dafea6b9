//! `cloud-simulator`: starts the simulator and prints one JSON line with its addresses.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use cloud_simulator::{Options, Simulator};

/// A strict `WhatsApp` Cloud API on loopback, with simulated customers and faults.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where webhooks go.
    #[arg(long)]
    webhook: Option<String>,
    /// The same seed makes the same people do the same things.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A JSON file with customers to start with.
    #[arg(long)]
    customers: Option<PathBuf>,
    /// Where to share the simulated clock's offset.
    #[arg(long)]
    clock_file: Option<PathBuf>,
    /// Where to remember people, chats and templates between two runs.
    #[arg(long)]
    state_dir: Option<PathBuf>,
    /// Messages per second, sent and received together.
    #[arg(long, default_value_t = 80)]
    per_second: u32,
    /// The portfolio's limit: `TIER_250`, `TIER_2K` …
    #[arg(long, default_value = "TIER_2K")]
    tier: String,
    /// Keeps only the last thousand of what was received and accepted.
    #[arg(long)]
    forget: bool,
    /// Takes anything on `messages` at once, unread.
    #[arg(long)]
    schema_free: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let a = Arguments::parse();
    let simulator = Simulator::start(Options {
        listen: a.listen,
        webhook: a.webhook,
        seed: a.seed,
        clock_file: a.clock_file,
        state_dir: a.state_dir,
        per_second: a.per_second,
        tier: a.tier,
        forget: a.forget,
        schema_free: a.schema_free,
        credentials: None,
    })
    .await?;
    if let Some(path) = a.customers {
        let people: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
        reqwest::Client::new()
            .post(format!("{}/customers", simulator.addresses.control_url))
            .json(&people)
            .send()
            .await?
            .error_for_status()?;
    }
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&simulator.addresses)?)?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}
