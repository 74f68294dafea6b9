//! Files of every kind, read whole.

mod feeds;
mod lists;
mod marketplaces;
mod registers;
mod shopify;
mod shops;
mod tables;
mod traps;
mod woocommerce;

use std::io::Cursor;

use crate::{FileFacts, Format, Notes, OfferedProduct, ProductFile, ReadOptions, RowNote, Summary, Trouble};

/// What one reading gave.
pub(super) struct Seen {
    pub facts: FileFacts,
    pub header: Vec<String>,
    pub products: Vec<OfferedProduct>,
    pub notes: Vec<RowNote>,
    pub records: Vec<Vec<String>>,
    pub summary: Summary,
}

#[derive(Default)]
struct Kept {
    notes: Vec<RowNote>,
    records: Vec<Vec<String>>,
}

impl Notes for Kept {
    fn note(&mut self, note: RowNote, record: &[String]) {
        self.notes.push(note);
        self.records.push(record.to_vec());
    }
}

impl Seen {
    /// Rows and codes of what was not used.
    pub fn rejected(&self) -> Vec<(usize, &str)> {
        self.notes.iter().filter(|note| !note.used).map(|note| (note.row, note.code.as_str())).collect()
    }

    /// Rows and codes of what was used with a remark.
    pub fn remarked(&self) -> Vec<(usize, &str)> {
        self.notes.iter().filter(|note| note.used).map(|note| (note.row, note.code.as_str())).collect()
    }

    /// The product with this handle.
    pub fn product(&self, handle: &str) -> &OfferedProduct {
        let handles: Vec<&str> = self.products.iter().map(|product| product.handle.as_str()).collect();
        self.products.iter().find(|product| product.handle == handle).unwrap_or_else(|| panic!("{handle} among {handles:?}"))
    }

    /// Label, price and stock of its variants.
    pub fn variants(&self, handle: &str) -> Vec<(&str, Option<i64>, Option<i64>)> {
        self.product(handle).variants.iter().map(|variant| (variant.label.as_str(), variant.price, variant.on_hand)).collect()
    }
}

pub(super) fn options(currency: &str, exponent: u32) -> ReadOptions {
    ReadOptions { currency: currency.to_owned(), exponent, ..ReadOptions::default() }
}

/// Reads a file twice and wants the same both times.
pub(super) fn try_with(bytes: &[u8], options: &ReadOptions) -> Result<Seen, Trouble> {
    let mut file = ProductFile::open(Box::new(Cursor::new(bytes.to_vec())), None, options)?;
    let mut once = || -> Result<(Vec<OfferedProduct>, Kept, Summary), Trouble> {
        let (mut products, mut kept) = (Vec::new(), Kept::default());
        let summary = file.each::<Trouble>(&mut kept, &mut |product| {
            products.push(product);
            Ok(())
        })?;
        Ok((products, kept, summary))
    };
    let (products, kept, summary) = once()?;
    let (again, kept_again, summary_again) = once()?;
    assert!(products == again && kept.notes == kept_again.notes && summary == summary_again, "a second reading gives the same");
    Ok(Seen { facts: file.facts().clone(), header: file.header().to_vec(), products, notes: kept.notes, records: kept.records, summary })
}

pub(super) fn read(text: &str) -> Seen {
    read_in(text, "EUR", 2)
}

pub(super) fn read_in(text: &str, currency: &str, exponent: u32) -> Seen {
    match try_with(text.as_bytes(), &options(currency, exponent)) {
        Ok(seen) => seen,
        Err(trouble) => panic!("{trouble}: {:?}", trouble.mapping),
    }
}

/// The code a file is refused with.
pub(super) fn refused(bytes: &[u8]) -> Option<&'static str> {
    try_with(bytes, &options("EUR", 2)).err().map(|trouble| trouble.code)
}

