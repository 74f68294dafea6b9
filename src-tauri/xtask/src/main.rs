//! `cargo xtask run | test [LANE…] | dist | bench | types | pictures | icons`: everything a newcomer needs in one
//! word. It installs what is missing (system packages by name, asked once; `--yes` for scripts), builds
//! the pages, and runs. It only calls tools a person could call by hand, and says each call.
//!
//! Here are only the words; what they do has a module each.
#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

mod bench;
mod calls;
mod dist;
mod lanes;
mod pictures;
mod setup;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let yes = arguments.iter().any(|a| a == "--yes") || std::env::var_os("CI").is_some();
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|a| *a != "--yes").collect();
    std::env::set_current_dir(calls::root()?)?;
    match words.as_slice() {
        ["run", rest @ ..] => {
            setup::system(setup::TO_RUN, yes)?;
            setup::pages()?;
            let mut command = calls::cargo(&["run", "--package", "vitrine-desktop"]);
            if rest.contains(&"--release") {
                command.arg("--release");
            }
            calls::call(&mut command)
        }
        ["test", lanes @ ..] => lanes::test(lanes, yes),
        ["dist", rest @ ..] => {
            setup::system(setup::TO_RUN, yes)?;
            dist::dist(rest.contains(&"--debug"))
        }
        ["bench", rest @ ..] => bench::bench(rest),
        ["types"] => lanes::types(false),
        ["pictures"] => pictures::take(),
        ["icons"] => pictures::icons(),
        _ => {
            println!("cargo xtask run [--release] [--yes]   sets up, builds and opens the window");
            println!("cargo xtask test [LANE…] [--yes]      all lanes, or those named:");
            for (name, what) in lanes::LANES {
                println!("    {name:<10} {what}");
            }
            println!("cargo xtask dist [--debug] [--yes]    makes this system's installable package");
            println!("cargo xtask bench [NAME…] [--quick]   measures the shop against its bounds; NAME is one of:");
            for (name, what) in bench::BENCHES {
                println!("    {name:<12} {what}");
            }
            println!("cargo xtask types                     writes the TypeScript of the commands");
            println!("cargo xtask pictures                  takes the pictures of the README");
            println!("cargo xtask icons                     makes the icons from their drawing");
            bail!("name one of these")
        }
    }
}
