//! The catalogue connected to the account, and what Meta has made of its items (fact sheet §1.4). Writing one is left
//! to Meta's own tools: this Meta is told by control what is in it.

use serde_json::{Value, json};

use super::{Answer, Call, page, pick};

/// `GET /{account}/product_catalogs`: one at most.
pub fn connected(call: &Call) -> Answer {
    let connected = call.shared.world().settings.catalogue.as_ref().map(|catalogue| json!({ "id": catalogue.id, "name": "Catalogue" }));
    page(call, connected.into_iter().collect(), 25)
}

/// `GET /{catalogue}/products`: its items with the fields asked for.
pub fn products(call: &Call) -> Answer {
    let catalogue = call.shared.world().settings.catalogue.clone().unwrap_or_default();
    let items = catalogue.items.iter().enumerate().map(|(place, (retailer_id, review))| {
        json!({ "id": (700_000_000_000_000_u64 + place as u64).to_string(), "retailer_id": retailer_id, "name": retailer_id,
            "review_status": review, "visibility": "published", "availability": "in stock" })
    });
    let fields = call.query("fields").unwrap_or("id,retailer_id,name").to_owned();
    let picked = items.map(|item| pick(&item, fields.split(','), &[])).collect::<Result<Vec<Value>, _>>()?;
    page(call, picked, 25)
}
