//! Any other table: the mapper proposes, and what it proposes becomes a plan.
//!
//! A title there must be; without one the owner is asked. What has neither price nor code nor stock, but telephone
//! numbers or streets, is no product list and is refused rather than brought in as products called after people.

use vitrine_sheets::{Mapping, Row, propose};

use super::vocabulary::{FIELDS, foreign, is_money, not_a_store, stock_words};
use crate::Trouble;
use crate::recipe::{Format, Is, OptionColumn, Plan, capital};
use crate::words::fold;

/// Fields that become options, in the order of the label.
const OPTIONS: [&str; 5] = ["colour", "size", "material", "pattern", "flavour"];

/// The plain fields and where they go.
const PLAIN: [Is; 32] = [
    Is::Key,
    Is::Parent,
    Is::Id,
    Is::Title,
    Is::VariantTitle,
    Is::Description,
    Is::ShortDescription,
    Is::Brand,
    Is::Category,
    Is::GoogleCategory,
    Is::Tags,
    Is::Collections,
    Is::Status,
    Is::Link,
    Is::Condition,
    Is::TaxClass,
    Is::Unit,
    Is::Step,
    Is::Picture,
    Is::PictureAlt,
    Is::Sku,
    Is::Barcode,
    Is::Price,
    Is::SalePrice,
    Is::Compare,
    Is::Cost,
    Is::Currency,
    Is::Quantity,
    Is::Availability,
    Is::Location,
    Is::Weight,
    Is::WeightUnit,
];

/// What each column of a table is taken for.
pub(crate) fn mapping(header: &[String], sample: &[Row], remembered: Option<&Mapping>) -> Mapping {
    let mut mapping = propose(header, sample, &FIELDS, remembered);
    // A unique "title" that is a description is worse than none; a description without a title is most likely the title.
    if mapping.column("title").is_none() && remembered.is_none() {
        let stand_in = ["description", "short_description"].iter().find_map(|field| mapping.column(field));
        if let Some(column) = stand_in {
            let short =
                sample.iter().all(|row| row.cell(Some(column)).chars().count() <= 120 && !row.cell(Some(column)).contains(['\n', '<']));
            if let (true, Some(column)) = (short, mapping.columns.get_mut(column)) {
                let before = column.field.replace("title".to_owned());
                column.alternatives.extend(before);
                column.confidence = column.confidence.min(55);
            }
        }
    }
    if mapping.column("price").is_none() && remembered.is_none() {
        guess(&mut mapping, sample, "price", |values| values.iter().filter(|value| is_money(value)).count() * 10 >= values.len() * 8);
    }
    mapping
}

/// Proposes the first free column whose values look right; never surely.
fn guess(mapping: &mut Mapping, sample: &[Row], field: &str, looks_right: fn(&[&str]) -> bool) {
    for (place, column) in mapping.columns.iter_mut().enumerate().filter(|(_, column)| column.field.is_none()) {
        let values: Vec<&str> = sample.iter().map(|row| row.cell(Some(place))).filter(|value| !value.is_empty()).take(50).collect();
        if !values.is_empty() && looks_right(&values) && !foreign().contains(&fold(&column.header).as_str()) {
            (column.field, column.confidence, column.why) = (Some(field.to_owned()), 40, "values".to_owned());
            return;
        }
    }
}

/// Words, mostly different ones: names, if anything is.
fn are_names(values: &[&str]) -> bool {
    let worded =
        |value: &&&str| value.chars().filter(|letter| letter.is_alphabetic()).count() >= 3 && !value.contains("://") && value.len() <= 150;
    let different: std::collections::BTreeSet<&&str> = values.iter().collect();
    values.iter().filter(worded).count() * 10 >= values.len() * 8 && different.len() * 2 > values.len()
}

/// The question which column it is, with what is proposed.
fn which(field: &str, mapping: &Mapping, sample: &[Row]) -> Trouble {
    let mut mapping = mapping.clone();
    if field == "title" {
        guess(&mut mapping, sample, field, are_names);
    }
    let mut trouble = Trouble::new("which_column", field);
    trouble.mapping = Some(Box::new(mapping));
    trouble
}

/// Headers that call people and places as often as products.
const ANYBODYS: [&str; 12] = ["name", "nom", "nombre", "nome", "naam", "nazwa", "titel", "label", "title", "имя", "الاسم", "नाम"];

/// The plan that a mapping makes.
pub(crate) fn plan(header: &[String], mapping: &Mapping, sample: &[Row]) -> Result<Plan, Trouble> {
    let mut plan = Plan::new(Format::Table, header.to_vec());
    for field in PLAIN {
        for place in mapping.columns(field.name()) {
            plan.add(field, place);
        }
    }
    for (field, is) in
        [("sale_from", Is::SaleFrom), ("sale_until", Is::SaleUntil), ("published", Is::Published), ("variant_picture", Is::VariantPicture)]
    {
        for place in mapping.columns(field) {
            plan.add(is, place);
        }
    }
    for field in OPTIONS.iter().chain(&["option"]) {
        for value in mapping.columns(field) {
            let name = header.get(value).map_or(String::new(), |header| capital(header));
            plan.options.push(OptionColumn { named_in: None, name, value });
        }
    }
    numbered_options(&mut plan);
    stores(&mut plan, mapping, sample);
    place(&mut plan, mapping);
    plan.settle();
    let said = |field: Is| plan.all(field).iter().any(|place| mapping.columns.get(*place).is_some_and(|column| column.why != "values"));
    let goods = [Is::Price, Is::Sku, Is::Barcode, Is::Quantity, Is::Cost, Is::SalePrice].into_iter().any(said) || !plan.stores.is_empty();
    let alien = header.iter().find(|name| foreign().contains(&fold(name).as_str()));
    if let (Some(alien), false) = (alien, said(Is::Price) || said(Is::Barcode) || said(Is::Quantity)) {
        return Err(Trouble::new("not_products", alien.as_str()));
    }
    let Some(title) = plan.at(Is::Title) else { return counted(plan, mapping, sample) };
    let described =
        [Is::Description, Is::Category, Is::Picture, Is::Brand, Is::Tags, Is::Unit, Is::Price].iter().any(|field| plan.has(*field));
    let anybodys = header.get(title).is_some_and(|name| ANYBODYS.contains(&fold(name).as_str()));
    if !goods && (!said(Is::Title) || anybodys && !described) {
        return Err(which("price", mapping, sample));
    }
    Ok(plan)
}

