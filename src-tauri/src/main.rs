//! The window's program.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Making and freeing rows and requests is a fifth of what a message costs with the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> tauri::Result<()> {
    vitrine_desktop_lib::run()
}
