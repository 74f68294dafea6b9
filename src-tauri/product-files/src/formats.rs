//! The exports that are known by their headers, one recipe each.
//!
//! Two recipes may fit one file; the one that knows more of its headers is taken, the earlier one of equals.

mod feeds;
mod marketplaces;
mod prices;
mod registers;
mod shops;
pub(crate) mod sizes;
mod storefronts;
pub(crate) mod table;
pub(crate) mod vocabulary;
mod woocommerce;

use crate::Format;
use crate::recipe::{Plan, Recipe};
use crate::words::fold;

/// All recipes, in the order in which they win a tie.
fn recipes() -> impl Iterator<Item = &'static Recipe> {
    shops::RECIPES
        .iter()
        .chain(std::iter::once(&woocommerce::RECIPE))
        .chain(registers::RECIPES)
        .chain(storefronts::RECIPES)
        .chain(marketplaces::RECIPES)
        .chain(std::iter::once(&feeds::RECIPE))
}

/// The system that writes such a header.
pub(crate) fn recognise(header: &[String]) -> Option<Format> {
    let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
    let mut best: Option<(usize, Format)> = None;
    for recipe in recipes() {
        if let Some(score) = recipe.score(&folded) {
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, recipe.format));
            }
        }
    }
    best.map(|(_, format)| format)
}

/// The plan of a known system's file; `None` for tables of no system.
pub(crate) fn plan(format: Format, header: &[String]) -> Option<Plan> {
    let recipe = recipes().find(|recipe| recipe.format == format)?;
    let mut plan = recipe.plan(header);
    match format {
        Format::WooCommerce => woocommerce::options(&mut plan),
        Format::ShopifyInventory => shops::locations(&mut plan),
        _ => {}
    }
    Some(plan)
}
