//! What tells a variant from its siblings, in the ways systems write it.

use vitrine_sheets::Row;

use crate::assembling::Building;
use crate::keys::{pairs, sku_of};
use crate::lists;
use crate::reading::{Part, Reader};
use crate::recipe::{Format, Is, Plan, capital};
use crate::words::fold;

/// The most variants of one row.
const MOST: usize = 400;

/// What systems call the one variant of a product that has none.
pub(crate) fn default_variant(value: &str) -> bool {
    const WORDS: &[&str] = &[
        "default title",
        "default",
        "regular",
        "normal",
        "standard",
        "regulier",
        "reguliere",
        "regolare",
        "estandar",
        "padrao",
        "regular size",
        "n a",
        "none",
        "default variant",
        "standaard",
        "einheitsgrosse",
    ];
    value.is_empty() || value == "-" || value.len() <= 24 && WORDS.contains(&fold(value).as_str())
}

/// The row's options and values.
pub(crate) fn variant_options(reader: &Reader<'_>, row: &Row, part: Part, known: Option<&Building>) -> Vec<(String, String)> {
    let plan = reader.plan;
    match (plan.format, part) {
        (_, Part::Lead) | (Format::WooCommerce, Part::Whole) | (Format::Etsy, _) => return Vec::new(),
        (Format::Magento, _) => {
            let sku = sku_of(plan, row);
            let options = reader.ties.child(sku.as_deref()).map(|child| child.options.clone()).unwrap_or_default();
            return options.into_iter().map(|(name, value)| (capital(&name), value)).collect();
        }
        (Format::BigCommerce, _) => return big_commerce(plan, row),
        (Format::Shopware, _) if !plan.cell(row, Is::Options).is_empty() => {
            // "Größe: M|Farbe: Blau", as its fifth edition writes them.
            let parts = plan.cell(row, Is::Options).split('|').filter_map(|part| part.split_once(':'));
            return parts.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        }
        (Format::Feed | Format::Amazon, _) if plan.cell(row, Is::Parent).is_empty() => return Vec::new(),
        _ => {}
    }
    let mut options: Vec<(String, String)> = Vec::new();
    for (place, column) in plan.options.iter().enumerate() {
        let value = value_of(plan, row.cell(Some(column.value)));
        if value.is_empty() || value == "Default Title" {
            continue;
        }
        let named = row.cell(column.named_in);
        // Continuation rows leave option names out: they are the first row's.
        let name = if !named.is_empty() {
            named
        } else {
            known.and_then(|known| known.option_names.get(place)).filter(|name| !name.is_empty()).unwrap_or(&column.name)
        };
        options.push((name.to_owned(), value.to_owned()));
    }
    if options.is_empty() {
        options = titled(plan, row);
    }
    options
}

/// Wix writes a colour as "#000000:Black".
fn value_of<'r>(plan: &Plan, value: &'r str) -> &'r str {
    match value.split_once(':') {
        Some((_, name)) if plan.format == Format::Wix && !name.trim().is_empty() => name.trim(),
        _ => value,
    }
}

/// A variant's own title, or what it says of options ("Size=S|Colour=Red").
fn titled(plan: &Plan, row: &Row) -> Vec<(String, String)> {
    let Some((text, place)) = plan.filled(row, Is::VariantTitle) else { return Vec::new() };
    if text.contains('=') {
        let text = text.trim_matches(['[', ']']);
        let separator = if text.contains('|') { '|' } else { ',' };
        // Where a second pair stands behind a semicolon, that is what separates.
        let separator = if text.split(';').filter(|part| part.contains('=')).count() > 1 { ';' } else { separator };
        return pairs(text, separator);
    }
    // Only the register's own word for "there is but one" is left out; "Normal" may be a size where there are others.
    if default_variant(text) || text == plan.cell(row, Is::Title) {
        return Vec::new();
    }
    let name = match plan.format {
        Format::Square | Format::SumUp => "Variation".to_owned(),
        _ => plan.header.get(place).map_or(String::new(), |header| capital(header)),
    };
    vec![(name, text.to_owned())]
}

/// `[RT]Size=S,[RB]Colour=Red` in the name, or `Type=Rectangle|Name=Size|Value=S` in a column of its own.
fn big_commerce(plan: &Plan, row: &Row) -> Vec<(String, String)> {
    let text = plan.cell(row, Is::Options);
    if !text.is_empty() {
        let mut options = Vec::new();
        let mut name = String::new();
        for (field, value) in text.split(['|', '\n', ';']).filter_map(|part| part.split_once('=')) {
            // The next option begins right behind a value: "Value=SType=Rectangle".
            let value = value.trim();
            match field.trim() {
                field if field.ends_with("Name") => name = value.to_owned(),
                field if field.ends_with("Value") => {
                    // "Value=LargeType=Swatch", and a swatch's colour behind its name: "Red[#ff0000]".
                    let value = value.find("Type=").and_then(|end| value.get(..end)).unwrap_or(value).trim_end_matches("Type");
                    let value = value.split_once("[#").map_or(value, |(name, _)| name);
                    options.push((name.clone(), value.to_owned()));
                }
                _ => {}
            }
        }
        return options;
    }
    if plan.cell(row, Is::Kind).trim().eq_ignore_ascii_case("sku") {
        let found = pairs(plan.cell(row, Is::Title), ',');
        return found
            .into_iter()
            .map(|(name, value)| (name.split_once(']').map_or(name.clone(), |(_, bare)| bare.to_owned()), value))
            .collect();
    }
    Vec::new()
}

/// Every combination of the row's lists of values.
pub(crate) fn combinations(plan: &Plan, row: &Row, separator: char) -> Vec<Vec<(String, String)>> {
    let mut all: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for column in &plan.options {
        let mut values = lists::pieces(row.cell(Some(column.value)), separator);
        for value in &mut values {
            *value = value_of(plan, value).to_owned();
        }
        if values.is_empty() {
            continue;
        }
        let name = row.cell(column.named_in);
        let name = if name.is_empty() { "Variation" } else { name };
        let longer = |options: &Vec<(String, String)>| {
            let options = options.clone();
            values
                .iter()
                .map(move |value| {
                    let mut options = options.clone();
                    options.push((name.to_owned(), value.clone()));
                    options
                })
                .collect::<Vec<_>>()
        };
        let mut next: Vec<_> = all.iter().flat_map(longer).collect();
        next.truncate(MOST);
        all = next;
    }
    all.retain(|options| !options.is_empty());
    all
}