#[test]
fn every_recipe_is_told_from_the_others() {
    for (header, format) in [
        ("Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price", Format::Shopify),
        (
            "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Price,Compare-at price",
            Format::Shopify,
        ),
        (
            "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)",
            Format::ShopifyInventory,
        ),
        ("Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,SKU,HS Code,COO,Main Street,Depot", Format::ShopifyInventory),
        (
            "ID,Type,SKU,Name,Published,\"Is featured?\",\"Visibility in catalog\",\"Sale price\",\"Regular price\",Categories",
            Format::WooCommerce,
        ),
        (
            "ID,Typ,Artikelnummer,Name,Veröffentlicht,\"Ist hervorgehoben?\",\"Sichtbarkeit im Katalog\",Angebotspreis,\"Regulärer Preis\",Kategorien",
            Format::WooCommerce,
        ),
        ("id,title,description,availability,condition,price,link,image_link,brand", Format::Feed),
        ("TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1", Format::Etsy),
        ("Token,Item Name,Variation Name,SKU,Description,Category,GTIN,Price,Current Quantity Main,New Quantity Main", Format::Square),
        (
            "Handle,SKU,Name,Category,Sold by weight,Option 1 name,Option 1 value,Cost,Barcode,Price [Main],Available for sale [Main],In stock [Main]",
            Format::Loyverse,
        ),
        ("Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Tax rules ID;Wholesale price", Format::PrestaShop),
        ("ID;Image;Nom;Référence;Catégorie;Prix (HT);Prix (TTC);Quantité;État", Format::PrestaShop),
        (
            "handleId,fieldType,name,description,productImageUrl,collection,sku,ribbon,price,surcharge,visible,discountMode,discountValue,inventory",
            Format::Wix,
        ),
        (
            "sku,store_view_code,attribute_set_code,product_type,categories,product_websites,name,description,price,special_price,qty",
            Format::Magento,
        ),
        (
            "Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,Description,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Visible,Hosted Image URLs",
            Format::Squarespace,
        ),
        ("Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Is Visible", Format::BigCommerce),
        ("type,product_internal_id,product_sku,product_variation_sku,product_name,product_price,product_quantity", Format::Ecwid),
        ("product_id,name(en-gb),categories,sku,upc,ean,quantity,model,manufacturer,image_name,price,stock_status_id", Format::OpenCart),
        ("System ID,UPC,EAN,Custom SKU,Manufact. SKU,Item,Vendor ID,Qty.,Price,Tax,Brand,Category", Format::Lightspeed),
        (
            "id,handle,sku,name,description,product_category,variant_option_one_name,variant_option_one_value,tags,supply_price,retail_price,active,inventory_Main_Outlet",
            Format::Vend,
        ),
        ("Name,Variant,Category,Price,Cost price,Barcode,SKU,Unit name,Tax percentage", Format::Zettle),
        ("Item name,Variations,Option set 1,Option 1,Category,Price,Tax rate,SKU,Barcode", Format::SumUp),
        ("id;parent_id;product_number;active;stock;name;price_gross;ean", Format::Shopware),
        ("item-name,item-description,listing-id,seller-sku,price,quantity,open-date,asin1,fulfillment-channel", Format::Amazon),
        ("Item number,Title,Variation details,Custom label (SKU),Available quantity,Currency,Start price,Condition", Format::Ebay),
        ("External ID,Name,Internal Reference,Barcode,Sales Price,Cost,Quantity On Hand", Format::Odoo),
        ("id,name,permalink,status,price,default_price,on_sale,description", Format::BigCartel),
    ] {
        let names: Vec<String> = header.split([',', ';']).map(|name| name.trim_matches('"').to_owned()).collect();
        assert_eq!(crate::formats::recognise(&names), Some(format), "{header}");
    }
    for header in ["Name,Price", "Product,SKU,Price,Stock", "Bezeichnung;Preis;Bestand", "Name,Phone"] {
        let names: Vec<String> = header.split([',', ';']).map(str::to_owned).collect();
        assert_eq!(crate::formats::recognise(&names), None, "{header} is nobody's export");
    }
}
