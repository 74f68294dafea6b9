//! The catalogue connected to the account, and which of its items may be sent (fact sheet §1.4). What is in it is
//! written by feed or by Meta's own tools; here it is only read.

use serde_json::Value;

use super::{CallError, Client, id};
use crate::tolerant;

/// An item of a catalogue.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CatalogueItem {
    /// What messages name it by: the item's id in the feed.
    pub retailer_id: String,
    /// Reviewed and shown: an item that is neither is refused with 131009.
    pub sendable: bool,
}

impl CatalogueItem {
    fn read(item: &Value) -> Option<Self> {
        let says =
            |field: &str, fine: &[&str]| tolerant::text_of(item, field).is_none_or(|text| fine.contains(&text.to_lowercase().as_str()));
        // Left empty, Meta has nothing against it.
        let sendable = says("review_status", &["", "approved", "no_review"]) && says("visibility", &["", "published"]);
        Some(Self { retailer_id: tolerant::text_of(item, "retailer_id").filter(|text| !text.is_empty())?, sendable })
    }
}

impl Client {
    /// The id of the catalogue connected to the account; `None` where there is none.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn catalogue(&self) -> Result<Option<String>, CallError> {
        let found = self.pages(&format!("{}/product_catalogs", self.waba()?), &[("fields", "id,name")]).await?;
        Ok(found.first().and_then(|catalogue| tolerant::text_of(catalogue, "id")))
    }

    /// The items of a catalogue.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn catalogue_items(&self, catalogue: &str) -> Result<Vec<CatalogueItem>, CallError> {
        let path = format!("{}/products", id(catalogue, "not a catalogue's id")?);
        let items = self.pages(&path, &[("fields", "retailer_id,review_status,visibility"), ("limit", "1000")]).await?;
        Ok(items.iter().filter_map(CatalogueItem::read).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_was_reviewed_and_is_shown_may_be_sent() {
        for (item, sendable) in [
            (json!({ "retailer_id": "a", "review_status": "approved", "visibility": "published" }), true),
            (json!({ "retailer_id": "a", "review_status": "" }), true),
            (json!({ "retailer_id": "a" }), true),
            (json!({ "retailer_id": "a", "review_status": "pending" }), false),
            (json!({ "retailer_id": "a", "review_status": "REJECTED" }), false),
            (json!({ "retailer_id": "a", "review_status": "approved", "visibility": "hidden" }), false),
            (json!({ "retailer_id": 7, "review_status": "outdated" }), false),
        ] {
            assert_eq!(CatalogueItem::read(&item).map(|read| read.sendable), Some(sendable), "{item}");
        }
        assert_eq!(CatalogueItem::read(&json!({ "review_status": "approved" })), None, "nothing can name it");
    }
}
