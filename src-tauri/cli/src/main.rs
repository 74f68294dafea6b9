//! The `vitrine` program; everything is in the library so that tests and the package share it.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    vitrine_cli::main().await.into()
}
