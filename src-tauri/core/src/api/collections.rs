//! Collections of products: made, ordered, filled, put away for a season.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::catalog::cells::{self, BulkReport, Cell};
use crate::catalog::collections::{self, Collection, CollectionCard, CollectionKept, rule::Rule};

pub(super) fn collections_list(call: &Call, _: Nothing) -> Result<Vec<Collection>> {
    call.shop.read(|read| collections::list(read, call.now))
}

pub(super) fn collection_get(call: &Call, request: CollectionRef) -> Result<CollectionCard> {
    call.shop.read(|read| collections::card(read, request.collection, call.now))
}

/// A collection to make or change.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CollectionSave {
    /// Which one; `null` makes one.
    #[serde(default)]
    pub collection: Option<i64>,
    /// Its name.
    pub name: String,
    /// Its rule; `null`: its products are picked by hand.
    #[serde(default)]
    pub rule: Option<Rule>,
}

pub(super) fn collection_save(call: &Call, request: CollectionSave) -> Result<CollectionCard> {
    call.shop.write(|tx| {
        let id = collections::save(tx, request.collection, &request.name, request.rule.as_ref())?;
        collections::card(tx, id, call.now)
    })
}

pub(super) fn collection_remove(call: &Call, request: CollectionRef) -> Result<CollectionKept> {
    call.shop.write(|tx| collections::remove(tx, request.collection))
}

pub(super) fn collection_put_back(call: &Call, request: CollectionKept) -> Result<CollectionCard> {
    call.shop.write(|tx| {
        let id = collections::put_back(tx, &request)?;
        collections::card(tx, id, call.now)
    })
}

/// The products of a collection, in order.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CollectionPick {
    /// Which collection.
    pub collection: i64,
    /// All of them.
    pub products: Vec<ProductId>,
}

pub(super) fn collection_pick(call: &Call, request: CollectionPick) -> Result<CollectionCard> {
    call.shop.write(|tx| {
        collections::pick(tx, request.collection, &request.products)?;
        collections::card(tx, request.collection, call.now)
    })
}

/// The collections, in order.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CollectionsOrder {
    /// All of them.
    pub collections: Vec<i64>,
}

pub(super) fn collections_order(call: &Call, request: CollectionsOrder) -> Result<Vec<Collection>> {
    call.shop.write(|tx| {
        collections::order(tx, &request.collections)?;
        collections::list(tx, call.now)
    })
}

/// A season begins or ends.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CollectionSeason {
    /// Which collection.
    pub collection: i64,
    /// Put away; otherwise brought back.
    pub away: bool,
}

pub(super) fn collection_season(call: &Call, request: CollectionSeason) -> Result<BulkReport> {
    let currency = call.currency()?;
    call.shop.write(|tx| {
        let typed = if request.away { "1" } else { "0" };
        let cell = |variant| Cell { variant, field: "away".to_owned(), typed: typed.to_owned() };
        let all: Vec<Cell> = collections::first_variants(tx, request.collection, call.now)?.into_iter().map(cell).collect();
        Ok(cells::edit_many(tx, &all, &call.typing(&currency))?.0)
    })
}
