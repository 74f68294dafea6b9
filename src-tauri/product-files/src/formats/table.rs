//! Any other table: the mapper proposes, and what it proposes becomes a plan.
//!
//! A title there must be; without one the owner is asked. What has neither price nor code nor stock, but telephone
//! numbers or streets, is no product list and is refused rather than brought in as products called after people.

use vitrine_sheets::mapper::SURE;
use vitrine_sheets::{Mapping, Row, propose};

use super::vocabulary::{FIELDS, foreign, is_money, not_a_store, orders, stock_words};
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
    if remembered.is_none() {
        super::prices::settle(&mut mapping, sample);
        weigh_guesses(&mut mapping, sample);
    }
    if mapping.column("price").is_none() && remembered.is_none() {
        guess(&mut mapping, sample, "price", |values| values.iter().filter(|value| is_money(value)).count() * 10 >= values.len() * 8);
    }
    mapping
}

/// Of columns whose header says nothing, numbers alone make no price, cost or count, once some header says what the names
/// are: sizes are headed "S" and "M". A column of counts that holds words says whether there is any.
fn weigh_guesses(mapping: &mut Mapping, sample: &[Row]) {
    let named = |field: &str| mapping.columns.iter().any(|column| column.field.as_deref() == Some(field) && column.why == "header");
    let (titled, priced) = (named("title") || named("group"), named("price"));
    let promoted = ["compare_price", "sale_price"].into_iter().find(|field| !priced && named(field));
    let counted = named("quantity");
    let described = ["title", "description", "short_description"].iter().any(|field| mapping.column(field).is_some());
    for (place, column) in mapping.columns.iter_mut().enumerate() {
        let field = column.field.clone().unwrap_or_default();
        let by_looks = column.why == "values" && titled;
        let drops = match field.as_str() {
            "price" => by_looks && priced,
            "sale_price" | "compare_price" | "cost" | "weight" | "quantity" | "currency" => by_looks,
            _ => false,
        };
        if drops {
            (column.field, column.confidence, column.why) = (None, 0, String::new());
            column.alternatives.insert(0, field);
        } else if Some(field.as_str()) == promoted {
            // The only price there is, is the price.
            column.field = Some("price".to_owned());
        } else if field == "quantity" && holds_words(sample, place) {
            column.field = Some("availability".to_owned());
        } else if field == "unit" && !counted && holds_counts(sample, place) {
            // "Unidades", "Unités": how many, not what.
            column.field = Some("quantity".to_owned());
        } else if field == "group" && !described && holds_words(sample, place) {
            // The only name that a list of models has.
            (column.field, column.confidence) = (Some("title".to_owned()), 60);
        } else if field == "size" && super::sizes::is_size(&column.header) && holds_counts(sample, place) {
            // "Pointure 36" counts that size.
            (column.field, column.confidence, column.why) = (None, 0, String::new());
        } else if field == "location" && (holds_numbers(sample, place) || column.confidence < SURE && holds_counts(sample, place)) {
            (column.field, column.confidence, column.why) = (None, 0, String::new());
        }
    }
}

fn cells(sample: &[Row], place: usize) -> Vec<&str> {
    sample.iter().map(|row| row.cell(Some(place))).filter(|cell| !cell.is_empty()).collect()
}

/// Whether no cell below holds a digit, and some hold words.
fn holds_words(sample: &[Row], place: usize) -> bool {
    let cells = cells(sample, place);
    !cells.is_empty() && !cells.iter().any(|cell| cell.chars().any(char::is_numeric))
}

