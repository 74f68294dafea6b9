//! The child of the crash tests: a shop with its listener and workers, which prints where it listens
//! and runs until it is killed. `--blind-retry` breaks the guard on purpose.

use std::io::Write;
use std::path::PathBuf;

use vitrine_core::shop::WorkerOptions;
use vitrine_server::House;
use vitrine_server::house::HouseOptions;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    vitrine_server::install_tls();
    let mut arguments = std::env::args().skip(1);
    let dir = PathBuf::from(arguments.next().unwrap_or_default());
    let per_second = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(80);
    let mut workers = WorkerOptions::default();
    workers.per_second = per_second;
    workers.listen_first = std::time::Duration::ZERO;
    workers.pictures = vitrine_core::shop::PicturesFrom::Nowhere;
    if arguments.next().as_deref() == Some("--blind-retry") {
        workers = workers.with_blind_retry();
    }
    let house = House::new(dir.join(".house"), HouseOptions { workers, ..HouseOptions::default() });
    let addresses = house.listen().await?;
    house.open(&dir, None).await?;
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&addresses)?)?;
    std::io::stdout().flush()?;
    std::future::pending::<()>().await;
    Ok(())
}
