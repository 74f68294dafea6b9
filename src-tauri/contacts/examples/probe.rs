//! probe
#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use vitrine_contacts::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[1] == "phone" {
        println!("{:?}", phone::candidates(&a[2], a.get(3).map(|s| s.as_str())));
        return;
    }
    let t = std::time::Instant::now();
    let f = std::fs::File::open(&a[1]).unwrap();
    let quiet = a.len() > 3;
    match ContactFile::open(Box::new(f), Some(&a[1]), None, a.get(2).map(|s| s.as_str()), None) {
        Ok(mut f) => {
            println!("{:?} {:?}", f.format(), f.facts());
            if let Some(m) = f.mapping() {
                for c in &m.columns {
                    if !quiet {
                        println!("  {:?} -> {:?} {} {}", c.header, c.field, c.confidence, c.why)
                    }
                }
            }
            let o=f.each(|c| if !quiet {println!("{} name={:?} g={:?} f={:?} co={:?} {:?} mail={:?} bd={:?} tags={:?} lang={:?} addr={:?} note={:?} same={:?} R={:?}",c.source_row,c.name,c.given,c.family,c.company,c.phones.iter().map(|p|format!("{}[{}]{:?}{:?}{}",p.e164.join("|"),p.label,p.kind,p.notes,if p.whatsapp{" WA"}else{""})).collect::<Vec<_>>(),c.emails,c.birthday,c.tags,c.language,c.address,c.notes.chars().take(60).collect::<String>(),c.same_number_as_row,c.remarks)}, |r| if !quiet {println!("REJ {r:?}")});
            println!("{o:?} {:?}", t.elapsed());
        }
        Err(e) => println!("TROUBLE {} {:?}", e, e.proposal),
    }
}