/// Whether whole numbers stand below, and nothing else.
fn holds_counts(sample: &[Row], place: usize) -> bool {
    let cells = cells(sample, place);
    !cells.is_empty()
        && cells.iter().all(|cell| cell.len() <= 7 && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')))
}

/// Whether amounts stand below, as under "Deposit": no place is called "12,00".
fn holds_numbers(sample: &[Row], place: usize) -> bool {
    let cells = cells(sample, place);
    let numbers = cells.iter().filter(|cell| cell.contains(['.', ',']) && vitrine_sheets::number::decimal(cell, None).is_some()).count();
    numbers > 0 && numbers * 2 >= cells.len()
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
    if mapping.column("size").is_none() && plan.stores.is_empty() {
        plan.sizes = super::sizes::columns(&plan, mapping, sample);
        plan.size = super::sizes::name(header);
    }
    plan.settle();
    let said = |field: Is| plan.all(field).iter().any(|place| mapping.columns.get(*place).is_some_and(|column| column.why != "values"));
    let goods = [Is::Price, Is::Sku, Is::Barcode, Is::Quantity, Is::Cost, Is::SalePrice].into_iter().any(said)
        || !plan.stores.is_empty()
        || !plan.sizes.is_empty();
    if let Some(order) = header.iter().find(|name| orders().contains(&fold(name).as_str())) {
        return Err(Trouble::new("not_products", order.as_str()));
    }
    let alien = header.iter().find(|name| foreign().contains(&fold(name).as_str()));
    if let (Some(alien), false) = (alien, said(Is::Price) || said(Is::Barcode) || said(Is::Quantity)) {
        return Err(Trouble::new("not_products", alien.as_str()));
    }
    let Some(title) = plan.at(Is::Title) else { return counted(plan, mapping, sample) };
    let described =
        [Is::Description, Is::Category, Is::Picture, Is::Brand, Is::Tags, Is::Unit, Is::Price].iter().any(|field| plan.has(*field));
    let anybodys = header.get(title).is_some_and(|name| ANYBODYS.contains(&fold(name).as_str()));
    // Numbers that nothing calls a price may be anything: she is asked, once.
    let guessed = mapping.columns.iter().any(|column| column.field.as_deref() == Some("price") && column.why == "values");
    if guessed && !mapping.columns.iter().any(|column| column.why == "remembered") {
        return Err(which("price", mapping, sample));
    }
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
    let names: Vec<Option<String>> = (0..plan.header.len()).map(|place| store_name(plan, mapping, sample, place)).collect();
    // "Stock magasin" is the stock, and one of two places beside "Stock dépôt".
    let several = names.iter().flatten().filter(|name| !is_filling(name)).count() > 1;
    for (place, (header, name)) in plan.header.iter().zip(names).enumerate() {
        let column = mapping.columns.get(place);
        let sure = column.is_some_and(|column| column.field.is_some() && column.confidence >= 90);
        if column.and_then(|column| column.field.as_deref()) == Some("store_stock") {
            plan.stores.push((name.unwrap_or_else(|| header.clone()), place));
        } else if let Some(name) = name.filter(|name| !sure || several && !is_filling(name)) {
            plan.stores.push((name, place));
        }
    }
    // "Qté en", "Menge auf": what is left beside the word for stock names no place.
    let nameless: Vec<usize> = plan.stores.iter().filter(|(name, _)| is_filling(name)).map(|(_, place)| *place).collect();
    if plan.stores.len() == nameless.len().max(1) {
        // One store is no choice of stores.
        let only = plan.stores.first().map(|(_, place)| *place);
        let bracketed = only.and_then(|place| plan.header.get(place)).is_some_and(|name| name.contains('['));
        match only {
            Some(only) if !plan.has(Is::Quantity) || plan.all(Is::Quantity).contains(&only) => {
                plan.forget(Is::Location, &[only]);
                plan.add(Is::Quantity, only);
                plan.stores.clear();
            }
            Some(_) if !bracketed => plan.stores.clear(),
            _ => {}
        }
    } else {
        plan.stores.retain(|(_, place)| !nameless.contains(place));
    }
    let taken: Vec<usize> = plan.stores.iter().map(|(_, place)| *place).collect();
    plan.forget(Is::Location, &taken);
    plan.forget(Is::Quantity, &taken);
}

/// What a column of counts says beside a word for stock; `None` where it says nothing more, or something else.
fn store_name(plan: &Plan, mapping: &Mapping, sample: &[Row], place: usize) -> Option<String> {
    let header = plan.header.get(place)?;
    let folded = fold(header);
    let field = mapping.columns.get(place).and_then(|column| column.field.as_deref());
    let name = stock_words().iter().find_map(|word| rest(header, &folded, word));
    if field == Some("store_stock") {
        return name;
    }
    let other = field.is_some_and(|field| !matches!(field, "quantity" | "location"));
    if other || folded.split(' ').any(|word| not_a_store().contains(&word)) {
        return None;
    }
    let cells = cells(sample, place);
    let number = |cell: &&str| cell.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    name.filter(|_| !cells.is_empty() && cells.iter().all(number))
}

/// Whether words beside one for stock only say how it is counted.
fn is_filling(name: &str) -> bool {
    const FILLING: &[&str] = &[
        "en",
        "in",
        "on",
        "op",
        "auf",
        "de",
        "du",
        "des",
        "of",
        "em",
        "di",
        "da",
        "do",
        "the",
        "im",
        "nb",
        "nombre",
        "number",
        "no",
        "units",
        "unit",
        "pcs",
        "pieces",
        "items",
        "hand",
        "stock",
        "stocks",
        "lager",
        "bestand",
        "menge",
        "anzahl",
        "qte",
        "qty",
        "quantite",
        "quantity",
        "cantidad",
        "quantita",
        "aantal",
        "voorraad",
        "qtd",
        "estoque",
        "adedi",
        "ist",
        "unidades",
        "default",
        "warehouse",
        "miktari",
        "magazynowy",
        "kg",
        "pz",
    ];
    fold(name).split(' ').all(|word| FILLING.contains(&word))
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
