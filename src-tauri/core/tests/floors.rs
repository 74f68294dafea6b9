//! The house stands only while imports point downwards: this reads the `use` lines of every room.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Rooms by floor. On the same floor only those named together may see each other.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["kinds", "db"]),
    (1, &["words", "catalog", "media", "print", "stores", "team", "customers", "consent", "pricing", "policy", "cloud", "conversations"]),
    (2, &["outbox"]),
    (3, &["orders", "waitlist"]),
    (4, &["audiences", "moments"]),
    (5, &["exports", "inbox"]),
    (6, &["api", "shop"]),
    (7, &["bench"]),
];

/// Sideways looks that are part of the design: the gate is asked about consent, prices are said in
/// words, stock lies in stores.
const NEIGHBOURS: &[(&str, &str)] = &[("db", "kinds"), ("policy", "consent"), ("catalog", "stores"), ("api", "shop")];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(floor, _)| *floor)
}

fn rooms_of(dir: &Path) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(dir).expect("below src");
            let room = inside.components().next().expect("a name").as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            found.entry(room).or_default().push_str(&fs::read_to_string(&path).expect("text"));
        }
    }
    found
}

/// Every room a text names through `crate::`, in `use` lines and in paths, tests left out.
fn named(text: &str) -> Vec<String> {
    let text: String = text
        .split("#[cfg(test)]\nmod tests")
        .enumerate()
        .map(
            |(i, part)| {
                if i == 0 { part.to_owned() } else { part.split_once("\n}\n").map(|(_, rest)| rest.to_owned()).unwrap_or_default() }
            },
        )
        .collect();
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + 7..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            rooms.extend(list.split(',').map(|part| part.trim().split("::").next().unwrap_or_default().trim().to_owned()));
        } else {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

#[test]
fn imports_point_strictly_downwards() {
    let rooms = rooms_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut looked_at = 0;
    for (room, text) in &rooms {
        if room == "lib" {
            continue;
        }
        let here = floor(room).unwrap_or_else(|| panic!("room `{room}` has no floor: put it into FLOORS"));
        for other in named(text) {
            let Some(there) = floor(&other) else { continue };
            looked_at += 1;
            let allowed = other == *room || there < here || NEIGHBOURS.contains(&(room.as_str(), other.as_str()));
            assert!(allowed, "`{room}` (floor {here}) imports `{other}` (floor {there}): imports point strictly downwards");
        }
    }
    assert!(looked_at > 60, "the reading of `use` lines found only {looked_at}: it no longer sees them");
}

#[test]
fn only_the_owner_of_a_table_writes_it() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/0001_the_shop.sql")).expect("schema");
    let mut owner = String::new();
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    for line in schema.lines() {
        if let Some(name) = line.strip_prefix("-- ").map(|l| l.split([':', ' ']).next().unwrap_or_default()).filter(|n| floor(n).is_some())
        {
            name.clone_into(&mut owner);
        }
        if let Some(table) = line.strip_prefix("CREATE TABLE ") {
            tables.insert(table.split(' ').next().unwrap_or_default().to_owned(), owner.clone());
        }
    }
    // A thread's message learns Meta's id together with its promise, in the outbox's one place for that.
    let granted = [("outbox", "message")];
    for (room, text) in rooms_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for (table, owner) in &tables {
            for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] {
                let writes = text
                    .match_indices(&format!("{verb}{table}"))
                    .any(|(at, found)| !text[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'));
                assert!(
                    !writes || room == *owner || granted.contains(&(room.as_str(), table.as_str())),
                    "`{room}` writes `{table}`, which belongs to `{owner}`"
                );
            }
        }
    }
}
