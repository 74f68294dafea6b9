//! The catalogue connected at Meta: which products may be sent from it. It is read and never written here; what is in
//! it comes there by the shop's feed. What Meta refuses meanwhile is taken out until the catalogue is read again.

use cloud_api::client::catalogue::CatalogueItem;

use crate::db::{Read, Tx};
use crate::kinds::Result;

/// Takes over what Meta says is connected: its id, and its items.
pub fn seen(tx: &Tx<'_>, catalogue: Option<&str>, items: &[CatalogueItem]) -> Result<()> {
    tx.execute("UPDATE connection SET catalogue = ?1 WHERE id = 1", [catalogue])?;
    tx.execute("DELETE FROM catalogue_item", [])?;
    for item in items {
        tx.execute(
            "INSERT INTO catalogue_item (retailer_id, sendable) VALUES (?1, ?2) ON CONFLICT (retailer_id) DO UPDATE SET sendable = excluded.sendable",
            (&item.retailer_id, item.sendable),
        )?;
    }
    Ok(())
}

/// Meta would not send these.
pub fn refused(tx: &Tx<'_>, products: &[String]) -> Result<()> {
    for product in products {
        tx.execute("UPDATE catalogue_item SET sendable = 0 WHERE retailer_id = ?1", [product])?;
    }
    Ok(())
}

/// The id of the connected catalogue, if there is one.
pub fn connected(read: &Read<'_>) -> Result<Option<String>> {
    Ok(read.value::<Option<String>>("SELECT catalogue FROM connection WHERE id = 1", [])?.flatten())
}

/// Whether the catalogue has a product and it may be sent.
pub fn sends(read: &Read<'_>, product: &str) -> Result<bool> {
    Ok(read.count("SELECT count(*) FROM catalogue_item WHERE retailer_id = ?1 AND sendable = 1", [product])? > 0)
}
