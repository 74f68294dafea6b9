//! Temporary.
#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used)]
use vitrine_sheets::*;
fn main() {
    for path in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        println!("== {path}");
        match Table::open(Box::new(std::fs::File::open(&path).unwrap()), None) {
            Err(e) => println!("TROUBLE {e:?} {e}"),
            Ok(mut table) => {
                println!("{:?}", table.facts());
                println!("H {:?}", table.header().iter().take(14).collect::<Vec<_>>());
                let mut row = Row::default();
                let mut n = 0;
                loop {
                    match table.next_row(&mut row) {
                        Ok(true) => {}
                        Ok(false) => break,
                        Err(e) => {
                            println!("TROUBLE {e:?}");
                            break;
                        }
                    }
                    n += 1;
                    if n <= 4 || row.truncated {
                        println!(
                            "{} {}{:?}",
                            row.number,
                            if row.truncated { "TRUNC " } else { "" },
                            row.cells.iter().take(12).map(|c| c.chars().take(24).collect::<String>()).collect::<Vec<_>>()
                        );
                    }
                }
                println!("rows {n} blank {} mended {}", table.blank_rows(), table.mended_rows());
            }
        }
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        println!("{:?} {}", t.elapsed(), status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
    }
}
