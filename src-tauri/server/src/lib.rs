//! The shop without a window: the same commands over HTTP, the webhook listener, the workers, and the
//! demo shops. The window and `vitrine serve` both stand on [`house::House`]; neither adds rules.
//!
//! A shop folder that holds `simulator.json` is wired to the embedded simulator when it is opened; the
//! shop itself cannot tell, because it speaks real HTTP with real signatures either way.

mod changes;
pub mod demo;
pub mod house;
mod http;
mod phone;
mod sessions;

pub use changes::Changes;
pub use house::{Addresses, House};

/// Installs the TLS provider every HTTP client needs; once, first thing in `main` and in tests.
pub fn install_tls() {
    // Already installed is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The commands of the whole program as TypeScript: the shop's and the house's.
pub fn typescript() -> String {
    let head = "// Generated from the command lists in Rust by `cargo xtask types`. Do not edit.\n/* oxlint-disable */\n\n";
    let house = house::typescript();
    let shop = vitrine_core::api::typescript();
    // A type both lists mention is declared once.
    let declared: std::collections::BTreeSet<&str> = shop.split("\n\n").collect();
    let house: Vec<&str> = house.split("\n\n").filter(|part| !declared.contains(part)).collect();
    format!("{head}{shop}\n{}\nexport type Commands = ShopCommands & HouseCommands;\n", house.join("\n\n"))
}
