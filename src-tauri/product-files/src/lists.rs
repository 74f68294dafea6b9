//! Cells that hold several things: tags, categories, pictures.
//!
//! Which sign separates them differs from system to system and is not always the one the system says; it is told by
//! the cell.

use crate::offer::Picture;

/// The most entries of one cell.
const MOST: usize = 250;

/// Tags of a cell, each once.
pub(crate) fn tags(text: &str) -> Vec<String> {
    let separator = [',', ';', '|', '\n'].into_iter().find(|separator| text.contains(*separator));
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(|letter| Some(letter) == separator).map(|tag| tag.trim().trim_start_matches('#').trim()) {
        if !tag.is_empty() && tags.len() < MOST && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// A category's path with " > " between its levels.
pub(crate) fn path(text: &str) -> String {
    path_by(text, false)
}

/// … where `slashes` says that every slash separates.
fn path_by(text: &str, slashes: bool) -> String {
    let text = text.trim();
    let separator = ["///", ">>", ">", "›", "»", "→", " / ", "|", "/"].into_iter().find(|separator| {
        // A slash within a name ("Bed/Bath") has no levels around it if it is the only one and a space stands near.
        text.contains(separator) && (*separator != "/" || slashes || !text.contains(' '))
    });
    let Some(separator) = separator else { return text.to_owned() };
    text.split(separator).map(str::trim).filter(|level| !level.is_empty()).collect::<Vec<_>>().join(" > ")
}

/// Several paths of a cell: the deepest one, and the others that are not on the way to it.
pub(crate) fn paths(text: &str, root: &[&str], slashes: bool) -> (String, Vec<String>) {
    let separator = if text.contains('\n') {
        '\n'
    } else if text.contains(';') && !text.contains("&amp;") {
        ';'
    } else if text.contains('|') && text.contains('>') {
        '|'
    } else {
        ','
    };
    let mut found: Vec<String> = Vec::new();
    for part in pieces(text, separator) {
        let mut whole = path_by(&part, slashes);
        for root in root {
            let below = whole.strip_prefix(root).and_then(|rest| rest.strip_prefix(" > "));
            if let Some(below) = below {
                whole = below.to_owned();
            } else if whole == *root {
                whole.clear();
            }
        }
        if !whole.is_empty() && found.len() < MOST && !found.contains(&whole) {
            found.push(whole);
        }
    }
    let depth = |path: &String| path.matches(" > ").count();
    let Some(deepest) = found.iter().map(depth).max() else { return (String::new(), Vec::new()) };
    let chosen = found.iter().position(|path| depth(path) == deepest).unwrap_or(0);
    let chosen = found.remove(chosen);
    found.retain(|other| !chosen.starts_with(&format!("{other} > ")));
    (chosen, found)
}

/// Splits at a separator that no backslash stands before ("Shoes\, boots").
pub(crate) fn pieces(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in text.chars() {
        if letter == separator && !escaped {
            if parts.len() >= MOST {
                break;
            }
            parts.push(String::new());
        } else {
            if let Some(part) = parts.last_mut() {
                if letter == separator {
                    part.pop();
                }
                part.push(letter);
            }
        }
        escaped = letter == '\\';
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The addresses in a cell, whatever stands between them.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let mut starts: Vec<usize> = text.match_indices("http").map(|(at, _)| at).filter(|&at| begins_address(text, at)).collect();
    if starts.is_empty() {
        // "//cdn.example/picture.jpg" leaves the scheme open.
        return text.strip_prefix("//").filter(|rest| !rest.contains(' ')).map(|rest| format!("https://{rest}")).into_iter().collect();
    }
    starts.truncate(MOST);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut found: Vec<String> = Vec::new();
    for (&start, end) in starts.iter().zip(ends) {
        let piece = text.get(start..end).unwrap_or_default();
        let piece =
            piece.split(|letter: char| letter.is_whitespace() || matches!(letter, '|' | '"' | '<' | '>')).next().unwrap_or_default();
        let piece = piece.trim_end_matches([',', ';', '\'', ')', ']', '}']);
        if piece.len() > 10 && !found.iter().any(|known| known == piece) {
            found.push(piece.to_owned());
        }
    }
    found
}

/// An address that begins within another one ("https://cdn/?u=https://…") is a part of it.
fn begins_address(text: &str, at: usize) -> bool {
    let here = text.get(at..).unwrap_or_default();
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    (here.starts_with("http://") || here.starts_with("https://"))
        && before.is_none_or(|before| before.is_whitespace() || matches!(before, ',' | ';' | '|' | '"' | '\'' | '[' | '(' | '{'))
}

/// Adds a picture unless it is there.
pub(crate) fn add_picture(pictures: &mut Vec<Picture>, url: String, alt: &str) {
    if pictures.len() < MOST && !pictures.iter().any(|picture| picture.url == url) {
        pictures.push(Picture { url, alt: alt.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_split_as_the_cell_does() {
        for (text, wanted) in [
            ("summer, new,summer", vec!["summer", "new"]),
            ("a; b, c", vec!["a; b", "c"]),
            ("red|blue", vec!["red", "blue"]),
            ("#gift", vec!["gift"]),
            ("", vec![]),
        ] {
            assert_eq!(tags(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_deepest_category_is_the_category() {
        for (text, category, others) in [
            ("Clothing, Clothing > Hoodies", "Clothing > Hoodies", vec![]),
            ("Sale, Clothing > Hoodies", "Clothing > Hoodies", vec!["Sale"]),
            ("Default Category/Men/Tops,Default Category/Sale,Default Category", "Men > Tops", vec!["Sale"]),
            ("Shoes\\, boots > Kids", "Shoes, boots > Kids", vec![]),
            ("Bed / Bath", "Bed > Bath", vec![]),
            ("", "", vec![]),
        ] {
            assert_eq!(
                paths(text, &["Default Category"], text.starts_with("Default")),
                (category.to_owned(), others.into_iter().map(str::to_owned).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn addresses_are_found_between_anything() {
        let two = ["https://a.example/1.jpg", "https://a.example/2.jpg"];
        for text in [
            "https://a.example/1.jpg,https://a.example/2.jpg",
            "https://a.example/1.jpg, https://a.example/2.jpg",
            "https://a.example/1.jpg;https://a.example/2.jpg",
            "https://a.example/1.jpg https://a.example/2.jpg\nhttps://a.example/1.jpg",
            "[\"https://a.example/1.jpg\",\"https://a.example/2.jpg\"]",
        ] {
            assert_eq!(addresses(text), two, "{text}");
        }
        assert_eq!(addresses("https://c.example/?u=https://d.example/x,y.jpg"), ["https://c.example/?u=https://d.example/x,y.jpg"], "one");
        assert_eq!(addresses("//c.example/1.jpg"), ["https://c.example/1.jpg"], "the scheme may be left out");
        assert!(addresses("1.jpg").is_empty(), "a file's name is no address");
    }
}
