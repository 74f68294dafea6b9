//! The `vitrine` program; everything is in the library so that tests and the package share it.

/// Making and freeing rows and requests is a fifth of what a message costs with the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    vitrine_cli::main().await.into()
}