/// A list of codes and counts names nothing: a till's, or one written at the shelf. What has its code is meant.
fn counted(mut plan: Plan, mapping: &Mapping, sample: &[Row]) -> Result<Plan, Trouble> {
    let trouble = which("title", mapping, sample);
    let named = trouble.mapping.as_ref().is_some_and(|mapping| mapping.column("title").is_some());
    let code = plan.at(Is::Sku).or_else(|| plan.at(Is::Barcode));
    let Some(code) = code.filter(|_| !named && (plan.has(Is::Quantity) || !plan.stores.is_empty())) else { return Err(trouble) };
    plan.nameless = true;
    plan.add(Is::Title, code);
    Ok(plan)
}

/// "Option 1 name", "Option 1 value" as many systems write them.
fn numbered_options(plan: &mut Plan) {
    let folded: Vec<String> = plan.header.iter().map(|name| fold(name)).collect();
    for number in 1..=6 {
        let find = |patterns: [String; 4]| folded.iter().position(|header| patterns.contains(header));
        let value = find([
            format!("option {number} value"),
            format!("option value {number}"),
            format!("option{number} value"),
            format!("attribute {number} value"),
        ]);
        let name = find([
            format!("option {number} name"),
            format!("option name {number}"),
            format!("option{number} name"),
            format!("attribute {number} name"),
        ]);
        if let (Some(value), false) = (value, plan.options.iter().any(|option| Some(option.value) == value)) {
            plan.options.push(OptionColumn { named_in: name, name: format!("Option {number}"), value });
        }
    }
}

/// Columns like "Stock Main St": a word for stock, a name, and numbers below it.
fn stores(plan: &mut Plan, mapping: &Mapping, sample: &[Row]) {
    for (place, header) in plan.header.iter().enumerate() {
        let field = mapping.columns.get(place).and_then(|column| column.field.as_deref());
        let folded = fold(header);
        if field == Some("store_stock") {
            let name = stock_words().iter().find_map(|word| rest(header, &folded, word)).unwrap_or_else(|| header.clone());
            plan.stores.push((name, place));
            continue;
        }
        let sure = mapping.columns.get(place).is_some_and(|column| column.field.is_some() && column.confidence >= 90);
        if sure
            || field.is_some_and(|field| !matches!(field, "quantity" | "location"))
            || folded.split(' ').any(|word| not_a_store().contains(&word))
        {
            continue;
        }
        let numbers = sample.iter().map(|row| row.cell(Some(place))).filter(|cell| !cell.is_empty());
        let numeric = numbers.clone().count() > 0
            && numbers.clone().all(|cell| cell.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte)));
        if let (true, Some(name)) = (numeric, stock_words().iter().find_map(|word| rest(header, &folded, word))) {
            plan.stores.push((name, place));
        }
    }
    if let ([(_, only)], false) = (plan.stores.as_slice(), plan.has(Is::Quantity)) {
        // One store is no choice of stores.
        let only = *only;
        plan.forget(Is::Location, &[only]);
        plan.add(Is::Quantity, only);
        plan.stores.clear();
    }
    let taken: Vec<usize> = plan.stores.iter().map(|(_, place)| *place).collect();
    plan.forget(Is::Location, &taken);
    plan.forget(Is::Quantity, &taken);
}

/// A column that names the place of a row's count. Such headers are also said of shelves: unless the owner has said so, the
/// reading decides from what stands below ([`Plan::places_are_sure`]).
fn place(plan: &mut Plan, mapping: &Mapping) {
    let columns = plan.all(Is::Location).to_vec();
    if !plan.has(Is::Quantity) || !plan.stores.is_empty() {
        plan.forget(Is::Location, &columns);
        return;
    }
    let said = |place: &usize| mapping.columns.get(*place).is_some_and(|column| column.why == "remembered");
    plan.places_are_sure = columns.iter().any(said);
}

/// What a header says beside a word for stock at its beginning or end.
fn rest(header: &str, folded: &str, word: &str) -> Option<String> {
    let words = word.split(' ').count();
    let is_joint = |letter: char| letter.is_whitespace() || "-_:[]()/|".contains(letter);
    let parts: Vec<&str> = header.split(is_joint).filter(|part| !part.is_empty()).collect();
    let kept = if folded.starts_with(&format!("{word} ")) {
        parts.get(words..)?
    } else if folded.ends_with(&format!(" {word}")) {
        parts.get(..parts.len().checked_sub(words)?)?
    } else {
        return None;
    };
    (!kept.is_empty()).then(|| kept.join(" "))
}
