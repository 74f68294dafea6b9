//! Which product a row belongs to.
//!
//! Systems tie rows together in four ways: a handle on every row, the parent's number or article number, a list of
//! children on the parent's row, or nothing but their order. What the first two readings need to agree on is here, so
//! that they do.

use std::collections::HashMap;

use vitrine_sheets::Row;

use crate::codes::{Sku, sku, unwrapped};
use crate::recipe::{Format, Is, Plan};
use crate::words::slug;

/// The article number of a row, as far as there is one.
pub(crate) fn sku_of<'r>(plan: &Plan, row: &'r Row) -> Option<std::borrow::Cow<'r, str>> {
    match sku(plan.cell(row, Is::Sku)) {
        Sku::Code(code) => Some(code),
        Sku::Nothing | Sku::Damaged => None,
    }
}

/// A child that a parent's row names.
pub(crate) struct Child {
    pub parent: String,
    pub options: Vec<(String, String)>,
}

/// What rows say of other rows.
#[derive(Default)]
pub(crate) struct Ties {
    /// Numbers of products by article number, where variants name either.
    numbers: HashMap<String, String>,
    /// Children by article number.
    children: HashMap<String, Child>,
}

impl Ties {
    /// Whether this system's rows have to be looked through for ties before their keys are known.
    pub fn are_needed(plan: &Plan) -> bool {
        match plan.format {
            Format::WooCommerce => plan.has(Is::Parent),
            Format::Magento => plan.has(Is::Variations),
            _ => false,
        }
    }

    /// Notes what this row says of others.
    pub fn look(&mut self, plan: &Plan, row: &Row) {
        match plan.format {
            Format::WooCommerce if is_parent(plan.cell(row, Is::Kind)) => {
                let number = plan.cell(row, Is::Key);
                if let (Some(sku), false) = (sku_of(plan, row), number.is_empty()) {
                    self.numbers.insert(sku.to_lowercase(), number.to_owned());
                }
            }
            Format::Magento => {
                let Some(parent) = sku_of(plan, row) else { return };
                for variation in plan.cell(row, Is::Variations).split('|').filter(|variation| !variation.is_empty()) {
                    let pairs = pairs(variation, ',');
                    let (own, options): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name.eq_ignore_ascii_case("sku"));
                    if let Some((_, own)) = own.into_iter().next() {
                        self.children.insert(own.to_lowercase(), Child { parent: parent.to_string(), options });
                    }
                }
            }
            _ => {}
        }
    }

    /// What its parent says of a child.
    pub fn child(&self, sku: Option<&str>) -> Option<&Child> {
        if self.children.is_empty() { None } else { self.children.get(&sku?.to_lowercase()) }
    }

    fn number<'t>(&'t self, sku: &'t str) -> &'t str {
        if self.numbers.is_empty() { sku } else { self.numbers.get(&sku.to_lowercase()).map_or(sku, String::as_str) }
    }
}

/// Types of WooCommerce that have variations.
fn is_parent(kind: &str) -> bool {
    kind.to_ascii_lowercase().contains("variable")
}

/// "size=S,color=Red" as pairs; a value may hold the separator.
pub(crate) fn pairs(text: &str, separator: char) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in text.split(separator) {
        match part.split_once('=') {
            Some((name, value)) => found.push((name.trim().to_owned(), value.trim().to_owned())),
            None => {
                if let Some((_, value)) = found.last_mut() {
                    value.push(separator);
                    value.push_str(part);
                }
            }
        }
    }
    found.retain(|(name, value)| !name.is_empty() && !value.is_empty());
    found
}

/// The keys of one reading's rows, in order.
#[derive(Default)]
pub(crate) struct Keys {
    last: String,
}

impl Keys {
    /// Writes the row's key; empty if it has none.
    pub fn of(&mut self, plan: &Plan, ties: &Ties, row: &Row, key: &mut String) {
        key.clear();
        match plan.format {
            Format::Shopify | Format::ShopifyInventory | Format::Wix => key.push_str(unwrapped(plan.cell(row, Is::Key))),
            Format::WooCommerce => woo(plan, ties, row, key),
            Format::Magento => match sku_of(plan, row) {
                Some(sku) => key.push_str(ties.child(Some(&sku)).map_or(&sku, |child| &child.parent)),
                None => key.push_str(&self.last),
            },
            Format::BigCommerce => {
                let own = plan.cell(row, Is::Kind).trim().eq_ignore_ascii_case("product") && !plan.cell(row, Is::Key).is_empty();
                key.push_str(if own { plan.cell(row, Is::Key) } else { &self.last });
                if key.is_empty() {
                    by_itself(plan, row, key);
                }
            }
            // Their variants stand below, without a title.
            Format::SumUp | Format::Ebay if plan.cell(row, Is::Title).is_empty() => key.push_str(&self.last),
            Format::Squarespace | Format::BigCartel => {
                let own = plan.cell(row, Is::Key);
                if !own.is_empty() {
                    key.push_str(own);
                } else if plan.cell(row, Is::Title).is_empty() {
                    key.push_str(&self.last);
                } else {
                    by_itself(plan, row, key);
                }
            }
            _ => by_itself(plan, row, key),
        }
        if !key.is_empty() {
            key.clone_into(&mut self.last);
        }
    }
}

fn woo(plan: &Plan, ties: &Ties, row: &Row, key: &mut String) {
    let parent = plan.cell(row, Is::Parent);
    let varies = plan.cell(row, Is::Kind).to_ascii_lowercase().contains("variation");
    if varies && !parent.is_empty() {
        match parent.strip_prefix("id:") {
            Some(number) => key.push_str(number.trim()),
            None => key.push_str(ties.number(unwrapped(parent))),
        }
        return;
    }
    match (plan.cell(row, Is::Key), sku_of(plan, row)) {
        ("", Some(sku)) => key.push_str(&sku),
        ("", None) => key.push_str(&slug(plan.cell(row, Is::Title))),
        (number, _) => key.push_str(number),
    }
}

/// The first that there is of parent, handle, title (where titles are what joins rows), number, article number, title.
fn by_itself(plan: &Plan, row: &Row, key: &mut String) {
    let title = plan.cell(row, Is::Title);
    let joined = match plan.format {
        Format::Square | Format::Loyverse | Format::Zettle | Format::SumUp | Format::Etsy | Format::Ebay => true,
        Format::Table => !plan.options.is_empty() || plan.has(Is::VariantTitle),
        _ => false,
    };
    let parent = unwrapped(plan.cell(row, Is::Parent));
    // In a plain list "Model" ties rows together only where something tells them apart.
    if !parent.is_empty() && (joined || plan.format != Format::Table) {
        key.push_str(parent);
        return;
    }
    let own = unwrapped(plan.cell(row, Is::Key));
    if !own.is_empty() {
        key.push_str(own);
        return;
    }
    if !joined {
        let number = plan.cell(row, Is::Id);
        if !number.is_empty() {
            key.push_str(number);
            return;
        }
        if let Some(sku) = sku_of(plan, row) {
            key.push_str(&sku);
            return;
        }
    }
    let slugged = slug(title);
    key.push_str(if slugged.is_empty() { title } else { &slugged });
}
