//! A small shop searched as its people would, and a large one searched beside an exhaustive search.

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::*;

fn shop() -> Index {
    let mut index = Index::new();
    let rows: [(i64, &str, &str, &str, &str); 9] = [
        (1, "Runner", "42 · black", "RUN-42-BLK", "Light running shoe"),
        (2, "Runner Pro", "43 · white", "RUN-43-WHT", "Running shoe for long distances"),
        (3, "Crème brûlée", "", "DES-1", "Dessert, 120 ml"),
        (4, "कुर्ता नीला", "M", "KUR-M", "Cotton"),
        (5, "T-Shirt Basic", "L · blue", "TS-L", "Cotton shirt"),
        (6, "Espresso Maschine", "", "4006381333931", "Kaffee wie in Mailand; nicht für Runner"),
        (7, "Orange juice 500ml", "", "OJ-500", ""),
        (8, "Laufschuh Damen", "38", "LS-38", ""),
        (9, "فستان أحمر", "", "DR-1", ""),
    ];
    for (id, title, choice, code, description) in rows {
        index.put(id, [(Field::Title, title), (Field::Choice, choice), (Field::Code, code), (Field::Description, description)]);
    }
    index
}

#[test]
fn the_right_one_is_on_top() {
    let index = shop();
    for (typed, wanted) in [
        ("runner", 1),
        ("runner 42 black", 1),
        ("runner white", 2),
        ("runer", 1),
        ("rnuner pro", 2),
        ("run", 1),
        ("run-42-blk", 1),
        ("run42blk", 1),
        ("creme brulee", 3),
        ("CRÈME brulé", 3),
        ("kurta", 4),
        ("neela kurta", 4),
        ("tshirt", 5),
        ("t shirt blue", 5),
        ("4006381333931", 6),
        ("40063813", 6),
        ("expresso", 6),
        ("500 ml orange", 7),
        ("500ml", 7),
        ("lauf schuh", 8),
        ("فستان احمر", 9),
    ] {
        assert_eq!(index.search(typed, 5).first().map(|h| h.id), Some(wanted), "{typed}");
    }
}

#[test]
fn what_is_not_there_is_not_found_and_sizes_are_not_guessed() {
    let index = shop();
    assert!(index.search("xylophone", 5).is_empty(), "nothing like it is sold here");
    assert!(index.search("  \t", 5).is_empty(), "nothing was asked");
    assert!(index.search("44", 5).is_empty(), "44 is neither 42 nor 43");
    assert!(index.search(&"a ".repeat(10_000), 5).len() <= 5, "a flood of words is a query like any other");
}

#[test]
fn a_changed_product_is_found_under_its_new_name_only() {
    let mut index = shop();
    index.put(1, [(Field::Title, "Walker")]);
    assert_eq!(index.search("walker", 5).first().map(|h| h.id), Some(1), "the new name finds it");
    assert!(index.search("runner", 5).iter().all(|h| h.id != 1), "the old one does not");
    index.remove(1);
    assert!(index.search("walker", 5).is_empty(), "and when it is gone, nothing does");
    assert_eq!((index.len(), index.worn()), (8, 2), "both old places are known to be worn");
}

/// The same judgement without the masks: every product and every word of it.
fn exhaustive(titles: &[String], typed: &str) -> Vec<usize> {
    let wanted: Vec<String> = words::query_words(typed);
    let near = |a: &str, b: &str| a == b || (0..=1).contains(&slow_distance(a, b));
    titles
        .iter()
        .enumerate()
        .filter(|(_, title)| wanted.iter().all(|w| title.split(' ').any(|has| near(w, has))))
        .map(|(at, _)| at)
        .collect()
}

fn slow_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i.max(j)
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let plain = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] { plain.min(table[i - 2][j - 2] + 1) } else { plain }
            };
        }
    }
    table[a.len()][b.len()]
}

#[test]
fn one_slip_finds_what_an_exhaustive_search_finds() {
    let mut random = StdRng::seed_from_u64(4);
    let mut word = |length: usize| -> String { (0..length).map(|_| char::from(b'a' + random.random_range(0..26))).collect() };
    let vocabulary: Vec<String> = (0..3000).map(|n| word(4 + n % 7)).collect();
    let titles: Vec<String> =
        (0..2000).map(|_| (0..4).map(|_| vocabulary.choose(&mut random).expect("a word").clone()).collect::<Vec<_>>().join(" ")).collect();
    let mut index = Index::new();
    for (id, title) in titles.iter().enumerate() {
        index.put(id as i64, [(Field::Title, title.as_str())]);
    }
    let (mut wanted, mut found) = (0, 0);
    for _ in 0..200 {
        let title = titles.choose(&mut random).expect("a title");
        let picked: Vec<&str> = title.split(' ').take(2).collect();
        let mut slipped = picked[0].to_owned();
        let at = random.random_range(0..slipped.len());
        slipped.remove(at);
        let typed = format!("{slipped} {}", picked[1]);
        let truth = exhaustive(&titles, &typed);
        let hits: Vec<usize> = index.search(&typed, 20).iter().map(|h| h.id as usize).collect();
        wanted += truth.len().min(20);
        found += truth.iter().filter(|t| hits.contains(t)).take(20).count();
    }
    assert!(wanted > 0 && found * 100 >= wanted * 99, "{found} of {wanted} that looking at every product finds");
}
