//! A `WhatsApp` Cloud API on loopback: strict where the platform is strict, with simulated customers,
//! a clock of its own and faults on demand. It imports nothing of the shop's: it checks raw JSON
//! against schemas written from the fact sheet, so that a misreading in our client cannot hide in a
//! shared type. Where the platform refuses, it refuses with the same code; it is never loosened.
//!
//! [`graph`] is Meta's side, [`control`] the experimenter's, [`webhooks`] signs and delivers,
//! [`world`] is the state and what simulated people do, [`templates`] what templates are and how they
//! live, [`messages`] and [`schemas`] what a message must look like.

mod control;
mod graph;
mod messages;
mod refusal;
mod schemas;
mod templates;
mod webhooks;
mod world;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use world::World;

/// How to start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where webhooks go; can be set later through control.
    pub webhook: Option<String>,
    /// The same seed makes the same people do the same things.
    pub seed: u64,
    /// Where to share the offset of the simulated clock, for a shop that reads it.
    pub clock_file: Option<PathBuf>,
    /// Where to remember people, chats and templates between two runs.
    pub state_dir: Option<PathBuf>,
    /// Messages per second, sent and received together.
    pub per_second: u32,
    /// `TIER_250` … of the portfolio.
    pub tier: String,
    /// Keeps only the last thousand of what was received and accepted: for long runs.
    pub forget: bool,
    /// Takes anything on `messages` at once, unread: for benchmarks of the caller.
    pub schema_free: bool,
    /// Fixed credentials, so that a shop made with one run can be opened with the next.
    pub credentials: Option<Credentials>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            webhook: None,
            seed: 1,
            clock_file: None,
            state_dir: None,
            per_second: 80,
            tier: "TIER_2K".into(),
            forget: false,
            schema_free: false,
            credentials: None,
        }
    }
}

/// What a shop needs to connect.
#[derive(Clone, Debug, serde::Deserialize, Serialize)]
pub struct Credentials {
    /// Bearer token.
    pub token: String,
    /// Signs webhooks.
    pub app_secret: String,
    /// The number.
    pub phone_number_id: String,
    /// The account.
    pub waba_id: String,
    /// The app.
    pub app_id: String,
}

/// Where everything is: the one JSON line the program prints.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    /// Meta's side.
    pub graph_url: String,
    /// The experimenter's side.
    pub control_url: String,
    /// What a shop needs to connect.
    #[serde(flatten)]
    pub credentials: Credentials,
}

/// State shared by all handlers.
#[derive(Clone)]
pub(crate) struct Shared {
    world: Arc<Mutex<World>>,
    /// Something is due earlier than thought.
    pub(crate) due: Arc<Notify>,
}

impl Shared {
    /// The world, for a moment: no await while it is held.
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running simulator; stops when dropped.
pub struct Simulator {
    /// Where it is.
    pub addresses: Addresses,
    shared: Shared,
    stop: CancellationToken,
}

/// Credentials drawn from a seed: the same seed can be opened again.
pub fn credentials(seed: u64) -> Credentials {
    world::credentials(seed)
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Simulator {
    /// Starts on the current tokio runtime.
    ///
    /// # Errors
    /// When the address is taken, or a schema cannot be compiled.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let credentials = options.credentials.clone().unwrap_or_else(|| world::credentials(options.seed));
        let listener = tokio::net::TcpListener::bind(options.listen).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let addresses = Addresses { graph_url: base.clone(), control_url: format!("{base}/control"), credentials: credentials.clone() };
        let shared = Shared { world: Arc::new(Mutex::new(World::new(&options, credentials, base)?)), due: Arc::new(Notify::new()) };
        let stop = CancellationToken::new();
        let router = axum::Router::new().nest("/control", control::routes()).merge(graph::routes()).with_state(shared.clone());
        let (on_stop, running) = (stop.clone(), stop.clone());
        tokio::spawn(async move {
            let served = axum::serve(listener, router).with_graceful_shutdown(async move { on_stop.cancelled().await });
            if let Err(error) = served.await {
                tracing::error!(%error, "the simulator stopped listening");
            }
        });
        tokio::spawn(webhooks::run(shared.clone(), running));
        Ok(Self { addresses, shared, stop })
    }

    /// Remembers the state now rather than a moment later.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> std::io::Result<()> {
        let memory = self.shared.world().memory();
        memory.map_or(Ok(()), |(path, bytes)| std::fs::write(path, bytes))
    }

    /// Drops webhooks nobody was there to receive.
    pub fn forget_outgoing(&self) {
        self.shared.world().outgoing.clear();
    }
}
