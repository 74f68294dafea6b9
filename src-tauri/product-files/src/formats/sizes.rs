//! Lists with a column for each size: "S", "M", "L" or "36" to "42", with the number of pieces below.

use vitrine_sheets::{Mapping, Row};

use crate::recipe::Plan;
use crate::words::fold;

/// The columns of sizes; none where there is but one, which may be anything.
pub(super) fn columns(plan: &Plan, mapping: &Mapping, sample: &[Row]) -> Vec<(String, usize)> {
    let free = |place: usize| mapping.columns.get(place).is_none_or(|column| column.field.is_none());
    let counted = |place: usize| {
        sample
            .iter()
            .map(|row| row.cell(Some(place)))
            .filter(|cell| !cell.is_empty())
            .all(|cell| cell.len() <= 5 && cell.parse::<u32>().is_ok())
    };
    let sized = plan.header.iter().enumerate().filter(|(place, name)| is_size(name) && free(*place) && counted(*place));
    let found: Vec<(String, usize)> = sized.map(|(place, name)| (name.trim().to_owned(), place)).collect();
    let lettered = found.iter().filter(|(name, _)| !name.starts_with(|letter: char| letter.is_ascii_digit())).count();
    // Two bare numbers may be shelves or weeks; two letters are hardly anything else.
    if found.len() >= 3 || found.len() == 2 && lettered == 2 { found } else { Vec::new() }
}

/// What the shop calls a size, in the language that it calls a price in.
pub(super) fn name(header: &[String]) -> &'static str {
    const NAMES: &[(&[&str], &str)] = &[
        (&["prix", "couleur", "taille", "quantite"], "Taille"),
        (&["preis", "vk", "bestand", "farbe", "artikel", "bezeichnung"], "Größe"),
        (&["precio", "cantidad"], "Talla"),
        (&["prezzo", "colore", "articolo"], "Taglia"),
        (&["prijs", "kleur", "voorraad"], "Maat"),
        (&["preco", "estoque", "cor"], "Tamanho"),
        (&["цена"], "Размер"),
        (&["السعر"], "المقاس"),
    ];
    let words: Vec<String> = header.iter().flat_map(|name| fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    let known = NAMES.iter().find(|(known, _)| known.iter().any(|word| words.iter().any(|other| other == word)));
    known.map_or("Size", |(_, name)| name)
}

/// Whether a header, or a value, is a size of clothes or shoes.
pub(crate) fn is_size(text: &str) -> bool {
    const LETTERS: &[&str] = &[
        "xxxs",
        "xxs",
        "xs",
        "s",
        "m",
        "l",
        "xl",
        "xxl",
        "xxxl",
        "2xl",
        "3xl",
        "4xl",
        "5xl",
        "6xl",
        "xs s",
        "s m",
        "m l",
        "l xl",
        "one size",
        "tu",
        "taille unique",
        "unica",
        "einheitsgrosse",
        "os",
    ];
    let folded = fold(text);
    if LETTERS.contains(&folded.as_str()) {
        return true;
    }
    let bare = [
        "eu ",
        "uk ",
        "us ",
        "it ",
        "fr ",
        "de ",
        "gr ",
        "grosse ",
        "taille ",
        "talla ",
        "size ",
        "pointure ",
        "maat ",
        "taglia ",
        "tamanho ",
        "numero ",
        "t",
    ];
    let rest = bare.iter().find_map(|prefix| folded.strip_prefix(prefix)).unwrap_or(&folded);
    // "0-3m", "12 mois", "4 ans" and the like are children's.
    let ends = ["mois", "monate", "meses", "mesi", "months", "m", "y", "ans", "anos", "anni", "jahre", "years"];
    let number = ends.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let mut parts = number.split(' ').filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| part.len() <= 3 && part.parse::<u32>().is_ok_and(|size| size <= 188))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_told_from_other_headers() {
        for text in ["S", "XXL", "3XL", "36", "T38", "EU 38", "38.5", "0-3m", "12 mois", "M/L"] {
            assert!(super::is_size(text), "{text}");
        }
        for text in ["Name", "Price", "2024", "MwSt", "T", "Total", "Min", ""] {
            assert!(!super::is_size(text), "{text}");
        }
    }
}
